"""The rules of the SPARQL 1.1 Protocol, one after the other.

https://www.w3.org/TR/sparql11-protocol/ section 2, and its tests: what must succeed, what must
be refused, and what may never be done.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from quoth.rdf.queries import names
from quoth.web.app import create_app
from quoth.web.workers import Limits
from served import BASE, make_graph
from starlette.testclient import TestClient

FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = {"content-type": "application/sparql-query"}
ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ACTORS, META = f"{BASE}graph/actors", f"{BASE}graph/meta"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = make_graph(tmp_path_factory.mktemp("protocol"))
    limits = Limits(seconds=15, rows=2000, size=200_000)
    with TestClient(create_app(folder, limits=limits), follow_redirects=False) as client:
        client.headers.pop("accept", None)
        yield client


def ask(client: TestClient, query: str, accept: str | None = None, **params: object):
    headers = {"accept": accept} if accept else {}
    return client.get("/sparql", params={"query": query, **params}, headers=headers)


def number(client: TestClient, query: str = COUNT, **params: object) -> int:
    response = ask(client, query, "text/csv", **params)
    assert response.status_code == 200, response.text
    return int(response.text.splitlines()[1])


# -- the three ways to ask


def test_query_by_get(client: TestClient) -> None:
    response = ask(client, ASK)
    assert response.status_code == 200 and response.json()["boolean"] is True


def test_query_by_form(client: TestClient) -> None:
    assert client.post("/sparql", data={"query": ASK}).json()["boolean"] is True
    with_charset = {"content-type": FORM["content-type"] + "; charset=UTF-8"}
    response = client.post("/sparql", content="query=ASK%20%7B%7D", headers=with_charset)
    assert response.json()["boolean"] is True


def test_query_by_direct_post(client: TestClient) -> None:
    response = client.post("/sparql", content=ASK, headers=QUERY)
    assert response.status_code == 200 and response.json()["boolean"] is True
    both = {"content-type": "application/sparql-query; charset=utf-8"}
    text = 'ASK { BIND("š" AS ?x) FILTER(?x = "\\u0161") }'
    assert client.post("/sparql", content=text.encode(), headers=both).json()["boolean"] is True


def test_head_is_get_without_a_body(client: TestClient) -> None:
    response = client.head("/sparql", params={"query": ASK})
    assert response.status_code == 200 and response.content == b""
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert client.head("/sparql").status_code == 200


def test_options_and_cors(client: TestClient) -> None:
    response = client.options("/sparql", headers={"origin": "https://elsewhere.example",
                                                  "access-control-request-method": "POST"})
    assert response.status_code == 204
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "content-type" in response.headers["access-control-allow-headers"].lower()
    for answer in (ask(client, ASK), ask(client, "nonsense"), client.get("/sparql"),
                   ask(client, ASK, "image/png")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers


# -- what is refused


@pytest.mark.parametrize(("method", "kwargs", "status"), [
    ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400),
    ("POST", {"data": {"nothing": "x"}}, 400),
    ("POST", {"content": b"", "headers": FORM}, 400),
    ("POST", {"content": b"query=%ff", "headers": FORM}, 400),
    ("POST", {"content": ASK, "headers": {"content-type": "text/plain"}}, 415),
    ("POST", {"content": ASK}, 415),
    ("POST", {"content": ASK, "headers": {"content-type": "application/sparql-query; "
                                                          "charset=utf-16"}}, 415),
    ("POST", {"content": b"ASK { \xff }", "headers": QUERY}, 400),
    ("POST", {"content": ASK, "headers": QUERY, "params": {"query": ASK}}, 400),
    ("POST", {"content": ASK, "headers": {"content-type": "multipart/form-data"}}, 415),
    ("GET", {"params": {"query": "ASK {"}}, 400),
    ("GET", {"params": {"query": ""}}, 400),
    ("GET", {"params": {"query": "ASK { nix:x ?p ?o }"}}, 400),
    ("GET", {"params": {"query": "SELECT ?s { ?s ?p ?o } GROUP BY ?p"}}, 400),
    ("GET", {"params": {"update": "CLEAR ALL"}}, 403),
    ("GET", {"params": {"query": "CLEAR ALL"}}, 400),
    ("GET", {"params": {"query": "LOAD <http://127.0.0.1:9/x>"}}, 400),
    ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
    ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}},
     403),
    ("PUT", {"content": "x"}, 405), ("DELETE", {}, 405), ("PATCH", {"content": "x"}, 405),
    ("GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400),
    ("GET", {"params": {"query": "ASK { SER\\u0056ICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400),
    ("GET", {"params": {"query": "ASK { ?s ?p ?o { SERVICE SILENT ?x { ?s ?p ?o } } }"}}, 400),
    ("GET", {"params": {"query": "ASK FROM <http://127.0.0.1:9/x> { ?s ?p ?o }"}}, 400),
    ("GET", {"params": {"query": ASK, "default-graph-uri": "http://127.0.0.1:9/x"}}, 400),
    ("GET", {"params": {"query": ASK, "named-graph-uri": "not an iri"}}, 400),
])
def test_what_is_refused_and_how(client: TestClient, method: str, kwargs: dict,
                                 status: int) -> None:
    response = client.request(method, "/sparql", **kwargs)
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/plain")
    assert 0 < len(response.text) < 600 and "Traceback" not in response.text
    if status == 405:
        assert {"GET", "POST"} <= set(response.headers["allow"].replace(" ", "").split(","))


def test_service_in_a_comment_or_a_string_is_harmless(client: TestClient) -> None:
    text = 'ASK { BIND("SERVICE <http://x/> {}" AS ?x) } # SERVICE <http://x/> {}'
    assert ask(client, text).json()["boolean"] is True


# -- the dataset


def test_the_default_graph_is_the_union(client: TestClient) -> None:
    assert number(client) > number(client, **{"default-graph-uri": ACTORS}) > 0


def test_parameters_of_the_request_overrule_from(client: TestClient) -> None:
    actors = number(client, **{"default-graph-uri": ACTORS})
    meta = number(client, **{"default-graph-uri": META})
    assert actors != meta
    from_meta = f"SELECT (COUNT(*) AS ?n) FROM <{META}> WHERE {{ ?s ?p ?o }}"
    assert number(client, from_meta) == meta
    assert number(client, from_meta, **{"default-graph-uri": ACTORS}) == actors
    assert number(client, **{"default-graph-uri": [ACTORS, META]}) == actors + meta


def test_named_graphs(client: TestClient) -> None:
    inside = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    actors = number(client, **{"default-graph-uri": ACTORS})
    assert number(client, inside, **{"named-graph-uri": ACTORS}) == actors
    assert number(client, COUNT, **{"named-graph-uri": ACTORS}) == 0
    assert number(client, inside, **{"default-graph-uri": ACTORS}) == 0
    both = client.post("/sparql", data={"query": inside, "named-graph-uri": [ACTORS, META]},
                       headers={"accept": "text/csv"})
    assert int(both.text.splitlines()[1]) > actors
    direct = client.post("/sparql", content=inside, params={"named-graph-uri": ACTORS},
                         headers={**QUERY, "accept": "text/csv"})
    assert int(direct.text.splitlines()[1]) == actors


# -- the results


def test_tables_in_every_format(client: TestClient) -> None:
    query = ('SELECT ?a ?b ?c ?none { VALUES (?a ?b ?c) { (<http://e/x> "x,\\"y\\"\\n<z>"@en 2.50) '
             '(UNDEF "" true) } } ORDER BY ?c')
    got = {kind: ask(client, query, kind) for kind in (
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
        "text/tab-separated-values")}
    for kind, response in got.items():
        assert response.headers["content-type"].split(";")[0] == kind
        assert response.headers["vary"] == "Accept"
    head, body = (got["application/sparql-results+json"].json()[key] for key in
                  ("head", "results"))
    assert head["vars"] == ["a", "b", "c", "none"] and len(body["bindings"]) == 2
    tree = ElementTree.fromstring(got["application/sparql-results+xml"].content)
    assert len(tree.findall(".//{*}result")) == 2
    assert got["text/csv"].content.startswith(b"a,b,c,none\r\n")
    assert 'x,""y""\n<z>"' in got["text/csv"].text
    assert got["text/tab-separated-values"].text.startswith("?a\t?b\t?c\t?none\n")


def test_truth_has_two_formats(client: TestClient) -> None:
    assert ask(client, ASK, "application/sparql-results+xml").text.endswith(
        "<boolean>true</boolean></sparql>\n")
    assert ask(client, ASK, "text/csv").status_code == 406


@pytest.mark.parametrize(("accept", "rdf"), [
    ("text/turtle", RdfFormat.TURTLE), ("application/n-triples", RdfFormat.N_TRIPLES),
    ("application/rdf+xml", RdfFormat.RDF_XML), ("application/ld+json", RdfFormat.JSON_LD),
    ("application/trig", RdfFormat.TRIG), ("application/n-quads", RdfFormat.N_QUADS),
])
def test_graphs_in_every_format(client: TestClient, accept: str, rdf: RdfFormat) -> None:
    query = f"CONSTRUCT FROM <{ACTORS}> WHERE {{ ?s rdfs:label ?o }}"
    response = ask(client, query, accept)
    assert response.headers["content-type"].split(";")[0] == accept
    triples = {quad.triple for quad in parse(response.content, format=rdf)}
    lines = ask(client, query, "application/n-triples").text.splitlines()
    assert len(triples) == len(set(lines)) > 10
    assert ask(client, f"DESCRIBE <{BASE}actor/anna-berg>", accept).status_code == 200
    assert ask(client, query, "text/csv").status_code == 406


def test_what_nobody_can_give_is_406(client: TestClient) -> None:
    response = ask(client, ASK, "image/png, text/html")
    assert response.status_code == 406 and "application/sparql-results+json" in response.text
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406


# -- limits


def test_too_many_rows_or_bytes_are_refused_not_cut(client: TestClient) -> None:
    fifty = "1 " * 50
    many = f"SELECT * {{ VALUES ?a {{ {fifty} }} VALUES ?b {{ {fifty} }} }}"
    response = ask(client, many)
    assert response.status_code == 500 and "2,000 rows" in response.text
    wide = f'SELECT ("{"y" * 4000}" AS ?x) {{ VALUES ?a {{ {fifty * 2} }} }}'
    response = client.post("/sparql", data={"query": wide})
    assert response.status_code == 500 and "200,000 bytes" in response.text
    response = ask(client, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert response.status_code in (200, 500)


def test_a_request_that_is_too_large(client: TestClient) -> None:
    big = b"query=" + b"x" * (9 << 20)
    assert client.post("/sparql", content=big, headers=FORM).status_code == 413

    def parts() -> Iterator[bytes]:
        for _ in range(10):
            yield b"x" * (1 << 20)

    assert client.post("/sparql", content=parts(), headers=FORM).status_code == 413
    assert client.get("/sparql", params={"query": "#" * 20_000}).status_code == 414
    assert client.post("/sparql", content="a=1&" * 500, headers=FORM).status_code == 400


def test_a_query_that_does_not_end_is_stopped_and_stops_nobody(
    tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = make_graph(tmp_path_factory.mktemp("endless"))
    with TestClient(create_app(folder, limits=Limits(seconds=1), processes=1)) as client:
        for _ in range(2):
            response = ask(client, ENDLESS)
            assert response.status_code == 503 and response.headers["retry-after"]
            assert "stopped" in response.text
            assert ask(client, ASK).status_code in (200, 503)  # starting may take its time
        deep = "ASK {" + "{" * 20_000 + "}" * 20_000 + "}"
        assert client.post("/sparql", data={"query": deep}).status_code in (400, 500, 503)


# -- what the service says of itself


def test_service_description(client: TestClient) -> None:
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    [service] = graph.subjects(rdflib.RDF.type, SD.Service)
    assert str(service) == "http://testserver/sparql"
    assert graph.value(service, SD.endpoint) == service
    assert {SD.SPARQL11Query} == set(graph.objects(service, SD.supportedLanguage))
    assert set(graph.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    [dataset] = graph.objects(service, SD.defaultDataset)
    default = graph.value(dataset, SD.defaultGraph)
    assert int(graph.value(default, VOID.triples)) > 300
    named = {str(graph.value(one, SD.name)) for one in graph.objects(dataset, SD.namedGraph)}
    assert {ACTORS, META} <= named
    parts = "SELECT ?c ?p WHERE { ?x void:class ?c ; void:propertyPartition/void:property ?p }"
    assert len(list(graph.query(parts, initNs={"void": VOID}))) > 40
    assert response.text == client.get("/sparql").text


def test_browsers_get_the_query_page(client: TestClient) -> None:
    response = client.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert 'id="yasgui"' in response.text


def test_void(client: TestClient) -> None:
    response = client.get("/.well-known/void", headers={"accept": "application/n-triples"})
    graph = rdflib.Graph().parse(data=response.text, format="nt")
    dataset = rdflib.URIRef(f"{BASE}dataset")
    assert str(graph.value(dataset, VOID.sparqlEndpoint)) == "http://testserver/sparql"
    assert str(graph.value(dataset, VOID.uriSpace)) == BASE
    assert client.get("/.well-known/void", headers={"accept": "image/x"}).status_code == 406


def test_examples_have_the_form_that_editors_ask_for(client: TestClient) -> None:
    response = client.get("/.well-known/sparql-examples")
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    rows = list(graph.query("""
        SELECT ?sq ?comment ?query WHERE { ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
        sh:select|sh:ask|sh:construct|sh:describe ?query }""", initNs={"sh": SH}))
    assert len(rows) == len(names())
    prefixes = list(graph.query("SELECT * { [] sh:namespace ?ns ; sh:prefix ?p }",
                                initNs={"sh": SH}))
    assert len(prefixes) > 10
    for row in rows:
        assert "\n" not in str(row.comment)
    assert client.get("/.well-known/sparql-examples", headers={"accept": "text/html"}
                      ).headers["content-type"].startswith("text/html")
    answered = client.post("/sparql", data={"query": str(rows[0].query)})
    assert answered.status_code == 200 and json.loads(answered.text)


def test_editors_find_examples_and_prefixes_by_a_query(client: TestClient) -> None:
    """The queries of the SIB's editor, as it sends them to an endpoint."""
    prefix = f"PREFIX sh: <{SH}> PREFIX rdfs: <{rdflib.RDFS}> "
    found = ask(client, prefix + """SELECT DISTINCT ?sq ?comment ?query WHERE {
        ?sq a sh:SPARQLExecutable ; rdfs:label|rdfs:comment ?comment ;
            sh:select|sh:ask|sh:construct|sh:describe ?query . } ORDER BY ?sq""")
    rows = found.json()["results"]["bindings"]
    assert [row["sq"]["value"] for row in rows] == [
        f"{BASE}.well-known/sparql-examples/{name}" for name in names()]
    for row in rows[::6]:
        answered = client.post("/sparql", data={"query": row["query"]["value"]})
        assert answered.status_code == 200, answered.text
    found = ask(client, prefix + """SELECT DISTINCT ?prefix ?namespace WHERE {
        [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix""")
    declared = {row["prefix"]["value"]: row["namespace"]["value"]
                for row in found.json()["results"]["bindings"]}
    assert declared["quoth"] == "https://w3id.org/quoth/ns#"
    assert declared["actor"] == f"{BASE}actor/"


def test_examples_are_in_no_count(client: TestClient) -> None:
    response = client.get("/.well-known/void", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    total = int(graph.value(rdflib.URIRef(f"{BASE}dataset"), VOID.triples))
    aside = number(client, "SELECT (COUNT(*) AS ?n) { GRAPH "
                           f"<{BASE}.well-known/sparql-examples> {{ ?s ?p ?o }} }}")
    assert aside > 100 and total == number(client) - aside
    assert not [iri for iri in graph.objects(None, VOID["class"]) if iri.startswith(str(SH))]


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    from quoth.errors import StoreError

    with pytest.raises(StoreError, match="no knowledge graph"):
        create_app(tmp_path)
