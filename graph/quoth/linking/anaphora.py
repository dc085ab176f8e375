"""What a mention without a name refers to: pronouns, descriptions, documents, authorities.

Every answer is an `Answer`: a cluster with the rule that found it and how sure it is, or none.
No speaker rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter

from quoth.linking.body_kinds import by_its_kind
from quoth.linking.body_phrases import body as body_phrase
from quoth.linking.clusters import Cluster
from quoth.linking.descriptions import describe, trades
from quoth.linking.ellipsis import by_age, elliptical
from quoth.linking.epithets import alike
from quoth.linking.event_roles import by_deed
from quoth.linking.firms import FIRM_WORDS, body_called, just_spoke
from quoth.linking.institutions import (
    STATE,
    body_cluster,
    country_here,
    is_common_body,
    state_cluster,
)
from quoth.linking.interviews import interview
from quoth.linking.joint import joint
from quoth.linking.named import by_name, without_leader
from quoth.linking.names import fold
from quoth.linking.placed_bodies import led_elsewhere, of_owner
from quoth.linking.pronouns import pronoun
from quoth.linking.references import Reference
from quoth.linking.rows import in_one_row
from quoth.linking.salience import Answer, Context, most_salient
from quoth.linking.scene import Seen
from quoth.linking.unnamed import anonymous, known_by, unnamed
from quoth.linking.variations import another_word, of_elsewhere
from quoth.linking.words import singular, word_sets
from quoth.records import Attribution


def answer(seen: Seen, context: Context, *, source: bool = True) -> Answer:
    """Return what a phrase refers to."""
    asked = (interview(seen, context) or joint(seen, context, answer)) if source else None
    if asked is not None:
        return asked
    seen = without_leader(seen, context)
    owner = of_owner(seen, context) if source else None
    if owner is not None:
        return Answer(owner, f"{seen.ref.text}: the firm that is said to own or be owned", 0.8)
    named = by_age(seen, context) or by_name(seen, context, source) or _set_off(seen, context)
    named = named or ((_repeated(seen, context) or elliptical(seen, context)) if source else None)
    if named is not None and named.cluster and not seen.ref.name and led_elsewhere(
            seen, named.cluster, context):
        named = None
    if named is not None:
        return named
    body = body_called(seen, context) if source and seen.ref.kind in _LOOSE_KINDS else None
    if body is not None:
        return Answer(body, f"{seen.ref.text}: the body that spoke last", 0.75)
    found = _BY_KIND.get(seen.ref.kind, _other)(seen, context, source)
    if found.cluster is not None and found.cluster.kind == "person" and led_elsewhere(
            seen, found.cluster, context):
        return anonymous(seen, context, source)
    if source and found.cluster is not None and found.cluster.kind == "organization" and (
            seen.ref.head in FIRM_WORDS and seen.ref.definite and not seen.ref.name):
        found.cluster.heads.add(singular(seen.ref.head))  # "the family firm", later "the firm"
    return found


def _set_off(seen: Seen, context: Context) -> Answer | None:
    """Answer "Her colleague" by the name set off behind: "Her colleague at the bank, Tom Roe,"."""
    name = context.scene.presented.get(seen.start)
    cluster = name and context.cast.by_span.get(name.ref.name_span or name.ref.span)
    if cluster is None or cluster.kind != "person" or seen.ref.name or seen.ref.plural or (
            seen.ref.kind == "pronoun"):
        return None
    return Answer(cluster, f"{seen.ref.text}: {cluster.name}", 0.9)


def _repeated(seen: Seen, context: Context) -> Answer | None:
    """Answer "Her boss" by the name that the article has set off behind the same words before."""
    ref = seen.ref
    if ref.owner is None or ref.owner.kind != "pronoun" or ref.plural or ref.name:
        return None
    scene, words = context.scene, ref.text.lower()
    for other in reversed(scene.phrases_from(0, seen.start)):
        same = scene.text[other.start : other.start + len(words)].lower() == words
        name = (other if other.ref.name else scene.presented.get(other.start)) if same else None
        cluster = context.cast.by_span.get(name.ref.name_span or name.ref.span) if name else None
        if name and cluster is not None and cluster.kind == "person" and not _owns(
                cluster, name, seen):
            return Answer(cluster, f"{ref.text}: so called with the name before", 0.85)
    return None


def _owns(cluster: Cluster, name: Seen, seen: Seen) -> bool:
    """Say whether somebody has been named again since, and can be the "her" of "her sister"."""
    owner = seen.ref.owner
    again = any(name.ref.span.end < s.start < seen.start and s.ref.name for s in cluster.seen)
    return again and owner is not None and len({cluster.gender, owner.gender} - {None}) < _BOTH


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
    known = owner.known if owner.kind != "person" else None
    of = known.id if known else (owner.name or None)
    titles = (*ref.titles[:-1], replace(ref.titles[-1], of=of, of_span=ref.owner.span))
    return replace(ref, titles=titles)


_BRACKETS = re.compile(r"^ \([^()\n]{1,60}\)")
_SECOND = re.compile(r",? (?:who|whose) [^.;:“”\"\n]{3,80}? and (?=w)")


def _relative(seen: Seen, context: Context) -> Answer:
    """Answer "who" by the phrase just before it."""
    text = context.scene.text
    for other in reversed(context.scene.phrases):
        if other.ref.span.end <= seen.start:
            gap = _BRACKETS.sub("", text[other.ref.span.end : seen.start]).strip(" ,\n")
            if gap == ")" and "(" in text[max(0, other.start - 40) : other.start]:
                continue  # "Ann Roe (Labour, Hexley North), who"
            if _SECOND.match(text, other.ref.span.end, seen.start + 1):
                gap = ""  # "Ann Roe, whose shop burned and who said"
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


def _document(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer "the letter" by who wrote it, "Lavrov's letter" by its owner."""
    ref = seen.ref
    if ref.owner is not None:
        owner = answer(replace(seen, ref=ref.owner), context, source=source)
        if owner.cluster is not None:
            return Answer(owner.cluster, f"{ref.text}: its owner", owner.confidence)
        return anonymous(seen, context, source)
    if ref.value or ref.country and ref.name:
        return body_phrase(seen, context, source, whose)
    head = singular(ref.head or "")
    rows = [d for d in context.documents if d[1].replace("-", "") == head.replace("-", "")] or (
        context.documents if head in ("statement", "document", "text", "message") else [])
    before = [d for d in rows if d[0] < seen.start]
    if rows and (ref.definite or not source):
        found = max(before, key=itemgetter(0, 1))[2] if before else min(
            rows, key=itemgetter(0))[2]
        return Answer(found, f"{ref.text}: its author", 0.85)
    vague = head in ("document", "text", "paper") and ref.definite and not rows
    papers = [c for c in context.local if vague and c.seen[0].ref.kind in ("document", "data")]
    if papers:
        papers[-1].seen.append(seen)
        return Answer(papers[-1], f"{ref.text}: the last paper", 0.75)
    earlier = [r for r in context.spoken if (r[0].cue or r[0].extent).start < seen.start
               and _speaks_of(r[0], head, context)]
    if ref.definite and earlier and head in word_sets().mentions["letters"]:
        last, speaker = earlier[-1]
        if seen.paragraph - context.scene.paragraph(last.extent.start) <= 2:
            return Answer(speaker, f"{ref.text}: who spoke before", 0.6)
    return anonymous(seen, context, source)


