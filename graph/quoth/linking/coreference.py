"""Who is who inside one article: names by rules first, titles teach what else they are called.

Full names are joined when their parts agree; a surname joins only one candidate. Titles before a
name, in apposition and after "is" are kept on the cluster, so that later (and earlier)
descriptions find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from quoth.linking.knowledge_base import Country, KnowledgeBase, Organization, Person
from quoth.linking.names import acronym, compatible, fold, is_full, parts, same_word, surname
from quoth.linking.references import Reference, Title
from quoth.linking.scene import Scene, Seen
from quoth.linking.tagging import LINKABLE, Chunk
from quoth.linking.words import singular, word_sets
from quoth.records import Span

# Titles that go with a given name alone: "Bishop Gevorg", "Queen Mary".
_FIRST_NAMED = frozenset({"cleric", "royal", "honorific", "head_of_state"})


@dataclass
class Cluster:
    """All that an article says of one somebody; built up, then frozen into an `Entity`."""

    kind: str
    names: list[str] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    gender: str | None = None
    leaning: str | None = None
    country: str | None = None
    ages: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    known: Person | Country | Organization | None = None
    entity: str | None = None
    confidence: float = 1.0
    why: str = ""
    plural: bool = False
    members: tuple[str, ...] = ()
    kin: bool = False

    @property
    def first(self) -> int:
        """Where the cluster is first seen."""
        return min((s.start for s in self.seen), default=1 << 30)

    @property
    def name(self) -> str:
        """The fullest of its names, the first of equals."""
        return max(self.names, key=lambda n: (len(parts(n)), -self.names.index(n)), default="")

    def roles(self) -> set[str]:
        """The role classes of its present titles."""
        return {t.role for t in self.titles if not t.former and not t.honorific}

    def add(self, seen: Seen) -> None:
        """Take a phrase in, with its titles, gender, country and age."""
        ref = seen.ref
        self.seen.append(seen)
        if ref.name and ref.name not in self.names and self.kind == "person":
            self.names.append(ref.name)
        self.teach(ref)

    def teach(self, ref: Reference) -> None:
        """Learn the titles, gender, country, age and head noun of a phrase."""
        for title in ref.titles:
            if title not in self.titles:
                self.titles.append(title)
        self.gender = self.gender or ref.gender
        self.country = self.country or ref.country
        if ref.age:
            self.ages.add(ref.age)
        if ref.head:
            self.heads.add(ref.head)


@dataclass
class Cast:
    """The people, bodies and places of one article, with where each name stands."""

    base: KnowledgeBase
    people: list[Cluster] = field(default_factory=list)
    bodies: dict[str, Cluster] = field(default_factory=dict)
    by_span: dict[Span, Cluster] = field(default_factory=dict)
    ambiguous: set[Span] = field(default_factory=set)

    def clusters(self) -> list[Cluster]:
        """All clusters, in the order in which the article brings them."""
        return sorted([*self.people, *self.bodies.values()], key=lambda c: c.first)


def cast(scene: Scene) -> Cast:
    """Return the named people, organizations and places of an article."""
    found = Cast(scene.base)
    named = [s for s in scene.phrases if s.ref.kind == "person" and s.ref.name_span]
    named += [_owner(s) for s in scene.phrases if s.ref.owner and s.ref.owner.name_span
              and s.ref.owner.kind == "person"]
    sources = [scene.see(a.source) for a in scene.annotations.attributions if a.source]
    named += _unseen(sources, {s.ref.name_span for s in named})
    _people(found, named, scene)
    for seen in sources:
        if seen.ref.kind == "person" and seen.ref.name_span in found.by_span:
            found.by_span[seen.ref.name_span].teach(seen.ref)
    _propagate(found, scene)
    _demote(found, scene)
    for name_span, role_span in scene.appositions():
        cluster = found.by_span.get(name_span)
        if cluster and cluster.kind == "person":
            _appose(cluster, scene, role_span)
    _bodies(found, scene)
    return found


def _owner(seen: Seen) -> Seen:
    """Return the owner of a phrase as a phrase of its own: Lavrov of "Lavrov's letter"."""
    owner = seen.ref.owner
    assert owner is not None
    return Seen(owner, seen.content, seen.quoted, seen.sentence, seen.paragraph)


def _unseen(sources: list[Seen], known: set[Span | None]) -> list[Seen]:
    """Return the names of sources that no phrase of the article shows: "so Githae's"."""
    found = {s.ref.name_span: s for s in sources if s.ref.kind == "person" and s.ref.name_span}
    overlapping = [span for span in found if any(k and k.overlaps(span) for k in known)]
    return [seen for span, seen in found.items() if span not in overlapping]


def _propagate(found: Cast, scene: Scene) -> None:
    """Find the surnames of known people where the language layer missed them."""
    owners: dict[str, list[Cluster]] = {}
    for cluster in found.people:
        for key in {surname(n) for n in cluster.names if is_full(n)}:
            owners.setdefault(key, []).append(cluster)
    for chunk in scene.chunks:
        shouted = chunk.tag == "org" and chunk.value is None and chunk.text.isupper()
        if not (chunk.tag == "cap" or shouted) or chunk.span in found.by_span:
            continue
        rows = owners.get(fold(chunk.text), [])
        hidden = any(chunk.span.overlaps(b) for b in scene.boilerplate)
        if len(rows) == 1 and not hidden and _stands_alone(scene, chunk):
            rows[0].seen.append(scene.see(chunk.span))
            found.by_span[chunk.span] = rows[0]


def _stands_alone(scene: Scene, chunk: Chunk) -> bool:
    """Say whether no other capitalised word touches a word: Valle, but not Radio Valle."""
    near = re.compile(r"[^\W\d_]*[A-Z][\w’'-]* $"), re.compile(r" [A-Z]")
    text = scene.text
    before = near[0].search(text, max(0, chunk.start - 25), chunk.start)
    opener = before and before[0].strip() in ("The", "But", "And", "So", "As", "When", "If", "Then")
    return (before is None or bool(opener)) and not near[1].match(text, chunk.end)


def _demote(found: Cast, scene: Scene) -> None:
    """Take names that behave like bodies or places out of the people: the Rundschau, in Sadu."""
    for cluster in list(found.people):
        if cluster.titles or cluster.gender or len(cluster.names) > 1 or _has_given(cluster, scene):
            continue
        kind = _behaves(cluster, scene)
        if kind:
            found.people.remove(cluster)
            cluster.kind = kind
            found.bodies[f"name:{fold(cluster.name)}"] = cluster


def _has_given(cluster: Cluster, scene: Scene) -> bool:
    first = parts(cluster.name)[:1]
    return is_full(cluster.name) and bool(first) and first[0] in scene.base.given_names


def _behaves(cluster: Cluster, scene: Scene) -> str | None:
    """Return place or organization where every mention stands as one does."""
    kinds = set()
    for seen in cluster.seen:
        span = seen.ref.name_span or seen.ref.span
        before = scene.text[max(0, span.start - 12) : span.start].lower().split()[-1:] or [""]
        after = scene.text[span.end : span.end + 6].strip(" .").lower()
        if before[0] in ("in", "near", "at", "across", "outside", "around"):
            kinds.add("place")
        elif before[0] == "the" or after.startswith(("plc", "inc", "ltd", "llc", "gmbh", "corp")):
            kinds.add("organization")
        else:
            return None
    return "organization" if "organization" in kinds else "place" if kinds else None


def _appose(cluster: Cluster, scene: Scene, role_span: Span) -> None:
    """Teach a cluster the titles of an apposition to its name."""
    ref = scene.read(role_span)
    genders = {cluster.gender, ref.gender} - {None}
    if ref.kind in ("person", "unnamed") and not ref.name and len(genders) < 2:
        cluster.teach(ref)


def _people(found: Cast, named: list[Seen], scene: Scene) -> None:
    full = [s for s in named if is_full(s.ref.name or "")]
    short = [s for s in named if not is_full(s.ref.name or "")]
    for seen in full:
        _place(found, seen, _matches(found.people, seen))
    for seen in sorted(short, key=lambda s: s.start):
        _place(found, seen, _surnames(found, seen, scene))


def _place(found: Cast, seen: Seen, clusters: list[Cluster]) -> None:
    """Put a name into its one cluster, open a new one for none, and refuse several."""
    span = seen.ref.name_span
    assert span is not None
    if len(clusters) > 1:
        found.ambiguous.add(span)
        return
    if clusters:
        cluster = clusters[0]
    else:
        cluster = Cluster("person")
        found.people.append(cluster)
    cluster.add(seen)
    cluster.leaning = cluster.leaning or found.base.leaning(seen.ref.name or "")
    found.by_span[span] = cluster


def _matches(people: list[Cluster], seen: Seen) -> list[Cluster]:
    """Return the clusters that a full name can belong to, the exact one alone if there is one."""
    name = seen.ref.name or ""
    exact = [c for c in people if any(fold(n) == fold(name) for n in c.names)]
    if exact:
        return exact[:1]
    return [c for c in people if _agrees(c, seen.ref)
            and any(compatible(name, n) for n in c.names)][:1]


def _agrees(cluster: Cluster, ref: Reference) -> bool:
    """Say whether gender and office of a mention speak against a cluster."""
    if ref.gender and cluster.gender and ref.gender != cluster.gender:
        return False
    return not _rival(cluster.titles, ref.titles)


def _rival(known: Iterable[Title], new: Iterable[Title]) -> bool:
    """Say whether two mentions hold one kind of office in two places."""
    held = {t.role: t.of for t in known if t.of and not t.former and not t.honorific}
    return any(t.role in held and t.of and t.of != held[t.role] and not t.former
               and len(t.of) <= 8 and len(held[t.role] or "") <= 8 for t in new)


def _surnames(found: Cast, seen: Seen, scene: Scene) -> list[Cluster]:
    """Return the clusters that a lone name can belong to."""
    name = seen.ref.name or ""
    pool = [c for c in found.people if _agrees(c, seen.ref)]
    exact = [c for c in pool if surname(name) in {surname(n) for n in c.names}]
    near = exact or [c for c in pool if any(compatible(name, n) for n in c.names)]
    if len(near) > 1:
        return _narrow(near, seen, scene)
    if near or _spoiled(found.people, name):
        return near
    given = [c for c in pool if any(len(parts(n)) > 1 and parts(n)[0] == fold(name)
                                    for n in c.names)]
    first_name = not seen.ref.titles or any(t.role in _FIRST_NAMED for t in seen.ref.titles)
    return given if len(given) == 1 and first_name else []


def _spoiled(people: list[Cluster], name: str) -> bool:
    """Say whether the surname is taken by people who don't agree: then a new one opens."""
    return any(surname(name) == surname(n) for c in people for n in c.names)


