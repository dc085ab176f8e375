"""What the pages need to know of all articles together, gathered while these go by one at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from quoth.records import Entity, Facts
from quoth.views import rows


class Printed(NamedTuple):
    """An article that prints a text which others print too: its id, its day, who prints it."""

    id: str
    published: str | None
    place: str


class Census:
    """Who there is, how much is heard of each, and which articles print one text."""

    def __init__(self, facts_all: Iterable[Facts] = ()) -> None:
        self.known: dict[str, Entity] = {}
        self.heard: Counter[str | None] = Counter()
        self.same: dict[str | None, list[Printed]] = defaultdict(list)
        for facts in facts_all:
            self._take(facts)

    def _take(self, facts: Facts) -> None:
        rows.meet(self.known, facts.entities)
        self.heard.update(one.speaker for one in facts.quotations)
        if facts.work:
            article = facts.article
            self.same[facts.work].append(
                Printed(article.id, article.published, rows.place(article)))
