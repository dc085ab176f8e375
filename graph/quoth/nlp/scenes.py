"""Quotations of which only the sentence before tells whose they are: "Ruiz looked at the ash. "It
was my father's house.""."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.forms import altered
from quoth.nlp import clauses, rules
from quoth.nlp.framed import owner
from quoth.nlp.layout import Layout
from quoth.nlp.mentions import source_mention
from quoth.nlp.orphans import is_heading, stands_alone
from quoth.nlp.quotes import Quote
from quoth.nlp.shelf import Shelf
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set, words_of
from quoth.records import Attribution, Mention, Span

_THEN = re.compile(r"(?:(?:And|But|So)[, ]+)?(?:then|finally|after a pause|later)[:,]\s+", re.I)
_SAID = 3  # words of a quotation that is hardly a name or title
_TERMINAL = ".!?…"
_CONFIDENCE = 0.5
_NOUN = 8  # items of a question before the noun of what is said
_FRONT = 16  # words of a clause that opens a sentence


def staged(layout: Layout, found: Sequence[Attribution],
           mentions: Sequence[Mention]) -> list[Attribution]:
    """Return the attributions with the quotations that nobody has, each as that of whom its
    paragraph was just about, or, at the head of an article, of whom the next paragraph is."""
    shelf = Shelf(found)
    people = [m for m in mentions if m.form == "name" and m.label == "PERSON"]
    first = min((a.extent.start for a in found if a.source), default=len(layout.text))
    for quote in layout.outer:
        owner = shelf.owner(quote)
        if owner is not None and not _is_nobodys(layout, owner):
            continue
        source = _before(layout, quote, people) or _asked(layout, quote) or _posed(layout, quote)
        if source is None and quote.start < first:
            source = _opens(layout, quote, people)
        if source is not None:
            first = min(first, quote.start)
            if owner is not None:
                shelf.replace(owner, None)
            shelf.add(Attribution((quote.span,), source, None, form="direct", act="say",
                                  confidence=_CONFIDENCE, rules=("staged",)))
    return list(shelf)


def _is_nobodys(layout: Layout, attribution: Attribution) -> bool:
    """Say whether an attribution has no source, and no word for its cue."""
    cue = attribution.cue
    return attribution.source is None and len(attribution.content) == 1 and (
        cue is None or not any(c.isalnum() for c in cue.of(layout.text)))


def _opens(layout: Layout, quote: Quote, people: Sequence[Mention]) -> Span | None:
    """Return whom the paragraph is about that follows a quotation at the head of an article."""
    block = layout.paragraph_of(quote.start)
    words = quote.inner.of(layout.text).split()
    if quote.span != block or len(words) < _SAID or words[-1][-1] not in _TERMINAL:
        return None
    following = layout.paragraph_after(block)
    if following is None:
        return None
    first = rules.outer_sentences(layout, following)[0]
    if layout.quotes_in(first):
        return None
    source = _person(layout, layout.view(first), people)
    named = source is not None and any(source.contains(m.span) for m in people)
    return source if named else None


def _asked(layout: Layout, quote: Quote) -> Span | None:
    """Return who answers in a paragraph of its own: "Roe was asked why. / "Why not?".
    """
    block = layout.paragraph_of(quote.start)
    before = layout.paragraph_before(block)
    if before is None or quote.start != block.start or quote.end < block.end - 2:
        return None
    sentence = rules.outer_sentences(layout, before)[-1]
    view = layout.view(sentence)
    at = next((n for n in view.cues if view.low(n) == "asked"
               and view.low(n - 1) in ("was", "were", "is", "are")), None)
    subject = clauses.subject_before(view, clauses.verb_start(view, at)) if at else None
    return view.span(*subject) if subject and subject[0] == 0 \
        and clauses.is_speaker(view, subject) else None


def _posed(layout: Layout, quote: Quote) -> Span | None:
    """Return whose answer a quotation is to a question of the article: "His advice? "Wait."", "Is
    she worried? "A little."."""
    block = layout.paragraph_of(quote.start)
    own = _own(layout, quote, block)
    before = [s for s in rules.outer_sentences(layout, block) if s.end <= own.start][-1:]
    if not before or not layout.text[: before[0].end].rstrip().endswith("?") \
            or layout.quotes_in(before[0]) or not stands_alone(layout, quote, own) \
            or quote.inner.of(layout.text).rstrip()[-1:] not in tuple(_TERMINAL):
        return None
    view = layout.view(before[0])
    at = int(view.low(0) in ("and", "but", "so"))
    if view.tag(at) == "AUX" and view.low(at + 1) in ("he", "she"):
        return view.span(at + 1, at + 1)
    noun = next((n for n in range(at + 1, min(len(view.items), _NOUN))
                 if view.low(n) in word_set("message noun")), None)
    source = owner(view, noun, at) if noun else None
    return view.span(*source) if source else None


def without_others(layout: Layout, found: Sequence[Attribution],
                   mentions: Sequence[Mention]) -> list[Attribution]:
    """Take from a speaker the quotations of later paragraphs that are about somebody else before
    them: ""A," said X. / Y was calm. "B."" leaves "B." to Y."""
    people = [m for m in mentions if m.form == "name" and m.label == "PERSON"]
    return [_kept(layout, a, people) for a in found]


def _kept(layout: Layout, attribution: Attribution, people: Sequence[Mention]) -> Attribution:
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None or len(attribution.content) < 2:
        return attribution
    home, text = layout.paragraph_of(cue.start), layout.text
    kept = tuple(s for s in attribution.content if s.start < home.end or not any(
        (other := _before(layout, q, people)) and other.of(text).lower() not in ("he", "she")
        and not _is_same(source.of(text), other.of(text))
        for q in layout.quotes_in(s) if not q.level))
    return altered(attribution, content=kept) if kept else attribution


def _is_same(one: str, other: str) -> bool:
    """Say whether two sources share a word with a capital."""
    names = [{w.strip(",.’'s") for w in text.split() if w[0].isupper()} for text in (one, other)]
    return bool(names[0] & names[1])


def _before(layout: Layout, quote: Quote, people: Sequence[Mention]) -> Span | None:
    """Return the subject of the sentence before a quotation that is a sentence of its own."""
    block = layout.paragraph_of(quote.start)
    words = quote.inner.of(layout.text).split()
    own = _own(layout, quote, block)
    before = [s for s in rules.outer_sentences(layout, block) if s.end <= own.start][-1:]
    if not before or len(words) < _SAID or words[-1][-1] not in _TERMINAL \
            or is_heading(layout, quote, block) or layout.quotes_in(before[0]) \
            or not (stands_alone(layout, quote, own)
                    or _THEN.fullmatch(layout.text, own.start, quote.start)):
        return None
    return _person(layout, layout.view(before[0]), people)


def _own(layout: Layout, quote: Quote, block: Span) -> Span:
    return next((s for s in rules.outer_sentences(layout, block)
                 if s.start <= quote.start < s.end), quote.span)


def _person(layout: Layout, view: View, people: Sequence[Mention]) -> Span | None:
    """Return the subject of a sentence that is one person: "she", a name, "the mayor"."""
    if not view.items:
        return None
    begin = _main_clause(view)
    if view.low(begin) in ("he", "she"):
        return view.span(begin, begin)
    place = {item.start: at for at, item in enumerate(view.items) if at >= begin}
    name = next((m for m in people if m.start in place), None)
    if name is not None:
        first, last = place[name.start], place[name.start]
        while last + 1 < len(view.items) and view.items[last + 1].end <= name.end:
            last += 1
        leads = range(begin, first)
        led = all(view.tag(at) in ("DET", "WORD", "NAME", "PUNCT", "ADV", "POSS", "NUM")
                  and view.low(at) not in (":", ";", "that", "this") for at in leads)
        follows = view.tag(last + 1) in ("WORD", "AUX", "ADV") or view.low(last + 1) == ","
        return Span(view.items[begin].start, name.end) if led and follows else None
    main = clauses.main_clause(view, len(view.items) - 1)
    nominal = main and source_mention(layout, view.span(*main[0]), ())
    if main is None or nominal is None or nominal.label != "PERSON" or nominal.form != "nominal" \
            or view.low(main[0][0]) not in ("the", "his", "her") \
            or not set(view.lows[main[0][0] : main[0][1] + 1]) & words_of("person"):
        return None
    return view.span(*main[0])


def _main_clause(view: View) -> int:
    """Return where the subject can begin, behind a clause that opens the sentence: "Asked why, X".
    """
    low = view.low(0)
    if view.tag(0) != "PREP" and low not in words_of("fronted") and not low.endswith("ing"):
        return 0
    commas = [at for at in range(1, min(len(view.items) - 1, _FRONT)) if view.low(at) == ","]
    return commas[-1] + 1 if len(commas) == 1 else 0
