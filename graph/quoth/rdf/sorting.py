"""Lines in order, however many: sorted in runs, which lie in temporary files, and merged."""

from __future__ import annotations

import heapq
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any

RUN = 200_000  # lines that are sorted at once, some 40 MB
PIECE = 10_000  # lines that are looked at together where others come among them


def in_order(lines: Iterable[bytes], key: Callable[[bytes], Any] | None = None, *,
             run: int = RUN) -> Iterator[bytes]:
    """Yield lines, which end in a line break, each once and in the order of their keys.

    Lines with one key must be one line.

    >>> list(in_order([b"b", b"a", b"b"], run=2))
    [b'a', b'b']
    """
    lines = iter(lines)
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        while some := list(islice(lines, run)):
            rows = sorted(set(some), key=key)
            if len(some) < run and not runs:
                yield from rows
                return
            file = files.enter_context(tempfile.TemporaryFile())
            file.writelines(rows)
            file.seek(0)
            runs.append(file)
        before = None
        for line in heapq.merge(*runs, key=key):
            if line != before:
                yield line
            before = line


def among(lines: Iterable[bytes], new: Iterable[bytes]) -> Iterator[bytes]:
    """Yield ordered lines with new ones, all of them others, in their places.

    >>> list(among([b"a", b"c", b"d"], [b"e", b"b"]))
    [b'a', b'b', b'c', b'd', b'e']
    """
    lines, waiting = iter(lines), sorted(new)
    while waiting and (some := list(islice(lines, PIECE))):
        at = bisect_right(waiting, some[-1])
        yield from sorted(some + waiting[:at]) if at else some
        waiting = waiting[at:]
    yield from waiting
    yield from lines
