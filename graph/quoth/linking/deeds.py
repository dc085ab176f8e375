"""Who does it to whom: what the verbs of two texts tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from quoth.linking.lexis import stem, words
from quoth.linking.order import BE, BEEN, idle, is_past, light_verbs, verbs
from quoth.linking.relations import PRONOUN, Side, phrase, said
from quoth.linking.wording import Sentence


class Deed(NamedTuple):
    """A verb, who does it, to whom first, and all that stands on its other side; "": not plain."""

    verb: str
    agent: str
    patient: str
    rest: frozenset[str]
    passive: bool = False


def turned_round(here: Side, there: Side) -> bool:
    """Say whether who does it in one text has it done to him in the other."""
    known = frozenset(form for s in (*here, *there) for form, _ in verbs(s)
                      if form in s.forms or form in light_verbs())
    one, other = ([deed for s in side for deed in _deeds(s, known)] for side in (here, there))
    if _exchanged(one, other):
        return True
    return any(_turned([d for d in one if d.verb == verb], [d for d in other if d.verb == verb])
               for verb in sorted({d.verb for d in one} & {d.verb for d in other}))


def _turned(one: Sequence[Deed], other: Sequence[Deed]) -> bool:
    """Say whether who does something is to whom it is done in the other text."""
    pairs = list(product(one, other))
    both = [(a, b) for a, b in pairs if a.agent and b.agent]
    if any(a.agent == b.agent for a, b in both):
        return False
    return any(a.agent in b.rest and b.agent in a.rest for a, b in both) or any(
        _done_to(a, b) or _done_to(b, a) for a, b in pairs)


def _exchanged(one: Sequence[Deed], other: Sequence[Deed]) -> bool:
    """Say whether two do each what the other does in the other text: she left as he came."""
    here, there = ({deed.verb: deed.agent for deed in side if deed.agent} for side in (one, other))
    both = [(here[verb], there[verb]) for verb in sorted({*here} & {*there})]
    return any(a != b and (b, a) in both for a, b in both)


def _done_to(one: Deed, other: Deed) -> bool:
    """Say whether who does it to others in one is to whom it is done in the other."""
    return not one.passive and other.patient == one.agent \
        and one.agent not in ("", PRONOUN, other.agent) and one.patient not in ("", one.agent)


def _deeds(sentence: Sentence, known: frozenset[str]) -> Iterator[Deed]:
    row = sentence.words
    for at, word in enumerate(row):
        start = group(row, at)
        if stem(word) not in known or _is_noun(sentence, at, start) or _describes(row, at, start):
            continue
        first, last = bounds(sentence, start, at)
        subject = _subject(sentence, first, start)
        if is_passive(row, start, at):
            by = next((n for n in range(at + 1, last) if row[n] == "by"), last)
            yield Deed(stem(word), phrase(sentence, by + 1, last), subject,
                       frozenset({subject} - {""}) | _all_of(sentence, first, start), passive=True)
        else:
            patient = "" if is_past(row[at + 1: at + 2][-1:][0] if at + 1 < last else "") else \
                phrase(sentence, at + 1, last, first=True)  # passed unchanged
            yield Deed(stem(word), subject, patient,
                       _all_of(sentence, at + 1, last))


def group(row: Sequence[str], at: int) -> int:
    """Return where the auxiliaries and adverbs before a verb begin."""
    while at > 0 and (idle(row[at - 1]) or row[at - 1] in words().auxiliaries):
        at -= 1
    return at


def _is_noun(sentence: Sentence, at: int, start: int) -> bool:
    row, owners = sentence.words, sentence.owners
    table = words().relations
    before = row[at - 1] if start == at > 0 else ""
    return bool(before) and (at - 1 in owners or before in table["determiners"] or before != "to"
                             and (before in ("a", "an") or before in table["places"]))


def _describes(row: Sequence[str], at: int, start: int) -> bool:
    """Say whether a participle stands for an adjective: threw mashed potatoes, found burnt."""
    return start == at and is_past(row[at]) and (at == 0 or is_past(row[at - 1]))


def is_passive(row: Sequence[str], start: int, at: int) -> bool:
    if row[at].endswith("ing"):
        return False
    if (BE | BEEN) & {*row[start:at]}:
        return True
    plain = not words().auxiliaries & {*row[start:at]}
    return plain and is_past(row[at]) and row[at + 1: at + 2] == ("by",) and not any(
        word[0].isdigit() or word in words().numbers or word in words().relations["measures"]
        for word in row[at + 2: at + 3])


def bounds(sentence: Sentence, start: int, at: int) -> tuple[int, int]:
    """Return where the clause of a verb begins and ends."""
    row, links, first, last = sentence.words, words().relations["links"], start, at + 1
    while first > 0 and first not in sentence.breaks and row[first - 1] not in links:
        first -= 1
    while last < len(row) and last not in sentence.breaks and row[last] not in links:
        last += 1
    return first, last


def _subject(sentence: Sentence, first: int, start: int) -> str:
    """Return the head of the subject of a verb group; first is where its clause begins.

    Of "the guide who led them has left", where "led" opens the clause, it is the guide.
    """
    row, table = sentence.words, words().relations
    before = row[start - 1] if start else ""
    if before == "to" or row[first: first + 1] == ("of",):  # because of a promise made
        return ""
    if before in table["subjects"]:
        return PRONOUN
    if first and row[first - 1] in table["relative"] and has_verb(row, first, start):
        return _antecedent(sentence, first)
    return phrase(sentence, first, start) or _antecedent(sentence, first)


def has_verb(row: Sequence[str], first: int, start: int) -> bool:
    """Say whether a verb stands in a clause before a verb group of it."""
    return any(is_past(row[n]) or row[n] in words().auxiliaries for n in range(first, start))


def _antecedent(sentence: Sentence, first: int) -> str:
    """Return what stands before the "who" that opens a clause."""
    relative = first and sentence.words[first - 1] in words().relations["relative"]
    return phrase(sentence, max(0, first - 3), first - 1) if relative else ""


def _all_of(sentence: Sentence, start: int, end: int) -> frozenset[str]:
    pronoun = words().relations["objects"] & {*sentence.words[start:end]}
    return said(sentence, start, end) | ({PRONOUN} if pronoun else frozenset())
