"""Exchanges of two: a bare answer, and the next question, are not those of who has just spoken.

""Where were you?" Marsh asked Tarrant. / "At home." / "Alone?"": each paragraph is one turn. Only
questions tell that two take turns; without them a bare paragraph goes on for who spoke last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quoth.forms import altered
from quoth.nlp.layout import Layout
from quoth.nlp.mentions import source_mention
from quoth.nlp.quotes import Quote
from quoth.nlp.rules import outer_sentences
from quoth.nlp.shelf import Shelf
from quoth.records import Attribution, Span

_TAG = 12  # words beside the quotation in a paragraph that is one turn
_TURN = 20  # words of a turn
_QUICK = 12  # words of a bare question and its bare answer
_BRIEF = 6  # words of a turn in quick talk
_NOT_ASKED = frozenset({"reporters", "journalists", "himself", "herself", "parliament", "court"})


class _Turn(NamedTuple):
    """A paragraph that is one quotation, with who has it (None where bare) and whom it asks."""

    quote: Quote | None
    source: Span | None
    asked: Span | None
    asks: bool
    bare: bool = False


def by_turns(layout: Layout, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with the bare turns of exchanges given to who is next."""
    shelf = Shelf(found)
    row: list[_Turn] = []  # the paragraphs just before, each one turn
    for block in layout.paragraphs:
        _in_one(layout, block, shelf)
        turn = _turn(layout, block, shelf)
        if turn is None:
            row = []
            continue
        row = _without_asker(layout, row, turn, shelf)
        if turn.quote and turn.source is None and (source := _next(layout, row, turn)) is not None:
            _give(shelf, turn.quote, source)
            turn = turn._replace(source=source)
        elif turn.quote and turn.source is None and (
                _may_be_either(layout, row, turn) or _may_retort(layout, row, turn)):
            _take(shelf, turn.quote)
        elif turn.quote and turn.source is None:
            owner = shelf.owner(turn.quote)
            turn = turn._replace(source=owner.source if owner else None)
        row.append(turn)
    return list(shelf)


def _without_asker(layout: Layout, row: list[_Turn], turn: _Turn, shelf: Shelf) -> list[_Turn]:
    """Take a bare question from who spoke before it, where that one answers it: ""It's late," Roe
    said. / "How late?" / "Ten."": who asks is not told."""
    if not (turn.bare and not turn.asks and len(row) > 1 and row[-1].bare and row[-1].asks):
        return row
    before, asked = row[-2:]
    if before.asks or before.source is None or asked.source != before.source or any(
            len(t.quote.inner.of(layout.text).split()) > _QUICK for t in (asked, turn) if t.quote):
        return row
    _take(shelf, asked.quote)  # type: ignore[arg-type]
    return [*row[:-1], asked._replace(source=None, asked=before.source)]


def _in_one(layout: Layout, block: Span, shelf: Shelf) -> None:
    """Give the bare questions and answers behind a question and its answer in one paragraph to
    the same two: ""Where?" Marsh asked. "At home," Lee said. "Alone?" "Alone."".
    """
    quotes = [q for q in layout.quotes_in(block) if not q.level and q.closed]
    for asked, said, again, reply in zip(quotes, quotes[1:], quotes[2:], quotes[3:], strict=False):
        if [_asks(layout, q) for q in (asked, said, again, reply)] != [True, False, True, False]:
            continue
        bare = not layout.text[again.end : reply.start].strip()
        tagged = layout.text[said.end : again.start].rstrip()[-1:] in ("", ".")
        behind = layout.text[reply.end : block.end].lstrip()[:1]
        asker, speaker = shelf.owner(asked), shelf.owner(said)
        if not (bare and tagged and asker and speaker and asker.source and speaker.source) or (
                behind not in ("", "“", '"')) or _same(layout, asker.source, speaker.source):
            continue
        if shelf.owner(again) in (None, speaker):
            _give(shelf, again, asker.source)
        if shelf.owner(reply) in (None, speaker, asker):
            _give(shelf, reply, speaker.source)


def _asks(layout: Layout, quote: Quote) -> bool:
    return quote.inner.of(layout.text).rstrip(" ,”\"").endswith("?")


