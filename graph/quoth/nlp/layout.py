"""The layout of an article: paragraphs, sentences, tokens and quotation marks, found once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, TypeVar

from quoth.nlp import names
from quoth.nlp.paragraphs import paragraphs
from quoth.nlp.quotes import Quote, Quotes, find_quotes
from quoth.nlp.sentences import split
from quoth.nlp.tokens import Token, tokenize
from quoth.nlp.view import View, build
from quoth.records import Article, Mention, Span

R, M = TypeVar("R"), TypeVar("M")


@lru_cache(maxsize=2)
def layout_of(article: Article) -> Layout:
    """Return the layout of an article; extractor and completion share it."""
    return Layout(article)


@dataclass(frozen=True)
class Layout:
    """What is known of an article before anybody looks for attributions; all parts are lazy."""

    article: Article

    @cached_property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs."""
        return paragraphs(self.text)

    @cached_property
    def quotes(self) -> Quotes:
        """The quotations in marks."""
        return find_quotes(self.text, self.paragraphs)

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens."""
        return [t for block in self.paragraphs for t in tokenize(self.text, *block)]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, those inside quotations too."""
        return tuple(s for block in self.paragraphs for s in split(self.text, block))

    @cached_property
    def names(self) -> tuple[Mention, ...]:
        """The name mentions."""
        return names.find_names(self.text, [self.tokens_of(s) for s in self.sentences])

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The first character of each sentence."""
        return [s.start for s in self.sentences]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    def paragraph_of(self, offset: int) -> Span:
        """Return the paragraph that holds an offset, or the nearest before it."""
        return self.paragraphs[max(0, bisect_right(self._block_starts, offset) - 1)]

    def paragraph_before(self, block: Span) -> Span | None:
        """Return the paragraph before one."""
        place = bisect_left(self._block_starts, block.start)
        return self.paragraphs[place - 1] if place else None

    def paragraph_after(self, block: Span) -> Span | None:
        """Return the paragraph after one."""
        place = bisect_right(self._block_starts, block.start)
        return self.paragraphs[place] if place < len(self.paragraphs) else None

    def paragraphs_in(self, span: Span) -> list[Span]:
        """Return the paragraphs that share a character with a span."""
        first = max(0, bisect_right(self._block_starts, span.start) - 1)
        last = bisect_left(self._block_starts, span.end)
        return [p for p in self.paragraphs[first:last] if p.overlaps(span)]

    @cached_property
    def outer(self) -> tuple[Quote, ...]:
        """The quotations that stand in no other."""
        return self.quotes.outer

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [q.start for q in self.quotes.quotes]

    @cached_property
    def _furthest(self) -> list[int]:
        """For each quotation, where the furthest one ends that begins with it or before."""
        return list(accumulate((q.end for q in self.quotes.quotes), max))

    def quotes_in(self, span: Span) -> list[Quote]:
        """Return the quotations of every level that share a character with a span, by start."""
        last = bisect_left(self._quote_starts, span.end) - 1
        if last < 0 or self._furthest[last] <= span.start:
            return []
        found = []
        for at in range(last, -1, -1):
            quote = self.quotes.quotes[at]
            if quote.end > span.start:
                found.append(quote)
            elif not quote.level:
                break
        return found[::-1]

    @cached_property
    def shared(self) -> dict[Any, Any]:
        """What the steps of the line keep for one another: sentences by paragraph, the rules'
        attributions."""
        return {}

    def once(self, name: str, record: R, make: Callable[[Layout, R], M]) -> M:
        """Return what is made of a record, made once; the record is kept, so that its id is its
        own."""
        known = self.shared.setdefault(name, {})
        if id(record) not in known:
            known[id(record)] = record, make(self, record)
        return known[id(record)][1]

    def sentence_of(self, offset: int) -> Span | None:
        """Return the sentence that holds an offset."""
        place = bisect_right(self.sentence_starts, offset) - 1
        return self.sentences[place] if place >= 0 else None

    @cached_property
    def _name_starts(self) -> list[int]:
        return [m.start for m in self.names]

    def names_in(self, span: Span) -> list[Mention]:
        """Return the names that share a character with a span."""
        first = max(0, bisect_right(self._name_starts, span.start) - 1)
        last = bisect_left(self._name_starts, span.end)
        return [m for m in self.names[first:last] if m.span.overlaps(span)]

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    def tokens_of(self, span: Span) -> list[Token]:
        """Return the tokens within a span."""
        first = bisect_left(self._starts, span.start)
        return self.tokens[first : bisect_left(self._starts, span.end)]

    def view(self, span: Span, level: int = 0) -> View:
        """Return a sentence as the rules see it, quotations of `level` folded."""
        inside = [q for q in self.quotes_in(span) if q.level == level]
        return build(self.text, span, self.tokens_of(span), inside, self._in_names)

    @cached_property
    def _in_names(self) -> set[int]:
        return {t.start for m in self.names for t in self.tokens_of(m.span)}
