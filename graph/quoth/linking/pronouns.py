"""Whom he, she, it, they and I mean, by salience, gender and number."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.delayed import named_after
from quoth.linking.dialogue import asked
from quoth.linking.salience import Answer, Context, adopted, most_salient, weighed
from quoth.linking.scene import Seen
from quoth.linking.singular_they import one_of_them
from quoth.linking.subjects import Who, own_subject, pair_before, subject_before
from quoth.linking.words import word_sets


def pronoun(seen: Seen, context: Context, source: bool, who: Who) -> Answer:
    """Answer he, she, it, they by salience, gender and number; `who` answers other sources."""
    low = seen.ref.head or ""
    words = word_sets().mentions
    if low in words["first_pronouns"] or low in words["first_plural_pronouns"]:
        return _narrator(seen, context, source)
    if low in words["neuter_pronouns"]:
        own = own_subject(seen, context) if source else None
        if own is not None:
            return Answer(own, f"{seen.ref.text}: of whom it is said", 0.8)
        wrote = (_author_before(seen, context) or _paper_before(seen, context)
                 ) if source and own is None else None
        if wrote is not None:
            return Answer(wrote, f"{seen.ref.text}: the paper just cited", 0.8)
        if source and _is_papers(seen, context):
            return Answer(None, f"{seen.ref.text}: a paper, nobody is said to be its author")
        told = subject_before(seen, context, who) if source else None
        if told is not None:
            return told
        pool = _speaking_bodies(context) + (_unnamed_bodies(context) if source else [])
    elif low in words["plural_pronouns"]:
        told = subject_before(seen, context, who) if source else None
        told = told or (one_of_them(seen, context) if source else None)
        if told is not None:
            return told
        crowd = _crowd(seen, context) if source else []
        pool = [c for c in context.local if c.plural] + crowd or _speaking_bodies(context)
    elif seen.ref.gender:
        reply = asked(seen, context) if source else None
        if reply is not None:
            return adopted(reply, context, source)
        later = named_after(seen, context) if source else None
        if later is not None:
            return Answer(later, f"{seen.ref.text}: who is named right behind", 0.65)
        pool = context.people() + context.bystanders(seen, plural=False)
        saying = _saying(seen, context)
        pool = [c for c in pool if c not in saying]
    else:
        return Answer(None, f"{seen.ref.text}: refers to nobody here")
    found = weighed(most_salient(seen, pool, context), seen, context)
    if found.cluster is None and source and low in words["plural_pronouns"] and not seen.quoted:
        pair = pair_before(seen, context)
        found = Answer(pair, f"{seen.ref.text}: the only pair", 0.65) if pair else found
    return adopted(found, context, source)


def _saying(seen: Seen, context: Context) -> list[Cluster]:
    """Return who says the words around a pronoun, and would be "I" in them; where they take turns,
    who else does and would be "you"."""
    around = [(a, c) for a, c in context.spoken if a.form == "direct" and any(
        s.start <= seen.start < s.end for s in a.content)]
    if any("turn" in a.rules for a, _ in around):
        around += [(a, c) for a, c in context.spoken if "turn" in a.rules]
    return [c for _, c in around]


def _author_before(seen: Seen, context: Context) -> Cluster | None:
    """Return who speaks in the paper that the sentence before cites: "A report by Roe said"."""
    for last, speaker in context.spoken[-1:]:
        if last.source is None or seen.sentence - context.scene.sentence(last.source.start) != 1:
            continue
        paper = context.scene.read(last.source).kind in ("document", "data")
        if paper and speaker.kind in ("person", "organization"):
            return speaker
    return None


def _paper_before(seen: Seen, context: Context) -> Cluster | None:
    """Return whose paper the sentence before is about: "A message from Roe was read. It said"."""
    first = _opens_before(seen, context)
    if first is None or first.ref.kind != "document" or first.quoted:
        return None
    rows = [c for at, _, c in context.documents if first.start <= at <= first.ref.span.end]
    return rows[-1] if len({id(c) for c in rows}) == 1 else None


_READ_FROM = re.compile(r"\bread(?:s|ing)? (?:out |aloud )?(?:from |out from |part of |parts of )?"
                        r"(?:an?|the|his|her|their) (?:[\w-]+ ){0,3}?(?:letter|note|e-?mail|message"
                        r"|statement|diary|will|poem|telegram|postcard)\b")


def _opens_before(seen: Seen, context: Context) -> Seen | None:
    """Return the first phrase of the sentence before the one that a pronoun speaks in."""
    scene = context.scene
    begin = min([seen.start, *(a.extent.start for a in scene.said_by(seen.ref.span))])
    number = scene.sentence(begin) - 1
    return next(iter(scene.phrases_from(scene.sentences[number], begin)), None) if number >= 0 \
        else None


def _is_papers(seen: Seen, context: Context) -> bool:
    """Say whether "it" is a paper that was read out: "The verdict was read by a clerk. It said"."""
    first = _opens_before(seen, context)
    words = context.scene.text[first.start : seen.start] if first else ""
    if _READ_FROM.search(words) and not _paper_before(seen, context):
        return True
    return first is not None and first.ref.kind == "document" and not first.quoted and (
        first.ref.owner is None and _READ.match(context.scene.text, first.ref.span.end) is not None)


_READ = re.compile(r"(?: (?!(?:said|says)\b)[\w’'-]+){0,6}? (?:was|is|were|has been|had been)"
                   r" (?:then |first )?(?:read|shown|found|nailed|pinned|posted|published"
                   r"|circulated|leaked)\b")


def _crowd(seen: Seen, context: Context) -> list[Cluster]:
    """Return the people brought in before; whom a body has just told of are not those who go on:
    "The police said two men were held. They said".
    """
    spoken = [a for a, speaker in context.spoken[-1:] if speaker.kind in ("organization", "group")]
    return [c for c in context.bystanders(seen, plural=True) if not any(
        content.contains(c.seen[0].ref.span) for a in spoken for content in a.content)]


def _narrator(seen: Seen, context: Context, source: bool) -> Answer:
    """Answer the I of a speech that goes on without marks by who has just spoken directly."""
    earlier = [r for r in context.spoken if r[0].extent.start < seen.start]
    marked = any(a.form == "direct" for a in context.scene.said_by(seen.ref.span))
    if source and marked and not seen.quoted:
        return Answer(None, f"{seen.ref.text}: who writes the article")
    if source and earlier and earlier[-1][0].form == "direct":
        last, speaker = earlier[-1]
        if seen.paragraph - context.scene.paragraph(last.extent.end) <= 1:
            return Answer(speaker, f"{seen.ref.text}: the speech goes on", 0.55)
    return Answer(None, "first person")


def _speaking_bodies(context: Context) -> list[Cluster]:
    named = [c for c in (*context.cast.bodies.values(), *context.cast.people)
             if c.kind == "organization"]
    return named + [c for c in context.local if c.kind in ("group", "organization")]


def _unnamed_bodies(context: Context) -> list[Cluster]:
    """Return the bodies that have no name: "the club's board"."""
    return [c for c in context.local if c.kind == "unnamed"
            and any(s.ref.kind == "organization" for s in c.seen[:1])]