def _turn(layout: Layout, block: Span, shelf: Shelf) -> _Turn | None:
    """Return what a paragraph ends with as a turn, None where that is no short quotation and no
    question reported: "Sosa asked him who had signed."."""
    quotes = [q for q in layout.quotes_in(block) if not q.level]
    if not quotes:
        return _reported(layout, block, shelf)
    sentences, quote = outer_sentences(layout, block), quotes[-1]
    owners = {id(shelf.owner(q)) for q in quotes}
    if len(owners) != 1 or not quote.closed or quote.end <= sentences[-1].start:
        return None
    words = [w for q in quotes for w in q.inner.of(layout.text).split()]
    start = max((s.start for s in sentences if s.start <= quotes[0].start), default=block.start)
    beside = [t for t in layout.tokens_of(Span(start, block.end)) if t.is_word
              and not any(q.start <= t.start < q.end for q in quotes)]
    if len(beside) > _TAG or not 0 < len(words) <= _TURN:
        return None
    asks = _asks(layout, quote)
    owner = shelf.owner(quote)
    if not beside:
        return _Turn(quote, None, None, asks, bare=True) if quote.span == block else None
    if owner is None or owner.source is None or owner.cue is None or not block.contains(owner.cue):
        return None
    return _Turn(quote, owner.source, _addressed(layout, owner, block), asks)


def _reported(layout: Layout, block: Span, shelf: Shelf) -> _Turn | None:
    """Return the question that a paragraph ends with, in the words of the reporter."""
    last = outer_sentences(layout, block)[-1]
    rows = [a for a in shelf.near(last) if a.source and a.cue and last.contains(a.source)
            and last.contains(a.cue) and a.source.start < a.cue.start
            and a.cue.of(layout.text).lower() in ("asked", "asks", "wanted to know")]
    return _Turn(None, rows[-1].source, None, True) if rows else None


def _addressed(layout: Layout, said: Attribution, block: Span) -> Span | None:
    """Return whom the cue of a question names: the boy of "she asked the boy"."""
    assert said.cue is not None
    end = max(said.cue.end, said.source.end if said.source else 0)
    words = [t for t in layout.tokens_of(Span(end, block.end)) if t.is_word]
    if not words or len(words) > 4 or words[0].low in _NOT_ASKED or words[-1].low in _NOT_ASKED:
        return None
    span = Span(words[0].start, words[-1].end)
    mention = source_mention(layout, span, layout.names)
    return span if mention.label == "PERSON" and layout.text[end : span.start].isspace() else None


def _next(layout: Layout, row: list[_Turn], turn: _Turn) -> Span | None:
    """Return whose turn it is, where questions tell."""
    last = row[-1] if row else None
    if last is None or last.source is None:
        return last.asked if last else None
    others = [t for t in row[:-1][-2:] if t.source and not _same(layout, t.source, last.source)]
    if last.asks and not turn.asks:
        return last.asked or (others[-1].source if others else None)
    asker = others[-1] if others and others[-1] is row[-2] else None
    brief = turn.bare and _are_brief(layout, [*row[-2:], turn])
    goes_on = (turn.asks or brief) and not last.asks
    return asker.source if goes_on and asker and asker.asks else None


def _may_be_either(layout: Layout, row: list[_Turn], turn: _Turn) -> bool:
    """Say whether a few bare words come after a few of each of two, so that either may go on."""
    last = row[-2:]
    if row and row[-1].quote and turn.quote and _words(layout, row[-1].quote) == _words(
            layout, turn.quote):
        return True  # "Under it," / "Under it!"
    return _are_brief(layout, [*last, turn]) and all(t.source for t in last) and not _same(
        layout, last[0].source, last[1].source)  # type: ignore[arg-type]


def _words(layout: Layout, quote: Quote) -> list[str]:
    return [t.low for t in layout.tokens_of(quote.inner) if t.is_word]


def _may_retort(layout: Layout, row: list[_Turn], turn: _Turn) -> bool:
    """Say whether a bare turn comes after a question and its answer: whose it is is not told."""
    return (len(row) > 1 and row[-2].asks and not row[-1].asks and not row[-1].bare and turn.bare
            and row[-1].source is not None and not _same(layout, row[-1].source, row[-2].source)
            and turn.quote is not None and len(turn.quote.inner.of(layout.text).split()) <= _QUICK)


def _are_brief(layout: Layout, turns: Sequence[_Turn]) -> bool:
    """Say whether three turns are of a few words."""
    return len(turns) == 3 and all(
        t.quote and len(t.quote.inner.of(layout.text).split()) <= _BRIEF for t in turns)


def _same(layout: Layout, one: Span, other: Span | None) -> bool:
    """Say whether two sources are in the same words."""
    return other is not None and one.of(layout.text).lower() == other.of(layout.text).lower()


def _give(shelf: Shelf, quote: Quote, source: Span) -> None:
    """Take a quotation from who has it and give it to somebody else."""
    _take(shelf, quote)
    shelf.add(Attribution((quote.span,), source, None, form="direct", act="say", confidence=0.5,
                          rules=("exchange",)))


def _take(shelf: Shelf, quote: Quote) -> None:
    """Take a quotation from who has it."""
    owner = shelf.owner(quote)
    if owner is not None:
        rest = tuple(s for s in owner.content if not s.overlaps(quote.span))
        if len(rest) < len(owner.content):
            shelf.replace(owner, altered(owner, content=rest) if rest else None)
