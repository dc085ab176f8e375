"""Bare descriptions inside what is said: "the company", "the country", and "it" and "they".

Descriptions are given to the one body or country that the sentences just before have named; where
they name two, or the words tell which ("the company that built the dam"), to nobody. "It" and
"they" are given to who speaks, a body or several people, where what is said begins with them and
the verb is one of somebody who acts: "Oxo said it would hire", but not "Oxo said it would rain".
"""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Seen
from quoth.linking.words import singular, word_sets

NEAR = 2  # sentences back
SURE = 0.75
# What any body can be called, and words in the names of those that are no firm, club or party.
_ANY = {"agency", "organization", "organisation", "group", "magazine", "newspaper", "paper",
        "weekly", "broadcaster", "station", "journal"}
_PUBLIC = {"senate", "congress", "parliament", "house", "court", "council", "assembly", "ministry",
           "department", "police", "army", "navy", "commission", "committee", "board", "government",
           "office", "bureau", "administration", "university", "school", "hospital", "union",
           "nations"}
_ITSELF = re.compile(r"(?:that\s+)?(?P<who>it|they)\s+(?P<verb>[a-z]+)(?:\s+(?:not|never|also|soon|"
                     r"still|now|only))?(?:\s+(?P<next>[a-z]+))?", re.I)
_TOLD_WHICH = re.compile(r",?\s+(?:that|which|who|whose|where|of|in|behind|with|from)\b")


def bare(seen: Seen, context: Context) -> Answer:
    """Return what "the X" in a content refers to, where the words before leave no choice."""
    words, text = seen.ref.text.split(), context.scene.text
    nobody = Answer(None, f"{seen.ref.text}: several or none are named")
    if len(words) != 2 or words[0].lower() != "the" or seen.ref.owner is not None \
            or not context.scene.contents.near(seen.start, seen.ref.span.end) \
            or _TOLD_WHICH.match(text, seen.ref.span.end):
        return nobody
    head, tables = words[1].lower(), word_sets().mentions
    if head in tables["country_words"]:
        pool = [c for c in context.cast.bodies.values() if c.kind == "place" and c.country]
    elif singular(head) == head and head in tables["firms"]:
        pool = [c for c in context.cast.bodies.values()
                if c.kind == "organization" and _can_be(c, head)]
    else:
        return nobody
    named = [c for c in pool if _is_near(c, seen, context)]
    if len(named) != 1:
        return nobody
    return Answer(named[0], f"{seen.ref.text}: the one that is named before", SURE)


def itself(seen: Seen, speaker: Cluster | None, context: Context) -> Answer:
    """Return who the "it" or "they" is that what somebody said begins with: the speaker, if any."""
    nobody = Answer(None, f"{seen.ref.text}: may be anything")
    rows = context.scene.annotations.attributions
    if speaker is None or seen.content is None or rows[seen.content].form == "direct":
        return nobody
    begin = min(span.start for span in rows[seen.content].content)
    match = _ITSELF.match(context.scene.text, begin)
    if match is None or match.start("who") != seen.start or not _acts(match):
        return nobody
    several = speaker.plural or speaker.kind == "group"
    body = speaker.kind in ("organization", "place")
    if not (several or body if match["who"].lower() == "they" else body):
        return nobody
    return Answer(speaker, f"{seen.ref.text}: who speaks", SURE)


def _acts(match: re.Match[str]) -> bool:
    """Say whether the verb behind "it" or "they" is one of somebody who acts."""
    verb, following = match["verb"].lower(), (match["next"] or "").lower()
    tables = word_sets().mentions
    if verb in tables["helpers"]:
        return bool(following) and following not in tables["impersonal"]
    if verb in ("was", "is", "were", "are"):
        return following.endswith("ing") and following not in tables["impersonal"]
    return verb in tables["intends"] or verb.endswith("ed") and verb not in tables["impersonal"]


def _can_be(cluster: Cluster, head: str) -> bool:
    """Say whether a body can be called so: no senate is a bank, no union of states a company."""
    words = {word for name in cluster.names for word in name.lower().split()}
    return head in words or head in _ANY or cluster.known is None and not words & _PUBLIC


def _is_near(cluster: Cluster, seen: Seen, context: Context) -> bool:
    """Say whether somebody is named in the sentences just before a phrase."""
    last = max((s.start for s in cluster.seen if s.start < seen.start), default=None)
    here = context.scene.sentence(seen.start)
    return last is not None and here - context.scene.sentence(last) <= NEAR
