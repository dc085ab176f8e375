"""What ministers are of: no body, no part of a name, and joined fields are one title."""

import pytest
from linking_scenes import names, resolve, speakers


def capacity(text: str, name: str, *, people: str = "", bodies: str = "") -> tuple[str | None, str]:
    """Return who says it and as what, where a model has found some names."""
    facts = resolve(f"{text} said it was so.", [(text, "it was so")], people=people or name,
                    organizations=bodies)
    roles = next(e.roles for e in facts.entities if e.id == speakers(facts)[0])
    return names(facts)[0], roles[0].title if roles else ""


@pytest.mark.parametrize(("text", "name", "title"), [
    ("Trade and Industry Minister Sid Cox", "Sid Cox", "Trade and Industry Minister"),
    ("Health and Social Care Secretary Amy Bell", "Amy Bell", "Health and Social Care Secretary"),
    ("Water, Lands and Fisheries Minister Bo Lunn", "Bo Lunn",
     "Water, Lands and Fisheries Minister"),
    ("Minister for Women and Equality Ida Moe", "Ida Moe", "Minister for Women and Equality"),
    ("State Secretary for Rural Affairs Lena Holm", "Lena Holm",
     "State Secretary for Rural Affairs"),
    ("Parliamentary Under-Secretary for Housing James Heap", "James Heap",
     "Parliamentary Under-Secretary for Housing"),
    ("Shadow Health Secretary Jo Fell", "Jo Fell", "Shadow Health Secretary"),
    ("Caretaker Prime Minister Eve Dunn", "Eve Dunn", "Caretaker Prime Minister"),
])
def test_a_title_of_fields(text: str, name: str, title: str) -> None:
    assert capacity(text, name) == (name, title)


def test_a_portfolio_is_no_part_of_a_name() -> None:
    found = capacity("Minister of State for External Affairs V. Kuttan", "V. Kuttan",
                     people="External Affairs V. Kuttan", bodies="External Affairs")
    assert found == ("V. Kuttan", "Minister of State for External Affairs")


def test_a_portfolio_is_no_body_but_a_ministry_is() -> None:
    facts = resolve("The Minister for Home Affairs, Una Sole, met the Ministry of Home Affairs.",
                    [], people="Una Sole", organizations="Home Affairs | Ministry of Home Affairs")
    assert {e.name for e in facts.entities if e.type == "organization"} == {
        "Ministry of Home Affairs"}


def test_a_shadow_chancellor_is_not_the_chancellor() -> None:
    facts = resolve("Chancellor Ida Moe met Shadow Chancellor Max Orr. The chancellor said it was "
                    "so.", [("The chancellor", "it was so")], people="Ida Moe | Max Orr")
    assert names(facts) == ["Ida Moe"]


def test_two_bodies_before_a_secretary_stay_apart() -> None:
    text = "He met Tarn and Oxo Secretary Ann Roe"
    facts = resolve(f"{text}. Roe said it was so.", [("Roe", "it was so")],
                    people="Ann Roe | Roe")
    assert names(facts) == ["Ann Roe"]
