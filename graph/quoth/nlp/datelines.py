"""Datelines at the head of a sentence: "LIMA, May 2 (Reuters) -", "OSLO. /NTB/."."""

from __future__ import annotations

import re

from quoth.nlp.view import View

_DATELINE = re.compile(
    r"""
    (?:[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]*){0,3}                     # LIMA, ADDIS ABABA
       (?:[,/]\s?
          (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b)
          [A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]+){0,2}){0,2})               # , Vietnam
    (?:,?\s+(?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8})(?:,?[ ]\d{4})?)?
    (?:[,.]?\s*(?:\([^)]{2,40}\)|/[^/]{2,40}/))?
    \s*(?:[-–—―]{1,2}|[.:](?=\s)|(?<=/)\.?)\s+
    """,
    re.VERBOSE,
)
_AGENCY_FIRST = re.compile(r"(?:\([A-Z][\w .]{1,30}\)|/[A-Z][\w .]{1,30}/)\s*[-–—.]\s*")
_DAY_BEHIND = re.compile(  # "DAKAR (APS) — 4 April 2024. The ministry"
    r"(?:\d{1,2}[ ][A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?[ ]\d{1,2},?)[ ]\d{4}(?:\.|\s*[-–—]{1,2})\s+")
_DATE_FIRST = re.compile(
    r"(?:date\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}[.:]\d\d(?=\s)"
    r"|[A-Z][a-z]{2,8}\.?\s?\d{1,2},?\s?\d{4})(?:[ ,]+\d{1,2}:\d\d)?\s+")


def dateline_length(text: str) -> int:
    """Return how many characters of a paragraph's head are dateline or date.

    >>> dateline_length("LIMA (Reuters) - Copper fell.")
    17
    """
    end = 0
    for pattern in (_DATE_FIRST, _DATELINE, _AGENCY_FIRST):
        match = pattern.match(text, end)
        if match and match.end() < len(text):
            end = match.end()
    behind = _DAY_BEHIND.match(text, end) if end else None
    return behind.end() if behind and behind.end() < len(text) else end


def dateline_end(view: View) -> int:
    """Return the index of the first item after the dateline."""
    if not view.items:
        return 0
    start = view.items[0].start
    end = start + dateline_length(view.text[start : start + 120])
    return next((i for i, item in enumerate(view.items) if item.start >= end), 0)
