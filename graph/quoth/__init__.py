"""Quoth: who said what, as a knowledge graph.

>>> import quoth
>>> kg = quoth.open()
>>> kg.query("ASK { ?s ?p ?o }").boolean
False
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoth.lazy import lazily

__version__ = "0.1.0"

_HOME = {
    "Annotations": "records", "Article": "records", "Entity": "records", "Facts": "records",
    "Mention": "records", "Quotation": "records", "Span": "records", "Statement": "records",
    "QuothError": "errors", "read": "reading",
    "Options": "extraction", "annotate": "extraction", "extract": "extraction",
    "relate": "extraction", "resolve": "extraction",
    "KnowledgeGraph": "knowledge", "open": "knowledge",
    "Built": "pipeline", "Progress": "progress", "build": "pipeline",
    "Sharded": "sharding", "shard": "sharding",
    "theme": "views.drawing",
}

__all__ = ["__version__", *sorted(_HOME)]

if TYPE_CHECKING:
    from quoth.errors import QuothError as QuothError
    from quoth.extraction import Options as Options
    from quoth.extraction import annotate as annotate
    from quoth.extraction import extract as extract
    from quoth.extraction import relate as relate
    from quoth.extraction import resolve as resolve
    from quoth.knowledge import KnowledgeGraph as KnowledgeGraph
    from quoth.knowledge import open as open
    from quoth.pipeline import Built as Built
    from quoth.pipeline import build as build
    from quoth.progress import Progress as Progress
    from quoth.reading import read as read
    from quoth.records import Annotations as Annotations
    from quoth.records import Article as Article
    from quoth.records import Entity as Entity
    from quoth.records import Facts as Facts
    from quoth.records import Mention as Mention
    from quoth.records import Quotation as Quotation
    from quoth.records import Span as Span
    from quoth.records import Statement as Statement
    from quoth.sharding import Sharded as Sharded
    from quoth.sharding import shard as shard
    from quoth.views.drawing import theme as theme


__getattr__ = lazily(__name__, _HOME)  # `import quoth` itself is instant


def __dir__() -> list[str]:
    return __all__
