"""Quotation marks of every kind, paired by paragraph and direction.

Two passes, both linear. The first finds the marks and which way each may look; the second pairs
them with a stack that is emptied at every paragraph break. What a break leaves open runs to the
end of its paragraph, and goes on in the next paragraph if that one opens with a mark too (the
convention of the trade for quotations over several paragraphs).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from quoth.nlp.lexicon import cue_forms
from quoth.nlp.paragraphs import paragraphs
from quoth.records import Span

_MARK = re.compile(
    r"''|``|,,(?=[^\W\d_])|(?<![^\s(])<<(?=\w)|(?<=[\w.,!?])>>|[\"“”„‟«»‹›‘’‚‛'`＂「」『』《》]"
)
_FAMILY = {
    **dict.fromkeys(['"', "“", "”", "„", "‟", "''", "``", ",,", "＂"], "double"),
    **dict.fromkeys(["«", "»", "<<", ">>"], "guillemet"),
    **dict.fromkeys(["‹", "›"], "single guillemet"),
    **dict.fromkeys(["‘", "’", "‚", "‛", "'", "`"], "single"),
    **dict.fromkeys(["「", "」"], "corner"), **dict.fromkeys(["『", "』"], "white corner"),
    **dict.fromkeys(["《", "》"], "title"),
}
_OPENS = frozenset(["„", "‟", "``", ",,", "‚", "‛", "「", "『", "《"])
_CLOSES = frozenset(["」", "』", "》"])
_LINES = 8  # lines over which a quotation may go on without a mark
_BEFORE_OPEN = frozenset("([{-–—―/:…*>")
_ELISIONS = re.compile(r"\d0s?\b|(?:tis|twas|til|till|em|cause|bout|round|n|er|kay|nuff|cos)\b",
                       re.IGNORECASE)


class Mark(NamedTuple):
    """One quotation mark and the ways it may look."""

    start: int
    end: int
    family: str
    may_open: bool
    may_close: bool
    sure: bool  # context leaves no doubt


@dataclass(frozen=True)
class Quote:
    """A stretch in quotation marks; `start` and `end` include the marks that are there.

    `level` counts the quotations around it. `opened`, `closed` say which marks the text has: an
    unclosed one runs to the end of its paragraph. `chain` is the index of the quotation that this
    one continues, else its own. `repaired` is True where a mark was missing or doubtful.
    """

    start: int
    end: int
    inner: Span
    level: int
    opened: bool = True
    closed: bool = True
    chain: int = -1
    repaired: bool = False

    @property
    def span(self) -> Span:
        """From the opening mark to the closing one."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Quotes:
    """All quotations of a text, by start, and the closing marks that close nothing."""

    quotes: tuple[Quote, ...] = ()
    strays: tuple[Span, ...] = ()

    @property
    def outer(self) -> tuple[Quote, ...]:
        """The quotations that stand in no other."""
        return tuple(q for q in self.quotes if not q.level)


def find_quotes(text: str, blocks: Sequence[Span] | None = None) -> Quotes:
    """Return the quotations of `text`.

    >>> [q.inner.of("“Yes,” he said.") for q in find_quotes("“Yes,” he said.").quotes]
    ['Yes,']
    """
    found: list[Quote] = []
    strays: list[Span] = []
    tail: Quote | None = None  # left open by the paragraph before
    blocks = paragraphs(text) if blocks is None else blocks
    for index, block in enumerate(blocks):
        opening = _opens_with_mark(text, blocks[index + 1]) if index + 1 < len(blocks) else None
        here, lost = _pair(text, block, list(marks(text, block)), opening)
        first = min(here, key=lambda q: q.start, default=None)
        here = sorted(here, key=lambda q: (q.start, -q.end))
        base = len(found)
        chained = tail is not None and first is not None and first.start == block.start
        for offset, quote in enumerate(here):
            chain = base + offset
            if chained and offset == 0 and tail is not None:
                chain = tail.chain
            found.append(replace(quote, chain=chain))
        strays.extend(lost)
        tail = next((q for q in reversed(found[base:]) if not q.closed and not q.level), None)
    return _over_lines(text, blocks, Quotes(tuple(found), tuple(strays)))


