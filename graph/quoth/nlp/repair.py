"""Repairs of one attribution's spans: complete to quotation marks, bound by sentence, lead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from quoth.forms import altered
from quoth.nlp import clauses
from quoth.nlp.datelines import dateline_length
from quoth.nlp.edges import edged, goes_on
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import match_cue, read_cue, trailing_lemmas
from quoth.nlp.quotes import Quote
from quoth.nlp.seams import parted, to_phrase_end
from quoth.nlp.sources import with_source, with_title
from quoth.nlp.wordlists import closed_class, is_past, word_set
from quoth.records import Attribution, Span

_EDGE = ",;:–—―-"
_DASHES = ("–", "—", "―", "-")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?(?:[ap]\.?m\.?|h|[A-Z]{3,4}))?\b\.?\s*[-–—|:]?\s+"
                    r"(?=[\"“„«‘]?[A-Z])")
_NAMED = 4  # words of an object that names what a quotation then says
_ADJUNCT = 5  # words of a phrase of place or time
_HEADINGS = ("title", "heading", "subtitle")
_LEAST = 0.3  # share of a quotation that a content must cover to be completed to its marks
_RELATIVE = re.compile(r"\b(?:that|which|whom)\s$")  # an economy that | the fund has called weak
_PRONOUN = re.compile(r", (?:something|anything|one)$")  # ..., something | she denies
_LEAD = 40  # characters of a dateline before which a content may begin
_SUBJECT = 80  # characters of a subject between a cue and its clause


def repaired(layout: Layout, attribution: Attribution) -> Attribution | None:
    """Return the attribution with a tidy content, None where nothing of it is left."""
    attribution = edged(layout, with_source(layout, parted(layout, _of_words(layout, attribution))))
    pieces: list[Span] = []
    for piece in attribution.content:
        pieces.extend(_bounded(layout, _whole_words(layout.text, piece), attribution))
    pieces = _led(layout, _without_fragments(layout, pieces, attribution), attribution)
    holes = [s for s in (attribution.source, attribution.cue) if s is not None]
    pieces = [part for piece in pieces for part in without(piece, holes)]
    trimmed = [p for piece in pieces if (p := trim(layout, piece)) is not None]
    trimmed = [to_phrase_end(layout, _without_object(layout, p, attribution), holes)
               for p in trimmed]
    trimmed = _without_adjuncts(layout, [_without_tail(layout, p, attribution) for p in trimmed],
                                attribution)
    trimmed = [_with_mark(layout, _with_subject(layout, p, attribution), attribution.cue)
               for p in trimmed]
    return with_title(layout, altered(attribution, content=merged(layout, trimmed))) \
        if trimmed else None


def _with_mark(layout: Layout, piece: Span, cue: Span | None) -> Span:
    """Give a question or cry its own mark: "Where from|? he asks"."""
    marked = layout.text[piece.end : piece.end + 1] in ("?", "!") and cue is not None \
        and piece.end < cue.start and not layout.quotes_in(piece)
    return Span(piece.start, piece.end + 1) if marked else piece


def _with_subject(layout: Layout, piece: Span, attribution: Attribution) -> Span:
    """Give a clause that begins with its auxiliary what stands between it and the cue.

    "The tenants said the landlord, a Mr Roe, had assured them" is all about the landlord.
    """
    cue, source, text = attribution.cue, attribution.source, layout.text
    first = next(iter(layout.tokens_of(piece)), None)
    if cue is None or first is None or first.low not in word_set("finite auxiliary") \
            or not 0 < piece.start - cue.end < _SUBJECT or source and source.start >= cue.end:
        return piece
    between = text[cue.end : piece.start]
    if re.search(r"[.;:!?“”\"\n]", between) or piece.start - cue.end < 2:
        return piece
    view = layout.view(Span(cue.end, piece.start))
    matched = match_cue([t.low for t in layout.tokens_of(cue)][-1:], 0)
    told = matched is not None and "o" in matched[1].frames
    at = clauses.noun_phrase_end(view, 0) if told else 0
    if told and view.tag(0) == "PRON":
        at = 1
    if at >= len(view.items) or view.tag(at) not in ("DET", "NAME", "WORD", "PRON"):
        return piece
    return Span(view.items[at].start, piece.end)


def _without_fragments(layout: Layout, pieces: list[Span],
                       attribution: Attribution) -> list[Span]:
    """Drop the beginning of a sentence of another paragraph that an extractor ran into."""
    if attribution.cue is None or len(pieces) < 2:
        return pieces
    home = layout.paragraph_of(attribution.cue.start)
    pieces = [p for p in pieces if home.overlaps(p) or not any(
        r.kind in _HEADINGS and r.start <= p.start < r.end for r in layout.article.regions)
              ] or pieces
    if any(layout.quotes_in(p) for p in pieces):
        pieces = [p for p in pieces if layout.quotes_in(p)
                  or not _is_before(layout, p, attribution.cue)] or pieces
    kept = [p for p in pieces if home.overlaps(p) or layout.quotes_in(p)
            or layout.text[p.end - 1 : p.end + 1].strip(" \n")[-1:] in ".!?…:;”\""
            or layout.paragraph_of(p.start).end <= p.end]
    return kept or pieces


def _is_before(layout: Layout, piece: Span, cue: Span) -> bool:
    """Say whether an unquoted piece stands in a sentence before that of the cue: "And what will |
    she do? She shrugs. "Swim."."""
    sentence = layout.sentence_of(piece.start)
    return sentence is not None and sentence.end <= cue.start and layout.text[
        sentence.end : cue.start].strip() != "" and piece.end < sentence.end


def _of_words(layout: Layout, attribution: Attribution) -> Attribution:
    """Complete a source and a cue that cut a word in two: "the author | rewr|ote"."""
    source, cue = (s and _whole_words(layout.text, s) for s in (attribution.source,
                                                                attribution.cue))
    return altered(attribution, source=source, cue=cue)


def _whole_words(text: str, span: Span) -> Span:
    """Return a span with the words and figures that it cuts in two completed."""
    start, end = span
    while 0 < start < end and _in_word(text, start):
        start -= 1
    while end < len(text) and _in_word(text, end):
        end += 1
    return Span(start, end)


def _in_word(text: str, at: int) -> bool:
    """Say whether a cut parts a word, or a figure as "50|,000" and "4.|5"."""
    if text[at - 1].isalnum() and text[at].isalnum():
        return True
    around = text[at - 1] + text[at + 1 : at + 2] if text[at] in ",." else \
        text[max(0, at - 2) : at - 1] + text[at] if text[at - 1] in ",." else ""
    return len(around) == 2 and around.isdecimal()


def told_apart(layout: Layout, attribution: Attribution) -> list[Attribution]:
    """Return an attribution as two where a colon ends its paragraph and a quotation follows."""
    content = attribution.content
    for at in range(1, len(content)):
        block, following = (layout.paragraph_of(s.start) for s in content[at - 1 : at + 1])
        if block != following and layout.text[block.start : block.end].endswith(":") \
                and any(q.start == content[at].start for q in layout.quotes_in(content[at])):
            told = altered(attribution, content=content[:at])
            quoted = altered(attribution, content=content[at:], rules=(*attribution.rules, "colon"))
            return [quoted] if is_object(layout, told) else [told, quoted]
    return [attribution]


def is_object(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the content before a colon only names what follows: "explained its decision:"."""
    if "rules:object" in attribution.rules:
        return True
    words = layout.text[attribution.extent.start : attribution.extent.end].lower().split()
    verbal = any(is_past(w) or closed_class().get(w) == "AUX" for w in words[1:])
    return len(words) <= _NAMED and words[0] in word_set("determiner") and not verbal


