"""Which occasion it is: one in other words in an article, and the ids of one in several articles.

What comes again is told apart by its days. Of all articles that tell of an occasion of one name,
those that follow one another closely tell of one: a meeting may be told of for a month with no two
weeks of silence, a summit or congress for four months with no 45 days. So it has one id on both
sides of the turn of a year, and two of a name in one year have two. The id bears the year of the
first of these articles, without a body's name ("annual meeting") its month, and the day where
another has that id already. It depends on the set of articles alone; a later article never changes
the id of what was there before it. A private one ("phone interview") is one of its article alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import slug
from quoth.linking.renaming import at_occasions
from quoth.records import Event, Facts

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
_DATED = re.compile(r"(event/.+?)-(?:19|20)\d\d(?:-\d\d)?")
# what few hold more than once a quarter, and what is told of for long
_RARE = frozenset({"summit", "congress", "convention", "forum", "conference", "assembly",
                   "festival", "exhibition", "fair", "symposium"})
_OFTEN = frozenset({"press", "news", "video"})  # conferences of these are many
_SILENCE, _LONGEST = (14, 30), (45, 120)  # days, of meetings and of what is rare
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


class Told(NamedTuple):
    """That an article tells of an occasion: the name as its id has it, the day, the article, the id
    that the article alone gives."""

    key: str
    day: str
    article: str
    local: str


def told(facts: Facts) -> Iterator[Told]:
    """Yield the occasions of an article that come again, where its day is known."""
    published = facts.article.published or ""
    for event in facts.events:
        said = [q.said_on for q in facts.quotations if q.occasion == event.id and q.said_on]
        day = min(said, default=published)[:10]
        key = _key(event)
        if key and len(day) == len("2022-01-10"):
            yield Told(key, day, facts.article.id, event.id)


def _key(event: Event) -> str | None:
    """Return the id without its year or month; None: it is the only one of its name."""
    if _WITH_YEAR.search(event.name):
        return None
    if event.organizer and _ONCE.search(event.name):
        return event.id
    match = _DATED.fullmatch(event.id)
    return match and match[1]


def settled(rows: Iterable[Told]) -> dict[Told, str]:
    """Return the id among all articles of each of the occasions of one key.

    >>> rows = [Told("event/summit", day, day, f"event/summit-{day[:4]}")
    ...         for day in ("2021-12-30", "2022-01-02", "2022-11-20")]
    >>> list(settled(rows).values())
    ['event/summit-2021', 'event/summit-2021', 'event/summit-2022']
    """
    found: dict[Told, str] = {}
    taken: set[str] = set()
    for run in _runs(sorted(rows, key=lambda row: (row.day, row.article, row.local))):
        key, day, _, local = run[0]
        wanted = (local, f"{key}-{day[:4]}", f"{key}-{day[:7]}", f"{key}-{day}")
        name = next(name for name in wanted if name not in taken)
        taken.add(name)
        found |= dict.fromkeys(run, name)
    return found


def _runs(rows: Sequence[Told]) -> Iterator[list[Told]]:
    """Yield those that tell of one occasion; rows come by day."""
    run: list[Told] = []
    for row in rows:
        now = date.fromisoformat(row.day)
        words = {*row.key.removeprefix("event/").split("-")}
        silence, longest = _LONGEST if _RARE & words and not _OFTEN & words else _SILENCE
        if run and ((now - date.fromisoformat(run[-1].day)).days > silence
                    or (now - date.fromisoformat(run[0].day)).days > longest):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def dated(facts: Sequence[Facts]) -> list[Facts]:
    """Return the facts, in the order given, with the ids that occasions have among all."""
    by_key: dict[str, list[Told]] = defaultdict(list)
    for one in facts:
        for row in told(one):
            by_key[row.key].append(row)
    ids: dict[str, dict[str, str]] = defaultdict(dict)
    for rows in by_key.values():
        for row, name in settled(rows).items():
            ids[row.article][row.local] = name
    return [at_occasions(one, ids.get(one.article.id, {})) for one in facts]


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
