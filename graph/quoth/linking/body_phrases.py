"""Which body is meant by "the ministry", "the agency", "police", "his office"."""

from __future__ import annotations

import re
from dataclasses import replace

from quoth.linking.bodies import institution_kind
from quoth.linking.body_kinds import PRIVATE, by_its_kind
from quoth.linking.clusters import Cluster
from quoth.linking.firms import (
    bare_phrase,
    firm_here,
    just_named,
    just_spoke,
    makers_firm,
    named_firms,
    next_said,
    recent_body,
    says_nothing_else,
)
from quoth.linking.institutions import (
    MINISTRIES,
    common_body,
    country_here,
    institution,
    is_common_body,
    is_state,
    last_headed,
    ministry_by_office,
    ministry_of,
    ministry_of_last,
    office_of,
    state_cluster,
)
from quoth.linking.led_governments import led_country
from quoth.linking.placed_bodies import is_un_body, placed_body, un_body
from quoth.linking.references import Reference
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Seen
from quoth.linking.unnamed import Whose, anonymous
from quoth.linking.words import singular, word_sets


def body(seen: Seen, context: Context, source: bool, whose: Whose) -> Answer:
    """Answer an institution: of which country, or the one named before."""
    ref = seen.ref
    led = led_country(ref, context) if source and not ref.country else None
    if led is not None:
        return Answer(state_cluster(ref, led, context, source), f"{ref.text}: by who leads it", 0.9)
    if ref.country and is_state(ref):
        country = state_cluster(ref, ref.country, context, source)
        return Answer(country, f"{ref.text}: stands for the country", 0.9)
    firm = _firm_by_where(seen, context) if source else None
    if firm is not None:
        return Answer(firm, f"{ref.text}: the only firm of that kind here", 0.8)
    if source and _is_placed(ref):  # "The Vienna-based agency" is none of Austria's
        ref = replace(ref, country=None, text=_PLACED.sub("The ", ref.text))
        seen = replace(seen, ref=ref)
    one = (ref.kind == "group" and ref.definite or not ref.plural) and (
        singular(ref.head or "") not in PRIVATE)  # the Swiss company is no institution
    if ref.country and ref.head and one and (source or institution_kind(ref)) and not re.search(
            rf"(?i)\b{re.escape(ref.head)} (?-i:[A-Z])", ref.text):
        return Answer(institution(ref, seen, context), f"{ref.text}: institution", 0.9)
    definite = ref.definite or ref.text in ("Parliament", "Congress")
    if ref.head and definite and source and not ref.country and institution_kind(ref):
        known = last_headed(singular(ref.head), seen, context) or by_its_kind(seen, context)
        placed = re.search(rf"(?i)\b{re.escape(ref.head)},? in ", ref.text)  # "in the strip"
        country = None if known or placed else country_here(seen, context)
        if country:
            local = replace(seen, ref=replace(ref, country=country))
            return Answer(institution(local.ref, local, context), f"{ref.text}: of {country}", 0.75)
    if ref.owner is not None and singular(ref.head or "") in MINISTRIES and source:
        found = _of_minister(seen, context, whose)
        if found is not None:
            return found
    bare = ref.definite and ref.owner is None and len(bare_phrase(ref).split()) == 2
    if source and bare and singular(ref.head or "") in MINISTRIES and not last_headed(
            ref.head or "", seen, context):
        found = ministry_of_last(seen, context)
        if found is not None:
            return Answer(found, f"{ref.text}: of the minister named last", 0.8)
    if ref.owner is not None and ref.owner.name and institution_kind(ref) and not ref.country:
        return Answer(ministry_of(ref, context), f"{ref.text}: institution", 0.85)
    if ref.owner is not None and ref.head in ("office", "campaign") and source:
        owner = whose(seen, context)
        if owner is not None and owner.kind == "person" and owner.names:
            return Answer(office_of(owner, seen, context), f"{ref.text}: whose office", 0.8)
    own = _of_its_member(seen, context, whose) if source and ref.owner is not None else None
    if own is not None:
        return own
    told = _told_before(seen, context) if source and ref.definite else None
    if told is not None:
        told = just_spoke(seen, context) or told
        return Answer(told, f"{ref.text}: the last such body of a country", 0.8)
    heading = seen.paragraph == 0 and ref.text.islower()
    if ref.head and (definite or heading):
        found = last_headed(singular(ref.head), seen, context)
        if found:
            return Answer(found, f"{ref.text}: the last such body", 0.8)
    called = by_its_kind(seen, context) if source else None
    if called is not None:
        return Answer(called, f"{ref.text}: the one such body here", 0.8)
    spoke = _who_spoke(seen, context) if source else None
    if spoke is not None:
        return spoke
    varied = "-based" in ref.text and (firm_here(seen, context) or just_spoke(seen, context))
    if source and varied:
        return Answer(varied, f"{ref.text}: who spoke last, or the only firm here", 0.75)
    compound = source and ref.definite and not ref.plural and ref.text.count(" ") == 2
    recent = recent_body(seen, context) if compound else None
    if recent is not None:
        return Answer(recent, f"{ref.text}: the last body named", 0.6)
    if source and is_common_body(ref) and not (
            ref.country and singular(ref.head or "") in PRIVATE):
        return Answer(common_body(ref, seen, context), f"{ref.text}: by its common noun", 0.8)
    last = (just_spoke(seen, context) or firm_here(seen, context)) if source else None
    if last is not None:
        return Answer(last, f"{ref.text}: who spoke last, or the only firm here", 0.75)
    if source and ref.definite and singular(ref.head or "") in word_sets().mentions["firms"]:
        recent, several = recent_body(seen, context), named_firms(seen, context) > 1
        if recent or several and len(ref.text.split()) == 2:
            return Answer(recent, f"{ref.text}: the last body named", 0.6 if recent else 1.0)
    return anonymous(seen, context, source)


