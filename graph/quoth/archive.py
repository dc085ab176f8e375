"""The facts of each article as they were ingested, in one SQLite file beside the quads.

The quads are a pure function of this file, so it alone decides what a graph holds: a change is
made here first, in one transaction; `graph` says which graphs the store holds already.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from quoth.errors import StoreError
from quoth.records import Facts, Statement

NAME = "facts.sqlite"
CHUNK = 16  # articles a transaction: what an interrupt can cost
TABLES = """
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY,   -- 16 hex digits
    key TEXT NOT NULL,     -- file name, URL or id
    stamp TEXT NOT NULL,   -- release, model and entities that made the facts
    facts TEXT NOT NULL    -- JSON, before the merge, with the text
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_key ON article (key);
CREATE TABLE IF NOT EXISTS graph (
    iri TEXT PRIMARY KEY,
    digest TEXT NOT NULL   -- of what the graph was made from
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statement (
    id TEXT PRIMARY KEY,   -- that a statement has had: it comes from one of its quotations
    article TEXT NOT NULL,
    quotation TEXT NOT NULL,
    given INTEGER NOT NULL -- by the how-manieth change
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS statement_article ON statement (article);
-- what came, changed or went since the store was settled, whoever wrote it
CREATE TABLE IF NOT EXISTS changed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS article_new AFTER INSERT ON article
BEGIN INSERT INTO changed SELECT new.id WHERE new.id NOT IN (SELECT id FROM changed); END;
CREATE TRIGGER IF NOT EXISTS article_changed AFTER UPDATE ON article
BEGIN INSERT INTO changed SELECT new.id WHERE new.id NOT IN (SELECT id FROM changed); END;
CREATE TRIGGER IF NOT EXISTS article_gone AFTER DELETE ON article
BEGIN INSERT INTO changed SELECT old.id WHERE old.id NOT IN (SELECT id FROM changed); END;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Archive:
    """Facts by article id.

    >>> with Archive() as archive:
    ...     len(archive)
    0
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = None if path is None else Path(path)
        try:
            self._rows = sqlite3.connect(self.path or ":memory:", isolation_level="IMMEDIATE",
                                         timeout=5, check_same_thread=False)
            self._arrange()
        except sqlite3.Error as error:
            raise StoreError(f"cannot open {path}: {error}") from error

    def _arrange(self) -> None:
        """Make the tables that are missing; beside a file that nobody may write they are empty."""
        try:
            self._rows.executescript(TABLES)
        except sqlite3.OperationalError as error:
            there = {row[0] for row in self._rows.execute("SELECT name FROM sqlite_master")}
            if "readonly" not in str(error) or "article" not in there:
                raise
            self._rows.execute("PRAGMA temp_store = MEMORY")
            for name, columns in re.findall(r"TABLE IF NOT EXISTS (\w+) (.+?);", TABLES, re.S):
                if name not in there:
                    self._rows.execute(f"CREATE TEMP TABLE {name} {columns}")

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def patience(self, seconds: float) -> None:
        """Wait at most so long for another process that writes (five seconds by itself)."""
        self._rows.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def __len__(self) -> int:
        return self._ask("SELECT count(*) FROM article")[0][0]

    def __contains__(self, article: str) -> bool:
        return bool(self._ask("SELECT 1 FROM article WHERE id = ?", article))

    def ids(self) -> list[str]:
        """Return the article ids, sorted."""
        return [row[0] for row in self._ask("SELECT id FROM article ORDER BY id")]

    def find(self, name: str) -> list[str]:
        """Return the ids of the articles with this id, beginning of an id, or key."""
        exact = self._ask("SELECT id FROM article WHERE id = ?", name) or self._ask(
            "SELECT id FROM article WHERE key = ? ORDER BY id", name)
        if not exact and len(name) >= 4:
            end = name + "g"  # after every hex digit
            exact = self._ask("SELECT id FROM article WHERE id >= ? AND id < ?", name, end)
        return [row[0] for row in exact]

    def keys(self) -> dict[str, str]:
        """Return the key of each article id."""
        return dict(self._ask("SELECT id, key FROM article ORDER BY id"))

    def facts(self) -> Iterator[Facts]:
        """Yield the facts of every article, by id."""
        for article in self.ids():
            yield self.get(article)

    def get(self, article: str) -> Facts:
        """Return the facts of one article."""
        found = self._ask("SELECT facts FROM article WHERE id = ?", article)
        if not found:
            raise StoreError(f"no article {article} in {self.path}")
        return Facts.from_dict(json.loads(found[0][0]))

    def digest(self, article: str) -> str | None:
        """Return a digest of the facts of an article, None where it is not there."""
        found = self._ask("SELECT facts FROM article WHERE id = ?", article)
        return hashlib.sha256(found[0][0].encode()).hexdigest()[:16] if found else None

    def changed(self) -> list[str]:
        """Return the ids of the articles that came, changed or went since `settle`, sorted."""
        return [row[0] for row in self._ask("SELECT id FROM changed ORDER BY id")]

    def made_with(self, stamp: str) -> set[str]:
        """Return the ids of the articles whose facts bear this stamp."""
        return {row[0] for row in self._ask("SELECT id FROM article WHERE stamp = ?", stamp)}

    def put(self, facts: Iterable[Facts], *, stamp: str) -> list[str]:
        """Keep the facts, in the place of older ones; return the ids that changed."""
        changed = []
        with self._change() as rows:
            for one in facts:
                text = json.dumps(one.to_dict(with_text=True), ensure_ascii=True)
                row = (one.article.id, one.article.key, stamp, text)
                if rows.execute(PUT, row).rowcount:
                    changed.append(one.article.id)
                    _forget(rows, one.article.id, {quoted.id for quoted in one.quotations})
        return changed

    def drop(self, articles: Iterable[str]) -> None:
        """Forget these articles."""
        with self._change() as rows:
            for article in articles:
                rows.execute("DELETE FROM article WHERE id = ?", (article,))
                _forget(rows, article)

    def written(self) -> dict[str, str]:
        """Return the digest of each graph in the store."""
        return dict(self._ask("SELECT iri, digest FROM graph ORDER BY iri"))

    def given_among(self, statements: Iterable[str]) -> dict[str, int]:
        """Return those of some ids that statements have had, each with the number of its change."""
        return {name: row[0] for name in statements for row in self._ask(
            "SELECT given FROM statement WHERE id = ?", name)}

    def given(self) -> dict[str, int]:
        """Return the ids that statements have had, each with the number of its change."""
        return dict(self._ask("SELECT id, given FROM statement"))

    def settle(self, digests: Mapping[str, str], *, gone: Iterable[str] = (),
               quads: str | None = None, statements: Iterable[Statement] = (),
               joined: str | None = None) -> None:
        """Note, all at once, what the store holds now: `quads` is the folder of its quads.

        The ids of `statements` are those that they keep from now on; `joined` names the join that
        the quads are made from.
        """
        with self._transaction() as rows:
            [(last,)] = rows.execute("SELECT coalesce(max(given), 0) FROM statement")
            rows.executemany("INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?)",
                             ((one.id, *one.quotations[0], last + 1) for one in statements))
            rows.executemany("DELETE FROM graph WHERE iri = ?", ((iri,) for iri in gone))
            rows.executemany("INSERT OR REPLACE INTO graph VALUES (?, ?)", digests.items())
            rows.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)",
                             [("quads", quads), ("settled", "1"), ("joined", joined)])
            rows.execute("DELETE FROM changed")

    def state(self, name: str) -> str | None:
        """Return a noted value."""
        found = self._ask("SELECT value FROM state WHERE name = ?", name)
        return found[0][0] if found else None

    def note(self, name: str, value: str | None) -> None:
        """Note a value that belongs to the whole file."""
        with self._transaction() as rows:
            rows.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def _ask(self, sql: str, *values: str) -> list[tuple]:
        try:
            return self._rows.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"cannot read {self.path}: {error}") from error

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """Do all or nothing, and note that the store is behind."""
        with self._transaction() as rows:
            rows.execute("INSERT OR REPLACE INTO state VALUES ('settled', NULL)")
            yield rows

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._rows:
                yield self._rows
        except sqlite3.Error as error:
            raise StoreError(f"cannot write {self.path}: {error}") from error


def keep(archive: Archive, facts: Iterable[Facts], *, stamp: str,
         on_article: Callable[[str], None] | None = None) -> list[str]:
    """Put facts into the archive as they come, some at a time; return the ids that changed."""
    changed: list[str] = []
    waiting: list[Facts] = []
    try:
        for one in facts:
            waiting.append(one)
            if on_article:
                on_article(one.article.key)
            if len(waiting) >= CHUNK:
                changed += archive.put(waiting, stamp=stamp)
                waiting = []
    finally:  # an interrupt or a bad article leaves what was done before it
        changed += archive.put(waiting, stamp=stamp)
    return changed


def _forget(rows: sqlite3.Connection, article: str, keep: Set[str] = frozenset()) -> None:
    """Forget the ids that come from the quotations of an article, but for some of these."""
    found = rows.execute("SELECT id, quotation FROM statement WHERE article = ?", (article,))
    gone = [(name,) for name, quotation in found.fetchall() if quotation not in keep]
    rows.executemany("DELETE FROM statement WHERE id = ?", gone)


# facts that are there already change nothing, so that adding twice is adding once
PUT = """
INSERT INTO article (id, key, stamp, facts) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE
SET key = excluded.key, stamp = excluded.stamp, facts = excluded.facts
WHERE facts != excluded.facts OR stamp != excluded.stamp
"""

