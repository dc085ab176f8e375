"""The dated knowledge base: countries, people with their offices, organizations, metonyms.

Everything is read when first asked for. Rows of people are parsed one by one when they are
looked up. Dates are ISO texts of any precision and compare as texts of the shorter length.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from quoth.linking.names import compatible, fold, identical, parts, same_word, skeleton
from quoth.linking.role_phrases import RolePhrase, known_role, portfolio_roles

_WITH_CAPITALS = frozenset({"country", "bloc", "disputed", "territory"})
_OPEN_DAYS = 270  # an office seen open at `as_of` is taken as held for so many days more


@dataclass(frozen=True)
class Office:
    """One office that a person held: role class, title, place (country or org id) and dates."""

    role: str
    title: str
    place: str | None
    start: str | None = None
    end: str | None = None
    as_of: str | None = None

    def held_on(self, day: str | None) -> bool | None:
        """Say whether it was held on an ISO date; None where the base can't know."""
        if day is None:
            return None
        if self.start and day[: len(self.start)] < self.start[: len(day)]:
            return False
        if self.end:
            return day[: len(self.end)] <= self.end[: len(day)]
        if self.as_of is None or _ordinal(day) <= _ordinal(self.as_of) + _OPEN_DAYS:
            return True
        return None


@dataclass(frozen=True)
class Person:
    """A person of the knowledge base; `id` is a Wikidata id, or "manual:NAME" without one."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    gender: str | None = None
    born: str | None = None
    countries: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    slug: str = ""
    wikidata: str | None = None
    own: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    def places(self) -> set[str]:
        """The countries and organizations that the person is tied to."""
        return {*self.countries, *(o.place for o in self.offices if o.place)}


@dataclass(frozen=True)
class Country:
    """A state, territory or disputed region."""

    id: str
    name: str
    qid: str | None = None
    kind: str = "country"
    adjectives: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    capitals: tuple[tuple[str, str | None], ...] = ()  # name and Wikidata id
    parent: str | None = None
    slug: str = ""


@dataclass(frozen=True)
class Organization:
    """An international organization; `members` are country ids."""

    id: str
    name: str
    qid: str | None = None
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    descriptors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    slug: str = ""


@dataclass(frozen=True)
class Metonym:
    """A place name that stands for an institution of a country; `name` is what it is shown by.

    A `common` one is meant only where the article is about that country.
    """

    phrase: str
    institution: str
    country: str
    name: str
    common: bool = False


@dataclass(frozen=True)
class Candidate:
    """A person that a name may mean, with the agreement of the names from 0 to 1."""

    person: Person
    score: float


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """What is known of the world; `folder` holds the compiled files."""

    folder: Any = field(default_factory=lambda: files("quoth.linking") / "data")

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Countries by id."""
        rows = [Country(**_frozen(row)) for row in self._rows("countries.jsonl.gz")]
        taken = {name for row in rows for name in (row.name, *row.aliases)}
        return {row.id: replace(row, aliases=row.aliases + tuple(
            short for name in (row.name, *row.aliases)  # Democratic Republic of | the | Congo
            if (short := name.replace(" of the ", " of ")) not in taken)) for row in rows}

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        """International organizations by id."""
        rows = (_frozen(row) for row in self._rows("organizations.jsonl.gz"))
        return {row["id"]: Organization(**row) for row in rows}

    @cached_property
    def outlets(self) -> tuple[dict[str, Any], ...]:
        """News outlets: name, aliases, domain, qid, kind, country."""
        return tuple(self._rows("outlets.jsonl.gz"))

    @cached_property
    def _outlet_bodies(self) -> dict[str, Organization]:
        rows = sorted(self.outlets, key=lambda r: "qid" not in r)
        return {f"outlet:{r['name']}": Organization(
            f"outlet:{r['name']}", r["name"], r.get("qid"), aliases=tuple(r.get("aliases", ())))
            for r in reversed(rows)}

    @cached_property
    def organs(self) -> dict[str, Organization]:
        """Councils and forces of organizations, by "organ:" and name without the acronym."""
        found = {}
        for owner in self.organizations.values():
            prefix = f"{owner.acronym} "
            listed = [n for n in owner.bodies if n.istitle() or n.removeprefix(prefix).istitle()]
            for name in listed:
                bare = name.removeprefix(prefix)
                label = bare if bare in listed and " " in bare else name
                key = f"organ:{label}"
                names = {n for n in listed if n.removeprefix(prefix) == bare} - {label}
                found[key] = Organization(key, label, aliases=tuple(sorted(names)))
        return found

    def body(self, identifier: str) -> Country | Organization | None:
        """Return the country, organization or outlet of an id."""
        return (self.countries.get(identifier) or self.organizations.get(identifier)
                or self.cities.get(identifier) or self.organs.get(identifier)
                or self._outlet_bodies.get(identifier))

    @cached_property
    def roles(self) -> dict[str, RolePhrase]:
        """Role phrases in lower case."""
        rows = [_cells(line) for line in self._lines("roles.tsv")]
        return portfolio_roles() | {
            r[0].lower(): RolePhrase(r[0], r[1], r[2], r[3], r[4] or None) for r in rows}

    def role(self, phrase: str) -> RolePhrase:
        """Return what a title says; a deputy's is a class of its own."""
        low = phrase.lower()
        return known_role(low, self.roles) or RolePhrase(low, low.replace(" ", "_"), "any", "title")

    @cached_property
    def metonyms(self) -> dict[str, Metonym]:
        """Metonyms by their phrase as written."""
        rows = [_cells(line) for line in self._lines("metonyms.tsv")]
        return {r[0]: Metonym(r[0], r[1], r[2], r[3] or r[0], bool(r[4])) for r in rows}

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Names of well-known bodies, as news writes them."""
        return frozenset(n for line in self._lines("bodies.txt") for n in line.split(";"))

    @cached_property
    def given_names(self) -> dict[str, str]:
        """Folded given names: M or F, m or f for rare ones, u for both genders."""
        return _Folded(line.split("\t") for line in self._lines("given-names.tsv.gz"))

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Country id by folded name or alias."""
        found: dict[str, str] = {}
        for row in sorted(self.countries.values(), key=lambda c: (not c.slug, c.kind != "country")):
            for name in (row.name, *row.aliases):
                found.setdefault(fold(name), row.id)
        return found

    @cached_property
    def by_adjective(self) -> dict[str, str]:
        """Country id by adjective as written: Russian, U.S., Kazakh."""
        rows = sorted(self.countries.values(), key=lambda c: c.kind != "country")
        return {a: c.id for c in reversed(rows) for a in reversed(c.adjectives)}

    @cached_property
    def by_capital(self) -> dict[str, str]:
        """Country id by folded name of the capital."""
        rows = [c for c in self.countries.values() if c.kind in _WITH_CAPITALS]
        return {fold(city): c.id for c in reversed(rows) for city, _ in c.capitals}

    @cached_property
    def cities(self) -> dict[str, Country]:
        """Capitals as places of their own, by "city:" and folded name."""
        rows = [c for c in self.countries.values() if c.kind in _WITH_CAPITALS]
        return {f"city:{fold(name)}": Country(f"city:{fold(name)}", name, qid, "city", parent=c.id)
                for c in reversed(rows) for name, qid in c.capitals}

    @cached_property
    def organization_names(self) -> dict[str, str]:
        """Organization id by name, alias or acronym as written."""
        found: dict[str, str] = {}
        for row in self.organizations.values():
            for name in (row.name, row.acronym, *row.aliases):
                if name and not (name.startswith("the ") and name.count(" ") == 1):
                    found.setdefault(name.removeprefix("the "), row.id)
        for name, identifier in list(found.items()):
            for one, other in (("Organization", "Organisation"), ("Organisation", "Organization")):
                found.setdefault(name.replace(one, other), identifier)
        return found

    def country(self, name: str) -> Country | None:
        """Return the country of a name, alias or adjective."""
        name = name.removeprefix("the ").removeprefix("The ")
        found = self.by_name.get(fold(name)) or self.by_adjective.get(name)
        return self.countries[found] if found else None

    def organization(self, name: str) -> Organization | None:
        """Return the organization of a name, alias or acronym."""
        found = self.organization_names.get(name.removeprefix("the "))
        return self.organizations[found] if found else None

    def gender(self, name: str) -> str | None:
        """Return m or f where the given name of a full name tells."""
        found = self._given(name)
        return found.lower() if found in ("M", "F") else None

    def leaning(self, name: str) -> str | None:
        """Return the gender that a rare given name hints at, by its few bearers or its ending."""
        found = self._given(name)
        if found is None:
            first = parts(name)[:1]
            return "f" if len(parts(name)) > 1 and first[0].endswith("a") else None
        return found.lower() if found != "u" else None

    def _given(self, name: str) -> str | None:
        found = parts(name)
        if len(found) < 2 or len(found[0]) == 1:
            return None
        return self.given_names.get(found[0]) or self.given_names.get(found[0].split()[0])

    def holders(self, role: str, place: str, day: str | None) -> list[tuple[Person, Office]]:
        """Return who held an office on a date, the latest to take it first.

        >>> [p.name for p, _ in knowledge_base().holders("head_of_government", "de", "2021-11-01")]
        ['Angela Merkel']
        """
        rows = (self._person(n) for n in self._index["offices"].get(f"{role}/{place}", ()))
        found = [(p, o) for p in rows for o in p.offices
                 if (o.role, o.place) == (role, place) and o.held_on(day)]
        return sorted(found, key=lambda row: (row[1].start or "", row[0].id), reverse=True)

    def people(self, name: str) -> list[Candidate]:
        """Return the people whose name agrees, best first; a surname alone returns all of it."""
        return list(_people(self, name))

    def person(self, identifier: str) -> Person | None:
        """Return the person of a Wikidata id or base id."""
        for row in self._people:
            if row.startswith(f'["{identifier}",'):
                return _person(row)
        return None

    def _block(self, name: str) -> list[str]:
        """Return the lines of who shares the consonants of every word, or of the surname."""
        blocks = [set(self._index["blocks"].get(skeleton(w), ())) for w in parts(name)]
        if not blocks:
            return []
        rows = blocks[-1] if len(blocks) == 1 else (blocks[-1] | blocks[0])
        if len(blocks) > 1:
            rows = {n for n in rows if sum(n in b for b in blocks) >= 2} or blocks[-1]
        return [self._people[n] for n in sorted(rows)]

    def _person(self, number: int) -> Person:
        return _person(self._people[number])

    @cached_property
    def _people(self) -> list[str]:
        return self._lines("people.jsonl.gz")

    @cached_property
    def _index(self) -> dict[str, dict[str, list[int]]]:
        return json.loads(self._lines("people-index.json.gz")[0])

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._lines(name)]

    def _lines(self, name: str) -> list[str]:
        data = (self.folder / name).read_bytes()
        text = gzip.decompress(data) if name.endswith(".gz") else data
        return [line for line in text.decode("utf-8").split("\n") if line and line[0] != "#"]


