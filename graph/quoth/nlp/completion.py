"""The deterministic layer that follows every extractor, neural or by rule.

Quotation marks, paragraphs, sentences and the cue lexicon know some things for sure; here they
correct what an extractor proposed. Same input, same output, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.forms import altered
from quoth.nlp.chains import is_passed_on, passed_on, quoted_inside, told_inside
from quoth.nlp.dialogues import dialogue
from quoth.nlp.edges import edged
from quoth.nlp.exchanges import by_turns
from quoth.nlp.hanging import with_subject
from quoth.nlp.layout import Layout, layout_of
from quoth.nlp.lexicon import act_of, read_cue
from quoth.nlp.listed import listed
from quoth.nlp.mentions import with_sources
from quoth.nlp.naming import settled
from quoth.nlp.orphans import adopted, introduced, is_heading, unmarked
from quoth.nlp.repair import merged, repaired, told_apart, trim, without
from quoth.nlp.rules import Rules
from quoth.nlp.scenes import staged, without_others
from quoth.nlp.seams import apart
from quoth.nlp.shelf import Shelf
from quoth.nlp.spurious import is_agreed, is_dateline, is_spurious
from quoth.nlp.support import supported
from quoth.nlp.that_clauses import recovered
from quoth.nlp.turns import attributions
from quoth.nlp.wordlists import closed_class, word_set
from quoth.records import Annotations, Article, Attribution, Span

_UNREAL = re.compile(r"\b(?:would|could|might|may)\b(?! have\b)|\b(?:expected|likely|scheduled"
                     r"|poised|due|set|about)\s+to\b")
_HABIT = re.compile(r"\bwould(?: always| often| sometimes| only| just)? \w+$")
_BE = ("is", "are", "was", "were", "be", "been", "being")
_NOBODY = 0.4  # without a source a model must be this sure: best joint F1 on PolNeAR's dev articles
FURNITURE = frozenset(["dateline", "date", "byline", "caption", "source", "boilerplate"])


def complete(article: Article, annotations: Annotations, *, model: str) -> Annotations:
    """Return the annotations with contents completed, bounded, classified and ordered."""
    layout = layout_of(article)
    given = annotations.attributions
    given = given if annotations.model == Rules.name else apart(layout, given)
    found = [b for a in given if (b := repaired(layout, a)) is not None]
    found = [introduced(layout, b) for a in found for b in told_apart(layout, a)]
    found = [a for a in found if not (_is_guessed_heading(layout, a) or is_agreed(layout, a))]
    if annotations.model != Rules.name:
        found = [with_subject(layout, edged(layout, a)) for a in supported(layout, found)]
    found = with_whole_sources([a for a in found if a.source or a.cue])
    found = [outside_source(layout, a) for a in found]
    found = without_others(layout, found, annotations.mentions)
    found = [a for a in found if not is_spurious(layout, classified(layout, a))]
    found = by_turns(layout, adopted(layout, found))
    if annotations.model != Rules.name:
        found = passed_on(layout, found)
    found = [c for a in found for b in [classified(layout, a)]
             for c in _answered(layout, b)]
    found.extend(unmarked(layout, found))
    if annotations.model != Rules.name:
        found.extend(classified(layout, a) for a in recovered(layout, found))
    found = staged(layout, found, annotations.mentions)
    found.extend(classified(layout, a) for a in listed(layout, found, annotations.mentions))
    turns = list(attributions(layout))
    found = [a for a in found if not is_spurious(layout, a)]
    found = turns + [a for a in found if not any(_replaces(t, a) for t in turns)]
    found = [a for a in found if a.source or a.confidence >= _NOBODY and a.rules == ("model",)
             or _is_impersonal(layout, a)]
    found.extend(classified(layout, a) for a in quoted_inside(layout, found))
    inner = [classified(layout, a) for a in told_inside(layout, found)]
    found.extend(a for a in inner if not a.negated and not a.attitude
                 and not is_spurious(layout, a))
    found = [a for a in found if not (in_furniture(article, a) or is_dateline(
        layout, a, annotations.mentions))]
    found.extend(() if turns else dialogue(layout, annotations.mentions))
    found = nested(layout, within_holders(without_doubles(layout, found)))
    names, links = settled(layout, annotations.mentions, annotations.links)
    mentions, links = with_sources(layout, names, links, found)
    return altered(annotations, model=model, sentences=annotations.sentences or layout.sentences,
                   mentions=mentions, links=links, attributions=tuple(found))


def with_whole_sources(found: Sequence[Attribution]) -> list[Attribution]:
    """Give attributions that share a source the longest form of it: "UN" and "UN experts"."""
    shelf, made = Shelf(found), []
    for attribution in found:
        source = attribution.source
        for other in shelf.near(source) if source else ():
            if other.source and source and other.source.contains(source) \
                    and not any(s.overlaps(other.source) for s in attribution.content):
                source = other.source
        made.append(altered(attribution, source=source))
    return made


def outside_source(layout: Layout, attribution: Attribution) -> Attribution:
    """Leave the source out of its content: "According to a report of May, C"."""
    source = attribution.source
    if source is None or not any(s.overlaps(source) for s in attribution.content):
        return attribution
    pieces = [trim(layout, part) for s in attribution.content for part in without(s, [source])]
    kept = merged(layout, [p for p in pieces if p is not None])
    return altered(attribution, content=kept) if kept else attribution


def _is_guessed_heading(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the content is a heading in quotation marks, given to somebody above it."""
    extent = attribution.extent
    block = layout.paragraph_of(extent.start)
    inside = [q for q in layout.quotes_in(extent) if q.span == extent and not q.level]
    if not inside or not is_heading(layout, inside[0], block):
        return False
    return attribution.source is None or attribution.source.start < block.start


