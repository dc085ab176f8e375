"""Link the clusters of an article to the knowledge base, with the article's date.

A link needs agreement of names and something else: an office held on that day, a country, a
name that only one person in office bears. What stays below the threshold gets no Wikidata id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quoth.linking.clusters import Cluster
from quoth.linking.knowledge_base import KnowledgeBase, Office, Person
from quoth.linking.names import fold, shown, slug
from quoth.linking.references import Title
from quoth.linking.roles import role_of
from quoth.linking.scene import Scene
from quoth.records import Entity, Role, Span

THRESHOLD = 0.8  # set on the articles of training/own (train, dev); see benchmarks/linking.py
_MARGIN = 0.1
_FREQUENT = 5  # people of the base who bear a surname: more, and a name alone says little
_RULER_WORDS = {"president": r"president", "king": r"king|monarch", "queen": r"queen|monarch",
                "emperor": r"emperor", "emir": r"emir", "sultan": r"sultan", "pope": r"pope",
                "monarch": r"king|queen|monarch|duke|prince|emir|sultan|emperor"}
_GREAT = frozenset(("ar", "au", "br", "ca", "cn", "de", "es", "fr", "gb", "id", "il", "in", "ir",
                    "it", "jp", "kr", "mx", "pl", "ru", "sa", "tr", "ua", "us", "za"))
# behind who is not named, that which says why: "two agents, who asked not to be named,"
_ASIDE = re.compile(r",\s+(?:who|whom|whose|which|speaking|talking|quoted|citing|asking)\b")
_STAND_IN = re.compile(r"(?i)acting|interim|governor-general|deputy|first lady")
_NAME = {1.0: 0.72, 0.92: 0.68, 0.85: 0.6, 0.7: 0.5, 0.6: 0.35, 0.45: 0.27}
_PLAIN = frozenset(w[:5] for w in ("minister", "secretary", "cabinet", "state", "deputy", "junior",
                                   "former", "acting", "federal", "union", "affairs"))
_RULERS = ("head_of_state", "head_of_government")
# Roles that say little: they speak neither for nor against a candidate.
_VAGUE = frozenset({"leader", "official", "legislator", "minister_other", "chair", "secretary",
                    "envoy", "diplomat", "military", "royal", "designate", "other", "adviser",
                    "party_leader", "opposition_leader", "negotiator", "honorific", "politician",
                    "expert", "deputy_minister", "military_commander", "owner", "candidate",
                    "running_mate", "author", "lawyer", "activist", "captain", "councillor",
                    "boss"})
_KIN_ROLES = {"leader": frozenset({*_RULERS, "leader", "royal", "io_head", "party_leader",
                                 "opposition_leader"}),
              "boss": frozenset({"chief_executive", "chair", "coach", "manager", "leader", "head",
                                 "owner", "director", "executive", "founder", "io_head", "chief",
                                 "party_leader", "editor", "governor", "boss"}),
              "envoy": frozenset({"ambassador", "un_representative", "diplomat", "envoy"}),
              "diplomat": frozenset({"foreign_minister", "deputy_minister", "ambassador", "envoy",
                                     "un_representative", "diplomat"}),
              "party_leader": frozenset({"opposition_leader"}),
              "minister_other": frozenset({"foreign_minister", "defence_minister",
                                           "interior_minister", "finance_minister",
                                           "justice_minister"})}


# Titles that stand for the head of an international body, and the bodies of a larger one.
_HEADS = frozenset({"head_of_state", "chief_executive", "chair", "high_commissioner", "leader",
                    "director", "administrator", "executive"})
_FAMILY = {"org:EU": frozenset({"EC", "EUCO", "EP", "EEAS", "ECB", "EIB"}),
           "org:UN": frozenset({"OHCHR", "UNHCR", "OCHA", "WFP", "WHO", "UNICEF", "UNDP", "UNESCO",
                                "FAO", "ILO", "IOM", "IAEA", "UNRWA", "UNGA", "UNCTAD", "UNEP"})}


@dataclass(frozen=True)
class Linked:
    """A person of the base with the weight of the evidence and what it was."""

    person: Person
    score: float
    why: str


def kin_roles(role: str) -> frozenset[str]:
    """Return the role classes that a role word can mean: "leader" is a president, too."""
    return _KIN_ROLES.get(role, frozenset()) | {role}


def role_classes(title: Title) -> frozenset[str]:
    """Return the role classes that a title can mean: the president of a body is its head."""
    heads = (title.of is None or title.of.startswith("org:")) and title.role in _HEADS
    return kin_roles(title.role) | (frozenset({"io_head"}) if heads else frozenset())


def _is_of(office: Office, place: str | None) -> bool:
    """Say whether an office is of a place or body, or of a part of that body."""
    part = (office.place or "").removeprefix("org:")
    town = fold(re.sub(r"^(?:city|region):", "", place or ""))
    local = len(town) > 3 and re.search(rf"\b{town}\b", fold(office.title))
    return office.place == place or part in _FAMILY.get(place or "", ()) or bool(local)


def link_people(clusters: Iterable[Cluster], scene: Scene, places: set[str]) -> None:
    """Give each cluster of a person its entry of the base, if one stands out."""
    for cluster in clusters:
        found = candidates(cluster, scene.base, scene.days, places)
        if found and found[0].score >= THRESHOLD and _stands_out(found) and not (
                _is_any(cluster, found[0], scene)):
            cluster.known = found[0].person
            cluster.why = found[0].why
            cluster.confidence = min(found[0].score, 0.99)
            cluster.gender = cluster.gender or found[0].person.gender


def _is_any(cluster: Cluster, found: Linked, scene: Scene) -> bool:
    """Say whether nothing but a frequent name and the country speak for somebody long out of
    office: any Peter Roe."""
    person = found.person
    told = any(not t.honorific for t in cluster.titles)
    if told or person.own or _famous(person) or _active(person, scene.days):
        return False
    surname = fold(person.name).split()[-1]
    same = [c for c in scene.base.people(surname)
            if fold(c.person.name).split()[-1] == surname]
    return len(same) > _FREQUENT


def _stands_out(found: list[Linked]) -> bool:
    return len(found) == 1 or found[0].score - found[1].score >= _MARGIN


def candidates(cluster: Cluster, base: KnowledgeBase, days: tuple[str, ...], places: set[str]
               ) -> list[Linked]:
    """Return the people of the base that a cluster can be, the best first."""
    best: dict[str, tuple[Person, float]] = {}
    for name in cluster.names:
        for found in base.people(name):
            old = best.get(found.person.id)
            if old is None or old[1] < found.score:
                best[found.person.id] = found.person, found.score
    full = max((score for _, score in best.values()), default=0.0)
    rows = [_score(cluster, person, score, days, places) for person, score in best.values()
            if full <= 0.6 or score > 0.6]
    alone = [r for r in rows if r.person.offices and _active(r.person, days)]
    alone = rows if len(rows) == 1 else alone
    if full <= 0.6 and len(alone) == 1:
        rows = [_only(r, cluster, places) if r is alone[0] else r for r in rows]
    return sorted(rows, key=lambda r: (-r.score, r.person.id))


def _only(row: Linked, cluster: Cluster, places: set[str]) -> Linked:
    """Add weight to the one person of a surname who was in office then."""
    ruler = any(o.role in (*_RULERS, "foreign_minister") for o in row.person.offices)
    near = bool(row.person.places() & places)
    exact = any(fold(n).split()[-1] == fold(row.person.name).split()[-1] for n in cluster.names)
    extra = (0.2 if exact else 0.1) + (0.16 if ruler and near and exact else 0.0)
    return Linked(row.person, row.score + extra, row.why + "; nobody else of that name fits")


def _active(person: Person, days: tuple[str, ...]) -> bool:
    return any(held(o, days) for o in person.offices)


def held(office: Office, days: tuple[str, ...]) -> bool | None:
    """Say whether an office was held on all the days; None where that can't be known.

    Several days are those of an article without a date: it may be later than the years it names.
    """
    answers = {office.held_on(day) for day in days} or {None}
    if len(days) > 1 and office.start and office.start > max(days):
        return None
    return answers.pop() if len(answers) == 1 else None


def _score(cluster: Cluster, person: Person, name: float, days: tuple[str, ...], places: set[str]
           ) -> Linked:
    """Weigh one candidate: name, office and day, country, gender."""
    if cluster.gender and person.gender and cluster.gender != person.gender:
        return Linked(person, 0.0, "gender differs")
    office, why = _office_weight(cluster, person, days)
    country = _country_weight(cluster, person, places)
    fame = 0.1 if name == 1.0 and not cluster.titles and _famous(person) else 0.0
    own = 0.15 if person.own and (name > 0.6 or office > 0 or country > 0) else 0.0
    active = 0.1 if _active(person, days) else 0.0
    extra = fame + active + own
    return Linked(person, _NAME.get(name, 0.3) + office + country + extra,
                  f"{person.id} {person.name}: {why}")


def _famous(person: Person) -> bool:
    """Say whether somebody has ruled one of the countries that news everywhere is full of."""
    return any(o.role in _RULERS and o.place in _GREAT for o in person.offices)


def _office_weight(cluster: Cluster, person: Person, days: tuple[str, ...]) -> tuple[float, str]:
    weights = [_title_weight(title, person, days) for title in cluster.titles
               if title.role != "honorific"]
    telling = [w for w in weights if w[0]]
    if not telling:
        return 0.0, "name and country"
    return max(telling) if max(telling)[0] > 0 else min(telling)


def _title_weight(title: Title, person: Person, days: tuple[str, ...]) -> tuple[float, str]:
    """Return how a stated title speaks for a person, with the reason."""
    same = [o for o in person.offices if o.role in role_classes(title)]
    placed = [o for o in same if title.of is None or _is_of(o, title.of)]
    if placed and title.role == "minister_other" and not any(_one_field(title, o) for o in placed):
        return 0.0, ""  # of water, of tourism
    sure = [o for o in placed if held(o, days)]
    if sure:
        return (0.35 if title.of else 0.2), _because(sure[0])
    unsure = [o for o in placed if held(o, days) is None]
    if unsure or (placed and title.former):
        return (0.25 if title.of else 0.1), _because((unsure or placed)[0])
    if title.role in _VAGUE:
        return 0.0, ""
    if placed:
        return -0.1, f"{title.text}: not on that day"
    return -0.3, f"no such office: {title.text}"


def _one_field(title: Title, office: Office) -> bool:
    """Say whether a minister can be that of an office: a word in common, or no portfolio given."""
    one, other = ({w[:5] for w in re.findall(r"[^\W\d_]{4,}", fold(text))} - _PLAIN
                  for text in (title.text, office.title))
    return not one or not other or bool(one & other)


def _because(office: Office) -> str:
    return f"{office.title}, {office.place}, since {office.start or '?'}"


def _country_weight(cluster: Cluster, person: Person, places: set[str]) -> float:
    stated = {t.of for t in cluster.titles if t.of and len(t.of) <= 8 and t.of[:5] != "city:"}
    stated |= {cluster.country}
    stated.discard(None)
    if stated and person.places():
        return 0.15 if stated & person.places() else -0.3
    return 0.1 if person.places() & places else 0.0


def holder(base: KnowledgeBase, title: Title, place: str, days: tuple[str, ...]) -> Person | None:
    """Return the one person who is known to hold an office on all the days."""
    found = [_holders(base, title, place, day) for day in days]
    if not found or any(len(people) != 1 for people in found):
        return None
    people = {p.id: p for row in found for p in row}
    return next(iter(people.values())) if len(people) == 1 else None


def _holders(base: KnowledgeBase, title: Title, place: str, day: str) -> list[Person]:
    """Return who holds an office on a day, without those who stand in if there is another.

    A president is no monarch and no supreme leader, though all are heads of state.
    """
    role = "io_head" if place.startswith("org:") and title.role in _HEADS else title.role
    found = {p.id: (p, o) for p, o in base.holders(role, place, day)}
    word = title.text.lower().split()[-1]
    if word in _RULER_WORDS and role == title.role:
        found = {k: row for k, row in found.items()
                 if re.search(_RULER_WORDS[word], row[1].title.lower())}
    titled = [p for p, o in found.values() if not _STAND_IN.search(o.title)]
    return titled or [p for p, _ in found.values()]


def entity_of(cluster: Cluster, scene: Scene, named: dict[str, str]) -> Entity:
    """Freeze a cluster into the entity that the article shows."""
    base = scene.base
    name, identifier, wikidata = naming(cluster, base, scene.article.id)
    roles = _roles(cluster, scene, named)
    aliases = [n for n in (_shown(n, cluster, base) for n in _surface(cluster)) if n != name]
    country = cluster.country
    if isinstance(cluster.known, Person):
        country = country or (cluster.known.countries or (None,))[0]
    kb = cluster.known.id if cluster.known else None
    return Entity(identifier, _type(cluster), name, wikidata, tuple(sorted(set(aliases))), roles,
                  cluster.gender, country, kb)


def _shown(name: str, cluster: Cluster, base: KnowledgeBase) -> str:
    """Return a name in capitals as a reader would write it; acronyms that are known stay."""
    return shown(name, _type(cluster), lambda word: word in base.organization_names)


def _type(cluster: Cluster) -> str:
    return cluster.kind


def _surface(cluster: Cluster) -> list[str]:
    """Return the names that the article uses; descriptions of the unnamed don't count."""
    rows = [s.ref.name for s in cluster.seen if s.ref.name]
    return [n for n in rows if n] + cluster.names


