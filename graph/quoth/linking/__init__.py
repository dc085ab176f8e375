"""Who is who: mentions to entities, attributions to quotations, quotations to statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoth.lazy import lazily

if TYPE_CHECKING:
    from quoth.linking.merging import merge as merge
    from quoth.linking.renaming import renames as renames
    from quoth.linking.resolver import Resolver as Resolver

_HOME = {"Resolver": "resolver", "merge": "merging", "renames": "renaming"}

__all__ = ["Resolver", "merge", "renames"]


__getattr__ = lazily(__name__, _HOME)  # one module of many may be all one needs
