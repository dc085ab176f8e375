"""How lands style people: Burmese prefixes, peers and their places, honorifics behind a name."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.words import word_sets
from quoth.records import Mention

_PEER = re.compile(r"(?:(?:Lord|Lady|Baroness|Baron|Viscount|Viscountess) (?:[A-Z][\w’'-]+ )?"
                   r"[A-Z][\w’'-]+|Earl|Marquess|Marquis|Viscount|Baron)$")
_OF_PLACE = re.compile(r" of (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?")
_BURMESE = re.compile(r"(?:U|Ko|Ma|Maung|Daw|Saya) (?=[A-Z][a-z]+ [A-Z])")
_TITLED = re.compile(r"(?:Earl|Marquess|Marquis|Viscount|Baron) of ")
_NATIVE = re.compile(r"[A-Z]\w+(?:ite|ian|ander|ese|eño|enho)")
_GOVERNED = re.compile(r"(?i)\b(?:mayor|governor|prefect|bishop|archbishop|sheriff|emir|oba) of $")
_HUMAN_TAIL = re.compile(r", (?:who|whose|whom|aged|\d\d,|(?:an?|the) (?:[a-z-]+ ){0,2}(?:mother"
                         r"|father|widow|widower|wife|husband|son|daughter|sister|brother)\b)")
_IS_A = re.compile(r", (?:an?|the) (?:[\w’'-]+ ){0,3}?(?P<noun>[a-z-]+)"
                   r"(?=[,.]| (?:of|for|from|at|in|who)\b)")
_OWNED = re.compile(r"(?<!\bin )(?<!\bnear )(?<!\bat )(?<!\bof )(?<!\bto )\b[A-Z][a-z]+['’]s $")
_TOWNSMAN = re.compile(r"(?P<stem>[A-Z][a-z]{2,}?)(?:s?man|s?woman|er|ite|ian|an|ese)")
_PRESENTS = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|['’]s) (?:[\w-]+ ){0,3}?(?P<noun>[\w-]+), $")
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


def is_somebody(text: str, mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether a supposed place is a person: "Ines Roe, whose son", "Ines Roe, the mayor,"."""
    row = mention.text.split()
    if mention.label not in ("LOC", "GPE") or not 2 <= len(row) <= 3 or (
            row[0].lower() not in base.given_names):
        return False
    noun = _IS_A.match(text, mention.end)
    return _HUMAN_TAIL.match(text, mention.end) is not None or noun is not None and (
        noun["noun"] in base.roles or word_sets().has("trades", noun["noun"]))


def led_by_nation(text: str, mention: Mention, base: KnowledgeBase) -> Mention:
    """Return the person of a supposed place behind a nation: "from South African | Ana Roe",
    "beat Finland's | Ana Roe"."""
    row = mention.text.split()
    if mention.label not in ("LOC", "GPE") or not row:
        return mention
    size = next((n for n in (2, 1) if " ".join(row[:n]) in base.by_adjective), 0)
    owned = not size and _OWNED.search(text, max(0, mention.start - 40), mention.start)
    name = row[size:]
    kinds = word_sets().mentions
    personal = 2 <= len(name) <= 3 and name[0].lower() in base.given_names and not {
        *name} & (kinds["place_words"] | kinds["organization_words"])
    if not personal or not (size or owned):
        return mention
    words = " ".join(name)
    return replace(mention, start=mention.end - len(words), text=words, label="PERSON")


def is_presented(text: str, mention: Mention, roles: Container[str]) -> bool:
    """Say whether a supposed body is who holds an office: "The tehsildar, Nagaraj B., said".

    `roles` are offices and trades in lower case.
    """
    if mention.label == "PERSON" or len(mention.text.split()) > 3 or (
            not re.match(r"\.?,", text[mention.end : mention.end + 2])):
        return False
    ahead = _PRESENTS.search(text, max(0, mention.start - 60), mention.start)
    noun = ahead["noun"].lower() if ahead else ""
    bodily = word_sets().mentions["organization_words"]
    return noun in roles and not any(w in bodily for w in mention.text.split())


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
