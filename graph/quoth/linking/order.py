"""What the order of the same words tells: what has changed places, or stands in another's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from quoth.linking.lexis import senses, stem, words
from quoth.linking.wording import Sentence, Wording

GOES_ON = 3  # words that follow two verbs, alike
REPLACED = 3  # words that stand in the place of others
BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being"})
BEEN = frozenset({"be", "been", "being"})
HAVE = frozenset({"has", "have", "had", "having"})


def swapped(one: Wording, other: Wording) -> bool:
    """Say whether two words have changed places."""
    if ("by" in one.words) != ("by" in other.words):
        return False
    if _is_passive(one) != _is_passive(other):
        return False
    moved = _two_moved(one.forms, other.forms)
    return bool(moved) and not moved & {
        form for w in (one, other) for s in w.sentences for form, _ in verbs(s)}


def _is_passive(wording: Wording) -> bool:
    return any(passive for s in wording.sentences for _, (_, passive) in verbs(s))


def _two_moved(one: Sequence[str], other: Sequence[str]) -> set[str]:
    """Return two words that have changed places in otherwise equal wordings."""
    if len(one) != len(other):
        return set()
    moved = [n for n, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(moved) != 2 or moved[1] - moved[0] < 2:  # "hospital bills", "bills of hospitals"
        return set()
    turned = [one[n] for n in moved] == [other[n] for n in moved[::-1]]
    return {one[n] for n in moved} if turned else set()


def idle(word: str) -> bool:
    """Say whether a word can stand between an auxiliary and its verb."""
    return word.endswith("ly") or word in words().adverbs or word in words().negators \
        or word in BEEN


@cache
def light_verbs() -> frozenset[str]:
    """Return the forms of verbs that say little by themselves: give, come."""
    return frozenset(map(stem, words().relations["light"]))


def verbs(sentence: Sentence) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Yield the forms that are surely verbs, with their place and whether they are passive."""
    table, row = words(), sentence.words
    for at, word in enumerate(row):
        lead = row[at - 1] if at else ""
        if lead.endswith("ly") or lead in table.adverbs or lead in table.negators:
            lead = row[at - 2] if at > 1 else ""
        be = lead in BE
        if at and (lead in table.auxiliaries - BE - HAVE or is_past(word)
                   or lead in HAVE and not word.endswith("s")
                   or be and word.endswith(("ing", "n", "t"))):
            passive = lead in BE and not word.endswith("ing")
            yield stem(word), (at, passive)


def replaced(one: Wording, other: Wording) -> bool:
    """Say whether the texts are word for word the same but for one place, with other words in it.
    """
    here, there = ([w for w in x.words if w != "that"] for x in (one, other))
    start = _same_start(here, there)
    end = _same_start(here[start:][::-1], there[start:][::-1])
    mine, theirs = (row[start: len(row) - end] for row in (here, there))
    if max(len(mine), len(theirs)) > REPLACED or words().negators & {*mine, *theirs}:
        return False
    forms = [{stem(w) for w in row if not w.endswith("ly")} & {*one.forms, *other.forms}
             for row in (mine, theirs)]
    groups = [{g for f in row for g in senses().groups[f]} for row in forms]
    return all(forms) and not groups[0] & groups[1]


def other_verb(one: Wording, other: Wording) -> bool:
    """Say whether another verb stands in otherwise equal texts, one of which may go on: "made the
    wine in a jar", "sold the wine in a jar to the bank".
    """
    here, there = ([w for w in x.words if w != "that"] for x in (one, other))
    start = _same_start(here, there)
    return start > 0 and _differ(here[start:], there[start:])


def _differ(here: Sequence[str], there: Sequence[str]) -> bool:
    """Say whether two rows begin with two verbs that mean different things and go on alike."""
    same = _same_start(here[1:], there[1:])
    if same < GOES_ON or same < min(len(here), len(there)) - 1:
        return False
    one, other = here[0], there[0]
    return is_past(one) and is_past(other) and stem(one) != stem(other) and not senses().akin(
        stem(one), stem(other))


_UNPAST = ("s", "ing", "er", "est", "ly", "ern", "ion", "ment", "al", "th", "ure", "ty", "or",
           "ense", "cy", "sy")  # bigger and decision are of the families of verbs, too


@cache
def is_past(word: str) -> bool:
    """Say whether a word looks like the past or the participle of a verb."""
    families = words().families
    if word in words().relations["unpast"]:
        return False
    if word.startswith("re") and word[2:] in families:
        return is_past(word[2:])
    return word.endswith("ed") or families.get(word, word) != word \
        and not word.endswith(_UNPAST)


def _same_start(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)))


def still_to_do(here: Sequence[Sentence], there: Sequence[Sentence]) -> bool:
    """Say whether one side tells as done what the other tells as what must be: "must pay", "has
    paid"."""
    must = [{form for s in side for form in _reached(s, words().musts)} for side in (here, there)]
    done = [{form for s in side for form in _done(s)} for side in (here, there)]
    said = [{w for s in side for w in s.words} & words().binding for side in (here, there)]
    return bool(must[0] & done[1]) and not said[1] or bool(must[1] & done[0]) and not said[0]


def _reached(sentence: Sentence, modals: frozenset[str]) -> Iterator[str]:
    """Yield the form that each of some modal verbs reaches; "must have paid" is a guess."""
    for at, word in enumerate(sentence.words):
        after = sentence.words[at + 1: at + 3]
        if word in modals and not HAVE & {*after}:
            yield from (stem(w) for w in after)


def _done(sentence: Sentence) -> Iterator[str]:
    """Yield the verbs of the perfect tense."""
    for at, word in enumerate(sentence.words):
        if word in HAVE:
            yield from (stem(w) for w in sentence.words[at + 1: at + 3] if w not in BE)


def units_differ(here: Sequence[Sentence], there: Sequence[Sentence]) -> bool:
    """Say whether one number counts other things: forty metres, forty centimetres."""
    one, other = (dict(_counted(side)) for side in (here, there))
    return any(number in other and unit != other[number] for number, unit in one.items())


def _counted(side: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    for sentence in side:
        for number, form in zip(sentence.forms, sentence.forms[1:], strict=False):
            if number.startswith("#") and form in _units():
                yield number, form


@cache
def _units() -> frozenset[str]:
    return frozenset(map(stem, words().units))
