"""The knowledge graph: one object for the command line, the web application and the notebooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from quoth import joining
from quoth.archive import NAME, Archive, keep
from quoth.copies import Copies
from quoth.corrections import Correction, Corrections
from quoth.errors import QueryError
from quoth.explanation import explain
from quoth.folders import Busy, lock, store_folder
from quoth.rdf import queries
from quoth.rdf.iris import Iris, base_of
from quoth.records import Article, Entity, Facts, Quotation, Statement
from quoth.stores import Result, Store, open_store
from quoth.views.census import Census, View
from quoth.views.reports import FoundReports, Reports, other_reports

if TYPE_CHECKING:  # a question needs nothing of what reads, joins and shows articles
    from quoth.engines import Engine
    from quoth.extraction import OnReject, Options
    from quoth.joining import Joined
    from quoth.joining.watch import Watch
    from quoth.rdf.spool import Spool
    from quoth.stores.fulltext import FullText, Hit

Paths = str | Path | Iterable[str | Path]


class KnowledgeGraph:
    """Articles, quotations, statements and actors, in a store that answers SPARQL.

    >>> with KnowledgeGraph.open() as kg:
    ...     len(kg.articles)
    0
    """

    def __init__(self, archive: Archive, *, store: Store | None = None,
                 base: str | None = None) -> None:
        self.archive = archive
        self.folder = archive.path and archive.path.parent
        self.corrections = Corrections.beside(self.folder)
        self.iris = Iris(base_of(archive, base))
        self._copies = Copies(archive, self.folder) if self.folder else None
        self._store, self._view, self._joined, self._census = store, None, None, None

    @classmethod
    def open(cls, path: str | Path | None = None, *, create: bool = False,
             base: str | None = None) -> KnowledgeGraph:
        """Open the graph in a folder, in memory (no path), or behind a SPARQL endpoint (a URL).

        A folder is the one that `quoth build` wrote or the `store` in it. What an interrupted
        change left undone is finished first. Raises StoreError where there is no graph.
        """
        if path is None or str(path).startswith(("http://", "https://")):
            return cls(Archive(), store=open_store(path and str(path)), base=base)
        folder = store_folder(path, create=create)
        kg = cls(Archive(folder / NAME), base=base)
        try:
            kg.finish()
        except BaseException:
            kg.close()
            raise
        return kg

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the store and the archive."""
        self._close_store()
        self._close_join()
        self.archive.close()

    # -- reading

    @property
    def store(self) -> Store:
        """The quads; in a folder they are open for reading only, as they were when opened."""
        if self._store is None:
            self._store = self._copies.open()
        return self._store

    def reload(self) -> None:
        """See from now on what other processes have changed."""
        self._view = self._census = None
        if self._copies:
            self._close_store()
            self._close_join()

    def _close_store(self) -> None:
        if self._store:
            self._store.close()
            self._store = None

    @property
    def view(self) -> View:
        """The facts of all articles with entities and statements joined."""
        if self._view is None:
            from quoth.extraction import relate

            joined = self._join()
            facts, statements = (joined.each(), joined.statements()) if joined else relate(
                self.archive.facts(), self.corrections, given=self.archive.given())
            self._view = View(tuple(sorted(facts, key=_by_date)), tuple(statements))
        return self._view

    def each(self) -> Iterator[Facts]:
        """Yield what each article says, earliest published first; only one is held at a time."""
        joined = self._streamed()
        return joined.each() if joined else iter(self.facts)

    def each_statement(self) -> Iterator[Statement]:
        """Yield what was expressed, by id; only one is held at a time."""
        joined = self._streamed()
        return joined.statements() if joined else iter(self.statements)

    @property
    def census(self) -> Census:
        """What is known of all articles together, without what they say."""
        if self._census is None:
            self._census = Census(self.each())
        return self._census

    @property
    def reports(self) -> Reports:
        """The other reports of what a quotation reports, looked up when asked for."""
        joined = self._streamed()
        if joined is None:
            return other_reports(self.facts, self.statements)
        return FoundReports(joined.told_with, joined.get)

    def _streamed(self) -> Joined | None:
        return self._join() if self._view is None else None

    def _join(self) -> Joined | None:
        """Return what is joined on disk, None where it is not there or not up to date."""
        if self._joined is None and self.folder:
            self._joined = joining.Joined.beside(self.archive, self.folder, self.iris)
        settled = self._joined and self.archive.state("corrections") == self.corrections.digest
        return self._joined if settled and self._joined.is_current else None

    @property
    def watch(self) -> Watch | None:
        """What the join notes of its changes, None where it is not on disk or not up to date."""
        joined = self._join()
        return joined.watch if joined else None

    def digests(self) -> dict[str, str]:
        """Return what tells the content of each named graph; nothing where that is not known."""
        return self.archive.written() if self._join() else {}

    @property
    def facts(self) -> tuple[Facts, ...]:
        """What each article says, earliest published first."""
        return self.view.facts

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, earliest published first."""
        return tuple(one.article for one in self.facts)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of all articles, in the order of articles and text."""
        return tuple(chain.from_iterable(one.quotations for one in self.facts))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What was expressed, whichever articles report it."""
        return self.view.statements

    @property
    def actors(self) -> tuple[Entity, ...]:
        """Everybody and everything that is mentioned or quoted, once each, by id."""
        known = self.census.known
        return tuple(known[name] for name in sorted(known))

    def article(self, name: str) -> Facts:
        """Return what the article with this id, beginning of an id, or key says."""
        [article] = self._find([name])
        joined = self._streamed()
        return joined.get(article) if joined else next(
            one for one in self.facts if one.article.id == article)

    def quotation(self, name: str) -> tuple[Facts, Quotation]:
        """Return a quotation and its article, by IRI, id or `ARTICLE/qBEGIN-END`."""
        path = name.removeprefix(self.iris.base).removeprefix("article/")
        article, _, quotation = path.rpartition("/")
        facts = self.article(article)
        for one in facts.quotations:
            if one.id == quotation:
                return facts, one
        ids = " ".join(one.id for one in facts.quotations[:8])
        raise QueryError(f"no quotation {quotation!r} in {article}; there are {ids or 'none'}")

    def explain(self, quotation: str) -> list[tuple[str, str]]:
        """Return why a quotation has its speaker, as pairs of label and value."""
        facts, one = self.quotation(quotation)
        return explain(facts, one, self.census.known)

    def query(self, query: str, **parameters: Any) -> Result:
        """Answer a named query of `ontology/queries` or SPARQL text.

        >>> with KnowledgeGraph.open() as kg:
        ...     kg.query("SELECT * WHERE { ?s ?p ?o }").rows
        ()
        """
        if re.fullmatch(r"[\w-]+", query):
            query = queries.load(query).fill(parameters, base=self.iris.base)
        elif parameters:
            raise QueryError("only named queries have parameters")
        return self.store.query(query)

    def search(self, words: str, *, speaker: str = "", outlet: str = "", limit: int = 20
               ) -> list[Hit]:
        """Return the statements that hold the words in any form, the best first.

        `"in a row"` and `begin*` are heeded; `speaker` and `outlet` are parts of names.
        """
        with self.fulltext() as index:
            return index.find(words, speaker=speaker, outlet=outlet, limit=limit)

    def fulltext(self) -> FullText:
        """Return the index of all words: that in the folder, or where it is out of date a new one.
        """
        from quoth.stores.fulltext import FullText

        stamp = self.archive.state("joined")
        index = FullText.open(self.folder, stamp=stamp) if self.folder and stamp else None
        return index or FullText.of(self.facts, self.census.known)

    def diff(self, statement: str) -> Any:
        """Return the wordings of a statement, named by id, beginning of it, IRI or quotation."""
        from quoth.views.diff import compare, find_statement

        path = statement.removeprefix(self.iris.base)
        if re.search(r"/q\d+-\d+$", path):
            path = self.quotation(path)[1].statement or ""
        return compare(find_statement(path, self.statements), self.facts, self.census.known)

    def network(self, kind: str = "speaks-of") -> Any:
        """Return a networkx graph: speaks-of, said, or named-together."""
        from quoth.views.network import network

        return network(self.facts, self.statements, kind)

    def validate(self) -> Any:
        """Check the graph against the shapes and the verify queries; return the report."""
        from quoth.rdf.validate import validate

        return validate(self.store.all_quads())

    def table(self, of: Any, kind: str = "speaks-of") -> Any:
        """Return a table for notebooks: one of `views.tables`, the answers of a query, or rows."""
        from quoth.views.tables import table

        return table(of, self, kind)

    def write(self, path: str | Path, format: str | None = None, *,
              network: str = "speaks-of") -> str | Path:
        """Write the graph, or a network for `graphml gexf cyjs nodes edges`, to a file.

        The format is that of the ending unless given; the file may lie on any file system of
        fsspec.
        """
        from quoth import exports

        return exports.write(self, path, format, network=network)

    # -- changing

    def add(self, paths: Paths, *, options: Options | None = None, jobs: int = 1,
            engine: Engine | None = None, on_reject: OnReject | None = None,
            on_article: Callable[[str], None] | None = None) -> list[str]:
        """Read articles into the graph; return the ids of those that are new or changed.

        Without `on_reject` the first bad article raises; what was annotated before it stays.
        """
        from quoth.extraction import Annotate, extract

        stamp = Annotate(options).stamp
        with self._changing():
            known = self.archive.made_with(stamp)
            facts = extract(paths, options=options, jobs=jobs, engine=engine,
                            on_reject=on_reject, known=known.__contains__)
            try:
                with closing(facts):
                    return keep(self.archive, facts, stamp=stamp, on_article=on_article)
            finally:
                self.settle()

    def remove(self, names: str | Iterable[str]) -> list[str]:
        """Drop articles by id, beginning of an id, or key; return their ids.

        What stays is what there would be without them, quad for quad.
        """
        with self._changing():
            found = self._find([names] if isinstance(names, str) else names)
            self.archive.drop(found)
            self.settle()
        return found

    def correct(self, correction: Correction) -> None:
        """Let what a person says of a quotation win over the machine, now and on every rebuild."""
        with self._changing():
            self.corrections.put(correction)
            self.settle()

    def uncorrect(self, article: str, quotation: str) -> bool:
        """Take a correction back; say whether there was one."""
        with self._changing():
            there = self.corrections.drop(article, quotation)
            self.settle()
        return there

    def finish(self, spool: Spool | None = None) -> None:
        """Do what an interrupted change left undone, unless another process is at it; `spool`
        keeps all quads, where all are written.
        """
        if self._settled():
            return
        can_wait = suppress(Busy) if self._copies and self._copies.current else nullcontext()
        with can_wait, self._changing(patience=0):
            self.settle(spool)

    def settle(self, spool: Spool | None = None) -> None:
        """Bring the store to what the archive says; does nothing where it is there already.

        Only what differs is joined and written, to a copy of the store that shares its big files;
        then the archive notes, in one transaction, which copy holds. So a process that is killed
        at any point, or others that read, see what was there before or what is there after.
        """
        if self._settled():
            return
        from quoth.settling import settle

        self._view = self._census = None
        settle(self.archive, self._writable(), self.corrections, self.iris,
               into=self._copies or self.store, spool=spool)
        if self._copies:
            self._close_store()  # the next question is for the new copy

    def _writable(self) -> Joined:
        """Return what is joined, open for changes."""
        if self._joined is None or self._joined.is_read_only:
            self._close_join()
            self._joined = joining.Joined(self.archive, self.folder, self.iris)
        return self._joined

    def _close_join(self) -> None:
        if self._joined:
            self._joined.close()
            self._joined = None

    def _settled(self) -> bool:
        return bool(self.archive.state("settled")
                    and (not self._copies or self._copies.current)
                    and self.archive.state("corrections") == self.corrections.digest)

    def _changing(self, *, patience: float = 5) -> AbstractContextManager:
        return lock(self.folder, patience=patience) if self.folder else nullcontext()

    def _find(self, names: Iterable[str]) -> list[str]:
        found = []
        for name in names:
            articles = self.archive.find(name)
            if len(articles) != 1:
                how_many = "several articles" if articles else "no article"
                raise QueryError(f"{name!r} names {how_many} of this graph; "
                                 "list their ids with: quoth query articles")
            found += articles
        return sorted(set(found))


def open(path: str | Path | None = None, **options: Any) -> KnowledgeGraph:  # noqa: A001
    """Open a knowledge graph: `quoth.open(path)` is `KnowledgeGraph.open(path)`."""
    return KnowledgeGraph.open(path, **options)


def _by_date(facts: Facts) -> tuple[str, str, str]:
    return (facts.article.published or "9999", facts.article.key, facts.article.id)
