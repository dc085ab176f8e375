"""The data of a graph page: columns of numbers into tables of names, so that 100,000 quotations
load in a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import chain
from typing import Any

import networkx

from quoth.records import Entity, Facts, Statement
from quoth.views import rows
from quoth.views.drawing import STYLES, drawing, has_statements
from quoth.views.layout import BACKBONE, WIDE, layout
from quoth.views.measures import communities
from quoth.views.network import KINDS, network

FULL_TEXT = 12_000_000  # characters of quotations kept whole; a larger press is cut to SHORT each
SHORT = 240
LIMIT = 2000  # nodes that the page draws one by one; of more it draws the heaviest, and groups


class Table:
    """The values met so far, each with its number."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.numbers: dict[Any, int] = {}
        for value in values:
            self.number(value)

    def number(self, value: Any) -> int:
        """Return the number of a value, a new one if it is new; None has -1."""
        return -1 if value is None else self.numbers.setdefault(value, len(self.numbers))

    def values(self) -> list[Any]:
        """Return the values in the order of their numbers."""
        return list(self.numbers)


def payload(facts_all: Sequence[Facts], statements: Sequence[Statement], title: str) -> dict:
    """Return what the page shows, ready for JSON."""
    known = rows.entities(facts_all)
    again = rows.copies(facts_all)
    told = {q.speaker for f in facts_all for q in f.quotations if q.speaker} | {
        m for f in facts_all for q in f.quotations for m in q.mentions}
    actors = [known.get(i) or Entity(i, "unnamed", i.rpartition("/")[2]) for i in sorted(told)]
    number = Table(a.id for a in actors)
    outlets = Table(sorted({rows.place(f.article) for f in facts_all}))
    label = {s.id: s.label for s in statements}
    said = Table()
    quotations = _quotations(facts_all, number, said, again)
    networks = {kind: network(facts_all, statements, kind, known=known) for kind in KINDS}
    return {
        "title": title, "limit": LIMIT,
        "styles": {kind: list(style) for kind, style in STYLES.items()},
        "actors": _actors(actors, known),
        "outlets": {"name": outlets.values(), "given": _given(facts_all, outlets)},
        "articles": _articles(facts_all, outlets),
        "statements": [label.get(s) for s in said.values()],
        "statement_ids": [s.rpartition("/")[2] for s in said.values()],
        "quotations": quotations, "also": _also(facts_all, quotations, again),
        "places": _places(networks, number, said, outlets),
        "communities": _communities(networks["speaks-of"], number),
    }


def _given(facts_all: Sequence[Facts], outlets: Table) -> list[int]:
    """Return 1 for each outlet that an article names, 0 where an article stands in for it."""
    named = {rows.outlet(f.article) for f in facts_all}
    return [int(name in named) for name in outlets.values()]


def _actors(actors: list[Entity], known: dict[str, Entity]) -> dict[str, list]:
    return {
        "id": [a.id for a in actors], "name": [a.name for a in actors],
        "type": [a.type if a.type in STYLES else "unnamed" for a in actors],
        "roles": [_roles(a, known) for a in actors],
        "titles": [sorted({r.title for r in a.roles}) for a in actors],
        "wikidata": [a.wikidata for a in actors],
        "aliases": [list(a.aliases) for a in actors],
    }


def _roles(actor: Entity, known: dict[str, Entity]) -> list[str]:
    """Return the roles as a reader says them: "President, Russia"."""
    return [f"{r.title}, {known[r.of].name}" if r.of in known else r.title for r in actor.roles]


def _articles(facts_all: Sequence[Facts], outlets: Table) -> dict[str, list]:
    articles = [f.article for f in facts_all]
    return {
        "id": [a.id for a in articles], "title": [rows.headline(a) for a in articles],
        "date": [(a.published or "")[:10] for a in articles],
        "outlet": [outlets.number(rows.place(f.article)) for f in facts_all],
    }


