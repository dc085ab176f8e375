"""Who is who inside one article: names by rules first, titles teach what else they are called.

Full names are joined when their parts agree; a surname joins only one candidate. Titles before a
name, in apposition and after "is" are kept on the cluster, so that later (and earlier)
descriptions find it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from quoth.linking.bodies import collect_bodies
from quoth.linking.bynames import learn_bynames
from quoth.linking.chunks import Chunk
from quoth.linking.clusters import Cast, Cluster
from quoth.linking.demotion import demote
from quoth.linking.ellipsis import AGED
from quoth.linking.epithets import learn_epithets
from quoth.linking.fates import learn_fates, living
from quoth.linking.kinship import is_kin
from quoth.linking.names import (
    compatible,
    fold,
    is_full,
    parts,
    slug,
    surname,
)
from quoth.linking.references import Reference, Title
from quoth.linking.scene import Scene, Seen
from quoth.records import Span

# Titles that go with a given name alone: "Bishop Gevorg", "Queen Mary".
_FIRST_NAMED = frozenset({"cleric", "royal", "honorific", "head_of_state"})


_RANKED = re.compile(r"(?:[A-Z]{2,4}|[A-Z][a-z]{1,4}\.|Cllr|Sgt|Insp|Supt|Capt|Cpl|Lt|Col|Maj|Engr"
                     r"|Barr|Adv) ([A-Z][\w’'-]+)")
_CAPITAL_BEFORE, _CAPITAL_AFTER = re.compile(r"[^\W\d_]*[A-Z][\w’'-]* $"), re.compile(r" [A-Z]")
_FROM = re.compile(r" (?:of|from) (?:the )?")
_OWN_LAND = re.compile(r"['’]s? $")
_KOREAN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]{1,5}-[a-z]{1,6}")  # "Park Eun-sil" is Park
_HE_OR_SHE, _IT = re.compile(r"\b(?:he|she|his|her)\b"), re.compile(r"\b(?:its?|itself)\b")
_HIS_WIFE = re.compile(r"\b(?:his|[A-Z][\w-]+['’]s?) (?:[\w-]+ ){0,2}wife,? $")
_ONCE = re.compile(r" (?:once|had|often|famously|always|used to|liked to|would) \w+")  # of the dead


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
    _settle(found, scene)
    _propagate(found, scene)
    demote(found, scene)
    for name_span, role_span in scene.appositions():
        cluster = found.by_span.get(name_span)
        if cluster and cluster.kind == "person":
            _appose(cluster, scene, role_span)
    for role in scene.phrases:
        name = scene.presented.get(role.start)
        cluster = name and found.by_span.get(name.ref.name_span or name.ref.span)
        if cluster and cluster.kind == "person":  # "his brother, Hamid"
            cluster.gender = cluster.gender or role.ref.gender
    _tell_apart(found)
    collect_bodies(found, scene)
    learn_bynames(found, scene)
    learn_epithets(found, scene)
    return found


def _tell_apart(found: Cast) -> None:
    """Give Mr Roe and Mrs Roe, of whom the article has no more, an id each."""
    taken: set[str] = set()
    for cluster in sorted(found.people, key=lambda c: c.first):
        name = slug(cluster.name)
        if name in taken and cluster.entity is None and cluster.gender:
            cluster.entity = f"actor/{name}--{cluster.gender}"
        taken.add(name)


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
        full = [n for n in cluster.names if is_full(n)]
        first = {fold(n.split()[0]) for n in full if _KOREAN.fullmatch(n)}
        for key in {surname(n) for n in full} | first:
            owners.setdefault(key, []).append(cluster)
    bodies = Counter(c.text for c in scene.chunks if c.tag == "org")
    people = {m.span for m in scene.annotations.mentions if m.label == "PERSON"}
    for chunk in scene.chunks:
        if chunk.tag in ("place", "capital", "demonym") and chunk.span in people and len(
                owners.get(fold(chunk.text), ())) == 1 and _speaks(chunk, scene):
            person = owners[fold(chunk.text)][0]  # "Jordan said" beside Ann Jordan
            person.seen.append(scene.see(chunk.span))
            found.by_span[chunk.span] = person
            continue
        other = chunk.tag == "org" and chunk.value is None and " " not in chunk.text
        ranked = _RANKED.fullmatch(chunk.text) if chunk.tag == "org" else None
        if not (chunk.tag == "cap" or other or ranked) or chunk.span in found.by_span:
            continue
        if ranked and len(owners.get(fold(ranked[1]), ())) == 1:  # "DS Roe" beside Paula Roe
            person = owners[fold(ranked[1])][0]
            person.seen.append(scene.see(chunk.span))
            found.by_span[chunk.span] = person
            continue
        if not (chunk.tag == "cap" or other):
            continue
        rows = owners.get(fold(chunk.text), [])
        if other and not chunk.text.isupper() and (
                len(rows) != 1 or len(rows[0].seen) < bodies[chunk.text]):
            continue  # "Ford said" stays the company where the article means it
        hidden = any(chunk.span.overlaps(b) for b in scene.boilerplate)
        if len(rows) == 1 and not hidden and _stands_alone(scene, chunk):
            rows[0].seen.append(scene.see(chunk.span))
            found.by_span[chunk.span] = rows[0]


def _speaks(chunk: Chunk, scene: Scene) -> bool:
    """Say whether a word is a source, or "he" or "she" stands in its sentence behind it."""
    rest = scene.text[chunk.end : scene.sentence_span(chunk.start).end]
    source = any(s == chunk.span for s, _ in scene.sources.near(*chunk.span))
    return _HE_OR_SHE.search(rest) is not None or source and not _IT.search(rest)


def _settle(found: Cast, scene: Scene) -> None:
    """Learn where people are from: "Jonas Roe of Denmark"."""
    starts = {c.start: c for c in scene.chunks if c.tag == "place"}
    ends = {c.end: c for c in scene.chunks if c.tag == "place"}
    for span, cluster in found.by_span.items():
        own = _OWN_LAND.search(scene.text, max(0, span.start - 3), span.start)
        land = own and ends.get(own.start())  # "Japan's Ken Ito"
        if land and land.value in scene.base.countries:
            cluster.country = cluster.country or land.value
        match = _FROM.match(scene.text, span.end)
        place = match and starts.get(match.end())
        if place and place.value in scene.base.countries and cluster.country is None:
            cluster.country = place.value


def _stands_alone(scene: Scene, chunk: Chunk) -> bool:
    """Say whether no other capitalised word touches a word: Valle, but not Radio Valle."""
    text = scene.text
    before = _CAPITAL_BEFORE.search(text, max(0, chunk.start - 25), chunk.start)
    if before and before[0].endswith(("'s ", "’s ")):  # "Fiji's Rabuka"
        before = None
    opener = before and before[0].strip() in ("The", "But", "And", "So", "As", "When", "If", "Then")
    return (before is None or bool(opener)) and not _CAPITAL_AFTER.match(text, chunk.end)


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
    learn_fates(found, scene)
    for seen in sorted(short, key=lambda s: s.start):
        _place(found, seen, _surnames(found, seen, scene))
    _share_surnames(found, scene)


def _share_surnames(found: Cast, scene: Scene) -> None:
    """Give the first of "Ada and Ivy Roe" the surname of both."""
    starts = {span.start: c for span, c in found.by_span.items()}
    for span, cluster in found.by_span.items():
        other = starts.get(span.end + len(" and "))
        if other is None or other is cluster or not scene.text.startswith(" and ", span.end):
            continue
        alone = not any(is_full(n) for n in cluster.names)
        full = next((n for n in other.names if is_full(n) and len(n.split()) == 2), None)
        if alone and full and fold(cluster.name) in found.base.given_names and not cluster.titles:
            cluster.names.append(f"{cluster.name} {full.split()[1]}")


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
        return near or _wife(found, seen, scene)
    given = [c for c in pool if any(len(parts(n)) > 1 and parts(n)[0] == fold(name)
                                    for n in c.names)]
    first_name = not seen.ref.titles or any(t.role in _FIRST_NAMED for t in seen.ref.titles)
    if given:
        return given if len(given) == 1 and first_name else []
    return [c for c in pool if any(fold(name) in parts(n)[1:-1] for n in c.names)]


def _wife(found: Cast, seen: Seen, scene: Scene) -> list[Cluster]:
    """Return who "Mrs Lam" is beside Tom Lam "and his wife, Ann"."""
    if not any(t.honorific and t.gender == "f" for t in seen.ref.titles):
        return []
    rows = {id(c): c for span, c in found.by_span.items() if c.gender != "m"
            and not any(is_full(n) for n in c.names)
            and _HIS_WIFE.search(scene.text, max(0, span.start - 40), span.start)}
    return list(rows.values()) if len(rows) == 1 else []


def _spoiled(people: list[Cluster], name: str) -> bool:
    """Say whether the surname is taken by people who don't agree: then a new one opens."""
    return any(surname(name) == surname(n) for c in people for n in c.names)


