"""Who is the subject of a cue, and where does its content begin and end, without a parse."""

from __future__ import annotations

from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set


def verb_start(view: View, cue: int) -> int:
    """Return where the verb group of a cue begins: "has not yet said"."""
    first = cue
    while first and view.tag(first - 1) in ("AUX", "NEG", "ADV"):
        if view.tag(first - 1) == "ADV" and view.tag(first - 2) == "PUNCT" \
                and view.low(first - 2) == ",":
            break
        first -= 1
    while first < cue and view.tag(first) == "ADV":
        first += 1
    return first


def subject_before(view: View, verb: int) -> tuple[int, int] | None:
    """Return the items (first, last) of the subject that ends before the verb group."""
    last = verb - 1
    while last >= 0 and view.tag(last) == "ADV":
        last -= 1
    if last < 0:
        return None
    if view.low(last) in (",", ")", "–", "—", "-"):
        return _over_aside(view, last)
    return noun_phrase_before(view, last)


def _over_aside(view: View, comma: int) -> tuple[int, int] | None:
    """Return the subject before an aside: "Hill, who replaced Moss in July, said"."""
    closing = view.low(comma)
    opening = {")": "("}.get(closing, closing)
    for at in range(comma - 1, -1, -1):
        if view.tag(at) == "Q" or view.low(at) in (";", ":"):
            return None
        if view.low(at) != opening:
            continue
        if not _is_aside(view, at + 1, comma):
            return None
        found = noun_phrase_before(view, at - 1)
        if found is None:
            return None
        first, last = found
        if view.low(first - 1) == "," and view.low(first) in ("a", "an", "the", "who") \
                and noun_phrase_before(view, first - 2):
            outer = noun_phrase_before(view, first - 2)
            return outer and (outer[0], comma - 1)
        return first, comma - 1
    return None


def _is_aside(view: View, first: int, end: int) -> bool:
    """Say whether items between two commas can stand inside a noun phrase."""
    if first >= end:
        return False
    low = view.low(first)
    if low in word_set("aside opener"):
        return True
    if view.tag(first) in ("NUM", "NAME"):
        return True
    if view.tag(first) in ("PREP", "WORD"):
        return not any(at in view.cues and view.cues[at][1].tense in ("past", "s")
                       for at in range(first, end))
    return False


