"""Who speaks together: "Nokia and Ericsson", "Mayor Ann Roe and the Dockers' Union"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from quoth.linking.clusters import Cluster
from quoth.linking.entities import naming
from quoth.linking.names import is_full
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Seen
from quoth.records import Span

_WORDS = r"(?:[\w’'.-]+ ){0,5}"
_GOVERNS = re.compile(r"\b(?:of|for|from|at|in|on|with|by|to|under|behind|against)\b")
_AND = re.compile(rf"(?:,(?:[^;:“”\"]*,)?)? (?:and|nor|as well as|together with|along with)"
                  rf" (?P<lead>{_WORDS}(?:[\w-]+, )?)")
_BEFORE = re.compile(rf"(?:[Bb]oth |[Nn]either )?(?:[Tt]he |[Ii]n )?{_WORDS}")
_ROW = re.compile(r", (?:the )?")
_BEHIND = re.compile(r"(?: (?:union|party|group|newspaper|charity|movement))?(?:(?:,| (?:of|from|in"
                     r"|at|for|who|\()).*)?", re.S)
_THE = re.compile(r"(?i)(?:^|\b)the (?:[\w’'.-]+ )*$")

Named = tuple[Span, Cluster]
Resolve = Callable[[Seen, Context], Answer]


def joint(seen: Seen, context: Context, resolve: Resolve) -> Answer | None:
    """Answer a source that names several who speak as one; None where it names no more than one.

    `resolve` tells which body "the coastguard" and "the Tarn government" are.
    """
    words = seen.ref.span.of(context.scene.text)
    if " and " not in words and " nor " not in words and " with " not in words:
        return None
    members = _members(seen.ref.span, context, resolve)
    clusters = [cluster for _, cluster in members]
    if len({id(c) for c in clusters}) < max(2, len(clusters)) or not _of_one_kind(
            members, seen.ref.span, context):
        return None
    names = [naming(c, context.scene.base, context.scene.article.id)[0] for c in clusters]
    label = f"{', '.join(names[:-1])} and {names[-1]}"
    found = next((c for c in context.local if c.names == [label]), None)
    if found is None:
        found = context.new("group", seen)
        found.names, found.plural = [label], True
        found.titles, found.gender, found.heads = [], None, set()
    return Answer(found, f"{seen.ref.text}: they speak together", 0.9)


def _members(source: Span, context: Context, resolve: Resolve) -> list[Named]:
    """Return the names that are coordinated in a source, none where another reading is as near."""
    text, rows = context.scene.text, list(_names(source, context, resolve))
    if len(rows) < 2 or not _BEHIND.fullmatch(text, rows[-1][0].end, source.end):
        return []
    found, last, complement = [rows[0]], rows[0], False
    for row, after in pairwise([*rows[1:], None]):
        assert row is not None
        gap = text[last[0].end : row[0].start]
        together = _AND.fullmatch(gap)
        if together and not _GOVERNS.search(together["lead"]):
            if complement and not gap.startswith(",") and row[1].kind != "person":
                return []  # "Ann Roe, director of Oxo and Delta"
            found, complement = [*found, row], False
        elif _ROW.fullmatch(gap) and after and _goes_on(text[row[0].end : after[0].start]):
            found = [*found, row]
        elif _GOVERNS.search(gap) or gap.startswith(","):
            complement = True
        elif len(found) == 1 and last is found[0] or not complement:
            if gap.startswith(("'s", "’s")) or not re.fullmatch(rf" {_WORDS}", gap):
                return []
            found[-1] = row  # "Labour MP | Dot Finch"
        last = row
    before = text[source.start : found[0][0].start]
    return found if len(found) > 1 and _BEFORE.fullmatch(before) and not _GOVERNS.search(
        before) else []


def _goes_on(gap: str) -> bool:
    return _ROW.fullmatch(gap) is not None or re.fullmatch(r",? and (?:the )?", gap) is not None


def _names(source: Span, context: Context, resolve: Resolve) -> Iterator[Named]:
    """Yield the names in a source in text order, none inside another, and the bodies without one.
    """
    end = source.start
    found = {s: c for s, c in context.cast.by_span.items() if source.contains(s)}
    found |= _nameless(source, context, resolve)
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            end = span.end
            yield span, found[span]


def _nameless(source: Span, context: Context, resolve: Resolve) -> dict[Span, Cluster]:
    """Return the bodies beside "and" in a source that have no name of their own, but for the
    land's: "Oxo and the coastguard", "Oxo and the Malian government"."""
    text, found = context.scene.text, {}
    for other in context.scene.phrases_from(source.start, source.end):
        ref = other.ref
        beside = text[source.start : other.start].endswith((" and ", " nor ")) or (
            other.start == source.start and text.startswith(" and ", ref.span.end))
        bodily = ref.kind in ("organization", "group") and not ref.name and ref.definite
        if beside and bodily and source.contains(ref.span) and ref.owner is None:
            cluster = resolve(other, context).cluster
            if cluster is not None and cluster.names and cluster.kind == "organization":
                found[_bare(ref.span, text)] = cluster
    return found


def _bare(span: Span, text: str) -> Span:
    the = 4 if text[span.start : span.start + 4].lower() == "the " else 0
    return Span(span.start + the, span.end)


def _of_one_kind(members: list[Named], source: Span, context: Context) -> bool:
    """Say whether names can be coordinated: people, places, bodies each; a body and a person.

    "Punjab and Haryana High Court" and "The Gazette and Herald" are one name, "Ann and Bob Roe" two
    of which one is cut.
    """
    text, clusters = context.scene.text, [c for _, c in members]
    the = [bool(_THE.search(text, max(source.start, span.start - 40), span.start))
           for span, _ in members]
    if not any(the) and any(c.kind == "organization" for c in clusters):
        for cluster in filter(_only_a_word, clusters):
            cluster.kind = "organization"  # "Nokia and Ericsson"
    kinds = {c.kind for c in clusters}
    if any(c.kind == "person" and not c.known and not any(map(is_full, c.names))
           for c in clusters[:-1]):
        return False
    if "person" in kinds:
        return "place" not in kinds and (clusters[0].kind == "person" or clusters[-1].kind
                                         != "person" or the[0])
    if "place" in kinds and len(kinds) > 1:
        return all(the[n] for n, c in enumerate(clusters) if c.kind != "place")
    return kinds == {"place"} or not the[0] or the[-1]


def _only_a_word(cluster: Cluster) -> bool:
    """Say whether an article tells nothing of somebody but one word."""
    return cluster.kind == "person" and not (
        cluster.known or cluster.gender or cluster.titles or cluster.ages or cluster.heads
        ) and not any(" " in n for n in cluster.names)
