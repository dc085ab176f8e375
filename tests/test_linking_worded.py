"""Sources as news words them, after a sentence that brings people or bodies in.

A row is a text, ¶ for a new paragraph, the words to be attributed in [[ ]]; behind a tab, for each
of them, the names that are right, "-" where nobody named is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from quoth import nlp
from quoth.linking import Resolver
from quoth.records import Article

DATA = Path(__file__).parent / "data"
OPENING = "TARNBY, March 3, 2023 - The week brought some news.\n\n"
# how many of a hundred may have another answer, and how many of them a wrong somebody
BOUNDS = {"bodies": (4, 2), "bodies_more": (7, 5), "carried": (3, 1), "described": (4, 1),
          "described_more": (4, 2), "styled": (2, 2), "unnamed": (2, 2)}


def bare(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text).strip().lower()


@lru_cache(maxsize=1)
def tools() -> tuple:
    return nlp.load("default"), Resolver()


def read(text: str) -> dict[str, tuple[str | None, bool]]:
    """Return what is said in a text, with who says it and whether that is somebody named."""
    annotate, resolve = tools()
    plain = re.sub(r"\[\[|\]\]", "", text).replace("¶", "\n\n")
    article = Article("a.txt", f"{OPENING}{plain}\n", published="2023-03-03")
    facts = resolve(article, annotate(article))
    kinds = {e.id: e.type for e in facts.entities}
    return {bare(q.text): (q.speaker_name, kinds.get(q.speaker or "", "unnamed") != "unnamed")
            for q in facts.quotations}


def capacities() -> Iterator[tuple[str, str, str]]:
    """Yield each text of `capacities.tsv` with the capacity that is right and the one given."""
    for line in (DATA / "capacities.tsv").read_text("utf-8").splitlines():
        text, expected = line.split("\t")
        annotate, resolve = tools()
        plain = re.sub(r"\[\[|\]\]", "", text)
        article = Article("a.txt", f"{OPENING}{plain}\n", published="2023-03-03")
        facts = resolve(article, annotate(article))
        names = {e.id: e.name for e in facts.entities}
        roles = [q.in_capacity for q in facts.quotations if q.speaker_name == "Ann Roe"]
        yield text, expected, next(
            (f"{r.title} @ {names.get(r.of or '', r.of)}" if r else "" for r in roles), "nobody")


def test_speakers_have_the_capacity_that_their_source_states() -> None:
    rows = list(capacities())
    assert not [row for row in rows if row[2] == "nobody"]
    other = [row for row in rows if row[1].lower() != row[2].lower()]
    assert len(other) <= 0.12 * len(rows), other


@pytest.mark.parametrize("name", BOUNDS)
def test_worded_sources_give_their_speaker(name: str) -> None:
    rows = [line.split("\t") for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines()]
    other, wrong = [], []
    for text, expected in rows:
        found = read(text)
        marked = re.findall(r"\[\[(.*?)\]\]", text)
        for said, names in zip(marked, expected.split(";"), strict=True):
            speaker, named = found.get(bare(said), (None, False))
            right = names.strip().split("/")
            if bare(said) not in found or speaker not in right and (named or "-" not in right):
                (wrong if named else other).append((text, speaker))
    most, most_wrong = BOUNDS[name]
    assert len(wrong) <= most_wrong * len(rows) / 100, wrong
    assert len(other) + len(wrong) <= most * len(rows) / 100, other
