"""Who speaks in articles of two to six sentences, by how the source is put, who stands between and
in which form it is said.

A row of `data/scenes.tsv` is three classes, a text, ¶ for a new paragraph, the words to be
attributed in [[ ]]; behind a tab, for each of them, the names that are right, "-" where nobody
named is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from quoth import nlp
from quoth.linking import Resolver
from quoth.records import Article, Facts, Quotation

DATA = Path(__file__).parent / "data"
OPENING = "TARNBY, March 3, 2023 - The week brought some news.\n\n"
# how many of a hundred may have another answer, and how many of them a wrong somebody
BOUNDS = {"scenes": (8, 4), "scenes_more": (5, 2), "scenes_bodies": (8, 4),
          "scenes_turns": (8, 2), "scenes_unnamed": (7, 2)}
_COVERED = 0.6  # of the words that a quotation needs to have


def plain(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without marks, and where the words to be attributed stand."""
    text, places, at = "", [], 0
    for mark in re.finditer(r"\[\[(.*?)\]\]", marked):
        text += marked[at : mark.start()]
        places.append((len(text), len(text) + len(mark[1])))
        text, at = text + mark[1], mark.end()
    return text + marked[at:], places


def fold(name: str | None) -> str:
    return (name or "").lower().replace("’", "'").removeprefix("the ")


def said(facts: Facts, start: int, end: int) -> Quotation | None:
    """Return the smallest quotation that has most of the words of a place."""
    rows = [q for q in facts.quotations if sum(
        max(0, min(end, c.end) - max(start, c.start)) for c in q.content
        ) >= _COVERED * (end - start)]
    return min(rows, key=lambda q: sum(c.end - c.start for c in q.content), default=None)


def verdict(facts: Facts, quotation: Quotation | None, expected: str) -> str:
    if quotation is None:
        return "missed"
    right = [fold(name) for name in expected.split("/")]
    kinds = {e.id: e.type for e in facts.entities}
    kind = kinds.get(quotation.speaker or "", "unnamed")
    unnamed = kind == "unnamed" or kind == "group" and fold(
        quotation.speaker_name) == fold(quotation.source_text)
    if fold(quotation.speaker_name) in right or unnamed and "-" in right:
        return "right"
    return "nobody" if unnamed else "wrong"


@pytest.mark.parametrize("name", BOUNDS)
def test_scenes_give_their_speakers(name: str) -> None:
    annotate, resolve, count, bad = nlp.load("default"), Resolver(), Counter(), []
    for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines():
        classes, marked, expected = line.split("\t")
        text, places = plain(OPENING + marked.replace("¶", "\n\n") + "\n")
        article = Article("a.txt", text, published="2023-03-03")
        facts = resolve(article, annotate(article))
        for (start, end), names in zip(places, expected.split(";"), strict=True):
            quotation = said(facts, start, end)
            found = verdict(facts, quotation, names)
            count[found] += 1
            if found != "right":
                bad.append((classes, text[start:end], found, quotation and quotation.speaker_name))
    most, most_wrong = BOUNDS[name]
    assert count["wrong"] <= most_wrong * count.total() / 100, bad
    assert count.total() - count["right"] <= most * count.total() / 100, bad