def _over_lines(text: str, blocks: Sequence[Span], found: Quotes) -> Quotes:
    """Join a quotation left open with the stray mark that closes it some lines further down.

    Between the two stands no other mark; each line is a quotation of one chain.
    """
    quotes, strays, lines = list(found.quotes), [], []
    starts = [q.start for q in quotes]
    heads = [b.start for b in blocks]
    before = -1
    for stray in found.strays:
        place = bisect_right(starts, stray.start) - 1
        opened = quotes[place] if place >= 0 else None
        first = bisect_right(heads, opened.start) - 1 if opened else 0
        last = bisect_right(heads, stray.start) - 1
        if opened is None or not _is_left_open(text, opened, stray) or before >= opened.end \
                or opened.end != blocks[first].end or not 0 < last - first <= _LINES:
            strays.append(stray)
            before = stray.start
            continue
        quotes[place] = replace(opened, repaired=False)
        lines.extend(Quote(b.start, b.end, b, 0, opened=False, closed=False, chain=opened.chain)
                     for b in blocks[first + 1 : last])
        inner = Span(blocks[last].start, stray.start)
        lines.append(Quote(inner.start, stray.end, inner, 0, opened=False, chain=opened.chain))
    return Quotes(tuple(sorted((*quotes, *lines), key=lambda q: (q.start, -q.end))),
                  tuple(strays))


def _is_left_open(text: str, quote: Quote, stray: Span) -> bool:
    """Say whether a stray mark can close a quotation that runs to the end of its line."""
    return not quote.closed and not quote.level and quote.repaired \
        and _FAMILY[stray.of(text)] == _family_at(text, quote.start)


def _family_at(text: str, start: int) -> str:
    """Return the family of the mark at an offset."""
    match = _MARK.match(text, start)
    return _FAMILY[match.group()] if match else ""


def marks(text: str, block: Span) -> Iterator[Mark]:
    """Yield the quotation marks of one paragraph; apostrophes and inches are left out."""
    for match in _MARK.finditer(text, block.start, block.end):
        mark = _look(text, block, match)
        if mark.may_open or mark.may_close:
            yield mark


def _look(text: str, block: Span, match: re.Match[str]) -> Mark:
    """Say which way a mark may look, from its shape and its neighbours."""
    start, end, shape = match.start(), match.end(), match.group()
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    family = _FAMILY[shape]
    if shape in _OPENS:
        return Mark(start, end, family, True, False, True)
    if shape in _CLOSES:
        return Mark(start, end, family, False, True, True)
    free_left = before.isspace() or before in _BEFORE_OPEN or before in _FAMILY
    free_right = after.isspace() or not (after.isalnum() or after in "[($€£#@")
    may_open = free_left and not after.isspace()
    may_close = not before.isspace() and before not in "([{" and (start > block.start)
    if family == "single":
        return _look_single(text, match, (may_open and before != "’", may_close), before, after)
    if shape == '"' and before.isdigit() and not free_left:  # 6'2": inches or a closing mark
        return Mark(start, end, family, False, True, False)
    if shape == "“" and before.isalnum() and free_right:  # „so“
        return Mark(start, end, family, False, True, True)
    if shape == "“" and not may_close:
        return Mark(start, end, family, True, False, True)
    if shape == "”" and not (free_left and not free_right and before != "…"):
        return Mark(start, end, family, False, True, True)
    if shape in "«‹" and after.isspace() or shape in "»›" and before.isspace() \
            and not after.isalnum():  # « We go »
        return Mark(start, end, family, shape in "«‹", shape in "»›", True)
    if not may_open and not may_close:
        may_open = not after.isspace()
        may_close = not may_open
    if not free_left and not free_right:  # glued: pact."He
        may_open = may_close = True
    elif may_open and may_close and free_left and free_right:
        may_open = after in "[($€£…'‘"
    elif free_right and not free_left:
        may_open = False
    elif free_left and not free_right and not (before in _FAMILY or before in ".…-–—"):
        may_close = False
    return Mark(start, end, family, may_open, may_close, may_open != may_close)


def _look_single(text: str, match: re.Match[str], ways: tuple[bool, bool], before: str,
                 after: str) -> Mark:
    """Single marks are apostrophes unless their place says otherwise."""
    start, end, shape = match.start(), match.end(), match.group()
    may_open, may_close = ways
    if before.isalnum() and after.isalnum():
        return Mark(start, end, "single", False, False, True)
    if before.isdigit() or _ELISIONS.match(text, end):  # feet; '90s, 'em
        may_open = False
        if before.isspace() or before.isdigit():
            may_close = False
    if shape == "‘":
        may_close = may_close and not may_open
    elif shape == "’":
        may_open = False
    may_open = may_open and (after.isalnum() or after in "[($…\"“")
    may_close = may_close and not after.isalnum()
    plural = before in "sz" and after == " "  # the participants' letter
    return Mark(start, end, "single", may_open, may_close, may_open or not plural)


def _opens_with_mark(text: str, block: Span) -> str | None:
    """Return the family of the mark with which a paragraph opens."""
    match = _MARK.match(text, block.start, block.end)
    if not match:
        return None
    mark = _look(text, block, match)
    return mark.family if mark.may_open or mark.family != "single" else None


