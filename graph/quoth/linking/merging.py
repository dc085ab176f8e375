"""The global half of "who is who": one id for one entity over all articles.

A pure function of the set of facts: the order of the articles makes no difference. Entities are
compared only inside blocks (one knowledge base id, one folded name, one sound of surname),
so that the work grows with the number of articles and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from quoth.linking.knowledge_base import knowledge_base
from quoth.linking.names import (
    compatible,
    fold,
    is_full,
    parts,
    skeleton,
    slug,
    surname,
    without_legal_form,
)
from quoth.linking.renaming import changed, renamed
from quoth.records import Entity, Facts

_DAYS_APART = 90  # a role-only mention joins its holder of another article only so near in time
_ROUNDS = 8
_SHARED = 2  # a lone surname needs so many other known entities in common with the other article


@dataclass
class _Group:
    """Local entities that are one; keys are (article id, entity id)."""

    keys: list[tuple[str, str]] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    dates: set[str] = field(default_factory=set)
    context: set[str] = field(default_factory=set)
    _known: dict[str, Any] = field(default_factory=dict)  # what was asked for, until it changes

    def absorb(self, other: _Group) -> None:
        self._known.clear()
        self.keys += other.keys
        self.entities += other.entities
        self.dates |= other.dates
        self.context |= other.context

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what a large group is asked for again and again."""
        if name not in self._known:
            self._known[name] = make()
        return self._known[name]

    @property
    def kb(self) -> str | None:
        return self._once("kb", lambda: min(
            (e.kb or e.wikidata or "" for e in self.entities if e.kb or e.wikidata), default=None))

    @property
    def names(self) -> frozenset[str]:
        return self._once("names", self._names)

    def _names(self) -> frozenset[str]:
        named = [e for e in self.entities if not e.id.startswith("article/")]
        return frozenset(n for e in named or self.entities for n in (e.name, *e.aliases))

    @property
    def full_names(self) -> frozenset[str]:
        return self._once("full", lambda: frozenset(n for n in self.names if is_full(n)))

    def roles(self) -> frozenset[tuple[str, str | None]]:
        """Role class and place of every stated role."""
        return self._once("roles", lambda: frozenset(
            (_role_class(r.title), r.of) for e in self.entities for r in e.roles))

    def one(self, name: str) -> str | None:
        """Return the value of a field if all who know it agree."""
        values = self._once(name, lambda: {getattr(e, name) for e in self.entities} - {None})
        return next(iter(values)) if len(values) == 1 else None

    def clashes(self, other: _Group) -> bool:
        """Say whether base id, gender or offices speak against one person."""
        if self.kb and other.kb and self.kb != other.kb:
            return True
        genders = {self.one("gender"), other.one("gender")} - {None}
        return len(genders) > 1 or _offices_clash(self, other)


def merge(facts: Sequence[Facts]) -> list[Facts]:
    """Return the facts with one id for one entity, in the order given.

    Entities of one knowledge base id are one; so are full names that agree and whose offices
    don't clash; a surname or an office alone joins only one candidate, and with a reason.
    """
    found = list(facts)
    for _ in range(_ROUNDS):  # what joins once may bring two others together
        before, found = found, _merged_once(found)
        if found == before:
            break
    return found


def _merged_once(facts: Sequence[Facts]) -> list[Facts]:
    groups = _by_base(_nodes(facts))
    groups = _by_name([g for g in groups if _kind(g) != "person"]) + _people(
        [g for g in groups if _kind(g) == "person"])
    groups = _lonely(groups)
    ids = _identify(groups)
    return [renamed(row, ids) for row in facts]


def _nodes(facts: Sequence[Facts]) -> list[_Group]:
    """Return one group for each local entity that can be somebody elsewhere, in a fixed order."""
    rows = []
    for row in sorted(facts, key=lambda f: f.article.id):
        context = {e.id for e in row.entities if e.kb}
        dates = {row.article.published[:10]} if row.article.published else set()
        for entity in sorted(row.entities, key=lambda e: e.id):
            rows.append(_Group([(row.article.id, entity.id)], [entity], set(dates),
                               context - {entity.id}))
    return rows


def _kind(group: _Group) -> str:
    entity = group.entities[0]
    if entity.id.startswith("article/"):
        return "local"
    return "person" if entity.type == "person" else "body"


def _collected(groups: Iterable[_Group], key: Callable[[_Group], Hashable]) -> list[_Group]:
    """Join the groups of one key; None stays alone."""
    found: dict[object, _Group] = {}
    rest = []
    for group in groups:
        name = key(group)
        if name is None:
            rest.append(group)
        elif name in found:
            found[name].absorb(group)
        else:
            found[name] = group
    return [*found.values(), *rest]