def _replaces(turn: Attribution, attribution: Attribution) -> bool:
    """Say whether an attribution only repeats that somebody has the turn."""
    name = turn.source
    return name is not None and (
        attribution.source is not None and attribution.source.overlaps(name)
        or attribution.extent.contains(name))


def _is_impersonal(layout: Layout, attribution: Attribution) -> bool:
    """Say whether an attribution without source reports that something is said.

    "It is reported that", "is said to have", or words in quotation marks whose speaker is not
    named. On PolNeAR's dev articles only a third of what the model gives without a source is right.
    """
    if attribution.cue is None or attribution.cue_lemma is None:
        return False
    cue = widened(layout, attribution.cue).of(layout.text).lower().split()
    passive = any(word in _BE for word in cue) and attribution.cue_lemma in word_set(
        "impersonal report")
    opening = attribution.content[-1].of(layout.text)[:5].lower()
    return attribution.form != "indirect" or passive and opening.startswith(("that ", "to "))


def in_furniture(article: Article, attribution: Attribution) -> bool:
    """Say whether source, cue or content lies in page furniture; a headline is furniture unless
    it says who says what."""
    spans = [*attribution.content, attribution.source, attribution.cue]
    told = attribution.source and (attribution.cue or "caption" in attribution.rules)
    held = FURNITURE if told else FURNITURE | {"title"}
    return any(
        region.kind in held and span is not None
        and Span(region.start, region.end).contains(span)
        for region in article.regions
        for span in spans
    )


def classified(layout: Layout, attribution: Attribution) -> Attribution:
    """Set form, cue lemma, speech act, attitude and negation; found once for each attribution."""
    made = layout.once("classified", attribution, _classified)
    return layout.once("classified", made, _as_it_is)


def _as_it_is(_layout: Layout, classified: Attribution) -> Attribution:
    return classified


