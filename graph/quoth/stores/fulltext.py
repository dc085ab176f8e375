"""Words to statements: a full-text index beside the store, by SQLite FTS5.

It is derived like the quads: made anew from what the articles say whenever that changes, the same
bytes from the same input. Words are found in any of their forms ("revolutions", "color" and
"colour"), without regard to case and accents.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from anyascii import anyascii

from quoth.errors import QueryError, StoreError
from quoth.linking.lexis import stem
from quoth.records import Entity, Facts

NAME = "fulltext.sqlite"
TABLES = """
CREATE TABLE report (
    number INTEGER PRIMARY KEY, statement TEXT, article TEXT, quotation TEXT, speaker TEXT,
    name TEXT, text TEXT, key TEXT, outlet TEXT, published TEXT,
    names TEXT,  -- of the speaker and, below, of the outlet, folded: what filters are looked up in
    papers TEXT
);
CREATE VIRTUAL TABLE word USING fts5(forms, content = '', tokenize = "unicode61");
CREATE TABLE stamp (value TEXT);
"""
FIND = """
SELECT statement, article, quotation, speaker, name, text, key, outlet, published
FROM word JOIN report ON report.number = word.rowid
WHERE word MATCH ? AND instr(names, ?) AND instr(papers, ?)
ORDER BY bm25(word), number
"""
_WORD = re.compile(r"\w+", re.UNICODE)
_ASKED = re.compile(r'"([^"]*)"?|(\S+)')
_LEADING = re.compile(r"(\w+)\*$", re.UNICODE)


@dataclass(frozen=True)
class Hit:
    """A statement that was found, in the wording that fits best; `marks` are the words found."""

    statement: str
    article: str
    quotation: str
    speaker: str | None
    name: str | None
    text: str
    key: str
    outlet: str
    published: str | None
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def date(self) -> str | None:
        """The day of publication."""
        return self.published and self.published[:10]


class FullText:
    """The words of all statements.

    >>> from quoth.records import Article, Quotation, Span
    >>> article = Article(key="a", text="We saw colour revolutions.")
    >>> said = Quotation("q0-26", article.id, (Span(0, 26),), article.text, statement="statement/1")
    >>> [hit.text for hit in FullText.of([Facts(article, quotations=(said,))]).find("color")]
    ['We saw colour revolutions.']
    """

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    @classmethod
    def of(cls, facts_all: Iterable[Facts],
           known: Mapping[str, Entity] | None = None) -> FullText:
        """Make an index in memory; `known` are the entities of all articles by id."""
        rows = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(rows, facts_all, known or {}, "")
        return cls(rows)

    @classmethod
    def open(cls, folder: Path, *, stamp: str) -> FullText | None:
        """Open the index in a folder; None where there is none for what the store holds now."""
        path = folder / NAME
        if not path.is_file():
            return None
        try:
            rows = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True,
                                   check_same_thread=False)
            found = rows.execute("SELECT value FROM stamp").fetchone()
        except sqlite3.Error:
            return None
        if found == (stamp,):
            return cls(rows)
        rows.close()
        return None

    def __enter__(self) -> FullText:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self._rows.close()

    def find(self, words: str, *, speaker: str = "", outlet: str = "", limit: int = 20
             ) -> list[Hit]:
        """Return the statements that hold all the words, the best first.

        Words in quotation marks must stand in a row, `revol*` is the beginning of a word.
        `speaker` and `outlet` are parts of a name. Raises QueryError where there is no word.
        """
        asked = list(_terms(words))
        if not asked:
            raise QueryError(f"{words!r} holds no word to look for")
        found: dict[str, Hit] = {}
        if any(name.strip() and not fold(name) for name in (speaker, outlet)):
            return []  # a name of signs alone is nobody's
        rows = self._rows.execute(FIND, (" ".join(asked), fold(speaker), fold(outlet)))
        for row in rows:
            if row[0] not in found:
                found[row[0]] = Hit(*row, marks=tuple(_marks(row[5], asked)))
            if len(found) == limit:
                break
        return list(found.values())


def write(folder: Path, facts_all: Iterable[Facts], known: Mapping[str, Entity], *,
          stamp: str) -> None:
    """Write the index into a folder in place of an older one, whole or not at all."""
    part = folder / f".{NAME}.part"
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as rows:
            rows.execute("PRAGMA journal_mode = OFF")
            _fill(rows, facts_all, known, stamp)
        part.replace(folder / NAME)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"cannot write {folder / NAME}: {error}") from error


def stamp_of(written: Mapping[str, str]) -> str:
    """Return what names the state of a store: a digest of the digests of its graphs."""
    text = "\n".join(f"{iri} {digest}" for iri, digest in sorted(written.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def fold(text: str) -> str:
    """Return lower-case ASCII words with single blanks, of any script."""
    return " ".join(_WORD.findall(anyascii(text).lower()))


def _fill(rows: sqlite3.Connection, facts_all: Iterable[Facts], known: Mapping[str, Entity],
          stamp: str) -> None:
    rows.executescript(TABLES)
    rows.execute("BEGIN")
    for number, row in enumerate(_reports(facts_all, known), 1):
        marks = ",".join("?" * (len(row) + 1))
        rows.execute(f"INSERT INTO report VALUES ({marks})", (number, *row))
        rows.execute("INSERT INTO word (rowid, forms) VALUES (?, ?)", (number, _forms(row[5])))
    rows.execute("INSERT INTO stamp VALUES (?)", (stamp,))
    rows.execute("COMMIT")


def _reports(facts_all: Iterable[Facts], known: Mapping[str, Entity]
             ) -> Iterator[tuple[str | None, ...]]:
    for facts in sorted(facts_all, key=lambda f: (f.article.published or "9999", f.article.id)):
        article = facts.article
        outlet = article.publisher or article.agency or ""
        own = {entity.id: entity for entity in facts.entities}
        for one in facts.quotations:
            if one.statement and not one.negated:
                speaker = known.get(one.speaker or "") or own.get(one.speaker or "")
                names = (speaker.name, *speaker.aliases, speaker.id) if speaker else ()
                yield (one.statement, article.id, one.id, one.speaker, next(iter(names), None),
                       _utf8(one.text), _utf8(article.key), outlet, article.published,
                       " | ".join(map(fold, names)), fold(outlet))


def _forms(text: str) -> str:
    return " ".join(stem(word) for word in fold(text).split())


def _terms(words: str) -> Iterator[str]:
    """Yield the words of a search as terms of FTS5: quoted, so that none is an operator."""
    for phrase, word in _ASKED.findall(_utf8(words)):
        leading = _LEADING.search(anyascii(word).lower())
        if leading:
            yield f'"{leading[1]}"*'
        elif forms := _forms(phrase or word):
            yield f'"{forms}"'


def _marks(text: str, asked: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words that were asked for stand in a text."""
    whole = {form for term in asked if not term.endswith("*") for form in term.strip('"').split()}
    leading = tuple(term.strip('"*') for term in asked if term.endswith("*"))
    for match in _WORD.finditer(text):
        for word in fold(match[0]).split():
            if stem(word) in whole or leading and word.startswith(leading):
                yield match.span()
                break


def _utf8(text: str) -> str:
    """Return the text without what SQLite cannot hold: halves of surrogate pairs, NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", " ")
