import pytest
from linking_scenes import resolve


def capacity(source: str) -> str | None:
    """Return the office of who speaks, as the source states it."""
    text = f"The Harbour Union met. {source} said the road was safe."
    facts = resolve(text, [(source, "the road was safe")], people="Ana Roe",
                    organizations="Harbour Union")
    row = facts.quotations[0].in_capacity
    if row is None:
        return None
    assert row.title.lower().removeprefix("former ") == row.evidence.of(text).lower()
    return row.title


@pytest.mark.parametrize(("source", "title"), [
    ("Its provincial secretary, Ana Roe,", "Provincial Secretary"),
    ("The union's night shift manager, Ana Roe,", "Night Shift Manager"),
    ("The dockers’ chief legal adviser, Ana Roe,", "Chief Legal Adviser"),
    ("Ana Roe, a food safety inspector,", "Food Safety Inspector"),
    ("The veteran marketing director, Ana Roe,", "Marketing Director"),
    ("The embattled union secretary, Ana Roe,", "Union Secretary")])
def test_the_words_before_a_title_are_of_it(source: str, title: str) -> None:
    assert capacity(source) == title


@pytest.mark.parametrize(("source", "title"), [
    ("Its popular director, Ana Roe,", "Director"), ("Her first coach, Ana Roe,", "Coach"),
    ("The angered director, Ana Roe,", "Director"), ("The director, Ana Roe,", "Director"),
    ("Ana Roe, director,", "Director"),
    ("Later in the day Director Ana Roe", "Director")])
def test_what_somebody_is_like_is_no_part_of_the_office(source: str, title: str) -> None:
    assert capacity(source) == title


def test_who_was_something_keeps_all_of_its_words() -> None:
    source = "Ana Roe, a former coast guard commander,"
    facts = resolve(f"{source} said the road was safe.", [(source, "the road was safe")],
                    people="Ana Roe")
    roe = next(e for e in facts.entities if e.name == "Ana Roe")
    assert [r.title for r in roe.roles] == ["Former Coast Guard Commander"]
    assert facts.quotations[0].in_capacity is None


def test_who_is_not_named_is_called_without_the_reason() -> None:
    text = "Two shipping agents, who asked not to be named, said the road was safe."
    source = "Two shipping agents, who asked not to be named,"
    facts = resolve(text, [(source, "the road was safe")])
    assert facts.quotations[0].speaker_name == "Two shipping agents"


def test_those_who_fled_are_called_so() -> None:
    text = "Farmers who lost their land said the road was safe."
    facts = resolve(text, [("Farmers who lost their land", "the road was safe")])
    assert facts.quotations[0].speaker_name == "Farmers who lost their land"


def test_who_speaks_for_a_body_is_called_so() -> None:
    text = "A spokeswoman for Tarn Highways said the road was safe."
    facts = resolve(text, [("A spokeswoman for Tarn Highways", "the road was safe")],
                    organizations="Tarn Highways")
    assert facts.quotations[0].speaker_name == "A spokeswoman for Tarn Highways"
    assert facts.quotations[0].speaker.startswith("article/")


@pytest.mark.parametrize(("written", "name"), [
    ("Ana Roe QC", "Ana Roe"), ("Ana Roe MP", "Ana Roe"), ("Ana Roe Jr", "Ana Roe Jr"),
    ("Det Sgt Ana Roe", "Ana Roe")])
def test_honours_are_no_part_of_a_name(written: str, name: str) -> None:
    facts = resolve(f"On Monday {written} said the road was safe.",
                    [(written, "the road was safe")], people=written.removeprefix("Det Sgt "))
    assert facts.quotations[0].speaker_name == name


@pytest.mark.parametrize(("behind", "title"), [
    ("the group's secretary-general", "Secretary-general"),
    ("the group's deputy Middle East director", "Deputy Middle East Director"),
    ("the organisation's chief economist", "Chief Economist")])
def test_the_office_behind_a_name_is_of_the_body_that_the_article_speaks_of(
        behind: str, title: str) -> None:
    source = f"Ann Roe, {behind}"
    facts = resolve(f"Amnesty International was glad. It was late, said {source}.",
                    [(source, "It was late")], people="Ann Roe",
                    organizations="Amnesty International")
    [role] = [e.roles for e in facts.entities if e.name == "Ann Roe"][0]
    assert (role.title, role.of) == (title, "actor/amnesty-international")
    assert facts.quotations[0].in_capacity == role


@pytest.mark.parametrize(("land", "of"), [("Uganda was calm.", "actor/uganda"),
                                          ("Kenya was calm.", None)])
def test_offices_of_known_people_are_of_the_land_that_the_article_names(land: str, of: str | None
                                                                        ) -> None:
    facts = resolve(f"{land} President Yoweri Museveni said it was late. The President said the "
                    "well was dry.", [("President Yoweri Museveni", "it was late"),
                                      ("The President", "the well was dry")],
                    people="Yoweri Museveni", published="2024-03-03")
    assert [q.in_capacity and q.in_capacity.of for q in facts.quotations] == [of, of]
