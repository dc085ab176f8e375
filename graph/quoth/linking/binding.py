"""Whom a pronoun cannot mean by its place in the clause: "Roe asked him", "he told Roe".

Subject and object of one verb are two people (principle B of binding theory), so that whom Roe
asks is not Roe, and who tells Roe something is not Roe either.
"""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import word_sets

_VERBS = re.compile(r" (?:[a-z’'-]+ ){1,3}")
_CLAUSE = frozenset({"and", "but", "or", "that", "as", "when", "who", "whom", "if", "while",
                     "because", "than", "where", "before", "after", "said", "says", "with",
                     "behind", "beside", "around", "for", "near"})
_OBJECTIVE = frozenset({"him", "her", "them"})
_NO_NOUN = re.compile(r"(?:[^\w\s]|$|\s+(?:that|to|whether|if|about|on|in|at|for|with|from|why|how"
                      r"|what|when|and|not|by|after|before|as|during|again|twice|where|who)\b)")
ADDRESSED = re.compile(r" (?:(?!(?:whether|that|if|why|how|what|when|where|who|about)\b)"
                       r"(?:[A-Z][a-z]+\.?|[a-z]+) ){0,3}")


def barred(seen: Seen, people: list[Cluster], scene: Scene) -> list[Cluster]:
    """Return those of some people whom a pronoun is a clause-mate of, and so does not mean."""
    low = (seen.ref.head or "").lower()
    if low in _OBJECTIVE and _is_object(seen, low, scene):
        subject = _subject_of(seen, people, scene)
        return [subject] if subject is not None else []
    if low in word_sets().mentions["pronouns"]:
        return _addressed(seen, people, scene)
    return []


def _is_object(seen: Seen, low: str, scene: Scene) -> bool:
    """Say whether a pronoun is no owner: "asked her whether", but not "asked her son"."""
    return low != "her" or _NO_NOUN.match(scene.text, seen.ref.span.end) is not None


def _subject_of(seen: Seen, people: list[Cluster], scene: Scene) -> Cluster | None:
    """Return who stands just before the verb that an object pronoun follows."""
    rows = [(other.ref.span.end, other, c) for c in people for other in c.seen
            if other.sentence == seen.sentence and other.ref.span.end <= seen.start]
    if not rows:
        return None
    end, other, subject = max(rows, key=lambda row: row[0])
    gap = scene.text[end : seen.start]
    owning = other.ref.text.lower() in ("his", "her")
    plain = _VERBS.fullmatch(gap) and not _CLAUSE & set(gap.split())
    return subject if plain and not owning else None


def _addressed(seen: Seen, people: list[Cluster], scene: Scene) -> list[Cluster]:
    """Return the person named right behind the cue of what a pronoun says: "he told Roe"."""
    found = []
    for said in scene.said_by(seen.ref.span):
        if said.cue is None or said.cue.start < seen.start:
            continue
        for cluster in people:
            for other in cluster.seen:
                name = other.ref.name_span
                if name and said.cue.end < name.start and not any(
                        c.contains(name) for c in said.content) and ADDRESSED.fullmatch(
                            scene.text, said.cue.end, name.start):
                    found.append(cluster)
                    break
    return found
