"""Words to people and statements: a full-text index in memory, by SQLite."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+", re.UNICODE)
WORDS = 12  # of a search that are heeded
TABLE = """
CREATE VIRTUAL TABLE found USING fts5(
    name, extra, kind UNINDEXED, id UNINDEXED, weight UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')
"""
ASK = """
SELECT id FROM found WHERE found MATCH ? AND kind = ?
ORDER BY bm25(found, 8.0, 1.0) * (1 + weight / 10.0), id LIMIT ? OFFSET ?
"""
COUNT = "SELECT count(*) FROM found WHERE found MATCH ? AND kind = ?"


@dataclass(frozen=True)
class Entry:
    """What can be found: `name` counts more than `extra`, of equals the greater `weight` leads."""

    kind: str
    id: str
    name: str
    extra: str = ""
    weight: int = 0


class Index:
    """Entries by the words in them.

    >>> index = Index([Entry("person", "actor/zoe", "Zoë Müller")])
    >>> index.find("person", "muller zo")
    (1, ['actor/zoe'])
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lock = threading.Lock()  # one connection, asked from many threads
        self._rows = sqlite3.connect(":memory:", check_same_thread=False)
        self._rows.execute(TABLE)
        self._rows.executemany("INSERT INTO found (name, extra, kind, id, weight) "
                               "VALUES (?, ?, ?, ?, ?)",
                               ((_utf8(e.name), _utf8(e.extra), e.kind, e.id, e.weight)
                                for e in entries))

    def find(self, kind: str, words: str, *, limit: int = 20,
             start: int = 0) -> tuple[int, list[str]]:
        """Return how many entries of a kind hold all the words, and the ids of some of them.

        The last word may be the beginning of one.
        """
        match = _match(words)
        if not match:
            return 0, []
        with self._lock:
            count = self._rows.execute(COUNT, (match, kind)).fetchone()[0]
            rows = self._rows.execute(ASK, (match, kind, limit, start)).fetchall()
        return count, [row[0] for row in rows]


def terms(words: str) -> Sequence[str]:
    """Return the words of a search."""
    return _WORD.findall(_utf8(words))[:WORDS]


def _match(words: str) -> str:
    """Return the words as an expression of FTS5: quoted, so that none is an operator."""
    found = terms(words)
    return " ".join(f'"{word}"' for word in found) + "*" if found else ""


def _utf8(text: str) -> str:
    """Return the text without what SQLite cannot hold: halves of surrogate pairs, NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", " ")
