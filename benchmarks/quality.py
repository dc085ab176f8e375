"""Quality against pinned floors: `python benchmarks/quality.py [--polnear FILE] [--ner FOLDER]`.

Every system is scored on every set of gold by the one scorer (`quoth.evaluation`) and printed as
Markdown. `floors.json` pins the figures with the number of items and the sha256 of the gold: a
figure under its floor, or gold that changed, fails the run (exit 1). `--update` raises floors and
pins what is new; `--lower REASON` sets them to what was measured and writes the reason down
(`--of FLOOR ...`: only these; with `--update` the others rise).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "benchmarks")]

from gum import read_gum, score_links  # noqa: E402
from own_reader import read_own  # noqa: E402
from quoth.evaluation import (  # noqa: E402
    score_extraction,
    score_names,
    score_speakers,
    score_statements,
)
from quoth.evaluation.matching import jaccard, joined  # noqa: E402
from quoth.evaluation.report import (  # noqa: E402
    as_read,
    as_text,
    predict_extraction,
    predict_facts,
    predict_names,
    read_rows,
)
from quoth.evaluation.speakers import compare  # noqa: E402
from quoth.nlp import load  # noqa: E402
from quoth.records import Annotations, Article, Attribution, Span  # noqa: E402

FLOORS = ROOT / "benchmarks" / "floors.json"
SLACK = 0.05  # half a unit of the last digit that a table shows
FLOORED = {  # kind: figures with a floor, and which of their rates
    "extraction": [("joint", "f"), ("joint quoted", "f"), ("joint indirect", "f"), ("quote", "f"),
                   ("quote exact", "f"), ("exact source", "f"), ("exact cue", "f"),
                   ("exact content", "f")],
    "speakers": [("quotation", "f"), ("speaker", "recall"), ("speaker", "precision"),
                 ("entity b3", "f"), ("actor", "f"), ("wikidata", "f")],
    "statements": [("statement pair", "precision"), ("statement pair", "recall")],
    "links": [("wikipedia link", "precision"), ("wikipedia link", "recall")],
    "names": [("name", "f"), ("name untyped", "f"), ("name person", "f")],
}

Row = Mapping[str, Any]
Annotate = Callable[[Article], Annotations]
Scores = dict[str, dict[str, Any]]  # figure with its rate, to value, interval and items


@dataclass(frozen=True)
class GoldSet:
    """A set of gold: its rows by kind, and how a system is scored on it."""

    name: str
    rows: Mapping[str, list[Row]]
    score: Callable[[Mapping[str, list[Row]], Annotate], dict[str, dict[str, Any]]]

    @property
    def sha256(self) -> str:
        """The hash of all rows."""
        text = json.dumps(self.rows, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# Gold ------------------------------------------------------------------------------------------

def gold_sets(*, polnear: Path | None, ner: Path | None, gum: Path | None,
              held: bool) -> Iterator[GoldSet]:
    """Yield the seeds, the own articles, and what paths are given for."""
    yield GoldSet("seeds", read_rows(ROOT / "seeds" / "gold"), _score_seeds)
    for split in ("train", "dev", "held") if held else ("train", "dev"):
        rows = [row for row in read_own() if row["split"] == split]
        yield GoldSet(f"own {split}", {"extraction": rows,
                                       "speakers": [speaker_gold(row) for row in rows]}, _score_own)
    if polnear:
        yield GoldSet(f"PolNeAR {polnear.name.split('.')[0]}", read_rows(polnear), _score_polnear)
    if gum:
        yield GoldSet(f"GUM {gum.name}", {"speakers": read_gum(gum)}, _score_gum)
    for path in sorted(ner.glob("*.jsonl*")) if ner else ():
        if ".train." not in path.name:
            yield GoldSet(f"names {path.name.split('.jsonl')[0]}", read_rows(path), _score_names)


def speaker_gold(row: Row) -> dict[str, Any]:
    """Return an own article in the shape of the gold of speakers (it marks no mentions)."""
    article = Article(key=row["id"], text=row["text"], title=row["title"],
                      published=row["published"])
    entities = [{**e, "id": f"actor/{e['id']}"} for e in row["entities"]]
    quotations = []
    for number, attribution in enumerate(row["attributions"]):
        speaker, source = attribution["speaker"], attribution["source"]
        if speaker and speaker.startswith("unnamed:"):
            start, end = source[0] if source else attribution["content"][0]
            entities.append({"id": f"article/{article.id}/source{start}-{end}", "type": "unnamed",
                             "name": speaker.removeprefix("unnamed:"), "wikidata": None})
            speaker = entities[-1]["id"]
        elif speaker:
            speaker = f"actor/{speaker}"
        quotations.append({
            "id": f"q{number}", "content": attribution["content"], "speaker": speaker,
            "source": {"start": source[0][0], "end": source[-1][1]} if source else None,
            "level": "optional" if attribution["optional"] else "required", "act": None,
            "medium": None, "said_on": None,
            **{name: attribution[name] for name in ("form", "attitude", "negated")}})
    return {"article": article.to_dict(), "entities": entities, "mentions": [],
            "quotations": quotations}


def _score_seeds(rows: Mapping[str, list[Row]], annotate: Annotate) -> dict[str, dict[str, Any]]:
    found = predict_facts(map(as_text, rows["speakers"]), annotate)
    return {"speakers": score_speakers(rows["speakers"], found),
            "statements": score_statements(rows["speakers"], rows["statements"], found)}


def _score_own(rows: Mapping[str, list[Row]], annotate: Annotate) -> dict[str, dict[str, Any]]:
    found = predict_facts(map(as_read, rows["extraction"]), annotate)
    return _score_polnear(rows, annotate) | {
        "speakers": score_speakers(rows["speakers"], found, apart=True)}


def _score_polnear(rows: Mapping[str, list[Row]], annotate: Annotate) -> dict[str, dict[str, Any]]:
    gold = rows["extraction"]
    if not any(map(has_chain, gold)):
        annotate = flat(gold, annotate)
    found = predict_extraction(gold, annotate)
    return {"extraction": score_extraction(gold, found)}


def has_chain(row: Row) -> bool:
    """Say whether the gold of an article has an attribution inside the content of another."""
    rows = row["attributions"]
    starts = [min([*one["cue"], *one["source"]] or [[-1, -1]])[0] for one in rows]
    return any(start <= at < end for n, at in enumerate(starts)
               for m, other in enumerate(rows) if m != n for start, end in other["content"])


def flat(gold: Iterable[Row], annotate: Annotate) -> Annotate:
    """Leave out what is found inside the content of another and meets no gold: PolNeAR's has no
    such attribution (of 22,071), so that one can't be right or wrong there.
    """
    known = {row["id"]: [joined(one["content"]) for one in row["attributions"]] for row in gold}

    def found(article: Article) -> Annotations:
        annotations = annotate(article)
        kept = tuple(replace(a, within=None) for a in annotations.attributions if a.within is None
                     or any(jaccard(joined(a.content), one) >= 0.5 for one in known[article.key]))
        return replace(annotations, attributions=kept)

    return found


def _score_gum(rows: Mapping[str, list[Row]], annotate: Annotate) -> dict[str, dict[str, Any]]:
    articles = [as_read({**row["article"], "id": row["article"]["key"]})
                for row in rows["speakers"]]
    found = predict_facts(articles, annotate)
    return {"speakers": score_speakers(rows["speakers"], found, apart=True),
            "links": score_links(compare(rows["speakers"], found, apart=True))}


def _score_names(rows: Mapping[str, list[Row]], annotate: Annotate) -> dict[str, dict[str, Any]]:
    return {"names": score_names(rows["names"], predict_names(rows["names"], annotate))}


# Systems ---------------------------------------------------------------------------------------

def systems(models: Iterable[str]) -> Iterator[tuple[str, Annotate]]:
    """Yield name and annotator of the models, and of textacy on each installed pipeline."""
    for model in models:
        annotator = load(model)
        if model == "default" and annotator.name == load("rules").name:
            print("default: no weights in this checkout, the rules stand in; not measured twice",
                  file=sys.stderr)
            continue
        yield model, annotator
    if find_spec("textacy"):
        import spacy

        for pipeline in spacy.util.get_installed_models():
            yield f"textacy on {pipeline}", textacy_annotator(spacy.load(pipeline))


def textacy_annotator(nlp: Any) -> Annotate:
    """Return textacy's direct quotations on a spaCy pipeline; what it refuses has none."""
    from textacy.extract import direct_quotations

    def annotate(article: Article) -> Annotations:
        try:
            triples = list(direct_quotations(nlp(article.text)))
        except ValueError:  # an odd number of marks: it refuses the whole article
            triples = []
        found = tuple(Attribution(
            content=(Span(t.content.start_char, t.content.end_char),),
            source=_reach(t.speaker), cue=_reach(t.cue), form="direct") for t in triples)
        return Annotations(article.id, attributions=found, model="textacy")

    return annotate


