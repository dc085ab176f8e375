"""Participles whose speaker stands in the main clause: "After saying C, she left", "He attacked the
bill, saying C"."""

from __future__ import annotations

from quoth.forms import altered
from quoth.nlp import clauses
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import match_cue
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set
from quoth.records import Attribution, Span


def with_subject(layout: Layout, attribution: Attribution) -> Attribution:
    """Give an attribution whose cue is a participle, and that has no source, its subject."""
    cue = attribution.cue
    if attribution.source is not None or cue is None or not _is_participle(layout, cue):
        return attribution
    sentence = layout.sentence_of(cue.start)
    if sentence is None or not sentence.contains(cue):
        return attribution
    last = layout.sentence_of(max(sentence.end, attribution.extent.end) - 1) or sentence
    view = layout.view(Span(sentence.start, last.end))
    at = next((n for n, item in enumerate(view.items) if item.start == cue.start), None)
    if at is None:
        return attribution
    found = _after(view, at, attribution) if at <= 1 else _before(view, at)
    if found is None or not clauses.is_speaker(view, found):
        return attribution
    return altered(attribution, source=view.span(*found),
                   rules=(*attribution.rules, "source by rule"))


def _is_participle(layout: Layout, cue: Span) -> bool:
    words = [t.low for t in layout.tokens_of(cue) if t.is_word]
    found = match_cue(words, 0) if words else None
    return found is not None and found[1].tense == "ing" \
        and found[1].lemma not in word_set("answer")


def _after(view: View, at: int, attribution: Attribution) -> clauses.Range | None:
    """Return the subject behind the content: "After saying C, | she | left"."""
    if at and view.low(at - 1) not in word_set("opener of a participle"):
        return None
    comma = next((n for n, item in enumerate(view.items)
                  if item.end >= attribution.extent.end and item.start >= attribution.extent.end - 1
                  or item.quote and item.end >= attribution.extent.end), None)
    if comma is None:
        return None
    first = comma + 1 if view.tag(comma) in ("PUNCT", "Q") else comma
    found = clauses.subject_after(view, first)
    if found is None:
        return None
    last = found[1]  # a verb that no list has follows the name: "Mr Roe | drank"
    while last > found[0] and view.tag(last) == "WORD" and any(
            view.tag(n) == "NAME" for n in range(found[0], last)):
        last -= 1
    return found[0], last


def _before(view: View, at: int) -> clauses.Range | None:
    """Return the subject of the clause before: "| He | attacked the bill, saying C"."""
    if view.low(at - 1) != "," and view.low(at - 1) not in word_set("opener of a participle"):
        return None
    main = clauses.main_clause(view, at - 1)
    return main[0] if main else None
