"""Where quads live: in memory (rdflib), on disk (Oxigraph), or on a SPARQL 1.1 server."""

from __future__ import annotations

from pathlib import Path

from quoth.stores.base import Store
from quoth.stores.result import Result, Term

__all__ = ["Result", "Store", "Term", "open_store"]


def open_store(
    location: str | Path | None, *, create: bool = False, read_only: bool = False
) -> Store:
    """Open the store at `location`: None is memory, a folder Oxigraph, a URL a SPARQL server.

    `create` makes a folder that is missing, `read_only` opens one that nobody may write.

    >>> with open_store(None) as store:
    ...     store.query("ASK { ?s ?p ?o }").boolean
    False
    """
    if location is None:
        from quoth.stores.memory import MemoryStore

        return MemoryStore()
    if str(location).startswith(("http://", "https://")):
        from quoth.stores.remote import RemoteStore

        return RemoteStore(str(location))
    from quoth.stores.oxigraph import OxigraphStore

    return OxigraphStore(location, create=create, read_only=read_only)
