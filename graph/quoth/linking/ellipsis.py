"""Who is meant where the noun is left out: "another", "a second", "the latter", "the elder".

"One", "another" and "a second" are somebody new, each time; the noun is that of the people just
spoken of, so that "the exporter" finds "one in Hue" after "exporters". "The former" and "the
latter" are the last two who spoke, "the elder" is told by the ages that the article gives.
"""

from __future__ import annotations

import re
from itertools import pairwise

from quoth.linking.clusters import Cluster
from quoth.linking.names import surname
from quoth.linking.references import Reference
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Seen
from quoth.linking.words import singular

_TAIL = r"(?:,? (?:of|in|at|from|on|near|with|who|by)\b.*)?,?"
_NEW = re.compile(rf"(?is)(?:one|another|a (?:second|third|fourth|fifth)){_TAIL}")
_PAIR = re.compile(r"(?i)the (former|latter)")
AGED = re.compile(r"(?i)the (elder|older|eldest|oldest|younger|youngest)"
                  r"(?: (?:one|of the (?:two|three|pair)|[A-Z][\w’'-]+))?")
_KIN_AGED = re.compile(r"(?i)(?:the|his|her|their) (elder|older|eldest|oldest|younger|youngest) "
                       r"(sister|brother|sibling|twin|son|daughter|child|boy|girl|man|woman)")
_SIBLINGS = frozenset({"sister", "brother", "sibling", "twin"})
_OTHER = re.compile(r"(?i)(?:the |a |an)?(?:other|second|third|fourth|fifth|another|different"
                    r"|separate)\b")
_REST = re.compile(r"(?i)the other(?: (?:one|man|woman|of the (?:two|pair)))?,?")
_AND = re.compile(r",? (?:and|with) (?:[a-z’'-]+ ){0,3}")
_TWO = 2
_CHILD = 18  # years
_NEAR = 3  # sentences back to the people whose noun is left out


def elliptical(seen: Seen, context: Context) -> Answer | None:
    """Answer a source whose noun is left out; None where it has one."""
    text = seen.ref.text
    if seen.ref.name is not None or seen.ref.titles:
        return None
    if pair := _PAIR.fullmatch(text):
        return _of_two(seen, context, last=pair[1].lower() == "latter")
    if _REST.fullmatch(text) and (rest := _other_of_two(seen, context)):
        return Answer(rest, f"{text}: the other of the two", 0.75)
    if _NEW.fullmatch(text):
        cluster = context.new("unnamed", seen)
        cluster.heads |= _noun_before(seen, context)
        return Answer(cluster, f"{text}: one of those just spoken of, not named", 0.9)
    return None


def by_age(seen: Seen, context: Context) -> Answer | None:
    """Answer "the elder", "the younger Roe" by the ages of two people of one family."""
    match = AGED.fullmatch(seen.ref.text)
    kin = _KIN_AGED.fullmatch(seen.ref.text.rstrip(","))
    if match is None and kin is None:
        return None
    aged = [(int(age), c) for c in context.cast.people for age in c.ages
            if age.isdigit() and c.kind == "person" and c.names and len(c.ages) == 1]
    families: dict[str, list[tuple[int, Cluster]]] = {}
    for age, cluster in aged:
        families.setdefault(surname(cluster.name), []).append((age, cluster))
    siblings = [row for row in aged if _SIBLINGS & row[1].heads]
    alone = [row for row in families.values() if len(row) > 1]
    alone = alone or _with_child(aged, context)
    rows = alone or ([siblings] if len(siblings) == 2 else [])
    if kin is None and not rows:
        return _by_kinship(seen, match, context)
    if kin is not None:
        rows = [[row for row in aged if _is_one(row[1], kin[2].lower())]]
    if len(rows) != 1 or len(rows[0]) < 2:
        return None
    order = sorted(rows[0], key=lambda row: row[0])
    word = (match or kin)[1].lower()  # type: ignore[index]
    found = order[-1] if word in ("elder", "older", "eldest", "oldest") else order[0]
    return Answer(found[1], f"{seen.ref.text}: by the ages given", 0.85)


def _with_child(aged: list[tuple[int, Cluster]], context: Context
                ) -> list[list[tuple[int, Cluster]]]:
    """Return a child and the one namesake whose age is not told, who is older."""
    for age, child in aged:
        namesakes = [c for c in context.cast.people if c.kind == "person" and c is not child
                     and c.names and surname(c.name) == surname(child.name)]
        if age < _CHILD and len(namesakes) == 1 and not namesakes[0].ages:
            return [[(age, child), (_CHILD, namesakes[0])]]
    return []


