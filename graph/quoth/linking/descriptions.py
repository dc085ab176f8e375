"""Who is meant by an office or a trade: "the Russian leader", "the minister", "the actress"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from quoth.linking.clusters import Cluster
from quoth.linking.deputies import is_deputy, only_deputy
from quoth.linking.ellipsis import is_another
from quoth.linking.entities import held, holder, kin_roles
from quoth.linking.epithets import FEMALE, alike
from quoth.linking.event_roles import by_deed, ousted
from quoth.linking.fields import HEADING, is_over
from quoth.linking.handovers import in_turn, opposed
from quoth.linking.hearings import heard
from quoth.linking.institutions import main_country
from quoth.linking.knowledge_base import Person
from quoth.linking.names import acronym, fold
from quoth.linking.references import Reference, Title
from quoth.linking.rows import in_one_row
from quoth.linking.salience import Answer, Context, salience
from quoth.linking.scene import Seen
from quoth.linking.variations import (
    PREMIERS,
    RULERS,
    RUNNERS,
    VARIED,
    about,
    another_word,
    goes_on,
    is_body,
    of_another_party,
    of_elsewhere,
    spoken_of,
    unnamed_before,
)
from quoth.linking.words import is_party, singular, word_sets

_LEFT = re.compile(r"^(?:former|outgoing) ")
_HEADS = {"president", "speaker", "head", "chairman", "chairwoman", "chair", "chairperson"}
_PARLIAMENTS = {"assembly", "parliament", "senate", "congress", "legislature", "chamber", "house"}
_LATELY = 31  # days in which offices hardly change hands
_RANKS = {"prime", "deputy", "vice", "assistant", "acting", "interim"}
_FLOOR = frozenset({"minority", "majority", "deputy", "vice"})


def describe(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer a description by office; what it is of is already filled in."""
    ref = seen.ref
    if source and _indefinite(ref):
        return Answer(context.new("unnamed", seen), f"{ref.text}: no name given", 0.9)
    if source and is_another(ref) and not ref.plural:
        return _somebody_else(seen, context)
    here = (in_turn(seen, context) or about(seen, context) or by_deed(seen, context)) \
        if source else None
    if here is not None:
        return here
    best = _by_title(ref, seen, context)
    if best.cluster is not None and source:
        _learn_party(ref, best.cluster)
    if source and best.cluster is not None and ref.owner is None and (
            _of_unknown(ref, best.cluster)):
        best = _last_named(seen, best, context)
    if best.cluster is not None or not source and not ref.titles:
        return best
    gone = ousted(ref, seen, context) if source and best.why == "" else None
    if gone is not None:
        return Answer(gone, f"{ref.text}: who lost that office here", 0.8)
    known = _by_office(ref, seen, context)
    if known.cluster is not None:
        return known
    called = _by_noun(ref, seen, context) if best.why == "" else None
    if called is not None and not of_elsewhere(seen, called, context):
        return Answer(called, f"{ref.text}: called so before", 0.75)
    if source and best.why == "":
        vague = spoken_of(seen, context)
        if vague.cluster is None and (not _holds_office(ref) or goes_on(seen, context)):
            vague = another_word(seen, context)
        if vague.cluster is not None:
            return vague
    witness = heard(seen, context) if source else None
    if witness is not None:
        return Answer(witness, f"{ref.text}: who spoke last in court and is no lawyer", 0.65)
    return _role_only(seen, context, source)


def _learn_party(ref: Reference, cluster: Cluster) -> None:
    """Remember whose leader somebody is: "the Liberal leader" is not the Labor leader later."""
    cluster.titles += [t for t in ref.titles if is_party(t.of) and t not in cluster.titles]


def _somebody_else(seen: Seen, context: Context) -> Answer:
    """Answer "the second envoy" by nobody who is named, and again by the same."""
    for cluster in context.local:
        if any(s.ref.text.lower() == seen.ref.text.lower() for s in cluster.seen):
            return Answer(cluster, f"{seen.ref.text}: as before", 0.8)
    return Answer(context.new("unnamed", seen), f"{seen.ref.text}: somebody else", 0.8)


def _by_noun(ref: Reference, seen: Seen, context: Context) -> Cluster | None:
    """Return the one person whom the article has called by the noun of "the principal"."""
    title = ref.titles[-1] if ref.titles else None
    if title is None or title.of or ref.owner or not ref.definite or ref.plural or (
            title.text.lower() in PREMIERS):  # no other minister is the prime minister
        return None
    if is_deputy(ref):
        return only_deputy(ref, context.people())
    noun = title.text.lower().split()[-1]
    if title.former:
        rows = [c for c in context.people() if c.names and "predecessor" in c.heads]
        return rows[0] if len(rows) == 1 else None
    field = " " in title.text and noun in (
        "minister", "secretary", "commissioner", "leader")
    rows = [c for c in context.people() if c.names and c.first < seen.start
            and FEMALE.get(noun) not in c.heads and any(alike(noun, singular(h)) for h in (
                c.heads - {*trades(c)} if field else (*c.heads, *trades(c))))
            and not (ref.gender and c.gender and ref.gender != c.gender)]
    return rows[0] if len(rows) == 1 else None


