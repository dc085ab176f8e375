"""Which of the forms that a thing has does the client want? RFC 9110, section 12.5.1."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_RANGE = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)\s*")
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


class Range(NamedTuple):
    """One media range of an Accept header: `text/*;q=0.5`."""

    main: str
    sub: str
    quality: float
    parameters: frozenset[str]

    @property
    def weight(self) -> int:
        """How exact it is: */* 0, text/* 1, text/html 2, with parameters 3."""
        return (self.main != "*") + (self.sub != "*") + bool(self.parameters)

    def covers(self, media_type: str) -> bool:
        """Say whether a media type is in the range; its parameters may be left out."""
        name, *given = (part.strip().lower() for part in media_type.split(";"))
        main, _, sub = name.partition("/")
        return (self.main in ("*", main) and self.sub in ("*", sub)
                and self.parameters <= set(given))


def ranges(header: str) -> list[Range]:
    """Return the ranges of an Accept header; what is malformed is left out.

    >>> [(r.sub, r.quality) for r in ranges("text/html, */*;q=0.1, nonsense")]
    [('html', 1.0), ('*', 0.1)]
    """
    found = []
    for part in header.split(","):
        name, *parameters = part.split(";")
        match = _RANGE.fullmatch(name)
        if not match or (match[1] == "*" and match[2] != "*"):
            continue
        quality, others = 1.0, set()
        for parameter in (p.strip().lower() for p in parameters):
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                value = value.strip()
                quality = float(value) if _QUALITY.fullmatch(value) else 0.0
                break  # what comes after q belongs to the header, not to the type
            if parameter:
                others.add(parameter.replace('"', ""))
        found.append(Range(match[1].lower(), match[2].lower(), quality, frozenset(others)))
    return found


def choose(header: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type that the client wants most; None where it wants none of them.

    Of those that it wants equally the first offered is taken; without a header the first of all.

    >>> choose("text/csv;q=0.3, text/*;q=0.2, */*;q=0.1", ["application/json", "text/csv"])
    'text/csv'
    """
    wanted = ranges(header or "")
    if not wanted:
        return None if (header or "").strip() else offered[0]
    best = max(offered, key=lambda media_type: quality(media_type, wanted))
    return best if quality(best, wanted) > 0 else None


def quality(media_type: str, wanted: Sequence[Range]) -> float:
    """Return how much a media type is wanted: what the most exact range says that covers it."""
    covering = [r for r in wanted if r.covers(media_type)]
    return max(covering, key=lambda r: r.weight).quality if covering else 0.0


RDF_TYPES: Mapping[str, str] = {
    "text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt",
    "application/rdf+xml": "rdf", "application/trig": "trig", "application/n-quads": "nq",
}
TABLE_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json", "application/json": "json",
    "application/sparql-results+xml": "xml", "application/xml": "xml",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
}
TRUTH_TYPES: Mapping[str, str] = {
    media_type: name for media_type, name in TABLE_TYPES.items() if name in ("json", "xml")
}
SUFFIXES = {name: media_type for media_type, name in RDF_TYPES.items()} | {"html": "text/html"}


def with_charset(media_type: str) -> str:
    """Return the Content-Type of a text: all of ours are UTF-8.

    >>> with_charset("text/turtle"), with_charset("application/n-triples")
    ('text/turtle; charset=utf-8', 'application/n-triples')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
