"""The derived graphs, kept in units: of them only those are made anew that an article touches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from quoth.joining.reports import statement_from
from quoth.joining.tables import Tables
from quoth.joining.watch import tell
from quoth.rdf.derived import statement_triples
from quoth.rdf.iris import Iris
from quoth.rdf.units import DATASET, bodies_of, graph_of, named, shares, triples_of
from quoth.records import Facts

_MODULUS = 1 << 64
NOTHING = f"{0:016x}"  # the digest of a graph without a triple


class Derived:
    """The units of the derived graphs, with the shares that articles have in them."""

    def __init__(self, tables: Tables, iris: Iris, *, whole: bool) -> None:
        self._tables, self._iris, self._whole = tables, iris, whole
        self._touched: set[str] = set()

    def share(self, old: Facts | None, new: Facts | None) -> None:
        """Let what an article says now take the place of what it said."""
        before, after = (shares(one, self._iris) if one else {} for one in (old, new))
        for unit, text in before.items():
            if after.get(unit) != text:
                self._count(unit, text, -1)
        for unit, text in after.items():
            if before.get(unit) != text:
                self._count(unit, text, 1)

    def _count(self, unit: str, text: str, more: int) -> None:
        self._touched.add(unit)
        self._tables.do(
            "INSERT INTO share VALUES (?, ?, ?) ON CONFLICT (unit, data) "
            "DO UPDATE SET count = count + excluded.count", unit, text, more)
        if more < 0:
            self._tables.do("DELETE FROM share WHERE unit = ? AND data = ? AND count = 0", unit,
                            text)

    def renew(self) -> None:
        """Make the units anew in which articles have other shares."""
        posts = {unit for unit in self._touched if unit.startswith("post ")}
        for unit in sorted(self._touched - posts):
            if self._renew(unit) and unit.startswith("entity "):
                posts |= {row[0] for row in self._tables.ask(
                    "SELECT unit FROM bears WHERE body = ?", unit.removeprefix("entity "))}
        for unit in sorted(posts):
            self._bear(unit)
            self._renew(unit)
        self._touched.clear()

    def _told(self, unit: str) -> dict[str, int]:
        return dict(self._tables.ask("SELECT data, count FROM share WHERE unit = ?", unit))

    def _renew(self, unit: str) -> bool:
        """Make a unit anew; say whether it has another label."""
        told = self._told(unit)
        label = named(unit, told) if unit.startswith("entity ") and told else None
        before = self._tables.one("SELECT label FROM unit WHERE name = ?", unit)
        triples = triples_of(unit, told, self._iris, self._label)
        self.put(unit, graph_of(unit, self._iris), triples, label=label)
        return label != before

    def _label(self, entity: str) -> str:
        return self._tables.one(  # type: ignore[return-value]
            "SELECT label FROM unit WHERE name = ?", f"entity {entity}") or ""

    def _bear(self, unit: str) -> None:
        """Note whose names the label of a post needs."""
        wanted = bodies_of(self._told(unit))
        self._tables.many("INSERT OR IGNORE INTO bears VALUES (?, ?)",
                          [(body, unit) for body in wanted])

    def put(self, unit: str, graph: NamedNode, triples: Iterable[Triple], *,
            label: str | None = None) -> None:
        """Let a unit have these triples, and no others."""
        lines = _lines(triples)
        [(before, old)] = self._tables.ask(
            "SELECT lines, label FROM unit WHERE name = ?", unit) or [("", None)]
        if lines != before:
            self._mark(unit, graph.value, before, lines)
        if not lines and label is None:
            self._tables.do("DELETE FROM unit WHERE name = ?", unit)
        elif (lines, label) != (before, old):
            self._tables.do("INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?)", unit, graph.value,
                            lines, label)

    def _mark(self, unit: str, graph: str, before: str, lines: str) -> None:
        """Note that the quads lack a change of a unit, and what its graph is now."""
        if not self._whole:
            self._tables.do("INSERT OR IGNORE INTO stale_unit VALUES (?, ?, ?)", unit, graph,
                            before)
        tell(self._tables, unit, graph, before, lines)
        digest = int(str(self._tables.one(
            "SELECT digest FROM derived WHERE graph = ?", graph) or 0), 16)
        digest = (digest + _hash(unit, lines) - _hash(unit, before)) % _MODULUS
        self._tables.do("INSERT OR REPLACE INTO derived VALUES (?, ?)", graph, f"{digest:016x}")

    def statements(self, names: Iterable[str]) -> None:
        """Make statements anew."""
        for name in names:
            body = self._tables.one("SELECT body FROM statement WHERE id = ?", name)
            triples: Iterable[Triple] = ()
            if body:
                triples = statement_triples(statement_from(name, body),  # type: ignore[arg-type]
                                            json.loads(body)[3], self._iris)  # type: ignore[arg-type]
            self.put(name, self._iris.statements, triples)

    def constant(self, quads: Iterable[Quad]) -> None:
        """Put in what no article decides."""
        self.put(DATASET, self._iris.meta,
                 triples_of(DATASET, {}, self._iris, self._label))
        found: dict[NamedNode, list[Triple]] = {}
        for quad in quads:
            found.setdefault(quad.graph_name, []).append(quad.triple)
        for graph, triples in found.items():
            self.put(_constant(graph.value), graph, triples)


def lines_of_graph(tables: Tables, graph: str) -> Iterator[bytes]:
    """Yield all quads of a derived graph as N-Quads, each with its break."""
    end = f" <{graph}> .\n"
    for (lines,) in tables.rows.execute("SELECT lines FROM unit WHERE graph = ?", (graph,)):
        yield from (line.removesuffix(" .").__add__(end).encode() for line in lines.split("\n"))


def quads_of_lines(lines: str, graph: str) -> Iterator[Quad]:
    """Yield the quads of lines of N-Triples."""
    name = NamedNode(graph)
    for quad in parse(lines.encode(), format=RdfFormat.N_TRIPLES):
        yield Quad(quad.subject, quad.predicate, quad.object, name)


def digest(graph: str, quads: Iterable[Quad]) -> str:
    """Return the digest of a graph that no article decides."""
    return f"{_hash(_constant(graph), _lines(quad.triple for quad in quads)):016x}"


def _constant(graph: str) -> str:
    return f"constant {graph}"


def _lines(triples: Iterable[Triple]) -> str:
    return "\n".join(sorted({f"{triple} ." for triple in triples}))


def _hash(unit: str, lines: str) -> int:
    if not lines:
        return 0
    return int.from_bytes(hashlib.sha256(f"{unit}\n{lines}".encode()).digest()[:8], "big")
