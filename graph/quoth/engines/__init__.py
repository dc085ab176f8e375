"""Engines: ways to run one picklable callable over batches of rows, in order.

An engine is a function `(work, batches, *, jobs, lost) -> iterator of rows`. Each one gives the
rows that `serial` gives, byte for byte and in the same order.
"""

from __future__ import annotations

from quoth.engines.local import Engine, Lost, Row, Rows, Work, batched, pool, serial

ENGINES: dict[str, Engine] = {"serial": serial, "pool": pool}

__all__ = ["ENGINES", "Engine", "Lost", "Row", "Rows", "Work", "batched", "pool", "serial"]
