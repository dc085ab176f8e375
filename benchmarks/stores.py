"""Stores at size: `python benchmarks/stores.py [--sizes 100000 300000] [--memory-most 100000]`.

Loads the same quads into Oxigraph on disk, rdflib in memory and a SPARQL server of its own process
(`oxigraph serve`), all in one run, and asks each the same named queries. The quads are those of
some generated articles (`generate.py`, by the rules), written again and again under other ids of
articles and statements, so that the actors stay and what they say grows. Prints seconds of the
wall, ratios to Oxigraph, and the exponent of the growth (the slope of the logarithms).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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
    def lines() -> Iterator[bytes]:
        yield from still
        for turn in count():
            for line in moving:
                yield _renamed(line, turn)

    rows = islice(lines(), size)
    while part := b"".join(islice(rows, 20_000)):
        yield from parse(part, format=RdfFormat.N_QUADS)


def _renamed(line: bytes, turn: int) -> bytes:
    """Return the line of a later turn: with other ids."""
    mark = str(turn).encode()
    return _ID.sub(lambda m: m[1] + hashlib.md5(m[2] + mark).hexdigest()[:16].encode(), line)


@contextmanager
def server(folder: str) -> Iterator[Store]:
    """Run a SPARQL server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    binary = shutil.which("oxigraph", path=places) or "oxigraph"
    process = subprocess.Popen(
        [binary, "serve", "--union-default-graph", "--location", folder, "--bind", address],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))):
                    break
            time.sleep(0.05)
        yield RemoteStore(f"http://{address}/query")
    finally:
        process.terminate()
        process.wait()


@contextmanager
def opened(kind: str) -> Iterator[Store]:
    """Open an empty store of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "remote":
            with server(folder) as store:
                yield store
        else:
            place = None if kind == "rdflib" else Path(folder) / "store"
            with open_store(place, create=True) as store:
                yield store


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of a call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(kind: str, size: int, quads: list[Quad]) -> dict[str, float]:
    """Load the quads and ask; the quickest answer of each query counts."""
    with opened(kind) as store:
        found = {"load": timed(lambda: store.bulk_load(quads))}
        for label, name, values in ASKED:
            text = queries.load(name).fill(values)
            found[label] = min(timed(lambda text=text: store.query(text)) for _ in range(TRIES))
    print(f"  {kind} {size:,}", *(f"{k} {v:.2f}" for k, v in found.items()), sep=", ", flush=True)
    return found


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
    args = parser.parse_args()
    base = base_lines()
    found: dict[tuple[str, int], dict[str, float]] = {}
    for size in args.sizes:
        quads = list(made(size, *base))
        for kind in ("oxigraph", "remote", "rdflib"):
            if kind != "rdflib" or size <= args.memory_most:
                found[kind, size] = measure(kind, size, quads)
    labels = ["load", *(label for label, _, _ in ASKED)]
    print("\n| store | what | " + " | ".join(f"{size:,}" for size in args.sizes) + " | exponent |")
    print("|---|---|" + "---:|" * (len(args.sizes) + 1))
    for kind in ("oxigraph", "remote", "rdflib"):
        for label in labels:
            points = [(n, found[kind, n][label]) for n in args.sizes if (kind, n) in found]
            cells = [f"{s:.3g} s ({s / found['oxigraph', size][label]:.1f})" for size, s in points]
            cells += ["left out"] * (len(args.sizes) - len(points))
            slope = f"{exponent(points):.2f}" if len(points) > 1 else ""
            print(f"| {kind} | {label} | " + " | ".join(cells) + f" | {slope} |")


if __name__ == "__main__":
    main()
