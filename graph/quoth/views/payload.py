"""The data of a graph page: columns of numbers into tables of names, so that 100,000 quotations
load in a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from quoth.records import Entity, Facts, Quotation, Statement
from quoth.views import rows
from quoth.views.census import Census
from quoth.views.drawing import STYLES
from quoth.views.places import (
    communities_of,
    named_together,
    speaks_of,
    stand,
    stand_said,
)

FULL_TEXT = 12_000_000  # characters of quotations kept whole; a larger press is cut to SHORT each
SHORT = 240
LIMIT = 2000  # nodes that the page draws one by one; of more it draws the heaviest, and groups
MOST = 100_000  # quotations that the page holds; of more it holds those of the most heard


class Table:
    """The values met so far, each with its number."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.numbers: dict[Any, int] = {}
        for value in values:
            self.number(value)

    def number(self, value: Any) -> int:
        """Return the number of a value, a new one if it is new; None has -1."""
        return -1 if value is None else self.numbers.setdefault(value, len(self.numbers))

    def values(self) -> list[Any]:
        """Return the values in the order of their numbers."""
        return list(self.numbers)

    def sort(self) -> list[int]:
        """Number the values in their order; return the new number of each old one."""
        found = {value: number for number, value in enumerate(sorted(self.numbers))}
        moved = [found[value] for value in self.numbers]
        self.numbers = found
        return moved


def payload(facts_all: Iterable[Facts], statements: Iterable[Statement], title: str, *,
            census: Census | None = None) -> dict:
    """Return what the page shows, ready for JSON.

    `census` is that of the same facts, where the caller has it; otherwise they are gone through
    twice.
    """
    census = census or Census(facts_all)
    speakers = _most_heard(census)
    filling = _Filling()
    for facts, again in rows.retold(_of(facts_all, speakers)):
        filling.take(facts, again)
    page = filling.page(statements, census, title)
    return page if speakers is None else {**page, "of": census.heard.total()}


def _most_heard(census: Census) -> set[str | None] | None:
    """Return the speakers whose quotations the page holds, None for all."""
    if census.heard.total() <= MOST:
        return None
    left, found = MOST, set()
    for speaker in sorted(census.heard.keys() - {None}, key=lambda s: (-census.heard[s], s)):
        left -= census.heard[speaker]
        if left < 0:
            break
        found.add(speaker)
    return found


def _of(facts_all: Iterable[Facts], speakers: set[str | None] | None) -> Iterator[Facts]:
    """Yield the facts with the quotations of some speakers; articles without one are left out."""
    for facts in facts_all:
        if speakers is None:
            yield facts
        elif kept := tuple(q for q in facts.quotations if q.speaker in speakers):
            yield facts.replace(quotations=kept)


