"""A guard around the work: rows go to a process of its own, and a row that kills it is lost alone.

Every engine that uses more than this process runs its work behind such guards, so that one row
that crashes, fills the memory or never ends costs the others nothing, on one machine or many.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from quoth.errors import EngineError

Row = dict[str, Any]
Rows = list[Row]
Work = Callable[[Rows], Rows]
Lost = Callable[[Row, str], Row]

LIMIT = 900.0
"""Seconds that one row may take: far more than the longest article that is read needs."""

TRIES = 2  # a worker may be killed from outside: only a row that does it again is to blame
STARTS = 3  # workers that die before their first row: then it is no row's fault


class Guard:
    """Run `work` row by row in another process; `lost` makes the row for one that killed it.

    `work([])` is called once in each new process: it loads what the rows need. A guard is used by
    one thread at a time.
    """

    def __init__(self, work: Work, *, lost: Lost, limit: float = LIMIT) -> None:
        self._work, self._lost, self._limit = work, lost, limit
        self._worker: _Worker | None = None
        self._starting = threading.Lock()
        self._stopped = False

    def __call__(self, batch: Rows) -> Rows:
        """Return the rows that the work makes of a batch, in order."""
        return [made for row in batch for made in self._one(row)]

    def _one(self, row: Row) -> Rows:
        why = ""
        for _ in range(TRIES):
            try:
                return self._ready().run(row, self._limit)
            except _DeadError as error:
                why = str(error)
                self._drop()
        return [self._lost(row, why)]

    def _ready(self) -> _Worker:
        """Return the worker, a new one where the last one died."""
        if self._worker:
            return self._worker
        for _ in range(STARTS):
            with self._starting:
                if self._stopped:
                    raise EngineError("the workers were stopped")
                self._worker = _Worker(self._work)
            try:
                self._worker.start(self._limit)
                return self._worker
            except _DeadError:
                self._drop()
        raise EngineError("the worker processes die before their first article: "
                          "is there memory for so many? Try fewer with --jobs")

    def _drop(self) -> None:
        with self._starting:
            if self._worker:
                self._worker.close()
            self._worker = None

    def stop(self) -> None:
        """End the process, at once, also from another thread; no new one is started."""
        with self._starting:
            self._stopped = True
            if self._worker:
                self._worker.kill()

    def close(self) -> None:
        """Stop, and let go of what is left."""
        self.stop()
        self._drop()


class _DeadError(Exception):
    """The worker died or was too slow; the message is a clause about the row."""


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, work: Work) -> None:
        # spawn: a forked copy of a process with a thread pool inside (onnxruntime) can hang
        context = get_context("spawn")
        self._pipe, end = context.Pipe()
        self._process = context.Process(target=_serve, args=(end, work), daemon=True)
        self._process.start()
        end.close()  # the process alone holds it now: its death is the end of the pipe

    def start(self, limit: float) -> None:
        """Wait until the work is ready; raises what it raises."""
        self._answer(limit)

    def run(self, row: Row, limit: float) -> Rows:
        """Return what the work makes of one row; raises what it raises, or _DeadError."""
        try:
            self._pipe.send(row)
        except OSError as error:
            raise _DeadError(_died()) from error
        return self._answer(limit)

    def _answer(self, limit: float) -> Rows:
        if not wait([self._pipe], limit):
            raise _DeadError(f"took longer than {limit:g} seconds")
        try:
            fine, answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(5)
            raise _DeadError(_died(self._process.exitcode)) from error
        if not fine:
            raise answer
        return answer

    def kill(self) -> None:
        """End the process, whatever it does; who waits for it sees the end of the pipe."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of it."""
        self.kill()
        self._process.join()
        self._pipe.close()
        self._process.close()


def _died(code: int | None = None) -> str:
    how = ""
    if code is not None and code < 0:
        how = f" ({signal.Signals(-code).name}{', memory?' if -code == signal.SIGKILL else ''})"
    return f"the process that annotated it died{how}"


def _serve(pipe: Connection, work: Work) -> None:
    """Answer each row until the pipe ends, or the process that asked is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which stops its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    row: Row | None = None
    while True:
        try:
            pipe.send(_tried(work, [] if row is None else [row]))
            row = pipe.recv()
        except (EOFError, OSError):
            return


def _tried(work: Work, batch: Rows) -> tuple[bool, Any]:
    try:
        return True, work(batch)
    except Exception as error:
        return False, _portable(error)


def _portable(error: Exception) -> Exception:
    """Return the error as it is where it can travel, else one of ours that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # what a foreign exception does when it is copied, nobody knows
        return EngineError(f"{type(error).__name__}: {error}")
    return error


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
