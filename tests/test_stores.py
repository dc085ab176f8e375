"""The same tests over every store."""

import base64
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from quoth.errors import QueryError, StoreError
from quoth.rdf.formats import loads
from quoth.rdf.namespaces import XSD
from quoth.stores import Store, Term, open_store
from quoth.stores.remote import RemoteStore

INTEGER, STRING = XSD.integer, XSD.string.value
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


def test_only_what_differs_in_a_graph_is_touched(store: Store) -> None:
    store.put_graph(ONE, [quad("a", "x"), quad("b", "y")])
    store.put_graph(TWO, [quad("a", "x", TWO)])
    for new in (["y", "z"], ["z"], ["z"], [], ["x"]):
        store.put_graph(ONE, [quad("b", value) for value in new])
        expected = [str(quad("b", value)) + " ." for value in new]
        assert list(store.quads()) == sorted([*expected, str(quad("a", "x", TWO)) + " ."])
        assert store.graphs() == ((ONE.value, TWO.value) if new else (TWO.value,))


def test_a_graph_with_blank_nodes_is_replaced(store: Store) -> None:
    said = NamedNode(EX + "said")
    for _ in range(2):
        store.put_graph(ONE, [Quad(BlankNode(), said, BlankNode(), ONE), quad("a", "x")])
        assert len(list(store.all_quads())) == 2
    store.put_graph(ONE, [quad("a", "y")])
    assert list(store.all_quads()) == [quad("a", "y")]


def test_no_store_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store at"):
        open_store(tmp_path / "missing")


def fill(store: Store) -> None:
    store.put_graph(ONE, [quad("a", "x"), quad("b", "é\n\"'\\\t<&>\x7f😀")])
    store.put_graph(TWO, [
        Quad(NamedNode(EX + "a"), NamedNode(EX + "knows"), NamedNode(EX + "b"), TWO),
        Quad(NamedNode(EX + "a"), NamedNode(EX + "age"), Literal("7", datatype=INTEGER), TWO),
        Quad(NamedNode(EX + "a"), NamedNode(EX + "says"), Literal("oui", language="fr"), TWO),
    ])


def test_terms_are_plain(store: Store) -> None:
    fill(store)
    result = store.query("SELECT ?o { <http://example.org/a> ?p ?o } ORDER BY ?p ?o")
    assert set(result.rows) == {
        (Term("7", "literal", INTEGER.value),), (Term(EX + "b", "iri"),),
        (Term("oui", "literal", None, "fr"),), (Term("x", "literal", STRING),),
    }
    assert {"o": 7} in result.values()


def test_numbers_are_canonical(store: Store) -> None:
    fill(store)
    [row] = store.query("SELECT (SUM(?n) AS ?sum) (AVG(?n) AS ?mean) (2.50 * 2 AS ?five) "
                        "(COUNT(*) AS ?all) { ?s <http://example.org/age> ?n }").rows
    assert [str(term) for term in row] == ["7", "7", "5", "1"]


def test_asking_and_constructing(store: Store) -> None:
    fill(store)
    assert store.query("ASK { ?s <http://example.org/knows> ?o }").boolean is True
    assert store.query("ASK { ?s <http://example.org/hates> ?o }").boolean is False
    graph = store.query("CONSTRUCT { ?o <http://example.org/knows> ?s } "
                        "WHERE { ?s <http://example.org/knows> ?o }")
    assert graph.serialize("nt") == ("<http://example.org/b> <http://example.org/knows> "
                                     "<http://example.org/a> .\n")


def test_graphs_can_be_asked_by_name(store: Store) -> None:
    fill(store)
    assert [str(g) for (g,) in store.query(
        "SELECT DISTINCT ?g { GRAPH ?g { ?s <http://example.org/says> ?o } } ORDER BY ?g").rows
    ] == [ONE.value, TWO.value]


def test_from_chooses_graphs_of_the_store(store: Store) -> None:
    fill(store)
    asked = "SELECT ?o FROM <http://example.org/{}> {{ ?s <http://example.org/says> ?o }}"
    assert [str(o) for (o,) in store.query(asked.format("two")).rows] == ["oui"]
    named = ("SELECT ?o FROM NAMED <http://example.org/two> "
             "{ GRAPH ?g { ?s <http://example.org/says> ?o } }")
    assert [str(o) for (o,) in store.query(named).rows] == ["oui"]


