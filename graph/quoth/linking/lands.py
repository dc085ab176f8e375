"""The land of an office that stands right before a name: "Governor Tarn East Ana Roe"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.linking.gazetteer import Gazetteer
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.words import word_sets

_DIRECTIONS = {"north", "south", "east", "west", "central", "upper", "lower", "northern",
               "southern", "eastern", "western", "northeast", "northwest", "southeast",
               "southwest", "urban", "rural"}
_LINKS = {"of", "for", "from", "in", "and", "the", "to", "at", "&"}
_REACH = 9  # tokens before a name in which its title may begin


def land_before_name(phrases: Gazetteer, tokens: Sequence[re.Match[str]], at: int, size: int,
                     base: KnowledgeBase) -> int:
    """Return how many tokens of a supposed name are the land of an office: "President of | Tarnia
    Ana Roe", "President of | Kenya Roe", "Deputy Commissioner | Tarn South Ana Roe"."""
    if size < 2:
        return 0
    known = phrases.match(tokens, at)
    place = known[0] if known and known[1].tag in ("place", "capital") else 0
    scopes, end = _title_before(phrases, tokens, at, base)
    if "person" in scopes:  # a spokesman may be somebody's: what follows "for" is then no land
        return 0
    if end == at - 1 and tokens[end][0] in ("of", "to") and scopes & {"country", "place"}:
        return place if known and known[1].tag == "place" and place < size else int(size > 2)
    if size < 3 or not scopes:
        return 0
    local = bool(scopes & {"country", "place"})
    size = _places(tokens[at : at + size], place, base, local)
    return max(size, 1) if tokens[at - 1][0] in ("for", "in") else size  # "Director for Tarn Ana"


_NAMED_TWICE = 3  # words of a name that may begin so: "Ko Ko Roe"


def is_direction(name: str) -> bool:
    """Say whether a supposed name is only where something lies.

    >>> is_direction("North Central"), is_direction("North Tarn")
    (True, False)
    """
    return all(word.lower() in _DIRECTIONS for word in name.split())


def _places(row: Sequence[re.Match[str]], place: int, base: KnowledgeBase, local: bool) -> int:
    """Return how many words are of a place: what is known, said twice, or followed by a direction
    or by what it is; behind an office of places (`local`) any one word before a given name."""
    words = [t[0] for t in row]
    size = place or 1
    twice = words[1] == words[0] and len(words) > _NAMED_TWICE
    if not place and not twice and (
            words[0].lower() in base.given_names or len(words[0].rstrip(".")) == 1):
        return 0
    if words[1] == words[0]:
        size = 2
    kinds = word_sets().mentions["place_words"]
    while size < len(words) and (words[size].lower() in _DIRECTIONS or words[size] in kinds):
        size += 1
    if words[0].lower() in _DIRECTIONS and size == 1:
        return 0
    rest = words[size:]
    named = len(rest) > 1 and all(w[0].isupper() for w in rest[:2])
    given = named and (rest[0].lower() in base.given_names or len(rest[0].rstrip(".")) == 1)
    told = local or place or size > 1  # "coach Zé Ricardo Roe" has no land
    return size if given and told or named and size > 1 and not place else 0


def _title_before(phrases: Gazetteer, tokens: Sequence[re.Match[str]], at: int,
                  base: KnowledgeBase) -> tuple[frozenset[str], int]:
    """Return what the title can be of that stands before a name, and the token behind that title.

    No more than the rest of the title and what it is of stands between; nothing where none does.
    """
    linked = tokens[at - 1][0] in ("of", "to")
    for begin in range(at - 1, max(at - 1 - _REACH, -1), -1):
        word = tokens[begin][0]
        known = phrases.match(tokens, begin)
        if known and known[1].tag == "title" and begin + known[0] <= at:
            return frozenset(base.role(known[1].value).scope.split("|")), begin + known[0]
        inside = word[0].isupper() or word.lower() in _LINKS or word in "()-"
        if not inside and not (linked and at - begin < 5):
            break
    return frozenset(), at
