"""Which occasion it is: one in other words in an article, and the ids of one in several articles.

What comes again is told apart by its year: the "NATO summit" of 2021 is not that of 2022. A name
without a body's ("annual meeting") tells less, and is told apart by its month; a private one
("phone interview") is one of its article alone. So an occasion that is told of on both sides of the
turn of a year, or of a month, has two ids, and two of a name in one year, or month, have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import slug
from quoth.records import Event

# what one gathering can be called as well
_GATHERINGS = frozenset({"meeting", "session", "summit", "gathering", "assembly", "talks",
                         "plenary", "event", "conference", "congress", "convention", "forum"})
_NUMBERED = re.compile(r"(?i)\d|\b(?:first|second|third|fourth|fifth|next|previous|earlier"
                       r"|another)\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PRIVATE = re.compile(r"(?i)\b(?:interview|call|conversation|lunch|dinner)\b")
_WITH = re.compile(r"\bwith (?:the )?[A-Z]")
_ONCE = re.compile(r"(?i)\b(?:extraordinary|emergency)\b")
_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d+(?:st|nd|rd|th)\b|\b[IVX]{2,}\b")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


def identify(event: Event, *, day: str | None, article: str, base: KnowledgeBase) -> Event:
    """Return an event with the id that it has in all articles; `day` is when it is told, if known.

    An extraordinary session of a body of the base is known by its name alone. `article` is the id
    of the article.
    """
    owner, name = _owner(event.name, base)
    organizer = event.organizer or owner
    when = "" if _ONCE.search(name) and organizer else _when(name, day or "", article)
    return replace(event, id=f"event/{slug(name)}{when}", organizer=organizer)


def _when(name: str, day: str, article: str) -> str:
    """Return what is added to the slug of a name: a year, a month or an article."""
    named = any(not _WEEKDAY.fullmatch(word) for word in _capitals(name))
    if _PRIVATE.search(name) and not _WITH.search(name):
        return f"-{article}"
    if _WITH_YEAR.search(name):
        return ""
    if day[4:5] == "-":
        return f"-{day[:4] if named else day[:7]}"
    return "" if named else f"-{article}"


def _owner(name: str, base: KnowledgeBase) -> tuple[str | None, str]:
    """Return whose organ holds an occasion, and its name with the acronym of that body.

    "CSTO Collective Security Council" and "Collective Security Council" are one.
    """
    for body in base.organizations.values():
        for organ in sorted(body.bodies, key=lambda organ: (-len(organ), organ)):
            if re.search(rf"\b{re.escape(organ)}\b", name):
                full = f"{body.acronym} {organ}"
                full = full if full in body.bodies else organ
                return f"actor/{slug(body.name)}", name.replace(organ, full)
    return None, name


def same_occasions(events: Iterable[Event]) -> dict[str, Event]:
    """Return, by its id, the event that each one of an article is; `events` come in text order.

    >>> one = Event("event/a", "extraordinary session of the Harbour Safety Council")
    >>> same_occasions([one, Event("event/b", "meeting of the Council")])["event/b"].id
    'event/a'
    """
    found: dict[str, Event] = {}
    for event in events:
        if event.id not in found:
            before = [e for e in dict.fromkeys(found.values()) if _is_short(event.name, e.name)]
            found[event.id] = before[0] if len(before) == 1 else event
    return found


def _is_short(name: str, known: str) -> bool:
    """Say whether a name leaves out words of a known one, of the same body and kind."""
    if _NUMBERED.search(name):
        return False
    body, whole = (set(_capitals(n)) for n in (name, known))
    kinds = [{w.lower() for w in _WORD.findall(n)} & _GATHERINGS for n in (name, known)]
    return bool(body) and body <= whole and all(kinds) and name != known


def _capitals(name: str) -> list[str]:
    return [w.removesuffix("'s").removesuffix("’s") for w in _WORD.findall(name) if w[0].isupper()]
