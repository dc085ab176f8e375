"""Join chunks that are one name: bodies of several words, departments, people with many names."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from functools import lru_cache

from quoth.linking.body_names import town_body_size
from quoth.linking.chunks import Chunk
from quoth.linking.fronts import with_fronts
from quoth.linking.lexis import is_common
from quoth.linking.names import fold, is_legal_form
from quoth.linking.person_names import is_role_word, opens_sentence
from quoth.linking.words import is_date_word, word_sets

_ORIGIN = re.compile(r"-(?:born|based|raised|educated|trained)\b")
_SON_OF = frozenset({"bin", "ibn", "bint", "ben", "ould"})
_PARTICLES = frozenset({"de", "la", "las", "los", "del", "da", "dos", "das", "di", "della", "van",
                        "von", "der", "den", "zu"})
_PARTS = frozenset({"Greater", "Inner", "Outer", "Upper", "Lower", "Fort", "Mount", "Port", "Lake",
                    "San", "Santa", "Saint", "Las", "Los", "El"})
_PLAIN = frozenset({"word", "punct", "comma", "det", "prep", "pron", "poss", "rel", "conj",
                    "clitic", "age", "number"})  # no name of several words begins with these
_SAINT = re.compile(r"(?:St\.?|Saint) [A-Z]")
_UTILITIES = frozenset({"Water", "Rail", "Energy", "Electric", "Gas", "Telecom", "Telecoms",
                        "Transit", "Hydro", "Ferries", "Buses", "Trains", "Airways", "Airlines",
                        "Foods", "Shipping", "Steel", "Mining", "Motors", "Petroleum"})
_PAPERS = frozenset({"Echo", "Courier", "Observer", "Examiner", "Advertiser", "Mercury", "Argus",
                     "Bulletin", "Inquirer", "Dispatch", "Telegraph", "Sentinel", "Gazette"})
_OFFICIAL = re.compile(r"(?:Ministry|Department|Directorate|Bureau) (?:of|for) (?!.* and )")
_OFFICERS = frozenset({"Sheriff", "Attorney", "Coroner", "Governor", "Mayor", "Prosecutor",
                       "Ombudsman", "Commissioner", "Comptroller", "Auditor", "Examiner"})
_OPENERS = frozenset({"will", "may", "can", "mark", "bill", "grant", "art"})


def composed(text: str, chunks: list[Chunk], given: Container[str]) -> Iterable[Chunk]:
    """Join the parts of bodies: Azerbaijani Armed Forces, Shoppers' Council, Oxo & Roe, Oxo plc."""
    chunks = _whole_names(text, [_located(text, c) for c in chunks], given)
    chunks = with_fronts(text, chunks, given)
    at = 0
    while at < len(chunks):
        if chunks[at].tag in _PLAIN and " " not in chunks[at].text:  # most words: nothing joins
            yield chunks[at]
            at += 1
            continue
        _widen(text, chunks, at)
        _place(text, chunks, at)
        size = town_body_size(text, chunks, at) or _joint(text, chunks, at)
        if size > 1:
            first, last = chunks[at], chunks[at + size - 1]
            chunks[at : at + size] = [Chunk(first.start, last.end, "org",
                                            text[first.start : last.end])]
            continue  # what was joined can be joined again
        yield chunks[at]
        at += 1


def _place(text: str, chunks: list[Chunk], at: int) -> None:
    """Join a name and the kind of place behind it: Tarn | State, Tarn Local Government | Area, and
    a place and what is before it: Greater | Tarn."""
    if not _touch(text, chunks, at):
        return
    first, last = chunks[at], chunks[at + 1]
    words, more = word_sets().mentions, _touch(text, chunks, at + 1)
    lone = first.tag in ("name", "place") and " " not in first.text
    kinds = words["divisions"] | words["venues"] if first.tag in ("org", "place") else frozenset()
    kinds |= words["place_words"] | words["venues"] if lone else frozenset()
    if _is_saints(text, chunks, at):
        last = chunks[at + 2]
        chunks[at : at + 3] = [Chunk(first.start, last.end, "place", text[first.start : last.end])]
        return
    if first.text in _PARTS and first.tag in ("cap", "place") and last.tag == "place":
        chunks[at : at + 2] = [Chunk(first.start, last.end, "place", text[first.start : last.end])]
        return
    longer = more and chunks[at + 2].tag in ("cap", "name", "org")  # "Tarn State University"
    if longer or first.value or last.tag != "cap" or last.text not in kinds:
        return
    chunks[at : at + 2] = [Chunk(first.start, last.end, "place", text[first.start : last.end])]


