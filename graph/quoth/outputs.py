"""The files beside a store: of them only that is made anew which a change of the store touches.

A list beside the quads tells what the files were made from and how they lay on the disk then, and
a file of sheets what they tell of each article. What these do not hold for, as after a crash or
when somebody wrote to a file, is made anew; either way the bytes are those that a build writes.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from quoth import __version__, sheets, stamps
from quoth.errors import StoreError
from quoth.exports import whole
from quoth.folders import switch
from quoth.rdf import trig
from quoth.rdf.blocks import Blocks
from quoth.rdf.editing import line_edits, write_edited
from quoth.rdf.formats import write_lines
from quoth.rdf.spool import Spool
from quoth.rdf.units import epoch
from quoth.records import Facts

if TYPE_CHECKING:
    from quoth.joining.watch import Told, Watch
    from quoth.knowledge import KnowledgeGraph
    from quoth.views.census import Census

NAME = "outputs.json"
LINES, BLOCKS, PAGES = "graph.nq", "graph.trig", "articles"
MANY = 20_000  # subjects, of which each takes a look at the file and one at the store
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
        self._sizes: dict[str, int] = {}  # of the blocks of graphs
        self.sheets: sheets.Sheets | None = None
        self._touched: set[str] | None = None  # articles whose pages are others; None: all
        self._anew = self._told_anew()

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        with suppress(sqlite3.Error):
            self._close(keep=False)
        if isinstance(error, sqlite3.Error):
            raise StoreError(f"cannot write {self._file}: {error}") from error

    def _close(self, *, keep: bool) -> None:
        if self.sheets:
            self.sheets.close(keep=keep)
            self.sheets = None

    def _read(self) -> dict:
        """Return what is known of the files; nothing where other code made them."""
        with suppress(OSError, ValueError):
            found = json.loads(self._list.read_text("utf-8"))
            if found["stamp"] == self._stamp and self._graphs:
                return found
        return {"state": None, "sheets": None, "graphs": {}, "prefixes": {}, "blocks": {},
                "files": {}}

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
        known = self.is_as_made(LINES) and self.is_as_made(BLOCKS) and self._anew is not None
        if not known or not self._renew(self._anew or set()):
            self._write_all(spool if spool and spool.state == self._state else None)

    def _write_all(self, spool: Spool | None) -> None:
        lines, base = self.out / LINES, self._kg.iris.base
        with whole(lines) as part:
            write_lines(spool or self._kg.store.each_line(), part, "nq", base=base)
        with whole(self.out / BLOCKS) as part, lines.open("rb") as file:
            graphs = trig.arranged(spool.graphs()) if spool else trig.split(file)
            self._prefixes, self._sizes = trig.write(graphs, part, base), trig.sizes(part)

    def _renew(self, anew: set[Told]) -> bool:
        """Change in the files what differs; say False where that is much, or cannot be, as with
        another prefix.
        """
        before, now = self._before["graphs"], self._graphs
        stale = {iri for iri in before.keys() | now.keys() if before.get(iri) != now.get(iri)}
        told = {(one.graph, one.subject) for one in anew}
        blank = any(not subject.startswith("<") for _, subject in told)
        if blank or 2 * len(stale) > len(before) or len(told) > MANY:
            return False
        with suppress(ValueError), _mapped(self.out / BLOCKS) as old:
            sizes = {f"<{iri}>".encode(): size for iri, size in self._before["blocks"].items()}
            blocks = Blocks(old, sizes, self._before["prefixes"], self._kg.iris.base)
            self._change(blocks, stale, told)
            used = Counter(self._before["prefixes"])
            used.update(blocks.counts)
            self._prefixes = +used
            if self._prefixes.keys() != self._before["prefixes"].keys():
                return False
            self._patch(blocks)
            self._sizes = {name[1:-1].decode(): size for name, size in blocks.sizes.items()}
            return True
        return False

    def _change(self, blocks: Blocks, stale: set[str], told: set[tuple[str, str]]) -> None:
        """Tell the blocks what they are to hold."""
        own, lines = {self._kg.iris.graph(name).value for name in self._own}, \
            self._kg.store.graph_lines
        parts: dict[str, list[str]] = {iri: [] for iri in stale}
        for graph, subject in told:
            parts.setdefault(graph, []).append(subject)
        for iri in sorted(parts, key=lambda iri: f"<{iri}>".encode()):
            graph = f"<{iri}>".encode()
            if iri in own or iri not in self._graphs or iri not in self._before["graphs"]:
                blocks.put(graph, lines(iri) if iri in self._graphs else ())
                continue
            if not parts[iri]:
                raise ValueError(f"nothing is known of what {iri} tells anew")
            for subject in sorted(name.encode() for name in parts[iri]):
                blocks.tell(graph, subject, lines(iri, subject[1:-1].decode()))

    def _patch(self, blocks: Blocks) -> None:
        """Write both files with the changes."""
        lines, block_file = self.out / LINES, self.out / BLOCKS
        with _mapped(lines) as old:
            edits = [*line_edits(old, blocks.gone, blocks.new)]
        with whole(lines) as part, whole(block_file) as part_too:
            write_edited(lines, edits, part)
            write_edited(block_file, blocks.edits, part_too)

    def census(self) -> Census:
        """Return what is known of all articles together, for the other files."""
        if self._anew is None or not self._graphs:
            self.pages = self.out / f".{PAGES}-new"
            shutil.rmtree(self.pages, ignore_errors=True)
            self.sheets = sheets.Sheets(self._file if self._graphs else None, anew=True)
            return self._kg.census
        self.sheets = sheets.Sheets(self._file, anew=False)
        self._touched = self._renewed(self.sheets, self._kg.watch)  # type: ignore[arg-type]
        return self.sheets.census()

    def _renewed(self, kept: sheets.Sheets, watch: Watch) -> set[str]:
        """Bring the sheets up to date; return the articles whose pages may be others now."""
        before, now, iris = kept.graphs(), self._own, self._kg.iris
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        told = {*changed}
        for one in self._anew or ():
            if one.graph == iris.statements.value:
                told |= watch.reporting(one.unit)
        new = told & now.keys()
        touched = kept.renew(told & before.keys(), map(self._kg.article, sorted(new)), now)
        for name in changed & now.keys():
            touched |= watch.reporting_too(name)
        places = _places(self.pages)
        return touched & now.keys() | {name for name in now if self._before["files"].get(
            page := f"{PAGES}/{name}.html") != places.get(page) or page not in places}

    def changed(self, census: Census) -> Iterator[Facts]:
        """Yield all that an article says, of each whose page is to be written, and bring its sheet
        up to date.
        """
        if self._touched is None:
            yield from self.sheets.fill(self._kg.each(), census.known, self._own)
            return
        for facts in map(self._kg.article, sorted(self._touched)):
            self.sheets.tell(facts, census.known)
            yield facts

    @property
    def count(self) -> int:
        """How many articles `changed` yields."""
        return len(self._own if self._touched is None else self._touched)

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
                 "prefixes": self._prefixes, "blocks": self._sizes,
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


@contextmanager
def _mapped(path: Path) -> Iterator[mmap]:
    """Give the bytes of a file, of which only those are read that are looked at."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as found:
        yield found


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
