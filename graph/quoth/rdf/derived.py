"""The derived graphs: actors, statements and provenance, rebuilt from the facts of all articles."""

from __future__ import annotations

import logging
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from quoth.rdf.comparisons import comparisons
from quoth.rdf.iris import DEFAULT_BASE, Iris, slug
from quoth.rdf.literals import dated, plain, tagged
from quoth.rdf.namespaces import (
    DCTERMS,
    ORG,
    PROV,
    QUOTH,
    RDF,
    RDFS,
    SCHEMA,
    VOID,
    WIKIDATA,
    XSD,
)
from quoth.rdf.service import example_quads
from quoth.rdf.writing import Triples, about, held, membership, publisher_id, quads_of
from quoth.records import Entity, Event, Facts, Role, Statement

LOG = logging.getLogger(__name__)
VOCABULARIES = {"quoth.ttl": "https://w3id.org/quoth/ns", "vocab.ttl": "https://w3id.org/quoth/vocab"}
CLASSES = {
    "person": (QUOTH.Actor, SCHEMA.Person),
    "organization": (QUOTH.Actor, SCHEMA.Organization),
    "group": (QUOTH.Actor, QUOTH.Group),
    "place": (SCHEMA.Place,),
    "gpe": (QUOTH.Actor, QUOTH.GeopoliticalEntity),
    "country": (QUOTH.Actor, QUOTH.GeopoliticalEntity),
}


