"""Headlines and section headings: short lines that are no sentences of the story."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from quoth.reading.layout import Unit
from quoth.reading.marks import Mark

_QUOTED = re.compile(r"^([\"“”„«‘]|''?)([^'\"].*[^.!?,…'\"])([\"“”»’]|''?)$")
# What the first sentence of a story has and a headline has not: an article or pronoun in front, a
# past tense of reporting, the weekday.
_LEAD = re.compile(
    r"^(the|a|an|it|he|she|they|we|i|this|that|these|those|there|at least|on|when|after)\b|"
    r"\b(said|told|was|were|had|announced|added|according to|has been|have been|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|yesterday|today)\b", re.I)
# What headlines leave out where they can.
_VERBOSE = re.compile(r"\b(is|are|has|have|his|her|their|its|will|would|your|you|a|an|the)\b", re.I)
_SMALL = frozenset([
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "off",
    "on", "or", "over", "per", "the", "to", "up", "via", "vs", "with"])


_QUESTION = re.compile(
    r"(?!.*\b(?i:you|your|i|my|me|we|our|us|that|this|it|they|he|she|so)\b)(?:\d+[.)]\s|(?:What|Who|Why|How|Where|When|Which)"
    r"\s(?:\S+\s){1,6}\S+\?$)")


def is_headline(unit: Unit, following: str) -> bool:
    """Say whether the first line of a text is a headline although it ends as a sentence does.

    The story that follows takes up the words of its headline.

    >>> from quoth.reading.layout import units
    >>> is_headline(units("Port Reopens After Long Strike.")[0], "")
    True
    >>> is_headline(units("The port reopened on Monday.")[0], "The port was shut for a year.")
    False
    """
    text = unit.text.partition("\n")[0]
    if not unit.closed or unit.words > 25 or re.match("[\"“„«]", text):
        return False
    if _is_title_case(text):
        return True
    if unit.words > 16 or re.search(r"[^.\s]{3}[.!?][\"”’]?\s+\S", text):
        return False
    if ": " in text[:40]:
        return True
    if _LEAD.search(text):
        return False
    return not _VERBOSE.search(text) or len(_content(text) & _content(following[:600])) >= 2


def _content(text: str) -> set[str]:
    """Return the beginnings of the longer words of a text."""
    return {word.casefold()[:5] for word in re.findall(r"[^\W\d_]{4,}", text)}


def _is_title_case(text: str) -> bool:
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if w.casefold() not in _SMALL]
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.85 * len(words)


def headings(units: Sequence[Unit], story: Sequence[int],
             known: Collection[str]) -> Iterator[Mark]:
    """Yield the section headings: short lines between two paragraphs of the story, and lines
    that are `known` to be headings.

    >>> from quoth.reading.layout import units
    >>> text = "The port is open.\\n\\nA long wait\\n\\nNobody had expected it to last, she said."
    >>> [(mark.start, mark.end) for mark in headings(units(text), [0, 1, 2], ())]
    [(19, 30)]
    """
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
    if re.match(r"(?:[QA]|[A-Z][A-Z. ]+|\w+):?\s?:", text):
        return False
    if text[-1] in "?!":  # a question of the story, unless it is printed as a title is
        return bool(_QUESTION.match(text)) or _is_title_case(text)
    quoted = _QUOTED.match(text)
    if quoted:
        return not re.search(r"[.!?]\s", quoted[2])
    return not unit.closed and not re.search("[\"”»]$", text)
