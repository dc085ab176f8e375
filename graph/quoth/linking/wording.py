"""The wording of a quotation as it is compared with others: forms, numbers, names, negations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, islice, takewhile
from sys import intern
from typing import NamedTuple

from anyascii import anyascii

from quoth.linking.lexis import phrases_from, senses, stem, words
from quoth.linking.numerals import opens_number, read_clocks, read_number, read_parts

_TOKEN = re.compile(r"clock\d{4}|\d+(?:[.,]\d+)*|[A-Za-z]+(?:'[A-Za-z]+)?|[.!?;:,()\"]|-+")
_SENTENCE = re.compile(r"(?<=[.!?;])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])|\n+|\s*\[\.\.\.\]\s*")
_PREFIXED = re.compile(rf"(?i)\b({'|'.join(sorted(words().hyphenated))})-(?=[a-z])")
_PER_CENT = re.compile(r"(?i)\bper cent\b|(?<=\d)\s?%")
_MARKED = re.compile(r"\"([^\"]+)\"")
_TURNING = {word for phrase in words().no_negation for word in phrase.split()} | {
    "out", "instead", "rather", "than"}
_FAR = 7  # words from "rather" to its "than"
_RATHER = {("instead", "of"), ("rather", "than")}
_CLIPPED = {"won": "will", "can": "can", "shan": "shall"}  # of won't, can't, shan't
_CLITIC = words().stop  # it's, that's, what's
_LACKING = "less"
_FAIL = "fail"
_JOINING = frozenset({"and", "but", "or", "so"})
_SHORT = {"ll": "will", "ve": "have"}
_APART = 5  # words that can stand between a verb and its particle
_ARTICLES = ("a", "an", "the")
_COMPARED = ("more", "less", "fewer")
_SCOPE = 3  # how many words a negation reaches
_TITLE_CASE = 0.7  # from this share of capitals on, capitals mean nothing


class Item(NamedTuple):
    """A word of a sentence, its common form if it says something, and whether it is a name."""

    word: str
    form: str | None
    name: bool = False
    parts: tuple[str, ...] = ()
    owns: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: all its words, and the forms of those that say something, in order.

    `denied` and `hedged` hold, for each negation or "may", the forms that it reaches, nearest
    first; `deeds` what auxiliaries make known as predicates. `refused`: the cue denies all of it.
    `breaks` are the numbers of the words before which a punctuation mark stands, `bounds` the
    numbers that an "at least" (True) or "at most" (False) stands before, `counts` the amounts with
    each form that stands right behind them, `parts` each part of a whole with its two numbers.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...]
    names: frozenset[str]
    denied: tuple[tuple[str, ...], ...]
    hedged: tuple[tuple[str, ...], ...]
    deeds: frozenset[str]
    question: bool
    refused: bool = False
    breaks: frozenset[int] = frozenset()
    bounds: frozenset[tuple[str, bool]] = frozenset()
    counts: frozenset[tuple[str, str]] = frozenset()
    parts: frozenset[tuple[str, ...]] = frozenset()
    owners: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """What a quotation says, sentence by sentence.

    `marked` holds the words of each part in quotation marks; `forms` and `words` are those of all
    sentences, in order.

    >>> read_wording("We won't sell 2 ships.").forms
    ('sell', '#2.0', 'ship')
    """

    sentences: tuple[Sentence, ...]
    marked: tuple[tuple[str, ...], ...] = ()
    entities: frozenset[str] = frozenset()
    direct: bool = False

    forms: tuple[str, ...] = field(init=False, repr=False, compare=False)
    words: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather what every comparison asks for."""
        for name in ("forms", "words"):
            all_of = tuple(chain.from_iterable(getattr(s, name) for s in self.sentences))
            object.__setattr__(self, name, all_of)


