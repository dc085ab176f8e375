"""Named people, bodies and places of short articles: `python benchmarks/entities.py`.

`tests/data/entities.jsonl` holds articles of regions and trades that no rule was written for, in
sets of five; what each names (type, names in the text, Wikidata id) was written down before the
set was first run. An entity is right once, with the gold's type and a name of the gold's, and with
its Wikidata id where the gold gives one (null: none, "?": any). Optional gold counts neither way,
and so do bodies that have only a common noun. `--wrong` shows what is not right.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from quoth.extraction import annotate, resolve
from quoth.linking.names import fold
from quoth.reading.plain import describe
from quoth.records import Entity, Facts

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "entities.jsonl"
TYPES = ("person", "organization", "place")
Row = Mapping[str, Any]


def read() -> list[Row]:
    """Return the rows of the gold."""
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def names(first: str, others: Iterable[str]) -> set[str]:
    """Return names as they are compared: folded, without an article."""
    return {fold(re.sub(r"^[Tt]he ", "", name)) for name in (first, *others)}


def named(facts: Facts) -> list[Entity]:
    """Return the entities that bear a name."""
    return [e for e in facts.entities if e.type in TYPES and not e.id.startswith("article/")
            and not re.search(r"-[0-9a-f]{8}$", e.id)]


def right(entity: Entity, gold: Row) -> bool:
    """Say whether an entity is what the gold says."""
    return entity.type == gold["type"] and gold["wikidata"] in ("?", entity.wikidata) and bool(
        names(gold["name"], ()) & names(entity.name, entity.aliases))


def judged(row: Row, facts: Facts) -> tuple[Counter[str], list[str]]:
    """Count what is right, wrong and missed in an article, and name what is not right."""
    gold, used, count, remarks = row["entities"], set(), Counter(), []
    for entity in named(facts):
        called = names(entity.name, entity.aliases)
        near = [n for n, g in enumerate(gold) if called & names(g["name"], g["aliases"])]
        fits = [n for n in near if n not in used and not gold[n].get("optional")
                and right(entity, gold[n])]
        if fits:
            used.add(fits[0])
            count["right"] += 1
        elif not any(gold[n].get("optional") for n in near):
            count["wrong"] += 1
            remarks.append(f"wrong: {entity.type} {entity.name} {entity.wikidata or ''}")
    for n, g in enumerate(gold):
        if n not in used and not g.get("optional"):
            count["missed"] += 1
            remarks.append(f"missed: {g['type']} {g['name']}")
    return count + _speakers(row, facts), remarks


def _speakers(row: Row, facts: Facts) -> Counter[str]:
    """Count the gold's speakers that are found."""
    known = {e.id: names(e.name, e.aliases) for e in facts.entities}
    said = set().union(*(known.get(q.speaker or "", set()) for q in facts.quotations))
    heard = sum(bool(names(name, ()) & said) for name in row["speakers"])
    return Counter({"speakers": len(row["speakers"]), "heard": heard})


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default="default")
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    rows = read()
    articles = [replace(describe(row["text"], key=row["id"]), published=row["published"])
                for row in rows]
    found = list(resolve(articles, annotate(articles, model=args.model)))
    table: dict[str, Counter[str]] = defaultdict(Counter)
    remarks = []
    for row, facts in zip(rows, found, strict=True):
        count, lines = judged(row, facts)
        table[row["set"]] += count
        remarks += [f"{row['id']} {line}" for line in lines]
    print("| set | entities | precision | recall | F1 | speakers found |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, count in table.items():
        hit, wrong, missed = count["right"], count["wrong"], count["missed"]
        print(f"| {name} | {hit + missed} | {100 * hit / max(1, hit + wrong):.1f} | "
              f"{100 * hit / max(1, hit + missed):.1f} | "
              f"{200 * hit / max(1, 2 * hit + wrong + missed):.1f} | "
              f"{100 * count['heard'] / max(1, count['speakers']):.1f} |")
    if args.wrong:
        print("", *remarks, sep="\n")


if __name__ == "__main__":
    main()
