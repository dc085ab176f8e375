"""Transcripts and interviews: "Q: ... A: ...", "MODERATOR: ...", "Vera Stoll: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quoth.nlp.layout import Layout
from quoth.nlp.wordlists import word_set
from quoth.records import Attribution, Span

_TURN = re.compile(
    r"(?:\*\*|[\"“])?(?P<name>Q|A|[^\W\d_a-z][\w.'’-]*"
    r"(?:[ ](?:[^\W\d_a-z][\w.'’-]*|of|for|from|and|de|van|von|the|al|floor|audience)){0,7}"
    r"(?:\s?\((?:Mrs?|Ms|Dr|Sir|Dame|Hon|Prof|Gen|Rt)\b[^)\n]{1,60}\))?)"
    r"(?:\s?\([^)\n]{1,60}\))?(?:\*\*)?\s?(?::(?:\*\*)?|(?<=[QA])\.)\s+(?=\S)")
_FORMAL = re.compile(  # minutes of a hearing: "Dr. Stoll. I signed it."
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Prof|Gen|Adm)\.|Senator|Representative|Chairman"
    r"|Chairwoman|Chair|Secretary|Judge|Justice|Ambassador|Minister)(?:\s[^\W\d_a-z][\w'’-]+){1,2}"
    r"|The (?:Chairman|Chairwoman|Chair|President|Speaker|Court|Clerk|Witness))\.\s+(?=\S)")
_STAGE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # (APPLAUSE)
_TAGGED = re.compile(r"[,.?!][”\"»] (?:he|she) (?:says?|said|tells?|told|adds?|added|asks?|asked"
                     r"|laughs?|shouts?|calls?)\b")
_LEAST = 2
_GAP = 2  # paragraphs between a first turn and the second


class Turn(NamedTuple):
    """One contribution: who, the colon behind the name if there is one, and what is said."""

    name: Span
    cue: Span | None
    content: tuple[Span, ...]


def find_turns(layout: Layout) -> tuple[Turn, ...]:
    """Return the turns of a transcript, none where the article is not one."""
    matches = {block: m for block in layout.paragraphs if (m := _turn(layout, block))}
    formal = {block: m for block in layout.paragraphs if (m := _FORMAL.match(layout.text, *block))}
    matches = formal if len(formal) > max(_LEAST, len(matches)) else matches
    if len(matches) < _LEAST or len(matches) * 3 < _span_of(layout, list(matches)):
        return ()
    return tuple(_turns(layout, matches))


def _turn(layout: Layout, block: Span) -> re.Match[str] | None:
    match = _TURN.match(layout.text, *block)
    if not match or match.end() >= block.end:
        return None
    words = match.group("name").lower().split()
    if words[0] in word_set("label") or words[-1] in word_set("label"):
        return None
    return match


def _span_of(layout: Layout, blocks: list[Span]) -> int:
    """Return how many paragraphs lie between the first turn and the last."""
    return sum(blocks[0].start <= p.start <= blocks[-1].start for p in layout.paragraphs)


def _turns(layout: Layout, matches: dict[Span, re.Match[str]]) -> Iterator[Turn]:
    name: Span | None = None
    cue: Span | None = None
    content: list[Span] = []
    place = {block: index for index, block in enumerate(layout.paragraphs)}
    near = [place[b] for b in matches]
    once = [m.group("name") for m in matches.values()].count(_first_name(matches)) == 1
    gap = 1 if near and near[0] == 0 and once else _GAP
    if len(near) > 1 and near[1] - near[0] > gap:  # a title like "Moe: we go"
        matches = {b: m for b, m in matches.items() if place[b] != near[0]}
    last = max(matches)
    for block in layout.paragraphs:
        if block in matches:
            if name is not None:
                yield Turn(name, cue, tuple(content))
            match = matches[block]
            cue = _colon(match)
            name, content = Span(*match.span("name")), [_unmarked(layout, match.end(), block.end)]
        elif name is not None and block < last and not _is_told(layout, block):
            content.append(block)
    if name is not None:
        yield Turn(name, cue, tuple(content))


def _is_told(layout: Layout, block: Span) -> bool:
    """Say whether a paragraph between turns is no part of one: (APPLAUSE), "He lights a pipe. "Go
    on," he says."."""
    return _STAGE.fullmatch(layout.text, *block) is not None \
        or _TAGGED.search(layout.text, *block) is not None


def _first_name(matches: dict[Span, re.Match[str]]) -> str:
    return next((m.group("name") for m in matches.values()), "")


def _colon(match: re.Match[str]) -> Span | None:
    """Return where the colon behind a name stands: the cue of a transcript."""
    at = match.string.find(":", match.end("name"), match.end())
    return Span(at, at + 1) if at >= 0 else None


def _unmarked(layout: Layout, start: int, end: int) -> Span:
    """Return what is said without the marks of bold type: "**Roe: Will you stay?**"."""
    return Span(start, end - 2 if layout.text[:end].endswith("**") else end)


def attributions(layout: Layout) -> Iterator[Attribution]:
    """Yield one attribution a turn; its words stand for themselves, so the form is direct."""
    for turn in find_turns(layout):
        yield Attribution(turn.content, turn.name, turn.cue, form="direct", act="say",
                          confidence=0.8, rules=("turn",))