def _by_base(groups: list[_Group]) -> list[_Group]:
    return _collected(groups, lambda g: g.kb)


def _by_name(groups: list[_Group]) -> list[_Group]:
    """Join bodies and places of one folded name; an acronym joins the one that bears it."""
    def key(group: _Group) -> tuple[str, str] | None:
        if group.kb or _kind(group) == "local":
            return None
        entity = group.entities[0]
        if entity.type == "organization" and entity.name == entity.name.lower():
            return None  # "police", "finance ministry": another one in another article
        return ("body", fold(without_legal_form(entity.name)))

    groups = _collected(groups, key)
    owners: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        for name in group.names:
            if name != name.lower() and (
                    group.kb or fold(name) != fold(group.entities[0].name)):
                owners[fold(name)].append(group)
    return _absorb_into(groups, lambda g: owners.get(fold(g.entities[0].name), [])
                        if not g.kb and _kind(g) == "body" else [])


def _absorb_into(groups: list[_Group], candidates: Callable[[_Group], list[_Group]]
                 ) -> list[_Group]:
    """Let each group join its one candidate; with none or several it stays."""
    gone: set[int] = set()
    for group in groups:
        found = [c for c in candidates(group) if c is not group and id(c) not in gone]
        if len({id(c) for c in found}) == 1:
            found[0].absorb(group)
            gone.add(id(group))
    return [g for g in groups if id(g) not in gone]


def _people(groups: list[_Group]) -> list[_Group]:
    """Join people by full name, spelling and romanisation; who clash by office stay apart."""
    same = _collected(groups, _signature)
    blocks: dict[str, list[_Group]] = defaultdict(list)
    rest = []
    for group in same:
        if group.full_names:
            blocks[skeleton(surname(_longest(group)))].append(group)
        else:
            rest.append(group)
    return [g for key in sorted(blocks) for g in _block(blocks[key])] + rest


def _signature(group: _Group) -> tuple[object, ...] | None:
    """Return what two local views of one person have equal, so that blocks stay small."""
    if group.kb:
        return ("kb", group.kb)
    if not group.full_names:
        return None
    return (fold(_longest(group)), group.one("gender"), frozenset(group.roles()))


def _longest(group: _Group) -> str:
    return group._once("longest", lambda: max(
        group.names, key=lambda n: (len(parts(n)), len(n), n)))


def _block(groups: list[_Group]) -> list[_Group]:
    """Join the people of one sound of surname: the known first, then those with offices."""
    order = sorted(groups, key=lambda g: (not g.kb, not g.roles(), _longest(g), min(g.keys)))
    found: list[_Group] = []
    for group in order:
        fits = [g for g in found if _same_person(g, group)]
        if len(fits) == 1 or fits and _exact(fits, group):
            (fits[0] if len(fits) == 1 else _exact(fits, group)[0]).absorb(group)
        else:
            found.append(group)
    return found


def _exact(fits: list[_Group], group: _Group) -> list[_Group]:
    """Return the one candidate that shares an office with a person, if it is one."""
    shared = [g for g in fits if g.roles() & group.roles()]
    return shared if len(shared) == 1 else []


def _same_person(one: _Group, other: _Group) -> bool:
    if one.clashes(other):
        return False
    return all(any(compatible(a, b) for b in one.full_names) for a in other.full_names)


def _offices_clash(one: _Group, other: _Group) -> bool:
    """Say whether two people of one name hold offices that don't go together."""
    first, second = one.roles(), other.roles()
    if not first or not second or first & second:
        return False
    if {c for c, _ in first} & {c for c, _ in second}:
        both = {c for c, _ in first} & {c for c, _ in second}
        return not any(a[1] is None or b[1] is None or a[1] == b[1] for a in first for b in second
                       if a[0] == b[0] and a[0] in both)
    places = {p for _, p in first if p} & {p for _, p in second if p}
    if places:
        return False
    country = one.one("country"), other.one("country")
    return None in country or country[0] != country[1]


