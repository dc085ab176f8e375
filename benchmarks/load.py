"""How the server bears many at a time: `python benchmarks/load.py [--clients 100] [--seconds 30]`.

Clients on this machine ask for pages and queries, now and then for a malformed query; two of them
ask for nothing but queries that never end. Every answer is checked; the exit code is 1 where one is
wrong or there is none.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
BAD = 2  # clients that ask only for that


@dataclass
class Tally:
    """What came back: times in ms by kind of request, statuses, and what was wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


async def fetch(port: int, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Ask once, on a connection of its own; return status and body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        body = urlencode(form).encode() if form else b""
        head = f"{'POST' if form else 'GET'} {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n"
        if form:
            head += ("Accept: text/csv\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     f"Content-Length: {len(body)}\r\n")
        else:
            head += "Accept: text/html\r\n"
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.close()
    top, _, content = answer.partition(b"\r\n\r\n")
    return int(re.match(rb"HTTP/1\.\d (\d+)", top)[1]), content


async def request(port: int, pages: dict[str, str], number: int, tally: Tally, *,
                  endless: bool) -> None:
    """Do one request of the mix and check its answer."""
    chance = random.Random(number)
    start = time.perf_counter()
    if endless:
        kind, (status, body) = "endless", await fetch(port, "/sparql", {"query": ENDLESS})
        right = status == 503
    elif chance.random() < 0.02:
        kind, (status, body) = "malformed", await fetch(port, "/sparql", {"query": "SELECT {"})
        right = status == 400
    elif chance.random() < 0.5:
        path = chance.choice(sorted(pages))
        kind, (status, body) = "page", await fetch(port, path)
        right = status == 200 and pages[path].encode() in body
    else:
        query = f"SELECT ({number} AS ?n) (COUNT(*) AS ?m) WHERE {{ ?q a quoth:Quotation }}"
        kind, (status, body) = "query", await fetch(port, "/sparql", {"query": query})
        right = status == 200 and body.split(b"\r\n")[1].startswith(b"%d," % number)
    tally.times[kind].append((time.perf_counter() - start) * 1000)
    tally.statuses[kind, status] += 1
    if not right:
        tally.wrong.append(f"{kind} {status} {body[:200]!r}")


async def client(port: int, pages: dict[str, str], first: int, step: int, end: float,
                 tally: Tally) -> None:
    """Ask one after the other until the time is over."""
    number = first
    while time.perf_counter() < end:
        try:
            await request(port, pages, number, tally, endless=first <= BAD)
        except (OSError, TypeError, IndexError) as error:
            tally.wrong.append(f"no answer: {error!r}")
        number += step


async def run(port: int, pages: dict[str, str], clients: int, seconds: float) -> Tally:
    """Let all clients ask at the same time."""
    tally = Tally()
    end = time.perf_counter() + seconds
    await asyncio.gather(*(client(port, pages, n + 1, clients, end, tally)
                           for n in range(clients)))
    return tally


def report(tally: Tally, seconds: float) -> None:
    """Print the figures."""
    print(f"{'kind':<10}{'answers':>9}{'a second':>10}{'median ms':>11}{'95 % ms':>9}  statuses")
    for kind, times in sorted(tally.times.items()):
        times.sort()
        statuses = {status: n for (k, status), n in sorted(tally.statuses.items()) if k == kind}
        print(f"{kind:<10}{len(times):>9}{len(times) / seconds:>10.1f}"
              f"{times[len(times) // 2]:>11.0f}{times[int(len(times) * .95)]:>9.0f}  "
              f"{json.dumps(statuses)}")
    print(f"wrong answers: {len(tally.wrong)}")
    for line in tally.wrong[:5]:
        print("  " + line)


def pages_of(folder: Path) -> dict[str, str]:
    """Return pages with words that each must hold."""
    import news_example

    facts = news_example.facts()
    found = {"/": "Most heard", "/about": "About this graph", "/search?q=berg": "Anna Berg",
             "/actor/anna-berg/about": "Mayor"}
    return found | {f"/article/{one.article.id}": "The record" for one in facts}


def main() -> int:
    """Serve the example graph, load it, print the figures."""
    from served import make_graph

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=4)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, socket.socket() as probe:
        folder = make_graph(Path(name))
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        server = subprocess.Popen(
            [sys.executable, "-m", "quoth", "serve", "-s", str(folder), "--port", str(port),
             "--timeout", "2", "--workers", str(args.workers)], stdout=subprocess.PIPE, text=True)
        try:
            for line in server.stdout:
                if "Ctrl-C" in line:
                    break
            tally = asyncio.run(run(port, pages_of(folder), args.clients, args.seconds))
        finally:
            server.terminate()
            server.wait(30)
    report(tally, args.seconds)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