def _reach(tokens: Any) -> Span | None:
    """Return the span from the first of some spaCy tokens to the last."""
    tokens = list(tokens)
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else None


# Floors ----------------------------------------------------------------------------------------

def summary(results: Mapping[str, Mapping[str, Any]]) -> Scores:
    """Return the figures that have floors, of all kinds."""
    found: Scores = {}
    for kind, result in results.items():
        for name, rate in FLOORED[kind]:
            figure = result["figures"].get(name)
            if figure and figure["gold"]:
                label = name if rate == "f" else f"{name} {rate}"
                found[label] = {"value": figure[rate], "interval": figure["interval"],
                                "items": int(figure["gold"])}
    return found


def problems(floor: Mapping[str, Any] | None, sha256: str, scores: Scores) -> list[str]:
    """Say what is wrong with the scores of one system on one set; nothing pinned is no problem."""
    if floor is None:
        return []
    if floor["sha256"] != sha256:
        return ["the gold changed: pin it anew with --update, or with --lower REASON"]
    return [f"{name}: {scores[name]['value'] if name in scores else 'nothing'}"
            f" is under its floor of {pinned['value']}"
            for name, pinned in floor["figures"].items()
            if name not in scores or scores[name]["value"] < pinned["value"] - SLACK]


def pinned(sha256: str, scores: Scores) -> dict[str, Any]:
    """Return the floor that these scores make."""
    return {"sha256": sha256, "figures": {
        name: {"value": row["value"], "items": row["items"]} for name, row in scores.items()}}


