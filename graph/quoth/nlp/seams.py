"""Where source, cue and content of one attribution meet: what an extractor gave to the wrong one,
and contents that break off before their phrase does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from quoth.forms import altered
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import cue_forms, match_cue
from quoth.nlp.tokens import Token
from quoth.nlp.wordlists import closed_class, word_set
from quoth.records import Attribution, Span

_OPENS_CONTENT = ("to", "as", "that", "it", "of", "for", "about", "against", "with")
_STEP = 4  # characters between a cue at the end of a content and what it reports
_LONGEST_CUE = 5  # words


def parted(layout: Layout, attribution: Attribution) -> Attribution:
    """Return the attribution with a source that ends before its cue, and with all of its cue."""
    return _with_whole_cue(layout, _without_cue(layout, attribution))


def _without_cue(layout: Layout, attribution: Attribution) -> Attribution:
    """Cut the cue off the end of a source: "the ministry announced | announced | C"."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or not source.start < cue.start < source.end:
        return attribution
    if layout.text[cue.end : source.end].strip():
        return attribution
    return altered(attribution, source=Span(source.start, len(layout.text[: cue.start].rstrip())))


def _with_whole_cue(layout: Layout, attribution: Attribution) -> Attribution:
    """Give a cue all its words, also those that open the content: "wanted | to know why"."""
    cue = attribution.cue
    first = cue and next((s for s in attribution.content if s.start >= cue.end), None)
    if cue is None or first is None:
        return attribution
    head = layout.tokens_of(cue)
    after = layout.tokens_of(Span(cue.end, min(first.end, cue.end + 40)))[:_LONGEST_CUE]
    lows = [t.low for t in (*head, *after)]
    for at in range(len(head)):
        match = match_cue(lows, at)
        if not match or match[0] <= len(head) or lows[match[0] - 1] in _OPENS_CONTENT:
            continue
        end = after[match[0] - len(head) - 1].end
        if any(c.isalnum() for c in layout.text[end : first.end]):
            content = tuple(Span(max(end, s.start), s.end) if s is first else s
                            for s in attribution.content)
            return altered(attribution, cue=Span(cue.start, end), content=content)
    return attribution


def apart(layout: Layout, found: Sequence[Attribution]) -> list[Attribution]:
    """Cut off a content what another attribution has: its speaker's next cue, "finds it good | but
    warns that C", or what stands after a colon, "thinks they pay: | with few, she says, all".
    """
    made = list(found)
    placed = sorted(((a.extent.start, at) for at, a in enumerate(made)))
    for at, attribution in enumerate(made):
        last, cue = attribution.content[-1], attribution.cue
        if cue is None or last.start < cue.end or attribution.source is None:
            continue
        first, end = (bisect_left(placed, (offset, 0)) for offset in (last.start, last.end + _STEP))
        for _, place in placed[first:end]:
            begins = _begins_inside(layout, attribution, made[place])
            if begins is not None and layout.text[last.start : begins].strip(" ,:;–—"):
                cut = len(layout.text[: begins].rstrip(" ,:;–—"))
                pieces = (*attribution.content[:-1], Span(last.start, cut))
                made[at] = attribution = altered(attribution, content=pieces)
                last = pieces[-1]
    return made


def _begins_inside(layout: Layout, attribution: Attribution, other: Attribution) -> int | None:
    """Return where another attribution begins inside the end of a content, None where it lies in
    it as a whole or not at all."""
    last, cue = attribution.content[-1], other.cue
    if other is attribution or cue is None or other.source is None:
        return None
    if other.source == attribution.source and last.contains(cue) \
            and other.extent.start >= cue.end and other.extent.end >= last.end:
        before = layout.tokens_of(Span(max(last.start, cue.start - 40), cue.start))
        conj = next((t for t in reversed(before) if t.low in ("but", "and")), None)
        near = conj and all(closed_class().get(t.low) in ("ADV", "AUX", "NEG")
                            for t in before if t.start > conj.start)
        return conj.start if conj and near else None
    first = other.content[0]
    if last.start < first.start < last.end <= first.end and not last.overlaps(cue) \
            and layout.text[: first.start].rstrip()[-1:] in (":", ";"):
        return first.start
    return None


def to_phrase_end(layout: Layout, piece: Span, holes: Sequence[Span]) -> Span:
    """Run a content that breaks off inside a phrase on to the next mark: "the Strait of | Mar",
    "promised it | by May", "the cost of doing | business"."""
    text = layout.text
    if text[piece.end : piece.end + 1] != " " or layout.quotes_in(piece):
        return piece
    tokens = layout.tokens_of(Span(max(piece.start, piece.end - 30), piece.end))
    after = layout.tokens_of(Span(piece.end, piece.end + 24))[:1]
    if not tokens or not after or not _is_open(layout, piece, tokens[-1], after[0]):
        return piece
    sentence = layout.sentence_of(piece.end - 1)
    rest = layout.tokens_of(Span(piece.end, sentence.end)) if sentence else []
    stop = next((t.start for t in rest if not t.is_word and t.text[0] not in "'’"),
                sentence.end if sentence else piece.end)
    if stop <= piece.end or any(piece.end <= s.start < stop + 1 for s in holes):
        return piece
    return Span(piece.start, len(text[:stop].rstrip()))


def _is_open(layout: Layout, piece: Span, last: Token, following: Token) -> bool:
    """Say whether a content can't end before the word that follows it."""
    words = piece.of(layout.text).lower().split()
    verb = closed_class().get(following.low) == "AUX" and following.low not in ("to", "be") \
        and not any(closed_class().get(w) == "AUX" or w.endswith("ed") for w in words)
    lone = len(words) == 1 and closed_class().get(words[0]) == "PRON" \
        and following.low in ("by", "as", "to", "for", "into")
    hanging = closed_class().get(last.low) == "AUX" and len(words) > 2 \
        and closed_class().get(following.low) not in ("SUB", "CONJ")
    return verb or lone or hanging or last.low in word_set("opener of a phrase") \
        or last.low in ("which", "whose") and any(closed_class().get(w) == "AUX" for w in words) \
        or following.low == "of" or _is_noun_after(last, following)


def _is_noun_after(last: Token, following: Token) -> bool:
    """Say whether a common noun goes on with a noun phrase: "gross | violations"."""
    low = following.low
    plain = following.text.isalpha() and following.text.islower() and low not in closed_class() \
        and not low.endswith(("ing", "ly", "ed")) and low not in cue_forms() \
        and low not in word_set("past verb") and low not in word_set("period")
    return plain and last.is_word and last.low not in word_set("past verb") \
        and closed_class().get(last.low) in (None, "DET", "AUX", "POSS")
