"""A website, page or account speaks for whose it is; a network is never who speaks."""

import pytest
from linking_scenes import resolve

ABOUT = "The Harbour Union, the shipping line Oxo Lines and Ana Roe met in Tarn. "


def speaker(source: str, organizations: str = "Harbour Union|Oxo Lines|Facebook|Instagram|Telegram",
            text: str = ABOUT) -> str | None:
    row = resolve(f"{text}{source} said the road was safe.", [(source, "the road was safe")],
                  people="Ana Roe", organizations=organizations)
    assert row.quotations[0].source_text == source
    return row.quotations[0].speaker_name


@pytest.mark.parametrize(("source", "name"), [
    ("Oxo Lines’ website", "Oxo Lines"), ("The Harbour Union's Telegram channel", "Harbour Union"),
    ("The union's Instagram account", "Harbour Union"), ("The union’s web page", "Harbour Union"),
    ("A post on the Harbour Union's Facebook page", "Harbour Union"),
    ("A notice on the union's website", "Harbour Union"),
    ("Ana Roe's blog", "Ana Roe"), ("Ana Roe's Instagram account", "Ana Roe"),
    ("A message on Ana Roe's Telegram channel", "Ana Roe"),
    ("A video on the union's account on Facebook", "Harbour Union")])
def test_what_is_ones_own_speaks_for_one(source: str, name: str) -> None:
    assert speaker(source) == name


@pytest.mark.parametrize("source", [
    "A post on Facebook", "A video on Telegram", "A Facebook page", "An account on Instagram"])
def test_a_network_is_not_who_speaks(source: str) -> None:
    assert speaker(source) == source


def test_a_broadcaster_called_a_channel_speaks_itself() -> None:
    assert speaker("The channel", text="The channel Tele Tarn is new. ",
                   organizations="Tele Tarn") == "Tele Tarn"


def test_papers_of_a_court_are_nobodys() -> None:
    assert speaker("Court documents") == "Court documents"


def test_the_police_of_a_town_are_not_those_of_an_embassys_land() -> None:
    text = "The Russian embassy in Tarn was shut. "
    assert speaker("The police department", organizations="", text=text) != "Russian police"
