"""People whom a model of sentences takes for bodies or places: by given name, office, age."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import replace

from quoth.linking.foreign import foreign_kinds
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.lexis import is_common
from quoth.linking.names import fold
from quoth.linking.words import word_sets
from quoth.records import Mention

_HUMAN_TAIL = re.compile(r", (?:who|whose|whom|aged|\d\d,|(?:an?|the) (?:[a-z-]+ ){0,2}(?:mother"
                         r"|father|widow|widower|wife|husband|son|daughter|sister|brother)\b)")
_IS_A = re.compile(r", (?:an?|the) (?:[\w’'-]+ ){0,3}?(?P<noun>[a-z-]+)"
                   r"(?=[,.]| (?:of|for|from|at|in|who)\b)")
_OWNED = re.compile(r"(?<!\bin )(?<!\bnear )(?<!\bat )(?<!\bof )(?<!\bto )\b[A-Z][a-z]+['’]s $")
_LAST_OF_BODIES = ("organization_words", "place_words", "firm_words", "clubs", "venues")
_PLACED = re.compile(r"(?i)\b(?:in|at|near|from|to|of|outside|around|across|through|over|towards?"
                     r"|into|the) $")
_NAMED = re.compile(r"(?i)\b(?:the|in) $")  # what bodies stand behind and people do not
_SHE = re.compile(r"(?i)[^\n]{0,200}?\b(?:he|she|his|her)\b")
_WHOSE = r"(?:\b[Tt]he |\b[Ii]ts |\b[Tt]heir |['’]s )(?:[\w-]+ ){0,3}?(?P<noun>[\w-]+)"
_PRESENTS = (re.compile(_WHOSE + r"(?P<last>), $"),
             re.compile(_WHOSE + r" (?:of|for) [^,.;:\n“”\"]{0,60}?(?P<last>[\w’'-]+), $"))
_CHIEFS = ("chief executive, ", "chief operating officer, ", "chief financial officer, ",
           "vice president, ")
_SET_OFF = re.compile(r"\.?(?:,|\s|$)")
_HEADS = re.compile(r"(?P<noun>[\w-]+) of (?:the )?(?:[A-Z][\w’'-]+ ){0,4}(?P<last>[\w’'-]+) $")
_FAR = 80  # characters before a name that may present it
_LONGEST = 3  # words of a name that is retyped


def is_somebody(text: str, mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether a supposed body or place is a person."""
    size = len(mention.text.split())
    if mention.label not in ("LOC", "GPE", "ORG") or size > _LONGEST:
        return False
    return (_has_given_name(text, mention, base) or _is_player(text, mention, base)
            or _is_presented(text, mention, base.roles) or _is_headed(text, mention, base.roles))


