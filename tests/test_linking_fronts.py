"""The first words of a body's name, and who is called by them."""

import pytest
from linking_scenes import resolve
from quoth.linking.lexis import is_common

SAID = "the road was safe"


def entities(text: str, people: str = "", organizations: str = "") -> dict[str, str]:
    facts = resolve(f"{text} Ann Roe said the road was safe.", [("Ann Roe", SAID)],
                    people=f"Ann Roe | {people}", organizations=organizations)
    return {e.name: e.type for e in facts.entities if e.name != "Ann Roe"}


@pytest.mark.parametrize(("text", "organizations", "name"), [
    ("They asked the Snow and Ice Data Center.", "Ice Data Center", "Snow and Ice Data Center"),
    ("They asked the Polish Business and Innovation Agency.", "Innovation Agency",
     "Polish Business and Innovation Agency"),
    ("They joined the 14th Tarn Scouts.", "Tarn Scouts", "14th Tarn Scouts"),
    ("They asked the Danish Transport Workers' Union.", "Workers' Union",
     "Danish Transport Workers' Union")])
def test_the_front_of_a_name_belongs_to_it(text: str, organizations: str, name: str) -> None:
    assert entities(text, "", organizations) == {name: "organization"}


@pytest.mark.parametrize(("text", "organizations"), [
    ("They asked the Bundestag and Foreign Aid Agency.", "Bundestag | Foreign Aid Agency"),
    ("They asked the Times and Oxo Data Center.", "Oxo Data Center"),
    ("It was the 14th. Tarn Scouts left.", "Tarn Scouts")])
def test_what_stands_before_a_name_can_be_another(text: str, organizations: str) -> None:
    assert organizations.split(" | ")[-1] in entities(text, "", organizations)


def test_a_word_of_the_language_is_told_from_a_name() -> None:
    assert is_common("Fire") and not is_common("Halvik")


def test_a_firm_is_called_by_its_first_words() -> None:
    text = "Harrow Lane Partners paid. Harrow Lane did not reply."
    assert entities(text, "Harrow Lane", "Harrow Lane Partners") == {
        "Harrow Lane Partners": "organization"}


@pytest.mark.parametrize(("text", "people", "organizations", "found"), [
    ("It was said at St Luke's Cathedral.", "", "St Luke", {"St Luke's Cathedral": "place"}),
    ("They met Tarn Resident District Commissioner Tom Lee.", "Tom Lee", "Tarn",
     {"Tarn": "place", "Tom Lee": "person"}),
    ("They met Nordic coordinator Tom Lee.", "Tom Lee", "Nordic", {"Tom Lee": "person"}),
    ("They met the Rt Rev Tom Lee.", "Rt | Tom Lee", "", {"Tom Lee": "person"}),
    ("They met Lance Naik Ben Lee.", "Lance Naik Ben Lee", "", {"Ben Lee": "person"}),
    ("NEW DELHI is big.", "", "", {"New Delhi": "place"}),
    ("It rained in Papeete.", "", "", {"Papeete": "place"})])
def test_names_beside_titles_and_towns(text: str, people: str, organizations: str,
                                       found: dict[str, str]) -> None:
    assert entities(text, people, organizations) == found