def _narrow(near: list[Cluster], seen: Seen, scene: Scene) -> list[Cluster]:
    """Choose among people of one surname by title, then by who had been introduced so far."""
    wanted = seen.ref.roles | {t.role for t in seen.ref.titles if t.honorific and t.gender}
    titled = [c for c in near if wanted and wanted & {t.role for t in c.titles}]
    if len(titled) == 1:
        return titled
    gendered = [c for c in near if seen.ref.gender and c.gender == seen.ref.gender]
    if len(gendered) == 1:
        return gendered
    before = [c for c in near if c.first < seen.start]
    if len(before) == 1:
        return before
    main = [c for c in near if not _is_kin(c)]
    return main if len(main) == 1 and len(near) > 1 else near


def _is_kin(cluster: Cluster) -> bool:
    """Say whether somebody is brought in as another's relative: "his wife, Anna Weber"."""
    return any(s.ref.owner is not None and s.ref.name is not None for s in cluster.seen)


def _bodies(found: Cast, scene: Scene) -> None:
    """Collect places, demonyms and organizations under one key each."""
    taught = _acronyms(scene)
    for seen in (*_worldly(scene), *scene.phrases):
        ref = seen.ref
        span = ref.name_span or ref.span
        if span in found.by_span or not (ref.value or ref.name):
            continue
        if ref.kind in ("place", "organization", "group"):
            key = body_key(ref, scene.base, taught, scene.text)
            if key and not _plural_noun(ref.name or ""):
                _body(found, key, seen, scene.base)
    _shorten(found)


