"""Lines in order, however many: sorted in runs, which lie in temporary files, and merged."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

RUN = 50_000  # lines that are sorted at once, some 15 MB
FAN = 64  # files that are merged at once, of those that may be open


def in_order(lines: Iterable[bytes], key: Callable[[bytes], Any] | None = None, *,
             run: int = RUN, fan: int = FAN) -> Iterator[bytes]:
    """Yield lines, which end in a line break, each once and in the order of their keys.

    Lines with one key must be one line.

    >>> list(in_order([b"b", b"a", b"b"], run=2))
    [b'a', b'b']
    """
    lines = iter(lines)
    levels: list[list[BinaryIO]] = [[]]  # of files, each made of as many of those before it
    try:
        while some := list(islice(lines, run)):
            short, some = len(some) < run, sorted(dict.fromkeys(some), key=key)
            if short and levels == [[]]:
                yield from some
                return
            levels[0].append(_kept(some))
            for number, level in enumerate(levels):
                if len(level) == fan:
                    levels += [[]] if level is levels[-1] else []
                    levels[number + 1].append(_kept(_merged(level, key, 1 + run // fan)))
                    _close(level)
        files = [file for level in levels for file in level]
        yield from _merged(files, key, 1 + run // max(1, len(files)))
    finally:
        for level in levels:
            _close(level)


def _kept(lines: Iterable[bytes]) -> BinaryIO:
    found = tempfile.TemporaryFile()  # noqa: SIM115
    found.writelines(lines)
    found.seek(0)
    return found


def _close(files: list[BinaryIO]) -> None:
    while files:
        files.pop().close()


def _merged(files: Iterable[BinaryIO], key: Callable[[bytes], Any] | None, piece: int
            ) -> Iterator[bytes]:
    """Yield the lines of ordered files, each once: what is before the end of the first piece that
    ends is sorted at once, which of pieces in order takes little more than to look at them.
    """
    pieces = [(some, file) for file in files if (some := list(islice(file, piece)))]
    while pieces:
        last = min((some[-1] for some, _ in pieces), key=key)
        found: list[bytes] = []
        waiting, pieces = pieces, []
        for some, file in waiting:
            at = bisect_right(some, key(last) if key else last, key=key)
            found += some[:at]
            if some := some[at:] or list(islice(file, piece)):
                pieces.append((some, file))
        yield from dict.fromkeys(sorted(found, key=key))