def read_wording(text: str, *, names: Iterable[str] = (), entities: Iterable[str] = (),
                 speaker: Iterable[str] = (), direct: bool = False, denied: bool = False,
                 question: bool = False) -> Wording:
    """Read a wording; `denied` and `question` say what the cue makes of all of it.

    The names of the speaker, which headings hold, say nothing.
    """
    plain = _plain(text)
    known, own = (frozenset(word for name in those for word in anyascii(name).lower().split())
                  for those in (names, speaker))
    shout = _shouted(plain)
    sentences = []
    for part in _SENTENCE.split(plain):
        items = tuple(item._replace(form=None) if item.word in own else item
                      for item in _items(part, known, shout))
        if _speaks(items):
            asks = question or part.rstrip("\"') ").endswith("?")
            sentences.append(_sentence(items, denied=denied, question=asks))
    marked = tuple(tuple(item.word for item in _items(part, known, shout) if item.word[0].isalnum())
                   for part in _MARKED.findall(plain))
    return Wording(tuple(sentences), marked, frozenset(entities), direct)


def read_forms(text: str) -> list[tuple[str, ...]]:
    """Return the forms of each sentence, as `read_wording` does and nothing else.

    >>> read_forms("We won't sell 2 ships. Never!")
    [('sell', '#2.0', 'ship'), ()]
    """
    plain = _plain(text)
    shout = _shouted(plain)
    parts = (tuple(_items(part, frozenset(), shout)) for part in _SENTENCE.split(plain))
    return [tuple(item.form for item in items if item.form) for items in parts if _speaks(items)]


def _plain(text: str) -> str:
    return _PER_CENT.sub(" percent", read_clocks(_PREFIXED.sub(r"\1", anyascii(text))))


def _speaks(items: Iterable[Item]) -> bool:
    return any(item.word[0].isalnum() for item in items)


def _shouted(text: str) -> bool:
    """Say whether the text is set like a headline, so that capitals are no sign of names."""
    first = [word[0] for word in re.findall(r"[A-Za-z]{4,}", text)]
    return len(first) > 3 and sum(c.isupper() for c in first) / len(first) > _TITLE_CASE


def _items(text: str, known: frozenset[str], shout: bool) -> Iterator[Item]:
    tokens = list(_unclipped(_TOKEN.findall(text)))
    gone: set[int] = set()
    owners = {at for at, token in enumerate(tokens) if token.endswith("'")}
    tokens = [token.removesuffix("'") for token in tokens]
    lows = [token.lower() for token in tokens]
    at, table = 0, words()
    while at < len(tokens):
        low = lows[at]
        number, size = read_number(lows, at) if opens_number(low) else ("", 1)
        meant, length = _phrase(lows, at)
        particle = 0 if meant else _particle(lows, at)
        if particle:
            meant, length = _phrase([low, lows[particle]], 0)[0], 1
            gone.add(particle)
        if number:
            yield Item("".join(lows[at: at + size]), number, parts=read_parts(lows, at))
        elif meant:
            size = length
            negates = low in table.negators  # no longer have: lose
            yield Item(meant if negates else low, _form(meant))
            yield from (Item(word, None) for word in lows[at + 1: at + size])
        elif at in gone:
            size = 1
            yield Item(low, None)
        else:
            size, capital = 1, at > 0 and tokens[at][0].isupper()
            if low == "may" and capital:
                yield Item("May", low)
            else:
                name = (capital and not shout or low in known) and low not in table.calendar
                meant = table.nationals.get(low, low) if tokens[at] != low else low
                yield Item(low, _form(meant), name, owns=at in owners)
        at += size


def _phrase(lows: Sequence[str], at: int) -> tuple[str, int]:
    """Return the word that a phrase stands for, and the length of the phrase."""
    for rest, meant in phrases_from(lows[at]):
        if tuple(lows[at + 1: at + 1 + len(rest)]) == rest:
            return meant, 1 + len(rest)
        if len(rest) == 1 and lows[at + 2: at + 3] == [*rest] \
                and lows[at + 1] in words().relations["objects"]:
            return meant, 3
    return "", 1


