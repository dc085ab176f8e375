"""Names of persons and organizations: folding, keys and whether two names can be one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from quoth.linking.words import word_sets

_WORD = re.compile(r"[^\W_]+(?:['’`.-][^\W_]+)*\.?")
# Spellings of one sound in the usual romanisations (ISO 9, BGN, French, German, Turkish).
_SOUNDS = [(re.compile(pattern), sound) for pattern, sound in (
    (r"shch|sch|sh", "s"), (r"tch|tsch|ch", "c"), (r"dzh|dj|zh|j", "z"), (r"kh|gh|ch|h", "h"),
    (r"ts|tz", "c"), (r"ph|ff|w", "f"), (r"v", "f"), (r"q|ck|c(?=[aou])", "k"), (r"x", "ks"),
    (r"y|i", "i"), (r"(.)\1+", r"\1"))]
_LEADING = re.compile(r"(?:(?<= )|^)(?:['’‘]t|Ó|Ní|Nic|Uí|Mhic) (?=\w{3})")  # Van 't Hof, Ó Briain
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|ul|d|o) (?=[a-z]{3})")  # al-Assad
_LEAST = 55  # ratio of spellings with the same consonants
_AGREEMENT = 84  # ratio of folded surnames; "Harutyunyan"/"Harutyunyaan" 96, "Arutyunian" 86


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return the text as lower-case ASCII words joined by hyphens.

    >>> slug("Kassym-Jomart Tokayev")
    'kassym-jomart-tokayev'
    """
    ascii_text = anyascii(text).lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:80].strip("-") or "x"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return lower-case ASCII letters and digits with single blanks: a matching key, no label."""
    ascii_text = anyascii(text).lower().replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[a-z0-9]+", ascii_text))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants of a word by sound: the blocking key of one name part.

    >>> skeleton("Harutyunyan") == skeleton("Arutyunian") == skeleton("Harutyunyaan")
    True
    """
    sound = fold(word).replace(" ", "")
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    bones = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouh]", "", sound))
    return bones or sound[:2]


def without_legal_form(name: str) -> str:
    """Return a company's name without its legal form: "Acme Ltd." and "Acme" are one.

    >>> without_legal_form("Acme Holdings PLC")
    'Acme Holdings'
    """
    bare = _legal_form().sub("", name)
    first, _, rest = bare.partition(" ")
    return rest if rest and first in word_sets().mentions["team_letters"] else bare


def is_legal_form(word: str) -> bool:
    """Say whether a word is a company's legal form as written: "Ltd.", "plc", "S.A."."""
    return word.rstrip(".") in word_sets().legal_forms


@lru_cache(maxsize=1)
def _legal_form() -> re.Pattern[str]:
    rows = sorted(word_sets().legal_forms, key=lambda f: (-len(f), f))
    forms = "|".join(map(re.escape, rows))
    return re.compile(rf"(?<=\w),?\s+(?:{forms})(?!\w)\.?(?:\s+(?:{forms})(?!\w)\.?)?$")


def shown(name: str, kind: str = "person", keep: Callable[[str], bool] = lambda _: False) -> str:
    """Return a name in capitals as a reader would write it; other names stay.

    `keep` says of a word whether it is an acronym; of bodies, one word alone always is.

    >>> shown("JOHN O'NEIL"), shown("Marine LE PEN"), shown("UNICEF", "organization")
    ("John O'Neil", 'Marine Le Pen', 'UNICEF')
    """
    row = name.split(" ")
    if kind == "organization" and (len(row) == 1 or not name.isupper()):
        return name
    if kind == "place" and (not name.isupper() or len(name) < 4):
        return name
    many = kind != "place" or len(row) > 1
    return " ".join(w if keep(w) else _lowered(w, n > 0, name.isupper() and many)
                    for n, w in enumerate(row))


@lru_cache(maxsize=65536)
def _lowered(word: str, later: bool, all_caps: bool) -> str:
    """Return one word of a name, the first or a later one, without its capitals: O'Neil, McDonald,
    al-Sisi, van der Berg."""
    bare = word.strip(".,")
    low = bare.lower()
    if low in ("jr", "sr"):
        return word.title()
    initial = word.endswith(".") or len(bare) == 1 and not all_caps  # "Lea E. Roe"
    if later and bare.isupper() and not initial and low in _SMALL | word_sets().particles:
        capital = low in ("le", "du") or not all_caps and len(bare) > 2
        return word.title() if capital else word.lower()
    numeral = later and _NUMERAL.match(bare) and low not in word_sets().family_first
    voiced = any(c in "aeiouy" for c in fold(bare))
    if not _SHOUTED.fullmatch(bare) or numeral or not voiced or len(bare) < 3 and not all_caps:
        return word
    text = re.sub(r"(?:^|(?<=-))\w", lambda m: m[0].upper(), word.lower())
    text = re.sub(r"(?<=^[OD]['’])\w|(?<=^Mc)\w(?=\w\w)", lambda m: m[0].upper(), text)
    return re.sub(r"^(?:Al|El|As|Ad|An|Ar|Ash)(?=-)", lambda m: m[0].lower(), text)


_SHOUTED = re.compile(r"(?:Mc|Mac)?[^\W\d_a-z]{2,}(?:['’-][^\W\d_a-z]+)*"
                      r"|[^\W\d_a-z](?:['’-][^\W\d_a-z]{2,})+")
_NUMERAL = re.compile(r"[IVX]+$")
_SMALL = frozenset({"of", "and", "for", "the", "in", "on"})


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name as written, without dots and possessive endings."""
    return tuple(w.rstrip(".") for w in _WORD.findall(name))


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without particles, suffixes and lone initials' dots."""
    dropped = word_sets().particles | word_sets().suffixes
    folded = [_ARTICLE.sub("", fold(w)) for w in words(_LEADING.sub("", name))]
    kept = tuple(w for w in folded if w and w not in dropped)
    return kept or tuple(w for w in folded if w)


