"""Text to the numbers that the encoder reads: word pieces and what lower-casing them loses.

Everything here is shared by training and running, so that both see the same input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

CLS, SEP, PAD = 101, 102, 0
WINDOW = 256  # pieces in a window, with CLS and SEP
BODY = WINDOW - 2
OVERLAP = 34  # pieces that two neighbours share at least

SHAPES = 8  # none, lower, Title, UPPER, mixed, digit, initial, other
PARAGRAPH = 3  # inside a line, first of a line, first after a blank line
QUOTE = 3  # outside, inside, a mark

_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"\n+")
_MARK = re.compile(r"[\"“”„«»]|''|``|,,")
_OPENING = {"“", "„", "«", "``", ",,"}


@dataclass(frozen=True)
class Pieces:
    """The word pieces of one text, without special ones; all arrays have shape (pieces,)."""

    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    shape: np.ndarray
    paragraph: np.ndarray
    quote: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: str | Path) -> Tokenizer:
    """Return the word-piece tokenizer, without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, text: str) -> Pieces:
    """Return the word pieces of `text` with their offsets and features."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        shape=_shapes(text, starts),
        paragraph=_paragraph_starts(text, starts),
        quote=_quote_states(text)[starts],
    )


def _shapes(text: str, starts: np.ndarray) -> np.ndarray:
    """Return the shape of the word that each piece begins in, 0 where it begins in none."""
    words = list(_WORD.finditer(text))
    first = np.array([-1, *(w.start() for w in words)])
    last = np.array([-1, *(w.end() for w in words)])
    shapes = np.array([0, *(_shape(w.group()) for w in words)])
    at = np.searchsorted(first, starts, side="right") - 1
    return np.where(starts < last[at], shapes[at], 0)


@lru_cache(maxsize=16384)
def _shape(word: str) -> int:
    if word[0].isdigit():
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 6 if len(word) == 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 4 if any(c.isupper() for c in word) else 7


def _paragraph_starts(text: str, starts: np.ndarray) -> np.ndarray:
    flags = np.zeros(len(starts), dtype=np.int64)
    if len(starts):
        flags[0] = 2
    for match in _BREAK.finditer(text):
        first = int(np.searchsorted(starts, match.end()))
        if first < len(starts):
            flags[first] = max(flags[first], min(2, match.end() - match.start()))
    return flags


def _quote_states(text: str) -> np.ndarray:
    """Return per character 0 outside, 1 inside, 2 a mark; the state ends with the line."""
    states = np.zeros(len(text) + 1, dtype=np.int64)
    for line in re.finditer(r"[^\n]+", text):
        opened = None
        for match in _MARK.finditer(text, line.start(), line.end()):
            a, b, mark = match.start(), match.end(), match.group()
            opens = mark in _OPENING or (mark == '"' and opened is None)
            if not opens and opened is not None:
                states[opened:a] = 1
            opened = b if opens and (opened is None or mark in _OPENING) else None
            states[a:b] = 2
        if opened is not None:
            inside = states[opened : line.end()]
            inside[inside == 0] = 1
    return states


def windows(count: int, *, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Return overlapping ranges of one length, at most BODY pieces, that cover `count` pieces."""
    if count <= BODY:
        return [(0, count)]
    number = -(-(count - overlap) // (BODY - overlap))
    length = -(-(count + (number - 1) * overlap) // number)
    starts = [round(i * (count - length) / (number - 1)) for i in range(number)]
    return [(start, start + length) for start in starts]


def owned(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return for each window the pieces that it decides: up to the middle of the overlaps."""
    cuts = [(a_end + b_start) // 2
            for (_, a_end), (b_start, _) in zip(ranges, ranges[1:], strict=False)]
    return list(zip([ranges[0][0], *cuts], [*cuts, ranges[-1][1]], strict=True))


def batch(pieces: Pieces, ranges: list[tuple[int, int]]) -> dict[str, np.ndarray]:
    """Return the encoder's inputs for some windows: int64 arrays of shape (windows, length)."""
    length = max(b - a for a, b in ranges) + 2
    names = ("ids", "shape", "paragraph", "quote")
    inputs = {name: np.zeros((len(ranges), length), dtype=np.int64) for name in (*names, "mask")}
    for row, (a, b) in enumerate(ranges):
        for name in names:
            inputs[name][row, 1 : b - a + 1] = getattr(pieces, name)[a:b]
        inputs["ids"][row, 0] = CLS
        inputs["ids"][row, b - a + 1] = SEP
        inputs["mask"][row, : b - a + 2] = 1
    return inputs
