"""The deterministic layer that follows every extractor, neural or by rule.

Quotation marks, paragraphs, sentences and the cue lexicon know some things for sure; here they
correct what an extractor proposed. Same input, same output, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quoth.nlp import mentions
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import read_cue
from quoth.records import Annotations, Article, Attribution, Span

FURNITURE = frozenset(["title", "dateline", "date", "byline", "caption", "source", "boilerplate"])


def complete(article: Article, annotations: Annotations, *, model: str) -> Annotations:
    """Return the annotations with contents completed, bounded, classified and ordered."""
    layout = Layout(article)
    found: Iterable[Attribution] = annotations.attributions
    found = [a for a in found if not in_furniture(article, a) and (a.source or a.cue)]
    found = [b for a in found if (b := bounded(layout, a)) is not None]
    found = [classified(layout, a) for a in found]
    found = nested(without_doubles(found))
    return replace(
        annotations,
        model=model,
        sentences=annotations.sentences or layout.sentences,
        mentions=mentions.with_sources(layout, annotations.mentions, found),
        attributions=tuple(found),
    )


def in_furniture(article: Article, attribution: Attribution) -> bool:
    """Say whether source, cue or content lies in page furniture."""
    spans = [*attribution.content, attribution.source, attribution.cue]
    return any(
        region.kind in FURNITURE and span is not None
        and Span(region.start, region.end).contains(span)
        for region in article.regions
        for span in spans
    )


def bounded(layout: Layout, attribution: Attribution) -> Attribution | None:
    """Complete quoted pieces of the content to their marks and bound the rest by paragraph."""
    pieces = [_complete_piece(layout, piece) for piece in attribution.content]
    holes = [s for s in (attribution.source, attribution.cue) if s is not None]
    pieces = [part for piece in pieces for part in _without(piece, holes)]
    pieces = [p for piece in pieces if (p := trim(layout.text, piece)) is not None]
    return replace(attribution, content=_merged(pieces)) if pieces else None


def _complete_piece(layout: Layout, piece: Span) -> Span:
    """Grow a piece over the quotations that it touches; cut it at the paragraph's end."""
    block = next((p for p in layout.paragraphs if p.overlaps(piece)), piece)
    start, end = max(piece.start, block.start), min(piece.end, block.end)
    for quote in layout.quotes.outer:
        if quote.start < end and start < quote.end:
            start, end = min(start, quote.start), max(end, quote.end)
    return Span(start, end)


def _without(piece: Span, holes: Sequence[Span]) -> list[Span]:
    """Cut the holes out of a piece, unless they leave nothing of it."""
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


def trim(text: str, span: Span) -> Span | None:
    """Drop blanks and loose punctuation at the edges of an unquoted content."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:.–—-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"
                           or (text[end - 1] == "." and text[end - 2 : end - 1] not in ("", "."))):
        end -= 1
    return Span(start, end) if start < end else None


def _merged(pieces: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for piece in sorted(set(pieces)):
        if merged and piece.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
        else:
            merged.append(piece)
    return tuple(merged)


def classified(layout: Layout, attribution: Attribution) -> Attribution:
    """Set form, cue lemma, speech act, attitude and negation."""
    changed = replace(attribution, form=form_of(layout, attribution.content))
    if attribution.cue is None:
        return changed
    reading = read_cue(attribution.cue.of(layout.text))
    return replace(changed, cue_lemma=reading.lemma or attribution.cue_lemma,
                   act=reading.act or attribution.act, attitude=reading.attitude,
                   negated=reading.negated)


def form_of(layout: Layout, content: Sequence[Span]) -> str:
    """Return direct if all words are in quotation marks, mixed if some are, else indirect."""
    total = quoted = 0
    for piece in content:
        for token in layout.tokens_of(piece):
            if token.is_word:
                total += 1
                quoted += any(q.start <= token.start < q.end for q in layout.quotes.outer)
    if not quoted:
        return "indirect"
    return "direct" if quoted == total else "mixed"


def without_doubles(found: Sequence[Attribution]) -> list[Attribution]:
    """Drop attributions whose content another one has already; order the rest by place."""
    kept: list[Attribution] = []
    for attribution in sorted(found, key=_order):
        if not any(a.content == attribution.content for a in kept):
            kept.append(attribution)
    return kept


def _order(attribution: Attribution) -> tuple[int, int, bool, int]:
    extent = attribution.extent
    return (extent.start, -extent.end, attribution.source is None,
            attribution.cue.start if attribution.cue else -1)


def nested(found: Sequence[Attribution]) -> list[Attribution]:
    """Set `within`: the innermost attribution whose content holds this one's cue and content."""
    result = []
    for attribution in found:
        inner = attribution.cue or attribution.source or attribution.content[0]
        holders = [
            (sum(s.end - s.start for s in outer.content), index)
            for index, outer in enumerate(found)
            if outer is not attribution
            and any(s.contains(inner) for s in outer.content)
            and any(s.overlaps(attribution.content[0]) for s in outer.content)
        ]
        result.append(replace(attribution, within=min(holders)[1] if holders else None))
    return result
