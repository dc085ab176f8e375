"""Who is present in the reader's mind: the subject just named, the body that goes on, the paper."""

from linking_scenes import names, resolve

SAID = "it was late"


def test_who_is_just_brought_in_is_she_and_not_whose_deputy_she_is() -> None:
    text = ("The mayor, Ann Roe, was glad. Her deputy, Ada Dunn, was less sure. She said it was "
            "late.")
    assert names(resolve(text, [("She", SAID)], people="Ann Roe | Ada Dunn")) == ["Ada Dunn"]


def test_the_last_subject_of_the_paragraph_stands_out() -> None:
    text = ("Bob Low said the well was dry. The panel's doctor, Tim Hale, went further. He said "
            "it was late.")
    rows = [("Bob Low", "the well was dry"), ("He", SAID)]
    assert names(resolve(text, rows, people="Bob Low | Tim Hale")) == ["Bob Low", "Tim Hale"]


def test_the_police_go_on_and_not_the_men_they_tell_of() -> None:
    text = "Oxo Police said two men were held. They said it was late."
    rows = [("Oxo Police", "two men were held"), ("They", SAID)]
    assert names(resolve(text, rows, organizations="Oxo Police")) == ["Oxo Police", "Oxo Police"]


def test_men_who_stand_by_say_it_themselves() -> None:
    text = "Two men stood by the well. They said it was late."
    assert names(resolve(text, [("They", SAID)])) == ["Two men"]


def test_it_is_the_paper_just_cited() -> None:
    text = "A report by Bob Low said the well was dry. It said it was late."
    rows = [("A report by Bob Low", "the well was dry"), ("It", SAID)]
    assert names(resolve(text, rows, people="Bob Low")) == ["Bob Low", "Bob Low"]


def test_the_swede_who_did_something_is_a_person() -> None:
    source = "the Swede, who had never won before"
    text = f"Ada Dunn beat Ann Roe. It was late, said {source}."
    facts = resolve(text, [(source, "It was late")], people="Ada Dunn | Ann Roe")
    assert names(facts)[0] in ("Ada Dunn", "Ann Roe")
