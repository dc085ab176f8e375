"""Who is the subject of a cue, without a parse."""

from __future__ import annotations

from quoth.nlp.view import View
from quoth.nlp.wordlists import is_past, is_role, word_set, words_of

Range = tuple[int, int]  # items, first and last included
_OLDEST = 115  # "Duffy, 58, said": a number between commas that can be an age
_HEAD = 4  # items before a participle that belongs to the subject
NOUNISH = ("NAME", "WORD", "NUM", "DATE")


def verb_start(view: View, cue: int) -> int:
    """Return where the verb group of a cue begins: "has not yet said", "refused to say"."""
    first = cue
    if view.low(first - 1) == "to" and view.low(first - 2) in word_set("catenative"):
        first -= 2
    if view.low(first - 1) in word_set("keep") and view.low(first).endswith("ing"):
        first -= 1  # keeps telling
    while first and view.tag(first - 1) in ("AUX", "NEG", "ADV"):
        first -= 1
    while first < cue and view.tag(first) == "ADV":
        first += 1
    return first


def subject_before(view: View, verb: int) -> Range | None:
    """Return the subject that ends before the verb group."""
    last = verb - 1
    while last >= 0 and view.tag(last) == "ADV":
        last -= 1
    if last < 0:
        return None
    if view.low(last) in (",", ")", "–", "—"):
        return _over_aside(view, last)
    return contacted(view, last) or noun_phrase_before(view, last)


def contacted(view: View, last: int) -> Range | None:
    """Return "residents we spoke to", where that ends at item `last`."""
    at = last - (view.low(last) in ("to", "with"))
    if view.low(at) not in word_set("contact verb"):
        return None
    while view.tag(at - 1) in ("AUX", "ADV", "NEG"):
        at -= 1
    if at < 2 or view.low(at - 1) not in ("i", "we", "they", "he", "she"):
        return None
    found = noun_phrase_before(view, at - 2)
    return (found[0], last) if found else None


def _over_aside(view: View, closing: int) -> Range | None:
    """Return the subject before an aside: "Hill, who replaced Moss in July, said"."""
    opening = {")": "("}.get(view.low(closing), view.low(closing))
    for at in range(closing - 1, -1, -1):
        if view.tag(at) == "Q" or view.low(at) in (";", ":"):
            return None
        if view.low(at) != opening:
            continue
        if opening == "," and not is_aside(view, at + 1, closing):
            return None
        found = noun_phrase_before(view, at - 1 - (view.low(at - 1) in ("there", "here")))
        if found is None:
            return None
        relative = view.low(at + 1) in ("who", "whose", "which")
        if relative and view.low(found[0] - 1) == "," and (
                view.low(found[0]) in ("a", "an", "one") or view.tag(found[0]) == "NUM"):
            outer = noun_phrase_before(view, found[0] - 2)
            found = outer or found
        return found[0], closing - (opening in "–—")
    return None


def is_aside(view: View, first: int, end: int) -> bool:
    """Say whether items between two commas can be an apposition, an age or a relative clause."""
    if first >= end:
        return False
    low, tag = view.low(first), view.tag(first)
    if low in ("who", "whose", "which", "himself", "herself", "aged", "formerly", "then", "now",
               "also", "speaking", "citing", "himself"):
        return True
    verbal = any(view.tag(at) == "AUX" and view.low(at) != "to" or is_finite_cue(view, at)
                 for at in range(first + 1, end))
    if tag == "WORD" and (low.endswith("ed") or first in view.cues) and not verbal:
        return any(view.tag(at) == "PREP" for at in range(first + 1, end))
    if verbal or tag == "PRON":
        return False
    if tag == "NUM":
        return not low.isdigit() or int(low) <= _OLDEST and (
            end == first + 1 or view.low(first + 1) in ("years", "from", "of", "and"))
    if low in ("a", "an", "one") or tag == "NAME" and all(
            view.tag(at) in ("NAME", "POSS", "NUM", "PUNCT")
            or view.low(at) in ("of", "the", "and")
            or view.low(at).rstrip(".") in word_set("title")
            for at in range(first, end)):
        return True
    chunk = next((at for at in range(first, end) if view.tag(at) == "PREP"), end)
    known = words_of("person", "title", "org", "group")
    heads = {view.low(at).rstrip(".") for at in (first, chunk - 1)}
    plain = not any(is_past(view.low(at)) for at in range(first + 1, chunk))
    return bool(heads & known) and plain or (
        tag == "PREP" and low in ("of", "from", "in", "for", "on", "at", "after", "with", "during"))


