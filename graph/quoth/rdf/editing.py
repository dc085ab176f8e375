"""Files of which some bytes give place to others: what stays is copied by the system, unseen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from io import FileIO
from mmap import mmap
from pathlib import Path
from typing import NamedTuple

BLOCK = 1 << 18  # bytes that are copied at once where the system does not


class Edit(NamedTuple):
    """What takes the place of some bytes of a file."""

    start: int
    end: int
    text: bytes


def line_edits(old: mmap | bytes, gone: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Edit]:
    """Yield what takes some lines out of an ordered file and puts new ones, all of them others, in
    their places.

    Lines end in a line break. Raises ValueError where one is not there.
    """
    at = 0
    for line, comes in sorted([*((line, False) for line in gone), *((line, True) for line in new)]):
        at = _place(old, line, at)
        if comes:
            yield Edit(at, at, line)
        elif old[at : at + len(line)] == line:
            yield Edit(at, at + len(line), b"")
        else:
            raise ValueError("a line is not where it should be")


def _place(old: mmap | bytes, line: bytes, low: int) -> int:
    """Return where a line begins, or would; `low` is the beginning of one that is not after it."""
    high = len(old)
    while low < high:
        middle = (low + high) // 2
        start = old.rfind(b"\n", low, middle) + 1 or low
        end = old.find(b"\n", middle) + 1 or len(old)
        if old[start:end] < line:
            low = end
        else:
            high = start
    return low


def write_edited(old: Path, edits: Iterable[Edit], path: Path) -> None:
    """Write a file as another one with some edits, of which no two overlap."""
    at = 0
    with FileIO(old) as source, FileIO(path, "w") as file:
        for edit in sorted(edits, key=lambda edit: edit.start):  # of two at one place the first
            _copy(source, file, at, edit.start)
            _write(file, edit.text)
            at = edit.end
        _copy(source, file, at, os.fstat(source.fileno()).st_size)


def _copy(source: FileIO, file: FileIO, start: int, end: int) -> None:
    """Copy some bytes of a file to the end of another one."""
    while start < end:
        if sys.platform == "linux":  # elsewhere only to a socket
            done = os.sendfile(file.fileno(), source.fileno(), start, end - start)
        else:
            source.seek(start)
            done = _write(file, source.read(min(BLOCK, end - start)))
        if not done:
            raise ValueError(f"{source.name} is shorter than it was")
        start += done


def _write(file: FileIO, text: bytes) -> int:
    left = memoryview(text)
    while left:
        left = left[file.write(left):]
    return len(text)
