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


def test_a_paragraph_about_another_is_not_the_last_speakers() -> None:
    text = ("“My gran sold her goat for my shoes,” said Thandi Mbele, the captain.\n\n"
            "Opposite number Jess Towra was calm. “They were better in the air than we were.”")
    assert ("Opposite number Jess Towra", "“They were better in the air than we were.”"
            ) in staged(text)
    assert len(staged(text)) == 2


@pytest.mark.parametrize(("text", "source"), [
    ("“The audit found nothing at all” — former trustee Milt Abrams, on KPLR.",
     "former trustee Milt Abrams"),
    ("“You misspelled it twice.” — Doris in Ward 3", "Doris"),
])
def test_a_signature_may_have_a_trade_and_a_place(text: str, source: str) -> None:
    assert [s for s, _ in staged(text)] == [source]


def test_a_refusal_and_what_was_said_all_the_same() -> None:
    text = "Marais refused to be drawn on her future: “Ask me at Christmas. Bring a present.”"
    found = nlp.load("default")(Article("k", text)).attributions
    assert [(a.content[0].of(text), a.negated) for a in found] == [
        ("to be drawn on her future", True), ("“Ask me at Christmas. Bring a present.”", False)]


@pytest.mark.parametrize(("text", "negated"), [
    ("Ann Roe ran the shop. “He paid in eggs,” she would say.", False),
    ("If asked, Ann Roe would say “no comment”.", True),
])
def test_a_habit_is_no_condition(text: str, negated: bool) -> None:
    assert [a.negated for a in nlp.load("default")(Article("k", text)).attributions] == [negated]


def test_a_lead_leaves_the_title_out() -> None:
    from quoth.reading.plain import describe

    title = "“They took our shoes”: guards on the Vrana blamed"
    text = (f"{title}\n\nGuards beat people on the Vrana at least ninety times last winter, the "
            "group Border Watch said in a report published on Monday morning.")
    found = nlp.load("default")(describe(text, key="k")).attributions
    assert not any(s.start < len(title) for a in found if a.cue for s in a.content)


@pytest.mark.parametrize("text", [
    "The factory closed in May. “It was a good place to work.”",
    "The council has a motto. “Nothing without water is worth having.”",
    "“It was a good place to work” – and then Ann Roe.",
    "Ruiz likes one song. “Blue Lantern Waltz”",
    "The train that Ruiz missed was the last. “It was a good train.”",
])
def test_things_and_bodies_say_nothing(text: str) -> None:
    assert staged(text) == []


def test_a_bare_question_and_answer_are_those_of_who_took_turns_before() -> None:
    text = ("“Who signed it?” asked Judge Rao. “I did,” clerk Dev Patel said. “When was that?” "
            "“On Friday.”")
    found = staged(text)
    assert ("Judge Rao", "“When was that?”") in found
    assert ("clerk Dev Patel", "“On Friday.”") in found
