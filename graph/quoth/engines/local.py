"""Engines of one machine: in this process, or in a pool of processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import chain, islice
from queue import SimpleQueue
from typing import Protocol

from quoth.engines.guard import Guard, Lost, Row, Rows, Work


class Engine(Protocol):
    """Run `work` over batches; `lost` makes the row for one that killed its worker."""

    def __call__(
        self, work: Work, batches: Iterable[Rows], *, jobs: int = 1, lost: Lost
    ) -> Generator[Row]: ...


def batched(rows: Iterable[Row], size: int) -> Iterator[Rows]:
    """Yield lists of up to `size` rows.

    >>> list(batched([{"n": 1}, {"n": 2}, {"n": 3}], 2))
    [[{'n': 1}, {'n': 2}], [{'n': 3}]]
    """
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def serial(work: Work, batches: Iterable[Rows], *, jobs: int = 1, lost: Lost) -> Generator[Row]:
    """Run every batch in this process; a row that kills the process kills the run.

    Work that has `each` is given all rows at once, so that it may begin some ahead.
    """
    if each := getattr(work, "each", None):
        with closing(each(chain.from_iterable(batches))) as made:
            yield from made
        return
    for batch in batches:
        yield from work(batch)


def pool(work: Work, batches: Iterable[Rows], *, jobs: int = 2, lost: Lost) -> Generator[Row]:
    """Run the batches in `jobs` processes, at most two batches a process in flight.

    A worker that dies takes nothing with it: it is replaced, and only a row that kills twice is
    lost.
    """
    guards = [Guard(work, lost=lost) for _ in range(jobs)]
    idle: SimpleQueue[Guard] = SimpleQueue()
    for guard in guards:
        idle.put(guard)
    threads = ThreadPoolExecutor(jobs)  # each waits for one process
    waiting: deque[Future[Rows]] = deque()
    try:
        for batch in batches:
            waiting.append(threads.submit(_guarded, idle, batch))
            if len(waiting) >= 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for guard in guards:
            guard.stop()
        threads.shutdown()
        for guard in guards:
            guard.close()


def _guarded(idle: SimpleQueue[Guard], batch: Rows) -> Rows:
    guard = idle.get()
    try:
        return guard(batch)
    finally:
        idle.put(guard)
