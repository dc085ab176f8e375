"""The rule component: attributions from quotation marks, cue words and punctuation alone.

It reads one sentence at a time with each quotation folded into one token, so that what stands in
quotation marks never looks like a cue of the article's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator

from quoth.nlp import bounds, clauses, contents, phrases
from quoth.nlp.framed import framed
from quoth.nlp.inside import spoken_inside
from quoth.nlp.layout import Layout, layout_of
from quoth.nlp.lexicon import CueWord
from quoth.nlp.quotes import Quote
from quoth.nlp.sentences import split
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set
from quoth.records import Annotations, Article, Attribution, Span

_CLAUSE = 8  # items before ", says a study" that are a clause even if no verb is seen
_LONGEST = 250  # items of a sentence; what is longer is no sentence and is read in parts
_CONFIDENCE = {  # share of each rule's attributions that PolNeAR's dev articles bear out
    "right": 0.7, "object": 0.5, "left": 0.8, "as": 0.8, "split": 0.8, "inverted": 0.75,
    "asked": 0.75, "phrase": 0.85, "participle": 0.75, "passive": 0.5, "impersonal": 0.4,
    "noun": 0.5,
}


class Rules:
    """The rule component: `Rules()(article)` gives mentions and attributions, not yet completed."""

    name = "rules-1"

    def __call__(self, article: Article) -> Annotations:
        """Annotate one article."""
        layout = layout_of(article)
        return Annotations(article.id, layout.sentences, layout.names, attributions(layout), (),
                           self.name)


def attributions(layout: Layout) -> tuple[Attribution, ...]:
    """Return the attributions that the rules see in an article, found once."""
    if "rules" not in layout.shared:
        layout.shared["rules"] = tuple(
            a for block in layout.paragraphs for a in in_paragraph(layout, block))
    return layout.shared["rules"]


def in_paragraph(layout: Layout, block: Span) -> Iterator[Attribution]:
    """Yield the attributions of the article's own voice in one paragraph."""
    for span in outer_sentences(layout, block):
        view = layout.view(span)
        for first in range(0, len(view.items), _LONGEST):
            part = View(view.text, view.items[first : first + _LONGEST])
            yield from in_sentence(part if first or len(view.items) > _LONGEST else view)
    for quote in layout.quotes_in(block):
        if not quote.level:
            yield from spoken_inside(layout, quote)


def in_quotation(layout: Layout, quote: Quote) -> Iterator[Attribution]:
    """Yield the attributions inside a quotation: "My father told me, 'Never sell.'"."""
    for span in split(layout.text, quote.inner):
        yield from in_sentence(layout.view(span, quote.level + 1))


def in_sentence(view: View) -> Iterator[Attribution]:
    """Yield the attributions of one sentence."""
    yield from phrases.fixed(view)
    yield from phrases.quoted_as(view)
    yield from phrases.overheard(view)
    yield from phrases.agency(view)
    yield from phrases.nouns(view)
    yield from phrases.translated(view)
    yield from framed(view)
    yield from _verbs(view)


def told(view: View) -> Iterator[Attribution]:
    """Yield those of `in_sentence` that a verb, "according to" or "quoted as" reports."""
    yield from phrases.fixed(view)
    yield from phrases.quoted_as(view)
    yield from _verbs(view)


def outer_sentences(layout: Layout, block: Span) -> list[Span]:
    """Return the sentences of a paragraph, none cut inside a quotation or before its cue."""
    if block not in layout.shared:
        layout.shared[block] = list(_outer_sentences(layout, block))
    return layout.shared[block]


def _outer_sentences(layout: Layout, block: Span) -> Iterator[Span]:
    start = None
    parts = list(split(layout.text, block))
    for index, part in enumerate(parts):
        start = part.start if start is None else start
        edge = [q for q in layout.quotes_in(Span(part.end - 2, part.end + 1)) if not q.level]
        if any(q.start < part.end < q.end for q in edge):
            continue
        following = parts[index + 1] if index + 1 < len(parts) else None
        last = next((q for q in edge if part.end - 1 <= q.end <= part.end), None)
        stop = layout.text[last.end : part.end] if last else ""  # “a pond”. He shrugs.
        if following and last and _is_tail(layout.view(following),
                                           last.inner.of(layout.text) + stop):
            continue
        yield Span(start, part.end)
        start = None
    if start is not None:
        yield Span(start, block.end)