def surname(name: str) -> str:
    """Return the folded last part of a name, the surname in most of the world's news."""
    found = parts(name)
    return found[-1] if found else ""


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> bool:
    """Say whether two folded name words can be spellings of one (never by score alone)."""
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or _feminine(one, other):
        return False
    if one.replace("g", "h") == other.replace("g", "h"):  # Sybiha/Sybiga
        return True
    ratio = fuzz.ratio(one, other)
    if ratio < _LEAST:
        return False
    if skeleton(one) == skeleton(other):
        return _same_start(one, other)
    return (ratio >= _AGREEMENT and min(len(one), len(other)) >= 5 and one[-1] == other[-1]
            and _same_start(one, other) and Levenshtein.distance(one, other) <= 2)


def _feminine(one: str, other: str) -> bool:
    """Say whether one word is the other's feminine: Ivanov and Ivanova are two persons."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return long == short + "a" or (short.endswith("sky") and long == short[:-1] + "aya")


def _same_start(one: str, other: str) -> bool:
    """Say whether two words begin alike by sound: Harutyunyan/Arutyunyan, Jomart/Zhomart."""
    return one[0] == other[0] or skeleton(one)[:1] == skeleton(other)[:1]


@lru_cache(maxsize=65536)
def same_given(one: str, other: str) -> bool:
    """Say whether two folded given names can be one: equal, an initial, a nickname, a variant."""
    if one == other or one.startswith(other) and len(other) == 1 or (
            other.startswith(one) and len(one) == 1):
        return True
    nick = word_sets().nicknames
    if nick.get(one, one) == nick.get(other, other):
        return True
    if len(one) > 3 and len(other) > 3 and skeleton(one) == skeleton(other):
        return one[-1] == other[-1] or {one[-1], other[-1]} <= set("yiej")
    return same_word(one, other) and one[-1] == other[-1]


def is_full(name: str) -> bool:
    """Say whether a name has a given name or initial beside the surname."""
    return len(parts(name)) >= 2


def compatible(one: str, other: str) -> bool:
    """Say whether two names can be one person's; a surname alone fits any given name.

    >>> compatible("Nikol Pashinyan", "Pashinian"), compatible("Anna Weber", "Karl Weber")
    (True, False)
    """
    first, second = parts(one), parts(other)
    if not first or not second:
        return False
    if first == second or len(first) == len(second) and sorted(first) == sorted(second):
        return True
    if len(first) == 1 or len(second) == 1:
        return _one_word(first, second)
    if _hyphened(first, second):
        return True
    if _other_initials(first, second) or _other_given_behind(first, second) or _other_middles(
            first, second):
        return False
    if not same_word(first[-1], second[-1]):
        return _extra_surname(first, second)
    return same_given(first[0], second[0]) or _inner_given(first, second)


def _hyphened(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether two names differ by hyphens or blanks alone: "Kim Jong-un", "Kim Jong Un"."""
    if "".join(first).replace(" ", "") == "".join(second).replace(" ", ""):
        return True
    if len(first) == len(second):
        return False
    fine = [[w for part in name for w in part.split()] for name in (first, second)]
    return len(fine[0]) == len(fine[1]) and all(
        same_word(a, b) for a, b in zip(*fine, strict=True))


def _other_initials(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether two names have other middle initials: George W. Bush, George H. W. Bush."""
    middles = first[1:-1], second[1:-1]
    if not all(middles) or min(len(middles[0][0]), len(middles[1][0])) > 1:
        return False
    return middles[0][0][0] != middles[1][0][0]


def _other_middles(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether names of three parts differ in the middle: Ali bin Omar Roe, Ali bin Said Roe."""
    if len(first) != 3 or len(second) != 3 or min(len(first[1]), len(second[1])) < 3:
        return False
    return not same_word(first[1], second[1]) and first[1] not in second and second[1] not in first


def _other_given_behind(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether the given names behind one family name differ: Li Qiang and Li Keqiang."""
    if len(first) != 2 or len(second) != 2 or first[0] != second[0]:
        return False
    return first[0] in word_sets().family_first and Levenshtein.distance(first[1], second[1]) > 1


def _one_word(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Compare a lone surname with a name: with its last part, or a family name that leads it."""
    lone, full = (first, second) if len(first) == 1 else (second, first)
    if same_word(lone[0], full[-1]):
        return True
    return len(full) > 1 and full[0] in word_sets().family_first and lone[0] == full[0]


def _extra_surname(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Compare "Pedro Sánchez" with "Pedro Sánchez Pérez-Castejón", family names of Spain."""
    short, full = sorted((first, second), key=len)
    return (len(short) >= 2 and len(full) > len(short) and same_given(short[0], full[0])
            and short[-1] in full[1:-1])


def _inner_given(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Compare "Boris Johnson" with "Alexander Boris Johnson": a given name that stands inside."""
    short, full = sorted((first, second), key=len)
    return len(short) == 2 and len(full) > 2 and short[0] in full[1:-1] and len(short[0]) > 2


def identical(one: str, other: str) -> bool:
    """Say whether two full names agree in every part by spelling or romanisation."""
    first, second = parts(one), parts(other)
    if len(first) != len(second) or len(first) < 2:
        return False
    return all(same_word(a, b) for a, b in zip(first, second, strict=True)) or (
        sorted(first) == sorted(second))


def acronym(name: str) -> str:
    """Return the initials of the capitalised words of a name.

    >>> acronym("Collective Security Treaty Organization")
    'CSTO'
    """
    return "".join(w[0] for w in re.split(r"[\s-]+", name) if w[:1].isupper())
