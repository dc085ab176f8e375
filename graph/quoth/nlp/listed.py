"""What the layout attributes: entries of a ticker, captions, and lists below a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoth.nlp import clauses, rules
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import act_of, cue_nouns
from quoth.nlp.shelf import Shelf
from quoth.nlp.view import View
from quoth.nlp.wordlists import is_role, word_set, words_of
from quoth.records import Attribution, Mention, Span

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?(?:[ap]\.?m\.?|h|[A-Z]{3,4}))?\b\.?\s*[-–—|:]?\s+")
_HEAD = re.compile(r"(?P<head>[^:\n“”\"«»?!]{3,70}):\s+(?=\S)")
_ON = re.compile(r" (?:on|via|in|at|from|to) [\w’'-]+(?: [\w’'-]+){0,4}$| \([^()]*\)$")
_CAPTION = re.compile(r"(?::| [–—―-])\s+(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪●◦‣]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_FEWEST = 3  # words of an entry that is a clause
_ROLE = 4  # items of a headline in which its speaker is named: "head teacher"
_NAMED = 8  # items before the end of a caption's name
_CONFIDENCE = 0.6


def listed(layout: Layout, found: Sequence[Attribution],
           mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """Yield what entries, captions and lists say that no attribution has."""
    shelf = Shelf(found)
    for block in layout.paragraphs:
        for made in (_entry(layout, block, mentions), _caption(layout, block, mentions, shelf),
                     _list(layout, block)):
            if made and not any(_meets(made, a) for a in shelf.near(made.extent)):
                yield made


def is_head(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a content only names the list below: "makes three recommendations:"."""
    last = attribution.content[-1]
    block = layout.paragraph_of(last.end)
    following = layout.paragraph_after(block)
    if attribution.form != "indirect" or following is None \
            or layout.text[last.end : block.end].strip() != ":" \
            or not _BULLET.match(layout.text, *following):
        return False
    words = {t.low for t in layout.tokens_of(last)}
    return bool(words & word_set("listed noun"))


def _meets(made: Attribution, other: Attribution) -> bool:
    return any(one.overlaps(two) for one in made.content for two in other.content)


def _entry(layout: Layout, block: Span, mentions: Sequence[Mention]) -> Attribution | None:
    """Match an entry of a ticker: "10:05 Oxo: 900 homes without power"."""
    clock = _CLOCK.match(layout.text, *block)
    head = _HEAD.match(layout.text, clock.end(), block.end) if clock else None
    if head is None:
        return None
    source = _without_medium(layout, Span(*head.span("head")))
    view = layout.view(source)
    known = any(source.contains(m.span) and m.end == source.end
                and m.label in ("PERSON", "ORG") for m in mentions)
    roles = words_of("person", "group", "org")
    posted = source.end < head.end("head") and source.of(layout.text)[0].isupper()
    if not (known or posted or is_role(view.low(len(view.items) - 1), roles)) \
            or any(clauses.is_verb(view, at) for at in range(1, len(view.items))) \
            or view.low(0) in word_set("label"):
        return None
    sentence = layout.sentence_of(head.end())
    end = block.end if posted else min(block.end, sentence.end if sentence else block.end)
    content = Span(head.end(), len(layout.text[:end].rstrip(". ")))
    if len(content.of(layout.text).split()) < _FEWEST:
        return None
    colon = Span(head.end("head"), head.end("head") + 1)
    quoted = any(q.span.contains(content) for q in layout.quotes_in(content))
    return Attribution((content,), source, colon, act="say", confidence=_CONFIDENCE,
                       form="direct" if quoted else "indirect", rules=("entry",))


def _without_medium(layout: Layout, source: Span) -> Span:
    """Leave out where somebody speaks: "Roe | on X", "the mayor | on local radio"."""
    found = _ON.search(layout.text, *source)
    return source if found is None else Span(source.start, found.start())


