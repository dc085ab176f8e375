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


def test_the_letter_of_somebody_else_is_not_the_last_speakers() -> None:
    facts = resolve("Karl Brandt said the mill was old. The letter said the road was safe.",
                    [("Karl Brandt", "the mill was old"), ("The letter", "the road was safe")],
                    people="Karl Brandt")
    assert names(facts) != ["Karl Brandt", "Karl Brandt"]


def test_which_company_is_not_guessed() -> None:
    facts = resolve("Oxo Line and Tarn Line met.\n\nIt rained. It snowed. It thawed.\n\nThe "
                    "company said the road was safe.", [("The company", "the road was safe")],
                    organizations="Oxo Line | Tarn Line")
    assert names(facts) == [None]


def test_an_answer_is_of_who_is_interviewed() -> None:
    facts = resolve("Karl Brandt has been asked. Brandt came late.\n\nAnswer: “The road was safe.”",
                    [("Answer", "The road was safe.")], people="Karl Brandt | Brandt")
    assert names(facts) == ["Karl Brandt"]


def test_a_letter_from_an_office_and_its_holder() -> None:
    facts = resolve("Karl Brandt received a letter from the mayor of Oslo, Ole Lund, it was said. "
                    "The letter said the road was safe.", [("The letter", "the road was safe")],
                    people="Karl Brandt | Ole Lund")
    assert names(facts) == ["Ole Lund"]


def test_a_scholar_of_the_lead_can_be_named_with_a_trade() -> None:
    facts = resolve("A scholar said the road was safe.\n\nHydrologist Bolo Tsarak lives there.",
                    [("A scholar", "the road was safe")], people="Bolo Tsarak")
    assert names(facts) == ["Bolo Tsarak"]


@pytest.mark.parametrize("source", ["The Norwegian diplomat", "The Dawn party leader"])
def test_a_nation_or_party_with_a_general_word_is_who_was_just_spoken_of(source: str) -> None:
    facts = variation(f"Norwegian envoy Karl Brandt came late. {source} said the road was safe.",
                      source, "Karl Brandt")
    assert names(facts) == ["Karl Brandt"]


def test_one_scientist_is_not_the_scientists() -> None:
    facts = resolve("Scientists said the lake was full.\n\nIt rained.\n\nThe scientist said the "
                    "road was safe.", [("Scientists", "the lake was full"),
                                       ("The scientist", "the road was safe")])
    assert facts.quotations[0].speaker != facts.quotations[1].speaker
