"""The who-said-what table that ends a build, and what to open next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quoth.cli.terminal import GAP, print_table, shorten, table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from quoth.knowledge import KnowledgeGraph
    from quoth.records import Statement

HEAD = ("Who", "Said", "Articles")
SPEAKERS, STATEMENTS = 10, 2  # that the table shows


def print_summary(kg: KnowledgeGraph, out: Path, console: Console) -> None:
    """Print who said what, and what to open next."""
    print_table(console, who_said_what(kg, width=console.width))
    statements, speakers = 0, set()
    for statement in kg.each_statement():
        statements += 1
        speakers.add(statement.speaker)
    articles, quotations = len(kg.archive), kg.census.heard.total()
    console.print(f"\n{count(quotations, 'quotation')} of "
                  f"{count(len(speakers - {None}), 'speaker')} in {count(articles, 'article')}, "
                  f"{count(statements, 'statement')}.{_copies(kg)}\n")
    steps = next_steps(out)
    wide = min(44, max(len(how) for _, how in steps) + 3)
    for what, how in steps:
        console.print(f"  {how:<{max(wide, len(how) + 2)}}{what}", soft_wrap=True)


def _copies(kg: KnowledgeGraph) -> str:
    """Return how many articles are copies of another one's text."""
    copies = sum(len(printed) - 1 for printed in kg.census.same.values())
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
    known = kg.census.known
    names = {name: known[name].name if name in known else name for name in kg.census.heard if name}
    said = Counter(one.speaker for one in kg.each_statement() if one.speaker)
    order = sorted(said, key=lambda who: (-said[who], names.get(who, who)))
    best = _best(kg, order[:SPEAKERS])
    name = min(22, width // 3)
    room = max(16, width - name - len(HEAD[-1]) - 2 * GAP)
    rows = []
    for who in order[:SPEAKERS]:
        for number, (articles, label) in enumerate(best[who]):
            rows.append((shorten(names.get(who, who), name) if not number else "",
                         shorten(_said(label), 2 * room - 6), str(articles)))
        if said[who] > STATEMENTS:
            rows.append(("", f"and {said[who] - STATEMENTS} more", ""))
    if len(order) > SPEAKERS:
        rows.append((f"{len(order) - SPEAKERS} others", "", ""))
    return table(HEAD, rows, widths=(name, room, len(HEAD[-1])), numbers=HEAD[-1:])


def _best(kg: KnowledgeGraph, speakers: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """Return what most articles report of each speaker: how many articles, in which words."""
    told: dict[str, list[Statement]] = {who: [] for who in speakers}
    for statement in kg.each_statement():
        if statement.speaker in told:
            told[statement.speaker].append(statement)
    found = {}
    for who, statements in told.items():
        most = sorted((_articles(one) for one in statements), reverse=True)[:STATEMENTS]
        best = sorted((_weight(kg, one), one.label) for one in statements
                      if _articles(one) >= most[-1])
        found[who] = [(-weight[0], label) for weight, label in best[:STATEMENTS]]
    return found


def _articles(statement: Statement) -> int:
    return len({article for article, _ in statement.quotations})


def _said(label: str) -> str:
    """Return what was said without the conjunction that the report put before it.

    >>> _said("that the bridge is safe")
    'the bridge is safe'
    """
    return label.removeprefix("that ")


def _weight(kg: KnowledgeGraph, statement: Statement) -> tuple:
    """Sort first what most articles report, then own words before reported ones."""
    quotations = [kg.quotation("/".join(pair))[1] for pair in statement.quotations]
    direct = any(q.form != "indirect" for q in quotations)
    sure = max(q.confidence for q in quotations)
    return (-_articles(statement), not direct, -round(sure, 2), statement.id)


def refused(rejected: Sequence, where: Path | None) -> list[str]:
    """Return one line for each refused input, and where they are listed."""
    lines = [f"quoth: {one.key}: {one.reason}" for one in rejected]
    if rejected and where:
        lines.append(f"quoth: {count(len(rejected), 'input')} refused, listed in {where}")
    return lines
