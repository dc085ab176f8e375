"""The word tables in `words/`: read once, cached."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def table(name: str) -> list[list[str]]:
    """Return the rows of `words/NAME`: tab-separated, without comments and empty lines."""
    text = files(__package__).joinpath("words", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@cache
def _sets() -> dict[str, frozenset[str]]:
    rows = [*table("roles.tsv"), *table("sets.tsv")]
    return {name: frozenset(words.split()) for name, words in rows}


@cache
def word_set(kind: str) -> frozenset[str]:
    """Return one set of words of `words/roles.tsv` or `words/sets.tsv`."""
    return _sets()[kind]


@cache
def words_of(*kinds: str) -> frozenset[str]:
    """Return the words of several sets."""
    return frozenset().union(*map(word_set, kinds))


def is_role(word: str, roles: frozenset[str]) -> bool:
    """Say whether a word or its singular is among the roles."""
    return word in roles or (word.endswith("s") and word[:-1] in roles)


def is_past(low: str) -> bool:
    """Say whether a word in lower case looks like a verb in the past, by its ending or the list."""
    return low.endswith("ed") or low in word_set("past verb")


@cache
def closed_class() -> dict[str, str]:
    """Return the tag of each word of a closed class; the first row that has the word wins."""
    tags: dict[str, str] = {}
    for tag, words in table("function.tsv"):
        for word in words.split():
            tags.setdefault(word, tag)
    return tags


@cache
def gazetteer() -> dict[str, str]:
    """Return the label of each known name."""
    return {row[0]: row[1] for row in table("names.tsv")}


@cache
def given_names() -> frozenset[str]:
    """Return common given names."""
    return frozenset(row[0] for row in table("given_names.txt"))
