"""When, where, how and to whom something was said: `python benchmarks/circumstances.py`.

`mentions` is whom the "it" or "they" means that the quotation begins with.
`tests/data/circumstances.jsonl` holds short texts, each with one quotation and what the text says
of one circumstance of it, or that it says nothing (null). Precision is the share of what is found
that is right, recall the share of what is there that is found; a quotation that is not found counts
against recall. `--split` asks for some rows only, `--wrong` shows those that are not right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quoth.extraction import annotate, resolve
from quoth.records import Article, Facts, Quotation
from quoth.stores.fulltext import fold

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "circumstances.jsonl"
FIELDS = ("said_on", "medium", "addressee", "occasion", "place", "within", "voice", "mentions")


def read(split: str | None = None) -> list[dict[str, Any]]:
    """Return the rows of the gold, of one split or of all."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return [row for row in rows if split in (None, row["split"])]


def facts_of(rows: Iterable[Mapping[str, Any]], model: str) -> list[Facts]:
    """Return what is found in each row's text."""
    articles = [Article(key=row["id"], text=row["text"], published=row["published"], language="en")
                for row in rows]
    return list(resolve(articles, annotate(articles, model=model)))


def found(row: Mapping[str, Any], facts: Facts) -> str | None:
    """Return what was found of the row's circumstance, in words; None: nothing."""
    at = row["text"].index(row["quote"])
    end = at + len(row["quote"])
    here = [q for q in facts.quotations if any(s.start < end and at < s.end for s in q.content)]
    if not here:
        return None
    best = min(here, key=lambda q: (not _holds(q, at, end), _size(q)))
    value = getattr(best, row["field"])
    if value is None or row["field"] in ("said_on", "medium"):
        return value
    if row["field"] == "within":
        value = next((q.speaker for q in facts.quotations if q.id == value), None)
    if row["field"] == "mentions":  # "it" and "they": one mention or none
        value = next((m.entity for m in facts.mentions
                      if m.form == "pronoun" and m.start == at), None)
    names = {e.id: " | ".join((e.name, *e.aliases)) for e in facts.entities}
    return names.get(value) or next((e.name for e in facts.events if e.id == value), value)


def _holds(quotation: Quotation, start: int, end: int) -> bool:
    return any(s.start <= start and end <= s.end for s in quotation.content)


def _size(quotation: Quotation) -> int:
    return sum(s.end - s.start for s in quotation.content)


def right(value: str | None, wanted: str | None) -> bool:
    """Say whether what was found is what was wanted: a name may be shorter or longer."""
    if value is None or wanted is None:
        return value is wanted
    return any(fold(wanted) in fold(name) or fold(name) in fold(wanted)
               for name in value.split(" | "))


def score(rows: list[dict[str, Any]], model: str) -> dict[str, dict[str, Any]]:
    """Return for each circumstance precision, recall, their numbers, and the wrong rows."""
    table: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"right": 0, "found": 0, "wanted": 0, "wrong": []})
    for row, facts in zip(rows, facts_of(rows, model), strict=True):
        value, wanted = found(row, facts), row["value"]
        counts, hit = table[row["field"]], right(value, wanted)
        counts["found"] += value is not None
        counts["wanted"] += wanted is not None
        counts["right"] += hit and value is not None
        if not hit:
            counts["wrong"].append((row["id"], value, wanted, row["text"]))
    return dict(table)


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--split", default=None)
    parser.add_argument("--model", default="default")
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    table = score(read(args.split), args.model)
    print("| circumstance | precision | recall | found | there |\n|---|---|---|---|---|")
    for field in FIELDS:
        if field in table:
            row = table[field]
            print(f"| {field} | {100 * row['right'] / max(1, row['found']):.1f} | "
                  f"{100 * row['right'] / max(1, row['wanted']):.1f} | {row['found']} | "
                  f"{row['wanted']} |")
    if args.wrong:
        for field in FIELDS:
            for one in table.get(field, {}).get("wrong", ()):
                print(field, *one, sep="\n   ")


if __name__ == "__main__":
    main()
