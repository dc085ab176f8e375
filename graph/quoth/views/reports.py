"""What a quotation reports, as other articles report it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from quoth.records import Facts, Quotation, Statement
from quoth.views import rows

SHOWN = 100  # of the other reports of one statement, on a page
KEPT = 4096  # articles whose quotations are kept at hand

Pair = tuple[str, str]  # article id, quotation id


class Report(NamedTuple):
    """A quotation as other pages tell of it: where it is, who prints it, its words."""

    article: str
    quotation: str
    place: str
    text: str


class Reports(Protocol):
    """The other reports of what each quotation reports."""

    def get(self, pair: Pair, default: Sequence[Report] = ()) -> Sequence[Report]:
        """Return those of a quotation, the first `SHOWN` at least."""

    def count(self, pair: Pair) -> int:
        """Return how many there are of a quotation."""


class GivenReports(dict[Pair, list[Report]]):
    """Reports that are all at hand."""

    def count(self, pair: Pair) -> int:
        """Return how many there are of a quotation."""
        return len(self.get(pair, ()))


class FoundReports:
    """Reports that are looked up when they are asked for.

    `pairs` gives for an article, by id, the quotations of the statement that each of its own
    reports, and `facts` what an article says.
    """

    def __init__(self, pairs: Callable[[str], Mapping[str, Sequence[Pair]]],
                 facts: Callable[[str], Facts]) -> None:
        self._pairs = lru_cache(maxsize=1)(pairs)
        self._told = lru_cache(maxsize=KEPT)(lambda name: _told(facts(name)))

    def get(self, pair: Pair, default: Sequence[Report] = ()) -> Sequence[Report]:
        """Return the first of a quotation."""
        some = self._others(pair)[: SHOWN + 1]
        return [self._told(name)[told] for name, told in some if (name, told) != pair][:SHOWN]

    def count(self, pair: Pair) -> int:
        """Return how many there are of a quotation."""
        return max(0, len(self._others(pair)) - 1)

    def _others(self, pair: Pair) -> Sequence[Pair]:
        article, quotation = pair
        return self._pairs(article).get(quotation, ())


def _told(facts: Facts) -> dict[str, Report]:
    return {one.id: report_of(facts, one) for one in facts.quotations}


def report_of(facts: Facts, quotation: Quotation) -> Report:
    """Return what other pages tell of a quotation."""
    return Report(facts.article.id, quotation.id, rows.place(facts.article), quotation.text)


def other_reports(facts_all: Iterable[Facts], statements: Iterable[Statement]
                  ) -> GivenReports:
    """Return, for each quotation, the reports of the same statement in other places."""
    told = {(f.article.id, q.id): report_of(f, q) for f in facts_all for q in f.quotations}
    found = GivenReports()
    for statement in statements:
        pairs = [pair for pair in statement.quotations if pair in told]
        for pair in pairs:
            found[pair] = [told[other] for other in pairs if other != pair]
    return found