def _classified(layout: Layout, attribution: Attribution) -> Attribution:
    form = form_of(layout, attribution)
    changed = attribution if attribution.form == form else altered(attribution, form=form)
    if attribution.cue is None:
        return changed
    words = widened(layout, attribution.cue).of(layout.text)
    reading = read_cue(words)
    negated = reading.negated and reading.act not in ("deny", "disagree") \
        or reading.act == "refuse" \
        or _is_denied_subject(layout, attribution) \
        or reading.act in word_set("plain act") and _is_hypothetical(layout, changed)
    attitude = reading.attitude and changed.form != "direct" \
        and "rules:framed" not in attribution.rules  # wondered aloud; in her opinion
    lemma = reading.lemma or attribution.cue_lemma
    act = reading.act or attribution.act or act_of(words)
    if (lemma, act, attitude, negated) == (changed.cue_lemma, changed.act, changed.attitude,
                                           changed.negated):
        return changed
    return altered(changed, cue_lemma=lemma, act=act, attitude=attitude, negated=negated)


def _answered(layout: Layout, attribution: Attribution) -> list[Attribution]:
    """Part a refusal from what was said all the same: "refused to be drawn: "Ask me later."."""
    quotes = [q for q in layout.quotes_in(attribution.extent) if not q.level]
    at = next((q.start for q in quotes if layout.text[: q.start].rstrip().endswith(":")), None)
    cue = attribution.cue
    if not attribution.negated or at is None or cue is None or cue.end > at:
        return [attribution]
    if attribution.form == "direct" and layout.text[cue.end : at].strip(" :"):
        return [_said_all_the_same(attribution, attribution.content)]
    if attribution.form != "mixed" or attribution.extent.start >= at:
        return [attribution]
    refused = [Span(s.start, min(s.end, at)) for s in attribution.content if s.start < at]
    said = tuple(Span(max(s.start, at), s.end) for s in attribution.content if s.end > at)
    kept = merged(layout, [t for s in refused if (t := trim(layout, s))])
    if not kept or not said:
        return [attribution]
    first = classified(layout, altered(attribution, content=kept))
    return [first, _said_all_the_same(attribution, said)]


def _said_all_the_same(attribution: Attribution, content: tuple[Span, ...]) -> Attribution:
    return altered(attribution, content=content, cue=None, cue_lemma=None, act="say",
                   form="direct", negated=False, rules=(*attribution.rules, "answered"))


def widened(layout: Layout, cue: Span) -> Span:
    """Return a cue with the auxiliaries and negations before it that it may lack."""
    start = cue.start
    before = layout.tokens_of(Span(max(0, start - 40), start))
    for token in reversed(before):
        if closed_class().get(token.low) not in ("AUX", "NEG", "ADV") \
                and token.low not in word_set("prospect"):
            break
        start = token.start
    return Span(start, cue.end)


