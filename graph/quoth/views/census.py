"""What the pages need to know of all articles together, gathered while these go by one at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quoth.records import Entity, Facts, Statement
from quoth.views import rows


@dataclass(frozen=True)
class View:
    """Everything that the articles say, joined: a pure function of the archive."""

    facts: tuple[Facts, ...]
    statements: tuple[Statement, ...]


class Printed(NamedTuple):
    """An article that prints a text which others print too: its id, its day, who prints it."""

    id: str
    published: str | None
    place: str


class Census:
    """Who there is, how much is heard of each, and which articles print one text."""

    known: Mapping[str, Entity]

    def __init__(self, facts_all: Iterable[Facts] = ()) -> None:
        self.known = known = dict[str, Entity]()
        self.heard: Counter[str | None] = Counter()
        self.size = 0  # characters of all quotations
        self.same: dict[str | None, list[Printed]] = defaultdict(list)
        for facts in facts_all:
            rows.meet(known, facts.entities)
            self._take(facts)

    def _take(self, facts: Facts) -> None:
        self.heard.update(one.speaker for one in facts.quotations)
        self.size += sum(len(one.text) for one in facts.quotations)
        if facts.work:
            article = facts.article
            self.same[facts.work].append(
                Printed(article.id, article.published, rows.place(article)))
