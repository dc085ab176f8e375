"""Who is who, kept: an article more is compared only with what could be the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from quoth.joining.tables import Tables
from quoth.linking.groups import Record, identities
from quoth.linking.merging import (
    DAYS_APART,
    Holder,
    Key,
    Office,
    Part,
    holder_of,
    holders_among,
    is_local,
    kin,
    offices,
    ordinal,
    parts_of,
    record_of,
    seen_as,
)
from quoth.records import Entity, Facts, Role

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
        views = dict(self._tables.ask(
            "SELECT part.entity, record.view FROM part JOIN record ON record.id = part.record "
            "WHERE part.article = ? UNION ALL SELECT entity, view FROM local "
            "WHERE article = ? AND view IS NOT NULL", article, article))
        return {(article, e.id): seen_as(e, entity_of(views[e.id]))
                for e in facts.entities if e.id in views}

    def change(self, gone: Iterable[str], new: Iterable[Facts]) -> set[str]:
        """Forget some articles, learn others; return those where somebody is another one now."""
        touched, effect = Days(), _Effect()
        for article in gone:
            self._forget(article, touched)
        for facts in new:
            effect.bearers |= self._learn(facts, touched)
        near = self._names(touched)
        seeds = {row[0] for record in touched for row in self._tables.ask(
            "SELECT key FROM kin WHERE record = ?", record)}
        self._move(self._drop_empty(touched), [], effect)
        for records in self._components(seeds):
            self._identify(records, effect)
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
        local = set()
        for part in parts_of(facts):
            day = part.day and ordinal(part.day)
            if is_local(part.entity):
                local |= self._learn_local(part, day)
                continue
            record = self._record(part)
            touched.setdefault(record, set()).add(day)
            self._tables.do("UPDATE record SET count = count + 1 WHERE id = ?", record)
            self._tables.do("INSERT INTO part VALUES (?, ?, ?, ?)", *part.key, record, day)
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
                "INSERT INTO record (words, count) VALUES (?, 0)", (words,)).lastrowid
            self._tables.many("INSERT INTO kin VALUES (?, ?)",
                              [(key, found) for key in kin(bare)])
        return found  # type: ignore[return-value]

    def _forget(self, article: str, touched: Days) -> None:
        for record, day in self._tables.ask(
                "SELECT record, day FROM part WHERE article = ?", article):
            touched.setdefault(record, set()).add(day)
            self._tables.do("UPDATE record SET count = count - 1 WHERE id = ?", record)
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

    def _drop_empty(self, records: Iterable[int]) -> set[str]:
        """Drop the records that no article has any more; return the names that they had."""
        names = set()
        for record in records:
            for (name,) in self._tables.ask(
                    "SELECT name FROM record WHERE id = ? AND count = 0", record):
                names |= {name} - {None}
                self._tables.do("DELETE FROM record WHERE id = ?", record)
                self._tables.do("DELETE FROM kin WHERE record = ?", record)
        return names

    def _components(self, seeds: set[str]) -> Iterator[list[int]]:
        """Yield the records that hang together, for all that have one of the keys."""
        met: set[str] = set()
        for seed in sorted(seeds):
            waiting, records = [seed], set()
            while waiting:
                key = waiting.pop()
                if key in met:
                    continue
                met.add(key)
                for (record,) in self._tables.ask("SELECT record FROM kin WHERE key = ?", key):
                    if record not in records:
                        records.add(record)
                        waiting += [row[0] for row in self._tables.ask(
                            "SELECT key FROM kin WHERE record = ?", record)]
            if records:
                yield sorted(records)

    def _identify(self, numbers: list[int], effect: _Effect) -> None:
        """Decide who some records are."""
        rows = [self._load(number) for number in numbers]
        records = [record for record, _, _ in rows]
        views = identities(records)
        old, new = {name for _, _, name in rows} - {None}, {view.id for view in views}
        for number, view, (_, before, name) in zip(numbers, views, rows, strict=True):
            text = words_of(view)
            if text != before:
                effect.articles |= {row[0] for row in self._tables.ask(
                    "SELECT article FROM part WHERE record = ?", number)}
                self._tables.do("UPDATE record SET view = ?, name = ? WHERE id = ?", text,
                                view.id, number)
            if name not in (None, view.id):
                effect.moved |= {name, view.id}
        self._move(old | new, holders_among(records, views), effect)

    def _load(self, number: int) -> tuple[Record, str | None, str | None]:
        [(words, count, view, name)] = self._tables.ask(
            "SELECT words, count, view, name FROM record WHERE id = ?", number)
        [first] = self._tables.ask(
            "SELECT article, entity FROM part WHERE record = ? ORDER BY article, entity LIMIT 1",
            number)
        entity = entity_of(json.loads(words)[0])
        return (Record(entity, count, first, lambda: self._articles(number),
                       lambda: self._company(number)), view, name)

    def _articles(self, record: int) -> frozenset[str]:
        return frozenset(row[0] for row in self._tables.ask(
            "SELECT article FROM part WHERE record = ?", record))

    def _company(self, record: int) -> frozenset[str]:
        found: set[str] = set()
        for entity, company in self._tables.ask(
                "SELECT entity, company FROM part JOIN article ON article.id = part.article "
                "WHERE record = ?", record):
            found |= {*json.loads(company)} - {entity}
        return frozenset(found)

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


def words_of(entity: Entity) -> str:
    """Return an entity as text, the same for the same."""
    roles = [(role.title, role.of) for role in entity.roles]
    return json.dumps([entity.id, entity.type, entity.name, entity.wikidata, entity.aliases, roles,
                       entity.gender, entity.country, entity.kb])


def entity_of(words: str) -> Entity:
    """Return the entity that `words_of` wrote."""
    identifier, kind, name, wikidata, aliases, roles, gender, country, kb = json.loads(words)
    return Entity(identifier, kind, name, wikidata, tuple(aliases),
                  tuple(Role(title, of) for title, of in roles), gender, country, kb)
