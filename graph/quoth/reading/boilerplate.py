"""Page furniture in plain text: menus, share and comment forms, calendars, legal lines, link lists.

The rules are rows of `furniture.toml`. A line that may be part of the story is left alone: the
cost of a missed line is a stray name, the cost of a wrong mark is a lost statement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from quoth.reading.layout import Unit

_QUOTED = re.compile("[\"“”„«»]")


def is_furniture(line: str, *, edge: bool = False) -> bool:
    """Say whether a line is page furniture; with `edge`, one before or after the story.

    >>> is_furniture("Leave a Reply"), is_furniture("World"), is_furniture("World", edge=True)
    (True, False, True)
    """
    line = line.strip(" \t\xa0*#_").replace("\xa0", " ")
    if not line:
        return edge
    if len(line) > 80 and line[-1:] in ".”\"" and _QUOTED.search(line):
        return False
    return _matches("always", line) or (
        edge and (_matches("edge", line) or _matches("links", line)))


def furniture(units: Sequence[Unit], first: int, last: int) -> frozenset[int]:
    """Return the indices of the units that are furniture, the story being `first` to `last`.

    >>> from quoth.reading.layout import units
    >>> text = "World\\nThe port of Lisk is open again, she said.\\nRelated Posts\\nAn old song"
    >>> sorted(furniture(units(text), first=1, last=1))
    [0, 2, 3]
    """
    found = {i for i, unit in enumerate(units)
             if unit.short and is_furniture(unit.text, edge=not first <= i <= last)}
    found |= _after_ends(units, last) | _link_lists(units, first, last) | _legal(units)
    return frozenset(found)


def story_end(units: Sequence[Unit]) -> int:
    """Return the index of the line at which the comments of readers begin, else the length.

    Such a line at the top of a page ("Comments (3)" under the title) ends nothing.

    >>> from quoth.reading.layout import units
    >>> story_end(units("The port of Lisk is open again, she said.\\nLeave a Reply\\nName"))
    1
    """
    before, after = 0, sum(unit.prose for unit in units)
    for i, unit in enumerate(units):
        if before and unit.words <= 12 and _matches("ends", unit.text) and (
                before >= 2 * after or _are_comments(units, i + 1)):
            return i
        before, after = before + unit.prose, after - unit.prose
    return len(units)


def _are_comments(units: Sequence[Unit], start: int) -> bool:
    return any(unit.words <= 12 and _matches("commenter", unit.text)
               for unit in units[start:start + 4])


def _after_ends(units: Sequence[Unit], last: int) -> set[int]:
    """Everything short after the comment form; comments too, once a commenter is named."""
    start = next((i for i in range(last + 1, len(units)) if _matches("ends", units[i].text)), None)
    if start is None:
        return set()
    named = _are_comments(units, start + 1)
    return {i for i in range(start, len(units)) if named or not units[i].prose}


def _link_lists(units: Sequence[Unit], first: int, last: int) -> set[int]:
    """The headlines of other stories under a line such as "Related Posts": after the story all
    of them, within it those that no empty line parts from that line."""
    found: set[int] = set()
    for i, unit in enumerate(units):
        if i < first or i in found or unit.words > 8 or not _matches("links", unit.text):
            continue
        for j in range(i + 1, len(units)):
            if units[j].prose or (j <= last and units[j].gap):
                break
            found.add(j)
    return found


def _legal(units: Sequence[Unit]) -> set[int]:
    """What a lawyer wrote at the end of a press release, with its heading, up to the next one."""
    found: set[int] = set()
    for i, unit in enumerate(units):
        if unit.short and _matches("legal", unit.text):
            ends = (j for j in range(i + 1, len(units)) if not units[j].prose)
            found |= set(range(i, next(ends, len(units))))
    return found


@cache
def _rules(name: str) -> re.Pattern[str]:
    table = tomllib.loads(files(__package__).joinpath("furniture.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{row})" for row in table[name]), re.IGNORECASE)


@lru_cache(maxsize=1024)  # a line is asked about before the story is known, and after
def _matches(name: str, line: str) -> bool:
    return len(line) <= 600 and bool(_rules(name).fullmatch(line.strip(" \t\xa0*#_")))
