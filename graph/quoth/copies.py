"""Copies of a store: each change makes the next one, and nobody's reading is disturbed.

A copy shares the big files of the one before. The archive notes which copy holds; the last one
before it stays until the next change, for those who are reading it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, parse

from quoth.archive import Archive
from quoth.folders import clone
from quoth.stores import Store, open_store

if TYPE_CHECKING:
    from quoth.joining import Patch
    from quoth.rdf.spool import Spool

NAME = "quads"


@dataclass(frozen=True)
class Graph:
    """A named graph to be, as N-Quads: its lines are made when they are asked for."""

    iri: str
    lines: Callable[[], Iterable[bytes]]

    def quads(self) -> Iterable[Any]:
        """Return the lines as quads."""
        return parse(b"".join(self.lines()), format=RdfFormat.N_QUADS)


class Copies:
    """The copies of the store that lie beside an archive."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive, self.folder = archive, folder

    @property
    def current(self) -> str | None:
        """The name of the copy that holds, None where there is none."""
        name = self._archive.state("quads")
        return name if name and (self.folder / name).is_dir() else None

    def open(self) -> Store:
        """Open the copy that holds, for reading only."""
        return open_store(self.folder / (self.current or NAME), read_only=True)

    def write(self, stale: Iterable[Graph], gone: Sequence[str], patches: Sequence[Patch], *,
              whole: bool, spool: Spool | None = None) -> str:
        """Make the next copy, with some graphs written anew, some dropped and some patched; return
        its name. A `whole` copy is made of all graphs, without regard to the one before; `spool`
        keeps its lines.
        """
        old = self.current
        self._sweep(old)
        new = f"{NAME}-{int(old.rpartition('-')[2]) + 1 if old else 1}"
        if not whole and old:
            clone(self.folder / old, self.folder / new)
        with open_store(self.folder / new, create=True) as store:
            if whole:
                store.load_lines(chain.from_iterable(
                    spool.through(f"<{graph.iri}>".encode(), graph.lines()) if spool
                    else graph.lines() for graph in stale))
            else:
                change(store, stale, gone)
                for patch in patches:
                    store.patch(patch.graph, patch.gone, patch.new)
        return new

    def _sweep(self, keep: str | None) -> None:
        """Remove the copies that nobody needs: older ones, and those of interrupted changes."""
        for path in self.folder.glob(f"{NAME}-*"):
            if path.name != keep:
                shutil.rmtree(path)


def change(store: Store, stale: Iterable[Graph], gone: Iterable[str]) -> None:
    """Drop the graphs that are gone, write those that differ."""
    for iri in gone:
        store.drop_graph(iri)
    for graph in stale:
        store.put_graph(graph.iri, graph.quads())
