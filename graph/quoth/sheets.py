"""What the files beside a store hold of each article, as the text that stands in them, in one
SQLite file: an article more is work on what it touches, and what is there of the others is copied.

The file is used only where the list of the files names it, as it lies on the disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from quoth.exports import tabled
from quoth.records import Entity, Facts
from quoth.views import rows
from quoth.views.article import index_line, listed
from quoth.views.census import Census, Printed
from quoth.views.payload import actor_part, article_part

NAME = "outputs.sqlite"
TABLES = """
CREATE TABLE sheet (
    article TEXT PRIMARY KEY,
    ordered TEXT, key TEXT,     -- what the articles are ordered by
    graph TEXT,                 -- digest of what its quads are made from
    work TEXT, published TEXT, place TEXT,
    heard TEXT, size INTEGER    -- who speaks, once for each quotation; characters of these
) WITHOUT ROWID;
CREATE INDEX sheet_ordered ON sheet (ordered, key, article);
CREATE INDEX sheet_work ON sheet (work) WHERE work IS NOT NULL;
-- what stands of an article in the graph page, in the list of the articles and in the table
CREATE TABLE text (article TEXT PRIMARY KEY, part TEXT, line TEXT, tabled TEXT);
-- whom articles name, and as what they know them; and as what all together do, with what the graph
-- page holds of them
CREATE TABLE met (entity TEXT, article TEXT, records TEXT, PRIMARY KEY (entity, article))
    WITHOUT ROWID;
CREATE INDEX met_article ON met (article);
CREATE TABLE known (entity TEXT PRIMARY KEY, record TEXT, part TEXT) WITHOUT ROWID;
"""
_IN_ORDER = "FROM sheet JOIN text USING (article) ORDER BY"


class Known(Mapping[str, Entity]):
    """Entities by id, each looked up when it is asked for."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows
        self._read: dict[str, Entity] = {}

    def __getitem__(self, name: str) -> Entity:
        if name not in self._read:
            found = self._rows.execute("SELECT record FROM known WHERE entity = ?", (name,))
            for (record,) in found:
                self._read[name] = _entity(record)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._rows.execute("SELECT entity FROM known"))

    def __len__(self) -> int:
        return self._rows.execute("SELECT COUNT(*) FROM known").fetchone()[0]


