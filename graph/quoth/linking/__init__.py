"""Who is who: mentions to entities, attributions to quotations, quotations to statements."""

from __future__ import annotations

from quoth.linking.merging import merge
from quoth.linking.renaming import renames
from quoth.linking.resolver import Resolver

__all__ = ["Resolver", "merge", "renames"]
