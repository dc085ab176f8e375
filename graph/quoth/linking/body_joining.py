"""Bodies of an article that are one: by letters, by the last words, by words in another order."""

from __future__ import annotations

import re
from itertools import pairwise

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.lexis import is_common
from quoth.linking.names import acronym, fold
from quoth.linking.words import word_sets

_SMALL = frozenset({"of", "for", "the", "and", "on", "in", "de", "la", "du", "des", "der", "do",
                    "da"})
_LETTERS = re.compile(r"[A-Z]{2,6}")
_MOVED = frozenset({"ministry", "department", "office", "bureau", "board", "agency", "authority"})
_ALSO = re.compile(r",? (?:(?:(?:also |better |commonly |usually )?(?:known|abbreviated|called)"
                   r"(?: simply| locally)? (?:as|by its (?:acronym|initials)) (?:the )?)"
                   r"(?P<known>[A-Z][\w&-]{1,14})|or (?:the )?(?P<letters>[A-Z]{2,6}))(?=[,.;)])")


def pairs(found: Cast, text: str) -> list[tuple[Cluster, Cluster]]:
    """Return bodies with others of which they are another name, each with the one it joins."""
    rows = []
    bodies = [c for c in found.bodies.values() if c.kind == "organization" and c.names]
    for cluster in bodies:
        if cluster.known is not None or len(cluster.names) != 1 or cluster.entity:
            continue
        name = cluster.names[0]
        before = [c for c in bodies if c is not cluster and (
            c.first < cluster.first or name in word_sets().mentions["clubs"])]
        fits = [c for c in before if any(_same(name, full) for full in c.names)]
        fits = fits or [c for c in before if _also_called(c, name, text)]
        if len(fits) == 1:
            rows.append((fits[0], cluster))
    return rows


def _same(name: str, full: str) -> bool:
    """Say whether a name is another's letters, end, or words in another order."""
    if _LETTERS.fullmatch(name):
        return len(full.split()) > len(name) - 1 and name == acronym(full)
    if name in word_sets().mentions["clubs"]:
        return full.endswith(f" {name}") and not full.startswith("The ")
    if full.startswith("University of ") and full.endswith(f" of {name}"):
        return True  # "Tarn denied it", of the University of Tarn
    short, whole = (fold(n).split() for n in (name, full))
    if len(short) < 2 or short == whole:
        return False
    ending = len(short) < len(whole) and whole[-len(short):] == short and not any(
        map(is_common, full.split()[: -len(short)]))  # of Kerala, of Sweden
    bodily = name.split()[-1] in word_sets().mentions["organization_words"]
    moved = {*short} - _SMALL == {*whole} - _SMALL and bool({*short} & _MOVED)
    return moved or ending and bodily and name[0].isupper()


def _also_called(cluster: Cluster, name: str, text: str) -> bool:
    """Say whether the text gives a body a second name: "the Tarn Works, known as TW,"."""
    ends = {(s.ref.name_span or s.ref.span).end for s in cluster.seen}
    return any((m := _ALSO.match(text, end)) and name in (m["known"], m["letters"]) for end in ends)


_CALLED = r"(?: known as| called| named)?"
_ONCE = r"(?:formerly|previously|once|originally|until (?:recently|\d{4}|last year|this year))"
_WAS = re.compile(r"(?:,| \()(?: (?:the|an?) [^,.;()\n]{2,50}?)? ?"
                  rf"(?:(?:that|which) (?:was|is) )?{_ONCE}{_CALLED} (?:the )?")
_IS_NOW = re.compile(r"(?:,| \()? ?(?:(?:that|which) (?:is|was|has been) )?"
                     rf"(?:now{_CALLED}|since (?:renamed|rebranded)) (?:as |the )?(?=[A-Z])"
                     r"|,? (?:(?:has|was|which was|which has) )?(?:changed its name"
                     r"|rebranded(?: itself)?|renamed(?: itself)?|became known)"
                     r"(?: in \d{4}| last year)? (?:to|as|into)? ?(?:the )?")


def renamed(found: Cast, text: str) -> list[tuple[Cluster, Cluster]]:
    """Return bodies with the name that each had before: "Oxo, formerly known as Delta"."""
    if not _ANY_NAME.search(text):
        return []
    rows, spans = [], sorted(found.by_span)
    for first, last in pairwise(spans):
        one, other = found.by_span[first], found.by_span[last]
        if one is other or not (_may_be_body(one) and _may_be_body(other)):
            continue
        if _WAS.fullmatch(text, first.end, last.start):
            rows.append((one, other))
        elif _IS_NOW.fullmatch(text, first.end, last.start):
            rows.append((other, one))
    return rows


_ANY_NAME = re.compile(rf"\b(?:(?:{_ONCE}|now) (?:known|called|named|[A-Z])"
                       r"|changed its name|rebranded|renamed)")


def translated(found: Cast, text: str) -> list[tuple[Cluster, Cluster]]:
    """Return bodies with the name that is told again in English: "Oxostofnun, the Energy Authority,
    said"."""
    rows, spans = [], sorted(found.by_span)
    for first, last in pairwise(spans):
        one, other = found.by_span[first], found.by_span[last]
        name, english = first.of(text), last.of(text)
        own = " " not in name and not is_common(name) and not name.isupper() and _may_be_body(one)
        bodily = other.kind == "organization" and other.known is None and " " in english and set(
            english.split()) & word_sets().mentions["organization_words"]
        if own and bodily and one is not other and text[first.end : last.start] == ", the " and (
                _GOES_ON.match(text, last.end)):
            rows.append((one, other))
    return rows


_GOES_ON = re.compile(r", (?!and\b|or\b|of\b)[a-z]")


def _may_be_body(cluster: Cluster) -> bool:
    """Say whether a cluster is a body, or a name of one word of which the article tells no more."""
    bare = not (cluster.titles or cluster.ages or cluster.gender or cluster.known)
    lone = bare and all(" " not in n for n in cluster.names)
    return cluster.kind == "organization" or cluster.kind in ("person", "place") and lone
