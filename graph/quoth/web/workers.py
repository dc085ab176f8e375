"""Queries run in processes of their own, so that one that takes too long can be killed.

A bad query costs the one who asked it; the others have the other processes, and a new one takes
the place of the killed one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from quoth.web.worker import LENGTH, Answer, Question, packed

LOG = logging.getLogger(__name__)
START = 60.0  # seconds for a process to start: importing is slow on a loaded machine


@dataclass(frozen=True)
class Limits:
    """What a query may cost. `seconds` counts from the moment that it runs."""

    seconds: float = 20.0
    rows: int = 100_000
    size: int = 64 << 20  # bytes
    memory: int = 2048  # MiB
    waiting: int = 256  # queries that may wait for a process
    patience: float = 20.0  # seconds that one may wait


@dataclass
class Pool:
    """Some processes that answer queries, each one at a time.

    Start it within the event loop that asks it.
    """

    processes: int = 2
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._free: asyncio.Queue[Process | None] = asyncio.Queue()
        self._waiting = 0
        self._all: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Take up work; a process starts when it is first needed, the first one now."""
        for _ in range(self.processes - 1):
            self._free.put_nowait(None)
        self._free.put_nowait(await self._started())

    async def stop(self) -> None:
        """Kill every process."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for process in list(self._all):
            await self._kill(process)

    async def ask(self, question: Question) -> Answer:
        """Return the answer; 503 where there is none in time, 500 where the process died."""
        if self._waiting >= self.limits.waiting:
            return _sorry("too many queries are waiting: try again later")
        self._waiting += 1
        try:
            process = await asyncio.wait_for(self._free.get(), self.limits.patience)
        except TimeoutError:
            return _sorry("no process was free for this query: try again later")
        finally:
            self._waiting -= 1
        return await self._with(process, question)

    async def _with(self, process: Process | None, question: Question) -> Answer:
        """Ask this process, and see to it that it, or its place, is free again."""
        healthy = False
        try:
            process = process or await self._started()
            answer = await asyncio.wait_for(_asked(process, question), self.limits.seconds)
            healthy = True
            return answer
        except TimeoutError:
            return _sorry(f"the query ran longer than {self.limits.seconds:g} s and was stopped")
        except (OSError, EOFError, asyncio.IncompleteReadError):
            return Answer(500, "text/plain", b"the query was stopped: it needed more memory than "
                                             b"it may have, or could not be answered")
        finally:  # also where the client went away and the request was cancelled
            if healthy:
                self._free.put_nowait(process)
            else:
                task = asyncio.create_task(self._another())
                self._starting.add(task)
                task.add_done_callback(self._starting.discard)
                if process:
                    await asyncio.shield(self._kill(process))

    async def _another(self) -> None:
        """Start a process in the place of a killed one, so that no query waits for it alone."""
        process = None
        try:
            process = await self._started()
        except (OSError, EOFError) as error:  # also TimeoutError; tried again when it is needed
            LOG.warning("no process for queries could be started: %r", error)
        finally:
            self._free.put_nowait(process)

    async def _started(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "quoth.web.worker", stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            start_new_session=True)
        self._all.add(process)
        try:
            await asyncio.wait_for(_header(process), START)
        except BaseException:
            await asyncio.shield(self._kill(process))
            raise
        return process

    async def _kill(self, process: Process) -> None:
        self._all.discard(process)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        # the transport of a killed process must not outlive the loop
        process._transport.close()  # type: ignore[attr-defined]


async def _asked(process: Process, question: Question) -> Answer:
    assert process.stdin and process.stdout
    process.stdin.write(packed(asdict(question)))
    await process.stdin.drain()
    head = await _header(process)
    body = await process.stdout.readexactly(head["length"])
    return Answer(head["status"], head["media_type"], body)


async def _header(process: Process) -> dict:
    assert process.stdout
    length = await process.stdout.readexactly(LENGTH.size)
    return json.loads(await process.stdout.readexactly(LENGTH.unpack(length)[0]))


def _sorry(reason: str) -> Answer:
    return Answer(503, "text/plain", reason.encode())
