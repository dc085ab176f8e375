"""Is the graph as the ontology says? Shapes look at nodes, verify queries between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph
from pyoxigraph import Quad

from quoth.rdf.shapes import constraints

Rows = Iterable[Mapping[str, str]]
Answer = Callable[[str], Rows]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is not as it should be: which check found it, on which node, and why.

    `severity` is violation or warning; `check` is the SHACL component (MaxCount) or the name of
    the verify query.
    """

    severity: str
    check: str
    node: str
    message: str
    path: str = ""
    value: str = ""

    def __str__(self) -> str:
        value = " ".join(self.value.split())
        return f"{self.severity}: {self.message}: {self.node}" + (
            f" (here: {value[:120]})" if value and value != self.node else "")


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
    return validate_by(_answerer(store))


def validate_by(answer: Answer) -> Report:
    """Check whatever answers queries: `answer` returns rows of text by name of variable."""
    return Report(tuple(sorted({*check_shapes(answer), *check_queries(answer)})))


def check_shapes(answer: Answer) -> Iterator[Finding]:
    """Yield what breaks a constraint of the shapes."""
    for rule in constraints():
        for row in answer(rule.select):
            yield Finding(rule.severity, rule.component, row["node"], rule.message, rule.path,
                          row.get("value", ""))


def check_queries(answer: Answer) -> Iterator[Finding]:
    """Yield what the verify queries find."""
    for name, text in sorted(verify_queries().items()):
        message = text.partition("\n")[0].lstrip("# ").rstrip(".")
        for row in answer(text):
            yield Finding("violation", name, row["node"], message)


@cache
def verify_queries() -> dict[str, str]:
    """Return the verify queries by name: each selects the nodes that break a rule."""
    folder = files("quoth.ontology") / "verify"
    return {path.name.removesuffix(".rq"): path.read_text("utf-8")
            for path in folder.iterdir() if path.name.endswith(".rq")}


def _answerer(store: pyoxigraph.Store) -> Answer:
    def answer(text: str) -> Iterator[dict[str, str]]:
        solutions = store.query(text, use_default_graph_as_union=True)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: solution[name].value for name in names if solution[name] is not None}

    return answer