def _is_saints(text: str, chunks: list[Chunk], at: int) -> bool:
    """Say whether chunks name a saint's cathedral, hall or the like: St Luke | 's | Cathedral."""
    saint, clitic = chunks[at], chunks[at + 1]
    return (_SAINT.match(saint.text) is not None and clitic.tag == "clitic"
            and _touch(text, chunks, at + 1)
            and chunks[at + 2].text in word_sets().mentions["venues"])


def _joint(text: str, chunks: list[Chunk], at: int) -> int:
    """Return how many chunks from here are one name, 1 where none join."""
    if chunks[at].tag in _PLAIN or not _touch(text, chunks, at):
        return 1
    three = _touch(text, chunks, at + 1)
    for size, joins in _JOINTS:
        if (size == 2 or three) and joins(*chunks[at : at + size]):
            branch = size == 2 and chunks[at + 1].tag == "place"
            if branch and (not three or chunks[at + 2].tag == "word") and _goes_on(chunks, at + 2):
                continue  # "told the Courier Kenya would"
            return size
    return 1


def _touch(text: str, chunks: list[Chunk], at: int) -> bool:
    """Say whether a chunk and the next stand in one row, with a blank between them at most."""
    return at + 1 < len(chunks) and text[chunks[at].end : chunks[at + 1].start] in ("", " ")


def _generic(chunk: Chunk) -> bool:
    words, row = word_sets().mentions["organization_words"], chunk.text.split()
    return chunk.tag == "org" and chunk.value is None and (row[-1] in words or row[0] in words)


def _goes_on(chunks: list[Chunk], at: int) -> bool:
    """Say whether a verb of its own follows a place, so that it is no part of a name."""
    return at < len(chunks) and chunks[at].text in ("would", "will", "could", "should", "must",
                                                    "might", "may", "can", "needs", "needed")


def _of_state(chunk: Chunk) -> bool:
    """Say whether a body is one that states have: the Ministry of Defence."""
    words, first = word_sets(), chunk.text.split()[0]
    plain = first in words.mentions["organization_words"] and chunk.text.split()[-1] not in (
        words.mentions["organization_words"])
    return plain and (first in ("Ministry", "Department", "Parliament", "Embassy", "Army", "Police")
                      or any(p in chunk.text.lower() for p in words.institutions))


def _proper(chunk: Chunk) -> bool:
    return chunk.tag in ("cap", "name") or chunk.tag == "org" and chunk.value is None


