"""Literals in the one form that every triple store gives back unchanged."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

from pyoxigraph import Literal

from quoth.rdf.namespaces import XSD

_HALVES = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")


def plain(text: str) -> Literal:
    """Return a string literal; half of a surrogate pair, which is no character, is U+FFFD."""
    return Literal(characters(text))


def characters(text: str) -> str:
    """Return the text with U+FFFD for each half of a surrogate pair."""
    return _HALVES.sub("\ufffd", text)


def tagged(text: str, language: str) -> Literal:
    """Return a string with its language; one that is no language tag becomes `und`."""
    tag = language.lower().replace("_", "-")
    return Literal(characters(text), language=tag if _LANGUAGE.fullmatch(tag) else "und")


def whole(number: int) -> Literal:
    """Return an `xsd:integer`."""
    return Literal(str(number), datatype=XSD.integer)


def decimal(number: float) -> Literal:
    """Return an `xsd:decimal` of at most four places in canonical form.

    >>> decimal(0.90).value, decimal(1.0).value
    ('0.9', '1')
    """
    value = format(Decimal(str(round(number, 4))).normalize(), "f")
    return Literal("0" if value == "-0" else value, datatype=XSD.decimal)


def dated(text: str) -> Literal:
    """Return a date as exact as it is known: a year, a month, a day, or a time.

    Times with a zone are turned into UTC. What is no date stays a string.

    >>> dated("2022-01-10T14:40+04:00").value
    '2022-01-10T10:40:00Z'
    """
    for pattern, datatype in ((r"\d{4}", XSD.gYear), (r"\d{4}-\d\d", XSD.gYearMonth)):
        if re.fullmatch(pattern, text):
            return Literal(text, datatype=datatype)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return Literal(date.fromisoformat(text).isoformat(), datatype=XSD.date)
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d", text):
            return Literal(_moment(datetime.fromisoformat(text)), datatype=XSD.dateTime)
    except (ValueError, OverflowError):
        pass
    return plain(text)


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        return moment.replace(microsecond=0).isoformat()
    utc = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return f"{utc.isoformat()}Z"
