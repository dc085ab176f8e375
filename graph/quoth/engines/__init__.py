"""Engines: ways to run one picklable callable over batches of rows, in order.

An engine is a function `(work, batches, *, jobs, lost) -> iterator of rows`. Each one gives the
rows that `serial` gives, byte for byte and in the same order.
"""

from __future__ import annotations

from quoth.engines.guard import Guard, Lost, Row, Rows, Work
from quoth.engines.local import Engine, batched, pool, serial
from quoth.engines.ray import ray

ENGINES: dict[str, Engine] = {"serial": serial, "pool": pool, "ray": ray}

__all__ = ["ENGINES", "Engine", "Guard", "Lost", "Row", "Rows", "Work", "batched", "pool", "ray",
           "serial"]