def trades(cluster: Cluster) -> Iterator[str]:
    """Yield what titles before a name tell: Judge, and knight for Sir."""
    for title in cluster.titles:
        if title.text.lower().startswith(("deputy ", "vice ", "assistant ", "vice-")):
            continue
        low = title.text.lower().split()[-1].rstrip(".")
        yield word_sets().honoured.get(low, low)


def _last_named(seen: Seen, best: Answer, context: Context) -> Answer:
    """Prefer who was named last where the office doesn't tell: "Lee, his rival, rose. The Mali"."""
    past = [(s.start, c) for c in context.people() for s in c.seen
            if s.start < seen.start and c.names and s.content is None and not s.quoted]
    last = max(past, key=lambda row: row[0], default=(0, None))[1]
    if last is None or last is best.cluster or last.titles:
        return best
    return Answer(last, f"{seen.ref.text}: who was named last", 0.65)


def _of_unknown(ref: Reference, cluster: Cluster) -> bool:
    """Say whether nothing tells that the holder of an office holds it there: "the Mali captain"."""
    known = cluster.country or cluster.known or any(t.of for t in cluster.titles)
    return not known and any(t.of and t.of_span for t in ref.titles)


def _by_title(ref: Reference, seen: Seen, context: Context) -> Answer:
    """Find the person of the article who holds the office that the description names."""
    general = bool(ref.titles) and ref.titles[-1].text.lower() in word_sets().mentions["hypernyms"]
    general = general and any(c.names and c.first < seen.start for c in context.people())
    rows = [(_fit(ref, c, context), c) for c in context.people()
            if (c.names or _same_noun(ref, c)) and not (general and c.first > seen.start)]
    fits = [(score, c) for score, c in rows if score > 0]
    if not fits:
        return Answer(None, "")
    best = max(score for score, _ in fits)
    top = [c for score, c in fits if score >= best - 0.5]
    field = _noun_ahead(ref) if ref.titles and len(top) > 1 else None
    top = [c for c in top if any(is_over(field, t) for t in c.titles)] or top if field else top
    if len(top) == 1:
        return Answer(top[0], f"{ref.text}: the only one of that office here", 0.95)
    if in_one_row(top, seen):
        return Answer(None, f"{ref.text}: two people of one sentence hold that office")
    near = sorted(top, key=lambda c: -salience(c, seen, context))
    if salience(near[0], seen, context) > 1.3 * salience(near[1], seen, context):
        return Answer(near[0], f"{ref.text}: the nearest of that office", 0.75)
    return Answer(None, f"{ref.text}: several people here hold that office")


def _same_noun(ref: Reference, cluster: Cluster) -> bool:
    """Say whether somebody without a name is called alike: no official is a coordinator."""
    own = {w for t in cluster.titles for w in t.text.lower().split()[-1:]} | cluster.heads
    nouns = {t.text.lower().split()[-1] for t in ref.titles}
    return any(alike(a, b) or a[:5] == b[:5] for a in nouns for b in own)


def _fit(ref: Reference, cluster: Cluster, context: Context) -> float:
    """Return how well a description fits a person: 0 not at all, 3 office and place."""
    if ref.gender and cluster.gender and ref.gender != cluster.gender or opposed(ref, cluster):
        return 0.0
    titles = [t for t in ref.titles if not t.honorific]
    if any(FEMALE.get(t.text.lower()) in cluster.heads for t in titles):
        return 0.0  # who is called the actress is not "the actor"
    lone = _noun_ahead(ref) if titles else None
    if lone and titles[-1].text.lower() in ("chief", "boss", "head"):  # "the finance chief"
        if any(is_over(lone, t) and t.role in HEADING for t in cluster.titles):
            return 2.0
        if not any(lone in f"{t.text} {t.of}".lower().split() for t in cluster.titles):
            titles = [t for t in titles if t.text.lower() != "chief"]
    leaving = " outgoing " in f" {ref.text.lower()}" and not any(t.former for t in cluster.titles)
    if leaving:
        titles = [replace(t, former=False) for t in titles]
    scores = [_title_fit(t, cluster, context) for t in titles]
    if not scores or min(scores) < 0:
        return 0.0
    return max(scores) / (2 if leaving else 1)


