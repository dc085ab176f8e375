"""Scores of the extraction: source, cue and content spans, as published systems report them.

A row is an article: `{"id", "text", "attributions": [{"source", "cue", "content"}]}`, each role a
list of `[start, end]`; predicted attributions may carry a `confidence`. An attribution without
content is left out on both sides; a gold one with `"optional": true` counts neither way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from quoth.errors import QuothError
from quoth.evaluation.figures import Tally, figure
from quoth.evaluation.matching import Pair, Spans, jaccard, joined, match, shared, size
from quoth.records import Span

ROLES = ("source", "cue", "content")
FOUND, CLOSE, EXACT = 0.5, 0.8, 1.0
MARKS = re.compile('["“”„‟«»〝〞＂]')
TOKEN = re.compile(r"\w+|[^\w\s]")
BINS = 10


@dataclass(frozen=True)
class Item:
    """One attribution, its spans joined and sorted."""

    source: Spans
    cue: Spans
    content: Spans
    quoted: bool
    confidence: float | None
    optional: bool


@dataclass(frozen=True)
class Case:
    """One article: its text, what is in it, what was found, and their matchings by threshold."""

    text: str
    gold: tuple[Item, ...]
    predicted: tuple[Item, ...]
    matchings: dict[float, list[Pair]]

    def pairs(self, least: float = FOUND) -> Iterator[tuple[Item, Item]]:
        """Yield the matched gold and predicted items whose contents are that much alike."""
        return ((self.gold[g], self.predicted[p]) for g, p, _ in self.matchings[least])


def items(row: Mapping[str, Any]) -> tuple[Item, ...]:
    """Return the attributions of a row that have content."""
    found = []
    for attribution in row.get("attributions", ()):
        roles = {role: joined(attribution.get(role) or ()) for role in ROLES}
        quoted = any(MARKS.search(row["text"], *span) for span in roles["content"])
        if roles["content"]:
            found.append(Item(**roles, quoted=quoted, confidence=attribution.get("confidence"),
                              optional=bool(attribution.get("optional"))))
    return tuple(found)


def likeness(gold: Item, predicted: Item) -> float:
    """Return the Jaccard of the contents; the right source decides between equal ones."""
    same = jaccard(gold.content, predicted.content)
    return same and same + 1e-6 * right_source(gold, predicted)


def right_source(gold: Item, predicted: Item) -> bool:
    """Say whether the sources share a character, or both are absent."""
    if gold.source and predicted.source:
        return shared(gold.source, predicted.source) > 0
    return not gold.source and not predicted.source


def without_optional(gold: tuple[Item, ...],
                     predicted: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return both sides without the optional gold items and what was matched with them."""
    if not any(item.optional for item in gold):
        return gold, predicted
    met = {p for g, p, _ in match(gold, predicted, likeness, least=FOUND) if gold[g].optional}
    return (tuple(item for item in gold if not item.optional),
            tuple(item for index, item in enumerate(predicted) if index not in met))


def case(gold: Mapping[str, Any], predicted: Mapping[str, Any] | None) -> Case:
    """Return one article ready for scoring; an article without prediction has nothing found."""
    predicted = predicted or {}
    if predicted.get("text", gold["text"]) != gold["text"]:
        raise QuothError(f"article {gold['id']}: the predicted row has another text than the gold")
    expected, found = without_optional(items(gold), items({**predicted, "text": gold["text"]}))
    matchings = {least: match(expected, found, likeness, least=least)
                 for least in (FOUND, CLOSE, EXACT)}
    return Case(gold["text"], expected, found, matchings)


# Quotes, and quotes with their source --------------------------------------------------------

def tally(case: Case, *, least: float = FOUND, quoted: bool | None = None,
          joint: bool = False) -> Tally:
    """Count matched pairs, each side selected by its own form; joint: with the right source."""
    pairs = [pair for pair in case.pairs(least) if not joint or right_source(*pair)]
    forms = {True, False} if quoted is None else {quoted}
    return Tally(
        sum(predicted.quoted in forms for _, predicted in pairs),
        sum(item.quoted in forms for item in case.predicted),
        sum(gold.quoted in forms for gold, _ in pairs),
        sum(item.quoted in forms for item in case.gold),
    )


