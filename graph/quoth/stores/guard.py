"""Read a query before a store does: what kind it is, which graphs it asks, and what it must not do.

The query is parsed, not searched: a `SERVICE` in a comment or a string is harmless, one that is
written with code point escapes is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyparsing import ParseException
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from quoth.errors import QueryError

KINDS = {"SelectQuery": "select", "AskQuery": "ask",
         "ConstructQuery": "construct", "DescribeQuery": "describe"}


@dataclass(frozen=True)
class Form:
    """What a query is: `kind` select, ask, construct or describe, and its FROM clauses."""

    kind: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def has_dataset(self) -> bool:
        """Whether the query says itself which graphs it asks."""
        return bool(self.default_graphs or self.named_graphs)


def check(sparql: str) -> Form:
    """Return the form of one SPARQL 1.1 query.

    Raises QueryError where it is malformed, an update, or holds SERVICE.

    >>> check("SELECT * { ?s ?p ?o }").kind
    'select'
    """
    try:
        tree = parseQuery(sparql)
        algebra = translateQuery(tree).algebra
    except ParseException as error:
        raise QueryError(f"malformed query, {_place(error)}") from error
    except RecursionError as error:
        raise QueryError("the query is nested too deeply") from error
    except Exception as error:  # rdflib raises bare Exception, KeyError, TypeError for bad algebra
        raise QueryError(f"malformed query: {_line(error)}") from error
    if any(node.name == "ServiceGraphPattern" for node in _nodes(tree)):
        raise QueryError("SERVICE is refused: a query asks this store and no other address")
    return Form(KINDS[tree[1].name], *_dataset(algebra))


def _nodes(value: Any) -> Iterator[CompValue]:
    """Yield every node of a parse tree, without recursion."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, CompValue):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list | tuple) or hasattr(item, "asList"):
            waiting.extend(item)


def _dataset(algebra: CompValue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    clauses = algebra.datasetClause or []
    return (tuple(str(c.default) for c in clauses if c.default),
            tuple(str(c.named) for c in clauses if c.named))


def _place(error: ParseException) -> str:
    return f"line {error.lineno}, column {error.column}: {_line(error.msg)}"


def _line(error: object) -> str:
    return re.sub(r"\s+", " ", str(error)).strip()[:200]
