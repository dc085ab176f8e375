"""The land between an office and a name is no part of the name."""

import pytest
from linking_scenes import resolve
from quoth.linking.lands import is_direction


@pytest.mark.parametrize(("source", "supposed", "name", "of"), [
    ("Chief Minister Sindh Rosa Marri", "Sindh Rosa Marri", "Rosa Marri", "actor/sindh"),
    ("Deputy Commissioner Tarwa South Ahmed Roe", "Tarwa South Ahmed Roe", "Ahmed Roe",
     "actor/tarwa-south"),
    ("Governor Rilo State Peter Dogo", "Rilo State Peter Dogo", "Peter Dogo",
     "actor/rilo-state"),
    ("Superintendent of Police (Operations) Tarwa Ahmed Roe", "Tarwa Ahmed Roe", "Ahmed Roe", None),
    ("District Judge Tarwa B S Roe", "Tarwa B S Roe", "B S Roe", "actor/tarwa"),
    ("Director for Tarwa Bilu Roe", "Tarwa Bilu Roe", "Bilu Roe", "actor/tarwa"),
    ("Governor Chara Chara Peter Dogo", "Chara Chara Peter Dogo", "Peter Dogo",
     "actor/chara-chara")])
def test_the_land_of_an_office_is_cut_off_the_name(source: str, supposed: str, name: str,
                                                   of: str | None) -> None:
    facts = resolve(f"{source} said the road was safe.", [(source, "the road was safe")],
                    people=supposed)
    row = facts.quotations[0]
    assert row.speaker_name == name
    assert row.in_capacity is None or row.in_capacity.of == of


@pytest.mark.parametrize(("source", "name"), [
    ("Governor Peter Paul Dogo", "Peter Paul Dogo"), ("Governor Uwemba Dogo", "Uwemba Dogo"),
    ("Tarwa Ahmed Roe", "Tarwa Ahmed Roe"), ("the farmer Tarwa Ahmed Roe", "Tarwa Ahmed Roe"),
    ("Speaker J. P. Roe", "J. P. Roe"), ("Governor Tarwa Bilu Roe", "Tarwa Bilu Roe")])
def test_a_name_of_three_words_stays_whole(source: str, name: str) -> None:
    facts = resolve(f"On Monday {source} said the road was safe.", [(source, "the road was safe")],
                    people=name)
    assert facts.quotations[0].speaker_name == name


def test_who_sits_in_a_house_for_a_place_is_named_behind_it() -> None:
    source = "Member of the National Assembly from Tarwa Ahmed Roe"
    facts = resolve(f"{source} said the road was safe.", [(source, "the road was safe")],
                    people="Ahmed Roe", organizations="National Assembly|Tarwa")
    assert facts.quotations[0].speaker_name == "Ahmed Roe"


def test_somebodys_widow_is_not_the_dead() -> None:
    source = "The widow of Mayor of Tarwa Ahmed Roe"
    facts = resolve(f"{source} said the road was safe.", [(source, "the road was safe")],
                    people="Ahmed Roe", organizations="Tarwa")
    assert facts.quotations[0].speaker_name != "Ahmed Roe"


def test_a_direction_names_nobody() -> None:
    source = "Zonal Coordinator North Central Ahmed Roe"
    facts = resolve(f"{source} said the road was safe.", [(source, "the road was safe")],
                    people="North Central|Ahmed Roe")
    assert facts.quotations[0].speaker_name == "Ahmed Roe"
    assert not is_direction("Tarn")
