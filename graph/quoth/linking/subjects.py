"""What "it" and "they" are who speak: the body or the people that the sentence before is about.

"The court struck down the tax. It said": nobody has spoken yet, but who acts in the sentence
before goes on to speak. Only its subject counts, never what it acts on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from quoth.linking.clusters import Cluster
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import is_agent, singular, word_sets
from quoth.records import Span

Who = Callable[[Seen, Context], Answer]
_SURE = 0.75
_BACK = 3  # sentences that may begin with the pronoun in turn
_FRONTED = re.compile(r"(?:(?:But|And|So|Yet|Meanwhile|Later|Then|Instead|Now|Still|Also|Earlier"
                      r"|Yesterday|However|Separately),? )?"
                      r"(?:(?:On|In|At|By|After|Before|During|Since|Late|Early|Last|Under|From"
                      r"|Within|For) [^,.;:“\"\n]{2,60}, )?")
_CROWD = re.compile(r"(?:The |Some |Many |Local |[A-Z][\w’'-]+ )?(?P<noun>[A-Z]?[a-z-]+)\b")
_NUMBER = re.compile(r"(?:(?:The )?(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight"
                     r"|[Nn]ine|[Tt]en|[Dd]ozens of|[Hh]undreds of|[Bb]oth|[Ss]everal) )")
_PAIR = re.compile(r",? and (?:(?:his|her|their|the) (?:[a-z-]+ ){0,4})?,? ?")
_FAMILY = re.compile(
    r"(?:The (?:[A-Z][\w’'-]+ )?|His |Her |[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*['’]s? )(?:family"
    r"|parents|relatives|lawyers|supporters|children|sons|daughters|neighbou?rs|friends)\b")
_APPOSED = re.compile(r"(?:The|Its|Their|An?) [a-z-]+(?: [a-z-]+){0,3}, ")  # "The builder, Oxo, is"
_ENDS = re.compile(r"(?<=[a-z]{2}[.!?]) +(?=[A-Z])")  # sentences that are not told apart
_FAR_BACK = 8  # sentences back to a pair
_FAR = 800  # characters that the sentence before and this one have at most
_STOPS = frozenset({"of", "in", "at", "for", "to", "by", "with", "from", "on", "against", "after",
                    "before", "that", "which", "who", "has", "have", "had", "is", "was", "are",
                    "were", "will", "said", "says", "and", "or", "his", "her", "their", "its"})
_PEOPLES = ("collectives", "human_plurals", "forces")


def subject_before(seen: Seen, context: Context, who: Who) -> Answer | None:
    """Return who "it" or "they" is by the subject of the sentence before, None if it is no such.

    `who` says whom a phrase means that is a source.
    """
    begin = None if seen.quoted else _sentence_before(seen, context.scene)
    several, sure = seen.ref.plural, _SURE
    for _ in range(_BACK):
        if begin is None:
            return None
        spoken = _spoke_as(begin, context) or _spoke_last(begin, seen, context)
        if spoken is not None:
            fits = _many(spoken) if several else _one_body(spoken)
            return Answer(spoken, f"{seen.ref.text}: who spoke before", sure) if fits else None
        if not _same_again(begin, seen, context.scene):
            break
        begin = _before(begin, context.scene)  # "They run forty vans. They said"
    phrase = _crowd(begin, context) if several and begin is not None else None
    cluster = who(phrase, context).cluster if phrase else None
    if cluster is None and begin is not None:
        phrase = _body(begin, context)
        cluster = who(phrase, context).cluster if phrase else None
        if cluster is not None and not several and _may_be_body(cluster):
            cluster.kind = "organization"  # a person is no "it"
        if cluster is None or not (_many(cluster) if several else _one_body(cluster)):
            return None
    return Answer(cluster, f"{seen.ref.text}: whom the sentence before is about", sure) \
        if cluster else None


def _same_again(begin: int, seen: Seen, scene: Scene) -> bool:
    """Say whether a sentence begins with the pronoun, too."""
    at = _opening(begin, scene)
    word = seen.ref.head or ""
    return scene.text[at : at + len(word) + 1].lower() == f"{word} "


def _may_be_body(cluster: Cluster) -> bool:
    """Say whether nothing but a guess makes a person of a name."""
    return cluster.kind == "person" and not (cluster.titles or cluster.gender or cluster.ages)


def _many(cluster: Cluster) -> bool:
    """Say whether a body or people can be "they"."""
    return cluster.plural or cluster.kind in ("group", "organization")


def _one_body(cluster: Cluster) -> bool:
    """Say whether a body, or a country, can be "it"."""
    body = cluster.kind == "organization" or cluster.kind == "place" and bool(cluster.country)
    first = min(cluster.seen, key=lambda s: s.start, default=None)
    noun = first.ref.text.lower().split()[-1] if first else ""
    unnamed = cluster.kind == "unnamed" and first is not None and (
        first.ref.kind == "organization" or (first.ref.head or "") in ("family", "opposition")
        or noun in word_sets().mentions["forces"])
    return (body or unnamed) and not (cluster.plural and unnamed and first is not None
                                      and (first.ref.head or "") != "family")


def _sentence_before(seen: Seen, scene: Scene) -> int | None:
    """Return where the sentence before what a source says, and the source, begins."""
    return _before(min([seen.start, *(a.extent.start for a in scene.said_by(seen.ref.span))]),
                   scene)


def _before(start: int, scene: Scene) -> int | None:
    """Return where the sentence before the one of a character begins, if it is near."""
    far = max(0, start - _FAR)
    at = {n for n in scene.sentences if far <= n <= start}
    at |= {m.end() for m in _ENDS.finditer(scene.text, far, start + 1)}
    ends = sorted(at)[-2:]
    if len(ends) < 2:
        return None
    begin, place = ends[0], scene.paragraph(ends[0])
    line = scene.text[begin : ends[1]].rstrip()
    if place in scene.fragments or not line or line[-1] not in ".!?…”\"’":
        return None
    return begin if scene.paragraph(start) - place <= 1 and not scene.quoted(begin) else None


def _opening(begin: int, scene: Scene) -> int:
    """Return where the subject of a sentence can begin, behind "On Monday,"."""
    match = _FRONTED.match(scene.text, begin)
    return match.end() if match else begin


def _spoke_as(begin: int, context: Context) -> Cluster | None:
    """Return who speaks at the beginning of a sentence, as its subject."""
    at = _opening(begin, context.scene)
    rows = [c for a, c in context.spoken if a.source and begin <= a.source.start <= at + 1]
    return rows[-1] if rows else None


def _spoke_last(begin: int, seen: Seen, context: Context) -> Cluster | None:
    """Return who closes a sentence as its speaker: "Oxo will close, the union said. It blamed".

    A paper that reports something may well go on about what it is about.
    """
    for last, speaker in reversed(context.spoken):
        if last.source is None or last.source.start >= seen.start:
            continue
        at, first = last.source.start, last.content[0].start
        outlet = speaker.known is not None and speaker.known.id.startswith("outlet:")
        closes = begin <= first < at and last.within is None and last.form != "direct"
        here = closes and context.scene.sentence(at) == context.scene.sentence(begin)
        return speaker if here and not outlet else None
    return None


def _body(begin: int, context: Context) -> Seen | None:
    """Return the body or country that a sentence begins with."""
    scene = context.scene
    at = _opening(begin, scene)
    spans = {s for s in context.cast.by_span if at <= s.start <= at + 60}
    spans |= {m.span for m in scene.annotations.mentions
              if m.form == "name" and m.label in ("ORG", "LOC") and at <= m.start <= at + 60}
    phrases = scene.phrases_from(at, at + 60)
    spans |= {p.ref.span for p in phrases if p.ref.kind in ("organization", "group", "place")}
    spans = {s for s in spans if not any(o != s and o.contains(s) for o in spans)}
    first = min(spans, default=None)
    if first is None:
        return None
    named = min((s for s in spans if s.start == first.end + 1), default=first)
    for span in (named, first):  # "Sea rescue group | Oxo"
        ahead = scene.text[at : span.start]
        if _plain_ahead(ahead) or _APPOSED.fullmatch(ahead):
            return scene.see(span)
    apposed = [s for s in spans if _APPOSED.fullmatch(scene.text, at, s.start)]
    return scene.see(min(apposed)) if apposed else None


def _plain_ahead(words: str) -> bool:
    """Say whether nothing stands before a name but what says which: "Sea rescue group Oxo"."""
    row = words.lower().split()
    return len(row) <= 6 and not _STOPS & set(row) and not any(c in words for c in ",;:“\"")


def _crowd(begin: int, context: Context) -> Seen | None:
    """Return the people that a sentence begins with: "Villagers in", "The family of", two names."""
    scene = context.scene
    at, text = _opening(begin, scene), scene.text
    family = _FAMILY.match(text, at)
    if family:
        return scene.see(Span(at, family.end()))
    pair = _two_names(at, context)
    if pair is not None:
        return pair
    start = (number.end() if (number := _NUMBER.match(text, at)) else at)
    match = _CROWD.match(text, start)
    if match is None:
        return None
    for noun in (match["noun"], text[start : match.end()].split()[0]):
        low, tables = noun.lower(), word_sets()
        known = any(low in tables.mentions[t] for t in _PEOPLES)
        people = low != singular(low) and (is_agent(low) or tables.has("humans", low))
        if known or people:
            end = text.index(noun, start) + len(noun)
            return scene.see(Span(at, end))
    return None


def pair_before(seen: Seen, context: Context) -> Cluster | None:
    """Return the one couple or pair that an article has named before "they": "Ann and Tom Roe".

    Nobody else that is several may have been spoken of since.
    """
    scene, text = context.scene, context.scene.text
    begin = scene.sentences[max(0, seen.sentence - _FAR_BACK)]
    spans = sorted(s for s, c in context.cast.by_span.items() if c.kind == "person")
    pairs = [Span(a.start, b.end) for a, b in pairwise(spans) if a.start >= begin
             and b.end < seen.start and text[a.end : b.start] == " and "]
    if len(pairs) != 1 or scene.quoted(pairs[0].start):
        return None
    since = scene.phrases_from(pairs[0].end, seen.start)
    if any(s.ref.plural and s.ref.kind in ("unnamed", "group", "person") and not s.quoted
           for s in since):
        return None
    found = next((c for c in context.local if any(
        s.ref.span == pairs[0] for s in c.seen)), None)
    return found or context.new("group", replace(scene.see(pairs[0]), ref=replace(
        scene.read(pairs[0]), plural=True)))


def _two_names(at: int, context: Context) -> Seen | None:
    """Return "Ann Roe and Tom Lee" that a sentence begins with as one phrase."""
    scene = context.scene
    spans = sorted(s for s, c in context.cast.by_span.items()
                   if c.kind in ("person", "organization") and at <= s.start < at + 120)
    for one, other in zip(spans, spans[1:], strict=False):
        if not _plain_ahead(scene.text[at : one.start]):
            return None
        if _PAIR.fullmatch(scene.text, one.end, other.start):
            return scene.see(Span(at, other.end))
        return None
    return None


def own_subject(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that a content before its source begins with: "Oxo expects losses, it said".
    """
    rows = context.scene.said_by(seen.ref.span)
    if len(rows) != 1 or rows[0].form == "direct" or rows[0].content[0].start > seen.start:
        return None
    begin = rows[0].content[0].start
    found = [c for span, c in context.cast.by_span.items() if begin <= span.start <= begin + 4]
    return found[0] if found and found[0].kind == "organization" else None
