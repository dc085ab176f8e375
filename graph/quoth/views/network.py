"""Networks of who speaks of whom, who said what, and who is named together (networkx)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import networkx

from quoth.errors import QueryError
from quoth.records import Entity, Facts, Quotation, Statement
from quoth.views import rows

KINDS = ("speaks-of", "said", "named-together")


def network(
    facts_all: Sequence[Facts], statements: Sequence[Statement] = (), kind: str = "speaks-of"
) -> networkx.DiGraph | networkx.Graph:
    """Return one of three networks; nodes carry `label` and `type`, edges carry `weight`.

    - "speaks-of": speaker to each entity that the quotation mentions; `direct`, `indirect` and
      `mixed` count the quotations by form. A speaker who mentions nobody is a node alone.
    - "said": speaker to statement to outlet; an edge weighs as many quotations as stand behind it.
    - "named-together": undirected, between entities that one quotation mentions.
    """
    match kind:
        case "speaks-of":
            return _speaks_of(facts_all)
        case "said":
            return _said(facts_all, statements)
        case "named-together":
            return _named_together(facts_all)
    raise QueryError(f"no network {kind!r}: take one of {', '.join(KINDS)}")


def _told(facts_all: Sequence[Facts]) -> Iterator[Quotation]:
    for facts in facts_all:
        yield from facts.quotations


def _add_actor(graph: networkx.Graph, entity_id: str, known: dict[str, Entity]) -> None:
    if entity_id in graph:
        return
    entity = known.get(entity_id) or Entity(entity_id, "unnamed", entity_id.rpartition("/")[2])
    graph.add_node(entity_id, label=entity.name, type=entity.type, said=0, spoken_of=0,
                   role=entity.roles[0].title if entity.roles else "",
                   wikidata=entity.wikidata or "")


def _count(graph: networkx.Graph, one: str, other: str, **more: int) -> None:
    """Add one to the edge's weight and to each of `more`, making the edge where it is missing."""
    if not graph.has_edge(one, other):
        graph.add_edge(one, other, weight=0, **dict.fromkeys(more, 0))
    data = graph[one][other]
    data["weight"] += 1
    for name, number in more.items():
        data[name] += number


def _speaks_of(facts_all: Sequence[Facts]) -> networkx.DiGraph:
    graph, known = networkx.DiGraph(), rows.entities(facts_all)
    for quotation in _told(facts_all):
        if quotation.speaker is None:
            continue
        _add_actor(graph, quotation.speaker, known)
        graph.nodes[quotation.speaker]["said"] += 1
        forms = {form: int(quotation.form == form) for form in ("direct", "indirect", "mixed")}
        for other in sorted(set(quotation.mentions) - {quotation.speaker}):
            _add_actor(graph, other, known)
            graph.nodes[other]["spoken_of"] += 1
            _count(graph, quotation.speaker, other, **forms)
    return graph


def _said(facts_all: Sequence[Facts], statements: Sequence[Statement]) -> networkx.DiGraph:
    graph, known = networkx.DiGraph(), rows.entities(facts_all)
    label = {s.id: s.label for s in statements}
    for facts in facts_all:
        name = rows.place(facts.article)
        for quotation in facts.quotations:
            statement = quotation.statement or f"article/{facts.article.id}/{quotation.id}"
            outlet = f"outlet/{name}"
            graph.add_node(statement, label=label.get(statement, quotation.text), type="statement")
            graph.add_node(outlet, label=name, type="outlet")
            _count(graph, statement, outlet)
            if quotation.speaker is not None:
                _add_actor(graph, quotation.speaker, known)
                graph.nodes[quotation.speaker]["said"] += 1
                _count(graph, quotation.speaker, statement)
    return graph


def _named_together(facts_all: Sequence[Facts]) -> networkx.Graph:
    graph, known = networkx.Graph(), rows.entities(facts_all)
    for quotation in _told(facts_all):
        named = sorted(set(quotation.mentions))
        if len(named) < 2:
            continue
        for one in named:
            _add_actor(graph, one, known)
            graph.nodes[one]["spoken_of"] += 1
        for one, other in combinations(named, 2):
            _count(graph, one, other)
    return graph
