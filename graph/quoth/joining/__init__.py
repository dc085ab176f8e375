"""What is one over all articles, kept on disk and brought up to date by what has changed.

`quoth.extraction.relate` joins the same in memory, from all facts at once.
"""

from __future__ import annotations

from quoth.joining.graphs import digest
from quoth.joining.joined import Joined, Patch, Written

__all__ = ["Joined", "Patch", "Written", "digest"]