def _particle(lows: Sequence[str], at: int) -> int:
    """Return where the second word of a phrase stands behind its object: take the car away."""
    apart = {rest[0] for rest, _ in phrases_from(lows[at])
             if len(rest) == 1 and rest[0] in words().relations["places_apart"]}
    if not apart or {*lows[at + 1: at + 2]}.isdisjoint(
            words().relations["determiners"] - {"of"} | {*_ARTICLES}):
        return 0
    for n in range(at + 2, min(len(lows), at + 2 + _APART)):
        if lows[n] in apart:
            goes_on = {*lows[n + 1: n + 2]} & words().relations["places"]  # paid out of a fund
            return 0 if goes_on else n
        if not lows[n][0].isalnum() or lows[n] in words().relations["places"] \
                or lows[n] in words().relations["links"] or lows[n] in words().auxiliaries:
            break
    return 0


def _unclipped(tokens: Iterable[str]) -> Iterator[str]:
    """Yield tokens without clitics; "aren't" gives "are" and "not", "I'm" gives "I"."""
    for token in tokens:
        head, mark, tail = token.partition("'")
        if not mark:
            yield token
        elif tail.lower() == "t" and head.lower().endswith("n"):
            yield _CLIPPED.get(head.lower(), head[:-1] or head)
            yield "not"
        else:
            owns = "'" if tail.lower() == "s" and head.lower() not in _CLITIC else ""
            yield head + owns if len(head) > 1 or head == "I" or not tail else head + tail
            if tail.lower() in _SHORT:
                yield _SHORT[tail.lower()]


@lru_cache(maxsize=65_536)
def _form(low: str) -> str | None:
    if not low[0].isalpha() or len(low) < 2 or low in words().stop:
        return None
    return stem(low[:-4] if _lacks(low) else low)


def _lacks(low: str) -> bool:
    """Say whether a word tells what is not there: meatless."""
    return low.endswith(_LACKING) and len(low) > 6 and low not in words().unlacking


def _sentence(items: tuple[Item, ...], *, denied: bool, question: bool) -> Sentence:
    scopes = _scopes(_turned(items), _negates)
    spoken = [item for item in items if item.word[0].isalnum()]
    said = [item for item in items if item.form]
    return Sentence(tuple(intern(item.word) for item in spoken),
                    tuple(item.form for item in said),
                    frozenset(item.form for item in said if item.name),
                    tuple(scopes), tuple(_scopes(items, _hedges)),
                    frozenset(_deeds(items)), question, denied, frozenset(_breaks(items)),
                    frozenset(_bounds(items)), frozenset(_counts(items)),
                    frozenset((i.form, *i.parts) for i in said if i.parts),
                    frozenset(at for at, item in enumerate(spoken) if item.owns))


