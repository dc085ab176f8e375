"""A teacher's answers to learn from: `python training/teach.py --data DATA`.

The bundled model reads every text of the training data with its windows placed in several ways
and the mean of the chances is kept: what a piece is (cue, source, content, name, sentence start),
and for each piece that may be a cue the roles of the pieces around it. So a student of one window
learns what several windows agree on (Hinton et al. 2015, arXiv 1503.02531). Written to
`training/work/taught.pkl`, for `train.py --taught`.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
import data as d  # noqa: E402
from quoth.nlp.model.decode import REACH, softmax  # noqa: E402
from quoth.nlp.model.features import Pieces, batch, owned, windows  # noqa: E402
from quoth.nlp.model.runner import FOLDER, OnnxBackend  # noqa: E402
from train import load_examples, load_tokenizer, minilm_folder  # noqa: E402

OVERLAPS = (36, 42, 54)
LIKELY = 0.15  # pieces more likely a cue than this are asked for their roles
HEADS = ((0, 3), (3, 6), (6, 9), (9, 16))


# The answers for one text, chances in float16: (pieces, 17) of the heads and of a sentence start;
# and for a piece that may be a cue the first piece of its surroundings and (n, 7) from there on.
Taught = tuple[np.ndarray, dict[int, tuple[int, np.ndarray]]]


def key_of(pieces: Pieces) -> bytes:
    """Return what a text is known by: a hash of what the encoder reads."""
    return hashlib.sha1(pieces.ids.tobytes() + pieces.quote.tobytes(),
                        usedforsecurity=False).digest()


def chances(logits: np.ndarray) -> np.ndarray:
    """Return the chances of the token heads: (pieces, 17)."""
    made = np.empty_like(logits)
    for a, b in HEADS:
        made[:, a:b] = softmax(logits[:, a:b])
    made[:, 16] = 1 / (1 + np.exp(-logits[:, 16]))
    return made


class Placement:
    """The encoder's outputs for one text with its windows placed in one way."""

    def __init__(self, backend: OnnxBackend, pieces: Pieces, ranges: list) -> None:
        self.backend, self.ranges = backend, ranges
        read = [backend.encode(batch(pieces, [one])) for one in ranges]
        self.base, self.anchors = [r[2][0] for r in read], [r[3][0] for r in read]
        self.tokens = np.empty((len(pieces), 17), dtype=np.float32)
        self.owner = np.zeros(len(pieces), dtype=np.int64)
        for row, ((a, b), (start, _)) in enumerate(zip(owned(ranges), ranges, strict=True)):
            self.owner[a:b] = row
            self.tokens[a:b] = chances(read[row][0][0][a - start + 1 : b - start + 1])

    def roles(self, place: int) -> tuple[int, np.ndarray]:
        """Return the first piece that is seen around an anchor and the roles from there."""
        window = self.owner[place]
        start, end = self.ranges[window]
        base, piece = self.base[window], place - start + 1
        begin, stop = max(0, piece - REACH), min(len(base), piece + REACH)
        first, last = max(begin, 1), min(stop, end - start + 1)
        shift = REACH - piece
        logits = self.backend.decode(base[begin:stop], self.anchors[window][piece],
                                     np.arange(begin + shift, stop + shift),
                                     (first - begin, last - begin))
        return first + start - 1, softmax(logits)


def answers(backend: OnnxBackend, example: d.Example) -> Taught:
    """Return the mean of the chances over the placements of the windows."""
    pieces = example.pieces
    placed = dict.fromkeys(tuple(windows(len(pieces), overlap=o)) for o in OVERLAPS)
    read = [Placement(backend, pieces, list(ranges)) for ranges in placed]
    tokens = np.mean([one.tokens for one in read], axis=0)
    places = set(np.flatnonzero(1 - tokens[:, 0] > LIKELY).tolist())
    places |= {p for version in example.versions for _, cue, _ in version
               for a, b in cue for p in range(a, b)}
    return (tokens.astype(np.float16),
            {place: mean_of([one.roles(place) for one in read]) for place in sorted(places)})


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
    backend, made = OnnxBackend(options.model), {}
    for name, examples in sets.items():
        for number, example in enumerate(examples):
            if len(example.pieces) and (key := key_of(example.pieces)) not in made:
                made[key] = answers(backend, example)
            if number % 100 == 99:
                print(f"{name} {number + 1} of {len(examples)}", flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main()
