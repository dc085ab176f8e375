"""Which body is meant where a land, a town or its owner tells: "the US company", "the Tarn-based
office", "the UN agency", "the parent company"."""

from __future__ import annotations

import re

from quoth.linking.body_kinds import can_be, is_of_kind
from quoth.linking.clusters import Cluster
from quoth.linking.firms import FIRM_WORDS, FIRMS, bare_phrase, is_outlet, says_nothing_else
from quoth.linking.names import fold
from quoth.linking.references import Reference
from quoth.linking.salience import Context
from quoth.linking.scene import Seen
from quoth.linking.words import singular, word_sets

_PLACED = re.compile(r"[Tt]he (?P<where>[A-Z][\w’'.-]*?(?: [A-Z][\w’'-]+)??)(?P<based>-based)? "
                     r"(?:[a-z-]+ )?(?P<noun>[a-z-]+)")
# of these a land has many, so that "the Danish university" is one that was named
_MANY = FIRM_WORDS | FIRMS | {
    "university", "college", "institute", "school", "academy", "hospital", "clinic", "bank", "club",
    "side", "team", "union", "charity", "foundation", "fund", "trust", "museum", "newspaper",
    "paper", "daily", "weekly", "tabloid", "broadcaster", "channel", "station", "magazine",
    "website", "outlet", "ngo", "agency", "outfit", "brokerage", "consultancy", "shipyard",
    "authority", "council",
    "start-up", "label", "studio", "laboratory", "association", "organisation", "organization"}
_NEAR = 2  # sentences back to the name
_UN_BODY = re.compile(r"(?i)the (?:UN|U\.N\.|United Nations)(?:['’]s)? "
                      r"(?:agency|body|fund|programme|program|organi[sz]ation)")
_UNITED = frozenset({"UN", "United Nations"})
_OF_UN = frozenset({
    "WFP", "FAO", "WHO", "ILO", "IOM", "UNHCR", "UNICEF", "UNESCO", "UNDP", "UNEP", "UNFPA",
    "UNODC", "UNCTAD", "OCHA", "OHCHR", "IAEA", "ITU", "WMO", "IFAD", "ICAO", "IMO", "UNRWA",
    "UNIDO", "WIPO", "UPU", "UNAIDS"})


def is_un_body(ref: Reference) -> bool:
    """Say whether a phrase is "the UN agency"."""
    return _UN_BODY.fullmatch(bare_phrase(ref)) is not None


def un_body(seen: Seen, context: Context) -> Cluster | None:
    """Return the body of the United Nations that was named last before "the UN agency"."""
    rows = [(_last_seen(c, seen), c) for c in context.cast.bodies.values()
            if c.kind == "organization" and c.first < seen.start and _is_of_un(c)]
    return max(rows, key=lambda row: row[0])[1] if rows else None


def _is_of_un(cluster: Cluster) -> bool:
    known = cluster.known
    if known is None or known.id == "org:UN":
        return bool(_OF_UN & {*cluster.names})
    names = {known.name, *cluster.names, *getattr(known, "aliases", ())}
    return bool(_OF_UN & names) or any(
        fold(n).split()[:1] in (["un"], ["united"]) and "nations" in fold(n) + " nations"
        for n in names)


def _last_seen(cluster: Cluster, seen: Seen) -> int:
    return max((s.start for s in cluster.seen if s.start < seen.start), default=-1)


