"""Whether it is done, to be done, done if something else is, or can be: how verbs are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise, product

from quoth.linking.lexis import stem, words
from quoth.linking.order import BE, HAVE, idle, is_past, light_verbs
from quoth.linking.relations import Side, clauses
from quoth.linking.wording import Sentence

_WAS = frozenset({"was", "were"})
_NEAR = 4  # words from "asked" to "to": asked both of the guards to
_AHEAD = 4  # words from an auxiliary to its verb
_OPEN = frozenset({"to do", "wished", "able"})
_FACTS = frozenset({"done", "past"})


def only_if(here: Side, there: Side) -> bool:
    """Say whether one side tells as a condition what the other tells as a fact."""
    open_, because = frozenset({"if", "unless"}), frozenset({"because"})
    for one, other in ((here, there), (there, here)):
        if any(2 * len(a.one & b.one) > max(len(a.one), len(b.one)) and a.other & b.other
               for a, b in product(clauses(one, open_), clauses(other, because))):
            return True
    return _if_and_fact(here, there) or _if_and_fact(there, here)


def _if_and_fact(here: Side, there: Side) -> bool:
    said_there = {word for s in there for word in s.words}
    if words().relations["open"] & said_there or _is_general(there) \
            or not words().relations["facts"] & said_there and not any(
                _FACTS & moods for moods in _moods(there).values()):
        return False
    forms = {form for s in there for form in s.forms}
    for marker in words().relations["conditions"]:
        if marker == "so" and (not _purpose(here) or _to_do(there)):
            continue
        if any(2 * len(pair.one & forms) > len(pair.one) and pair.other & forms
               for pair in clauses(here, frozenset({marker}))):
            return True
    return False


def _is_general(side: Side) -> bool:
    """Say whether a side tells of whatever there is of a kind: a theatre that sells its seats."""
    relative, any_of = words().relations["relative"], ("a", "an", "any", "every", "each", "no")
    return any(row[at] in any_of and relative & {*row[at + 2: at + 4]}
               for s in side for row in (s.words,) for at in range(len(row)))


def _to_do(side: Side) -> bool:
    """Say whether a side has a verb with "to", which tells a purpose as well."""
    return any(word == "to" and (after in words().families
                                 or after in words().relations["purposes"])
               for s in side for word, after in pairwise(s.words))


def _purpose(side: Side) -> bool:
    return any(pair == ("so", "that") for s in side for pair in pairwise(s.words))


def moods_differ(here: Side, there: Side) -> bool:
    """Say whether one side tells as a fact what is but a plan, a wish or possible in the other."""
    one, other = _moods(here), _moods(there)
    return any(_untrue(one[form], other[form]) or _untrue(other[form], one[form])
               for form in {*one} & {*other})


def _untrue(mine: set[str], theirs: set[str]) -> bool:
    if mine == {"unreal"}:
        return not theirs - _FACTS - {"plain"}
    return mine == {"able"} and theirs == {"wished"} or (
        len(mine) == 1 and mine <= _OPEN and bool(theirs) and theirs <= _FACTS)


def _moods(side: Side) -> Mapping[str, set[str]]:
    """Return of each form how it is told: done, past, to do, wished, able, unreal or plain."""
    found = defaultdict(set)
    for form, mood in chain.from_iterable(map(_moods_of, side)):
        found[form].add(mood)
    return found


@lru_cache(maxsize=4096)
def _moods_of(sentence: Sentence) -> tuple[tuple[str, str], ...]:
    row, known, found = sentence.words, {*sentence.forms} | light_verbs(), []
    reached: set[int] = set()
    for at, word in enumerate(row):
        verb = _verb_of(row, at) if word in _openers() else 0
        mood = _mood(row, at, verb) if verb else ""
        if mood and verb not in reached and stem(row[verb]) in known:
            found.append((stem(row[verb]), mood))
            reached.add(verb)
    for at in range(len(row)):
        asked = _asked_for(row, at)
        if asked and asked not in reached and stem(row[asked]) in known:
            found.append((stem(row[asked]), "wished"))
            reached.add(asked)
    for at, word in enumerate(row):
        if at not in reached and stem(word) in known:
            found.append((stem(word), "past" if _is_told(sentence, at) else "plain"))
    return tuple(found)


@cache
def _openers() -> frozenset[str]:
    """Return the words that make something of the verb behind them."""
    table = words().relations
    return HAVE | words().musts | table["coming"] | table["considered"] | {
        "to", "can", "could", "about", "of"}


def _asked_for(row: Sequence[str], at: int) -> int:
    """Return where what is asked for stands: the release, behind "demand"; 0: nowhere."""
    if stem(row[at]) not in _asking() or row[at + 1: at + 2] == ("to",):
        return 0
    behind = at + 1 + (row[at + 1: at + 2] == ("for",))
    the = row[behind: behind + 1]
    return behind + 1 if the and the[0] in ("the", "a", "an") and behind + 1 < len(row) else 0


@cache
def _asking() -> frozenset[str]:
    return frozenset(map(stem, words().relations["asking"]))


def _verb_of(row: Sequence[str], at: int) -> int:
    """Return where the verb is that an auxiliary at a place belongs to; 0: nowhere."""
    return next((n for n in range(at + 1, min(len(row), at + 1 + _AHEAD)) if not idle(row[n])), 0)


def _mood(row: Sequence[str], at: int, verb: int) -> str:
    """Return what a word makes of the verb that it belongs to."""
    table, word, before = words().relations, row[at], row[at - 1] if at else ""
    if word in HAVE:
        ought = before == "to" and row[at - 2: at - 1] == ("ought",)
        if ought or before in table["unreal"] and at > 1:
            return "unreal"
        free = before not in words().auxiliaries and before != "to"
        return "done" if free and is_past(row[verb]) else ""
    if word in table["coming"] or word in words().musts:
        return "" if row[verb] in HAVE else "to do"
    if word == "to" and (before == "whether" or before in table["planned"] or any(
            stem(w) in _intending() for w in row[max(0, at - _NEAR): at])):
        return "to do" if before in table["planned"] else "wished"
    if word in ("can", "could") and row[verb] not in HAVE:
        return "" if row[verb] in table["sensing"] else "able"
    considered = word in table["considered"] or word in ("about", "of") and (
        before in table["considered"] or before == "thinking")
    return "to do" if considered and row[verb].endswith("ing") else ""


@cache
def _intending() -> frozenset[str]:
    return frozenset(map(stem, words().relations["intending"]))


def _under(row: Sequence[str], first: int, start: int) -> bool:
    """Say whether a verb group is of a clause that tells no fact; "those who came were told" does.
    """
    table = words().relations
    under = [n for n in range(first, start) if row[n] in table["under"]]
    if len(under) == 1 and row[under[0]] in table["relative"]:
        return not any(is_past(row[n]) for n in range(under[0] + 1, start))
    return bool(under)


def _is_told(sentence: Sentence, at: int) -> bool:
    """Say whether a past form tells in a main clause what was; headlines have no such clauses."""
    row, table = sentence.words, words().relations
    if not is_past(row[at]) or not at or row[at + 1: at + 2] == ("by",):
        return False
    start = at
    while start > 0 and (idle(row[start - 1]) or row[start - 1] in _WAS):
        start -= 1
    passive = bool(_WAS & {*row[start:at]})
    before = row[start - 1] if start else ""
    plain = stem(before) in sentence.forms or before in table["subjects"]
    first = max([0, *[n for n in sentence.breaks if n <= start]])
    return plain and (passive or start == at or not BE & {*row[start:at]}) and not (
        _under(row, first, start)) and bool(
        (table["determiners"] - {"of"} | table["subjects"] | _WAS | {"a", "an"}) & {*row})
