"""The first words of a body's name that stand before what was found of it.

"the Red | Tarn Cree Nation", "the 14th | Tarn Scouts", "the Snow and | Ice Data Center".
"""

from __future__ import annotations

import re
from collections.abc import Container

from quoth.linking.chunks import Chunk
from quoth.linking.lexis import is_common, is_frequent
from quoth.linking.person_names import is_role_word, opens_sentence
from quoth.linking.words import is_date_word, word_sets

_ORDINAL = re.compile(r"(?<![\w.])\d{1,3}(?:st|nd|rd|th) $")


def with_fronts(text: str, chunks: list[Chunk], given: Container[str]) -> list[Chunk]:
    """Join the words right before a body to it that can only be of its name."""
    found: list[Chunk] = []
    for chunk in chunks:
        if chunk.tag == "org" and chunk.value is None:
            size = _size(text, found, chunk, given)
            while size:
                start = found[-size].start
                del found[-size:]
                chunk = chunk._replace(start=start, text=text[start : chunk.end])
                size = _size(text, found, chunk, given)
        found.append(chunk)
    return found


def _size(text: str, found: list[Chunk], body: Chunk, given: Container[str]) -> int:
    """Return how many of the last chunks belong to the front of a body's name."""
    if not found or text[found[-1].end : body.start] != " ":
        return 0
    words = word_sets().mentions
    ordinal = _ORDINAL.search(text, max(0, body.start - 6), body.start)
    if ordinal and body.text.split()[-1] in words["units"]:
        return sum(c.start >= ordinal.start() for c in found[-3:])
    if found[-1].text == "and":
        return 2 if _pairs(text, found, body) else 0
    return int(_is_front(text, found[-1], given))


def _is_front(text: str, chunk: Chunk, given: Container[str]) -> bool:
    """Say whether a word can only be the first of a name: no title, no day, no opener."""
    low = chunk.text.lower()
    lone = chunk.value is None and " " not in chunk.text and (
        chunk.tag in ("cap", "org")
        or chunk.tag == "name" and low not in given and is_common(low))
    return (lone and len(low) > 2 and not opens_sentence(text, chunk.start)
            and not is_role_word(chunk.text) and low not in word_sets().mentions["grades"]
            and not is_date_word(low)
            and low not in word_sets().mentions["firm_leads"])


def _pairs(text: str, found: list[Chunk], body: Chunk) -> bool:
    """Say whether "the Snow and" belongs to "Ice Data Center": a common noun with a capital, with
    an article or a nation before it, and a body of several words that begins with another."""
    if len(found) < 3 or text[found[-2].end : found[-1].start] != " ":
        return False
    first, before, words = found[-2], found[-3], word_sets().mentions
    row = body.text.split()
    kinds = words["organization_words"]
    lone = " " not in first.text and (
        first.value is None and first.tag in ("cap", "name", "org")
        or first.tag == "title" and first.value == "military")  # "the Marine and Ice Institute"
    led = before.tag in ("det", "demonym") or before.text == "based" or (
        before.tag == "cap" and before.text.istitle())
    return (lone and led and len(row) > 1 and row[-1] in kinds and first.text not in kinds
            and row[0] not in kinds and is_common(first.text)
            and (is_common(row[0]) or is_frequent(row[0]))
            and text[before.end : first.start] == " ")


