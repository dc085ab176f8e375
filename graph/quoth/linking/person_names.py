"""Cut a person's bare name out of what surrounds it: titles, trades, places, appositions."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from quoth.forms import altered
from quoth.linking.styles import is_patronym
from quoth.linking.words import word_sets
from quoth.records import Mention

_PREPOSITIONS = {"of", "from", "in", "at", "for", "by", "to", "with", "on", "about"}
_PLACES = {"place", "capital", "demonym", "org", "metonym"}
_ARTICLED = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az|ul|bin|ibn|bint)[-’'][A-Z]")
_LAST_NAMES = frozenset({"Begum", "Bibi", "Khatun", "Khan", "Sheikh", "Shaikh", "Bey", "Pasha",
                         "Haji", "Hajj", "Baba", "Effendi", "Hanim", "Mirza"})
Match = Callable[[int], "tuple[int, str] | None"]


@dataclass(frozen=True)
class _Run:
    """Capitalised words in one row; `before` and `after` are what stands beside them."""

    first: int
    last: int
    before: str
    after: str


def bare_person(mention: Mention, row: Sequence[re.Match[str]], match: Match,
                given: Container[str] = ()) -> Mention | None:
    """Return the mention cut to the name of the person; None where it has none.

    `row` are its words, `match` says which known phrase begins at one of them: how many words it
    takes and its tag; `given` are given names in lower case.
    """
    runs = [_stripped(run, row, given) for run in _runs(row, _no_national(row, match, given))]
    good = [r for r in runs if r.last > r.first and not _compound(r)]
    free = [r for r in good if r.before not in _PREPOSITIONS]
    if not free and (len(runs) < 1 or not _nameless(row)):
        free = good
    if not free:
        return None
    run = free[0]
    addressed = run.first > 0 and match(run.first - 1) == (1, "honorific")
    if run.before in _PREPOSITIONS or run.first and not addressed:  # "to Morania Ferhat Roe"
        known = [n for n in range(run.first, run.last - 1) if row[n][0].lower() in given]
        if known and known[0] > run.first and run.last - run.first > 2:
            run = altered(run, first=known[0])
    return altered(mention, start=row[run.first].start(), end=row[run.last - 1].end())


def _no_national(row: Sequence[re.Match[str]], match: Match, given: Container[str]) -> Match:
    """Return what matches known phrases, but for a given name that is a nation's, too: "Finn Roe",
    but "the Finn Roe"."""
    nationals = word_sets().nationals

    def kind(at: int) -> tuple[int, str] | None:
        named = row[at][0] in nationals and row[at][0].lower() in given and len(row) > at + 1
        led = at > 0 and row[at - 1][0].lower() in word_sets().mentions["determiners"]
        return None if named and not led else match(at)

    return kind


def _nameless(row: Sequence[re.Match[str]]) -> bool:
    """Say whether a phrase is about somebody without a name: "the widow of Dan Rourke"."""
    words = word_sets()
    return any(w[0].islower() and (words.has("humans", w[0]) or words.has("kin", w[0]))
               for w in row[:4])


def _runs(row: Sequence[re.Match[str]], match: Match) -> list[_Run]:
    """Return the rows of name words, each with the last word before it that is no title."""
    runs: list[_Run] = []
    at, before, start = 0, "", -1
    titled = _titled(row, match)
    while at < len(row):
        known = match(at)
        if known and _separates(known, row, at, start, titled):
            if start >= 0:
                runs.append(_Run(start, at, before, "director" if known[1] == "title" else ""))
                start = -1
            before = "" if known[1] in _PLACES else before
            at += known[0]
            continue
        if (is_name_word(row[at][0]) or start >= 0 and _is_dutch(row, at)) and (
                start >= 0 or row[at][0][0].isupper()):
            start = at if start < 0 else start
        else:
            if start >= 0:
                runs.append(_Run(start, at, before, row[at][0]))
                start = -1
            before = row[at][0].lower()
        at += 1
    if start >= 0:
        runs.append(_Run(start, len(row), before, ""))
    return runs


def _is_dutch(row: Sequence[re.Match[str]], at: int) -> bool:
    """Say whether "in" stands in a surname: "Anja in 't Veld"."""
    return row[at][0] in ("in", "aan", "uit", "bij") and at + 1 < len(row) and (
        row[at + 1][0] in ("'t", "’t", "‘t", "de", "den", "het"))


def _titled(row: Sequence[re.Match[str]], match: Match) -> int:
    """Return where the last title of a mention begins, -1 without one."""
    found = [n for n in range(len(row)) if (match(n) or (0, ""))[1] in ("title", "honorific")]
    return max(found, default=-1)


def _separates(known: tuple[int, str], row: Sequence[re.Match[str]], at: int, start: int,
               titled: int) -> bool:
    """Say whether a known phrase ends a name: titles do, places only before a title or after of.

    "Kazakhstan President", "Mayor of London Sadiq Khan"; but not Paris Hilton.
    """
    size, tag = known
    if tag in ("title", "honorific") and is_patronym(row, at):
        return False
    if tag in ("title", "honorific") and start >= 0 and titled == at and at + size == len(row):
        if row[at][0] in _LAST_NAMES:
            return False  # "Nazma Akhter Begum"
        if tag == "honorific" and not {w[0].lower() for w in row[:at]} & set(_PREPOSITIONS) and (
                start < at - 1 and row[at][0].istitle()):
            return False  # "Ko Ko Tun"
        return not row[at][0][0].isupper() or start != at - 1  # "Theresa May", "Farhan Sheikh"
    if tag in ("title", "honorific"):
        return True
    alone = size == len(row)
    after_of = at > 0 and row[at - 1][0].lower() in _PREPOSITIONS | {"the"}
    return not alone and start < 0 and (tag == "demonym" or after_of or titled > at or size > 1)


def is_adjective(word: str) -> bool:
    """Say whether a word, whatever its case, only says of which kind or region somebody is."""
    words = word_sets().mentions
    return word.lower() in words["modifiers"] or word.lower() in words["regionals"]


def is_articled(word: str) -> bool:
    """Say whether a word is an Arabic name with its article: al-Masri."""
    return _ARTICLED.match(word) is not None


def is_name_word(word: str) -> bool:
    """Say whether a word can stand in a person's name."""
    words = word_sets()
    low = word.lower()
    if word in words.particles and len(word) > 1 or is_articled(word):
        return True
    if not word[0].isupper() or low in words.mentions["determiners"]:
        return False
    return not (low in words.mentions["pronouns"] or low in words.mentions["relations"]
                or low in words.mentions["relatives"] or low in ("and", "or", "but"))


