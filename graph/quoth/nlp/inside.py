"""Cues inside quotation marks, as translated news has them: «A – says X – B», “A, said X, B”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoth.nlp import clauses
from quoth.nlp.layout import Layout
from quoth.nlp.quotes import Quote
from quoth.nlp.view import View
from quoth.records import Attribution, Span

_DASHED = re.compile(r"\s[–—-]\s(?P<clause>[^–—\n«»]{5,160}?)(?:\s[–—-],?\s|,?\s?[–—-],\s)")
_COMMAS = re.compile(r",\s(?P<clause>[^,;:.!?–—\n«»]{5,80}),\s")
_SURE = 0.75


def spoken_inside(layout: Layout, quote: Quote) -> Iterator[Attribution]:
    """Yield the quotation whose cue stands within its own marks, less the words of the cue.

    Between dashes any clause "says X" or "X says" of somebody with a name or a title counts,
    between commas only "says X" in guillemets: in other marks it is what the speaker tells.
    """
    text, inner = layout.text, quote.inner
    patterns = (_DASHED, _COMMAS) if text[quote.start] == "«" else (_DASHED,)
    for pattern in patterns:
        for match in pattern.finditer(text, *inner):
            view = layout.view(Span(*match.span("clause")), quote.level + 1)
            found = _clause(view, inverted=pattern is _COMMAS)
            if found is None:
                continue
            subject, (first, end) = found
            pieces = (Span(quote.start, match.start()), Span(match.end(), quote.end))
            cue = view.cues[max(at for at in view.cues if first <= at < end)][1]
            yield Attribution(pieces, view.span(*subject), view.span(first, end - 1),
                              form="direct", cue_lemma=cue.lemma, act=cue.act, confidence=_SURE,
                              rules=("rules:inside",))
            return


def _clause(view: View, *, inverted: bool) -> tuple[clauses.Range, tuple[int, int]] | None:
    """Return the subject and the verb group of a clause that is nothing but a cue."""
    for at, (end, cue) in view.cues.items():
        if cue.tense not in ("past", "s") or "q" not in cue.frames:
            continue
        first = clauses.verb_start(view, at)
        after = clauses.subject_after(view, end)
        if first == 0 and after and _is_named(view, after):
            return after, (first, end)
        before = clauses.subject_before(view, first)
        if not inverted and before and before[0] == 0 and _is_named(view, before) \
                and not any(view.low(n) == "that" for n in range(end, len(view.items))):
            return before, (first, end)
    return None


def _is_named(view: View, subject: clauses.Range) -> bool:
    """Say whether a noun phrase is a name or a third person with an article: "the mayor"."""
    tags = [view.tag(at) for at in range(subject[0], subject[1] + 1)]
    return "NAME" in tags or clauses.is_speaker(view, subject) \
        and view.low(subject[0]) in ("the", "a", "an")
