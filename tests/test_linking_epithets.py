"""Epithets: what stands beside a name is remembered and finds its bearer."""

import pytest
from linking_scenes import names, resolve

SAID = "the road was safe"


@pytest.mark.parametrize(("text", "source"), [
    ("Carpenter Vilma Lauri came late. It rained. Much later the carpenter said the road was safe.",
     "the carpenter"),
    ("Vilma Lauri, 44, a retired carpenter, came late. It rained, as always. People left. "
     "Dogs barked. The carpenter said the road was safe.", "The carpenter"),
    ("Vilma Lauri is a carpenter. It rained, as always. People left. Dogs barked. "
     "The carpenter said the road was safe.", "The carpenter"),
    ("The chief geologist of the valley, Vilma Lauri, came late. It rained. People left. "
     "Dogs barked. The geologist said the road was safe.", "The geologist")])
def test_the_noun_beside_a_name_finds_the_person(text: str, source: str) -> None:
    facts = resolve(text, [(source, SAID)], people="Vilma Lauri")
    assert names(facts) == ["Vilma Lauri"]


def test_the_name_behind_an_office_with_its_place_is_the_holders() -> None:
    facts = resolve("Karl Brandt thanked the Governor of the province, Mrs Vilma Lauri, for the "
                    "soup. The governor said the road was safe.",
                    [("The governor", SAID)], people="Karl Brandt | Vilma Lauri")
    assert names(facts) == ["Vilma Lauri"]


def test_what_is_said_of_two_people_is_no_ones_epithet() -> None:
    facts = resolve("Baker Vilma Lauri met baker Karl Brandt. It rained. Dogs barked. The trams "
                    "stood still. The baker said the road was safe.",
                    [("The baker", SAID)], people="Vilma Lauri | Karl Brandt")
    assert names(facts) not in (["Vilma Lauri"], ["Karl Brandt"])


@pytest.mark.parametrize("lead", [
    "Norwegian pulp maker Halvik cut its outlook.", "Halvik, a Norwegian pulp maker, slept."])
def test_the_noun_beside_a_firm_finds_the_firm(lead: str) -> None:
    facts = resolve(f"{lead} Shares in Oxo fell, too. The pulp maker said the road was safe.",
                    [("The pulp maker", SAID)], organizations="Halvik | Oxo")
    assert names(facts) == ["Halvik"]


def test_who_testified_is_the_witness_of_the_record() -> None:
    facts = resolve("It was dark, Vilma Lauri testified on Monday.\n\nJUDGE: When?\n\n"
                    "WITNESS: the road was safe.", [("WITNESS", SAID)], people="Vilma Lauri")
    assert names(facts) == ["Vilma Lauri"]


def test_who_is_said_to_testify_before_a_judge_is_not_the_judge() -> None:
    facts = resolve("Testifying before Judge Karl Brandt, Mr Vilmos Lauri sat down. The witness "
                    "said the road was safe.", [("The witness", SAID)],
                    people="Karl Brandt | Vilmos Lauri")
    assert names(facts) == ["Vilmos Lauri"]
