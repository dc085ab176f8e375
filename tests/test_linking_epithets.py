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


@pytest.mark.parametrize(("trade", "source"), [
    ("Headteacher", "The principal"), ("Novelist", "The author"), ("Farmer", "The grower")])
def test_another_noun_for_the_same_trade(trade: str, source: str) -> None:
    facts = resolve(f"{trade} Vilma Lauri came late. Mayor Karl Brandt slept.\n\nIt rained. Dogs "
                    f"barked.\n\n{source} said the road was safe.", [(source, SAID)],
                    people="Vilma Lauri | Karl Brandt")
    assert names(facts) == ["Vilma Lauri"]


def test_what_the_lead_calls_somebody_finds_them_when_named() -> None:
    facts = resolve("The headteacher of a school in Ulm has resigned.\n\n“I am tired,” Vilma Lauri "
                    "said.\n\nMayor Karl Brandt thanked her.\n\nThe principal said the road was "
                    "safe.", [("Vilma Lauri", "I am tired,"), ("The principal", SAID)],
                    people="Vilma Lauri | Karl Brandt")
    assert names(facts) == ["Vilma Lauri", "Vilma Lauri"]


def test_a_brewer_is_the_firm() -> None:
    facts = resolve("German brewer Halvik AG fell. The union laughed. The brewer said the road was "
                    "safe.", [("The brewer", SAID)], organizations="Halvik AG")
    assert names(facts) == ["Halvik AG"]


def test_a_title_in_the_headline_is_of_who_bears_it_below() -> None:
    facts = resolve("Cardinal says the road was safe\n\nIt rained. The Archbishop of Ulm, Cardinal "
                    "Karl Brandt, came late.", [("Cardinal", SAID)], people="Karl Brandt")
    assert names(facts) == ["Karl Brandt"]
