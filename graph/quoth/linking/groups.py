"""Who is one: the entities of a handful of records that can be one another.

A record is what one or more articles say of somebody in the same words. Most records never meet
(`quoth.linking.circles` tells which may), so that what is decided of one depends on few of them,
however many articles there are; only who of namesakes has the plain id is decided among all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

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
from quoth.linking.renaming import changed
from quoth.linking.stated import Roles, agreed, offices_clash, stated_roles
from quoth.records import Entity

_ROUNDS = 8
_USUAL = 9  # so many times more articles speak of one than of all namesakes together
SHARED = 2  # a lone surname needs so many other known entities in common with the other article

Rank = tuple[bool, bool, int, tuple[str, str]]


@dataclass(frozen=True)
class Record:
    """What articles say of somebody in the same words.

    `count` is how many entities of articles it is, `first` the least of their (article id, entity
    id); `articles` gives the ids of those articles, `company` the known entities that they name
    beside it.
    """

    entity: Entity
    count: int
    first: tuple[str, str]
    articles: Callable[[], frozenset[str]]
    company: Callable[[], frozenset[str]]


@dataclass(frozen=True)
class Somebody:
    """Records that are one, by number, each with its entity under the id that all would like.

    Of several who would like it the one of least `rank` gets it, the others with a suffix: who
    is known, has a full name, is in most articles, is in the first.
    """

    numbers: tuple[int, ...]
    views: tuple[Entity, ...]
    rank: Rank
    suffix: str

    @property
    def wanted(self) -> str:
        """The id that it would like."""
        return self.views[0].id


def identities(records: Sequence[Record]) -> list[Entity]:
    """Return the entity that each record is, under one id, name and base entry for one entity.

    Entities of one knowledge base id are one; so are full names that agree and whose offices
    don't clash; a surname alone joins only one candidate, and with a reason.
    """
    wanted: dict[str, list[Somebody]] = defaultdict(list)
    for one in somebodies(records):
        wanted[one.wanted].append(one)
    found = {}
    for name, several in wanted.items():
        first = min(several, key=lambda one: one.rank)
        for one in several:
            identifier = name if one is first else second_id(name, one.suffix)
            found |= {number: changed(view, id=identifier)
                      for number, view in zip(one.numbers, one.views, strict=True)}
    return [found[number] for number in range(len(records))]


def second_id(wanted: str, suffix: str) -> str:
    """Return the id of somebody whose namesake has the plain one; no slug has two hyphens."""
    return f"{wanted}--{suffix}"


def somebodies(records: Sequence[Record]) -> list[Somebody]:
    """Return who the records are: each is in one of the answers."""
    order = sorted(range(len(records)), key=lambda n: records[n].first)
    rows = [records[n] for n in order]
    views = [row.entity for row in rows]
    groups: list[_Group] = []
    for _ in range(_ROUNDS):  # what joins once may bring two others together
        before, groups = views, _joined_once(rows, views)
        found = {n: view for group in groups for n, view in _shared_view(group).items()}
        views = [found[n] for n in range(len(rows))]
        if views == before:
            break
    return [Somebody(tuple(order[n] for n in group.numbers), tuple(views[n] for n in group.numbers),
                     (not group.kb, not group.full_names, -group.size, group.first),
                     _suffix(group)) for group in groups]


@dataclass
class _Group:
    """Records that are one, by number, each with its entity as it is seen now."""

    rows: Sequence[Record]
    numbers: list[int]
    entities: list[Entity]
    _known: dict[str, Any] = field(default_factory=dict)  # what was asked for, until it changes

    def absorb(self, other: _Group) -> None:
        self._known.clear()
        self.numbers += other.numbers
        self.entities += other.entities

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what a large group is asked for again and again."""
        if name not in self._known:
            self._known[name] = make()
        return self._known[name]

    @property
    def first(self) -> tuple[str, str]:
        return self._once("first", lambda: min(self.rows[n].first for n in self.numbers))

    @property
    def size(self) -> int:
        """In how many articles the records are: in one of them two may turn out to be one."""
        return self._once("size", lambda: len(frozenset().union(
            *(self.rows[n].articles() for n in self.numbers))))

    @property
    def company(self) -> frozenset[str]:
        return self._once("company", lambda: frozenset().union(
            *(self.rows[n].company() for n in self.numbers)))

    @property
    def kb(self) -> str | None:
        return self._once("kb", lambda: min(
            (e.kb or e.wikidata or "" for e in self.entities if e.kb or e.wikidata), default=None))

    @property
    def names(self) -> frozenset[str]:
        return self._once("names", lambda: frozenset(
            n for e in self.entities for n in (e.name, *e.aliases)))

    @property
    def full_names(self) -> frozenset[str]:
        return self._once("full", lambda: frozenset(n for n in self.names if is_full(n)))

    def sounding(self, sound: str) -> frozenset[str]:
        """Return the full names whose surname has a sound."""
        return self._once(f"sound {sound}", lambda: frozenset(
            n for n in self.full_names if skeleton(surname(n)) == sound))

    @property
    def is_person(self) -> bool:
        return self.entities[0].type == "person"

    def roles(self) -> Roles:
        """Role class and place of every stated role."""
        return self._once("roles", lambda: stated_roles(self.entities))

    def one(self, name: str) -> str | None:
        """Return the value of a field if all who know it agree."""
        return self._once(name, lambda: agreed(getattr(e, name) for e in self.entities))

    def count(self, values: Callable[[Entity], str], among: Callable[[Entity], bool]) -> Counter:
        """Count the values of the entities, each as often as articles have it."""
        found: Counter[str] = Counter()
        for number, entity in zip(self.numbers, self.entities, strict=True):
            if among(entity):
                found[values(entity)] += self.rows[number].count
        return found

    def clashes(self, other: _Group) -> bool:
        """Say whether base id, gender or offices speak against one person."""
        if self.kb and other.kb and self.kb != other.kb:
            return True
        genders = {self.one("gender"), other.one("gender")} - {None}
        return len(genders) > 1 or offices_clash(
            self.roles(), other.roles(), (self.one("country"), other.one("country")))


