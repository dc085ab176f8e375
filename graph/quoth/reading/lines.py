"""Lines around a story that state something: title, date, byline, source and caption lines."""

from __future__ import annotations

import re

from quoth.reading import credits, dates
from quoth.reading.dateline import Dateline, is_place, whole_line
from quoth.reading.layout import Unit
from quoth.reading.marks import Fact, Mark, Rank, from_credit

_LABELLED = re.compile(r"(?P<label>title|headline|subtitle|sub-?headline|standfirst|summary|deck|"
                       r"url|link|publisher|outlet|newspaper|agency|language)\s?[:=]\s?(?P<value>\S.*)",
                       re.I)
_KINDS = {"title": "title", "headline": "title", "url": "boilerplate", "link": "boilerplate",
          "publisher": "source", "outlet": "source", "newspaper": "source", "agency": "source",
          "language": "boilerplate"}
_FIELDS = {"title": "title", "headline": "title", "publisher": "publisher", "outlet": "publisher",
           "newspaper": "publisher", "agency": "agency", "url": "url", "link": "url",
           "language": "language"}
_PUBLISHED = (r"(?:(?:first |originally )?(?:published|posted|issued|created|released|added)|"
              r"publication date|pubdate|date(?: published| of publication)?|опубликовано|дата|"
              r"veröffentlicht|publié|publicado|pubblicato|data|fecha)")
_UPDATED = (r"(?:(?:last )?(?:updated?|modified|edited|changed|revised)(?: on)?|stand|обновлено|"
            r"aktualisiert|mis à jour|actualizado|aggiornato)")
_STATES = re.compile(rf"\b(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))"
                     r"(?:\s(?:on|at|am|le|el|il|the))?\s?[:=]?\s*$", re.I)
_FILLER = re.compile(
    r"(?i)^(?:\W|\b(?:on|at|am|le|el|il|um|the|by|time|local|hrs?|hours|gmt|utc|est|edt|ist|bst|pst|uhr|"
    r"moscow|yerevan|baku|kyiv|day|dated?)\b|\b\d+ (?:min(?:ute)?s?|hours?|days?)(?: read| ago)?\b|"
    r"\d{1,2}:\d\d(?: ?[ap]m)?)*$")
_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_EDITOR = re.compile(r"(?:editor|edited by|editors|desk|photo|редактор)\s?:?\s\S.{1,40}", re.I)
_PIECE = re.compile(r"[^|•·\n]+")


def stated(unit: Unit, rank: Rank, *, order: dates.Order) -> list[Mark]:
    """Return the marks of a line that states where the story is from; none for a line of prose.

    `rank` is HEAD above the story, TAIL below it, LEAD within it.

    >>> from quoth.reading.layout import units
    >>> line = units("Posted: 2 May 2023 by Jane Doe")[0]
    >>> found = stated(line, Rank.HEAD, order=dates.Order.UNKNOWN)
    >>> [(mark.kind, mark.facts[0].value) for mark in found]
    [('byline', 'Jane Doe'), ('date', '2023-05-02')]
    """
    if len(unit.text) > 500:
        return []
    if rank is Rank.HEAD and (mark := _labelled(unit)):
        return [mark]
    if rank is Rank.HEAD and _URL.fullmatch(unit.text):
        return [Mark(unit.start, unit.end, "boilerplate", (Fact("url", unit.text, rank),))]
    for find in (credits.caption, credits.byline, credits.source_line):
        credit = find(unit.text)
        if credit and not (credit.kind != "caption" and next(dates.find(unit.text), None)):
            return [from_credit(credit, unit.start, rank)]
    if rank is not Rank.TAIL and (line := whole_line(unit.text)):
        return [dateline_mark(line, unit.start, end=unit.end)]
    if rank is Rank.HEAD and dates.is_day(unit.text):
        return [Mark(unit.start, unit.end, "date")]
    if rank is Rank.HEAD and _is_place_and_day(unit.text):
        facts = (Fact("dateline", unit.text, Rank.LEAD),)
        return [Mark(unit.start, unit.end, "dateline", facts)]
    if unit.words > 30:
        return []
    return _dated(unit, rank, order) or _named(unit, rank)


def _is_place_and_day(line: str) -> bool:
    """Say whether a line is as "Dushanbe, 13:41, 5 March, Example"."""
    place, *rest = line.split(", ") if len(line) < 60 else [line]
    return is_place(place) and any(dates.is_day(part) for part in rest)