def _firm_by_where(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that a land, a town, the UN or its owner tells of, or the last sentence."""
    if is_un_body(seen.ref):
        return un_body(seen, context)
    return (makers_firm(seen, context) or placed_body(seen, context)
            or just_named(seen, context))


def _is_placed(ref: Reference) -> bool:
    """Say whether a phrase only tells where a firm is: "The Vienna-based agency", "The Delaware
    company"; of a nation only "based" does, as that can have an agency of its own."""
    firm = singular(ref.head or "") in _PLAIN_FIRMS and ref.country is None
    return _BASED.match(ref.text) is not None or firm and (
        len(ref.text.split()) == _THREE and _PLACED.match(ref.text) is not None)


_THREE = 3  # words of "The Delaware company"
_PLAIN_FIRMS = frozenset({"company", "firm", "miner", "brewer", "carrier", "retailer",
                          "lender", "insurer", "maker", "startup", "start-up", "manufacturer"})
_BASED = re.compile(r"[Tt]he [A-Z][\w’'-]*(?: [A-Z]\w+)?-based ")
_PLACED = re.compile(r"[Tt]he [A-Z][\w’'-]*(?: [A-Z][\w’'-]+)? (?=[a-z])")


def _told_before(seen: Seen, context: Context) -> Cluster | None:
    """Return the body of a land that a phrase has told of: "Ghana's electoral commission", which
    is "the commission" then, where no body bears the word in its name.
    """
    head = singular(seen.ref.head or "")
    bare = seen.ref.owner is None and not seen.ref.country and len(
        bare_phrase(seen.ref).split()) == 2
    if not bare or not head or last_headed(head, seen, context):
        return None
    rows = [p for p in context.scene.phrases if p.start < seen.start and p.ref.country
            and singular(p.ref.head or "") == head and not p.ref.name and not p.ref.plural]
    return institution(rows[-1].ref, rows[-1], context) if len(
        {p.ref.country for p in rows}) == 1 else None


def _of_its_member(seen: Seen, context: Context, whose: Whose) -> Answer | None:
    """Answer "her group" by what its owner is of: "Ann Roe of the Tarn Sewers", its director."""
    ref, owner = seen.ref, seen.ref.owner
    if owner is None or owner.kind != "pronoun" or not owner.gender or not word_sets().has(
            "organizations", singular(ref.head or "")):
        return None
    person = whose(seen, context)
    if person is None or person.kind != "person":
        return None
    rows = _bodies_of(person, seen.start, context)
    if len(rows) != 1:
        return None
    return Answer(rows[0], f"{ref.text}: what {person.name} is of", 0.8)


def _bodies_of(person: Cluster, before: int, context: Context, *, unsure: bool = False
               ) -> list[Cluster]:
    """Return the bodies that the article says somebody is of, up to some point; with `unsure`
    also what may be a town that no list knows."""
    text, spans = context.scene.text, context.cast.by_span
    ends = {(s.ref.name_span or s.ref.span).end for s in person.seen}
    rows = [c for span, c in spans.items() if span.start < before
            and (c.kind == "organization" or unsure and c.kind == "place" and c.known is None)
            and any(_MEMBER.fullmatch(text, end, span.start) for end in ends
                    if end < span.start < end + 60)]
    offices = {t.of for t in person.titles if t.of and not t.former}
    rows += [c for c in context.cast.bodies.values() if c.kind == "organization"
             and offices & {*c.names, c.known.id if c.known else None}]
    return list({id(c): c for c in rows}.values())


def _who_spoke(seen: Seen, context: Context) -> Answer | None:
    """Answer "the union", "the carrier" by the body that has just spoken, or one of its people."""
    own = _of_last_speaker(seen, context) if seen.ref.definite else None
    near = next_said(seen, context) if own is None else None
    return own if near is None else Answer(
        near, f"{seen.ref.text}: who spoke in the sentence before", 0.75)


def _of_last_speaker(seen: Seen, context: Context) -> Answer | None:
    """Answer "the union" by what who has just spoken is of: "Ann Roe of Unite said"."""
    head = singular(seen.ref.head or "")
    if not context.spoken or not head or len(bare_phrase(seen.ref).split()) != 2 or (
            seen.ref.owner is not None or seen.ref.plural):
        return None
    attribution, person = context.spoken[-1]
    at = attribution.source or attribution.extent
    if person.kind != "person" or seen.sentence - context.scene.sentence(at.start) > 2:
        return None
    rows = _bodies_of(person, seen.start, context, unsure=head in _JOINED)
    fits = len(rows) == 1 and rows[0].entity is None and says_nothing_else(head, rows[0])
    if not fits:
        return None
    rows[0].kind = "organization"
    return Answer(rows[0], f"{seen.ref.text}: what {person.name} is of", 0.7)


_JOINED = frozenset({"union", "party", "charity", "ngo", "association", "think tank"})


_MEMBER = re.compile(r"(?:,? (?:an?|the) (?:[a-z-]+ ){1,3}|, (?:[a-z-]+ ){1,3}|,? )"
                     r"(?:of|from|at|with|for) (?:the )?(?:[a-z-]+ ){0,2}")


def _of_state(seen: Seen, context: Context) -> Cluster | None:
    """Return "its foreign ministry" of the land or government that has just spoken."""
    ref = seen.ref
    neuter = ref.owner is not None and ref.owner.kind == "pronoun" and ref.text[:3].lower() == "its"
    last = context.last_spoke()
    if not neuter or ref.country or not institution_kind(ref) or last is None:
        return None
    at, spoke = last
    state = spoke.kind == "place" or spoke.name.startswith("Government of ")
    if not (state and spoke.country) or seen.sentence - context.scene.sentence(at.start) > 1:
        return None
    return institution(replace(ref, country=spoke.country, owner=None), seen, context)


def _of_minister(seen: Seen, context: Context, whose: Whose) -> Answer | None:
    """Answer "his ministry" by the office of whose it is; nobody where the article gives none."""
    owner = seen.ref.owner
    assert owner is not None
    state = _of_state(seen, context)
    if state is not None:
        return Answer(state, f"{seen.ref.text}: of the land that spoke last", 0.8)
    found = whose(seen, context)
    here = [c for c in context.people() if any(s.sentence == seen.sentence for s in c.seen)]
    rows = [found] if found is not None and found.kind == "person" else here
    if rows is here and owner.gender is None:
        return None
    bodies = [(c, ministry_by_office(c, seen, context)) for c in rows]
    known = [(c, body) for c, body in bodies if body is not None]
    if len(known) != 1:
        return Answer(None, f"{seen.ref.text}: no office tells which")
    return Answer(known[0][1], f"{seen.ref.text}: by the office of {known[0][0].name}", 0.85)