def _pair(text: str, block: Span, found: list[Mark],
          opening: str | None) -> tuple[list[Quote], list[Span]]:
    """Pair the marks of one paragraph; `opening` is the family that opens the next one."""
    stack: list[Mark] = []
    quotes: list[Quote] = []
    strays: list[Span] = []
    remaining = _closers_after(found)
    for index, mark in enumerate(found):
        inside = any(m.family == mark.family for m in stack)
        if inside and mark.may_close and not _is_apostrophe(found, index, remaining):
            while stack[-1].family != mark.family:  # an inner mark that never closed
                stack.pop()
            quotes.append(_quote(stack.pop(), mark, len(stack)))
        elif mark.may_open and not inside:
            closes = remaining[index + 1].get(mark.family, 0)
            if mark.may_close and not closes:  # the pact."He left: what closes was never opened
                strays.append(Span(mark.start, mark.end))
            elif mark.family != "single" or closes:
                stack.append(mark)
        elif mark.may_open and mark.sure and inside:
            if not _nests(mark, stack, remaining[index + 1]):  # the mark before it never closed
                quotes.extend(_cut(text, stack, mark))
            stack.append(mark)
        elif mark.may_close and mark.family != "single" and not _is_inches(text, mark):
            strays.append(Span(mark.start, mark.end))
    quotes.extend(_unclosed(text, block, stack, opening))
    return quotes, strays


def _nests(mark: Mark, stack: list[Mark], after: dict[str, int]) -> bool:
    """Say whether enough closing marks follow for a quotation within one of its own kind."""
    open_now = sum(m.family == mark.family for m in stack)
    spare = after.get(mark.family, 0) - after.get(mark.family + " opening", 0)
    return spare > open_now


def _is_inches(text: str, mark: Mark) -> bool:
    """Say whether a mark that closes nothing measures: a 12" pipe."""
    return text[mark.start - 1 : mark.start].isdigit()


def _closers_after(found: list[Mark]) -> list[dict[str, int]]:
    """Return, for each index, how many sure closing marks of each family come at or after it.

    Sure opening ones are counted too, under "FAMILY opening".
    """
    counts: list[dict[str, int]] = [{}]
    for mark in reversed(found):
        last = counts[-1]
        if mark.may_close and (mark.sure or mark.family != "single"):
            last = {**last, mark.family: last.get(mark.family, 0) + 1}
        elif mark.may_open and mark.sure:
            key = mark.family + " opening"
            last = {**last, key: last.get(key, 0) + 1}
        counts.append(last)
    return counts[::-1]


def _is_apostrophe(found: list[Mark], index: int, remaining: list[dict[str, int]]) -> bool:
    """Say whether a doubtful closing mark is rather an apostrophe or inches."""
    mark = found[index]
    if mark.sure or mark.may_open:
        return False
    return bool(remaining[index + 1].get(mark.family, 0))


def _quote(opening: Mark, closing: Mark, level: int) -> Quote:
    inner = Span(opening.end, closing.start)
    return Quote(opening.start, closing.end, inner, level)


def _cut(text: str, stack: list[Mark], mark: Mark) -> list[Quote]:
    """Close what the paragraph left open before a new opening mark: at the sentence's end."""
    cut = []
    while stack:
        opening = stack.pop()
        if opening.family == "single":
            continue
        end = mark.start
        while end > opening.end and text[end - 1].isspace():
            end -= 1
        if end > opening.end:
            cut.append(Quote(opening.start, end, Span(opening.end, end), len(stack),
                             closed=False, repaired=True))
    return cut


def _unclosed(text: str, block: Span, stack: list[Mark], opening: str | None) -> list[Quote]:
    """Run what is still open to the end of the paragraph."""
    quotes, end = [], block.end
    for mark in stack:
        if mark.family == "single" or mark.end >= end:
            continue
        continues = opening == mark.family
        end = end if continues else _end_before_cue(text, mark.end, end)
        quotes.append(Quote(mark.start, end, Span(mark.end, end), len(quotes), closed=False,
                            repaired=not continues))
    return quotes


@cache
def _cue_clause() -> re.Pattern[str]:
    """Return the pattern of a cue clause after a quotation: ", Colonel Ade said."."""
    verbs = sorted({first for first, rows in cue_forms().items() for rest, cue in rows
                    if not rest and "q" in cue.frames and cue.tense in ("past", "s")})
    return re.compile(r"[,?!.…](?=\s+(?:[^\W_][\w.’'-]*\s+){1,5}(?:" + "|".join(verbs)
                      + r")(?:[.,;]|\s+(?:in|on|at|to|after|during|when|as|adding|of)\b|\s*$))")


def _end_before_cue(text: str, start: int, end: int) -> int:
    """Return where a quotation without closing mark ends: before its cue, else with its block."""
    match = _cue_clause().search(text, start, end)
    return match.end() if match else end
