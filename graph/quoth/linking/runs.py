"""Runs of capitalised words: the names of people and bodies that no mention shows."""

from __future__ import annotations

from collections.abc import Iterable

from quoth.linking.body_names import body_size
from quoth.linking.chunks import Chunk
from quoth.linking.cores import leads_firm
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.lands import is_direction
from quoth.linking.person_names import is_role_word
from quoth.linking.words import singular, word_sets

_BEGINS = frozenset({"cap", "title", "org"})  # the tags that a name of several chunks begins with


def joined(text: str, chunks: list[Chunk], base: KnowledgeBase) -> Iterable[Chunk]:
    """Join capitalised words to names where a title or a known given name leads them."""
    at, lone = 0, _lone(text, chunks)
    while at < len(chunks):
        if chunks[at].tag not in _BEGINS:
            yield chunks[at]
            at += 1
            continue
        run = _run(text, chunks, at)
        if run > 2 and chunks[at + run - 1].text in lone and not _given(chunks[at], base):
            yield from chunks[at : at + run - 2]  # "for Rural Works Ana Rojas", later Rojas
            at, run = at + run - 2, 2
            first, last = chunks[at], chunks[at + 1]
            yield Chunk(first.start, last.end, "name", text[first.start : last.end])
            at += 2
            continue
        if run > 1 and leads_firm(text, chunks[at].start, chunks[at].text):
            yield chunks[at]  # "Rival Oxo": the rest is the company
            at, run = at + 1, run - 1
            size = run
        else:
            size = body_size(text, chunks, at, run)
        if size:
            first, last = chunks[at], chunks[at + size - 1]
            yield Chunk(first.start, last.end, "org", text[first.start : last.end])
            at += size
            continue
        while run > 1 and is_role_word(chunks[at].text):
            yield chunks[at]
            at, run = at + 1, run - 1
        if run and _personal(chunks, at, run, base):
            first, last = chunks[at], chunks[at + run - 1]
            yield Chunk(first.start, last.end, "name", text[first.start : last.end])
            at += run
        else:
            yield chunks[at]
            at += 1


def _lone(text: str, chunks: list[Chunk]) -> set[str]:
    """Return the names of one word, as surnames are used after the first mention."""
    return {c.text for n, c in enumerate(chunks) if c.tag == "name" and " " not in c.text
            and (n == 0 or chunks[n - 1].tag != "cap")}


def _given(chunk: Chunk, base: KnowledgeBase) -> bool:
    return chunk.text.lower() in base.given_names


def _run(text: str, chunks: list[Chunk], at: int) -> int:
    """Return how many chunks from here are capitalised words in one row."""
    size = 0
    while at + size < len(chunks) and _joins(text, chunks, at, size):
        size += 1
    while size and chunks[at + size - 1].tag == "word":
        size -= 1
    return size


def _joins(text: str, chunks: list[Chunk], at: int, size: int) -> bool:
    chunk = chunks[at + size]
    gap = text[chunks[at + size - 1].end : chunk.start] if size else ""
    if gap.strip(" \u00a0"):
        return False
    if chunk.tag == "cap" or _names_body(text, chunks, at + size):
        return True
    return bool(size) and chunk.tag == "word" and chunk.text in word_sets().particles


def _names_body(text: str, chunks: list[Chunk], at: int) -> bool:
    """Say whether a title is a word of a body's name: Student | Representative | Council."""
    if at + 1 >= len(chunks) or chunks[at].tag != "title":
        return False
    title, body = chunks[at], chunks[at + 1]
    return (title.text[0].isupper() and body.tag == "cap" and text[title.end : body.start] == " "
            and body.text in word_sets().mentions["organization_words"])


def _personal(chunks: list[Chunk], at: int, run: int, base: KnowledgeBase) -> bool:
    """Say whether a run of capitalised words is a person: by a title before it or a given name."""
    row = [c.text for c in chunks[at : at + run]]
    if any(w.rstrip(".") in word_sets().mentions["organization_words"] for w in row):
        return False
    if is_direction(" ".join(row)) or run == 1 and is_role_word(row[0]) or any(
            letter.isdigit() for word in row for letter in word):
        return False
    if at and _introduces(chunks[at - 1]):
        return run <= 4
    first = row[0].rstrip(".").lower()
    known = base.given_names.get(first) or base.given_names.get(first.split("-")[0])
    return 2 <= run <= 4 and known is not None and len(row[-1].rstrip(".")) > 1


def _introduces(before: Chunk) -> bool:
    """Say whether a word announces a person's name: a title or a trade in the singular."""
    low = before.text.lower()
    if before.tag == "honorific":
        return True
    if before.tag == "title":
        return not low.endswith("s") or singular(low) == low
    words = word_sets().mentions
    trade = before.tag == "word" and (low in words["humans"] or low in words["trades"]
                                      or low in words["kin"])
    return trade or before.tag == "cap" and is_role_word(before.text) and low not in words[
        "modifiers"] and before.text not in words["organization_words"]