def raised(floor: Mapping[str, Any] | None, sha256: str, scores: Scores) -> dict[str, Any]:
    """Return the floor raised where the scores are higher; it falls nowhere.

    Gold that changed is pinned anew only where no figure falls.
    """
    new = pinned(sha256, scores)
    if floor is None:
        return new
    figures = floor["figures"]
    falls = any(name not in scores or scores[name]["value"] < figures[name]["value"]
                for name in figures)
    if floor["sha256"] != sha256:
        return dict(floor) if falls else {**floor, **new}
    kept = {name: row for name, row in figures.items()
            if name not in scores or row["value"] >= scores[name]["value"]}
    return {**floor, **new, "figures": {**new["figures"], **kept}}


def lowered(floor: Mapping[str, Any] | None, sha256: str, scores: Scores,
            reason: str) -> dict[str, Any]:
    """Return the floor set to the scores, with the reason if any figure falls."""
    new, old = pinned(sha256, scores), dict(floor or {})
    fallen = {name: row["value"] for name, row in old.get("figures", {}).items()
              if name not in scores or scores[name]["value"] < row["value"]}
    if not fallen:
        return {**old, **new}
    return {**old, **new, "lowered": [*old.get("lowered", ()), {"reason": reason, "from": fallen}]}


# Command line ----------------------------------------------------------------------------------

def table(rows: Iterable[tuple[str, str, Scores]]) -> Iterator[str]:
    """Yield the lines of the Markdown table."""
    yield "| gold | system | figure | score | 95 % interval | items |"
    yield "|---|---|---|---|---|---|"
    for gold, system, scores in rows:
        for name, row in scores.items():
            low, high = row["interval"]
            of_f = not name.endswith(("precision", "recall"))
            cells = [gold, system, name, f"{row['value']:.1f}",
                     f"{low:.1f} to {high:.1f}" if of_f else "", str(row["items"])]
            yield "| " + " | ".join(cells) + " |"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, compare with the floors, and write them where asked; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--polnear", type=Path, help="PolNeAR dev in JSON lines")
    parser.add_argument("--ner", type=Path, help="a folder of named entity gold in JSON lines")
    parser.add_argument("--gum", type=Path, help="a folder of GUM's CoNLL-U, gzipped")
    parser.add_argument("--held", action="store_true", help="the own articles set aside, too")
    parser.add_argument("--models", nargs="+", default=["default", "rules"])
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--update", action="store_true", help="raise floors, pin what is new")
    parser.add_argument("--lower", metavar="REASON", help="set floors to what is measured")
    parser.add_argument("--of", nargs="+", metavar="FLOOR", help="the floors that --lower sets, as"
                        " floors.json names them ('own dev | default'); else all")
    options = parser.parse_args(arguments)
    floors = json.loads(options.floors.read_text("utf-8")) if options.floors.exists() else {}
    measured, failed = [], []
    golds = list(gold_sets(polnear=options.polnear, ner=options.ner, gum=options.gum,
                           held=options.held))
    for system, annotate in systems(options.models):
        for gold in golds:
            key, scores = f"{gold.name} | {system}", summary(gold.score(gold.rows, annotate))
            measured.append((gold.name, system, scores))
            if options.lower and (not options.of or key in options.of):
                floors[key] = lowered(floors.get(key), gold.sha256, scores, options.lower)
            elif options.update:
                floors[key] = raised(floors.get(key), gold.sha256, scores)
            failed += [f"{key}: {problem}"
                       for problem in problems(floors.get(key), gold.sha256, scores)]
    print("\n".join(table(measured)))
    if options.update or options.lower:
        options.floors.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
