"""Circles: records that may have to do with one another when it is decided who is one.

What is decided of a record (`quoth.linking.groups`) depends on no record outside its circle, so a
circle can be decided alone, and an article more touches the circles of those whom it names. Tied
are records that have a key in common, people whose full names agree and sound alike, and a surname
alone and the circle of somebody of that sound, if they keep enough company in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quoth.linking.alike import longest
from quoth.linking.groups import SHARED
from quoth.linking.names import (
    compatible,
    fold,
    is_full,
    skeleton,
    surname,
    without_legal_form,
)
from quoth.linking.stated import stated_roles
from quoth.records import Entity

Called = tuple[str, str]  # sound of a surname, full name


@dataclass(frozen=True)
class Ties:
    """What ties a record to others.

    `lone` is the sound of a surname without a given name, `need` how many known entities must
    stand beside it and beside somebody of that sound.
    """

    keys: frozenset[str]
    called: frozenset[Called] = frozenset()
    lone: str | None = None
    need: int = SHARED


def ties(entity: Entity) -> Ties:
    """Return what ties a record with this entity.

    >>> sorted(ties(Entity("actor/roe", "person", "Ann Roe")).called)
    [('r', 'Ann Roe')]
    """
    names, base = (entity.name, *entity.aliases), entity.kb or entity.wikidata
    keys = {f"base {base}"} if base else set()
    if entity.type != "person" or base:
        keys |= {f"name {fold(name)}" for name in (*names, without_legal_form(entity.name))}
    if entity.type != "person":
        return Ties(frozenset(keys))
    full = [name for name in names if is_full(name)]
    keys |= {f"full {fold(name)}" for name in full}
    if full or base:
        return Ties(frozenset(keys), frozenset((skeleton(surname(name)), name) for name in full))
    name, stated = longest(names), sorted(role for role in stated_roles([entity]) if role[1])
    if stated:
        keys.add(f"alone {fold(name)} {stated}")
    return Ties(frozenset(keys), lone=skeleton(surname(name)), need=1 if entity.roles else SHARED)


def circles(rows: Mapping[int, Ties], company: Mapping[int, Iterable[str]]) -> list[list[int]]:
    """Return some records in circles, each sorted; `company` is what stands beside each."""
    sets = _Sets(rows)
    first: dict[object, int] = {}
    sounds: dict[str, dict[str, int]] = defaultdict(dict)
    for number in sorted(rows):
        for key in rows[number].keys:
            sets.join(first.setdefault(key, number), number)
        for sound, name in rows[number].called:
            sets.join(sounds[sound].setdefault(name, number), number)
    for names in sounds.values():
        several = sorted(names)
        for at, name in enumerate(several):
            for other in several[:at]:
                if compatible(name, other):
                    sets.join(names[name], names[other])
    _join_lone(sets, rows, company, sounds)
    return sets.all()


def _join_lone(sets: _Sets, rows: Mapping[int, Ties], company: Mapping[int, Iterable[str]],
               sounds: Mapping[str, Mapping[str, int]]) -> None:
    """Join surnames alone with those whose company they keep, until no more comes together."""
    beside: dict[int, set[str]] = defaultdict(set)
    for number in rows:
        beside[sets.find(number)].update(company[number])
    lone = [(number, row.lone, row.need, frozenset(company[number]))
            for number, row in sorted(rows.items()) if row.lone in sounds]
    waiting = [row for row in lone if len(row[3]) >= row[2]]
    while True:
        joined = False
        for number, sound, need, own in waiting:
            for other in {sets.find(name) for name in sounds[sound].values()}:
                here, there = sets.find(number), sets.find(other)
                if here != there and len(beside[there] & own) >= need:
                    both = beside.pop(here, set()) | beside.pop(there)
                    sets.join(here, there)
                    beside[sets.find(there)] = both
                    joined = True
        if not joined:
            return


class _Sets:
    """Disjoint sets of numbers."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._root = {number: number for number in numbers}

    def find(self, number: int) -> int:
        root = self._root
        while root[number] != number:
            root[number] = number = root[root[number]]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = self.find(one), self.find(other)
        self._root[max(one, other)] = min(one, other)

    def all(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self._root):
            found[self.find(number)].append(number)
        return list(found.values())
