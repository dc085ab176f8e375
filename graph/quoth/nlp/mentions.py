"""Mentions that the rules add: pronouns, and every source that no mention covers yet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from quoth.nlp.layout import Layout
from quoth.nlp.sources import below_heading
from quoth.nlp.wordlists import gazetteer, is_role, word_set
from quoth.records import Attribution, Link, Mention, Span


def with_sources(layout: Layout, found: Sequence[Mention], links: Sequence[Link],
                 attributions: Sequence[Attribution]) -> tuple[tuple[Mention, ...],
                                                               tuple[Link, ...]]:
    """Return the mentions with pronouns and sources added, by start, and the links renumbered."""
    names = sorted((m for m in found if m.form == "name"), key=lambda m: m.start)
    typed = [source_mention(layout, below_heading(layout.text, m.span), names)
             if m.form == "nominal" else m for m in found]
    spans = {m.span for m in found}
    added: list[Mention] = []
    for mention in (*_pronouns(layout), *_sources(layout, names, attributions)):
        if mention.span not in spans:
            spans.add(mention.span)
            added.append(mention)
    pool = [*typed, *added]
    order = sorted(range(len(pool)), key=lambda i: (pool[i].start, -pool[i].end))
    place = {old: new for new, old in enumerate(order)}
    renumbered = (Link(place[m], place[a], score) for m, a, score in links)
    return tuple(pool[i] for i in order), tuple(sorted(renumbered))


def _pronouns(layout: Layout) -> Iterator[Mention]:
    pronouns = word_set("person pronoun")
    for token in layout.tokens:
        if token.low in pronouns:
            yield Mention(token.start, token.end, token.text, "PERSON", "pronoun")


def _sources(layout: Layout, found: Sequence[Mention],
             attributions: Sequence[Attribution]) -> Iterator[Mention]:
    for attribution in attributions:
        if attribution.source is not None:
            yield source_mention(layout, attribution.source, found)


def source_mention(layout: Layout, span: Span, found: Sequence[Mention]) -> Mention:
    """Return the mention that a source span is: a name, a nominal or a pronoun.

    `found` are the mentions of the article by start.
    """
    text = span.of(layout.text)
    words = [t for t in layout.tokens_of(span) if t.is_word]
    if len(words) == 1 and words[0].low in word_set("personal pronoun"):
        return Mention(*span, text, "PERSON", "pronoun")
    first = bisect_left(found, span.start, key=lambda m: m.start)
    inside = []
    for mention in found[first : first + len(words)]:
        if mention.form == "name" and span.contains(mention.span):
            inside.append(mention)
    lows = [w.low for w in words]
    named = [m for m in inside if m.label in ("PERSON", "ORG", "GPE") and _is_head(layout, span, m)]
    if named:
        return Mention(*span, text, named[-1].label, "name")
    return Mention(*span, text, nominal_label(lows), "nominal")


def _is_head(layout: Layout, span: Span, mention: Mention) -> bool:
    """Say whether a name heads the source: at its end, or before a comma, with no "of" before."""
    rest = layout.text[mention.end : span.end].lstrip()
    before = layout.tokens_of(Span(span.start, mention.start))
    if rest and not rest.startswith((",", "(")):
        return False
    if mention.label == "PERSON":
        return True
    lows = [t.low for t in before if t.is_word]
    return all(low in ("the", "a", "an") or low in word_set("org") or t.is_title
               for low, t in zip(lows, (t for t in before if t.is_word), strict=True)) \
        and "of" not in lows


def nominal_label(lows: Sequence[str]) -> str:
    """Return the label of a nominal by its head, the last word before "of", "in", "for", "who"."""
    head = next((i for i, low in enumerate(lows) if low in
                 ("of", "in", "for", "at", "from", "who", "with", "on", "close", "familiar")),
                len(lows))
    word = lows[head - 1] if head else (lows[0] if lows else "")
    if word in word_set("anonymous"):
        return "UNNAMED"
    if word in word_set("person"):
        return "PERSON"
    if word in word_set("document"):
        return "WORK"
    if word in word_set("group") or is_role(word, word_set("person")):
        return "GROUP"
    return gazetteer().get(word, "UNNAMED")
