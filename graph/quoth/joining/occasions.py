"""Which occasions are one over all articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoth.joining.tables import Tables
from quoth.linking.occasions import Told, settled, told
from quoth.records import Facts


class Occasions:
    """What the articles tell of occasions that come again, and the ids that these have."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._touched: set[str] = set()

    def ids(self, article: str) -> dict[str, str]:
        """Return the id that each occasion of an article has, by the one that it has alone."""
        return dict(self._tables.ask(
            "SELECT local, name FROM happened WHERE article = ?", article))

    def forget(self, articles: Iterable[str]) -> None:
        """Take articles out."""
        for article in articles:
            self._touched |= {key for (key,) in self._tables.ask(
                "SELECT key FROM happened WHERE article = ?", article)}
            self._tables.do("DELETE FROM happened WHERE article = ?", article)

    def learned(self, new: Iterable[Facts]) -> Iterator[Facts]:
        """Take articles in, and yield them."""
        for facts in new:
            rows = list(told(facts))
            self._touched |= {row.key for row in rows}
            self._tables.many("INSERT INTO happened VALUES (?, ?, ?, ?, NULL)", rows)
            yield facts

    def change(self) -> set[str]:
        """Settle what was touched; return the articles with an occasion that has another id."""
        changed: set[str] = set()
        for key in sorted(self._touched):
            before = {Told(*row): name for *row, name in self._tables.ask(
                "SELECT key, day, article, local, name FROM happened WHERE key = ?", key)}
            for row, name in settled(before).items():
                if before[row] != name:
                    changed.add(row.article)
                    self._tables.do("UPDATE happened SET name = ? WHERE article = ? AND local = ?",
                                    name, row.article, row.local)
        self._touched = set()
        return changed
