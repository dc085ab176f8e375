"""What is joined over the articles, in one SQLite file beside the facts that it is made from.

It is a pure function of the archive and of what people have corrected, kept so that an article more
is work on what it touches. A file of another release, layout or set of rules is thrown away and
made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from quoth.errors import StoreError

NAME = "joined.sqlite"
LAYOUT = "4"
CACHE = 64  # MB of pages that are kept in memory
TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE article (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,     -- of the facts in the archive
    judged TEXT,              -- digest of the corrections, if there are any
    ordered TEXT NOT NULL,    -- day of publication, 9999 where none is known
    work TEXT,
    buckets BLOB,             -- what its text is looked up by, among copies
    graph TEXT                -- digest of what its quads are made from
) WITHOUT ROWID;
CREATE INDEX article_judged ON article (judged) WHERE judged IS NOT NULL;
CREATE INDEX article_work ON article (work) WHERE work IS NOT NULL;
CREATE TABLE facts (article TEXT PRIMARY KEY, body BLOB NOT NULL);

-- who is who: what articles say of somebody in the same words, seen as what, under which id; which
-- records may have to do with one another, by what; who they are, and who would like the same id
CREATE TABLE record (
    id INTEGER PRIMARY KEY, words TEXT UNIQUE, office INTEGER, count INTEGER, view TEXT,
    name TEXT, circle INTEGER, somebody INTEGER);
CREATE INDEX record_name ON record (name);
CREATE INDEX record_circle ON record (circle);
CREATE INDEX record_somebody ON record (somebody);
CREATE TABLE tie (key TEXT, record INTEGER, PRIMARY KEY (key, record)) WITHOUT ROWID;
CREATE TABLE called (sound TEXT, name TEXT, record INTEGER,
    PRIMARY KEY (sound, name, record)) WITHOUT ROWID;
CREATE TABLE lone (sound TEXT, record INTEGER, need INTEGER,
    PRIMARY KEY (sound, record)) WITHOUT ROWID;
CREATE TABLE beside (record INTEGER, entity TEXT, count INTEGER,
    PRIMARY KEY (record, entity)) WITHOUT ROWID;
CREATE TABLE company (article TEXT PRIMARY KEY, ids TEXT) WITHOUT ROWID;
CREATE TABLE somebody (
    id INTEGER PRIMARY KEY, circle INTEGER, wanted TEXT, unknown INTEGER, bare INTEGER,
    rarity INTEGER, article TEXT, entity TEXT, suffix TEXT, name TEXT);
CREATE INDEX somebody_circle ON somebody (circle);
CREATE INDEX somebody_wanted ON somebody (wanted, unknown, bare, rarity, article, entity);
CREATE TABLE part (article TEXT, entity TEXT, record INTEGER, day INTEGER,
    PRIMARY KEY (article, entity)) WITHOUT ROWID;
CREATE INDEX part_record ON part (record, article, entity);
CREATE INDEX part_day ON part (record, day);
CREATE TABLE holder (name TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
CREATE TABLE office (role TEXT, of TEXT, name TEXT, PRIMARY KEY (role, of, name)) WITHOUT ROWID;
CREATE INDEX office_name ON office (name);
CREATE TABLE bearer (role TEXT, of TEXT, day INTEGER, article TEXT, entity TEXT,
    PRIMARY KEY (role, of, day, article, entity)) WITHOUT ROWID;
CREATE TABLE local (article TEXT, entity TEXT, words TEXT, day TEXT, view TEXT,
    PRIMARY KEY (article, entity)) WITHOUT ROWID;

-- which occasions that come again articles tell of, and under which id among all
CREATE TABLE happened (key TEXT, day TEXT, article TEXT, local TEXT, name TEXT,
    PRIMARY KEY (article, local)) WITHOUT ROWID;
CREATE INDEX happened_key ON happened (key);

-- copies of one text
CREATE TABLE shelf (bucket INTEGER, ordered TEXT, article TEXT,
    PRIMARY KEY (bucket, ordered, article)) WITHOUT ROWID;
CREATE TABLE pair (later TEXT, earlier TEXT, same INTEGER,
    PRIMARY KEY (later, earlier)) WITHOUT ROWID;
CREATE INDEX pair_earlier ON pair (earlier);

-- who said what
CREATE TABLE said (article TEXT, quotation TEXT, speaker TEXT, decides TEXT, statement TEXT,
    PRIMARY KEY (article, quotation)) WITHOUT ROWID;
CREATE INDEX said_speaker ON said (speaker, article);
CREATE TABLE statement (id TEXT PRIMARY KEY, speaker TEXT, body TEXT) WITHOUT ROWID;
CREATE INDEX statement_speaker ON statement (speaker);

-- who says the opposite of whom about whom, and which articles name whom so
CREATE TABLE named (entity TEXT, article TEXT, PRIMARY KEY (entity, article)) WITHOUT ROWID;
CREATE TABLE opposed (entity TEXT, a TEXT, b TEXT, c TEXT, d TEXT, body TEXT,
    PRIMARY KEY (entity, a, b, c, d)) WITHOUT ROWID;
CREATE INDEX opposed_pair ON opposed (a, b, c, d);

-- the derived graphs, in units that no other unit shares a triple with
CREATE TABLE share (unit TEXT, data TEXT, count INTEGER, PRIMARY KEY (unit, data)) WITHOUT ROWID;
CREATE TABLE bears (body TEXT, unit TEXT, PRIMARY KEY (body, unit)) WITHOUT ROWID;
CREATE TABLE unit (name TEXT PRIMARY KEY, graph TEXT, lines TEXT, label TEXT) WITHOUT ROWID;
CREATE INDEX unit_graph ON unit (graph);
CREATE TABLE derived (graph TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;

-- what the quads lack
CREATE TABLE stale_article (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE stale_unit (name TEXT PRIMARY KEY, graph TEXT, lines TEXT) WITHOUT ROWID;

-- of which subjects the derived graphs tell something else than in a state that was noted
CREATE TABLE told_anew (unit TEXT, graph TEXT, subject TEXT, PRIMARY KEY (unit, subject))
    WITHOUT ROWID;
"""