def source_given_quote(case: Case) -> Tally:
    """Count the right sources among the quotes that are found."""
    pairs = list(case.pairs())
    return Tally.share(sum(right_source(*pair) for pair in pairs), len(pairs))


# Spans and tokens by role ---------------------------------------------------------------------

def exact_spans(case: Case, roles: Sequence[str] = ROLES) -> Tally:
    """Count pieces with the same role, begin and end: the protocol of the CofeNet table."""
    def pieces(side: tuple[Item, ...]) -> set[tuple[str, Span]]:
        return {(role, span) for item in side for role in roles for span in getattr(item, role)}

    gold, predicted = pieces(case.gold), pieces(case.predicted)
    return Tally.even(len(gold & predicted), len(predicted), len(gold))


def covered(case: Case, side: tuple[Item, ...], role: str) -> np.ndarray:
    """Return for each token of the article whether it touches a span of the role."""
    mask = np.zeros(len(case.text) + 1, dtype=int)
    for item in side:
        for span in getattr(item, role):
            mask[span.start:span.end] = 1
    tokens = np.array([t.span() for t in TOKEN.finditer(case.text)], dtype=int).reshape(-1, 2)
    before = np.concatenate([[0], np.cumsum(mask)])
    return before[tokens[:, 1]] > before[tokens[:, 0]]


def tokens(case: Case, role: str) -> Tally:
    """Count the tokens of a role."""
    gold, predicted = covered(case, case.gold, role), covered(case, case.predicted, role)
    return Tally.even(int((gold & predicted).sum()), int(predicted.sum()), int(gold.sum()))


# Others' protocols ----------------------------------------------------------------------------

def citron_exact(case: Case, roles: Sequence[str] = ROLES) -> Tally:
    """Count attributions whose cue overlaps and whose spans of the roles are the same.

    Citron (github.com/bbc/citron, citron/metrics.py): each side asks for any partner.
    """
    def alike(one: Item, other: Item) -> bool:
        return shared(one.cue, other.cue) > 0 and all(
            getattr(one, role) == getattr(other, role) for role in roles)

    hits = sum(any(alike(g, p) for g in case.gold) for p in case.predicted)
    found = sum(any(alike(g, p) for p in case.predicted) for g in case.gold)
    return Tally(hits, len(case.predicted), found, len(case.gold))


def citron_overlap(case: Case, roles: Sequence[str] = ROLES) -> Tally:
    """Count the characters of the roles that are shared by attributions whose cues overlap.

    Attributions are matched one to one by their cues, where Citron sums over all pairs: no
    character counts twice.
    """
    pairs = match(case.gold, case.predicted, lambda g, p: jaccard(g.cue, p.cue)
                  and jaccard(g.cue, p.cue) + 1e-6 * jaccard(g.content, p.content))
    common = sum(shared(getattr(case.gold[g], role), getattr(case.predicted[p], role))
                 for g, p, _ in pairs for role in roles)
    sizes = [sum(size(getattr(item, role)) for item in side for role in roles)
             for side in (case.predicted, case.gold)]
    return Tally.even(common, *sizes)


def greedy(case: Case, least: float) -> list[tuple[Item, Item]]:
    """Match contents one to one in the order of the gold, by the covered share of the gold.

    Gender Gap Tracker (Asr et al. 2021; evaluate_quotes.py): the share must exceed `least`.
    """
    free, pairs = list(case.predicted), []
    for gold in case.gold:
        shares = [shared(gold.content, item.content) / size(gold.content) for item in free]
        if shares and max(shares) > least:
            pairs.append((gold, free.pop(shares.index(max(shares)))))
    return pairs


def ggt_quotes(case: Case, least: float) -> Tally:
    """Count the contents that Gender Gap Tracker's matching finds."""
    return Tally.even(len(greedy(case, least)), len(case.predicted), len(case.gold))


def ggt_speakers(case: Case, least: float) -> Tally:
    """Count the right sources among the contents that Gender Gap Tracker's matching finds."""
    pairs = greedy(case, least)
    return Tally.share(sum(right_source(*pair) for pair in pairs), len(pairs))


