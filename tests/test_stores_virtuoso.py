"""A server that others wrote, and that keeps to the standard less closely, as a remote store.

Virtuoso is loaded as docs/serving.md says. It holds graphs of its own beside ours, and its default
graph is the union of all.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from outlets import outlets
from pyoxigraph import Literal, NamedNode, Quad
from quoth.errors import QueryError
from quoth.linking.statements import cluster
from quoth.rdf import queries
from quoth.rdf.triples import article_quads, derived_graphs
from quoth.stores import Result, Store, open_store
from test_queries_views import seed_facts
from virtuoso import SETTINGS, installed, statement, virtuoso

pytestmark = pytest.mark.skipif(
    not installed() and not os.environ.get("CI"),
    reason="as root: apt-get install virtuoso-opensource-7-bin")
LOAD = "ld_dir('.', 'graph.nq', 'urn:x'); rdf_loader_run(); checkpoint;"
GRAPH = NamedNode("http://example.org/graph")
OWN = ("http://localuriqaserver/", "http://www.openlinksw.com/", "http://www.w3.org/ns/ldp#")


@pytest.fixture(scope="module")
def ours() -> Iterator[Store]:
    facts, statements = cluster([*seed_facts(), *outlets()[0]])
    with open_store(None) as store:
        store.bulk_load(quad for one in facts for quad in article_quads(one))
        for quads in derived_graphs(facts, statements).values():
            store.bulk_load(quads)
        yield store


@pytest.fixture(scope="module")
def theirs(ours: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("virtuoso")
    (folder / "graph.nq").write_text("\n".join(ours.quads()) + "\n", "utf-8")
    with virtuoso(folder) as (address, port):
        statement(port, folder, LOAD)
        statement(port, folder, 'grant SPARQL_UPDATE to "SPARQL";')
        with open_store(address) as store:
            yield store


def test_it_holds_every_quad(ours: Store, theirs: Store) -> None:
    graphs = [name for name in theirs.graphs() if not name.startswith(OWN)]
    assert graphs == list(ours.graphs())
    held = {str(quad) for quad in theirs.all_quads() if not quad.graph_name.value.startswith(OWN)}
    assert held == {str(quad) for quad in ours.all_quads()}


@pytest.mark.parametrize("name", queries.names())
def test_named_queries_have_the_same_answers(ours: Store, theirs: Store, name: str) -> None:
    text = queries.load(name).fill()
    expected, found = ours.query(text), theirs.query(text)
    assert found.variables == expected.variables
    assert table(found) == table(expected)


def table(result: Result) -> list[list[str]]:
    """Return the rows in order; Virtuoso has no truth values, it calculates with 0 and 1."""
    truth = {"true": "1", "false": "0"}
    return sorted([truth.get(str(cell), str(cell or "")) for cell in row] for row in result.rows)


def test_parts_of_names_are_found_there_too(ours: Store, theirs: Store) -> None:
    text = queries.load("who-said-what").fill({"speaker": "PUTIN"})
    assert theirs.query(text).rows
    assert table(theirs.query(text)) == table(ours.query(text))


def test_its_truth_is_truth(theirs: Store) -> None:
    assert theirs.query("ASK { ?q a quoth:Quotation }").boolean is True
    assert theirs.query("ASK { ?q a quoth:Nothing }").boolean is False


def test_a_graph_is_constructed(ours: Store, theirs: Store) -> None:
    text = "CONSTRUCT { ?q quoth:speaker ?a } WHERE { ?q a quoth:Quotation ; quoth:speaker ?a }"
    assert set(theirs.query(text).triples) == set(ours.query(text).triples)


def test_graphs_are_put_and_dropped(theirs: Store) -> None:
    says = NamedNode("http://example.org/says")
    before = theirs.graphs()
    for value in ("old", "é\n\"'\\\t<&>😀"):
        quads = [Quad(NamedNode(f"http://example.org/{n}"), says, Literal(value), GRAPH)
                 for n in range(300)]
        theirs.put_graph(GRAPH, quads)
        assert {quad for quad in theirs.all_quads() if quad.graph_name == GRAPH} == set(quads)
    theirs.drop_graph(GRAPH)
    theirs.drop_graph(GRAPH)
    assert theirs.graphs() == before


@pytest.mark.parametrize("text", [
    "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }", "SELECT * {",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DROP ALL",
])
def test_what_is_refused(theirs: Store, text: str) -> None:
    with pytest.raises(QueryError):
        theirs.query(text)


def test_the_page_tells_these_settings() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs/serving.md").read_text("utf-8")
    assert SETTINGS.format(port=1111, http=8890) in page
    assert LOAD in page
