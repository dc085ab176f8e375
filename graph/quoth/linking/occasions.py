"""One occasion in other words: the "meeting of the Council" is the session named before it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quoth.records import Event

# what one gathering can be called as well
_GATHERINGS = frozenset({"meeting", "session", "summit", "gathering", "assembly", "talks",
                         "plenary", "event", "conference", "congress", "convention", "forum"})
_NUMBERED = re.compile(r"(?i)\d|\b(?:first|second|third|fourth|fifth|next|previous|earlier"
                       r"|another)\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


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
