"""What two wordings share, in bits: words and their synonyms, figures in round numbers, rows of
words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from quoth.linking.lexis import senses
from quoth.linking.numerals import is_rounded
from quoth.linking.wording import Wording

Weigh = Callable[[str], float]

RELATED = 1.0  # how much of a form's bits a synonym gives
REST = 3  # letters of a compound beside a word that it has in it
STEM = 4  # letters that make a name recognisable
RUN = 3  # words in a row that are no accident
RUN_BITS = 2.0
RUN_MOST = 24.0
VERBATIM = 8.0  # more, where that run is in quotation marks
WHOLE = 6.0  # more, where the run is all of the shorter wording: a heading, a fragment
FRAGMENT = 5  # words in quotation marks that are enough to know the utterance by


def shared(short: Iterable[str], long: Iterable[str], weigh: Weigh) -> dict[str, float]:
    """Return what the longer wording has of each form of the shorter, in bits."""
    there = set(long)
    groups = senses().groups
    rest = sorted(there - set(short))
    spare = {group for form in rest for group in groups[form]}
    found = {}
    for form in sorted(set(short)):
        if form in there:
            found[form] = weigh(form)
        elif _is_related(form, rest, spare):
            found[form] = RELATED * weigh(form)
    return found


def _is_related(form: str, rest: Sequence[str], spare: set[int]) -> bool:
    """Say whether a form means what one of others does, whose groups of synonyms are given."""
    if form[0] == "#":
        return any(other[0] == "#" and is_rounded(form, other, about=True) for other in rest)
    return not spare.isdisjoint(senses().groups[form]) \
        or len(form) >= STEM and _is_compounded(form, rest)


def _is_compounded(form: str, rest: Sequence[str]) -> bool:
    """Say whether a form begins or ends one of others, which has another word in it, or has one in
    itself so: keeper, goalkeeper.
    """
    longer, shorter = len(form) + REST, len(form) - REST
    for other in rest:
        size = len(other)
        if size >= longer:
            if other.startswith(form) or other.endswith(form):
                return True
        elif STEM <= size <= shorter and (form.startswith(other) or form.endswith(other)):
            return True
    return False


def run(short: Wording, long: Wording) -> float:
    """Return what the longest run of the same words adds."""
    best = longest_run(short.words, long.words)
    if best < RUN:
        return 0.0
    quoted = any(w.direct or sum(map(len, w.marked)) >= len(w.words) for w in (
        (short, long) if short.words == long.words else (short,)))
    whole = best == min(len(short.words), len(long.words)) and (best > RUN or quoted)
    more = whole * (WHOLE + VERBATIM * quoted) or VERBATIM * verbatim(short, long)
    return min(RUN_MOST, RUN_BITS * (best - RUN + 1) + more)


def longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest row of words that both have."""
    best, before = 0, [0] * (len(other) + 1)
    for word in one:
        now = [0] * (len(other) + 1)
        for at, there in enumerate(other, 1):
            if word == there:
                now[at] = before[at - 1] + 1
        best = max(best, *now)
        before = now
    return best


def verbatim(one: Wording, other: Wording) -> bool:
    """Say whether one has a fragment of the other in quotation marks, wherever a "not" stands."""
    pairs = ((one.marked, other.words), (other.marked, one.words))
    return any(len(part) >= FRAGMENT and f" {' '.join(part)} " in f" {' '.join(words)} "
               for marked, words in pairs for part in marked)