def _joined_once(rows: Sequence[Record], views: Sequence[Entity]) -> list[_Group]:
    groups = _collected((_Group(rows, [n], [view]) for n, view in enumerate(views)),
                        lambda g: g.kb)
    groups = _by_name([g for g in groups if not g.is_person]) + _people(
        [g for g in groups if g.is_person])
    return _lonely(groups)


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


def _by_name(groups: list[_Group]) -> list[_Group]:
    """Join bodies and places of one folded name; an acronym joins the one that bears it."""
    def key(group: _Group) -> tuple[str, str] | None:
        if group.kb:
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
                        if not g.kb else [])


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
    return [g for key in sorted(blocks) for g in _block(key, blocks[key])] + rest


def _signature(group: _Group) -> tuple[object, ...] | None:
    """Return what two local views of one person have equal, so that blocks stay small."""
    if group.kb:
        return ("kb", group.kb)
    if not group.full_names:
        return None
    return (fold(_longest(group)), group.one("gender"), group.roles())


def _longest(group: _Group) -> str:
    return group._once("longest", lambda: longest(group.names))


def longest(names: Iterable[str]) -> str:
    """Return the fullest of some names."""
    return max(names, key=lambda n: (len(parts(n)), len(n), n))


def _block(sound: str, groups: list[_Group]) -> list[_Group]:
    """Join the people of one sound of surname: the known first, then those with offices."""
    order = sorted(groups, key=lambda g: (not g.kb, not g.roles(), _longest(g), g.first))
    found: list[_Group] = []
    for group in order:
        fits = [g for g in found if _same_person(g, group, sound)]
        if len(fits) > 1:
            fits = _exact(fits, group) or _usual(fits)
        if fits:
            fits[0].absorb(group)
        else:
            found.append(group)
    return found


