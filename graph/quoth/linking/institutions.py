"""Bodies that are named by what they are: authorities, ministries, "the bloc", "the country"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from quoth.linking.bodies import institution_kind, institution_label
from quoth.linking.body_kinds import can_be
from quoth.linking.clusters import Cluster
from quoth.linking.names import fold, slug
from quoth.linking.references import Reference
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
    return max(rows, key=lambda r: r[0])[1] if rows else None


def _has_head(cluster: Cluster, head: str) -> bool:
    descriptors = getattr(cluster.known, "descriptors", ())
    return (head in cluster.heads or head in descriptors
            or any(head == w or _stem(head) == _stem(w) and cluster.kind == "organization"
                   for n in (*cluster.names, *_label(cluster)) for w in fold(n).split()))


def _stem(word: str) -> str:
    """Return what brewery and Brewing, bakery and Bakers have in common; itself where short."""
    match = re.fullmatch(r"(\w{4,}?)(?:er(?:y|ies|s)?|ings?)", word)
    return match[1] if match else word


def _label(cluster: Cluster) -> tuple[str, ...]:
    return (cluster.known.name,) if cluster.known else ()


_REGIONAL = re.compile(r"(?:[Tt]he )?(?:(?!The )[A-Z][\w’'-]+ ){1,2}(?:[a-z]+ )?"
                       r"(?:government|parliament)")


def is_common_body(ref: Reference) -> bool:
    """Say whether a phrase names a body by a common noun: "the finance ministry", "police"."""
    words = word_sets().mentions
    head = singular(ref.head or "")
    first = ref.text.split()[0].lower() if ref.text.split() else ""
    if _REGIONAL.fullmatch(ref.text) and ref.country is None:
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


def named_firms(seen: Seen, context: Context) -> int:
    """Count the bodies before a phrase that no list knows: which of them is "the company"."""
    return sum(c.kind == "organization" and c.known is None and c.entity is None
               and c.first < seen.start for c in context.cast.bodies.values())


def _is_outlet(cluster: Cluster) -> bool:
    words = {w for n in cluster.names for w in fold(n).split()}
    return bool(words & _OUTLET_WORDS or cluster.heads & _OUTLETS)


def bare_phrase(ref: Reference) -> str:
    """Return the words of a phrase before what a comma sets apart: "The company, based in Tarn,".
    """
    first, _, rest = ref.text.partition(",")
    return ref.text if _CALLED.search(rest) else first  # "the group, which calls itself Tarn"


_CALLED = re.compile(r"\b(?:calls|calling|called|known|named|dubbed)\b")



def recent_body(seen: Seen, context: Context) -> Cluster | None:
    """Return the one body of the article, or the last before "the company", that no list knows."""
    if seen.ref.owner is not None or not _is_plain(bare_phrase(seen.ref)):
        return None
    head = singular(seen.ref.head or "")
    if head not in _ANOTHER_WORD | _FIRMS | _OUTLETS:
        return None  # a hospital is no other word for whatever was named
    pool = [c for c in context.cast.bodies.values() if c.kind == "organization"
            and c.known is None and c.entity is None
            and not set(c.names) & word_sets().mentions["networks"]
            and (head not in _OUTLETS or _is_outlet(c))]
    rows = [(max((s.start for s in c.seen if s.start < seen.start), default=-1), c) for c in pool]
    rows = sorted((r for r in rows if r[0] >= 0), key=lambda r: -r[0])
    if not rows:
        return None
    fits = [r for r in rows if can_be(head, r[1], _FIRMS)]
    if fits != rows:
        rows = fits or [(0, None)]
    if len(rows) > 1 and context.scene.sentence(rows[0][0]) == context.scene.sentence(
            rows[1][0]) and all(len(c.seen) == 1 for _, c in rows[:2]):
        return None  # "Oxo and Delta merged. The company"
    near = context.scene.sentence(seen.start) - context.scene.sentence(rows[0][0])
    if _told_apart(seen, rows[0][1], context) or _of_another_kind(head, rows[0][1]):
        return None
    return rows[0][1] if len(rows) == 1 or near <= 2 else None


def _of_another_kind(head: str, cluster: Cluster) -> bool:
    """Say whether a body's name says what it is, and that is no firm: a council is no developer."""
    if head in _ANOTHER_WORD or head in _OUTLETS:
        return False
    kinds = {w for n in cluster.names for w in fold(n).split()
             if word_sets().has("organizations", w)}
    return bool(kinds) and not kinds & (_ANOTHER_WORD | _FIRMS | _OUTLETS | {head})


def _is_plain(phrase: str) -> bool:
    """Say whether a phrase is a noun and no more than its trade: "The airline", "the food maker".
    """
    words = phrase.split()
    if len(words) == 3:
        trade = words[1].islower() and words[1] not in word_sets().mentions["modifiers"]
        return trade and words[1] not in _OTHERS and words[2] in _COMPOUND
    return len(words) == 2


