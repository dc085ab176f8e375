"""The same tests over every store."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from quoth.errors import QueryError, StoreError
from quoth.stores import Store, open_store

EX = "http://example.org/"
ONE, TWO = NamedNode(EX + "one"), NamedNode(EX + "two")


def quad(subject: str, value: str, graph: NamedNode = ONE) -> Quad:
    return Quad(NamedNode(EX + subject), NamedNode(EX + "says"), Literal(value), graph)


@pytest.fixture(params=["memory", "oxigraph", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "remote":
        yield from served()
        return
    location = None if request.param == "memory" else tmp_path / "store"
    with open_store(location, create=True) as opened:
        yield opened


def served() -> Iterator[Store]:
    """Yield a store behind the Oxigraph server, in memory, on a free port of the loopback."""
    binary = Path(sys.executable).with_name("oxigraph")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen([binary, "serve", "--union-default-graph", "--bind", address],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with open_store(f"http://{address}/query") as opened:
            for _ in range(200):
                with suppress(StoreError):
                    opened.graphs()
                    break
                time.sleep(0.05)
            yield opened
    finally:
        server.kill()
        server.wait()


def test_put_replaces_the_graph(store: Store) -> None:
    store.put_graph(ONE, [quad("a", "old")])
    store.put_graph(ONE, [quad("b", "new")])
    store.put_graph(TWO, [quad("c", "other", TWO)])
    assert list(store.quads()) == [
        '<http://example.org/b> <http://example.org/says> "new" <http://example.org/one> .',
        '<http://example.org/c> <http://example.org/says> "other" <http://example.org/two> .',
    ]
    assert store.graphs() == (ONE.value, TWO.value)


def test_put_twice_is_put_once(store: Store) -> None:
    store.put_graph(ONE, [quad("a", "x")])
    once = list(store.quads())
    store.put_graph(ONE, [quad("a", "x"), quad("a", "x")])
    assert list(store.quads()) == once


def test_drop_is_never_put(store: Store) -> None:
    store.put_graph(ONE, [quad("a", "x")])
    before = list(store.quads())
    store.put_graph(TWO, [quad("b", "y", TWO)])
    store.drop_graph(TWO)
    store.drop_graph(TWO)
    assert list(store.quads()) == before
    assert store.graphs() == (ONE.value,)


def test_the_default_graph_is_the_union(store: Store) -> None:
    store.put_graph(ONE, [quad("a", "x")])
    store.put_graph(TWO, [quad("b", "y", TWO)])
    result = store.query("SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o")
    assert result.values() == [{"s": EX + "a", "o": "x"}, {"s": EX + "b", "o": "y"}]


def test_a_service_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        store.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_no_store_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store at"):
        open_store(tmp_path / "missing")
