"""A lone name that the language layer takes for a person's may be a body's."""

import pytest
from linking_scenes import names, resolve


def kind(text: str, name: str, **more: str) -> str | None:
    """Return the type of the entity of a name that was taken for a person."""
    facts = resolve(text, [("Somebody", "so")], people=name, **more)
    return next((e.type for e in facts.entities if name in (e.name, *e.aliases)), None)


@pytest.mark.parametrize(("text", "name"), [
    ("Halvik, which cut its price, slept. Somebody said so.", "Halvik"),
    ("Halvik, the company behind the dam, slept. Somebody said so.", "Halvik"),
    ("He told business daily Halvik. Somebody said so.", "Halvik"),
    ("He left rival bank Halvik in May. Somebody said so.", "Halvik"),
    ("On Sunday the TFA lost its coach. Somebody said so.", "TFA")])
def test_signs_of_a_body(text: str, name: str) -> None:
    assert kind(text, name) == "organization"


@pytest.mark.parametrize(("text", "name"), [
    ("Halvik, who cut its price, slept. Somebody said so.", "Halvik"),
    ("He left a message, and engineer Halvik slept. Somebody said so.", "Halvik"),
    ("HALVIK SLEPT AS TRAMS STOOD STILL. Somebody said so.", "HALVIK")])
def test_what_people_do_is_no_sign_of_a_body(text: str, name: str) -> None:
    assert kind(text, name) != "organization"


def test_a_headline_calls_a_body_by_its_first_word() -> None:
    facts = resolve("Halvik sinks\n\nHalvik Seafood lost a ship. Halvik said the road was safe.",
                    [("Halvik", "the road was safe")], people="Halvik",
                    organizations="Halvik Seafood")
    assert names(facts) == ["Halvik Seafood"]
    assert [e.name for e in facts.entities] == ["Halvik Seafood"]


def test_a_given_name_that_is_an_adjective_stays() -> None:
    facts = resolve("The investor Christian Roe said the road was safe.",
                    [("The investor Christian Roe", "the road was safe")], people="Christian Roe")
    assert names(facts) == ["Christian Roe"]


def test_it_is_the_body_that_the_content_before_is_about() -> None:
    facts = resolve("Tarn Lines, which cut its price, slept. Halvik Seafood expects losses, "
                    "it said.", [("it", "Halvik Seafood expects losses")],
                    organizations="Halvik Seafood | Tarn Lines")
    assert names(facts) == ["Halvik Seafood"]


def test_it_is_who_spoke_where_the_content_is_quoted() -> None:
    facts = resolve('Tarn Lines cut its price. "Halvik Seafood expects losses," it said.',
                    [("it", "Halvik Seafood expects losses,")],
                    organizations="Halvik Seafood | Tarn Lines")
    assert names(facts) == ["Tarn Lines"]


@pytest.mark.parametrize("noun", [
    "food maker", "tech giant", "energy company", "builder", "brewer"])
def test_another_word_for_the_firm_that_has_just_spoken(noun: str) -> None:
    text = f"Qantel Holdings said the year was bad. The {noun} said it would shed jobs."
    rows = [("Qantel Holdings", "the year was bad"), (f"The {noun}", "it would shed jobs")]
    assert names(resolve(text, rows, organizations="Qantel Holdings")) == ["Qantel Holdings"] * 2


@pytest.mark.parametrize("noun", ["rival company", "hospital", "ministry"])
def test_another_body_is_not_the_firm(noun: str) -> None:
    text = f"Qantel Holdings said the year was bad. The {noun} said it would shed jobs."
    rows = [("Qantel Holdings", "the year was bad"), (f"The {noun}", "it would shed jobs")]
    assert names(resolve(text, rows, organizations="Qantel Holdings"))[1] != "Qantel Holdings"
