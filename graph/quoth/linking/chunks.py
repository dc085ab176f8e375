"""A stretch of text with a tag: what the reading of mentions works on."""

from __future__ import annotations

from typing import NamedTuple

from quoth.records import Span

LINKABLE = frozenset({"place", "capital", "demonym", "org", "metonym"})


class Chunk(NamedTuple):
    """A tagged stretch of text; `value` is the id or the phrase that the tag is about."""

    start: int
    end: int
    tag: str
    text: str
    value: str | None = None

    @property
    def span(self) -> Span:
        """The characters of the chunk."""
        return Span(self.start, self.end)
