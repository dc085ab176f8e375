"""The rule component: attributions from quotation marks, cue words and punctuation alone.

It reads one sentence at a time with each quotation folded into one token, so that what stands in
quotation marks never looks like a cue of the article's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator

from quoth.nlp import clauses
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import CueWord, cue_phrases
from quoth.nlp.sentences import split
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set
from quoth.records import Annotations, Article, Attribution, Span


class Rules:
    """The rule component: `Rules()(article)` gives mentions and attributions, not yet completed."""

    name = "rules-1"

    def __call__(self, article: Article) -> Annotations:
        """Annotate one article."""
        layout = Layout(article)
        found = [a for block in layout.paragraphs for a in _paragraph(layout, block)]
        return Annotations(article.id, layout.sentences, layout.names, tuple(found), (), self.name)


def outer_sentences(layout: Layout, block: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph, none cut inside a quotation or before its cue."""
    outer = [q for q in layout.quotes.outer if q.span.overlaps(block)]
    start = None
    parts = list(split(layout.text, block))
    for index, part in enumerate(parts):
        start = part.start if start is None else start
        if any(q.start < part.end < q.end for q in outer):
            continue
        following = parts[index + 1] if index + 1 < len(parts) else None
        if following and any(q.end == part.end for q in outer) \
                and _is_tail(layout.view(following)):
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
        closes = view.tag(end) in ("END",) or view.low(end) in (".", ",", "adding")
        return bool(subject and subject[0] == 0 and closes)
    return False


def _paragraph(layout: Layout, block: Span) -> Iterator[Attribution]:
    for span in outer_sentences(layout, block):
        view = layout.view(span)
        yield from _phrases(view)
        yield from _verbs(view)


def _phrases(view: View) -> Iterator[Attribution]:
    """Yield the attributions of fixed phrases: "according to X, C" and "C, according to X"."""
    for at in range(len(view.items)):
        for words, lemma, act in cue_phrases():
            if view.lows[at : at + len(words)] != words:
                continue
            found = _phrase(view, at, at + len(words))
            if found:
                source, content = found
                yield Attribution(content, source, view.span(at, at + len(words) - 1),
                                  cue_lemma=lemma, act=act or None, rules=("rules:phrase",))
            break


def _phrase(view: View, at: int, end: int) -> tuple[Span, tuple[Span, ...]] | None:
    subject = clauses.subject_after(view, end)
    if subject is None and view.tag(end) == "PRON":
        subject = (end, end)
    if subject is None:
        return None
    source = view.span(*subject)
    after = subject[1] + 1
    if at and view.low(at - 1) == "," or at > 3:
        content = stretch(view, 0, at)
        rest = stretch(view, after, len(view.items)) if view.low(after) == "," else None
        pieces = tuple(s for s in (content, rest) if s)
        return (source, pieces) if pieces else None
    start = after + 1 if view.low(after) in (",", ":") else after
    content = stretch(view, start, len(view.items))
    return (source, (content,)) if content else None


def _verbs(view: View) -> Iterator[Attribution]:
    """Yield the attributions of cue verbs."""
    taken = -1
    previous: Attribution | None = None
    for at, (end, cue) in sorted(view.cues.items()):
        if at < taken:
            continue
        found = _with_subject(view, at, end, cue) or _inverted(view, at, end, cue)
        if found is None and cue.tense == "ing" and view.low(at - 1) in (",", "") and previous:
            found = _participle(view, at, end, cue, previous)
        if found is None:
            continue
        yield found
        previous = found


def _finite(view: View, at: int, cue: CueWord) -> bool:
    """Say whether the cue is a verb here and not a noun: "the claims", "she claims"."""
    before = view.tag(at - 1)
    if cue.tense == "ing":
        return before == "AUX" and view.low(at - 1) in ("is", "are", "was", "were", "'re", "been")
    if cue.tense == "base":
        return before in ("AUX", "NEG") and view.low(at - 1) != "to" or (
            before in ("PRON", "WORD", "NAME") and (view.low(at - 1).endswith("s")
                                                    or view.low(at - 1) in ("i", "we", "they",
                                                                            "you", "people")))
    if cue.tense == "part":
        return before == "AUX"
    if cue.tense == "s":
        return before not in ("DET", "POSS", "PREP", "AUX")
    return before not in ("DET", "POSS", "PREP")


def _with_subject(view: View, at: int, end: int, cue: CueWord) -> Attribution | None:
    if not _finite(view, at, cue):
        return None
    first = clauses.verb_start(view, at)
    subject = clauses.subject_before(view, first)
    if subject is None:
        return None
    content = right_content(view, end, cue)
    rule = "right"
    if content is None and (pieces := left_content(view, subject[0], end, cue)):
        return _make(view, subject, (first, end), cue, pieces, "left")
    if content is None:
        return None
    return _make(view, subject, (first, end), cue, (content,), rule)


