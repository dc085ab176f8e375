"""Contradictions of two speakers: `python benchmarks/contradictions.py [--wrong]`.

`tests/data/contradictions.jsonl` holds pairs of sentences by two speakers about one entity; half of
them are opposed, the others only seem so. Prints precision and recall.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quoth.linking.contradictions import Contradiction, contradictions
from quoth.records import Article, Facts, Quotation, Span

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "contradictions.jsonl"


def read() -> list[dict[str, Any]]:
    """Return the rows of the gold."""
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def facts_of(row: Mapping[str, Any]) -> list[Facts]:
    """Return two articles, each of which is what one speaker says."""
    return [_said(row, side) for side in ("one", "other")]


def _said(row: Mapping[str, Any], side: str) -> Facts:
    text = row[side]["text"]
    article = Article(key=f"{row['id']}-{side}", text=text, published="2024-05-06", language="en")
    quotation = Quotation(f"q0-{len(text)}", article.id, (Span(0, len(text)),), text,
                          speaker=f"actor/{side}", act=row[side].get("act", "say"),
                          mentions=(f"actor/{row['topic']}",))
    return Facts(article, quotations=(quotation,))


def found(row: Mapping[str, Any]) -> list[Contradiction]:
    """Return the contradictions that are found in a row."""
    return contradictions(facts_of(row))


def score(rows: Iterable[Mapping[str, Any]]) -> tuple[int, int, int, list[str]]:
    """Return how many are right, found and there, and what is wrong."""
    right = seen = there = 0
    wrong = []
    for row in rows:
        hits = found(row)
        seen += bool(hits)
        there += row["opposed"]
        right += bool(hits) and row["opposed"]
        if bool(hits) != row["opposed"]:
            wrong.append(f"{row['id']} {row['kind']}: {row['one']['text']} | {row['other']['text']}"
                         f" {[(h.kind, h.words) for h in hits]}")
    return right, seen, there, wrong


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    right, seen, there, wrong = score(read())
    print(f"precision {100 * right / max(1, seen):.1f} ({right} of {seen}), "
          f"recall {100 * right / there:.1f} ({right} of {there})")
    if args.wrong:
        print(*wrong, sep="\n")


if __name__ == "__main__":
    main()