def _without_adjuncts(layout: Layout, pieces: list[Span],
                      attribution: Attribution) -> list[Span]:
    """Drop what only says where or when: "C, as noted by X, in her diary"."""
    if len(pieces) < 2 or attribution.cue is None:
        return pieces
    last = pieces[-1]
    words = last.of(layout.text).lower().split()
    adjunct = len(words) <= _ADJUNCT and words[0] in ("in", "on", "at", "during", "after", "before",
                                                      "without")
    if adjunct and last.start > attribution.cue.end and not layout.quotes_in(last) \
            and layout.text[last.end : last.end + 1] in (".", "", "\n"):
        return pieces[:-1]
    return pieces


def _without_object(layout: Layout, piece: Span, attribution: Attribution) -> Span:
    """Drop what a quotation answers: "answered the question about the dam: "C""."""
    inside = [q for q in layout.quotes_in(piece) if q.start > piece.start]
    cue = read_cue(attribution.cue.of(layout.text)).lemma if attribution.cue else None
    if not inside or cue not in word_set("answer") \
            or not layout.text[piece.start : inside[0].start].rstrip().endswith(":"):
        return piece
    return Span(inside[0].start, piece.end)


def _without_tail(layout: Layout, piece: Span, attribution: Attribution) -> Span:
    """Drop what follows a quotation that is all that was said: "cried "Stop!" until they left"."""
    inside = layout.quotes_in(piece)
    if not inside or inside[0].start != piece.start or not inside[0].closed \
            or any(q.start >= inside[0].end for q in inside) or not attribution.cue \
            or attribution.cue.end > piece.start or not _is_speech(layout.text, attribution):
        return piece
    words = layout.text[inside[0].end : piece.end].lower().strip(_EDGE + " ").split()
    loose = words and words[0] in word_set("after a quotation") \
        and not goes_on(layout, inside[0], Span(inside[0].end, piece.end))
    return inside[0].span if loose else piece


