"""The progress bar of a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from quoth.cli.terminal import console, left, rate, shorten

if TYPE_CHECKING:
    from quoth.progress import OnProgress, Progress


class RateColumn(ProgressColumn):
    """How many are done a second, once that is known."""

    def render(self, task: Task) -> Text:
        """Return `12/s`, or `0.5/s` where it is slow."""
        return Text(rate(task.speed) if task.speed else "", "progress.data.speed")


class LeftColumn(ProgressColumn):
    """How long the rest will take, where the total is known."""

    def render(self, task: Task) -> Text:
        """Return `3:20 left`."""
        remaining = task.time_remaining
        return Text(left(remaining) if remaining else "", "progress.remaining")


def bar() -> Iterator[OnProgress]:
    """Yield what moves the bar; it is gone when the block ends."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(16),
               MofNCompleteColumn(), RateColumn(), TimeElapsedColumn(), LeftColumn(),
               TextColumn("{task.fields[item]}"))
    with Bar(*columns, console=console(sys.stderr), transient=True) as shown:
        task = shown.add_task("reading", total=None, item="")

        def tell(now: Progress) -> None:
            shown.update(task, description=now.stage, completed=now.done, total=now.total,
                       item=shorten(now.item, 16))

        yield tell
