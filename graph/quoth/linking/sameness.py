"""Whether two wordings report one utterance: what they share, beyond chance, and what differs.

Everything is measured in bits. A shared form weighs its surprise in a text of that length, less
where the articles use it elsewhere too (the topic); a form of the shorter wording that the longer
one lacks counts against; negations, numbers, names and opposites that disagree count more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from quoth.linking.deeds import turned_round
from quoth.linking.gaps import differ
from quoth.linking.lexis import senses, stem, words
from quoth.linking.moods import moods_differ, only_if
from quoth.linking.numerals import is_rounded
from quoth.linking.order import other_verb, replaced, still_to_do, swapped, units_differ
from quoth.linking.overlap import (
    RELATED,
    RUN,
    STEM,
    Weigh,
    longest_run,
    run,
    shared,
    verbatim,
)
from quoth.linking.predicates import done_otherwise, other_parties, verbs_of
from quoth.linking.quantities import (
    amounts_differ,
    bounds_differ,
    counts_differ,
    not_all,
    only_differs,
)
from quoth.linking.relations import (
    cited,
    crossed,
    denied_alike,
    facing,
    in_order,
    other_time,
    reattached,
)
from quoth.linking.wording import Sentence, Wording

ENOUGH = 27.0  # bits that chance and a common topic can explain
REPHRASED, REPHRASED_RUN = 4.0, 4.0  # more, where no five words stand in a row in both
MISSING = 1.3  # how much a bit that is missing weighs against one that is shared
REWORDED = 0.6  # of what is missing counts, where no row of words is the same: it is said otherwise
REWORDED_RUN, REWORDED_FORMS = 2.0, 5
EQUAL, LIKE = 8.0, 0.7  # bits more, where each has all of the other; none from this share down
THIN = 8.0  # bits against, where two words are all that is shared
THICK = 3  # shared forms that are enough
NAME = 0.5  # how much of its bits a name keeps
NEGATED = 3.5  # bits more, where both deny the same: one sentence in twelve has a negation
CLASH = 60.0  # bits against, and half of what is shared, for each contradiction
LIGHT = {"deed": 10.0, "word": 45.0, "verb": 40.0,  # translators differ in them
         "name": 60.0, "opposite": 60.0}
ALIGNED = 0.3  # the share of a sentence or wording that makes a sentence part of the comparison

RELATIONS = {"relation": crossed, "condition": only_if, "amount": amounts_differ,
             "only": only_differs, "bound": bounds_differ, "count": counts_differ,
             "attached": reattached, "time": other_time, "facing": facing,
             "cited": cited, "mood": moods_differ, "parties": other_parties,
             "not all": not_all}


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against one utterance, in bits; `clashes` names contradictions."""

    shared: float
    missing: float
    run: float
    thin: bool = False
    clashes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Above zero: one utterance."""
        found = self.shared + self.run
        against = MISSING * self.missing + THIN * self.thin + sum(
            LIGHT.get(clash, CLASH + found / 2) for clash in self.clashes)
        return found - ENOUGH - REPHRASED * (self.run <= REPHRASED_RUN) - against


def compare(one: Wording, other: Wording, weigh: Weigh, *, needed: float | None = None
            ) -> Evidence:
    """Weigh two wordings of one speaker; symmetric.

    No more contradictions are looked for once the score is not above `needed`.
    """
    weigh = _less_for_names(one, other, weigh)
    short, long = sorted((one, other), key=lambda w: (_weight(w.forms, weigh), w.words))
    common = shared(short.forms, long.forms, weigh)
    denied = _deny_alike(short, long, {*common})
    told = [form for form in _told(short, long) if not (denied and form in senses().refusals)]
    turned = [form for form in _denied_opposites(short, long) if form in told]
    common |= {form: RELATED * weigh(form) for form in turned if form not in common}
    missing = max(0.0, _weight({*told, *common}, weigh) - sum(common.values()))
    row = run(short, long)
    said = sum(common.values())
    both = said / max(1.0, said + missing, _weight(long.forms, weigh))
    reworded = row <= REWORDED_RUN and len(common) >= REWORDED_FORMS
    equal = EQUAL * max(0.0, both - LIKE) / (1 - LIKE)
    found = Evidence(said + NEGATED * denied + equal,
                     REWORDED * missing if reworded else missing, row,
                     _thin(short, long, {*common, *["not"] * denied}))
    if needed is not None and found.score <= needed:
        return found
    for clash in _clashes(short, long, weigh):
        found = replace(found, clashes=(*found.clashes, clash), missing=missing)
        if needed is not None and found.score <= needed:
            break
    return found


def _told(short: Wording, long: Wording) -> Iterable[str]:
    """Return the forms of the shorter wording, less a "company" that is a "we" in the longer."""
    if not words().we & {*long.words} or words().we & {*short.words}:
        return short.forms
    return [form for form in short.forms if form in long.forms or form not in senses().selves]


def _denied_opposites(short: Wording, long: Wording) -> Iterator[str]:
    """Yield the forms of the shorter wording that it denies and whose opposite the longer has, or
    whose opposite the longer denies: not open, shut.
    """
    for one, other in ((short, long), (long, short)):
        for scope in (scope for s in one.sentences for scope in s.denied):
            for form, opposite in product(scope, other.forms):
                if form not in other.forms and _contrary(form, opposite):
                    yield form if one is short else opposite


def _deny_alike(one: Wording, other: Wording, common: set[str]) -> bool:
    """Say whether both have a negation of the same forms."""
    scopes = [{form for s in w.sentences for scope in s.denied for form in scope}
              for w in (one, other)]
    return bool(scopes[0] & scopes[1] & common)


def _less_for_names(one: Wording, other: Wording, weigh: Weigh) -> Weigh:
    """Return the bits of a form; to name somebody is to choose a topic, and says little.

    Adverbs are what a report leaves out first.
    """
    names = {n for w in (one, other) for s in w.sentences for n in s.names}
    adverbs = [{stem(word) for w in (one, other) for word in w.words
                if word.endswith("ly") == manner} for manner in (True, False)]
    names |= adverbs[0] - adverbs[1]
    names |= {form for w in (one, other) for s in w.sentences for form in _age(s)}
    return lambda form: weigh(form) * (NAME if form in names else 1.0)


def _age(sentence: Sentence) -> tuple[str, ...]:
    """Return the forms of an age by which somebody is called: the 17-year-old."""
    row = sentence.forms
    return next((row[at - 2: at + 1] for at, form in enumerate(row) if form == "old" and at > 1
                 and row[at - 1] == "year" and row[at - 2][0] == "#"), ())


def _thin(short: Wording, long: Wording, common: Iterable[str]) -> bool:
    """Say whether but a word or two are shared, and neither in quotation marks nor in a row.

    "The trade deal" in two texts is no statement; "a blind eye", quoted in both, is.
    """
    names = {n for w in (short, long) for s in w.sentences for n in s.names}
    if len(set(common) - names) + len(set(common) & names) / 2 >= THICK:
        return False
    if any(len(part) > 1 and f" {' '.join(part)} " in f" {' '.join(other.words)} "
           for one, other in ((short, long), (long, short)) for part in one.marked):
        return False
    return longest_run(short.words, long.words) <= RUN


def _weight(forms: Iterable[str], weigh: Weigh) -> float:
    return sum(map(weigh, sorted(set(forms))))


def _clashes(short: Wording, long: Wording, weigh: Weigh) -> Iterable[str]:
    """Yield the contradictions between the sentences that say the same."""
    if _excerpts(short, long) or _excerpts(long, short):
        return
    here, there = _aligned(short, long, weigh), _aligned(long, short, weigh)
    mine = {form for sentence in here for form in sentence.forms}
    theirs = {form for sentence in there for form in sentence.forms}
    if all(s.question for s in here) != all(s.question for s in there):
        yield "question"
    common = {*shared(mine, theirs, _one), *shared(theirs, mine, _one)}
    if len({s.refused for s in (*here, *there)}) > 1 or not verbatim(short, long):
        yield from _polarity(here, there, common)
    if _numbers_differ(mine, theirs, here, there) or units_differ(here, there):
        yield "number"
    calendar = words().calendar
    if _both((mine - theirs) & calendar, (theirs - mine) & calendar):
        yield "date"
    names = [{n for s in side for n in s.names} for side in (here, there)]
    if _both(_unknown(names[0], theirs), _unknown(names[1], mine)):
        yield "name"
    yield from _opposites(here, there, mine, theirs)
    if _deeds_differ(here, there, mine, theirs):
        yield "deed"
    if swapped(short, long) or turned_round(here, there):
        yield "order"
    for name, contradicts in RELATIONS.items():
        if not verbatim(short, long) and contradicts(here, there):
            yield name
    if other_verb(short, long) or done_otherwise(here, there):
        yield "verb"
    elif replaced(short, long) or not verbatim(short, long) and differ(short, long):
        yield "word"


def _excerpts(part: Wording, whole: Wording) -> bool:
    """Say whether all sentences of one are, word for word, sentences of the other."""
    sentences = {s.words: s for s in whole.sentences}
    return all(s.words in sentences and s.refused == sentences[s.words].refused
               and s.question == sentences[s.words].question for s in part.sentences)


def _numbers_differ(mine: set[str], theirs: set[str], here: Sequence[Sentence],
                    there: Sequence[Sentence]) -> bool:
    """Say whether each side has a number that the other lacks; "two out of eleven" has a two."""
    parts = [{row for s in side for row in s.parts} for side in (here, there)]
    lost = set()
    for rows, forms in zip(parts, (theirs, mine), strict=True):
        for part, some, whole in rows:
            lost |= {part, some, whole} if some in forms else set()
    one, other = mine - theirs - lost, theirs - mine - lost
    about = any(words().relations["about"] & {*s.words} for s in (*here, *there))
    for a, b in product(sorted(one), sorted(other)):
        if a[0] == b[0] == "#" and is_rounded(a, b, about=about):
            one, other = one - {a}, other - {b}
    return any(_both({f for f in one if f.startswith(kind)},
                     {f for f in other if f.startswith(opposite)})
               for kind, opposite in (("#", "#"), ("nth", "nth"), ("clock", "clock"),
                                    ("x", "x"), ("x", "#0"), ("#0", "x")))


def _both(one: object, other: object) -> bool:
    return bool(one) and bool(other)


def _unknown(names: set[str], forms: set[str]) -> set[str]:
    """Return the names that the forms lack; Kazakh and Kazakhstan are one."""
    return {name for name in names if not any(
        name == form or min(len(name), len(form)) >= STEM and (
            name.startswith(form) or form.startswith(name)) for form in forms)}


def _aligned(side: Wording, other: Wording, weigh: Weigh) -> tuple[Sentence, ...]:
    """Return the sentences of a wording that share something with the other."""
    least = ALIGNED * _weight(other.forms, weigh)
    found = []
    for sentence in side.sentences:
        common = sum(shared(sentence.forms, other.forms, weigh).values())
        if common >= least or common >= ALIGNED * _weight(sentence.forms, weigh):
            found.append(sentence)
    return tuple(found) or side.sentences


def _polarity(here: Sequence[Sentence], there: Sequence[Sentence], common: set[str]
              ) -> Iterable[str]:
    """Yield a clash for denial and one for doubt, where one side alone has it of shared forms."""
    mine, theirs = ([scope for s in side for scope in s.denied] for side in (here, there))
    told = [{form for s in side for form in s.forms} for side in (here, there)]
    mine, theirs = ([scope for scope in scopes if not _is_opposite(scope, forms)]
                    for scopes, forms in ((mine, told[1]), (theirs, told[0])))
    twice = [_told_twice(side) for side in (here, there)]
    more = [_unmatched([scope for scope in one if _reaches(scope, common) and scope[0] not in also],
                       other, common)
            for one, other, also in ((mine, theirs, twice[0]), (theirs, mine, twice[1]))]
    refused = [any(s.refused for s in side) for side in (here, there)]
    if refused[0] != refused[1]:  # "denied that he paid" is "did not pay"
        if more[refused[1]] or not more[refused[0]]:
            yield "denied"
    elif more[0] != more[1] and len(mine) != len(theirs) \
            and not _refused_alike(here, there, common):  # else one has moved: "nobody told us"
        yield "denied"
    said = [{word for s in side for word in s.words} for side in (here, there)]
    hedged = [any({*scope} & common for s in side for scope in s.hedged) for side in (here, there)]
    if hedged[0] != hedged[1] and not words().relations["permits"] & said[hedged[0]]:
        yield "hedged"
    if still_to_do(here, there) or _ought(here, common) and not said[1] & words().binding or \
            _ought(there, common) and not said[0] & words().binding:
        yield "hedged"


def _told_twice(side: Sequence[Sentence]) -> set[str]:
    """Return what is denied and told as well: they did not win by force, they won by law."""
    said = [form for s in side for form in s.forms]
    return {form for form in said if said.count(form) > 1}


def _is_opposite(scope: Iterable[str], forms: set[str]) -> bool:
    """Say whether the opposite of what one side denies is a word of the other: not open, shut."""
    return any(denied not in forms and any(_contrary(denied, form) for form in forms)
               for denied in scope)


def _contrary(one: str, other: str) -> bool:
    """Say whether two forms are opposites, or one is the other with a prefix that turns it."""
    return senses().opposed(one, other) or min(len(one), len(other)) >= STEM and _turned(one, other)


def _refused_alike(here: Sequence[Sentence], there: Sequence[Sentence], common: set[str]) -> bool:
    """Say whether both have one word of refusal and as many of negation: a forbidden archive, an
    archive that is forbidden.
    """
    negators = [sum(word in words().negators for s in side for word in s.words)
                for side in (here, there)]
    return bool(senses().refusals & common) and negators[0] == negators[1]


def _ought(side: Sequence[Sentence], common: set[str]) -> bool:
    """Say whether what both say is told as what should be; "should it rain" is an "if"."""
    for sentence in side:
        for at, word in enumerate(sentence.words[1:], 1):
            reached = {stem(w) for w in sentence.words[at + 1: at + 4]}
            if word in words().norms and reached & common:
                return True
    return False


def _unmatched(scopes: Iterable[Sequence[str]], others: Sequence[Sequence[str]],
               common: set[str]) -> bool:
    """Say whether a negation has none for the same forms on the other side."""
    return any(not any({*scope} & {*other} & common for other in others) for scope in scopes)


def _reaches(scope: Sequence[str], common: set[str]) -> bool:
    """Say whether a negation is of what both say: its first word, or most of what it reaches."""
    return scope[0] in common or 2 * len({*scope} & common) > len(scope)


def _deeds_differ(here: Sequence[Sentence], there: Sequence[Sentence], mine: set[str],
                  theirs: set[str]) -> bool:
    """Say whether no predicate of either side, where they are known, is a word of the other."""
    deeds = [{deed for s in side for deed in s.deeds} | verbs_of(side) for side in (here, there)]
    return all(deeds) and not (
        deeds[0] & deeds[1] or shared(deeds[0], theirs, _one) or shared(deeds[1], mine, _one)
        or any(_turned(*pair) or senses().opposed(*pair) for pair in product(*deeds)))


def _one(_form: str) -> float:
    return 1.0


def _opposites(here: Sequence[Sentence], there: Sequence[Sentence], mine: set[str],
               theirs: set[str]) -> Iterable[str]:
    """Yield a clash where one side says rise and the other fall, and neither says both."""
    sides = senses().sides
    but = {"before", "after"} if in_order(here, there) else set()
    but |= {"with", "without"} if denied_alike(here, there) else set()
    said = [{stem(word): word for s in side for word in (*s.words, *s.forms)
             if word not in but and not ("left" in s.words and stem(word) == stem("left"))}
            for side in (here, there)]
    denied = [{f for s in side for scope in (*s.denied, s.forms * s.refused) for f in scope}
              for side in (here, there)]
    found = []
    for forms, others in (said, said[::-1]):
        found.append({pair: form for form in forms if form not in others
                      for pair in sides[form]})
    for (pair, side), form in found[0].items():
        opposite = found[1].get((pair, 1 - side))
        if opposite and (pair, 1 - side) not in found[0] and (pair, side) not in found[1] \
                and (form in denied[0]) == (opposite in denied[1]):
            yield "opposite"
            return
    for form, other in product(sorted(mine - theirs), sorted(theirs - mine)):
        if min(len(form), len(other)) >= STEM and _turned(form, other) \
                and (form in denied[0]) == (other in denied[1]):
            yield "opposite"
            return


def _turned(form: str, other: str) -> bool:
    """Say whether one form is the other with a prefix that turns its meaning."""
    return any(prefix + form == other or prefix + other == form for prefix in words().prefixes)
