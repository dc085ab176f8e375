"""Plain reports that an extractor found no content for: "Ann Roe said at a briefing that C"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoth.forms import altered
from quoth.nlp.layout import Layout
from quoth.nlp.rules import attributions
from quoth.nlp.shelf import Shelf
from quoth.nlp.wordlists import word_set
from quoth.records import Attribution

_BETWEEN = re.compile(r"(?: (?:at|in|on|to|during|after|before|by|via|through) [^,;:“”\"]{1,70}"
                      r"| [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}| reporters| journalists"
                      r"| (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)*,? ?")
_VERBAL = re.compile(r"\b(?:was|were|is|are|had|has|have|would|will|which|who|and|but|said|when"
                     r"|as)\b")
_CONFIDENCE = 0.6


def recovered(layout: Layout, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield what verbs of plain speech report by "that" where nothing has been found."""
    shelf = Shelf(found)
    for made in attributions(layout):
        if _is_plain(layout, made) and not any(
                _meets(made, other) for other in shelf.near(made.extent)):
            yield altered(made, confidence=_CONFIDENCE)


def _meets(made: Attribution, other: Attribution) -> bool:
    """Say whether another attribution has the cue, or words of the content."""
    cue, extent = made.cue, made.extent
    return cue is not None and (other.cue is not None and other.cue.overlaps(cue) or any(
        s.overlaps(cue) or s.overlaps(extent) for s in other.content))


def _is_plain(layout: Layout, made: Attribution) -> bool:
    """Say whether a subject right before a verb of plain speech has a clause with "that"."""
    if made.source is None or made.cue is None or made.form != "indirect" \
            or made.cue_lemma not in (word_set("plain saying") | word_set("plain act")) - {"ask"} \
            or made.source.of(layout.text).lower() == "who":
        return False
    begin = made.content[0].start
    lead = layout.text[made.cue.end : begin]
    inside = layout.text.startswith("that ", begin)
    between = lead if inside else lead.removesuffix("that ")
    if not inside and between == lead or _VERBAL.search(between):
        return False
    gap = layout.text[made.source.end : made.cue.start].strip(" ,")
    return not gap and _BETWEEN.fullmatch(between) is not None
