"""Cut a text into chunks that the reading of mentions understands: titles, names, places ...

A chunk is a word or a known phrase with a tag:
det poss pron rel prep conj comma clitic age number word cap punct (closed classes and the rest),
title honorific (role phrases), name (a person), place capital demonym org metonym (the world).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache

from quoth.forms import altered
from quoth.linking.byname_places import with_bynames
from quoth.linking.chunks import Chunk
from quoth.linking.composing import composed
from quoth.linking.cores import at_home, coined, core
from quoth.linking.definitions import defined
from quoth.linking.gazetteer import TOKEN, Gazetteer, Phrase, gazetteer
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.lands import is_direction, land_before_name
from quoth.linking.lone_names import typed
from quoth.linking.names import acronym
from quoth.linking.nobody import is_ticker, is_vessel, is_work, no_person
from quoth.linking.person_names import (
    bare_person,
    is_adjective,
    is_articled,
    is_plain_opener,
)
from quoth.linking.places import Places
from quoth.linking.portfolios import with_fields, without_portfolio
from quoth.linking.role_phrases import is_grade
from quoth.linking.runs import joined
from quoth.linking.spoken_names import is_list, is_team_word
from quoth.linking.styles import (
    is_called_native,
    is_front,
    is_governed,
    is_native,
    is_peers_place,
    is_titled_peer,
    peer,
    unstyled,
)
from quoth.linking.supposed import is_somebody, led_by_nation, outvoted
from quoth.linking.surnames import SURNAME, surnames
from quoth.linking.words import word_sets
from quoth.records import Mention, Span

_CLOSED = {"determiners": "det", "relatives": "rel", "pronouns": "pron", "relations": "prep"}
_POSSESSIVES = {"his", "her", "their", "its", "my", "our", "your"}
_CHUNKS = {"PERSON": "name", "ORG": "org", "MISC": "word"}  # a ship or drug is nobody
_OPEN_END = re.compile(r"(?:\s+(?:of|for|the|and|in|at|to|on|by|with|No\.?))+$")
_TAIL = re.compile(r" (?:for|to|in|on|with|from|by|at|as|over|after|before|and|or|that|who)"
                   r"(?: [a-z][\w’'-]*)+$")  # "Oxo Bank for help"
_MADE = re.compile(r"-(?:winning|nominated|backed|led|owned|listed|funded|trained|affiliated|run"
                   r"|style|era|speaking|appointed|held|controlled|loving|bound|made|linked|time|half|back"
                   r"|ranked|seeded|rated|placed)$")
_NOUN_TAIL = re.compile(r"(?<=\w)(?: [a-z][\w’'-]*)+$")  # "Nesvik quay"


def tag(text: str, mentions: Sequence[Mention], base: KnowledgeBase) -> tuple[Chunk, ...]:
    """Return the chunks of a text, in order; the mentions' names are taken as they are."""
    phrases = gazetteer(base)
    tokens = list(TOKEN.finditer(text))
    mentions = with_bynames(text, typed(text, outvoted(mentions), base))
    named = _named(text, defined(text, mentions), tokens, base)
    chunks: list[Chunk] = []
    at = 0
    while at < len(tokens):
        size, chunk = _next(text, tokens, at, phrases, named, base.bodies)
        chunks.append(chunk)
        at += size
    chunks = with_fields(text, tuple(joined(text, chunks, base)))
    found = tuple(composed(text, chunks, base.given_names))
    return at_home(coined(text, found), base)


