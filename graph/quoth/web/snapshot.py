"""What the pages show: the graph as it was at one moment, ready to be looked up.

A snapshot never changes; when the graph does, a new one takes its place.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from quoth.archive import NAME
from quoth.corrections import Correction
from quoth.errors import StoreError
from quoth.extraction import OnReject, Options
from quoth.joining import digest
from quoth.knowledge import KnowledgeGraph
from quoth.rdf.iris import Iris
from quoth.rdf.service import example_quads
from quoth.records import Entity, Facts, Quotation, Statement
from quoth.stores.fulltext import FullText
from quoth.views import rows
from quoth.views.reports import Reports, other_reports

Report = tuple[Facts, Quotation]


@dataclass(frozen=True)
class Snapshot:
    """The facts of all articles, and the folder of the quads that say the same."""

    facts: tuple[Facts, ...]
    statements: tuple[Statement, ...]
    iris: Iris
    quads: str
    corrections: tuple[Correction, ...] = ()
    index: FullText = field(default_factory=lambda: FullText.of(()))

    @cached_property
    def judged(self) -> Mapping[tuple[str, str], Correction]:
        """The corrections by the ids of article and quotation."""
        return {(c.quotation.article, c.quotation.id): c for c in self.corrections}

    @cached_property
    def known(self) -> Mapping[str, Entity]:
        """The entities by id."""
        return rows.entities(self.facts)

    @cached_property
    def articles(self) -> Mapping[str, Facts]:
        """The facts by the id of their article."""
        return {one.article.id: one for one in self.facts}

    @cached_property
    def statement(self) -> Mapping[str, Statement]:
        """The statements by id."""
        return {one.id: one for one in self.statements}

    @cached_property
    def told(self) -> Mapping[tuple[str, str], Report]:
        """Each quotation with its article, by their ids."""
        return {(f.article.id, q.id): (f, q) for f in self.facts for q in f.quotations}

    @cached_property
    def reports(self) -> Reports:
        """The other reports of what a quotation reports."""
        return other_reports(self.facts, self.statements)

    @cached_property
    def said(self) -> Mapping[str, Sequence[Report]]:
        """The quotations of each speaker, by date."""
        found: dict[str, list[Report]] = defaultdict(list)
        for facts, quotation in self.told.values():
            if quotation.speaker:
                found[quotation.speaker].append((facts, quotation))
        for reports in found.values():
            reports.sort(key=_when)
        return found

    @cached_property
    def spoken_of(self) -> Mapping[str, Sequence[Report]]:
        """The quotations of others that name somebody, by date."""
        found: dict[str, list[Report]] = defaultdict(list)
        for facts, quotation in self.told.values():
            for name in set(quotation.mentions) - {quotation.speaker}:
                found[name].append((facts, quotation))
        for reports in found.values():
            reports.sort(key=_when)
        return found

    @cached_property
    def mentioned(self) -> Mapping[str, Sequence[Facts]]:
        """The articles that mention somebody or something."""
        found: dict[str, list[Facts]] = defaultdict(list)
        for facts in self.facts:
            for entity in facts.entities:
                found[entity.id].append(facts)
        return found

    @cached_property
    def heard(self) -> Sequence[Entity]:
        """The actors, the most heard first, then the most spoken of."""
        return sorted(self.known.values(), key=lambda e: (
            -len(self.said.get(e.id, ())), -len(self.spoken_of.get(e.id, ())), e.id))

    @cached_property
    def newest(self) -> Sequence[Facts]:
        """The articles, the newest first."""
        return sorted(self.facts, key=lambda f: (f.article.published or "", f.article.id),
                      reverse=True)

    @cached_property
    def latest(self) -> Sequence[Report]:
        """The quotations, the newest first."""
        return sorted(self.told.values(), key=lambda r: rows.day(r[1], r[0].article) or "",
                      reverse=True)

    @cached_property
    def figures(self) -> Mapping[str, int]:
        """How much there is."""
        kinds = Counter(entity.type for entity in self.known.values())
        return {
            "articles": len(self.facts), "quotations": len(self.told),
            "statements": len(self.statements), "speakers": len(self.said),
            "people": kinds["person"], "organizations": kinds["organization"],
            "places": kinds["place"], "groups": kinds["group"],
            "unnamed sources": sum(e.type == "unnamed" and e.id in self.said
                                   for e in self.known.values()),
        }

    def warm(self) -> Snapshot:
        """Make now what would make the first visitor wait."""
        _ = self.reports, self.heard, self.newest, self.latest, self.statement, self.articles
        _ = self.mentioned, self.figures
        return self


def _when(report: Report) -> tuple[str, str, int]:
    facts, quotation = report
    return (rows.day(quotation, facts.article) or "9999", facts.article.id,
            quotation.content[0].start)


State = tuple[int, str]


class Current:
    """The snapshot of now: a new one is made when somebody, here or elsewhere, changed the graph.

    Raises StoreError where there is no graph in the folder.
    """

    def __init__(self, folder: str | Path) -> None:
        self.lock = threading.RLock()  # held while the graph changes
        self.kg = KnowledgeGraph.open(folder)
        if self.kg.folder is None:
            raise StoreError(f"{folder} is not on this machine: `quoth serve` shows the folder "
                             "of a build; to ask an endpoint use `quoth query`")
        self.folder: Path = self.kg.folder
        self._snapshot: Snapshot | None = None
        self._state: State = (0, "")

    def close(self) -> None:
        """Close the graph."""
        self.kg.close()

    @property
    def fresh(self) -> bool:
        """Whether the snapshot is that of now."""
        return self._snapshot is not None and self._noted() == self._state

    def __call__(self) -> Snapshot:
        """Return the snapshot of now."""
        if not self.fresh:
            with self.lock:
                if not self.fresh:
                    self._renew()
        assert self._snapshot
        return self._snapshot

    def add(self, path: Path, options: Options, on_reject: OnReject) -> None:
        """Read the articles of a file into the graph."""
        with self.lock:
            self()  # the archive that is there now
            self.kg.add(path, options=options, on_reject=on_reject)
            self()

    def remove(self, article: str) -> None:
        """Take an article out of the graph."""
        with self.lock:
            self()
            self.kg.remove(article)
            self()

    def correct(self, correction: Correction) -> None:
        """Keep a correction, and let it win."""
        with self.lock:
            self()
            self.kg.correct(correction)
            self()

    def uncorrect(self, article: str, quotation: str) -> None:
        """Take a correction back."""
        with self.lock:
            self()
            self.kg.uncorrect(article, quotation)
            self()

    def _renew(self) -> None:
        if self._noted()[0] != self._state[0]:  # built anew: the open file is the old one
            self.kg.close()
            self.kg = KnowledgeGraph.open(self.folder)
        self.kg.reload()
        self._look_at_examples()
        self.kg.finish()
        state = self._noted()
        quads = str(self.folder / state[1])
        self._snapshot = Snapshot(self.kg.facts, self.kg.statements, self.kg.iris, quads,
                                  tuple(self.kg.corrections), self.kg.fulltext()).warm()
        self._state = state

    def _look_at_examples(self) -> None:
        """Have the example queries written anew where another version of the program wrote them."""
        iris = self.kg.iris
        wanted = digest(iris.examples.value, example_quads(base=iris.base))
        if self.kg.archive.written().get(iris.examples.value) != wanted:
            with suppress(StoreError):  # a folder that nobody may write is shown as it is
                self.kg.archive.note("settled", None)

    def _noted(self) -> State:
        """Return which archive there is and which quads belong to it."""
        try:
            file = self.folder.joinpath(NAME).stat().st_ino
        except OSError:  # a build is just putting its store in the place of the old one
            return self._state
        return file, self.kg.archive.state("quads") or ""
