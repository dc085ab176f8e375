"""Interviews: who the labels Q and A, initials and a paper's own name stand for."""

import pytest
from linking_scenes import names, resolve
from quoth import nlp
from quoth.linking import Resolver
from quoth.records import Article

TURNS = "\n\nQ: Why?\n\nA: The road was safe."
ROWS = [("Q", "Why?"), ("A", "The road was safe.")]
PEOPLE = "Vilma Lauri | Karl Brandt"


@pytest.mark.parametrize("lead", [
    "An interview with Vilma Lauri\n\nThe painter talks to Karl Brandt about salt.",
    "The painter Vilma Lauri on salt\n\nInterviewed by Karl Brandt",
    "“Salt is all”\n\nThe painter Vilma Lauri lives by the sea. Karl Brandt asked her why.",
    "Vilma Lauri: salt is all\n\nBy Karl Brandt"])
def test_who_is_asked_and_who_asks(lead: str) -> None:
    assert names(resolve(lead + TURNS, ROWS, people=PEOPLE)) == ["Karl Brandt", "Vilma Lauri"]


def test_a_guest_of_an_outlet_is_asked_by_the_outlet() -> None:
    facts = resolve("Interview of the painter Vilma Lauri to the agency Oxo" + TURNS, ROWS,
                    people="Vilma Lauri", organizations="Oxo")
    assert names(facts) == ["Oxo", "Vilma Lauri"]


def test_an_interviewer_whom_nobody_names_stays_in_the_article() -> None:
    facts = resolve("The painter Vilma Lauri lives by the sea." + TURNS + "\n\nQ: Salt?",
                    [*ROWS, ("Q", "Salt?")], people="Vilma Lauri")
    first, guest, again = facts.quotations
    assert guest.speaker_name == "Vilma Lauri"
    assert first.speaker == again.speaker
    assert next(e for e in facts.entities if e.id == first.speaker).type == "unnamed"


def test_two_guests_and_nobody_is_guessed() -> None:
    facts = resolve("The painters Vilma Lauri and Karl Brandt on salt" + TURNS, ROWS,
                    people=PEOPLE)
    assert names(facts)[1] is None


def test_initials_label_the_turns_of_their_bearers() -> None:
    facts = resolve("Karl Brandt met Vilma Lauri.\n\nKB: Why?\n\nVL: The road was safe.",
                    [("KB", "Why?"), ("VL", "The road was safe.")], people=PEOPLE)
    assert names(facts) == ["Karl Brandt", "Vilma Lauri"]


def test_a_name_in_brackets_behind_an_office_is_who_speaks() -> None:
    facts = resolve("The Minister for Transport (Mr. Karl Brandt): The road was safe.",
                    [("The Minister for Transport (Mr. Karl Brandt)", "The road was safe.")],
                    people="Karl Brandt")
    assert names(facts) == ["Karl Brandt"]


def test_a_paper_that_labels_its_questions_is_an_organization() -> None:
    facts = resolve("The painter Vilma Lauri received us.\n\nHARBOUR WEEK: Why?\n\n"
                    "LAURI: The road was safe.",
                    [("HARBOUR WEEK", "Why?"), ("LAURI", "The road was safe.")],
                    people="Vilma Lauri | HARBOUR WEEK | LAURI")
    asker = next(e for e in facts.entities if e.id == facts.quotations[0].speaker)
    assert (asker.type, names(facts)[1]) == ("organization", "Vilma Lauri")


def test_he_and_she_inside_an_answer_are_not_who_answers() -> None:
    text = ("Dr. Mona Roe spoke to the Tribune.\n\nQ: When did you know?\n\nA: A friend of mine "
            "came to dinner. She told me the water was bad.\n")
    item = Article("a.txt", text, published="2023-03-03")
    facts = Resolver()(item, nlp.load("default")(item))
    told = [q.speaker_name for q in facts.quotations if q.text == "the water was bad"]
    assert told and "Mona Roe" not in told


@pytest.mark.parametrize(("text", "paper"), [
    ("Issa Traoré left in May.\n\nSahel Review: Why did you leave the party?\n\n"
     "Issa Traoré: Because it had left me.\n\nSahel Review: Will you go back?\n\nTraoré: No.",
     "Sahel Review"),
    ("Maren Holt has run the port of Stavanger since 2019. We met her at the quay.\n\n"
     "Coastline: Is the port too small?\n\nHolt: It was always too small.\n\n"
     "Coastline: And the cranes?\n\nHolt: They will come in March.", "Coastline"),
])
def test_a_name_that_only_asks_is_the_papers(text: str, paper: str) -> None:
    item = Article("a", text)
    facts = Resolver()(item, nlp.load("default")(item))
    kinds = {e.id: e.type for e in facts.entities}
    asked = [q for q in facts.quotations if q.source_text == paper]
    assert [(kinds[q.speaker or ""], q.speaker_name) for q in asked] == [
        ("organization", paper)] * 2


def test_a_name_that_asks_and_is_somebody_is_no_paper() -> None:
    text = ("Ana Holt met Ole Moen at the quay. Holt has run a boat, too.\n\nHolt: Is the port too "
            "small?\n\nMoen: It was always too small.\n\nHolt: And the cranes?\n\nMoen: In March.")
    item = Article("a", text)
    facts = Resolver()(item, nlp.load("default")(item))
    assert names(facts)[::2] == ["Ana Holt", "Ana Holt"]
