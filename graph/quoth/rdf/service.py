"""What an endpoint says of itself: its service description, its statistics and example queries.

Editors ask for it: prefixes and examples in the form of the SIB (`sh:prefix`, `sh:select`), classes
and properties as VoID partitions. See SPARQL 1.1 Service Description and VoID 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from quoth.rdf.iris import DEFAULT_BASE, Iris
from quoth.rdf.literals import plain, tagged, whole
from quoth.rdf.namespaces import (
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
from quoth.rdf.writing import Triples, about

Answer = Callable[[str], Iterable[Mapping[str, str]]]
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
           "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD")

CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class"
PROPERTIES = """SELECT ?class ?property (COUNT(*) AS ?n)
WHERE { ?s a ?class ; ?property ?o } GROUP BY ?class ?property"""
LINKS = """SELECT DISTINCT ?class ?property ?to
WHERE { ?s a ?class ; ?property ?o . ?o a ?to FILTER(isIRI(?o)) }"""
VALUES = """SELECT DISTINCT ?class ?property ?to
WHERE { ?s a ?class ; ?property ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?to) }"""
GRAPHS = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


def service_description(
    endpoint: str, answer: Answer, *, base: str = DEFAULT_BASE, writable: bool = False
) -> Triples:
    """Yield what the endpoint can do and what its data hold; `answer` asks the data."""
    iris, service = Iris(base), NamedNode(endpoint)
    dataset, union = iris.of("dataset#service"), iris.of("dataset#union")
    yield from about(
        service,
        (RDF.type, SD.Service),
        (SD.endpoint, service),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.supportedLanguage, SD.SPARQL11Update if writable else None),
        (SD.feature, SD.UnionDefaultGraph),
        (SD.defaultEntailmentRegime, ENT.Simple),
        (SD.defaultDataset, dataset),
        *((SD.resultFormat, FORMATS[name]) for name in RESULTS),
    )
    yield from about(dataset, (RDF.type, SD.Dataset), (SD.defaultGraph, union))
    yield from about(union, (RDF.type, SD.Graph), (RDF.type, VOID.Dataset))
    for row in answer(GRAPHS):
        named = NamedNode(row["graph"] + ("#" if "#" not in row["graph"] else "-") + "sd")
        yield from about(dataset, (SD.namedGraph, named))
        yield from about(named, (RDF.type, SD.NamedGraph), (SD.name, NamedNode(row["graph"])),
                         (VOID.triples, whole(int(row["n"]))))
    yield from statistics(union, answer, base=base)


def statistics(dataset: NamedNode, answer: Answer, *, base: str = DEFAULT_BASE) -> Triples:
    """Yield the VoID partitions of the data: which classes have which properties, to what."""
    iris = Iris(base)
    for row in answer(CLASSES):
        part = _part(iris, row["class"])
        yield from about(dataset, (VOID.classPartition, part))
        yield from about(part, (VOID["class"], NamedNode(row["class"])),
                         (VOID.entities, whole(int(row["n"]))))
    for row in answer(PROPERTIES):
        part = _part(iris, row["class"], row["property"])
        yield from about(_part(iris, row["class"]), (VOID.propertyPartition, part))
        yield from about(part, (VOID.property, NamedNode(row["property"])),
                         (VOID.triples, whole(int(row["n"]))))
    for select, joins, says in ((LINKS, VOID.classPartition, VOID["class"]),
                                (VALUES, VOID_EXT.datatypePartition, VOID_EXT.datatype)):
        for row in answer(select):
            part = _part(iris, row["class"], row["property"], row["to"])
            yield from about(_part(iris, row["class"], row["property"]), (joins, part))
            yield from about(part, (says, NamedNode(row["to"])))


def _part(iris: Iris, *terms: str) -> NamedNode:
    """Return the name of the partition for a class, with a property, with what that leads to."""
    return iris.of("dataset#" + "--".join(_short(term) for term in terms))


def _short(iri: str) -> str:
    for name, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{name}-{iri[len(start) :]}"
    return iri.rpartition("#")[2].rpartition("/")[2]


def examples(endpoint: str, *, base: str = DEFAULT_BASE) -> Triples:
    """Yield the named queries, with their defaults, and the prefixes, for the editors to offer."""
    iris = Iris(base)
    prefixes = iris.of(".well-known/sparql-examples/prefixes")
    for name in names():
        query = load(name)
        node = iris.of(f".well-known/sparql-examples/{name}")
        yield from about(
            node,
            (RDF.type, SH.SPARQLExecutable),
            (RDF.type, SH.SPARQLSelectExecutable),
            (RDFS.label, plain(name)),
            (RDFS.comment, tagged(query.question, "en")),
            (SH.prefixes, prefixes),
            (SH.select, plain(query.fill(base=base))),
            (SCHEMA.target, NamedNode(endpoint)),
        )
    yield from _prefixes(prefixes, PREFIXES | iris.prefixes())


def _prefixes(node: NamedNode, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    for name, start in prefixes.items():
        declared = NamedNode(f"{node.value}#{name}")
        yield Triple(node, SH.declare, declared)
        yield from about(declared, (RDF.type, SH.PrefixDeclaration), (SH.prefix, plain(name)),
                         (SH.namespace, Literal(start, datatype=XSD.anyURI)))
