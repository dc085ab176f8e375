"""How sure it is that a quotation has the right speaker: a logistic regression on plain signs.

`data/certainty.json` holds the weights; `training/certainty.py` fits them.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files

from quoth.linking.clusters import Cluster
from quoth.linking.places import Places
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Seen
from quoth.records import Attribution

_BELIEVED = 0.5  # a link of the language model counts from this score on
_NEAR = 3  # sentences back in which another body may be meant
_EDGE = 0.02  # a chance nearer to 0 or 1 says no more
_FORMS = {"pronoun": "pronoun", "document": "document", "data": "document",
          "organization": "body", "place": "body", "group": "group"}


class Certainty:
    """How sure the speakers of one article are, once everybody in it is known."""

    def __init__(self, context: Context) -> None:
        self._context = context
        mentions = context.scene.annotations.mentions
        self._names = Places((m.span, n) for n, m in enumerate(mentions) if m.form == "name")
        self._has_names = any(m.form == "name" for m in mentions)
        cast = context.cast
        bodies = [c for c in (*cast.bodies.values(), *cast.people, *context.local)
                  if c.kind in ("organization", "group")]
        self._bodies = sorted((s.start, n, c) for n, c in enumerate(bodies) for s in c.seen)
        self._starts = [start for start, _, _ in self._bodies]
        spoken = sorted(((a.source or a.extent).start, n) for n, (a, _) in enumerate(
            context.spoken))
        self._told_at = [start for start, _ in spoken]
        self._tellers = [context.spoken[n][1] for _, n in spoken]

    def of(self, attribution: Attribution, found: Answer) -> float:
        """Return the chance that a quotation is one and has the speaker that was found."""
        weights = _weights()
        score = weights["constant"] + sum(
            weights[name] * value for name, value in self.signs(attribution, found).items())
        return 1.0 / (1.0 + math.exp(-score))

    def signs(self, attribution: Attribution, found: Answer) -> dict[str, float]:
        """Return the numbers that the chance is made of, by name; found is somebody."""
        scene, cluster, source = self._context.scene, found.cluster, attribution.source
        assert cluster is not None and source is not None
        seen = scene.see(source)
        form = "name" if seen.ref.name else _FORMS.get(
            seen.ref.kind, "group" if seen.ref.plural else "description")
        chance = min(max(attribution.confidence, _EDGE), 1 - _EDGE)
        return {
            "attribution": math.log(chance / (1 - chance)),
            "rule": found.confidence * cluster.confidence,
            "document": float(form == "document"),
            "definite": float(form in ("description", "body", "group") and seen.ref.definite),
            "seen once": float(len(cluster.seen) <= 1),
            "titles": min(len(cluster.titles), 3) / 3,
            "named": min(sum(bool(s.ref.name) for s in cluster.seen[:20]), 4) / 4,
            **self._of_name(seen, cluster, form), **self._of_pronoun(seen, cluster, form),
            **self._of_body(seen, cluster, form), **_of_description(seen, cluster, form),
            **self._linked(seen, cluster, form)}

    def _of_name(self, seen: Seen, cluster: Cluster, form: str) -> dict[str, float]:
        ref, named = seen.ref, form == "name"
        full = any(" " in name for name in cluster.names)
        lone = named and not full and cluster.known is None
        span = ref.name_span or ref.span
        mentions = self._context.scene.annotations.mentions
        sure = [mentions[n].confidence for other, n in self._names.near(*span)
                if named and other.overlaps(span)]
        unknown = cluster.kind == "person" and bool(cluster.names) and not (
            cluster.gender or cluster.leaning)
        return {"one word": float(lone), "no gender": float(unknown),
                "one word for a person": float(lone and cluster.kind == "person"
                                               and not cluster.titles),
                "no name to the model": float(named and self._has_names and not sure),
                "unsure name": 1 - min(sure, default=1.0),
                "long name": min(len((ref.name or "").split()), 6) / 6}

    def _of_body(self, seen: Seen, cluster: Cluster, form: str) -> dict[str, float]:
        if form != "body":
            return {}
        begin = self._context.scene.sentences[max(seen.sentence - _NEAR, 0)]
        rows = self._bodies[bisect_left(self._starts, begin) : bisect_left(self._starts,
                                                                          seen.start)]
        others = {n for _, n, c in rows if c is not cluster}
        return {"other bodies": min(len(others), 4) / 4,
                "body that spoke last": float(self._last(seen.start) is cluster)}

    def _last(self, start: int) -> Cluster | None:
        """Return who spoke last before a place."""
        number = bisect_left(self._told_at, start)
        return self._tellers[number - 1] if number else None

    def _of_pronoun(self, seen: Seen, cluster: Cluster, form: str) -> dict[str, float]:
        if form != "pronoun":
            return {}
        mine = {s.start for s in cluster.seen}
        last = max((start for start in mine if start < seen.start), default=0)
        leads = self._context.scene.leads_from(last + 1, seen.start)
        return {"others lead": min(sum(start not in mine for start in leads), 3) / 3,
                "pronoun for no name": float(not cluster.names)}

    def _linked(self, seen: Seen, cluster: Cluster, form: str) -> dict[str, float]:
        """Return where the language model's links lead: here, elsewhere or nowhere."""
        if form not in ("pronoun", "description"):
            return {}
        here, elsewhere = self._beliefs(seen, cluster)
        agrees, another = here >= _BELIEVED, elsewhere >= _BELIEVED > here
        if form == "description":
            return {"description linked": float(agrees)}
        return {"linked to another": float(another),
                "not linked": float(not agrees and not another)}

    def _beliefs(self, seen: Seen, cluster: Cluster) -> tuple[float, float]:
        """Return the scores of a phrase's links to a cluster, added, and the best to another."""
        links = self._context.scene.links.get(seen.start, ())
        mine = [s.ref.name_span or s.ref.span for s in cluster.seen if s.start < seen.start
                ] if links else []
        here, elsewhere = 0.0, 0.0
        for span, score in links:
            if any(span.overlaps(own) for own in mine):
                here += score
            else:
                elsewhere = max(elsewhere, score)
        return here, elsewhere


def _of_description(seen: Seen, cluster: Cluster, form: str) -> dict[str, float]:
    new = not any(s.start < seen.start for s in cluster.seen)
    plain = form == "description" and seen.ref.definite and seen.ref.owner is None
    return {"new but definite": float(new and plain)}


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    path = files("quoth.linking") / "data" / "certainty.json"
    return json.loads(path.read_text("utf-8"))