def _is_tail(view: View, quoted: str) -> bool:
    """Say whether a sentence is the cue clause of the quotation before it: "Ito asked."."""
    resumes = not quoted.rstrip().endswith(".")
    for at, (end, cue) in sorted(view.cues.items()):
        if cue.tense not in ("past", "s") or "q" not in cue.frames:
            continue
        subject = clauses.subject_before(view, clauses.verb_start(view, at))
        if subject and subject[0] == 0:
            if not resumes and cue.lemma not in word_set("plain saying") \
                    and view.text[view.items[0].start].isupper() and view.tag(0) != "PRON":
                return False  # "Nobody should be afraid." Bob Low disagreed.
            follows = view.cues.get(end)
            if view.low(end) == "," and view.tag(end + 1) == "Q":
                return resumes
            asked = cue.act == "ask" and not contents.marks_content(view, end, cue)
            return asked or contents.after_cue(view, end, cue) is None or view.low(end) == "," \
                or bool(follows and follows[1].tense == "ing")
    return False


def _verbs(view: View) -> Iterator[Attribution]:
    """Yield the attributions of cue verbs."""
    previous: Attribution | None = None
    for at, (end, cue) in sorted(view.cues.items()):
        found = (_passive(view, at, end, cue) or _with_subject(view, at, end, cue)
                 or _inverted(view, at, end, cue))
        if found is None and cue.tense == "ing":
            found = _participle(view, at, end, cue, previous)
        if found is None and cue.tense in ("past", "base", "s"):
            found = _coordinated(view, at, end, cue, previous)
        if found is None:
            continue
        yield found
        previous = found


def _is_finite(view: View, at: int, end: int, cue: CueWord) -> bool:
    """Say whether the cue is a finite verb here and not a noun: "the claims", "she claims"."""
    before, low = view.tag(at - 1), view.low(at - 1)
    if clauses.contacted(view, at - 1):
        return cue.tense in ("past", "s", "base")
    if cue.tense == "ing":
        return low in word_set("keep") or before == "AUX" and low in (
            "is", "are", "was", "were", "'re", "'s", "been")
    if cue.tense == "base":
        if low == "to":
            return view.low(at - 2) in word_set("catenative")
        if view.low(end) == "of":
            return False
        return before in ("AUX", "NEG", "PRON", "WORD", "NAME", "ADV", "PUNCT")
    if cue.tense == "part":
        return before == "AUX"
    if cue.tense == "s":
        nounlike = before in ("DET", "POSS", "PREP", "AUX", "NUM") or low.endswith("ing") \
            or clauses.is_finite_cue(view, at - 1) \
            or low in word_set("adjective") \
            or (before == "WORD" and view.tag(end) == "WORD" and cue.lemma in word_set("noun too"))
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
    if cue.tense == "base" and first == at and not clauses.is_plural(view, subject):
        return None
    if "d" in cue.frames and not _is_document(view, subject):
        return None
    if cue.tense == "s" and view.tag(at - 1) == "WORD" and cue.lemma in word_set("noun too") \
            and view.tag(subject[0]) != "DET" and view.tag(end) not in ("SUB", "Q", "PRON"):
        return None  # mass protests in the capital
    if view.low(subject[0] - 1) == "as" and _is_passive(view, at):
        return None  # green gold, as avocados are known there
    pieces, rule = contents.around(view, subject, first, end, cue)
    modal = any(view.low(i) in word_set("modal") for i in range(first, at))
    passive = _is_passive(view, at)
    if rule == "object" and (not clauses.is_speaker(view, subject)
                             or view.low(end) in ("citing", "quoting")):
        return None
    if passive and rule == "right" and (view.tag(end) == "Q"
                                        or cue.lemma in word_set("addressed")):
        return None  # the appeal was directed "to all", he was told to wait
    if not any(_says_something(view, piece) for piece in pieces):
        return None
    if (rule == "object" and modal) or (rule in ("left", "as") and passive):
        return None
    source = None if view.low(subject[0]) == "it" and passive else subject
    return _make(view, source, (first, end), cue, pieces, rule if source else "impersonal")


