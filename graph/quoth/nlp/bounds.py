"""Where does a content end, without a parse."""

from __future__ import annotations

from quoth.nlp import clauses
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set, words_of


def content_end(view: View, start: int) -> int:
    """Return where a content stops: before ", and Park called", ", adding that", ";"."""
    for at in range(start + 1, len(view.items)):
        if view.low(at) == ";":
            return at
        if view.low(at) in ("and", "but", "while") and (
                _starts_speaker(view, at + 1) and _own_attribution(view, at + 1)
                or is_coordinated(view, at, start)):
            return at
        if view.low(at) != "," and view.tag(at) != "Q":
            continue
        edge = at + 1 if view.tag(at) == "Q" else at
        after = at + 1
        while view.tag(after) == "ADV":
            after += 1
        if after in view.cues and view.cues[after][1].tense == "ing":
            return edge
        if view.tag(after) in ("CONJ", "SUB") and _own_attribution(view, after + 1):
            return edge
        if view.low(at) == "," and (view.low(after) == "according" or _is_trailer(view, after)):
            return edge
    return len(view.items)


def _is_trailer(view: View, first: int) -> bool:
    """Say whether "X said [on Monday]" begins here: the cue of all that stands before it."""
    for at in range(first + 1, min(first + 14, len(view.items))):
        if view.tag(at) == "Q" or view.low(at) in (",", ";", ":"):
            return False
        if clauses.is_finite_cue(view, at) and "q" in view.cues[at][1].frames:
            end = view.cues[at][0]
            found = clauses.subject_before(view, clauses.verb_start(view, at))
            return bool(found and found[0] == first) and (
                view.tag(end) in ("END", "PREP", "DATE") or view.low(end) in (".", ","))
    return False


def is_coordinated(view: View, conj: int, start: int = 0) -> bool:
    """Say whether a conjunction joins a further cue to the subject of an earlier one.

    "regretted the ruling but said it would respect it": not where the verb before has its own
    subject inside the content, which nobody can see without a parse; so only speech counts,
    unless the content from `start` on has no verb of its own: "accepted the plan but rejected".
    """
    at = conj + 1
    while view.tag(at) in ("ADV", "AUX", "NEG"):
        at += 1
    if at not in view.cues or view.low(conj) == "while":
        return False
    end, cue = view.cues[at]
    if cue.tense == "base" and view.tag(at - 1) in ("AUX", "NEG") and view.low(at - 1) != "to":
        return bool(set("tq") & set(cue.frames)) and not cue.attitude
    if start and cue.tense == "past" and not cue.attitude and _is_timeless(view, start, conj):
        return True
    if start and cue.tense == "past" and not any(
            clauses.is_verb(view, i) for i in range(start, conj)):
        return view.tag(conj - 1) != "PUNCT"
    if cue.tense == "s" and view.low(end) == "that" and (
            view.low(conj) == "but" or view.tag(conj - 1) != "WORD"):
        return not cue.attitude
    return cue.tense == "past" and bool(set("tq") & set(cue.frames)) and not cue.attitude and (
        view.tag(end) in ("PRON", "Q") or view.low(end) == "," and view.tag(end + 1) == "Q"
        or view.low(end) in (":", "that", "he", "it")
        or (cue.lemma == "say" and view.tag(end) in ("DET", "NAME", "SUB"))
        or (view.tag(end) == "PREP" and "that" in view.lows[end : end + 8]))


def _is_timeless(view: View, start: int, end: int) -> bool:
    """Say whether all finite verbs of a content are in the present or modal: a past cue isn't among
    them."""
    verbs = [view.low(at) for at in range(start, end) if clauses.is_verb(view, at)]
    return bool(verbs) and all(low in word_set("present auxiliary") or low in word_set("modal")
                               for low in verbs)


def _starts_speaker(view: View, first: int) -> bool:
    """Say whether a name or a noun of a person or group begins here."""
    end = clauses.noun_phrase_end(view, first)
    heads = words_of("person", "group")
    return any(view.tag(at) == "NAME" or view.low(at) in heads for at in range(first, end))


def _own_attribution(view: View, first: int) -> bool:
    """Say whether a clause with a subject and a cue of its own begins here."""
    for at in range(first, min(first + 10, len(view.items))):
        if view.tag(at) == "Q" or view.low(at) in (",", ";", ":", "that"):
            return False
        if clauses.is_finite_cue(view, at) and at > first and not view.cues[at][1].attitude \
                and view.low(first) not in ("it", "this", "which"):
            found = clauses.subject_before(view, clauses.verb_start(view, at))
            return bool(found and found[0] == first)
    return False
