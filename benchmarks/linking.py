"""Who is who, apart from extraction: the resolver on right attributions, and on GUM.

    python benchmarks/linking.py [--model rules] [--gum FOLDER] [--show]

The attributions come from the gold, the names from the model; "right names" takes those from the
gold, too, and so shows what coreference and linking alone get wrong. Own articles: train and dev.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "benchmarks")]

from gum import read_gum, score_links  # noqa: E402
from own_reader import read_own  # noqa: E402
from quality import speaker_gold  # noqa: E402
from quoth.evaluation import score_speakers  # noqa: E402
from quoth.evaluation.speakers import compare  # noqa: E402
from quoth.linking import Resolver  # noqa: E402
from quoth.nlp import load  # noqa: E402
from quoth.records import Annotations, Article, Attribution, Mention, Span  # noqa: E402

LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE", "group": "ORG"}
Row = Mapping[str, Any]


def article(row: Row) -> Article:
    """Return an own article."""
    return Article(key=row["id"], text=row["text"], title=row["title"], published=row["published"])


def attributions(row: Row) -> Iterator[Attribution]:
    """Yield the gold's attributions."""
    for given in row["attributions"]:
        spans = {name: [Span(*s) for s in given[name]] for name in ("source", "cue", "content")}
        yield Attribution(tuple(spans["content"]), next(iter(spans["source"]), None),
                          next(iter(spans["cue"]), None), given["form"],
                          attitude=given["attitude"], negated=given["negated"],
                          within=given["within"])


def names(row: Row) -> Iterator[Mention]:
    """Yield where the gold's entities stand by name, without titles."""
    for entity in row["entities"]:
        whole = set(entity["name"].split())
        for name in {entity["name"], *entity["aliases"]}:
            bare = entity["type"] != "person" or set(name.split()) <= whole
            if name[:1].isupper() and bare and not re.match(r"(?:The|His|Her|Its|An?)\b", name):
                for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", row["text"]):
                    yield Mention(found.start(), found.end(), name, LABELS[entity["type"]])


def resolved(rows: list[Row], annotate: Callable[[Article], Annotations], *, right_names: bool
             ) -> list[dict[str, Any]]:
    """Return the facts of the own articles with the gold's attributions."""
    resolver, found = Resolver(), []
    for row in rows:
        item = article(row)
        annotations = replace(annotate(item), attributions=tuple(attributions(row)))
        if right_names:
            annotations = replace(annotations, mentions=tuple(names(row)), links=())
        found.append(resolver(item, annotations).to_dict(with_text=True))
    return found


def wrong(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each quotation with a wrong speaker."""
    for judged in compare(gold, found, apart=True):
        for index, ours, theirs in judged.pairs():
            if index not in judged.right:
                quotation = theirs.quotation
                source = (quotation["source"] or {}).get("text")
                yield (f"{source!r}: "
                       f"{ours.quotation['speaker']} is given as {quotation['speaker']} "
                       f"({'; '.join(quotation['reasons'])})")


def report(name: str, figures: Mapping[str, Mapping[str, float]], keys: tuple[str, ...]) -> None:
    """Print figures in one line each."""
    for key in keys:
        row = figures[key]
        low, high = row["interval"]
        print(f"{name:32} {key:24} P {row['precision']:5.1f}  R {row['recall']:5.1f}  "
              f"F {row['f']:5.1f} [{low:.1f}, {high:.1f}]  n={row['gold']:.0f}")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--model", default="rules")
    options.add_argument("--gum", type=Path, help="folder of GUM's gzipped CoNLL-U")
    options.add_argument("--show", action="store_true", help="print each wrong speaker")
    given = options.parse_args()
    annotate = load(given.model)
    rows = [row for row in read_own() if row["split"] in ("train", "dev")]
    gold = [speaker_gold(row) for row in rows]
    for right_names in (False, True):
        start = time.process_time()
        found = resolved(rows, annotate, right_names=right_names)
        name = "own, right names" if right_names else f"own, names of {given.model}"
        report(name, score_speakers(gold, found, apart=True)["figures"],
               ("speaker given quotation", "wrong speaker"))
        print(f"{name:32} {time.process_time() - start:.1f} s for {len(rows)} articles")
        if given.show:
            print(*wrong(gold, found), sep="\n")
    if given.gum:
        gold = read_gum(given.gum)
        resolver = Resolver()
        found = [resolver(a, annotate(a)).to_dict(with_text=True)
                 for a in (Article.from_dict(dict(row["article"])) for row in gold)]
        report("GUM", score_speakers(gold, found, apart=True)["figures"],
               ("mention name", "mention pronoun", "entity b3"))
        report("GUM", score_links(compare(gold, found, apart=True))["figures"],
               ("wikipedia link",))


if __name__ == "__main__":
    main()
