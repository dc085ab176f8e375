"""Nouns that frame what is said: "In Roe's view, C", ""C" was Roe's answer"."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.nlp import bounds, clauses
from quoth.nlp.contents import stretch
from quoth.nlp.datelines import dateline_end
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set, words_of
from quoth.records import Attribution

_OWN = ("his", "her", "their", "its", "my", "our")
_BE = ("is", "was", "were", "has", "had")
_FURTHEST = 12  # items of "In the late Bishop of Marn's view"


def framed(view: View) -> Iterator[Attribution]:
    """Yield the attributions whose cue is the noun of a view or message."""
    yield from _in_view(view)
    yield from _was_message(view)
    yield from _per(view)
    yield from _as_known(view)
    yield from _noun_first(view)
    yield from _with_words(view)
    yield from _put_at(view)
    yield from _what_moves(view)
    yield from _sees(view)
    yield from _points_to(view)
    yield from _relative(view)


def _in_view(view: View) -> Iterator[Attribution]:
    """Match "In X's view, C", "in her opinion, C" and "In X's words, "C""."""
    first = next((at for at in range(min(3, len(view.items))) if view.low(at) == "in"), None)
    if first is None:
        return
    noun = next((at for at in range(first + 1, min(first + _FURTHEST, len(view.items)))
                 if view.low(at) in word_set("view noun")), None)
    source = owner(view, noun, first + 1) if noun else None
    if noun is None or source is None or view.low(noun + 1) != ",":
        return
    content = stretch(view, noun + 2, bounds.content_end(view, noun + 2))
    if content:
        yield Attribution((content,), view.span(*source), view.span(noun, noun),
                          cue_lemma=f"in the {view.low(noun)} of", act="assert", confidence=0.75,
                          rules=("rules:framed",))


def _per(view: View) -> Iterator[Attribution]:
    """Match "C, per a new report"."""
    for at in range(2, len(view.items) - 1) if "per" in view.lows else ():
        if view.low(at) == "per" and view.low(at - 1) == "," \
                and view.tag(at + 1) in ("DET", "NAME"):
            subject = clauses.subject_after(view, at + 1)
            content = stretch(view, dateline_end(view), at - 1)
            if subject and content:
                yield Attribution((content,), view.span(*subject), view.span(at, at),
                                  cue_lemma="according to", act="say", confidence=0.75,
                                  rules=("rules:framed",))
            return


def _was_message(view: View) -> Iterator[Attribution]:
    """Match ""C" was X's message"."""
    at = next((n for n, item in enumerate(view.items[:3]) if item.tag == "Q"), None)
    if at is None or view.low(at + 1) not in _BE:
        return
    noun = next((n for n in range(at + 2, min(at + _FURTHEST, len(view.items)))
                 if view.low(n) in word_set("message noun")), None)
    source = owner(view, noun, at + 2) if noun else None
    if noun is not None and source is not None:
        yield Attribution((view.span(at, at),), view.span(*source), view.span(noun, noun),
                          cue_lemma=view.low(noun), act="say", confidence=0.75,
                          rules=("rules:framed",))


def _as_known(view: View) -> Iterator[Attribution]:
    """Match "As X is supposed to have said, C" and "C, as X never tires of repeating, C"."""
    for at, (end, cue) in sorted(view.cues.items()) if "as" in view.lows else ():
        first = at
        while view.low(first - 1) in word_set("said to have"):
            first -= 1
        start = next((n for n in range(first - 1, -1, -1)
                      if view.tag(n) == "PUNCT" or view.low(n) == "as"), -1)
        subject = (start + 1, first - 1)
        opens = start == 0 or view.low(start - 1) == ","
        if first == at or start < 0 or view.low(start) != "as" or not opens or start + 1 >= first \
                or "q" not in cue.frames or not clauses.is_speaker(view, subject) \
                or all(view.tag(n) in ("AUX", "NEG", "ADV", "PREP") for n in range(first, at)) \
                or any(start < n < first for n in view.cues):
            continue
        named = view.span(at if view.low(first) == "never" else first, end - 1)
        pieces = [stretch(view, end + 1, bounds.content_end(view, end + 1))
                  if view.low(end) == "," else None]
        if start > 0:
            pieces.insert(0, stretch(view, dateline_end(view), start - 1))
        content = tuple(p for p in pieces if p)
        if content:
            yield Attribution(content, view.span(*subject), named,
                              cue_lemma=cue.lemma, act=cue.act, confidence=0.7,
                              rules=("rules:framed",))


def _noun_first(view: View) -> Iterator[Attribution]:
    """Match "X's message to the board: C", "the message from X is clear: "C"" and "X's last words
    were "C""."""
    nouns = word_set("message noun")
    if "words" not in view.lows and nouns.isdisjoint(view.lows[1:_FURTHEST]):
        return
    noun = next((at for at in range(1, min(_FURTHEST, len(view.items)))
                 if view.low(at) in nouns
                 or view.low(at) == "words" and view.tag(at - 1) == "DATE"), None)
    if noun is None or any(at < noun for at in view.cues):
        return
    source = owner(view, noun, 0) or _sender(view, noun)
    if view.low(0) in ("our", "my", "your"):
        return  # the article itself sums up
    at = next((n for n in range(noun + 1, min(noun + _FURTHEST, len(view.items)))
               if view.low(n) == ":" or view.tag(n) == "Q"), None)
    if source is None or at is None or any(noun < n < at for n in view.cues) or any(
            view.tag(n) in ("PUNCT", "SUB", "CONJ")
            or view.low(n) in word_set("past verb") and view.low(n) not in _BE
            for n in range(noun + 1, at)):
        return
    first = at + (view.low(at) == ":")
    quoted = view.tag(first) == "Q"
    linked = any(view.low(n) in _BE for n in range(noun + 1, at))
    if view.low(at) != ":" and not linked:
        return
    content = view.span(first, first) if quoted else stretch(view, first, len(view.items))
    if content:
        yield Attribution((content,), view.span(*source), view.span(noun, noun),
                          cue_lemma=view.low(noun), act="say", confidence=0.7,
                          rules=("rules:noun first",))


