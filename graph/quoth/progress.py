"""How far a long run is: whoever listens is told, at whatever floor the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """How far a stage is; `total` is None where nobody knows."""

    stage: str
    done: int
    total: int | None = None
    item: str = ""


OnProgress = Callable[[Progress], None]

_listener: ContextVar[OnProgress | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: OnProgress) -> Iterator[None]:
    """Let `listener` be told of what `counted` counts while the block runs."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def counted(items: Iterable[T], stage: str, total: int | None = None) -> Iterator[T]:
    """Yield the items and tell how many are done, 0 first.

    >>> told = []
    >>> with listening(told.append):
    ...     list(counted("ab", "reading", 2))
    ['a', 'b']
    >>> [(now.stage, now.done, now.total) for now in told]
    [('reading', 0, 2), ('reading', 1, 2), ('reading', 2, 2)]
    """
    tell = _listener.get() or ignore
    tell(Progress(stage, 0, total))
    for done, item in enumerate(items, 1):
        yield item
        tell(Progress(stage, done, total))


def ignore(_: Progress) -> None:
    """Take no notice."""
