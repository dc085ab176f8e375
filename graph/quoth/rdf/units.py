"""The derived graphs in units: what somebody, a post, an event, a run or an article is.

Each article has a share in the units that it tells of. A unit's triples are a pure function of its
shares, counted, and no two units have a triple in common: so what an article more changes is the
units that it has a share in, and the posts of those who have another name now.
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from operator import attrgetter
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from quoth.rdf.iris import Iris, slug
from quoth.rdf.literals import dated, plain
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
from quoth.rdf.writing import Triples, about, held, membership, publisher_id
from quoth.records import Entity, Facts, Role

LOG = logging.getLogger(__name__)
CLASSES = {
    "person": (QUOTH.Actor, SCHEMA.Person),
    "organization": (QUOTH.Actor, SCHEMA.Organization),
    "group": (QUOTH.Actor, QUOTH.Group),
    "place": (SCHEMA.Place,),
    "gpe": (QUOTH.Actor, QUOTH.GeopoliticalEntity),
    "country": (QUOTH.Actor, QUOTH.GeopoliticalEntity),
}
DATASET = "dataset"  # the one unit that no article has a share in

Shares = Mapping[str, int]  # what articles say of a unit, each with the number of those that do
Names = Callable[[str], str]  # of an entity, by id


def shares(facts: Facts, iris: Iris) -> dict[str, str]:
    """Return what an article says of each unit that it tells of.

    Units are named `entity ID`, `post PATH`, `event ID`, `run NAME` and `graph ARTICLE`.
    """
    found = {f"entity {name}": _text(share) for name, share in _entities(facts).items()}
    posts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for role in set().union(*held(facts).values()):
        path = iris.post(role).value.removeprefix(iris.base)
        posts[f"post {path}"].add((role.title, role.of or ""))
    found |= {name: _text(sorted(written)) for name, written in posts.items()}
    for one in facts.events:
        found[f"event {one.id}"] = _text([one.name, one.date, one.organizer, one.place])
    found[f"run {slug(facts.model)}"] = _text(facts.model)
    found[f"graph {facts.article.id}"] = _text(facts.model)
    return found


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _entities(facts: Facts) -> dict[str, dict[str, Any]]:
    """Return what an article says of each entity: as what, in which posts, whether it acts."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"as": [], "roles": [], "acts": False})
    for one in (*facts.entities, *_outlets(facts)):
        found[one.id]["as"].append([one.type, one.name, one.wikidata, one.gender, one.kb,
                                    one.country, one.aliases])
    acting = {role.of for roles in held(facts).values() for role in roles}
    acting |= {m.entity for m in facts.mentions if m.label in ("GPE", "NORP")}
    referred = {m.entity for m in facts.mentions}
    for one in facts.quotations:
        acting |= {one.speaker, one.voice, one.addressee}
        referred |= {one.place, *one.mentions}
    for name, roles in held(facts).items():
        found[name]["roles"] = sorted((r.title, r.of or "") for r in roles)
    for name in acting | referred:
        if name:
            found[name]["acts"] |= name in acting
    return {name: share for name, share in found.items() if not _unnamed(name, share)}


def _unnamed(name: str, share: dict[str, Any]) -> bool:
    """Say whether somebody has no name; the article's own graph tells of such."""
    return name.startswith("article/") and all(row[0] == "unnamed" for row in share["as"])


def _outlets(facts: Facts) -> Iterator[Entity]:
    known = {entity.id for entity in facts.entities}
    for name in (facts.article.publisher, facts.article.agency):
        if name and (outlet := publisher_id(name, facts)) not in known:
            yield Entity(id=outlet, type="organization", name=name)


def graph_of(unit: str, iris: Iris) -> NamedNode:
    """Return the named graph that a unit's triples live in."""
    kind = unit.partition(" ")[0]
    return iris.actors if kind in ("entity", "post", "event") else iris.meta


def triples_of(unit: str, told: Shares, iris: Iris, names: Names, *,
               started: datetime | None = None) -> Triples:
    """Yield the triples of a unit; nothing where no article has a share in it."""
    kind, _, name = unit.partition(" ")
    if not told and unit != DATASET:
        return
    if kind == "entity":
        yield from _entity(name, told, iris)
    elif kind == "post":
        yield from _post(iris.of(name), told, names)
    elif kind == "event":
        yield from chain.from_iterable(_event(iris.of(name), json.loads(t), iris) for t in told)
    elif kind == "graph":
        for text in told:
            yield from about(iris.graph(name), (PROV.wasGeneratedBy, _run(json.loads(text), iris)),
                             (PROV.wasDerivedFrom, iris.text(name)))
    elif kind == "run":
        for text in told:
            yield from _activity(json.loads(text), iris, started or epoch())
    else:
        yield from _dataset(iris)


def named(unit: str, told: Shares) -> str:
    """Return the name of an entity: that which most articles have, of equals the least."""
    found = _described(unit.partition(" ")[2], told)
    return _commonest(found, lambda e: e.name)


def entity_of(name: str, told: Shares) -> Entity | None:
    """Return an entity as the articles together describe it, None where none does."""
    said = [json.loads(text) for text in told]
    if not any(share["as"] for share in said):
        return None
    found = _described(name, told)
    values = [_commonest(found, attrgetter(field)) for field in
              ("type", "name", "wikidata", "gender", "country", "kb")]
    kind, label, wikidata, gender, country, kb = (value or None for value in values)
    aliases = {alias for e in found for alias in (e.name, *e.aliases)} - {label}
    roles = sorted({(title, of) for share in said for title, of in share["roles"]})
    return Entity(name, kind or "", label or "", wikidata, tuple(sorted(aliases)),
                  tuple(Role(title, of or None) for title, of in roles), gender, country, kb)


