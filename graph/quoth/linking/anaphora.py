"""What a mention without a name refers to: pronouns, descriptions, documents, authorities.

Every answer is an `Answer`: a cluster with the rule that found it and how sure it is, or none.
No speaker rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter

from quoth.linking.bodies import institution_kind
from quoth.linking.clusters import Cluster
from quoth.linking.descriptions import describe, trades
from quoth.linking.ellipsis import by_age, elliptical
from quoth.linking.epithets import MAKERS, alike
from quoth.linking.institutions import (
    MINISTRIES,
    STATE,
    body_cluster,
    common_body,
    country_here,
    firm_here,
    institution,
    is_common_body,
    is_state,
    just_spoke,
    last_headed,
    makers_firm,
    ministry_by_office,
    ministry_of,
    named_firms,
    office_of,
    own_subject,
    recent_body,
    state_cluster,
)
from quoth.linking.interviews import interview
from quoth.linking.kinship import follower, relative_of
from quoth.linking.named import by_name, without_leader
from quoth.linking.names import fold
from quoth.linking.references import Reference
from quoth.linking.salience import Answer, Context, adopted, most_salient, weighed
from quoth.linking.scene import Seen
from quoth.linking.variations import another_word, spoken_of
from quoth.linking.words import singular, word_sets
from quoth.records import Attribution


def answer(seen: Seen, context: Context, *, source: bool = True) -> Answer:
    """Return what a phrase refers to."""
    asked = interview(seen, context) if source else None
    if asked is not None:
        return asked
    seen = without_leader(seen, context)
    named = by_age(seen, context) or by_name(seen, context, source)
    named = named or (elliptical(seen, context) if source else None)
    if named is not None:
        return named
    return _BY_KIND.get(seen.ref.kind, _other)(seen, context, source)


def _person(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer a description by office: "the Russian leader", "his spokesman"."""
    ref = _owned(seen, context)
    if ref.plural:
        return _group(seen, context, source)
    return describe(replace(seen, ref=ref), context, source)


def whose(seen: Seen, context: Context) -> Cluster | None:
    """Return whom the owner of a phrase means: he of "his brother"."""
    owner = seen.ref.owner
    return answer(replace(seen, ref=owner), context, source=False).cluster if owner else None


def _owned(seen: Seen, context: Context) -> Reference:
    """Fill in what an owner says the title is of: "the country's foreign minister"."""
    ref = seen.ref
    if ref.owner is None or not ref.titles or ref.titles[-1].of:
        return ref
    owner = answer(replace(seen, ref=ref.owner), context, source=False).cluster
    if owner is None:
        return ref
    of = owner.known.id if owner.known else (owner.name or None)
    titles = (*ref.titles[:-1], replace(ref.titles[-1], of=of, of_span=ref.owner.span))
    return replace(ref, titles=titles)


