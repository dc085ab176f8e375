"""The words of a list by their common form, which is found only of words that may have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

_BEGINNING = 3  # letters that a word and its common form share, but for irregular ones


class Inflections:
    """The words of a list that have a common form: `Inflections(words, stem, changed).of(form)`.

    `changed` gives what takes the place of irregular words, and of beginnings of words. Words
    that begin as a form does are looked through when it is asked for: a short text asks for few of
    a long list.
    """

    def __init__(self, words: Iterable[str], stem: Callable[[str], str],
                 *changed: Mapping[str, str]) -> None:
        self._stem = stem
        self._words: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            self._words.setdefault(word[:_BEGINNING], []).append(word)
        self._found: dict[str, list[str]] = defaultdict(list)
        self._before = _before(changed)

    def of(self, form: str) -> list[str]:
        """Return the words that have this form; those of one beginning in the order of the list."""
        for beginning in self._beginnings(form):
            for word in self._words.pop(beginning, ()):
                self._found[self._stem(word)].append(word)
        return self._found.get(form, [])

    def _beginnings(self, form: str) -> Iterator[str]:
        """Yield with what letters a word of the form may begin."""
        for own in _regular(form):
            yield own
            yield from self._before.get(own, ())


def _before(changed: Iterable[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """Return, by the beginning of what takes a word's place, how such words begin."""
    found: dict[str, set[str]] = defaultdict(set)
    for pairs in changed:
        for word, other in pairs.items():
            found[other[:_BEGINNING]].update(_regular(word))
    return {form: frozenset().union(words, *(found.get(w, ()) for w in words))
            for form, words in found.items()}


def _regular(form: str) -> tuple[str, ...]:
    """Return how regular words of a form begin: fly and flies, ad and added."""
    if len(form) == 2:
        return form, form + form[-1]
    if len(form) == 3 and form[-1] == "y":
        return form, form[:-1] + "i"
    return (form[:_BEGINNING],)
