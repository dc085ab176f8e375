"""Whom the sentence before a quotation is about: "Roe shook her head. "No," the MP for Tarn said".

A paragraph of news that tells of one person and then quotes a description goes on about that
person, also where the description is an office or a place that the article has not told before.
"""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.references import Reference
from quoth.linking.salience import Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import is_agent, singular, word_sets

_ASKED = re.compile(r"[“\"]?(?:When |If )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Qq]uizzed"
                    r"|[Cc]hallenged|[Pp]rompted|[Rr]eminded|[Tt]old|[Pp]ushed|[Ww]arned"
                    r"|[Cc]onfronted|(?:it (?:was|is) )?[Pp]ut to)\b")
_DATELINE = re.compile(r"[A-Z][^.!?;:]{0,40}(?:\([A-Z]\w+\) ?)?[–—:-]+ ?")
_OWNS = re.compile(r"['’]s?\b ?")
_ASIDE = re.compile(r"\b(?:from|to|with|for|of|like|as|beside|behind|near) (?:an? )?$")
_PAST = re.compile(r"(?i)\b(?:former|retired|ex-?|one-?time|veteran|self-taught)\b")
_SEATED = frozenset({"legislator", "councillor"})
_HEADS = frozenset({"chief", "boss", "supremo"})
_HEADED = frozenset({"chair", "executive", "chief_executive", "director", "founder", "owner",
                     "manager", "leader", "secretary", "president", "coach"})
_POLITICS = re.compile(r"minister|leader|whip|speaker|mayor|chair|legislator|councillor|head_of"
                       r"|secretary|treasurer|president")


def topic(seen: Seen, context: Context) -> Cluster | None:
    """Return the one named person whom the sentence before what a source says is about.

    It stands in the same paragraph, has that person as its subject, and names nobody else. Where
    a quotation opens a paragraph, it is the paragraph before, if it has a single sentence and that
    person speaks in it.
    """
    scene = context.scene
    begin = min([seen.start, *(a.extent.start for a in scene.said_by(seen.ref.span))])
    number = scene.sentence(begin) - 1
    if number < 0:
        return None
    start, opens = scene.sentences[number], scene.paragraphs[seen.paragraph]
    if start < opens and not (begin == opens and _one_sentence(start, begin, context)):
        return None
    here = [(s.ref.span, c) for c in context.people() for s in c.seen
            if start <= s.start < begin and not s.quoted]
    leads = scene.leads_from(start, begin)
    rows = [c for at, c in here if leads and at.start <= leads[0] < at.end and c.names]
    named = [c for c in context.people() for s in c.seen if start <= s.start < begin
             and not s.quoted and s.ref.kind != "pronoun"]
    others = any(c is not rows[0] for c in named) if rows else True
    known = {at.start for at, _ in here}
    known |= {role.start for role, name in scene.introductions if name.start in known}
    if others or any(_is_somebody(s, scene) for s in scene.phrases_from(start, begin)
                     if s.start not in known):
        return None
    return rows[0]


def _one_sentence(start: int, begin: int, context: Context) -> bool:
    """Say whether the paragraph just before is one sentence in which somebody has just spoken."""
    scene = context.scene
    last, speaker = context.spoken[-1] if context.spoken else (None, None)
    at = (last.source or last.extent).start if last else -1
    line = scene.text[scene.paragraphs[scene.paragraph(start)] : start]
    near = scene.paragraph(begin) - scene.paragraph(start) == 1 and start <= at < begin
    whole = not line or _DATELINE.fullmatch(line) is not None
    return near and whole and speaker is not None and speaker.kind == "person"


def _is_somebody(seen: Seen, scene: Scene) -> bool:
    """Say whether a phrase is of one more person: "the driver", "a friend", but no owner."""
    ref = seen.ref
    aside = not ref.definite and _ASIDE.search(scene.text, max(0, seen.start - 12), seen.start)
    if aside or _OWNS.match(scene.text, ref.span.end):
        return False
    bodily = ref.owner is not None and bool(ref.titles) and ref.titles[-1].text == "head"
    return ref.kind in ("person", "unnamed") and not (ref.plural or seen.quoted or bodily)


def asked_again(seen: Seen, context: Context) -> bool:
    """Say whether a source replies to what it is asked right after it has spoken."""
    scene = context.scene
    number = scene.sentence(seen.start)
    if not context.spoken or not _ASKED.match(scene.text, scene.sentences[number]):
        return False
    last, speaker = context.spoken[-1]
    at = last.source or last.extent
    near = scene.paragraph(at.start) == seen.paragraph and scene.sentence(
        max(at.end - 1, last.extent.end - 1)) in (number - 1, number)
    return near and speaker.kind == "person" and bool(speaker.names)


def left_over(seen: Seen, context: Context) -> Cluster | None:
    """Return who alone can be "the Portuguese biologist", as all others are of other lands."""
    ref = seen.ref
    if not ref.country or not ref.definite or ref.plural or ref.owner:
        return None
    named = [c for c in context.people() if c.names and c.first < seen.start]
    rows = [c for c in named if c.country is None and not c.dead
            and len({c.gender, ref.gender} - {None}) < 2]
    others = [c for c in named if c not in rows]
    told = any(c.country == ref.country for c in others)
    near = len(rows) == 1 and any(seen.sentence - s.sentence <= _NEAR for s in rows[0].seen
                                  if s.start < seen.start)
    return rows[0] if others and not told and near and may_be_both(ref, rows[0]) else None


_NEAR = 5  # sentences back to who is left over


def is_past(ref: Reference) -> bool:
    """Say whether a description is of what somebody was: "the former commissioner"."""
    return _PAST.search(ref.text) is not None


def may_be_both(ref: Reference, cluster: Cluster) -> bool:
    """Say whether somebody can be what a description calls them beside what the article has told.

    Who has no office can have any, who sits in a parliament or council can have one there, and
    the chief of a body can be its chairman; nobody is both mayor and head teacher.
    """
    own = {t.role for t in cluster.titles if not t.honorific}
    words = word_sets()
    trades = {h for h in map(singular, cluster.heads) if not words.has("kin", h)
              and (words.has("trades", h) or words.has("humans", h) or is_agent(h))}
    noun = (ref.titles[-1].text if ref.titles else ref.head or "").lower()
    if not own and not trades - {noun} or is_past(ref):
        return True
    new = {t.role for t in ref.titles if not t.honorific}
    if new & _SEATED:
        return bool(own) and all(_POLITICS.search(role) for role in own)
    last = ref.titles[-1].text.lower() if ref.titles else ""
    return last in _HEADS and bool(own & _HEADED)
