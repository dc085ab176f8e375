"""Sentence boundaries by rule: abbreviations, initials, quotation marks, glued text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from quoth.nlp.paragraphs import paragraphs
from quoth.nlp.tokens import OUTLET
from quoth.nlp.wordlists import closed_class, word_set
from quoth.records import Span

_CLOSERS = "\"'”’“»›)]"
_END = re.compile(r"(?:[.!?…]+|[。！？])[\"'”’“»›)\]]*")
_START = re.compile(r"[\"'“”‘„«»‹(\[–—-]*[^\W_]")
_LAST_WORD = re.compile(r"[^\W_][\w.'’-]*$")
_OUTLET = re.compile(OUTLET + r"\b")  # Orient.News reports
_SITE = re.compile(r"(?<!\w)[A-Z][\w-]*$")
_MONTH_OR_NUMBER = re.compile(r"\s*\d")


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations after which a full stop ends no sentence."""
    table = files(__package__).joinpath("words/abbreviations.txt").read_text("utf-8")
    return frozenset(table.split())


def sentences(text: str, blocks: Sequence[Span] | None = None) -> tuple[Span, ...]:
    """Return the sentences of `text`; none crosses a paragraph.

    >>> [s.of("Mr. Ito left. He lost.") for s in sentences("Mr. Ito left. He lost.")]
    ['Mr. Ito left.', 'He lost.']
    """
    found = []
    for block in paragraphs(text) if blocks is None else blocks:
        found.extend(split(text, block))
    return tuple(found)


def split(text: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        end = match.end()
        if end < block.end and ends_sentence(text, match, block):
            yield Span(start, end)
            while end < block.end and text[end].isspace():
                end += 1
            start = end
    if start < block.end:
        yield Span(start, block.end)


def ends_sentence(text: str, match: re.Match[str], block: Span) -> bool:
    """Say whether the marks that `match` found end a sentence."""
    rest = text[match.end() : match.end() + 40]
    blank = len(rest) - len(rest.lstrip())
    following = _START.match(rest, blank)
    if not following or rest[following.end() - 1].islower():
        return False
    mark = match.group()
    if not blank:  # glued text: the pact."He left
        return _is_glued_end(text, match, rest)
    if mark == ".":
        return not _is_abbreviation(text[max(block.start, match.start() - 24) : match.start()],
                                    rest[blank:])
    return True


def _is_glued_end(text: str, match: re.Match[str], rest: str) -> bool:
    if _OUTLET.match(rest) and _SITE.search(text[max(0, match.start() - 24) : match.start()]):
        return False
    before = text[match.start() - 1] if match.start() else " "
    if match.group() != ".":
        return match.group()[-1] in _CLOSERS or (before.islower() and rest[0].isupper())
    word = text[max(0, match.start() - 2) : match.start()]
    opens = rest[0].isupper() and (rest[1:2].islower() or (rest[0] in "AI" and rest[1:2] == " "))
    return before.islower() and word.isalpha() and opens


def _is_abbreviation(before: str, after: str) -> bool:
    """Say whether a full stop after `before` belongs to the word, not to the sentence."""
    found = _LAST_WORD.search(before)
    if not found:
        return False
    word = found.group()
    if len(word) == 1:  # an initial; "I" ends sentences too rarely to count, a digit does not
        platform = word == "X" and before[:-1].rstrip().endswith(("on", "to", "via", "from"))
        return word.isupper() and not platform \
            and not before[:-1].rstrip().endswith(("Vitamin", "Plan"))
    if word.lower() == "no":
        return bool(_MONTH_OR_NUMBER.match(after))
    if word.lower() in abbreviations():
        return True
    return "." in word and word.replace(".", "").isalpha() and len(word) <= 5 \
        and _goes_on_as_name(after)


def _goes_on_as_name(after: str) -> bool:
    """Say whether what follows "U.S." belongs to a name: "Vera Moe", "Army", "Chamber of Mines"."""
    found = re.match(r"([A-Z][a-z]+)\b(?: of | for | [A-Z])?", after)
    return bool(found) and found.group(1).lower() not in closed_class() and (
        found.group()[-1] == " " or found.group()[-1].isupper()
        or found.group(1).lower() in word_set("org"))
