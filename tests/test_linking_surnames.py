"""Surnames that are words, too, and names that only look otherwise."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, names, resolve, speakers

LATE, DRY = "it was late", "the well was dry"


@pytest.mark.parametrize("surname", ["Tanner", "Cook", "Banks", "Bishop", "Judge", "Young",
                                     "Major", "Woods", "French", "Jordan", "Washington", "House"])
def test_a_surname_that_is_a_word_is_somebodys(surname: str) -> None:
    facts = resolve(f"Tina {surname}, a nurse, came. {surname} said it was late. In the end "
                    f"{surname} said the well was dry.", [(surname, LATE), (surname, DRY)],
                    people=f"Tina {surname}")
    assert names(facts) == [f"Tina {surname}"] * 2


def test_according_to_is_no_place() -> None:
    facts = resolve("Tina Speaker, a nurse, came. According to Speaker, it was late.",
                    [("Speaker", "it was late")], people="Tina Speaker")
    assert names(facts) == ["Tina Speaker"]


@pytest.mark.parametrize(("text", "source", "who"), [
    ("The head of the works, Ines Denver, said it was late.", "Ines Denver", "Ines Denver"),
    ("Head of the Tarn Agency Ines Denver said it was late.", "Ines Denver", "Ines Denver"),
    ("In the end Inês Salamanca said it was late.", "Inês Salamanca", "Inês Salamanca")])
def test_a_supposed_body_with_a_given_name_or_an_office_is_somebody(
        text: str, source: str, who: str) -> None:
    facts = resolve(text, [(source, LATE)], organizations=source)
    assert [(e.name, e.type) for e in facts.entities if e.id == speakers(facts)[0]] == [
        (who, "person")]


@pytest.mark.parametrize(("full", "short"), [
    ("Una Ó Marn", "Ó Marn"), ("Ina van 't Lisk", "Van 't Lisk"),
    ("Piet op den Lisk", "Op den Lisk")])
def test_particles_belong_to_the_surname(full: str, short: str) -> None:
    facts = resolve(f"{full}, a nurse, came. {short} said it was late.", [(short, LATE)],
                    people=f"{full} | {short}")
    assert names(facts) == [full]


def test_a_name_is_somebodys_where_most_mentions_say_so() -> None:
    name = "Xola Marn"
    text = f"We met {name}. {name} left. {name} said it was late."
    item = annotate(article(text), [(name, LATE)], people=name)
    first = replace(item.mentions[0], label="ORG")
    facts = RESOLVER(article(text), replace(item, mentions=(first, *item.mentions[1:])))
    assert {(e.name, e.type) for e in facts.entities} == {(name, "person")}


@pytest.mark.parametrize("body", ["Carolina Panthers", "Charlotte Observer", "Ines River",
                                  "Ines Steel"])
def test_a_body_with_a_given_name_stays_one(body: str) -> None:
    facts = resolve(f"In the end {body} said it was late.", [(body, LATE)], organizations=body)
    assert [e.type for e in facts.entities if e.name == body] != ["person"]


def test_behind_an_article_it_is_the_word() -> None:
    facts = resolve("Tina Judge, a nurse, came. The Judge said it was late.",
                    [("The Judge", LATE)], people="Tina Judge")
    assert names(facts) != ["Tina Judge"]


def test_before_a_name_it_is_the_title() -> None:
    facts = resolve("Tina Judge, a nurse, came. Judge Ole Brandt said it was late.",
                    [("Judge Ole Brandt", LATE)], people="Tina Judge | Ole Brandt")
    assert names(facts) == ["Ole Brandt"]


def test_a_land_that_the_article_speaks_of_stays_one() -> None:
    facts = resolve("Tina Jordan, a nurse, came. It rained in Jordan. Jordan said it was late.",
                    [("Jordan", LATE)], people="Tina Jordan", organizations="")
    assert names(facts) == ["Jordan"]


def test_a_korean_surname_stands_first() -> None:
    facts = resolve("Park Min-seo, a nurse, came. Park said it was late.", [("Park", LATE)],
                    people="Park Min-seo")
    assert names(facts) == ["Park Min-seo"]


def test_a_name_is_not_cut_at_its_hyphen() -> None:
    facts = resolve("A nurse, Han Min-seo, said it was late.", [("A nurse, Han Min-seo", LATE)],
                    people="Han Min")
    assert names(facts) == ["Han Min-seo"]


def test_the_platform_x_is_no_initial() -> None:
    facts = resolve("Ole Brandt wrote on X. Brandt said it was late.", [("X. Brandt", LATE)],
                    people="Ole Brandt | X. Brandt")
    assert names(facts) == ["Ole Brandt"]


def test_letters_of_a_team_make_no_person() -> None:
    facts = resolve("FK Tarnik said it was late. Tarnik said the well was dry.",
                    [("FK Tarnik", LATE), ("Tarnik", DRY)], people="FK Tarnik | Tarnik")
    assert names(facts) == ["FK Tarnik"] * 2
    assert {e.type for e in facts.entities if e.name == "FK Tarnik"} == {"organization"}


@pytest.mark.parametrize("fate", ["Ida Brandt, 74, died in May.", "Ida Brandt was killed in May.",
                                  "It was the death of Ida Brandt in May."])
def test_who_has_died_has_not_spoken_since(fate: str) -> None:
    facts = resolve(f"{fate} Her daughter, Rut Brandt, said it was late. Ms Brandt said the well "
                    "was dry.", [("Her daughter, Rut Brandt,", LATE), ("Ms Brandt", DRY)],
                    people="Ida Brandt | Rut Brandt | Ms Brandt")
    assert names(facts)[1] == "Rut Brandt"


def test_she_is_not_the_one_who_died() -> None:
    facts = resolve("Rut Brandt, a nurse, came. Ida Moe was killed in May. She said it was late.",
                    [("She", LATE)], people="Rut Brandt | Ida Moe")
    assert names(facts) == ["Rut Brandt"]


def test_one_of_a_party_is_who_was_just_spoken_of() -> None:
    facts = resolve("Ida Brandt said it was late. “The well was dry,” the Ohio Democrat said.",
                    [("Ida Brandt", LATE), ("the Ohio Democrat", "The well was dry,")],
                    people="Ida Brandt")
    assert names(facts) == ["Ida Brandt"] * 2


def test_nobody_is_of_two_parties() -> None:
    facts = resolve("Ida Brandt said it was late. “The well was dry,” the New Democrat said. “It "
                    "was hot,” the Utah Republican said.",
                    [("Ida Brandt", LATE), ("the New Democrat", "The well was dry,"),
                     ("the Utah Republican", "It was hot,")], people="Ida Brandt")
    assert speakers(facts)[2] != speakers(facts)[1]


def test_it_is_the_board_that_has_no_name() -> None:
    facts = resolve("Tarnwick plc slept. The club's disciplinary board said it was late. It said "
                    "the well was dry.", [("The club's disciplinary board", LATE), ("It", DRY)],
                    organizations="Tarnwick plc")
    assert speakers(facts)[0] == speakers(facts)[1]


def test_a_given_name_behind_a_trade_is_no_title() -> None:
    facts = resolve("The baker Dean Brandt said it was late.", [("The baker Dean Brandt", LATE)],
                    people="Dean Brandt")
    assert names(facts) == ["Dean Brandt"]


def test_other_fathers_are_other_people() -> None:
    from quoth.linking.names import compatible

    assert not compatible("Ali bin Omar al-Tarni", "Ali bin Said al-Tarni")
    assert compatible("Ali bin Omar al-Tarni", "Ali al-Tarni")
    assert compatible("Ali bin Mohammed al-Tarni", "Ali bin Muhammad al-Tarni")


def test_he_is_the_deputy_and_not_whose_deputy_he_is() -> None:
    facts = resolve("Tom Lee said it was late.\n\nLee's deputy, the carter Ole Brandt, frowned. "
                    "“It was hot,” he said.", [("Tom Lee", LATE), ("he", "It was hot,")],
                    people="Tom Lee | Ole Brandt")
    assert names(facts)[1] == "Ole Brandt"


@pytest.mark.parametrize(("title", "known"), [("water minister", False), ("trade minister", True)])
def test_a_minister_is_that_of_the_same_field(title: str, known: bool) -> None:
    from quoth.linking.entities import _one_field
    from quoth.linking.knowledge_base import Office
    from quoth.linking.references import Title
    from quoth.records import Span

    office = Office("minister_other", "Minister of Trade and Industry", "om", None, None, None)
    assert _one_field(Title(title, "minister_other", "om", Span(0, 4)), office) is known


def test_a_lone_given_name_takes_the_word_behind_it() -> None:
    facts = resolve("The Rev. Alma Price said it was late.", [("The Rev. Alma Price", LATE)],
                    people="Alma")
    assert names(facts) == ["Alma Price"]


def test_a_day_ends_no_name() -> None:
    facts = resolve("Alma Friday said it was late.", [("Alma", LATE)], people="Alma")
    assert names(facts) == ["Alma"]
