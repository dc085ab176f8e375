"""Networks of who speaks of whom, who said what, and who is named together (networkx)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import networkx

from quoth.errors import QueryError
from quoth.records import Entity, Facts, Quotation, Statement
from quoth.views import rows

KINDS = ("speaks-of", "said", "named-together")
FORMS = ("direct", "indirect", "mixed")


def network(
    facts_all: Sequence[Facts], statements: Sequence[Statement] = (), kind: str = "speaks-of",
    *, known: dict[str, Entity] | None = None,
) -> networkx.DiGraph | networkx.Graph:
    """Return one of three networks; nodes carry `label` and `type`, edges carry `weight`.

    - "speaks-of": speaker to each entity that the quotation mentions; `direct`, `indirect` and
      `mixed` count the quotations by form. A speaker who mentions nobody is a node alone.
    - "said": speaker to statement to outlet; an edge weighs as many quotations as stand behind it.
      Copies of one text are one quotation that several outlets print.
    - "named-together": undirected, between entities that one quotation mentions.

    `known` holds the entities of the articles where the caller has them.
    """
    known = rows.entities(facts_all) if known is None else known
    match kind:
        case "speaks-of":
            return _speaks_of(facts_all, known)
        case "said":
            return _said(facts_all, statements, known)
        case "named-together":
            return _named_together(facts_all, known)
    raise QueryError(f"no network {kind!r}: take one of {', '.join(KINDS)}")


def _told(facts_all: Sequence[Facts]) -> Iterator[Quotation]:
    """Yield the quotations; what copies of one text say, once."""
    again = rows.copies(facts_all)
    for facts in facts_all:
        yield from (q for q in facts.quotations if (facts.article.id, q.id) not in again)


def _speaks_of(facts_all: Sequence[Facts], known: dict[str, Entity]) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    said: Counter[str] = Counter()
    named: Counter[str] = Counter()
    lines: dict[tuple[str, str], dict[str, int]] = {}
    for quotation in _told(facts_all):
        speaker = quotation.speaker
        if speaker is None:
            continue
        said[speaker] += 1
        for other in {*quotation.mentions} - {speaker}:
            named[other] += 1
            line = lines.get((speaker, other))
            if line is None:
                line = lines[speaker, other] = dict.fromkeys(("weight", *FORMS), 0)
            line["weight"] += 1
            line[quotation.form] += 1
    _add_actors(graph, known, said=said, spoken_of=named)
    graph.add_edges_from((*pair, lines[pair]) for pair in sorted(lines))
    return graph


def _add_actors(graph: networkx.Graph, known: dict[str, Entity], **counts: Counter[str]) -> None:
    """Add every actor that is counted, with the counts as attributes."""
    for name in sorted(set().union(*counts.values())):
        entity = known.get(name) or Entity(name, "unnamed", name.rpartition("/")[2])
        graph.add_node(name, label=entity.name, type=entity.type,
                       said=counts["said"][name], spoken_of=counts["spoken_of"][name],
                       role=entity.roles[0].title if entity.roles else "",
                       wikidata=entity.wikidata or "")


def _said(facts_all: Sequence[Facts], statements: Sequence[Statement],
          known: dict[str, Entity]) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    label = {s.id: s.label for s in statements}
    said: Counter[str] = Counter()
    edges: Counter[tuple[str, str]] = Counter()
    again, printed = rows.copies(facts_all), set()
    for facts in facts_all:
        name = rows.place(facts.article)
        outlet = f"outlet/{name}"
        for quotation in facts.quotations:
            own = facts.article.id, quotation.id
            first = again.get(own, own)
            statement = quotation.statement or f"article/{'/'.join(first)}"
            if first == own:
                graph.add_node(statement, label=label.get(statement, quotation.text),
                               type="statement")
            graph.add_node(outlet, label=name, type="outlet")
            printed.add((statement, outlet, first))
            if first == own and quotation.speaker is not None:
                said[quotation.speaker] += 1
                edges[quotation.speaker, statement] += 1
    edges.update((statement, outlet) for statement, outlet, _ in printed)
    _add_actors(graph, known, said=said, spoken_of=Counter())
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(edges.items()))
    return graph


def _named_together(facts_all: Sequence[Facts], known: dict[str, Entity]) -> networkx.Graph:
    graph = networkx.Graph()
    named: Counter[str] = Counter()
    edges: Counter[tuple[str, str]] = Counter()
    for quotation in _told(facts_all):
        together = sorted(set(quotation.mentions))
        if len(together) > 1:
            named.update(together)
            edges.update(combinations(together, 2))
    _add_actors(graph, known, said=Counter(), spoken_of=named)
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(edges.items()))
    return graph
