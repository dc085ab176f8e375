"""Overlap of spans, and the one-to-one matching of predicted with gold items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from quoth.records import Span

Spans = tuple[Span, ...]


class Pair(NamedTuple):
    """A gold item, the predicted item that it is matched with (indices), and their score."""

    gold: int
    predicted: int
    score: float


def joined(spans: Iterable[Iterable[int]]) -> Spans:
    """Return the spans sorted, with overlapping ones joined and empty ones dropped."""
    merged: list[Span] = []
    for start, end in sorted(tuple(span) for span in spans):
        if merged and start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        elif start < end:
            merged.append(Span(start, end))
    return tuple(merged)


def size(spans: Spans) -> int:
    """Return the number of characters in joined spans."""
    return sum(span.end - span.start for span in spans)


def shared(one: Spans, other: Spans) -> int:
    """Return the number of characters that two lists of joined spans have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def jaccard(one: Spans, other: Spans) -> float:
    """Return shared characters over all characters, 0 where both are empty."""
    common = shared(one, other)
    return common / (size(one) + size(other) - common) if common else 0.0


def best_pairs(scores: np.ndarray) -> list[Pair]:
    """Return the one-to-one matching with the highest sum (Hungarian), pairs above 0 only."""
    if not scores.size:
        return []
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [Pair(int(row), int(column), float(scores[row, column]))
            for row, column in zip(rows, columns, strict=True) if scores[row, column] > 0]


def match(gold: Sequence[Any], predicted: Sequence[Any], score: Callable[[Any, Any], float],
          *, least: float = 0.0) -> list[Pair]:
    """Match gold with predicted items one to one; a score under `least` is no match."""
    scores = np.array([[score(g, p) for p in predicted] for g in gold], dtype=float)
    scores = scores.reshape(len(gold), len(predicted))
    return best_pairs(np.where(scores >= least, scores, 0.0))