_JOINTS: tuple[tuple[int, Callable[..., bool]], ...] = (
    (3, lambda a, b, c: _SAINT.match(a.text) is not None and b.tag == "clitic"
        and c.text in word_sets().mentions["town_kinds"]),
    (3, lambda a, b, c: _proper(a) and a.text.split()[-1] in _OFFICERS and b.tag == "clitic"
        and c.text in ("Office", "Department")),
    (3, lambda a, b, c: a.tag in ("place", "cap", "org", "capital") and c.text == "Government"
        and b.text in ("State", "County", "Provincial", "Regional", "City", "Federal")),
    (2, lambda a, b: a.tag in ("name", "place") and a.value is None and " " not in a.text
        and b.tag == "cap" and b.text in _PAPERS),
    (2, lambda a, b: a.tag == "metonym" and b.text in ("Council", "Police", "University")),
    (3, lambda a, b, c: a.tag == "org" and a.value is None and _OFFICIAL.match(a.text) is not None
        and b.text == "and" and c.tag in ("cap", "place") and c.value is None),
    (3, lambda a, b, c: _proper(a) and b.text == "and" and c.tag == "org" and c.value is None
        and c.text.split()[0] in ("District", "Districts", "County")),
    (2, lambda a, b: a.tag in ("place", "org") and a.value is None and " " not in a.text
        and b.tag == "cap" and b.text in _UTILITIES and not is_role_word(a.text)),
    (3, lambda a, b, c: _proper(a) and a.text.endswith("s") and b.text in "'’" and (
        _generic(c) or c.text in word_sets().mentions["organization_words"])),
    (3, lambda a, b, c: _proper(a) and b.text == "&" and _proper(c)),
    (3, lambda a, b, c: a.tag == "title" and a.text[0].isupper() and b.tag == "clitic"
        and c.text == "Office"),
    (3, lambda a, b, c: a.text == "Council" and b.text == "of" and c.text == "Ministers"),
    (2, lambda a, b: a.tag == "demonym" and _generic(b) and (a.text.isupper() or not _of_state(b))),
    (2, lambda a, b: a.tag == "demonym" and b.text == "FA"),  # football associations
    (2, lambda a, b: a.text in word_sets().mentions["sports"] and a.tag in ("cap", "org", "name")
        and b.tag == "place" and b.value is not None),  # Athletics Kenya
    (2, lambda a, b: a.tag in ("demonym", "place") and a.value is not None and b.tag == "cap"
        and b.text in word_sets().mentions["sports"]),  # British Cycling
    (2, lambda a, b: a.tag == "org" and a.value is None and b.tag == "place" and b.value),
    (2, lambda a, b: a.tag == "org" and a.value is None and b.tag == "cap"
        and b.text in word_sets().mentions["organization_words"]),
    (2, lambda a, b: a.text in word_sets().mentions["body_leads"] and _proper(b)),
    (2, lambda a, b: a.tag == "name" and " " not in a.text and b.tag == "cap"
        and b.text in word_sets().mentions["organization_words"]),
    (2, lambda a, b: a.tag == "cap" and a.text in word_sets().mentions["name_leads"]
        and b.tag == "org" and b.value is None),
    (2, lambda a, b: _proper(a) and is_legal_form(b.text)),
    (2, lambda a, b: a.tag == "org" and a.value is None and a.text.isupper()
        and b.tag == "name" and " " not in b.text),
)


def _located(text: str, chunk: Chunk) -> Chunk:
    """Take the name before "-born" and "-based" as a place."""
    unknown = chunk.tag in ("cap", "name", "org") and chunk.value is None
    place = unknown and _ORIGIN.match(text, chunk.end) and not (
        opens_sentence(text, chunk.start) and is_common(chunk.text))  # "Data-based decisions"
    return chunk._replace(tag="place") if place else chunk


def _whole_names(text: str, chunks: list[Chunk], given: Container[str]) -> list[Chunk]:
    """Join a given name to the name behind it: Saad Al Roe, Tamim bin Hamad Al Roe."""
    found: list[Chunk] = []
    for number, chunk in enumerate(chunks):
        if chunk.tag not in ("name", "cap"):
            found.append(chunk)
            continue
        if _is_surname(text, chunks, number, given):
            first = found.pop()
            chunk = Chunk(first.start, chunk.end, "name", text[first.start : chunk.end])
        size = _particled(text, found, chunk, given)
        if size:
            first = found[-size]
            del found[-size:]
            chunk = Chunk(first.start, chunk.end, "name", text[first.start : chunk.end])
        if chunk.tag == "name" and _is_titled(text, found) and (
                _touch(text, [found[-1], chunk], 0)):  # "President Vo | Van Roe"
            first = found.pop()
            chunk = Chunk(first.start, chunk.end, "name", text[first.start : chunk.end])
        if chunk.tag == "name" and found and _touch(text, [found[-1], chunk], 0):
            chunk = _given_back(text, found, chunk, given)
        while chunk.tag == "name" and (size := _given_before(text, found, chunk, given)):
            first = found[-size]
            del found[-size:]
            chunk = Chunk(first.start, chunk.end, "name", text[first.start : chunk.end])
        found.append(chunk)
    return found