class Tables:
    """The connection to the file, or to memory where there is no path."""

    def __init__(self, path: Path | None, *, stamp: str, read_only: bool = False) -> None:
        self.path, self.stamp, self.is_read_only = path, stamp, read_only
        wanted = f"{LAYOUT} {stamp}"
        rows = _opened(path, wanted, read_only=read_only)
        if rows is None and path and not read_only:
            remove(path)
            rows = _opened(path, wanted, read_only=False)
        if rows is None:
            raise StoreError(f"cannot write {path}: look at the rights of the folder")
        self.rows = rows

    def close(self) -> None:
        """Close the file."""
        self.rows.close()

    def ask(self, sql: str, *values: object) -> list[tuple]:
        """Return the rows of an answer."""
        return self.rows.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> object:
        """Return the first value of an answer, None where there is none."""
        found = self.rows.execute(sql, values).fetchone()
        return found and found[0]

    def do(self, sql: str, *values: object) -> None:
        """Change something."""
        self.rows.execute(sql, values)

    def many(self, sql: str, values: Iterable[tuple]) -> None:
        """Change something for each of the values."""
        self.rows.executemany(sql, values)

    def state(self, name: str) -> str | None:
        """Return a noted value."""
        return self.one("SELECT value FROM state WHERE name = ?", name)  # type: ignore[return-value]

    def note(self, name: str, value: str | None) -> None:
        """Note a value."""
        self.do("INSERT OR REPLACE INTO state VALUES (?, ?)", name, value)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Do all that is done in the block or nothing."""
        try:
            self.do("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.do("ROLLBACK")
                raise
            self.do("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(f"cannot write {self.path}: {error}") from error


def by_article(tables: Tables, table: str, column: str, names: Iterable[str]) -> list[str]:
    """Return names in the order of the first article that a table has each in, then by name.

    Those of one article, and of its copies, are so looked at one after the other.
    """
    first = {name: tables.one(f"SELECT min(article) FROM {table} WHERE {column} = ?", name) or ""
             for name in names}
    return sorted(first, key=lambda name: (first[name], name))


def remove(path: Path) -> None:
    """Throw the file away."""
    for name in (path, path.with_name(path.name + "-journal")):
        with suppress(FileNotFoundError):
            name.unlink()


def _opened(path: Path | None, stamp: str, *, read_only: bool) -> sqlite3.Connection | None:
    """Return a connection, None where the file is not as it must be."""
    address = f"file:{quote(str(path))}?mode={'ro' if read_only else 'rwc'}" if path else ":memory:"
    try:
        rows = sqlite3.connect(address, uri=True, isolation_level=None, timeout=5,
                               check_same_thread=False)
        rows.execute(f"PRAGMA cache_size = -{CACHE * 1024}")
        if not read_only and not rows.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            rows.executescript(f"BEGIN; {TABLES} COMMIT;")
            rows.execute("INSERT INTO state VALUES ('stamp', ?)", (stamp,))
        found = rows.execute("SELECT value FROM state WHERE name = 'stamp'").fetchone()
    except sqlite3.DatabaseError:
        return None
    if found == (stamp,):
        return rows
    rows.close()
    return None
