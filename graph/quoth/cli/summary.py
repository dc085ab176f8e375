"""The who-said-what table that ends a build, and what to open next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from quoth.cli.terminal import GAP, print_table, shorten, table
from quoth.records import Quotation, Statement

if TYPE_CHECKING:
    from quoth.knowledge import KnowledgeGraph

HEAD = ("Who", "Said", "Articles")
SPEAKERS, STATEMENTS = 10, 2  # that the table shows


def print_summary(kg: KnowledgeGraph, out: Path, console: Console) -> None:
    """Print who said what, and what to open next."""
    print_table(console, who_said_what(kg, width=console.width))
    speakers = {s.speaker for s in kg.statements if s.speaker}
    console.print(f"\n{count(len(kg.quotations), 'quotation')} of "
                  f"{count(len(speakers), 'speaker')} in {count(len(kg.articles), 'article')}, "
                  f"{count(len(kg.statements), 'statement')}.{_copies(kg)}\n")
    steps = next_steps(out)
    wide = min(44, max(len(how) for _, how in steps) + 3)
    for what, how in steps:
        console.print(f"  {how:<{max(wide, len(how) + 2)}}{what}", soft_wrap=True)


def _copies(kg: KnowledgeGraph) -> str:
    """Return how many articles are copies of another one's text."""
    copies = sum(one.work not in (None, one.article.id) for one in kg.facts)
    if not copies:
        return ""
    return (f"\n{count(copies, 'article')} print{'s' if copies == 1 else ''} the text of another "
            "one: what it says counts once (quoth query one-text).")


def count(number: int, noun: str) -> str:
    """Return `1 article`, `2 articles`.

    >>> count(2000, "article")
    '2,000 articles'
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def next_steps(out: Path) -> list[tuple[str, str]]:
    """Return what to look at and to do next, as pairs of words and of file or command."""
    store = "" if str(out) == "out" else f" -s {out}"
    return [
        ("the graph: open it in a browser", f"{out / 'graph.html'}"),
        ("the articles, with who said what marked", f"{out / 'articles' / 'index.html'}"),
        ("every quotation, as a table", f"{out / 'statements.csv'}"),
        ("ask it (--list shows the questions)", f"quoth query who-said-what{store}"),
        ("search, read and check in a browser", f"quoth serve{store}"),
    ]


def who_said_what(kg: KnowledgeGraph, *, width: int = 80) -> Table:
    """Return a table of the speakers most heard, with what most articles report of each."""
    told = {(one.article.id, q.id): q for one in kg.facts for q in one.quotations}
    names = {entity.id: entity.name for entity in kg.actors}
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in kg.statements:
        if statement.speaker:
            said[statement.speaker].append(statement)
    order = sorted(said, key=lambda who: (-len(said[who]), names.get(who, who)))
    name = min(22, width // 3)
    room = max(16, width - name - len(HEAD[-1]) - 2 * GAP)
    rows = []
    for who in order[:SPEAKERS]:
        best = sorted(said[who], key=lambda s: _weight(s, told))
        for number, statement in enumerate(best[:STATEMENTS]):
            articles = {article for article, _ in statement.quotations}
            rows.append((shorten(names.get(who, who), name) if not number else "",
                         shorten(_said(statement.label), 2 * room - 6), str(len(articles))))
        if len(best) > STATEMENTS:
            rows.append(("", f"and {len(best) - STATEMENTS} more", ""))
    if len(order) > SPEAKERS:
        rows.append((f"{len(order) - SPEAKERS} others", "", ""))
    return table(HEAD, rows, widths=(name, room, len(HEAD[-1])), numbers=HEAD[-1:])


def _said(label: str) -> str:
    """Return what was said without the conjunction that the report put before it.

    >>> _said("that the bridge is safe")
    'the bridge is safe'
    """
    return label.removeprefix("that ")


def _weight(statement: Statement, told: dict[tuple[str, str], Quotation]) -> tuple:
    """Sort first what most articles report, then own words before reported ones."""
    quotations = [told[pair] for pair in statement.quotations if pair in told]
    articles = {article for article, _ in statement.quotations}
    direct = any(q.form != "indirect" for q in quotations)
    sure = max((q.confidence for q in quotations), default=0.0)
    return (-len(articles), not direct, -round(sure, 2), statement.id)


def refused(rejected: Sequence, where: Path | None) -> list[str]:
    """Return one line for each refused input, and where they are listed."""
    lines = [f"quoth: {one.key}: {one.reason}" for one in rejected]
    if rejected and where:
        lines.append(f"quoth: {count(len(rejected), 'input')} refused, listed in {where}")
    return lines
