"""Read a query before a store does: what kind it is, which graphs it asks, and what it must not do.

The query is parsed, not searched: a `SERVICE` in a comment or a string is harmless, one that is
written with code point escapes is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quoth.errors import QueryError
from quoth.rdf.namespaces import PREFIXES

if TYPE_CHECKING:  # the parser is slow to import and not needed to change a graph
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parserutils import CompValue

KINDS = {"SelectQuery": "select", "AskQuery": "ask",
         "ConstructQuery": "construct", "DescribeQuery": "describe"}


@dataclass(frozen=True)
class Form:
    """What a query is: `kind` select, ask, construct or describe, and its FROM clauses.

    `text` is the query with the PREFIX lines that it lacks, on its own first line; `star` says
    that it selects all variables (`SELECT *`).
    """

    kind: str
    text: str
    star: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def has_dataset(self) -> bool:
        """Whether the query says itself which graphs it asks."""
        return bool(self.default_graphs or self.named_graphs)


@lru_cache(maxsize=256)
def check(sparql: str) -> Form:
    """Return the form of one SPARQL 1.1 query.

    The prefixes of the ontology need no PREFIX line. Raises QueryError where the query is
    malformed, an update, uses a prefix that nobody declared, or holds SERVICE.

    >>> check("SELECT * { ?s quoth:speaker ?o }").text
    'PREFIX quoth: <https://w3id.org/quoth/ns#> SELECT * { ?s quoth:speaker ?o }'
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(sparql)
        nodes = list(_nodes(tree))
    except ParseException as error:
        raise QueryError(f"malformed query, {_place(error)}") from error
    except RecursionError as error:
        raise QueryError("the query is nested too deeply") from error
    if any(node.name == "ServiceGraphPattern" for node in nodes):
        raise QueryError("SERVICE is refused: a query asks this store and no other address")
    text = _prologue(nodes) + sparql
    kind = KINDS[tree[1].name]
    star = kind == "select" and not tree[1].projection
    if any(node.name == "DatasetClause" for node in nodes):
        return Form(kind, text, star, *_dataset(text))
    return Form(kind, text, star)


def _nodes(tree: Any) -> Iterator[CompValue]:
    """Yield every node of a parse tree, without recursion."""
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, CompValue):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list | tuple) or hasattr(item, "asList"):
            waiting.extend(item)


def _prologue(nodes: list[CompValue]) -> str:
    """Return PREFIX declarations for the prefixes that are used and not declared."""
    declared = {node.prefix or "" for node in nodes if node.name == "PrefixDecl"}
    used = {node.prefix or "" for node in nodes if node.name == "pname"}
    for prefix in sorted(used - declared - PREFIXES.keys()):
        raise QueryError(f"the prefix {prefix}: is not declared")
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in sorted(used - declared))


def _dataset(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the graphs of FROM and FROM NAMED, as full IRIs."""
    clauses = translated(text).algebra.datasetClause or []
    return (tuple(str(c.default) for c in clauses if c.default),
            tuple(str(c.named) for c in clauses if c.named))


def translated(text: str) -> Any:
    """Return the algebra of a query as rdflib evaluates it."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return translateQuery(parseQuery(text))
    except RecursionError as error:
        raise QueryError("the query is nested too deeply") from error
    except Exception as error:  # rdflib raises bare Exception, KeyError, TypeError for bad algebra
        raise QueryError(f"malformed query: {_line(error)}") from error


def _place(error: ParseException) -> str:
    return f"line {error.lineno}, column {error.column}: {_line(error.msg)}"


def _line(error: object) -> str:
    return re.sub(r"\s+", " ", str(error)).strip()[:200]
