"""Surnames that are words, too: "Tom Baker, a miner, ... Baker said", "Park Eun-sil ... Park"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from quoth.linking.person_names import opens_sentence
from quoth.linking.words import word_sets
from quoth.records import Mention

SURNAME = "surname"  # the form of a mention that beats a place or office of the same name
_KOREAN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]{1,5}-[a-z]{1,6}")
_SPEAKS = re.compile(r"(?:['’]s\b|,| (?:[a-z]+ly |also |then |later )?(?:[a-z]+(?:ed|s)|said|told"
                     r"|wrote|has|had|is|was|did|does|will|would|could|may|who|and|went|left|won|lost"
                     r"|came|took|made|gave|knew|felt|began|put|let|ran|sat|stood)\b|[.;:!?])")
_PLACING = re.compile(r"\b(?:[Ii]n|(?<!ccording )to|To|[Ff]rom|of|at|across|near|into|through"
                      r"|throughout) ")
_EDGE = re.compile(r"\b")


def surnames(text: str, people: Iterable[Mention], tokens: Sequence[re.Match[str]]
             ) -> dict[int, Mention]:
    """Return by their start the words that stand alone and are somebody's surname in the article.

    Only such as are no plain words there: behind an article, before another name or before a noun
    ("Young voters") they are none.
    """
    taken = [m for m in people if m.label == "PERSON" and " " in text[m.start : m.end]]
    full = [text[m.start : m.end] for m in taken]
    names = {n.split()[0] if _KOREAN.fullmatch(n) else n.split()[-1] for n in full}
    names -= _places(text, names)
    starts = [t.start() for t in tokens]
    inside = {starts[n] for m in taken
              for n in range(bisect_left(starts, m.start), bisect_left(starts, m.end))}
    found = {}
    for at, token in enumerate(tokens):
        if token[0] in names and token.start() not in inside and _alone(text, tokens, at):
            found[token.start()] = Mention(*token.span(), token[0], "PERSON", form=SURNAME)
    return found


def _places(text: str, names: set[str]) -> set[str]:
    """Return the names that stand behind a word like "in" somewhere: "in Baker"."""
    starts = [m.end() for m in _PLACING.finditer(text)] if names else ()
    return {name for name in names if any(
        text.startswith(name, at) and _EDGE.match(text, at + len(name)) for at in starts)}


def _alone(text: str, tokens: Sequence[re.Match[str]], at: int) -> bool:
    token, words = tokens[at], word_sets().mentions
    before = tokens[at - 1][0] if at and text[tokens[at - 1].end() : token.start()] == " " else ""
    if before.lower() in words["determiners"] or before[:1].isupper() and not opens_sentence(
            text, tokens[at - 1].start()) and before.rstrip(".") not in _ADDRESS:
        return False
    return _SPEAKS.match(text, token.end()) is not None or token.end() == len(text)


_ADDRESS = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sen", "Rep", "Gov", "Sir"})
