"""What differs between two texts that are, but for a few places, word for word the same.

Who keeps the words of somebody leaves some out and shifts tenses and pronouns. Where other words
stand in the same place, the claim is another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from quoth.linking.lexis import senses, stem, words
from quoth.linking.wording import Wording

ALIKE = 0.7  # the share of the words in the same order, from the first that both have to the last
LEAST = 5  # words that both have
ROOT = 4  # letters of a word that stands in a longer one: night, overnight
_SAME = {"could": "can", "might": "may", "cannot": "can", "two": "both"}

Gap = tuple[Sequence[str], Sequence[str]]


def differ(one: Wording, other: Wording) -> bool:
    """Say whether other words stand in the place of some, where most are the same."""
    forms = [{*w.forms} for w in (one, other)]
    for here, there in _gaps(one.words, other.words):
        mine, theirs = _new(here, *forms), _new(there, *forms[::-1])
        if mine and theirs and not any(_related(a, b) for a in mine for b in theirs):
            return True
        if _opposed({*here}, {*there}):
            return True
    return False


def _gaps(one: Sequence[str], other: Sequence[str]) -> Iterator[Gap]:
    """Yield the places in which two rows of words differ, if they are mostly the same."""
    here, there = ([_common(word) for word in row] for row in (one, other))
    steps = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    while steps and steps[0][0] in ("insert", "delete"):
        del steps[0]
    while steps and steps[-1][0] in ("insert", "delete"):
        del steps[-1]
    same = sum(end - start for kind, start, end, _, _ in steps if kind == "equal")
    size = max(sum(s[2] - s[1] for s in steps), sum(s[4] - s[3] for s in steps), 1)
    if same >= max(LEAST, ALIKE * size):
        yield from ((one[a:b], other[c:d]) for kind, a, b, c, d in steps if kind != "equal")


def _common(word: str) -> str:
    return _SAME.get(word) or (stem(word) if len(word) > ROOT - 1 else word)


def _new(row: Sequence[str], said: set[str], there: set[str]) -> set[str]:
    """Return the forms of some words that the other text lacks; adverbs may be left out."""
    return {form for word in row
            if not word.endswith("ly") and (form := stem(word)) in said and form not in there}


def _related(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return senses().akin(one, other) or len(short) >= ROOT and short in long


def _opposed(here: set[str], there: set[str]) -> bool:
    """Say whether two rows hold words of grammar that exclude one another: all, only."""
    return any(here & a and there & b and not (here & b or there & a)
               for pair in words().excluding for a, b in (pair, pair[::-1]))
