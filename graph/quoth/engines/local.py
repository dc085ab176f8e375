"""Engines of one machine: in this process, or in a pool of processes."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any, Protocol

Row = dict[str, Any]
Rows = list[Row]
Work = Callable[[Rows], Rows]
Lost = Callable[[Row], Row]


class Engine(Protocol):
    """Run `work` over batches; `lost` makes the row for one that killed its worker."""

    def __call__(
        self, work: Work, batches: Iterable[Rows], *, jobs: int = 1, lost: Lost
    ) -> Iterator[Row]: ...


def batched(rows: Iterable[Row], size: int) -> Iterator[Rows]:
    """Yield lists of up to `size` rows.

    >>> list(batched([{"n": 1}, {"n": 2}, {"n": 3}], 2))
    [[{'n': 1}, {'n': 2}], [{'n': 3}]]
    """
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def serial(work: Work, batches: Iterable[Rows], *, jobs: int = 1, lost: Lost) -> Iterator[Row]:
    """Run every batch in this process; a row that kills the process kills the run."""
    for batch in batches:
        yield from work(batch)


def pool(work: Work, batches: Iterable[Rows], *, jobs: int = 2, lost: Lost) -> Iterator[Row]:
    """Run the batches in `jobs` processes, at most two batches a process in flight.

    A worker that dies takes nothing with it: the batches in flight are run again one row at a
    time, and only a row that dies alone is lost.
    """
    crew = _Crew(work, jobs)
    waiting: deque[tuple[Rows, Future[Rows]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, crew.submit(batch)))
            if len(waiting) >= 2 * jobs:
                yield from crew.result(*waiting.popleft(), lost=lost)
        while waiting:
            yield from crew.result(*waiting.popleft(), lost=lost)
    finally:
        crew.close()


class _Crew:
    """Worker processes that are replaced when one of them dies."""

    def __init__(self, work: Work, jobs: int) -> None:
        self._work, self._jobs = work, jobs
        self._executor = _executor(jobs)

    def submit(self, batch: Rows) -> Future[Rows]:
        """Hand a batch to the workers, to new ones where the old ones are gone."""
        try:
            return self._executor.submit(self._work, batch)
        except BrokenProcessPool:
            self._renew()
            return self._executor.submit(self._work, batch)

    def result(self, batch: Rows, future: Future[Rows], *, lost: Lost) -> Iterator[Row]:
        """Yield the rows of a batch, row by row again where its workers died."""
        try:
            yield from future.result()
        except BrokenProcessPool:
            for row in batch:
                yield from self._alone(row, lost)

    def _alone(self, row: Row, lost: Lost) -> Rows:
        single = _executor(1)
        try:
            return single.submit(self._work, [row]).result()
        except BrokenProcessPool:
            return [lost(row)]
        finally:
            single.shutdown(cancel_futures=True)

    def _renew(self) -> None:
        self.close()
        self._executor = _executor(self._jobs)

    def close(self) -> None:
        """Stop the workers; what they have not begun is dropped."""
        self._executor.shutdown(cancel_futures=True)


def _executor(jobs: int) -> ProcessPoolExecutor:
    # spawn: a forked copy of a process with a thread pool inside (onnxruntime) can hang
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Leave Ctrl-C to the parent, which stops its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
