"""Which article left out which part of what somebody said.

Two articles report one speech where they share a statement of its speaker. What the fuller one then
has of that speaker, clause by clause, is left out where no two sentences of the other article, in
whoever's mouth, tell it. Days, occasions and media that differ make another speech.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quoth.linking import lexis
from quoth.linking.overlap import shared
from quoth.linking.wording import read_forms
from quoth.records import Facts, Quotation, Statement

CLAUSE = 20.0  # bits that make a clause worth telling of: three words or so
NUMBER = 12.0  # bits of a number
TOLD = 0.4  # the share of a clause, in bits, from which an article has it
_ENDS = re.compile(r"(?<=[.!?;…”\"])\s+|\s*\[…\]\s*"
                   r"|,\s+(?=(?:and|but|while|because|which|who|though|although|whereas)\s)")

Place = tuple[str, str]


@dataclass(frozen=True)
class Omission:
    """Words of a quotation, (article, quotation), that another article left out."""

    article: str
    of: Place
    text: str


def omissions(facts: Sequence[Facts], statements: Sequence[Statement]) -> list[Omission]:
    """Return what articles left out of the speeches that they share with others, in order."""
    told = {(one.article.id, q.id): q for one in facts for q in one.quotations if not q.negated}
    texts = {one.article.id: one.article.text for one in facts}
    by_speaker: dict[str, list[list[Place]]] = defaultdict(list)
    for statement in statements:
        if statement.speaker:
            by_speaker[statement.speaker].append([p for p in statement.quotations if p in told])
    found: set[Omission] = set()
    sentences: dict[str, list[set[str]]] = {}
    for said in by_speaker.values():
        for article, place in _missing(said, told):
            if article not in sentences:
                sentences[article] = _windows_of(texts[article])
            found |= {Omission(article, place, part)
                      for part in left_out(told[place].text, sentences[article])}
    return sorted(found, key=lambda o: (o.article, o.of, o.text))


def _missing(said: Sequence[Sequence[Place]], told: dict[Place, Quotation]
             ) -> Iterator[tuple[str, Place]]:
    """Yield each article with the fullest report of each statement of a speech that it shares."""
    near: dict[str, set[str]] = defaultdict(set)
    for places in said:
        articles = {article for article, _ in places}
        for one in places:
            near[one[0]] |= {p[0] for p in places if _one_speech(told[one], told[p])}
        if len(articles) == 1:
            near[next(iter(articles))] |= articles
    for places in said:
        for article in sorted(near):
            elsewhere = [p for p in places if p[0] != article and p[0] in near[article]]
            if elsewhere:
                yield article, max(elsewhere, key=lambda p: len(told[p].text))


def _one_speech(one: Quotation, other: Quotation) -> bool:
    """Say whether nothing that is known of two reports makes them of two speeches."""
    return all(None in (a, b) or a == b for a, b in (
        (one.said_on, other.said_on), (one.occasion, other.occasion), (one.medium, other.medium)))


@lru_cache(maxsize=64)
def _windows_of(text: str) -> list[set[str]]:
    return list(_windows(text))


def _windows(text: str) -> Iterator[set[str]]:
    """Yield the forms of each two sentences that follow one another."""
    rows = [set(forms) for forms in read_forms(text)]
    yield from (one | other for one, other in pairwise(rows))
    yield from rows[:1]


def left_out(text: str, windows: Sequence[set[str]]) -> list[str]:
    """Return the parts of a text that none of some sets of forms tells.

    >>> left_out("The dam is old, and the salmon of the upper river will return.",
    ...          list(_windows("They call the dam old.")))
    ['and the salmon of the upper river will return.']
    """
    parts = _clauses(text)
    gone = [not _is_told(text[start:end], windows) for start, end in parts]
    found: list[list[int]] = []
    for (start, end), missing, before in zip(parts, gone, [False, *gone], strict=False):
        if missing and before:
            found[-1][1] = end
        elif missing:
            found.append([start, end])
    return [text[start:end].strip() for start, end in found]


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return where clauses begin and end; what says little goes with the one before it."""
    cuts = [0, *(match.end() for match in _ENDS.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        weights = [_weight(text[slice(*span)]) for span in (*found[-1:], (start, end))]
        if found and min(weights) < CLAUSE:
            found[-1] = (found[-1][0], end)
        elif start < end:
            found.append((start, end))
    return found


def bits(form: str) -> float:
    """Return the surprise of a form; numbers weigh alike."""
    return lexis.bits(form) if form[0].isalpha() else NUMBER


@lru_cache(maxsize=1024)
def _forms_of(clause: str) -> tuple[list[str], float]:
    """Return the forms of a clause, in order, and their bits."""
    forms = sorted(set().union(*read_forms(clause)))
    return forms, sum(map(bits, forms))


def _weight(text: str) -> float:
    return _forms_of(text)[1]


def _is_told(clause: str, windows: Sequence[set[str]]) -> bool:
    """Say whether an article has what a clause tells, or it tells next to nothing."""
    forms, total = _forms_of(clause)
    if total < CLAUSE:
        return True
    return any(sum(shared({*forms}, window, bits).values()) >= TOLD * total for window in windows)
