"""Set the thresholds and the confidence of exported weights on development data.

`python training/calibrate.py --data DATA`: reads PolNeAR dev once, tries thresholds and span
costs for the best joint F1, then fits the confidence (logistic regression on the decoder's
numbers) and writes all of it into config.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from data import read_lines
from quoth.evaluation.extraction import (
    FOUND,
    Case,
    case,
    items,
    judged,
    likeness,
    tally,
)
from quoth.evaluation.figures import rates
from quoth.evaluation.matching import match
from quoth.nlp.completion import complete
from quoth.nlp.model import decode
from quoth.nlp.model.runner import FOLDER, Read, Runner
from quoth.reading.plain import describe
from scipy.optimize import brentq, minimize

CUE = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7)
CONTENT = (-1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
LEAST = 0.35  # confidence; from 0 to 0.4 the joint F1 is the same within 0.3
SOURCE = (-0.5, 0.0, 0.5, 1.0, 2.0)


class Remembering(Runner):
    """A runner that decodes each anchor of a text only once."""

    def _decode(self, read: Read, places: list[int]) -> np.ndarray:
        if "decoded" not in read.__dict__:
            object.__setattr__(read, "decoded", {})
        missing = [place for place in places if place not in read.decoded]
        if missing:
            read.decoded.update(zip(missing, super()._decode(read, missing), strict=True))
        return np.stack([read.decoded[place] for place in places])


def row_of(runner: Runner, row: dict, read: Read) -> tuple[dict, list[decode.Found]]:
    """Return predictions in the scorer's form, and their numbers, in the same order."""
    found = runner.find(read)
    made = [runner._attribution(row["text"], read.pieces, f) for f in found]
    attributions = [{"source": [list(a.source)] if a.source else [],
                     "cue": [list(a.cue)] if a.cue else [],
                     "content": [list(s) for s in a.content], "confidence": a.confidence}
                    for a in made]
    return {"id": row["id"], "text": row["text"], "attributions": attributions}, found


def joint(runner: Runner, rows: list[dict], reads: list[Read]) -> float:
    """Return the joint F1 under the runner's present settings."""
    tallies = []
    for row, read in zip(rows, reads, strict=True):
        gold, found = items(row), items(row_of(runner, row, read)[0])
        pairs = {FOUND: match(gold, found, likeness, least=FOUND)}
        tallies.append(tally(Case(row["text"], gold, found, pairs), joint=True))
    return float(rates(np.sum(tallies, axis=0))[0, 2])


def search(runner: Runner, rows: list[dict], reads: list[Read]) -> float:
    """Try each setting, one group after the other; keep the best."""
    config, best = runner.config, -1.0
    for name, values in (("cue", CUE), ("content", CONTENT), ("cue", CUE), ("source", SOURCE)):
        for value in values:
            kept = setting(config, name, value)
            score = joint(runner, rows, reads)
            if score > best:
                best = score
            else:
                setting(config, name, kept)
    return best


def setting(config: dict, name: str, value: float) -> float:
    """Change one setting; return what it was."""
    place, key = ((config, "cue_threshold") if name == "cue" else (config["start_cost"], name))
    kept, place[key] = place[key], value
    return kept


def fit(runner: Runner, rows: list[dict], reads: list[Read]) -> None:
    """Fit the confidence so that it is the chance of content and source being right."""
    features, right = [], []
    for row, read in zip(rows, reads, strict=True):
        predicted, found = row_of(runner, row, read)
        features += [f.features for f in found]
        right += rightness(row, predicted)
    x = np.column_stack([np.ones(len(features)), np.array(features)])
    y = np.array(right, dtype=float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(np.logaddexp(0, z) - y * z) + 0.5 * w[1:] @ w[1:])
        return value, x.T @ (p - y) + np.r_[0, w[1:]]

    solved = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    runner.config["calibration"] = [round(float(w), 4) for w in solved.x]


def recentre(runner: Runner, rows: list[dict], reads: list[Read]) -> None:
    """Move the confidence so that it is right on average after the deterministic layer, which
    mends and drops some of what the model found; keep what is surer than LEAST."""
    by_text = {row["text"]: read for row, read in zip(rows, reads, strict=True)}
    runner.read = by_text.get
    chances, right = [], []
    for row in rows:
        article = describe(row["text"], key=row["id"])
        found = complete(article, runner(article), model=runner.name).attributions
        predicted = [{"source": [a.source] if a.source else [], "cue": [a.cue] if a.cue else [],
                      "content": a.content, "confidence": a.confidence} for a in found]
        right += rightness(row, {"id": row["id"], "text": row["text"], "attributions": predicted})
        chances += [a.confidence for a in found]
    logits = np.log(np.array(chances)) - np.log1p(-np.array(chances))
    shift = brentq(lambda s: float(np.mean(1 / (1 + np.exp(-logits - s))) - np.mean(right)), -3, 3)
    runner.config["calibration"][0] = round(runner.config["calibration"][0] + shift, 4)
    runner.config["least_confidence"] = LEAST


def rightness(row: dict, predicted: dict) -> list[bool]:
    """Say of each prediction whether content and source are right."""
    return judged([case(row, predicted)])[1].tolist()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER)
    options = parser.parse_args()
    rows = list(read_lines(options.data / "polnear" / "dev.jsonl.gz"))
    runner = Remembering(options.model)
    reads = [runner.read(row["text"]) for row in rows]
    runner.config["least_confidence"] = 0.0
    best = search(runner, rows, reads)
    fit(runner, rows, reads)
    runner.config["least_confidence"] = LEAST
    recentre(runner, rows, reads)
    path = options.model / "config.json"
    path.write_text(json.dumps(runner.config, indent=1, sort_keys=True) + "\n")
    print(f"joint {best:.2f}", {k: runner.config[k] for k in ("cue_threshold", "start_cost",
                                                            "calibration")})


if __name__ == "__main__":
    main()