class _Filling:
    """The columns of a page while the articles go by."""

    def __init__(self) -> None:
        self._actors, self._outlets, self._said = Table(), Table(), Table()
        self._given: set[str | None] = set()
        self._tables = {name: Table() for name in ("form", "act", "cue", "day")}
        self._articles: dict[str, list] = {name: [] for name in ("id", "title", "date", "outlet")}
        self._numbers: dict[tuple[str, str], int] = {}  # of the quotations of texts with copies
        self._also: dict[int, list] = {}
        self._columns: dict[str, list] = {name: [] for name in (
            "id", "article", "speaker", "statement", "form", "act", "cue", "day", "text",
            "mentions", "confidence", "flags")}
        self._printed: dict[int, set[int]] = defaultdict(set)  # statements by outlet
        self._size = 0

    def take(self, facts: Facts, again: dict[str, tuple[str, str]]) -> None:
        """Take in an article; `again` are the quotations that it says after another one."""
        article, index = facts.article, len(self._articles["id"])
        outlet = self._outlets.number(rows.place(article))
        self._given.add(rows.outlet(article))
        values = article.id, rows.headline(article), (article.published or "")[:10], outlet
        for column, value in zip(self._articles.values(), values, strict=True):
            column.append(value)
        for one in facts.quotations:
            self._size += len(one.text)
            for name in (one.speaker, *one.mentions):
                self._actors.number(name)
            first = again.get(one.id, (article.id, one.id))
            statement = self._said.number(one.statement or f"article/{'/'.join(first)}")
            self._printed[outlet].add(statement)
            if one.id in again:
                self._also.setdefault(self._numbers[first], []).extend((index, one.id))
                continue
            if facts.work:
                self._numbers[first] = len(self._columns["id"])
            self._add(one, facts, index, statement)
        if self._size > FULL_TEXT:
            texts = self._columns["text"]
            texts[:] = map(_short, texts)

    def _add(self, one: Quotation, facts: Facts, index: int, statement: int) -> None:
        number, tables = self._actors.number, self._tables
        speaker = number(one.speaker)
        row = (
            one.id, index, speaker, statement, tables["form"].number(one.form),
            tables["act"].number(one.act), tables["cue"].number(one.cue_text),
            tables["day"].number(rows.day(one, facts.article)), one.text,
            tuple(dict.fromkeys(map(number, one.mentions))), round(one.confidence, 2),
            one.attitude + 2 * one.negated)
        for column, value in zip(self._columns.values(), row, strict=True):
            column.append(value)

    def page(self, statements: Iterable[Statement], census: Census, title: str) -> dict:
        """Return the whole: actors and outlets numbered in their order."""
        actors, outlets = self._actors.sort(), self._outlets.sort()
        columns, known = self._columns, census.known
        columns["speaker"] = [actors[n] if n >= 0 else n for n in columns["speaker"]]
        named = [sorted(actors[n] for n in one) for one in columns["mentions"]]
        columns["mentions"] = named
        self._articles["outlet"] = [outlets[n] for n in self._articles["outlet"]]
        people = [known.get(i) or Entity(i, "unnamed", i.rpartition("/")[2])
                  for i in self._actors.numbers]
        labels = [one.name for one in people]
        speaks = speaks_of(columns, labels)
        found = {
            "title": title, "limit": LIMIT,
            "styles": {kind: list(style) for kind, style in STYLES.items()},
            "actors": _actors(people, known),
            "outlets": {"name": self._outlets.values(),
                        "given": [int(name in self._given) for name in self._outlets.numbers]},
            "articles": self._articles, "statements": self._labels(statements),
            "statement_ids": [s.rpartition("/")[2] for s in self._said.numbers],
            "quotations": {**columns, **{f"{name}s": table.values()
                                         for name, table in self._tables.items()}},
            "also": self._also,
            "places": {
                "speaks-of": stand(speaks),
                "said": stand_said(columns, [(outlets[n], told) for n, told in
                                             self._printed.items()]),
                "named-together": stand(named_together(columns, labels))},
            "communities": communities_of(speaks, len(labels), LIMIT),
        }
        for one, speaker in zip(named, columns["speaker"], strict=True):
            if speaker in one:
                one.remove(speaker)
        return found

    def _labels(self, statements: Iterable[Statement]) -> list[str | None]:
        found: list[str | None] = [None] * len(self._said.numbers)
        for one in statements:
            number = self._said.numbers.get(one.id)
            if number is not None:
                found[number] = one.label
        return found


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT] + "…"


def _actors(actors: list[Entity], known: dict[str, Entity]) -> dict[str, list]:
    return {
        "id": [a.id for a in actors], "name": [a.name for a in actors],
        "type": [a.type if a.type in STYLES else "unnamed" for a in actors],
        "roles": [_roles(a, known) for a in actors],
        "titles": [sorted({r.title for r in a.roles}) for a in actors],
        "wikidata": [a.wikidata for a in actors],
        "aliases": [list(a.aliases) for a in actors],
    }


def _roles(actor: Entity, known: dict[str, Entity]) -> list[str]:
    """Return the roles as a reader says them: "President, Russia"."""
    return [f"{r.title}, {known[r.of].name}" if r.of in known else r.title for r in actor.roles]
