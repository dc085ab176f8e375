"""What is one over all articles, kept on disk and brought up to date by what has changed.

`quoth.extraction.relate` joins the same in memory, from all facts at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoth.lazy import lazily

if TYPE_CHECKING:
    from quoth.joining.graphs import digest as digest
    from quoth.joining.joined import Joined as Joined
    from quoth.joining.joined import Patch as Patch
    from quoth.joining.joined import Written as Written

_HOME = {"Joined": "joined", "Patch": "joined", "Written": "joined", "digest": "graphs"}

__all__ = ["Joined", "Patch", "Written", "digest"]


__getattr__ = lazily(__name__, _HOME)  # a question needs none of them
