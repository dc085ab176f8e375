"""Words to statements, people and articles: a full-text index beside the store, by SQLite FTS5.

It is derived like the quads: made anew from what the articles say whenever that changes, the same
bytes from the same input. Words are found in any of their forms ("revolutions", "color" and
"colour"), without regard to case and accents.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
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
LAYOUT = "2"  # of the tables: an index with another one is not read
HEEDED = 12  # words of a search in a field that people type into
TABLES = """
CREATE TABLE report (
    number INTEGER PRIMARY KEY, statement TEXT, article TEXT, quotation TEXT, speaker TEXT,
    name TEXT, text TEXT, key TEXT, outlet TEXT, published TEXT,
    names TEXT,  -- of the speaker and, below, of the outlet, folded: what filters are looked up in
    papers TEXT
);
CREATE VIRTUAL TABLE word USING fts5(
    forms, said_by, content = '', tokenize = "unicode61", prefix = '2 3');
CREATE TABLE entry (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, weight INTEGER);
CREATE VIRTUAL TABLE title USING fts5(
    words, more, content = '', tokenize = "unicode61", prefix = '2 3');
CREATE TABLE stamp (value TEXT);
"""
COLUMNS = "statement, article, quotation, speaker, name, text, key, outlet, published"
FIND = f"""
SELECT {COLUMNS} FROM word JOIN report ON report.number = word.rowid
WHERE word MATCH ? AND instr(names, ?) AND instr(papers, ?)
ORDER BY bm25(word), number
"""
REPORTS = """
SELECT statement, number, bm25(word, 8.0, 1.0)
FROM word JOIN report ON report.number = word.rowid WHERE word MATCH ?
ORDER BY bm25(word, 8.0, 1.0), number
"""
ENTRIES = """
SELECT id FROM title JOIN entry ON entry.number = title.rowid WHERE title MATCH ? AND kind = ?
ORDER BY bm25(title, 8.0, 1.0) * (1 + weight / 10.0), id
"""
_WORD = re.compile(r"\w+", re.UNICODE)
_ASKED = re.compile(r'"([^"]*)"?|(\S+)')
_TERM = re.compile(r'"([^"]*)"( ?\*)?')
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
        match = f"forms : ({' AND '.join(asked)})"
        rows = self._rows.execute(FIND, (match, fold(speaker), fold(outlet)))
        for row in rows:
            if row[0] not in found:
                found[row[0]] = Hit(*row, marks=tuple(_marks(row[5], asked)))
            if len(found) == limit:
                break
        return list(found.values())

    def statements(self, words: str, *, limit: int = 20, start: int = 0) -> tuple[int, list[Hit]]:
        """Return how many statements have all the words, and some of them, the best first.

        For a field that people type into: a word may also be of the speaker's name, and the last
        may be the beginning of one. A statement with more reports counts more.
        """
        asked = list(_typed(words))
        best: dict[str, tuple[float, int]] = {}
        reports: Counter[str] = Counter()
        for statement, number, score in self._matching(REPORTS, asked):
            best.setdefault(statement, (score, number))
            reports[statement] += 1
        order = sorted((best[name][0] * (1 + reports[name] / 10), best[name][1]) for name in best)
        return len(order), [self._hit(number, asked) for _, number in order[start:start + limit]]

    def entries(self, kind: str, words: str, *, limit: int = 20,
                start: int = 0) -> tuple[int, list[str]]:
        """Return how many actors or articles have all the words, and the ids of some of them.

        `kind` is actor (names and titles of posts) or article (headline and outlet).

        >>> index = FullText.of((), {"actor/zoe": Entity("actor/zoe", "person", "Zoë Müller")})
        >>> index.entries("actor", "muller zo")
        (1, ['actor/zoe'])
        """
        found = [row[0] for row in self._matching(ENTRIES, list(_typed(words)), kind)]
        return len(found), found[start:start + limit]

    def _matching(self, query: str, asked: Sequence[str], *values: str) -> Iterator[tuple]:
        if asked:
            yield from self._rows.execute(query, (" AND ".join(asked), *values))

    def _hit(self, number: int, asked: Sequence[str]) -> Hit:
        row = self._rows.execute(f"SELECT {COLUMNS} FROM report WHERE number = ?",
                                 (number,)).fetchone()
        return Hit(*row, marks=tuple(_marks(row[5], asked)))


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
    text = "\n".join([LAYOUT, *(f"{iri} {digest}" for iri, digest in sorted(written.items()))])
    return hashlib.sha256(text.encode()).hexdigest()


def fold(text: str) -> str:
    """Return lower-case ASCII words with single blanks, of any script."""
    return " ".join(_WORD.findall(anyascii(text).lower()))


def _fill(rows: sqlite3.Connection, facts_all: Iterable[Facts], known: Mapping[str, Entity],
          stamp: str) -> None:
    rows.executescript(TABLES)
    rows.execute("BEGIN")
    facts_all = list(facts_all)
    for number, (name, more, *entry) in enumerate(_entries(facts_all, known), 1):
        rows.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (number, *entry))
        rows.execute("INSERT INTO title (rowid, words, more) VALUES (?, ?, ?)",
                     (number, name, more))
    for number, row in enumerate(_reports(facts_all, known), 1):
        marks = ",".join("?" * (len(row) + 1))
        rows.execute(f"INSERT INTO report VALUES ({marks})", (number, *row))
        rows.execute("INSERT INTO word (rowid, forms, said_by) VALUES (?, ?, ?)",
                     (number, _forms(row[5]), fold(row[4] or "")))
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


def _entries(facts_all: Sequence[Facts], known: Mapping[str, Entity]
             ) -> Iterator[tuple[str, str, str, str, int]]:
    """Yield name, further words, kind, id and weight of what has a name."""
    heard = Counter(one.speaker for facts in facts_all for one in facts.quotations)
    heard.update(name for facts in facts_all for one in facts.quotations
                 for name in set(one.mentions) - {one.speaker})
    for entity in sorted(known.values(), key=lambda e: e.id):
        if entity.type != "unnamed" or heard[entity.id]:
            more = (*entity.aliases, *(role.title for role in entity.roles))
            yield (fold(entity.name), fold(" ".join(more)), "actor", entity.id,
                   min(50, heard[entity.id]))
    for article in sorted((facts.article for facts in facts_all), key=lambda a: a.id):
        title = _utf8(article.title or article.key)
        outlet = _utf8(article.publisher or article.agency or "")
        yield fold(title), f"{_forms(title)} {fold(outlet)}", "article", article.id, 0


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


def _typed(words: str) -> Iterator[str]:
    """Yield the words of a search as they are typed: each in its common form or as it stands."""
    asked = [(phrase, word) for phrase, word in _ASKED.findall(_utf8(words))
             if fold(phrase or word)][:HEEDED]
    for at, (phrase, word) in enumerate(asked, 1):
        bare = fold(phrase or word)
        begins = " *" if word and (at == len(asked) or word.endswith("*")) else ""
        yield f'("{_forms(bare)}" OR "{bare}"{begins})'


def _marks(text: str, asked: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words that were asked for stand in a text."""
    whole, leading = set(), []
    for phrase, star in (match for term in asked for match in _TERM.findall(term)):
        if star:
            leading.append(phrase)
        else:
            whole |= set(phrase.split())
    for match in _WORD.finditer(text):
        for word in fold(match[0]).split():
            if stem(word) in whole or word.startswith(tuple(leading)):
                yield match.span()
                break


def _utf8(text: str) -> str:
    """Return the text without what SQLite cannot hold: halves of surrogate pairs, NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", " ")
