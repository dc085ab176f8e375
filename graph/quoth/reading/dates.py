"""Dates as news texts print them, to ISO 8601: `2022-01-10`, `2022-01-10T14:40+04:00`.

A date that does not say its year, or could be read in two ways, is None: nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from functools import cache
from importlib.resources import files

from quoth.records import Span


class Order(Enum):
    """How a date of three numbers is read: `01/02/2022`."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Found:
    """A date in a text: where it is, and what it says, None if that cannot be told."""

    span: Span
    value: str | None


@cache
def _table() -> dict:
    return tomllib.loads(files(__package__).joinpath("months.toml").read_text("utf-8"))


@cache
def month_number() -> dict[str, int]:
    """Return the number of each month name, in lower case."""
    return {name: i for i, names in enumerate(_table()["months"], 1) for name in names}


@cache
def weekday_number() -> dict[str, int]:
    """Return the number of each weekday name, in lower case; Monday is 0."""
    return {name: i for i, names in enumerate(_table()["weekdays"]) for name in names}


@cache
def months_pattern() -> str:
    """Return an expression that matches the names of months, longest first."""
    return _alternatives(month_number())


def _alternatives(names: dict) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


@cache
def date_pattern() -> re.Pattern[str]:
    """Return the expression of a date with a year, and the time that may follow it.

    Groups: iso; or day, month (a name), year; or n1, sep, n2, n3; then hour, minute, half, zone.
    """
    month = rf"(?:{months_pattern()})\b\.?"
    day = r"\d{1,2}"
    ordinal = r"(?:st|nd|rd|th|º|°|\.|-го|er)?"
    zones = _alternatives(_table()["zones"])
    weekday = rf"(?:(?:{_alternatives(weekday_number())})\b\.?,?\s+)?"
    return re.compile(rf"""(?<![\w/.:-])
        (?:(?P<hour0>[0-2]?\d)[:.](?P<minute0>[0-5]\d)(?:\s?(?P<half0>[ap]\.?m\b\.?))?
            (?:\s(?-i:[A-Z]{{2,4}})\b)?\s*(?:,|\||-|–|on)?\s+)?
        {weekday}(?:
        (?P<iso>\d{{4}}-\d{{2}}-\d{{2}}) |
        (?P<y1>(?:19|20)\d{{2}})[/.](?P<m1>\d{{1,2}})[/.](?P<d1>\d{{1,2}}) |
        (?P<month>{month})\s*(?P<day>{day}){ordinal}\s*,?\s*(?P<year>(?:19|20)\d{{2}}) |
        (?P<day2>{day}){ordinal}[\s-]*(?:de\s+)?(?P<month2>{month})[\s,-]*(?:de\s+)?
            (?P<year2>(?:19|20)\d{{2}}) |
        (?P<n1>\d{{1,2}})(?P<sep>[./-])(?P<n2>\d{{1,2}})(?P=sep)(?P<n3>(?:19|20)\d{{2}}) |
        (?P<y4>(?:19|20)\d{{2}})年\s*(?P<m4>\d{{1,2}})月\s*(?P<d4>\d{{1,2}})日
        )(?:\s?(?:г\.|года|р\.)(?!\w))?(?!(?!T\d)[\w/]|\.\d|-\d)
        (?:(?:T|,?\s*(?:at|in|um|à|в|alle|\||·|[-–—])?\s*)(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)
            (?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?!\d)
            (?:\s*(?P<half>[ap]\.?m\b\.?))?
            (?:\s*\(?(?:(?P<offset>(?:UTC|GMT)?\s?[+-]\d{{1,2}}:?(?:\d\d)?)(?!\d)
                |(?P<zone>{zones})\b|(?-i:[A-Z]{{2,4}}T)\b)\)?)?
        )?""".replace("T|", r"(?<=\d)T(?=\d)|"), re.VERBOSE | re.IGNORECASE)


_HAS_YEAR = re.compile(r"(?:19|20)\d\d")


def find(text: str, *, order: Order = Order.UNKNOWN) -> Iterator[Found]:
    """Yield the dates with a year in `text`.

    >>> [found.value for found in find("January 10,2022 14:40, then 9 Feb 2022")]
    ['2022-01-10T14:40', '2022-02-09']
    """
    if not _HAS_YEAR.search(text):
        return
    for match in date_pattern().finditer(text):
        yield Found(Span(*match.span()), _value(match, order))


def at_start(text: str, *, order: Order = Order.UNKNOWN) -> Found | None:
    """Return the date that `text` begins with.

    >>> at_start("9 Feb 2022 The road is open").value
    '2022-02-09'
    """
    match = date_pattern().match(text)
    return Found(Span(*match.span()), _value(match, order)) if match else None


def is_day(text: str) -> bool:
    """Say whether a line is a day without a year, and perhaps a time: "10 JAN, 14:40".

    >>> is_day("10 JAN, 14:40"), is_day("May day")
    (True, False)
    """
    return len(text) < 60 and bool(_day_pattern().fullmatch(text))


@cache
def _day_pattern() -> re.Pattern[str]:
    clock = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?"
    month = rf"(?:{months_pattern()})\.?"
    weekday = rf"(?:(?:{_alternatives(weekday_number())})\.?,?\s+)?"
    return re.compile(
        rf"(?:{clock},?\s+)?{weekday}(?:\d{{1,2}}\.?\s{month}|{month}\s\d{{1,2}})"
        rf"(?:\s?[,|–-]?\s+(?:at\s)?{clock})?", re.IGNORECASE)


