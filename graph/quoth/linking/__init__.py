"""Who is who: mentions to entities, attributions to quotations, quotations to statements."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quoth.linking.merging import merge as merge
    from quoth.linking.renaming import renames as renames
    from quoth.linking.resolver import Resolver as Resolver

_HOME = {"Resolver": "resolver", "merge": "merging", "renames": "renaming"}

__all__ = ["Resolver", "merge", "renames"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: one module of many may be all one needs."""
    if name not in _HOME:
        raise AttributeError(f"module 'quoth.linking' has no attribute {name!r}")
    value = getattr(import_module(f"quoth.linking.{_HOME[name]}"), name)
    globals()[name] = value
    return value
