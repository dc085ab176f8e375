"""The noun left out: "another", "a second", "the latter", "the elder", "the second envoy"."""

import pytest
from linking_scenes import names, resolve, speakers

DRY = "the well was dry"


@pytest.mark.parametrize("source", ["Another", "A second", "One in Porto Mirim"])
def test_somebody_without_a_noun_is_nobody_who_is_named(source: str) -> None:
    facts = resolve(f"Ana Roe came with drovers. {source} said the well was dry.",
                    [(source, DRY)], people="Ana Roe | Porto Mirim")
    assert speakers(facts)[0].startswith("article/")


def test_another_is_another_each_time() -> None:
    facts = resolve("Drovers were angry. Another said the well was dry. It rained and rained. "
                    "Another said the dam was full.",
                    [("Another", DRY), ("Another", "the dam was full")])
    assert len(set(speakers(facts))) == 2


def test_the_noun_of_those_spoken_of_finds_one_of_them() -> None:
    facts = resolve("The shepherds were angry. One in Porto Mirim said the well was dry. Tom Lee "
                    "slept. The shepherd said the dam was full.",
                    [("One in Porto Mirim", DRY), ("The shepherd", "the dam was full")],
                    people="Porto Mirim | Tom Lee")
    assert speakers(facts)[0] == speakers(facts)[1]


@pytest.mark.parametrize(("source", "name"), [("The former", "Ana Roe"), ("The latter", "Tom Lee")])
def test_former_and_latter_are_the_two_who_spoke(source: str, name: str) -> None:
    facts = resolve(f"Ana Roe said it was late. Tom Lee said it was early. {source} said the well "
                    "was dry.", [("Ana Roe", "it was late"), ("Tom Lee", "it was early"),
                                 (source, DRY)], people="Ana Roe | Tom Lee")
    assert names(facts)[2] == name


def test_the_former_of_one_is_nobody() -> None:
    facts = resolve("Ana Roe said it was late. The former said the well was dry.",
                    [("Ana Roe", "it was late"), ("The former", DRY)], people="Ana Roe")
    assert names(facts)[1] is None


@pytest.mark.parametrize(("source", "name"), [
    ("The elder", "Ana Roe"), ("The younger", "Ida Roe"), ("The younger Roe", "Ida Roe")])
def test_ages_tell_the_elder_from_the_younger(source: str, name: str) -> None:
    facts = resolve(f"Ida Roe, 31, and Ana Roe, 35, came late. {source} said the well was dry.",
                    [(source, DRY)], people="Ida Roe | Ana Roe")
    assert names(facts) == [name]


@pytest.mark.parametrize("source", ["The second envoy", "The other envoy", "The third official"])
def test_who_is_said_to_be_another_is_not_who_just_spoke(source: str) -> None:
    facts = resolve(f"The envoy Tom Lee said it was late. {source} said the well was dry.",
                    [("The envoy Tom Lee", "it was late"), (source, DRY)], people="Tom Lee")
    assert speakers(facts)[0] != speakers(facts)[1]
    assert speakers(facts)[1].startswith("article/")