def _told_apart(seen: Seen, cluster: Cluster, context: Context) -> bool:
    """Say whether the article spoke of "the regulator" and a body as of two: "The regulator fined
    Oxo"."""
    words = fold(bare_phrase(seen.ref))
    return any(fold(other.ref.text) == words and other not in cluster.seen
               and any(s.sentence == other.sentence and s.start != other.start
                       for s in cluster.seen)
               for other in context.scene.phrases_from(0, seen.start))


def just_spoke(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that spoke last where "the agency" can only be another word for it."""
    ref = seen.ref
    head = singular(ref.head or "")
    two = len(bare_phrase(ref).replace("-based ", "").split()) == 2
    other = two and ref.definite and not ref.plural and head in _ANOTHER_WORD
    if not other or not context.spoken:
        return None
    attribution, speaker = context.spoken[-1]
    at = attribution.source or attribution.extent
    if speaker.kind != "organization" or seen.sentence - context.scene.sentence(at.start) > 2:
        return None
    if _told_apart(seen, speaker, context):
        return None
    words = {w for n in (*speaker.names, *_label(speaker)) for w in fold(n).split()}
    kinds = {h for h in (*speaker.heads, *words) if word_sets().has("organizations", h)}
    return None if kinds - _ANOTHER_WORD else speaker


def firm_here(seen: Seen, context: Context) -> Cluster | None:
    """Return the one body of the article that is called a firm of some kind: "the company"."""
    if not seen.ref.definite or (seen.ref.head or "").lower() not in ("company", "firm", "group"):
        return None
    rows = [c for c in context.cast.bodies.values() if c.kind == "organization"
            and c.first < seen.start and c.heads & _FIRMS]
    return rows[0] if len(rows) == 1 else None


def makers_firm(seen: Seen, context: Context) -> Cluster | None:
    """Return the one firm that was called by the noun of "the US chipmaker"."""
    head = singular(seen.ref.head or "")
    if not seen.ref.definite or seen.ref.plural or head not in _FIRMS or not seen.ref.country:
        return None
    rows = [c for c in context.cast.bodies.values() if c.kind == "organization"
            and head in c.heads and c.country in (None, seen.ref.country)]
    return rows[0] if len(rows) == 1 else None


def nations_firm(seen: Seen, context: Context) -> Cluster | None:
    """Return the firm that has just spoken or been named where "the US company" may be it."""
    ref = seen.ref
    if not _is_firm_of_nation(ref):
        return None
    pool = [c for c in context.cast.bodies.values() if c.kind == "organization" and c.known is None
            and c.country in (None, ref.country)]
    near = [(s.start, c) for c in pool for s in c.seen if s.start < seen.start and s.content is None
            and seen.sentence - s.sentence <= 2]
    return max(near, key=lambda row: row[0])[1] if near else None


def _is_firm_of_nation(ref: Reference) -> bool:
    head = singular(ref.head or "")
    return ref.country is not None and ref.definite and not ref.plural and head in (
        "company", "firm", "group", "business", "corporation")


def own_subject(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that a content before its source begins with: "Oxo expects losses, it said".
    """
    rows = context.scene.said_by(seen.ref.span)
    if len(rows) != 1 or rows[0].form == "direct" or rows[0].content[0].start > seen.start:
        return None
    begin = rows[0].content[0].start
    found = [c for span, c in context.cast.by_span.items() if begin <= span.start <= begin + 4]
    return found[0] if found and found[0].kind == "organization" else None


_ANOTHER_WORD = {"agency", "body", "organization", "organisation", "group", "company", "firm",
                 "board", "federation", "association", "charity", "ngo", "institution", "regulator",
                 "watchdog", "outlet", "network", "fund"}
_OUTLETS = {"newspaper", "paper", "daily", "weekly", "magazine", "station", "channel", "tabloid",
            "broadcaster", "journal", "website"}
_OUTLET_WORDS = {"times", "post", "news", "daily", "herald", "tribune", "journal", "gazette",
                 "press", "chronicle", "television", "tv", "radio", "weekly", "review", "star",
                 "mail", "sun", "standard", "observer", "guardian", "telegraph", "mirror", "echo",
                 "courier", "express", "globe", "fm", "broadcasting", "channel", "magazine"}
_OTHERS = {"rival", "second", "third", "other", "same", "new", "parent", "sister", "fellow",
           "smaller", "larger", "bigger", "nearby", "neighbouring", "neighboring", "competing"}
_COMPOUND = {"maker", "giant", "chain", "company", "firm", "group", "major", "operator", "producer",
             "manufacturer", "tank"}
_FIRMS = {"fintech", "brand", "builder", "toymaker", "broadcaster", "distiller", "grocer", "chain",
          "tank", "shipper", "major", "company", "firm", "startup", "start-up", "maker",
          "manufacturer", "operator", "retailer", "airline", "carmaker", "automaker", "chipmaker",
          "drugmaker", "steelmaker", "planemaker", "corporation", "conglomerate", "miner",
          "insurer", "lender", "brewer", "publisher", "supermarket", "wholesaler", "refiner",
          "giant", "utility", "supplier", "producer", "carrier", "developer", "provider",
          "exporter", "importer", "contractor", "cooperative"}
