"""Stores at size: `python benchmarks/stores.py [--sizes 100000 300000] [--memory-most 100000]`.

Loads the same quads into Oxigraph on disk, rdflib in memory and a SPARQL server of its own process
(`oxigraph serve`, filled by updates, and one whose store was filled by `oxigraph load` before it
serves), all in one run, and asks each the same named queries. The quads are those of
some generated articles (`generate.py`, by the rules), written again and again under other ids of
articles and statements, so that the actors stay and what they say grows. They are made some at a
time, beside the clock. Prints seconds of the processor (the server's with those of its client), the
peak of memory, ratios to Oxigraph, and the exponent of the growth (the slope of the logarithms).
Linux alone tells what a server used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import multiprocessing
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generate import articles  # noqa: E402
from pyoxigraph import Quad, RdfFormat, parse  # noqa: E402
from quoth.extraction import Options, extract, relate  # noqa: E402
from quoth.rdf import queries  # noqa: E402
from quoth.rdf.derived import derived_graphs  # noqa: E402
from quoth.rdf.triples import article_quads  # noqa: E402
from quoth.stores import Store, open_store  # noqa: E402
from quoth.stores.remote import RemoteStore  # noqa: E402

ARTICLES = 200
TRIES = 3
PART = 250_000  # quads that are held at once
PATIENCE = 900  # seconds that a server may take for an answer
TICKS = os.sysconf("SC_CLK_TCK")
KINDS = ("oxigraph", "remote", "loaded, then served", "rdflib")
ASKED = (("one speaker", "who-said-what", {"speaker": "miw"}), ("speakers", "speakers", {}),
         ("one text", "one-text", {"outlet": "norwick herald"}))
_ID = re.compile(rb"(/(?:article|statement|work)/)([0-9a-f]{16})")


def base_lines() -> tuple[list[bytes], list[bytes]]:
    """Return the lines that name articles or statements, and those that don't."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in articles(ARTICLES)), "utf-8")
        facts, statements = relate(extract(path, options=Options(model="rules")))
    quads = [quad for one in facts for quad in article_quads(one)]
    for graph in derived_graphs(facts, statements).values():
        quads += graph
    lines = [f"{quad} .\n".encode() for quad in quads]
    return [x for x in lines if _ID.search(x)], [x for x in lines if not _ID.search(x)]


def made(size: int, moving: list[bytes], still: list[bytes]) -> Iterator[Quad]:
    """Yield so many quads."""
    for part in made_lines(size, moving, still):
        yield from parse(part, format=RdfFormat.N_QUADS)


def made_lines(size: int, moving: list[bytes], still: list[bytes]) -> Iterator[bytes]:
    """Yield so many quads as N-Quads, many at a time."""
    def lines() -> Iterator[bytes]:
        yield from still
        for turn in count():
            for line in moving:
                yield _renamed(line, turn)

    rows = islice(lines(), size)
    while part := b"".join(islice(rows, 20_000)):
        yield part


def _renamed(line: bytes, turn: int) -> bytes:
    """Return the line of a later turn: with other ids."""
    mark = str(turn).encode()
    return _ID.sub(lambda m: m[1] + hashlib.md5(m[2] + mark).hexdigest()[:16].encode(), line)


def command() -> str:
    """Return the path of the program `oxigraph`."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return shutil.which("oxigraph", path=places) or "oxigraph"


def load_offline(folder: str, parts: Iterable[bytes]) -> tuple[float, int]:
    """Fill a store by `oxigraph load`; return its seconds of the processor and peak in MB."""
    process = subprocess.Popen(
        [command(), "load", "--location", folder, "--format", "nq"], stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    assert process.stdin
    with process.stdin as pipe:
        for part in parts:
            pipe.write(part)
    if process.wait():
        raise SystemExit("oxigraph load has failed")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime, spent.ru_maxrss // 1024


@contextmanager
def server(folder: str) -> Iterator[tuple[Store, int]]:
    """Run a SPARQL server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [command(), "serve", "--union-default-graph", "--location", folder, "--bind", address],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))):
                    break
            time.sleep(0.05)
        yield RemoteStore(f"http://{address}/query", timeout=PATIENCE), process.pid
    finally:
        process.terminate()
        process.wait()