def _named(text: str, mentions: Sequence[Mention], tokens: list[re.Match[str]],
           base: KnowledgeBase) -> dict[int, Mention]:
    """Return the named mentions by their start; persons without titles, the longest of each."""
    found: dict[int, Mention] = {}
    phrases = gazetteer(base)
    starts = [t.start() for t in tokens]
    people = {m.start for m in mentions if m.label == "PERSON" and m.form == "name"}
    initials = {acronym(m.text) for m in mentions if m.label == "ORG" and " " in m.text}
    for mention in _innermost(mentions):
        if mention.form != "name" or mention.label not in ("PERSON", "ORG", "LOC", "GPE"):
            continue
        if is_ticker(text, mention):
            continue
        mention = peer(text, core(text, mention, tokens, starts, base))
        mention = without_portfolio(mention, tokens, starts)
        if mention is None or is_native(text, mention) or is_called_native(text, mention):
            continue
        mention = led_by_nation(text, mention, base)
        if is_somebody(text, mention, base):
            mention = altered(mention, label="PERSON")
        if is_titled_peer(mention):
            found[mention.start] = mention
            continue
        letters = mention.text.removeprefix("The ").removeprefix("the ")
        if mention.label == "ORG" and letters in initials:  # "the DCI", here no title
            start = mention.end - len(letters)
            found[start] = altered(mention, start=start, text=letters, form=SURNAME)
            continue
        if mention.label != "PERSON":
            mention = _bare_body(text, mention, tokens, starts, base)
            if mention is None:
                continue
        if is_direction(mention.text) or is_peers_place(text, mention) or is_governed(
                text, mention):
            mention = altered(mention, label="LOC")
        if mention.label == "PERSON":
            first = bisect_left(starts, mention.start)
            row = tokens[first : bisect_left(starts, mention.end)]
            if row and is_front(text, mention, row[-1].end(), people, base.given_names):
                continue
            land = land_before_name(phrases, tokens, first, len(row), base)
            if land:
                place = Span(mention.start, row[land - 1].end())
                found.setdefault(place.start, Mention(*place, place.of(text), "LOC"))
                mention, row = altered(mention, start=row[land].start()), row[land:]
                first += land
            mention = bare_person(mention, row, phrases.within(tokens, first, len(row)),
                                  base.given_names)
            mention = mention and without_portfolio(mention, tokens, starts)
            mention = mention and unstyled(text, mention)
            if mention and is_vessel(tokens, bisect_left(starts, mention.start)):
                mention = altered(mention, label="MISC")
            elif mention and no_person(text, mention, tokens, starts, base):
                continue
        old = mention and found.get(mention.start)
        if mention and (old is None or old.end < mention.end):
            found[mention.start] = mention
    return found | surnames(text, found.values(), tokens)


