"""Records that are taken for one, while it is decided who is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from quoth.linking.names import is_full, parts
from quoth.linking.stated import Roles, agreed, offices_clash, stated_roles
from quoth.records import Entity

Profile = tuple[str | None, str | None, Roles, str | None]  # base id, gender, offices, country
Clash = Callable[[Profile, Profile], bool]


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


@dataclass
class Group:
    """Records that are one, by number, each with its entity as it is seen now."""

    rows: Sequence[Record]
    numbers: list[int]
    entities: list[Entity]
    _known: dict[str, Any] = field(default_factory=dict)  # what was asked for, until it changes

    def absorb(self, other: Group) -> None:
        """Take the records of another in."""
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

    @property
    def longest(self) -> str:
        """The fullest of the names."""
        return self._once("longest", lambda: longest(self.names))

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

    @property
    def profile(self) -> Profile:
        """What may speak against one person."""
        return self._once("profile", lambda: (
            self.kb, self.one("gender"), self.roles(), self.one("country")))


def clashes(one: Profile, other: Profile) -> bool:
    """Say whether base id, gender or offices speak against one person."""
    if one[0] and other[0] and one[0] != other[0]:
        return True
    genders = {one[1], other[1]} - {None}
    return len(genders) > 1 or offices_clash(one[2], other[2], (one[3], other[3]))


def longest(names: Iterable[str]) -> str:
    """Return the fullest of some names."""
    return max(names, key=lambda n: (len(parts(n)), len(n), n))


def collected(groups: Iterable[Group], key: Callable[[Group], Hashable]) -> list[Group]:
    """Join the groups of one key; None stays alone."""
    found: dict[object, Group] = {}
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


def absorb_into(groups: list[Group], candidates: Callable[[Group], list[Group]]
                 ) -> list[Group]:
    """Let each group join its one candidate; with none or several it stays."""
    gone: set[int] = set()
    for group in groups:
        found = [c for c in candidates(group) if c is not group and id(c) not in gone]
        if len({id(c) for c in found}) == 1:
            found[0].absorb(group)
            gone.add(id(group))
    return [g for g in groups if id(g) not in gone]
