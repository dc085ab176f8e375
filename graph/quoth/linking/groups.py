"""Who is one: the entities of a handful of records that can be one another.

A record is what one or more articles say of somebody in the same words. Most records never meet
(`quoth.linking.circles` tells which may), so that what is decided of one depends on few of them,
however many articles there are; only who of namesakes has the plain id is decided among all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from quoth.linking.alike import (
    Clash,
    Group,
    Profile,
    Record,
    absorb_into,
    clashes,
    collected,
)
from quoth.linking.names import (
    compatible,
    fold,
    parts,
    skeleton,
    slug,
    surname,
    without_legal_form,
)
from quoth.linking.renaming import changed
from quoth.records import Entity

_ROUNDS = 8
_USUAL = 9  # so many times more articles speak of one than of all namesakes together
SHARED = 2  # a lone surname needs so many other known entities in common with the other article

Rank = tuple[bool, bool, int, tuple[str, str]]


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
    groups, clash = list[Group](), cache(clashes)  # most pairs come again in the next round
    for _ in range(_ROUNDS):  # what joins once may bring two others together
        before, groups = views, _joined_once(rows, views, clash)
        found = {n: view for group in groups for n, view in _shared_view(group).items()}
        views = [found[n] for n in range(len(rows))]
        if views == before:
            break
    return [Somebody(tuple(order[n] for n in group.numbers), tuple(views[n] for n in group.numbers),
                     (not group.kb, not group.full_names, -group.size, group.first),
                     _suffix(group)) for group in groups]


def _joined_once(rows: Sequence[Record], views: Sequence[Entity], clash: Clash) -> list[Group]:
    groups = collected((Group(rows, [n], [view]) for n, view in enumerate(views)),
                        lambda g: g.kb)
    groups = _by_name([g for g in groups if not g.is_person]) + _people(
        [g for g in groups if g.is_person], clash)
    return _lonely(groups, clash)


def _by_name(groups: list[Group]) -> list[Group]:
    """Join bodies and places of one folded name; an acronym joins the one that bears it."""
    def key(group: Group) -> tuple[str, str] | None:
        if group.kb:
            return None
        entity = group.entities[0]
        if entity.type == "organization" and entity.name == entity.name.lower():
            return None  # "police", "finance ministry": another one in another article
        return ("body", fold(without_legal_form(entity.name)))

    groups = collected(groups, key)
    owners: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for name in group.names:
            if name != name.lower() and (
                    group.kb or fold(name) != fold(group.entities[0].name)):
                owners[fold(name)].append(group)
    return absorb_into(groups, lambda g: owners.get(fold(g.entities[0].name), [])
                        if not g.kb else [])


def _people(groups: list[Group], clash: Clash) -> list[Group]:
    """Join people by full name, spelling and romanisation; who clash by office stay apart."""
    same = collected(groups, _signature)
    blocks: dict[str, list[Group]] = defaultdict(list)
    rest = []
    for group in same:
        if group.full_names:
            blocks[skeleton(surname(group.longest))].append(group)
        else:
            rest.append(group)
    return [g for key in sorted(blocks) for g in _block(key, blocks[key], clash)] + rest


def _signature(group: Group) -> tuple[object, ...] | None:
    """Return what two local views of one person have equal, so that blocks stay small."""
    if group.kb:
        return ("kb", group.kb)
    if not group.full_names:
        return None
    return (fold(group.longest), group.one("gender"), group.roles())


def _block(sound: str, groups: list[Group], clash: Clash) -> list[Group]:
    """Join the people of one sound of surname: the known first, then those with offices."""
    order = sorted(groups, key=lambda g: (not g.kb, not g.roles(), g.longest, g.first))
    found: list[Group] = []
    seen: list[tuple[int, frozenset[str], Profile]] = []  # of each one found, to compare quickly
    for group in order:
        names, profile = group.full_names, group.profile
        near = [row for row in seen
                if _agree(row[1], names, sound) and not clash(row[2], profile)]
        fits = [at for at, _, _ in near]
        if len(fits) > 1:
            fits = _exact(near, profile) or _usual(fits, [found[at].size for at in fits])
        if fits:
            found[fits[0]].absorb(group)
        else:
            found.append(group)
        at = fits[0] if fits else len(seen)
        seen[at:at + 1] = [(at, found[at].full_names, found[at].profile)]
    return found


def _exact(near: list[tuple[int, frozenset[str], Profile]], profile: Profile) -> list[int]:
    """Return the one candidate that shares an office with a person, if it is one."""
    shared = [at for at, _, other in near if not other[2].isdisjoint(profile[2])]
    return shared if len(shared) == 1 else []


def _usual(fits: list[int], sizes: list[int]) -> list[int]:
    """Return the one candidate of whom nearly all articles speak that have the name."""
    most = max(sizes)
    return [fits[sizes.index(most)]] if most >= _USUAL * (sum(sizes) - most) else []


@lru_cache(maxsize=65_536)
def _agree(one: frozenset[str], other: frozenset[str], sound: str) -> bool:
    """Say whether the names of two can be one person's, some of a sound that they share among them.
    """
    sounding = [[n for n in names if skeleton(surname(n)) == sound] for names in (one, other)]
    return any(compatible(a, b) for b in sounding[1] for a in sounding[0]) and all(
        any(compatible(a, b) for b in one) for a in other)


def _lonely(groups: list[Group], clash: Clash) -> list[Group]:
    """Let surnames without a given name join the one person that they fit."""
    sounds = {id(g): {skeleton(surname(n)) for n in g.full_names} for g in groups if g.is_person}
    known: dict[tuple[str, str], list[Group]] = defaultdict(list)  # by sound and company

    def learn(group: Group, company: frozenset[str]) -> None:
        for sound in sounds[id(group)]:
            for name in company:
                known[sound, name].append(group)

    for group in groups:
        if group.is_person and group.full_names:
            learn(group, group.company)

    def candidates(group: Group) -> list[Group]:
        if not group.is_person or group.full_names or group.kb:
            return []
        sound = skeleton(surname(group.longest))
        shared = Counter(id(c) for name in group.company for c in known.get((sound, name), ()))
        near = {id(c): c for name in group.company for c in known.get((sound, name), ())}
        fits = [c for at, c in near.items() if _surname_fits(c, group, shared[at], clash)]
        if len(fits) == 1:
            learn(fits[0], group.company - fits[0].company)
        return fits

    joined = absorb_into(sorted(groups, key=lambda g: g.first), candidates)
    return collected(joined, _alone)


def _alone(group: Group) -> tuple[object, ...] | None:
    """Return the key of a lone surname: one office and one country make one person."""
    if group.kb or not group.is_person or group.full_names:
        return None
    stated = frozenset(r for r in group.roles() if r[1])
    return (fold(group.longest), stated) if stated else None


def _surname_fits(known: Group, group: Group, shared: int, clash: Clash) -> bool:
    """Say whether a surname is this person's: by office, or by the company that both keep."""
    if shared < SHARED and not {c for c, _ in group.roles()} & {c for c, _ in known.roles()}:
        return False
    return not clash(known.profile, group.profile) and any(
        compatible(a, b) for a in group.names for b in known.full_names)


def _wanted(group: Group) -> str:
    """Return the id that a group would like: the base's, else its name's slug."""
    known = min((e.id for e in group.entities if e.kb), default=None)
    if known:
        return known
    label = _label(group)
    common = label == label.lower() and group.entities[0].type == "organization"
    return group.entities[0].id if common else f"actor/{slug(label)}"


def _label(group: Group) -> str:
    """Return the fullest name, the most frequent of equals."""
    known = min((e.name for e in group.entities if e.kb), default=None)
    if known:
        return known
    count = group.count(lambda e: e.name, lambda e: True)
    return max(count, key=lambda n: (len(parts(n)), count[n], n))


def _suffix(group: Group) -> str:
    """Return what tells namesakes apart: an office, else the first article."""
    stated = min((f"{r.title} {(r.of or '').removeprefix('actor/')}" for e in group.entities
                  for r in e.roles), default=None)
    return slug(stated)[:40] if stated else group.first[0][:8]


def _shared_view(group: Group) -> dict[int, Entity]:
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
