"""Turns of transcripts: whose label opens a paragraph, and what is no label."""

import pytest
from quoth.nlp.layout import Layout
from quoth.nlp.turns import attributions, find_turns
from quoth.records import Article


def turns(text: str) -> list[tuple[str, str]]:
    return [(t.name.of(text), t.content[0].of(text)) for t in find_turns(
        Layout(Article("k", text)))]


@pytest.mark.parametrize("label", [
    "Lauri", "Q", "Question from the floor", "The Minister for Roads and Rail (Mr. Karl Brandt)",
    "Dr. Vilma Lauri"])
def test_a_label_with_a_colon_opens_a_turn(label: str) -> None:
    text = f"{label}: Is it safe?\n\nBrandt: It is.\n\n{label}: Good."
    assert turns(text) == [(label, "Is it safe?"), ("Brandt", "It is."), (label, "Good.")]


def test_a_label_in_bold_type_is_one_and_its_marks_are_not_said() -> None:
    text = "**Lauri: Is it safe?**\n\nBrandt: It is.\n\n**Lauri**: Good."
    assert turns(text) == [("Lauri", "Is it safe?"), ("Brandt", "It is."), ("Lauri", "Good.")]


def test_a_constituency_in_brackets_is_not_of_the_name() -> None:
    text = "Ms. Lauri (Marlock): Is it safe?\n\nMr. Brandt: It is."
    assert turns(text)[0] == ("Ms. Lauri", "Is it safe?")


def test_a_headline_with_a_colon_is_no_turn() -> None:
    text = ("Roads: are they safe?\n\nA talk at the fair.\n\nLauri: Well?\n\nBrandt: They are.\n\n"
            "Lauri: Good.")
    assert [name for name, _ in turns(text)] == ["Lauri", "Brandt", "Lauri"]


def test_the_colon_is_the_cue_of_a_turn() -> None:
    text = "Lauri: Is it safe?\n\nBrandt: It is."
    found = list(attributions(Layout(Article("k", text))))
    assert [a.cue and a.cue.of(text) for a in found] == [":", ":"]