def _is_player(text: str, mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether a nation and what players are called stand before a full name: "American centre
    Tom Roe"."""
    ahead = _NATION_AND.search(text, max(0, mention.start - 40), mention.start)
    return ahead is not None and " " in mention.text and not _is_bodily(mention) and (
        ahead[1] in base.by_adjective) and ahead[2] in word_sets().mentions["positions"]


_NATION_AND = re.compile(r"([A-Z][\w-]+) ([a-z]+) $")


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


def outvoted(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with a name of several words a person's wherever it is one more often.

    Names that have a word for a body or a place stay what they are.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.form == "name" and " " in mention.text:
            votes[mention.text][mention.label] += 1
    people = {name for name, labels in votes.items()
              if 0 < sum(labels.values()) - labels["PERSON"] < labels["PERSON"]}
    return [replace(m, label="PERSON") if m.text in people and m.form == "name"
            and not _is_bodily(m) else m for m in mentions] if people else list(mentions)


def _has_given_name(text: str, mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether a name begins with a given name and may be a person's: "Ines Roe, 41,".

    Where a word of it is one of the language, too ("Ines Church", but "Carolina Panthers"), more
    must speak for it.
    """
    row = mention.text.split()
    if len(row) < 2 or row[0].lower() not in base.given_names:
        return False
    if mention.label != "ORG" and _has_human_tail(text, mention, base):
        return True
    ahead = text[max(0, mention.start - 12) : mention.start]
    if not row[0].istitle() or not _may_be_surname(row[-1]) or _is_known(mention.text, base) or (
            _has_small_words(row)) or (
            _NAMED if mention.label == "ORG" else _PLACED).search(ahead):
        return False
    return not (is_common(row[-1]) or is_common(row[0])) or _is_human(text, mention, row[-1])


def _has_human_tail(text: str, mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether an age, a kin or a trade stands behind a name: "Ines Roe, the mayor,"."""
    noun = _IS_A.match(text, mention.end)
    return _HUMAN_TAIL.match(text, mention.end) is not None or noun is not None and (
        noun["noun"] in base.roles or word_sets().has("trades", noun["noun"]))


def _is_human(text: str, mention: Mention, last: str) -> bool:
    """Say whether an age, a "Mr" or a "she" says that a name is a person's."""
    return _HUMAN_TAIL.match(text, mention.end) is not None or re.search(
        rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? {re.escape(last)}\b", text) is not None or (
        _SHE.match(text, mention.end) is not None and not last.endswith("s"))


def _has_small_words(row: list[str]) -> bool:
    """Say whether a name has a preposition or a determiner, whatever its case."""
    words = word_sets().mentions
    return any(w.lower() in words["relations"] or w.lower() in words["determiners"] for w in row)


def _may_be_surname(word: str) -> bool:
    """Say whether the last word of a name is none for a body or a place: Bank, River, Haulage."""
    words = word_sets().mentions
    return word[0].isupper() and not word.isupper() and not foreign_kinds(word) and not any(
        word in words[kind] for kind in _LAST_OF_BODIES)


def _is_known(name: str, base: KnowledgeBase) -> bool:
    """Say whether the base knows a body or a place by a name, or a land by its first word."""
    return bool(name in base.bodies or base.organization(name) or base.country(name)
                or f"city:{fold(name)}" in base.cities or base.country(name.split()[0]))


def _is_presented(text: str, mention: Mention, roles: Container[str]) -> bool:
    """Say whether a supposed body is who holds an office: "The tehsildar, Nagaraj B., said".

    "The chair of the board, Ines Roe," too, but not "the head of the aid group, Open Water".
    """
    if not _SET_OFF.match(text, mention.end) or _is_bodily(mention):
        return False
    ahead = [p.search(text, max(0, mention.start - _FAR), mention.start) for p in _PRESENTS]
    return any(a is not None and (a["noun"].lower() in roles or a[0].endswith(_CHIEFS))
               and a["noun"].lower() not in word_sets().mentions["people_or_firms"]
               and not (a["last"].islower() and word_sets().has("organizations", a["last"]))
               for a in ahead)


def _is_headed(text: str, mention: Mention, roles: Container[str]) -> bool:
    """Say whether a supposed body or place is who heads what is named right before it: "Head of
    the Water Agency | Ines Roe", "Governor of the Tarn region | Ines Roe"."""
    row, words = mention.text.split(), word_sets().mentions
    if len(row) < 2 or not all(w.istitle() for w in row) or _is_bodily(mention):
        return False
    ahead = _HEADS.search(text, max(0, mention.start - _FAR), mention.start)
    return ahead is not None and ahead["noun"].lower() in roles and (
        ahead["last"] in words["organization_words"]
        or ahead["last"].title() in words["place_words"])


def _is_bodily(mention: Mention) -> bool:
    """Say whether a name has a word that only bodies and places have."""
    words = word_sets().mentions
    return any(w in words["organization_words"] or w in words["place_words"]
               for w in mention.text.split()) or mention.text.split()[-1] in words["firm_words"]
