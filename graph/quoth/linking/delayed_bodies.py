"""Bodies that are named after they have spoken: "their union", then the Nurses' Association."""

from __future__ import annotations

from quoth.linking.body_kinds import is_of_kind
from quoth.linking.clusters import Cluster
from quoth.linking.names import fold
from quoth.linking.salience import Context
from quoth.linking.words import singular, word_sets

_NEXT = 3  # how many paragraphs later the name may come
_PLAIN = frozenset({"company", "firm", "group", "business", "team", "side", "body", "agency",
                    "organisation", "organization", "office", "court", "ministry", "department"})


def named_later(context: Context) -> dict[int, Cluster]:
    """Return, by the id of the cluster without a name, the body of its kind that comes later."""
    found = {}
    common = [c for c in context.cast.bodies.values() if c.entity is not None and c.kind
              == "organization"]
    for cluster in (*context.local, *common):
        body = _body_of(cluster, context)
        if body is not None:
            found[id(cluster)] = body
    return found


def _body_of(cluster: Cluster, context: Context) -> Cluster | None:
    first = min(cluster.seen, key=lambda s: s.start, default=None)
    if first is None or cluster.plural or first.quoted or first.ref.place:
        return None
    words = fold(first.ref.text.split(",")[0]).replace("'", " ").split()
    noun = singular(words[-1]) if words else ""
    known = first.ref.definite or first.ref.owner is not None
    if not known or noun in _PLAIN or not word_sets().has("organizations", noun):
        return None
    pool = [c for c in context.cast.bodies.values() if c.kind == "organization" and c.names
            and c.entity is None and is_of_kind(noun, c)]
    later = [c for c in pool if first.start < c.first]
    if len(pool) != 1 or not later or context.scene.paragraph(
            later[0].first) - first.paragraph > _NEXT:
        return None
    name = {singular(w) for n in later[0].names for w in fold(n).replace("'", " ").split()}
    told = {singular(w) for w in words[1:-1]} - {"s", "own", "national", "main"}
    return later[0] if told <= name else None
