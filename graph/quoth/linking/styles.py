"""How lands style people: Burmese prefixes, peers and their places, honorifics behind a name."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from quoth.linking.words import word_sets
from quoth.records import Mention

_PEER = re.compile(r"(?:(?:Lord|Lady|Baroness|Baron|Viscount|Viscountess) (?:[A-Z][\w’'-]+ )?"
                   r"[A-Z][\w’'-]+|Earl|Marquess|Marquis|Viscount|Baron)$")
_OF_PLACE = re.compile(r" of (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?")
_BURMESE = re.compile(r"(?:U|Ko|Ma|Maung|Daw|Saya) (?=[A-Z][a-z]+ [A-Z])")
_TITLED = re.compile(r"(?:Earl|Marquess|Marquis|Viscount|Baron) of ")
_NATIVE = re.compile(r"[A-Z]\w+(?:ite|ian|ander|ese|eño|enho)")
_GOVERNED = re.compile(r"(?i)\b(?:mayor|governor|prefect|bishop|archbishop|sheriff|emir|oba) of $")
_TOWNSMAN = re.compile(r"(?P<stem>[A-Z][a-z]{2,}?)(?:s?man|s?woman|er|ite|ian|an|ese)")
_SONS = frozenset({"bin", "bint", "ibn", "binti"})


def peer(text: str, mention: Mention) -> Mention:
    """Return a peer with the place of the title: "Baroness Oduya | of Lewisham"."""
    if mention.label != "PERSON" or _PEER.search(mention.text) is None:
        return mention
    place = _OF_PLACE.match(text, mention.end)
    bare = " " not in mention.text.removeprefix("The ").removeprefix("the ")
    article = text[max(0, mention.start - 4) : mention.start].lower() == "the "
    if place is None or bare and not (article or " " in mention.text):
        return mention
    return replace(mention, end=place.end(), text=text[mention.start : place.end()])


def is_governed(text: str, mention: Mention) -> bool:
    """Say whether a supposed person of one word is a place by its office: "governor of | Tarn"."""
    ahead = text[max(0, mention.start - 24) : mention.start]
    return mention.label == "PERSON" and " " not in mention.text and (
        _GOVERNED.search(ahead) is not None)


def is_titled_peer(mention: Mention) -> bool:
    """Say whether a name is a title alone: Earl of Tarn."""
    return mention.label == "PERSON" and _TITLED.match(mention.text) is not None


def is_native(text: str, mention: Mention) -> bool:
    """Say whether a supposed place is somebody of it: "a Keralite"."""
    ahead = text[max(0, mention.start - 4) : mention.start].lower()
    return mention.label in ("LOC", "GPE") and ahead.endswith((" a ", " an ", "\na ")) and (
        _NATIVE.fullmatch(text, mention.start, mention.end) is not None)


def is_townsman(word: str, text: str) -> bool:
    """Say whether a word is somebody of a town or region: Glaswegian, or Tarner beside Tarn.

    >>> is_townsman("Corkman", "a chain from Cork"), is_townsman("Corkman", "a chain")
    (True, False)
    """
    if word in word_sets().mentions["townspeople"]:
        return True
    match = _TOWNSMAN.fullmatch(word)
    return match is not None and re.search(
        rf"\b{match['stem']}[aeo]?\b(?! [A-Z])", text) is not None


def is_called_native(text: str, mention: Mention) -> bool:
    """Say whether a supposed name of one word is somebody of a town: "the Corkman says"."""
    ahead = text[max(0, mention.start - 4) : mention.start].lower()
    the, word = mention.text[:4].lower() == "the ", mention.text.removeprefix("The ")
    return (the or ahead == "the ") and " " not in word and is_townsman(word, text) and (
        re.match(r" [A-Z]|['’]s? ", text[mention.end : mention.end + 3]) is None)


def is_peers_place(text: str, mention: Mention) -> bool:
    """Say whether a supposed person is the place of a peer's title: "Baroness Oduya of | Lewisham".
    """
    ahead = text[max(0, mention.start - 44) : mention.start]
    return ahead.endswith((" of ", " of the ")) and _PEER.search(
        re.sub(r" of (?:the )?$", "", ahead)) is not None


def unstyled(text: str, mention: Mention) -> Mention:
    """Return a Burmese name without what says Mr or Mrs: "U Thaung Sein", but "Ma Ying-jeou"."""
    style = _BURMESE.match(mention.text) if mention.label == "PERSON" else None
    if style is None:
        return mention
    rest = mention.text[style.end() :].split()
    plain = style[0] not in ("U ", "Daw ")
    if plain and not {w.lower() for w in rest} & word_sets().mentions["burmese"]:
        return mention
    start = mention.start + style.end()
    return replace(mention, start=start, text=text[start : mention.end])


def is_front(text: str, mention: Mention, end: int, starts: Container[int],
             given: Container[str]) -> bool:
    """Say whether a supposed name of one word only leads a name: "Scrum-half | Ann Roe", "Hon.".

    `end` is where its last word ends, `starts` are where people's names start, `given` are given
    names in lower case.
    """
    word = text[mention.start : end]
    return " " not in word and word.lower() not in given and end + 1 in starts and (
        text[end : end + 1] == " ")


def is_patronym(row: Sequence[re.Match[str]], at: int) -> bool:
    """Say whether a title is a given name: "Sultan bin Saeed"."""
    return len(row) > at + 1 and row[at + 1][0] in _SONS