def parse(text: str, *, order: Order = Order.UNKNOWN) -> str | None:
    """Return the ISO form of a text that is a date and nothing else, or None.

    `10.01.2022` is 10 January wherever it is printed; with slashes or dashes the order decides.

    >>> parse("10.01.2022"), parse("Feb. 9, 2022"), parse("2022-01-10T14:40:00Z")
    ('2022-01-10', '2022-02-09', '2022-01-10T14:40:00+00:00')
    >>> parse("03/04/2022"), parse("03/04/2022", order=Order.MONTH_FIRST), parse("May 2")
    (None, '2022-03-04', None)
    """
    text = " ".join(text.split())
    match = date_pattern().match(text) if len(text) < 100 else None
    if match and not text[match.end():].strip(" .|,"):
        return _value(match, order)
    return _formal(text)


def _formal(text: str) -> str | None:
    """Read the forms of machines: full ISO 8601, RFC 2822."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return _iso(read(text)) if re.match(r"\d{4}-?\d\d-?\d\d", text) else None
        except ValueError:
            continue
    try:
        return _iso(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(moment: date) -> str:
    whole = moment.replace(microsecond=0) if isinstance(moment, datetime) else moment
    return whole.isoformat()


def _value(match: re.Match[str], order: Order) -> str | None:
    day = _day(match, order)
    if not day:
        return None
    clock = _clock(match)
    return f"{day.isoformat()}T{clock}" if clock else day.isoformat()


def _day(match: re.Match[str], order: Order) -> date | None:
    got = match.groupdict()
    try:
        if got["iso"]:
            return date.fromisoformat(got["iso"])
        for year, month, day in (("y1", "m1", "d1"), ("y4", "m4", "d4")):
            if got[year]:
                return date(int(got[year]), int(got[month]), int(got[day]))
        if got["n1"]:
            return _numbers(int(got["n1"]), int(got["n2"]), int(got["n3"]), got["sep"], order)
        name = (got["month"] or got["month2"]).casefold().rstrip(".")
        day = int(got["day"] or got["day2"])
        return date(int(got["year"] or got["year2"]), month_number()[name], day)
    except (ValueError, KeyError):
        return None


def _numbers(first: int, second: int, year: int, sep: str, order: Order) -> date | None:
    if sep == "." or first > 12 or first == second:
        return date(year, second, first)
    if second > 12:
        return date(year, first, second)
    if order is Order.UNKNOWN:
        return None
    month, day = (first, second) if order is Order.MONTH_FIRST else (second, first)
    return date(year, month, day)


def _clock(match: re.Match[str]) -> str:
    first = "" if match["hour"] else "0"  # "14:40, 10 January 2022"
    if not match[f"hour{first}"]:
        return ""
    hour, half = int(match[f"hour{first}"]), (match[f"half{first}"] or "").lower()
    if hour > (12 if half else 23):
        return ""
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    second = f":{match['second']}" if match["second"] else ""
    return f"{hour:02}:{match[f'minute{first}']}{second}{_offset(match)}"


def _offset(match: re.Match[str]) -> str:
    if match["zone"]:
        return _table()["zones"][match["zone"].casefold()]
    digits = re.sub(r"[^\d+-]", "", match["offset"] or "")
    if not digits:
        return ""
    hours, minutes = digits[1:3].zfill(2), digits[3:5] or "00"
    return f"{digits[0]}{hours}:{minutes}" if int(hours) < 15 and int(minutes) < 60 else ""


def year_of_day(month: int, day: int, text: str, *, order: Order = Order.UNKNOWN) -> int | None:
    """Return the year of a month and day that a dateline prints alone, if `text` justifies it.

    Two things justify a year: a full date in the text within ten days of it; or that the text
    speaks of a time of the latest year that it names ("at the start of 2022"), and names a weekday
    that falls on that day in it. Without them the answer is None.

    >>> year_of_day(2, 9, "He spoke on Wednesday of the start of 2022.")
    2022
    >>> year_of_day(2, 9, "He spoke on Saturday of the law of 2019.") is None
    True
    """
    near = {year for found in find(text, order=order) if found.value
            for year in _near(date.fromisoformat(found.value[:10]), month, day)}
    if near:
        return near.pop() if len(near) == 1 else None
    years = {int(year) for year in _YEAR.findall(text)}
    recent = {int(year) for year in _recent_pattern().findall(text)}
    named = {weekday_number()[name.casefold()] for name in _weekday_pattern().findall(text[:3000])}
    try:
        latest = date(max(years), month, day) if recent and max(recent) == max(years) else None
    except ValueError:
        return None
    return latest.year if latest and latest.weekday() in named else None


_YEAR = re.compile(r"(?<![\w.,/$€£-])((?:19|20)\d\d)(?![\w%/-]|[.,]\d)")


@cache
def _recent_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:start|beginning|outset|early|late|spring|summer|autumn|fall|winter|"
        rf"(?:first|second|third) (?:half|quarter)|{months_pattern()})(?: of| in)?(?: the year)? "
        r"((?:19|20)\d\d)(?![\w%/-]|[.,]\d)", re.IGNORECASE)


@cache
def _weekday_pattern() -> re.Pattern[str]:
    names = [name for name in weekday_number() if len(name) > 4]
    return re.compile(rf"(?<!last )(?<!next )\b({'|'.join(map(re.escape, names))})\b", re.I)


def _near(day: date, month: int, number: int) -> Iterator[int]:
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            if abs(date(year, month, number) - day) <= timedelta(days=10):
                yield year
        except ValueError:
            continue