def _narrow(near: list[Cluster], seen: Seen, scene: Scene) -> list[Cluster]:
    """Choose among people of one surname by title, then by who had been introduced so far."""
    span = seen.ref.name_span or seen.ref.span
    if AGED.search(scene.text, max(0, span.start - 13), span.end):
        return near  # "the younger Roe" is told by the ages
    if seen.content is None and any(s.contains(span) for s, _ in scene.sources.near(*span)):
        if not _ONCE.match(scene.text, span.end):
            near = living(near)
        near = [c for c in near if not _is_minor(c)] or near
        if len(near) == 1:
            return near
    if any(t.honorific for t in seen.ref.titles):  # Ben, as the article calls him, is no Mr Roe
        near = [c for c in near if not _on_first_name(c)] or near
        near = [c for c in near if not seen.ref.gender or (c.gender or c.leaning) in (
            None, seen.ref.gender)] or near
        if len(near) == 1:
            return near
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
    settled = [c for c in near if any(fold(s.ref.name or "") == surname(seen.ref.name or "")
                                      and s.start < seen.start for s in c.seen)]
    recent = settled[0] if len(settled) == 1 else _recent(near, seen)
    if recent:  # the one who has been called by the surname before
        return [recent]
    main = [c for c in before or near if not is_kin(c, scene)]
    return main if len(main) == 1 and len(near) > 1 else near


def _on_first_name(cluster: Cluster) -> bool:
    """Say whether an article calls somebody by the given name alone, or a child."""
    first = {parts(n)[0] for n in cluster.names if is_full(n)}
    return _is_minor(cluster) or any(s.ref.name and not s.ref.titles and fold(s.ref.name) in first
                        for s in cluster.seen)


def _is_minor(cluster: Cluster) -> bool:
    return any(age.isdigit() and int(age) < 18 for age in cluster.ages)


def _recent(near: list[Cluster], seen: Seen) -> Cluster | None:
    """Return who has just been spoken of, where namesakes are long past."""
    def gap(cluster: Cluster) -> int:
        past = [seen.sentence - s.sentence for s in cluster.seen if s.start < seen.start]
        return min(past, default=1000)

    first, second = sorted(near, key=gap)[:2]
    return first if gap(first) <= 3 and gap(second) >= gap(first) + 8 else None
