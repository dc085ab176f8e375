"""Slow clients do not hold their places for ever."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
import uvicorn
from quoth.web.connections import Connection

LONG = 64 << 20  # bytes of an answer, more than any buffer between two programs


class Hasty(Connection):
    """A connection that waits for nobody."""

    limits = {"head": 0.2, "body": 0.2, "answer": 0.2}  # noqa: RUF012
    every = 0.1


class Patient(Connection):
    """A connection that waits a second: a busy machine must not make it cut off its own client."""

    limits = dict.fromkeys(Connection.limits, 1.0)
    every = 0.2


async def app(scope: dict, receive: Callable, send: Callable) -> None:
    """Read the body, answer at once or, as the address says, late or with much."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(2.5 if scope["path"] == "/late" else 0)
    size = LONG if scope["path"] == "/long" else 2
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-length", b"%d" % size)]})
    await send({"type": "http.response.body", "body": b"x" * size})


def with_server(talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
                protocol: type[Connection] = Hasty) -> None:
    """Let a client talk to a server with little patience."""
    async def run() -> None:
        server = uvicorn.Server(uvicorn.Config(app, port=0, http=protocol, log_config=None,
                                               lifespan="off", timeout_keep_alive=60))
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await talk(reader, writer)
        writer.close()
        server.should_exit = True
        await serving

    asyncio.run(run())


@pytest.mark.parametrize("sent", [
    b"", b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx",
])
def test_who_does_not_finish_asking_is_cut_off(sent: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        with suppress(ConnectionError):
            assert await reader.read() == b""

    with_server(talk)


def test_who_does_not_take_the_answer_is_cut_off() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
        await reader.read(10)
        writer.transport.pause_reading()
        await asyncio.sleep(3)
        writer.transport.resume_reading()
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(LONG)

    with_server(talk)


def test_who_waits_for_us_or_asks_again_is_not() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for path in (b"/late", b"/"):
            writer.write(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            assert b"200" in head and await reader.readexactly(2) == b"xx"
            await asyncio.sleep(1.5)

    with_server(talk, Patient)
