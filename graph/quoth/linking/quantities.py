"""Of how many and of how much two texts tell: all or some, only or also, at least or at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from quoth.linking.lexis import senses, stem, words
from quoth.linking.order import is_past, light_verbs
from quoth.linking.relations import Side
from quoth.linking.wording import Sentence

_HOLD = frozenset(["get", "gets", "has", "have", "is", "are"])
_NEAR = 3  # words in which the head of "some of the" stands
_THE = frozenset(["the", "my", "our", "your", "his", "her", "their", "its", "those", "these"])

Amounts = Mapping[str, set[str]]


def amounts_differ(here: Side, there: Side) -> bool:
    """Say whether one side tells of all what the other tells of some."""
    one, other = _amounts(here), _amounts(there)
    return _more(one, other, here, there) or _more(other, one, there, here)


def _more(one: Amounts, other: Amounts, here: Side, there: Side) -> bool:
    """Say whether of some form all is told here and less there, or some here and all there."""
    for form, kinds in one.items():
        if kinds == {"all"} and ("all" not in other.get(form, kinds) or form not in other
                                 and form in _narrowed(there) - _narrowed(here)):
            return True
        if kinds == {"some"} and form not in other and _definite(there, form):
            return True
    return False


def _amounts(side: Side) -> Amounts:
    """Return of which forms a side tells all, some, or a part in numbers."""
    found = defaultdict(set)
    for sentence in side:
        for at, word in enumerate(sentence.words):
            if word in _amount_words() or word.isdigit():
                kind, size = _amount(sentence, at)
                head = _head(sentence, at + size) if kind else ""
                if head:
                    found[head].add(kind)
    return dict(found)


def _amount(sentence: Sentence, at: int) -> tuple[str, int]:
    """Return what kind of amount begins at a word, and its length: some of the."""
    row, table = sentence.words, words().relations
    size = next((n for n in range(1, len(row) - at) if row[at + n] not in table["determiners"]), 1)
    of = row[at + 1: at + 2] == ("of",)
    if row[at] in table["all"]:
        return "all", size + ("one" in row[at + 1: at + 2])
    if row[at] in table["some"] and (of or row[at] in ("some", "most")):
        return "some", size
    part = row[at] not in table["some"] and of
    counted = at and row[at - 1] in table["all"]  # every one of, all three of
    return ("part", size) if part and not counted else ("", 1)


@cache
def _amount_words() -> frozenset[str]:
    table = words().relations
    return table["all"] | table["some"] | {*words().numbers, *words().fractions, "percent"}


def _head(sentence: Sentence, at: int) -> str:
    """Return the form of what is counted."""
    known, stops = {*sentence.forms}, words().relations
    for n in range(at, min(len(sentence.words), at + _NEAR)):
        word = sentence.words[n]
        if n > at and n in sentence.breaks or word in stops["places"] or word in stops["links"] \
                or word in words().auxiliaries:
            break
        if stem(word) in known:
            return stem(word)
    return ""


def _narrowed(side: Side) -> set[str]:
    """Return the forms that a clause narrows: the aircraft that fly to the islands."""
    rows = [(s, at) for s in side for at in range(1, len(s.words) - 1)]
    return {stem(s.words[at]) for s, at in rows if s.words[at - 1] in _THE
            and s.words[at + 1] in words().relations["relative"] and at + 1 not in s.breaks}


def _definite(side: Side, form: str) -> bool:
    return any(word in _THE and stem(after) == form
               for s in side for word, after in pairwise(s.words))


def only_differs(here: Side, there: Side) -> bool:
    """Say whether one tells of only some what the other tells of them too, or of all but them."""
    if _only(here, there) or _only(there, here):
        return True
    one, other = _focused(here), _focused(there)
    mine, theirs = ({form for s in side for form in s.forms} for side in (here, there))
    if one & theirs and _adds(there) or other & mine and _adds(here):
        return True
    return bool(one and other) and not one & other and one <= theirs and other <= mine


def _adds(side: Side) -> bool:
    """Say whether a side tells of more, and of nothing alone."""
    said = {word for s in side for word in s.words}
    return bool(words().relations["more"] & said) and not words().relations["sole"] & said


def _focused(side: Side) -> set[str]:
    """Return the nouns that an "only" stands before: only the treasurer; verbs are none."""
    found, table = set(), words().relations
    for sentence in side:
        row = sentence.words
        for at, word in enumerate(row[:-1]):
            opens = at == 0 or at in sentence.breaks or is_past(row[at - 1]) \
                or stem(row[at - 1]) in light_verbs() or row[at - 1] in _HOLD
            if word == "only" and (row[at + 1] in _THE or row[at + 1] in table["places"]
                                   or opens and not is_past(row[at + 1])):
                found |= {next((f for w in row[at + 1: at + 2 + _NEAR]
                                if (f := stem(w)) in sentence.forms), "")}
    return found


def not_all(here: Side, there: Side) -> bool:
    """Say whether one denies of all what the other denies of each: not all left, none left."""
    one, other = _denies_all(here), _denies_all(there)
    return one != other and all(words().negators & {w for s in side for w in s.words}
                                for side in (here, there))


def _denies_all(side: Side) -> bool:
    table = words().relations
    return any(word == "not" and (after in table["all"] or after in table["sweeping"])
               for s in side for word, after in pairwise(s.words))


def _only(here: Side, there: Side) -> bool:
    forms = {form for s in there for form in s.forms}
    row = {word for s in there for before, word in pairwise(("", *s.words))
           if (before, word) != ("not", "only")}
    left_out = [_excepted(side) for side in (here, there)]
    if left_out[1] is not None:
        return bool(left_out[1] & _openings(here, anywhere=True))
    return bool((left_out[0] or set()) & forms) or bool(
        _openings(here) & forms and not words().relations["sole"] & row)


def _openings(side: Side, *, anywhere: bool = False) -> set[str]:
    """Return what an "only" that opens a clause, or any, is said of; numbers are none."""
    found = set()
    for sentence in side:
        for at, word in enumerate(sentence.words):
            opens = at == 0 or at in sentence.breaks or sentence.words[at - 1] in ("that", "and")
            if word == "only" and (opens or anywhere):
                the = bool({*sentence.words[at + 1: at + 2]} & _THE)
                two = the and bool({*sentence.words[at + 2: at + 3]} & {*words().numbers})
                size = 1 + _NEAR if anywhere else 1 + the + two
                found |= {stem(w) for w in sentence.words[at + 1: at + 1 + size]}
    return found & {form for s in side for form in s.forms}


def _excepted(side: Side) -> set[str] | None:
    """Return what is left out: all but the residents, everybody except ambulances; None: nothing
    is.
    """
    found, table = None, words().relations
    for sentence in side:
        row = sentence.words
        for at, word in enumerate(row):
            behind = row[at + 1: at + 2]
            if word in table["excepting"] or (row[at - 1: at], word) == (("other",), "than") \
                    or word == "exception" and behind in (("of",), ("for",)) \
                    or word == "but" and at not in sentence.breaks \
                    and table["sweeping"] & {*row[max(0, at - _NEAR): at]}:
                found = (found or set()) | {stem(w) for w in row[at + 1: at + 2 + _NEAR]
                                            if stem(w) in sentence.forms}
    return found


def bounds_differ(here: Side, there: Side) -> bool:
    """Say whether one tells of at least so many what the other tells of at most so many."""
    one, other = ({pair for s in side for pair in s.bounds} for side in (here, there))
    return any((number, not low) in other and (number, low) not in other for number, low in one)


def counts_differ(here: Side, there: Side) -> bool:
    """Say whether a number that both have counts other things, of which the other tells too."""
    if _one_of(here, there) or _one_of(there, here):
        return True
    one, other = _counted(here), _counted(there)
    mine, theirs = ({form for s in side for form in s.forms} for side in (here, there))
    for number in {*one} & {*other}:
        these, those = one[number], other[number]
        if these & those or any(senses().akin(a, b) for a in these for b in those):
            continue
        if these & theirs and those & (mine | _units()) or these & _units() and those & mine \
                or _elsewhere(these, number, other) or _elsewhere(those, number, one):
            return True
    return False


def _one_of(here: Side, there: Side) -> bool:
    """Say whether one tells of one of those of whom the other tells in a number: one of the youths,
    two youths.
    """
    single = {stem(row[at + 3]) for s in here for row in (s.words,) for at in range(len(row) - 3)
              if row[at: at + 2] == ("one", "of") and row[at + 2] in _THE}
    numbers = {number for s in here for number, _ in s.counts}
    return any(form in single and number not in numbers for s in there
               for number, form in s.counts) and not single & {
        stem(row[at + 3]) for s in there for row in (s.words,) for at in range(len(row) - 3)
        if row[at: at + 2] == ("one", "of")}


def _elsewhere(forms: set[str], number: str, counted: Mapping[str, set[str]]) -> bool:
    """Say whether another number counts these: fourteen ships, six ships with fourteen crews."""
    return any(forms & those for other, those in counted.items() if other != number)


def _counted(side: Side) -> Mapping[str, set[str]]:
    """Return the forms right behind each number."""
    found = defaultdict(set)
    for sentence in side:
        for number, form in sentence.counts:
            if form != "time":  # inspected four times: four inspections
                found[number].add(form)
    return found


@cache
def _units() -> frozenset[str]:
    return frozenset(map(stem, words().units))
