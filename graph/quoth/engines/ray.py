"""An engine of many machines: Ray Data hands the batches to the processes of a Ray cluster.

Ray runs a batch again whose process or machine was lost. What an article does to its process is
the guard's affair, so that a deadly article is not tried on one machine after the other.
"""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import socket
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

from quoth.engines.guard import Guard, Lost, Row, Rows, Work
from quoth.errors import EngineError, MissingExtra

WINDOW = 32
"""Batches for each core that are given to Ray at once, read before and kept until they are done."""


def ray(work: Work, batches: Iterable[Rows], *, jobs: int = 0, lost: Lost,
        address: str | None = None) -> Generator[Row]:
    """Run the batches on the Ray cluster at `address`, by default on one started for this run.

    `jobs` is the most batches at a time, 0 for as many as the cluster has cores; a cluster of our
    own gets as many cores. Quoth must be installed on every machine, in the same version.
    """
    with _connected(address, jobs) as library:
        batches = iter(batches)
        size = WINDOW * (jobs or max(1, int(library.cluster_resources().get("CPU", 1))))
        task = _Task(work, lost)
        while window := list(islice(batches, size)):
            yield from _ordered(_run(library, task, window, jobs))


class _Task:
    """One batch as Ray sees it: `{"number": int, "rows": bytes}` to the same; picklable.

    Rows travel as bytes, since Arrow would make one type of what each row has in a field.
    """

    def __init__(self, work: Work, lost: Lost) -> None:
        self._packed = pickle.dumps((work, lost))

    def __call__(self, item: Row) -> Row:
        try:
            answer: tuple[bool, Any] = True, _guard(self._packed)(pickle.loads(item["rows"]))
        except Exception as error:  # a fault of the work: Ray would wrap it in one of its own
            answer = False, error
        return {"number": item["number"], "rows": pickle.dumps(answer)}


@lru_cache(maxsize=1)
def _guard(packed: bytes) -> Guard:
    """Return the guard of this process, with its model loaded; Ray keeps its processes."""
    work, lost = pickle.loads(packed)
    return Guard(work, lost=lost)


def _run(library: Any, task: Callable[[Row], Row], window: list[Rows],
         jobs: int) -> Iterator[tuple[int, Rows]]:
    """Yield the rows of each batch of a window with its number, as they are done."""
    items = [{"number": n, "rows": pickle.dumps(batch)} for n, batch in enumerate(window)]
    data = library.data.from_items(items, override_num_blocks=len(items))
    data = data.map(task, num_cpus=1, concurrency=jobs or None)
    try:
        for item in data.iter_rows():
            fine, answer = pickle.loads(item["rows"])
            if not fine:
                raise answer
            yield int(item["number"]), answer
    except library.exceptions.RayError as error:
        line = str(error).strip().splitlines()[-1:]
        raise EngineError(f"the Ray cluster failed: {''.join(line)[:300]}") from error


def _ordered(numbered: Iterable[tuple[int, Rows]]) -> Iterator[Row]:
    """Yield rows in the order of their batches, whichever was done first."""
    early: dict[int, Rows] = {}
    following = 0
    for number, rows in numbered:
        early[number] = rows
        while following in early:
            yield from early.pop(following)
            following += 1


@contextmanager
def _connected(address: str | None, jobs: int) -> Iterator[Any]:
    """Connect to a cluster, or start one in a folder that is removed with it."""
    library = _library()
    if library.is_initialized():  # the caller's own connection stays as it is
        yield library
        return
    if address:
        _probe(address)
    folder = None if address else tempfile.mkdtemp(prefix="quoth-")
    own = {"_temp_dir": folder, "num_cpus": jobs or os.cpu_count()} if folder else {}
    try:
        library.init(address=address or "local", include_dashboard=None if address else False,
                     log_to_driver=False, logging_level=logging.CRITICAL, **own)
        yield library
    except ConnectionError as error:
        raise _silent(address) from error
    finally:
        library.shutdown()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _probe(address: str) -> None:
    """Raise EngineError where nobody listens at HOST:PORT; Ray would try for many minutes."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not (colon and port.isdigit()):
        return  # "auto": the cluster of this machine
    try:
        socket.create_connection((host, int(port)), timeout=20).close()
    except (OSError, OverflowError) as error:
        raise _silent(address) from error


def _silent(address: str | None) -> EngineError:
    return EngineError(f"no Ray cluster answers at {address or 'an address of its own'}: start one "
                       "with `ray start --head`, or leave --address out")


def _library() -> Any:
    """Return Ray, without its reports of usage, its progress bars and its talk."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    # a thread of Ray Data that outlives a failed run would else connect again by itself
    os.environ.setdefault("RAY_ENABLE_AUTO_CONNECT", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise MissingExtra("ray", "the engine of many machines") from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    return ray