def _says_something(view: View, piece: Span) -> bool:
    """Say whether a content has more than a pronoun or article: "our partners know that"."""
    return any(item.tag not in ("DET", "PRON", "PUNCT", "PREP") for item in view.items
               if piece.start <= item.start < piece.end)


def _is_reduced(view: View, subject: tuple[int, int], at: int) -> bool:
    """Say whether the cue is a participle after its noun: "sent to the conference dubbed ..."."""
    if view.cues[at][1].tense != "past" or view.tag(at - 1) == "AUX":
        return False
    for place in range(subject[0] - 1, -1, -1):
        if view.tag(place) in ("Q", "SUB", "AUX") \
                or view.low(place) in ("that", ",", ":", ";", "–", "—"):
            return False
        if clauses.is_finite_cue(view, place):
            return view.tag(subject[0] - 1) in ("PREP", "DET", "CONJ", "WORD")
    return False


def _is_document(view: View, subject: tuple[int, int]) -> bool:
    return any(view.low(at) in word_set("document") for at in range(subject[0], subject[1] + 1))


def _is_passive(view: View, at: int) -> bool:
    place = at - 1
    while view.tag(place) in ("AUX", "ADV", "NEG"):
        if view.low(place) in ("is", "are", "was", "were", "be", "been", "being"):
            return True
        place -= 1
    return False


def _inverted(view: View, at: int, end: int, cue: CueWord) -> Attribution | None:
    """Match "C, said X" and "C", said X, and "C1," said X, "C2"."""
    if cue.tense not in ("past", "s") or "q" not in cue.frames or not at:
        return None
    asked = cue.act == "ask" and view.low(at - 1) == "?"
    if view.tag(at - 1) != "Q" and view.low(at - 1) not in (",", "–", "—") and not asked:
        return None
    subject = clauses.subject_after(view, end)
    content = contents.stretch(view, 0, at)
    if subject is None or content is None:
        return None
    pieces = [content]
    after = subject[1] + 1
    split = at < _CLAUSE and view.low(at - 1) == "," and view.low(after) == "," \
        and view.tag(after + 1) == "Q" and clauses.is_speaker(view, subject) \
        and clauses.noun_phrase_end(view, 0) == at - 1  # The author, writes Roe, "is"
    reduced = view.low(after) == "that" or (view.tag(after) == "WORD"
                                            and view.low(after).endswith("ed"))
    if view.low(after) in ("who", "whose"):
        subject, after = (subject[0], _clause_end(view, after) - 1), _clause_end(view, after)
    if not reduced and view.tag(after) not in ("END", "PREP", "DATE", "PUNCT", "ADV", "Q") or (
            "Q" not in (view.tag(at - 1), view.tag(at - 2)) and not asked
            and view.low(0) not in contents.DASHES and not split and at < _CLAUSE
            and not contents.has_verb(view, 0, at)):
        return None
    if view.low(after) == "," and view.tag(after + 1) == "Q":
        more = contents.stretch(view, after + 1, bounds.content_end(view, after + 1))
        pieces.extend([more] if more else [])
    rule = "asked" if asked else "split" if split else "inverted"
    return _make(view, subject, (at, end), cue, tuple(pieces), rule)


def _clause_end(view: View, first: int) -> int:
    """Return where a relative clause ends: at the next mark."""
    return next((at for at in range(first, len(view.items)) if view.tag(at) in ("PUNCT", "Q")),
                len(view.items))


