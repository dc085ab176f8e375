"""Who says the opposite of whom about the same person, body or place.

Two speakers contradict one another where their contents name one entity, are near in time, tell
mostly the same, and differ in what turns the meaning: a negation of the same deed, words that are
opposites, other numbers. Precision comes first: what is hedged, asked, or about another object is
none. The words that carry the opposition are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from quoth.linking.blocking import candidates
from quoth.linking.lexis import bits, senses, stem, words
from quoth.linking.overlap import shared
from quoth.linking.quantities import not_all
from quoth.linking.reports import Report, report
from quoth.linking.wording import Sentence
from quoth.records import Facts, Quotation

# On tests/data/contradictions.jsonl, benchmarks/contradictions.py: precision first.
ENOUGH = 12.0  # bits that both tell beside what is opposed
COVERED = 0.8  # the share of the shorter sentence, less what is opposed, that the other tells
HALF = 0.5  # the same with what is opposed, before anything is looked at
LONG = 0.4  # the share of the longer sentence
EQUAL = 0.75  # the same where numbers differ, for two numbers are seldom of one thing

_PLACES = frozenset(["in", "at", "on", "from", "of", "with", "by", "for", "under", "over", "to"])

Told = tuple[str, str]


@dataclass(frozen=True)
class Contradiction:
    """Two quotations, (article, quotation) each, that say opposite things; `words` carry it.

    `kind` is negation, opposite or number; `about` are the entities that both name.
    """

    one: Told
    other: Told
    kind: str
    words: tuple[str, str]
    about: tuple[str, ...]


def contradictions(facts: Sequence[Facts]) -> list[Contradiction]:
    """Return the contradictions among the quotations of different speakers, in a fixed order."""
    by_entity: dict[str, list[Report]] = defaultdict(list)
    for at, one in enumerate(facts):
        for quotation in one.quotations:
            names = compared_by(quotation)
            made = report(one, quotation, at=at) if names else None
            for entity in names:
                by_entity[entity].append(made)
    found = {(one.one, one.other): one for entity in sorted(by_entity)
             for one in among(by_entity[entity])}
    return [found[pair] for pair in sorted(found)]


def compared_by(quotation: Quotation) -> set[str]:
    """Return the entities by which a quotation is compared: whom it names, but for the speaker."""
    if not quotation.speaker or quotation.negated:
        return set()
    return set(quotation.mentions) - {quotation.speaker}


def among(reports: Sequence[Report]) -> Iterator[Contradiction]:
    """Yield the contradictions among reports that name one entity."""
    if len({r.quotation.speaker for r in reports}) > 1:
        for n, m in candidates(reports):
            one = opposed(*sorted((reports[n], reports[m]), key=_place))
            if one:
                yield one


def _place(report: Report) -> Told:
    return report.article, report.quotation.id


def opposed(one: Report, other: Report) -> Contradiction | None:
    """Return how two reports contradict one another, if they do."""
    if one.quotation.speaker == other.quotation.speaker or one.foreign or other.foreign \
            or one.distance(other) is None or one.excludes(other):
        return None
    about = sorted({*one.quotation.mentions} & {*other.quotation.mentions})
    for here, there in product(one.wording.sentences, other.wording.sentences):
        found = _opposition(here, there)
        if found:
            kind, carried = found
            return Contradiction(_place(one), _place(other), kind, carried, tuple(about))
    return None


def _opposition(here: Sentence, there: Sentence) -> tuple[str, tuple[str, str]] | None:
    """Return kind and words of the opposition of two sentences."""
    names = here.names | there.names
    if len({*here.forms} - names) < 2 or len({*there.forms} - names) < 2 \
            or not _alike(here, there, set(), least=HALF):
        return None
    if here.question or there.question or _conditional(here) or _conditional(there) \
            or bool(here.hedged) != bool(there.hedged) or _wished(here) != _wished(there) \
            or not_all((here,), (there,)) or _of_some(here, there):
        return None
    mine, theirs = frozenset(here.forms), frozenset(there.forms)
    if _calendar(mine) ^ _calendar(theirs) and _calendar(mine) and _calendar(theirs):
        return None
    return (_negated(here, there) or _antonyms(here, there)
            or _numbers(here, there))


def _conditional(sentence: Sentence) -> bool:
    return bool({"if", "unless", "whether"} & {*sentence.words})


def _wished(sentence: Sentence) -> bool:
    """Say whether a sentence tells how things ought to be."""
    return bool(words().norms & {*sentence.words})


def _of_some(here: Sentence, there: Sentence) -> bool:
    """Say whether one denies that it is all, and the other does not tell of all."""
    table = words().relations
    for one, other in ((here, there), (there, here)):
        limited = any(pair[0] == "not" and pair[1] in table["all"] for pair in pairwise(one.words))
        if limited and not table["all"] & {*other.words}:
            return True
    return False


def _calendar(forms: frozenset[str]) -> frozenset[str]:
    """Return months, days and years."""
    return frozenset(f for f in forms if f in words().calendar or f[0] == "#" and (
        1900 <= float(f[1:]) <= 2100))


def _alike(here: Sentence, there: Sentence, beside: set[str], *, least: float) -> bool:
    """Say whether two sentences tell mostly the same, beside some forms and not in names alone."""
    mine, theirs = ({*s.forms} - beside for s in (here, there))
    short, long = sorted((mine, theirs), key=_weight)
    common = shared(short, long, bits)
    found = sum(common.values())
    return found >= ENOUGH and found >= least * _weight(short) and found >= LONG * _weight(long) \
        and bool({*common} - here.names - there.names)


def _weight(forms: Iterable[str]) -> float:
    return sum(map(bits, sorted(forms)))


def _negated(here: Sentence, there: Sentence) -> tuple[str, tuple[str, str]] | None:
    """Return the deed that one negates and the other does not."""
    for one, other in ((here, there), (there, here)):
        if one.refused == other.refused and bool(one.denied) == bool(other.denied):
            continue
        if other.denied or other.refused:
            continue
        names = one.names | other.names
        scope = [form for denied in one.denied for form in denied] or list(one.forms)
        scope = [form for form in scope if form not in names]
        kept = shared(scope[:1] if one.denied else scope, set(other.forms), bits)
        if one.refused == bool(one.denied) or not kept:
            continue
        deeds = [form for form in scope if form in kept]
        deed = deeds[0] if one.denied else next((f for f in deeds if f in one.deeds), deeds[-1])
        if one.denied and not _same_place(one, other, deed):
            continue
        if _alike(here, there, {*senses().refusals, deed}, least=COVERED):
            pair = (_negation(one, deed), _word(other, deed))
            return "negation", pair if one is here else pair[::-1]
    return None


def _same_place(one: Sentence, other: Sentence, form: str) -> bool:
    """Say whether a preposition behind a negation stands before the word there too: "not in"."""
    at = next((n for n, word in enumerate(one.words) if word in words().negators), None)
    before = one.words[at + 1: at + 2] if at is not None else ()
    if not before or before[0] not in _PLACES:
        return True
    return any(word == before[0] and form in map(stem, other.words[n + 1: n + 4])
               for n, word in enumerate(other.words))


def _negation(sentence: Sentence, deed: str) -> str:
    """Return the words of a negation: "not closed", "denied: bought"."""
    if sentence.refused and not sentence.denied:
        return f"denied: {_word(sentence, deed)}"
    negator = next((w for w in sentence.words if w in words().negators
                    or stem(w) in senses().refusals), "not")
    return f"{negator} {_word(sentence, deed)}"


def _word(sentence: Sentence, form: str) -> str:
    """Return the word of a sentence that has a form or, failing that, a synonym of it."""
    same = [w for w in sentence.words if stem(w) == form]
    near = [w for w in sentence.words if senses().akin(stem(w), form)]
    return (same or near or [form])[0]


def _antonyms(here: Sentence, there: Sentence) -> tuple[str, tuple[str, str]] | None:
    """Return two words that are opposites, where neither side has both or negates one."""
    if here.refused or there.refused or here.denied or there.denied:
        return None
    mine, theirs = ({stem(w): w for w in s.words} for s in (here, there))
    only = [sorted(forms) for forms in (mine.keys() - theirs.keys(), theirs.keys() - mine.keys())]
    for one, other in product(*only):
        if (senses().opposed(one, other) or _prefixed(one, other)) \
                and _alike(here, there, {one, other}, least=EQUAL):
            return "opposite", (mine[one], theirs[other])
    return None


def _prefixed(one: str, other: str) -> bool:
    """Say whether one form is the other with a prefix that turns it: fair, unfair."""
    return min(len(one), len(other)) > 3 and any(
        prefix + one == other or prefix + other == one for prefix in words().prefixes)


def _numbers(here: Sentence, there: Sentence) -> tuple[str, tuple[str, str]] | None:
    """Return two numbers of one thing that differ, where each side has but one."""
    if here.denied or there.denied or here.refused or there.refused:
        return None
    mine, theirs = (sorted({f for f in s.forms if f[0] == "#"}) for s in (here, there))
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs:
        return None
    if not _same_deeds(here, there):
        return None
    after = [_next(s, number) for s, number in ((here, mine[0]), (there, theirs[0]))]
    if after[0] != after[1] or not after[0] \
            or not _alike(here, there, {*mine, *theirs}, least=EQUAL):
        return None
    return "number", (_figure(here, mine[0]), _figure(there, theirs[0]))


def _same_deeds(here: Sentence, there: Sentence) -> bool:
    """Say whether each has what the other tells as done: eleven were rescued, nineteen were in it.
    """
    return all(shared({deed}, {*other.forms}, bits) for one, other in ((here, there), (there, here))
               for deed in sorted(one.deeds - one.names))


def _next(sentence: Sentence, number: str) -> str | None:
    """Return the form after a number: what is counted."""
    at = sentence.forms.index(number)
    return sentence.forms[at + 1] if at + 1 < len(sentence.forms) else None


def _figure(sentence: Sentence, number: str) -> str:
    """Return a number with what is counted: "14 miners"."""
    counted = _next(sentence, number)
    value = float(number[1:])
    figure = f"{value:,.0f}" if value.is_integer() else f"{value:g}"
    return f"{figure} {_word(sentence, counted) if counted else ''}".strip()


