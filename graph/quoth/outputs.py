"""The files beside a store: of them only that is made anew which a change of the store touches.

A list beside the quads tells what the files were made from and how they lay on the disk then, and
a file of sheets what they tell of each article. What these do not hold for, as after a crash or
when somebody wrote to a file, is made anew; either way the bytes are those that a build writes.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from quoth import __version__, sheets, stamps
from quoth.errors import StoreError
from quoth.exports import whole
from quoth.folders import switch
from quoth.rdf import trig
from quoth.rdf.formats import write_lines
from quoth.rdf.sorting import among, spliced
from quoth.rdf.spool import Spool
from quoth.rdf.units import epoch
from quoth.records import Facts

if TYPE_CHECKING:
    from quoth.joining.watch import Told, Watch
    from quoth.knowledge import KnowledgeGraph
    from quoth.views.census import Census

NAME = "outputs.json"
LINES, BLOCKS, PAGES = "graph.nq", "graph.trig", "articles"
FEW = 10  # graphs that a line is sooner compared with than taken apart
Place = list[int]  # size and time of change of a file


class Outputs:
    """What the files beside a store were made from, and what they are to be made from now."""

    def __init__(self, kg: KnowledgeGraph, out: Path) -> None:
        self._kg, self.out, self.pages = kg, out, out / PAGES
        self._list, self._file = kg.folder / NAME, kg.folder / sheets.NAME
        self._state, self._graphs = kg.archive.state("joined"), kg.digests()
        self._own = {name: self._graphs.get(kg.iris.graph(name).value) for name in kg.archive.ids()}
        self._stamp = f"{__version__} {stamps.code('outputs')} {kg.iris.base} {epoch()}"
        self._before = self._read()
        self._prefixes: Counter[str] | None = None
        self._sheets: sheets.Sheets | None = None
        self._touched: set[str] | None = None  # articles whose pages are others; None: all
        self._anew = self._told_anew()

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, *exception: object) -> None:
        self._close(keep=False)

    def _close(self, *, keep: bool) -> None:
        if self._sheets:
            self._sheets.close(keep=keep)
            self._sheets = None

    def _read(self) -> dict:
        """Return what is known of the files; nothing where other code made them."""
        with suppress(OSError, ValueError):
            found = json.loads(self._list.read_text("utf-8"))
            if found["stamp"] == self._stamp and self._graphs:
                return found
        return {"state": None, "sheets": None, "graphs": {}, "prefixes": {}, "files": {}}

    def _told_anew(self) -> set[Told] | None:
        """Return of what derived graphs tell something else, None where that is not known or the
        sheets are others.
        """
        state, watch = self._before["state"], self._kg.watch
        if not state or not watch or self._before["sheets"] != _place(self._file):
            return None
        return watch.since(state)

    def is_as_made(self, name: str) -> bool:
        """Say whether a file is as it was when its making was noted."""
        return self._before["files"].get(name) == _place(self.out / name) is not None

    @property
    def are_current(self) -> bool:
        """Whether all files are what would be written now."""
        files = self._before["files"]
        return bool(self._graphs) and self._graphs == self._before["graphs"] and files == {
            **{name: _place(self.out / name) for name in files if "/" not in name},
            **_places(self.pages)}

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

    def census(self) -> Census:
        """Return what is known of all articles together, for the other files."""
        if not self._graphs or self._anew is None:
            self.pages = self.out / f".{PAGES}-new"
            shutil.rmtree(self.pages, ignore_errors=True)
            return self._kg.census
        self._sheets = sheets.Sheets(self._file, anew=False)
        self._touched = self._renewed(self._sheets, self._kg.watch)  # type: ignore[arg-type]
        return self._sheets.census()

    def _renewed(self, kept: sheets.Sheets, watch: Watch) -> set[str]:
        """Bring the sheets up to date; return the articles whose pages may be others now."""
        before, now, iris = kept.graphs(), self._own, self._kg.iris
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        told = {*changed}
        for one in self._anew or ():
            if one.graph == iris.statements.value:
                told |= watch.reporting(one.unit)
        new = told & now.keys()
        touched = new | kept.renew(told & before.keys(), map(self._kg.article, sorted(new)), now)
        for name in changed & now.keys():
            touched |= watch.reporting_too(name)
        places = _places(self.pages)
        return touched | {name for name in now if self._before["files"].get(
            page := f"{PAGES}/{name}.html") != places.get(page) or page not in places}

    def each(self) -> Iterator[Facts]:
        """Yield what the other files tell of each article, earliest published first."""
        if self._touched is not None and self._sheets:
            return self._sheets.each()
        if not self._graphs:  # nothing can be noted
            return self._kg.each()
        self._sheets = sheets.Sheets(self._file, anew=True)
        return self._sheets.fill(self._kg.each(), self._kg.census, self._own)

    def page_of(self, facts: Facts) -> Facts | None:
        """Return all that an article says, None where its page is there already."""
        if self._touched is None:
            return facts
        name = facts.article.id
        return self._kg.article(name) if name in self._touched else None

    def place_pages(self) -> None:
        """Put the pages where they belong, and take away what else lies there."""
        if self._touched is None:
            switch(self.pages, self.out / PAGES)
            return
        for path in self.pages.iterdir():
            if path.name != "index.html" and not (
                    path.suffix == ".html" and path.stem in self._own):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def note(self, names: Iterable[str]) -> None:
        """Note what these files, and the pages, are made from now."""
        found = {"stamp": self._stamp, "state": self._state, "graphs": self._graphs,
                 "prefixes": self._prefixes,
                 "files": {name: _place(self.out / name) for name in names} | _places(
                     self.out / PAGES)}
        if not self._noted():
            self._list.unlink(missing_ok=True)  # of another process's state, perhaps
            return
        part = self._list.with_name(f".{NAME}.part")
        try:
            part.write_text(json.dumps({**found, "sheets": _place(self._file)}), "utf-8")
            part.replace(self._list)
        except OSError as error:
            raise StoreError(f"cannot write {self._list}: {error.strerror or error}") from error

    def _noted(self) -> bool:
        """Keep the sheets, and let what changes from now on be noted; say whether that can be."""
        watch = self._kg.watch
        if not self._graphs or not watch or self._kg.archive.state("joined") != self._state:
            return False
        self._close(keep=True)
        return watch.begin(str(self._state))


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


def _places(folder: Path) -> dict[str, Place]:
    """Return how the pages in a folder lie on the disk."""
    with suppress(OSError), os.scandir(folder) as entries:
        return {f"{PAGES}/{entry.name}": [stat.st_size, stat.st_mtime_ns]
                for entry in entries if (stat := entry.stat())}
    return {}


def _place(path: Path) -> Place | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]