def actor_quads(facts_all: Sequence[Facts], *, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield the quads of `graph/actors`: who there is, their posts, and the events."""
    iris = Iris(base)
    yield from quads_of(_actors(facts_all, iris), iris.actors)


def statement_quads(
    statements: Iterable[Statement], facts_all: Sequence[Facts] = (), *, base: str = DEFAULT_BASE
) -> Iterator[Quad]:
    """Yield the quads of `graph/statements`: which quotations report the same thing, which say
    the opposite, and what articles left out.
    """
    iris, statements = Iris(base), tuple(statements)
    languages = {facts.article.id: facts.article.language or "und" for facts in facts_all}
    yield from quads_of(chain(_statements(statements, iris, languages),
                              comparisons(facts_all, statements, iris)), iris.statements)


def meta_quads(
    facts_all: Sequence[Facts], *, base: str = DEFAULT_BASE, started: datetime | None = None
) -> Iterator[Quad]:
    """Yield the quads of `graph/meta`: which software and model made which graph.

    No clock is read, so that the same input gives the same bytes: the time of the run is told
    only where `started` or the environment variable SOURCE_DATE_EPOCH gives it.
    """
    iris = Iris(base)
    yield from quads_of(_meta(facts_all, iris, started or _epoch()), iris.meta)


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


def _actors(facts_all: Sequence[Facts], iris: Iris) -> Triples:
    described: dict[str, list[Entity]] = defaultdict(list)
    roles: dict[str, set[Role]] = defaultdict(set)
    for facts in facts_all:
        for entity in (*facts.entities, *_outlets(facts)):
            described[entity.id].append(entity)
        for entity_id, found in held(facts).items():
            roles[entity_id] |= found
        for event in facts.events:
            yield from _event(event, iris)
    for entity in _undescribed(facts_all, roles, described):
        described[entity.id].append(entity)
    acting = _acting(facts_all, roles)
    for entity_id, found in described.items():
        if found[0].type != "unnamed":
            yield from _actor(entity_id, found, entity_id in acting, iris)
            yield from chain.from_iterable(
                membership(entity_id, role, iris) for role in roles[entity_id])
    names = {entity_id: _commonest(e.name for e in found) for entity_id, found in described.items()}
    yield from _posts(set().union(*roles.values()), names, iris)


def _outlets(facts: Facts) -> Iterator[Entity]:
    known = {entity.id for entity in facts.entities}
    for name in (facts.article.publisher, facts.article.agency):
        if name and (outlet := publisher_id(name, facts)) not in known:
            yield Entity(id=outlet, type="organization", name=name)


def _undescribed(
    facts_all: Sequence[Facts], roles: Mapping[str, set[Role]], described: Mapping[str, object]
) -> Iterator[Entity]:
    """Yield an entity for each id that is referred to and that no article describes.

    All that is known of it is its id: the graph holds no loose ends.
    """
    referred = {role.of for held_by in roles.values() for role in held_by}
    for facts in facts_all:
        referred |= {mention.entity for mention in facts.mentions}
        for one in facts.quotations:
            referred |= {one.speaker, one.voice, one.addressee, one.place, *one.mentions}
    for entity_id in sorted(name for name in referred if name and name not in described):
        LOG.warning("%s is referred to and not described", entity_id)
        words = entity_id.rpartition("/")[2].replace("-", " ")
        unnamed = entity_id.startswith("article/")
        yield Entity(entity_id, "unnamed" if unnamed else "organization", words.title())


def _acting(facts_all: Sequence[Facts], roles: Mapping[str, set[Role]]) -> set[str]:
    """Return the ids of places that act: they speak, are spoken to, have posts, or are GPEs."""
    found: set[str | None] = {role.of for held_by in roles.values() for role in held_by}
    for facts in facts_all:
        for quotation in facts.quotations:
            found |= {quotation.speaker, quotation.voice, quotation.addressee}
        found |= {m.entity for m in facts.mentions if m.label in ("GPE", "NORP")}
    return {entity for entity in found if entity}


def _actor(entity_id: str, described: Sequence[Entity], acting: bool, iris: Iris) -> Triples:
    node, name = iris.of(entity_id), _commonest(e.name for e in described)
    kind = _commonest(e.type for e in described)
    for kind_of in CLASSES["gpe" if kind == "place" and acting else kind]:
        yield Triple(node, RDF.type, kind_of)
    wikidata = _first(described, lambda e: e.wikidata)
    yield from about(
        node,
        (RDFS.label, plain(name)),
        (SCHEMA.sameAs, wikidata and NamedNode(WIKIDATA + wikidata)),
        (SCHEMA.gender, _text(_first(described, lambda e: e.gender))),
        (SCHEMA.identifier, _text(_first(described, lambda e: e.kb))),
        (SCHEMA.nationality, _text(_first(described, lambda e: e.country))),
    )
    for alias in {alias for e in described for alias in (e.name, *e.aliases)} - {name}:
        yield Triple(node, SCHEMA.alternateName, plain(alias))


def _posts(roles: Iterable[Role], names: Mapping[str, str], iris: Iris) -> Triples:
    """Describe each post once, whether the articles write President or president."""
    titles: dict[NamedNode, list[tuple[str, str]]] = defaultdict(list)
    for role in roles:
        titles[iris.post(role)].append((role.title, names.get(role.of or "", "")))
    for post, written in titles.items():
        title, of = min(written)
        full = f"{title} of {of}" if of and of not in title else title
        yield from about(post, (RDF.type, ORG.Role), (RDFS.label, plain(full)))


def _event(event: Event, iris: Iris) -> Triples:
    yield from about(
        iris.of(event.id),
        (RDF.type, SCHEMA.Event),
        (RDFS.label, plain(event.name)),
        (SCHEMA.startDate, event.date and dated(event.date)),
        (SCHEMA.organizer, _named(event.organizer, iris)),
        (SCHEMA.location, _named(event.place, iris)),
    )


def _named(value: str | None, iris: Iris) -> NamedNode | Literal | None:
    """Return an entity's node, or the words where no entity is known."""
    if not value:
        return None
    return iris.of(value) if value.startswith(("actor/", "article/")) else plain(value)


def _statements(
    statements: Iterable[Statement], iris: Iris, languages: dict[str, str]
) -> Triples:
    for statement in statements:
        node = iris.of(statement.id)
        articles = [article for article, _ in statement.quotations]
        language = languages.get(articles[0], "und") if articles else "und"
        yield from about(node, (RDF.type, QUOTH.Statement),
                         (RDFS.label, tagged(statement.label, language)),
                         (QUOTH.speaker, statement.speaker and iris.of(statement.speaker)))
        for article, quotation in statement.quotations:
            yield Triple(iris.quotation(article, quotation), QUOTH.reports, node)


def _meta(facts_all: Sequence[Facts], iris: Iris, started: datetime | None) -> Triples:
    release = _release()
    agent = iris.of(f"agent/quoth-{release}")
    yield from about(agent, (RDF.type, PROV.SoftwareAgent), (RDFS.label, plain("quoth")),
                     (SCHEMA.softwareVersion, plain(release)))
    yield from about(iris.of("dataset"), (RDF.type, VOID.Dataset),
                     (DCTERMS.title, plain("Who said what")),
                     (VOID.uriSpace, plain(iris.base)),
                     (VOID.vocabulary, NamedNode(str(QUOTH).rstrip("#"))))
    runs = {model: iris.of(f"run/quoth-{release}-{slug(model)}")
            for model in {facts.model for facts in facts_all}}
    for model, run in runs.items():
        yield from _run(model, run, agent, iris, started)
    for facts in facts_all:
        yield from about(iris.graph(facts.article.id),
                         (PROV.wasGeneratedBy, runs[facts.model]),
                         (PROV.wasDerivedFrom, iris.text(facts.article.id)))
    for graph in (iris.actors, iris.statements):
        yield from about(graph, *((PROV.wasGeneratedBy, run) for run in runs.values()))


def _run(
    model: str, run: NamedNode, agent: NamedNode, iris: Iris, started: datetime | None
) -> Triples:
    when = started and Literal(started.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                               datatype=XSD.dateTime)
    yield from about(run, (RDF.type, PROV.Activity), (PROV.wasAssociatedWith, agent),
                     (PROV.startedAtTime, when))
    if model:
        node = iris.of(f"model/{slug(model)}")
        yield Triple(run, PROV.used, node)
        yield from about(node, (RDF.type, PROV.Entity), (RDFS.label, plain(model)))


def _release() -> str:
    try:
        return version("quoth")
    except PackageNotFoundError:
        return "0"


def _epoch() -> datetime | None:
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(value), UTC) if value.isdigit() else None


def _commonest(values: Iterable[str]) -> str:
    """Return the most frequent value, of equals the least."""
    return min(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _first(described: Sequence[Entity], get: Callable[[Entity], str | None]) -> str | None:
    found = [value for value in map(get, described) if value]
    return _commonest(found) if found else None


def _text(value: str | None) -> Literal | None:
    return plain(value) if value else None
