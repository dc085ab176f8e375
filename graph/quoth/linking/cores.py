"""The core of a name: without lead and owner, a person in capitals, a body of which land."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container
from dataclasses import replace

from quoth.linking.chunks import Chunk
from quoth.linking.gazetteer import Gazetteer, gazetteer
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import acronym
from quoth.linking.person_names import opens_sentence
from quoth.linking.words import word_sets
from quoth.records import Mention


def core(text: str, mention: Mention, tokens: list[re.Match[str]], starts: list[int],
         base: KnowledgeBase) -> Mention:
    """Return a mention without what only stands before its name; `starts` are the tokens'."""
    phrases = gazetteer(base)
    mention = _whole_name(text, _off_platform(text, _whole_word(text, mention)))
    team = _team(text, mention)
    if team is not None:
        return team
    mention = _without_status(text, mention)
    mention = _without_lead(text, mention, tokens, starts, phrases, base.given_names)
    mention = _without_owner(mention, tokens, starts, phrases)
    if _is_body(mention, tokens, starts, base) or _is_firms(mention, tokens, starts, base):
        return replace(mention, label="ORG")
    shouted = _is_shouted_person(mention, tokens, starts, base)
    return replace(mention, label="PERSON") if shouted else mention


def _off_platform(text: str, mention: Mention) -> Mention:
    """Cut the X off a name behind "wrote on X. Lee said": it is the platform, no initial."""
    match = _PLATFORM.match(mention.text) if mention.label == "PERSON" else None
    if match is None or _ON.search(text[max(0, mention.start - 6) : mention.start]) is None:
        return mention
    return replace(mention, start=mention.start + match.end(), text=mention.text[match.end() :])


def _whole_word(text: str, mention: Mention) -> Mention:
    """Complete a name that ends inside a word: Park of ParkRight, which is a body's then."""
    site = _SITE.match(text, mention.end - mention.text.endswith("."))
    if site is not None and " " not in mention.text:  # Oxo.com
        return replace(mention, end=site.end(), text=text[mention.start : site.end()], label="ORG")
    match = _REST.match(text, mention.end)
    if match is None or not text[mention.end - 1 : mention.end].isalpha():
        return mention
    label = "ORG" if any(map(str.isupper, match[0])) else mention.label
    return replace(mention, end=match.end(), text=text[mention.start : match.end()], label=label)


def _whole_name(text: str, mention: Mention) -> Mention:
    """Complete a name that ends at a hyphen: Park Eun of Park Eun-sil, but not of "Eun-era"."""
    match = _SYLLABLE.match(text, mention.end) if mention.label == "PERSON" else None
    if match is None or " " not in mention.text or match[1] in _COMPOUNDS:
        return mention
    return replace(mention, end=match.end(), text=text[mention.start : match.end()])


def _team(text: str, mention: Mention) -> Mention | None:
    """Return the team whose letters stand in or before a supposed person or place: FK | Tarn."""
    if mention.label == "ORG" and " " in mention.text:
        return None
    letters = _LETTERS.search(text[max(0, mention.start - 5) : mention.start])
    start = mention.start - len(letters[1]) - 1 if letters else mention.start
    row, words = text[start : mention.end].split(), word_sets().mentions
    if len(row) < 2 or row[0] not in words["team_letters"]:
        return None
    return replace(mention, start=start, text=text[start : mention.end], label="ORG")


_SITE = re.compile(r"\.(?:com|eu|org|net|io|ai|de|fr|nl|pl|info|tv|co\.uk)\b")
_REST = re.compile(r"[^\W_]+")
_PLATFORM, _ON = re.compile(r"X[.,;]? (?=[A-Z])"), re.compile(r"(?:^|\W)(?:on|to|via) $")
_LETTERS = re.compile(r"(?:^|\W)([A-Z][A-Za-z]{1,3}) $")
_SYLLABLE = re.compile(r"-([a-z]{1,7})\b")
_COMPOUNDS = frozenset({"based", "born", "led", "era", "style", "like", "backed", "run", "owned",
                        "linked", "trained", "aligned", "funded", "esque", "raised", "designed",
                        "built", "made", "inspired", "tied", "type", "bred"})


_STATUS = re.compile(r"(?:Former|Ex|Late|Then|Acting|Interim|Outgoing|Incoming|Veteran|Longtime"
                     r"|Retired|Current)[ -](?=[A-Z])")


def _without_status(text: str, mention: Mention) -> Mention:
    """Cut what only says since when from a body or place: "Former | Oxo captain Ann Roe"."""
    match = _STATUS.match(mention.text) if mention.label != "PERSON" else None
    if match is None or not opens_sentence(text, mention.start):
        return mention
    start = mention.start + match.end()
    return replace(mention, start=start, text=text[start : mention.end])


def _row(mention: Mention, tokens: list[re.Match[str]], starts: list[int]) -> list[re.Match[str]]:
    """Return the tokens of a mention."""
    return tokens[bisect_left(starts, mention.start) : bisect_left(starts, mention.end)]