class Sheets:
    """The sheets in a file, or without one in none that stays; nothing is changed there before
    `close` is told to keep it.
    """

    def __init__(self, path: Path | None, *, anew: bool) -> None:
        if anew and path:
            for old in (path, path.with_name(f"{path.name}-journal")):
                old.unlink(missing_ok=True)
        self._rows = sqlite3.connect(path or "", isolation_level=None)
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
        found.known = Known(self._rows)
        for heard, size in self._rows.execute("SELECT heard, size FROM sheet"):
            found.heard.update(json.loads(heard))
            found.size += size
        for work, *printed in self._rows.execute(
                "SELECT work, article, published, place FROM sheet WHERE work IS NOT NULL "
                "ORDER BY ordered, key, article"):
            found.same[work].append(Printed(*printed))
        return found

    def actors(self) -> Iterator[str]:
        """Yield what the graph page holds of each actor, by id."""
        return self._texts("SELECT part FROM known ORDER BY entity")

    def parts(self) -> Iterator[str]:
        """Yield what the graph page holds of each article, earliest published first."""
        return self._texts(f"SELECT part {_IN_ORDER} ordered, key, article")

    def tabled(self) -> Iterator[str]:
        """Yield what the table holds of each article, earliest published first."""
        return self._texts(f"SELECT tabled {_IN_ORDER} ordered, key, article")

    def lines(self) -> Iterator[str]:
        """Yield the lines of the list of the articles."""
        return self._texts(f"SELECT line {_IN_ORDER} ordered, article")

    def _texts(self, sql: str) -> Iterator[str]:
        return (text for (text,) in self._rows.execute(sql))

    def fill(self, facts_all: Iterable[Facts], known: Mapping[str, Entity],
             graphs: Mapping[str, str]) -> Iterator[Facts]:
        """Yield the facts of all articles and make their sheets as they pass."""
        self._rows.executemany("INSERT INTO known VALUES (?, ?, ?)", (
            (name, *_known(one)) for name, one in known.items()))
        for facts in facts_all:
            self._put(facts, graphs.get(facts.article.id))
            self.tell(facts, known)
            yield facts

    def renew(self, gone: Iterable[str], new: Iterable[Facts], graphs: Mapping[str, str]
              ) -> set[str]:
        """Take articles out, put others in; return those of which pages or table tell something
        else: they name somebody who is called something else now, or print a text that is printed
        elsewhere now. Each of these is to be told.
        """
        names, works = set[str](), set[str]()
        for article in gone:
            names |= self._asked("SELECT entity FROM met WHERE article = ?", article)
            works |= self._asked("SELECT work FROM sheet WHERE article = ?", article)
            for table in ("met", "text", "sheet"):
                self._rows.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        touched = set[str]()
        for facts in new:
            self._put(facts, graphs.get(facts.article.id))
            names |= self._asked("SELECT entity FROM met WHERE article = ?", facts.article.id)
            works |= {facts.work or ""}
            touched.add(facts.article.id)
        for name in filter(self._know, sorted(names)):
            touched |= self._asked("SELECT article FROM met WHERE entity = ?", name)
        for work in works - {None, ""}:
            touched |= self._asked("SELECT article FROM sheet WHERE work = ?", work)
        return touched

    def tell(self, facts: Facts, known: Mapping[str, Entity]) -> None:
        """Note what the table tells of an article, as its speakers are known now."""
        self._rows.execute("UPDATE text SET tabled = ? WHERE article = ?",
                           (_text(tabled(facts, known)), facts.article.id))

    def _asked(self, sql: str, value: str) -> set:
        return {row[0] for row in self._rows.execute(sql, (value,))}

    def _put(self, facts: Facts, graph: str | None) -> None:
        article = facts.article
        heard = [one.speaker for one in facts.quotations]
        self._rows.execute("INSERT INTO sheet VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (
            article.id, listed(article)[0], article.key, graph, facts.work, article.published,
            rows.place(article), _dumped(heard), sum(len(one.text) for one in facts.quotations)))
        self._rows.execute("INSERT INTO text VALUES (?, ?, ?, '')", (
            article.id, article_part(facts), _text(index_line(facts))))
        met: dict[str, list] = {name: [] for name in names_in(facts)}
        for entity in facts.entities:
            met.setdefault(entity.id, []).append(entity.to_dict())
        self._rows.executemany("INSERT INTO met VALUES (?, ?, ?)", (
            (name, article.id, _dumped(records)) for name, records in met.items()))

    def _know(self, name: str) -> bool:
        """Note as what all articles know somebody; say whether it is called something else now."""
        known: dict[str, Entity] = {}
        found = self._rows.execute(
            "SELECT records FROM met JOIN sheet USING (article) WHERE entity = ? "
            "ORDER BY ordered, key, article", (name,))
        for (records,) in dict.fromkeys(found):  # most articles know the same
            rows.meet(known, map(Entity.from_dict, json.loads(records)))
        row = self._rows.execute("SELECT record FROM known WHERE entity = ?", (name,)).fetchone()
        before, after = _entity(row[0]) if row else None, known.get(name)
        if after is None:
            self._rows.execute("DELETE FROM known WHERE entity = ?", (name,))
        elif after != before:
            self._rows.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?)",
                               (name, *_known(after)))
        return _called(before) != _called(after)


def names_in(facts: Facts) -> set[str]:
    """Return whom the page of an article names."""
    names = {m.entity for m in facts.mentions} | {q.speaker for q in facts.quotations}
    names |= {name for q in facts.quotations for name in q.mentions}
    return names - {None, ""}  # type: ignore[return-value]


def _called(entity: Entity | None) -> tuple[str | None, ...] | None:
    return entity and (entity.name, entity.type, entity.wikidata)


def _known(entity: Entity) -> tuple[str, str]:
    return _dumped(entity.to_dict()), actor_part(entity)


def _entity(record: str) -> Entity:
    return Entity.from_dict(json.loads(record))


def _dumped(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is not UTF-8