def _plural_noun(name: str) -> bool:
    """Say whether a name is only the plural of what bodies are called: Councils."""
    words = word_sets().mentions["organization_words"]
    return name not in words and singular(name) in words


def _shorten(found: Cast) -> None:
    """Join "the Council" to the one body before it that has the word in its name."""
    words = word_sets().mentions["organization_words"]
    for key in [k for k in found.bodies if k.startswith("name:")]:
        cluster = found.bodies[key]
        if not all(n in words for n in cluster.names):
            continue
        rows = [c for k, c in found.bodies.items() if k != key and c.kind == "organization"
                and c.first < cluster.first and _ends_in(c, cluster.names[0])]
        if len(rows) == 1:
            rows[0].seen.extend(cluster.seen)
            rows[0].names.extend(n for n in cluster.names if n not in rows[0].names)
            for span in [s for s, c in found.by_span.items() if c is cluster]:
                found.by_span[span] = rows[0]
            del found.bodies[key]


def _ends_in(cluster: Cluster, word: str) -> bool:
    names = [*cluster.names, *([cluster.known.name] if cluster.known else [])]
    return any(word in n.split() and n != word for n in names)


def _worldly(scene: Scene) -> Iterator[Seen]:
    """Yield each known place, adjective and body by itself, whatever phrase it stands in."""
    for chunk in scene.chunks:
        if chunk.tag in LINKABLE and not any(chunk.span.overlaps(b) for b in scene.boilerplate):
            yield scene.see(chunk.span)
            first = chunk.text.split()[0]
            if first != chunk.text and first in scene.base.organization_names:  # CSTO Council
                yield scene.see(Span(chunk.start, chunk.start + len(first)))