def _exact(fits: list[_Group], group: _Group) -> list[_Group]:
    """Return the one candidate that shares an office with a person, if it is one."""
    shared = [g for g in fits if g.roles() & group.roles()]
    return shared if len(shared) == 1 else []


def _usual(fits: list[_Group]) -> list[_Group]:
    """Return the one candidate of whom nearly all articles speak that have the name."""
    most = max(fits, key=lambda g: g.size)
    return [most] if most.size >= _USUAL * sum(g.size for g in fits if g is not most) else []


def _same_person(one: _Group, other: _Group, sound: str) -> bool:
    """Say whether two are one; they must have agreeing names of the sound that they share."""
    if not any(compatible(a, b) for b in other.sounding(sound) for a in one.sounding(sound)) \
            or one.clashes(other):
        return False
    return all(any(compatible(a, b) for b in one.full_names) for a in other.full_names)


def _lonely(groups: list[_Group]) -> list[_Group]:
    """Let surnames without a given name join the one person that they fit."""
    by_surname: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        if group.is_person and group.full_names:
            for key in {skeleton(surname(n)) for n in group.full_names}:
                by_surname[key].append(group)

    def candidates(group: _Group) -> list[_Group]:
        if not group.is_person or group.full_names or group.kb:
            return []
        pool = by_surname.get(skeleton(surname(_longest(group))), [])
        return [c for c in pool if _surname_fits(c, group)]

    joined = _absorb_into(sorted(groups, key=lambda g: g.first), candidates)
    return _collected(joined, _alone)


def _alone(group: _Group) -> tuple[object, ...] | None:
    """Return the key of a lone surname: one office and one country make one person."""
    if group.kb or not group.is_person or group.full_names:
        return None
    stated = frozenset(r for r in group.roles() if r[1])
    return (fold(_longest(group)), stated) if stated else None


def _surname_fits(known: _Group, group: _Group) -> bool:
    """Say whether a surname is this person's: by office, or by the company that both keep."""
    if known.clashes(group) or not any(compatible(a, b) for a in group.names
                                       for b in known.full_names):
        return False
    classes = {c for c, _ in group.roles()} & {c for c, _ in known.roles()}
    shared = len(known.company & group.company)
    return bool(classes) and shared >= 1 or shared >= SHARED


def _wanted(group: _Group) -> str:
    """Return the id that a group would like: the base's, else its name's slug."""
    known = min((e.id for e in group.entities if e.kb), default=None)
    if known:
        return known
    label = _label(group)
    common = label == label.lower() and group.entities[0].type == "organization"
    return group.entities[0].id if common else f"actor/{slug(label)}"


def _label(group: _Group) -> str:
    """Return the fullest name, the most frequent of equals."""
    known = min((e.name for e in group.entities if e.kb), default=None)
    if known:
        return known
    count = group.count(lambda e: e.name, lambda e: True)
    return max(count, key=lambda n: (len(parts(n)), count[n], n))


def _suffix(group: _Group) -> str:
    """Return what tells namesakes apart: an office, else the first article."""
    stated = min((f"{r.title} {(r.of or '').removeprefix('actor/')}" for e in group.entities
                  for r in e.roles), default=None)
    return slug(stated)[:40] if stated else group.first[0][:8]


def _shared_view(group: _Group) -> dict[int, Entity]:
    """Give each record the id, name and base entry of all; roles and aliases stay its own."""
    identifier, name, known = _wanted(group), _label(group), any(e.kb for e in group.entities)
    wikidata = min((e.wikidata for e in group.entities if e.wikidata), default=None)
    types = group.count(lambda e: e.type, lambda e: bool(e.kb) or not known)
    kind = min(types, key=lambda t: (-types[t], t))
    found = {}
    for number, entity in zip(group.numbers, group.entities, strict=True):
        found[number] = changed(
            entity, id=identifier, name=name, type=kind, wikidata=wikidata, kb=group.kb,
            aliases=tuple(sorted({*entity.aliases, entity.name} - {name})),
            gender=entity.gender or group.one("gender"),
            country=entity.country or group.one("country"))
    return found
