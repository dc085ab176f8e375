"""The cue lexicon: verbs, nouns and phrases that report what somebody said, wrote or thinks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from quoth.nlp.wordlists import table, word_set

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VOWELS = "aeiou"
_BE = {"is": "s", "are": "s", "was": "past", "were": "past", "been": "part", "being": "ing",
       "be": "base", "am": "s"}


class CueWord(NamedTuple):
    """What the lexicon knows of a cue in one of its forms.

    `tense` is base, s, past (which may be a participle too), part or ing. `frames` are the letters
    of words/cues.tsv.
    """

    lemma: str
    act: str
    frames: str
    tense: str

    @property
    def attitude(self) -> bool:
        """Say whether the cue reports a thought, wish or feeling."""
        return "A" in self.frames


class Reading(NamedTuple):
    """What a cue says about its attribution."""

    lemma: str | None
    act: str | None
    attitude: bool
    negated: bool


@cache
def cue_forms() -> Mapping[str, tuple[tuple[tuple[str, ...], CueWord], ...]]:
    """Return, by first word, the rest of each cue form and what is known of it, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], CueWord]]] = {}
    for lemma, act, frames, *forms in table("cues.tsv"):
        for words, tense in _forms(lemma, forms[0].split() if forms else []):
            found.setdefault(words[0], []).append((words[1:], CueWord(lemma, act, frames, tense)))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0])))
            for first, rows in found.items()}


def _forms(lemma: str, irregular: Sequence[str]) -> list[tuple[tuple[str, ...], str]]:
    """Return the forms of a lemma as words, each with its tense."""
    first, *rest = lemma.split()
    if first == "be":
        return [((form, *rest), tense) for form, tense in _BE.items()]
    if irregular:
        third, past, part, ing = (form.split("_") for form in irregular)
        rows = [(tuple(third), "s"), (tuple(past), "past"), (tuple(part), "part"),
                (tuple(ing), "ing")]
    else:
        rows = [((form, *rest), tense) for form, tense in _inflect(first)]
    base = tuple(lemma.split())
    unique = dict([(base, "base"), *reversed(rows)])  # read, put: the past wins over the base
    return list(unique.items())


def _inflect(verb: str) -> list[tuple[str, str]]:
    """Return the regular third person, past and gerund of a verb."""
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [(verb[:-1] + "ies", "s"), (verb[:-1] + "ied", "past"), (verb + "ing", "ing")]
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if verb.endswith("ee"):
        return [(third, "s"), (verb + "d", "past"), (verb + "ing", "ing")]
    if verb.endswith("e"):
        return [(third, "s"), (verb + "d", "past"), (verb[:-1] + "ing", "ing")]
    stem = verb + verb[-1] if _doubles(verb) else verb
    return [(third, "s"), (stem + "ed", "past"), (stem + "ing", "ing")]


def _doubles(verb: str) -> bool:
    if verb in word_set("doubling"):
        return True
    vowels = len(re.findall(r"[aeiou]+", verb.replace("qu", "q")))
    return vowels == 1 and bool(re.search(r"[^aeiou][aeiou][^aeiouwxy]$", verb.replace("qu", "q")))


def match_cue(words: Sequence[str], at: int) -> tuple[int, CueWord] | None:
    """Return the cue that begins at `words[at]` (lower case) and the index after it.

    An adverb may stand inside a cue of several words: "is also confident".
    """
    for rest, cue in cue_forms().get(words[at], ()):
        end = at + 1
        for word in rest:
            if end < len(words) and words[end] != word and words[end] in word_set("adverb inside"):
                end += 1
            if end >= len(words) or words[end] != word:
                break
            end += 1
        else:
            return end, cue
    return None


@cache
def cue_nouns() -> Mapping[str, tuple[str, str, bool, str]]:
    """Return, by noun (singular and plural): lemma, speech act, whether a thought, and flags."""
    found = {}
    for noun, act, flags, *plural in table("cue_nouns.tsv"):
        row = (noun, act, "A" in flags, flags)
        found[noun] = row
        found[plural[0] if plural and plural[0] else noun + "s"] = row
    return found


@cache
def cue_phrases() -> Mapping[str, list[tuple[tuple[str, ...], str, str]]]:
    """Return the fixed phrases ("according to") by first word: words, lemma, act; longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for phrase, lemma, act in sorted(table("cue_phrases.tsv"), key=lambda row: -len(row[0])):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, lemma, act))
    return found


@cache
def trailing_lemmas() -> frozenset[str]:
    """Return the verbs of speech that may follow what is said: "C, X said"."""
    return frozenset(lemma for lemma, _, frames, *_ in table("cues.tsv")
                     if "q" in frames and "A" not in frames)


def lemma_of(cue_text: str) -> str | None:
    """Return the lemma of a cue as an article writes it.

    >>> lemma_of("has repeatedly said"), lemma_of("according to"), lemma_of("blue")
    ('say', 'according to', None)
    """
    return read_cue(cue_text).lemma


@lru_cache(maxsize=4096)
def read_cue(cue_text: str) -> Reading:
    """Return lemma, speech act, attitude and negation of a cue.

    >>> read_cue("did not say")
    Reading(lemma='say', act='say', attitude=False, negated=True)
    """
    words = [w.lower().replace("’", "'") for w in _WORD.findall(cue_text)]
    negated = any(w in word_set("negation") or w.endswith("n't") for w in words)
    for at, word in enumerate(words):
        for phrase, lemma, act in cue_phrases().get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return Reading(lemma, act or None, False, negated)
    cues = _verbs(words)
    if cues:
        cue = _head(cues)
        return Reading(cue.lemma, cue.act, cue.attitude, negated)
    for word in reversed(words):
        if word in cue_nouns():
            noun, act, attitude, _ = cue_nouns()[word]
            return Reading(noun, act, attitude, negated)
    return Reading(None, None, False, negated)


def act_of(cue_text: str) -> str | None:
    """Return the speech act of a cue, also of one that is no cue by itself.

    >>> act_of("has discussed"), act_of("said"), act_of("seems")
    ('say', 'say', None)
    """
    act = read_cue(cue_text).act
    words = (word.lower() for word in _WORD.findall(cue_text))
    return act or next((acts()[word] for word in words if word in acts()), None)


@cache
def acts() -> Mapping[str, str]:
    """Return the speech act that a form of a verb or noun tells, where no cue tells one."""
    return {form: act for lemma, act in table("acts.tsv")
            for form in (lemma, *(form for form, _ in _inflect(lemma)))}


def _verbs(words: Sequence[str]) -> list[CueWord]:
    found, at = [], 0
    while at < len(words):
        if found and tuple(words[at : at + 2]) in _inside():  # "said in an emailed statement"
            break
        match = match_cue(words, at)
        if match:
            at = match[0]
            found.append(match[1])
        else:
            at += 1
    return found


@cache
def _inside() -> frozenset[tuple[str, str]]:
    """Return how the medium or occasion of a cue begins."""
    return frozenset(product(("in", "on", "via", "by", "through", "during", "at", "over", "from"),
                             ("a", "an", "the", "his", "her", "its", "their", "another")))


def _head(cues: Sequence[CueWord]) -> CueWord:
    """Of "was quoted as saying", "declined to say", "went on to stress": the last verb of speech,
    unless the first refuses or denies."""
    if cues[0].act in ("refuse", "deny"):
        return cues[0]
    return cues[-1]
