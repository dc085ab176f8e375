"""The verbs that ask a graph: query, export, search, explain, diff, serve."""

from __future__ import annotations

import argparse
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoth.cli import terminal
from quoth.cli.options import add_store, add_verb, assignment
from quoth.errors import QueryError

if TYPE_CHECKING:
    from quoth.knowledge import KnowledgeGraph
    from quoth.stores import Result, Term

NUMBER = (int, float, Decimal)


def add_verbs(verbs: Any) -> None:
    """Add the verbs of this module."""
    query = add_verb(verbs, "query", run_query, "ask a graph",
                     example='quoth query who-said-what-about --set actor=csto --format csv')
    query.add_argument("query", nargs="?", metavar="NAME|FILE|-",
                       help="a named query, a file with SPARQL, - for stdin, or SPARQL itself")
    query.add_argument("--list", action="store_true", help="list the named queries")
    query.add_argument("--set", action="append", default=[], type=assignment, metavar="NAME=VALUE",
                       dest="parameters", help="set a parameter of a named query")
    query.add_argument("--format", default="table",
                       choices=("table", "csv", "tsv", "json", "xml", "ttl"),
                       help="form of the answer (default: table)")
    add_store(query)
    export = add_verb(verbs, "export", run_export, "write a graph to files",
                      example="quoth export graph.graphml statements.parquet")
    export.add_argument("files", nargs="+", metavar="FILE",
                        help="file to write; its ending says the format: ttl trig nq nt jsonld "
                             "rdf csv parquet html, of a network graphml gexf cyjs nodes.csv "
                             "edges.csv; - for stdout with --format")
    export.add_argument("--format", help="format, where the ending does not say it")
    export.add_argument("--network", choices=("speaks-of", "said", "named-together"),
                        default="speaks-of",
                        help="the network of graphml, gexf, cyjs, nodes and edges "
                             "(default: speaks-of)")
    add_store(export)
    explain = add_verb(verbs, "explain", run_explain, "say why a quotation has this speaker",
                       example="quoth explain 003.txt/q39-84")
    explain.add_argument("quotation", metavar="QUOTATION",
                         help="its IRI, or ARTICLE/qBEGIN-END with the article's id or file name")
    add_store(explain)


def run_query(args: argparse.Namespace) -> int:
    """Ask a named query, a file, stdin, or SPARQL text."""
    from quoth.knowledge import KnowledgeGraph

    if args.list or not args.query:
        return list_queries(asked=args.list)
    with KnowledgeGraph.open(args.store) as kg:
        result = kg.query(query_text(args.query), **dict(args.parameters))
        print_result(result, args.format, kg)
    return 0


def list_queries(*, asked: bool) -> int:
    """Print the named queries with their questions and parameters."""
    from quoth.rdf.queries import load, names

    if not asked:
        raise QueryError("no query is given: take one of `quoth query --list`, a file, or -")
    rows = [(q.name, q.question, " ".join(p.name for p in q.parameters))
            for q in map(load, names())]
    terminal.print_rows(("name", "question", "parameters"), rows)
    return 0


def query_text(name: str) -> str:
    """Return the SPARQL of a file or stdin; a name or SPARQL text as it is."""
    if name == "-":
        return sys.stdin.read()
    if name.endswith((".rq", ".sparql")):
        return Path(name).read_text("utf-8")
    return name


def print_result(result: Result, form: str, kg: KnowledgeGraph) -> None:
    """Print the answer to a query."""
    if result.kind == "boolean" and form == "table":
        print("yes" if result.boolean else "no")
    elif result.kind == "graph" and form == "table":
        sys.stdout.write(result.serialize("ttl"))
    elif form == "table":
        rows = [[short(cell, kg.iris.base) for cell in row] for row in result.rows]
        terminal.print_rows(result.variables, rows, numbers=numeric(result))
        if not rows:
            terminal.say("quoth: nothing in this graph answers that")
    else:
        sys.stdout.write(result.serialize(form))


def short(term: Term | None, base: str) -> str:
    """Return a term for people: an IRI of this graph without its base, others with a prefix."""
    from quoth.rdf.namespaces import PREFIXES

    if term is None or term.kind != "iri":
        return str(term or "")
    for prefix, start in PREFIXES.items():
        if term.value.startswith(start) and len(term.value) > len(start):
            return f"{prefix}:{term.value.removeprefix(start)}"
    return term.value.removeprefix(base)


def numeric(result: Result) -> list[str]:
    """Return the variables whose values are all numbers."""
    columns = zip(result.variables, zip(*result.rows, strict=True), strict=False)
    return [name for name, cells in columns
            if all(cell is None or isinstance(cell.python, NUMBER) for cell in cells)]


def run_export(args: argparse.Namespace) -> int:
    """Write the graph to files."""
    from quoth.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(args.store) as kg:
        for name in args.files:
            if name == "-":
                to_stdout(kg, args.format, args.network)
            else:
                kg.write(name, args.format, network=args.network)
    return 0


def to_stdout(kg: KnowledgeGraph, form: str | None, network: str) -> None:
    """Write the graph on stdout."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(kg.write(Path(folder) / "graph", form or "ttl", network=network))
        sys.stdout.flush()
        sys.stdout.buffer.write(path.read_bytes())


def run_explain(args: argparse.Namespace) -> int:
    """Print why a quotation has its speaker."""
    from quoth.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(args.store) as kg:
        for label, value in kg.explain(args.quotation):
            terminal.console().print(f"{label:<12}{terminal.clean(value)}", soft_wrap=True)
    return 0
