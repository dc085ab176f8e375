"""Numbers as texts give them: 5,000, twelve, two hundred, 4 million, twice, the second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from quoth.linking.lexis import words

_WHOLE = 100  # the most of which a few are a part: "3 in 2022" is a year
_ROUGHLY = 0.05  # how far "about" a number may be from it
_CLOCK = re.compile(  # 7:40, at 7.45, 7.40 this morning, 4 pm
    r"(?<![\d.,:#])\b(?P<h>\d{1,2})(?:(?P<sep>[:.])(?P<m>[0-5]\d)(?![\d%]|[.,:]\d))?"
    r"(?P<rest>\s?(?:[ap]m\b|[ap]\.m\.|o'clock\b)"
    r"|(?= (?:hours|GMT|local time|(?:this|in the) (?:morning|afternoon|evening))\b))?")
_AT_CLOCK = re.compile(r"(?i)\b(?:at|from|until|till|by|since|before|after) $")
_HOURS, _QUARTERS = 24, ("00", "15", "30", "45")
_DECADE = "decade"  # ten years, but not "the decade"
_SUFFIXES = ("st", "nd", "rd", "th")


def read_number(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """Return the number that begins at a lower-case token and how many tokens it takes.

    Amounts and parts begin with `#`, ranks with `nth`, multiples with `x`. A lone "one" is a
    pronoun.

    >>> read_number(["two", "hundred", "midwives"], 0)
    ('#200.0', 2)
    >>> read_number(["two", "-", "thirds", "of", "them"], 0)
    ('#0.67', 3)
    >>> read_number(["one", "of", "them"], 0)
    ('', 0)
    """
    table, word = words(), tokens[at]
    if not opens_number(word) or word == _DECADE and at and tokens[at - 1] in (
            "the", "this", "that"):
        return "", 0
    part, size = _fraction(tokens, at)
    if not size:
        part, size = _out_of(tokens, at)
    if size:
        return f"#{part}", size
    rank, size = _rank(tokens, at)
    if rank:
        day = _is_day(tokens, at, at + size)
        return (f"#{float(rank)}" if day else f"nth{rank}"), size
    if word in table.times:
        times = table.times[word]
        return (f"x{times}" if times > 1 else f"#{times}"), 1
    value, end = _amount(tokens, at)
    if end == at or tokens[at:end] == ["one"]:
        return "", 0
    if tokens[end: end + 1] == ["percent"]:
        return f"#{round(value / 100, 6)}", end + 1 - at
    return f"#{value}", end - at


def opens_number(word: str) -> bool:
    """Say whether a number can begin with a lower-case token."""
    return word[0].isdigit() or word in _openings()


@cache
def _openings() -> frozenset[str]:
    """Return the words that a number can begin with."""
    table = words()
    return frozenset({"a", *table.numbers, *table.ordinals, *table.times})


def read_clocks(text: str) -> str:
    """Return a text with each time of the day as one word, before noon as after it.

    >>> read_clocks("at 7.40 this morning or at 7:40 pm, not 7.40 euros")
    'at clock0740 this morning or at clock0740, not 7.40 euros'
    """
    return _CLOCK.sub(_clock, text)


def _clock(match: re.Match[str]) -> str:
    hour, sep, rest = int(match["h"]), match["sep"], match["rest"]
    bare = match["m"] in _QUARTERS and _AT_CLOCK.search(match.string[: match.start()])
    if hour > _HOURS or not (sep == ":" or rest or sep and (bare or rest is not None)):
        return match[0]
    return f"clock{hour % 12:02}{match['m'] or '00'}"


def is_rounded(form: str, other: str, *, about: bool) -> bool:
    """Say whether one of two amounts is the other in round figures; `about`: the text says so.

    Where it does not, at least two digits must be left and two be gone.

    >>> is_rounded("#48712.0", "#49000.0", about=False)
    True
    >>> is_rounded("#1300.0", "#1200.0", about=True)
    False
    """
    rough, exact = sorted((float(form[1:]), float(other[1:])), key=_digits_of)
    left, all_of = _digits_of(rough), _digits_of(exact)
    if left == all_of or not exact or not about and (left < 2 or all_of < left + 2):
        return False
    return float(f"{exact:.{left - 1}e}") == rough or about and left <= 2 \
        and abs(rough - exact) <= _ROUGHLY * exact


def _digits_of(value: float) -> int:
    """Return how many digits of a number are not the zeros at its end."""
    return max(1, len(f"{value:.6f}".rstrip("0").replace(".", "").strip("0")))


def _rank(tokens: Sequence[str], at: int) -> tuple[int, int]:
    """Return the rank that begins at a token, and its length: third, 3 rd, twenty - third."""
    table, word = words(), tokens[at]
    if word in table.ordinals:
        return table.ordinals[word], 1
    if word.isdigit() and tokens[at + 1: at + 2] and tokens[at + 1] in _SUFFIXES:
        return int(word), 2
    behind = at + 1 + (tokens[at + 1: at + 2] == ["-"])
    last = table.ordinals.get(tokens[behind], 10) if behind < len(tokens) else 10
    if table.numbers.get(word, 0) >= 20 and last < 10:  # noqa: PLR2004 (twenty-first)
        return int(table.numbers[word]) + last, behind + 1 - at
    return 0, 0


def _fraction(tokens: Sequence[str], at: int) -> tuple[float, int]:
    """Return the part of a whole that begins at a token, and its length: a third of, two thirds.

    "The third" and "a third bridge" are ranks.
    """
    table = words()
    whole = 1 if tokens[at] == "a" else table.numbers.get(tokens[at])
    if not whole:
        return 0.0, 0
    end = at + 1 + (tokens[at + 1: at + 2] == ["-"])
    part = table.fractions.get(tokens[end]) if end < len(tokens) else None
    if not part or not (tokens[end].endswith("s") or tokens[end] == "quarter"
                        or tokens[end + 1: end + 2] in (["of"], [])):
        return 0.0, 0
    return round(whole / part, 2), end + 1 - at


def _out_of(tokens: Sequence[str], at: int) -> tuple[float, int]:
    """Return the part that "two out of three" and "nine in ten" are, and its length."""
    some, end = _amount(tokens, at)
    if end > at and tokens[end: end + 2] == ["out", "of"]:
        after = end + 2
    elif end > at and tokens[end: end + 1] == ["in"]:
        after = end + 1
    else:
        return 0.0, 0
    if after >= len(tokens):
        return 0.0, 0
    whole, last = _amount(tokens, after)
    least = 0 if tokens[end] == "in" and tokens[last: last + 1] == ["of"] else 1
    if last != after + 1 or not least < some < whole <= _WHOLE:  # "one": a driver out of three
        return 0.0, 0
    return round(some / whole, 2), last - at


def read_parts(tokens: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the numbers of a part that begins at a token: 2 and 11 of "two out of eleven"."""
    size = _out_of(tokens, at)[1]
    if not size:
        return ()
    last = next(n for n in range(at + size - 1, at, -1) if _amount(tokens, n)[1] == at + size
                and _amount(tokens, n - 1)[1] != at + size)
    return f"#{_amount(tokens, at)[0]}", f"#{_amount(tokens, last)[0]}"