def _is_hypothetical(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the words are not said yet: "would say", "is expected to announce"."""
    cue = widened(layout, attribution.cue).of(layout.text).lower() if attribution.cue else ""
    source = attribution.source.of(layout.text).lower() if attribution.source else ""
    if source in ("i", "we") or _only(layout, attribution):  # I would say: it is said
        return False
    if attribution.form == "direct" and _HABIT.search(cue) and not _has_condition(
            layout, attribution):
        return False  # "He paid," she would say
    return bool(_UNREAL.search(cue))


def _only(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the little that somebody says is told: "would only say", "would say only"."""
    cue = attribution.cue
    words = layout.tokens_of(Span(cue.start, cue.end + 6)) if cue else []
    return any(t.low == "only" for t in words) and any(t.low == "would" for t in words)


def _has_condition(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the sentence of a cue has a condition: "If asked, she would say"."""
    anchor = attribution.cue or attribution.extent
    sentence = layout.sentence_of(anchor.start)
    return sentence is not None and bool(re.search(r"\b(?:if|were|unless)\b", sentence.of(
        layout.text).lower()))


def _is_denied_subject(layout: Layout, attribution: Attribution) -> bool:
    """Say whether nobody said it: "Neither club has confirmed"."""
    words = attribution.source.of(layout.text).lower().split() if attribution.source else []
    return bool(words) and words[0] in ("neither", "nobody", "none", "no", "nor")


def form_of(layout: Layout, attribution: Attribution) -> str:
    """Return direct if all words are in quotation marks, mixed if some are, else indirect.

    Marks around the whole attribution, cue and all, don't count.
    """
    anchor = attribution.cue or attribution.source
    pieces = attribution.content
    near = [q for q in layout.quotes_in(attribution.extent)
            if not (anchor and q.span.contains(anchor))
            or q.closed and len(pieces) > 1 and q.span == attribution.extent]  # «A – says X – B»
    if not near:
        return "indirect"
    total = quoted = 0
    for piece in attribution.content:
        for token in layout.tokens_of(piece):
            if token.is_word:
                total += 1
                quoted += any(q.start <= token.start < q.end for q in near)
    if not quoted:
        return "indirect"
    return "direct" if quoted == total else "mixed"


def without_doubles(layout: Layout, found: Sequence[Attribution]) -> list[Attribution]:
    """Drop attributions whose content another one has already; order the rest by place."""
    kept = Shelf()
    ranked = sorted(found, key=lambda a: (a.source is None, -a.confidence, *_order(a)))
    for attribution in ranked:
        if not any(_doubles(attribution, other) for other in kept.near(attribution.extent)):
            kept.add(attribution)
    return sorted(kept, key=_order)


def _doubles(one: Attribution, other: Attribution) -> bool:
    """Say whether two attributions report the same words on one level."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start))
                 for a in one.content for b in other.content)
    size = min(sum(s.end - s.start for s in a.content) for a in (one, other))
    if 2 * shared < size:
        return False
    return not any(_holds(a, b) or is_passed_on(a, b) for a, b in ((one, other), (other, one)))


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Say whether an attribution's cue or source lies in the content of another."""
    anchor = inner.cue or inner.source
    return anchor is not None and any(s.contains(anchor) for s in outer.content)


def _order(attribution: Attribution) -> tuple[int, int, bool, int]:
    extent = attribution.extent
    return (extent.start, -extent.end, attribution.source is None,
            attribution.cue.start if attribution.cue else -1)


def _voice(attribution: Attribution) -> Span:
    return attribution.cue or attribution.source or attribution.content[0]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Say whether the outer content has the words that attribute the inner one, and its start."""
    return any(s.contains(_voice(inner)) for s in outer.content) \
        and any(s.overlaps(inner.content[0]) for s in outer.content)


def within_holders(found: Sequence[Attribution]) -> list[Attribution]:
    """Cut contents that run over the voice of an attribution that holds them.

    "The city promised cuts that nurses call unsafe, the mayor said": the promise ends with the
    clause that the mayor said.
    """
    shelf = Shelf(found)
    made = []
    for attribution in found:
        for outer in shelf.near(_voice(attribution)):
            if outer.content[0] < attribution.content[0] and _holds(outer, attribution) \
                    and any(s.contains(_voice(outer)) for s in attribution.content):
                cut = [Span(max(p.start, s.start), min(p.end, s.end))
                       for p in attribution.content for s in outer.content if p.overlaps(s)]
                if size(cut) < size(attribution.content):
                    attribution = altered(attribution, content=tuple(cut))
        made.append(attribution)
    return made


def size(spans: Sequence[Span]) -> int:
    """Return how many characters some spans cover."""
    return sum(s.end - s.start for s in spans)


def nested(layout: Layout, found: Sequence[Attribution]) -> list[Attribution]:
    """Set `within`: the innermost attribution whose content holds this one's cue and content."""
    result = []
    shelf = Shelf(found)
    place = {id(a): index for index, a in enumerate(found)}
    for attribution in found:
        holders = [
            (size(outer.content), place[id(outer)])
            for outer in shelf.near(_voice(attribution))
            if outer is not attribution and (_holds(outer, attribution) and not _holds(
                attribution, outer) or is_passed_on(outer, attribution))
        ]
        result.append(altered(attribution, within=min(holders)[1] if holders else None))
    return result
