"""Scores of statements: which pairs of quotations were joined, rightly and wrongly.

A gold group: `{"quotations": [[article key, quotation id], ...], "optional": [...]}`. Two of its
`quotations` must be joined; a pair with one of its `optional` members counts neither way, nor does
a pair of one group with a quotation that is itself optional. All other pairs must stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Any, NamedTuple

from quoth.evaluation.figures import Tally, figure
from quoth.evaluation.speakers import Judged, Row, compare

Ref = tuple[str, str]
Link = frozenset[Ref]


class Found(NamedTuple):
    """A predicted quotation: its statement, and the gold quotations that it holds."""

    statement: str
    holds: set[Ref]


def links(groups: Iterable[Mapping[str, Any]]) -> tuple[set[Link], set[Link]]:
    """Return the pairs that must be joined, and all the pairs that may be."""
    must: set[Link] = set()
    may: set[Link] = set()
    for group in groups:
        members = [tuple(ref) for ref in group["quotations"]]
        others = [tuple(ref) for ref in group.get("optional", ())]
        must |= {frozenset(pair) for pair in combinations(members, 2)}
        may |= {frozenset(pair) for pair in combinations(members + others, 2)}
    return must, may


def found_quotations(compared: Iterable[Judged], keys: list[str]) -> dict[Ref, Found]:
    """Return the predicted quotations that hold gold ones: their statement, and which they hold."""
    found: dict[Ref, Found] = {}
    for key, judged in zip(keys, compared, strict=True):
        for g, p, _ in judged.case.quotes:
            quotation = judged.case.predicted[p].quotation
            if statement := quotation.get("statement"):
                held = found.setdefault((key, quotation["id"]), Found(statement, set()))
                held.holds.add((key, judged.case.gold[g].quotation["id"]))
    return found


def score_statements(gold_rows: Iterable[Row], groups: Iterable[Mapping[str, Any]],
                     predicted_rows: Iterable[Row], *, seed: int = 0) -> dict[str, Any]:
    """Score the joined pairs of quotations.

    Precision: of the pairs of predicted quotations that share a statement, those that hold a gold
    pair which must be joined (a quotation over several paragraphs may hold several gold ones).
    Recall: of the gold pairs that must be joined, those that are; a quotation that is not found
    loses its pairs. `missed` and `wrong` list gold pairs.
    """
    golds = list(gold_rows)
    keys = [row["article"]["key"] for row in golds]
    found = found_quotations(compare(golds, predicted_rows), keys)
    required = {(row["article"]["key"], q["id"]) for row in golds for q in row["quotations"]
                if q.get("level") != "optional"}
    must, may = links(groups)
    must = {pair for pair in must if pair <= required}
    right, wrong, joined = [], [], set()
    for one, other in combinations(sorted(found), 2):
        if found[one].statement != found[other].statement:
            continue
        held = {frozenset(pair) for pair in product(found[one].holds, found[other].holds)}
        joined |= held & must
        if held & must:
            right.append(frozenset((one, other)))
        elif not held & may and min(map(len, held)) == 2:  # 1: two halves of one gold quotation
            wrong.append(min(held, key=sorted))
    tallies = [Tally(_starting(right, key), _starting(right + wrong, key),
                     _starting(joined, key), _starting(must, key)) for key in keys]
    return {"figures": {"statement pair": figure("statement pair", tallies, seed=seed).to_dict()},
            "missed": _listed(must - joined), "wrong": _listed(wrong)}


def _starting(pairs: Iterable[Link], key: str) -> int:
    return sum(min(pair)[0] == key for pair in pairs)


def _listed(pairs: Iterable[Link]) -> list[list[list[str]]]:
    return [[list(ref) for ref in sorted(pair)] for pair in sorted(pairs, key=sorted)]
