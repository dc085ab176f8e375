"""What is the content of a cue: to its right, to its left, or around it."""

from __future__ import annotations

from quoth.nlp import bounds, clauses
from quoth.nlp.datelines import dateline_end
from quoth.nlp.lexicon import CueWord, cue_nouns
from quoth.nlp.view import View
from quoth.nlp.wordlists import is_past, word_set
from quoth.records import Span

_REACH = 16  # items between a cue and its "that": "said at a meeting with the press on Monday that"
DASHES = ("–", "—", "―", "-")
_COMMAS = (",", *DASHES)


def around(view: View, subject: clauses.Range, verb: int, end: int,
           cue: CueWord) -> tuple[tuple[Span, ...], str]:
    """Return the pieces of the content of a cue with its subject, and the rule that found them."""
    if view.low(subject[0] - 1) == "as" and subject[1] < verb:
        return _as_clause(view, subject[0] - 1, end, cue)
    left = _before_subject(view, subject[0], end, cue)
    if left and view.low(end) in ("this", "so", "it", "as") and view.tag(end + 1) in (
            "PREP", "END", "PUNCT", "DATE"):
        return (left,), "left"
    if left and view.tag(subject[0] - 1) == "Q":
        return (left, *_resumed(view, end, quoted=True)), "left"
    right = after_cue(view, end, cue)
    rule = "right" if right is None or marks_content(view, end, cue) else "object"
    told = end + ("o" in cue.frames and view.tag(end) == "PRON" and view.low(end + 1) in _COMMAS)
    if left and view.low(told) in _COMMAS and (more := _resumed(view, told)):
        return (left, *more), "left"
    if right is not None:
        if view.low(subject[0] - 1) == "what":
            right = _named(view, end)
        return (right,) if right else (), rule
    return (left,) if left else (), "left"


def _as_clause(view: View, first: int, end: int,
               cue: CueWord) -> tuple[tuple[Span, ...], str]:
    """Return the content of "As X said, C" and "C, as X put it"."""
    if not set("qtb") & set(cue.frames):
        return (), "left"
    comma = next((at for at in range(end, len(view.items)) if view.low(at) in (",", ":")), None)
    if first <= 1 and comma is not None:
        right = stretch(view, comma + 1, bounds.content_end(view, comma + 1))
        told = cue.tense in ("past", "s", "base") and "q" in cue.frames
        return ((right,) if right else ()), "as" if told else "left"
    if view.low(first - 1) not in _COMMAS and view.tag(first - 1) != "Q":
        return (), "left"
    left = stretch(view, dateline_end(view), first)
    if left and view.low(end) == "," and (more := _resumed(view, end)):
        return (left, *more), "as"  # the tram, as one driver put it, has a will
    return ((left,) if left else ()), "left"


def _named(view: View, end: int) -> Span | None:
    """Return the quotation of "what he called "a con"": nothing else is his."""
    for at in range(end, min(end + 4, len(view.items))):
        if view.tag(at) == "Q":
            return view.span(end, at)
    return None


def _resumed(view: View, end: int, *, quoted: bool = False) -> tuple[Span, ...]:
    """Return what goes on after a parenthetical cue: "C1, X said[ on Monday], C2"."""
    at = end
    while at < min(len(view.items), end + 12) and view.low(at) not in (*_COMMAS, ".", ";", ":"):
        if view.tag(at) == "Q" or at in view.cues and view.cues[at][1].tense == "ing" \
                and view.low(at - 1) == ",":
            break
        at += 1
    if at > end and not (view.low(at) in _COMMAS and view.tag(at + 1) == "Q"):
        piece = stretch(view, at, at + 1) if view.tag(at) == "Q" and view.low(end) == ":" else None
        return (piece,) if piece else ()
    if view.low(at) not in _COMMAS or (at + 1) in view.cues:
        return ()
    if quoted and not any(view.tag(i) == "Q" for i in range(at + 1, len(view.items))):
        return ()  # recalled, his feet in the water
    if view.tag(at + 1) == "CONJ" and bounds.content_end(view, at - 1) <= at:
        return ()
    last = bounds.content_end(view, at + 1)
    right = None if _is_manner(view, at + 1, last) else stretch(view, at + 1, last)
    return (right,) if right else ()


def _is_manner(view: View, first: int, last: int) -> bool:
    """Say whether what follows "C, X said," says how X said it: "wiping his face"."""
    low = view.low(first)
    manner = view.tag(first) == "WORD" and low.endswith("ing") \
        or view.tag(first) == "PREP" and view.low(first + 1) in ("a", "an", "condition")
    return manner and not any(view.tag(at) == "Q" for at in range(first, last)) \
        and not has_verb(view, first, last)


