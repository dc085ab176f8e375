"""Who answers: the reply to somebody's question is another's."""

from __future__ import annotations

import re

from quoth.linking.binding import ADDRESSED
from quoth.linking.clusters import Cluster
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.topics import asked_again
from quoth.records import Attribution

_ANSWER = re.compile(r"(?i)[“\"«‘'\s]*(?:yes|yeah|no|nope|never|maybe|perhaps|of course|not at all"
                     r"|nothing|nobody|none|always|sometimes|certainly|absolutely)\b[^\w]")
_REPLY = re.compile(r"(?i)\b(?:repl(?:y|ies|ied)|(?:answer|respond|retort|counter)(?:s|ed)?"
                    r"|(?:hit|shot|fired) back)\b")
_ADDS = re.compile(r"(?i)(?:has |had |also |later |then )*(?:add|continu|conclud)(?:ed|es|ing|s)"
                   r"(?: that)?")
_ASK = re.compile(r"(?i)\b(?:(?:ask|wonder)(?:s|ed)?|(?:want|demand)(?:s|ed) to know)\b")


def going_on(attribution: Attribution, seen: Seen, found: Answer, context: Context
             ) -> Answer | None:
    """Return who has just spoken where a description that fits nobody else "added" something.

    "Roe was glad, she said. The Tarn captain added": who adds has spoken before.
    """
    ref, cue = seen.ref, attribution.cue
    new = any(found.cluster is c for c in context.local) and len(found.cluster.seen) == 1
    plain = ref.definite and not (ref.plural or ref.owner or ref.name)
    if not (new and plain and cue and context.spoken and ref.kind in ("person", "unnamed")):
        return None
    last, speaker = context.spoken[-1]
    near = last.source and context.scene.paragraph(last.source.start) == seen.paragraph and (
        seen.sentence - context.scene.sentence(last.source.start) <= 2)
    same = len({ref.gender, speaker.gender} - {None}) < 2 and (
        len({ref.country, speaker.country} - {None}) < 2)
    if not (near and same and speaker.kind == "person" and speaker.names
            and _ADDS.fullmatch(cue.of(context.scene.text))):
        return None
    context.local[:] = [c for c in context.local if c is not found.cluster]
    return Answer(speaker, f"{ref.text}: who has just spoken goes on", 0.65)


def asker(attribution: Attribution, seen: Seen, context: Context) -> Cluster | None:
    """Return who has just asked, where the next one replies: nobody answers oneself.

    The cue tells that ("he replied"), or, of he and she, words that begin as answers do: "Yes".
    """
    if not context.spoken or asked_again(seen, context):
        return None
    last, speaker = context.spoken[-1]
    told = _retorts(attribution, last, seen, context) or _replies(attribution, last, seen, context)
    told = told or _answers(attribution, last, seen, context)
    return speaker if told or _takes_turn(attribution, last, seen, context) else None


def _replies(attribution: Attribution, last: Attribution, seen: Seen, context: Context) -> bool:
    """Say whether the cue is one of replying, right after one of asking."""
    text = context.scene.text
    if not attribution.cue or not last.cue or not _REPLY.search(attribution.cue.of(text)):
        return False
    near = seen.sentence - context.scene.sentence(last.cue.start) <= 2
    return near and _ASK.search(last.cue.of(text)) is not None


def _retorts(attribution: Attribution, last: Attribution, seen: Seen, context: Context) -> bool:
    """Say whether a description replies to who has just spoken: "Ann Roe said no. The Dane
    replied"; but not where somebody has been asked."""
    scene, ref = context.scene, seen.ref
    someone = ref.kind in ("person", "unnamed", "group") and ref.definite and not ref.owner
    if not attribution.cue or attribution.negated or ref.name or not someone:
        return False
    at = scene.sentence(last.extent.start)
    between = scene.text[max(last.extent.end, last.source.end if last.source else 0) : seen.start]
    return (_REPLY.search(attribution.cue.of(scene.text)) is not None and seen.sentence - at <= 2
            and not _ASK.search(between))