def _by_kinship(seen: Seen, match: re.Match[str] | None, context: Context) -> Answer | None:
    """Answer "the elder Roe" by who is said to be whose father or son."""
    pairs = [(c, other) if singular(noun) in _YOUNGER else (other, c)
             for c, noun, other in context.kin if singular(noun) in _YOUNGER | _OLDER]
    pairs = [pair for pair in pairs if all(c.names for c in pair) and surname(
        pair[0].name) == surname(pair[1].name)]
    if match is None or len({(id(a), id(b)) for a, b in pairs}) != 1:
        return None
    elder, younger = pairs[0]
    found = elder if match[1].lower() in ("elder", "older", "eldest", "oldest") else younger
    return Answer(found, f"{seen.ref.text}: by who is whose child", 0.85)


_YOUNGER = frozenset({"son", "daughter", "child", "grandson", "granddaughter", "nephew", "niece",
                      "stepson", "stepdaughter"})
_OLDER = frozenset({"father", "mother", "parent", "grandfather", "grandmother", "uncle", "aunt",
                    "stepfather", "stepmother"})


def _is_one(cluster: Cluster, noun: str) -> bool:
    """Say whether somebody is called a sister or can be the man."""
    if noun in ("man", "boy"):
        return cluster.gender == "m"
    if noun in ("woman", "girl"):
        return cluster.gender == "f"
    fits = {"sibling": _SIBLINGS, "child": {"son", "daughter", "child"}}.get(noun, {noun})
    return bool(fits & cluster.heads)


def is_another(ref: Reference) -> bool:
    """Say whether a phrase says itself that it is somebody else: "the second official"."""
    office = ref.titles and _OTHER.match(ref.titles[-1].text)  # "the second secretary"
    return not office and _OTHER.match(ref.text) is not None


def _of_two(seen: Seen, context: Context, *, last: bool) -> Answer:
    """Answer "the former" and "the latter" by the last two single people who spoke."""
    found: list[Cluster] = []
    for attribution, cluster in reversed(context.spoken):
        at = attribution.source or attribution.extent
        if at.start >= seen.start or seen.paragraph - context.scene.paragraph(at.start) > 1:
            continue
        if not cluster.plural and cluster.kind in ("person", "unnamed") and cluster not in found:
            found.append(cluster)
    pair = _pair_before(seen, context) if len(found) < 2 else None
    if pair is not None:
        return Answer(pair[last], f"{seen.ref.text}: of the two who were named", 0.75)
    if len(found) < 2:
        return Answer(None, f"{seen.ref.text}: nobody tells of which two")
    return Answer(found[0] if last else found[1], f"{seen.ref.text}: of the two who spoke", 0.75)


def _pair_before(seen: Seen, context: Context) -> tuple[Cluster, Cluster] | None:
    """Return the two people whom the last sentence with people names."""
    rows = sorted((span.start, n, c) for n, (span, c) in enumerate(context.cast.by_span.items())
                  if c.kind == "person" and span.start < seen.start)
    near = [(start, c) for start, _, c in rows
            if context.scene.sentence(start) == context.scene.sentence(rows[-1][0])]
    both = list({id(c): c for _, c in near}.values())
    close = near and seen.sentence - context.scene.sentence(near[0][0]) <= _NEAR
    return (both[0], both[1]) if close and len(both) == _TWO else None


def _other_of_two(seen: Seen, context: Context) -> Cluster | None:
    """Return who was named beside who has just spoken: "Ann Roe and Bob Low", then "the other"."""
    spoke = context.spoken[-1][1] if context.spoken else None
    text = context.scene.text
    rows = sorted((span for span, c in context.cast.by_span.items()
                   if c.kind == "person" and span.start < seen.start))
    pairs = [(context.cast.by_span[a], context.cast.by_span[b]) for a, b in pairwise(rows)
             if _AND.fullmatch(text, a.end, b.start)]
    others = {id(c): c for pair in pairs for c in pair if spoke in pair and c is not spoke}
    return next(iter(others.values())) if len(others) == 1 else None


def _noun_before(seen: Seen, context: Context) -> set[str]:
    """Return the noun, in the singular, of the people whom a phrase without one is out of."""
    for other in reversed(context.scene.subjects):
        apart = other.content != seen.content or other.quoted
        if other.start < seen.start and other.ref.plural and other.ref.head and not apart:
            near = seen.sentence - other.sentence <= _NEAR
            return {singular(other.ref.head)} if near else set()
    return set()