def noun_phrase_before(view: View, last: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends at item `last`: from the clause's start, less what leads."""
    if last < 0 or view.tag(last) not in ("NAME", "WORD", "NUM", "POSS", "PRON", "DET"):
        return None
    if view.low(last) in word_set("subject pronoun"):
        return last, last
    if view.tag(last) == "PRON" or (view.tag(last) == "DET" and view.low(last) not in
                                    word_set("quantity")):
        return None
    first = _clause_start(view, last)
    return _strip_lead(view, first, last)


def _clause_start(view: View, last: int) -> int:
    at = last
    while at > 0:
        tag, low = view.tag(at - 1), view.low(at - 1)
        if tag in ("Q", "PUNCT", "END", "AUX", "NEG", "SUB") or low in word_set("clause word"):
            break
        if tag == "PRON" and low not in ("them", "us", "him", "her"):
            break
        if tag == "CONJ" and not (low == "and" and _joins(view, at - 1)):
            break
        if (at - 1) in view.cues and view.cues[at - 1][1].tense in ("past", "ing") \
                and view.tag(at) != "NAME":
            break
        at -= 1
    return at


def _joins(view: View, conj: int) -> bool:
    """Say whether "and" joins two noun phrases and not two clauses."""
    left = view.tag(conj - 1)
    if left not in ("NAME", "WORD", "NUM"):
        return False
    first = conj - 1
    while first > 0 and view.tag(first - 1) in ("NAME", "WORD", "DET", "POSS", "PREP", "NUM"):
        first -= 1
    words = range(first, conj)
    if any(_looks_verbal(view, at) for at in words):
        return False
    return view.tag(first - 1) in ("END", "PUNCT", "Q", "SUB", "CONJ") or first == 0


def _looks_verbal(view: View, at: int) -> bool:
    low = view.low(at)
    return view.tag(at) == "WORD" and (low.endswith("ed") or at in view.cues) and len(low) > 3


def _strip_lead(view: View, first: int, last: int) -> tuple[int, int] | None:
    """Drop what stands before the subject in its clause: "On Monday", "In a speech", "Later"."""
    while first <= last and view.tag(first) in ("ADV", "CONJ", "SUB", "DATE"):
        first += 1
    while first <= last and (view.tag(first) == "PREP"
                             or view.low(first) in word_set("opening preposition")):
        split = _after_phrase(view, first, last)
        if split is None:
            return None
        first = split
        while first <= last and view.tag(first) in ("ADV", "CONJ"):
            first += 1
    if first > last or all(view.tag(at) in ("PREP", "DET", "POSS", "ADV") and
                           view.low(at) not in word_set("quantity")
                           for at in range(first, last + 1)):
        return None
    first = _after_verb(view, first, last)
    return (first, last) if first <= last else None


def _after_phrase(view: View, first: int, last: int) -> int | None:
    """Return where the noun phrase after an opening prepositional phrase begins."""
    for at in range(last, first, -1):
        before = view.tag(at - 1)
        if before in ("PREP", "DET", "POSS") or at - 1 == first:
            continue
        if view.tag(at) == "DET" and before != "PREP":
            return at
        if view.tag(at) == "NAME" and before in ("DATE", "NUM"):
            return at
        if view.tag(at) == "NAME" and before == "WORD" and \
                view.low(at - 1) not in word_set("title"):
            return at
        if view.tag(at) in ("WORD", "NUM") and before in ("DATE",):
            return at
        if view.tag(at) == "WORD" and before == "NAME" and (
                view.low(at) in word_set("group")) and view.low(at).endswith("s"):
            return at
    return None


def _after_verb(view: View, first: int, last: int) -> int:
    """Cut before a verb that the lexicon does not know, where a clause runs into the subject."""
    del view, last
    return first


def subject_after(view: View, at: int) -> tuple[int, int] | None:
    """Return the subject that follows an inverted cue: ", said Ito, a spokesman for the port."."""
    if view.low(at) in word_set("subject pronoun"):
        return at, at
    if view.tag(at) not in ("NAME", "WORD", "DET", "NUM"):
        return None
    end = at
    while view.tag(end) in ("NAME", "WORD", "DET", "POSS", "NUM") or (
            view.low(end) in ("of", "for", "and", "in", "at", "from", "with", "to", "on")
            and view.tag(end + 1) in ("NAME", "WORD", "DET", "NUM")
            and not (view.low(end) in ("in", "on", "at", "to", "with", "from")
                     and not _may_take(view, end))):
        end += 1
    if end == at:
        return None
    end = _with_apposition(view, end)
    return at, end - 1


def _may_take(view: View, prep: int) -> bool:
    """Say whether a person noun takes a place: "officials in Ankara", not "Ito in an interview"."""
    return view.tag(prep - 1) == "WORD" and view.low(prep - 1) in (
        word_set("group") | word_set("person") | word_set("org")) \
        and view.tag(prep + 1) in ("NAME", "DET") and view.low(prep + 1) not in ("a", "an")


def _with_apposition(view: View, end: int) -> int:
    """Return the end of the apposition that follows a subject, if one does."""
    if view.low(end) != ",":
        return end
    if view.low(end + 1) not in word_set("apposition opener"):
        known = view.tag(end + 1) == "WORD" and view.low(end + 1) in (
            word_set("person") | word_set("title"))
        if not known and view.tag(end + 1) != "NUM":
            return end
    at = end + 1
    while at < len(view.items) and view.low(at) not in (",", ".", ";", ":", "!", "?", ")") \
            and view.tag(at) != "Q" and not (at in view.cues and view.cues[at][1].tense == "ing"):
        at += 1
    return at
