"""What offices are stated of people, and which of them go together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quoth.linking.knowledge_base import knowledge_base
from quoth.records import Entity

Roles = frozenset[tuple[str, str | None]]


def agreed(values: Iterable[str | None]) -> str | None:
    """Return the value if all that are known are one."""
    known = set(values) - {None}
    return next(iter(known)) if len(known) == 1 else None


def stated_roles(entities: Iterable[Entity]) -> Roles:
    """Return role class and place of every role of some entities."""
    return frozenset((role_class(r.title), r.of) for e in entities for r in e.roles)


def offices_clash(first: Roles, second: Roles, countries: tuple[str | None, str | None]) -> bool:
    """Say whether two people of one name hold offices that don't go together."""
    if not first or not second or first & second:
        return False
    both = {c for c, _ in first} & {c for c, _ in second}
    if both:
        return not any(a[1] is None or b[1] is None or a[1] == b[1] for a in first for b in second
                       if a[0] == b[0] and a[0] in both)
    places = {p for _, p in first if p} & {p for _, p in second if p}
    return not places and None not in countries and countries[0] == countries[1]


@lru_cache(maxsize=65_536)
def role_class(title: str) -> str:
    """Return the role class of a title's words, else the words."""
    low = re.sub(r"^(?:former|acting|interim|ex)[ -]", "", title.lower())
    known = knowledge_base().roles.get(low)
    return known.role if known else low