def is_finite_cue(view: View, at: int) -> bool:
    """Say whether a cue verb in the past or present begins here, by its form alone."""
    return at in view.cues and view.cues[at][1].tense in ("past", "s")


def noun_phrase_before(view: View, last: int) -> Range | None:
    """Return the noun phrase that ends at item `last`: its clause, less what leads it."""
    if view.tag(last) == "DATE" and view.tag(last - 1) == "PREP" and view.tag(last - 2) == "NAME":
        last -= 2  # Andrade on Sunday
    tag, low = view.tag(last), view.low(last)
    if low in word_set("subject pronoun"):
        return last, last
    partitive = tag == "PRON" and view.low(last - 1) == "of"  # one of them
    quantity = tag == "DET" and low in word_set("quantity")
    if not (partitive or quantity or tag in (*NOUNISH, "POSS")):
        return None
    return _strip_lead(view, _clause_start(view, last), last)


def _clause_start(view: View, last: int) -> int:
    at = last
    while at > 0:
        tag, low = view.tag(at - 1), view.low(at - 1)
        if tag in ("Q", "PUNCT", "END", "AUX", "NEG", "SUB") or low in word_set("clause word"):
            break
        if low in ("after", "before", "until", "since", "because", "as", "upon"):
            break
        if tag == "PRON" and low not in ("one", "others"):
            break
        if low == "and" and view.low(at - 2) in ("he", "she", "they", "i", "we"):
            return at - 2
        if tag == "CONJ" and not (low in ("and", "&") and _joins(view, at - 1)):
            break
        if is_finite_cue(view, at - 1) and not _is_noun_here(view, at - 1) \
                and not _is_reduced_relative(view, at - 1):
            break
        if tag == "WORD" and low in word_set("past verb"):
            break
        at -= 1
    return at


def is_speaker(view: View, subject: Range) -> bool:
    """Say whether a noun phrase names a person, group, institution or document, as far as its
    words tell: "this endeavour" does not."""
    heads = words_of("person", "group", "org", "document")
    return any(view.tag(at) in ("NAME", "PRON") or is_role(view.low(at), heads)
               or view.low(at) in word_set("quantity") for at in range(subject[0], subject[1] + 1))


def _is_reduced_relative(view: View, at: int) -> bool:
    """Say whether a participle follows its noun: "officials briefed on the raid said"."""
    return view.tag(at + 1) == "PREP" and view.low(at).endswith("ed") \
        and view.low(at - 1) in words_of("person", "group") and at <= _HEAD


def _is_noun_here(view: View, at: int) -> bool:
    """Say whether a cue word follows an article or another sign of a noun: "the report"."""
    return view.tag(at - 1) in ("DET", "POSS", "NUM") or view.low(at - 1) in word_set("adjective")


def _joins(view: View, conj: int) -> bool:
    """Say whether "and" joins two noun phrases and not two clauses."""
    if view.tag(conj - 1) not in ("NAME", "WORD", "NUM"):
        return False
    first = conj - 1
    while first > 0 and view.tag(first - 1) in ("NAME", "WORD", "DET", "POSS", "PREP", "NUM"):
        first -= 1
    if any(_looks_verbal(view, at) for at in range(first, conj)):
        return False
    return first == 0 or view.tag(first - 1) in ("PUNCT", "Q", "SUB", "CONJ", "ADV")


def _looks_verbal(view: View, at: int) -> bool:
    low = view.low(at)
    return view.tag(at) == "WORD" and len(low) > 3 and (
        low.endswith("ed") or (at in view.cues and not _is_noun_here(view, at)))


def _strip_lead(view: View, first: int, last: int) -> Range | None:
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
    return (first, last) if _can_speak(view, first, last) else None


def _can_speak(view: View, first: int, last: int) -> bool:
    """Say whether the items hold a noun or a quantity, and not only function words."""
    return any(view.tag(at) in ("NAME", "WORD", "PRON")
               or view.low(at) in word_set("quantity") for at in range(first, last + 1))


def _after_phrase(view: View, first: int, last: int) -> int | None:
    """Return where the noun phrase after an opening prepositional phrase begins."""
    for at in range(last, first + 1, -1):
        before, tag = view.tag(at - 1), view.tag(at)
        if before in ("PREP", "DET", "POSS"):
            continue
        if tag == "DET" or (tag == "NAME" and before in ("DATE", "NUM")):
            return at
        if tag == "NAME" and before == "WORD" and view.low(at - 1) not in word_set("title"):
            return at
        if tag in ("WORD", "NUM") and before in ("DATE", "NUM"):
            return at
        if tag == "WORD" and before == "NAME" and view.low(at) in word_set("group") \
                and view.low(at).endswith("s"):
            return at
    return None


