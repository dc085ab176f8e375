"""The files beside a store: of them only that is made anew which a change of the store touches.

A list beside the quads tells what the files were made from and how they lay on the disk then. What
it does not hold for, as after a crash or when somebody wrote to a file, is made anew; either way
the bytes are those that a build writes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from quoth import __version__, stamps
from quoth.errors import StoreError
from quoth.exports import whole
from quoth.folders import share
from quoth.rdf import trig
from quoth.rdf.formats import write_lines
from quoth.rdf.sorting import among, spliced
from quoth.rdf.spool import Spool
from quoth.rdf.units import epoch

if TYPE_CHECKING:
    from quoth.knowledge import KnowledgeGraph

NAME = "outputs.json"
LINES, BLOCKS, PAGES = "graph.nq", "graph.trig", "articles"
FEW = 10  # graphs that a line is sooner compared with than taken apart
Place = list[int]  # size and time of change of a file


class Outputs:
    """What the files beside a store were made from, and what they are to be made from now."""

    def __init__(self, kg: KnowledgeGraph, out: Path) -> None:
        self._kg, self.out = kg, out
        self._list = kg.folder / NAME
        self._state, self._graphs = kg.archive.state("joined"), kg.digests()
        self._stamp = f"{__version__} {stamps.code('outputs')} {kg.iris.base} {epoch()}"
        self._before = self._read()
        self._prefixes: Counter[str] | None = None
        self._pages: dict[str, str] = {}

    def _read(self) -> dict:
        """Return what is known of the files; nothing where other code made them."""
        with suppress(OSError, ValueError):
            found = json.loads(self._list.read_text("utf-8"))
            if found["stamp"] == self._stamp and self._graphs:
                return found
        return {"graphs": {}, "prefixes": {}, "files": {}, "pages": {}}

    def is_as_made(self, name: str) -> bool:
        """Say whether a file is as it was when its making was noted."""
        return self._before["files"].get(name) == _place(self.out / name) is not None

    @property
    def are_current(self) -> bool:
        """Whether all files are what would be written now."""
        files = self._before["files"]
        return bool(self._graphs) and self._graphs == self._before["graphs"] and (
            {name for name in files if "/" in name} == {
                f"{PAGES}/{path.name}" for path in (self.out / PAGES).glob("*")}
            and all(map(self.is_as_made, files)))

    def write_graph(self, spool: Spool | None = None) -> None:
        """Write all quads as N-Quads and as TriG; `spool` may hold their lines."""
        before = self._before["graphs"]
        stale = {iri for iri in before.keys() | self._graphs.keys()
                 if before.get(iri) != self._graphs.get(iri)}
        known = self.is_as_made(LINES) and self.is_as_made(BLOCKS) and 2 * len(stale) < len(before)
        if not known or not self._renew(sorted(stale & self._graphs.keys()), stale):
            self._write_all(spool if spool and spool.state == self._state else None)

    def _write_all(self, spool: Spool | None) -> None:
        lines, base = self.out / LINES, self._kg.iris.base
        with whole(lines) as part:
            write_lines(spool or self._kg.store.each_line(), part, "nq", base=base)
        with whole(self.out / BLOCKS) as part, lines.open("rb") as file:
            graphs = trig.arranged(spool.graphs()) if spool else trig.split(file)
            self._prefixes = trig.write(graphs, part, base)

    def _renew(self, new: list[str], stale: set[str]) -> bool:
        """Let the graphs that differ take the place of what the files have of them; say False where
        that cannot be, as with another prefix.
        """
        base, names = self._kg.iris.base, {f"<{iri}>".encode() for iri in stale}
        found = {f"<{iri}>".encode(): self._kg.store.graph_lines(iri) for iri in new}
        gone: list[bytes] = []
        with whole(self.out / LINES) as part, (self.out / LINES).open("rb") as old, \
                part.open("wb") as file:
            file.writelines(_changed(old, names, chain.from_iterable(found.values()), gone))
            used = Counter(self._before["prefixes"])
            used.subtract(trig.prefixes_in(sorted(gone, key=trig.graph_of), base))
            used.update(trig.prefixes_in(chain.from_iterable(found.values()), base))
            self._prefixes = +used
            if self._prefixes.keys() != self._before["prefixes"].keys():
                return False
            blocks = dict.fromkeys(names, b"") | {
                name: trig.block(lines, used, base) for name, lines in found.items()}
            with whole(self.out / BLOCKS) as part_too, (self.out / BLOCKS).open("rb") as old_too, \
                    part_too.open("wb") as file_too:
                file_too.writelines(trig.renewed(old_too, blocks))
        return True

    def keep_page(self, path: Path, shown: tuple) -> bool:
        """Put the page of an article that is there already in its new place; say False where it
        would be another one. `shown` is what it shows beside its own facts.
        """
        facts = self._graphs.get(self._kg.iris.graph(path.stem).value)
        found = hashlib.sha256(f"{facts} {shown}".encode("utf-8", "replace")).hexdigest()[:16]
        self._pages[path.stem] = found
        name = f"{PAGES}/{path.name}"
        if not facts or self._before["pages"].get(path.stem) != found or not self.is_as_made(name):
            return False
        share(self.out / name, path)
        return True

    def note(self, names: Iterable[str]) -> None:
        """Note what these files, and the pages, are made from now."""
        names = [*names, *(f"{PAGES}/{path.name}" for path in (self.out / PAGES).iterdir())]
        found = {"stamp": self._stamp, "graphs": self._graphs, "prefixes": self._prefixes,
                 "pages": self._pages,
                 "files": {name: _place(self.out / name) for name in names}}
        if not self._graphs or self._kg.archive.state("joined") != self._state:
            self._list.unlink(missing_ok=True)  # of another process's state, perhaps
            return
        part = self._list.with_name(f".{NAME}.part")
        try:
            part.write_text(json.dumps(found), "utf-8")
            part.replace(self._list)
        except OSError as error:
            raise StoreError(f"cannot write {self._list}: {error.strerror or error}") from error


def _changed(file: BinaryIO, graphs: set[bytes], new: Iterable[bytes], gone: list[bytes]
             ) -> Iterator[bytes]:
    """Yield an ordered file with new lines in the place of those of some graphs, which are put
    aside.
    """
    if len(graphs) < FEW:
        return spliced(file, tuple(b" %b .\n" % graph for graph in graphs), new, gone)
    return among(_without(file, graphs, gone), new)


def _without(lines: Iterable[bytes], graphs: set[bytes], gone: list[bytes]) -> Iterator[bytes]:
    """Yield the lines of other graphs than these; put theirs aside."""
    for line in lines:
        if trig.graph_of(line) in graphs:
            gone.append(line)
        else:
            yield line


def _place(path: Path) -> Place | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]
