"""Nouns that frame what is said: "In Roe's view, C", ""C" was Roe's answer"."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.nlp import bounds, clauses
from quoth.nlp.contents import stretch
from quoth.nlp.datelines import dateline_end
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set
from quoth.records import Attribution

_OWN = ("his", "her", "their", "its", "my", "our")
_BE = ("is", "was", "were", "has", "had")
_FURTHEST = 12  # items of "In the late Bishop of Marn's view"


def framed(view: View) -> Iterator[Attribution]:
    """Yield the attributions whose cue is the noun of a view or message."""
    yield from _in_view(view)
    yield from _was_message(view)
    yield from _per(view)


def _in_view(view: View) -> Iterator[Attribution]:
    """Match "In X's view, C", "in her opinion, C" and "In X's words, "C""."""
    first = next((at for at in range(min(3, len(view.items))) if view.low(at) == "in"), None)
    if first is None:
        return
    noun = next((at for at in range(first + 1, min(first + _FURTHEST, len(view.items)))
                 if view.low(at) in word_set("view noun")), None)
    source = _owner(view, noun, first + 1) if noun else None
    if noun is None or source is None or view.low(noun + 1) != ",":
        return
    content = stretch(view, noun + 2, bounds.content_end(view, noun + 2))
    if content:
        yield Attribution((content,), view.span(*source), view.span(noun, noun),
                          cue_lemma=f"in the {view.low(noun)} of", act="assert", confidence=0.75,
                          rules=("rules:framed",))


def _per(view: View) -> Iterator[Attribution]:
    """Match "C, per a new report"."""
    for at in range(2, len(view.items) - 1):
        if view.low(at) == "per" and view.low(at - 1) == "," \
                and view.tag(at + 1) in ("DET", "NAME"):
            subject = clauses.subject_after(view, at + 1)
            content = stretch(view, dateline_end(view), at - 1)
            if subject and content:
                yield Attribution((content,), view.span(*subject), view.span(at, at),
                                  cue_lemma="according to", act="say", confidence=0.75,
                                  rules=("rules:framed",))
            return


def _was_message(view: View) -> Iterator[Attribution]:
    """Match ""C" was X's message"."""
    at = next((n for n, item in enumerate(view.items[:3]) if item.tag == "Q"), None)
    if at is None or view.low(at + 1) not in _BE:
        return
    noun = next((n for n in range(at + 2, min(at + _FURTHEST, len(view.items)))
                 if view.low(n) in word_set("message noun")), None)
    source = _owner(view, noun, at + 2) if noun else None
    if noun is not None and source is not None:
        yield Attribution((view.span(at, at),), view.span(*source), view.span(noun, noun),
                          cue_lemma=view.low(noun), act="say", confidence=0.75,
                          rules=("rules:framed",))


def _owner(view: View, noun: int, first: int) -> clauses.Range | None:
    """Return whose a noun is: "the Bishop of Marn's", "her"; adjectives may stand before it."""
    at = noun - 1
    while at > first and view.tag(at) == "WORD":
        at -= 1
    if view.low(at) in _OWN and at == first:
        return at, at
    if view.tag(at) != "POSS" or at <= first:
        return None
    return (first, at) if clauses.is_speaker(view, (first, at - 1)) else None
