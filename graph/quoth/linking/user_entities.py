"""A user's own entities: JSON Lines that add to the knowledge base or override it.

One object a line: `id` and `name` are needed; `type` (person, organization, place, group),
`aliases`, `wikidata`, `gender`, `country` (name or id) and `roles` are not. A role has `title`,
`of` (country or organization, by name) and `start` and `end` (ISO dates of any precision).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from quoth.errors import ReadError
from quoth.linking.knowledge_base import (
    Candidate,
    Country,
    KnowledgeBase,
    Office,
    Organization,
    Person,
    agreement,
)
from quoth.linking.names import fold, parts, skeleton, slug

TYPES = ("person", "organization", "place", "group")
_ID = re.compile(r"actor/[a-z0-9][a-z0-9.~-]*$")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
_LISTS = ("aliases", "roles")
_LAND = re.compile(r"[a-z]{2}(-[a-z]{2,3})?$|actor/")  # the id of a country, or of a user's place


@dataclass(frozen=True, eq=False)
class UserKnowledge(KnowledgeBase):
    """The knowledge base with a user's entities before it."""

    rows: tuple[Any, ...] = ()

    @cached_property
    def _own_people(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for row in self.rows:
            if row["type"] == "person":
                person = _person(row, self)
                for key in {skeleton(w) for n in person.names for w in parts(n)}:
                    found.setdefault(key, []).append(person)
        return found

    @cached_property
    def countries(self) -> dict[str, Country]:
        """The countries, with the user's places among them."""
        found = dict(KnowledgeBase.countries.func(self))
        for row in self.rows:
            if row["type"] == "place":
                identifier = _country_id(row, found)
                aliases = _aliases(row, found, identifier)
                found[identifier] = Country(identifier, row["name"], row.get("wikidata"),
                                            "country" if identifier in found else "place",
                                            _adjectives(found, identifier), aliases,
                                            _capitals(found, identifier), slug=_slug(row))
        return _without(found, self.rows)

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        """The organizations, with the user's among them."""
        found = dict(KnowledgeBase.organizations.func(self))
        for row in self.rows:
            if row["type"] in ("organization", "group"):
                old = next((o for o in found.values() if row.get("wikidata") and
                            o.qid == row["wikidata"] or fold(o.name) == fold(row["name"])), None)
                base = old or Organization(row["id"], row["name"])
                aliases = tuple(dict.fromkeys([*base.aliases, *row.get("aliases", ())]))
                found[base.id] = replace(base, name=row["name"], slug=_slug(row), aliases=aliases,
                                         qid=row.get("wikidata") or base.qid)
        return found

    def people(self, name: str) -> list[Candidate]:
        """Return the user's people of a name, then those of the base that they don't override."""
        keys = [skeleton(w) for w in parts(name)]
        own = {p.id: p for key in keys for p in self._own_people.get(key, ())}
        rows = [Candidate(p, max(agreement(name, n) for n in p.names)) for p in own.values()]
        mine = [c for c in rows if c.score]
        rest = [c for c in super().people(name)
                if not any(_overrides(own.person, c.person) for own in mine)]
        return sorted([*mine, *rest], key=lambda c: (-c.score, c.person.id))

    def holders(self, role: str, place: str, day: str | None) -> list[tuple[Person, Office]]:
        """Return who held an office; a user's person hides the one that it overrides."""
        own = {p.id: p for row in self._own_people.values() for p in row}
        mine = [(p, o) for p in own.values() for o in p.offices
                if (o.role, o.place) == (role, place) and o.held_on(day)]
        rest = [(p, o) for p, o in super().holders(role, place, day)
                if not any(_overrides(q, p) for q in own.values())]
        return sorted(mine, key=lambda r: (r[1].start or "", r[0].id), reverse=True) + rest


def _overrides(own: Person, other: Person) -> bool:
    """Say whether a user's person is one of the base, and no namesake of other land or gender."""
    if own.wikidata and other.wikidata:
        return own.wikidata == other.wikidata
    lands = [{p for p in person.places() if _LAND.match(p)} for person in (own, other)]
    apart = all(lands) and not lands[0] & lands[1]
    genders = {own.gender, other.gender} - {None}
    return fold(own.name) == fold(other.name) and len(genders) < 2 and not apart


def with_entities(base: KnowledgeBase, path: str | Path) -> KnowledgeBase:
    """Return the base with the entities of a file; ReadError names every bad line."""
    return UserKnowledge(base.folder, rows=tuple(read_entities(path)))


def read_entities(path: str | Path) -> list[dict[str, Any]]:
    """Return the rows of a user's file, checked; ReadError lists what is wrong by line."""
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: can't be read as entities: {error}") from error
    rows, wrong, seen = [], [], set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row, fault = _row(line, seen)
        if fault:
            wrong.append(f"line {number}: {fault}")
        else:
            rows.append(row)
    if wrong:
        raise ReadError(f"{path}: {'; '.join(wrong)}")
    return rows


def _row(line: str, seen: set[str]) -> tuple[dict[str, Any], str]:
    """Return a checked row and what is wrong with it, empty if nothing."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return {}, f"not JSON ({error})"
    if not isinstance(row, dict):
        return {}, "not a JSON object"
    for check in _CHECKS:
        fault = check(row)
        if fault:
            return {}, fault
    if row["id"] in seen:
        return {}, f"id {row['id']} is there twice"
    seen.add(row["id"])
    return {"type": "person", **{k: v for k, v in row.items() if v is not None}}, ""


def _check_name(row: dict[str, Any]) -> str:
    name = row.get("name")
    return "" if isinstance(name, str) and fold(name) else 'no "name"'


def _check_id(row: dict[str, Any]) -> str:
    found = row.get("id")
    good = isinstance(found, str) and _ID.match(found)
    return "" if good else f'"id" must look like actor/{slug(row["name"])}'


def _check_type(row: dict[str, Any]) -> str:
    good = (row.get("type") or "person") in TYPES
    return "" if good else f'"type" must be one of {", ".join(TYPES)}'


def _check_wikidata(row: dict[str, Any]) -> str:
    found = row.get("wikidata")
    good = found is None or isinstance(found, str) and re.match(r"Q[1-9]\d*$", found)
    return "" if good else f'"wikidata" must be a Q-id, not {found!r}'


def _check_lists(row: dict[str, Any]) -> str:
    for name in _LISTS:
        if not isinstance(row.get(name) or [], list):
            return f'"{name}" must be a list'
    if not all(isinstance(a, str) and fold(a) for a in row.get("aliases") or []):
        return '"aliases" must be names'
    return ""


def _check_roles(row: dict[str, Any]) -> str:
    for role in row.get("roles") or []:
        if not isinstance(role, dict) or not isinstance(role.get("title"), str):
            return 'a role has no "title"'
        for name in ("start", "end"):
            found = role.get(name)
            if found is not None and not (isinstance(found, str) and _DATE.match(found)):
                return f'a role\'s "{name}" must be YYYY, YYYY-MM or YYYY-MM-DD, not {found!r}'
    return ""


_CHECKS: tuple[Callable[[dict[str, Any]], str], ...] = (
    _check_name, _check_id, _check_type, _check_wikidata, _check_lists, _check_roles)


def _slug(row: dict[str, Any]) -> str:
    return row["id"].removeprefix("actor/")


def _country_id(row: dict[str, Any], known: dict[str, Country]) -> str:
    """Return the id of the country that a row redefines, else the row's own id."""
    for country in known.values():
        if row.get("wikidata") and country.qid == row["wikidata"]:
            return country.id
        if fold(country.name) == fold(row["name"]):
            return country.id
    return row["id"]


def _aliases(row: dict[str, Any], known: dict[str, Country], identifier: str) -> tuple[str, ...]:
    old = known[identifier].aliases if identifier in known else ()
    return tuple(dict.fromkeys([*old, *row.get("aliases", ())]))


def _adjectives(known: dict[str, Country], identifier: str) -> tuple[str, ...]:
    return known[identifier].adjectives if identifier in known else ()


def _capitals(known: dict[str, Country], identifier: str) -> tuple[tuple[str, str | None], ...]:
    return known[identifier].capitals if identifier in known else ()


def _without(found: dict[str, Country], rows: tuple[Any, ...]) -> dict[str, Country]:
    """Take a user's names away from the base's countries that had them as aliases."""
    own = {fold(n): row["id"] for row in rows if row["type"] == "place"
           for n in (row["name"], *row.get("aliases", ()))}
    return {key: country if country.slug else replace(country, aliases=tuple(
        a for a in country.aliases if fold(a) not in own)) for key, country in found.items()}


def _person(row: dict[str, Any], base: KnowledgeBase) -> Person:
    """Return a user's person, with what the base knows of the same Wikidata id."""
    old = base.person(row["wikidata"]) if row.get("wikidata") else None
    offices = tuple(_office(role, base) for role in row.get("roles", ()))
    country = row.get("country") and base.country(row["country"])
    places = (country.id,) if country else (old.countries if old else ())
    return Person(
        row.get("wikidata") or f"user:{row['id']}", row["name"],
        tuple(dict.fromkeys([*row.get("aliases", ()), *(old.names if old else ())])),
        row.get("gender") or (old.gender if old else None), None, places,
        offices or (old.offices if old else ()), _slug(row), row.get("wikidata"), own=True)


def _office(role: dict[str, Any], base: KnowledgeBase) -> Office:
    """Return a role as a dated office; its class comes from the words of the title."""
    words = role["title"].lower()
    known = base.roles.get(words)
    if known is None:
        heads = [p for phrase, p in base.roles.items() if words.startswith(f"{phrase} ")]
        known = max(heads, key=lambda p: len(p.phrase), default=None)
    of = role.get("of")
    place = base.country(of) or base.organization(of) if of else None
    return Office(known.role if known else "other", role["title"], place.id if place else of,
                  role.get("start"), role.get("end"))
