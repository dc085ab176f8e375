"""Bodies named in another language: how far the name reaches, and what kind of body it says.

The model of sentences takes "Dansk Metal" for a person and breaks "Juntos | por el | Cambio" in
three. A word for a body, an adjective of a nation, an article or small words of that language show
that it is one name, and a body's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import fold
from quoth.linking.words import word_sets
from quoth.records import Mention

_SMALL = (r"(?:de|del|della|delle|dei|degli|des|do|dos|da|das|du|di|dell['’]|d['’]|la|las|los"
          r"|le|les|el|al|aux?|y|e|et|und|og|och|en|por|para|pour|per|con|contra|contre|für|gegen|der|den"
          r"|dem|van|voor|het|dla|na|cha|ya|wa|za|dan|ve|i|a)")
_CAP = r"[^\W\d_a-zß-öø-ÿ][\w’'&.-]*(?<![.'’])"
_RUN = re.compile(rf"(?:{_CAP}|\b[a-z]+-{_CAP})(?:(?: {_SMALL}){{0,2}}(?: |(?<=['’])){_CAP})*")
_ARTICLE = frozenset({"El", "La", "Los", "Las", "Le", "Les", "Il", "Lo", "Gli", "Die", "Der", "Das",
                      "De", "Het", "O", "Os"})
_SURE = frozenset({"Die", "Der", "Das", "Les", "Los", "Las", "Il", "Gli", "Het", "Os"})
_FOR = frozenset({"por", "para", "pour", "contra", "contre", "für", "gegen", "dla", "voor"})
_JOINED = re.compile(r"(?:[Aa]l|[Ee]l|[Aa]s|[Aa]sh|[Aa]n|[Aa]r|[Aa]d)-[A-Z]\w+ "
                     r"(?:[Aa]l|[Ee]l|[Aa]s|[Aa]sh|[Aa]n|[Aa]r|[Aa]d)-[A-Z]\w+|Asharq [Aa]l-\w+")
_COMPOUND = re.compile(r"[A-Z]\w+-(?:e|ul|i|al)-[A-Z]\w+")
_NATIONAL = "of a nation"
_LEAST = 3  # letters before the end of a compound, words beside the article of a paper


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Return the kinds of each word, and the kind of each ending of a compound."""
    text = (files("quoth.linking") / "data" / "foreign-bodies.tsv").read_text("utf-8")
    words: dict[str, set[str]] = {}
    ends: dict[str, str] = {}
    for line in text.splitlines():
        kind, _, row = line.partition("\t")
        for word in row.split() if line[:1] != "#" else ():
            if word[0] == "-":
                ends.setdefault(word[1:], kind)
            else:
                words.setdefault(word, set()).add(kind)
    return {w: frozenset(k) for w, k in words.items()}, ends


@lru_cache(maxsize=16384)
def foreign_kinds(name: str) -> frozenset[str]:
    """Return the English nouns for what the words of a name say, none where they say nothing.

    >>> sorted(foreign_kinds("Partido dos Pescadores")), sorted(foreign_kinds("Nordbank"))
    (['party'], ['bank'])
    """
    words, ends = _table()
    found: set[str] = set()
    for word in fold(name.replace("-", " ")).split():
        found |= words.get(word, frozenset())
        found |= {kind for end, kind in ends.items()
                  if word.endswith(end) and len(word) - len(end) >= _LEAST}
    return frozenset(found - {_NATIONAL})


def ends_as_body(name: str) -> bool:
    """Say whether one word is a compound for a body: Fjordbanken.

    >>> ends_as_body("Fjordbanken"), ends_as_body("Bank")
    (True, False)
    """
    words, ends = _table()
    low = fold(name)
    return low not in words and any(
        low.endswith(end) and len(low) - len(end) >= _LEAST for end in ends)


def whole_foreign(text: str, mentions: Sequence[Mention], base: KnowledgeBase) -> list[Mention]:
    """Return the mentions with names in another language whole, and a body's where they show it."""
    names = [m for m in mentions if m.form == "name" and m.label in _OPEN
             or m.form == "nominal" and m.text[:1].isupper()]
    made: list[Mention] = []
    for run in _RUN.finditer(text):
        inside = [m for m in names if m.start < run.end() and m.end > run.start()]
        found = _body(text, run, inside, base) if inside else None
        if found is not None:
            made.append(found)
    kept = [m for m in mentions if not any(
        m.form == "name" and m.start < b.end and m.end > b.start for b in made)]
    return sorted([*kept, *made], key=lambda m: (m.start, m.end))


_GENITIVE = frozenset({"de", "del", "della", "delle", "dei", "degli", "des", "do", "dos", "da",
                       "das", "du", "di"})
_OPEN = frozenset({"PERSON", "ORG", "LOC", "GPE", "MISC"})
_WORD = re.compile(r"[^\s]+")
_OWNER = re.compile(r"['’]s?$")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Lord|Lady|St|Rev|Fr|Sr)\.? $")