def _answers(attribution: Attribution, last: Attribution, seen: Seen, context: Context) -> bool:
    """Say whether what he or she says begins as an answer does, right after a question."""
    scene, ref = context.scene, seen.ref
    alone = ref.kind == "pronoun" and ref.gender and _speaks_once(seen, scene)
    near = scene.paragraph(last.extent.end) >= seen.paragraph - 1
    return bool(alone and near) and last.act in ("ask", "question") and (
        _ANSWER.match(scene.text, attribution.content[0].start) is not None)


def _takes_turn(attribution: Attribution, last: Attribution, seen: Seen, context: Context) -> bool:
    """Say whether he or she speaks right behind somebody's question, with another one present:
    ""Which trains?" Roe asked. "Those," he said."."""
    scene, ref = context.scene, seen.ref
    alone = ref.kind == "pronoun" and ref.gender and _speaks_once(seen, scene)
    if not alone or attribution.form != "direct" or last.form != "direct" or last.source is None:
        return False
    words = last.content[-1].of(scene.text).rstrip("”\"’' ")
    begin = attribution.extent.start
    gap = scene.text[max(last.extent.end, last.source.end) : begin]
    if not words.endswith("?") or begin > seen.start or re.search(r"\w{2,} \w+ \w+", gap):
        return False
    rows = [c for a, c in context.spoken[-4:-1] if c is not context.spoken[-1][1]
            and c.kind in ("person", "unnamed") and c.gender in (None, ref.gender)
            and seen.sentence - scene.sentence((a.source or a.extent).start) <= _TURNS]
    return bool(rows)


def _speaks_once(seen: Seen, scene: Scene) -> bool:
    """Say whether a source has one quotation, but for the turns behind it."""
    return len([a for a in scene.said_by(seen.ref.span) if "exchange" not in a.rules]) == 1


_TURNS = 6  # sentences back to who else takes part


def asked(seen: Seen, context: Context) -> Answer | None:
    """Return whom the last one to speak has asked, where he or she may be that one.

    "The judge asked him why. "I forgot," he said": an answer is that of who was asked.
    """
    named = seen.ref.kind in ("person", "unnamed") and seen.ref.definite and not seen.ref.name
    if not context.spoken or not (seen.ref.gender or named) or (
            not context.scene.said_by(seen.ref.span)):
        return None
    scene, (last, speaker) = context.scene, context.spoken[-1]
    cue = last.cue
    if _is_request(last, scene.text):
        return None
    if cue is None or not _ASK.search(cue.of(scene.text)) or last.negated or cue.start > seen.start:
        return None
    if seen.paragraph - scene.paragraph(cue.start) > 1 or len(scene.leads_from(
            max(cue.end, last.extent.end), seen.start)):
        return None
    pool = context.people() + context.bystanders(seen, plural=False)
    rows = [c for c in pool if c is not speaker and any(
        cue.end < s.start <= cue.end + 30 and ADDRESSED.fullmatch(scene.text, cue.end, s.start)
        for s in c.seen)]
    if len(rows) != 1 or len({rows[0].gender, seen.ref.gender} - {None}) > 1:
        return None
    return Answer(rows[0], f"{seen.ref.text}: who was asked", 0.8)


_TO_DO = re.compile(r"(?:[\w’'-]+ ){0,3}?(?:not )?to (?!explain|describe|say|tell|name|repeat"
                    r"|answer|respond|comment|confirm|clarify|specify|identify|recall)[a-z]")


def _is_request(asked: Attribution, text: str) -> bool:
    """Say whether somebody is asked to do something and not to answer: "asked him to stand"."""
    return asked.form == "indirect" and _TO_DO.match(text, asked.content[0].start) is not None


def lean(seen: Seen, attribution: Attribution, speaker: Cluster | None) -> None:
    """Take the he or she with which a report begins as a hint of who reports: "Roe said she had".
    """
    first = min(span.start for span in attribution.content)
    if speaker is None or speaker.kind != "person" or attribution.form == "direct" or (
            seen.start - first > len("that ")):
        return
    if speaker.gender is None and speaker.leaning is None:
        speaker.leaning = seen.ref.gender
