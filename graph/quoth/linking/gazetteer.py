"""The phrases that the knowledge base knows, found in a row of words: titles, places, bodies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.role_phrases import is_grade
from quoth.linking.words import word_sets

TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?i:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Rev|St|Brig|Cpl|Hon|Eng|Engr|Atty|Barr|Cllr|Bro|Fr|Msgr|Mgr|Pst|Supt|Insp|Arch|Ing|Lic|Jr|Sr)\."
    r"|[’'][sS](?!\w)|[’'‘]t(?= [A-Z])|\d+-year-old|\d[\d,.:]*\d|\d"
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|[^\W\d_]+(?:(?:[’'](?![sS]\b)|-(?!(?:based|born|led|backed|hosted|run|owned|trained|style"
    r"|speaking|controlled|occupied|funded|made|registered|listed|wide|era|educated)\b))[^\W_]+)*"
    r"|@\w+|\S")


_OF_COURT = frozenset({"the", "a", "court", "associate", "senior", "retired", "former", "one",
                       "another", "appeals", "appeal"})


class Phrase(NamedTuple):
    tokens: tuple[str, ...]
    tag: str
    value: str


Row = tuple[str, str, str]  # a phrase, its tag and its value


class Gazetteer:
    """The known phrases, looked up by their first word."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            first = _first(row[0])
            if first and _usable(*row[:2]):
                self._rows.setdefault(first, []).append(row)
        self._phrases: dict[str, dict[str, tuple[Phrase, ...]]] = {}

    def _known(self, first: str) -> dict[str, tuple[Phrase, ...]]:
        """Return the phrases that begin with a word in lower case, by their second word ("" where
        there is none), longest first; taken apart when first asked for.
        """
        if first not in self._rows:
            return {}
        if first not in self._phrases:
            self._phrases[first] = _by_second(self._rows[first])
        return self._phrases[first]

    def match(self, tokens: Sequence[re.Match[str]], at: int) -> tuple[int, Phrase] | None:
        """Return the longest phrase that begins at a token, with its number of tokens."""
        if not self._begins(tokens[at][0]):
            return None
        known = self._match(tokens, at)
        size = self._graded(tokens, at)
        if size <= (known[0] if known else 0):
            return known
        words = tuple(t[0] for t in tokens[at : at + size])
        return size, Phrase(words, "title", " ".join(words).lower())

    def _begins(self, word: str) -> bool:
        """Say whether a phrase can begin with a word; a capital may always be a title's grade."""
        return word in self._rows or word[0].isupper() or word.lower() in self._rows

    def _graded(self, tokens: Sequence[re.Match[str]], at: int) -> int:
        """Return the size of a title with its grade and field: Senior Resident Magistrate.

        "County Mayor" is one, but the county of "Tarn County Mayor" is a place.
        """
        word = tokens[at][0]
        if not word[0].isupper() or not is_grade(word.lower()):
            return 0
        if word.lower() in word_sets().mentions["localities"] and self._named_before(tokens, at):
            return 0
        best = 0
        for size in range(1, min(5, len(tokens) - at)):
            if not tokens[at + size][0][0].isupper():
                break
            found = self._match(tokens, at + size)
            if found and found[1].tag == "title":
                best = size + found[0]
            if not is_grade(tokens[at + size][0].lower()):
                break
        return best

    @staticmethod
    def _named_before(tokens: Sequence[re.Match[str]], at: int) -> bool:
        """Say whether a name stands before a word: Tarn of "Tarn County Mayor"."""
        if not at or tokens[at].start() - tokens[at - 1].end() > 1:
            return False
        word, words = tokens[at - 1][0], word_sets().mentions
        return word[0].isupper() and not is_grade(word.lower()) and (
            word.lower() not in words["determiners"] | words["openers"])

    def _match(self, tokens: Sequence[re.Match[str]], at: int) -> tuple[int, Phrase] | None:
        known = self._known(tokens[at][0].lower())
        if not known:
            return None
        follows = tokens[at + 1][0].lower() if at + 1 < len(tokens) else ""
        for phrase in (*(known.get(follows, ()) if follows else ()), *known.get("", ())):
            size = len(phrase.tokens)
            found = [t[0] for t in tokens[at : at + size]]
            if phrase.tag in ("title", "honorific") and at and size == 1 and self._name(tokens, at):
                continue
            if phrase.tag == "title" and size == 1 and follows in ("bin", "bint", "ibn"):
                continue  # "Sultan bin Saeed"
            if phrase.tag == "title" and found[0].islower() and len(phrase.value) <= 3:
                continue  # "at 3 pm", but "PM Roe"
            if phrase.tag == "honorific" and found[0].islower() and word_sets().has(
                    "kin", found[0]):
                continue  # "their father, Ann Roe", but "Father Roe"
            if phrase.value == "fm" and not (follows and tokens[at + 1][0][0].isupper()):
                continue  # "on Joy FM", but "FM Roe"
            if found[0] == "justice" and not self._judge(tokens, at):
                continue
            if len(found) == size and all(map(_same(phrase.tag, size), found, phrase.tokens)):
                return size, phrase
        return None

    @staticmethod
    def _judge(tokens: Sequence[re.Match[str]], at: int) -> bool:
        """Say whether "justice" in small letters is a judge: "the justice", no "social justice"."""
        before = tokens[at - 1][0].lower() if at else ""
        after = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        words = word_sets()
        noun = after.islower() and (words.has("trades", after) or words.has("humans", after)
                                    or words.has("organizations", after))
        return before in _OF_COURT and not noun and after not in ("system", "minister", "reform")

    def _name(self, tokens: Sequence[re.Match[str]], at: int) -> bool:
        """Say whether a title word is a given name here: "Judge Emir Latif"."""
        word, before = tokens[at][0], tokens[at - 1][0]
        if word.lower() not in word_sets().mentions["title_names"] or not word[0].isupper():
            return False
        if len(tokens) > at + 2 and tokens[at + 2][0] in word_sets().particles:
            return False  # "Minister Prince Salim bin Roe"
        words = word_sets()
        if words.has("kin", before) or before[0].islower() and len(tokens) > at + 1 and (
                words.has("trades", before) or words.has("humans", before)) and (
                tokens[at + 1][0][0].isupper()):  # "her husband Dean", "engineer Dean Roe"
            return True
        return (any(p.tag == "title" for p in self._known(before.lower()).get("", ()))
                and at + 1 < len(tokens) and tokens[at + 1][0][0].isupper())

    def within(self, tokens: Sequence[re.Match[str]], first: int, size: int
               ) -> Callable[[int], tuple[int, str] | None]:
        """Return what tells size and tag of the phrase at a place of a stretch of the text."""
        def kind(at: int) -> tuple[int, str] | None:
            found = self.match(tokens, first + at)
            return (found[0], found[1].tag) if found and at + found[0] <= size else None

        return kind