def anchor_of(attribution: Attribution) -> Span | None:
    """Return the words that say whose level an attribution is on: its cue, else its source."""
    return attribution.cue or attribution.source


def _bounded(layout: Layout, piece: Span, attribution: Attribution) -> list[Span]:
    """Cut a piece at paragraphs, complete its quotations, and bound what is not quoted."""
    quotes = quotes_for(layout, attribution)
    parts = []
    for block in layout.paragraphs_in(piece):
        part = Span(max(piece.start, block.start), min(piece.end, block.end))
        parts.append(_completed(part, quotes))
    if attribution.cue is None:
        return parts  # a statement in full, or a paragraph that goes on
    if layout.text[: piece.start].rstrip().endswith(":"):
        return [_to_sentence_end(layout, p, quotes)
                if any(q.start == p.start and q.level for q in quotes) else p for p in parts]
    quoted = any(_touches(p, quotes) for p in parts)
    if len(parts) > 1 and not quoted:
        cue = attribution.cue
        parts = [min(parts, key=lambda p: max(p.start - cue.end, cue.start - p.end, 0))]
    return [_to_sentence_end(layout, p, quotes) if quoted else _in_sentence(layout, p, attribution)
            for p in parts]


def _to_sentence_end(layout: Layout, piece: Span, quotes: Sequence[Quote]) -> Span:
    """Cut what goes on after the sentence of the last quotation in a piece."""
    inside = [q for q in quotes if piece.contains(q.span)]
    if not inside:
        return piece
    sentence = layout.sentence_of(inside[-1].end - 1)
    if sentence is None or not inside[-1].end <= sentence.end < piece.end:
        return piece
    return Span(piece.start, sentence.end)


def quotes_for(layout: Layout, attribution: Attribution) -> list[Quote]:
    """Return the quotations on the level of an attribution: outermost of those that don't hold
    its cue."""
    anchor = anchor_of(attribution)
    if anchor is None:
        return list(layout.outer)
    level = max((q.level + 1 for q in layout.quotes_in(anchor) if q.span.contains(anchor)),
                default=0)
    extent = attribution.extent
    return [q for q in layout.quotes_in(extent) if q.level == level]


def _completed(piece: Span, quotes: Sequence[Quote]) -> Span:
    """Grow a piece over the quotations of which it has a good part; drop what it only grazes."""
    start, end = piece
    for quote in quotes:
        if not quote.span.overlaps(Span(start, end)) or quote.repaired and not quote.closed:
            continue
        if start <= quote.start and quote.end <= end:
            continue
        shared = min(end, quote.end) - max(start, quote.start)
        size = min(quote.end - quote.start, end - start)
        if shared >= _LEAST * size:
            start, end = min(start, quote.start), max(end, quote.end)
        elif start < quote.start:
            end = quote.start
        else:
            start = quote.end
    return Span(start, end) if start < end else piece


