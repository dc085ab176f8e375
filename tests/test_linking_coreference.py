"""Names of one article: parts of long names, kin, appositions, places that look like people."""

from linking_scenes import names, resolve


def kinds(facts) -> dict[str, str]:  # noqa: ANN001
    return {e.name: e.type for e in facts.entities}


def test_a_middle_name_alone_is_who_bears_it() -> None:
    facts = resolve("Peter Otuko Balla spoke. Otuko said the road was safe.",
                    [("Otuko", "the road was safe")], people="Peter Otuko Balla | Otuko")
    assert names(facts) == ["Peter Otuko Balla"]


def test_a_middle_name_of_two_is_nobodys() -> None:
    facts = resolve("Peter Otuko Balla and Ann Otuko Rand spoke. Otuko said the road was safe.",
                    [("Otuko", "the road was safe")],
                    people="Peter Otuko Balla | Ann Otuko Rand | Otuko")
    assert names(facts) == [None]


def test_somebodys_namesake_in_office_is_no_kin() -> None:
    facts = resolve(
        "Minister Karl Brandt’s director, Ole Brandt, spoke. Brandt said the road was safe.",
        [("Brandt", "the road was safe")], people="Karl Brandt | Ole Brandt | Brandt")
    assert names(facts) == [None]


def test_an_apposition_can_say_that_a_name_is_a_bodys() -> None:
    facts = resolve("Ubamo, the water agency, said the road was safe.",
                    [("Ubamo, the water agency,", "the road was safe")], people="Ubamo")
    assert kinds(facts)["Ubamo"] == "organization"


def test_what_a_governor_is_of_is_a_place() -> None:
    facts = resolve("The governor of Santa Rilo, Ana Roe, said the road was safe.",
                    [("The governor of Santa Rilo, Ana Roe,", "the road was safe")],
                    people="Santa Rilo | Ana Roe")
    assert kinds(facts)["Santa Rilo"] == "place"


def test_where_somebody_is_born_is_a_place() -> None:
    facts = resolve("The Baltoka-born Ana Roe said the road was safe.",
                    [("Ana Roe", "the road was safe")], people="Ana Roe",
                    organizations="Baltoka")
    assert kinds(facts)["Baltoka"] == "place"
