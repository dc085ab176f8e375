"""Scores of statements: which pairs of quotations were joined, rightly and wrongly.

A gold group: `{"quotations": [[article key, quotation id], ...], "optional": [...]}`. Two of its
`quotations` must be joined; a pair with one of its `optional` members counts neither way, nor does
a pair of one group with a quotation that is itself optional. All other pairs must stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from quoth.evaluation.figures import Tally, figure
from quoth.evaluation.speakers import Comparison, Row, compare

Ref = tuple[str, str]
Link = frozenset[Ref]


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


def found_statements(compared: Comparison, keys: list[str]) -> dict[Ref, str]:
    """Return the predicted statement of each gold quotation that is found."""
    found: dict[Ref, str] = {}
    for key, judged in zip(keys, compared.judged, strict=True):
        for g, p, _ in judged.case.quotes:
            quotation = judged.case.gold[g].quotation
            statement = judged.case.predicted[p].quotation.get("statement")
            if statement:
                found.setdefault((key, quotation["id"]), statement)
    return found


def score_statements(gold_rows: Iterable[Row], groups: Iterable[Mapping[str, Any]],
                     predicted_rows: Iterable[Row], *, seed: int = 0) -> dict[str, Any]:
    """Score the joined pairs: precision over the joined pairs of gold quotations, recall over
    the pairs that must be joined (a quotation that is not found loses its pairs)."""
    golds = list(gold_rows)
    keys = [row["article"]["key"] for row in golds]
    statements = found_statements(compare(golds, predicted_rows), keys)
    required = {(row["article"]["key"], q["id"]) for row in golds for q in row["quotations"]
                if q.get("level") != "optional"}
    must, may = links(groups)
    must = {pair for pair in must if pair <= required}
    said = {frozenset(pair) for pair in combinations(sorted(statements), 2)
            if len({statements[ref] for ref in pair}) == 1}
    wrong, right = said - may, said & must
    tallies = [Tally.even(_starting(right, key), _starting(right | wrong, key),
                          _starting(must, key)) for key in keys]
    return {"figures": {"statement pair": figure("statement pair", tallies, seed=seed).to_dict()},
            "missed": _listed(must - said), "wrong": _listed(wrong)}


def _starting(pairs: Iterable[Link], key: str) -> int:
    return sum(min(pair)[0] == key for pair in pairs)


def _listed(pairs: Iterable[Link]) -> list[list[list[str]]]:
    return [[list(ref) for ref in sorted(pair)] for pair in sorted(pairs, key=sorted)]
