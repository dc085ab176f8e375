"""Fit how sure a speaker is, on the own articles: `python training/certainty.py`.

Reads the articles of the split `train` with the shipped model, resolves them, and compares with the
gold. A logistic regression on the signs of `quoth.linking.certainty` then says how likely a
quotation of the output is one, with the right speaker. What meets optional gold counts neither
way; nor does a wrong speaker who is in the knowledge base, where the gold, which has no ids, often
has another of the names. Prints the calibration error and the area under the curve on articles left
out of the fit (5 folds by article) and on `dev`, beside those of the rule's and the attribution's
own confidence multiplied, and writes the fit on all of train into data/certainty.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from acceptance import fitted
from own_reader import read_own
from quoth.evaluation.report import as_read
from quoth.evaluation.speakers import Judged, compare
from quoth.linking import certainty
from quoth.linking.facts import facts
from quoth.linking.knowledge_base import knowledge_base
from quoth.linking.resolver import read_story
from quoth.linking.scene import Scene
from quoth.nlp import load

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "benchmarks"))

from quality import speaker_gold  # noqa: E402

WEIGHTS = Path(certainty.__file__).parent / "data" / "certainty.json"
FOLDS, BINS, EDGES = 5, 10, (0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Row:
    """One quotation of the output: its article, its signs, and whether it is right."""

    article: str
    signs: dict[str, float]
    product: float
    right: bool


def gather(split: str) -> list[Row]:
    """Return the quotations of the output that have a speaker and count."""
    annotate, found = load("default"), []
    for row in read_own():
        if row["split"] == split:
            article = as_read(row)
            story = read_story(Scene(article, annotate(article), knowledge_base()))
            output = facts(story)
            judged = compare([speaker_gold(row)], [output.to_dict()], apart=True)[0]
            known = {e.id for e in output.entities if e.wikidata}
            found += _rows(row["id"], story, judged, known)
    return found


def _rows(name: str, story, judged: Judged, known: set[str]) -> Iterator[Row]:
    case = judged.case
    met = {p: (number, case.gold[g].required) for number, (g, p, _) in enumerate(case.quotes)}
    sure = certainty.Certainty(story.context)
    attributions = {f"q{a.extent.start}-{a.extent.end}": (n, a) for n, a in reversed(
        list(enumerate(story.scene.annotations.attributions)))}
    for index, part in enumerate(case.predicted):
        number, attribution = attributions[part.quotation["id"]]
        answer = story.answers.get(number)
        pair, required = met.get(index, (-1, True))
        if answer is None or answer.cluster is None or not required:
            continue
        right = pair in judged.right
        if right or pair < 0 or part.quotation["speaker"] not in known:
            yield Row(name, sure.signs(attribution, answer), attribution.confidence
                      * answer.confidence * answer.cluster.confidence, right)


def matrix(rows: list[Row], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return signs and truth; what a row does not have is 0."""
    return (np.array([[row.signs.get(name, 0.0) for name in names] for row in rows]),
            np.array([row.right for row in rows], dtype=float))


def chances(weights: list[float], x: np.ndarray) -> np.ndarray:
    """Return the chances of rows; the constant comes first."""
    return 1 / (1 + np.exp(-(weights[0] + x @ np.array(weights[1:]))))


def left_out(rows: list[Row], names: list[str]) -> np.ndarray:
    """Return the chance of each row by a fit on the articles of the other folds."""
    x, y = matrix(rows, names)
    articles = sorted({row.article for row in rows})
    order = np.random.default_rng(0).permutation(len(articles))
    fold = {articles[place]: number % FOLDS for number, place in enumerate(order)}
    folds, found = np.array([fold[row.article] for row in rows]), np.zeros(len(rows))
    for out in range(FOLDS):
        found[folds == out] = chances(fitted(x[folds != out], y[folds != out]), x[folds == out])
    return found


def show(name: str, sure: np.ndarray, right: np.ndarray) -> None:
    """Print calibration error, area under the curve, and what thresholds would leave out."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    error = sum(abs(np.sum((right - sure)[bins == b])) for b in range(BINS)) / len(sure)
    ranks = np.argsort(np.argsort(sure, kind="stable")) + 1
    good, bad = right.sum(), len(right) - right.sum()
    area = (ranks[right > 0].sum() - good * (good + 1) / 2) / max(good * bad, 1)
    print(f"{name}: {len(sure)} rows, {bad:.0f} wrong, calibration error {error:.3f}, "
          f"area {area:.3f}")
    print("   ", *(f"below {edge}: {np.sum(right[sure < edge] == 0)} wrong, "
                   f"{np.sum(right[sure < edge]):.0f} right;" for edge in EDGES))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    train, dev = gather("train"), gather("dev")
    names = sorted({name for row in train for name in row.signs})
    (x, y), (x_dev, y_dev) = matrix(train, names), matrix(dev, names)
    show("train, product", np.array([row.product for row in train]), y)
    show("train, left out", left_out(train, names), y)
    weights = fitted(x, y)
    show("dev, product", np.array([row.product for row in dev]), y_dev)
    show("dev", chances(weights, x_dev), y_dev)
    table = dict(zip(["constant", *names], weights, strict=True))
    options.write.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
