"""Fit which candidates are attributions, and how sure each is, on development data.

`python training/acceptance.py --data DATA`: the runner reads an attribution off every piece that
may be a cue; two logistic regressions on its numbers (`decode.Found`) say whether to accept it
and how likely content and source are right. They are fitted on PolNeAR dev, whose articles the
model has not learned from (of the train part it knows the answers, so that its numbers there say
nothing), with the windows placed in four ways. Prints what both give on articles left out of the
fit (5 folds by article, several splits) and writes the fit on all of dev into config.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from calibrate import predicted_row
from data import read_lines
from quoth.evaluation.extraction import FOUND, Case, calibration, case, items, right_source, tally
from quoth.evaluation.figures import rates
from quoth.evaluation.matching import jaccard
from quoth.nlp.completion import complete
from quoth.nlp.layout import layout_of
from quoth.nlp.model.decode import Found
from quoth.nlp.model.runner import FOLDER, Read, Runner
from quoth.nlp.repair import repaired
from quoth.reading.plain import describe
from quoth.records import Annotations
from scipy.optimize import minimize

OVERLAPS = (36, 42, 48, 54)  # pieces that two windows share: the placement alone moves scores
FOLDS, SPLITS = 5, 3
LEAST = 0.4  # from 0.37 to 0.46 the F1 is the same within 0.2; the more, the less is invented
PENALTY = 1.0
FIGURES = {"quote": {}, "joint": {"joint": True}, "joint quoted": {"joint": True, "quoted": True},
           "joint indirect": {"joint": True, "quoted": False}}


@dataclass(frozen=True)
class Candidates:
    """What the runner may accept in one article.

    `right`: (candidates, 2), whether the content is that of some gold attribution, and whether
    the source is too.
    """

    row: dict
    read: Read
    found: list[Found]
    right: np.ndarray

    @property
    def features(self) -> np.ndarray:
        """The numbers of the candidates, one row each."""
        return np.array([f.features for f in self.found], dtype=float)


def gather(runner: Runner, row: dict, overlap: int) -> Candidates:
    """Read one article and compare each candidate, repaired as it will be, with the gold."""
    read = runner.read(row["text"], overlap=overlap)
    found = runner.candidates(read)
    layout = layout_of(describe(row["text"], key=row["id"]))
    gold, right = items(row), []
    for candidate in found:
        raw = runner._attribution(row["text"], read.pieces, candidate)
        shown = items(predicted_row(row, [repaired(layout, raw) or raw]))[0]
        same = [g for g in gold if jaccard(g.content, shown.content) >= FOUND]
        right.append((bool(same), any(right_source(g, shown) for g in same)))
    return Candidates(row, read, found, np.array(right, dtype=float).reshape(-1, 2))


def fitted(x: np.ndarray, y: np.ndarray) -> list[float]:
    """Return the weights of a logistic regression, the constant first; `y` may be chances."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = z @ w
        chance = 1 / (1 + np.exp(-score))
        value = np.sum(np.logaddexp(0, score) - y * score) + 0.5 * PENALTY * w[1:] @ w[1:]
        return float(value), z.T @ (chance - y) + PENALTY * np.r_[0, w[1:]]

    solved = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = solved[1:] / spread
    return [round(float(w), 4) for w in (solved[0] - slopes @ mean, *slopes)]


def learn(runner: Runner, articles: Sequence[Candidates]) -> None:
    """Set both regressions: accepted is what is found, or better found with its source."""
    full = [a for a in articles if a.found]
    x = np.concatenate([a.features for a in full])
    right = np.concatenate([a.right for a in full])
    runner.config["acceptance"] = fitted(x, right.mean(1))
    runner.config["calibration"] = fitted(x, right[:, 1])
    runner.config["least_acceptance"] = LEAST


def scored(runner: Runner, one: Candidates) -> Case:
    """Return what is found in one article under the runner's settings, after completion."""
    article = describe(one.row["text"], key=one.row["id"])
    raw = [runner._attribution(article.text, one.read.pieces, f) for f in runner.find(one.read)]
    found = complete(article, Annotations(article.id, attributions=tuple(raw), model=runner.name),
                     model=runner.name)
    return case(one.row, predicted_row(one.row, found.attributions))


def show(name: str, cases: Iterable[tuple[int, Case]]) -> None:
    """Print precision, recall and F1, means over the placements of the windows."""
    pairs = list(cases)
    print(f"{name}: calibration error {calibration([c for _, c in pairs], gold=1)['ece']:.3f}")
    for figure, options in FIGURES.items():
        each = [rates(np.sum([tally(c, **options) for o, c in pairs if o == overlap],
                             axis=0))[0] for overlap in OVERLAPS]
        print(f"  {figure:15}", *(f"{value:6.2f}" for value in np.mean(each, axis=0)), flush=True)


def left_out(runner: Runner, articles: dict[int, list[Candidates]],
             split: int) -> Iterable[tuple[int, Case]]:
    """Yield each article as scored by a fit on the four fifths of the articles without it."""
    count = len(articles[OVERLAPS[0]])
    order = np.random.default_rng(split).permutation(count)
    for fold in range(FOLDS):
        out = set(order[fold::FOLDS].tolist())
        learn(runner, [a for rows in articles.values() for i, a in enumerate(rows)
                       if i not in out])
        for overlap, rows in articles.items():
            yield from ((overlap, scored(runner, rows[i])) for i in sorted(out))


class Decoded(Runner):
    """A runner that finds the candidates of a text only once."""

    def candidates(self, read: Read) -> list[Found]:
        """See `Runner`."""
        if "candidates" not in read.__dict__:
            object.__setattr__(read, "candidates", super().candidates(read))
        return read.__dict__["candidates"]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--splits", type=int, default=SPLITS)
    options = parser.parse_args()
    rows = list(read_lines(options.data / "polnear" / "dev.jsonl.gz"))
    runner = Decoded(options.model)
    articles = {overlap: [gather(runner, row, overlap) for row in rows] for overlap in OVERLAPS}
    for split in range(options.splits):
        show(f"split {split}", left_out(runner, articles, split))
    learn(runner, [a for rows in articles.values() for a in rows])
    show("all of dev", ((o, scored(runner, a)) for o, rows in articles.items() for a in rows))
    path = options.model / "config.json"
    path.write_text(json.dumps(runner.config, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
