"""Attributions by place, so that looking for neighbours costs no walk over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoth.nlp.quotes import Quote
from quoth.nlp.repair import covers
from quoth.records import Attribution, Span

_BIN = 400  # characters


class Shelf:
    """A growing list of attributions that knows which of them touch a stretch of text."""

    def __init__(self, found: Iterable[Attribution] = ()) -> None:
        self._rows: list[Attribution | None] = []
        self._bins: dict[int, set[int]] = {}
        for attribution in found:
            self.add(attribution)

    def __iter__(self) -> Iterator[Attribution]:
        """Yield the attributions in the order in which they came."""
        return (row for row in self._rows if row is not None)

    def add(self, attribution: Attribution) -> None:
        """Append an attribution."""
        self._rows.append(attribution)
        self._place(len(self._rows) - 1, attribution)

    def replace(self, old: Attribution, new: Attribution | None) -> None:
        """Put one attribution in the place of another, or nothing."""
        index = next(i for i in self._near(old.content[0]) if self._rows[i] is old)
        self._rows[index] = new
        if new is not None:
            self._place(index, new)

    def _place(self, index: int, attribution: Attribution) -> None:
        bins = self._bins
        for span in (*attribution.content, attribution.source, attribution.cue):
            if span:
                first, last = span[0] // _BIN, span[1] // _BIN
                for place in (first,) if first == last else range(first, last + 1):
                    if place in bins:
                        bins[place].add(index)
                    else:
                        bins[place] = {index}

    def _near(self, span: Span) -> list[int]:
        return sorted({i for place in _bins(span) for i in self._bins.get(place, ())})

    def near(self, span: Span) -> list[Attribution]:
        """Return, in order, the attributions that touch a span, and some that come near."""
        return [row for i in self._near(span) if (row := self._rows[i]) is not None]

    def owner(self, quote: Quote) -> Attribution | None:
        """Return the attribution that has most of a quotation."""
        return next((a for a in self.near(quote.span) if covers(a.content, quote)), None)


def _bins(span: Span) -> range:
    return range(span.start // _BIN, span.end // _BIN + 1)