def _also(facts_all: Sequence[Facts], quotations: dict[str, list],
          again: dict[tuple[str, str], tuple[str, str]]) -> dict[int, list]:
    """Return, for the number of a quotation that copies print again, [article, id, ...]."""
    names = [facts.article.id for facts in facts_all]
    article = {name: index for index, name in enumerate(names)}
    number = {(names[at], q): n for n, (at, q) in enumerate(
        zip(quotations["article"], quotations["id"], strict=True))}
    found: dict[int, list] = {}
    for (copy, quotation), first in again.items():
        found.setdefault(number[first], []).extend((article[copy], quotation))
    return found


def _quotations(facts_all: Sequence[Facts], actors: Table, said: Table,
                again: Container[tuple[str, str]]) -> dict[str, list]:
    """Return one list a field; speakers, statements, forms, acts, cues and days are numbers.

    What copies of a text say again is left out.
    """
    tables = {name: Table() for name in ("form", "act", "cue", "day")}
    columns: dict[str, list] = {name: [] for name in (
        "id", "article", "speaker", "statement", "form", "act", "cue", "day", "text", "mentions",
        "confidence", "flags")}
    whole = sum(len(q.text) for f in facts_all for q in f.quotations) <= FULL_TEXT
    for index, facts in enumerate(facts_all):
        for q in facts.quotations:
            if (facts.article.id, q.id) in again:
                continue
            row = (
                q.id, index, actors.number(q.speaker),
                said.number(q.statement or f"article/{facts.article.id}/{q.id}"),
                tables["form"].number(q.form), tables["act"].number(q.act),
                tables["cue"].number(q.cue_text),
                tables["day"].number(rows.day(q, facts.article)),
                q.text if whole or len(q.text) <= SHORT else q.text[:SHORT] + "…",
                sorted({actors.number(m) for m in q.mentions} - {actors.number(q.speaker)}),
                round(q.confidence, 2), q.attitude + 2 * q.negated,
            )
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
    return {**columns, **{f"{name}s": table.values() for name, table in tables.items()}}


def _places(networks: dict[str, networkx.Graph], actors: Table, said: Table,
            outlets: Table) -> dict[str, dict[str, list]]:
    """Return for each view the flat list [number, x, y, ...] of its actors, statements, outlets.

    The nodes are those of the pyvis drawing of the view; "tall" has the actors once more, as they
    stand on a page that is higher than wide. Edges come from the quotations, on the page.
    """
    found = {}
    for kind, graph in networks.items():
        flat: dict[str, list[int]] = {"a": [], "s": [], "o": [], "tall": []}
        for node in drawing(graph, edges=False).nodes:
            name = node["id"]
            letter, table = ("a", actors) if name in actors.numbers else (
                ("s", said) if name in said.numbers else ("o", outlets))
            number = table.numbers[name.removeprefix("outlet/") if letter == "o" else name]
            flat[letter] += [number, node["x"], node["y"]]
        if len(graph) <= BACKBONE and not has_statements(graph):
            flat["tall"] = [n for name, at in layout(graph, wide=1 / WIDE).items()
                            for n in (actors.numbers[name], *at)]
        found[kind] = flat
    return found


def _communities(graph: networkx.Graph, actors: Table) -> list[int]:
    """Return the community of each actor, -1 for one outside the network.

    The page asks for them only where it draws too many nodes to show each. The heaviest nodes make
    the communities; the others, lightest last, join the one that they weigh most with.
    """
    if len(graph) <= BACKBONE:
        return [-1] * len(actors.numbers)
    weight = dict(graph.degree(weight="weight"))
    order = sorted(graph, key=lambda node: (-weight[node], node))
    part = communities(graph.subgraph(order[:LIMIT]))
    sides = (graph.succ, graph.pred) if graph.is_directed() else (graph.adj,)
    for node in order[LIMIT:]:
        pull: Counter[int] = Counter()
        for other, data in chain.from_iterable(side[node].items() for side in sides):
            if other in part:
                pull[part[other]] += data["weight"]
        if pull:
            part[node] = min(pull, key=lambda one: (-pull[one], one))
    return [part.get(name, -1) for name in actors.values()]
