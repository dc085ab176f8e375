"""Answers in the formats of the W3C, and the reader of queries."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, Store, parse_query_results
from quoth.errors import QueryError
from quoth.rdf.namespaces import XSD
from quoth.stores.guard import check
from quoth.stores.result import Result, Term, node_of, term_of

ODD = "a\tb\n\"c\" 'd' \\ <e&f> é😀"
ROWS = Result("bindings", ("x", "y"), (
    (Term("http://example.org/", "iri"), Term(ODD, "literal", XSD.string.value)),
    (Term("7", "literal", XSD.integer.value), None),
    (Term("oui", "literal", None, "fr"), Term("b0", "bnode")),
))
FORMATS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML,
           "tsv": QueryResultsFormat.TSV}


def read_back(result: Result, name: str) -> list[tuple[Term | None, ...]]:
    solutions = parse_query_results(result.serialize(name), format=FORMATS[name])
    return [tuple(term_of(row[v]) for v in result.variables) for row in solutions]


@pytest.mark.parametrize("name", FORMATS)
def test_tables_read_back(name: str) -> None:
    assert read_back(ROWS, name) == list(ROWS.rows)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


def one_row(text: str) -> Result:
    return Result("bindings", ("x",), ((Term(text, "literal", XSD.string.value),),))


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(["json", "tsv"]))
def test_any_text_reads_back(text: str, name: str) -> None:
    assert read_back(one_row(text), name) == list(one_row(text).rows)


@settings(max_examples=60)
@given(TEXTS)
def test_any_text_stands_in_xml(text: str) -> None:
    """Read as bare XML: pyoxigraph's reader of answers drops white space at the ends."""
    literals = ElementTree.fromstring(one_row(text).serialize("xml")).iter(
        "{http://www.w3.org/2005/sparql-results#}literal")
    assert [literal.text or "" for literal in literals] == [text]


def test_csv_is_values_alone() -> None:
    text = ROWS.serialize("csv")
    assert text.endswith("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["x", "y"], ["http://example.org/", ODD], ["7", ""], ["oui", "_:b0"]]


def test_tsv_is_one_line_a_row() -> None:
    assert len(ROWS.serialize("tsv").splitlines()) == 4


def test_booleans() -> None:
    yes = Result("boolean", boolean=True)
    assert json.loads(yes.serialize("json")) == {"head": {}, "boolean": True}
    assert bool(parse_query_results(yes.serialize("xml"), format=QueryResultsFormat.XML))
    for name in ("csv", "tsv", "ttl"):
        with pytest.raises(QueryError, match="has no form"):
            yes.serialize(name)


def test_control_characters_stay_well_formed() -> None:
    result = Result("bindings", ("x",), ((Term("\x00\x0b", "literal"),),))
    assert ElementTree.fromstring(result.serialize("xml")) is not None
    assert json.loads(result.serialize("json"))["results"]["bindings"][0]["x"]["value"] == "\0\x0b"


def test_graphs() -> None:
    store = Store()
    store.update("INSERT DATA { <http://a/> <http://b/> 'x', 'y' }")
    graph = Result("graph", triples=tuple(reversed(list(
        store.query("CONSTRUCT WHERE { ?s ?p ?o }")))))
    assert graph.serialize("nt") == '<http://a/> <http://b/> "x" .\n<http://a/> <http://b/> "y" .\n'
    for name in ("ttl", "rdf", "jsonld"):
        assert "http://a/" in graph.serialize(name)
    with pytest.raises(QueryError, match="has no form 'csv'"):
        graph.serialize("csv")


@pytest.mark.parametrize(("value", "datatype", "python"), [
    ("7", "integer", 7), ("2.5", "double", 2.5), ("true", "boolean", True), ("x", "integer", "x"),
    ("x", "string", "x"), ("2022-01-10", "date", "2022-01-10"),
])
def test_python_values(value: str, datatype: str, python: object) -> None:
    assert Term(value, "literal", XSD[datatype].value).python == python


def test_terms_there_and_back() -> None:
    for node in (NamedNode("http://a/"), Literal("x"), Literal("x", language="en"),
                 Literal("1", datatype=XSD.integer)):
        term = term_of(node)
        assert term is not None and node_of(term) == node


SERVICE = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"
HIDDEN = [
    "SELECT * { %s }", "SELECT * { OPTIONAL { %s } }", "SELECT * { { ?s ?p ?o } UNION { %s } }",
    "SELECT * { ?s ?p ?o MINUS { %s } }", "SELECT * { ?s ?p ?o FILTER EXISTS { %s } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { %s } }", "SELECT * { { SELECT * { %s } } }",
    "SELECT * { ?s ?p ?o FILTER(1 = 1 && (2 = 3 || EXISTS { %s })) }", "ASK { %s }",
    "CONSTRUCT { ?a ?b ?c } WHERE { %s }", "DESCRIBE ?a WHERE { %s }",
    "SELECT (EXISTS { %s } AS ?x) { ?s ?p ?o }", "SELECT * { GRAPH ?g { %s } }",
    "SELECT ?s { ?s ?p ?o BIND(EXISTS { %s } AS ?x) }",
    "SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { %s })",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { %s })",
    "SELECT ?s { ?s ?p ?o } GROUP BY (EXISTS { %s } AS ?y)",
    "SELECT (COUNT(IF(EXISTS { %s }, 1, 2)) AS ?n) { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(?s IN (EXISTS { %s })) }",
    "SELECT * { ?s ?p ?o FILTER(COALESCE(EXISTS { %s }, 1)) }",
    "SELECT * { ?s ?p ?o FILTER(<http://f/>(EXISTS { %s })) }",
]


@pytest.mark.parametrize("around", HIDDEN)
def test_a_service_is_found_wherever_it_hides(around: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check(around % SERVICE)
    check(around % "?a ?b ?c")  # the query is fine but for the service


@pytest.mark.parametrize("service", [
    "SERVICE SILENT ?where { ?a ?b ?c }", "service <http://x/> {}", "SeRvIcE<http://x/>{}",
    "SER\\u0056ICE <http://x/> { ?a ?b ?c }", "# SERVICE\nSERVICE # <\n<http://x/> {}",
])
def test_a_service_is_found_however_it_is_written(service: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check(f"SELECT * {{ {service} }}")


@pytest.mark.parametrize("text", [
    'SELECT * { ?s ?p "SERVICE <http://x/> {}" }', "SELECT * { ?SERVICE ?p <http://x/SERVICE> }",
    "SELECT * { ?s ?p '''SERVICE <x> {}\n''' } # SERVICE <http://x/> {}",
    "PREFIX service: <http://x/> SELECT * { ?s service:service ?o }",
])
def test_a_word_is_no_service(text: str) -> None:
    assert check(text).kind == "select"


def test_forms() -> None:
    form = check("BASE <http://b/> PREFIX : <c#> SELECT * FROM <g> FROM NAMED :x { ?s ?p ?o }")
    assert (form.default_graphs, form.named_graphs) == (("http://b/g",), ("http://b/c#x",))
    assert form.has_dataset and form.star
    assert not check("SELECT ?s { ?s ?p ?o }").star
    assert [check(f"{kind} {{ ?s ?p ?o }}").kind for kind in ("ASK", "construct where")] == [
        "ask", "construct"]