class _Folded(dict[str, str]):
    """A table by folded words that is asked with or without accents: ines, inês."""

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word if str(word).isascii() else fold(str(word)))

    def get(self, word: str, default: Any = None) -> Any:
        """Return what a word stands for."""
        return super().get(word if word.isascii() else fold(word), default)


@lru_cache(maxsize=1024)
def _people(base: KnowledgeBase, name: str) -> tuple[Candidate, ...]:
    """Return what `KnowledgeBase.people` does: the news has the same names day after day."""
    rows = ((max(agreement(name, n) for n in _names(line)), line) for line in base._block(name))
    found = (Candidate(_person(line), score) for score, line in rows if score)
    return tuple(sorted(found, key=lambda c: (-c.score, c.person.id)))


@lru_cache(maxsize=16384)
def _names(line: str) -> tuple[str, ...]:
    """Return the name and aliases of a line: most people of a surname are no more than read."""
    _, name, aliases, *_ = json.loads(line)
    return name, *aliases


@lru_cache(maxsize=4096)
def _person(line: str) -> Person:
    identifier, name, aliases, gender, born, countries, roles, slug = json.loads(line)
    offices = tuple(Office(*role) for role in roles)
    wikidata = identifier if identifier[0] == "Q" and identifier[1:].isdigit() else None
    return Person(identifier, name, tuple(aliases), gender, born, tuple(countries), offices,
                  slug, wikidata)


def agreement(name: str, known: str) -> float:
    """Return how well a mention's name fits a known one: 1 equal, 0 not at all."""
    if fold(name) == fold(known):
        return 1.0
    if not compatible(name, known):
        return 0.0
    if len(parts(name)) == 1:
        return 0.6 if parts(name)[0] == parts(known)[-1] else 0.45
    if identical(name, known):
        return 0.92
    same = same_word(parts(name)[0], parts(known)[0])
    return 0.85 if same and parts(name)[-1] == parts(known)[-1] else 0.7


@lru_cache(maxsize=4096)
def _ordinal(text: str) -> int:
    """Return a day number; the middle of a month or year that has no day."""
    year, month, day = (*(int(p) for p in text[:10].split("-")), 0, 0)[:3]
    return date(year, month or 7, day or (15 if month else 1)).toordinal()


def _cells(line: str) -> list[str]:
    return [*line.split("\t"), "", "", "", ""]


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


@lru_cache(maxsize=1)
def knowledge_base() -> KnowledgeBase:
    """Return the base that Quoth ships; every call gives the same object."""
    return KnowledgeBase()