def _before_subject(view: View, subject: int, end: int, cue: CueWord) -> Span | None:
    """Return what precedes the subject and is the content: "C, X said at ..."."""
    before = subject - 1
    if not set("qtb") & set(cue.frames) or before < 0:
        return None
    if view.tag(before) != "Q" and view.low(before) not in (*_COMMAS, ".", "?", "!"):
        return None
    dashed = view.low(0) in DASHES and view.low(before) != "."  # – Who is it? the boy asked.
    if view.low(before) in (".", "?", "!") and view.tag(before - 1) != "Q" and not dashed:
        return None
    first = _after_semicolon(view, dateline_end(view), before)
    last = before + (view.tag(before) == "Q" or view.low(before) in ("?", "!"))
    left = stretch(view, first, last)
    if view.tag(first) == "PREP" and view.tag(last - 1) == "Q" and not has_verb(view, first, last):
        return None  # In his 2002 book, "Rich Child," Ito suggested
    if any(view.tag(place - 1) in ("PRON", "NAME") and "q" in view.cues[place][1].frames
           and view.tag(first) == "Q" for place in view.cues if first < place < last):
        return None  # "A," she said, and as the band played, Ito said yes
    if left is None or (view.tag(last - 1) != "Q" and not _is_clause(view, first, last, end)):
        return None
    return left


def _after_semicolon(view: View, first: int, last: int) -> int:
    """Return where the last part of a sentence begins that semicolons divide."""
    return next((at + 1 for at in range(last - 1, first, -1) if view.low(at) == ";"), first)


def _is_clause(view: View, first: int, last: int, end: int) -> bool:
    """Say whether what stands before ", X said" can be said, and is not just "On Monday"."""
    if view.low(end) in _COMMAS:
        return True
    words = sum(view.tag(at) not in ("PUNCT",) for at in range(first, last))
    if view.tag(first) in ("PREP", "ADV", "SUB", "DATE", "CONJ") and words < 8:
        return words > 4 and any(
            view.tag(at) == "AUX" or (view.tag(at) == "WORD" and view.low(at).endswith("ed"))
            for at in range(first + 1, last))
    return words > 2 and (words > 7 or not view.low(first).endswith(("ing", "ed")))


def after_cue(view: View, end: int, cue: CueWord) -> Span | None:
    """Return what follows the cue and is its content."""
    last = bounds.content_end(view, end)
    marked = _marked(view, end, last, cue)
    if marked is None or view.tag(marked) == "Q":
        bare = _after_adjunct(view, end, last, cue)
        marked = marked if bare is None or bare == marked else bare
    if marked is not None:
        return stretch(view, marked, _quote_end(view, marked, last))
    start = end
    if "o" in cue.frames:
        start = clauses.noun_phrase_end(view, end)
        if view.tag(end) == "PRON":
            start = end + 1
        return stretch(view, start, last) if _is_bare_clause(view, start, last, cue) else None
    if _is_bare_clause(view, start, last, cue):
        return stretch(view, start, last)
    if "i" in cue.frames and view.low(end) == "to" and view.tag(end + 1) == "WORD":
        return stretch(view, end, last)
    first = view.tag(end + (view.tag(end) in ("ADV", "DATE") and view.tag(end + 1) == "WORD"))
    if set("snj") & set(cue.frames) and first in ("PRON", "DET", "NAME", "NUM", "WORD", "POSS"):
        return stretch(view, end, _object_end(view, end, last))
    return None


def _marked(view: View, end: int, last: int, cue: CueWord) -> int | None:
    """Return where a content begins that is marked by a colon, quotation marks or "that"."""
    for at in range(end, min(last, end + _REACH)):
        low, tag = view.low(at), view.tag(at)
        if low == ":":
            told = at > end + 2 and "b" in cue.frames and has_verb(view, end, at)
            return (end if told else at + 1) if at + 1 < last else None
        if low == "," and view.low(at + 1) != "that" and view.tag(at + 1) != "Q":
            return None
        if low == "that" and set("to") & set(cue.frames) and at + 2 < last \
                and view.tag(at + 1) not in ("AUX", "END"):
            if any(view.low(i) in cue_nouns() for i in range(end, at)) and "o" not in cue.frames \
                    and view.tag(end) in ("DET", "POSS", "NAME", "PRON", "WORD"):
                return end
            return at
        if low in word_set("question word") and "w" in cue.frames and (
                at == end or (low != "who" and at <= end + 6 and view.tag(at - 1) != "PUNCT")):
            return at
        if tag == "Q":
            if not set("qnsjbo") & set(cue.frames):
                return None  # found a "workshop"
            return _mixed_start(view, end, at, cue)
        if low in (";", "?", "!") or (at > end and clauses.is_finite_cue(view, at)):
            return None
        if low in ("and", "but") and view.tag(at - 1) not in ("WORD", "NAME"):
            return None
    return None


