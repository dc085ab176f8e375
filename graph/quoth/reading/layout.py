"""The lines and paragraphs of a text, as ranges: the text itself is never touched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from quoth.records import Span

MAX_RULE = 600
"""Longer paragraphs are prose: no rule for short lines is tried on them."""

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"""[.!?…。！？][)\]"'”’»“〉》」』*]*(?:\[\d+\])*$""")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True)
class Unit:
    """A paragraph, or a line that stands alone, without the white space around it.

    `gap` says whether an empty line, or the beginning of the text, is before it.
    """

    start: int
    end: int
    text: str
    gap: bool = True

    @property
    def span(self) -> Span:
        """The characters of the unit."""
        return Span(self.start, self.end)

    @property
    def short(self) -> bool:
        """Whether the unit is short enough for the rules about lines."""
        return len(self.text) <= MAX_RULE

    @cached_property
    def words(self) -> int:
        """The number of words, counted up to `MAX_RULE` characters."""
        return len(_WORD.findall(self.text[:MAX_RULE]))

    @cached_property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_END.search(self.text[-20:]))

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as a paragraph of the story: a whole sentence of some length."""
        return self.words >= 12 and (self.closed or self.words >= 30) or (
            self.closed and self.words >= 7 and not self.text.isupper())


def units(text: str) -> list[Unit]:
    """Return the paragraphs of `text`; hard-wrapped lines of one paragraph are one unit.

    >>> [unit.text for unit in units("Title\\n\\nA line.\\nAnother.")]
    ['Title', 'A line.', 'Another.']
    """
    lines = [line for line in _lines(text) if line.text]
    width = _wrap_width(lines)
    if not width:
        return lines
    out: list[Unit] = []
    for line in lines:
        if out and not line.gap and _continues(text, out[-1], line, width):
            first = out.pop()
            line = Unit(first.start, line.end, text[first.start:line.end], first.gap)
        out.append(line)
    return out


def _lines(text: str) -> list[Unit]:
    found, last = [], -2
    for match in _LINE.finditer(text):
        raw = match[0]
        body = raw.strip()
        if not body:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        gap = text.count("\n", last, start) > 1 if last >= 0 else True
        found.append(Unit(start, start + len(body), body, gap))
        last = found[-1].end
    return found


def _wrap_width(lines: list[Unit]) -> int:
    """Return the column at which the text was wrapped, 0 if it was not."""
    if len(lines) < 4:
        return 0
    width = max(line.end - line.start for line in lines)
    full = sum(line.end - line.start > 0.75 * width for line in lines)
    return width if 50 <= width <= 120 and full >= len(lines) / 3 else 0


def _continues(text: str, unit: Unit, line: Unit, width: int) -> bool:
    """Say whether `line` only begins where it does because its first word did not fit before."""
    last = unit.text.rpartition("\n")[2]
    word = line.text.split(None, 1)[0]
    indented = text[line.start - 1:line.start] not in ("\n", "")
    return len(last) + 1 + len(word) > width - 3 and not indented and len(last) > width / 2