def _with_words(view: View) -> Iterator[Attribution]:
    """Match "X posted a picture with the words "C""."""
    for at in range(4, len(view.items)) if "" in view.lows else ():  # no text: a quotation
        if view.tag(at) != "Q" or view.low(at - 1) not in ("words", "caption", "message") \
                or view.low(at - 3) not in ("with", "under", "bearing", "carrying"):
            continue
        verb = next((n for n in range(at - 4, 0, -1) if view.low(n) in word_set("posting")), None)
        subject = clauses.subject_before(view, clauses.verb_start(view, verb)) if verb else None
        if verb and subject:
            yield Attribution((view.span(at, at),), view.span(*subject), view.span(verb, verb),
                              act="say", confidence=0.6, cue_lemma="post",
                              rules=("rules:framed",))


def _put_at(view: View) -> Iterator[Attribution]:
    """Match "X put the losses at 19 percent", "X gave the toll as four"."""
    if "at" not in view.lows and "as" not in view.lows:
        return
    verb = next((at for at in range(1, len(view.items) - 3)
                 if view.low(at) in ("put", "puts", "gave", "gives")), None)
    link = "at" if verb and view.low(verb).startswith("put") else "as"
    place = None if verb is None else next(
        (at for at in range(verb + 2, min(verb + _FURTHEST, len(view.items) - 1))
         if view.low(at) == link and _is_figure(view, at + 1)), None)
    if verb is None or place is None or any(
            view.tag(at) in ("PUNCT", "AUX", "SUB", "Q") or at in view.cues
            for at in range(verb + 1, place)):
        return
    first = clauses.verb_start(view, verb)
    subject = clauses.subject_before(view, first)
    end = next((at for at in range(place + 2, len(view.items))
                if view.tag(at) in ("PUNCT", "SUB") and view.low(at) not in ("%", "$", "than")
                or view.low(at) in ("but", "while")
                or view.low(at) == "and" and view.tag(at + 1) != "NUM"
                and view.low(at + 1) not in word_set("count")), len(view.items))
    content = stretch(view, verb + 1, end)
    hour = place == len(view.items) - 3 and len(view.low(place + 1)) < 3
    if hour and not any(view.low(at) in word_set("measure noun") for at in range(verb, place)):
        return  # put the kettle on at 6
    speaks = subject and (view.tag(subject[0]) == "PRON" or clauses.is_speaker(view, subject))
    if subject and content and speaks:
        yield Attribution((content,), view.span(*subject), view.span(first, verb),
                          cue_lemma="put at", act="assert", confidence=0.7, rules=("rules:put",))


def _points_to(view: View) -> Iterator[Attribution]:
    """Match "the survey points to C", "early data point to C"."""
    points = word_set("to point")
    if points.isdisjoint(view.lows):
        return
    at = next((n for n in range(1, len(view.items) - 2) if view.low(n) in points
               and view.low(n + 1) == "to"), None)
    subject = None if at is None else clauses.subject_before(view, clauses.verb_start(view, at))
    if at is None or subject is None or view.low(subject[1]) not in word_set("finding noun"):
        return
    content = stretch(view, at + 2, bounds.content_end(view, at + 2))
    if content:
        yield Attribution((content,), view.span(*subject), view.span(at, at + 1), act="assert",
                          cue_lemma="point to", confidence=0.7, rules=("rules:put",))


