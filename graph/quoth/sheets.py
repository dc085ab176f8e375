"""What the files beside a store tell of each article, on a sheet of its own in one SQLite file: an
article more is work on what it touches, and of the others no facts are read again.

The file is used only where the list of the files names it, as it lies on the disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from quoth.forms import altered
from quoth.records import Article, Entity, Facts, Quotation, Span
from quoth.views import rows
from quoth.views.census import Census, Printed

NAME = "outputs.sqlite"
TABLES = """
CREATE TABLE sheet (
    article TEXT PRIMARY KEY,
    ordered TEXT, key TEXT,     -- what the articles are ordered by
    graph TEXT,                 -- digest of what its quads are made from
    work TEXT, published TEXT, place TEXT,
    heard TEXT,                 -- who speaks, once for each quotation
    body TEXT                   -- what tables, the index and the graph page tell of it
) WITHOUT ROWID;
CREATE INDEX sheet_ordered ON sheet (ordered, key, article);
CREATE INDEX sheet_work ON sheet (work) WHERE work IS NOT NULL;
-- whom articles name, and as what they know them; and as what all together do
CREATE TABLE met (entity TEXT, article TEXT, records TEXT, PRIMARY KEY (entity, article))
    WITHOUT ROWID;
CREATE INDEX met_article ON met (article);
CREATE TABLE known (entity TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID;
"""
_ARTICLE, _QUOTATION = Article("", "", id="-", sha256="-"), Quotation("", "", (), "")
_KEPT = ("key", "published", "publisher", "agency", "url")
_TOLD = ("id", "text", "form", "act", "attitude", "negated", "cue_text", "speaker", "said_on",
         "confidence", "statement")


class Known(Mapping[str, Entity]):
    """Entities by id, each read when it is asked for."""

    def __init__(self, records: Mapping[str, str]) -> None:
        self._records = records
        self._read: dict[str, Entity] = {}

    def __getitem__(self, name: str) -> Entity:
        if name not in self._read:
            self._read[name] = _entity(self._records[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class Sheets:
    """The sheets in a file; nothing is changed there before `close` is told to keep it."""

    def __init__(self, path: Path, *, anew: bool) -> None:
        if anew:
            for old in (path, path.with_name(f"{path.name}-journal")):
                old.unlink(missing_ok=True)
        self._rows = sqlite3.connect(path, isolation_level=None)
        if anew:
            self._rows.executescript(TABLES)
        self._rows.execute("BEGIN")

    def close(self, *, keep: bool) -> None:
        """Close the file, with all changes or with none."""
        self._rows.execute("COMMIT" if keep else "ROLLBACK")
        self._rows.close()

    def graphs(self) -> dict[str, str]:
        """Return the digest of the graph of each article."""
        return dict(self._rows.execute("SELECT article, graph FROM sheet"))

    def census(self) -> Census:
        """Return what is known of all articles together."""
        found = Census()
        found.known = Known(dict(self._rows.execute("SELECT entity, record FROM known")))
        for (heard,) in self._rows.execute("SELECT heard FROM sheet"):
            found.heard.update(json.loads(heard))
        for work, *printed in self._rows.execute(
                "SELECT work, article, published, place FROM sheet WHERE work IS NOT NULL "
                "ORDER BY ordered, key, article"):
            found.same[work].append(Printed(*printed))
        return found

    def each(self) -> Iterator[Facts]:
        """Yield what the files tell of each article, earliest published first: a title that it may
        have had given, no text, of each quotation from where to where.
        """
        for article, work, body in self._rows.execute(
                "SELECT article, work, body FROM sheet ORDER BY ordered, key, article"):
            yield _told(article, work, body)

    def fill(self, facts_all: Iterable[Facts], census: Census, graphs: Mapping[str, str]
             ) -> Iterator[Facts]:
        """Yield the facts of all articles and make their sheets as they pass."""
        for facts in facts_all:
            self._put(facts, graphs.get(facts.article.id))
            yield facts
        self._rows.executemany("INSERT INTO known VALUES (?, ?)", (
            (name, _dumped(one.to_dict())) for name, one in census.known.items()))

    def renew(self, gone: Iterable[str], new: Iterable[Facts], graphs: Mapping[str, str]
              ) -> set[str]:
        """Take articles out, put others in; return those on whose pages that can be seen: they
        name somebody who is called something else now, or print a text that is printed elsewhere
        now.
        """
        names, works = set[str](), set[str]()
        for article in gone:
            names |= self._asked("SELECT entity FROM met WHERE article = ?", article)
            works |= self._asked("SELECT work FROM sheet WHERE article = ?", article)
            for table in ("met", "sheet"):
                self._rows.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        for facts in new:
            self._put(facts, graphs.get(facts.article.id))
            names |= self._asked("SELECT entity FROM met WHERE article = ?", facts.article.id)
            works |= {facts.work or ""}
        touched = set[str]()
        for name in filter(self._know, sorted(names)):
            touched |= self._asked("SELECT article FROM met WHERE entity = ?", name)
        for work in works - {None, ""}:
            touched |= self._asked("SELECT article FROM sheet WHERE work = ?", work)
        return touched

    def _asked(self, sql: str, value: str) -> set:
        return {row[0] for row in self._rows.execute(sql, (value,))}

    def _put(self, facts: Facts, graph: str | None) -> None:
        article = facts.article
        kept = [rows.headline(article), *(getattr(article, name) for name in _KEPT)]
        heard = [one.speaker for one in facts.quotations]
        body = [kept, [_row(one) for one in facts.quotations]]
        self._rows.execute("INSERT INTO sheet VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (
            article.id, article.published or "9999", article.key, graph, facts.work,
            article.published, rows.place(article), _dumped(heard),
            _dumped(body)))
        met: dict[str, list] = {name: [] for name in names_in(facts)}
        for entity in facts.entities:
            met.setdefault(entity.id, []).append(entity.to_dict())
        self._rows.executemany("INSERT INTO met VALUES (?, ?, ?)", (
            (name, article.id, _dumped(records)) for name, records in met.items()))

    def _know(self, name: str) -> bool:
        """Note as what all articles know somebody; say whether it is called something else now."""
        known: dict[str, Entity] = {}
        for (records,) in self._rows.execute(
                "SELECT records FROM met JOIN sheet USING (article) WHERE entity = ? "
                "ORDER BY ordered, key, article", (name,)):
            rows.meet(known, map(Entity.from_dict, json.loads(records)))
        found = self._rows.execute("SELECT record FROM known WHERE entity = ?", (name,)).fetchone()
        before, after = _entity(found[0]) if found else None, known.get(name)
        if after is None:
            self._rows.execute("DELETE FROM known WHERE entity = ?", (name,))
        elif after != before:
            self._rows.execute("INSERT OR REPLACE INTO known VALUES (?, ?)",
                               (name, _dumped(after.to_dict())))
        return _called(before) != _called(after)


def names_in(facts: Facts) -> set[str]:
    """Return whom the page of an article names."""
    names = {m.entity for m in facts.mentions} | {q.speaker for q in facts.quotations}
    names |= {name for q in facts.quotations for name in q.mentions}
    return names - {None, ""}  # type: ignore[return-value]


def _called(entity: Entity | None) -> tuple[str, str] | None:
    return entity and (entity.name, entity.type)


def _row(one: Quotation) -> list:
    return [*(getattr(one, name) for name in _TOLD), min(span.start for span in one.content),
            max(span.end for span in one.content), one.mentions]


def _told(name: str, work: str | None, body: str) -> Facts:
    """Return what a sheet tells, as facts."""
    (headline, *kept), told = json.loads(body)
    article = altered(_ARTICLE, id=name, title=headline, **dict(zip(_KEPT, kept, strict=True)))
    quotations = []
    for *values, start, end, mentions in told:
        quotations.append(altered(
            _QUOTATION, article=name, content=(Span(start, end),), mentions=tuple(mentions),
            **dict(zip(_TOLD, values, strict=True))))
    return Facts(article, quotations=tuple(quotations), work=work)


def _entity(record: str) -> Entity:
    return Entity.from_dict(json.loads(record))


def _dumped(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