def _passive(view: View, at: int, end: int, cue: CueWord) -> Attribution | None:
    """Match "C was described by X as C" and "X is said to C"."""
    if cue.tense not in ("past", "part") or not _is_passive(view, at):
        return None
    first = clauses.verb_start(view, at)
    subject = clauses.subject_before(view, first)
    if subject is None or view.low(subject[0]) == "it":
        return None
    if view.low(end) == "by" and set("st") & set(cue.frames):
        source = clauses.subject_after(view, end + 1)
        if source is None:
            return None
        rest = contents.stretch(view, source[1] + 1, bounds.content_end(view, source[1] + 1))
        pieces = [view.span(*subject), *([rest] if rest else [])]
        return _make(view, source, (first, end + 1), cue, tuple(pieces), "passive")
    if view.low(end) == "to" and cue.lemma in word_set("impersonal verb"):
        rest = contents.stretch(view, end, bounds.content_end(view, end))
        pieces = [view.span(*subject), *([rest] if rest else [])]
        return _make(view, None, (first, end), cue, tuple(pieces), "impersonal")
    return None


def _participle(view: View, at: int, end: int, cue: CueWord,
                previous: Attribution | None) -> Attribution | None:
    """Match ", adding that C": the source is that of the clause before, or its subject."""
    before = at - 1
    while view.tag(before) == "ADV":
        before -= 1
    if cue.lemma == "cite" and any(last == at for last, _ in view.cues.values()):
        return None  # the agency reports citing the ministry
    opened = view.low(at - 1) in word_set("opener of a participle") and "q" in cue.frames \
        and contents.marks_content(view, end, cue)
    loose = not opened and view.low(before) != "," and view.tag(before) != "Q" \
        and view.low(at - 1) not in ("and", "")
    known = (previous.source, previous.cue) if previous else ()
    if loose and view.items[before].end not in {s.end for s in known if s is not None}:
        return None
    content = contents.after_cue(view, end, cue)
    source = previous.source if previous and not opened else None
    if source is None and before > 0 and contents.marks_content(view, end, cue):
        main = clauses.main_clause(view, before)
        subject = main and main[0]
        if subject and view.low(subject[0]) == "who":  # a man who admitted it was let go after
            subject = clauses.noun_phrase_before(view, subject[0] - 1)
        source = subject and view.span(*subject)
    if content is None or source is None:
        return None
    return Attribution((content,), source, view.span(at, end - 1), cue_lemma=cue.lemma,
                       act=cue.act, attitude=cue.attitude, confidence=_CONFIDENCE["participle"],
                       rules=("rules:opened" if opened else "rules:participle",))


def _coordinated(view: View, at: int, end: int, cue: CueWord,
                 previous: Attribution | None) -> Attribution | None:
    """Match "X regretted the ruling but said C"."""
    conj = at - 1
    while view.tag(conj) in ("ADV", "AUX", "NEG"):
        conj -= 1
    first = clauses.verb_start(view, at)
    start = next((view.cues[i][0] for i in range(conj - 1, -1, -1) if i in view.cues), 0)
    if view.tag(conj) != "CONJ" or not bounds.is_coordinated(view, conj, start):
        return None
    main = clauses.main_clause(view, conj - 1)
    if main and view.low(main[0][0]) == "who":  # Roe, who went there, finds A but warns that
        verb = next((i for i in range(conj - 1, -1, -1) if clauses.is_finite_cue(view, i)), 0)
        subject = clauses.subject_before(view, clauses.verb_start(view, verb)) if verb else None
        main = (subject, verb) if subject else main
    source = previous.source if previous else main and view.span(*main[0])
    content = contents.after_cue(view, end, cue)
    if source is None or content is None:
        return None
    return Attribution((content,), source, view.span(first, end - 1), cue_lemma=cue.lemma,
                       act=cue.act, attitude=cue.attitude, confidence=_CONFIDENCE["participle"],
                       rules=("rules:coordinated",))


def _make(view: View, subject: tuple[int, int] | None, verb: tuple[int, int], cue: CueWord,
          content: tuple[Span, ...], rule: str) -> Attribution:
    return Attribution(content, subject and view.span(*subject), view.span(verb[0], verb[1] - 1),
                       cue_lemma=cue.lemma, act=cue.act, attitude=cue.attitude,
                       confidence=_CONFIDENCE[rule], rules=(f"rules:{rule}",))