def naming(cluster: Cluster, base: KnowledgeBase, article: str) -> tuple[str, str, str | None]:
    """Return name, id and Wikidata id of a cluster."""
    known = cluster.known
    if isinstance(known, Person):
        return known.name, f"actor/{known.slug}", known.wikidata
    if known is not None:
        return known.name, f"actor/{known.slug or slug(known.name)}", known.qid
    if cluster.entity:
        return _shown(cluster.name, cluster, base), cluster.entity, None
    if cluster.kind == "unnamed" or not cluster.names:
        seen = min(cluster.seen, key=lambda s: s.start)
        span = seen.ref.span
        text = cluster.names[0] if cluster.names else _ASIDE.split(seen.ref.text)[0]
        return text.rstrip(" ,;:"), f"article/{article}/source{span.start}-{span.end}", None
    return _shown(cluster.name, cluster, base), f"actor/{slug(cluster.name)}", None


def is_office(title: Title) -> bool:
    """Say whether a title is more than a word for who leads: the head of a body that is named is.
    """
    headed = title.text.lower().split()[-1] == "head" and bool(title.of) and (
        title.of[:1].isupper() or title.of[:4] == "org:")
    return headed or title.role not in ("anonymous", "leader")


def _roles(cluster: Cluster, scene: Scene, named: dict[str, str]) -> tuple[Role, ...]:
    """Return the offices that the article states, each once, with the words that attest them."""
    found: dict[tuple[str, str | None], Role] = {}
    for title in sorted(cluster.titles, key=lambda t: t.span.start):
        if title.honorific or not is_office(title):
            continue
        if title.role == "military" and title.of is None:  # a rank is no office
            continue
        role = role_of(title, scene.text, scene.base, named)
        key = role.title.lower(), role.of
        if role.of is None and any(k[0] == key[0] for k in found):
            continue
        found.setdefault(key, role)
        if role.of and (key[0], None) in found:
            del found[key[0], None]
    return tuple(sorted(found.values(), key=lambda r: (r.evidence or Span(0, 0), r.title)))
