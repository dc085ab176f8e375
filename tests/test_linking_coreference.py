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


def roles(facts, name: str) -> list[tuple[str, str | None]]:  # noqa: ANN001
    return [(r.title, r.of) for e in facts.entities if e.name == name for r in e.roles]


def test_its_president_is_the_president_of_it() -> None:
    facts = resolve(
        "The Harbour Union said it was late. Its president, Ana Roe, said the road was safe.",
        [("The Harbour Union", "it was late"), ("Its president, Ana Roe,", "the road was safe")],
        people="Ana Roe", organizations="Harbour Union")
    assert roles(facts, "Ana Roe") == [("President", "actor/harbour-union")]
    assert facts.quotations[-1].in_capacity.of == "actor/harbour-union"


def test_the_unions_secretary_general_is_of_the_union_before() -> None:
    facts = resolve(
        "The Harbour Union slept. The union’s secretary general, Ana Roe, said the road was safe.",
        [("The union’s secretary general, Ana Roe,", "the road was safe")],
        people="Ana Roe", organizations="Harbour Union")
    assert roles(facts, "Ana Roe") == [("Secretary General", "actor/harbour-union")]


def test_a_spokesman_for_the_ministry_is_of_the_ministry_before() -> None:
    facts = resolve(
        "The Maravi Fisheries Ministry slept. A spokesman for the ministry, Karl Brandt, said "
        "the road was safe.",
        [("A spokesman for the ministry, Karl Brandt,", "the road was safe")],
        people="Karl Brandt", organizations="Maravi Fisheries Ministry")
    assert roles(facts, "Karl Brandt") == [("Spokesman", "actor/maravi-fisheries-ministry")]


def test_a_judge_of_a_court_behind_the_name() -> None:
    facts = resolve("Judge Ana Roe of the Tarn District Court said the road was safe.",
                    [("Judge Ana Roe of the Tarn District Court", "the road was safe")],
                    people="Ana Roe", organizations="Tarn District Court")
    assert roles(facts, "Ana Roe") == [("Judge", "actor/tarn-district-court")]


def test_who_is_also_something_else_holds_both_offices() -> None:
    facts = resolve("Minister Ana Roe, who is also the president of Oxo Energy, said the road was "
                    "safe.", [("Minister Ana Roe", "the road was safe")], people="Ana Roe",
                    organizations="Oxo Energy")
    assert ("President", "actor/oxo-energy") in roles(facts, "Ana Roe")


def test_what_an_office_is_of_is_an_entity() -> None:
    facts = resolve("Crown prosecutor Ana Roe and Tarn East MP Karl Brandt spoke. Roe said the "
                    "road was safe.", [("Roe", "the road was safe")],
                    people="Ana Roe | Karl Brandt | Roe")
    ids = {e.id for e in facts.entities}
    wanted = {r.of for e in facts.entities for r in e.roles if r.of}
    assert wanted and wanted <= ids


def test_both_offices_of_one_body() -> None:
    facts = resolve("Minister Ana Roe, who is also the president and CEO of Oxo Energy, said the "
                    "road was safe.", [("Minister Ana Roe", "the road was safe")],
                    people="Ana Roe", organizations="Oxo Energy")
    assert {("President", "actor/oxo-energy"), ("CEO", "actor/oxo-energy")} <= set(
        roles(facts, "Ana Roe"))


def test_an_owner_that_is_far_or_one_of_two_tells_nothing() -> None:
    facts = resolve(
        "The Harbour Union met the Dockers Guild. Their chair, Ana Roe, said the road was safe.",
        [("Their chair, Ana Roe,", "the road was safe")],
        people="Ana Roe", organizations="Harbour Union | Dockers Guild")
    assert roles(facts, "Ana Roe") == [("Chair", None)]


def test_a_portfolio_is_no_entity() -> None:
    facts = resolve("District Executive for Roads Ana Roe said the road was safe.",
                    [("District Executive for Roads Ana Roe", "the road was safe")],
                    people="Ana Roe")
    assert [e.name for e in facts.entities] == ["Ana Roe"]


def test_the_land_behind_an_office_is_no_part_of_the_name() -> None:
    facts = resolve("President of Tarnia Bolo Tsarak said the road was safe.",
                    [("President of Tarnia Bolo Tsarak", "the road was safe")],
                    people="Tarnia Bolo Tsarak")
    assert names(facts) == ["Bolo Tsarak"]


def test_whom_a_spokesman_speaks_for_keeps_all_names() -> None:
    facts = resolve("A lawyer of Bolo Ana Tsarak left. Tsarak said the road was safe.",
                    [("Tsarak", "the road was safe")], people="Bolo Ana Tsarak | Tsarak")
    assert names(facts) == ["Bolo Ana Tsarak"]


def test_the_noun_before_a_name_says_that_it_is_a_body() -> None:
    facts = resolve("The weekly Bolo Tsarak came out. Bolo Tsarak said the road was safe.",
                    [("Bolo Tsarak", "the road was safe")], people="Bolo Tsarak")
    assert kinds(facts)["Bolo Tsarak"] == "organization"


def test_a_name_with_a_trade_is_not_the_late_name_of_the_lead() -> None:
    facts = resolve("A herdsman said the road was safe.\n\nHe said so before coroner Bolo Tsarak.",
                    [("A herdsman", "the road was safe")], people="Bolo Tsarak")
    assert names(facts) == ["A herdsman"]


def test_the_day_is_no_part_of_a_courts_name() -> None:
    facts = resolve("The Tarn High Court on Wednesday said the road was safe.",
                    [("The Tarn High Court", "the road was safe")],
                    organizations="Tarn High Court")
    assert names(facts) == ["Tarn High Court"]


def test_what_a_body_is_stands_before_its_name() -> None:
    facts = resolve("State news agency TPA said the road was safe. Brokerage Oxo Roe agreed.",
                    [("State news agency TPA", "the road was safe")],
                    organizations="State news agency TPA | TPA | Brokerage Oxo Roe | Oxo Roe")
    assert names(facts) == ["TPA"]
    assert "Oxo Roe" in kinds(facts)
