"""What is printed: plain text in a pipe, tables and a progress bar in a terminal."""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:  # rich is slow to import, and most commands print a line or two
    from rich.console import Console
    from rich.table import Table

    from quoth.progress import OnProgress, Progress

WIDTH = 80  # of what is not a terminal
GAP = 3  # blanks between columns
EACH = 60  # seconds between two lines of a log
LINES = 9  # the most lines of a cell
SQUEEZED = 12  # the width below which a text is hard to read
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
    from rich.console import Console

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


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], *,
               numbers: Sequence[str] = ()) -> None:
    """Print rows as a table, or where texts would be squeezed, as one block a row.

    `numbers` names the columns that are set to the right.
    """
    from rich.text import Text

    screen = console()
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = fitted([columns, *cells], screen.width)
    if widths:
        print_table(screen, table(columns, cells, widths=widths, numbers=numbers))
        return
    label = max(map(len, columns), default=0) + 2
    for row in cells:
        for name, cell in zip(columns, row, strict=True):
            lines = Text(cell).wrap(screen, max(10, screen.width - label)) if cell else ()
            for number, line in enumerate(lines):
                line.rstrip()
                screen.print(Text(f"{name * (not number):<{label}}", style="bold"), line, sep="")
        screen.print()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int],
          numbers: Sequence[str] = ()) -> Table:
    """Return a table of cleaned cells."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name, width in zip(columns, widths, strict=True):
        made.add_column(name, width=width, justify="right" if name in numbers else "left",
                        overflow="fold")
    for row in rows:
        made.add_row(*map(Text, row))
    return made


def fitted(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return widths of columns: short ones get what they need, long ones share the rest.

    The share of a long column grows with the square root of its length. Where one gets less than
    `SQUEEZED`, or needs more than `LINES`, there is no good table and no width is returned.

    >>> fitted([["n" * 5, "text " * 60, "year", "words " * 16]], 75), fitted([["x" * 90] * 9], 80)
    ([5, 36, 4, 21], [])
    """
    natural = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left = width - GAP * (len(natural) - 1)
    fits = [0] * len(natural)
    order = sorted(range(len(natural)), key=natural.__getitem__)
    for done, number in enumerate(order):
        need, rest = natural[number], order[done:]
        weight = sum(math.sqrt(natural[n]) for n in rest) or 1
        share = max(SQUEEZED, round(left * math.sqrt(need) / weight))
        fits[number] = min(need, max(0, left), share if need > left // len(rest) else need)
        left -= fits[number]
    squeezed = any(fit < min(need, max(SQUEEZED, need / LINES))
                   for fit, need in zip(fits, natural, strict=True))
    return [] if squeezed else fits


def print_table(screen: Console, made: Table) -> None:
    """Print a table without the blanks that fill its lines."""
    with screen.capture() as shown:
        screen.print(made)
    text = shown.get()
    lines = text.split("\n") if screen.color_system else [x.rstrip() for x in text.split("\n")]
    screen.file.write("\n".join(lines))


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[OnProgress]:
    """Show on stderr how far it is while the block runs: a bar on a terminal, else a line a minute.
    """
    if quiet:
        yield lambda _: None
    elif not sys.stderr.isatty():
        yield Log(sys.stderr)
    else:
        from quoth.cli.bar import bar

        yield from bar()


class Log:
    """Writes to what is no terminal how far a long run is: a line each minute, none in the first.

    The rate is that since the line before, as what an interrupted run left is passed over fast.

    >>> clock = iter([0, 30, 90, 100, 160]).__next__
    >>> log = Log(sys.stdout, clock=clock)
    >>> from quoth.progress import Progress
    >>> for done in (100, 600, 700, 1600):
    ...     log(Progress("reading", done, 4000))
    reading: 600 of 4,000, 8.3/s, 0:06:48 left
    reading: 1,600 of 4,000, 14/s, 0:02:48 left
    """

    def __init__(self, file: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._file, self._clock = file, clock
        self._stage, self._from, self._told = "", (0.0, 0), clock()

    def __call__(self, now: Progress) -> None:
        """Take notice of how far it is."""
        time_now = self._clock()
        if now.stage != self._stage:
            self._stage, self._from = now.stage, (time_now, now.done)
        if time_now < self._told + EACH:
            return
        self._told = time_now
        begun, first = self._from
        self._from = (time_now, now.done)
        passed, done = time_now - begun, now.done - first
        total = f" of {now.total:,}" if now.total else ""
        parts = [f"{now.stage}: {now.done:,}{total}"]
        if passed and done > 0:
            parts.append(rate(done / passed))
            if now.total and now.total > now.done:
                parts.append(left((now.total - now.done) * passed / done))
        print(", ".join(parts), file=self._file, flush=True)


def rate(speed: float) -> str:
    """Return `12/s`, or `0.5/s` where it is slow."""
    return f"{speed:.{0 if speed >= 10 else 1}f}/s"


def left(seconds: float) -> str:
    """Return `0:03:20 left`."""
    return f"{timedelta(seconds=round(seconds))} left"
