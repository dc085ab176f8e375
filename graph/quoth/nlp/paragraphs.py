"""Paragraphs of an article: the units that bound quotation marks and unquoted contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoth.records import Span

_TERMINAL = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_WRAPPED_WIDTH = (40, 130)  # the last column of hard-wrapped text


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of `text`, trimmed, in order.

    A blank line ends a paragraph, and so does a single line break, unless the lines are
    hard-wrapped: then the break is a blank inside the paragraph.

    >>> [p.of("One.\\n\\nTwo\\nthree.") for p in paragraphs("One.\\n\\nTwo\\nthree.")]
    ['One.', 'Two\\nthree.']
    """
    found: list[Span] = []
    for block in _blocks(text):
        found.extend(_join_wrapped(text, block))
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", text):
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        yield Span(start + min(left, right), start + right)
        start += len(line) + 1


def _blocks(text: str) -> Iterator[list[Span]]:
    """Yield runs of lines between blank lines."""
    block: list[Span] = []
    for line in _lines(text):
        if line.start < line.end:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _join_wrapped(text: str, block: Sequence[Span]) -> Iterator[Span]:
    wrapped = _is_wrapped(text, block)
    current = block[0]
    for line in block[1:]:
        runs_on = not _TERMINAL.search(text[max(current.start, current.end - 4) : current.end])
        if wrapped or (runs_on and text[line.start].islower()):
            current = Span(current.start, line.end)
        else:
            yield current
            current = line
    yield current


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Say whether the block was broken at a column: full lines, many ending within a sentence."""
    full = [line.end - line.start for line in block[:-1]]
    if len(full) < 2 or not _WRAPPED_WIDTH[0] <= max(full) <= _WRAPPED_WIDTH[1]:
        return False
    near = sum(width >= 0.75 * max(full) for width in full)
    broken = sum(not _TERMINAL.search(text[line.end - 3 : line.end]) for line in block[:-1])
    return near >= 0.9 * len(full) and broken >= 0.5 * len(full)