def _counts(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield amounts, each with the one or two forms behind it: (#40.0, metre)."""
    for at, item in enumerate(items):
        if item.form and item.form[0] == "#" and not item.form.startswith("#0."):
            after = at + 1 + any(i.word == "more" for i in items[at + 1: at + 2])
            behind = takewhile(lambda i: i.form and i.form.isalpha() and i.word[-2:] != "ed",
                               items[after: after + 2])
            yield from ((item.form, i.form) for i in behind)


def _bounds(items: Sequence[Item]) -> Iterator[tuple[str, bool]]:
    """Yield the numbers and nouns before which a bound stands, and whether it is a lower one."""
    for at, item in enumerate(items):
        if item.form:
            article = item.form[0] != "#" and at > 0 and items[at - 1].word in _ARTICLES
            before = [i.word for i in items[: at - article]]
            found = next(((low, len(phrase)) for phrase, low in _longest_bounds()
                          if tuple(before[-len(phrase):]) == phrase), None)
            if found and (item.form[0] == "#" or before[-1] == "than"):
                yield item.form, found[0] != (_denier(before[: len(before) - found[1]]) is not None)


@cache
def _longest_bounds() -> tuple[tuple[tuple[str, ...], bool], ...]:
    return tuple(sorted(words().bounds, key=lambda bound: -len(bound[0])))


def _denier(before: Sequence[str]) -> int | None:
    """Return where the "not" is that turns a bound behind these words: may not rise by more than.
    """
    for at in range(len(before) - 1, max(-1, len(before) - 2 - _SCOPE), -1):
        if not before[at][0].isalnum():
            return None
        if before[at] in ("not", "cannot"):
            return at
    return None


def _breaks(items: Sequence[Item]) -> Iterator[int]:
    """Yield the numbers of the words behind a punctuation mark; hyphens are none."""
    at = 0
    for item in items:
        if item.word[0].isalnum():
            at += 1
        elif item.word not in ('"', "-"):
            yield at


def _deeds(items: Sequence[Item]) -> Iterator[str]:
    """Yield the forms that follow an auxiliary: `close` of "will soon be closed"."""
    for at, item in enumerate(items):
        if item.word in words().auxiliaries:
            deed = next((i for i in _clause(items[at + 1:]) if not _idle(i.word)), None)
            if deed and deed.form and deed.form.isalpha() and not deed.name:
                yield deed.form


def _idle(word: str) -> bool:
    """Say whether a word can stand between an auxiliary and its verb."""
    return word.endswith("ly") or word in words().adverbs or word in words().auxiliaries \
        or word in words().negators


def _negates(item: Item) -> bool:
    return item.word in words().negators or item.form in senses().refusals


def _fails(items: Sequence[Item], at: int) -> bool:
    """Say whether something fails, and not to do something: the pump failed."""
    return items[at].form == _FAIL and [i.word for i in items[at + 1: at + 2]] != ["to"]


def _hedges(item: Item) -> bool:
    return item.word in words().hedges


def _scopes(items: Sequence[Item], is_one: Callable[[Item], bool]
            ) -> Iterator[tuple[str, ...]]:
    """Yield what each negation reaches: the next forms of its clause, or the one before it."""
    for at, item in enumerate(items):
        if item.form and is_one is _negates and _lacks(item.word):
            yield (item.form,)
            continue
        if _fails(items, at):
            continue
        if not is_one(item) or item.form and items[at + 1: at + 2] and (
                items[at + 1].word in words().auxiliaries):  # "what failed was the operator"
            continue
        found = list(islice((i.form for i in _clause(items[at + 1:]) if i.form), _SCOPE))
        if not found and item.word in words().negators:  # "we found nothing"
            before = takewhile(lambda i: i.word not in _JOINING, _clause(items[:at][::-1]))
            found = list(islice((i.form for i in before if i.form), 1))
        if found:
            yield tuple(found)


def _clause(items: Sequence[Item]) -> Iterator[Item]:
    """Yield items up to a punctuation mark; quotation marks and hyphens are none."""
    return takewhile(lambda item: item.word[0].isalnum() or item.word in ('"', "-"), items)


def _turned(items: tuple[Item, ...]) -> Sequence[Item]:
    """Return the items with "out" of "out of order" and "instead of" as a "not", and "not only" as
    none.
    """
    plain = [item.word for item in items]
    if not _TURNING & set(plain):
        return items
    phrases = [phrase.split() for phrase in words().no_negation]
    found = list(items)
    for at in range(len(items) - 1):
        if plain[at] in _COMPARED and plain[at + 1] == "than" \
                and (turned := _denier(plain[:at])) is not None:
            found[turned] = items[turned]._replace(word="-")
    for at, item in enumerate(items):
        if item.word in words().negators and any(
                plain[at - phrase.index(item.word):][:len(phrase)] == phrase
                for phrase in phrases if item.word in phrase[:at + 1]):
            found[at] = item._replace(word="-")
        elif _turns(items, plain, at):
            found[at] = item._replace(word="not")
    return found


def _turns(items: tuple[Item, ...], plain: Sequence[str], at: int) -> bool:
    """Say whether a phrase denies what follows: out of order, instead of, rather win than lose."""
    if plain[at: at + 2] == ["out", "of"]:
        return at + 2 < len(items) and _states(items[at + 2])
    rather = plain[at] == "than" and "rather" in plain[max(0, at - _FAR): max(0, at - 1)]
    return rather or tuple(plain[at: at + 2]) in _RATHER


def _states(item: Item) -> bool:
    """Say whether "out of" it is a negation: out of order, but not three out of ten."""
    return bool(item.form) and item.form[-1].isalpha()


def count_forms(text: str) -> Counter[str]:
    """Return how often a text has each form; numbers are left out."""
    plain = _PREFIXED.sub(r"\1", anyascii(text)).lower()
    return Counter(form for word in re.findall(r"[a-z]+", plain) if (form := _form(word)))
