"""How far the name of a body reaches over the chunks: Court of Audit, Office of the Ombudsman."""

from __future__ import annotations

from itertools import pairwise

from quoth.linking.chunks import Chunk
from quoth.linking.person_names import is_role_word
from quoth.linking.words import word_sets


def town_body_size(text: str, chunks: list[Chunk], at: int) -> int:
    """Return how many chunks are a town's body in small letters: Tarn county council, Tarn police.
    """
    words, first = word_sets().mentions, chunks[at]
    lone = first.tag in ("cap", "name") and " " not in first.text and not is_role_word(first.text)
    known = first.value is not None and first.tag != "capital"
    if known or not (lone or first.tag in ("place", "capital") or (
            first.tag == "org" and first.text.split()[-1] not in words["organization_words"])):
        return 0
    row = chunks[at + 1 : at + 4]
    level = int(bool(row) and row[0].text in words["town_levels"])
    for size in (2, 1):
        part = row[level : level + size]
        joined = " ".join(c.text for c in part).replace(" 's", "'s")
        touch = [first, *row[:level], *part]
        if len(part) == size and joined in words["town_bodies"] and all(
                text[a.end : b.start] == " " for a, b in pairwise(touch)):
            return 1 + level + size if level or first.tag != "name" else 0
    return 0


def body_size(text: str, chunks: list[Chunk], at: int, run: int) -> int:
    """Return how many chunks are a body's name: Aerospace Forces, Court of Audit, Radio Sol."""
    words = word_sets().mentions
    named = chunks[at].tag == "org" and chunks[at].value is None
    size = 1 if named else run
    if not size or chunks[at].tag == "cap" and size == 1 and chunks[at].text not in words[
            "organization_words"]:
        return 0
    last = chunks[at + size - 1].text.split()[-1]
    leads = chunks[at].text in words["body_leads"] and size > 1
    if last not in words["organization_words"]:
        return size if leads else 0
    more = _of_what(text, chunks, at + size)
    return size + more if more or size > 1 and not named else 0


def _of_what(text: str, chunks: list[Chunk], at: int) -> int:
    """Return how many chunks "of Audit", "of the Chronically Ill" take behind a body's name."""
    if at + 1 >= len(chunks) or chunks[at].text not in ("of", "on", "for") or "\n" in text[
            chunks[at - 1].end : chunks[at].start]:
        return 0
    the = chunks[at].text == "for" and chunks[at + 1].text == "the" and (
        chunks[at + 2 : at + 3] and chunks[at + 2].tag == "cap")  # "for the Protection of Bats"
    if chunks[at].text != "of" and chunks[at + 1].tag != "cap" and not the:
        return 0
    said = word_sets().circumstances
    if chunks[at].text == "on" and chunks[at + 1].text.lower() in said["weekdays"]:
        return 0  # "the High Court on Wednesday"
    size = 2 if chunks[at + 1].tag == "det" else 1
    begin = size
    if size == 2 and _is_office(chunks, at + 2):  # "of the Ombudsman", "of the Prime Minister"
        return 3
    while at + size < len(chunks) and chunks[at + size].tag in ("cap", "place", "name", "org") and (
            size == begin or "\n" not in text[chunks[at + size - 1].end : chunks[at + size].start]):
        if size > begin and chunks[at + size].tag != "cap":
            break
        size += 1
    return size + _of_what(text, chunks, at + size) if size > begin else 0


def _is_office(chunks: list[Chunk], at: int) -> bool:
    """Say whether a title with a capital stands there, and no name behind it."""
    if at >= len(chunks) or chunks[at].tag != "title" or not chunks[at].text[0].isupper():
        return False
    return at + 1 == len(chunks) or chunks[at + 1].tag not in ("name", "cap")