def _relative(view: View) -> Iterator[Attribution]:
    """Match "a tax that X has called C", "a post which he described as C"."""
    for at, (end, cue) in sorted(view.cues.items()):
        if view.low(end) in ("", ".", ",") and cue.act in ("deny", "disagree"):
            yield from _claim_denied(view, at, end)
        if "s" not in cue.frames or cue.act != "assert" or cue.tense == "ing" or cue.attitude:
            continue
        first = clauses.verb_start(view, at)
        subject = clauses.subject_before(view, first)
        if subject is None or view.low(subject[0] - 1) not in ("that", "which", "whom") \
                or view.tag(subject[0] - 2) not in ("NAME", "WORD", "PUNCT") \
                or not clauses.is_speaker(view, subject):
            continue
        last = next((n for n in range(end, len(view.items))
                     if view.tag(n) == "PUNCT" or view.tag(n) == "AUX" and view.low(n) != "to"),
                    len(view.items))
        named = end + 1 + (view.low(end + 1) in ("most", "least", "own", "only"))
        opens = view.tag(end) in ("Q", "WORD") or view.low(end) == "as" \
            or view.tag(end) in ("DET", "PRON") and view.tag(named) == "WORD"
        content = stretch(view, end, last) if opens else None
        if content:
            yield Attribution((content,), view.span(*subject), view.span(first, end - 1),
                              cue_lemma=cue.lemma, act=cue.act, confidence=0.7,
                              rules=("rules:relative",))


def _claim_denied(view: View, at: int, end: int) -> Iterator[Attribution]:
    """Match "a claim (that) X denied"."""
    first = clauses.verb_start(view, at)
    noun = next((n for n in range(first - 1, 0, -1) if view.low(n) in word_set("claim noun")
                 and view.low(n - 1) in ("a", "an", "the")), None)
    if noun is None or first - noun > _FURTHEST:
        return
    start = noun + 1 + (view.low(noun + 1) in ("that", "which"))
    subject = clauses.noun_phrase_before(view, first - 1)
    if subject is not None and subject[0] <= start <= subject[1] \
            and clauses.is_speaker(view, (start, subject[1])):
        yield Attribution((view.span(noun - 1, noun),), view.span(start, subject[1]),
                          view.span(first, end - 1), cue_lemma=view.cues[at][1].lemma,
                          act=view.cues[at][1].act, confidence=0.7, rules=("rules:relative",))


def _is_figure(view: View, at: int) -> bool:
    """Say whether a number of something begins here: "at about 40 percent", not "at 6"."""
    while view.low(at) in ("about", "around", "nearly", "over", "between", "more", "less", "than",
                           "almost", "some", "only", "just", "$", "€", "£", "roughly", "under"):
        at += 1
    return view.tag(at) == "NUM" or view.low(at) in word_set("count")


def _what_moves(view: View) -> Iterator[Attribution]:
    """Match "What worries X most is C"."""
    at = int(view.low(0) in ("but", "and", "yet"))
    if view.low(at) != "what" or view.low(at + 1) not in word_set("moving"):
        return
    pronoun = view.low(at + 2) in word_set("object pronoun")
    end = at + 3 if pronoun else clauses.noun_phrase_end(view, at + 2)
    verb = next((n for n in range(end, min(end + 4, len(view.items)))
                 if view.low(n) in ("is", "was")), None)
    source = (at + 2, end - 1)
    while source[1] > source[0] and view.low(source[1]) in ("most", "more", "now", "him"):
        source = source[0], source[1] - 1
    if verb is None or end <= at + 2 or not (pronoun or any(
            view.tag(n) == "NAME" or view.low(n) in words_of("person", "group", "org")
            for n in range(source[0], source[1] + 1))) or view.low(source[0]) == "most":
        return
    content = stretch(view, verb + 1, bounds.content_end(view, verb + 1))
    if content:
        yield Attribution((content,), view.span(*source), view.span(at + 1, at + 1), act=None,
                          cue_lemma="worry", attitude=True, confidence=0.6, rules=("rules:what",))


def _sees(view: View) -> Iterator[Attribution]:
    """Match "X sees no reason for haste" and "analysts see little room"."""
    if word_set("scant").isdisjoint(view.lows):
        return
    verb = next((at for at in range(1, len(view.items) - 2)
                 if view.low(at) in ("see", "sees", "saw")), None)
    if verb is None or view.low(verb + 1) not in word_set("scant") or not any(
            view.low(at) in word_set("outlook noun") for at in range(verb + 2, verb + 4)):
        return
    subject = clauses.subject_before(view, clauses.verb_start(view, verb))
    content = stretch(view, verb + 1, bounds.content_end(view, verb + 1))
    if subject and content and clauses.is_speaker(view, subject):
        yield Attribution((content,), view.span(*subject), view.span(verb, verb), act="assert",
                          attitude=True, cue_lemma="see", confidence=0.6, rules=("rules:sees",))


def _sender(view: View, noun: int) -> clauses.Range | None:
    """Return whose "the message from X" is."""
    if view.low(noun + 1) not in ("from", "of") or view.low(noun - 1) not in ("the", "a", "one"):
        return None
    end = clauses.noun_phrase_end(view, noun + 2)
    found = (noun + 2, end - 1)
    return found if end > noun + 2 and clauses.is_speaker(view, found) else None


def owner(view: View, noun: int, first: int) -> clauses.Range | None:
    """Return whose a noun is: "the Bishop of Marn's", "her"; adjectives may stand before it."""
    at = noun - 1
    while at > first and view.tag(at) in ("WORD", "DATE", "NUM"):
        at -= 1
    if view.low(at) in _OWN and at == first:
        return at, at
    if view.tag(at) != "POSS" or at <= first:
        return None
    return (first, at) if clauses.is_speaker(view, (first, at - 1)) else None
