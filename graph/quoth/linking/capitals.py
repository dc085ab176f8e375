"""What a run of capitalised words that nobody knows stands for: a name, a body or a modifier."""

from __future__ import annotations

import re

from quoth.linking.chunks import Chunk
from quoth.linking.lexis import is_common
from quoth.linking.person_names import is_common_noun, is_role_word, opens_sentence
from quoth.linking.references import Reading, is_head
from quoth.linking.role_phrases import is_grade
from quoth.linking.words import word_sets


def affiliate(state: Reading) -> None:
    """Take unknown capitalised words before a title as what it is of: "Acme director Ann Roe"."""
    first, last = state.caps[0], state.caps[-1]
    text = state.text[first.start : last.end]
    graded = all(is_grade(w.lower()) for w in text.split()) and opens_sentence(
        state.text, first.start)  # "County mayor Ann Roe"
    regional = text.lower() in word_sets().mentions["regionals"]  # "Nordic coordinator Ann Roe"
    plain = " " not in text and is_common(text) and _only_opens(state.text, text) and (
        text.lower() not in word_sets().mentions["modifiers"])
    if graded or regional or plain or _plain_body(state, first, text) or len(text.rstrip(".")) == 1:
        state.caps = []
    elif text.lower() not in word_sets().mentions["modifiers"]:
        state.pending.append(Chunk(first.start, last.end, "org", text))
        state.caps = []


def close_caps(state: Reading) -> None:
    """Take a run of unknown capitalised words as a name, an organization or a modifier."""
    if not state.caps:
        return
    first, last = state.caps[0], state.caps[-1]
    text = state.text[first.start : last.end]
    state.caps = []
    words = word_sets()
    if all(is_role_word(w) and w not in words.mentions["organization_words"]
           for w in text.split()) and not is_head(text.split()[-1].lower(), agents=False):
        state.modifiers.append(text.lower())
    elif text in words.mentions["parties"]:
        state.pending.append(Chunk(first.start, last.end, "org", text))
    elif text.lower() in words.mentions["forces"]:
        state.head = Chunk(first.start, last.end, "word", text)
    elif _plain_body(state, first, text):
        state.modifiers.append(text.lower())
    elif any(w in words.mentions["organization_words"] for w in text.split()):
        state.pending.append(Chunk(first.start, last.end, "org", text))
    elif text.lower() in words.mentions["modifiers"] or text.islower():
        state.modifiers.append(text.lower())
    elif " " not in text and _common(state, first, text):
        state.head = Chunk(first.start, last.end, "word", text)
    else:
        state.names.append(Chunk(first.start, last.end, "cap", text))


def _plain_body(state: Reading, chunk: Chunk, text: str) -> bool:
    """Say whether a word that names nothing opens a sentence: "Club president Ann Roe", "But
    mayor Ann Roe"."""
    words, low = word_sets(), text.lower()
    plain = words.has("organizations", low) or low in words.mentions["openers"]
    return plain and opens_sentence(state.text, chunk.start)


def _only_opens(text: str, word: str) -> bool:
    """Say whether a word is written with a capital only where a sentence opens: "Store manager"."""
    return all(opens_sentence(text, m.start())
               for m in re.finditer(rf"\b{re.escape(word)}\b", text))


def _common(state: Reading, chunk: Chunk, word: str) -> bool:
    """Say whether a capitalised word is a plain noun, by its table or where a sentence opens."""
    return is_head(word.lower(), agents=False) or opens_sentence(
        state.text, chunk.start) and is_common_noun(word, lambda w: bool(state.base.people(w)))