def placed_body(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that has just spoken or been named where "the US company", "the Oslo-based
    group", "the Norfolk club" may be it: one of that land where the article tells, else the
    nearest of those that no other land is told of; of one sentence, the first."""
    match = _PLACED.fullmatch(bare_phrase(seen.ref))
    noun = singular(match["noun"]) if match else ""
    if match is None or match["where"] in _UNITED or seen.ref.plural or not (
            noun in _MANY or match["based"] and word_sets().has("organizations", noun)):
        return None
    rows = [c for c in context.cast.bodies.values() if seen.ref.country is None
            and not match["based"] and _is_told(match["where"], c, seen, context)
            and _may_be(noun, c, match, seen, context)]
    if len(rows) == 1:
        return rows[0]  # "Korea's Oxo", "the Korean firm"
    rows = []
    for cluster in context.cast.bodies.values():
        near = [s for s in cluster.seen if s.start < seen.start and s.content is None
                and seen.sentence - s.sentence <= _NEAR]
        own = any(seen.ref.span.contains(s.ref.span) for s in cluster.seen)
        if near and not own and _may_be(noun, cluster, match, seen, context):
            last = max(near, key=lambda s: s.sentence)
            here = [s for s in near if s.sentence == last.sentence]
            of_land = bool(seen.ref.country) and cluster.country == seen.ref.country
            called = of_land or match["where"] in _told_of(here, context)
            free = not all(_owns(s, context) for s in here)
            rank = called, noun in cluster.heads, last.sentence, free, -min(s.start for s in here)
            rows.append((rank, cluster))
    return max(rows, key=lambda row: row[0])[1] if rows else None


def _told_of(rows: list[Seen], context: Context) -> str:
    """Return the words right before and behind names: "Oslo-based Oxo", "Oxo of Oslo"."""
    text, spans = context.scene.text, [s.ref.name_span or s.ref.span for s in rows]
    return " ".join(f"{text[max(0, s.start - 30) : s.start]} {text[s.end : s.end + 20]}"
                    for s in spans)


def _is_told(where: str, cluster: Cluster, seen: Seen, context: Context) -> bool:
    """Say whether a body was called after a land by its noun before: "Korea's Oxo"."""
    named = [s for s in cluster.seen if s.start < seen.start and s.ref.name]
    before = (context.scene.text[max(0, s.start - 20) : s.start] for s in (
        s.ref.name_span or s.ref.span for s in named))
    return any(m and where.startswith(m[1][:_STEM]) for m in map(_LAND_OF.search, before))


_LAND_OF = re.compile(r"(?<!\bof )(?<!\bof South )(?<!\bof North )\b([A-Z][a-z]{3,})['’]s? $")
_STEM = 4  # letters that a land and its adjective share


def _owns(seen: Seen, context: Context) -> bool:
    """Say whether a name only tells whose something is: "Oxo's owner"."""
    return context.scene.text.startswith(("'", "’"), (seen.ref.name_span or seen.ref.span).end)


def _may_be(noun: str, cluster: Cluster, match: re.Match[str], seen: Seen, context: Context
            ) -> bool:
    """Say whether a body can be so called, and is not called after another place."""
    land = seen.ref.country
    if cluster.kind != "organization" or land and cluster.country not in (None, land) or (
            cluster.entity is not None and not is_of_kind(noun, cluster)):
        return False
    before = (_PLACED.fullmatch(bare_phrase(s.ref)) for s in cluster.seen if s.start < seen.start)
    if any(m and m["where"] != match["where"] and not m["based"] and not match["based"]
           for m in before):
        return False
    if noun in FIRM_WORDS | FIRMS and noun != "broadcaster":
        known = cluster.known is not None and noun not in getattr(cluster.known, "descriptors", ())
        return not known and not is_outlet(cluster) and can_be(noun, cluster, FIRMS)
    return is_of_kind(noun, cluster) or says_nothing_else(noun, cluster) or bool(
        match["based"] and cluster.known is None and cluster is _spoke_last(seen, context))


def _spoke_last(seen: Seen, context: Context) -> Cluster | None:
    """Return who spoke in the sentence before, or earlier in this one."""
    attribution, speaker = context.spoken[-1] if context.spoken else (None, None)
    at = attribution and (attribution.source or attribution.extent).start
    near = at is not None and seen.sentence - context.scene.sentence(at) <= 1
    return speaker if near else None


def of_owner(seen: Seen, context: Context) -> Cluster | None:
    """Return the firm that "the parent company", "the subsidiary" means: the last that the article
    says to own, or to be owned."""
    match = _KIN.fullmatch(bare_phrase(seen.ref))
    kin = (match["kin"] or match["noun"]) if match else ""
    spoke = _spoke_last(seen, context) if match and match["whose"] != "The" else None
    nouns = {"subsidiary", "unit", "arm"} if kin in ("subsidiary", "unit", "arm") else {kin}
    rows = [(_last_seen(c, seen), c) for c in context.cast.bodies.values() if kin
            and c.kind == "organization" and c.first < seen.start and nouns & c.heads
            and c is not spoke]
    return max(rows, key=lambda row: row[0])[1] if rows else None


_KIN = re.compile(r"(?i:(?P<whose>The|Its|Their)) (?:[A-Z][\w’'-]+ )?(?:(?P<kin>parent|holding)"
                  r" (?:company|firm|group|bank)|(?P<noun>parent|subsidiary|unit|arm))")


def led_elsewhere(seen: Seen, leader: Cluster, context: Context) -> bool:
    """Say whether "its leader" is of a body that the article never sets beside somebody: the head
    of a region is no leader of a union that stays away.
    """
    ref, scene = seen.ref, context.scene
    if ref.owner is None or ref.owner.text.lower() not in ("its", "their") or not leader.names:
        return False
    bodies = {id(c): c for c in context.cast.by_span.values() if c.kind == "organization"}
    near = [(s.start, c) for c in bodies.values() for s in c.seen if s.start < seen.start
            and seen.sentence - s.sentence <= 1 and not s.quoted]
    if not near:
        return False
    here = [row for row in near if scene.sentence(row[0]) == seen.sentence]
    body = min(here or near, key=lambda row: row[0])[1]
    named = {body.name, *body.names, *([body.known.id] if body.known else [])}
    together = {s.sentence for s in body.seen} & {s.sentence for s in leader.seen}
    return not together and not any(t.of in named for t in leader.titles)
