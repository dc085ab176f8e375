"""The derived graphs: actors, statements and provenance, rebuilt from the facts of all articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from itertools import chain

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from quoth.rdf.comparisons import comparisons
from quoth.rdf.iris import DEFAULT_BASE, Iris
from quoth.rdf.literals import tagged
from quoth.rdf.namespaces import QUOTH, RDF, RDFS
from quoth.rdf.service import example_quads
from quoth.rdf.units import DATASET, counted, graph_of, named, triples_of
from quoth.rdf.writing import Triples, about, quads_of
from quoth.records import Facts, Statement

VOCABULARIES = {"quoth.ttl": "https://w3id.org/quoth/ns", "vocab.ttl": "https://w3id.org/quoth/vocab"}


def actor_quads(facts_all: Sequence[Facts], *, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield the quads of `graph/actors`: who there is, their posts, and the events."""
    iris = Iris(base)
    yield from quads_of(_units(facts_all, iris, iris.actors), iris.actors)


def statement_quads(
    statements: Iterable[Statement], facts_all: Sequence[Facts] = (), *, base: str = DEFAULT_BASE
) -> Iterator[Quad]:
    """Yield the quads of `graph/statements`: which quotations report the same thing, which say
    the opposite, and what articles left out.
    """
    iris, statements = Iris(base), tuple(statements)
    languages = {facts.article.id: facts.article.language for facts in facts_all}
    told = (statement_triples(one, _language(one, languages), iris) for one in statements)
    yield from quads_of(chain(chain.from_iterable(told),
                              comparisons(facts_all, statements, iris)), iris.statements)


def meta_quads(
    facts_all: Sequence[Facts], *, base: str = DEFAULT_BASE, started: datetime | None = None
) -> Iterator[Quad]:
    """Yield the quads of `graph/meta`: which software and model made which graph.

    No clock is read, so that the same input gives the same bytes: the time of the run is told
    only where `started` or the environment variable SOURCE_DATE_EPOCH gives it.
    """
    iris = Iris(base)
    yield from quads_of(_units(facts_all, iris, iris.meta, started), iris.meta)


def vocabulary_quads() -> Iterator[Quad]:
    """Yield the ontology and its vocabularies, each in the graph that is named after it.

    Queries follow `skos:broader` from a speech act to those above it: the graph must hold them.
    """
    for name, graph in VOCABULARIES.items():
        text = (files("quoth.ontology") / name).read_bytes()
        yield from quads_of((quad.triple for quad in parse(text, format=RdfFormat.TURTLE)),
                            NamedNode(graph))


def derived_graphs(
    facts_all: Sequence[Facts], statements: Iterable[Statement], *, base: str = DEFAULT_BASE
) -> dict[NamedNode, list[Quad]]:
    """Return every graph beside those of the articles, by name."""
    quads = chain(actor_quads(facts_all, base=base), meta_quads(facts_all, base=base),
                  statement_quads(statements, facts_all, base=base), vocabulary_quads(),
                  example_quads(base=base))
    graphs: dict[NamedNode, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    return graphs


def _units(facts_all: Sequence[Facts], iris: Iris, graph: NamedNode,
           started: datetime | None = None) -> Triples:
    found = {**counted(facts_all, iris), DATASET: {}}

    def name_of(entity: str) -> str:
        unit = f"entity {entity}"
        return named(unit, found[unit]) if unit in found else ""

    for unit, told in found.items():
        if graph_of(unit, iris) == graph:
            yield from triples_of(unit, told, iris, name_of, started=started)


def statement_triples(statement: Statement, language: str | None, iris: Iris) -> Triples:
    """Yield the triples of a statement; `language` is that of its first article."""
    node = iris.of(statement.id)
    yield from about(node, (RDF.type, QUOTH.Statement),
                     (RDFS.label, tagged(statement.label, language or "und")),
                     (QUOTH.speaker, statement.speaker and iris.of(statement.speaker)))
    for article, quotation in statement.quotations:
        yield Triple(iris.quotation(article, quotation), QUOTH.reports, node)


def _language(statement: Statement, languages: Mapping[str, str | None]) -> str | None:
    return languages.get(statement.quotations[0][0]) if statement.quotations else None
