"""Copies of one text: `python benchmarks/syndication.py [--sizes 1000] [--texts FILE.jsonl.gz]`.

Generated articles (`generate.py`) say which of them are copies of which: pairs of articles with one
text are found (recall) and are right (precision). They are made of few texts, so that many have
paragraphs in common with others; `--texts`, JSON lines with `text`, prints what is found among
other articles, to be judged by eye. The time is that of the processor.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generate import articles  # noqa: E402
from quoth.linking.syndication import works_of  # noqa: E402
from quoth.records import Article  # noqa: E402

SHOWN = 60  # characters of a text


def pairs(group_of: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the pairs of names that are in one group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, group in group_of.items():
        groups[group].append(name)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def measure(size: int) -> list[str]:
    """Return size, seconds, pairs, precision and recall on generated articles."""
    known: dict[str, str] = {}  # key to the key of the original
    made = []
    for row in articles(size, seed=2):
        known[row["key"]] = known[row["copy_of"]] if "copy_of" in row else row["key"]
        made.append(Article(key=row["key"], text=row["text"], published=row["published"]))
    start = time.process_time()
    works = works_of(made)
    seconds = time.process_time() - start
    found = pairs({one.key: works[one.id] for one in made if one.id in works})
    wanted = pairs(known)
    right = len(found & wanted)
    return [f"{size:,}", f"{seconds:.2f}", f"{len(wanted):,}",
            f"{100 * right / max(1, len(found)):.1f}", f"{100 * right / max(1, len(wanted)):.1f}"]


def show(path: Path) -> None:
    """Print the groups that are found in a file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        made = [Article(key=str(n), text=json.loads(line)["text"]) for n, line in enumerate(lines)]
    works = works_of(made)
    print(f"{len(made)} articles, {len(works)} in {len(set(works.values()))} groups")
    for one in sorted(made, key=lambda a: (works.get(a.id, ""), a.id)):
        if one.id in works:
            print(works[one.id], " ".join(one.text[:SHOWN].split()))


def main() -> None:
    """Print a Markdown table, or what is found in a file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000])
    parser.add_argument("--texts", type=Path)
    args = parser.parse_args()
    if args.texts:
        show(args.texts)
        return
    print("| articles | CPU seconds | pairs | precision | recall |\n|---|---|---|---|---|")
    for size in args.sizes:
        print("| " + " | ".join(measure(size)) + " |")


if __name__ == "__main__":
    main()
