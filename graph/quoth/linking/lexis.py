"""The word tables of `data/wording.toml` and `news.toml`, and the common form and rarity of words.

The forms are cruder than those of a dictionary: two reports of one utterance say "decided" and
"decision", "stabilise" and "stability". `data/word-ranks.txt.gz` lists words by frequency,
`data/thesaurus.txt.gz` synonyms ("= ill sick") and antonyms ("! cheap expensive") of WordNet.
"""

from __future__ import annotations

import gzip
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from quoth.linking.inflections import Inflections

_DATA = files("quoth.linking") / "data"
# Endings, and how many letters with a vowel must be left.
_ENDINGS = {
    3: "ing edly ed ian ia",
    4: "ization izing ized izer ize isation ising ised iser ise ational ation atory ative ating "
       "ated ate ment ness ity fully ful ically ical ic ible able ably ibly ability ibility "
       "ively ive ion ously ous ially ial ally al ism ist er or y ly",
    5: "ance ence ancy ency ant ent ential an a",
}
_LEAST = {ending: least for least, text in _ENDINGS.items() for ending in text.split()}
_LONGEST = max(map(len, _LEAST))
_FIRST = ("ing", "ed")  # nothing but a plural comes after these
_AGAIN = "re"  # of rebuilt and retaken
_VOWELS = frozenset("aeiouy")
_UNKNOWN = 40_000  # the rank of a word that is not listed
_SHARE = 11  # about the sum of 1/rank over the list, which turns ranks into probabilities


