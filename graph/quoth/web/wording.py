"""Wordings of one statement side by side: which words each has that the first has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_PART = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
LONGEST = 2000  # words that are compared

Part = tuple[str, bool]


def compared(texts: Sequence[str]) -> list[list[Part]]:
    """Return each text in parts with whether the part is its own: of the first all is shared.

    >>> compared(["We will stay.", "We shall stay."])[1]
    [('We ', False), ('shall', True), (' stay.', False)]
    """
    return [list(_joined(_own(texts[0], text))) for text in texts]


def _own(first: str, text: str) -> Iterator[Part]:
    one, other = _PART.findall(first)[:LONGEST], _PART.findall(text)
    matcher = SequenceMatcher(None, [w.casefold() for w in one],
                              [w.casefold() for w in other[:LONGEST]], autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        for word in other[start:end]:
            yield word, kind in ("replace", "insert") and not word.isspace()
    yield "".join(other[LONGEST:]), False


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield neighbours of one kind as one."""
    text, own = "", False
    for word, mine in parts:
        if mine != own and text:
            yield text, own
            text = ""
        text, own = text + word, mine
    if text:
        yield text, own
