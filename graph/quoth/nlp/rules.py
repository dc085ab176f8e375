"""The rule component: attributions from quotation marks, cue words and punctuation alone.

It reads one sentence at a time with each quotation folded into one token, so that what stands in
quotation marks never looks like a cue of the article's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator

from quoth.nlp import clauses, contents, phrases
from quoth.nlp.layout import Layout, layout_of
from quoth.nlp.lexicon import CueWord
from quoth.nlp.quotes import Quote
from quoth.nlp.sentences import split
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set
from quoth.records import Annotations, Article, Attribution, Span

_CONFIDENCE = {"right": 0.6, "left": 0.75, "inverted": 0.75, "phrase": 0.8, "participle": 0.8,
               "passive": 0.6, "impersonal": 0.6, "noun": 0.5}


class Rules:
    """The rule component: `Rules()(article)` gives mentions and attributions, not yet completed."""

    name = "rules-1"

    def __call__(self, article: Article) -> Annotations:
        """Annotate one article."""
        layout = layout_of(article)
        found = tuple(a for block in layout.paragraphs for a in in_paragraph(layout, block))
        return Annotations(article.id, layout.sentences, layout.names, found, (), self.name)


def in_paragraph(layout: Layout, block: Span) -> Iterator[Attribution]:
    """Yield the attributions of the article's own voice in one paragraph."""
    for span in outer_sentences(layout, block):
        yield from in_sentence(layout.view(span))


def in_quotation(layout: Layout, quote: Quote) -> Iterator[Attribution]:
    """Yield the attributions inside a quotation: "My father told me, 'Never sell.'"."""
    for span in split(layout.text, quote.inner):
        yield from in_sentence(layout.view(span, quote.level + 1))


def in_sentence(view: View) -> Iterator[Attribution]:
    """Yield the attributions of one sentence."""
    yield from phrases.fixed(view)
    yield from phrases.quoted_as(view)
    yield from phrases.nouns(view)
    yield from _verbs(view)


