"""Whose wife, whose mother, whose predecessor."""

import pytest
from linking_scenes import names, resolve, speakers

DRY = "the well was dry"


@pytest.mark.parametrize(("before", "source"), [
    ("Ida Roe buried her husband in May.", "The widow"),
    ("Ida Roe came with her son.", "The mother"),
    ("Ida Roe called her grandchildren.", "The grandmother"),
])
def test_who_has_a_husband_is_the_wife(before: str, source: str) -> None:
    facts = resolve(f"{before} Tom Lee was there, too. {source} said the well was dry.",
                    [(source, DRY)], people="Ida Roe | Tom Lee")
    assert names(facts) == ["Ida Roe"]


def test_a_mother_is_no_father() -> None:
    facts = resolve("Ida Roe came with her son. The father said the well was dry.",
                    [("The father", DRY)], people="Ida Roe")
    assert names(facts) != ["Ida Roe"]


@pytest.mark.parametrize(("before", "source", "name"), [
    ("Ida Roe, who took over from Tom Lee in May, was late.", "Her predecessor", "Tom Lee"),
    ("Ida Roe succeeded Tom Lee in May.", "Her predecessor", "Tom Lee"),
    ("Ida Roe will be replaced by Tom Lee.", "Her successor", "Tom Lee"),
])
def test_predecessor_and_successor_are_who_the_article_says(before: str, source: str,
                                                            name: str) -> None:
    facts = resolve(f"{before} Ana Bell slept. {source} said the well was dry.", [(source, DRY)],
                    people="Ida Roe | Tom Lee | Ana Bell")
    assert names(facts) == [name]


def test_a_predecessor_of_whom_nothing_is_said_has_no_name() -> None:
    facts = resolve("Ida Roe met Tom Lee. Her predecessor said the well was dry.",
                    [("Her predecessor", DRY)], people="Ida Roe | Tom Lee")
    assert speakers(facts)[0].startswith("article/")


@pytest.mark.parametrize(("source", "name"), [
    ("His brother", "Ole Brandt"), ("His sister", "Anna Brandt"), ("The mother", None)])
def test_relatives_of_one_surname(source: str, name: str | None) -> None:
    facts = resolve(f"Ole Brandt, Anna Brandt and Peter Brandt came. Peter Brandt said it was late."
                    f" {source} said the well was dry.",
                    [("Peter Brandt", "it was late"), (source, DRY)],
                    people="Ole Brandt | Anna Brandt | Peter Brandt")
    found = names(facts)[1]
    assert found == name if name else found in ("Anna Brandt", "The mother")


def test_a_brother_is_not_the_father() -> None:
    facts = resolve("Their father, Ole Brandt, and Peter Brandt came. Peter Brandt said it was "
                    "late. His brother said the well was dry.",
                    [("Peter Brandt", "it was late"), ("His brother", DRY)],
                    people="Ole Brandt | Peter Brandt")
    assert names(facts)[1] == "His brother"


def test_who_is_called_by_the_given_name_is_not_meant_by_mr() -> None:
    facts = resolve("Peter Brandt, 19, and his father, Ole Brandt, came. Peter slept. Mr Brandt "
                    "said the well was dry.", [("Mr Brandt", DRY)],
                    people="Peter Brandt | Ole Brandt | Peter | Brandt")
    assert names(facts) == ["Ole Brandt"]