def _stripped(run: _Run, row: Sequence[re.Match[str]], given: Container[str] = ()) -> _Run:
    """Cut trades, bodies and regions from the front of a run: "Archdeacon Miriam Yates"; but an
    adjective that is a given name, too, stays: "Christian Roe"."""
    first, last = run.first, run.last
    dropped = word_sets().particles | word_sets().mentions["postnominals"]
    while first < last and row[last - 1][0] in dropped:
        last -= 1
    for at in range(first, last):
        word = row[at][0].lower()
        both = word in given and word in word_sets().mentions["modifiers"]
        named = at == first == last - 2 and (
            both or _KOREAN.fullmatch(row[at + 1][0]) is not None)  # "Park Eun-sil"
        inner = at > first and row[at][0] in word_sets().particles  # "Juan de la Roe"
        if is_role_word(row[at][0]) and at + 1 < last and not (named or inner):
            first = at + 1
    if last - first >= 3 and row[first][0].isupper() and (
            2 <= len(row[first][0].rstrip(".")) <= 4) and not all(
            w[0].isupper() for w in row[first:last]):  # a rank or an office: "DSP Ann Roe"
        first += 1
    if last - first == 1 and is_role_word(row[first][0]) or last - first > 6:
        first = last
    return altered(run, first=first, last=last)


_KOREAN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,6}")


def is_role_word(word: str) -> bool:
    """Say whether a capitalised word is a trade, a body or a kind of place, and no name."""
    words, low = word_sets(), word.lower()
    if word in words.mentions["organization_words"] or word in words.mentions["place_words"]:
        return True
    return (low in words.mentions["humans"] or low in words.mentions["trades"]
            or low in words.mentions["modifiers"] or low == "in-charge"
            or low.endswith(("ologist", "keeper", "master", "worker", "maker", "intendent")))


def _compound(run: _Run) -> bool:
    """Say whether a lower-case noun follows: the run only modifies it, as in "Rovers coach"."""
    words = word_sets()
    after = run.after
    if after.lower() in ("'s", "’s"):  # "Finland's Anneli Kurki"
        return True
    return bool(after) and after.islower() and (words.has("humans", after) or words.has(
        "kin", after) or words.has("organizations", after) or words.has("human_plurals", after)
        or words.has("authored", after) or words.has("trades", after))


def opens_sentence(text: str, start: int) -> bool:
    """Say whether what starts there opens a sentence or a line, quotation marks aside."""
    before = text[:start].rstrip(" “\"«")
    return not before or before[-1] in ".!?:\n"


def is_plain_opener(text: str, word: str, known: Callable[[str], bool]) -> bool:
    """Say whether a supposed name is a plain noun: "farmers", or "Shippers" where its capital
    only ever opens a sentence. `known` says of a word whether it is somebody's name."""
    if is_common_noun(word.lower(), lambda _: True):
        return True
    return is_common_noun(word, known) and all(
        not before or before[-1] in ".!?:\n“\"‘'«-–—" for before in (
            text[: m.start()].rstrip(" ")
            for m in re.finditer(rf"\b{re.escape(word)}\b(?! [A-Z])", text)))


def is_common_noun(word: str, known: Callable[[str], bool]) -> bool:
    """Say whether a word that opens a sentence is a plain noun: "Farmers", "Somebody", "Q".

    `known` says of a word whether people bear it as a surname.
    """
    words, low = word_sets(), word.lower()
    if len(word) == 1 or low in words.mentions["somebody"]:
        return True
    if any(words.has(t, low) for t in ("humans", "human_plurals", "collectives", "trades")):
        return True
    plural = low.endswith(("ers", "ors", "ists", "men", "ians", "ants", "ents", "ees", "ies"))
    return plural and not known(word)