def _same(tag: str, size: int) -> Callable[[str, str], bool]:
    """Return how the words of a phrase compare: titles in any case, names as written or shouted."""
    if tag in ("title", "honorific"):
        return lambda word, known: word.lower() == known.lower()
    return lambda word, known: word == known or (
        (len(known) > 3 or size > 1) and (word == known.upper() or word.lower() == known.lower()
                            and word[0].isupper()))


def _rows(base: KnowledgeBase) -> Iterable[Row]:
    """Yield every known phrase with tag and value; later rows never beat earlier ones."""
    for phrase, role in base.roles.items():
        yield phrase, "honorific" if role.kind == "honorific" else "title", phrase
        plural = f"{phrase}s" if not phrase.endswith(("s", ".")) else ""
        if plural and role.kind != "honorific":
            yield plural.replace("mans", "men").replace("womans", "women"), "title", phrase
        if role.kind == "title" and not phrase.startswith(("deputy", "vice", "assistant")):
            for prefix in ("deputy", "first deputy", "vice", "assistant"):
                yield f"{prefix} {phrase}", "title", f"{prefix} {phrase}"
    for phrase, metonym in base.metonyms.items():
        yield phrase, "metonym", metonym.name
    for name, identifier in base.organization_names.items():
        yield name, "org", identifier
    for organ in base.organs.values():
        for name in (organ.name, *organ.aliases):
            yield name, "org", organ.id
    for country in base.countries.values():
        if country.id in ("eu", "un"):
            continue
        for name in (country.name, *country.aliases):
            yield name, "place", country.id
        for adjective in country.adjectives:
            yield adjective, "demonym", country.id
            if adjective.endswith(("n", "i", "k", "h")) and not adjective.endswith(("sh", "ch")):
                yield f"{adjective}s", "demonym", country.id
        for city, _ in country.capitals:
            if country.kind != "territory" or city not in _ELSEWHERE:
                yield city, "capital", country.id
    for word, country in word_sets().nationals.items():
        yield word, "demonym", country
        yield f"{word}s".replace("mans", "men").replace("womans", "women"), "demonym", country
    for region in word_sets().mentions["regions"]:
        yield region, "place", f"region:{region}"
    for network in word_sets().mentions["networks"]:
        yield network, "org", f"network:{network}"
    for row in base.outlets:
        for name in (row["name"], *row.get("aliases", ())):
            bare = name.removeprefix("The ")
            if bare != name and bare in base.metonyms:
                continue  # a newspaper is called The White House
            if len(name) > 2 and (" " in name or row.get("kind") == "news_agency"):
                yield name, "org", f"outlet:{row['name']}"


# Capitals of territories whose names mean another town at least as often.
_ELSEWHERE = frozenset({"San Juan", "Saint-Denis", "Saint-Pierre", "Marigot"})


@lru_cache(maxsize=4)
def gazetteer(base: KnowledgeBase) -> Gazetteer:
    """Return the phrases of a knowledge base; made once for each base."""
    return Gazetteer(_rows(base))


def _first(text: str) -> str:
    """Return the first token of a phrase in lower case."""
    word = text.partition(" ")[0]
    if not word.isalpha():
        found = TOKEN.search(text)
        word = found[0] if found else ""
    return word.lower()


def _by_second(rows: Iterable[Row]) -> dict[str, tuple[Phrase, ...]]:
    """Return phrases of one first word by their second, longest first; of equal ones the first."""
    found: dict[tuple[str, ...], Phrase] = {}
    for text, tag, value in rows:
        tokens = tuple(m[0] for m in TOKEN.finditer(text))
        found.setdefault(tokens, Phrase(tokens, tag, value))
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for tokens, phrase in sorted(found.items(), key=lambda row: -len(row[0])):
        second = tokens[1].lower() if tokens[1:] else ""
        phrases[second] = (*phrases.get(second, ()), phrase)
    return phrases


def _usable(text: str, tag: str) -> bool:
    """Refuse names that are common words in small letters, and names of one letter."""
    return tag in ("title", "honorific") or (len(text) > 1 and text[0].upper() == text[0]
                                              and text not in ("Us", "Who", "It"))
