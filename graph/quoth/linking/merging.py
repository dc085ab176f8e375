"""The global half of "who is who": one id for one entity over all articles.

A pure function of the set of facts: the order of the articles makes no difference. First it is
decided who is one (`quoth.linking.groups`), and then, article by article, which office without a
name is whose. `quoth.joining` keeps what is decided, so that an article more is work on what it
names, not on all articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from quoth.linking.alike import Record
from quoth.linking.groups import identities
from quoth.linking.names import is_full
from quoth.linking.renaming import changed, renamed
from quoth.linking.stated import Roles, agreed, offices_clash, stated_roles
from quoth.linking.words import word_sets
from quoth.records import Entity, Facts

DAYS_APART = 90  # an office without a name joins its holder of another article only so near in time

Key = tuple[str, str]  # article id, entity id
Office = tuple[str, str]  # role class, id of the body or place


class Part(NamedTuple):
    """An entity of an article as far as merging looks at it."""

    key: Key
    entity: Entity
    day: str | None
    company: frozenset[str]


@dataclass(frozen=True)
class Holder:
    """Somebody with a name and offices; `view` is the entity as all articles see it."""

    view: Entity
    roles: Roles

    @property
    def offices(self) -> frozenset[Office]:
        """The offices by which somebody without a name is known."""
        return frozenset((role, of) for role, of in self.roles if of)


def merge(facts: Sequence[Facts]) -> list[Facts]:
    """Return the facts with one id for one entity, in the order given."""
    named, unnamed = [], []
    for part in (part for one in facts for part in parts_of(one)):
        (unnamed if is_local(part.entity) else named).append(part)
    ids, days = {}, defaultdict(set)
    holders: dict[Office, list[Holder]] = defaultdict(list)
    stacks = _stacked(named)
    views = identities([record for record, _ in stacks])
    for (_, stack), view in zip(stacks, views, strict=True):
        days[view.id] |= {part.day for part in stack if part.day}
        ids.update((part.key, seen_as(part.entity, view)) for part in stack)
    for holder in holders_among([record.entity for record, _ in stacks], views):
        for office in holder.offices:
            holders[office].append(holder)
    known = {name: sorted(map(ordinal, found)) for name, found in days.items()}
    for part in unnamed:
        holder = holder_of(part, holders, lambda name, _: known.get(name, []))
        if holder:
            ids[part.key] = seen_as(part.entity, holder.view)
    return [renamed(row, ids) for row in facts]


def parts_of(facts: Facts) -> Iterator[Part]:
    """Yield the entities of an article that can be somebody elsewhere."""
    company = frozenset(e.id for e in facts.entities if e.kb)
    day = facts.article.published[:10] if facts.article.published else None
    for entity in facts.entities:
        yield Part((facts.article.id, entity.id), entity, day, company - {entity.id})


def is_local(entity: Entity) -> bool:
    """Say whether an entity is one of its article alone: an unnamed source."""
    return entity.id.startswith("article/")


def record_of(part: Part) -> tuple[Entity, Key | None]:
    """Return what the entities of one record have in common: words, and, where the same words can
    mean another in another article, the article.
    """
    entity = part.entity
    bare = replace(entity, roles=tuple(replace(r, evidence=None) for r in entity.roles))
    if entity.kb or entity.wikidata:
        return bare, None
    if entity.type == "person":
        alike = any(map(is_full, (entity.name, *entity.aliases)))
    else:
        alike = entity.type != "organization" or entity.name != entity.name.lower()
    return bare, None if alike else part.key


def holders_among(entities: Sequence[Entity], views: Sequence[Entity]) -> list[Holder]:
    """Return the people with a full name and an office, by id, each record's entity and view given.
    """
    found: dict[str, list[tuple[Entity, Entity]]] = defaultdict(list)
    for entity, view in zip(entities, views, strict=True):
        if view.type == "person":
            found[view.id].append((entity, view))
    holders = []
    for _, rows in sorted(found.items()):
        stated = stated_roles(entity for entity, _ in rows)
        full = any(is_full(n) for _, view in rows for n in (view.name, *view.aliases))
        if full and any(of for _, of in stated):
            same = min((view for _, view in rows),
                       key=lambda v: (v.name, v.wikidata or "", v.kb or ""))
            view = replace(same, aliases=(), roles=(),
                           gender=agreed(view.gender for _, view in rows),
                           country=agreed(view.country for _, view in rows))
            holders.append(Holder(view, stated))
    return holders


def holder_of(part: Part, holders: dict[Office, list[Holder]],
              days: Callable[[str, int], list[int]]) -> Holder | None:
    """Return whose office somebody without a name has, if it is one person's.

    `days` gives the days of the articles that name a holder by id, sorted; it may leave out what
    is far from the day that it is told.
    """
    if part.entity.type != "unnamed" or not part.day or _is_any(part.entity):
        return None
    roles, day = stated_roles([part.entity]), ordinal(part.day)
    found = {holder.view.id: holder for office in offices(part.entity)
             for holder in holders.get(office, ())
             if _fits(holder, part.entity, roles) and _near(days(holder.view.id, day), day)}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_any(entity: Entity) -> bool:
    """Say whether somebody without a name may be any of several: "a spokesman for Oxo"."""
    first = entity.name.lower().partition(" ")[0]
    return first in word_sets().mentions["indefinite"]


def offices(entity: Entity) -> list[Office]:
    """Return the offices that an entity is known by, sorted."""
    return sorted((role, of) for role, of in stated_roles([entity]) if of)


def _fits(holder: Holder, entity: Entity, roles: Roles) -> bool:
    """Say whether gender and offices let an unnamed one be the holder."""
    genders = {holder.view.gender, entity.gender} - {None}
    return len(genders) < 2 and not offices_clash(
        holder.roles, roles, (holder.view.country, entity.country))


def _near(days: Sequence[int], day: int) -> bool:
    at = bisect_left(days, day - DAYS_APART)
    return at < len(days) and days[at] <= day + DAYS_APART


def ordinal(text: str) -> int:
    """Return the number of a day; of a month or a year that of a day in its midst."""
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return date(int(text[:4]), 7, 1).toordinal()


def seen_as(entity: Entity, view: Entity) -> Entity:
    """Return an entity of an article under the id, name and base entry that it has among all."""
    own = () if is_local(entity) else (entity.name,)
    return changed(
        entity, id=view.id, name=view.name, type=view.type, wikidata=view.wikidata, kb=view.kb,
        aliases=tuple(sorted({*entity.aliases, *own} - {view.name})),
        gender=entity.gender or view.gender, country=entity.country or view.country)


Stack = tuple[Record, list[Part]]


def _stacked(parts: Iterable[Part]) -> list[Stack]:
    """Return the records of some entities, each with what it is made of."""
    found: dict[tuple, list[Part]] = defaultdict(list)
    for part in parts:
        found[record_of(part)].append(part)
    return [(Record(bare, len(stack), min(part.key for part in stack),
                    lambda stack=stack: frozenset(part.key[0] for part in stack),
                    lambda stack=stack: frozenset().union(*(part.company for part in stack))),
             stack) for (bare, _), stack in found.items()]
