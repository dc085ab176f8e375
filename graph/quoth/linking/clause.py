"""The clause that tells of an act of speaking: its sentence without contents and asides.

"Ann Roe, who was born in Oslo, said in Rome that ..." tells of Rome alone.
"""

from __future__ import annotations

import re

from quoth.linking.scene import Scene
from quoth.records import Attribution, Span

BLANK = "\x00"
# What tells of somebody and not of the act of speaking: relative clauses, participles, appositions.
_ASIDES = (
    re.compile(r",\s*(?:who|whom|whose|which|where|when)\b[^,;\x00]*(?=[,;.\x00]|$)"),
    re.compile(r"(?<=\w)\s(?:who|which)\s+(?:was|were|is|are|had|has|have|\w+ed)\b[^,;.\x00]*"),
    re.compile(r",\s*(?!asked|interviewed|reached|contacted|questioned|pressed|quoted)(?:\w+ed|born"
               r"|found|shot|held|hit|sworn|built|sent)\s(?:in|on|at|to|from|by|for|with|after)\b"
               r"[^,;\x00]*(?=,)"),
    re.compile(r",\s*(?:an?|the)\s+(?:[\w’'-]+\s+){1,5}?(?:in|on|at|from)\s[^,;\x00]*(?=,)"),
)
_NEXT = re.compile(r"\band\b|;")
_ACTS = re.compile(r"\b(?:speaking|visiting|attending|addressing|touring|hosting|talking)\b")


def clause(attribution: Attribution, scene: Scene) -> tuple[str, int]:
    """Return the sentence of cue and source with contents blanked out, asides too, and its start.

    The sentence ends where another source speaks, so that its date isn't taken for this one's.
    """
    key = attribution.cue, attribution.source, attribution.extent.start
    if key not in scene.clauses:
        scene.clauses[key] = _clause(attribution, scene)
    return scene.clauses[key]


def _clause(attribution: Attribution, scene: Scene) -> tuple[str, int]:
    anchor = attribution.cue or attribution.source
    assert anchor is not None
    span = scene.sentence_span(anchor.start)
    end = min(span.end, anchor.end + 300)
    begin = span.start
    for other, _ in scene.sources.near(begin, end):
        if other == attribution.source:
            continue
        if anchor.end < other.start < end:
            end = other.start
        elif begin < other.end < min(anchor.start, attribution.extent.start):
            begin = other.end
    hidden = [content for content, _ in scene.contents.near(begin, end)
              if not (content.start <= anchor.start < content.end)]
    hidden += [Span(region.start, region.end) for region in scene.article.regions
               if region.kind not in ("caption", "heading")]
    text = _blanked(scene.text[begin:end], hidden, begin)
    return without_asides(text, Span(anchor.start - begin, anchor.end - begin)), begin


def _blanked(text: str, hidden: list[Span], begin: int) -> str:
    """Return a piece of text, which begins at a place, with BLANK for the hidden characters."""
    for span in hidden:
        first, last = max(span.start - begin, 0), min(span.end - begin, len(text))
        if first < last:
            text = f"{text[:first]}{BLANK * (last - first)}{text[last:]}"
    return text


def without_asides(text: str, anchor: Span) -> str:
    """Return the text with asides blanked out, but for those that hold the cue.

    >>> without_asides("Roe, who left Oslo in May, said", Span(27, 31)).replace(BLANK, "")
    'Roe, said'
    """
    for pattern in _ASIDES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not (start < anchor.end and anchor.start < end) and not _ACTS.search(match[0]):
                text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def own_part(text: str, attribution: Attribution, start: int) -> str:
    """Return the clause up to where another one may begin: "declared ..., and on Monday left"."""
    anchor = attribution.cue or attribution.source
    at = anchor.end - start if anchor else 0
    stop = _NEXT.search(text[at:])
    return text[: at + stop.start()] if stop else text
