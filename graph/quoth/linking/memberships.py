"""Memberships that an article states: "Armenia is a member of the CSTO; it also includes ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.names import slug
from quoth.linking.scene import Scene
from quoth.records import Role, Span

_MEMBER = re.compile(r"(?i)\b(?:is|are|was|were|became|remains?)\s+(?:also\s+)?(?:an?|the)?\s*"
                     r"(?P<kind>(?:full\s+|founding\s+|associate\s+|observer\s+)?(?:member|observer"
                     r"|candidate)(?:\s+state|\s+country)?s?)\s+(?:of|in)\s+(?:the\s+)?")
_INCLUDES = re.compile(r"(?i)\b(?:it|which|that)?\s*(?:also\s+)?(?:includes?|comprises?|unites?"
                       r"|consists of|is made up of|brings together)\s+")
_LIST = re.compile(r"\s*(?:,|\band\b|\bas well as\b|,\s*and)\s*(?:the\s+)?$")


def memberships(scene: Scene, cast: Cast) -> dict[str, list[Role]]:
    """Return the member roles by entity id, each with the words that attest it."""
    found: dict[str, list[Role]] = {}
    for owner, body, evidence in (*_stated(scene, cast), *_listed(scene, cast)):
        role = Role("member", body, evidence)
        if all(r.of != body for r in found.setdefault(owner, [])):
            found[owner].append(role)
    return found


def _stated(scene: Scene, cast: Cast) -> Iterator[tuple[str, str, Span]]:
    """Yield "X is a member of Y"."""
    for match in _MEMBER.finditer(scene.text):
        owner = _ending(scene, cast, match.start())
        body = _starting(scene, cast, match.end())
        if owner and body and "observer" not in match["kind"] and "candidate" not in match["kind"]:
            yield _id(owner[1]), _id(body[1]), Span(owner[0].start, body[0].end)


def _listed(scene: Scene, cast: Cast) -> Iterator[tuple[str, str, Span]]:
    """Yield the members of "the bloc also includes A, B and C" where the bloc is known."""
    for match in _INCLUDES.finditer(scene.text):
        sentence = scene.sentence_span(match.start())
        bodies = [(s, c) for s, c in _spans(cast) if sentence.start <= s.start < match.start()
                  and c.kind == "organization" and getattr(c.known, "members", ())]
        if not bodies:
            continue
        at = match.end()
        rows = [(s, c) for s, c in _spans(cast) if at <= s.start < sentence.end
                and c.kind == "place"]
        for span, cluster in sorted(rows, key=lambda r: r[0]):
            gap = scene.text[at : span.start]
            if gap.strip() and not _LIST.match(gap):
                break
            yield _id(cluster), _id(max(bodies, key=lambda r: r[0])[1]), span
            at = span.end


def _spans(cast: Cast) -> list[tuple[Span, Cluster]]:
    return [(s, c) for s, c in cast.by_span.items() if c.known is not None]


def _ending(scene: Scene, cast: Cast, at: int) -> tuple[Span, Cluster] | None:
    """Return the known country or body that ends just before a character."""
    for span, cluster in _spans(cast):
        if span.end <= at and not scene.text[span.end : at].strip():
            return span, cluster
    return None


def _starting(scene: Scene, cast: Cast, at: int) -> tuple[Span, Cluster] | None:
    for span, cluster in _spans(cast):
        if span.start == at:
            return span, cluster
    return None


def _id(cluster: Cluster) -> str:
    known = cluster.known
    return f"actor/{(known.slug or slug(known.name)) if known else slug(cluster.name)}"
