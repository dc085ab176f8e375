"""Descriptions: another word for who has just spoken, another's office, somebody new."""

import pytest
from linking_scenes import names, resolve
from quoth.records import Facts


def variation(text: str, source: str, people: str) -> Facts:
    content = "the road was safe"
    return resolve(text, [(source, content)], people=people)


@pytest.mark.parametrize("source", [
    "The retired welder", "The three-time champion", "The Osaka-born goalkeeper",
    "The young farmer"])
def test_another_word_for_who_was_just_spoken_of(source: str) -> None:
    facts = variation(f"Karl Brandt, 71, came late. {source} said the road was safe.",
                      source, "Karl Brandt")
    assert names(facts) == ["Karl Brandt"]


def test_a_noun_that_was_brought_in_before_is_not_another_word_for_the_speaker() -> None:
    facts = variation("A young shepherd saw it. Karl Brandt came late. The young shepherd said "
                      "the road was safe.", "The young shepherd", "Karl Brandt")
    assert names(facts) != ["Karl Brandt"]


def test_another_nation_is_not_another_word_for_the_speaker() -> None:
    facts = variation("Norwegian skier Karl Brandt came late. The Peruvian skier said the road "
                      "was safe.", "The Peruvian skier", "Karl Brandt")
    assert names(facts) != ["Karl Brandt"]


def test_what_is_learned_later_does_not_call_back() -> None:
    facts = variation("Karl Brandt came late. The four-time champion said the road was safe. "
                      "Former champion Ole Lund was asleep.", "The four-time champion",
                      "Karl Brandt | Ole Lund")
    assert names(facts) == ["Karl Brandt"]


def test_the_chief_of_a_party_is_not_any_head_of_government() -> None:
    facts = variation("Prime Minister Karl Brandt slept. The Dawn party chief said the road was "
                      "safe.", "The Dawn party chief", "Karl Brandt")
    assert names(facts) != ["Karl Brandt"]


def test_a_ministers_ministry_is_his() -> None:
    facts = resolve(
        "The Norwegian defence ministry was silent. Norwegian Fisheries Minister Karl Brandt "
        "called Rome, his ministry said. The road was safe, it is true.",
        [("his ministry", "The road was safe")], people="Karl Brandt")
    assert names(facts) == ["Norwegian Fisheries Ministry"]


def test_a_ministry_of_whom_nobody_knows_is_not_the_last_one() -> None:
    facts = resolve("The Norwegian defence ministry was silent. Karl Brandt and Ole Lund came. "
                    "The road was safe, his ministry said.",
                    [("his ministry", "The road was safe")], people="Karl Brandt | Ole Lund")
    assert names(facts) == [None]


def test_an_adjective_alone_is_no_government() -> None:
    facts = resolve("Peruvian says the road was safe.", [("Peruvian", "the road was safe")])
    assert names(facts) == [None]