def _after_adjunct(view: View, end: int, last: int, cue: CueWord) -> int | None:
    """Return where a clause without "that" begins after an adjunct: "said in a note it would"."""
    if "b" not in cue.frames or view.tag(end) not in ("PREP", "DATE"):
        return None
    at = end
    while at < last and view.tag(at) in ("PREP", "DATE", "NUM"):
        at = at + 1 if view.tag(at) != "PREP" else max(at + 1,
                                                       clauses.noun_phrase_end(view, at + 1))
    clause = at > end + 1 and (view.low(at) in word_set("subject pronoun")
                               or view.tag(at) in ("DET", "NAME"))
    return at if clause and has_verb(view, at, last) else None


def marks_content(view: View, end: int, cue: CueWord) -> bool:
    """Say whether the content is a clause or quotation, and not just the object of the cue."""
    last = bounds.content_end(view, end)
    return _marked(view, end, last, cue) is not None or _is_bare_clause(view, end, last, cue) \
        or "o" in cue.frames or view.low(end) == "to"


def _quote_end(view: View, start: int, last: int) -> int:
    """Return the end of a quotation that is the whole content: "shouted "Stop" and ran"."""
    if view.tag(start) != "Q":
        for at in range(last - 1, start, -1):
            if view.tag(at) == "Q" and view.low(at + 1) in ("in", "on", "at", "during", "after") \
                    and not has_verb(view, start, at):
                return at + 1  # called it "dead" in an interview
        return last
    end = start + 1
    while view.tag(end) == "Q" or (view.low(end) in ("and", "or", ",", "but")
                                   and view.tag(end + 1) == "Q"):
        end += 1
    after = end + 1 if view.low(end) == "," else end
    loose = view.tag(after) in ("CONJ", "SUB", "PRON", "DATE") and view.low(after + 1) != "that" \
        or view.low(after) in word_set("after a quotation")
    return end if loose else last


def _mixed_start(view: View, end: int, at: int, cue: CueWord) -> int:
    """Return where a content with a quotation inside begins: after the cue and its addressee."""
    if view.low(at - 1) in (",", ":") or at == end:
        return at
    if "o" in cue.frames:
        after = end + 1 if view.tag(end) == "PRON" else clauses.noun_phrase_end(view, end)
        return min(after, at)
    if view.tag(end) == "PREP" and view.low(end) in ("in", "on", "at", "to", "during", "after"):
        return at
    return end


def _is_bare_clause(view: View, start: int, last: int, cue: CueWord) -> bool:
    """Say whether a clause without "that" begins here: "said the port would reopen"."""
    if "b" not in cue.frames or last - start < 2:
        return False
    if view.tag(start) in ("PRON", "DET", "NAME", "NUM", "WORD", "NEG"):
        return not set("snj") & set(cue.frames) or has_verb(view, start, last)
    if view.tag(start) == "ADV":
        return has_verb(view, start, last)
    return view.low(start) in ("in", "after", "if", "when", "because", "since", "despite", "with",
                               "while", "although", "once", "until", "under", "for") \
        and any(view.tag(at) == "AUX" for at in range(start, last)) \
        and any(view.low(at) == "," for at in range(start, last))


def has_verb(view: View, start: int, last: int) -> bool:
    """Guess whether a finite verb stands between two items."""
    if view.low(start) in word_set("subject pronoun"):
        return True
    for at in range(start + 1, last):
        if view.tag(at) == "Q" or view.tag(at) == "SUB":
            break
        low = view.low(at)
        if view.tag(at) == "AUX" and low != "to" and low not in ("'s", "be", "been", "being"):
            return True
        if view.tag(at) == "WORD" and view.tag(at - 1) in ("WORD", "NAME", "ADV") \
                and is_past(low):
            return True
    return False


def _object_end(view: View, start: int, last: int) -> int:
    """Return the end of a content that is a noun phrase with what depends on it."""
    for at in range(start + 1, last):
        if view.low(at) in (",", "–", "—") and (
                view.tag(at + 1) in ("CONJ", "SUB", "AUX") or view.tag(at + 1) == "PRON"):
            return at
    return last


def stretch(view: View, first: int, end: int) -> Span | None:
    """Return items `first` to `end` (exclusive) as a span, less marks at its edges."""
    while first < end and view.tag(first) == "PUNCT" and view.low(first) not in ("(", "[", "$"):
        first += 1
    while end > first and view.tag(end - 1) == "PUNCT" \
            and view.low(end - 1) not in ("?", "!", ")", "]", "%", "…", "..."):
        end -= 1
    return view.span(first, end - 1) if first < end else None
