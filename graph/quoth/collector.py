"""Python's collector of cycles, paused while records are made by the hundred thousand.

Records hold no cycles, so that the collector finds nothing and only walks all of them again and
again: a quarter of the time of joining many articles. What is let go of is freed as ever.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