def _caption(layout: Layout, block: Span, mentions: Sequence[Mention],
             shelf: Shelf) -> Attribution | None:
    """Match a caption: ""C": harbour master Moe Saar on the ice"."""
    quote = next((q for q in layout.quotes_in(block) if q.start == block.start), None)
    if quote is None or not quote.closed or quote.end >= block.end \
            or shelf.owner(quote) is not None:
        return None
    mark = _CAPTION.match(layout.text, quote.end, block.end)
    rest = Span(mark.end(), block.end) if mark else None
    if rest is None or any(layout.quotes_in(rest)):
        return None
    name = next((m for m in mentions if m.label == "PERSON" and m.form == "name"
                 and rest.contains(m.span)), None)
    view = layout.view(Span(rest.start, name.end)) if name else None
    if name is None or view is None or len(view.items) > _NAMED or any(
            view.tag(at) not in ("NAME", "WORD", "DET", "POSS", "NUM", "CONJ")
            or at in view.cues for at in range(len(view.items))):
        source = _in_role(layout, rest) if len(quote.inner.of(layout.text).split()) >= _FEWEST \
            else None
    else:
        source = Span(rest.start, name.end)
    return source and Attribution((quote.span,), source, None, form="direct", act="say",
                                  confidence=_CONFIDENCE, rules=("caption",))


def _in_role(layout: Layout, rest: Span) -> Span | None:
    """Return who speaks in a headline that has no name: ""C": mother as camp empties", ""C":
    family's tribute to a son"."""
    view = layout.view(rest)
    roles = words_of("person", "group")
    last = next((at for at in range(min(_ROLE, len(view.items)))
                 if is_role(view.low(at), roles) or view.low(at) == "family"), None)
    if last is None or any(view.tag(at) not in ("NAME", "WORD", "DET", "NUM")
                           for at in range(last)) or layout.text[rest.end - 1] in ".!?":
        return None
    after, tag = view.low(last + 1), view.tag(last + 1)
    message = tag == "POSS" and any(view.low(at) in word_set("message noun")
                                    for at in range(last + 2, last + 4))
    if not message and tag not in ("END", "PREP", "PUNCT") and after not in ("as", "who", "after"):
        return None
    return view.span(0, last + (tag == "POSS"))


def _list(layout: Layout, block: Span) -> Attribution | None:
    """Match a list below what its items are: "The union demands: / - two free Sundays"."""
    if not layout.text[: block.end].rstrip().endswith(":"):
        return None
    items, at = [], layout.paragraph_after(block)
    while at is not None and (mark := _BULLET.match(layout.text, *at)):
        items.append(Span(mark.end(), len(layout.text[: at.end].rstrip(" ;,."))))
        at = layout.paragraph_after(at)
    clause = rules.outer_sentences(layout, block)[-1]
    found = _wanted(layout.view(clause)) if items else None
    if found is None:
        return None
    source, cue = found
    return Attribution(tuple(items), source, cue, act=act_of(cue.of(layout.text)),
                       confidence=_CONFIDENCE, form="indirect", rules=("list",))


def _wanted(view: View) -> tuple[Span, Span] | None:
    """Return who demands, proposes or promises what is listed, and the verb that says so."""
    for at, (end, cue) in sorted(view.cues.items()):
        first = clauses.verb_start(view, at)
        subject = clauses.subject_before(view, first)
        if cue.tense in ("past", "s", "base") and subject and clauses.is_speaker(view, subject) \
                and set("tinjq") & set(cue.frames) and view.low(first - 1) != "to":
            return view.span(*subject), view.span(first, end - 1)
    noun = next((at for at in range(2, len(view.items)) if view.low(at) in cue_nouns()
                 or view.low(at) in word_set("listed noun")), None)
    verb = next((at for at in range(1, noun or 0) if view.low(at) in word_set("listing")), None)
    subject = clauses.subject_before(view, clauses.verb_start(view, verb)) if verb else None
    if noun is None or verb is None or subject is None or not clauses.is_speaker(view, subject):
        return None
    return view.span(*subject), view.span(verb, noun)