@contextmanager
def opened(kind: str) -> Iterator[tuple[Store, int | None]]:
    """Open an empty store of a kind; with it comes the process of its server, if it has one."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "remote":
            with server(folder) as found:
                yield found
        else:
            place = None if kind == "rdflib" else Path(folder) / "store"
            with open_store(place, create=True) as store:
                yield store, None


def used(server: int | None) -> float:
    """Return the seconds of the processor that this process and a server have used."""
    if server is None:
        return time.process_time()
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICKS


def peak(server: int | None) -> int:
    """Return the most memory, in MB, that this process, or the server, has had."""
    if server is None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    [line] = re.findall(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{server}/status").read_text())
    return int(line) // 1024


def timed(work: Callable[[], object], server: int | None) -> float:
    """Return the seconds of the processor that a call takes."""
    start = used(server)
    work()
    return used(server) - start


def load(store: Store, quads: Iterable[Quad], server: int | None) -> float:
    """Load the quads; return the seconds without those of making them."""
    seconds, quads = 0.0, iter(quads)
    while part := list(islice(quads, PART)):
        seconds += timed(lambda part=part: store.bulk_load(part), server)
    return seconds


def measure(kind: str, size: int, base: tuple[list[bytes], list[bytes]]) -> dict[str, float]:
    """Load so many quads and ask; the quickest answer of each query counts."""
    if kind.startswith("loaded"):
        with tempfile.TemporaryDirectory() as folder:
            seconds, most = load_offline(folder, made_lines(size, *base))
            with server(folder) as (store, process):
                found = {"load": seconds, **asked(store, process)}
        found["memory, MB"] = max(found["memory, MB"], most)
    else:
        with opened(kind) as (store, server_process):
            found = {"load": load(store, made(size, *base), server_process),
                     **asked(store, server_process)}
    print(f"  {kind} {size:,}", *(f"{k} {v:.3f}" for k, v in found.items()), sep=", ", flush=True)
    return found


def asked(store: Store, server: int | None) -> dict[str, float]:
    """Return the seconds of each query, and the peak of memory."""
    found: dict[str, float] = {}
    for label, name, values in ASKED:
        text = queries.load(name).fill(values)
        found[label] = min(timed(lambda text=text: store.query(text), server)
                           for _ in range(TRIES))
    return {**found, "memory, MB": peak(server)}


def exponent(points: list[tuple[int, float]]) -> float:
    """Return the slope of log(time) over log(size), by least squares."""
    xs, ys = ([math.log(max(p[i], 1e-9)) for p in points] for i in (0, 1))
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mx) ** 2 for x in xs)


def main() -> None:
    """Print a Markdown table of all stores, sizes and queries."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 300_000])
    parser.add_argument("--memory-most", type=int, default=100_000,
                        help="the most quads that rdflib gets: it needs about 2 kB each")
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=KINDS)
    args = parser.parse_args()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        base = pool.apply(base_lines)
    found: dict[tuple[str, int], dict[str, float]] = {}
    for size in args.sizes:
        for kind in args.kinds:
            if kind != "rdflib" or size <= args.memory_most:
                with multiprocessing.get_context("spawn").Pool(1) as pool:  # memory of its own
                    found[kind, size] = pool.apply(measure, (kind, size, base))
    show(found, args.kinds, args.sizes)


def show(found: dict[tuple[str, int], dict[str, float]], kinds: list[str], sizes: list[int]
         ) -> None:
    """Print a Markdown table."""
    print("\n| store | what | " + " | ".join(f"{size:,}" for size in sizes) + " | exponent |")
    print("|---|---|" + "---:|" * (len(sizes) + 1))
    for kind in kinds:
        for label in next(iter(found.values())):
            points = [(n, found[kind, n][label]) for n in sizes if (kind, n) in found]
            cells = [f"{s:.3g}{_ratio(s, found.get((kinds[0], size), {}).get(label))}"
                     for size, s in points]
            cells += ["left out"] * (len(sizes) - len(points))
            slope = f"{exponent(points):.2f}" if len(points) > 1 else ""
            print(f"| {kind} | {label} | " + " | ".join(cells) + f" | {slope} |")


def _ratio(value: float, first: float | None) -> str:
    """Return how many times as much as the first kind takes."""
    return f" ({value / first:.1f})" if first else ""


if __name__ == "__main__":
    main()