def _is_day(tokens: Sequence[str], at: int, end: int) -> bool:
    """Say whether a rank is a day: the first of July, July 1st."""
    after = [token for token in tokens[end: end + 2] if token != "of"][:1]
    return bool(words().months & {*after, *tokens[max(0, at - 1): at]})


def _amount(tokens: Sequence[str], at: int) -> tuple[float, int]:
    table, value, end = words(), 0.0, at
    if tokens[at] == "a" and tokens[at + 1: at + 2] and tokens[at + 1] in table.multipliers:
        value, end = 1.0, at + 1
    while end < len(tokens):
        word = tokens[end]
        if word == "and" and end > at and tokens[end - 1] in table.multipliers \
                and tokens[end + 1: end + 2] and tokens[end + 1] in table.numbers:
            value, end = value + table.numbers[tokens[end + 1]], end + 2
            continue
        if end > at and list(tokens[end: end + 3]) == ["and", "a", "half"]:
            value, end = value + 0.5, end + 3
            continue
        if word[0].isdigit() and end == at:
            value = _digits(word)
        elif word in table.numbers and (end == at or tokens[end - 1] in ("-", *table.multipliers)):
            value += table.numbers[word]
        elif word in table.multipliers and end > at:
            value *= table.multipliers[word]
        elif not (word == "-" and end > at and tokens[end - 1] in table.numbers
                  and tokens[end + 1: end + 2] and tokens[end + 1] in table.numbers):
            break
        end += 1
    return value, end


def _digits(text: str) -> float:
    """Read 5,000 and 12.5; a comma before three digits parts thousands."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return float(text.replace(",", ""))
    try:
        return float(text.replace(",", "."))
    except ValueError:  # 1.2.2022
        return float(re.sub(r"\D", "", text))