# Confidence -----------------------------------------------------------------------------------

def judged(cases: Iterable[Case]) -> tuple[np.ndarray, np.ndarray]:
    """Return confidence and rightness (content and source) of all predictions that have one."""
    confidences, rights = [], []
    for each in cases:
        good = {p for g, p, _ in each.matchings[FOUND]
                if right_source(each.gold[g], each.predicted[p])}
        for index, item in enumerate(each.predicted):
            if item.confidence is not None:
                confidences.append(item.confidence)
                rights.append(index in good)
    return np.array(confidences, dtype=float), np.array(rights, dtype=bool)


def calibration(cases: Iterable[Case], *, gold: int) -> dict[str, Any] | None:
    """Return the expected calibration error (10 equal bins) and the selective curve.

    A row of the curve: the share of the predictions kept, most confident first, the least
    confidence among them, and the joint precision and recall of what is kept. None where the
    predictions have no confidence.
    """
    confidence, right = judged(cases)
    if not len(confidence):
        return None
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in range(BINS)]
    order = np.argsort(-confidence, kind="stable")
    hits = np.cumsum(right[order])
    curve = []
    for tenth in range(1, 11):
        kept = max(1, round(len(order) * tenth / 10))
        curve.append({
            "coverage": tenth / 10, "confidence": round(float(confidence[order[kept - 1]]), 4),
            "precision": round(100 * float(hits[kept - 1]) / kept, 2),
            "recall": round(100 * float(hits[kept - 1]) / gold, 2) if gold else 0.0})
    return {"ece": round(float(sum(gaps)) / len(confidence), 4), "items": len(confidence),
            "curve": curve}


# All of it ------------------------------------------------------------------------------------

def _figures() -> dict[str, Callable[[Case], Tally]]:
    """Return the name of each figure with the function that counts it in one article."""
    found: dict[str, Callable[[Case], Tally]] = {}
    for name, joint in (("quote", False), ("joint", True)):
        found[name] = partial(tally, joint=joint)
        found[f"{name} quoted"] = partial(tally, joint=joint, quoted=True)
        found[f"{name} indirect"] = partial(tally, joint=joint, quoted=False)
    found |= {"quote at 0.8": partial(tally, least=CLOSE),
              "quote exact": partial(tally, least=EXACT),
              "source given quote": source_given_quote}
    for role in ROLES:
        found[f"exact {role}"] = partial(exact_spans, roles=(role,))
        found[f"token {role}"] = partial(tokens, role=role)
    for name, count in (("exact", citron_exact), ("overlap", citron_overlap)):
        found |= {f"citron {name} {role}": partial(count, roles=(role,)) for role in ROLES}
        found[f"citron {name} all"] = count
    for least in (0.3, 0.8):
        found[f"ggt quote over {least}"] = partial(ggt_quotes, least=least)
        found[f"ggt speaker over {least}"] = partial(ggt_speakers, least=least)
    return found


FIGURES = _figures()


def score_extraction(gold_rows: Iterable[Mapping[str, Any]],
                     predicted_rows: Iterable[Mapping[str, Any]], *,
                     seed: int = 0) -> dict[str, Any]:
    """Score predicted against gold attributions, article by article (rows joined by `id`).

    `figures` maps a name to precision, recall, f (per cent), the 95 % interval of f and the
    counts; the headline is `joint`: content at Jaccard 0.5, and the source overlaps or both have
    none. By form, recall is over the gold contents that hold a double quotation mark, precision
    over the predicted ones. Exact figures of a role count its pieces; `quote exact` whole
    contents. Predicted articles that are not in the gold are ignored.
    """
    predicted = {row["id"]: row for row in predicted_rows}
    cases = [case(row, predicted.get(row["id"])) for row in gold_rows]
    gold = sum(len(each.gold) for each in cases)
    figures = {name: figure(name, [count(each) for each in cases], seed=seed).to_dict()
               for name, count in FIGURES.items()}
    return {"articles": len(cases), "gold": gold,
            "predicted": sum(len(each.predicted) for each in cases),
            "figures": figures, "calibration": calibration(cases, gold=gold)}