def _lonely(groups: list[_Group]) -> list[_Group]:
    """Let surnames and offices without a name join the one person that they fit."""
    by_surname: dict[str, list[_Group]] = defaultdict(list)
    by_role: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    for group in groups:
        if _kind(group) == "person" and group.full_names:
            for key in {skeleton(surname(n)) for n in group.full_names}:
                by_surname[key].append(group)
            for role, of in group.roles():
                if of:
                    by_role[role, of].append(group)

    def candidates(group: _Group) -> list[_Group]:
        if _kind(group) == "person" and not group.full_names and not group.kb:
            pool = by_surname.get(skeleton(surname(_longest(group))), [])
            return [c for c in pool if _surname_fits(c, group)]
        if _kind(group) == "local" and group.entities[0].type == "unnamed":
            rows = [by_role.get((role, of), []) for role, of in group.roles() if of]
            return [c for row in rows for c in row if _role_fits(c, group)]
        return []

    joined = _absorb_into(sorted(groups, key=lambda g: min(g.keys)), candidates)
    return _collected(joined, _alone)


def _alone(group: _Group) -> tuple[object, ...] | None:
    """Return the key of a lone surname: one office and one country make one person."""
    if group.kb or _kind(group) != "person" or group.full_names:
        return None
    stated = frozenset(r for r in group.roles() if r[1])
    return (fold(_longest(group)), stated) if stated else None


def _surname_fits(known: _Group, group: _Group) -> bool:
    """Say whether a surname is this person's: by office, or by the company that both keep."""
    if known.clashes(group) or not any(compatible(a, b) for a in group.names
                                       for b in known.full_names):
        return False
    classes = {c for c, _ in group.roles()} & {c for c, _ in known.roles()}
    shared = len(known.context & group.context)
    return bool(classes) and shared >= 1 or shared >= _SHARED


def _role_fits(known: _Group, group: _Group) -> bool:
    """Say whether an office without a name is this holder's: near in time, of one gender."""
    if known.clashes(group) or not known.dates or not group.dates:
        return False
    days = [abs((_day(a) - _day(b)).days) for a in known.dates for b in group.dates]
    return min(days) <= _DAYS_APART


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date(int(text[:4]), 7, 1)


@lru_cache(maxsize=65_536)
def _role_class(title: str) -> str:
    """Return the role class of a title's words, else the words."""
    low = re.sub(r"^(?:former|acting|interim|ex)[ -]", "", title.lower())
    known = knowledge_base().roles.get(low)
    return known.role if known else low


def _identify(groups: list[_Group]) -> dict[tuple[str, str], Entity]:
    """Return the entity that each local one is, under one id; namesakes get a suffix."""
    taken: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        if _kind(group) != "local":
            taken[_wanted(group)].append(group)
    found = {}
    for wanted, rows in taken.items():
        rows.sort(key=lambda g: (not g.kb, not g.full_names, -len(g.keys), min(g.keys)))
        for number, group in enumerate(rows):
            identifier = wanted if not number else f"{wanted}-{_suffix(group)}"
            found.update(_shared_view(group, identifier))
    return found


def _wanted(group: _Group) -> str:
    """Return the id that a group would like: the base's, else its name's slug."""
    known = sorted(e.id for e in group.entities if e.kb)
    if known:
        return known[0]
    label = _label(group)
    common = label == label.lower() and group.entities[0].type == "organization"
    return group.entities[0].id if common else f"actor/{slug(label)}"


def _label(group: _Group) -> str:
    """Return the fullest name, the most frequent of equals."""
    known = sorted(e.name for e in group.entities if e.kb)
    if known:
        return known[0]
    count = Counter(e.name for e in group.entities if not e.id.startswith("article/"))
    return max(count, key=lambda n: (len(parts(n)), count[n], n))


def _suffix(group: _Group) -> str:
    """Return what tells namesakes apart: an office, else the first article."""
    stated = sorted(f"{r.title} {(r.of or '').removeprefix('actor/')}" for e in group.entities
                    for r in e.roles)
    return slug(stated[0])[:40] if stated else min(group.keys)[0][:8]


def _shared_view(group: _Group, identifier: str) -> dict[tuple[str, str], Entity]:
    """Give each local entity the id, name and base entry of all; roles and aliases stay its own."""
    name = _label(group)
    wikidata = min((e.wikidata for e in group.entities if e.wikidata), default=None)
    first = next((e for e in group.entities if e.kb), None)
    kind = first.type if first else Counter(
        e.type for e in group.entities if not e.id.startswith("article/")).most_common(1)[0][0]
    found = {}
    for key, entity in zip(group.keys, group.entities, strict=True):
        aliases = {*entity.aliases, *([] if entity.id.startswith("article/") else [entity.name])}
        found[key] = changed(
            entity, id=identifier, name=name, type=kind, wikidata=wikidata, kb=group.kb,
            aliases=tuple(sorted(aliases - {name})), gender=entity.gender or group.one("gender"),
            country=entity.country or group.one("country"))
    return found
