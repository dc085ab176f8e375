"""Governments called by who leads them: "the Modi government", "the cabinet of Ann Roe"."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.institutions import main_country
from quoth.linking.names import fold
from quoth.linking.references import Reference
from quoth.linking.salience import Context

_BODY = r"(?:administration|government|cabinet|regime|presidency)"
_BEFORE = re.compile(rf"(?:[Tt]he |[A-Z][a-z]+['’]s )?"
                     rf"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) {_BODY}")
_BEHIND = re.compile(rf"(?i:the )?(?i:{_BODY}) of (?!the )(?=.*[A-Z])")
_RULE = ("head_of_state", "head_of_government")


def led_country(ref: Reference, context: Context) -> str | None:
    """Return the country whose government a phrase calls by its leader; None where none is sure.
    """
    before = _BEFORE.fullmatch(ref.text)
    if before:
        return _of_leader(before["name"], context)
    if not _BEHIND.match(ref.text):
        return None
    rows = [c for span, c in context.cast.by_span.items()
            if c.kind == "person" and ref.span.contains(span)]
    return _of_person(rows[0], context) if len(rows) == 1 else None


def _of_leader(name: str, context: Context) -> str | None:
    base = context.scene.base
    if base.country(name) or base.by_adjective.get(name):
        return None
    here = [c for c in context.cast.people if any(
        n == name or n.endswith(f" {name}") for n in c.names)]
    lands = {land for c in here if c.known or c.titles for land in [_of_person(c, context)] if land}
    if len(lands) == 1:
        return lands.pop()
    day = context.scene.article.published or "9999"
    ruled = [(o.place, o) for c in base.people(name.split()[-1]) for o in c.person.offices
             if o.role in _RULE and o.place
             and fold(name.split()[-1]) in fold(c.person.name).split()]
    now = {place for place, o in ruled if (o.start or "") <= day <= (o.end or "9999")}
    ever = {place for place, _ in ruled}
    found = now if len(now) == 1 else ever if len(ever) == 1 else set()
    return next(iter(found)) if found else None


def _of_person(cluster: Cluster, context: Context) -> str | None:
    """Return the country that somebody governs by title or by the base, or that of the article."""
    offices = getattr(cluster.known, "offices", ())
    lands = {o.place for o in offices if o.role in _RULE and o.place}
    lands = lands or {t.of for t in cluster.titles if t.of in context.scene.base.countries}
    if len(lands) == 1:
        return str(next(iter(lands)))
    heads = any(context.scene.base.role(t.text).role in _RULE for t in cluster.titles)
    return main_country(context) if heads and not lands else None
