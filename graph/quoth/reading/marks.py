"""A mark: a part of the text that is not story, with the facts that it states."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from quoth.reading.credits import Credit
from quoth.records import Region


@dataclass(frozen=True)
class Known:
    """What is known about an article from elsewhere than its text: it wins over the text.

    `headings` are the lines that a page marks as headings.

    >>> Known(title="Port reopens").title
    'Port reopens'
    """

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    agency: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    headings: frozenset[str] = frozenset()


class Rank(IntEnum):
    """How good the evidence for a fact is: the lowest wins, then the first in the text."""

    STATED = 0  # "Published: ..."
    HEAD = 1  # above the story
    LEAD = 2  # in the first paragraph
    TAIL = 3  # below the story
    WEAK = 4  # "Updated: ...", "Source: ..." where a dateline says it too


class Fact(NamedTuple):
    """A field of the article, its value, and the rank of the evidence."""

    field: str
    value: str
    rank: Rank


@dataclass(frozen=True)
class Mark:
    """A region to be, and what it says."""

    start: int
    end: int
    kind: str
    facts: tuple[Fact, ...] = ()

    @property
    def region(self) -> Region:
        """The region without its facts."""
        return Region(self.start, self.end, self.kind)


def from_credit(credit: Credit, at: int, rank: Rank) -> Mark:
    """Return the mark of a credit that was found `at` characters into the text."""
    stated = (("author", credit.author), ("agency", credit.agency),
              ("publisher", credit.publisher))
    facts = tuple(Fact(name, value, rank) for name, value in stated if value)
    return Mark(credit.span.start + at, credit.span.end + at, credit.kind, facts)


def best(marks: Iterable[Mark], field: str) -> str | None:
    """Return the value of `field` with the best evidence, None if no mark states it.

    >>> best([Mark(0, 4, "source", (Fact("agency", "NTB", Rank.TAIL),))], "agency")
    'NTB'
    """
    facts = [(fact.rank, i, fact.value) for i, mark in enumerate(marks) for fact in mark.facts
             if fact.field == field]
    return min(facts)[2] if facts else None


def trimmed(mark: Mark, text: str) -> Mark:
    """Return the mark without white space at its ends."""
    part = text[mark.start:mark.end]
    start = mark.start + len(part) - len(part.lstrip())
    return replace(mark, start=start, end=start + len(part.strip()))


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks in order of the text; of two that overlap the one given first stays.

    >>> given = [Mark(5, 9, "date"), Mark(0, 6, "title"), Mark(0, 4, "source")]
    >>> [mark.kind for mark in apart(given)]
    ['source', 'date']
    """
    kept: list[Mark] = []
    for mark in marks:
        i = bisect(kept, mark.start, key=lambda other: other.start)
        after_before = i == 0 or kept[i - 1].end <= mark.start
        before_after = i == len(kept) or mark.end <= kept[i].start
        if mark.start < mark.end and after_before and before_after:
            kept.insert(i, mark)
    return kept
