"""The word tables of `data/words.toml`, read once when first asked for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class WordSets:
    """The word classes; each field holds lower-case words unless its table says otherwise."""

    particles: frozenset[str]
    suffixes: frozenset[str]
    family_first: frozenset[str]
    legal_forms: frozenset[str]
    nicknames: MappingProxyType[str, str]
    mentions: MappingProxyType[str, frozenset[str]]
    circumstances: MappingProxyType[str, frozenset[str]]
    media: MappingProxyType[str, str]
    institutions: MappingProxyType[str, str]
    nationals: MappingProxyType[str, str]
    party_words: MappingProxyType[str, str]
    honoured: MappingProxyType[str, str]

    def has(self, table: str, word: str) -> bool:
        """Say whether the mention table holds the word, whatever its case or plural.

        >>> word_sets().has("documents", "Letters")
        True
        """
        return not self.mentions[table].isdisjoint(_forms(word))


def is_date_word(word: str) -> bool:
    """Say whether a word is a month or a day of the week: "its December meeting"."""
    said = word_sets().circumstances
    return word.lower() in said["months"] or word.lower() in said["weekdays"]


def is_party(name: str | None) -> bool:
    """Say whether what a title is of is one of the parties that words stand for.

    >>> is_party("Labour Party"), is_party("gb"), is_party(None)
    (True, False, False)
    """
    return name in word_sets().party_words.values()


@lru_cache(maxsize=16384)
def _forms(word: str) -> tuple[str, str, str]:
    """Return a word as it is, in small letters and in the singular; a co-pilot is a pilot."""
    low = word.lower()
    return word, low, singular(low.removeprefix("co-"))


def is_agent(word: str) -> bool:
    """Say whether a noun that no table knows is somebody by its ending: welder, cellist.

    >>> is_agent("welder"), is_agent("banner")
    (True, False)
    """
    low = singular(word.lower())
    things = word_sets().mentions["things"]
    return low.endswith(_AGENTS) and len(low) > 4 and low not in things


_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "eur", "eer", "smith", "wright", "wife")


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """Return the singular of a regular English noun."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("men", "people")) and len(word) > 3:
        return word[:-2] + "an" if word.endswith("men") else "person"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _nicknames(rows: list[str]) -> MappingProxyType[str, str]:
    return MappingProxyType({w: row.split()[0] for row in rows for w in row.split()})


@lru_cache(maxsize=1)
def word_sets() -> WordSets:
    """Return the tables; every call gives the same object."""
    text = (files("quoth.linking") / "data" / "words.toml").read_text("utf-8")
    rows: dict[str, Any] = tomllib.loads(text)
    names, said = rows["names"], rows["circumstances"]
    media = said.pop("media")
    return WordSets(
        particles=frozenset(names["particles"]), suffixes=frozenset(names["suffixes"]),
        family_first=frozenset(names["family_first"]),
        legal_forms=frozenset(f for form in names["legal_forms"] for f in (form, form.upper())),
        nicknames=_nicknames(names["nicknames"]),
        mentions=MappingProxyType({k: frozenset(v) for k, v in rows["mentions"].items()}),
        circumstances=MappingProxyType({k: frozenset(v) for k, v in said.items()}),
        media=_by_phrase(media), institutions=_by_phrase(rows["institutions"]),
        nationals=MappingProxyType(rows["nationals"]),
        party_words=_by_phrase(rows["party_words"]),
        honoured=MappingProxyType(rows["honoured"]))


def _by_phrase(table: dict[str, list[str]]) -> MappingProxyType[str, str]:
    """Return phrase to class, longer phrases first."""
    rows = [(phrase, name) for name, phrases in table.items() for phrase in phrases]
    return MappingProxyType(dict(sorted(rows, key=lambda r: (-len(r[0]), r[0]))))
