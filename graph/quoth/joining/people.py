"""Who is who, kept: an article more is compared only with what could be the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from quoth.joining.neighbours import Neighbours, company_of, tie, untie
from quoth.joining.tables import Tables
from quoth.joining.words import bare_of, entity_of, words_of
from quoth.linking.alike import Record
from quoth.linking.groups import Somebody, second_id, somebodies
from quoth.linking.merging import (
    DAYS_APART,
    Holder,
    Key,
    Office,
    Part,
    holder_of,
    holders_among,
    is_local,
    offices,
    ordinal,
    parts_of,
    record_of,
    seen_as,
)
from quoth.linking.renaming import changed
from quoth.records import Entity, Facts

Days = dict[int, set[int | None]]  # of a record, those on which something changed


@dataclass
class _Effect:
    """What a change reaches: articles with other ids, names and offices that others have now, and
    the unnamed ones who are to be looked at again.
    """

    articles: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    offices: set[Office] = field(default_factory=set)
    bearers: set[Key] = field(default_factory=set)


class People:
    """The records of all articles, and the entities that they are."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def ids(self, facts: Facts) -> dict[Key, Entity]:
        """Return what the entities of an article are among all."""
        article = facts.article.id
        views = {entity: _named(view, name) for entity, view, name in self._tables.ask(
            "SELECT part.entity, record.view, record.name FROM part JOIN record "
            "ON record.id = part.record WHERE part.article = ?", article)}
        views |= {entity: entity_of(view) for entity, view in self._tables.ask(
            "SELECT entity, view FROM local WHERE article = ? AND view IS NOT NULL", article)}
        return {(article, e.id): seen_as(e, views[e.id]) for e in facts.entities if e.id in views}

    def change(self, gone: Iterable[str], new: Iterable[Facts]) -> set[str]:
        """Forget some articles, learn others; return those where somebody is another one now."""
        touched, effect = Days(), _Effect()
        for article in gone:
            self._forget(article, touched)
        for facts in new:
            effect.bearers |= self._learn(facts, touched)
        near, left = self._names(touched), self._circles_of(touched)
        names = {name for _, name in near}
        there = self._drop_empty(touched)
        neighbours = Neighbours(self._tables, there, left)
        names |= self._identify(neighbours, effect)
        self._move(names, self._holders_now(names), effect)
        near |= self._names(touched)
        for record, name in near:
            if name not in effect.moved:
                effect.bearers |= self._newly_near(name, touched[record])
        for office in effect.offices:
            effect.bearers |= {*self._tables.ask(
                "SELECT article, entity FROM bearer WHERE role = ? AND of = ?", *office)}
        return effect.articles | self._decide(effect.bearers)

    # -- records

    def _learn(self, facts: Facts, touched: Days) -> set[Key]:
        local, known = set(), sorted(e.id for e in facts.entities if e.kb)
        self._tables.do("INSERT INTO company VALUES (?, ?)", facts.article.id, json.dumps(known))
        for part in parts_of(facts):
            day = part.day and ordinal(part.day)
            if is_local(part.entity):
                local |= self._learn_local(part, day)
                continue
            record = self._record(part)
            touched.setdefault(record, set()).add(day)
            self._tables.do("UPDATE record SET count = count + 1 WHERE id = ?", record)
            self._tables.do("INSERT INTO part VALUES (?, ?, ?, ?)", *part.key, record, day)
            self._tables.many("INSERT INTO beside VALUES (?, ?, 1) ON CONFLICT DO UPDATE "
                              "SET count = count + 1", [(record, name) for name in part.company])
        return local

    def _learn_local(self, part: Part, day: int | None) -> set[Key]:
        held = offices(part.entity) if part.entity.type == "unnamed" and day else []
        if not held:
            return set()
        self._tables.do("INSERT INTO local VALUES (?, ?, ?, ?, NULL)", *part.key,
                        words_of(part.entity), part.day)
        self._tables.many("INSERT INTO bearer VALUES (?, ?, ?, ?, ?)",
                          [(role, of, day, *part.key) for role, of in held])
        return {part.key}

    def _record(self, part: Part) -> int:
        bare, only = record_of(part)
        words = json.dumps([words_of(bare), only])
        found = self._tables.one("SELECT id FROM record WHERE words = ?", words)
        if found is None:
            found = self._tables.rows.execute(
                "INSERT INTO record (words, office, count) VALUES (?, ?, 0)",
                (words, bool(offices(bare)))).lastrowid
            tie(self._tables, found, bare)  # type: ignore[arg-type]
        return found  # type: ignore[return-value]

    def _forget(self, article: str, touched: Days) -> None:
        company = {*json.loads(str(self._tables.one(
            "SELECT ids FROM company WHERE article = ?", article) or "[]"))}
        for record, entity, day in self._tables.ask(
                "SELECT record, entity, day FROM part WHERE article = ?", article):
            touched.setdefault(record, set()).add(day)
            self._tables.do("UPDATE record SET count = count - 1 WHERE id = ?", record)
            beside = [(record, name) for name in company - {entity}]
            self._tables.many(
                "UPDATE beside SET count = count - 1 WHERE record = ? AND entity = ?", beside)
            self._tables.many(
                "DELETE FROM beside WHERE record = ? AND entity = ? AND count = 0", beside)
        self._tables.do("DELETE FROM company WHERE article = ?", article)
        self._tables.do("DELETE FROM part WHERE article = ?", article)
        for entity, words, day in self._tables.ask(
                "SELECT entity, words, day FROM local WHERE article = ?", article):
            self._tables.many(
                "DELETE FROM bearer WHERE role = ? AND of = ? AND day = ? AND article = ? "
                "AND entity = ?", [(role, of, ordinal(day), article, entity)
                                   for role, of in offices(entity_of(words))])
        self._tables.do("DELETE FROM local WHERE article = ?", article)

    def _names(self, records: Iterable[int]) -> set[tuple[int, str]]:
        """Return some records with the names that they have so far."""
        return {(record, name) for record in records for (name,) in self._tables.ask(
            "SELECT name FROM record WHERE id = ? AND name IS NOT NULL", record)}

    def _circles_of(self, records: Iterable[int]) -> set[int]:
        return {circle for record in records for (circle,) in self._tables.ask(
            "SELECT circle FROM record WHERE id = ? AND circle IS NOT NULL", record)}

    def _drop_empty(self, records: Iterable[int]) -> set[int]:
        """Drop the records that no article has any more; return the others."""
        there = set()
        for record in records:
            [(words, count)] = self._tables.ask("SELECT words, count FROM record WHERE id = ?",
                                                record)
            if count:
                there.add(record)
            else:
                untie(self._tables, record, bare_of(words))
                self._tables.do("DELETE FROM record WHERE id = ?", record)
        return there

    def _identify(self, neighbours: Neighbours, effect: _Effect) -> set[str]:
        """Decide who the records of some circles are; return the names that they had and have."""
        circles, names, others = neighbours.circles(), set(), set()
        wanted: set[str] = set()
        for circle in sorted(neighbours.left):
            for would, name in self._tables.ask(
                    "SELECT wanted, name FROM somebody WHERE circle = ?", circle):
                wanted.add(would)
                names.add(name)
            self._tables.do("DELETE FROM somebody WHERE circle = ?", circle)
        for numbers in circles:
            rows = [self._load(number) for number in numbers]
            for one in somebodies([record for record, _ in rows]):
                wanted.add(one.wanted)
                others |= self._put(numbers, one, [before for _, before in rows])
        for would in sorted(wanted):
            self._name(would, names, others, effect)
        for record in others:
            effect.articles |= self._articles(record)
        return names

    def _put(self, circle: list[int], one: Somebody, before: list[tuple]) -> set[int]:
        """Note who some records of a circle are; return those that are seen otherwise than before.
        """
        changed, somebody = set(), circle[min(one.numbers)]
        unknown, bare, rarity, first = one.rank
        self._tables.do("INSERT INTO somebody VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", somebody,
                        circle[0], one.wanted, unknown, bare, rarity, *first, one.suffix)
        for number, view in zip(one.numbers, one.views, strict=True):
            row = (words_of(view), circle[0], somebody)
            if row != before[number]:
                self._tables.do("UPDATE record SET view = ?, circle = ?, somebody = ? "
                                "WHERE id = ?", *row, circle[number])
            if row[0] != before[number][0]:
                changed.add(circle[number])
        return changed

    def _name(self, wanted: str, names: set[str], others: set[int], effect: _Effect) -> None:
        """Decide who has an id that several may want; note the names and records that this changes.
        """
        first = self._tables.one("SELECT id FROM somebody WHERE wanted = ? ORDER BY unknown, bare, "
                                 "rarity, article, entity LIMIT 1", wanted)
        for somebody, suffix, before in self._tables.ask(
                "SELECT id, suffix, name FROM somebody WHERE wanted = ? AND "
                "(name IS NULL OR name = wanted OR id = ?)", wanted, first):
            name = wanted if somebody == first else second_id(wanted, suffix)
            names |= {name, before} - {None}
            if name == before:
                continue
            self._tables.do("UPDATE somebody SET name = ? WHERE id = ?", name, somebody)
            for record, had in self._tables.ask(
                    "SELECT id, name FROM record WHERE somebody = ? AND name IS NOT ?",
                    somebody, name):
                others.add(record)
                effect.moved |= {had, name} if had else set()
            self._tables.do("UPDATE record SET name = ? WHERE somebody = ? AND name IS NOT ?",
                            name, somebody, name)

    def _load(self, number: int) -> tuple[Record, tuple]:
        """Return a record, and as what it is noted so far."""
        [(words, count, *before)] = self._tables.ask(
            "SELECT words, count, view, circle, somebody FROM record WHERE id = ?", number)
        [first] = self._tables.ask(
            "SELECT article, entity FROM part WHERE record = ? ORDER BY article, entity LIMIT 1",
            number)
        return (Record(bare_of(words), count, first, cache(lambda: self._articles(number)),
                       cache(lambda: company_of(self._tables, number))), tuple(before))

    def _articles(self, record: int) -> frozenset[str]:
        return frozenset(row[0] for row in self._tables.ask(
            "SELECT article FROM part WHERE record = ?", record))

    # -- offices

    def _move(self, names: set[str], holders: list[Holder], effect: _Effect) -> None:
        """Note which of the names hold offices now."""
        bodies = {h.view.id: json.dumps([words_of(h.view), sorted(h.roles, key=str)])
                  for h in holders}
        for name in sorted(names):
            before = self._tables.one("SELECT body FROM holder WHERE name = ?", name)
            if before == bodies.get(name) and name not in effect.moved:
                continue
            effect.moved.add(name)
            effect.offices |= self._offices(name)
            self._tables.do("DELETE FROM holder WHERE name = ?", name)
            self._tables.do("DELETE FROM office WHERE name = ?", name)
        for holder in holders:
            name = holder.view.id
            if name in effect.moved:
                self._tables.do("INSERT OR REPLACE INTO holder VALUES (?, ?)", name, bodies[name])
                self._tables.many("INSERT INTO office VALUES (?, ?, ?)",
                                  [(*office, name) for office in holder.offices])
                effect.offices |= holder.offices

    def _holders_now(self, names: set[str]) -> list[Holder]:
        """Return those of some names who hold offices."""
        entities, views = [], []
        for name in sorted(names):
            if self._tables.one("SELECT max(office) FROM record WHERE name = ?", name):
                for words, view in self._tables.ask(
                        "SELECT words, view FROM record WHERE name = ? ORDER BY id", name):
                    entities.append(bare_of(words))
                    views.append(_named(view, name))
        return holders_among(entities, views)

    def _offices(self, name: str) -> set[Office]:
        return {*self._tables.ask("SELECT role, of FROM office WHERE name = ?", name)}

    def _newly_near(self, name: str, days: set[int | None]) -> set[Key]:
        """Return the unnamed ones whose holder comes near, or goes, with articles of some days."""
        found: set[Key] = set()
        for day in days - {None}:
            around = {side: self._tables.one(
                "SELECT 1 FROM record JOIN part ON part.record = record.id WHERE record.name = ? "
                "AND part.day BETWEEN ? AND ? AND part.day != ? LIMIT 1", name,
                *sorted((day, day + side)), day) for side in (-DAYS_APART, DAYS_APART)}
            if all(around.values()):
                continue  # whom this day reaches, the days around it reach too
            for office in self._offices(name):
                found |= {*self._tables.ask(
                    "SELECT article, entity FROM bearer WHERE role = ? AND of = ? "
                    "AND day BETWEEN ? AND ?", *office, day - DAYS_APART, day + DAYS_APART)}
        return found

    def _decide(self, bearers: set[Key]) -> set[str]:
        """Decide whose offices some unnamed ones have; return the articles that this changes."""
        changed, known = set(), {}
        for key in sorted(bearers):
            for words, day, before in self._tables.ask(
                    "SELECT words, day, view FROM local WHERE article = ? AND entity = ?", *key):
                part = Part(key, entity_of(words), day, frozenset())
                for office in offices(part.entity):
                    if office not in known:
                        known[office] = self._holders(office)
                holder = holder_of(part, known, self._days)
                view = holder and words_of(holder.view)
                if view != before:
                    changed.add(key[0])
                    self._tables.do("UPDATE local SET view = ? WHERE article = ? AND entity = ?",
                                    view, *key)
        return changed

    def _holders(self, office: Office) -> list[Holder]:
        found = []
        for (body,) in self._tables.ask(
                "SELECT body FROM office JOIN holder ON holder.name = office.name "
                "WHERE role = ? AND of = ? ORDER BY office.name", *office):
            view, roles = json.loads(body)
            found.append(Holder(entity_of(view), frozenset((role, of) for role, of in roles)))
        return found

    def _days(self, name: str, day: int) -> list[int]:
        """Return a day of an article that names somebody, near another day."""
        return [row[0] for row in self._tables.ask(
            "SELECT part.day FROM record JOIN part ON part.record = record.id "
            "WHERE record.name = ? AND part.day BETWEEN ? AND ? LIMIT 1",
            name, day - DAYS_APART, day + DAYS_APART)]


def _named(view: str, name: str) -> Entity:
    """Return an entity under the id that it got."""
    return changed(entity_of(view), id=name)
