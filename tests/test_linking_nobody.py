"""What looks like a name and is nobody's; who is told from a relative of the same surname."""

import pytest
from linking_scenes import names, resolve
from quoth.nlp.sources import below_heading
from quoth.records import Span


@pytest.mark.parametrize(("text", "name"), [
    ("Oxo Lines (NASDAQ: OXOL) slept. Somebody said so.", "OXOL"),
    ("Oxo Lines (NASDAQ: OXOL) slept. Somebody said so.", "NASDAQ"),
    ("Its candidate OX-204 slept. Somebody said so.", "OX-204")])
def test_shares_and_drugs_are_no_entities(text: str, name: str) -> None:
    facts = resolve(text, [("Somebody", "so")], people=name, organizations="Oxo Lines")
    assert name not in [e.name for e in facts.entities]


def test_an_acronym_in_brackets_stays_a_body() -> None:
    facts = resolve("The Tarn Dockers Union (TDU) slept. The TDU said so.", [("The TDU", "so")],
                    organizations="Tarn Dockers Union | TDU")
    assert [e.name for e in facts.entities] == ["Tarn Dockers Union"]


def test_a_surname_is_not_that_of_the_daughter() -> None:
    facts = resolve(
        "Ana Roe flew a zeppelin. Her daughter, the novelist Kim Roe, said so. The wind rose. "
        "Roe said the road was safe.",
        [("Her daughter, the novelist Kim Roe,", "so"), ("Roe", "the road was safe")],
        people="Ana Roe | Kim Roe | Roe")
    assert names(facts) == ["Kim Roe", "Ana Roe"]


def test_one_of_whom_is_named_behind_whose_guard_he_was() -> None:
    source = "one of whom, the Crown Prince's former bodyguard Jon Roe,"
    facts = resolve(f"She has two sons, {source} said the road was safe.",
                    [(source, "the road was safe")], people="Jon Roe")
    assert names(facts) == ["Jon Roe"]


@pytest.mark.parametrize(("text", "words"), [
    ("About Oxo\nOxo believes that every liver deserves a second chance.", "Oxo"),
    ("the crew of the ferry that came from Tarn with Minister Ana\nRoe believes that every one of "
     "them is late again", "the crew of the ferry that came from Tarn with Minister Ana\nRoe")])
def test_a_heading_is_no_part_of_the_line_below(text: str, words: str) -> None:
    whole = Span(text.index("Oxo") if text.startswith("About") else 0, text.index(" believes"))
    assert below_heading(text, whole).of(text) == words


@pytest.mark.parametrize(("name", "body"), [("ROE", "actor/roe"), ("Halvik", None)])
def test_a_woman_in_capitals_is_no_ship(name: str, body: str | None) -> None:
    facts = resolve(f"Nobody knew. MS {name} said the well was dry.",
                    [(f"MS {name}", "the well was dry")], people=name)
    assert (facts.quotations[0].speaker == body) is (body is not None)
