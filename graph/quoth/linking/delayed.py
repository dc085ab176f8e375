"""Delayed names: a lead speaks of "a former head nurse", the next paragraph gives her name.

News names people when it brings them in, with a word on who they are. A bare full name that comes
without any such word, right after a lead about somebody without a name, is that somebody's.
"""

from __future__ import annotations

from quoth.linking.clusters import Cluster
from quoth.linking.names import is_full
from quoth.linking.salience import Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import singular, word_sets

_LEAD = 2  # headline and lead
_NEXT = 3  # how many paragraphs later the name may come


def delayed_names(context: Context) -> dict[int, Cluster]:
    """Return, by the id of the unnamed cluster, whose name the article gives later."""
    found = {}
    for unnamed in context.local:
        if _individual(unnamed, context):
            person = _first_named_after(unnamed, context)
            if person is not None and _fits(unnamed, person, context.scene):
                found[id(unnamed)] = person
    return found


def _individual(cluster: Cluster, context: Context) -> bool:
    """Say whether a cluster is one person of the lead, and not a source who stays unnamed."""
    if cluster.kind != "unnamed" or cluster.plural or not cluster.seen:
        return False
    first = min(cluster.seen, key=lambda s: s.start)
    words = word_sets().mentions
    head = (first.ref.head or (first.ref.titles[-1].text if first.ref.titles else "")).lower()
    shy = head in ("official", "source", "spokesman", "spokeswoman", "spokesperson", "diplomat")
    secret = any(w in context.scene.text[first.start : first.ref.span.end + 80].lower()
                 for w in words["anonymous"])
    human = first.ref.kind in ("person", "unnamed")
    return human and first.paragraph < _LEAD and not shy and not secret and not first.quoted


def _first_named_after(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return the first person whom the article names after an unnamed one."""
    people = [c for c in context.cast.people if c.kind == "person" and is_full(c.name)
              and not any(s.ref.span.contains(c.seen[0].ref.span) for s in unnamed.seen)]
    earlier = any(c.first < unnamed.first for c in people)
    later = [c for c in people if c.first > unnamed.first]
    return None if earlier else min(later, key=lambda c: c.first, default=None)


def _introduced(seen: Seen, scene: Scene) -> bool:
    """Say whether a trade stands before a name: "coroner Ana Roe" is somebody new."""
    span = seen.ref.name_span or seen.ref.span
    before = scene.text[max(0, span.start - 30) : span.start].split()[-1:]
    return any(word_sets().has(t, w.lower()) for w in before for t in ("trades", "humans", "kin"))


def _fits(unnamed: Cluster, person: Cluster, scene: Scene) -> bool:
    """Say whether a name comes bare and soon, and nothing speaks against it."""
    first = min(person.seen, key=lambda s: s.start)
    start = min(unnamed.seen, key=lambda s: s.start)
    general = singular((start.ref.head or "").lower()) in word_sets().mentions["hypernyms"]
    bare = not (person.titles or first.ref.owner or first.quoted) and (
        general or not _introduced(first, scene))
    soon = 0 < first.paragraph - start.paragraph <= _NEXT
    genders = {unnamed.gender, person.gender} - {None}
    return bare and soon and len(genders) < 2 and is_full(person.name)
