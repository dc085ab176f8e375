"""What two texts make of the same words: which is cause and which effect, if, how many, when.

A wording that has all the words of another says the same only where they stand in the same
relations. A relation is compared where both sides have it plainly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from quoth.linking.lexis import stem, words
from quoth.linking.order import is_past
from quoth.linking.wording import Sentence

_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_SEASONS = frozenset(["spring", "summer", "autumn", "winter", "season", "night", "weekend"])

_DOUBLE = (("since",), ("than",), ("as",))  # since before, than after
_WITHOUT = ("with", "without")
PRONOUN = "*"  # who speaks, or is spoken of by "he" and "they": they change with the teller

Side = Sequence[Sentence]


class Pair(NamedTuple):
    """Two sets of forms that a word relates, the first to the second."""

    one: frozenset[str]
    other: frozenset[str]


def said(sentence: Sentence, start: int, end: int) -> frozenset[str]:
    """Return the forms of some words of a sentence."""
    known = {*sentence.forms}
    return frozenset(form for word in sentence.words[start:end] if (form := stem(word)) in known)


def phrase(sentence: Sentence, start: int, end: int, *, first: bool = False) -> str:
    """Return the head of a noun phrase, which ends before "of" or "in"; `first`: at its place."""
    table, known, head = words().relations, {*sentence.forms}, ""
    for word in sentence.words[start:end]:
        if word in table["places"] and (head or first):
            break
        if stem(word) in known:
            head = stem(word)
        elif word in table["subjects"] or word in table["objects"]:
            head = head or PRONOUN
    return head


def crossed(here: Side, there: Side) -> bool:
    """Say whether cause and effect, first and last, or two that are compared change places."""
    return any(_changed(one, other) for kind in (_earlier, _compared)
               for one, other in product(list(kind(here)), list(kind(there)))) or any(
        _at_once(a, b) for a, b in ((here, there), (there, here))) or any(
        _turned(one, other) for one, other in zip(*map(_lone, (here, there)), strict=False))


def _lone(side: Side) -> list[Pair]:
    """Return what is compared where one thing alone is."""
    found = list(_compared(side))
    return found if len(found) == 1 else []


def _turned(one: Pair, other: Pair) -> bool:
    """Say whether what is behind the "than" of each is before that of the other."""
    return bool(one.other and other.other) and not one.other & other.other \
        and one.other <= other.one and other.other <= one.one


def _at_once(here: Side, there: Side) -> bool:
    """Say whether two things are told of one time here and one after the other there."""
    together = list(clauses(here, frozenset({"while"})))
    return any(len(a & c) > len(b & c) and len(b & d) > len(a & d)
               for one, other in product(together, list(_earlier(there)))
               for a, b in (one, one[::-1]) for c, d in [(other.one - other.other,
                                                          other.other - other.one)])


def in_order(here: Side, there: Side) -> bool:
    """Say whether both tell the same as first and the same as last, be it by before or after."""
    return any(one.one & other.one and one.other & other.other
               and not (one.one & other.other or one.other & other.one)
               for one, other in product(list(_earlier(here)), list(_earlier(there))))


def _changed(one: Pair, other: Pair) -> bool:
    mine = one.one - one.other, one.other - one.one
    theirs = other.one - other.other, other.other - other.one
    straight = len(mine[0] & theirs[0]) + len(mine[1] & theirs[1])
    turned = len(mine[0] & theirs[1]), len(mine[1] & theirs[0])
    return all(turned) and sum(turned) > straight


def _earlier(side: Side) -> Iterator[Pair]:
    """Yield what came first or is the cause, with what followed."""
    yield from clauses(side, words().relations["earlier"])
    for found in clauses(side, words().relations["later"]):
        yield Pair(found.other, found.one)


def _compared(side: Side) -> Iterator[Pair]:
    """Yield what is compared by a "than", without what only says where."""
    for sentence in side:
        row = sentence.words
        for at, word in enumerate(row):
            if word == "than":
                end = next((n for n in range(at + 2, len(row)) if n in sentence.breaks
                            or row[n] in words().relations["places"]), len(row))
                yield Pair(said(sentence, 0, at), said(sentence, at + 1, end))


def clauses(side: Side, markers: frozenset[str]) -> Iterator[Pair]:
    """Yield what stands in each clause that a word opens, and what in the rest of its sentence."""
    for sentence in side:
        for at, word in enumerate(sentence.words):
            if word in markers and sentence.words[at - 1: at] not in _DOUBLE \
                    and (found := _parted(sentence, at)):
                yield found


def _parted(sentence: Sentence, at: int) -> Pair | None:
    row = sentence.words
    end = min((n for n in sentence.breaks if n > at + 1), default=0)
    before = max((n for n in sentence.breaks if n < at), default=0)
    fronted = at == 0 or row[at - 1] in ("and", "but", "that") or (
        at in sentence.breaks and at - before < 2)
    if not fronted:
        return Pair(said(sentence, at + 1, end or len(row)), said(sentence, 0, at))
    return Pair(said(sentence, at + 1, end), said(sentence, end, len(row))) if end else None


def reattached(here: Side, there: Side) -> bool:
    """Say whether what is "of" one in one text is of another in the other, and both name both."""
    one, other = _attached(here), _attached(there)
    mine, theirs = ({form for s in side for form in s.forms} for side in (here, there))
    return any(one[key] <= theirs and other[key] <= mine and not one[key] & other[key]
               for key in {*one} & {*other})


def _attached(side: Side) -> Mapping[str, set[str]]:
    """Return of what each form is: roof of the market."""
    found = defaultdict(set)
    for sentence in side:
        row, known = sentence.words, {*sentence.forms}
        for at, (head, word) in enumerate(pairwise(row), 1):
            if word == "of" and stem(head) in known:
                found[stem(head)].add(_noun(sentence, at + 1))
    names = {name for sentence in side for name in sentence.names}
    return {key: those for key, those in found.items() if not ({""} | names) & those}


def _noun(sentence: Sentence, at: int) -> str:
    """Return the last of the forms that stand in a row from a place on, behind a "the"."""
    row, known, head = sentence.words, {*sentence.forms}, ""
    for n in range(at, len(row)):
        more = n not in sentence.breaks and not is_past(row[n]) and not row[n].endswith("ly")
        if stem(row[n]) in known and (more or not head):
            head = stem(row[n])
        elif head or row[n] not in words().relations["determiners"]:
            break
    return head


def other_time(here: Side, there: Side) -> bool:
    """Say whether one tells of last year what the other tells of this year."""
    one, other = _points(here), _points(there)
    return any(not one[unit] & other[unit] for unit in {*one} & {*other})


def _points(side: Side) -> Mapping[str, set[int]]:
    """Return which day, week or year is meant, as steps from now."""
    found = defaultdict(set)
    units = words().units | words().days | _SEASONS
    for sentence in side:
        for word, after in pairwise(sentence.words):
            if word in words().points and after in units:
                found[after].add(words().points[word])
        for word in sentence.words:
            if word in _DAYS:
                found["today"].add(_DAYS[word])
    return found


def cited(here: Side, there: Side) -> bool:
    """Say whether one side lays in the mouth of others what the other tells as its own."""
    for one, other in ((here, there), (there, here)):
        forms = {form for s in other for form in s.forms}
        if any(_cites(s) for s in other):
            continue
        for sentence in one:
            if any(2 * len(scope & forms) > len(scope) for scope in _cites(sentence)):
                return True
    return False


def _cites(sentence: Sentence) -> list[frozenset[str]]:
    """Return what others are said to say: "the police say that he ran"."""
    row, found, known = sentence.words, [], {*sentence.forms}
    if words().relations["cited"] & {*row}:
        found.append(frozenset())
    for at, word in enumerate(row[:-1]):
        if at and stem(word) in _citing(that="that" in row[at + 1: at + 3]) \
                and at not in sentence.breaks and not word.endswith("ing") \
                and not {"than", "as"} & {*row[max(0, at - 3): at]} \
                and row[at + 1] not in words().negators:
            who = next((w for w in reversed(row[:at]) if not w.endswith("ly")
                        and w not in words().auxiliaries and w not in words().adverbs), "")
            if stem(who) in known and not who.isdigit():
                found.append(said(sentence, at + 1, len(row)))
    return found


@cache
def _citing(*, that: bool) -> frozenset[str]:
    table = words().relations
    return frozenset(map(stem, table["citing"] - (set() if that else table["citing_that"])))


def facing(here: Side, there: Side) -> bool:
    """Say whether what one side tells of "from Lagos" the other tells of "to Lagos"."""
    back = all(any("back" in s.words for s in side) for side in (here, there))
    alike = denied_alike(here, there)
    pairs = [pair for pair in words().facing if not (alike and pair == _WITHOUT)]
    return not back and _opposed(*(_behind(side) for side in (here, there)), pairs) or \
        _opposed(*(_turns(side) for side in (here, there)), words().turns)


def denied_alike(here: Side, there: Side) -> bool:
    """Say whether one denies by a "without" what the other does by another word: came without a
    plan, did not come with a plan.
    """
    without = [any("without" in s.words for s in side) for side in (here, there)]
    scopes = [{form for s in side for scope in s.denied for form in scope}
              for side in (here, there)]
    return without[0] != without[1] and bool(scopes[0] & scopes[1])


def _opposed(one: Mapping[str, set[str]], other: Mapping[str, set[str]],
             pairs: Iterable[tuple[str, ...]]) -> bool:
    for form in {*one} & {*other}:
        mine, theirs = one[form], other[form]
        if mine != theirs and any(
                a in mine and b in theirs and not (b in mine or a in theirs)
                for pair in pairs for a, b in (pair, pair[::-1])):
            return True
    return False


def _behind(side: Side) -> Mapping[str, set[str]]:
    """Return the words that stand before each form, with no other form between."""
    found = defaultdict(set)
    for sentence in side:
        known, last = {*sentence.forms}, ""
        for word in sentence.words:
            if stem(word) in known:
                found[stem(word)].add(last)
                last = ""
            elif word not in words().relations["determiners"] - {"of"} and word not in ("a", "an") \
                    and (last, word) != ("out", "of"):
                last = word
    return found


def _turns(side: Side) -> Mapping[str, set[str]]:
    """Return the word that stands right behind each form."""
    found = defaultdict(set)
    for sentence in side:
        known = {*sentence.forms}
        for word, after in pairwise(sentence.words):
            if stem(word) in known:
                found[stem(word)].add(after)
    return found
