"""Headlines and section headings: short lines that are no sentences of the story."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from quoth.reading.layout import Unit
from quoth.reading.marks import Mark

_QUOTED = re.compile(r"^([\"“”„«‘'])(.*[^.!?,…])([\"“”»’'])$")
_PAST = re.compile(
    r"\b(the|a|an|was|were|had|said|told|added|announced|his|her|their|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|yesterday|today)\b", re.I)
_SMALL = frozenset([
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "off",
    "on", "or", "over", "per", "the", "to", "up", "via", "vs", "with"])


def is_headline(unit: Unit) -> bool:
    """Say whether the first line of a text is a headline although it ends as a sentence does.

    >>> from quoth.reading.layout import units
    >>> [is_headline(u) for u in units("Port Reopens After Long Strike.\\nThe port was reopened.")]
    [True, False]
    """
    text = unit.text.partition("\n")[0]
    if not unit.closed or unit.words > 20 or re.search(r"[.!?][\"”’]?\s+\S", text):
        return False
    if re.match("[\"“„«]", text) and re.search("[\"”“»][.!?]*$", text):
        return False
    return _is_title_case(text) or (text[-1] in "?!" and unit.words <= 14) or (
        3 <= unit.words <= 14 and not _PAST.search(text))


def _is_title_case(text: str) -> bool:
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if w.casefold() not in _SMALL]
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.85 * len(words)


def headings(units: Sequence[Unit], story: Sequence[int],
             known: Collection[str]) -> Iterator[Mark]:
    """Yield the section headings: short lines between two paragraphs of the story, and lines
    that are `known` to be headings."""
    for i in story:
        if units[i].text in known:
            yield Mark(units[i].start, units[i].end, "heading")
    for before, here, after in zip(story, story[1:], story[2:], strict=False):
        unit = units[here]
        if (here == before + 1 and after == here + 1 and _is_heading(unit)
                and units[before].closed and units[after].prose):
            yield Mark(unit.start, unit.end, "heading")


def _is_heading(unit: Unit) -> bool:
    text = unit.text.lstrip("#* ")
    if "\n" in text or not 1 <= unit.words <= 14 or len(text) > 120:
        return False
    if re.search(r"[.:;,…–—-]$", text) or re.match(r"[-–—•*·(\[@]", text) or "http" in text:
        return False
    if not (text[0].isupper() or text[0].isdigit() or _QUOTED.match(text)):
        return False
    if text[-1] in "?!":
        return unit.words <= 8 and not re.search(r"(?i)\b(you|your|we|i|me)\b", text)
    quoted = _QUOTED.match(text)
    if quoted:
        return not re.search(r"[.!?]\s", quoted[2])
    return not unit.closed and not re.search("[\"”»]$", text)
