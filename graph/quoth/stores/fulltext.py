"""Words to statements, people and articles: a full-text index beside the store, by SQLite FTS5.

It is derived like the quads and changed with them (`quoth.stores.filling`). Words are found in any
of their forms ("revolutions", "color" and "colour"), without regard to case and accents.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from anyascii import anyascii

from quoth.errors import QueryError
from quoth.linking.lexis import stem
from quoth.records import Entity, Facts
from quoth.stores.filling import LAYOUT, NAME, TABLES, WORD, Filling, fold, forms, utf8

HEEDED = 12  # words of a search in a field that people type into
COLUMNS = """
statement, article, quotation, speaker, (SELECT name FROM speaker WHERE id = report.speaker), text,
key, outlet, published"""
BY = "instr(coalesce((SELECT names FROM speaker WHERE id = report.speaker), ''), ?)"
FIND = f"""
SELECT {COLUMNS} FROM word JOIN report ON report.number = word.rowid
WHERE word MATCH ? AND {BY} AND instr(papers, ?)
ORDER BY bm25(word), coalesce(published, '9999'), article, place
"""
REPORTS = f"""
SELECT statement, number, bm25(word, 8.0, 1.0), coalesce(published, '9999'), article, place
FROM word JOIN report ON report.number = word.rowid WHERE word MATCH ? AND {BY}
ORDER BY 3, 4, 5, 6
"""
OF = f"""
SELECT statement, number, -1.0, coalesce(published, '9999'), article, place
FROM report WHERE {BY} ORDER BY 4, 5, 6
"""
ENTRIES = """
SELECT id FROM title JOIN entry ON entry.number = title.rowid WHERE title MATCH ? AND kind = ?
ORDER BY bm25(title, 8.0, 1.0) * (1 + weight / 10.0), id
"""
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
        rows.executescript(TABLES)
        filling = Filling(rows, (known or {}).get)
        for facts in facts_all:
            filling.add(facts)
        filling.finish(also=known or ())
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
        if found == (f"{LAYOUT} {stamp}",):
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

    def statements(self, words: str, *, speaker: str = "", limit: int = 20, start: int = 0
                   ) -> tuple[int, list[Hit]]:
        """Return how many statements have all the words, and some of them, the best first.

        For a field that people type into: a word may also be of the speaker's name, and the last
        may be the beginning of one. A statement with more reports counts more. `speaker` is part
        of a name or an id; without words it gives all that the speaker said.
        """
        asked, by = list(_typed(words)), fold(speaker)
        if speaker.strip() and not by:
            return 0, []  # a name of signs alone is nobody's
        rows = self._rows.execute(OF, (by,)) if by and not words.strip() \
            else self._matching(REPORTS, asked, by)
        best: dict[str, tuple] = {}
        reports: Counter[str] = Counter()
        for statement, *found in rows:
            best.setdefault(statement, tuple(found))
            reports[statement] += 1
        order = sorted((score * (1 + reports[name] / 10), *place, number)
                       for name, (number, score, *place) in best.items())
        return len(order), [self._hit(row[-1], asked) for row in order[start:start + limit]]

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


def _terms(words: str) -> Iterator[str]:
    """Yield the words of a search as terms of FTS5: quoted, so that none is an operator."""
    for phrase, word in _ASKED.findall(utf8(words)):
        leading = _LEADING.search(anyascii(word).lower())
        if leading:
            yield f'"{leading[1]}"*'
        elif common := forms(phrase or word):
            yield f'"{common}"'


def _typed(words: str) -> Iterator[str]:
    """Yield the words of a search as they are typed: each in its common form or as it stands."""
    asked = [(phrase, word) for phrase, word in _ASKED.findall(utf8(words))
             if fold(phrase or word)][:HEEDED]
    for at, (phrase, word) in enumerate(asked, 1):
        bare = fold(phrase or word)
        begins = " *" if word and (at == len(asked) or word.endswith("*")) else ""
        yield f'("{forms(bare)}" OR "{bare}"{begins})'


def _marks(text: str, asked: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words that were asked for stand in a text."""
    whole, leading = set(), []
    for phrase, star in (match for term in asked for match in _TERM.findall(term)):
        if star:
            leading.append(phrase)
        else:
            whole |= set(phrase.split())
    for match in WORD.finditer(text):
        for word in fold(match[0]).split():
            if stem(word) in whole or word.startswith(tuple(leading)):
                yield match.span()
                break
