"""What is printed: plain text in a pipe, tables and a progress bar in a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from quoth.pipeline import OnProgress, Progress

WIDTH = 80  # of what is not a terminal
COLUMN = 13  # the least width of a column that can be read
# control characters, among them escape sequences, and marks that turn the direction of writing
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def prepare_streams() -> None:
    """Never fail on a character that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def clean(text: str) -> str:
    """Return text of an article without what a terminal would obey.

    >>> clean("a\\x1b[31m\\nb")
    'a [31m b'
    """
    return _CONTROL.sub(" ", text)


def console(file: TextIO | None = None) -> Console:
    """Return a console on stdout (or `file`): coloured only on a terminal without NO_COLOR."""
    file = file or sys.stdout
    width = None if file.isatty() else WIDTH
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


def say(text: str) -> None:
    """Print one line of talk on stderr."""
    print(clean(text), file=sys.stderr)


def shorten(text: str, width: int) -> str:
    """Return at most `width` characters of cleaned text, cut between words.

    >>> shorten("We will not allow it", 13)
    'We will not …'
    """
    text = " ".join(clean(text).split())
    if len(text) <= width:
        return text
    head = text[: width - 1]
    cut = head.rfind(" ")
    return head[: cut if cut > width // 2 else width - 2].rstrip(" ,;:") + " …"


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table, or where that would be too narrow, one under the other."""
    screen = console()
    if screen.width >= COLUMN * len(columns):
        screen.print(table(columns, rows))
        return
    label = max(map(len, columns), default=0) + 2
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            line = Text(f"{name:<{label}}", style="bold") + Text(clean(cell), style="not bold")
            screen.print(*line.wrap(screen, screen.width), sep="\n")
        screen.print()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "",
          numbers: Sequence[str] = ()) -> Table:
    """Return a table of cleaned cells; `numbers` names the columns that are set to the right."""
    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False,
                 title_style="bold", header_style="bold")
    for name in columns:
        made.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(clean(cell)) for cell in row))
    return made


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[OnProgress]:
    """Show a progress bar on stderr while the block runs, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn(), TextColumn("{task.fields[item]}"))
    with Bar(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("reading", total=None, item="")

        def tell(now: Progress) -> None:
            bar.update(task, description=now.stage, completed=now.done, total=now.total,
                       item=shorten(now.item, 30))

        yield tell