def subject_after(view: View, at: int, *, parenthesis: bool = False) -> Range | None:
    """Return the noun phrase that begins here, with its apposition: "Ito, a spokesman for it".

    In a `parenthesis` a past form after the comma goes on with the clause: "the fire, according
    to the brigade, started at noon".
    """
    first = at + 1 if view.low(at) == "one" and view.tag(at + 1) in ("WORD", "NAME") else at
    if first == at and (view.low(at) in word_set("subject pronoun") or view.tag(at) == "PRON"):
        return at, at
    end = noun_phrase_end(view, first)
    if end == at or not _can_speak(view, at, end - 1):
        return None
    if parenthesis and view.low(end) == "," and view.low(end + 1).endswith("ed"):
        return at, end - 1
    return at, _with_appositions(view, end) - 1


def noun_phrase_end(view: View, at: int) -> int:
    """Return the end of the noun phrase that begins at item `at`."""
    end = at
    if view.tag(at) not in ("NAME", "WORD", "DET", "NUM"):
        return at
    while end < len(view.items):
        tag, low = view.tag(end), view.low(end)
        if tag == "DET" and end > at and view.tag(end - 1) not in ("PREP", "CONJ", "DET"):
            break
        if is_finite_cue(view, end) and end > at and not _is_noun_here(view, end) \
                and view.tag(end - 1) != "PREP":
            break
        following = view.tag(end + 1) in ("NAME", "WORD", "DET", "NUM")
        if tag in ("NAME", "WORD", "DET", "POSS", "NUM") or (
                following and (low in ("of", "for", "and") or _takes_place(view, end))):
            end += 1
        else:
            break
    return end


def _takes_place(view: View, prep: int) -> bool:
    """Say whether a noun takes a place: "officials in Ankara", not "Ito in an interview"; or an
    adjective what it needs: "two people familiar with the case"."""
    if view.low(prep - 1) in ("familiar", "close", "briefed") and prep > 1 \
            and view.low(prep) in ("with", "to", "on"):
        return view.tag(prep - 2) == "WORD" and view.tag(prep + 1) in ("NAME", "DET", "WORD")
    return view.low(prep) in ("in", "at", "from", "with", "on", "by", "near", "to") \
        and view.tag(prep - 1) == "WORD" \
        and view.low(prep - 1) in words_of("person", "group", "org", "document") \
        and view.low(prep + 1) not in ("a", "an") and view.tag(prep + 1) in ("NAME", "DET", "WORD")


def _with_appositions(view: View, end: int) -> int:
    """Return the end of the appositions that follow a noun phrase."""
    while view.low(end) in (",", "("):
        closing = end + 1
        marks = (")",) if view.low(end) == "(" else (",", ".", ";", ":", "!", "?", "–", "—")
        while closing < len(view.items) and view.low(closing) not in marks \
                and view.tag(closing) != "Q":
            closing += 1
        if view.low(end) == "(":
            end = closing + 1
            continue
        if not is_aside(view, end + 1, closing) or view.tag(end + 1) in ("PREP", "ADV"):
            return end
        if view.low(end + 1) in ("speaking", "citing", "also", "then", "now"):
            return end
        end = closing
    return min(end, len(view.items))


def is_plural(view: View, subject: Range) -> bool:
    """Say whether a verb in its base form can follow the subject: "officials say"."""
    heads = [view.low(at) for at in range(subject[0], subject[1] + 1)
             if view.tag(at) in ("WORD", "NAME", "PRON")]
    return bool(heads) and (heads[0] in ("i", "we", "you", "they", "who") or any(
        low.endswith("s") or low in word_set("group") for low in heads[:4])
        or view.low(subject[0]) in word_set("quantity")
        or any(view.low(at) == "and" for at in range(*subject)))


def main_clause(view: View, last: int) -> tuple[Range, int] | None:
    """Return the subject of the first clause up to item `last`, and where its verb begins."""
    for at in range(1, last + 1):
        if not is_verb(view, at):
            continue
        first = verb_start(view, at)
        subject = subject_before(view, first)
        if subject is not None:
            return subject, first
    return None


def is_verb(view: View, at: int) -> bool:
    """Guess whether a word is a finite verb: an auxiliary, a cue, or a past form."""
    low, tag = view.low(at), view.tag(at)
    if tag == "AUX":
        return low not in ("to", "be", "been", "being", "'s")
    if at in view.cues:
        return view.cues[at][1].tense in ("past", "s")
    return tag == "WORD" and view.tag(at - 1) in ("NAME", "PRON", "WORD", "ADV", "PUNCT") and (
        (low.endswith("ed") and len(low) > 4) or low in word_set("past verb"))
