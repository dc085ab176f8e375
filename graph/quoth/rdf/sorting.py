"""Lines in order, however many: sorted in runs, which lie in temporary files, and merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any

RUN = 200_000  # lines that are sorted at once, some 40 MB


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