@dataclass(frozen=True)
class Words:
    """The tables; words are lower case and as written unless a table says otherwise.

    `phrases` gives, by the form of its first word, the other words of a phrase and what it means;
    `relations` words of grammar by what they tell, `facing` and `turns` pairs of opposites.
    """

    stop: frozenset[str]
    whole: frozenset[str]
    negators: frozenset[str]
    hedges: frozenset[str]
    norms: frozenset[str]
    musts: frozenset[str]
    units: frozenset[str]
    binding: frozenset[str]
    no_negation: tuple[str, ...]
    prefixes: tuple[str, ...]
    hyphenated: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    numbers: Mapping[str, float]
    multipliers: Mapping[str, float]
    ordinals: Mapping[str, float]
    times: Mapping[str, float]
    families: Mapping[str, str]
    nationals: Mapping[str, str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    unlacking: frozenset[str]
    we: frozenset[str]
    fractions: Mapping[str, float]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    relations: Mapping[str, frozenset[str]]
    facing: tuple[tuple[str, ...], ...]
    turns: tuple[tuple[str, ...], ...]
    excluding: tuple[tuple[frozenset[str], ...], ...]
    bounds: tuple[tuple[tuple[str, ...], bool], ...]
    points: Mapping[str, int]
    spellings: Mapping[str, str]

    @property
    def calendar(self) -> frozenset[str]:
        """Months and days of the week."""
        return self.months | self.days


class Senses:
    """What common forms mean to one another: groups by number, sides of opposites, refusals,
    and what "we" becomes in the words of others.

    `groups` and `sides` are found form by form, as `groups[form]` and `sides[form]`, empty where
    there is none; `opposites` are the pairs, each the words of one side and of the other.
    """

    def __init__(self, rows: dict) -> None:
        synonyms, antonyms = _thesaurus()
        groups = [*(line.split() for line in rows["synonyms"]["groups"]), *synonyms]
        pairs = [(pair["one"].split(), pair["other"].split()) for pair in rows["opposites"]]
        self.opposites = [*pairs, *antonyms]
        self._groups = _lines_of(groups)
        self._pairs = _lines_of([*one, *other] for one, other in self.opposites)
        self._words = _inflections(chain(self._groups, self._pairs))
        self.groups: Mapping[str, frozenset[int]] = _Found(self._groups_of)
        self.sides: Mapping[str, frozenset[tuple[int, int]]] = _Found(self._sides_of)
        self.refusals, self.selves = (frozenset(map(stem, rows[name].split()))
                                      for name in ("refusals", "selves"))

    def akin(self, one: str, other: str) -> bool:
        """Say whether two forms mean the same somewhere."""
        return bool(self.groups[one] & self.groups[other])

    def opposed(self, one: str, other: str) -> bool:
        """Say whether two forms are on the two sides of an opposition: rise, fall."""
        return any((pair, 1 - side) in self.sides[other] for pair, side in self.sides[one])

    def _groups_of(self, form: str) -> frozenset[int]:
        own = {number for word in self._words.of(form) for number in self._groups.get(word, ())}
        return frozenset(own) | {-1 - 2 * number - side for number, side in self.sides[form]}

    def _sides_of(self, form: str) -> frozenset[tuple[int, int]]:
        """Return in which pairs of opposites a form is, and on which side; not on both."""
        numbers = {n for word in self._words.of(form) for n in self._pairs.get(word, ())}
        sides = ((n, [form in map(stem, those) for those in self.opposites[n]])
                 for n in sorted(numbers))
        return frozenset({(n, one.index(True)) for n, one in sides if sum(one) == 1})


class _Found(dict):
    """What a function gives for a form, kept where it is anything: names and figures, for which it
    is nothing, have no end."""

    def __init__(self, find: Callable[[str], frozenset]) -> None:
        self._find = find

    def __missing__(self, form: str) -> frozenset:
        if found := self._find(form):
            self[form] = found
        return found


def _lines_of(lines: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Return by word the numbers of the lines that have it."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        for word in line:
            found.setdefault(word, []).append(number)
    return found


@lru_cache(maxsize=1)
def _rows() -> dict:
    rows, news = (tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))
                  for name in ("wording", "news"))
    rows["synonyms"]["groups"] += news["synonyms"]
    rows["opposites"] += [dict(zip(("one", "other"), pair.split(" / "), strict=True))
                          for pair in news["opposites"]]
    for word, phrases in news["phrases"].items():
        rows["phrases"].setdefault(word, []).extend(phrases)
    return {**rows, "nationals": news["nationals"]}


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the tables; every call gives the same object."""
    rows = _rows()
    families = {word: line.split()[0] for line in rows["irregular"]["families"]
                for word in line.split()}
    sets = {name: frozenset(rows[name].split())
            for name in ("stop", "negators", "hedges", "norms", "musts", "units", "binding",
                         "hyphenated", "auxiliaries", "adverbs", "unlacking", "we")}
    plain = {name: frozenset(rows["irregular"][name].split())
             for name in ("whole", "months", "days")}
    plain["whole"] |= plain["months"] | plain["days"]
    relations = {name: frozenset(text.split()) for name, text in rows["relations"].items()
                 if isinstance(text, str)}
    pairs = {name: tuple(tuple(pair.split()) for pair in rows["relations"][name])
             for name in ("facing", "turns")}
    excluding = tuple(tuple(frozenset(side.split()) for side in pair.split(" / "))
                      for pair in rows["relations"]["excluding"])
    return Words(**sets, **plain, **pairs, excluding=excluding,
                 bounds=tuple((tuple(phrase.split()), name == "low") for name in ("low", "high")
                              for phrase in rows["relations"][name]),
                 relations=relations, points=rows["relations"]["points"],
                 spellings=dict(row.split() for row in rows["spellings"]["roots"].split(",")),
                 families=families, no_negation=tuple(rows["no_negation"]),
                 prefixes=tuple(rows["prefixes"].split()), phrases=_phrases(rows, families),
                 **{name: rows[name] for name in
                    ("numbers", "multipliers", "ordinals", "times", "fractions", "nationals")})


def _phrases(rows: dict, families: Mapping[str, str]) -> dict[str, tuple]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for word, phrases in rows["phrases"].items():
        for phrase in phrases:
            first, *rest = phrase.split()
            found[families.get(first, first)].append((tuple(rest), word))
    return {first: tuple(sorted(those, key=lambda row: (-len(row[0]), row)))
            for first, those in found.items()}


@lru_cache(maxsize=1)
def senses() -> Senses:
    """Return what forms mean to one another."""
    return Senses(_rows())


def _thesaurus() -> tuple[list[list[str]], list[tuple[list[str], list[str]]]]:
    """Return the synonyms and the pairs of antonyms of WordNet."""
    text = gzip.decompress((_DATA / "thesaurus.txt.gz").read_bytes()).decode("ascii")
    rows = [line.split() for line in text.splitlines()]
    return ([same for kind, *same in rows if kind == "="],
            [([pair[0]], pair[1:]) for kind, *pair in rows
             if kind == "!" and not words().stop & {*pair}])


@lru_cache(maxsize=65_536)
def phrases_from(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the phrases that begin with a lower-case word, each as the rest of it and what it
    means."""
    return words().phrases.get(stem(word), ()) if word[0].isalpha() else ()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the common form of a lower-case ASCII word.

    >>> stem("destabilising") == stem("destabilization")
    True
    >>> stem("decided") == stem("decision")
    True
    """
    table, word = words(), _respelt(word)
    if word.startswith(_AGAIN) and word[2:] in table.families and len(word) > 5:
        return _AGAIN + stem(word[2:])
    form = word if word in table.families else _singular(word)
    for turn in range(3):
        if form in table.families or form in table.whole:
            break
        shorter = _stripped(form, first=not turn)
        if shorter == form:
            break
        whole = shorter.endswith(("or", "er")) and form.endswith(("ed", "ing")) \
            and shorter + "e" in _ranked() and shorter not in _ranked()
        form = shorter
        if whole:  # restored is of restore, and not of a "restor"
            break
    form = table.families.get(form, form)
    if form.endswith("ell") and len(form) > 5:  # labelled, traveller
        return form[:-1]
    return form[:-1] if form.endswith("e") and len(form) > 4 else form


def _respelt(word: str) -> str:
    """Return a word as it is spelt in Britain, if it is one that is spelt otherwise in America."""
    match = _american().match(word)
    here = words().spellings[match[0]] if match else ""
    longer = match and len(here) > len(match[0]) and word.startswith(here)  # dialogue, of dialog
    return word if match is None or longer else here + word[match.end():]


@lru_cache(maxsize=1)
def _american() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words().spellings, key=lambda root: (-len(root), root))))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _stripped(word: str, *, first: bool) -> str:
    """Return the word without its longest known ending."""
    for size in range(min(_LONGEST, len(word) - 3), 0, -1):
        ending, root = word[-size:], word[:-size]
        if len(root) < _LEAST.get(ending, 99) or not _VOWELS & set(root):
            continue
        if ending in _FIRST:
            return _base(root) if first else word
        doubled = root[-1] == root[-2] and root[:-1] in _ranked() and root not in _ranked()
        return root[:-1] if doubled else root  # winner
    return word


def _base(root: str) -> str:
    """Return what a verb was before -ing or -ed: `vote` of `vot`, `run` of `runn`."""
    if root[-1] == root[-2] and (root[-1] not in "ls" or root[:-1] in _ranked()
                                 and root not in _ranked()):
        return root[:-1]
    short = len(root) == 3 and root[1] in _VOWELS and not {root[0], root[2]} & _VOWELS
    return root + "e" if short and root[2] not in "wx" else root


@lru_cache(maxsize=1)
def _ranked() -> dict[str, int]:
    text = gzip.decompress((_DATA / "word-ranks.txt.gz").read_bytes()).decode("ascii")
    return {word: rank for rank, word in enumerate(text.split(), 1)}


@lru_cache(maxsize=1)
def _ranked_forms() -> Inflections:
    return _inflections(_ranked())


def _inflections(listed: Iterable[str]) -> Inflections:
    return Inflections(listed, stem, words().families, words().spellings)


@lru_cache(maxsize=65_536)
def probability(form: str) -> float:
    """Return how probable it is that a word of an English text has this form."""
    found = 0.0
    for rank in sorted(_ranked()[word] for word in _ranked_forms().of(form)):
        found += 1 / (rank * _SHARE)
    return found or 1 / (_UNKNOWN * _SHARE)


def is_common(word: str) -> bool:
    """Say whether a word is one of the language, and not only a name.

    >>> is_common("Snow"), is_common("Bundestag")
    (True, False)
    """
    return bool(senses().groups[stem(word.lower())])


def is_frequent(word: str) -> bool:
    """Say whether a word is one of those that English texts use often, names included."""
    return bool(_ranked_forms().of(stem(word.lower())))


def bits(form: str) -> float:
    """Return the surprise of a form: about 9 for the hundredth word of English, 19 for a rare one.
    """
    return -math.log2(probability(form))
