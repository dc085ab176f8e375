"""Tables by name: plain rows that a notebook shows as a table.

>>> import quoth
>>> with quoth.open() as kg:
...     table("actors", kg)
[]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, Protocol

from quoth.errors import QueryError
from quoth.records import Facts, Statement
from quoth.stores import Result
from quoth.views import drawing, measures, rows
from quoth.views.network import network

SHOWN = 25  # rows that a notebook shows


class Graph(Protocol):
    """What a table is made of: a `KnowledgeGraph`, or anything with facts and statements."""

    @property
    def facts(self) -> Sequence[Facts]:
        """What each article says."""

    @property
    def statements(self) -> Sequence[Statement]:
        """What was expressed, whichever articles report it."""


class Table(list[rows.Row]):
    """A list of dicts that shows itself as a table; columns of ids are kept but not shown."""

    def column(self, name: str) -> list[Any]:
        """Return one column."""
        return [row[name] for row in self]

    def where(self, test: Callable[[rows.Row], Any] | None = None, **values: Any) -> Table:
        """Return the rows that pass the test and in which the columns have these values."""
        return Table(row for row in self if (test is None or test(row))
                     and all(row[k] == v for k, v in values.items()))

    def sorted(self, *names: str, reverse: bool = False) -> Table:
        """Return the rows in the order of these columns, rows without a value last."""
        def order(row: rows.Row) -> list[tuple]:
            return [((row[n] is None) != reverse, row[n] if row[n] is not None else 0)
                    for n in names]
        return Table(sorted(self, key=order, reverse=reverse))

    def select(self, *names: str) -> Table:
        """Return the rows with these columns only."""
        return Table({name: row[name] for name in names} for row in self)

    def head(self, count: int = 5) -> Table:
        """Return the first rows."""
        return Table(self[:count])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"{len(self)} rows")

    def _repr_html_(self) -> str:
        names = [n for n in (self[0] if self else ()) if not n.endswith("_id")]
        head = "".join(f"<th style='text-align:left'>{escape(n.replace('_', ' '))}</th>"
                       for n in names)
        lines = "".join(f"<tr>{''.join(_cell(row[n]) for n in names)}</tr>"
                        for row in self[:SHOWN])
        more = f"<p>{len(self) - SHOWN} more rows</p>" if len(self) > SHOWN else ""
        return (f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>{more}"
                if self else "<p>no rows</p>")


def _cell(value: Any) -> str:
    text = "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
    side = "right" if isinstance(value, int | float) else "left"
    wrap = "nowrap" if len(text) < 18 else "normal"
    return (f"<td style='text-align:{side};vertical-align:top;white-space:{wrap}'>"
            f"{escape(text)}</td>")


def table(of: str | Result | Iterable[rows.Row], graph: Graph, kind: str = "speaks-of") -> Table:
    """Return a table of `TABLES` by its name, the answers of a query, or rows as a table.

    `kind` names the network that a measure is taken of. Raises QueryError on an unknown name.
    """
    if isinstance(of, Result):
        return Table({name: term and term.value for name, term in zip(
            of.variables, row, strict=True)} for row in of.rows)
    if not isinstance(of, str):
        return Table(of)
    if of in FACTS:
        return Table(FACTS[of](graph.facts, graph.statements))
    if of in MEASURES:
        return Table(MEASURES[of](network(graph.facts, graph.statements, kind)))
    raise QueryError(f"no table {of!r}: take one of {', '.join(TABLES)}")


Rows = Iterable[rows.Row]

FACTS: dict[str, Callable[[Sequence[Facts], Sequence[Statement]], Rows]] = {
    "quotations": rows.quotations,
    "statements": rows.statements,
    "actors": lambda facts, _: rows.actors(facts),
    "outlets": lambda facts, _: rows.outlets(facts),
    "timeline": lambda facts, _: rows.timeline(facts),
    "wordings": rows.wordings,
    "exclusives": rows.exclusives,
}
MEASURES: dict[str, Callable[[Any], Rows]] = {
    "centralities": measures.centralities,
    "communities": measures.circles,
    "bridges": measures.bridges,
    "reciprocity": measures.reciprocity,
    "summary": lambda graph: [measures.summary(graph)],
    "nodes": drawing.node_rows,
    "links": drawing.link_rows,
}
TABLES = (*FACTS, *MEASURES)