def _without_lead(text: str, mention: Mention, tokens: list[re.Match[str]], starts: list[int],
                  phrases: Gazetteer, given: Container[str]) -> Mention:
    """Cut the noun off a company's name that says what it is: "Rival Oxo", "Startup Oxo"."""
    row = _row(mention, tokens, starts)
    if mention.label not in ("PERSON", "ORG") or len(row) < 2 or not row[1][0][0].isupper():
        return mention
    noun = row[0][0].islower() and word_sets().has("organizations", row[0][0])  # "bank Oxo Nord"
    if not (noun and mention.label == "ORG" or leads_firm(text, mention.start, row[0][0])):
        return mention
    name = row[1][0]
    known = phrases.match(tokens, bisect_left(starts, mention.start) + 1)
    label = "GPE" if known and known[1].tag in ("place", "capital") else "ORG"
    human = mention.label == "PERSON" and len(row) > 2 and name.lower() in given
    return replace(mention, start=row[1].start(), label="PERSON" if human else label)


def leads_firm(text: str, at: int, word: str) -> bool:
    """Say whether a word that opens a sentence only says what the company behind it is."""
    return word.lower() in word_sets().mentions["firm_leads"] and opens_sentence(text, at)


def _without_owner(mention: Mention, tokens: list[re.Match[str]], starts: list[int],
                   phrases: Gazetteer) -> Mention:
    """Cut the owner off a body: "Peru's Congress" is the Congress of Peru, Lloyd's is a name."""
    row = _row(mention, tokens, starts)
    at = next((n for n, t in enumerate(row) if t[0].lower() in ("'s", "’s")), 0)
    if mention.label != "ORG" or not 0 < at < len(row) - 1:
        return mention
    known = phrases.match(tokens, bisect_left(starts, mention.start))
    land = known is not None and known[0] == at and known[1].tag in ("place", "capital")
    noun = row[at - 1][0].islower()  # "the court's Fifth Division"
    if not (land or noun) or not row[at + 1][0][0].isupper():
        return mention
    return replace(mention, start=row[at + 1].start())


def _is_body(mention: Mention, tokens: list[re.Match[str]], starts: list[int],
             base: KnowledgeBase) -> bool:
    """Say whether a supposed person or place ends in what only a body is called: Jiangsu Shipyard,
    Tarn Cree Nation."""
    words, row = word_sets().mentions, _row(mention, tokens, starts)
    if mention.label not in ("PERSON", "LOC", "GPE") or len(row) < 2 or not all(
            t[0][0].isupper() or t[0] in ("of", "and", "&", "for") for t in row):
        return False
    last, at = row[-1][0], bisect_left(starts, mention.start)
    kinds = words["organization_words"] - words["place_words"]
    kinds -= words["unsure_bodies"] if mention.label != "PERSON" or len(row) < 3 else frozenset()
    behind = gazetteer(base).match(tokens, at - 1) if at else None
    titled = behind is not None and behind[1].tag in ("title", "honorific")
    return last in kinds and not titled and row[0][0].lower() not in base.given_names


def _is_firms(mention: Mention, tokens: list[re.Match[str]], starts: list[int],
              base: KnowledgeBase) -> bool:
    """Say whether a supposed place is called a firm or club by the noun before: "the bank Tarn"."""
    at = bisect_left(starts, mention.start)
    if mention.label not in ("LOC", "GPE") or not at or gazetteer(base).match(tokens, at):
        return False
    noun = tokens[at - 1][0]
    return noun in word_sets().mentions["firms"] and noun not in ("port", "airport")


def _is_shouted_person(mention: Mention, tokens: list[re.Match[str]], starts: list[int],
                       base: KnowledgeBase) -> bool:
    """Say whether a supposed body in capitals is a person behind a title: "Premier ANN ROE"."""
    row = _row(mention, tokens, starts)
    first = bisect_left(starts, mention.start)
    if mention.label != "ORG" or not 2 <= len(row) <= 4 or not all(t[0].isupper() for t in row):
        return False
    if row[0][0].lower() not in base.given_names or not first:
        return False
    phrases = gazetteer(base)
    return any((known := phrases.match(tokens, first - size)) and known[0] == size
               and known[1].tag in ("title", "honorific") for size in (1, 2, 3) if size <= first)


_BRACKETED = re.compile(r" ?\((?:the )?([A-Z][A-Za-z&-]{0,8}[A-Z])\)")


def coined(text: str, chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """Take an acronym for that of the article where the article explains it otherwise than the
    base: the "Ox Peace Alliance (OPA)" is none of the OPAs that the base knows."""
    own = {m[1] for c in chunks if c.tag == "org" and c.value is None and " " in c.text
           if (m := _BRACKETED.match(text, c.end)) and acronym(c.text)[:1] == m[1][0]}
    return tuple(c._replace(value=None) if c.tag == "org" and c.value and c.text in own else c
                 for c in chunks)


def at_home(chunks: tuple[Chunk, ...], base: KnowledgeBase) -> tuple[Chunk, ...]:
    """Take a name that many lands have for one's own only where that land is named, and most: the
    Congress of Peru is not that of the United States."""
    common = [c for c in chunks if c.tag == "metonym" and base.metonyms[c.value or ""].common]
    if not common:
        return chunks
    lands = Counter(c.value for c in chunks if c.tag in ("place", "demonym", "capital")
                    and c.value in base.countries)
    most = max([1, *lands.values()])
    away = {c.span for c in common if lands[base.metonyms[c.value or ""].country] < most}
    return tuple(c._replace(tag="org", value=None) if c.span in away else c for c in chunks)
