"""Names that come after the description: in the next quotation, or with a given name only."""

import pytest
from linking_scenes import names, resolve, speakers

LATE, DRY = "it was late", "“The well is dry,”"


@pytest.mark.parametrize("source", ["The choir's warden", "His coach", "The bassoonist"])
def test_a_bare_name_is_that_of_the_description_before(source: str) -> None:
    facts = resolve(f"Tom Lee, a farmer, came.\n\nIt rained.\n\n{source} said it was late. “The "
                    "well is dry,” said Ole Brandt.", [(source, LATE), ("Ole Brandt", DRY)],
                    people="Tom Lee | Ole Brandt")
    assert names(facts) == ["Ole Brandt", "Ole Brandt"]


@pytest.mark.parametrize("name", ["Ole Brandt, a carter", "carter Ole Brandt"])
def test_a_name_with_a_word_on_who_it_is_is_somebody_else(name: str) -> None:
    facts = resolve(f"Tom Lee, a farmer, came. His coach said it was late. “The well is dry,” said "
                    f"{name}.", [("His coach", LATE), (name, DRY)], people="Tom Lee | Ole Brandt")
    assert names(facts)[1] == "Ole Brandt" and names(facts)[0] != "Ole Brandt"


def test_a_name_that_was_there_before_is_somebody_else() -> None:
    facts = resolve("Ole Brandt, a carter, came. The choir's warden said it was late. “The well is "
                    "dry,” said Ole Brandt.", [("The choir's warden", LATE), ("Ole Brandt", DRY)],
                    people="Ole Brandt")
    assert speakers(facts)[0].startswith("article/")


def test_a_woman_is_not_a_spokesman() -> None:
    facts = resolve("The union's spokesman said it was late. “The well is dry,” said Anna Brandt.",
                    [("The union's spokesman", LATE), ("Anna Brandt", DRY)], people="Anna Brandt")
    assert names(facts)[0] != "Anna Brandt"


def test_the_one_brought_back_with_a_name_is_the_one_before() -> None:
    facts = resolve("Rain fell.\n\nSnow fell.\n\nA surgeon said it was late. “The well is dry,” "
                    "said the doctor, who gave only her first name, Ina.",
                    [("A surgeon", LATE),
                     ("the doctor, who gave only her first name, Ina", DRY)], people="Ina")
    assert names(facts) == ["Ina", "Ina"]


def test_who_asked_not_to_be_named_is_not_brought_back_with_a_name() -> None:
    facts = resolve("Rain fell.\n\nSnow fell.\n\nA surgeon who asked not to be named said it was "
                    "late. “The well is dry,” said the doctor Ina Roe.",
                    [("A surgeon who asked not to be named", LATE), ("the doctor Ina Roe", DRY)],
                    people="Ina Roe")
    assert names(facts)[0] != "Ina Roe"


def test_the_coroner_of_the_lead_is_who_bears_the_title() -> None:
    facts = resolve("A coroner said it was late.\n\nTom Lee, a postman, slept.\n\nSnow fell.\n\n"
                    "Rain fell.\n\nHail fell.\n\nCoroner Ida Roe said the well was dry.",
                    [("A coroner", LATE), ("Coroner Ida Roe", "the well was dry")],
                    people="Tom Lee | Ida Roe")
    assert names(facts) == ["Ida Roe", "Ida Roe"]


def test_a_form_of_address_is_no_word_on_who_it_is() -> None:
    facts = resolve("Tom Lee's teacher said it was late. “The well is dry,” said Sister Benedicta.",
                    [("Tom Lee's teacher", LATE), ("Sister Benedicta", DRY)],
                    people="Tom Lee | Benedicta")
    assert names(facts)[0] == names(facts)[1]


@pytest.mark.parametrize("source", ["A spokeswoman for the rowing club", "Her sister"])
def test_who_speaks_for_a_body_is_named_in_the_next_quotation(source: str) -> None:
    facts = resolve(f"Ole Brandt slept. {source} said it was late. “The well is dry,” said Ida "
                    "Roe.", [(source, LATE), ("Ida Roe", DRY[1:-1])],
                    people="Ole Brandt | Ida Roe")
    assert names(facts) == ["Ida Roe", "Ida Roe"]


def test_a_relative_is_named_by_one_word_in_the_next_quotation() -> None:
    facts = resolve("Yuli, a nurse, slept. Her husband said it was late. “The well is dry,” said "
                    "Made.", [("Her husband", LATE), ("Made", DRY[1:-1])], people="Yuli | Made")
    assert names(facts) == ["Made", "Made"]


def test_a_spokesman_who_stays_unnamed_has_no_name_in_the_next_quotation() -> None:
    source = "A spokesman for the rowing club, who asked not to be named,"
    facts = resolve(f"{source} said it was late. “The well is dry,” said Ole Brandt.",
                    [(source, LATE), ("Ole Brandt", DRY[1:-1])], people="Ole Brandt")
    assert names(facts)[0] != "Ole Brandt"


def test_who_gives_a_name_is_the_one_just_brought_in() -> None:
    late = "the 24-year-old, who gave his name as Tam"
    facts = resolve(f"A conductor on the line said it was late. “The well is dry,” said {late}.",
                    [("A conductor on the line", LATE), (late, DRY[1:-1])], people="Tam")
    assert names(facts) == ["Tam", "Tam"]
