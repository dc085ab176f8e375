"""Python's collector of cycles, held back while records are made by the hundred thousand.

Records hold no cycles, so that the collector finds nothing and only walks all of them again and
again: a quarter of the time of joining many articles. What is let go of is freed as ever.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000, 50, 50  # new objects before the youngest are looked at; runs of those; of these


@contextmanager
def seldom() -> Iterator[None]:
    """Look for cycles seldom in the block, or in the function that this decorates.

    >>> before = gc.get_threshold()
    >>> with seldom():
    ...     gc.get_threshold() == SELDOM
    True
    >>> gc.get_threshold() == before
    True
    """
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def paused() -> Iterator[None]:
    """Leave cycles alone in the block, or in the function that this decorates.

    >>> with paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
