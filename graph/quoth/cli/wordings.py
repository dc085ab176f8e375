"""What a search found, and the wordings of a statement side by side, with marks in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quoth.cli import terminal

if TYPE_CHECKING:
    from quoth.stores.fulltext import Hit
    from quoth.views.diff import Diff, Wording

COLUMN = 36  # the least width of a wording beside others
MARKED = "bold underline yellow"


def print_hits(hits: Sequence[Hit]) -> None:
    """Print what was found, one block a statement."""
    screen = terminal.console()
    for hit in hits:
        where = " · ".join(filter(None, (hit.date, hit.outlet or hit.key)))
        name = hit.statement.removeprefix("statement/")
        screen.print(Text.assemble((terminal.clean(hit.name or "(nobody named)"), "bold"),
                                   f"  {terminal.clean(where)}  ", (name, "dim")))
        screen.print(found_text(hit, plain=not coloured(screen)), soft_wrap=not screen.is_terminal)
        screen.print()
    if not hits:
        terminal.say("quoth: nothing found; fewer words or begin* find more")


def found_text(hit: Hit, *, plain: bool) -> Text:
    """Return the text of a hit with the words that were looked for marked."""
    cuts = sorted({0, len(hit.text), *(at for mark in hit.marks for at in mark)})
    starts = {start for start, _ in hit.marks}
    return styled(((hit.text[a:b], a in starts) for a, b in zip(cuts, cuts[1:], strict=False)),
                  plain=plain)


def coloured(screen: Console) -> bool:
    """Say whether marks can be colours; else they are braces."""
    return bool(screen.color_system) and not screen.no_color


def styled(parts: Iterable[tuple[str, bool]], *, plain: bool) -> Text:
    """Return parts as text; what is marked is in colour, or without colours in braces."""
    text = Text()
    for part, mark in parts:
        part = terminal.clean(part)
        text.append(f"{{{part}}}" if mark and plain else part, MARKED if mark and not plain else "")
    return text


def print_diff(diff: Diff, screen: Console) -> None:
    """Print wordings side by side where they fit, else below one another."""
    count = len(diff.wordings)
    name = terminal.clean(diff.speaker or "(nobody named)")
    screen.print(Text(f"{name}: {count} wording{'' if count == 1 else 's'}", "bold"))
    if count > 1:
        marks = "marked" if coloured(screen) else "{in braces}"
        screen.print(f"{marks}: in the first what no other has, in the others what it has not")
    screen.print()
    if 1 < count <= screen.width // COLUMN:
        terminal.print_table(screen, side_by_side(diff, screen))
        screen.print()
        return
    for number, wording in enumerate(diff.wordings):
        screen.print(Text(" · ".join(about(wording, first=not number)), "bold"))
        screen.print(styled(wording.parts, plain=not coloured(screen)))
        screen.print()


def side_by_side(diff: Diff, screen: Console) -> Table:
    """Return a table with one column a wording."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold",
                 expand=True)
    for number, wording in enumerate(diff.wordings):
        made.add_column(Text("\n".join(about(wording, first=not number))), ratio=1,
                        overflow="fold")
    made.add_row(*(styled(w.parts, plain=not coloured(screen)) for w in diff.wordings))
    return made


def about(wording: Wording, *, first: bool) -> tuple[str, str]:
    """Return where a report is from, and what is known of it."""
    kept = None if first else f"keeps {100 * wording.kept:.0f} %"
    known = filter(None, (wording.date, wording.form, kept))
    return terminal.clean(wording.outlet), " · ".join(known)
