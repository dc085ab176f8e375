"""Spans by place, so that looking for those near a character costs no walk over all of them."""

from __future__ import annotations

from collections.abc import Iterable

from quoth.records import Span

_BIN = 256  # characters


class Places:
    """Spans with a number each, in the order given.

    >>> places = Places([(Span(0, 4), 7), (Span(3, 9), 8), (Span(900, 950), 9)])
    >>> places.near(2, 5)
    [(Span(start=0, end=4), 7), (Span(start=3, end=9), 8)]
    """

    def __init__(self, rows: Iterable[tuple[Span, int]]) -> None:
        self._rows = list(rows)
        self._bins: dict[int, list[int]] = {}
        for index, (span, _) in enumerate(self._rows):
            for place in range(span.start // _BIN, span.end // _BIN + 1):
                self._bins.setdefault(place, []).append(index)

    def near(self, start: int, end: int) -> list[tuple[Span, int]]:
        """Return the spans that touch a stretch of text, and some that come near."""
        first, last = start // _BIN, end // _BIN
        if first == last:
            return [self._rows[i] for i in self._bins.get(first, ())]
        found = {i for place in range(first, last + 1) for i in self._bins.get(place, ())}
        return [self._rows[i] for i in sorted(found)]
