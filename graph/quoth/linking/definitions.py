"""Names that an article explains by their initials: "National Health and Welfare Union (NHWU)".

The words before the brackets are taken as far back as their capitals spell the acronym, so that a
name with commas and "and" in it is one (Schwartz and Hearst, A simple algorithm for identifying
abbreviation definitions, PSB 2003, for initials alone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoth.records import Mention

_QUOTED = r"""(?:the\s)? ["“'‘] [^()"“”\n]{2,40}? ["”'’]"""
_TERMS = re.compile(rf"""(?x) \s \( (?: [^()"“”'‘\n]{{0,40}} \s )?
    (?P<terms> {_QUOTED} (?: (?: ,? \s (?: or | and ) \s | , \s ) {_QUOTED} )* ) \) """)
_TERM = re.compile(r"""(?<!\w)["“'‘](?:[Tt]he )?([A-Z][^"“”]*?),?["”'’](?!\w)""")
_ACRONYM = re.compile(r" \((?:the )?([A-Z][A-Z&-]*[A-Z])\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")
_BETWEEN = re.compile(r"(?:,? |, (?:and|&) |[-–&]| & )?")
_REST = re.compile(r" (?:and|&|of|for|in)(?: the)?(?: [A-Z][\w’'-]+){1,3}$")
_LEAST = 3  # letters of an acronym: two are initials of too much
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "to", "de", "del", "la", "des", "du",
                    "und", "für", "et", "y", "e", "da", "do", "dos"})


def defined(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with what the text defines by initials as one body each.

    Only what the language layer takes for a name in some part is one: no "Value Added Tax (VAT)".
    """
    found = [m for m in _definitions(text) if any(
        n.form == "name" and n.span.overlaps(m.span) for n in mentions)]
    apart = [n for n in mentions if not any(
        n.form == "name" and n.span.overlaps(m.span) and n.end <= m.end + len(" (NHWU)") + 8
        and n.start >= m.start - 4 for m in found)]
    return tuple(sorted((*apart, *found), key=lambda m: m.start)) if found else tuple(mentions)


def terms(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where a name ends, and what the brackets behind it define that it is called, too.

    >>> list(terms('Oxo Seafood ASA ("Oxo" or "the Company") grew. Tarn (a "nice" town) did not.'))
    [(15, ('Oxo', 'Company'))]
    """
    for match in _TERMS.finditer(text):
        found = tuple(_TERM.findall(match["terms"]))
        if found:
            yield match.start(), found


def _definitions(text: str) -> Iterator[Mention]:
    for match in _ACRONYM.finditer(text):
        letters = re.sub(r"[^A-Z]", "", match[1])
        start = _begin(text, match.start(), letters) if len(letters) >= _LEAST else None
        if start is not None:
            yield Mention(start, match.start(), text[start : match.start()], "ORG")


def _begin(text: str, end: int, letters: str) -> int | None:
    """Return where a name begins whose letters are in brackets behind it; they may leave out its
    end: "the National Association of Turners and Mill Hands (NAT)"."""
    rest = _REST.search(text, max(0, end - 60), end)
    start = _start(text, end, letters)
    return _start(text, rest.start(), letters) if start is None and rest else start


def _start(text: str, end: int, letters: str) -> int | None:
    """Return where the words before `end` begin whose capitals spell the letters."""
    rows = list(_WORD.finditer(text, max(0, text.rfind("\n", 0, end)), end))
    left = letters
    last = end
    for word in reversed(rows):
        if not _BETWEEN.fullmatch(text, word.end(), last):
            return None
        last = word.start()
        initials = "".join(part[0] for part in word[0].split("-") if part[:1].isupper())
        if not initials:
            if word[0] not in _SMALL:
                return None
            continue
        if left.endswith(initials):
            left = left[: -len(initials)]
        elif left.endswith(initials[0]):
            left = left[:-1]
        else:
            return None
        if not left:
            return word.start()
    return None
