"""A teacher's answers to learn from: `python training/teach.py --data DATA`.

The bundled model reads every text of the training data with its windows placed in several ways
and the mean of the chances is kept: what a piece is (cue, source, content, name, sentence start),
and for each piece that may be a cue the roles of the pieces around it. So a student of one window
learns what several windows agree on (Hinton et al. 2015, arXiv 1503.02531). Written to
`training/work/taught.pkl`, for `train.py --taught`.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
import data as d  # noqa: E402
from quoth.nlp.model.decode import REACH, softmax  # noqa: E402
from quoth.nlp.model.features import windows  # noqa: E402
from quoth.nlp.model.runner import FOLDER, Read, Runner  # noqa: E402
from soft import HEADS, Taught, key_of  # noqa: E402
from train import load_examples, load_tokenizer, minilm_folder  # noqa: E402

OVERLAPS = (36, 42, 54)
LIKELY = 0.15  # pieces more likely a cue than this are asked for their roles


def chances(logits: np.ndarray) -> np.ndarray:
    """Return the chances of the token heads: (pieces, 17)."""
    made = np.empty_like(logits)
    for a, b in HEADS:
        made[:, a:b] = softmax(logits[:, a:b])
    made[:, 16] = 1 / (1 + np.exp(-logits[:, 16]))
    return made


def roles(runner: Runner, read: Read, place: int) -> tuple[int, np.ndarray]:
    """Return the first piece that is seen around an anchor and the chances of roles from there."""
    window = read.owner[place]
    start, end = read.ranges[window]
    base, piece = read.base[window], place - start + 1
    begin, stop = max(0, piece - REACH), min(len(base), piece + REACH)
    first, last = max(begin, 1), min(stop, end - start + 1)
    shift = REACH - piece
    logits = runner.backend.decode(base[begin:stop], read.anchors[window][piece],
                                   np.arange(begin + shift, stop + shift),
                                   (first - begin, last - begin))
    return first + start - 1, softmax(logits)


def answers(runner: Runner, example: d.Example) -> Taught:
    """Return the mean of the chances over the placements of the windows."""
    pieces = example.pieces
    placed = {tuple(windows(len(pieces), overlap=o)): o for o in OVERLAPS}
    reads = [runner.read_pieces(pieces, overlap=o) for o in placed.values()]
    tokens = np.mean([chances(read.logits) for read in reads], axis=0)
    places = set(np.flatnonzero(1 - tokens[:, 0] > LIKELY).tolist())
    places |= {p for version in example.versions for _, cue, _ in version
               for a, b in cue for p in range(a, b)}
    return (tokens.astype(np.float16),
            {place: mean_of([roles(runner, read, place) for read in reads])
             for place in sorted(places)})


def mean_of(parts: list[tuple[int, np.ndarray]]) -> tuple[int, np.ndarray]:
    """Return the mean of chances, each piece over the windows that see it."""
    first = min(a for a, _ in parts)
    last = max(a + len(rows) for a, rows in parts)
    total, count = np.zeros((last - first, 7)), np.zeros((last - first, 1))
    for a, rows in parts:
        total[a - first : a - first + len(rows)] += rows
        count[a - first : a - first + len(rows)] += 1
    return first, (total / count).astype(np.float16)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "own")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "work" / "taught.pkl")
    options = parser.parse_args()
    tokenizer = load_tokenizer(minilm_folder() / "tokenizer.json")
    sets = load_examples(tokenizer, options.data, options.own)
    runner, made = Runner(options.model), {}
    for name, examples in sets.items():
        for number, example in enumerate(examples):
            if len(example.pieces) and (key := key_of(example.pieces)) not in made:
                made[key] = answers(runner, example)
            if number % 100 == 99:
                print(f"{name} {number + 1} of {len(examples)}", flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main()
