"""What is one over all articles, kept on disk and brought up to date by what has changed.

`quoth.extraction.relate` joins the same in memory, from all facts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quoth.joining.graphs import digest as digest
    from quoth.joining.joined import Joined as Joined
    from quoth.joining.joined import Patch as Patch
    from quoth.joining.joined import Written as Written

_HOME = {"Joined": "joined", "Patch": "joined", "Written": "joined", "digest": "graphs"}

__all__ = ["Joined", "Patch", "Written", "digest"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: a question needs none of them."""
    if name not in _HOME:
        raise AttributeError(f"module 'quoth.joining' has no attribute {name!r}")
    value = getattr(import_module(f"quoth.joining.{_HOME[name]}"), name)
    globals()[name] = value
    return value
