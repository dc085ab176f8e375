"""Connections that end where a client takes too long to ask, or to take its answer."""

from __future__ import annotations

from asyncio import Transport
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(H11Protocol):
    """The protocol of the server, with an end for slow clients; an idle connection has its own.

    Each connection holds one of the places that the server has, and its answer lies in memory until
    it is taken. The limit for an answer is one for taking none of it.
    """

    limits: ClassVar[dict[str, float]] = {"head": 20.0, "body": 120.0, "answer": 30.0}  # seconds
    every = 5.0  # seconds between two looks

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to look at a new connection."""
        super().connection_made(transport)
        self._phase, self._since = self._now()[0], self.loop.time()
        self._doing: Any = None
        self.loop.call_later(self.every, self._look)

    def _now(self) -> tuple[str, Any]:
        """Return what the client is at, and how far; nothing where it waits for us, or idles."""
        cycle, left = self.cycle, self.transport.get_write_buffer_size()
        if left:
            return "answer", (cycle, left)
        if cycle is None or cycle.response_complete:
            return "" if self.timeout_keep_alive_task else "head", cycle
        return "body" if cycle.more_body and not cycle.response_started else "", cycle

    def _look(self) -> None:
        phase, doing = self._now()
        if self.transport.is_closing() and phase != "answer":
            return
        if (phase, doing) != (self._phase, self._doing):
            self._phase, self._doing, self._since = phase, doing, self.loop.time()
        elif phase and self.loop.time() - self._since > self.limits[phase]:
            self.transport.abort()
            return
        self.loop.call_later(self.every, self._look)
