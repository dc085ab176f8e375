"""What the handlers of requests share: the graph of now, the workers, who may change what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from starlette.concurrency import run_in_threadpool

from quoth.extraction import Options
from quoth.web.security import Access
from quoth.web.snapshot import Current, Snapshot
from quoth.web.worker import Answer, Question
from quoth.web.workers import Pool


@dataclass
class Site:
    """One served graph."""

    current: Current
    pool: Pool
    access: Access = field(default_factory=Access)
    options: Options = field(default_factory=Options)
    title: str = "Who said what"

    async def snapshot(self) -> Snapshot:
        """Return the graph of now; where it changed, others are served while it is read anew."""
        if not self.current.fresh:
            return await run_in_threadpool(self.current)
        return self.current()

    async def ask(self, question: Question) -> Answer:
        """Answer a query, within the limits."""
        snapshot, limits = await self.snapshot(), self.pool.limits
        return await self.pool.ask(replace(
            question, folder=snapshot.quads, base=snapshot.iris.base, rows=limits.rows,
            size=limits.size, memory=limits.memory))
