"""Sources of many kinds, as news words them, each in an article of its own."""

from pathlib import Path

import pytest
from quoth import nlp
from quoth.linking import Resolver
from quoth.records import Article

ROWS = [tuple(line.split("\t")) for line in
        (Path(__file__).parent / "data" / "sources.tsv").read_text("utf-8").splitlines()]
OPENING = "TARNBY, March 3, 2023 - A road that was closed by a storm will stay shut for now."


@pytest.fixture(scope="module")
def wrong() -> dict[str, list[str | None]]:
    """Return the sources that don't give their speaker alone, with whom they give."""
    annotate, resolve, found = nlp.load("default"), Resolver(), {}
    for source, speaker in ROWS:
        article = Article("a.txt", f"{OPENING}\n\n{source} said the road would reopen in May.\n",
                          published="2023-03-03")
        quotations = resolve(article, annotate(article)).quotations
        names = [q.speaker_name for q in quotations if "reopen" in q.text]
        if names != [speaker]:
            found[source] = names
    return found


def test_nearly_all_sources_give_their_speaker(wrong: dict[str, list[str | None]]) -> None:
    assert len(wrong) <= 0.02 * len(ROWS), wrong


def test_a_body_does_not_speak_for_its_officials(wrong: dict[str, list[str | None]]) -> None:
    assert not [s for s in wrong if s.startswith(("A ", "An ", "One ", "Two "))], wrong
