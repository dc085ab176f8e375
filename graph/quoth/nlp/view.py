"""A sentence as the rules see it: tokens with coarse tags, each outer quotation as one token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from quoth.nlp.lexicon import CueWord, match_cue
from quoth.nlp.quotes import Quote
from quoth.nlp.tokens import Token
from quoth.nlp.wordlists import closed_class
from quoth.records import Span


class Item(NamedTuple):
    """A tagged token, or a whole quotation (tag Q).

    Tags: Q quotation, PUNCT, PRON, DET, PREP, CONJ, SUB, AUX, NEG, ADV, DATE, NUM, NAME, POSS ('s),
    WORD (any other).
    """

    start: int
    end: int
    low: str
    tag: str
    quote: Quote | None = None


@dataclass(frozen=True)
class View:
    """One sentence outside (or inside) quotations, ready for the rules."""

    text: str
    items: tuple[Item, ...]

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """The items in lower case; a quotation is empty."""
        return tuple(item.low for item in self.items)

    @cached_property
    def cues(self) -> dict[int, tuple[int, CueWord]]:
        """The verbs of the cue lexicon: start index to (end index, cue), not overlapping."""
        found: dict[int, tuple[int, CueWord]] = {}
        at, lows = 0, self.lows
        while at < len(lows):
            match = match_cue(lows, at) if self.items[at].tag in ("WORD", "AUX") else None
            if match:
                found[at] = match
                at = match[0]
            else:
                at += 1
        return found

    def span(self, first: int, last: int) -> Span:
        """Return the characters from item `first` to item `last`, both included."""
        return Span(self.items[first].start, self.items[last].end)

    def tag(self, at: int) -> str:
        """Return the tag at an index; the ends of the sentence have the tag END."""
        return self.items[at].tag if 0 <= at < len(self.items) else "END"

    def low(self, at: int) -> str:
        """Return the item in lower case; beyond the ends it is empty."""
        return self.items[at].low if 0 <= at < len(self.items) else ""


def tag_of(token: Token, known: set[int], inside: bool) -> str:
    """Return the coarse tag of a token.

    `known` holds the offsets of tokens in names; `inside` says that a capital is no matter of
    place: words of the sentence stand before the token.
    """
    if token.start in known and token.low not in ("'s", "'"):
        return "NAME"
    return _tag(token.text, token.low, inside)


@lru_cache(maxsize=16384)
def _tag(text: str, low: str, inside: bool) -> str:
    if low in ("'s", "'"):
        return "POSS"
    if low == "&":
        return "CONJ"
    if not text[0].isalnum():
        return "PUNCT" if text[0] not in "@#$£€" else "WORD"
    if text[0].isdigit() or text[1:2].isdigit():
        return "NUM" if "-" not in text or not low[-1].isalpha() else "WORD"
    tag = closed_class().get(low)
    if inside and text[0].isupper() and tag in (None, "PREP", "ADV") and text != "I":
        return "NAME"
    if tag:
        return tag
    if low.endswith("ly") and len(low) > 4 and text.islower():
        return "ADV"
    return "WORD"


def build(text: str, span: Span, tokens: Sequence[Token], quotes: Sequence[Quote],
          known: set[int]) -> View:
    """Return the view of `span`; `tokens` and `quotes` are those within it, by start."""
    items: list[Item] = []
    pending = list(quotes)
    inside = False
    lowered = any(t.text[0].islower() and len(t.text) > 3 for t in tokens)  # else a title
    for token in tokens:
        while pending and token.start >= pending[0].end:
            pending.pop(0)
        if pending and pending[0].start <= token.start:
            quote = pending[0]
            if not items or items[-1].quote is not quote:
                items.append(Item(quote.start, quote.end, "", "Q", quote))
            continue
        tag = tag_of(token, known, inside)
        if items and items[-1].low == "her" and tag in ("WORD", "NAME"):
            items[-1] = items[-1]._replace(tag="DET")
        if tag == "DATE" and items and items[-1].low in ("this", "last", "next"):
            items[-1] = items[-1]._replace(tag="DATE")
        items.append(Item(token.start, token.end, token.low, tag))
        inside = token.is_word and lowered or (inside and token.low not in (":", "–", "—"))
    return View(text, tuple(items))