def _acronyms(scene: Scene) -> dict[str, str]:
    """Return what the article's own "Full Name (FN)" teaches: acronym to full name."""
    names = [s.ref.name for s in scene.phrases if s.ref.kind == "organization" and s.ref.name]
    return {acronym(n): n for n in names if n and len(acronym(n)) > 2 and " " in n}


def body_key(ref: Reference, base: KnowledgeBase, taught: dict[str, str], text: str = ""
             ) -> str | None:
    """Return the key under which a place or organization is collected."""
    if ref.kind == "place" and fold(ref.name or "") in base.by_capital:
        if scene_acts(ref, text):
            return base.by_capital[fold(ref.name or "")]
        return f"city:{fold(ref.name or '')}"
    if ref.value and ref.value.startswith(("region:", "network:")):
        return f"name:{fold(ref.name or '')}"
    if ref.value:
        return ref.value if ref.value not in base.metonyms else f"metonym:{ref.value}"
    name = taught.get(ref.name or "", ref.name or "")
    return f"name:{fold(name)}" if fold(name) else None


def scene_acts(ref: Reference, text: str) -> bool:
    """Say whether a capital acts as its government: "Yerevan pays special attention"."""
    before = text[: ref.span.start].split()[-1:] or [""]
    after = text[ref.span.end : ref.span.end + 30].split()[:1] or [""]
    words = word_sets().mentions
    return after[0] in words["acting"] and before[0].lower() not in words["relations"]


def _body(found: Cast, key: str, seen: Seen, base: KnowledgeBase) -> None:
    ref = seen.ref
    cluster = found.bodies.get(key)
    if cluster is None:
        kind = "place" if key in base.countries or ref.kind == "place" else "organization"
        cluster = found.bodies[key] = Cluster(kind)
        cluster.known = base.body(key)
        cluster.country = key if key in base.countries else ref.country
    cluster.seen.append(seen)
    if ref.name and ref.name not in cluster.names:
        cluster.names.append(ref.name)
    found.by_span[ref.name_span or ref.span] = cluster


def similar_surname(one: str, other: str) -> bool:
    """Say whether two names end in spellings of one surname."""
    return same_word(surname(one), surname(other))
