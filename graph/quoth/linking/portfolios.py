"""What a minister is of is no body and no part of a name: "Minister for Home Affairs Ann Roe",
"Health and Social Care Secretary Bob Low"; a shadow minister is another one than the minister."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from quoth.linking.chunks import Chunk
from quoth.linking.words import word_sets
from quoth.records import Mention

_MINISTER = re.compile(r"(?i)(?:minister|secretary|under-?secretary|commissioner|spokes\w+)s?")
_OFFICE = re.compile(r"(?:.* )?(?:Minister|Secretary|Commissioner|Ministers|Secretaries)")
_LINKS = frozenset({"of", "for", "and", "the", "&", ",", "on"})
_AND = frozenset({"and", "&", ","})
_REACH = 8  # words from the title's noun to the name
_FIELDS = frozenset({"affairs", "care", "services", "relations", "protection", "reform", "safety",
                     "resources", "cohesion", "cooperation", "skills", "territories", "defense",
                     "investment", "pensions", "integration", "regions", "work", "women",
                     "foreign"})


@cache
def _fields() -> frozenset[str]:
    """Return the nouns that end the name of a portfolio."""
    return _FIELDS | {p.split()[-1] for p in word_sets().mentions["portfolios"]}


def is_portfolio(words: str) -> bool:
    """Say whether words are the field of a minister by their last one.

    >>> is_portfolio("European Affairs"), is_portfolio("the Tarn Council")
    (True, False)
    """
    return words.split()[-1].lower() in _fields()


def without_portfolio(mention: Mention, tokens: Sequence[re.Match[str]], starts: Sequence[int]
                      ) -> Mention | None:
    """Return a mention without the portfolio that it begins with; None where it is only that.

    `tokens` are the words of the text, `starts` where each begins.
    """
    first = bisect_left(starts, mention.start)
    row = tokens[first : bisect_left(starts, mention.end)]
    ends = [n for n, word in enumerate(row) if word[0].lower() in _fields()
            and word[0][0].isupper()]
    if not ends or not _is_of_minister(tokens[max(0, first - _REACH) : first]):
        return mention
    if mention.label != "PERSON":
        return None if ends[-1] == len(row) - 1 else mention
    rest = row[ends[0] + 1 :] if ends[-1] < len(row) - 1 else ()
    return replace(mention, start=rest[0].start()) if rest else mention


def _is_of_minister(before: Sequence[re.Match[str]]) -> bool:
    """Say whether words end in "Minister of" or "Secretary of State for", and what goes on with it.
    """
    linked = ""
    for word in reversed(before):
        if _MINISTER.fullmatch(word[0]):
            return linked in ("of", "for")
        if word[0].lower() not in _LINKS and not word[0][0].isupper():
            return False
        linked = word[0].lower()
    return False


def with_fields(text: str, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Join a title to the fields before it: "Trade and Industry | Minister", "Shadow | Chancellor".
    """
    found: list[Chunk] = []
    for chunk in chunks:
        if chunk.tag == "title" and chunk.text[0].isupper():
            if _OFFICE.fullmatch(chunk.text):
                chunk = _joined(text, found, _fields_before(text, found, chunk), chunk)
            if found and found[-1].text == "Shadow" and _adjoins(text, found[-1], chunk):
                chunk = _joined(text, found, 1, chunk._replace(value="politician"))
        found.append(chunk)
    return found


def _joined(text: str, found: list[Chunk], size: int, title: Chunk) -> Chunk:
    """Take the last chunks into a title, which stays one of its class."""
    if not size:
        return title
    start = found[-size].start
    del found[-size:]
    return title._replace(start=start, text=text[start : title.end],
                          value=title.value or title.text.lower())


def _fields_before(text: str, found: list[Chunk], title: Chunk) -> int:
    """Return how many of the last chunks are fields of an office, joined by "and"; 0 if none."""
    size, ended, joined, after = 0, True, 0, title
    for number, chunk in enumerate(reversed(found), 1):
        if not _adjoins(text, chunk, after) or not (chunk.text[0].isupper() or chunk.text in _AND):
            break
        if chunk.text in _AND:
            joined, ended = number, True
        elif ended and not is_portfolio(chunk.text):
            break
        else:
            ended = False
            size = number if joined else 0
        after = chunk
    return size


def _adjoins(text: str, chunk: Chunk, after: Chunk) -> bool:
    return text[chunk.end : after.start] in ("", " ")