def _pronoun(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer he, she, it, they by salience, gender and number."""
    low = seen.ref.head or ""
    words = word_sets().mentions
    if low in words["relatives"]:
        return _relative(seen, context)
    if low in words["first_pronouns"] or low in words["first_plural_pronouns"]:
        return _narrator(seen, context, source)
    if low in words["neuter_pronouns"]:
        own = own_subject(seen, context) if source else None
        if own is not None:
            return Answer(own, f"{seen.ref.text}: of whom it is said", 0.8)
        pool = _speaking_bodies(context)
    elif low in words["plural_pronouns"]:
        crowd = context.bystanders(seen, plural=True) if source else []
        pool = [c for c in context.local if c.plural] + crowd or _speaking_bodies(context)
    elif seen.ref.gender:
        pool = context.people() + context.bystanders(seen, plural=False)
    else:
        return Answer(None, f"{seen.ref.text}: refers to nobody here")
    found = weighed(most_salient(seen, pool, context), seen, context)
    return adopted(found, context, source)


def _narrator(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer the I of a speech that goes on without marks by who has just spoken directly."""
    earlier = [r for r in context.spoken if r[0].extent.start < seen.start]
    if source and earlier and earlier[-1][0].form == "direct":
        last, speaker = earlier[-1]
        if seen.paragraph - context.scene.paragraph(last.extent.end) <= 1:
            return Answer(speaker, f"{seen.ref.text}: the speech goes on", 0.55)
    return Answer(None, "first person")


def _relative(seen: Seen, context: Context) -> Answer:
    """Answer "who" by the phrase just before it."""
    text = context.scene.text
    for other in reversed(context.scene.phrases):
        if other.ref.span.end <= seen.start:
            gap = text[other.ref.span.end : seen.start].strip(" ,\n")
            if gap or other.ref.kind == "pronoun":
                break
            other = _bearer(other, context)
            found = answer(other, context)
            return replace(found, why=f"{seen.ref.text}: {other.ref.text}")
    return Answer(None, f"{seen.ref.text}: refers to nobody here")


def _bearer(seen: Seen, context: Context) -> Seen:
    """Return the person of "Jonas Eklund of the metal union", from the union."""
    text = context.scene.text
    for other in context.scene.phrases:
        gap = text[other.ref.span.end : seen.start].strip()
        if other.ref.span.end < seen.start and gap in ("of", "from", "at") and (
                other.ref.kind == "person"):
            return other
    return seen


def _speaking_bodies(context: Context) -> list[Cluster]:
    named = [c for c in (*context.cast.bodies.values(), *context.cast.people)
             if c.kind == "organization"]
    return named + [c for c in context.local if c.kind in ("group", "organization")]


def _document(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer "the letter" by who wrote it, "Lavrov's letter" by its owner."""
    ref = seen.ref
    if ref.owner is not None:
        owner = answer(replace(seen, ref=ref.owner), context, source=source)
        if owner.cluster is not None:
            return Answer(owner.cluster, f"{ref.text}: its owner", owner.confidence)
        return _anonymous(seen, context, source)
    if ref.value or ref.country and ref.name:
        return _body(seen, context, source)
    head = singular(ref.head or "")
    rows = [d for d in context.documents if d[1] == head] or (
        context.documents if head in ("statement", "document", "text", "message") else [])
    before = [d for d in rows if d[0] < seen.start]
    if rows and (ref.definite or not source):
        found = max(before, key=itemgetter(0, 1))[2] if before else min(
            rows, key=itemgetter(0))[2]
        return Answer(found, f"{ref.text}: its author", 0.85)
    earlier = [r for r in context.spoken if (r[0].cue or r[0].extent).start < seen.start
               and _speaks_of(r[0], head, context)]
    if ref.definite and earlier and head in word_sets().mentions["letters"]:
        last, speaker = earlier[-1]
        if seen.paragraph - context.scene.paragraph(last.extent.start) <= 2:
            return Answer(speaker, f"{ref.text}: who spoke before", 0.6)
    return _anonymous(seen, context, source)


def _speaks_of(attribution: Attribution, head: str, context: Context) -> bool:
    """Say whether the sentence of a quotation has the word: "in an open letter"."""
    at = attribution.cue or attribution.extent
    words = context.scene.sentence_span(at.start).of(context.scene.text).lower()
    return re.search(rf"\b{re.escape(head)}", words) is not None


def _body(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer an institution: of which country, or the one named before."""
    ref = seen.ref
    if ref.country and is_state(ref):
        country = state_cluster(ref, ref.country, context, source)
        return Answer(country, f"{ref.text}: stands for the country", 0.9)
    firm = makers_firm(seen, context) if source else None
    if firm is not None:
        return Answer(firm, f"{ref.text}: the only firm of that kind here", 0.8)
    if ref.country and ref.head and (ref.kind == "group" and ref.definite or not ref.plural) and (
            source or institution_kind(ref)):
        return Answer(institution(ref, seen, context), f"{ref.text}: institution", 0.9)
    if ref.head and ref.definite and source and not ref.country and institution_kind(ref):
        known = last_headed(singular(ref.head), seen, context)
        country = None if known else country_here(seen, context)
        if country:
            local = replace(seen, ref=replace(ref, country=country))
            return Answer(institution(local.ref, local, context), f"{ref.text}: of {country}", 0.75)
    if ref.owner is not None and singular(ref.head or "") in MINISTRIES and source:
        found = _of_minister(seen, context)
        if found is not None:
            return found
    if ref.owner is not None and ref.owner.name and institution_kind(ref) and not ref.country:
        return Answer(ministry_of(ref, context), f"{ref.text}: institution", 0.85)
    if ref.owner is not None and ref.head in ("office", "campaign") and source:
        owner = answer(replace(seen, ref=ref.owner), context, source=False).cluster
        if owner is not None and owner.kind == "person" and owner.names:
            return Answer(office_of(owner, seen, context), f"{ref.text}: whose office", 0.8)
    heading = seen.paragraph == 0 and ref.text.islower()
    if ref.head and (ref.definite or heading):
        found = last_headed(singular(ref.head), seen, context)
        if found:
            return Answer(found, f"{ref.text}: the last such body", 0.8)
    varied = "-based" in ref.text and (firm_here(seen, context) or just_spoke(seen, context))
    if source and varied:
        return Answer(varied, f"{ref.text}: who spoke last, or the only firm here", 0.75)
    if source and is_common_body(ref):
        return Answer(common_body(ref, seen, context), f"{ref.text}: by its common noun", 0.8)
    last = (firm_here(seen, context) or just_spoke(seen, context)) if source else None
    if last is not None:
        return Answer(last, f"{ref.text}: who spoke last, or the only firm here", 0.75)
    if source and ref.definite and singular(ref.head or "") in word_sets().mentions["firms"]:
        body, several = recent_body(seen, context), named_firms(seen, context) > 1
        if body or several and len(ref.text.split()) == 2:
            return Answer(body, f"{ref.text}: the last body named", 0.6 if body else 1.0)
    return _anonymous(seen, context, source)


def _of_minister(seen: Seen, context: Context) -> Answer | None:
    """Answer "his ministry" by the office of whose it is; nobody where the article gives none."""
    owner = seen.ref.owner
    assert owner is not None
    found = answer(replace(seen, ref=owner), context, source=False).cluster
    here = [c for c in context.people() if any(s.sentence == seen.sentence for s in c.seen)]
    rows = [found] if found is not None and found.kind == "person" else here
    if rows is here and owner.gender is None:
        return None
    bodies = [(c, ministry_by_office(c, seen, context)) for c in rows]
    known = [(c, body) for c, body in bodies if body is not None]
    if len(known) != 1:
        return Answer(None, f"{seen.ref.text}: no office tells which")
    return Answer(known[0][1], f"{seen.ref.text}: by the office of {known[0][0].name}", 0.85)


def _group(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer authorities, peoples and crowds."""
    ref = seen.ref
    if ref.value and not ref.head and _national(ref):
        gender = _GENDERS.get(ref.text[-5:], _GENDERS.get(ref.text[-3:]))
        seen = replace(seen, ref=replace(ref, gender=gender))
        pool = [c for c in context.people() if c.country == ref.value
                or any(t.of == ref.value for t in c.titles)]
        pool = pool or [c for c in context.people() if c.country is None]
        pool = [c for c in pool if not gender or c.leaning in (None, gender)]
        found = most_salient(seen, pool, context)
        if found.cluster is not None and gender:
            found.cluster.gender = found.cluster.gender or gender
        return replace(found, why=f"{ref.text}: the nearest of that nationality")
    if ref.value and not ref.head and ref.text.endswith(("s", "men")):
        return _anonymous(seen, context, source)
    if ref.value and not ref.head and not ref.text.lower().startswith("the "):
        return Answer(None, f"{ref.text}: an adjective alone")
    if ref.value and not ref.head and source:
        return Answer(body_cluster(ref.value, context), f"{ref.text}: the country", 0.6)
    if source and is_common_body(ref) and not ref.country:
        return _body(seen, context, source)
    if ref.head in STATE or (ref.country and ref.head in word_sets().mentions["collectives"]):
        country = ref.country or country_here(seen, context)
        if country and ref.head in STATE:
            sure = 0.9 if ref.country else 0.65
            state = state_cluster(ref, country, context, source)
            return Answer(state, f"{ref.text}: of {country}", sure)
        return _body(seen, context, source)
    return _anonymous(seen, context, source)


def _national(ref: Reference) -> bool:
    """Say whether a demonym stands for one person: "the Ethiopian", not "the French"."""
    words = ref.text.split()
    single = words[-1].endswith("an") or words[-1] in word_sets().nationals
    return len(words) == 2 and words[0].lower() == "the" and single


def _unnamed(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer "the 54-year-old", "the farmer": somebody known by age or noun, or nobody's name."""
    ref = seen.ref
    if ref.owner is not None and not ref.plural:
        relative = follower(seen, context.people()) or relative_of(
            seen, whose(seen, context), context.people())
        if relative:
            return Answer(relative, f"{ref.text}: of one surname, or said to be", 0.7)
    if ref.owner is None and ref.definite and not ref.plural:
        aged = [c for c in context.people() if ref.age and ref.age in c.ages]
        if len(aged) == 1:
            return Answer(aged[0], f"{ref.text}: the age was given", 0.95)
        headed = [c for c in context.people() if ref.head and _called(c, singular(ref.head))
                  and _known_by(c, seen) and _may_be(c, ref)]
        if len(headed) == 1:
            return Answer(headed[0], f"{ref.text}: called so before", 0.85)
        relative = relative_of(seen, None, context.people()) if source else None
        if relative:
            return Answer(relative, f"{ref.text}: of the family", 0.7)
        if source and singular(ref.head or "") in MAKERS and (
                maker := last_headed(singular(ref.head or ""), seen, context)):
            return Answer(maker, f"{ref.text}: the last such body", 0.8)
        before = next((c for c in context.local if ref.head and ref.head in c.heads), None)
        if before is not None:
            return _anonymous(seen, context, source)
        vague = spoken_of(seen, context) if source else Answer(None, "")
        if vague.cluster is None and source:
            vague = another_word(seen, context)
        if vague.cluster is not None:
            return vague
        if (ref.age or ref.head in ("man", "woman")) and "," not in ref.text:
            pool = [c for c in context.people() if not c.ages]
            pool += [] if ref.age else context.bystanders(seen, plural=False)
            found = most_salient(seen, pool, context)
            found = found if found.confidence > 0.7 else Answer(None, found.why)
            return adopted(found, context, source)
    return _anonymous(seen, context, source)


def _known_by(cluster: Cluster, seen: Seen) -> bool:
    """Say whether somebody has been brought in before a phrase; a headline looks ahead."""
    return cluster.first < seen.start or seen.paragraph == 0 and all(
        s.paragraph > 0 for s in cluster.seen)


def _may_be(cluster: Cluster, ref: Reference) -> bool:
    """Say whether nation and gender of a description speak for nobody else."""
    return not (ref.country and cluster.country and ref.country != cluster.country) and len(
        {ref.gender, cluster.gender} - {None}) < 2


def _called(cluster: Cluster, head: str) -> bool:
    return any(alike(head, singular(h)) for h in (*cluster.heads, *trades(cluster)))


def _anonymous(seen: Seen, context: Context, source: bool) -> Answer:
    """Open a source that the article doesn't name, or return to it when it is repeated."""
    ref = seen.ref
    for cluster in context.local:
        same = source and any(fold(s.ref.text) == fold(ref.text) for s in cluster.seen)
        if same or ref.definite and ref.head and ref.head in cluster.heads:
            cluster.seen.append(seen)
            return Answer(cluster, f"{ref.text}: as before", 0.8)
    if not source:
        return Answer(None, "")
    kind = "group" if ref.plural and ref.kind == "group" else "unnamed"
    return Answer(context.new(kind, seen), f"{ref.text}: not named", 0.9)


def _other(seen: Seen, context: Context, source: bool) -> Answer:
    if source and seen.ref.definite and fold(seen.ref.text) in _TOWNS:
        towns = [c for key, c in context.cast.bodies.items() if c.kind == "place"
                 and key not in context.scene.base.countries]
        if len(towns) == 1:
            return Answer(towns[0], f"{seen.ref.text}: the only one here", 0.7)
    if seen.ref.kind == "place" and seen.ref.head and not seen.ref.plural:
        country = country_here(seen, context)
        if country:
            return Answer(body_cluster(country, context), f"{seen.ref.text}: {country}", 0.7)
    noun = seen.ref.text.lower().split()[-1]
    if seen.ref.definite and not seen.ref.plural and noun.isalpha():
        headed = [c for c in context.people() if noun in (*c.heads, *trades(c))
                  and _known_by(c, seen)]
        if len(headed) == 1:
            return Answer(headed[0], f"{seen.ref.text}: called so before", 0.85)
    if source and _utters(seen, context):
        vague = another_word(seen, context)
        if vague.cluster is not None:
            return vague
    return _anonymous(seen, context, source)


def _utters(seen: Seen, context: Context) -> bool:
    """Say whether a source that no list knows speaks in its own words: "the left back"."""
    rows = context.scene.annotations.attributions
    return any(a.source == seen.ref.span and a.form == "direct" for a in rows)


_GENDERS = {"woman": "f", "man": "m"}
_TOWNS = {"the city", "the town", "the village", "the borough", "the municipality", "the county"}
_BY_KIND: dict[str, Callable[[Seen, Context, bool], Answer]] = {
    "person": _person, "pronoun": _pronoun, "document": _document, "data": _document,
    "organization": _body, "group": _group, "unnamed": _unnamed, "place": _other,
    "other": _other}
