"""What only a character says: the lines of a play, film or book that a review tells."""

from __future__ import annotations

import re

from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import read_cue
from quoth.nlp.wordlists import is_role, word_set, words_of
from quoth.records import Attribution, Span

_PLAYS = re.compile(r"\b(?:plays|portrays|stars as|is cast as|doubles as) ")
_IN_WORK = re.compile(
    r"In (?:the|his|her|its|one|another|an?) (?:[\w-]+ ){0,2}?"
    r"(?:scene|act|chapter|episode|verse|stanza|sequel|prologue|epilogue|flashback|panel)\b")
_PART = 4  # words after "plays" in which the part is named


def is_played(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a character speaks: "Roe plays the king. "Nothing," he says"; in the present."""
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None or not _is_present(cue.of(layout.text)):
        return False
    sentence = layout.sentence_of(cue.start)
    if sentence is not None and _IN_WORK.match(layout.text, sentence.start):
        return True
    if source.of(layout.text).lower() not in ("he", "she", "they"):
        return False
    block = layout.paragraph_of(cue.start)
    played = _PLAYS.search(layout.text, block.start, cue.start)
    return played is not None and _is_part(layout, Span(played.end(), cue.start)) and not any(
        q.start < played.start() < q.end for q in layout.quotes_in(block))


def _is_present(cue: str) -> bool:
    """Say whether a cue tells what goes on: "says", "asks", not "has said"."""
    words = cue.lower().split()
    return len(words) < 3 and read_cue(cue).lemma is not None and words[-1].endswith("s")


def _is_part(layout: Layout, rest: Span) -> bool:
    """Say whether a part follows: "the queen", "a man who", "Macbeth", not "the piano"."""
    tokens = layout.tokens_of(rest)[:_PART]
    people = words_of("person", "title")
    return any(is_role(t.low, people) or t.low in word_set("part") for t in tokens) \
        or bool(tokens) and tokens[0].is_title