def _noun_ahead(ref: Reference) -> str | None:
    """Return the noun that says of what somebody is the chief: finance of "the finance chief"."""
    ahead = ref.text[: max(0, ref.titles[-1].span.start - ref.span.start)].split()[-1:]
    plain = ahead and ahead[0].isalpha() and ahead[0].islower()
    words = word_sets().mentions
    return ahead[0] if plain and not any(
        ahead[0] in words[t] for t in ("determiners", "modifiers", "telling", "pronouns")) else None


def _title_fit(title: Title, cluster: Cluster, context: Context) -> float:
    if of_another_party(title, cluster):
        return -1.0
    past = isinstance(cluster.known, Person) and _long_ago(context)
    scores = [] if past else [_pair_fit(title, known, cluster) for known in cluster.titles]
    if isinstance(cluster.known, Person) and not title.former:
        offices = [o for o in cluster.known.offices if o.role in kin_roles(title.role)
                and held(o, context.days)]
        scores += [3.0 if title.of == o.place else 1.5 for o in offices
                   if title.of in (None, o.place)]
    if isinstance(cluster.known, Person) and title.former:
        past = [o for o in cluster.known.offices if o.role in kin_roles(title.role)
                and held(o, context.days) is False and title.of in (None, o.place)]
        scores += [2.0] if past else []
    best = max(scores, default=0.0)
    return best if best > 0 else min(scores, default=0.0)


def _long_ago(context: Context) -> bool:
    """Say whether something was said so long ago that other people may have held the offices."""
    said, days = context.spoken_on, context.scene.days
    try:
        return bool(said and days) and (
            date.fromisoformat(min(days)) - date.fromisoformat(max(said))).days > _LATELY
    except ValueError:  # a year or month alone
        return True


def _pair_fit(title: Title, known: Title, cluster: Cluster) -> float:
    """Compare a description's title with one that the article gave somebody."""
    if known.honorific or title.former != known.former and title.former:
        return 0.0
    if _presides(title) and _presides(known) or title.role == "diplomat" and _is_envoy(known):
        return 2.0
    same = title.text.lower() == _LEFT.sub("", known.text.lower()) or (
        _one_noun(title, known) or _words(title) == _words(known)
        or _short_form(title.text, known.text) or _short_form(known.text, title.text))
    if not same and known.role not in kin_roles(title.role) and title.role not in kin_roles(
            known.role):
        return 0.0
    if known.role == title.role and title.role in _BROAD and not _one_trade(title, known):
        return 0.0
    if ("opposition" in title.text.lower()) != ("opposition" in known.text.lower()) and not (
            same or is_party(title.of)):
        return 0.0  # no council leader is the opposition leader
    exact = (1.0 if known.role == title.role else 0.5) - (
        0.8 if known.former and not title.former else 0.0)
    if title.of and known.of:
        short = {title.of, known.of} & {acronym(title.of), acronym(known.of)}
        if title.of == known.of or _shares_word(title.of, known.of) or any(map(str.isupper, short)):
            return 2.0 + exact
        return -1.0 if exact == 1.0 else 0.0
    if title.of and cluster.country and len(title.of) <= 6 and title.of != cluster.country:
        return 0.0
    if title.of and known.role in RULERS and is_body(title.of):
        return 0.0  # the chief of a party is not any head of government
    if title.text.lower() in ("chief", "boss") and known.role in RULERS:
        return 0.0
    if title.text.lower() in PREMIERS and known.role not in RULERS and (
            known.of is None or is_body(known.of)):
        return 0.0  # the head of a union is no prime minister
    return 1.0 + exact


def _words(title: Title) -> set[str]:
    """Return the words of a title: those of minister of lands are lands, minister."""
    return {*title.text.lower().split()} - {"of", "for", "the", "and", "former",
                                             "outgoing"}


def _short_form(short: str, title: str) -> bool:
    """Say whether a title is the initials of another: CFO, chief financial officer."""
    return short.isupper() and len(short) > 1 and short == "".join(
        w[0] for w in title.split()).upper()


_BROAD = frozenset({"cleric", "legislator", "honorific", "artist"})
_HYPERNYMS = frozenset({"cleric", "priest", "lawmaker", "legislator", "parliamentarian", "mp",
                        "politician", "artist", "prelate", "clergyman"})
_SHORT = {"sen": "senator", "rep": "representative", "cllr": "councillor", "assemb": "assemblyman"}


def _one_trade(title: Title, known: Title) -> bool:
    """Say whether the nouns of two titles can be one person's: no imam is the bishop."""
    one, other = ((_SHORT.get(w, w)) for w in (
        t.text.lower().split(" of ")[0].split()[-1].rstrip(".") for t in (title, known)))
    general = _HYPERNYMS | {"member"}
    return one in general or other in general or alike(one, other) or (
        {one, other} <= {"representative", "congressman", "congresswoman"})


