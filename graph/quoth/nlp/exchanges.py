"""Exchanges of two: a bare answer, and the next question, are not those of who has just spoken.

""Where were you?" Marsh asked Tarrant. / "At home." / "Alone?"": each paragraph is one turn. Only
questions tell that two take turns; without them a bare paragraph goes on for who spoke last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from quoth.nlp.layout import Layout
from quoth.nlp.mentions import source_mention
from quoth.nlp.quotes import Quote
from quoth.nlp.shelf import Shelf
from quoth.records import Attribution, Mention, Span

_TAG = 7  # words beside the quotation in a paragraph that is one turn
_TURN = 20  # words of a turn
_NOT_ASKED = frozenset({"reporters", "journalists", "himself", "herself", "parliament", "court"})


class _Turn(NamedTuple):
    """A paragraph that is one quotation, with who has it (None where bare) and whom it asks."""

    quote: Quote
    source: Span | None
    asked: Span | None
    asks: bool


def by_turns(layout: Layout, found: Sequence[Attribution],
             mentions: Sequence[Mention]) -> list[Attribution]:
    """Return the attributions with the bare turns of exchanges given to who is next."""
    shelf = Shelf(found)
    row: list[_Turn] = []  # the paragraphs just before, each one turn
    for block in layout.paragraphs:
        turn = _turn(layout, block, shelf, mentions)
        if turn is None:
            row = []
            continue
        if turn.source is None and (source := _next(layout, row, turn)) is not None:
            _give(shelf, turn.quote, source)
            turn = turn._replace(source=source)
        elif turn.source is None:
            owner = shelf.owner(turn.quote)
            turn = turn._replace(source=owner.source if owner else None)
        row.append(turn)
    return list(shelf)


def _turn(layout: Layout, block: Span, shelf: Shelf, mentions: Sequence[Mention]) -> _Turn | None:
    """Return a paragraph as a turn, None where it is more or less than one quotation."""
    quotes = [q for q in layout.quotes_in(block) if not q.level]
    if len(quotes) != 1 or not quotes[0].closed:
        return None
    quote = quotes[0]
    words = quote.inner.of(layout.text).split()
    beside = [t for t in layout.tokens_of(block) if t.is_word
              and not quote.start <= t.start < quote.end]
    if len(beside) > _TAG or not 0 < len(words) <= _TURN:
        return None
    asks = quote.inner.of(layout.text).rstrip(" ,”\"").endswith("?")
    owner = shelf.owner(quote)
    if not beside:
        return _Turn(quote, None, None, asks)
    if owner is None or owner.source is None or owner.cue is None or not block.contains(owner.cue):
        return None
    return _Turn(quote, owner.source, _addressed(layout, owner, block), asks)


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
    if not row or row[-1].source is None:
        return None
    last = row[-1]
    others = [t for t in row[:-1][-2:] if t.source and not _same(layout, t.source, last.source)]
    if last.asks and not turn.asks:
        return last.asked or (others[-1].source if others else None)
    asker = others[-1] if others and others[-1] is row[-2] else None
    return asker.source if turn.asks and not last.asks and asker and asker.asks else None


def _same(layout: Layout, one: Span, other: Span | None) -> bool:
    """Say whether two sources are in the same words."""
    return other is not None and one.of(layout.text).lower() == other.of(layout.text).lower()


def _give(shelf: Shelf, quote: Quote, source: Span) -> None:
    """Take a quotation from who has it and give it to somebody else."""
    owner = shelf.owner(quote)
    if owner is not None:
        rest = tuple(s for s in owner.content if not s.overlaps(quote.span))
        if len(rest) < len(owner.content):
            shelf.replace(owner, replace(owner, content=rest) if rest else None)
    shelf.add(Attribution((quote.span,), source, None, form="direct", act="say", confidence=0.5,
                          rules=("exchange",)))