def _inverted(view: View, at: int, end: int, cue: CueWord) -> Attribution | None:
    """Match "C, said X" and "C", said X."""
    if cue.tense not in ("past", "s") or "q" not in cue.frames:
        return None
    if not at or not (view.tag(at - 1) == "Q" or view.low(at - 1) == ","):
        return None
    subject = clauses.subject_after(view, end)
    if subject is None:
        return None
    content = stretch(view, 0, at)
    if content is None:
        return None
    return _make(view, subject, (at, end), cue, (content,), "inverted")


def _participle(view: View, at: int, end: int, cue: CueWord,
                previous: Attribution) -> Attribution | None:
    """Match ", adding that C": the source is that of the clause before."""
    content = right_content(view, end, cue)
    if content is None or previous.source is None:
        return None
    return Attribution((content,), previous.source, view.span(at, end - 1), cue_lemma=cue.lemma,
                       act=cue.act, attitude=cue.attitude, rules=("rules:participle",))


def _make(view: View, subject: tuple[int, int], verb: tuple[int, int], cue: CueWord,
          content: tuple[Span, ...], rule: str) -> Attribution:
    return Attribution(content, view.span(*subject), view.span(verb[0], verb[1] - 1),
                       cue_lemma=cue.lemma, act=cue.act, attitude=cue.attitude,
                       rules=(f"rules:{rule}",))


def right_content(view: View, end: int, cue: CueWord) -> Span | None:
    """Return what follows the cue and is its content."""
    last = _content_end(view, end)
    if view.low(end) == ":":
        return stretch(view, end + 1, last)
    for at in range(end, min(last, end + 16)):
        low, tag = view.low(at), view.tag(at)
        if low == "that" and "t" in cue.frames and view.tag(at + 1) != "END":
            return stretch(view, at, last)
        if low in word_set("question word") \
                and "w" in cue.frames and at <= end + 6:
            return stretch(view, at, last)
        if tag == "Q" and at <= end + 1 + (12 if view.low(at - 1) in (":", ",") else 0):
            return stretch(view, at, last)
        if low == ":" and view.tag(at + 1) != "END":
            return stretch(view, at + 1, last)
        if low in (";", "?", "!"):
            return None
        if at in view.cues and at > end and view.cues[at][1].tense in ("past", "s", "ing"):
            break
    if view.tag(end) in ("PRON", "DET", "NAME", "NUM", "WORD") and (
            set("bs") & set(cue.frames) or "n" in cue.frames and view.tag(end) != "PRON"):
        return stretch(view, end, last)
    if "i" in cue.frames and view.low(end) == "to":
        return stretch(view, end, last)
    return None


def _content_end(view: View, start: int) -> int:
    """Return where the content stops: before ", and Park called", ", adding that", "; "."""
    for at in range(start + 1, len(view.items)):
        if view.low(at) == ";":
            return at
        if view.low(at) != "," and view.tag(at) != "Q":
            continue
        after = at + 1
        if view.cues.get(after) and view.cues[after][1].tense == "ing":
            return at if view.tag(at) != "Q" else at + 1
        if view.tag(after) in ("CONJ", "SUB") and _new_attribution(view, after + 1):
            return at if view.tag(at) != "Q" else at + 1
    return len(view.items)


def _new_attribution(view: View, first: int) -> bool:
    """Say whether a clause with a subject and a cue of its own begins here."""
    for at in range(first, min(first + 10, len(view.items))):
        if view.tag(at) in ("Q",) or view.low(at) in (",", ";", ":", "that"):
            return False
        if at in view.cues and view.cues[at][1].tense in ("past", "s") and at > first:
            found = clauses.subject_before(view, clauses.verb_start(view, at))
            return bool(found and found[0] == first)
    return False


def left_content(view: View, subject: int, end: int, cue: CueWord) -> tuple[Span, ...]:
    """Return what precedes the subject and is the content: "C, X said at ..."."""
    if not set("qtb") & set(cue.frames):
        return ()
    before = subject - 1
    if before < 0 or not (view.tag(before) == "Q" or view.low(before) in (",", "–", "—", "-")):
        return ()
    left = stretch(view, 0, before + 1 if view.tag(before) == "Q" else before)
    if left is None or (before < 2 and view.tag(before) != "Q" and view.low(end) != ","):
        return ()
    if view.low(end) in (",", "–", "—", "-") and end + 1 < len(view.items):
        right = stretch(view, end + 1, _content_end(view, end + 1))
        if right and view.cues.get(end + 1) is None:
            return (left, right)
    return (left,)


def stretch(view: View, first: int, end: int) -> Span | None:
    """Return items `first` to `end` (exclusive) as a span, less marks at its edges."""
    while first < end and view.tag(first) == "PUNCT" and view.low(first) not in "([$":
        first += 1
    while end > first and view.tag(end - 1) == "PUNCT" and view.low(end - 1) not in "?!)]%…":
        end -= 1
    return view.span(first, end - 1) if first < end else None
