"""What an endpoint says of itself: its service description, its statistics and example queries.

Editors ask for it: prefixes and examples in the form of the SIB (`sh:prefix`, `sh:select`), classes
and properties as VoID partitions. See SPARQL 1.1 Service Description and VoID 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from quoth.rdf.iris import DEFAULT_BASE, Iris
from quoth.rdf.literals import plain, tagged, whole
from quoth.rdf.namespaces import (
    DCTERMS,
    ENT,
    FORMATS,
    PREFIXES,
    RDF,
    RDFS,
    SCHEMA,
    SD,
    SH,
    VOID,
    VOID_EXT,
    XSD,
)
from quoth.rdf.queries import load, names
from quoth.rdf.writing import Triples, about, quads_of

RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
           "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
LISTED = 1000  # graphs of a description: of more articles only the first are named

# the queries that Counts are made of; what the examples are is not counted
GRAPHS = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
CLASSES = """SELECT ?class (COUNT(DISTINCT ?s) AS ?n)
WHERE { ?s a ?class FILTER(!STRSTARTS(STR(?class), STR(sh:))) } GROUP BY ?class"""
PARTITIONS = """SELECT ?class ?property ?to ?datatype (COUNT(*) AS ?n)
WHERE { ?s a ?class ; ?property ?o FILTER(!STRSTARTS(STR(?class), STR(sh:)))
  OPTIONAL { FILTER(isIRI(?o)) ?o a ?to }
  BIND(IF(isLiteral(?o), DATATYPE(?o), ?none) AS ?datatype)
} GROUP BY ?class ?property ?to ?datatype"""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Counts:
    """The rows of GRAPHS, CLASSES and PARTITIONS, as text by the name of the variable."""

    graphs: Sequence[Row] = ()
    classes: Sequence[Row] = ()
    partitions: Sequence[Row] = ()

    def triples(self, *, without: str = "") -> int:
        """Return how many triples all graphs have, or all but one."""
        return sum(int(row["n"]) for row in self.graphs if row["graph"] != without)


def service_description(endpoint: str, counts: Counts, *, base: str = DEFAULT_BASE) -> Triples:
    """Yield what the endpoint can do and what its data hold."""
    iris, service = Iris(base), NamedNode(endpoint)
    dataset, union = iris.of("dataset#service"), iris.of("dataset#union")
    yield from about(
        service,
        (RDF.type, SD.Service),
        (SD.endpoint, service),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.feature, SD.UnionDefaultGraph),
        (SD.defaultEntailmentRegime, ENT.Simple),
        (SD.defaultDataset, dataset),
        *((SD.resultFormat, FORMATS[name]) for name in RESULTS),
    )
    yield from about(dataset, (RDF.type, SD.Dataset), (SD.defaultGraph, union))
    yield from about(union, (RDF.type, SD.Graph), (RDF.type, VOID.Dataset),
                     (VOID.triples, whole(counts.triples())))
    for row in sorted(counts.graphs, key=lambda row: row["graph"])[:LISTED]:
        yield from _named(row, dataset)
    yield from statistics(union, counts, base=base)


def _named(row: Row, dataset: NamedNode) -> Triples:
    named = NamedNode(row["graph"] + ("-" if "#" in row["graph"] else "#") + "sd")
    yield from about(dataset, (SD.namedGraph, named))
    yield from about(named, (RDF.type, SD.NamedGraph), (SD.name, NamedNode(row["graph"])),
                     (SD.graph, NamedNode(row["graph"])))
    yield from about(NamedNode(row["graph"]), (RDF.type, SD.Graph),
                     (VOID.triples, whole(int(row["n"]))))


def dataset_description(
    endpoint: str, counts: Counts, *, base: str = DEFAULT_BASE, title: str = ""
) -> Triples:
    """Yield what the data set is and holds, in VoID."""
    iris = Iris(base)
    dataset = iris.of("dataset")
    yield from about(
        dataset,
        (RDF.type, VOID.Dataset),
        (DCTERMS.title, title and plain(title)),
        (VOID.sparqlEndpoint, NamedNode(endpoint)),
        (VOID.uriSpace, plain(base)),
        (VOID.exampleResource, iris.statements),
        (VOID.triples, whole(counts.triples(without=iris.examples.value))),
        *((VOID.vocabulary, NamedNode(start.rstrip("#"))) for start in sorted(PREFIXES.values())),
    )
    yield from statistics(dataset, counts, base=base)


def statistics(dataset: NamedNode, counts: Counts, *, base: str = DEFAULT_BASE) -> Triples:
    """Yield the VoID partitions of the data: which classes have which properties, to what."""
    iris = Iris(base)
    for row in counts.classes:
        part = _part(iris, row["class"])
        yield from about(dataset, (VOID.classPartition, part))
        yield from about(part, (VOID["class"], NamedNode(row["class"])),
                         (VOID.entities, whole(int(row["n"]))))
    for row in counts.partitions:
        part = _part(iris, row["class"], row["property"])
        yield from about(_part(iris, row["class"]), (VOID.propertyPartition, part))
        yield from about(part, (VOID.property, NamedNode(row["property"])))
        yield from _objects(row, part, iris)


def _objects(row: Row, part: NamedNode, iris: Iris) -> Triples:
    """Yield what a property leads to: a class, or literals of a datatype."""
    for key, joins, says in (("to", VOID.classPartition, VOID["class"]),
                             ("datatype", VOID_EXT.datatypePartition, VOID_EXT.datatype)):
        if row.get(key):
            inner = _part(iris, row["class"], row["property"], row[key])
            yield from about(part, (joins, inner))
            yield from about(inner, (says, NamedNode(row[key])),
                             (VOID.triples, whole(int(row["n"]))))


def _part(iris: Iris, *terms: str) -> NamedNode:
    """Return the name of the partition for a class, with a property, with what that leads to."""
    return iris.of("dataset#" + "--".join(_short(term) for term in terms))


def _short(iri: str) -> str:
    for name, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{name}-{iri[len(start) :]}"
    return iri.partition("://")[2].replace("#", "/")


def examples(endpoint: str | None, *, base: str = DEFAULT_BASE) -> Triples:
    """Yield the named queries, with their defaults, and the prefixes, for the editors to offer.

    `endpoint` is the address that they are for, None where it is not known.
    """
    iris = Iris(base)
    prefixes = iris.of(".well-known/sparql-examples/prefixes")
    for query in map(load, names()):
        kind = query.kind
        yield from about(
            iris.of(f".well-known/sparql-examples/{query.name}"),
            (RDF.type, SH.SPARQLExecutable),
            (RDF.type, SH[f"SPARQL{kind.title()}Executable"]),
            (RDFS.comment, tagged(query.question, "en")),
            (SH.prefixes, prefixes),
            (SH[kind], plain(query.fill(base=base))),
            (SCHEMA.target, endpoint and NamedNode(endpoint)),
            *((SCHEMA.keywords, plain(word)) for word in query.name.split("-")),
        )
    yield from _prefixes(prefixes, PREFIXES | iris.prefixes())


def _prefixes(node: NamedNode, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    for name, start in prefixes.items():
        declared = NamedNode(f"{node.value}#{name}")
        yield Triple(node, SH.declare, declared)
        yield from about(declared, (RDF.type, SH.PrefixDeclaration), (SH.prefix, plain(name)),
                         (SH.namespace, Literal(start, datatype=XSD.anyURI)))


def example_quads(*, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield the examples as a graph: editors look for them by a query to the endpoint.

    The address of the endpoint is known where the graph is made to be published: under its base.
    """
    iris = Iris(base)
    endpoint = None if base == DEFAULT_BASE else iris.of("sparql").value
    yield from quads_of(examples(endpoint, base=base), iris.examples)
