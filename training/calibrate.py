"""Set the threshold of cues and the costs of spans of exported weights on development data.

`python training/calibrate.py --data DATA`: reads PolNeAR dev once, tries thresholds and span
costs for the best joint F1, everything above the threshold accepted, and writes them into
config.json. `acceptance.py` then learns what to accept of that and of less likely cues.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from data import read_lines
from quoth.evaluation.extraction import FOUND, Case, items, likeness, tally
from quoth.evaluation.figures import rates
from quoth.evaluation.matching import match
from quoth.nlp.model.runner import FOLDER, Read, Runner
from quoth.records import Attribution

CUE = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7)
CONTENT = (-1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
LEAST = 0.3  # less likely cues are no candidates: from 0.12 to 0.3 scores are the same
SOURCE = (-0.5, 0.0, 0.5, 1.0, 2.0)
BY_CUE = [0.0, 1.0, 1.0, *[0.0] * 7]  # until it is learned: as likely as cue and content


class Remembering(Runner):
    """A runner that decodes each anchor of a text only once."""

    def _decode(self, read: Read, places: list[int]) -> list[tuple[int, np.ndarray]]:
        if "decoded" not in read.__dict__:
            object.__setattr__(read, "decoded", {})
        missing = [place for place in places if place not in read.decoded]
        if missing:
            read.decoded.update(zip(missing, super()._decode(read, missing), strict=True))
        return [read.decoded[place] for place in places]


def predicted_row(row: dict, found: Iterable[Attribution]) -> dict:
    """Return attributions in the scorer's form."""
    attributions = [{"source": [list(a.source)] if a.source else [],
                     "cue": [list(a.cue)] if a.cue else [],
                     "content": [list(s) for s in a.content], "confidence": a.confidence}
                    for a in found]
    return {"id": row["id"], "text": row["text"], "attributions": attributions}


def joint(runner: Runner, rows: list[dict], reads: list[Read]) -> float:
    """Return the joint F1 under the runner's present settings."""
    tallies = []
    for row, read in zip(rows, reads, strict=True):
        gold, found = items(row), items(predicted_row(row, (
            runner._attribution(row["text"], read.pieces, f) for f in runner.find(read))))
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
    place, key = ((config["cue_thresholds"], 0) if name == "cue" else (config["start_cost"], name))
    kept, place[key] = place[key], value
    return kept


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER)
    options = parser.parse_args()
    rows = list(read_lines(options.data / "polnear" / "dev.jsonl.gz"))
    runner = Remembering(options.model)
    reads = [runner.read(row["text"]) for row in rows]
    runner.config |= {"cue_thresholds": [CUE[0]], "acceptance": BY_CUE, "least_acceptance": 0.0}
    best = search(runner, rows, reads)
    runner.config["cue_thresholds"].append(LEAST)
    path = options.model / "config.json"
    path.write_text(json.dumps(runner.config, indent=1, sort_keys=True) + "\n")
    print(f"joint {best:.2f}", {k: runner.config[k] for k in ("cue_thresholds", "start_cost")})


if __name__ == "__main__":
    main()
