"""Which articles print one text, kept: an article more is compared with those on its shelves."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from quoth.joining.tables import Tables
from quoth.linking.syndication import CROWD, body_of, buckets, same_text, shingles
from quoth.records import Article

HELD = 8192  # texts whose shingles are at hand: some 2 kB each
WIDTH = 8  # bytes of the number of a bucket

Place = tuple[str, str]  # what orders articles: day of publication, id


class Printed:
    """The texts of all articles by what they are looked up by, and which pairs are one text."""

    def __init__(self, tables: Tables, text: Callable[[str], Article]) -> None:
        self._tables = tables
        self._near: set[str] = set()  # those on the shelves of new ones
        self._text = text
        self._held: dict[str, array[int]] = {}

    def forget(self, places: Iterable[Place]) -> set[str]:
        """Take texts off the shelves; return whom that touches, for `change`."""
        near: set[str] = set()
        for place in places:
            near |= self._unshelve(place)
            near |= self._unpair(place[1])
        return near

    def change(self, touched: set[str]) -> set[str]:
        """Compare texts with what was shelved; return the articles whose work is another now.

        Those of `touched` were compared with what was forgotten.
        """
        near, roots = touched | self._near, set()
        self._near = set()
        for place in sorted(self._places(near)):
            roots |= self._compare(place)
        return self._group(roots | near)

    def shelve(self, article: Article, place: Place) -> None:
        """Take in a text; the row of the article is there already, without a work."""
        made = shingles(body_of(article))
        self._hold(article.id, made)
        found = buckets(made)
        self._tables.do("UPDATE article SET buckets = ? WHERE id = ?", b"".join(
            number.to_bytes(WIDTH, "big", signed=True) for number in found), article.id)
        self._tables.many("INSERT OR IGNORE INTO shelf VALUES (?, ?, ?)",
                          [(number, *place) for number in found])
        self._near |= {article.id}.union(*(self._later(number, place) for number in found))

    def _packed(self, name: str) -> array[int]:
        """Return the shingles of a text."""
        if name not in self._held:
            self._hold(name, shingles(body_of(self._text(name))))
        return self._held[name]

    def _hold(self, name: str, made: Iterable[int]) -> None:
        """Keep the shingles of a text at hand, in the place of those kept longest."""
        self._held.pop(name, None)
        if len(self._held) >= HELD:
            del self._held[next(iter(self._held))]
        self._held[name] = array("I", sorted(made))

    def _places(self, names: Iterable[str]) -> Iterator[Place]:
        """Yield the places of those that are there: by them, others of the day are at hand."""
        for name in names:
            ordered = self._tables.one("SELECT ordered FROM article WHERE id = ?", name)
            if ordered is not None:
                yield str(ordered), name

    def _unshelve(self, place: Place) -> set[str]:
        found = self._buckets(place[1])
        self._tables.many("DELETE FROM shelf WHERE bucket = ? AND ordered = ? AND article = ?",
                          [(number, *place) for number in found])
        return set().union(*(self._later(number, place) for number in found))

    def _buckets(self, article: str) -> list[int]:
        packed = self._tables.one("SELECT buckets FROM article WHERE id = ?", article) or b""
        return [int.from_bytes(packed[at : at + WIDTH], "big", signed=True)  # type: ignore[index]
                for at in range(0, len(packed), WIDTH)]  # type: ignore[arg-type]

    def _later(self, bucket: int, place: Place) -> set[str]:
        """Return those on a shelf that are compared with a text there, or were: all, where it is
        the first.
        """
        first = not self._tables.one(
            "SELECT 1 FROM shelf WHERE bucket = ? AND (ordered, article) < (?, ?) LIMIT 1",
            bucket, *place)
        return {row[0] for row in self._tables.ask(
            "SELECT article FROM shelf WHERE bucket = ? AND (ordered, article) > (?, ?) "
            "ORDER BY ordered, article LIMIT ?", bucket, *place, -1 if first else CROWD)}

    def _earlier(self, bucket: int, place: Place) -> Iterator[str]:
        """Yield those on a shelf that a text there is compared with: the last before, the first."""
        last = self._tables.ask(
            "SELECT article FROM shelf WHERE bucket = ? AND (ordered, article) < (?, ?) "
            "ORDER BY ordered DESC, article DESC LIMIT ?", bucket, *place, CROWD)
        first = self._tables.ask("SELECT article FROM shelf WHERE bucket = ? "
                                 "ORDER BY ordered, article LIMIT 1", bucket)
        return (row[0] for row in chain(last, first if len(last) == CROWD else ()))

    def _compare(self, place: Place) -> set[str]:
        """Compare a text with those before it; return the articles whose pairs are others now."""
        article = place[1]
        wanted = {name for number in self._buckets(article)
                  for name in self._earlier(number, place)}
        known = dict(self._tables.ask("SELECT earlier, same FROM pair WHERE later = ?", article))
        changed = set()
        for name in known.keys() - wanted:
            changed |= {name, article} if known[name] else set()
            self._tables.do("DELETE FROM pair WHERE later = ? AND earlier = ?", article, name)
        mine = frozenset(self._packed(article))
        for name in sorted(wanted - known.keys()):
            same = same_text(frozenset(self._packed(name)), mine)
            changed |= {name, article} if same else set()
            self._tables.do("INSERT INTO pair VALUES (?, ?, ?)", article, name, int(same))
        return changed

    def _unpair(self, article: str) -> set[str]:
        found = {row[0] for row in self._tables.ask(
            "SELECT earlier FROM pair WHERE later = ? AND same UNION "
            "SELECT later FROM pair WHERE earlier = ? AND same", article, article)}
        self._tables.do("DELETE FROM pair WHERE later = ? OR earlier = ?", article, article)
        return found

    def _group(self, names: set[str]) -> set[str]:
        """Note the works of some articles and of all that print the same."""
        changed, met = set(), set()
        for name in sorted(names):
            if name in met:
                continue
            group = self._same(name)
            met |= group
            places = self._tables.ask(
                f"SELECT ordered, id, work FROM article WHERE id IN ({','.join('?' * len(group))})",
                *group)
            work = min(places)[1] if len(places) > 1 else None
            for _, article, before in places:
                if before != work:
                    changed.add(article)
                    self._tables.do("UPDATE article SET work = ? WHERE id = ?", work, article)
        return changed

    def _same(self, name: str) -> set[str]:
        found, waiting = set(), [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += [row[0] for row in self._tables.ask(
                    "SELECT earlier FROM pair WHERE later = ? AND same UNION "
                    "SELECT later FROM pair WHERE earlier = ? AND same", one, one)]
        return found
