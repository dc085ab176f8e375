"""Queries run in processes of their own, so that one that takes too long can be killed.

There are two kinds of places. Each query has a quick place first. One that takes more than `brief`
goes on in a long place, at a lower priority of the system; where all of those are taken and
others wait for its quick place, it is stopped, and begins anew when a long place is free. So who
asks something short waits for a moment of each query before, however bad, and never for its end.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from quoth.web.worker import LENGTH, Answer, Question, packed

LOG = logging.getLogger(__name__)
START = 60.0  # seconds for a process to start: importing is slow on a loaded machine
NICE = 10  # what the processes of long queries yield to the others
LOOK = 0.1  # seconds between two looks at whether others wait
REMEMBERED = 1000  # long queries that are known again

T = TypeVar("T")


@dataclass(frozen=True)
class Limits:
    """What a query may cost. `seconds` counts from the moment that it runs."""

    seconds: float = 20.0
    brief: float = 0.5  # seconds of processor in a quick place, while others want it
    rows: int = 100_000
    size: int = 64 << 20  # bytes
    memory: int = 2048  # MiB
    waiting: int = 256  # queries that may be asked at the same time
    patience: float = 60.0  # seconds that one may wait for a quick place
    long_wait: float = 20.0  # seconds that one may wait for a long place


class Busy(Exception):  # noqa: N818 - named for what is so
    """No place was free in time."""


class Worker:
    """A process that answers one question at a time."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.idle, self.slowed = True, False

    @classmethod
    async def start(cls) -> Worker:
        """Return a process that is ready. Raises OSError, EOFError, TimeoutError."""
        worker = cls(await asyncio.create_subprocess_exec(
            sys.executable, "-m", "quoth.web.worker", stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            start_new_session=True))
        try:
            await asyncio.wait_for(worker._header(), START)
        except BaseException:
            await asyncio.shield(worker.kill())
            raise
        return worker

    async def ask(self, question: Question) -> Answer:
        """Return the answer. Raises EOFError or OSError where the process dies of it."""
        assert self.process.stdin and self.process.stdout
        self.idle = False
        self.process.stdin.write(packed(asdict(question)))
        await self.process.stdin.drain()
        head = await self._header()
        body = await self.process.stdout.readexactly(head["length"])
        self.idle = True
        return Answer(head["status"], head["media_type"], body)

    async def _header(self) -> dict:
        assert self.process.stdout
        length = await self.process.stdout.readexactly(LENGTH.size)
        return json.loads(await self.process.stdout.readexactly(LENGTH.unpack(length)[0]))

    def spent(self) -> float:
        """Return the seconds of processor that the process has had.

        On a busy machine a short query may take long: it is no less short. Where the system does
        not tell, these are seconds of the clock.
        """
        try:
            told = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2]
            user, system = told.split()[11:13]  # see proc(5)
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, AttributeError):
            return time.monotonic()

    def slow_down(self) -> None:
        """Let the others go first from now on; it cannot be taken back."""
        self.slowed = True
        with suppress(OSError, AttributeError):  # no such thing on Windows
            os.setpriority(os.PRIO_PROCESS, self.process.pid, NICE)

    async def kill(self) -> None:
        """End the process."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()
        # the transport of a killed process must not outlive the loop
        self.process._transport.close()  # type: ignore[attr-defined]


@dataclass
class Pool:
    """Some quick places and as many long ones; each query that runs has a process of its own.

    Start it within the event loop that asks it.
    """

    processes: int = 2
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._quick: asyncio.Queue[Worker | None] = asyncio.Queue()  # free places, with or without
        self._long = asyncio.Semaphore(self.processes)
        self._asked = self._wanting = 0
        self._known_long: dict[int, None] = {}
        self._all: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Take up work; a process starts when it is first needed, the first one now."""
        for _ in range(self.processes - 1):
            self._quick.put_nowait(None)
        self._quick.put_nowait(await self._started())

    async def stop(self) -> None:
        """Kill every process."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in list(self._all):
            await self._end(worker)

    async def ask(self, question: Question) -> Answer:
        """Return the answer; 503 where there is none in time, 500 where the process died.

        Where the one who asks is cancelled, the query is stopped.
        """
        if self._asked >= self.limits.waiting:
            return _sorry("too many queries are waiting: try again later")
        self._asked += 1
        try:
            return await self._answer(question)
        except Busy as busy:
            return _sorry(str(busy))
        except TimeoutError:
            return _sorry(f"the query ran longer than {self.limits.seconds:g} s and was stopped")
        except (OSError, EOFError):
            return Answer(500, "text/plain", b"the query was stopped: it needed more memory than "
                                             b"it may have, or could not be answered")
        finally:
            self._asked -= 1

    async def _answer(self, question: Question) -> Answer:
        name = hash((question.query, question.default_graphs, question.named_graphs))
        if name not in self._known_long:
            if answer := await self._quickly(question):
                return answer
            self._known_long[name] = None
            if len(self._known_long) > REMEMBERED:
                del self._known_long[next(iter(self._known_long))]
        return await self._at_length(question, name)

    async def _quickly(self, question: Question) -> Answer | None:
        """Answer in a quick place, or from there in a long one; None where neither was free."""
        self._wanting += 1
        try:
            worker = await _within(self._quick.get(), self.limits.patience,
                                   "no process was free for this query: try again later")
        finally:
            self._wanting -= 1
        async with self._place(worker) as worker:
            asking = asyncio.create_task(worker.ask(question))
            try:
                return await self._brief(worker, asking)
            finally:
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

    async def _brief(self, worker: Worker, asking: asyncio.Task[Answer]) -> Answer | None:
        """Wait for an answer; where it takes long, make room for others."""
        clock = asyncio.get_running_loop().time
        end, before = clock() + self.limits.seconds, worker.spent()
        while not (await asyncio.wait({asking}, timeout=min(LOOK, self.limits.seconds)))[0]:
            left = end - clock()
            if left <= 0:
                raise TimeoutError
            if worker.spent() - before < self.limits.brief:
                continue
            if not self._long.locked():
                async with self._long:
                    self._give_way(worker)
                    return await asyncio.wait_for(asking, left)
            if self._wanting:
                return None
        return asking.result()

    async def _at_length(self, question: Question, name: int) -> Answer:
        """Answer in a long place; what is not long after all need not wait for one again."""
        await _within(self._long.acquire(), self.limits.long_wait,
                      "other long queries are running: try again later")
        worker = None
        try:
            worker = await self._started()
            worker.slow_down()
            before = worker.spent()
            answer = await asyncio.wait_for(worker.ask(question), self.limits.seconds)
            if worker.spent() - before < self.limits.brief:
                self._known_long.pop(name, None)
            return answer
        finally:
            self._long.release()
            if worker:
                await asyncio.shield(self._end(worker))

    @asynccontextmanager
    async def _place(self, worker: Worker | None) -> AsyncIterator[Worker]:
        """See to it that a quick place, with this process or another one, is free again."""
        healthy = False
        try:
            worker = worker or await self._started()
            yield worker
            healthy = worker.idle and not worker.slowed
        finally:  # also where the client went away and the request was cancelled
            if healthy:
                self._quick.put_nowait(worker)
            else:
                if not (worker and worker.slowed):
                    self._replace()
                if worker:
                    await asyncio.shield(self._end(worker))

    def _give_way(self, worker: Worker) -> None:
        """Let another process take the quick place of a query that takes long."""
        worker.slow_down()
        self._replace()

    def _replace(self) -> None:
        task = asyncio.create_task(self._another())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _another(self) -> None:
        """Start a process for a quick place, so that no query waits for it alone."""
        worker = None
        try:
            worker = await self._started()
        except (OSError, EOFError) as error:  # also TimeoutError; tried again when it is needed
            LOG.warning("no process for queries could be started: %r", error)
        finally:
            self._quick.put_nowait(worker)

    async def _started(self) -> Worker:
        worker = await Worker.start()
        self._all.add(worker)
        return worker

    async def _end(self, worker: Worker) -> None:
        self._all.discard(worker)
        await worker.kill()


async def _within(waiting: Awaitable[T], seconds: float, reason: str) -> T:
    """Wait for a place; raise Busy where there is none in time."""
    try:
        return await asyncio.wait_for(waiting, seconds)
    except TimeoutError as error:
        raise Busy(reason) from error


def _sorry(reason: str) -> Answer:
    return Answer(503, "text/plain", reason.encode())
