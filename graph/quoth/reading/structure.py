"""Where the story is in a text, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quoth.reading import boilerplate, credits, dateline, dates
from quoth.reading.headings import headings, is_headline
from quoth.reading.layout import Unit
from quoth.reading.lines import dateline_mark, stated
from quoth.reading.marks import Fact, Known, Mark, Rank, from_credit

_DATE_LABEL = re.compile(r"(?:date|published|posted|updated)(?: on)?\s?:?\s+", re.I)
_AFTER_DATE = re.compile(r"(?:\s*[-–—|:•]\s*|\s{1,4})(?=[^\W_a-z]|[\"“«„‘'(])")
_CORRECTED = re.compile(
    r"(?i)\b(correct(ion|ed|s)\b|has been (updated|revised|amended)|(earlier|previous) version|"
    r"misstated|misidentified|misspelled|misattributed|incorrectly|erroneously)")
_ABBREVIATION = re.compile(r"\b(?:(?:[A-Z]\.){2,}|(?:Inc|Corp|Co|Jr|Sr)\.)$")
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Page:
    """The paragraphs of a text; the story is `first` to `last`, both included.

    `meta` are the marks of the lines that state something, by index of the paragraph.
    """

    units: tuple[Unit, ...]
    first: int
    last: int
    meta: dict[int, list[Mark]]
    furniture: frozenset[int]

    @property
    def story(self) -> list[int]:
        """The indices of the paragraphs of the story."""
        return [i for i in range(self.first, self.last + 1)
                if i not in self.meta and i not in self.furniture]


def page(units: Sequence[Unit], *, order: dates.Order) -> Page:
    """Tell the story of a text from what stands around it.

    >>> from quoth.reading.layout import units
    >>> text = "Port reopens\\n\\nThe port of Lisk is open again, she said.\\n\\nLeave a Reply"
    >>> page(units(text), order=dates.Order.UNKNOWN).story
    [1]
    """
    over = boilerplate.story_end(units)
    prose = [i for i in range(over) if _is_prose(units[i], order)]
    first, last = (prose[0], prose[-1]) if prose else (0, over - 1)
    first = _after_standfirst(units, prose, order) if prose else first
    furniture = boilerplate.furniture(units, first, last)
    around = {*range(first), *range(last + 1, over)}
    meta = {i: marks for i, unit in enumerate(units)
            if i not in furniture or i in around or (i <= last and credits.caption(unit.text))
            if (marks := stated(unit, _rank(i, first, last), order=order))}
    meta.update({i: [replace(mark, facts=()) for mark in meta[i]] for i in meta
                 if any(_CORRECTED.search(unit.text[:800]) for unit in units[max(0, i - 2):i])})
    plain = [i for i in furniture if i not in meta]
    return Page(tuple(units), first, last, meta, frozenset(plain))


def marks(page: Page, *, order: dates.Order, known: Known) -> Iterator[Mark]:
    """Yield the marks of a page; of two that overlap the first counts."""
    for i in sorted(page.meta):
        yield from page.meta[i]
    yield from _title(page, known)
    for i in sorted(page.furniture):
        yield Mark(page.units[i].start, page.units[i].end, "boilerplate")
    yield from _lead(page, order)
    yield from _end(page)
    yield from headings(page.units, page.story, known.headings)


def _is_prose(unit: Unit, order: dates.Order) -> bool:
    if unit.short and boilerplate.is_furniture(unit.text):
        return False
    if unit.prose:
        return not stated(unit, Rank.LEAD, order=order)
    found = dateline.find(unit.text) if unit.words >= 7 else None
    return bool(found and found.sure)


def _rank(i: int, first: int, last: int) -> Rank:
    return Rank.HEAD if i < first else Rank.TAIL if i > last else Rank.LEAD


def _after_standfirst(units: Sequence[Unit], prose: list[int], order: dates.Order) -> int:
    """Return where the story begins: after a headline that ends as a sentence does, and after a
    standfirst that a byline or a dateline parts from the story."""
    begin = prose[0]
    rest = prose[1:]
    if rest and not _candidates(units[:begin], order) and _is_headline(units, begin, rest[0]):
        begin, rest = rest[0], rest[1:]
    if rest and _is_standfirst(units, begin, rest[0], order):
        begin = rest[0]
    return begin


def _is_headline(units: Sequence[Unit], i: int, following: int) -> bool:
    return is_headline(units[i], units[following].text) and not dateline.find(units[i].text)


def _is_standfirst(units: Sequence[Unit], i: int, following: int, order: dates.Order) -> bool:
    if i == 0 or units[i].words > 50 or dateline.find(units[i].text):
        return False
    between = units[i + 1:following]
    found = dateline.find(units[following].text)
    return bool(found and found.sure) if not between else any(
        mark.kind in ("byline", "date") for unit in between
        for mark in stated(unit, Rank.HEAD, order=order))


def _candidates(units: Iterable[Unit], order: dates.Order) -> list[Unit]:
    return [unit for unit in units if len(unit.text) <= _LONGEST_TITLE
            and not boilerplate.is_furniture(unit.text, edge=True)
            and not stated(unit, Rank.HEAD, order=order)]


def _title(page: Page, known: Known) -> Iterator[Mark]:
    """Yield title and subtitles among the lines above the story."""
    head = {i: page.units[i] for i in range(page.first)
            if i not in page.meta and i not in page.furniture
            and len(page.units[i].text) <= 1000 and page.units[i].text[-1] != ":"}
    stated_title = any(m.kind == "title" for marks in page.meta.values() for m in marks)
    none = stated_title or page.first > page.last
    title = None if none else _choose(list(head.values()), known.title)
    for i, unit in head.items():
        before = title is not None and unit.start < title.start
        if unit is title:
            yield _title_mark(unit)
        elif unit.text in known.headings:
            yield Mark(unit.start, unit.end, "heading")
        elif before and unit.words <= 2:
            yield Mark(unit.start, unit.end, "boilerplate")
        elif not before and _is_subtitle(page, i, title):
            yield Mark(unit.start, unit.end, "subtitle")


def _is_subtitle(page: Page, i: int, title: Unit | None) -> bool:
    unit = page.units[i]
    return unit.words >= 4 and (
        not unit.closed or bool(title and title.closed) or i + 1 in page.meta)


def _choose(head: list[Unit], known: str | None) -> Unit | None:
    if known:
        return next((unit for unit in head if _same(unit.text, known)), None)
    short = [unit for unit in head if len(unit.text) <= _LONGEST_TITLE]
    return next((unit for unit in short if unit.words >= 4), short[0] if short else None)


def _same(line: str, title: str) -> bool:
    """Say whether a line is the title, or a variant of it with most of its words."""
    if _squeezed(line) == _squeezed(title):
        return True
    one, two = (set(re.findall(r"\w{3,}", text[:1000].casefold())) for text in (line, title))
    return len(one & two) > max(len(one), len(two)) / 2


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text[:1000]).casefold()


def _title_mark(unit: Unit) -> Mark:
    """Return the title without a Markdown sign, and without the period that some files add."""
    body = re.sub(r"^#+\s+", "", unit.text)
    start = unit.end - len(body)
    if re.search(r"[^.\s]{2}\.$", body) and not _ABBREVIATION.search(body):
        body = body[:-1]
    outlet = re.search(r"\s[|–—-]\s(?P<name>[^|–—]{2,40})$", body)
    facts = []
    if outlet and (credit := credits.source_line(outlet["name"])):
        facts = list(from_credit(credit, 0, Rank.HEAD).facts)
        body = body[: outlet.start()]
    return Mark(start, start + len(body), "title", (Fact("title", body, Rank.HEAD), *facts))


def _lead(page: Page, order: dates.Order) -> Iterator[Mark]:
    """Yield the date and dateline that open one of the first paragraphs."""
    for i in page.story[:3]:
        unit = page.units[i]
        date = _opening_date(unit, order)
        if date:
            yield date
        at = date.end - unit.start if date else 0
        at += len(unit.text[at:at + 20]) - len(unit.text[at:at + 20].lstrip(" \t\xa0|-–—:"))
        outlet = credits.outlet_prefix(unit.text[at:at + 60])
        if outlet and not date:
            yield from_credit(outlet, unit.start + at, Rank.LEAD)
            return
        found = dateline.find(unit.text[at:at + 300])
        if found and (found.sure or _is_alone(page, found)):
            yield dateline_mark(found, unit.start + at)
            return


def _is_alone(page: Page, found: dateline.Dateline) -> bool:
    """Say whether no other paragraph opens with capitals and a dash, as in a transcript."""
    others = (dateline.find(page.units[i].text[:200]) for i in page.story)
    return sum(bool(other) and not other.sure for other in others) == 1


def _opening_date(unit: Unit, order: dates.Order) -> Mark | None:
    label = _DATE_LABEL.match(unit.text)
    at = label.end() if label else 0
    found = dates.at_start(unit.text[at:at + 80], order=order)
    end = at + found.span.end if found else 0
    if not found or not _AFTER_DATE.match(unit.text, end):
        return None
    facts = (Fact("published", found.value, Rank.HEAD),) if found.value else ()
    return Mark(unit.start, unit.start + end, "date", facts)


def _end(page: Page) -> Iterator[Mark]:
    """Yield the agency in brackets that ends the story."""
    story = page.story
    unit = page.units[story[-1]] if story else None
    credit = credits.sign_off(unit.text[-200:]) if unit else None
    if unit and credit:
        yield from_credit(credit, unit.end - len(unit.text[-200:]), Rank.TAIL)
