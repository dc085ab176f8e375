"""From the model's numbers to spans: best label paths, attributions, names and links.

Pure functions over numpy arrays; a piece range is half-open.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

REACH = 96
CLOSE = 16  # pieces on either side of an anchor whose roles are always asked for
LINK = 64
NONE, SOURCE, CONTENT, CUE = 0, 1, 3, 5  # the begin label of each role; inside is one more
NER_NAMES = ("PERSON", "ORG", "LOC")

Range = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """One attribution in piece ranges, with the numbers that its confidence is made of.

    `features`: log-odds of the anchor being a cue, of the mean and the least probability of the
    content's labels; mean probability of the source's labels (0 without); log-odds of the content's
    two edges; what the token head gives the pieces of the content and the two around it on average
    for being in some content; the logarithm of the content's pieces.
    """

    anchor: int
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    features: tuple[float, ...]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities over the last axis."""
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def transitions(labels: int, start_cost: dict[int, float]) -> np.ndarray:
    """Return (from, to) scores of B/I labels: inside only after its own begin or inside.

    `start_cost` maps a begin label to what opening such a span costs, in nats: it keeps
    one-word fragments away.
    """
    table = np.zeros((labels, labels), dtype=np.float32)
    for inside in range(2, labels, 2):
        table[:, inside] = -1e4
        table[inside - 1 : inside + 1, inside] = 0.0
    for begin in range(1, labels, 2):
        table[:, begin] = -start_cost.get(begin, 0.0)
    return table