def _innermost(mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Yield the mentions but for people around a smaller name: "Minister Ann Roe" and "Ann Roe"."""
    people = Places((m.span, n) for n, m in enumerate(mentions)
                    if m.label == "PERSON" and m.form == "name" and " " in m.text)
    bodies = Places((m.span, n) for n, m in enumerate(mentions) if m.label == "ORG")
    for mention in mentions:
        inside = people.near(*mention.span) if mention.label == "PERSON" else ()
        wraps = any(mention.span.contains(s) and s != mention.span for s, _ in inside)
        near = bodies.near(*mention.span) if mention.label == "ORG" else ()
        wraps = wraps or mention.label == "PERSON" and "," in mention.text and any(
            b.end == mention.start + len(mention.text.rstrip(" ,")) and mentions[n].form == "name"
            for b, n in bodies.near(*mention.span))  # "its maker, | Oxo Biologics,"
        if not wraps and not _noun_led(mention, [mentions[n] for _, n in near]):
            yield mention


def _noun_led(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Say whether a body's smaller name stands behind what it is: "State news agency | TPA"."""
    words, end = word_sets(), mention.start + len(mention.text.rstrip(" ,"))
    for inner in mentions:
        if inner.label == "ORG" and inner.end == end and inner.start > mention.start:
            lead = mention.text[: inner.start - mention.start].replace(",", "").split()
            low = [w.lower() for w in lead]
            return bool(lead) and words.has("organizations", low[-1]) and (
                lead[-1].islower()  # "The agency | Sol", "the Turkish daily | Sol"
                or all(w == "news" or w in words.mentions["modifiers"]
                       or words.has("organizations", w) for w in low))
    return False


def _bare_body(text: str, mention: Mention, tokens: list[re.Match[str]], starts: list[int],
               base: KnowledgeBase) -> Mention | None:
    """Cut article, acronym and a person's name off a body; None where it is only a title."""
    words = text[mention.start : mention.end].split(" (")[0]
    listed = "," in words and (  # defined: Health, and Tin Union
        text.startswith(" (", mention.end) or is_list(words))
    words = _TAIL.sub("", words if listed else words.split(",")[0])
    words = _first_of_two(words)
    words = _OPEN_END.sub("", words if mention.label == "ORG" else _NOUN_TAIL.sub("", words))
    first = words.split(" ")[0]
    if first.lower() in ("his", "her", "its", "their"):
        return None  # "His organisation, Safe Streets,"
    lead = len(first) + 1 if first.lower() in ("the", "a", "an") and " " in words else 0
    start, end = mention.start + lead, mention.start + len(words)
    at = bisect_left(starts, start)
    row = [t for t in tokens[at : at + 12] if t.end() <= end]
    phrases, corporate = gazetteer(base), word_sets().mentions["organization_words"]
    known = phrases.match(tokens, at) if row else None
    behind = phrases.match(tokens, at - 1) if at else None
    if is_vessel(tokens, at) or is_work(text, tokens, at, end):
        return altered(mention, start=start, end=end, label="MISC")
    known_name = text[mention.start : end] in base.bodies or is_team_word(text, mention)
    if len(row) == 1 and not known_name and (is_plain_opener(text, row[0][0], lambda _: bool(known))
                          or is_adjective(row[0][0])
                          or _shape(row[0][0]) not in ("cap", "word")
                          or len(row[0][0].rstrip(".")) == 1
                          or _grades(phrases, tokens, at)):
        return None
    if known and known[1].tag in ("title", "honorific") and known[0] < len(row) and not (
            {t[0] for t in row} & {*corporate, "Without"}):
        rest = row[known[0] :]
        if rest[0][0].lower() in base.given_names and 2 <= len(rest) <= 3:
            return altered(mention, start=rest[0].start(), end=end, label="PERSON")
        return None  # "MS ACHTERBERG", "Speaker of Parliament Ann Roe": title and name follow
    if behind and behind[0] == 1 and (behind[1].tag == "honorific" or _is_titled(
            row, tokens[at - 1][0], behind[1], base)):
        return altered(mention, start=start, end=end, label="PERSON")
    cut = _title_inside(phrases, tokens, at, len(row))
    if cut:  # "Palace Press" of "Palace Press Officer Ann Roe"
        return altered(mention, start=start, end=row[cut - 1].end())
    saint = bool(row) and row[0][0] in ("St", "St.", "Saint")  # "St. John Ambulance"
    for number in range(1, len(row) - 1 if mention.label == "ORG" and not saint else 0):
        if text[row[number].start() : end] in base.bodies:
            continue  # "Lebanese | Red Cross"
        behind = row[number - 1][0][0].isupper()  # "Ministry Ann Roe", "Commission on Human Rights"
        if behind and row[number][0].istitle() and not row[-1][0].islower() and (
                row[number][0].lower() in base.given_names) and row[-1][0] not in (
                corporate | word_sets().mentions["firm_words"]):
            return altered(mention, start=start, end=row[number - 1].end())  # "Ministry Ann Roe"
    return altered(mention, start=start, end=end)


def _first_of_two(words: str) -> str:
    """Cut the second of two bodies off: the University of Oxo | and Delta Polytechnic."""
    first, joins, second = words.rpartition(" and ")
    kinds, row = word_sets().mentions, second.split()
    two = joins and len(row) > 1 and row[-1] in kinds["town_kinds"] and (
        first.removeprefix("The ").removeprefix("the ").split()[0] in kinds["town_kinds"])
    return first if two else words


def _grades(phrases: Gazetteer, tokens: list[re.Match[str]], at: int) -> bool:
    """Say whether a word only grades the title in small letters behind it: "Sporting director"."""
    known = phrases.match(tokens, at + 1) if at + 1 < len(tokens) else None
    return bool(known) and known[1].tag == "title" and tokens[at + 1][0].islower() and is_grade(
        tokens[at][0].lower())


def _is_titled(row: list[re.Match[str]], word: str, title: Phrase, base: KnowledgeBase) -> bool:
    """Say whether a supposed body is the person of a title: "Sheriff | Dwayne Roe"."""
    words = {t[0] for t in row}
    if title.tag != "title" or word.endswith("s") or not 2 <= len(row) <= 3 or (
            words & word_sets().mentions["organization_words"]):
        return False
    local = word[0].isupper() and "place" in base.role(title.value).scope.split("|")
    return local or row[0][0].lower() in base.given_names


def _title_inside(phrases: Gazetteer, tokens: list[re.Match[str]], at: int, size: int) -> int:
    """Return how many tokens of a body stand before a title that reaches beyond it, 0 if none."""
    for number in range(1, size):
        known = phrases.match(tokens, at + number)
        if known and known[1].tag == "title" and number + known[0] > size:
            return number
    return 0


def _next(text: str, tokens: list[re.Match[str]], at: int, phrases: Gazetteer,
          named: dict[int, Mention], bodies: Container[str]) -> tuple[int, Chunk]:
    """Return the chunk that begins at a token and how many tokens it takes."""
    start, word = tokens[at].start(), tokens[at][0]
    known = phrases.match(tokens, at)
    mention = named.get(start)
    if known and not mention and _wider(tokens, at, known, named):
        known = None  # "The National" of "The National Snow Centre"
    if mention and (_beats(mention, known, tokens, at) or _is_firm_of_land(
            mention, known, tokens, at, bodies)):
        size = sum(start <= t.start() < mention.end for t in tokens[at : at + 20])
        whole = mention.text.replace("’", "'") in bodies  # "Lloyd's"
        size, end = (size, mention.end) if whole else _bare(tokens, at, max(size, 1))
        label = _CHUNKS.get(mention.label, "place")
        return size, Chunk(start, end, label, text[start:end], None)
    if known:
        size, phrase = known
        end = tokens[at + size - 1].end()
        return size, Chunk(start, end, phrase.tag, text[start:end], phrase.value)
    return 1, Chunk(start, tokens[at].end(), _shape(word), word)


def _wider(tokens: list[re.Match[str]], at: int, known: tuple[int, Phrase],
           named: dict[int, Mention]) -> bool:
    """Say whether a body's name that begins inside a known body's, after its article, is longer."""
    if known[1].tag != "org" or known[0] < 2 or tokens[at][0].lower() != "the":
        return False
    mention = named.get(tokens[at + 1].start())
    return mention is not None and mention.label == "ORG" and (
        mention.end > tokens[at + known[0] - 1].end())


def _is_firm_of_land(mention: Mention, known: tuple[int, Phrase] | None,
                     tokens: list[re.Match[str]], at: int, bodies: Container[str]) -> bool:
    """Say whether a firm bears the name that a land has with an article: Emirates."""
    led = at > 0 and tokens[at - 1][0].lower() == "the"
    land = known is not None and known[1].tag == "place" and not led and (
        mention.end == tokens[at + known[0] - 1].end())
    return land and mention.label == "ORG" and mention.text in bodies


def _bare(tokens: list[re.Match[str]], at: int, size: int) -> tuple[int, int]:
    """Return the size and end of a name without a possessive ending."""
    while size > 1 and tokens[at + size - 1][0].lower() in ("'s", "’s", "'", "’", ","):
        size -= 1
    return size, tokens[at + size - 1].end()


def _beats(mention: Mention, known: tuple[int, Phrase] | None, tokens: list[re.Match[str]],
           at: int) -> bool:
    """Say whether a name of the pipeline beats the known phrase that begins where it does."""
    if known is None:
        return True
    size, phrase = known
    end = tokens[at + size - 1].end()
    if mention.form == SURNAME:
        return end == mention.end  # "Kate Bishop left. Bishop said", "Ann Jordan", "Tom French"
    if phrase.tag in ("title", "honorific"):
        after = tokens[at + size][0] if at + size < len(tokens) else ""
        row = {t[0] for t in tokens[at + size : at + 8] if t.end() <= mention.end}
        return (mention.label == "ORG" and end < mention.end and after not in ("of", "for")
                and bool(row & {*word_sets().mentions["organization_words"], "Without"}))
    if mention.label == "PERSON":
        return end < mention.end
    if phrase.tag == "demonym" and mention.label == "ORG" and _GUILD.search(mention.text):
        return end < mention.end  # "the Irish Farmers' Union"
    return phrase.tag in ("place", "capital", "org") and end < mention.end


_GUILD = re.compile(r"^[A-Z][\w-]+ (?:[A-Z][\w-]+ )*[A-Z][\w-]+s['’] (?:[A-Z][\w-]+ )*"
                    r"(?:Union|League|Association|Federation|Society|Congress|Guild|Alliance)$")


@lru_cache(maxsize=16384)
def _shape(word: str) -> str:
    """Tag a word by the closed classes and its shape."""
    low = word.lower()
    if low in ("'s", "’s"):
        return "clitic"
    if low in _POSSESSIVES:
        return "poss"
    for table, name in _CLOSED.items():
        if low in word_sets().mentions[table]:
            return name
    if low in ("and", "or", "&"):
        return "conj"
    if word == ",":
        return "comma"
    if word.endswith("-year-old"):
        return "age"
    if word[0].isdigit():
        return "number"
    if not word[0].isalpha() and word[0] != "@":
        return "punct"
    if not word[0].isupper():
        return "cap" if is_articled(word) else "word"
    return "word" if _MADE.search(word) else "cap"
