"""Repairs of one attribution's spans: complete to quotation marks, bound by sentence, lead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quoth.nlp.datelines import dateline_length
from quoth.nlp.layout import Layout
from quoth.nlp.quotes import Quote
from quoth.records import Attribution, Span

_EDGE = ",;:–—-"
_LEAST = 0.3  # share of a quotation that a content must cover to be completed to its marks


def repaired(layout: Layout, attribution: Attribution) -> Attribution | None:
    """Return the attribution with a tidy content, None where nothing of it is left."""
    pieces: list[Span] = []
    for piece in attribution.content:
        pieces.extend(_bounded(layout, piece, attribution))
    pieces = _led(layout, pieces, attribution)
    holes = [s for s in (attribution.source, attribution.cue) if s is not None]
    pieces = [part for piece in pieces for part in without(piece, holes)]
    trimmed = [p for piece in pieces if (p := trim(layout, piece)) is not None]
    return replace(attribution, content=merged(layout, trimmed)) if trimmed else None


def _bounded(layout: Layout, piece: Span, attribution: Attribution) -> list[Span]:
    """Cut a piece at paragraphs, complete its quotations, and bound what is not quoted."""
    blocks = [p for p in layout.paragraphs if p.overlaps(piece)]
    parts = []
    for block in blocks:
        part = Span(max(piece.start, block.start), min(piece.end, block.end))
        parts.append(_in_sentence(layout, _completed(layout, part), attribution))
    if len(parts) > 1 and not any(_touches_quote(layout, p) for p in parts):
        anchor = attribution.cue or attribution.source or parts[0]
        parts = [min(parts, key=lambda p: max(p.start - anchor.end, anchor.start - p.end, 0))]
    return parts


def _completed(layout: Layout, piece: Span) -> Span:
    """Grow a piece over the quotations of which it has a good part; drop what it only grazes."""
    start, end = piece
    for quote in layout.quotes.outer:
        if not quote.span.overlaps(Span(start, end)) or quote.repaired and not quote.closed:
            continue
        shared = min(end, quote.end) - max(start, quote.start)
        size = min(quote.end - quote.start, end - start)
        if start <= quote.start and quote.end <= end:
            continue
        if shared >= _LEAST * size:
            start, end = min(start, quote.start), max(end, quote.end)
        elif start < quote.start:
            end = quote.start
        else:
            start = quote.end
    return Span(start, end) if start < end else piece


def _touches_quote(layout: Layout, piece: Span) -> bool:
    return any(q.span.overlaps(piece) for q in layout.quotes.outer)


def _in_sentence(layout: Layout, piece: Span, attribution: Attribution) -> Span:
    """Cut an unquoted piece that runs over a sentence's end, on the side of its cue."""
    if _touches_quote(layout, piece):
        return piece
    starts = layout.sentence_starts
    first = bisect_right(starts, piece.start) - 1
    last = bisect_right(starts, piece.end - 1) - 1
    if first == last or first < 0:
        return piece
    anchor = attribution.cue or attribution.source
    if anchor is not None and anchor.start >= piece.end:
        return Span(starts[last], piece.end)
    return Span(piece.start, layout.sentences[first].end)


def _led(layout: Layout, pieces: list[Span], attribution: Attribution) -> list[Span]:
    """Repair the lead: "<long clause>, X said at ..." begins with its sentence.

    Applies where source and cue follow an unquoted content in its sentence. What stands between
    the sentence's start and the content belongs to it, and so does the rest up to the source.
    """
    anchors = [s for s in (attribution.source, attribution.cue) if s is not None]
    if not pieces or not anchors:
        return pieces
    first = min(pieces)
    sentence = layout.sentence_of(first.start)
    tail = min(anchors)
    if sentence is None or not sentence.contains(tail) or tail.start < first.end \
            or _touches_quote(layout, Span(sentence.start, tail.start)):
        return pieces
    before = [p for p in pieces if p.end <= tail.start]
    start = sentence.start + dateline_length(
        layout.text[sentence.start : min(sentence.end, sentence.start + 120)])
    gap = layout.text[max(p.end for p in before) : tail.start].strip(" ,\n")
    comma = layout.text[: tail.start].rstrip()[-1:] in (",", "–", "—")
    end = tail.start if not gap or (comma and len(gap) < 40) else max(p.end for p in before)
    if start > first.start:
        start = first.start
    return [Span(start, end), *(p for p in pieces if p.start >= tail.start)]


def without(piece: Span, holes: Sequence[Span]) -> list[Span]:
    """Cut the holes out of a piece."""
    parts = [piece]
    for hole in holes:
        parts = [
            part
            for whole in parts
            for part in ((Span(whole.start, hole.start), Span(hole.end, whole.end))
                         if whole.overlaps(hole) else (whole,))
            if part.start < part.end
        ]
    return parts


def trim(layout: Layout, span: Span) -> Span | None:
    """Drop blanks, loose punctuation and stray marks at the edges of a content."""
    text, (start, end) = layout.text, span
    strays = {s.end for s in layout.quotes.strays}
    while start < end and (text[start].isspace() or text[start] in _EDGE + "."):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE or end in strays
                           or (text[end - 1] == "." and _is_loose_stop(text, start, end))):
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return Span(start, end)


def _is_loose_stop(text: str, start: int, end: int) -> bool:
    """Say whether a final full stop ends the sentence and is no part of "U.S." or "..."."""
    before = text[max(start, end - 4) : end - 1]
    return not before.endswith(".") and not (len(before) > 1 and before[-2] == ".")


def merged(layout: Layout, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Return the pieces in order, overlapping and neighbouring ones joined."""
    joined: list[Span] = []
    for piece in sorted(set(pieces)):
        between = layout.text[joined[-1].end : piece.start] if joined else "x"
        if joined and (piece.start <= joined[-1].end or (not between.strip() and "\n" not in between
                                                         and len(between) < 3)):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)


def covers(content: Sequence[Span], quote: Quote) -> bool:
    """Say whether a content has most of a quotation."""
    shared = sum(max(0, min(s.end, quote.inner.end) - max(s.start, quote.inner.start))
                 for s in content)
    return 2 * shared >= quote.inner.end - quote.inner.start