def _body(text: str, run: re.Match[str], inside: Sequence[Mention], base: KnowledgeBase
          ) -> Mention | None:
    """Return the body that a run of words with capitals is, None where nothing shows one."""
    words = list(_WORD.finditer(run[0]))
    while words and _leads(words[0][0], base):
        words.pop(0)
    stop = next((n + 1 for n, w in enumerate(words) if _OWNER.search(w[0])), len(words))
    stop = next((n for n, w in enumerate(words[:stop]) if n and _ends(w[0], base) and not (
        words[n + 1 : n + 2] and words[n + 1][0][0].islower())), stop)
    named = {m.start - run.start() for m in inside if stop > 1 and m.label == "PERSON"
             and m.text.split(" ")[0].lower() in base.given_names}
    stop = next((n for n in range(1, stop) if words[n].start() in named
                 and not words[n - 1][0][0].islower()), stop)
    row = [w[0] for w in words[:stop]]
    while row and row[-1][0].islower():
        row.pop()
    noun = _noun_behind(text, run.end()) if stop == len(words) else None
    tail = _tail(text, run.end(), row) if stop == len(words) else None
    led = bool(tail) or bool(row) and not {*row}.isdisjoint(_GENITIVE) and any(
        m.label == "ORG" and m.form == "name" and m.start == run.start() + words[0].start()
        for m in inside)  # "Ferrovias | do Sul"
    if not row or not (noun or led) and not _shows(row, base) or noun and (
            row[0].lower() in base.given_names):
        return None
    start, end = run.start() + words[0].start(), run.start() + words[len(row) - 1].end()
    end = noun or tail or end
    end -= len(text[start:end]) - len(_OWNER.sub("", text[start:end]))
    if _titled(text, start) or all(
            m.label == "ORG" and m.form == "name" and m.start <= start and m.end >= end
            for m in inside if m.start < end and m.end > start):
        return None
    return Mention(start, end, text[start:end], "ORG", "name")


def _tail(text: str, at: int, row: Sequence[str]) -> int | None:
    """Return the end of what a foreign body is of, in small letters: "Sindicato | de maestros"."""
    behind = _OF_WHAT.match(text, at)
    first = row[0] if row else ""
    accented = not first.isascii() and word_sets().has("organizations", fold(first))  # Fédération
    kinds = accented or fold(first) not in _ENGLISH and foreign_kinds(first)
    return behind.end() if behind and kinds else None


_OF_WHAT = re.compile(r" (?:de la|de las|de los|de|des|du|del|della|delle|degli|dei|dos|das|do|da"
                      r"|der|för|van) [^\W\d_A-Z][^\W\d_]{3,}"
                      r"(?: (?:et|y|e|und|och|en|og) [^\W\d_A-Z][^\W\d_]{3,})?")


def _noun_behind(text: str, at: int) -> int | None:
    """Return the end of a word for a body in small letters behind a name: "Morská | banka"."""
    behind = _BEHIND.match(text, at)
    kinds = foreign_kinds(behind[1]) if behind and fold(behind[1]) not in _ENGLISH else ()
    return behind.end() if behind and kinds else None


_BEHIND = re.compile(r" ([^\W\d_]{4,})")


def _titled(text: str, start: int) -> bool:
    return _TITLED.search(text, max(0, start - 8), start) is not None


def _leads(word: str, base: KnowledgeBase) -> bool:
    """Say whether a word only stands before a name: But, The, French, President."""
    low, words = word.lower(), word_sets().mentions
    return word[0].islower() or _OWNER.search(word) is not None or any(low in words[t] for t in (
        "openers", "determiners", "relations", "relatives", "pronouns")) and (
        word not in _ARTICLE) or bool(base.by_adjective.get(word)) or low in base.roles


def _ends(word: str, base: KnowledgeBase) -> bool:
    """Say whether a word with a capital begins what follows a name: President, Friday."""
    low, said = word.lower(), word_sets().circumstances
    return word[0].isupper() and (low in base.roles or low in said["weekdays"])


def _shows(words: list[str], base: KnowledgeBase) -> bool:
    """Say whether words name a body: by one of them, an adjective of a nation, an article."""
    name, bare = " ".join(words), [w for w in words if w[0].isupper()]
    articled = words[0] in _ARTICLE and len(words) > 1
    kinds = foreign_kinds(" ".join(w for w in words if fold(w) not in _ENGLISH))
    if _JOINED.fullmatch(name) or _COMPOUND.fullmatch(name) and kinds:
        return True
    first = words[int(articled)]
    small = {w for w in words if w[0].islower()}
    titled = articled and bool(small)  # "La Estrella de Oriente"
    if len(bare) <= 1 or first.lower() in base.given_names and not (
            titled or foreign_kinds(first)):
        return False
    if kinds or small & _FOR or _NATIONAL in _table()[0].get(fold(bare[0]), ()):
        return True
    return articled and (
        words[0] in _SURE or bool(small) and len(words) > _LEAST)  # "La Estrella de Oriente"


# words of other languages that English has, too: they don't show that a name is foreign
_ENGLISH = frozenset({"tribunal", "gazette", "initiative", "coordination", "gendarmerie", "revue",
                      "police", "institut", "agenda"})
