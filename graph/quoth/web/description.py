"""What the service says of itself: Service Description, VoID, example queries, prefixes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quoth.rdf import queries
from quoth.rdf.formats import dumps
from quoth.rdf.namespaces import PREFIXES
from quoth.stores.guard import check
from quoth.web.negotiation import RDF_TYPES, choose, with_charset
from quoth.web.security import cors
from quoth.web.site import Site
from quoth.web.worker import Question

RDF = PREFIXES["rdf"]
RDFS = PREFIXES["rdfs"]
XSD = PREFIXES["xsd"]
VOID = PREFIXES["void"]
DCTERMS = PREFIXES["dcterms"]
SCHEMA = PREFIXES["schema"]
SD = "http://www.w3.org/ns/sparql-service-description#"
SH = "http://www.w3.org/ns/shacl#"
FORMATS = "http://www.w3.org/ns/formats/"
EXT = "http://ldf.fi/void-ext#"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
           "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
PARTITIONS = """
SELECT ?class ?property ?to ?datatype (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)
WHERE { ?s a ?class ; ?property ?o .
  OPTIONAL { FILTER(isIRI(?o)) ?o a ?to }
  BIND(IF(isLiteral(?o), DATATYPE(?o), ?none) AS ?datatype)
} GROUP BY ?class ?property ?to ?datatype
"""
CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class"
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
LISTED = 1000  # graphs of the description: of more articles only the first are named

Triples = Iterator[Triple]
_kept: dict[str, dict[str, Any]] = {}  # what one state of the store holds


def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


def _number(value: int | str) -> Literal:
    return Literal(str(value), datatype=_node(XSD + "integer"))


def endpoint_of(request: Request) -> NamedNode:
    """Return the address of the endpoint as the client called it."""
    return _node(f"{request.url.scheme}://{request.headers['host']}/sparql")


async def service(request: Request, form: str) -> bytes:
    """Return the service description in one of the RDF formats."""
    site: Site = request.app.state.site
    counted = await _counted(site)
    return dumps(list(_service(endpoint_of(request), counted)), form)


async def void(request: Request) -> Response:
    """Describe the data set: /.well-known/void."""
    site: Site = request.app.state.site
    snapshot = await site.snapshot()
    dataset, endpoint = snapshot.iris.of("dataset"), endpoint_of(request)
    counted = await _counted(site)
    triples = [
        Triple(dataset, _node(RDF + "type"), _node(VOID + "Dataset")),
        Triple(dataset, _node(DCTERMS + "title"), Literal(site.title)),
        Triple(dataset, _node(VOID + "sparqlEndpoint"), endpoint),
        Triple(dataset, _node(VOID + "uriSpace"), Literal(snapshot.iris.base)),
        Triple(dataset, _node(VOID + "exampleResource"), snapshot.iris.statements),
        *(Triple(dataset, _node(VOID + "vocabulary"), _node(iri.rstrip("#")))
          for iri in sorted(PREFIXES.values())),
        *_statistics(dataset, counted),
    ]
    return _rdf(request, triples)


async def examples(request: Request) -> Response:
    """Give the named queries in the form of the SIB: /.well-known/sparql-examples."""
    site: Site = request.app.state.site
    base = (await site.snapshot()).iris.base
    return _rdf(request, [*_examples(base, endpoint_of(request)), *_prefixes(base)])


def _rdf(request: Request, triples: Sequence[Triple]) -> Response:
    from quoth.web.endpoint import accept_of

    media_type = choose(accept_of(request), list(RDF_TYPES))
    if not media_type:
        raise HTTPException(406, f"This can be had as {', '.join(RDF_TYPES)}.")
    return Response(dumps(triples, RDF_TYPES[media_type]), headers={
        "Content-Type": with_charset(media_type), "Vary": "Accept", **cors(("GET", "HEAD"))})


def _service(endpoint: NamedNode, counted: dict[str, Any]) -> Triples:
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield Triple(endpoint, _node(RDF + "type"), _node(SD + "Service"))
    yield Triple(endpoint, _node(SD + "endpoint"), endpoint)
    yield Triple(endpoint, _node(SD + "supportedLanguage"), _node(SD + "SPARQL11Query"))
    yield Triple(endpoint, _node(SD + "feature"), _node(SD + "UnionDefaultGraph"))
    yield Triple(endpoint, _node(SD + "defaultEntailmentRegime"),
                 _node("http://www.w3.org/ns/entailment/Simple"))
    for name in RESULTS:
        yield Triple(endpoint, _node(SD + "resultFormat"), _node(FORMATS + name))
    yield Triple(endpoint, _node(SD + "defaultDataset"), dataset)
    yield Triple(dataset, _node(RDF + "type"), _node(SD + "Dataset"))
    yield Triple(dataset, _node(SD + "defaultGraph"), default)
    yield Triple(default, _node(RDF + "type"), _node(SD + "Graph"))
    yield from _statistics(default, counted)
    for number, (name, count) in enumerate(sorted(counted["graphs"].items())[:LISTED]):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, _node(SD + "namedGraph"), named)
        yield Triple(named, _node(RDF + "type"), _node(SD + "NamedGraph"))
        yield Triple(named, _node(SD + "name"), _node(name))
        yield Triple(named, _node(SD + "graph"), graph)
        yield Triple(graph, _node(RDF + "type"), _node(SD + "Graph"))
        yield Triple(graph, _node(VOID + "triples"), _number(count))


def _statistics(node: NamedNode | BlankNode, counted: dict[str, Any]) -> Triples:
    """Yield the partitions that completion in editors is made from."""
    yield Triple(node, _node(VOID + "triples"), _number(sum(counted["graphs"].values())))
    parts: dict[tuple[str, str], BlankNode] = {}
    places = {}
    for number, (name, count) in enumerate(sorted(counted["classes"].items())):
        places[name] = place = BlankNode(f"class{number}")
        yield Triple(node, _node(VOID + "classPartition"), place)
        yield Triple(place, _node(VOID + "class"), _node(name))
        yield Triple(place, _node(VOID + "entities"), _number(count))
    for number, row in enumerate(counted["partitions"]):
        pair = (row["class"], row["property"])
        if pair not in parts:
            parts[pair] = BlankNode(f"property{number}")
            yield Triple(places[row["class"]], _node(VOID + "propertyPartition"), parts[pair])
            yield Triple(parts[pair], _node(VOID + "property"), _node(row["property"]))
        yield from _objects(parts[pair], row, BlankNode(f"object{number}"))


def _objects(part: BlankNode, row: dict[str, str], inner: BlankNode) -> Triples:
    """Yield what a property leads to: a class, or literals of a datatype."""
    for key, link, named in (("to", VOID + "classPartition", VOID + "class"),
                             ("datatype", EXT + "datatypePartition", EXT + "datatype")):
        if row.get(key):
            yield Triple(part, _node(link), inner)
            yield Triple(inner, _node(named), _node(row[key]))
            yield Triple(inner, _node(VOID + "triples"), _number(row["triples"]))


def _examples(base: str, endpoint: NamedNode) -> Triples:
    for query in map(queries.load, queries.names()):
        text = query.fill(base=base)
        kind = check(text).kind
        node = _node(f"{base}examples/{query.name}")
        yield Triple(node, _node(RDF + "type"), _node(SH + "SPARQLExecutable"))
        yield Triple(node, _node(RDF + "type"), _node(f"{SH}SPARQL{kind.title()}Executable"))
        yield Triple(node, _node(RDFS + "comment"), Literal(query.question, language="en"))
        yield Triple(node, _node(SH + kind), Literal(text))
        yield Triple(node, _node(SH + "prefixes"), _node(f"{base}examples/prefixes"))
        yield Triple(node, _node(SCHEMA + "target"), endpoint)
        for word in query.name.split("-"):
            yield Triple(node, _node(SCHEMA + "keywords"), Literal(word))


def _prefixes(base: str) -> Triples:
    node = _node(f"{base}examples/prefixes")
    yield Triple(node, _node(RDF + "type"), _node("http://www.w3.org/2002/07/owl#Ontology"))
    for number, (name, iri) in enumerate(sorted(PREFIXES.items())):
        declared = BlankNode(f"prefix{number}")
        yield Triple(node, _node(SH + "declare"), declared)
        yield Triple(declared, _node(SH + "prefix"), Literal(name))
        yield Triple(declared, _node(SH + "namespace"),
                     Literal(iri, datatype=_node(XSD + "anyURI")))


async def _counted(site: Site) -> dict[str, Any]:
    """Count what the store holds, once for each state of it; a count that takes too long is 0."""
    folder = (await site.snapshot()).quads
    if folder not in _kept:
        graphs, classes, partitions = await asyncio.gather(
            *(_rows(site, text) for text in (GRAPHS, CLASSES, PARTITIONS)))
        _kept.clear()
        _kept[folder] = {
            "graphs": {row["g"]: int(row["n"]) for row in graphs},
            "classes": {row["class"]: int(row["n"]) for row in classes},
            "partitions": [row for row in partitions if row["class"] in
                           {one["class"] for one in classes}],
        }
    return _kept[folder]


async def _rows(site: Site, text: str) -> list[dict[str, str]]:
    answer = await site.ask(Question("", text, "application/sparql-results+json"))
    if answer.status != 200:
        return []
    found = json.loads(answer.body)["results"]["bindings"]
    rows = [{name: term["value"] for name, term in row.items()} for row in found]
    return sorted(rows, key=lambda row: sorted(row.items()))
