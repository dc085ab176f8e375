"""Bodies that are named by what they are: authorities, ministries, "the bloc", "the country"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from quoth.linking.bodies import institution_kind, institution_label
from quoth.linking.clusters import Cluster
from quoth.linking.foreign import foreign_kinds
from quoth.linking.names import fold, slug
from quoth.linking.references import Reference
from quoth.linking.rows import in_one_row
from quoth.linking.salience import Context
from quoth.linking.scene import Seen
from quoth.linking.words import singular, word_sets

STATE = {"authorities", "government", "leadership", "cabinet", "administration", "regime",
          "side", "country", "state", "republic", "nation"}


_GOVERNMENT = {"government", "cabinet"}
_WITH_THE = re.compile(r"(?:States|Kingdom|Emirates|Islands|Republic|Netherlands|Philippines"
                       r"|Maldives|Bahamas|Gambia|Comoros)$")
MINISTRIES = {"ministry", "department"}


def body_cluster(identifier: str, context: Context) -> Cluster:
    """Return the cluster of a country or organization of the base, opened if need be."""
    bodies, base = context.cast.bodies, context.scene.base
    if identifier not in bodies:
        known = base.body(identifier)
        kind = "place" if identifier in base.countries else "organization"
        bodies[identifier] = Cluster(kind, [known.name] if known else [], known=known)
        bodies[identifier].country = identifier if kind == "place" else None
    return bodies[identifier]


def state_cluster(ref: Reference, country: str, context: Context, source: bool) -> Cluster | None:
    """Return whom "the Kenyan authorities" and "the government of Kenya" stand for: the country,
    or its government, which is a body of its own where it speaks in the article.
    """
    known = context.scene.base.countries.get(country)
    if singular(ref.head or "") not in _GOVERNMENT or known is None:
        return body_cluster(country, context)
    label = f"Government of {'the ' if _WITH_THE.search(known.name) else ''}{known.name}"
    if not source and f"name:{fold(label)}" not in context.cast.bodies and not any(
            _speaks_for(context.scene.read(a.source), country)
            for a in context.scene.annotations.attributions if a.source):
        return None
    found = context.cast.bodies.setdefault(
        f"name:{fold(label)}", Cluster("organization", [label], country=country))
    called = re.sub(r"^[Tt]he ", "", ref.text)
    if ref.country and len(called.split()) < 4 and called not in found.names:
        found.names.append(called)
    return found


def _speaks_for(ref: Reference, country: str) -> bool:
    return ref.country == country and singular(ref.head or "") in _GOVERNMENT


def country_here(seen: Seen, context: Context) -> str | None:
    """Return the country that a paragraph is about: "the authorities" of which one."""
    count: dict[str, float] = {}
    for key, cluster in context.cast.bodies.items():
        if key not in context.scene.base.countries:
            continue
        for other in cluster.seen:
            gap = seen.paragraph - other.paragraph
            if other.start < seen.start and gap <= 3 and not _abroad(other, context):
                count[key] = count.get(key, 0.0) + 1.0 / (1 + gap)
    ranked = sorted(count.items(), key=lambda r: -r[1])
    if not ranked or len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]:
        return None
    return ranked[0][0]


def main_country(context: Context) -> str | None:
    """Return the country that an article names most, at least twice as often as any other."""
    count = Counter({key: len([s for s in c.seen if not _abroad(s, context)])
                     for key, c in context.cast.bodies.items()
                     if key in context.scene.base.countries})
    ranked = [*count.most_common(2), ("", 0), ("", 0)]
    return ranked[0][0] if ranked[0][1] >= max(1, 2 * ranked[1][1]) else None


def _abroad(seen: Seen, context: Context) -> bool:
    """Say whether a nation stands for its people in another land: "the Russian embassy"."""
    return _MISSION.match(context.scene.text, seen.ref.span.end) is not None


_MISSION = re.compile(r"(?i)(?:['’]s)? "
                      r"(?:embassy|consulate|ambassador|envoy|tourist|diplomat|migrant)")


def is_state(ref: Reference) -> bool:
    return ref.head in STATE or singular(ref.head or "") in STATE


def institution(ref: Reference, seen: Seen, context: Context) -> Cluster:
    """Return the one cluster of a country's institution: its foreign ministry, its police."""
    known = context.scene.base.countries.get(ref.country or "")
    label = institution_label(ref, known)
    key = f"name:{fold(label)}"
    bodies = context.cast.bodies
    if key not in bodies:
        bodies[key] = Cluster("organization", [label], country=ref.country)
    if seen not in bodies[key].seen:
        bodies[key].seen.append(seen)
        bodies[key].heads.add(singular(ref.head or ""))
    return bodies[key]


def last_headed(head: str, seen: Seen, context: Context) -> Cluster | None:
    """Return the last body before a phrase whose name has a word: "the ministry".

    A headline looks ahead: its bare "ministry" is the one that the article goes on to name.
    """
    pool = [c for c in (*context.cast.bodies.values(), *context.local)
            if c.kind in ("organization", "group") and _has_head(c, head)]
    rows = [(max((s.start for s in c.seen if s.start < seen.start), default=-1), c) for c in pool]
    rows = [r for r in rows if r[0] >= 0]
    told = [r for r in rows if any(s.content is None for s in r[1].seen if s.start < seen.start)]
    rows = told or rows  # not the department of which somebody only spoke
    if not rows and seen.paragraph == 0 and len(pool) == 1:
        return pool[0]
    if in_one_row([c for _, c in rows], seen):
        return None
    return max(rows, key=lambda r: r[0])[1] if rows else None


