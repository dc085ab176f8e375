"""Filling the full-text index: of its rows only those are written that a change touches."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from anyascii import anyascii

from quoth.errors import StoreError
from quoth.linking.lexis import stem
from quoth.records import Article, Entity, Facts, Quotation, Statement

NAME = "fulltext.sqlite"
LAYOUT = "3"  # of the tables: an index with another one is not read
TABLES = """
CREATE TABLE report (
    number INTEGER PRIMARY KEY, statement TEXT, article TEXT, quotation TEXT, speaker TEXT,
    text TEXT, key TEXT, outlet TEXT, published TEXT,
    papers TEXT,  -- the outlet, folded: what the filter is looked up in
    place INTEGER -- in its article
);
CREATE INDEX report_article ON report (article, quotation);
CREATE INDEX report_speaker ON report (speaker);
CREATE TABLE speaker (id TEXT PRIMARY KEY, name TEXT, names TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(
    forms, said_by, content = '', tokenize = "unicode61", prefix = '2 3');
CREATE TABLE entry (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, weight INTEGER, words TEXT,
    more TEXT);
CREATE UNIQUE INDEX entry_id ON entry (kind, id);
CREATE VIRTUAL TABLE title USING fts5(
    words, more, content = '', tokenize = "unicode61", prefix = '2 3');
CREATE TABLE told (article TEXT PRIMARY KEY, heard TEXT) WITHOUT ROWID;  -- how often of whom
CREATE TABLE heard (id TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE stamp (value TEXT);
"""
WORD = re.compile(r"\w+", re.UNICODE)
MOST = 50  # quotations that make somebody weigh more in a search

Known = Callable[[str], Entity | None]


def write(folder: Path, facts_all: Iterable[Facts], known: Known, *, stamp: str) -> None:
    """Write the index into a folder in place of an older one, whole or not at all.

    `known` gives the entities of all articles by id, `stamp` names the state of the store.
    """
    part = folder / f".{NAME}.part"
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as rows:
            rows.execute("PRAGMA journal_mode = OFF")
            rows.executescript(TABLES)
            rows.execute("BEGIN")
            filling = Filling(rows, known)
            for facts in facts_all:
                filling.add(facts)
            filling.finish()
            rows.execute("INSERT INTO stamp VALUES (?)", (f"{LAYOUT} {stamp}",))
            rows.execute("COMMIT")
        part.replace(folder / NAME)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"cannot write {folder / NAME}: {error}") from error


def update(folder: Path, facts: Iterable[Facts], gone: Iterable[str],
           statements: Iterable[Statement], known: Known, *, before: str | None, stamp: str
           ) -> bool:
    """Bring the index in a folder from one state of the store to the next; False where it is not
    that of the state before.
    """
    path = folder / NAME
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as rows:
            rows.execute("BEGIN IMMEDIATE")
            if rows.execute("SELECT value FROM stamp").fetchone() != (f"{LAYOUT} {before}",):
                return False
            filling = Filling(rows, known)
            for article in gone:
                filling.drop(article)
            for one in facts:
                filling.add(one)
            for statement in statements:
                filling.rename(statement)
            filling.finish()
            rows.execute("UPDATE stamp SET value = ?", (f"{LAYOUT} {stamp}",))
            rows.execute("COMMIT")
        return True
    except sqlite3.DatabaseError:
        return False  # damaged: it is written anew


class Filling:
    """Writes rows of an index; `known` gives the entities of all articles by id."""

    def __init__(self, rows: sqlite3.Connection, known: Known) -> None:
        self._rows, self._known = rows, known
        self._touched: set[str] = set()
        self._speakers: set[str] = set()

    def add(self, facts: Facts) -> None:
        """Take in an article, in the place of what it said before."""
        article = facts.article
        self.drop(article.id)
        own = {entity.id: entity for entity in facts.entities}
        heard = Counter(dict.fromkeys(own, 0))
        for one in facts.quotations:
            heard.update({one.speaker, *one.mentions} - {None})
        self._count(article.id, heard)
        for place, one in enumerate(facts.quotations):
            if one.statement and not one.negated:
                self._speaker(one.speaker, own)
                self._report(article, one, place)
        self._put("article", article.id, *_titles(article), 0)
        for name in own:
            if name.startswith("article/"):
                self._actor(name, own[name])
        self._touched = (self._touched - {*own}) | {
            name for name in heard if not name.startswith("article/")}

    def drop(self, article: str) -> None:
        """Forget an article."""
        found = self._rows.execute("SELECT heard FROM told WHERE article = ?", (article,))
        for (text,) in found.fetchall():
            heard = json.loads(text)
            self._count(article, {name: -count for name, count in heard.items()})
            self._touched |= {*heard}
            self._rows.execute("DELETE FROM told WHERE article = ?", (article,))
            self._put("article", article, None, "", 0)
        for number, speaker, text in self._rows.execute(
                "SELECT number, speaker, text FROM report WHERE article = ?", (article,)
                ).fetchall():
            self._unword(number, text, self._said_by(speaker))
            self._rows.execute("DELETE FROM report WHERE number = ?", (number,))
            self._touched |= {speaker} - {None}

    def rename(self, statement: Statement) -> None:
        """Let the reports of a statement lead to it."""
        self._rows.executemany(
            "UPDATE report SET statement = ? WHERE article = ? AND quotation = ?",
            [(statement.id, *pair) for pair in statement.quotations])

    def finish(self, *, also: Iterable[str] = ()) -> None:
        """Write the entries of all that the articles touched, and of some more."""
        for name in sorted({*self._touched, *also}):
            self._actor(name, self._known(name))
            self._speaker(name, {})
        self._rows.execute("DELETE FROM heard WHERE count = 0")

    def _count(self, article: str, heard: dict[str, int]) -> None:
        self._rows.execute("INSERT OR REPLACE INTO told VALUES (?, ?)",
                           (article, json.dumps(heard)))
        self._rows.executemany(
            "INSERT INTO heard VALUES (?, ?) ON CONFLICT (id) "
            "DO UPDATE SET count = count + excluded.count", list(heard.items()))

    def _report(self, article: Article, one: Quotation, place: int) -> None:
        outlet = article.publisher or article.agency or ""
        text = utf8(one.text)
        number = self._rows.execute(
            "INSERT INTO report (statement, article, quotation, speaker, text, key, outlet, "
            "published, papers, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (one.statement, article.id, one.id, one.speaker, text, utf8(article.key), outlet,
             article.published, fold(outlet), place)).lastrowid
        self._rows.execute("INSERT INTO word (rowid, forms, said_by) VALUES (?, ?, ?)",
                           (number, forms(text), self._said_by(one.speaker)))

    def _said_by(self, speaker: str | None) -> str:
        found = self._rows.execute("SELECT name FROM speaker WHERE id = ?", (speaker,)).fetchone()
        return fold(found[0]) if found else ""

    def _unword(self, number: int, text: str, said_by: str) -> None:
        self._rows.execute("INSERT INTO word (word, rowid, forms, said_by) "
                           "VALUES ('delete', ?, ?, ?)", (number, forms(text), said_by))

    def _speaker(self, name: str | None, own: dict[str, Entity]) -> None:
        """Note the names of a speaker; reports are found by the one that it has now."""
        if name is None or name in self._speakers and own:
            return
        self._speakers.add(name)
        entity = self._known(name) or own.get(name)
        reports = self._rows.execute("SELECT number, text FROM report WHERE speaker = ?", (name,))
        if not own and not reports.fetchone():
            self._rows.execute("DELETE FROM speaker WHERE id = ?", (name,))
            return
        if entity is None:
            return
        before = self._said_by(name)
        known = (entity.wikidata,) if entity.wikidata else ()
        names = " | ".join(map(fold, (entity.name, *entity.aliases, entity.id, *known)))
        self._rows.execute("INSERT OR REPLACE INTO speaker VALUES (?, ?, ?)",
                           (name, utf8(entity.name), names))
        if before != fold(entity.name):
            for number, text in self._rows.execute(
                    "SELECT number, text FROM report WHERE speaker = ?", (name,)).fetchall():
                self._unword(number, text, before)
                self._rows.execute("INSERT INTO word (rowid, forms, said_by) VALUES (?, ?, ?)",
                                   (number, forms(text), fold(entity.name)))

    def _actor(self, name: str, entity: Entity | None) -> None:
        """Write the entry of somebody who has a name or is quoted."""
        [(heard,)] = self._rows.execute(
            "SELECT coalesce((SELECT count FROM heard WHERE id = ?), 0)", (name,))
        if entity is None or entity.type == "unnamed" and not heard:
            self._put("actor", name, None, "", 0)
            return
        more = (*entity.aliases, *(role.title for role in entity.roles))
        self._put("actor", name, fold(entity.name), fold(" ".join(more)), min(MOST, heard))

    def _put(self, kind: str, name: str, words: str | None, more: str, weight: int) -> None:
        """Write an entry; without words there is none."""
        before = self._rows.execute(
            "SELECT number, words, more, weight FROM entry WHERE kind = ? AND id = ?",
            (kind, name)).fetchone()
        if before and before[1:] == (words, more, weight) or not before and words is None:
            return
        if before:
            self._rows.execute("INSERT INTO title (title, rowid, words, more) "
                               "VALUES ('delete', ?, ?, ?)", before[:3])
            self._rows.execute("DELETE FROM entry WHERE number = ?", before[:1])
        if words is not None:
            number = self._rows.execute(
                "INSERT INTO entry (kind, id, weight, words, more) VALUES (?, ?, ?, ?, ?)",
                (kind, name, weight, words, more)).lastrowid
            self._rows.execute("INSERT INTO title (rowid, words, more) VALUES (?, ?, ?)",
                               (number, words, more))


def _titles(article: Article) -> tuple[str, str]:
    title = utf8(article.title or article.key)
    outlet = utf8(article.publisher or article.agency or "")
    return fold(title), f"{forms(title)} {fold(outlet)}"


def fold(text: str) -> str:
    """Return lower-case ASCII words with single blanks, of any script."""
    return " ".join(WORD.findall(anyascii(text).lower()))


def forms(text: str) -> str:
    """Return the words of a text, each in its common form."""
    return " ".join(stem(word) for word in fold(text).split())


def utf8(text: str) -> str:
    """Return the text without what SQLite cannot hold: halves of surrogate pairs, NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", " ")
