"""Bounds and types of names that a sentence alone does not tell: titles, brackets, genitives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoth.forms import altered
from quoth.nlp.layout import Layout
from quoth.nlp.name_bounds import whole_names
from quoth.nlp.wordlists import gazetteer, word_set
from quoth.records import Link, Mention

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TITLED = 0.75  # share of the longer words of a title that have a capital: it says nothing then
_SEAT = re.compile(r"\((?:[A-Z][\w.]{0,11}|R|D|I)(?:, | ?[-–—] ?)$")  # (Con, Dunmere), (D-Lisk)
_OWNED = re.compile(r"['’]s?\s")
_LEAST = 2  # words of a full name


def settled(layout: Layout, mentions: Sequence[Mention],
            links: Sequence[Link]) -> tuple[tuple[Mention, ...], tuple[Link, ...]]:
    """Return the mentions with names bounded and typed anew, and the links renumbered; names that
    only the capitals of a title make are dropped."""
    body = _Body(layout)
    people = [m for m in mentions if m.form == "name" and m.label == "PERSON"]
    kept: list[Mention] = []
    place: dict[int, int] = {}
    for number, mention in enumerate(_bounded(layout, mentions)):
        if mention is None:
            continue
        found = _settle(layout, body, mention, people) if mention.form == "name" else mention
        if found is not None:
            place[number] = len(kept)
            kept.append(found)
    return tuple(kept), tuple(Link(place[m], place[a], score) for m, a, score in links
                              if m in place and a in place)


def _bounded(layout: Layout, mentions: Sequence[Mention]) -> list[Mention | None]:
    """Return the mentions with their names whole, None where a name is part of another."""
    made: list[Mention | None] = list(mentions)
    at = [n for n, m in enumerate(mentions) if m.form == "name"]
    at.sort(key=lambda n: mentions[n].span)
    for n, name in zip(at, whole_names(layout.text, [mentions[n] for n in at]), strict=True):
        made[n] = name
    return made


def _settle(layout: Layout, body: _Body, mention: Mention,
            people: Sequence[Mention]) -> Mention | None:
    if mention.label == "ORG" and any(r.start <= mention.start < r.end for r in body.titled):
        return body.shortened(mention)
    text = layout.text
    if mention.label != "PERSON" and body.is_noun(mention, layout.sentence_starts):
        return None
    if mention.label in ("PERSON", "ORG") and _is_seat(text, mention, people):
        return altered(mention, label="LOC")
    if mention.label == "PERSON" and mention.text.lower() in word_set("partisans"):
        return altered(mention, label="NORP")
    if mention.label == "PERSON" and _is_storm(text, mention):
        return altered(mention, label="EVENT")
    if mention.label == "PERSON" and len(mention.text.split()) == 1 \
            and _owns_person(text, mention, people):
        return altered(mention, label="ORG")
    return mention


def _is_seat(text: str, mention: Mention, people: Sequence[Mention]) -> bool:
    """Say whether a name is the seat of a politician: "Alan Pim (Con, Dunmere)"."""
    found = _SEAT.search(text, max(0, mention.start - 16), mention.start)
    return found is not None and text[mention.end : mention.end + 1] == ")" \
        and any(other.end == found.start() - 1 for other in people)


def _is_storm(text: str, mention: Mention) -> bool:
    """Say whether a name is that of a storm: "Cyclone Ada"."""
    before = text[max(0, mention.start - 12) : mention.start].split()
    return bool(before) and before[-1].lower() in word_set("storm") and before[-1][0].isupper()


def _owns_person(text: str, mention: Mention, people: Sequence[Mention]) -> bool:
    """Say whether somebody with a full name is its own, as of a body or land: "Oxo's Ann Roe"."""
    return any(_OWNED.fullmatch(text, mention.end, other.start)
               and len(other.text.split()) >= _LEAST
               for other in people if other.start > mention.end)


class _Body:
    """The text of an article less a title whose capitals say nothing, and that title."""

    def __init__(self, layout: Layout) -> None:
        self.titled = [r for r in layout.article.regions if r.kind == "title"
                       and _is_titled(layout.text[r.start : r.end])]
        rest, at = [], 0
        for region in sorted(self.titled, key=lambda r: r.start):
            rest.append(layout.text[at : region.start])
            at = region.end
        self.text = "\n".join((*rest, layout.text[at:]))

    def shortened(self, mention: Mention) -> Mention | None:
        """Return the longest beginning of a name that the body has, too; None where the body writes
        its words small."""
        for end in _ends(mention):
            name = mention.text[: end - mention.start]
            if self._has(name) and gazetteer().get(name) != "NORP":
                return altered(mention, end=end, text=name)
        words = [w.lower() for w in _WORD.findall(mention.text)]
        small = sum(bool(re.search(rf"\b{re.escape(w)}\b", self.text)) for w in words)
        return None if 2 * small >= len(words) else mention

    def is_noun(self, mention: Mention, starts: Sequence[int]) -> bool:
        """Say whether a name is a common noun with the capital of a sentence: "Otters", where the
        body has "otter"."""
        word = mention.text
        if not word.isalpha() or not word.istitle() or mention.start not in starts \
                or word in gazetteer() or re.search(rf"(?<=[\w,] ){word}\b", self.text):
            return False
        forms = {word.lower(), re.sub(r"(?:(?<=[sxh])es|s)$", "", word.lower())}
        return any(re.search(rf"(?<!\w){form}s?\b", self.text) for form in forms)

    def _has(self, name: str) -> bool:
        """Say whether the body has a name with its capitals; a shouted name may have fewer."""
        flags = re.IGNORECASE if name.isupper() else re.NOFLAG
        return any(m[0][0].isupper()
                   for m in re.finditer(rf"\b{re.escape(name)}\b", self.text, flags))


def _ends(mention: Mention) -> Iterator[int]:
    """Yield the ends of the words of a name from the last to the first."""
    for match in reversed(list(_WORD.finditer(mention.text))):
        yield mention.start + match.end()


def _is_titled(line: str) -> bool:
    """Say whether nearly all longer words of a title have a capital."""
    words = [w for w in _WORD.findall(line) if len(w) > 3]
    return len(words) > 1 and sum(w[0].isupper() for w in words) >= _TITLED * len(words)