def _has_head(cluster: Cluster, head: str) -> bool:
    descriptors = getattr(cluster.known, "descriptors", ())
    return (head in cluster.heads or head in descriptors
            or cluster.kind == "organization" and any(
                head in foreign_kinds(n) for n in cluster.names)
            or any(head == w or _stem(head) == _stem(w) and cluster.kind == "organization"
                   for n in (*cluster.names, *known_name(cluster)) for w in fold(n).split()))


def _stem(word: str) -> str:
    """Return what brewery and Brewing, bakery and Bakers have in common; itself where short."""
    match = re.fullmatch(r"(\w{4,}?)(?:er(?:y|ies|s)?|ings?)", word)
    return match[1] if match else word


def known_name(cluster: Cluster) -> tuple[str, ...]:
    return (cluster.known.name,) if cluster.known else ()


_REGIONAL = re.compile(r"(?:[Tt]he )?(?:(?!The )[A-Z][\w’'-]+ ){1,2}(?:[a-z]+ )?"
                       r"(?:government|parliament)")


_PROSECUTOR = re.compile(r"(?i)^the .*\b(?:prosecutors?|attorney|attorney[ -]general|coroner"
                         r"|sheriff|ombudsman)['’]?s?['’]? office$")


def is_common_body(ref: Reference) -> bool:
    """Say whether a phrase names a body by a common noun: "the finance ministry", "police"."""
    words = word_sets().mentions
    head = singular(ref.head or "")
    first = ref.text.split()[0].lower() if ref.text.split() else ""
    if _PROSECUTOR.search(ref.text.partition(",")[0]):
        return True
    if _REGIONAL.fullmatch(ref.text.partition(",")[0]) and ref.country is None:
        return True  # "the Victorian government"
    if ref.plural and head not in words["forces"] or first in words["indefinite"]:
        return False
    if ref.owner is not None:  # "the students' union", but not "their union"
        return ref.owner.kind in ("unnamed", "group") and head in words["organizations"]
    if head in words["forces"]:
        return True
    row = ref.text.lower().split()
    last = (ref.head or "").split()[-1:]
    before = row[: row.index(last[0])] if last and last[0] in row else []
    bare = [w for w in before if w not in words["determiners"]]
    return ref.definite and head in words["organizations"] and bool(bare)


def common_body(ref: Reference, seen: Seen, context: Context) -> Cluster:
    """Return the cluster of a body that has only a common noun; it stays in its article."""
    name = re.split(r"(?i)\s+(?:in|of|at|for|that|which)\s+|,", ref.text)[0]
    name = re.sub(r"(?i)^(?:the|this|that|our|its|their)\s+", "", name)
    if name == ref.text[: len(name)] and fold(name) == fold(ref.head or ""):
        name = name.lower()  # "Police said"
    key = f"common:{fold(name)}"
    cluster = context.cast.bodies.get(key)
    if cluster is None:
        cluster = context.cast.bodies[key] = Cluster("organization", [name], country=ref.country)
        cluster.entity = f"actor/{slug(name)}-{context.scene.article.id[:8]}"
    cluster.heads.add(singular(ref.head or ""))
    return cluster


def office_of(owner: Cluster, seen: Seen, context: Context) -> Cluster:
    """Return the cluster of somebody's office: "his office" is the office of Tal Roy."""
    name = owner.known.name if owner.known else owner.name
    label = f"{name} campaign" if seen.ref.head == "campaign" else f"office of {name}"
    key = f"name:{fold(label)}"
    if key not in context.cast.bodies:
        context.cast.bodies[key] = Cluster("organization", [label])
    return context.cast.bodies[key]


def ministry_by_office(owner: Cluster, seen: Seen, context: Context) -> Cluster | None:
    """Return the ministry of a minister: the Norwegian Fisheries Ministry of "his ministry"."""
    base = context.scene.base
    for title in owner.titles:
        match = re.match(r"(?i)(?:deputy )?(?P<a>.+) minister$|minister (?:of|for) (?P<b>.+)",
                         title.text)
        if match is None or title.former:
            continue
        portfolio = (match["a"] or match["b"]).title()
        label = f"{portfolio} {(seen.ref.head or 'ministry').title()}"
        country = base.countries.get(title.of or owner.country or main_country(context) or "")
        ref = replace(seen.ref, text=label, owner=None, country=country and country.id)
        if country:
            return institution(ref, replace(seen, ref=ref), context)
        return common_body(ref, seen, context)
    return None


def ministry_of_last(seen: Seen, context: Context) -> Cluster | None:
    """Return the ministry of the minister whom the article has named last: "the ministry"."""
    rows = [(s.start, c) for c in context.people() for s in c.seen
            if s.start < seen.start and seen.paragraph - s.paragraph <= 2]
    for _, person in sorted(rows, key=lambda row: -row[0]):
        found = ministry_by_office(person, seen, context)
        if found is not None:
            return found
    return None


def ministry_of(ref: Reference, context: Context) -> Cluster:
    """Return the cluster of an institution of a country that no list knows."""
    owner = ref.owner.name if ref.owner else ""
    label = f"{institution_kind(ref)} of {owner}"
    key = f"name:{fold(label)}"
    if key not in context.cast.bodies:
        context.cast.bodies[key] = Cluster("organization", [label])
    return context.cast.bodies[key]
