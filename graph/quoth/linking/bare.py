"""Bare descriptions inside what is said: "the company", "the country".

They are given to the one body or country that the sentences just before have named; where they
name two, or the words tell which ("the company that built the dam"), to nobody.
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


def _can_be(cluster: Cluster, head: str) -> bool:
    """Say whether a body can be called so: no senate is a bank, no union of states a company."""
    words = {word for name in cluster.names for word in name.lower().split()}
    return head in words or head in _ANY or cluster.known is None and not words & _PUBLIC


def _is_near(cluster: Cluster, seen: Seen, context: Context) -> bool:
    """Say whether somebody is named in the sentences just before a phrase."""
    last = max((s.start for s in cluster.seen if s.start < seen.start), default=None)
    here = context.scene.sentence(seen.start)
    return last is not None and here - context.scene.sentence(last) <= NEAR