def _speaks_of(attribution: Attribution, head: str, context: Context) -> bool:
    """Say whether the sentence of a quotation has the word: "in an open letter"."""
    at = attribution.cue or attribution.extent
    words = context.scene.sentence_span(at.start).of(context.scene.text).lower()
    return re.search(rf"\b{re.escape(head)}", words) is not None


def _group(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer authorities, peoples and crowds."""
    ref = seen.ref
    if source and ref.head == "side" and _HOSTS.match(ref.text):
        ref = replace(ref, kind="organization", head="club", text="The club")
        return body_phrase(replace(seen, ref=ref), context, source, whose)
    if ref.value and not ref.head and _national(ref):
        gender = _GENDERS.get(ref.text[-5:], _GENDERS.get(ref.text[-3:]))
        seen = replace(seen, ref=replace(ref, gender=gender))
        pool = [c for c in context.people() if c.country == ref.value
                or any(t.of == ref.value for t in c.titles)]
        told = bool(pool)
        pool = pool or [c for c in context.people() if c.names and c.country is None and any(
            s.start < seen.start and seen.sentence - s.sentence <= 2 for s in c.seen)]
        pool = [c for c in pool if not gender or c.leaning in (None, gender)]
        if told and in_one_row(pool, seen):
            return Answer(None, f"{ref.text}: two people of one sentence are of that nation")
        found = most_salient(seen, pool, context) if not told or len(pool) != 1 else Answer(
            pool[0], "", 0.9)
        if found.cluster is not None and source:
            found.cluster.gender = found.cluster.gender or gender
            found.cluster.country = found.cluster.country or (None if told else ref.value)
        return replace(found, why=f"{ref.text}: the nearest of that nationality")
    if ref.value and not ref.head and ref.text.endswith(("s", "men")):
        return anonymous(seen, context, source)
    if ref.value and not ref.head and not ref.text.lower().startswith("the "):
        return Answer(None, f"{ref.text}: an adjective alone")
    lone = _one_of_nation(seen, context) if source else None
    if lone is not None:
        return Answer(lone, f"{ref.text}: the only one of that nationality", 0.75)
    if ref.value and not ref.head and source:
        return Answer(body_cluster(ref.value, context), f"{ref.text}: the country", 0.6)
    if source and is_common_body(ref) and not ref.country:
        return body_phrase(seen, context, source, whose)
    if ref.head in STATE or (ref.country and ref.head in word_sets().mentions["collectives"]):
        country = ref.country or country_here(seen, context)
        if country and ref.head in STATE:
            sure = 0.9 if ref.country else 0.65
            state = state_cluster(ref, country, context, source)
            return Answer(state, f"{ref.text}: of {country}", sure)
        return body_phrase(seen, context, source, whose)
    return anonymous(seen, context, source)


def _one_of_nation(seen: Seen, context: Context) -> Cluster | None:
    """Return the one person just named whom "the Japanese" can be, if no office is of that land."""
    ref = seen.ref
    if not (ref.value and not ref.head and ref.text.lower().startswith("the ")
            and len(ref.text.split()) == 2 and ref.text.endswith("ese")):
        return None
    near = [c for c in context.people() if c.names and any(
        s.start < seen.start and seen.sentence - s.sentence <= 2 for s in c.seen)]
    rows = [c for c in near if c.country == ref.value and not any(
        t.of == ref.value for t in c.titles)]
    if rows or _is_named(ref.value, context):
        return rows[0] if len(rows) == 1 else None
    found = most_salient(seen, [c for c in near if c.country is None], context)
    return found.cluster if found.confidence >= _SALIENT else None


def _is_named(country: str, context: Context) -> bool:
    """Say whether an article names a country, and not only "the Portuguese"."""
    body = context.cast.bodies.get(country)
    spoke = [a.source for a in context.scene.annotations.attributions if a.source
             and len(a.source.of(context.scene.text).split()) == 2]
    return body is not None and any(
        not any(source.contains(s.ref.span) for source in spoke) for s in body.seen)


def _national(ref: Reference) -> bool:
    """Say whether a demonym stands for one person: "the Ethiopian", not "the French"."""
    words = ref.text.partition(",")[0].split()  # "the Swede, who had never won,"
    single = words[-1].endswith("an") or words[-1] in word_sets().nationals
    named = len(words) == 2 or len(words) == _LONG and words[1].istitle()  # "the South African"
    return named and words[0].lower() == "the" and single


def _pronoun(seen: Seen, context: Context, source: bool) -> Answer:
    relative = (seen.ref.head or "") in word_sets().mentions["relatives"]
    return _relative(seen, context) if relative else pronoun(seen, context, source, answer)


def _body(seen: Seen, context: Context, source: bool) -> Answer:
    return body_phrase(seen, context, source, whose)


def _unnamed(seen: Seen, context: Context, source: bool) -> Answer:
    return unnamed(seen, context, source, whose)


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
    if seen.ref.definite and not seen.ref.plural and noun.replace("-", "").isalpha():
        headed = [c for c in context.people() if known_by(c, seen)
                  and any(alike(noun, singular(h)) for h in (*c.heads, *trades(c)))]
        if len(headed) == 1 and not of_elsewhere(seen, headed[0], context):
            return Answer(headed[0], f"{seen.ref.text}: called so before", 0.85)
    deed = by_deed(seen, context) if source else None
    if deed is not None:
        return deed
    body = by_its_kind(seen, context) if source else None
    if body is not None:
        return Answer(body, f"{seen.ref.text}: the one such body here", 0.8)
    if source and noun in _BODIES and seen.ref.definite:
        spoke = just_spoke(replace(seen, ref=replace(seen.ref, head=noun)), context)
        if spoke is not None:
            return Answer(spoke, f"{seen.ref.text}: who has just spoken", 0.75)
    if source and (_utters(seen, context) or _is_position(seen)):
        vague = another_word(seen, context)
        if vague.cluster is not None:
            return vague
    return anonymous(seen, context, source)


def _utters(seen: Seen, context: Context) -> bool:
    """Say whether a source that no list knows speaks in its own words: "the left back"."""
    rows = context.scene.annotations.attributions
    return any(a.source == seen.ref.span and a.form == "direct" for a in rows)


def _is_position(seen: Seen) -> bool:
    """Say whether a source is what players are called that other things are, too: "the lock"."""
    words = _GRADE.sub("", seen.ref.text.split(",")[0].lower())
    return seen.ref.definite and words in word_sets().mentions["positions"]


_BODIES = frozenset({"body", "outfit", "grouping"})  # as a source
_GRADE = re.compile(r"^the (?:former |veteran |young |experienced |retired |reserve )?")
_LOOSE_KINDS = ("unnamed", "person", "group", "other")
_HOSTS = re.compile(r"(?i)the (?:home|visiting|away|losing|winning|promoted|relegated) side$")
_BOTH = 2
_LONG = 3  # words of "the South African"
_SALIENT = 0.75  # confidence in who was last spoken of, below which a nation is a nation
_GENDERS = {"woman": "f", "man": "m"}
_TOWNS = {"the city", "the town", "the village", "the borough", "the municipality", "the county"}
_BY_KIND: dict[str, Callable[[Seen, Context, bool], Answer]] = {
    "person": _person, "pronoun": _pronoun, "document": _document, "data": _document,
    "organization": _body, "group": _group, "unnamed": _unnamed, "place": _other,
    "other": _other}