def test_from_fetches_nothing(store: Store) -> None:
    with socket.socket() as trap:
        trap.bind(("127.0.0.1", 0))
        trap.listen()
        trap.settimeout(0.2)
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/x"
        with suppress(QueryError):  # a remote store refuses: its server might fetch
            assert store.query(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}").rows == ()
        with pytest.raises(TimeoutError):
            trap.accept()


@pytest.mark.parametrize("sparql", [
    "SELECT", "", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://example.org/>", "DROP ALL",
    "SELECT * { ?s ?p ?o } ; DROP ALL", "SELECT * { ?s unknown:thing ?o }", "{" * 500,
    "SELECT * { " + "{" * 1500 + "}" * 1500 + " }",
])
def test_a_bad_query_is_one_line(store: Store, sparql: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300


def test_known_prefixes_need_no_line(store: Store) -> None:
    assert store.query("SELECT * { ?q quoth:speaker/rdfs:label ?who }").rows == ()
    own = "PREFIX quoth: <http://example.org/> SELECT ?o { ?s quoth:says ?o }"
    fill(store)
    assert len(store.query(own).rows) == 3


def test_the_variables_of_a_star_are_in_order(store: Store) -> None:
    fill(store)
    assert store.query("SELECT * { ?z ?a ?m }").variables == ("a", "m", "z")


def test_the_lines_are_the_canonical_quads(store: Store) -> None:
    fill(store)
    lines = list(store.quads())
    assert lines == sorted(lines) and len(lines) == 5
    with open_store(None) as other:
        other.bulk_load(loads("\n".join(lines), "nq"))
        assert list(other.quads()) == lines


def test_bulk_is_the_same_as_one_by_one(store: Store) -> None:
    quads = [quad(f"s{n}", "x" * (n % 7), ONE if n % 2 else TWO) for n in range(300)]
    store.bulk_load(iter(quads))
    with open_store(None) as other:
        for graph in (ONE, TWO):
            other.put_graph(graph, [q for q in quads if q.graph_name == graph])
        assert list(store.quads()) == list(other.quads())


def test_an_empty_graph_is_no_graph(store: Store) -> None:
    store.put_graph(ONE, [quad("a", "x")])
    store.put_graph(ONE, [])
    assert store.graphs() == () and list(store.quads()) == []


def test_a_bad_graph_name_is_refused(store: Store) -> None:
    for name in ("not an iri", "http://example.org/> } ; DROP ALL #"):
        with pytest.raises(StoreError, match="is no IRI"):
            store.put_graph(name, [])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    folder = tmp_path_factory.mktemp("both") / "store"
    with open_store(None) as memory, open_store(folder, create=True) as disk:
        yield memory, disk


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=4))
def test_any_text_goes_in_and_out_alike(both: tuple[Store, Store], texts: list[str]) -> None:
    quads = [quad("a", text) for text in texts]
    for opened in both:
        opened.put_graph(ONE, quads)
        assert list(opened.quads()) == sorted({f"{quad} ." for quad in quads})
        found = opened.query("SELECT DISTINCT ?o { ?s ?p ?o }").rows
        assert {str(term) for (term,) in found} == set(texts)


# -- the store on disk


def test_a_store_is_there_after_closing(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as opened:
        fill(opened)
        before = list(opened.quads())
    with open_store(tmp_path / "store") as opened:
        assert list(opened.quads()) == before
    with open_store(tmp_path / "store", read_only=True) as opened:
        assert list(opened.quads()) == before
        with pytest.raises(StoreError):
            opened.put_graph(ONE, [])


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    for location in (None, tmp_path / "store"):
        opened = open_store(location, create=True)
        opened.close()
        opened.close()
        with pytest.raises(StoreError, match="is closed"):
            opened.query("ASK {}")


def test_a_store_in_use_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True), \
            pytest.raises(StoreError, match="is in use by another process"):
        open_store(tmp_path / "store")


