"""Titles as roles: the words of an office as they stand alone, what it is of, and its evidence."""

from __future__ import annotations

import re

from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import fold, slug
from quoth.linking.references import Title
from quoth.linking.words import word_sets
from quoth.records import Role, Span

_LOWER = re.compile(r"(?:^|(?<=\s))([a-z]+(?:-[a-z]+)*)\s$")
_BOUND = re.compile(r"(?i)(?:\b(?:the|an?|its|his|her|their|our|my|your)|\w['’]s|s['’])\s$")
_STATUS = {"former", "acting", "interim", "ex", "outgoing"}
_MOST = 3  # words of a title before those that the base knows


def role_of(title: Title, text: str, base: KnowledgeBase, named: dict[str, str]) -> Role:
    """Return a title as a role; its evidence covers the title and what it is of.

    What stands before the words that the base knows belongs to the title: "the port's deputy night
    manager" is no manager of the port.
    """
    before = _before(text, title.span.start)
    ends = [title.span, title.of_span or title.span]
    evidence = Span(min(before.start, *(s.start for s in ends)), max(s.end for s in ends))
    status, rest = _status(title.text)
    words = " ".join(row for row in (status, before.of(text).strip(), rest) if row)
    return Role(_label(words), place_id(title.of, base, named), evidence)


def _before(text: str, start: int) -> Span:
    """Return the small words before a title that say which one it is, with the space behind."""
    begin = start
    if not text[start : start + 1].islower():  # "Later in the day Energy Minister Ann Roe"
        return Span(start, start)
    for _ in range(_MOST + 1):
        lead = text[max(begin - 40, 0) : begin]
        if _BOUND.search(lead):
            return Span(begin, start)
        word = _LOWER.search(lead)
        if word is None:
            break
        if not _tells(word[1]):
            bound = word[1] in word_sets().mentions["modifiers"] or word[1].endswith("ed")
            return Span(begin if bound else start, start)
        begin -= len(word[0])
    return Span(start, start)


def _tells(word: str) -> bool:
    """Say whether a word before a title is of it: regional, finance, but not veteran, angered."""
    words = word_sets().mentions
    if word in words["modifiers"]:
        return word in words["title_modifiers"]
    apart = ("determiners", "relations", "relatives", "pronouns", "no_title_modifiers")
    return not word.endswith(("ed", "est", "ly")) and all(word not in words[t] for t in apart)


def _status(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    return (first, rest) if rest and first.lower() in _STATUS else ("", text)


def _label(text: str) -> str:
    """Return a title as it is written where it stands alone: Prime Minister, not prime minister."""
    small = {"of", "for", "the", "and", "to", "in"}
    row = (text.lower() if text.isupper() and len(text) > 4 else text).split()
    return " ".join(w if w.lower() in small and n else w[:1].upper() + w[1:]
                    for n, w in enumerate(row))


def place_id(place: str | None, base: KnowledgeBase, named: dict[str, str]) -> str | None:
    """Return the entity id of a country or organization id, or of a name in the article."""
    if place is None:
        return None
    known = base.body(place)
    if known:
        return f"actor/{known.slug or slug(known.name)}"
    if place.startswith("region:"):
        return f"actor/{slug(place.removeprefix('region:'))}"
    if place in base.metonyms:
        return f"actor/{slug(place)}"
    if fold(place) in named:
        return named[fold(place)]
    return f"actor/{slug(place)}" if place[:1].isupper() and not place.islower() else None
