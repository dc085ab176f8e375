"""Plain text as it really comes: what its lines say about the story, and where the story is.

The text is only decoded and normalized; everything found is a field of the article or a region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quoth.errors import ReadError
from quoth.reading import dateline, dates, language, structure
from quoth.reading.encoding import check, decode
from quoth.reading.layout import units
from quoth.reading.marks import Known, Mark, apart, best, trimmed
from quoth.reading.outlets import by_name, by_url, name_of_site
from quoth.reading.source import MAX_TEXT, Rejected, Source
from quoth.records import Article


def read(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of one text file, or its refusal.

    >>> [article.text for article in read(Source("a.txt", "a.txt", data=b"Ilves said so."))]
    ['Ilves said so.']
    """
    try:
        text = check(decode(source.read(), declared=source.charset))
        yield describe(text, key=source.key, known=Known(url=source.url))
    except ReadError as error:
        yield source.refuse(str(error))


def describe(text: str, *, key: str, known: Known = Known()) -> Article:  # noqa: B008 - frozen
    """Return the article that `text` is, with all that its lines say about it.

    Raises ReadError where it is longer than any article.

    >>> article = describe(
    ...     "Port reopens\\n\\nOSLO, May 2, 2023 (NTB) - The port of the city is open again, the "
    ...     "master said.\\n\\nLeave a Reply", key="a.txt")
    >>> article.title, article.published, article.agency
    ('Port reopens', '2023-05-02', 'NTB')
    >>> [region.kind for region in article.regions]
    ['title', 'dateline', 'boilerplate']
    """
    if len(text) > MAX_TEXT:
        raise ReadError(f"has {len(text):,} characters, more than any article (at most "
                        f"{MAX_TEXT:,}); split it")
    known = replace(known, language=language.tag(known.language) or language.detect(text))
    order = _order(known)
    found = _marks(text, known, order)
    if order is dates.Order.UNKNOWN:
        order = _order(replace(known, publisher=best(found, "publisher")))
        found = found if order is dates.Order.UNKNOWN else _marks(text, known, order)
    return _article(text, key, known, found, order)


def _marks(text: str, known: Known, order: dates.Order) -> list[Mark]:
    paragraphs = units(text)
    if not paragraphs:
        return []
    layout = structure.page(paragraphs, order=order)
    found = structure.marks(layout, order=order, known=known)
    return apart(trimmed(mark, text) for mark in found)


_MONTH_FIRST = frozenset(["us", "ph", "pr", "gu"])


def _order(known: Known) -> dates.Order:
    """Return how an outlet reads 01/02/2022: as its country does."""
    outlet = by_url(known.url) or (by_name(known.publisher) if known.publisher else None)
    if outlet and outlet.country and outlet.country != "ca":
        month_first = outlet.country in _MONTH_FIRST
        return dates.Order.MONTH_FIRST if month_first else dates.Order.DAY_FIRST
    if known.language not in (None, "en"):
        return dates.Order.DAY_FIRST
    return dates.Order.UNKNOWN


def _article(text: str, key: str, known: Known, found: list[Mark],
             order: dates.Order) -> Article:
    url = known.url or best(found, "url")
    outlet = by_url(url)
    publisher = known.publisher or best(found, "publisher") or name_of_site(url)
    agency = known.agency or best(found, "agency")
    if not agency and outlet and outlet.is_agency:
        agency = outlet.name
    published = (dates.parse(known.published, order=order) if known.published else None) or (
        best(found, "published") or _date_in_url(url) or _date_of_dateline(text, found, order))
    return Article(
        key=key, text=text, title=known.title or best(found, "title"), published=published,
        publisher=publisher, agency=agency, dateline=best(found, "dateline"),
        author=known.author or best(found, "author"), language=known.language, url=url,
        regions=tuple(mark.region for mark in found))


def _date_in_url(url: str | None) -> str | None:
    match = re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=/|-|$)", url or "")
    return dates.parse("-".join(match.groups())) if match else None


def _date_of_dateline(text: str, found: list[Mark], order: dates.Order) -> str | None:
    """Return the day of a dateline without a year, if the text justifies one."""
    mark = next((mark for mark in found if mark.kind == "dateline"), None)
    line = dateline.find(text[mark.start:mark.start + 300]) if mark else None
    if not mark or not line or not line.month or not line.day:
        return None
    year = dates.year_of_day(line.month, line.day, text[mark.end:mark.end + 50_000], order=order)
    return f"{year}-{line.month:02}-{line.day:02}" if year else None