def best_paths(scores: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Return the best label path of each sequence, begun from O (Viterbi).

    `scores`: log-probabilities (n, length, labels); returns int (n, length).
    """
    n, length, labels = scores.shape
    bests = np.array(scores.transpose(1, 2, 0), order="C")  # the sequences side by side
    bests[0] += table[NONE][:, None]
    reach = np.ascontiguousarray(np.broadcast_to(table[:, :, None], (labels, labels, n)))
    each, most = np.empty_like(reach, dtype=bests.dtype), np.empty_like(bests[0])
    for before, best in zip(bests, bests[1:], strict=False):
        np.add(before[:, None, :], reach, each)
        np.maximum.reduce(each, 0, None, most)
        np.add(most, best, best)
    path = np.empty((length, n), dtype=np.int64)
    path[-1] = bests[-1].argmax(0)
    bests, into = np.ascontiguousarray(bests.transpose(0, 2, 1)), np.ascontiguousarray(table.T)
    for t in range(length - 1, 0, -1):
        (bests[t - 1] + into.take(path[t], 0)).argmax(1, path[t - 1])
    return path.T


def segments(path: np.ndarray) -> list[tuple[int, int, int]]:
    """Return (start, end, begin label) of the spans on one label path."""
    made: list[tuple[int, int, int]] = []
    places = np.flatnonzero(path)
    for t, label in zip(places.tolist(), path[places].tolist(), strict=True):
        if label % 2:
            made.append((t, t + 1, label))
        elif made:
            start, _, begin = made[-1]
            made[-1] = (start, t + 1, begin)
    return made


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds of a probability, that of 0.001 to 0.999 at the ends."""
    kept = min(max(chance, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def anchors(cue: np.ndarray, thresholds: Sequence[float]) -> list[int]:
    """Return the pieces most like a cue, one for each run above each of the thresholds.

    `cue`: (pieces, 3) probabilities of O, B, I. A run ends where a B is likelier than an I.
    """
    return sorted({piece for least in thresholds for piece in _peaks(cue, least)})


def _peaks(cue: np.ndarray, threshold: float) -> list[int]:
    likely = 1.0 - cue[:, NONE]
    found, run = [], []
    for t in np.flatnonzero(likely > threshold).tolist():
        if run and (t > run[-1] + 1 or (cue[t, 1] > cue[t, 2] and cue[t, 1] > 0.5)):
            found.append(max(run, key=lambda i: likely[i]))
            run = []
        run.append(t)
    if run:
        found.append(max(run, key=lambda i: likely[i]))
    return found


class Sentences(NamedTuple):
    """The sentences of an article.

    `first`: the first piece of each; `runs`: whether what is said may go on from the sentence
    before; `tells`: whether who says what the sentence before says may stand here.
    """

    first: list[int]
    runs: list[bool]
    tells: list[bool]


def sentences(first: np.ndarray, content: np.ndarray, quote: np.ndarray) -> Sentences:
    """Return what the token head says of sentences that begin at `first`.

    `content`: (pieces, 3) probabilities of O, B, I; `quote`: (pieces,), the state of quotation.
    """
    inside = 1.0 - content[:, NONE]
    share = np.add.reduceat(inside, first) / np.diff(first, append=len(inside))
    before = np.maximum(inside[np.maximum(first - 1, 0)], inside[np.maximum(first - 2, 0)])
    runs = (inside[first] > 0.5) & (content[first, 1] < 0.9) | (quote[first] > 0)
    tells = (share < 0.3) & (before > 0.5)
    return Sentences(first.tolist(), runs.tolist(), tells.tolist())


def about(anchor: int, of: Sentences) -> Range:
    """Return the pieces that an anchor's attribution may lie in: its sentence and the next, and
    on from there as long as what is said runs on; where its own sentence holds none of it, that
    before too.

    Of the attributions found with all of REACH, 99.9 % lie within it on PolNeAR dev, half as wide.
    """
    low = max(0, bisect_right(of.first, anchor) - 1)
    high = low + 2
    low -= bool(low and of.tells[low])
    while low and of.runs[low]:
        low -= 1
    while high < len(of.first) and of.runs[high]:
        high += 1
    end = of.first[high] if high < len(of.first) else anchor + REACH
    return min(of.first[low], anchor - CLOSE), max(end, anchor + CLOSE)


def side_by_side(logits: Sequence[np.ndarray]) -> np.ndarray:
    """Return logarithms of probabilities (n, length, labels) of rows of logits that differ in
    length; after its last piece each has no role."""
    labels = logits[0].shape[1]
    made = np.zeros((len(logits), max(map(len, logits)) + 1, labels), dtype=np.float32)
    for row, each in zip(made, logits, strict=True):
        row[: len(each)] = each
    made -= np.log(np.exp(made).sum(-1, keepdims=True))
    no_role = np.full(labels, -1e4, dtype=np.float32)
    no_role[NONE] = 0.0
    for row, each in zip(made, logits, strict=True):
        row[len(each) :] = no_role
    return made


def picked(scores: np.ndarray, paths: np.ndarray) -> np.ndarray:
    """Return the probabilities of the labels on some paths.

    `scores`: (n, length, labels), logarithms of probabilities; `paths`: (n, length).
    """
    return np.exp(np.take_along_axis(scores, paths[..., None], 2)[..., 0])


def read_attribution(anchor: int, chance: float, first: int, likely: np.ndarray, path: np.ndarray,
                     inside: np.ndarray) -> Found | None:
    """Turn one decoded path into an attribution, or None where it holds no content.

    `likely`: (length,), the probability of each label; `path`: (length,) labels, both from the
    piece `first` on; `inside`: the chance of each piece of the article to lie in some content, by
    the token head.
    """
    spans: dict[int, list[Range]] = {SOURCE: [], CONTENT: [], CUE: []}
    for start, end, begin in segments(path):
        spans[begin].append((start + first, end + first))
    if not spans[CONTENT]:
        return None
    content = np.concatenate([likely[a - first : b - first] for a, b in spans[CONTENT]])
    source = [likely[a - first : b - first] for a, b in spans[SOURCE]]
    edges = (spans[CONTENT][0][0] - 1, spans[CONTENT][-1][1])
    around = [float(inside[piece]) for piece in edges if 0 <= piece < len(inside)]
    held = np.concatenate([inside[a:b] for a, b in spans[CONTENT]])
    features = (
        log_odds(chance), log_odds(mean(content)), log_odds(float(np.minimum.reduce(content))),
        mean(np.concatenate(source)) if source else 0.0,
        log_odds(float(content[0])), log_odds(float(content[-1])),
        mean(held), sum(around) / max(1, len(around)), math.log(len(held)))
    return Found(anchor, tuple(spans[SOURCE]), tuple(spans[CUE]), tuple(spans[CONTENT]), features)


def logistic(weights: Sequence[float], features: Sequence[float]) -> float:
    """Return the chance that a logistic regression gives; the first weight is the constant."""
    z = weights[0] + sum(w * x for w, x in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-z))


def without_doubles(found: list[tuple[float, Found]], *, overlap: float = 0.5) -> list[Found]:
    """Keep of attributions of nearly the same content the one that comes with the most.

    One that has the other's cue in its content reports a report: both are kept.
    """
    kept: list[tuple[set[int], Found]] = []
    for _, item in sorted(found, key=lambda row: (-row[0], row[1].anchor)):
        pieces = {p for a, b in item.content for p in range(a, b)}
        if all((shared := len(pieces & other)) <= overlap * (len(pieces) + len(other) - shared)
               or item.anchor in other or one.anchor in pieces for other, one in kept):
            kept.append((pieces, item))
    return sorted((f for _, f in kept), key=lambda f: (f.content[0], f.anchor))


def is_nested(one: Found, found: Iterable[Found]) -> bool:
    """Say whether the cue of an attribution lies in the content of another."""
    return any(other is not one and any(a <= one.anchor < b for a, b in other.content)
               for other in found)


def names(ner: np.ndarray, table: np.ndarray, lines: list[int]) -> list[
        tuple[int, int, str, float]]:
    """Return (start, end, label, probability) of the named entities.

    `ner`: (pieces, 7) probabilities; `lines`: the first piece of each line, since no name runs
    from one line into the next.
    """
    made = []
    scores = np.log(ner + 1e-9)
    for rows in _of_like_length(lines, len(ner)):
        size = max(end - start for start, end in rows)
        block = np.full((len(rows), size, ner.shape[1]), -1e4, dtype=np.float32)
        block[..., NONE] = 0.0
        for row, (start, end) in enumerate(rows):
            block[row, : end - start] = scores[start:end]
        for (first, _), path in zip(rows, best_paths(block, table), strict=True):
            made += [(first + start, first + end, begin) for start, end, begin in segments(path)]
    either = ner[:, 1::2] + ner[:, 2::2]  # to begin a name or to be inside one
    return [(start, end, NER_NAMES[begin // 2], mean(either[start:end, begin // 2]))
            for start, end, begin in sorted(made)]


def mean(row: np.ndarray) -> float:
    """Return the mean of some numbers: of few, `np.mean` takes three times as long."""
    return float(np.add.reduce(row) / row.dtype.type(len(row)))


def _of_like_length(lines: list[int], count: int) -> list[list[Range]]:
    """Return the lines in groups in which the longest is at most twice as long as the shortest of
    more than 16 pieces, of more than 128 where lines are few: a step costs more than its width."""
    ranges = [(a, b) for a, b in zip(lines, [*lines[1:], count], strict=True) if a < b]
    least = 4 if len(ranges) > 64 else 7
    groups: dict[int, list[Range]] = {}
    for a, b in ranges:
        groups.setdefault(max(least, (b - a - 1).bit_length()), []).append((a, b))
    return list(groups.values())


def link_scores(links: np.ndarray, mentions: list[Range], config: dict) -> np.ndarray:
    """Return probabilities (mentions, 1 + mentions) of none and of each earlier mention.

    `links`: (pieces of one window, 4 * LINK); `mentions`: sorted ranges in that window.
    """
    first = np.array([a for a, _ in mentions])
    last = np.array([b - 1 for _, b in mentions])
    query = np.tanh(links[first, :LINK] + links[last, LINK : 2 * LINK])
    key = np.tanh(links[first, 2 * LINK : 3 * LINK] + links[last, 3 * LINK :])
    order = np.arange(len(mentions))
    distance = np.maximum(order[:, None] - order[None, :], 1)
    bucket = np.minimum((2 * np.log2(distance)).astype(int), 15)
    scores = query @ key.T + np.array(config["link_distance"])[bucket]
    scores[order[:, None] <= order[None, :]] = -1e4
    none = np.full((len(mentions), 1), config["link_none"])
    return softmax(np.concatenate([none, scores], 1))