def _presides(title: Title) -> bool:
    """Say whether a title is that of a parliament's head: speaker, president of the assembly."""
    of = fold(title.of or "").split()
    return title.role == "speaker" and title.text.istitle() or bool(_HEADS & set(
        title.text.lower().split())) and any(w in _PARLIAMENTS for w in of)


def _is_envoy(known: Title) -> bool:
    """Say whether somebody speaks for a foreign ministry, who is a diplomat, too."""
    of = fold(known.of or "")
    return known.role == "spokesperson" and (
        "foreign" in of or "external" in of or "state department" in of)


def _shares_word(one: str, other: str) -> bool:
    """Say whether two places that no list knows share a word: Dockers, the dockers' union."""
    return bool({singular(w) for w in fold(one).split()} & {singular(w) for w in fold(other).split()
                                                           } - {"the", "of", "and", "org"})


def _one_noun(title: Title, known: Title) -> bool:
    """Say whether "the minister" can be the Minister of Rural Works, "the deputy minister" his."""
    general = [w for w in title.text.lower().split() if w not in ("former", "ex")]
    if general in (["minister"], ["secretary"], ["commissioner"], ["director"], ["chief"]):
        return general[0] in known.text.lower().split() and "deputy" not in known.text.lower()
    return general == ["deputy", "minister"] and known.role.startswith("deputy_")


def _by_office(ref: Reference, seen: Seen, context: Context) -> Answer:
    """Ask the knowledge base who held the office on the article's day."""
    base, days = context.scene.base, context.days
    for title in ref.titles:
        of = title.of or (ref.country if not title.honorific else None)
        of = of or (main_country(context) if title.text.lower() in PREMIERS else None)
        if of is None or title.former or title.text.lower().startswith(("acting", "interim")):
            continue
        person = holder(base, title, of, days)
        if person:
            cluster = _known_person(person, context)
            cluster.add(seen)
            return Answer(cluster, f"{title.text} of {of} on {', '.join(days)}: {person.id} "
                                   f"{person.name}", 0.85)
    return Answer(None, "")


def _known_person(person: Person, context: Context) -> Cluster:
    for cluster in context.cast.people:
        if cluster.known == person:
            return cluster
    cluster = Cluster("person", [person.name], gender=person.gender, known=person)
    context.cast.people.append(cluster)
    return cluster


def _holds_office(ref: Reference) -> bool:
    """Say whether a title is an office of its own, and no general word: diplomat, leader."""
    last = ref.titles[-1].text.lower().split()[-1] if ref.titles else ""
    words = word_sets().mentions["hypernyms"] | RUNNERS
    if any(t.text.lower() in PREMIERS for t in ref.titles):
        return True
    if any(t.text.lower().split()[0] in _FLOOR for t in ref.titles):
        return True
    rank = all(t.role == "military" and not t.of for t in ref.titles)
    return bool(ref.titles) and last not in words and not rank and not VARIED.search(ref.text)


def _role_only(seen: Seen, context: Context, source: bool) -> Answer:
    """Keep somebody who is only known by office apart, one for each office."""
    wanted = {(t.role, t.of) for t in seen.ref.titles}
    for cluster in context.local:
        premiers = all(any(t.text.lower() in PREMIERS for t in titles)
                       for titles in (seen.ref.titles, cluster.titles))
        same = wanted & {(t.role, t.of) for t in cluster.titles} and (
            premiers or _same_noun(seen.ref, cluster))
        if same and seen.ref.definite and cluster.plural == seen.ref.plural:
            return Answer(cluster, f"{seen.ref.text}: as before", 0.7)
    title = seen.ref.titles[-1] if seen.ref.titles else None
    plain = title and seen.ref.definite and not (title.of or seen.ref.plural or seen.ref.owner)
    before = unnamed_before(title.text.lower().split()[-1], context) if plain else None
    if before is not None and not _of_other_rank(title, before):
        return Answer(before, f"{seen.ref.text}: as before", 0.7)
    if not source:
        return Answer(None, "")
    return Answer(context.new("unnamed", seen), f"{seen.ref.text}: no name given", 0.7)


def _of_other_rank(title: Title | None, cluster: Cluster) -> bool:
    """Say whether somebody without a name is only the minister where a title is prime minister."""
    words = (title.text if title else "").lower().split()
    ranks = [t.text.lower().split() for t in cluster.titles if t.text.lower().split()[-1:]
             == words[-1:]]
    return words[0] in _RANKS and bool(ranks) and all(words[0] not in r for r in ranks)


def _indefinite(ref: Reference) -> bool:
    first = ref.text.split()[0].lower() if ref.text.split() else ""
    return first in word_sets().mentions["indefinite"]
