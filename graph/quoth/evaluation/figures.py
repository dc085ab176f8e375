"""Counts by article, and the figures made of them: precision, recall, F1 and their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

RESAMPLES = 1000


class Tally(NamedTuple):
    """The counts of one article.

    `hits` of the `predicted` items are right, `found` of the `gold` items are found. The two
    numerators differ where items are selected by a property of their own side (the form).
    """

    hits: float
    predicted: float
    found: float
    gold: float

    @classmethod
    def even(cls, hits: float, predicted: float, gold: float) -> Tally:
        """Return a tally whose hits are its found items."""
        return cls(hits, predicted, hits, gold)

    @classmethod
    def share(cls, right: float, total: float) -> Tally:
        """Return a tally for a plain share: precision, recall and F1 are all `right / total`."""
        return cls(right, total, right, total)


@dataclass(frozen=True)
class Figure:
    """One score with the counts behind it; percentages, the interval is of `f`."""

    name: str
    precision: float
    recall: float
    f: float
    low: float
    high: float
    hits: float
    predicted: float
    found: float
    gold: float

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as rounded numbers, without its name."""
        row = {name: round(getattr(self, name), 2) for name in ("precision", "recall", "f")}
        row |= {"interval": [round(self.low, 2), round(self.high, 2)]}
        return row | {name: getattr(self, name) for name in Tally._fields}


@cache
def weights(articles: int, seed: int) -> np.ndarray:
    """Return how often each article is drawn, in each of the bootstrap's resamples."""
    drawn = np.random.default_rng(seed).multinomial(
        articles, np.full(articles, 1 / articles), size=RESAMPLES)
    return drawn.astype(float)


def rates(counts: np.ndarray) -> np.ndarray:
    """Return precision, recall and F1 in per cent for rows of tallies; nothing of nothing is 0."""
    counts = np.atleast_2d(counts).astype(float)
    parts = np.stack([counts[:, 0], counts[:, 2]]), np.stack([counts[:, 1], counts[:, 3]])
    precision, recall = np.divide(*parts, out=np.zeros_like(parts[0]), where=parts[1] > 0)
    both = precision + recall
    f = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
    return 100 * np.stack([precision, recall, f], axis=1)


def figure(name: str, tallies: Sequence[Tally], *, seed: int = 0) -> Figure:
    """Return the micro-averaged figure over articles with its 95 % bootstrap interval.

    Articles are drawn with replacement, always the same draws for one seed and number of
    articles, so that two systems on the same gold are compared on the same draws.
    """
    counts = np.array(tallies, dtype=float).reshape(-1, 4)
    total = counts.sum(axis=0)
    precision, recall, f = rates(total)[0]
    low = high = f
    if len(counts):
        sampled = rates(weights(len(counts), seed) @ counts)[:, 2]
        low, high = np.percentile(sampled, [2.5, 97.5])
    return Figure(name, *map(float, (precision, recall, f, low, high, *total)))
