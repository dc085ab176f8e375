"""Datelines: the place, day and agency that open a story ("OSLO, May 2 (NTB) -")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from quoth.reading import dates
from quoth.reading.outlets import agency_pattern, outlet
from quoth.records import Span

_LONGEST = 200  # characters of a dateline
_BEHIND = 40  # characters behind it that tell whether it is one


@dataclass(frozen=True)
class Dateline:
    """What opens a story. `span` covers it with its dash; `text` is it without the dash.

    `month` and `day` are set for a day without a year, `published` for a whole date. `sure` is
    False where only capitals and a dash tell that a place is named.
    """

    span: Span
    text: str
    place: str | None = None
    agency: str | None = None
    publisher: str | None = None
    published: str | None = None
    month: int | None = None
    day: int | None = None
    sure: bool = True


def find(text: str) -> Dateline | None:
    """Return the dateline that a paragraph begins with, or None.

    >>> found = find("OSLO, May 2 (NTB) - The ministry said that the road is open.")
    >>> found.text, found.place, found.agency, (found.month, found.day)
    ('OSLO, May 2 (NTB)', 'OSLO', 'NTB', (5, 2))
    """
    return _find(text[: _LONGEST + _BEHIND])


@lru_cache(maxsize=256)  # a paragraph is asked about before the story is known, and after
def _find(head: str) -> Dateline | None:
    best = None
    for parts, end, stop in _scan(head[:_LONGEST]):
        if (_OPENS.match(head[end:end + 3]) and _is_dateline(parts, stop)
                and _place_is_one(parts, stop, head[end:end + _BEHIND])):
            best = _build(parts, head, Span(0, len(head[:end].rstrip())))
    return best


def whole_line(line: str) -> Dateline | None:
    """Return the dateline that a line is, with nothing after it: "BAKU, Azerbaijan, January 10".

    >>> whole_line("LISK, Veldania, May 2").place, whole_line("Two towns")
    ('LISK, Veldania', None)
    """
    bare = line.rstrip(" .,:–—-")
    found = find(f"{bare} - Text") if len(bare) < 80 else None
    whole = found and found.text == bare and found.place and (found.agency or found.month
                                                              or found.published)
    return found if whole else None


def place_of(dateline: str | None) -> str | None:
    """Return the place that an article's dateline names.

    >>> place_of("MOSCOW, February 9. /TASS/")
    'MOSCOW'
    """
    found = find(f"{dateline} - Text follows.") if dateline else None
    return found.place if found else None


def is_place(name: str) -> bool:
    """Say whether `name` is a city of the list of datelines.

    >>> is_place("Lisbon"), is_place("Lisk")
    (True, False)
    """
    return name.split(",")[0].strip().casefold() in _places()


_OPENS = re.compile(r"[\"'“”‘„«»(\[\d$€£]{0,2}[^\W_a-zß-ÿа-я]|[\"“„«][\w]")
_STOP = re.compile(r"\s*[.,:;]?(?:\s*[-–—―_]{1,3}(?=\s|[\"“„«A-Z])|(?=\s|[/(\[]))\s*|:\s*")
_ALONE = {"dash", "colon"}
_Parts = dict[str, re.Match[str]]


def _scan(head: str) -> Iterator[tuple[_Parts, int, str]]:
    """Read the parts of a dateline from the left. After each: the parts so far, in order, where
    the story would begin, and what is in between (dash, colon, period, comma, space)."""
    parts: _Parts = {}
    end = 0
    while part := _part(head, end, parts):
        gap = _STOP.match(head, part[1].end())
        if not gap or gap[0] == "--":  # "ROE--Jane, 98, of Springfield": a death notice
            return
        parts = {**parts, part[0]: part[1]}
        end = gap.end()
        yield parts, end, _name_of_stop(gap[0])


def _part(head: str, at: int, parts: _Parts) -> tuple[str, re.Match[str]] | None:
    for name in _grammar():
        if name in parts or (name in ("region", "agency") and not parts):
            continue
        if name == "place" and parts.keys() - {"bracket", "agency"}:
            continue
        if name == "region" and (parts.keys() != {"place"} or head[at - 2:at] != ", "):
            continue
        if name == "bracket" and not head.startswith(("(", "/", "["), at):
            continue
        match = _pattern(name).match(head, at)
        if match:
            return name, match
    return None


def _name_of_stop(gap: str) -> str:
    if re.search("[-–—―_]", gap):
        return "dash"
    return {":": "colon", ".": "period", ",": "comma"}.get(gap.strip()[:1], "space")


def _is_dateline(parts: _Parts, stop: str) -> bool:
    kinds = parts.keys()
    if "bracket" in kinds:
        if stop == "period" and kinds >= {"place", "bracket", "day"} and parts["day"]["year"]:
            return True  # "DAKAR (APS) — 4 April 2024. The ministry"
        known = outlet(parts["bracket"]["agency"]) is not None
        alone = kinds == {"bracket"}
        if known:
            last = [*parts][-1] == "bracket"
            return stop in _ALONE or (last and not alone and stop != "comma")
        return stop in _ALONE and ("day" in kinds or _is_caps(parts))
    if "agency" in kinds:
        sure = "day" in kinds or _is_caps(parts) or (
            "place" in kinds and is_place(parts["place"][0]))
        return sure and stop in _ALONE | {"period"}
    if "place" not in kinds:
        return False
    return stop in _ALONE or (kinds >= {"place", "day"} and stop == "period")


def _is_caps(parts: _Parts) -> bool:
    return "place" in parts and len(parts["place"][0]) > 2 and parts["place"][0].isupper()


def _place_is_one(parts: _Parts, stop: str, after: str) -> bool:
    """Say whether the word where a place should be can be one."""
    if "place" not in parts:
        return True
    place = parts["place"][0].strip(" .,")
    if place.upper() in _words("not_places") or place.casefold() in dates.weekday_number():
        return False
    if parts.keys() & {"bracket", "agency", "day"}:
        return True
    known = place.split("/")[0].casefold() in _places()
    following = re.match(r"[\w.’' -]*?\w(?=\s|$)", after)
    if known:
        return place.isupper() or not (following and following[0].casefold() in _places())
    return stop == "dash" and _is_caps(parts)


def _build(parts: _Parts, head: str, span: Span) -> Dateline:
    text = head[: max(match.end() for match in parts.values())]
    place = parts["place"][0].strip(" ,.") if "place" in parts else None
    if place and "region" in parts:
        place = text[: parts["region"].end()].strip(" ,")
    printed = next((parts[k]["agency"].strip() for k in ("bracket", "agency") if k in parts), None)
    known = outlet(printed) if printed else None
    month, day, year = _day(parts.get("day"))
    sure = len(parts) > 1 or not place or place.casefold() in _places()
    named = printed and ("agency" in parts or _is_agency_like(printed) or _is_paper_like(printed))
    name = known.name if known else printed if named else None
    relayed = known.is_agency if known else not (printed and _is_paper_like(printed))
    return Dateline(
        span=span, text=text, place=place, sure=sure,
        agency=name if relayed else None, publisher=None if relayed else name,
        published=f"{year}-{month:02}-{day:02}" if year and month and day else None,
        month=None if year else month, day=None if year else day)


def _day(match: re.Match[str] | None) -> tuple[int | None, int | None, int | None]:
    if not match:
        return None, None, None
    name = match["month"] or match["month2"]
    if not name:
        return None, None, None
    month = dates.month_number()[name.casefold().rstrip(".")]
    day = int(match["day"] or match["day2"])
    year = int(match["year"]) if match["year"] else None
    longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return (month, day, year) if 1 <= day <= longest else (None, None, None)


def _is_agency_like(name: str) -> bool:
    """Say whether a name in brackets that no list knows is an agency's: Sahel Wire, PhilNews, APS.

    >>> _is_agency_like("Sahel Wire"), _is_agency_like("Western Cape"), _is_agency_like("UAE")
    (True, False, False)
    """
    if name.upper() in _words("bracketed_places"):
        return False
    words = re.findall(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+", name)
    acronym = re.fullmatch(r"[A-Z][A-Z&-]{1,6}", name)
    return acronym is not None or bool({w.casefold() for w in words} & _words("agency_words"))


def _is_paper_like(name: str) -> bool:
    """Say whether a name in brackets that no list knows is a newspaper's: Coast Courier.

    >>> _is_paper_like("Coast Courier"), _is_paper_like("Western Cape"), _is_paper_like("Post")
    (True, False, False)
    """
    words = name.casefold().removeprefix("the ").split()
    return len(words) > 1 and (words[-1] in _words("paper_words") or words[0] == "daily")


_AGENCY_LIKE = r"[A-Z][\w-]*(?i:press|inform|news|infonews|tag|pressa|lenta)"


@cache
def _words(name: str) -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("dateline.toml").read_text("utf-8"))
    return frozenset(table[name].replace("\n", "|").strip("|").split("|"))


@cache
def _places() -> frozenset[str]:
    return frozenset(place.casefold() for place in _words("places"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_grammar()[name])


@cache
def _grammar() -> dict[str, str]:
    """Return the expressions of the parts of a dateline, in the order in which they are tried."""
    month = rf"(?i:{dates.months_pattern()})\b\.?"
    names = agency_pattern()
    other = rf"(?!(?:{month}\s?\d|(?:{names})(?!\w)))"
    upper = "[A-ZÀ-ÞŠŽČĆŁŚŻİŞĞА-ЯЁІЇЄ]"
    all_caps = rf"{upper}[A-ZÀ-ÞŠŽČĆŁŚŻİŞĞА-ЯЁІЇЄ'’.]+"
    some_caps = rf"{upper}[\w'’]+\.?"
    caps, mixed = other + all_caps, other + some_caps
    link = r"(?:de|da|del|la|le|les|al|el|of|the|am|an|der|sur|upon|du|do)"
    run = r"(?:[ /-](?:{0}|{1}))"
    return {
        "bracket": rf"[(/\[]\s?(?P<agency>{names}|[A-Z][\w .’'&+-]{{1,30}}?)"
                   r"(?:\s?[/,]\s?[\w .-]{2,30})?\s?[)/\]]",
        "day": rf"(?:(?P<month>{month})\s?(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\.?\s"
               rf"(?:de\s)?(?P<month2>{month}))(?!\d)"
               r"(?:(?:,|\sde)?\s(?P<year>(?:19|20)\d\d)\b)?(?:\sг\.|\sгода)?|\d{1,2}(?=\s\()",
        "agency": rf"(?P<agency>{names}|{_AGENCY_LIKE})(?!\w)",
        "place": rf"{other}(?:{all_caps}{run.format(caps, link)}{{0,3}}(?![\w])|"
                 rf"{some_caps}{run.format(mixed, link)}{{0,3}}(?!\w))",
        "region": rf"(?:[A-Z]\.){{2,3}}|{mixed}(?:[ -]{mixed}){{0,2}}(?!\w)",
    }