def bodies_of(told: Shares) -> set[str]:
    """Return the entities whose names a post's label may need."""
    return {of for text in told for _, of in json.loads(text) if of}


def _described(name: str, told: Shares) -> Counter[Entity]:
    """Return an entity as articles describe it; of one that none does its id is known."""
    found: Counter[Entity] = Counter()
    for text, count in told.items():
        for kind, label, wikidata, gender, kb, country, aliases in json.loads(text)["as"]:
            found[Entity(name, kind, label, wikidata, tuple(aliases), (), gender, country,
                         kb)] += count
    if not found:
        LOG.warning("%s is referred to and not described", name)
        kind = "unnamed" if name.startswith("article/") else "organization"
        found[Entity(name, kind, name.rpartition("/")[2].replace("-", " ").title())] = 1
    return found


def _entity(name: str, told: Shares, iris: Iris) -> Triples:
    found, said = _described(name, told), [json.loads(text) for text in told]
    node, label = iris.of(name), _commonest(found, lambda e: e.name)
    kind = _commonest(found, lambda e: e.type)
    if kind == "unnamed":
        return
    acting = kind == "place" and any(share["acts"] for share in said)
    for kind_of in CLASSES["gpe" if acting else kind]:
        yield Triple(node, RDF.type, kind_of)
    wikidata = _commonest(found, lambda e: e.wikidata)
    yield from about(
        node,
        (RDFS.label, plain(label)),
        (SCHEMA.sameAs, wikidata and NamedNode(WIKIDATA + wikidata)),
        (SCHEMA.gender, _plain(_commonest(found, lambda e: e.gender))),
        (SCHEMA.identifier, _plain(_commonest(found, lambda e: e.kb))),
        (SCHEMA.nationality, _plain(_commonest(found, lambda e: e.country))),
    )
    for alias in {alias for e in found for alias in (e.name, *e.aliases)} - {label}:
        yield Triple(node, SCHEMA.alternateName, plain(alias))
    for title, of in {(title, of) for share in said for title, of in share["roles"]}:
        yield from membership(name, Role(title, of or None), iris)


def _commonest(found: Counter[Entity], get: Callable[[Entity], str | None]) -> str:
    """Return the most frequent known value, of equals the least; empty where none is known."""
    values: Counter[str] = Counter()
    for entity, count in found.items():
        if value := get(entity):
            values[value] += count
    return min(values, key=lambda value: (-values[value], value), default="")


def _post(post: NamedNode, told: Shares, names: Names) -> Triples:
    """Describe a post once, whether the articles write President or president."""
    written = {(title, names(of) if of else "") for text in told for title, of in json.loads(text)}
    title, of = min(written)
    full = f"{title} of {of}" if of and of not in title else title
    yield from about(post, (RDF.type, ORG.Role), (RDFS.label, plain(full)))


def _event(node: NamedNode, event: list[str | None], iris: Iris) -> Triples:
    name, date, organizer, place = event
    yield from about(
        node,
        (RDF.type, SCHEMA.Event),
        (RDFS.label, plain(name or "")),
        (SCHEMA.startDate, date and dated(date)),
        (SCHEMA.organizer, _named(organizer, iris)),
        (SCHEMA.location, _named(place, iris)),
    )


def _named(value: str | None, iris: Iris) -> NamedNode | Literal | None:
    """Return an entity's node, or the words where no entity is known."""
    if not value:
        return None
    return iris.of(value) if value.startswith(("actor/", "article/")) else plain(value)


def _run(model: str, iris: Iris) -> NamedNode:
    return iris.of(f"run/quoth-{_release()}-{slug(model)}")


def _activity(model: str, iris: Iris, started: datetime | None) -> Triples:
    run = _run(model, iris)
    when = started and Literal(started.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                               datatype=XSD.dateTime)
    yield from about(run, (RDF.type, PROV.Activity), (PROV.wasAssociatedWith, _agent(iris)),
                     (PROV.startedAtTime, when))
    if model:
        node = iris.of(f"model/{slug(model)}")
        yield Triple(run, PROV.used, node)
        yield from about(node, (RDF.type, PROV.Entity), (RDFS.label, plain(model)))
    for graph in (iris.actors, iris.statements):
        yield from about(graph, (PROV.wasGeneratedBy, run))


def _dataset(iris: Iris) -> Triples:
    yield from about(_agent(iris), (RDF.type, PROV.SoftwareAgent), (RDFS.label, plain("quoth")),
                     (SCHEMA.softwareVersion, plain(_release())))
    yield from about(iris.of("dataset"), (RDF.type, VOID.Dataset),
                     (DCTERMS.title, plain("Who said what")),
                     (VOID.uriSpace, plain(iris.base)),
                     (VOID.vocabulary, NamedNode(str(QUOTH).rstrip("#"))))


def _agent(iris: Iris) -> NamedNode:
    return iris.of(f"agent/quoth-{_release()}")


@cache
def _release() -> str:
    try:
        return version("quoth")
    except PackageNotFoundError:
        return "0"


def epoch() -> datetime | None:
    """Return the time that SOURCE_DATE_EPOCH gives, if it is set."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(value), UTC) if value.isdigit() else None


def _plain(value: str) -> Literal | None:
    return plain(value) if value else None


def counted(facts_all: Iterable[Facts], iris: Iris) -> dict[str, Counter[str]]:
    """Return the shares of all articles by unit."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for facts in facts_all:
        for unit, text in shares(facts, iris).items():
            found[unit][text] += 1
    return found
