"""A sentence as the rules see it: tokens with coarse tags, each outer quotation as one token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from quoth.nlp.lexicon import CueWord, cue_forms, match_cue
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
        lows, forms, free = self.lows, cue_forms(), 0
        for at, low in enumerate(lows):
            if low not in forms or at < free or self.items[at].tag not in ("WORD", "AUX"):
                continue
            match = match_cue(lows, at)
            if match:
                found[at] = match
                free = match[0]
        return found

    def span(self, first: int, last: int) -> Span:
        """Return the characters from item `first` to item `last`, both included."""
        return Span(self.items[first].start, self.items[last].end)

    @cached_property
    def tag(self) -> Callable[[int], str]:
        """Return the tag at an index; the ends of the sentence have the tag END."""
        return _Ended("END", (item.tag for item in self.items)).__getitem__

    @cached_property
    def low(self) -> Callable[[int], str]:
        """Return the item in lower case; beyond the ends it is empty."""
        return _Ended("", self.lows).__getitem__


class _Ended(dict[int, str]):
    """The values of a sentence by index, and one for all that lies beyond its ends."""

    def __init__(self, beyond: str, values: Iterable[str]) -> None:
        super().__init__(enumerate(values))
        self._beyond = beyond

    def __missing__(self, at: int) -> str:
        return self._beyond


@lru_cache(maxsize=16384)
def _tag(text: str, low: str, inside: bool) -> str:
    """Return the coarse tag of a token that is in no name; `inside` says that a capital is no
    matter of place: words of the sentence stand before the token."""
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
    """Return the view of `span`; `tokens` and `quotes` are those within it, by start; `known` holds
    the offsets of tokens in names."""
    items: list[Item] = []
    pending = list(quotes)
    inside = False
    made = tuple.__new__  # half the time of a call of the class
    lowered = any(t.text[0].islower() and len(t.text) > 3 for t in tokens)  # else a title
    for start, end, word, low in tokens:
        while pending and start >= pending[0].end:
            pending.pop(0)
        if pending and pending[0].start <= start:
            quote = pending[0]
            if not items or items[-1].quote is not quote:
                items.append(Item(quote.start, quote.end, "", "Q", quote))
            continue
        named = start in known and low not in ("'s", "'")
        tag = "NAME" if named else _tag(word, low, inside)
        if items and items[-1].low == "her" and tag in ("WORD", "NAME"):
            items[-1] = items[-1]._replace(tag="DET")
        if tag == "DATE" and items and items[-1].low in ("this", "last", "next"):
            items[-1] = items[-1]._replace(tag="DATE")
        items.append(made(Item, (start, end, low, tag, None)))
        inside = word[0].isalnum() and lowered or (inside and low not in (":", "–", "—"))
    return View(text, tuple(items))