def outer_sentences(layout: Layout, block: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph, none cut inside a quotation or before its cue."""
    outer = [q for q in layout.quotes.outer if q.span.overlaps(block)]
    ends = {q.end for q in outer} | {q.end + 1 for q in outer}
    start = None
    parts = list(split(layout.text, block))
    for index, part in enumerate(parts):
        start = part.start if start is None else start
        if any(q.start < part.end < q.end for q in outer):
            continue
        following = parts[index + 1] if index + 1 < len(parts) else None
        if following and part.end in ends and _is_tail(layout.view(following)):
            continue
        yield Span(start, part.end)
        start = None
    if start is not None:
        yield Span(start, block.end)


def _is_tail(view: View) -> bool:
    """Say whether a sentence is the cue clause of the quotation before it: "Ito asked."."""
    for at, (end, cue) in sorted(view.cues.items()):
        if cue.tense not in ("past", "s") or "q" not in cue.frames:
            continue
        subject = clauses.subject_before(view, clauses.verb_start(view, at))
        if subject and subject[0] == 0:
            return contents.after_cue(view, end, cue) is None or view.low(end) == ","
    return False


def _verbs(view: View) -> Iterator[Attribution]:
    """Yield the attributions of cue verbs."""
    previous: Attribution | None = None
    for at, (end, cue) in sorted(view.cues.items()):
        found = (_passive(view, at, end, cue) or _with_subject(view, at, end, cue)
                 or _inverted(view, at, end, cue))
        if found is None and cue.tense == "ing" and previous is not None:
            found = _participle(view, at, end, cue, previous)
        if found is None:
            continue
        yield found
        previous = found


def _is_finite(view: View, at: int, end: int, cue: CueWord) -> bool:
    """Say whether the cue is a finite verb here and not a noun: "the claims", "she claims"."""
    before, low = view.tag(at - 1), view.low(at - 1)
    if cue.tense == "ing":
        return before == "AUX" and low in ("is", "are", "was", "were", "'re", "'s", "been")
    if cue.tense == "base":
        if low == "to" or view.low(end) == "of":
            return False
        return before in ("AUX", "NEG", "PRON") or (
            before in ("WORD", "NAME") and (low.endswith("s") or low in word_set("group")))
    if cue.tense == "part":
        return before == "AUX"
    if cue.tense == "s":
        nounlike = before in ("DET", "POSS", "PREP", "AUX", "NUM") or low.endswith("ing") \
            or low in word_set("adjective")
        return not nounlike and view.tag(end) not in ("AUX", "END") \
            and view.low(end) not in ("of", "and", "or", "for", "from", "by", "over")
    return before not in ("DET", "POSS", "PREP") and view.low(end) != "by"


def _with_subject(view: View, at: int, end: int, cue: CueWord) -> Attribution | None:
    if not _is_finite(view, at, end, cue):
        return None
    first = clauses.verb_start(view, at)
    subject = clauses.subject_before(view, first)
    if subject is None or _is_reduced(view, subject, at):
        return None
    if "d" in cue.frames and not _is_document(view, subject):
        return None
    pieces, rule = contents.around(view, subject, end, cue)
    if not pieces:
        return None
    source = None if view.low(subject[0]) == "it" and _is_passive(view, at) else subject
    return _make(view, source, (first, end), cue, pieces, rule if source else "impersonal")


def _is_reduced(view: View, subject: tuple[int, int], at: int) -> bool:
    """Say whether the cue is a participle after its noun: "sent to the conference dubbed ..."."""
    if view.cues[at][1].tense != "past" or view.tag(at - 1) == "AUX":
        return False
    for place in range(subject[0] - 1, -1, -1):
        if view.tag(place) in ("Q", "SUB") or view.low(place) in (",", ":", ";", "–", "—"):
            return False
        if clauses.is_finite_cue(view, place):
            return view.tag(subject[0] - 1) in ("PREP", "DET", "CONJ", "WORD")
    return False


def _is_document(view: View, subject: tuple[int, int]) -> bool:
    return any(view.low(at) in word_set("document") for at in range(subject[0], subject[1] + 1))


def _is_passive(view: View, at: int) -> bool:
    return any(view.low(place) in ("is", "are", "was", "were", "be", "been", "being")
               for place in range(max(0, at - 4), at) if view.tag(place) in ("AUX", "ADV", "NEG"))


def _inverted(view: View, at: int, end: int, cue: CueWord) -> Attribution | None:
    """Match "C, said X" and "C", said X, and "C1," said X, "C2"."""
    if cue.tense not in ("past", "s") or "q" not in cue.frames or not at:
        return None
    if view.tag(at - 1) != "Q" and view.low(at - 1) not in (",", "–", "—"):
        return None
    subject = clauses.subject_after(view, end)
    content = contents.stretch(view, 0, at)
    if subject is None or content is None:
        return None
    pieces = [content]
    after = subject[1] + 1
    if view.low(after) == "," and view.tag(after + 1) == "Q":
        more = contents.stretch(view, after + 1, clauses.content_end(view, after + 1))
        pieces.extend([more] if more else [])
    return _make(view, subject, (at, end), cue, tuple(pieces), "inverted")


def _passive(view: View, at: int, end: int, cue: CueWord) -> Attribution | None:
    """Match "C was described by X as C" and "X is said to C"."""
    if cue.tense not in ("past", "part") or not _is_passive(view, at):
        return None
    first = clauses.verb_start(view, at)
    subject = clauses.subject_before(view, first)
    if subject is None or view.low(subject[0]) == "it":
        return None
    if view.low(end) == "by":
        source = clauses.subject_after(view, end + 1)
        if source is None:
            return None
        rest = contents.stretch(view, source[1] + 1, clauses.content_end(view, source[1] + 1))
        pieces = [view.span(*subject), *([rest] if rest else [])]
        return _make(view, source, (first, end + 1), cue, tuple(pieces), "passive")
    if view.low(end) == "to" and cue.lemma in word_set("impersonal verb"):
        rest = contents.stretch(view, end, clauses.content_end(view, end))
        pieces = [view.span(*subject), *([rest] if rest else [])]
        return _make(view, None, (first, end), cue, tuple(pieces), "impersonal")
    return None


def _participle(view: View, at: int, end: int, cue: CueWord,
                previous: Attribution) -> Attribution | None:
    """Match ", adding that C": the source is that of the clause before."""
    before = at - 1
    while view.tag(before) == "ADV":
        before -= 1
    loose = view.low(before) != "," and view.tag(before) != "Q" \
        and view.low(at - 1) not in ("and", "")
    if loose and view.items[before].end not in {s.end for s in (previous.source, previous.cue)
                                                if s is not None}:
        return None
    content = contents.after_cue(view, end, cue)
    if content is None or previous.source is None:
        return None
    return Attribution((content,), previous.source, view.span(at, end - 1), cue_lemma=cue.lemma,
                       act=cue.act, attitude=cue.attitude, confidence=_CONFIDENCE["participle"],
                       rules=("rules:participle",))


def _make(view: View, subject: tuple[int, int] | None, verb: tuple[int, int], cue: CueWord,
          content: tuple[Span, ...], rule: str) -> Attribution:
    return Attribution(content, subject and view.span(*subject), view.span(verb[0], verb[1] - 1),
                       cue_lemma=cue.lemma, act=cue.act, attitude=cue.attitude,
                       confidence=_CONFIDENCE[rule], rules=(f"rules:{rule}",))
