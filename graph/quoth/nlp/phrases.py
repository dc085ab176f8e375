"""Cues that are no plain verb: fixed phrases, "quoted as saying", and nouns with "that"."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.nlp import bounds, clauses
from quoth.nlp.contents import after_cue, has_verb, marks_content, stretch
from quoth.nlp.datelines import dateline_end
from quoth.nlp.lexicon import cue_nouns, cue_phrases
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set
from quoth.records import Attribution, Span

_CLAUSE = 4  # items before ", X reports" that are a clause


def fixed(view: View) -> Iterator[Attribution]:
    """Yield the attributions of fixed phrases: "according to X, C" and "C, according to X"."""
    at, lows, phrases = 0, view.lows, cue_phrases()
    if phrases.keys().isdisjoint(lows):
        return
    while at < len(lows):
        row = next((row for row in phrases.get(lows[at], ())
                    if lows[at : at + len(row[0])] == row[0]), None)
        if row is None:
            at += 1
            continue
        end = at + len(row[0])
        found = _around_phrase(view, at, end)
        if found:
            yield Attribution(found[1], found[0], view.span(at, end - 1), cue_lemma=row[1],
                              act=row[2] or None, confidence=0.8, rules=("rules:phrase",))
        at = end


def _around_phrase(view: View, at: int, end: int) -> tuple[Span, tuple[Span, ...]] | None:
    subject = clauses.subject_after(view, end, parenthesis=view.low(at - 1) == ",")
    if view.low(at + 1) in ("his", "her", "their") and view.low(end) == ",":  # by his own account
        content = stretch(view, end + 1, bounds.content_end(view, end + 1)) if at == 0 else None
        return (view.span(at + 1, at + 1), (content,)) if content else None
    if subject is None:
        return None
    subject = _with_relative(view, subject)
    source, after = view.span(*subject), subject[1] + 1
    first = dateline_end(view)
    leads = at - first < 4 and not any(view.tag(i) in ("NAME", "DET", "PRON", "Q")
                                       for i in range(first, at))
    if leads or at == 0:
        content = stretch(view, after, bounds.content_end(view, after))
        return (source, (content,)) if content else None
    left = stretch(view, _clause_of_phrase(view, first, at), at)
    right = None
    if view.low(after) == "," and view.low(at - 1) == "," and not _ends(view, after) \
            and not has_verb(view, first, at):
        right = stretch(view, after, bounds.content_end(view, after))
    pieces = tuple(s for s in (left, right) if s)
    return (source, pieces) if pieces else None


def _with_relative(view: View, subject: clauses.Range) -> clauses.Range:
    """Return a source with its relative clause: "according to aides, who asked for silence, C"."""
    comma = subject[1] + 1
    if view.low(comma) != "," or view.low(comma + 1) not in ("who", "which", "whose"):
        return subject
    end = next((at for at in range(comma + 2, len(view.items)) if view.low(at) == ","), None)
    return subject if end is None else (subject[0], end - 1)


def _clause_of_phrase(view: View, first: int, at: int) -> int:
    """Return where the clause before ", according to X" begins; ";" bounds it."""
    for place in range(at - 1, first, -1):
        if view.low(place) == ";":
            return place + 1
    return first


def _ends(view: View, comma: int) -> bool:
    """Say whether no verb follows a comma, so that the clause does not go on there."""
    low = view.low(comma + 1)
    return low.endswith("ing") or view.tag(comma + 1) not in ("AUX", "WORD", "ADV", "NEG")


def translated(view: View) -> Iterator[Attribution]:
    """Yield what translated news does: "For X, the move is «late»" and "«C», so X"."""
    size = len(view.items)
    if view.low(0) == "for" and any(item.quote for item in view.items):
        subject = clauses.subject_after(view, 1)
        if subject and view.low(subject[1] + 1) == "," and any(
                view.tag(i) == "NAME" for i in range(1, subject[1] + 1)):
            content = stretch(view, subject[1] + 2, size)
            first = next(i for i in range(size) if view.tag(i) == "Q")
            if content and view.low(first - 1) in word_set("to be"):
                yield Attribution((content,), view.span(*subject), view.span(0, 0), act="say",
                                  cue_lemma="for", confidence=0.6, rules=("rules:for",))
    yield from _thus(view)
    for at in range(1, size - 1) if "so" in view.lows else ():
        if view.low(at) == "so" and "Q" in (view.tag(at - 1), view.tag(at - 2)) \
                and (subject := clauses.subject_after(view, at + 1)):
            content = stretch(view, dateline_end(view), at)
            if content and subject[1] >= size - 2:
                yield Attribution((content,), view.span(*subject), view.span(at, at), act="say",
                                  cue_lemma="so", confidence=0.8, rules=("rules:so",))


def _thus(view: View) -> Iterator[Attribution]:
    """Yield "«C»: thus X comments on the ruling"."""
    at = next((n for n, item in enumerate(view.items) if item.tag == "Q"), -1)
    if at < 0 or view.low(at + 1) not in (":", ",", "–", "—") \
            or view.low(at + 2) != "thus":
        return
    verb = next((n for n in sorted(view.cues) if n > at + 3 and clauses.is_finite_cue(view, n)), 0)
    subject = clauses.subject_before(view, clauses.verb_start(view, verb)) if verb else None
    if subject is None:
        return
    end, cue = view.cues[verb]
    yield Attribution((view.span(at, at),), view.span(*subject), view.span(verb, end - 1),
                      cue_lemma=cue.lemma, act=cue.act, confidence=0.8, rules=("rules:thus",))


def quoted_as(view: View) -> Iterator[Attribution]:
    """Yield "X was quoted [by Y] as saying C" and "Y quoted X as saying C"."""
    for at in range(1, len(view.items) - 1) if "as" in view.lows else ():
        if view.low(at) != "as" or (at + 1) not in view.cues:
            continue
        end, cue = view.cues[at + 1]
        verb = next((i for i in range(at - 1, max(-1, at - 10), -1)
                     if view.low(i) in ("quoted", "cited", "reported", "quotes", "cites",
                                        "quoting", "citing")), None)
        if verb is None or cue.tense != "ing":
            continue
        passive = any(view.low(i) in ("was", "were", "is", "are", "been", "being")
                      for i in range(max(0, verb - 3), verb))
        if passive:
            source = clauses.subject_before(view, clauses.verb_start(view, verb))
            first = clauses.verb_start(view, verb)
        else:
            source = clauses.subject_after(view, verb + 1) if verb + 1 < at else None
            source = source and (source[0], min(source[1], at - 1))
            first = at
        content = after_cue(view, end, cue)
        if source and content:
            yield Attribution((content,), view.span(*source), view.span(first, end - 1),
                              cue_lemma=cue.lemma, act=cue.act, confidence=0.8,
                              rules=("rules:quoted as",))


def overheard(view: View) -> Iterator[Attribution]:
    """Yield "footage of X asking, "C"" and "the spot shows X saying that C"."""
    for at, (end, cue) in view.cues.items():
        if cue.tense != "ing" or "q" not in cue.frames or view.tag(at - 1) not in ("NAME", "WORD",
                                                                                  "PRON"):
            continue
        first = at - 1
        while view.tag(first - 1) in ("NAME", "NUM", "DET", "POSS", "WORD") \
                and view.low(first - 1) not in word_set("perception"):
            first -= 1
        heard = view.low(first - 1) in word_set("perception") or (
            view.low(first - 1) == "of" and view.low(first - 2) in word_set("record"))
        content = after_cue(view, end + (view.low(end) == ","), cue)
        if heard and content and marks_content(view, end, cue):
            yield Attribution((content,), view.span(first, at - 1), view.span(at, end - 1),
                              cue_lemma=cue.lemma, act=cue.act, confidence=0.7,
                              rules=("rules:overheard",))


def agency(view: View) -> Iterator[Attribution]:
    """Yield "C, X reports citing Y", as agencies pass on what others reported."""
    for at, (end, cue) in view.cues.items():
        follows = end + (view.low(end) == ",")
        passed_on = view.low(follows) in ("citing", "quoting", "referring") \
            or view.lows[follows : follows + 2] == ("with", "reference")
        if not passed_on or cue.tense not in ("s", "past"):
            continue
        subject = clauses.subject_before(view, clauses.verb_start(view, at))
        first = dateline_end(view)
        if subject is None or view.low(subject[0] - 1) != "," or subject[0] - first < _CLAUSE:
            continue
        content = stretch(view, first, subject[0] - 1)
        if content:
            yield Attribution((content,), view.span(*subject), view.span(at, end - 1),
                              cue_lemma=cue.lemma, act=cue.act, confidence=0.8,
                              rules=("rules:agency",))


def nouns(view: View) -> Iterator[Attribution]:
    """Yield "X's claim that C" and "the concern of X that C"."""
    if cue_nouns().keys().isdisjoint(view.lows):
        return
    for at, low in enumerate(view.lows):
        if low not in cue_nouns() or "T" not in cue_nouns()[low][3]:
            continue
        lemma, act, attitude, _ = cue_nouns()[low]
        source, that = _owner(view, at)
        if source is None or view.low(that) != "that" or view.tag(that + 1) == "AUX":
            continue
        content = stretch(view, that, bounds.content_end(view, that))
        if content:
            yield Attribution((content,), view.span(*source), view.span(at, at), cue_lemma=lemma,
                              act=act, attitude=attitude, confidence=0.5, rules=("rules:noun",))


def _owner(view: View, noun: int) -> tuple[clauses.Range | None, int]:
    """Return who makes the claim, and where its "that" should stand."""
    place = noun - 1
    while view.tag(place) == "WORD" and view.tag(place - 1) in ("POSS", "WORD", "DET"):
        place -= 1
    if view.tag(place) == "POSS":
        return clauses.noun_phrase_before(view, place - 1), noun + 1
    if view.low(place) in ("his", "her", "their", "its", "my", "our"):
        return (place, place), noun + 1
    if view.low(noun + 1) in ("of", "by", "from", "among"):
        end = clauses.noun_phrase_end(view, noun + 2)
        if end > noun + 2 and view.low(noun + 2) not in word_set("question word"):
            return (noun + 2, end - 1), end
    return None, noun + 1
