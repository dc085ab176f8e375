"""The circles of records that changed, found by what ties them, however many others there are."""

from __future__ import annotations

from collections.abc import Iterable

from quoth.joining.tables import Tables
from quoth.joining.words import bare_of
from quoth.linking.circles import Ties, circles, ties
from quoth.linking.names import compatible
from quoth.records import Entity

Lone = tuple[int, int, frozenset[str]]  # record, how much company is needed, that which it keeps


def tie(tables: Tables, record: int, entity: Entity) -> None:
    """Note what ties a new record to others."""
    found = ties(entity)
    tables.many("INSERT INTO tie VALUES (?, ?)", [(key, record) for key in found.keys])
    tables.many("INSERT INTO called VALUES (?, ?, ?)", [(*one, record) for one in found.called])
    if found.lone:
        tables.do("INSERT INTO lone VALUES (?, ?, ?)", found.lone, record, found.need)


def untie(tables: Tables, record: int, entity: Entity) -> None:
    """Forget what ties a record that goes."""
    found = ties(entity)
    tables.many("DELETE FROM tie WHERE key = ? AND record = ?",
                [(key, record) for key in found.keys])
    tables.many("DELETE FROM called WHERE sound = ? AND name = ? AND record = ?",
                [(*one, record) for one in found.called])
    tables.do("DELETE FROM lone WHERE sound = ? AND record = ?", found.lone, record)
    tables.do("DELETE FROM beside WHERE record = ?", record)


def company_of(tables: Tables, record: int) -> frozenset[str]:
    """Return the known entities that articles name beside a record."""
    return frozenset(row[0] for row in tables.ask(
        "SELECT entity FROM beside WHERE record = ?", record))


class Neighbours:
    """What may change with some records."""

    def __init__(self, tables: Tables, read: Iterable[int], left: Iterable[int]) -> None:
        """`read` are the records that are new or others, `left` the circles that some went from."""
        self._tables, self._touched = tables, {*read}
        self._ties: dict[int, Ties] = {}
        self._company: dict[int, frozenset[str]] = {}
        self._lone: dict[str, list[Lone]] = {}
        self.left: set[int] = set()  # all circles that are made anew
        for circle in left:
            self._take_circle(circle)
        for record in self._touched:
            self._take(record)

    def circles(self) -> list[list[int]]:
        """Return the circles that the records are in now, with those that have lost some."""
        if len(self._ties) < self._tables.one("SELECT count(*) FROM record"):
            for record in sorted(self._touched):
                self._take_tied(self._ties[record])
        while True:
            found = circles(self._ties, self._company)
            before = len(self._ties)
            if before < self._tables.one("SELECT count(*) FROM record"):
                for circle in found:
                    if not self._touched.isdisjoint(circle):
                        self._reach(circle)
            if len(self._ties) == before:
                return found

    def _take(self, record: int) -> None:
        """Take a record in, with its circle."""
        if record in self._ties:
            return
        [(words, circle)] = self._tables.ask("SELECT words, circle FROM record WHERE id = ?",
                                             record)
        if circle is None:
            self._add(record, words)
        else:
            self._take_circle(circle)

    def _take_circle(self, circle: int) -> None:
        if circle not in self.left:
            self.left.add(circle)
            for record, words in self._tables.ask(
                    "SELECT id, words FROM record WHERE circle = ?", circle):
                self._add(record, words)

    def _add(self, record: int, words: str) -> None:
        self._ties[record] = ties(bare_of(words))
        self._company[record] = company_of(self._tables, record)

    def _take_tied(self, found: Ties) -> None:
        """Take in what has a key in common with a record, or a name that agrees; one of a circle
        brings the others.
        """
        for key in sorted(found.keys):
            self._take_one("SELECT circle FROM tie JOIN record ON id = record WHERE key = ? "
                           "AND circle IS NOT NULL LIMIT 1", key)
        for sound, name in sorted(found.called):
            for (other,) in self._tables.ask(
                    "SELECT DISTINCT name FROM called WHERE sound = ?", sound):
                if compatible(name, other):
                    self._take_one(
                        "SELECT circle FROM called JOIN record ON id = record WHERE sound = ? "
                        "AND called.name = ? AND circle IS NOT NULL LIMIT 1", sound, other)

    def _take_one(self, sql: str, *values: object) -> None:
        for (circle,) in self._tables.ask(sql, *values):
            self._take_circle(circle)

    def _reach(self, circle: list[int]) -> None:
        """Take in surnames alone that keep the company of a circle, and circles that keep that of
        its own.
        """
        company = frozenset().union(*(self._company[record] for record in circle))
        sounds = {sound for record in circle for sound, _ in self._ties[record].called}
        for sound in sorted(sounds):
            for record, need, own in self._alone(sound):
                if record not in self._ties and len(own & company) >= need:
                    self._take(record)
        for record in circle:
            found = self._ties[record]
            if found.lone and record in self._touched and \
                    len(self._company[record]) >= found.need:
                self._take_sounding(found.lone, found.need, self._company[record])

    def _alone(self, sound: str) -> list[Lone]:
        if sound not in self._lone:
            rows: dict[tuple[int, int], set[str]] = {}
            for record, need, entity in self._tables.ask(
                    "SELECT record, need, entity FROM lone JOIN beside USING (record) "
                    "WHERE sound = ?", sound):
                rows.setdefault((record, need), set()).add(entity)
            self._lone[sound] = [(*key, frozenset(own)) for key, own in sorted(rows.items())]
        return self._lone[sound]

    def _take_sounding(self, sound: str, need: int, own: frozenset[str]) -> None:
        marks = ", ".join("?" * len(own))
        for (circle,) in self._tables.ask(
                "SELECT DISTINCT circle FROM called JOIN record ON id = record "
                "WHERE sound = ? AND circle IS NOT NULL", sound):
            if circle not in self.left and self._tables.one(
                    "SELECT count(DISTINCT entity) FROM record JOIN beside ON record = id "
                    f"WHERE circle = ? AND entity IN ({marks})", circle, *sorted(own)) >= need:
                self._take_circle(circle)
