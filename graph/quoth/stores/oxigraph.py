"""A store in a folder on disk, by Oxigraph: the default."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    serialize,
)

from quoth.errors import QueryError, StoreError
from quoth.stores.base import Store, in_graph, name_of
from quoth.stores.guard import Form
from quoth.stores.result import Result, term_of

T = TypeVar("T")
BATCH = 50_000  # quads that are loaded at once: of 500,000 in one batch each is held as an object


class OxigraphStore(Store):
    """Quads in a folder; one process at a time may have it open for writing.

    `create` makes the folder where it is missing; `read_only` opens a folder that nobody may
    write, and must not be used beside a process that writes.
    """

    def __init__(
        self, folder: str | Path, *, create: bool = False, read_only: bool = False
    ) -> None:
        self.folder = Path(folder)
        self._read_only = read_only
        _look(self.folder, create)
        opener = pyoxigraph.Store.read_only if read_only else pyoxigraph.Store
        self._store: pyoxigraph.Store | None = _open(self.folder, opener)

    @property
    def _quads(self) -> pyoxigraph.Store:
        if self._store is None:
            raise StoreError(f"the store {self.folder} is closed")
        return self._store

    def _answer(self, form: Form) -> Result:
        with _border(self.folder):
            answer = self._quads.query(form.text, use_default_graph_as_union=not form.has_dataset)
            return result_of(answer)

    def put_graph(self, iri: str | NamedNode, quads: Iterable[Quad]) -> None:
        graph = NamedNode(name_of(iri))
        new = set(in_graph(graph.value, quads))
        # One update is one transaction: readers and crashes see the old graph or the new one.
        with _border(self.folder):
            old = set(self._quads.quads_for_pattern(None, None, None, graph))
            self._quads.update(_change(graph, old, new))

    def patch(self, iri: str | NamedNode, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Take some quads out of a graph and put others in, all at once."""
        graph = NamedNode(name_of(iri))
        with _border(self.folder):
            self._quads.update(f"{_data('DELETE', graph, gone)} ; {_data('INSERT', graph, new)}")

    def drop_graph(self, iri: str | NamedNode) -> None:
        with _border(self.folder):
            self._quads.remove_graph(NamedNode(name_of(iri)))

    def graphs(self) -> tuple[str, ...]:
        with _border(self.folder):
            return tuple(sorted(graph.value for graph in self._quads.named_graphs()
                                if isinstance(graph, NamedNode) and self._filled(graph)))

    def _filled(self, graph: NamedNode) -> bool:
        return any(True for _ in self._quads.quads_for_pattern(None, None, None, graph))

    def all_quads(self) -> Iterator[Quad]:
        with _border(self.folder):
            yield from self._quads

    def lines(self) -> bytes:
        with _border(self.folder):
            return self._quads.dump(format=RdfFormat.N_QUADS) or b""

    def each_line(self) -> Iterator[bytes]:
        with tempfile.TemporaryFile() as file:
            with _border(self.folder):
                self._quads.dump(output=file, format=RdfFormat.N_QUADS)
            file.seek(0)
            yield from file

    def graph_lines(self, iri: str | NamedNode, subject: str | None = None) -> list[bytes]:
        """Return the quads of a graph, or those of a subject in it, as N-Quads, line by line with
        its break, in no order.
        """
        of = None if subject is None else NamedNode(subject)
        with _border(self.folder):
            quads = self._quads.quads_for_pattern(of, None, None, NamedNode(name_of(iri)))
            return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        quads = iter(quads)
        with _border(self.folder):
            while some := list(islice(quads, BATCH)):
                self._quads.bulk_extend(some)

    def load_lines(self, lines: Iterable[bytes]) -> None:
        """Add N-Quads, each line with its break, as `bulk_load` adds quads; the next lines are
        taken while some are loaded.
        """
        lines, load = iter(lines), partial(self._quads.bulk_load, format=RdfFormat.N_QUADS)
        with _border(self.folder), ThreadPoolExecutor(1) as beside:
            loading: Future[None] | None = None
            while some := b"".join(islice(lines, BATCH)):
                if loading:
                    loading.result()
                loading = beside.submit(load, some)
            if loading:
                loading.result()

    def optimize(self) -> None:
        """Rewrite the files after many changes, so that they are small and fast to read."""
        with _border(self.folder):
            self._quads.optimize()

    def close(self) -> None:
        store, self._store = self._store, None
        if store is not None and not self._read_only:
            with _border(self.folder):
                store.flush()


def _change(graph: NamedNode, old: set[Quad], new: set[Quad]) -> str:
    """Return the update that makes a graph hold the new quads; what is in both is not touched."""
    if not new or any(isinstance(term, BlankNode) for quad in old for term in quad):
        return f"DROP SILENT GRAPH {graph} ; {_data('INSERT', graph, new)}"
    return f"{_data('DELETE', graph, old - new)} ; {_data('INSERT', graph, new - old)}"


def _data(verb: str, graph: NamedNode, quads: Iterable[Quad]) -> str:
    lines = "\n".join(sorted(f"{quad.triple} ." for quad in quads))
    return f"{verb} DATA {{ GRAPH {graph} {{ {lines} }} }}"


def result_of(answer: object) -> Result:
    """Return an answer of pyoxigraph as a result."""
    if isinstance(answer, QueryBoolean):
        return Result("boolean", boolean=bool(answer))
    if isinstance(answer, QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        rows = tuple(tuple(term_of(solution[name]) for name in names) for solution in answer)
        return Result("bindings", names, rows)
    return Result("graph", triples=tuple(answer))  # type: ignore[arg-type]


def _look(folder: Path, create: bool) -> None:
    """Refuse a folder that holds no store, and one that holds something else."""
    if folder.is_dir():
        if not (folder / "CURRENT").is_file() and (any(folder.iterdir()) or not create):
            raise StoreError(f"{folder} is no store: give the folder that a build wrote")
    elif folder.exists():
        raise StoreError(f"{folder} is a file, not the folder of a store")
    elif not create:
        raise StoreError(f"there is no store at {folder}: build one first")


def _open(folder: Path, opener: Callable[[str], T]) -> T:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {folder}: {error.strerror}") from error
    with _border(folder):
        return opener(str(folder))


@contextmanager
def _border(folder: Path) -> Iterator[None]:
    """Map the exceptions of pyoxigraph to ours, each in one line."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"malformed query, {_place(str(error))}") from error
    except (OSError, RuntimeError) as error:
        raise StoreError(_told(folder, str(error))) from error


def _place(reason: str) -> str:
    """Return where a query is wrong, and why where it is told in words, not as a list of tokens."""
    line = re.sub(r"^error at (\d+):(\d+)", r"line \1, column \2", " ".join(reason.split()))
    place, _, expected = line.partition(": expected ")
    words = re.findall(r"(?:one of |, )([A-Z][a-z][^,\[]*)", expected)
    return f"{place}: {words[0].strip()}" if words else line[:200]


def _told(folder: Path, reason: str) -> str:
    line = " ".join(reason.split())[:200]
    if "lock" in line.lower():
        return f"the store {folder} is in use by another process: close it and try again"
    if "Permission denied" in line or "Read-only file system" in line:
        return f"the store {folder} cannot be written: look at the rights of its folder"
    if "No space left" in line:
        return f"no space left on the disk of the store {folder}"
    if "orruption" in line or "corrupt" in line:
        return f"the store {folder} is damaged, build it again: {line}"
    return f"the store {folder} failed: {line}"