def test_other_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for create in (True, False):
        with pytest.raises(StoreError, match="is no store"):
            open_store(tmp_path, create=create)
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "notes.txt")
    with pytest.raises(StoreError, match="cannot make the folder"):
        open_store(tmp_path / "notes.txt" / "store", create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as opened:
        fill(opened)
    for path in (tmp_path / "store").glob("MANIFEST*"):
        path.write_bytes(b"junk" * 50)
    with pytest.raises(StoreError, match="is damaged") as caught:
        open_store(tmp_path / "store")
    assert "\n" not in str(caught.value)


def test_a_crash_leaves_the_old_graph_or_the_new(tmp_path: Path) -> None:
    """Kill a process that replaces a graph again and again; each state must be a whole one."""
    folder = tmp_path / "store"
    for delay in (0.1, 0.3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)],
                                  stdout=subprocess.PIPE)
        assert writer.stdout and writer.stdout.readline() == b"ready\n"
        time.sleep(delay)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        with open_store(folder) as opened:
            rows = opened.query(
                "SELECT ?o (COUNT(*) AS ?n) { ?s <http://example.org/says> ?o } GROUP BY ?o").rows
        assert len(rows) == 1 and str(rows[0][1]) == "300"


WRITER = """
import sys
from pyoxigraph import Literal, NamedNode, Quad
from quoth.stores import open_store
graph, says = NamedNode("http://example.org/one"), NamedNode("http://example.org/says")
with open_store(sys.argv[1], create=True) as store:
    for turn in range(10**6):
        store.put_graph(graph, [Quad(NamedNode(f"http://example.org/{n}"), says,
                                     Literal(str(turn)), graph) for n in range(300)])
        if turn == 0:
            print("ready", flush=True)
"""


# -- the store behind an address


def test_nobody_answers() -> None:
    with pytest.raises(StoreError, match="no answer from http://127.0.0.1:9/query"):
        open_store("http://127.0.0.1:9/query").query("ASK {}")
    with pytest.raises(StoreError, match="is no address"):
        open_store("http://")


class Answers(BaseHTTPRequestHandler):
    """A server that answers whatever the path says: /500, /401, /html, /slow."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen = (dict(self.headers), body)  # type: ignore[attr-defined]
        code = int(self.path[1:]) if self.path[1:].isdigit() else 200
        if self.path == "/slow":
            time.sleep(0.5)
        self.send_response(code)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(b"<html>no\nSPARQL</html>")

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    opened = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=opened.serve_forever)
    thread.start()
    yield opened
    opened.shutdown()
    thread.join()
    opened.server_close()


@pytest.mark.parametrize(("path", "error", "message"), [
    ("500", StoreError, "answered 500"), ("401", StoreError, "wants a login"),
    ("400", QueryError, "refused the query: <html>no SPARQL</html>"),
    ("html", StoreError, "gave no SPARQL result"), ("404", StoreError, "answered 404"),
])
def test_bad_answers_are_one_line(server: ThreadingHTTPServer, path: str,
                                  error: type[Exception], message: str) -> None:
    address = f"http://127.0.0.1:{server.server_port}/{path}"
    with pytest.raises(error, match=message) as caught:
        RemoteStore(address).query("ASK {}")
    assert "\n" not in str(caught.value)


def test_a_slow_server_is_not_waited_for(server: ThreadingHTTPServer) -> None:
    with pytest.raises(StoreError, match="no answer from .* in 0.1 s"):
        RemoteStore(f"http://127.0.0.1:{server.server_port}/slow", timeout=0.1).query("ASK {}")


def test_a_login_goes_along_and_is_not_told(server: ThreadingHTTPServer) -> None:
    store = RemoteStore(f"http://me:p%40ss@127.0.0.1:{server.server_port}/403")
    with pytest.raises(StoreError) as caught:
        store.query("ASK {}")
    headers, _ = server.seen  # type: ignore[attr-defined]
    assert base64.b64decode(headers["Authorization"].split()[1]) == b"me:p@ss"
    assert "p@ss" not in str(caught.value) and "p%40ss" not in str(caught.value)


@pytest.mark.parametrize(("location", "query", "update"), [
    ("http://h:1", "http://h:1/query", "http://h:1/update"),
    ("http://h/ds/query?x=1", "http://h/ds/query?x=1", "http://h/ds/update"),
    ("http://h/sparql", "http://h/sparql", "http://h/sparql"),
])
def test_addresses(location: str, query: str, update: str) -> None:
    store = RemoteStore(location)
    assert (store.address, store.update_address) == (query, update)