def _touches(piece: Span, quotes: Sequence[Quote]) -> bool:
    return any(q.span.overlaps(piece) for q in quotes)


def _in_sentence(layout: Layout, piece: Span, attribution: Attribution) -> Span:
    """Cut an unquoted piece that runs over a sentence's end, on the side of its cue."""
    starts = layout.sentence_starts
    first = bisect_right(starts, piece.start) - 1
    last = bisect_right(starts, piece.end - 1) - 1
    if first == last or first < 0:
        return piece
    anchor = anchor_of(attribution)
    if anchor is not None and anchor.start >= piece.end:
        return Span(starts[last], piece.end)
    return Span(piece.start, layout.sentences[first].end)


def _led(layout: Layout, pieces: list[Span], attribution: Attribution) -> list[Span]:
    """Repair the lead: in "<long clause>, X said at ..." the clause is the content, all of it.

    Applies to a verb of speech that follows an unquoted content in its sentence, with a comma
    before its source. A conjunction or adverb at the sentence's head may stay outside.
    """
    if attribution.rules == ("rules:relative",):
        return pieces
    before = [p for p in pieces if attribution.cue and p.end <= attribution.cue.start]
    if len(before) != 1 or len(pieces) != 1 or attribution.source is None:
        return pieces
    first, text = before[0], layout.text
    sentence = layout.sentence_of(first.start)
    if _RELATIVE.search(text, max(0, attribution.source.start - 8), attribution.source.start) \
            or _PRONOUN.match(text, max(0, first.start - 2), first.end):
        return pieces
    tail = min(attribution.source, attribution.cue or attribution.source)
    head = text[: tail.start].rstrip()
    quoted = first.end == len(head) and not any(
        q.start == first.start for q in layout.quotes_in(first))  # the mill is "shut," X said
    if sentence is None or not sentence.contains(tail) or tail.start < first.end \
            or not (quoted or head.endswith((",", *_DASHES))) or not _is_speech(text, attribution):
        return pieces
    whole = Span(sentence.start + dateline_length(text[sentence.start : sentence.start + 120]),
                 len(head) - (not quoted))
    opening, gap = text[whole.start : first.start], text[first.end : whole.end]
    loose = [q for q in layout.quotes_in(whole) if not first.contains(q.span)]
    if loose or any(c in opening + gap for c in ":;") or whole.start >= whole.end \
            or opening.rstrip()[-1:] in _DASHES or _has_report(layout, opening):
        return pieces
    keep = len(opening.split()) <= 1
    return [Span(first.start if keep else whole.start, whole.end)]


def _has_report(layout: Layout, opening: str) -> bool:
    """Say whether somebody speaks in a clause: "They said they agreed, but C, they added"."""
    words = opening.lower().split()
    cues = [match_cue(words, at) for at in range(1, len(words))]
    return any(found and found[1].tense in ("past", "s") and found[1].lemma in trailing_lemmas()
               for found in cues)


def _is_speech(text: str, attribution: Attribution) -> bool:
    """Say whether a cue is a verb of speech that can follow its content."""
    reading = read_cue(attribution.cue.of(text)) if attribution.cue else None
    return reading is not None and reading.lemma in trailing_lemmas()


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
    open_ends = {q.end for q in layout.quotes_in(span) if not q.closed}
    start = max(start, _after_clock(layout, start))
    while start < end and (text[start].isspace() or text[start] in _EDGE + "."):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE or end in strays
                           or (text[end - 1] == "." and end not in open_ends
                               and _is_loose_stop(text, start, end))):
        end -= 1
    if text[start : start + 1] == "(" and ")" not in text[start:end]:
        start += 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return Span(start, end)


def _after_clock(layout: Layout, offset: int) -> int:
    """Return where the words of a ticker's entry or a lead begin: "14:52 - The bridge is closed",
    "LIMA, Sept 2 - The bridge is closed"."""
    block = layout.paragraph_of(offset)
    if offset - block.start < _LEAD and layout.text[block.start].isalpha():
        head = dateline_length(layout.text[block.start : min(block.end, block.start + 120)])
        offset = max(offset, block.start + head)
    clock = _CLOCK.match(layout.text, block.start, block.end)
    return clock.end() if clock and offset < clock.end() else offset


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
