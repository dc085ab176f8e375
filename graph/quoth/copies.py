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
from typing import Any

from quoth.archive import Archive
from quoth.folders import clone
from quoth.stores import Store, open_store

NAME = "quads"


@dataclass(frozen=True)
class Graph:
    """A named graph to be: its quads are made when they are asked for."""

    iri: str
    digest: str
    quads: Callable[[], Iterable[Any]]


class Copies:
    """The copies of the store that lie beside an archive."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive, self._folder = archive, folder

    @property
    def current(self) -> str | None:
        """The name of the copy that holds, None where there is none."""
        name = self._archive.state("quads")
        return name if name and (self._folder / name).is_dir() else None

    def open(self) -> Store:
        """Open the copy that holds, for reading only."""
        return open_store(self._folder / (self.current or NAME), read_only=True)

    def write(self, stale: Sequence[Graph], gone: Sequence[str]) -> str:
        """Make the next copy, with some graphs written anew and some dropped; return its name."""
        old = self.current
        if old and not stale and not gone:
            return old
        self._sweep(old)
        new = f"{NAME}-{int(old.rpartition('-')[2]) + 1 if old else 1}"
        if old:
            clone(self._folder / old, self._folder / new)
        with open_store(self._folder / new, create=True) as store:
            if old:
                change(store, stale, gone)
            else:
                store.bulk_load(chain.from_iterable(graph.quads() for graph in stale))
        return new

    def _sweep(self, keep: str | None) -> None:
        """Remove the copies that nobody needs: older ones, and those of interrupted changes."""
        for path in self._folder.glob(f"{NAME}-*"):
            if path.name != keep:
                shutil.rmtree(path)


def change(store: Store, stale: Iterable[Graph], gone: Iterable[str]) -> None:
    """Drop the graphs that are gone, write those that differ."""
    for iri in gone:
        store.drop_graph(iri)
    for graph in stale:
        store.put_graph(graph.iri, graph.quads())
