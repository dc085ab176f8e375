"""Another word for who was just spoken of: "the retired welder", "the official", "the minister"."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.dialogue import asked
from quoth.linking.ellipsis import is_another
from quoth.linking.epithets import alike
from quoth.linking.names import fold
from quoth.linking.references import Reference, Title
from quoth.linking.salience import Answer, Context, most_salient
from quoth.linking.scene import Seen
from quoth.linking.topics import asked_again, is_past, may_be_both, topic
from quoth.linking.words import is_agent, is_party, singular, word_sets

# of somebody not told of: "the mother of one pupil"
_OF_SOME = re.compile(r" of (?:one|an?|another|some|two|three|several) ")
# whom an election makes of anybody
RUNNERS = {"leader", "candidate", "hopeful", "contender", "challenger", "nominee"}
_OLD, _YOUNG = 55, 45  # years
RULERS = ("head_of_state", "head_of_government")
PREMIERS = {"prime minister", "premier", "pm"}
VARIED = re.compile(r"(?i)\b[\w-]+-(?:time|born|based|raised|trained|year-old)\b"
                     r"|\b(?:grand)?(?:mother|father)[- ]of[- ](?:one|two|three|four|five|six|seven"
                     r"|eight|nine|ten|eleven|twelve|twins)\b|\bnative$")


def spoken_of(seen: Seen, context: Context) -> Answer:
    """Answer "the official", "the actress" by who has just been spoken of, if one stands out."""
    ref = seen.ref
    head = singular((ref.head or (ref.titles[-1].text if ref.titles else "")).lower()).split()[-1:]
    office = ref.titles and not ref.head and " " in ref.titles[-1].text
    if office or not (ref.definite and head and head[0] in word_sets().mentions["hypernyms"]):
        return Answer(None, "")
    if any(t.of for t in ref.titles) or ref.owner or ref.plural or ref.place or _is_other(ref):
        return Answer(None, "")
    if head[0] in word_sets().mentions["bridging"] or unnamed_before(head[0], context):
        return Answer(None, "")
    found = most_salient(seen, context.people(), context)
    if found.cluster is None or found.confidence < 0.8 or _in_office(head[0], found.cluster):
        return Answer(None, "")
    return Answer(found.cluster, f"{ref.text}: who was just spoken of", found.confidence - 0.2)


def _in_office(noun: str, cluster: Cluster) -> bool:
    """Say whether somebody is told to hold an office, so that "the doctor" is another one."""
    own = {t.text.lower().split()[-1] for t in cluster.titles if not t.former and (
        not t.honorific or noun in ("student", "pupil") and t.text.startswith("Prof"))}
    return noun in _CALLINGS and bool(own) and not any(alike(noun, one) for one in own)


_CALLINGS = frozenset({"doctor", "physician", "surgeon", "teacher", "lawyer", "attorney", "priest",
                       "pastor", "engineer", "student", "nurse", "pupil", "footballer",
                       "singer", "actor", "actress", "banker"})


def only_one_so_far(seen: Seen, context: Context) -> Answer:
    """Answer "Ann Roe was late. The water minister had come by boat." before anybody else is named.

    A description that opens the sentence behind the first name of an article is that person's.
    """
    ref, nobody = seen.ref, Answer(None, "")
    opens = seen.start in context.scene.openings and seen.content is None and not seen.quoted
    if not opens or ref.name or ref.owner or ref.plural or not ref.definite or _is_other(ref) or (
            ref.kind not in ("person", "unnamed") or any(_of_land(t) for t in ref.titles)):
        return nobody
    named = [c for c in context.cast.people if c.names and c.first < seen.start]
    others = any(c.kind == "unnamed" for c in context.local)
    untold = [c for c in named if not (c.heads or any(not t.honorific for t in c.titles))]
    if len(untold) != 1 or others or len({untold[0].gender, ref.gender} - {None}) > 1 or (
            len(named) > 1 and untold[0].first not in context.scene.leads):
        return nobody
    if any(t.of for t in ref.titles) and not _of_what_is_named(seen, context):
        return nobody
    last = max(s.sentence for s in untold[0].seen if s.start < seen.start)
    if seen.sentence - last != 1 or seen.paragraph > 2:
        return nobody
    return Answer(untold[0], f"{ref.text}: the only one so far of whom nothing is told", 0.7)


def _of_land(title: Title) -> bool:
    """Say whether a title is of a country or body that the base knows: "the Mali captain"."""
    return bool(title.of) and (len(title.of or "") == 2 or is_party(title.of))


def _of_what_is_named(seen: Seen, context: Context) -> bool:
    """Say whether what an office is of has been named: "Oxo lost 2-0. The Oxo boss was booked"."""
    words = [w for w in seen.ref.text.split()[1:] if w[:1].isupper()]
    return bool(words) and all(context.scene.text.find(w, 0, seen.start) >= 0 for w in words)


def unnamed_before(noun: str, context: Context) -> Cluster | None:
    """Return somebody without a name whom the article has called by this noun."""
    return next((c for c in context.local if c.kind == "unnamed" and not c.plural
                 and (noun in {singular(h) for h in c.heads} or any(
                     t.text.lower().split()[-1] == noun for t in c.titles))), None)


def another_word(seen: Seen, context: Context) -> Answer:
    """Answer "the retired welder", "the Osaka-born striker" by who has just been spoken of.

    A definite noun with an adjective that the article hasn't used before is the trade's way not
    to repeat a name. A bare one ("the driver") may be somebody new and is left alone.
    """
    ref = seen.ref
    if not ref.definite or ref.plural or ref.owner or ref.place or _is_other(ref) or (
            _OF_SOME.search(ref.text)):
        return Answer(None, "")
    head = singular((ref.head or ref.titles[-1].text if ref.head or ref.titles else "").lower())
    head = head or (ref.text.lower().split()[-1] if ref.kind == "other" else "")
    if not head or head in ("one", "other") or _brought_in(head, seen, context):
        return Answer(None, "")
    telling = word_sets().mentions["telling"] & set(ref.modifiers)
    known = head.split()[-1] in word_sets().mentions["bridging"] or seen.content is not None
    known = known and not goes_on(seen, context)
    if known and not (telling or ref.country or VARIED.search(ref.text)
                      or any(t.of for t in ref.titles)):
        return Answer(None, "")
    nameless = _nameless_before(seen, context)
    if nameless is not None and not ref.titles:
        sure = bool(telling) and len({nameless.gender, ref.gender} - {None}) < 2
        return Answer(nameless if sure else None, f"{ref.text}: who just spoke, unnamed", 0.7)
    pool = [c for c in context.people() if c.names and not of_other_age(c, ref) and not (
        ref.country and c.country and c.country != ref.country) and not (ref.age and c.ages)]
    if any(t.of and is_body(t.of) for t in ref.titles):  # no head of state is "the party leader"
        pool = [c for c in pool if not c.roles() & set(RULERS)]
    pool = [c for c in pool if not any(of_another_party(t, c) for t in ref.titles)]
    parties = word_sets().mentions["partisans"]
    party = head.title() if head.title() in parties else None
    pool = [c for c in pool if not party or not {h.title() for h in c.heads} & parties - {party}]
    telling = telling or {"former"} & {w for t in ref.titles if t.former for w in t.text.split()}
    if not telling:
        pool = [c for c in pool if not (_of_another_trade(head, c) or _in_office(head, c))]
    found = most_salient(seen, pool, context)
    if found.cluster is not None and party:
        found.cluster.heads.add(head)
    if found.cluster is None or not _near(found.cluster, seen, context) or found.confidence < 0.75:
        return Answer(None, "")
    if ref.titles and ref.titles[-1].role == "chief_executive" and " " in ref.titles[-1].text and (
            found.cluster.roles() & _CHIEFS):
        return Answer(None, "")  # no chairman is the chief executive
    plain = not (telling or ref.titles or ref.country or VARIED.search(ref.text) or ref.age)
    if plain and context.spoken and context.spoken[-1][1] is not found.cluster and (
            context.scene.paragraph(context.spoken[-1][0].extent.start) == seen.paragraph):
        return Answer(None, "")  # "One member asked. The architect replied."
    return Answer(found.cluster, f"{ref.text}: another word for who was just spoken of",
                  found.confidence - 0.15)


def about(seen: Seen, context: Context) -> Answer | None:
    """Answer a description by whom the sentence before is about, if it calls nobody else so.

    "Roe was in no mood to resign. "No," said the Tarn boss", where the article has a Tarn captain.
    """
    ref, scene = seen.ref, context.scene
    direct = any(a.form == "direct" for a in scene.said_by(ref.span))
    if not direct or ref.name or ref.owner or ref.plural or not ref.definite or _is_other(ref):
        return None
    reply = asked(seen, context)
    cluster = reply.cluster if reply and reply.cluster else topic(seen, context)
    noun = (ref.head or (ref.titles[-1].text if ref.titles else ref.text)).lower().split()[-1]
    partisan = noun.title() in word_sets().mentions["partisans"]
    if cluster is None or not cluster.names or cluster is context.asker or partisan:
        return None
    if not may_be_both(ref, cluster) or len({ref.gender, cluster.gender} - {None}) > 1 or any(
            of_another_party(t, cluster) for t in ref.titles):
        return None
    if ref.country and cluster.country and ref.country != cluster.country:
        return None
    rows = [c for c in (*context.people(), *context.local) if c is not cluster and (
        c.first < seen.start) and any(
        noun in (singular(w), w) for w in (*c.heads, *(
            t.text.lower().split()[-1] for t in c.titles)))]
    own = noun in {singular(h) for h in cluster.heads}
    plain = not reply and noun in word_sets().mentions["bridging"] and len(ref.text.split()) == 2
    if (rows or plain) and not own or of_other_age(cluster, ref) or unnamed_before(noun, context):
        return None
    return Answer(cluster, f"{ref.text}: whom the sentence before is about", 0.75)


def _is_other(ref: Reference) -> bool:
    """Say whether a phrase tells that it is not who is spoken of: "the then leader"."""
    return is_another(ref) or ref.text.lower().startswith(("the then ", "the then-"))


def _nameless_before(seen: Seen, context: Context) -> Cluster | None:
    """Return who has just spoken without a name in the paragraph of a description."""
    if not context.spoken:
        return None
    last, speaker = context.spoken[-1]
    at = last.source or last.extent
    near = context.scene.paragraph(at.start) == seen.paragraph and (
        seen.sentence - context.scene.sentence(at.start) <= 2)
    return speaker if near and speaker.kind == "unnamed" and not speaker.plural else None


def goes_on(seen: Seen, context: Context) -> bool:
    """Say whether a quotation only goes on: "Ann Roe was late. "It rained," the farmer said."

    Nobody new comes in between who has just spoken and words in quotation marks.
    """
    rows = context.scene.said_by(seen.ref.span)
    if asked_again(seen, context):
        return True
    before = topic(seen, context) if rows and (
        rows[0].form == "direct" or is_past(seen.ref)) else None
    if before is not None and may_be_both(seen.ref, before):
        return True
    if not context.spoken or not rows or rows[0].form != "direct":
        return False
    last, speaker = context.spoken[-1]
    at = last.source or last.extent
    begin = min(rows[0].extent.start, seen.start)
    near = context.scene.paragraph(at.start) == context.scene.paragraph(begin) and (
        context.scene.sentence(begin) - context.scene.sentence(max(at.start, last.extent.end - 1))
        <= 1)
    return near and speaker.kind == "person" and bool(speaker.names) and begin < seen.start


def _of_another_trade(head: str, cluster: Cluster) -> bool:
    """Say whether the article gives somebody a trade that "the bassoonist" is not."""
    words = word_sets()
    offices = {t.text.lower().split()[-1] for t in cluster.titles}
    own = {singular(h) for h in cluster.heads - offices if not words.has("kin", h)
           and (words.has("trades", h) or is_agent(h))}
    if head not in words.mentions["hypernyms"]:
        own |= {t.text.lower().split()[-1] for t in cluster.titles if t.role in _CRAFTS}
    trade = head not in RUNNERS and not words.has("kin", head) and (
        words.has("trades", head) or is_agent(head))
    return bool(own) and trade and not any(alike(head, one) for one in own)


_CHIEFS = {"chair", "executive", "director", "founder", "owner", "manager", "expert"}
_CRAFTS = frozenset({"artist", "author", "expert", "journalist", "athlete", "pilot"})


def _near(cluster: Cluster, seen: Seen, context: Context) -> bool:
    """Say whether somebody has just been spoken of: here, or as the only one so far.

    A paragraph of news is often one sentence, so who spoke last may stand in the one before.
    """
    past = [s for s in cluster.seen if s.start < seen.start and not s.quoted]
    if not past:
        return False
    scene = context.scene  # words in quotation marks before their source are no distance
    here = scene.sentence(min([seen.start, *(a.extent.start for a in scene.said_by(seen.ref.span)
                                             if a.form != "indirect")]))
    gap = min(max(0, here - s.sentence) for s in past)
    if any(s.paragraph == seen.paragraph and here - s.sentence <= 2 for s in past):
        return True
    if seen.ref.country or any(t.of for t in seen.ref.titles):
        return False
    others = any(c is not cluster and c.names and any(
        s.start < seen.start and s.start in context.scene.leads for s in c.seen)
        for c in context.people())
    last = bool(context.spoken) and context.spoken[-1][1] is cluster
    return gap <= 2 and last or gap <= 5 and not others


def _brought_in(head: str, seen: Seen, context: Context) -> bool:
    """Say whether the article has used a noun before a phrase."""
    noun = re.compile(rf"(?i)\b{re.escape(head)}\b")
    return noun.search(context.scene.text, 0, seen.start) is not None


def of_elsewhere(seen: Seen, cluster: Cluster, context: Context) -> bool:
    """Say whether a description names a place or body that the article has not told of somebody:
    "the Leiden astronomer" is not the one from Pisa."""
    scene, ahead = context.scene, re.split(r",| who ", seen.ref.text)[0].split()[1:-1]
    named = [w for w in ahead if w[:1].isupper() and w not in scene.base.by_adjective
             and not w.endswith(("-born", "-raised", "-bred"))]
    if not named:
        return False
    told = " ".join(scene.sentence_span(s.start).of(scene.text) for s in cluster.seen)
    return not any(w in told for w in named)


def of_another_party(title: Title, cluster: Cluster) -> bool:
    """Say whether somebody has been called a leader of another party than a title is of."""
    return is_party(title.of) and any(
        is_party(t.of) and t.of != title.of and not t.former for t in cluster.titles)


def of_other_age(cluster: Cluster, ref: Reference) -> bool:
    """Say whether somebody's age speaks against "the old man", "the young woman"."""
    ages = [int(age) for age in cluster.ages if age.isdigit()]
    words = set(ref.text.lower().split())
    old, young = words & {"old", "elderly", "older"}, words & {"young", "younger"}
    return bool(ages) and (bool(old) and max(ages) < _OLD or bool(young) and min(ages) > _YOUNG)


def the_old_one(seen: Seen, context: Context) -> Cluster | None:
    """Return the only person of an article who is old by the age given: "the old man"."""
    ref = seen.ref
    if not set(ref.text.lower().split()) & {"old", "elderly"} or ref.age or ref.plural:
        return None
    rows = [c for c in context.people() if c.names and c.first < seen.start and c.ages
            and not of_other_age(c, ref) and len({c.gender, ref.gender} - {None}) < 2]
    return rows[0] if len(rows) == 1 else None


def is_body(of: str) -> bool:
    """Say whether what a title is of is a party, union or firm by its last word, and no country."""
    words = word_sets()
    last = fold(of).split()[-1:]
    return of.startswith("org:") or bool(last) and words.has("organizations", last[0])