def _named(unit: Unit, rank: Rank) -> list[Mark]:
    """Read a line of outlets and places: "Lisk • Example Post"."""
    pieces = [piece for piece in _PIECE.finditer(unit.text) if piece[0].strip()]
    names = [piece[0].strip() for piece in pieces]
    found = [credits.source_line(name) for name in names]
    if len(names) < 2 or not any(found):
        return []
    if not all(credit or is_place(name) for credit, name in zip(found, names, strict=True)):
        return []
    return [from_credit(credit, unit.start + piece.start() + piece[0].index(name), rank)
            for credit, name, piece in zip(found, names, pieces, strict=True) if credit]


def _labelled(unit: Unit) -> Mark | None:
    match = _LABELLED.fullmatch(unit.text)
    if not match or len(unit.text) > 400:
        return None
    label = match["label"].casefold()
    field, value = _FIELDS.get(label), match["value"].strip()
    if _KINDS.get(label) == "source" and (unit.closed or len(value.split()) > 5):
        return None
    start = unit.start + match.start("value")
    facts = (Fact(field, value, Rank.STATED),) if field else ()
    return Mark(start, unit.end, _KINDS.get(label, "subtitle"), facts)


def _dated(unit: Unit, rank: Rank, order: dates.Order) -> list[Mark]:
    """Read a line of dates and of what stands between them."""
    found = list(dates.find(unit.text, order=order))
    if not found:
        return []
    facts, marks, at = [], [], 0
    for date in found:
        before = unit.text[at:date.span.start]
        label = _STATES.search(before)
        if date.value:
            facts.append(Fact("published", date.value, _rank(label, rank)))
        others = _pieces(before[: label.start()] if label else before, unit.start + at, rank)
        if others is None:
            return []
        marks += others
        at = date.span.end
    others = _pieces(unit.text[at:], unit.start + at, rank)
    if others is None:
        return []
    marks += others
    return marks + _date_marks(unit, marks, tuple(facts))


def dateline_mark(found: Dateline, at: int, *, end: int | None = None) -> Mark:
    """Return the mark of a dateline that was found `at` characters into the text."""
    facts = [Fact("dateline", found.text, Rank.LEAD)]
    if found.agency:
        facts.append(Fact("agency", found.agency, Rank.STATED))
    if found.publisher:
        facts.append(Fact("publisher", found.publisher, Rank.LEAD))
    if found.published:
        facts.append(Fact("published", found.published, Rank.LEAD))
    return Mark(found.span.start + at, end or found.span.end + at, "dateline", tuple(facts))


def _rank(label: re.Match[str] | None, rank: Rank) -> Rank:
    if not label:
        return rank
    return Rank.WEAK if label["updated"] else Rank.STATED


def _date_marks(unit: Unit, others: list[Mark], facts: tuple[Fact, ...]) -> list[Mark]:
    """Return the date region: what the line has before, between or after the other marks."""
    edges = [unit.start, *(x for m in sorted(others, key=lambda m: m.start)
                           for x in (m.start, m.end)), unit.end]
    out = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        raw = unit.text[start - unit.start:end - unit.start]
        body = raw.strip(" \t\xa0|•·,–—-/")
        if re.search(r"\d", body):
            begin = start + raw.index(body)
            out.append(Mark(begin, begin + len(body), "date", facts))
    return out


def _pieces(text: str, at: int, rank: Rank) -> list[Mark] | None:
    """Return the marks of what stands beside a date, None if it is more than a line says."""
    marks: list[Mark] = []
    for match in _PIECE.finditer(text):
        raw = match[0]
        body = raw.strip(" \t\xa0,–—-/:;()").removesuffix(" on").strip()
        if _FILLER.match(body) or _STATES.fullmatch(body):
            continue
        start = at + match.start() + raw.index(body)
        if _EDITOR.fullmatch(body):
            marks.append(Mark(start, start + len(body), "byline"))
            continue
        credit = credits.byline(body) or credits.source_line(body)
        if credit:
            marks.append(from_credit(credit, start, rank))
        elif not _is_name(body) or (raw.rstrip().endswith(":")):
            return None
        elif rank is Rank.TAIL and _is_outlet_like(body):
            marks.append(Mark(start, start + len(body), "source",
                              (Fact("publisher", body, Rank.TAIL),)))
        elif not is_place(body) and rank is Rank.LEAD:
            return None
    return marks


def _is_outlet_like(name: str) -> bool:
    """Say whether a name beside a date can be an outlet: a lone plain word is as likely a place."""
    marked = re.search(r"[-.\d]|[a-z][A-Z]|^[A-Z]{2,}$", name)
    return not is_place(name) and bool(marked or " " in name)


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= 4 and all(w[0].isupper() or w in ("of", "the", "de", "and") for w in words)
