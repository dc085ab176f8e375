"""The facts of an article as the file beside the archive holds them."""

from __future__ import annotations

import json
import zlib

from quoth.records import Facts


def packed(facts: Facts) -> bytes:
    """Return the facts of an article with its text, packed."""
    return zlib.compress(json.dumps(facts.to_dict(with_text=True)).encode(), 1)


def unpacked(body: object) -> Facts:
    """Return the facts that were packed."""
    return Facts.from_dict(unpacked_row(body))


def unpacked_row(body: object) -> dict:
    """Return the facts that were packed, as a row of JSON."""
    return json.loads(zlib.decompress(body))  # type: ignore[arg-type]
