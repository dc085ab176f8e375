"""Whose deed it is and what it is done to, where a clause tells so plainly.

Only subjects right before their verb and objects right behind it are read: a determiner and a few
words. Where two texts have a verb in common with others before or behind it, they tell other
things, if each of these is in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, product
from typing import NamedTuple

from quoth.linking.deeds import bounds, group, has_verb, is_passive
from quoth.linking.lexis import senses, stem, words
from quoth.linking.order import is_past, light_verbs
from quoth.linking.relations import Side
from quoth.linking.wording import Sentence

_JOINED = frozenset(["and", "or"])
_GOING_TO = ("going", "to")
_OTHERS = "those"
_LONGEST = 6  # words of a plain object


class Clause(NamedTuple):
    """A verb, the head of its subject, the forms of its object, and whether the subject is who it
    happens to.
    """

    verb: str
    subject: str
    object: frozenset[str]
    undergoes: bool


def other_parties(here: Side, there: Side) -> bool:
    """Say whether another does it than in the other text, and both name both; or it is done to
    another, and one of the two is in both.
    """
    one, other = (list(_clauses(side)) for side in (here, there))
    verbs = {c.verb for c in one} & {c.verb for c in other}
    if not verbs:
        return False
    mine, theirs = ({form for s in side for form in s.forms} for side in (here, there))
    for verb in verbs:
        pairs = [pair for pair in product(one, other) if pair[0].verb == pair[1].verb == verb]
        if all(_other_subject(a, b, mine, theirs) for a, b in pairs) \
                or all(_other_object(a, b, mine, theirs) for a, b in pairs):
            return True
    return False


def done_otherwise(here: Side, there: Side) -> bool:
    """Say whether another verb has the same object: conceded three goals, scored three goals."""
    one, other = ([c for s in side for c in _clauses_of(s) if c.object and c.verb not in _vague()]
                  for side in (here, there))
    mine, theirs = ({form for s in side for form in s.forms} for side in (here, there))
    return any(a.object == b.object and a.verb not in theirs and b.verb not in mine
               and not senses().akin(a.verb, b.verb) for a, b in product(one, other))


@cache
def _vague() -> frozenset[str]:
    """Return the forms of verbs that stand for many others: take, get, hold."""
    return light_verbs() | frozenset(map(stem, words().relations["vague"]))


def verbs_of(side: Side) -> set[str]:
    """Return the verbs of plain clauses."""
    return {clause.verb for clause in _clauses(side)}


def _other_subject(one: Clause, other: Clause, mine: set[str], theirs: set[str]) -> bool:
    if one.undergoes == other.undergoes and _OTHERS in (one.subject, other.subject):
        return one.subject in theirs or other.subject in mine  # of those who: not he
    return bool(one.subject and other.subject) and one.undergoes == other.undergoes \
        and one.subject != other.subject and not senses().akin(one.subject, other.subject) \
        and one.subject in theirs and other.subject in mine


def _other_object(one: Clause, other: Clause, mine: set[str], theirs: set[str]) -> bool:
    return bool(one.object and other.object) and not one.object & other.object \
        and not any(senses().akin(a, b) for a, b in product(one.object, other.object)) \
        and bool(one.object <= theirs or other.object <= mine)


def _clauses(side: Side) -> Iterator[Clause]:
    """Yield the plain clauses of a side."""
    return chain.from_iterable(map(_clauses_of, side))


@lru_cache(maxsize=4096)
def _clauses_of(sentence: Sentence) -> tuple[Clause, ...]:
    found, known = [], {*sentence.forms} | light_verbs()
    for at, word in enumerate(sentence.words):
        if stem(word) not in known or sentence.words[at: at + 2] == _GOING_TO:
            continue
        start = group(sentence.words, at)
        if is_finite(sentence, at, start):
            passive = is_passive(sentence.words, start, at)
            found.append(Clause(stem(word), _subject(sentence, start),
                                frozenset() if passive else _object(sentence, at),
                                passive or _has_no_object(sentence, at)))
    return tuple(found)


def is_finite(sentence: Sentence, at: int, start: int) -> bool:
    """Say whether a word is surely a verb of a clause: its auxiliaries begin at `start`."""
    row, table = sentence.words, words()
    if table.auxiliaries & {*row[start:at]} or start and row[start - 1] in _persons():
        return True
    after = row[at + 1] if at + 1 < len(row) and at + 1 not in sentence.breaks else ""
    if row[at].endswith("s"):
        return start > 0 and (after in table.relations["determiners"] - {"of"}
                              or after in ("a", "an"))
    return is_past(row[at]) and stem(after) not in sentence.forms and after != "by"


def _persons() -> frozenset[str]:
    return words().relations["subjects"]


def _has_no_object(sentence: Sentence, at: int) -> bool:
    """Say whether nothing stands behind a verb but, perhaps, where or when."""
    return at + 1 == len(sentence.words) or at + 1 in sentence.breaks \
        or sentence.words[at + 1] in words().relations["places"]


def _subject(sentence: Sentence, start: int) -> str:
    """Return the head of what stands before a verb, or before the "who" of a clause before it."""
    first = bounds(sentence, start, start)[0]
    relative = first and sentence.words[first - 1] in words().relations["relative"]
    if relative and first == start:
        return _head_before(sentence, first - 1, anywhere=True)
    if relative and has_verb(sentence.words, first, start):
        return _head_before(sentence, first - 1)
    return _head_before(sentence, start)


def _head_before(sentence: Sentence, end: int, *, anywhere: bool = False) -> str:
    """Return the noun that ends a plain noun phrase at a place: a determiner and at most three
    words, with which a clause begins or, if `anywhere`, it need not.
    """
    row, table = sentence.words, words().relations
    if anywhere and row[end - 1] == _OTHERS:
        return _OTHERS
    for size in (2, 3, 4):
        start = end - size
        if start < 0 or start + 1 in sentence.breaks or is_past(row[start + 1]):
            break
        if row[start] in table["determiners"] - {"of"} or row[start] in ("a", "an"):
            lead = row[start - 1] if start and start not in sentence.breaks else ""
            plain = anywhere or not lead or lead in table["links"]
            return stem(row[end - 1]) if plain and stem(row[end - 1]) in sentence.forms else ""
    return ""


def _object(sentence: Sentence, at: int) -> frozenset[str]:
    """Return the forms of the noun phrase right behind a verb; a pronoun is none."""
    row, table, found = sentence.words, words().relations, set()
    if {*row[at + 1: at + 2]} & {"this", *words().points}:  # this winter
        return frozenset()
    for n in range(at + 1, min(len(row), at + 1 + _LONGEST)):
        word = row[n]
        if n in sentence.breaks or word in table["links"] - _JOINED or word in words().auxiliaries \
                or found and is_past(word) \
                or word in table["places"] - {"of"} or word.endswith("ly") \
                or found and word in _persons():
            break
        if stem(word) in sentence.forms:
            found.add(stem(word))
        elif word not in table["determiners"] and word not in ("a", "an", *_JOINED) \
                and not (word[0].isdigit() or word in words().numbers):
            break
    return frozenset(found)
