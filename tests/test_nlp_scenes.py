"""Quotations of which only the sentence before tells whose they are."""

from __future__ import annotations

import pytest
from quoth import nlp
from quoth.records import Article


def staged(text: str) -> list[tuple[str, str]]:
    return [(a.source.of(text), a.content[0].of(text))
            for a in nlp.load("default")(Article("k", text)).attributions if a.source]


@pytest.mark.parametrize(("text", "source", "content"), [
    ("Ruiz looked at the ash. “It was my father's house.”", "Ruiz",
     "“It was my father's house.”"),
    ("Her neighbour Tom Ode shrugs. “They come each spring.” Nobody waves.",
     "Her neighbour Tom Ode", "“They come each spring.”"),
    ("Captain Moe Lund has sailed here since 1980. He points at a buoy. “That one lies.”",
     "He", "“That one lies.”"),
    ("Then the mayor turned to the crowd. “You will have your bridge.”", "the mayor",
     "“You will have your bridge.”"),
])
def test_whom_the_sentence_before_is_about(text: str, source: str, content: str) -> None:
    assert (source, content) in staged(text)


@pytest.mark.parametrize("text", [
    "The factory closed in May. “It was a good place to work.”",
    "The council has a motto. “Nothing without water is worth having.”",
    "Ruiz likes one song. “Blue Lantern Waltz”",
    "The train that Ruiz missed was the last. “It was a good train.”",
])
def test_things_and_bodies_say_nothing(text: str) -> None:
    assert staged(text) == []
