"""The join of all articles: who is who, which texts and statements are one, derived graphs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from quoth import __version__, stamps
from quoth.archive import Archive
from quoth.collector import paused
from quoth.corrections import Correction, Corrections, corrected
from quoth.errors import StoreError
from quoth.joining.compared import Compared
from quoth.joining.copies import Place, Printed
from quoth.joining.graphs import NOTHING, Derived, lines_of_graph, quads_of_lines
from quoth.joining.occasions import Occasions
from quoth.joining.packing import packed, unpacked, unpacked_row
from quoth.joining.people import People
from quoth.joining.reports import Reports
from quoth.joining.tables import NAME, Tables, remove
from quoth.joining.watch import Watch
from quoth.linking.renaming import at_occasions, renamed
from quoth.progress import counted
from quoth.rdf.derived import vocabulary_quads
from quoth.rdf.iris import Iris
from quoth.rdf.judgements import correction_quads
from quoth.rdf.service import example_quads
from quoth.rdf.units import entity_of, epoch
from quoth.records import Article, Entity, Facts, Statement

HELD = 1024  # articles whose facts are kept at hand, some 25 kB each: who is in the news has many

Judged = dict[str, list[Correction]]


@dataclass(frozen=True)
class Patch:
    """What a derived graph loses and gains."""

    graph: str
    gone: tuple[Quad, ...]
    new: tuple[Quad, ...]


@dataclass(frozen=True)
class Written:
    """What the quads lack: articles to write and to drop, and changes of derived graphs.

    `whole` says that nothing is known of what they hold.
    """

    whole: bool
    articles: tuple[str, ...]
    gone: tuple[str, ...]
    patches: tuple[Patch, ...]


class Joined:
    """The join of what an archive holds, in the file beside it or in memory."""

    def __init__(self, archive: Archive, folder: Path | None, iris: Iris, *,
                 read_only: bool = False) -> None:
        self._archive, self._iris = archive, iris
        self._path = folder and folder / NAME
        self._stamp = f"{__version__} {stamps.code('joined')} {iris.base} {epoch()}"
        self._tables = Tables(self._path, stamp=self._stamp, read_only=read_only)
        self._wire()

    @classmethod
    def beside(cls, archive: Archive, folder: Path, iris: Iris) -> Joined | None:
        """Return the join in a folder, to read it; None where there is none of this release."""
        try:
            return cls(archive, folder, iris, read_only=True)
        except StoreError:
            return None

    def _wire(self) -> None:
        self._people = People(self._tables)
        self._occasions = Occasions(self._tables)
        self._printed = Printed(self._tables, self._article)
        self._reports = Reports(self._tables, self._bare, self._archive.given_among)
        self._compared = Compared(self._tables, self._iris, self._bare)
        self.watch = Watch(self._tables, self._reports)
        self._held: Callable[[str], Facts] | None = None  # while facts don't change
        self._fresh: dict[str, Facts] = {}  # written just now

    @property
    def is_read_only(self) -> bool:
        """Whether the file is open for reading only."""
        return self._tables.is_read_only

    def close(self) -> None:
        """Close the file."""
        self._tables.close()

    # -- reading

    @property
    def is_current(self) -> bool:
        """Whether the file is the join of what the archive holds, and the quads are written."""
        base = self._tables.state("base")
        return bool(base) and base == self._tables.state("token") == self._archive.state("joined")

    def facts(self) -> Iterator[Facts]:
        """Yield what each article says, joined, by id."""
        for (article,) in self._tables.ask("SELECT id FROM article ORDER BY id"):
            yield self.get(article)

    def each(self) -> Iterator[Facts]:
        """Yield what each article says, joined, the earliest published first, then by key."""
        keys = self._archive.keys()
        for _, _, article in sorted((ordered, keys[article], article) for article, ordered in
                                    self._tables.ask("SELECT id, ordered FROM article")):
            yield self.get(article)

    def told_with(self, article: str) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the quotations of the statement that each quotation of an article reports."""
        return self._reports.told_with(article)

    def get(self, article: str) -> Facts:
        """Return what an article says, joined."""
        [(body, work)] = self._tables.ask(
            "SELECT body, work FROM facts JOIN article ON id = article WHERE article = ?", article)
        row, statements = unpacked_row(body), self._reports.of(article)
        for quotation in row["quotations"]:
            quotation["statement"] = statements[quotation["id"]]
        return Facts.from_dict({**row, "work": work})

    def entity(self, name: str) -> Entity | None:
        """Return somebody as all articles describe it, None where none does."""
        return entity_of(name, dict(self._tables.ask(
            "SELECT data, count FROM share WHERE unit = ?", f"entity {name}")))

    def statements(self) -> Iterator[Statement]:
        """Yield all statements, by id."""
        return self._reports.statements()

    def _bare(self, article: str) -> Facts:
        return self._held(article) if self._held else self._load(article)

    def _load(self, article: str) -> Facts:
        return unpacked(self._tables.one("SELECT body FROM facts WHERE article = ?", article))

    def _taken(self, article: str) -> Facts:
        return self._fresh.pop(article, None) or self._load(article)

    def _article(self, article: str) -> Article:
        return self._archive.get(article).article

    # -- changing

    @paused()
    def update(self, corrections: Corrections, *, whole: bool = False) -> Written:
        """Bring the join up to what the archive holds; return what the quads lack then.

        Where that was returned before and `written` was not called, it is returned again; with
        `whole` the quads lack all.
        """
        self._agree()
        with self._tables.changing():
            if whole:
                self._tables.note("base", None)
            whole = self._tables.state("base") is None
            judged = _by_article(corrections)
            dirty = self._dirty(judged)
            constants = stamps.code("constants")
            if dirty or self._tables.state("constants") != constants:
                try:
                    self._join(dirty, judged, Derived(self._tables, self._iris, whole=whole),
                               whole=whole)
                finally:
                    self._held = None
                    self._fresh.clear()
                self._token(dirty)
            return self._lacking(whole)

    def written(self) -> None:
        """Note that the quads hold all that was lacking."""
        with self._tables.changing():
            self._tables.do("DELETE FROM stale_article")
            self._tables.do("DELETE FROM stale_unit")
            self._tables.note("base", self._tables.state("token"))

    @property
    def token(self) -> str | None:
        """What names the state of the join."""
        return self._tables.state("token")

    def digests(self, written: Written) -> tuple[dict[str, str], list[str]]:
        """Return the digest of each graph that is to be written, and those that become empty."""
        found = {self._iris.graph(name).value: str(self._tables.one(
            "SELECT graph FROM article WHERE id = ?", name)) for name in written.articles}
        graphs = {patch.graph for patch in written.patches}
        found |= {graph: digest for graph, digest in self._tables.ask(
            "SELECT graph, digest FROM derived") if written.whole or graph in graphs}
        return ({graph: digest for graph, digest in found.items() if digest != NOTHING},
                sorted(graph for graph, digest in found.items() if digest == NOTHING))

    def derived(self) -> dict[str, Callable[[], Iterator[bytes]]]:
        """Return the derived graphs by IRI; their lines are made when they are asked for."""
        return {graph: partial(lines_of_graph, self._tables, graph)
                for (graph,) in self._tables.ask("SELECT DISTINCT graph FROM unit")}

    def new_statements(self, written: Written) -> Iterator[Statement]:
        """Yield the statements that may have got their ids since the quads were written."""
        if written.whole:
            yield from self.statements()
            return
        for (name,) in self._tables.ask(
                "SELECT name FROM stale_unit WHERE graph = ?", self._iris.statements.value):
            if found := self._reports.get(name):
                yield found

    def _agree(self) -> None:
        """Find out what the quads hold; start anew where the file is of another archive."""
        settled = self._archive.state("joined")
        base, token = self._tables.state("base"), self._tables.state("token")
        if base is None or settled == base:
            return
        if settled == token:
            self.written()
            return
        self._tables.close()
        if self._path:
            remove(self._path)
        self._tables = Tables(self._path, stamp=self._stamp)
        self._wire()

    def _dirty(self, judged: Judged) -> dict[str, str | None]:
        """Return the articles that are others than before, with the digest of their facts now."""
        fresh = self._tables.state("token") is None
        found = {*(self._archive.ids() if fresh else self._archive.changed())}
        before = dict(self._tables.ask(
            "SELECT id, judged FROM article WHERE judged IS NOT NULL"))
        found |= {name for name in before.keys() | judged.keys()
                  if before.get(name) != _digest_of(judged.get(name))}
        dirty = {}
        for article in sorted(found):
            digest = self._archive.digest(article)
            row = self._tables.ask("SELECT digest, judged FROM article WHERE id = ?", article)
            if row != ([(digest, _digest_of(judged.get(article)))] if digest else []):
                dirty[article] = digest
        return dirty

    def _join(self, dirty: dict[str, str | None], judged: Judged, derived: Derived, *,
              whole: bool) -> None:
        new = [article for article, digest in dirty.items() if digest]
        lost = self._clear(dirty, derived)
        gone = [article for article, digest in dirty.items() if not digest]
        for article in gone:
            derived.statements(self._reports.forget(article))
        self._occasions.forget(dirty)
        noted = self._occasions.learned(self._noted(new, dirty, judged))
        moved = self._people.change(dirty, noted) | self._occasions.change()
        changed = self._rewrite({*new}, moved, judged, derived)
        changed |= self._printed.change(lost)
        self._held = lru_cache(HELD)(self._taken)
        for article in sorted(changed.union(gone)):
            self._mark(article, whole=whole)
        derived.renew()
        derived.statements(self._reports.change())
        self._compared.renew(derived, self._reports)
        self._judge(judged, derived)
        if self._tables.state("constants") != (constants := stamps.code("constants")):
            derived.constant(chain(vocabulary_quads(), example_quads(base=self._iris.base)))
            self._tables.note("constants", constants)

    def _clear(self, dirty: dict[str, str | None], derived: Derived) -> set[str]:
        """Take articles out, but for the facts of those that come again; return which others had
        their texts compared with theirs.
        """
        places: list[Place] = []
        for article in dirty:
            for (ordered,) in self._tables.ask(
                    "SELECT ordered FROM article WHERE id = ?", article):
                places.append((ordered, article))
                if not dirty[article]:
                    before = self._bare(article)
                    derived.share(before, None)
                    self._compared.share(before, None)
                    self._tables.do("DELETE FROM facts WHERE article = ?", article)
        near = self._printed.forget(places)
        self._tables.many("DELETE FROM article WHERE id = ?", [(name,) for _, name in places])
        return near

    def _noted(self, new: list[str], digests: dict[str, str | None], judged: Judged
               ) -> Iterator[Facts]:
        """Yield the facts of new articles, and note what these are."""
        for article in counted(new, "joining people", len(new)):
            facts = self._archive.get(article)
            self._tables.do("INSERT INTO article VALUES (?, ?, ?, ?, NULL, NULL, NULL)",
                            article, digests[article], _digest_of(judged.get(article)),
                            _ordered(facts))
            yield facts

    def _rewrite(self, new: set[str], moved: set[str], judged: Judged, derived: Derived
                 ) -> set[str]:
        """Write articles as they are among all, and shelve the texts of new ones; return which are
        new or others than before.
        """
        changed, names = {*new}, sorted(new | moved)
        for article in counted(names, "joining articles", len(names)):
            facts = self._archive.get(article)
            facts = at_occasions(renamed(facts, self._people.ids(facts)),
                                 self._occasions.ids(article))
            [facts] = corrected([facts], judged.get(article, []))
            if self._put(facts, derived):
                changed.add(article)
            if len(self._fresh) < HELD:
                self._fresh[article] = facts
            if article in changed:
                derived.statements(self._reports.learn(facts))
            if article in new:
                self._printed.shelve(facts.article, (_ordered(facts), article))
        return changed

    def _put(self, facts: Facts, derived: Derived) -> bool:
        """Write the facts of an article; say whether they are others now."""
        article, body = facts.article.id, packed(facts)
        before = self._tables.one("SELECT body FROM facts WHERE article = ?", article)
        if body == before:
            return False
        old = unpacked(before) if before else None
        derived.share(old, facts)
        self._compared.share(old, facts)
        self._tables.do("INSERT OR REPLACE INTO facts VALUES (?, ?)", article, body)
        return True

    def _mark(self, article: str, *, whole: bool) -> None:
        """Note that the quads of an article are others now."""
        if not whole:
            self._tables.do("INSERT OR IGNORE INTO stale_article VALUES (?)", article)
        [(body, work)] = self._tables.ask(
            "SELECT body, work FROM facts JOIN article ON id = article WHERE article = ?",
            article) or [(b"", None)]
        digest = hashlib.sha256(f"{__version__} {work} ".encode() + body).hexdigest()[:16]
        self._tables.do("UPDATE article SET graph = ? WHERE id = ?", digest, article)

    def _judge(self, judged: Judged, derived: Derived) -> None:
        """Make the graph of corrections anew."""
        known = [name for name in sorted(judged) if self._tables.one(
            "SELECT 1 FROM article WHERE id = ?", name)]
        quads = correction_quads([self._bare(name) for name in known],
                                 chain.from_iterable(judged[name] for name in known),
                                 base=self._iris.base)
        derived.put("corrections", self._iris.corrections, (quad.triple for quad in quads))

    def _token(self, dirty: dict[str, str | None]) -> None:
        text = f"{self._tables.state('token')} {sorted(dirty.items())} {self._stamp}"
        self._tables.note("token", hashlib.sha256(text.encode()).hexdigest()[:16])

    def _lacking(self, whole: bool) -> Written:
        there = "SELECT id FROM article" if whole else (
            "SELECT id FROM stale_article JOIN article USING (id)")
        gone = self._tables.ask("SELECT id FROM stale_article WHERE id NOT IN "
                                "(SELECT id FROM article)")
        return Written(whole, tuple(row[0] for row in self._tables.ask(f"{there} ORDER BY id")),
                       tuple(row[0] for row in gone), () if whole else tuple(self._patches()))

    def _patches(self) -> Iterator[Patch]:
        found: dict[str, tuple[list[Quad], list[Quad]]] = {}
        for graph, before, after in self._tables.ask(
                "SELECT stale_unit.graph, stale_unit.lines, coalesce(unit.lines, '') "
                "FROM stale_unit LEFT JOIN unit USING (name) ORDER BY name"):
            old, new = ({*text.split("\n")} - {""} for text in (before, after))
            sides = found.setdefault(graph, ([], []))
            sides[0].extend(quads_of_lines("\n".join(sorted(old - new)), graph))
            sides[1].extend(quads_of_lines("\n".join(sorted(new - old)), graph))
        for graph, (gone, new) in sorted(found.items()):
            both = {*gone} & {*new}  # what one unit has from another
            yield Patch(graph, *(tuple(q for q in side if q not in both) for side in (gone, new)))


def _ordered(facts: Facts) -> str:
    return facts.article.published or "9999"


def _by_article(corrections: Iterable[Correction]) -> Judged:
    found: Judged = {}
    for one in corrections:
        found.setdefault(one.quotation.article, []).append(one)
    return found


def _digest_of(judged: list[Correction] | None) -> str | None:
    if not judged:
        return None
    text = json.dumps([one.to_dict() for one in judged], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
