"""Is the graph as the ontology says? Shapes look at nodes, verify queries between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyoxigraph
import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import RDF, SH

SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
Select = Callable[[str], Iterable[str]]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is not as it should be: which check found it, on which node, and why."""

    severity: str
    check: str
    node: str
    message: str
    path: str = ""
    value: str = ""

    def __str__(self) -> str:
        value = f" (here: {self.value})" if self.value else ""
        return f"{self.severity}: {self.message}: {self.node}{value}"


@dataclass(frozen=True)
class Report:
    """What validation found; a graph with warnings alone conforms."""

    findings: tuple[Finding, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated."""
        return not any(finding.severity == "violation" for finding in self.findings)


def validate(quads: Iterable[Quad]) -> Report:
    """Check quads, those of all graphs with the vocabularies, against shapes and verify queries.

    >>> validate([]).conforms
    True
    """
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    found = {*check_shapes(store), *check_queries(_selector(store))}
    return Report(tuple(sorted(found)))


def check_shapes(quads: Iterable[Quad]) -> Iterator[Finding]:
    """Yield what the SHACL shapes find in the union of the graphs."""
    graph = rdflib.Graph()
    graph.parse(data=_ntriples(quads), format="nt")
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none")
    assert isinstance(results, rdflib.Graph)
    for result in results.subjects(RDF.type, SH.ValidationResult):
        yield _finding(results, result)


def check_queries(select: Select) -> Iterator[Finding]:
    """Yield what the verify queries find; `select` answers one with the IRIs of bad nodes."""
    for name, text in sorted(verify_queries().items()):
        message = text.partition("\n")[0].lstrip("# ").rstrip(".")
        for node in select(text):
            yield Finding("violation", name, node, message)


@cache
def shapes() -> rdflib.Graph:
    """Return the shapes as a graph."""
    text = (files("quoth.ontology") / "shapes.ttl").read_text("utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


@cache
def verify_queries() -> dict[str, str]:
    """Return the verify queries by name: each selects the nodes that break a rule."""
    folder = files("quoth.ontology") / "verify"
    return {path.name.removesuffix(".rq"): path.read_text("utf-8")
            for path in folder.iterdir() if path.name.endswith(".rq")}


def _ntriples(quads: Iterable[Quad]) -> str:
    return "\n".join({f"{quad.triple} ." for quad in quads})


def _selector(store: pyoxigraph.Store) -> Select:
    def select(text: str) -> Iterator[str]:
        for solution in store.query(text, use_default_graph_as_union=True):  # type: ignore
            yield solution["node"].value

    return select


def _finding(results: rdflib.Graph, result: Any) -> Finding:
    def text(predicate: rdflib.URIRef) -> str:
        value = results.value(result, predicate)
        return "" if value is None else str(value)

    component = text(SH.sourceConstraintComponent).rpartition("#")[2]
    severity = SEVERITIES[results.value(result, SH.resultSeverity)]
    return Finding(severity, component.removesuffix("ConstraintComponent"), text(SH.focusNode),
                   " ".join(text(SH.resultMessage).split()), text(SH.resultPath), text(SH.value))