def _is_surname(text: str, chunks: list[Chunk], at: int, given: Container[str]) -> bool:
    """Say whether a word that names nothing ends the name of a lone given name: "Alma | Price"."""
    first, last = chunks[at - 1], chunks[at]
    if not at or first.tag != "name" or last.tag != "cap" or not _touch(text, chunks, at - 1):
        return False
    lone = " " not in first.text and first.text.lower() in given and last.text.isalpha()
    low = last.text.lower()
    more = _touch(text, chunks, at) and chunks[at + 1].tag in ("cap", "org", "title", "name")
    return lone and last.text.istitle() and len(low) > 2 and not more and (
        not is_date_word(low))


def _is_titled(text: str, found: list[Chunk]) -> bool:
    """Say whether the last chunk is a name of one word right behind a title."""
    if len(found) < 2 or found[-1].tag != "name" or " " in found[-1].text:
        return False
    return found[-2].tag in ("title", "honorific") and _touch(text, found, len(found) - 2)


def _particled(text: str, found: list[Chunk], chunk: Chunk, given: Container[str]) -> int:
    """Return how many of the last chunks are a name and particles that lead to this: Juan de la."""
    size, after = 0, chunk
    while size < min(3, len(found)) and found[-1 - size].text in _PARTICLES and (
            text[found[-1 - size].end : after.start] == " "):
        size, after = size + 1, found[-1 - size]
    front = found[-1 - size] if size and len(found) > size else None
    named = front and (front.tag == "name" or front.tag == "cap" and fold(front.text) in given)
    return size + 1 if named and text[front.end : after.start] == " " else 0


def _given_back(text: str, found: list[Chunk], chunk: Chunk, given: Container[str]) -> Chunk:
    """Give a name the given name that a body before it took: "for Oil Affairs Saad | Roe"."""
    words = found[-1].text.split()
    if found[-1].tag != "org" or found[-1].value or len(words) < 2 or (
            words[-1].lower() not in given or is_role_word(words[-1])):
        return chunk
    at = found[-1].end - len(words[-1])
    found[-1] = found[-1]._replace(end=at - 1, text=text[found[-1].start : at - 1])
    return Chunk(at, chunk.end, "name", text[at : chunk.end])


def _given_before(text: str, found: list[Chunk], chunk: Chunk, given: Container[str]) -> int:
    """Return how many of the last chunks belong to the front of a name."""
    if not _touch(text, [*found[-1:], chunk], 0):
        return 0
    last = found[-1]
    if last.text in _SON_OF:
        proper = len(found) > 1 and found[-2].tag in ("cap", "name")
        return 2 if proper and _touch(text, found, len(found) - 2) else 0
    low = fold(last.text)
    free = low not in _OPENERS and not is_role_word(last.text)
    return int(last.tag in ("cap", "name") and low in given and free)


def _widen(text: str, chunks: list[Chunk], at: int) -> None:
    """Let a department take in all that it is for: Department for Culture, Media and Sport."""
    chunk = chunks[at]
    if chunk.tag != "org" or " " not in chunk.text:
        return
    words, last = chunk.text.split(), chunk.text.lower().split()[-1]
    if words[0] not in word_sets().mentions["organization_words"] or last not in word_sets(
            ).mentions["portfolios"]:
        return
    more = _portfolios().match(text, chunk.end)
    if more:
        stop = next((n for n, c in enumerate(chunks) if c.start >= more.end()), len(chunks))
        chunks[at:stop] = [Chunk(chunk.start, more.end(), "org", text[chunk.start : more.end()])]


@lru_cache(maxsize=1)
def _portfolios() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(p.title()) for p in word_sets().mentions["portfolios"]),
                            key=lambda n: (-len(n), n)))
    return re.compile(rf"(?:, (?:{names}))*,? (?:and|&) (?:{names})\b")
