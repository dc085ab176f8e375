"""Who wrote and relayed a story, where no list knows the paper or agency."""

import pytest
from quoth.nlp.datelines import dateline_length
from quoth.reading import credits, dateline


@pytest.mark.parametrize(("line", "author", "publisher"), [
    ("By Mara Tello, El Serrano", "Mara Tello", "El Serrano"),
    ("By Jane Doe, The Lisk Star", "Jane Doe", "The Lisk Star"),
    ("By Jane Doe, Coast Gazette", "Jane Doe", "Coast Gazette"),
    ("By Linn Berg, Lisks Tidning", "Linn Berg", "Lisks Tidning"),
    ("By Jane Doe, John Roe", "Jane Doe, John Roe", None),
    ("By Ann Post, Ben Star", "Ann Post, Ben Star", None)])
def test_a_byline_names_a_writer_and_a_paper(line: str, author: str, publisher: str | None) -> None:
    found = credits.byline(line)
    assert found and (found.author, found.publisher, found.agency) == (author, publisher, None)


def test_a_known_agency_in_a_byline_stays_the_agency() -> None:
    for line in ("By Jane Doe Associated Press", "By Jane Doe, Associated Press"):
        found = credits.byline(line)
        assert found and (found.author, found.agency) == ("Jane Doe", "Associated Press")


@pytest.mark.parametrize(("text", "place", "agency"), [
    ("NAIROBI (Sahel Wire) - The ministry said", "NAIROBI", "Sahel Wire"),
    ("LIMA, Nov 9, 2020 (Andes Press) - The ministry said", "LIMA", "Andes Press"),
    ("MANILA, Dec. 10, 2023 (PhilNews) — The ministry said", "MANILA", "PhilNews"),
    ("LISK (LNA) - The ministry said", "LISK", "LNA"),
    ("DUBAI (UAE) - The ministry said", "DUBAI", None),
    ("CAPE TOWN (Western Cape) - The ministry said", "CAPE TOWN", None)])
def test_an_agency_in_brackets_behind_a_place(text: str, place: str, agency: str | None) -> None:
    found = dateline.find(text)
    assert found and (found.place, found.agency) == (place, agency)


def test_a_date_may_follow_the_agency() -> None:
    found = dateline.find("DAKAR (APS) — 4 April 2024. The ministry said")
    assert found and (found.place, found.published, found.agency) == ("DAKAR", "2024-04-04", "APS")
    assert found.span.end == len("DAKAR (APS) — 4 April 2024.")


def test_no_statement_begins_in_a_dateline_with_a_date_behind_it() -> None:
    head = "DAKAR (APS) — 4 April 2024. "
    assert dateline_length(f"{head}The ministry said that it rained.") == len(head)
    assert dateline_length("LISK - March 12, 2019 was wet, she said.") == len("LISK - ")


@pytest.mark.parametrize(("text", "publisher", "agency"), [
    ("LISK, May 2 (Coast Courier) - The ministry said", "Coast Courier", None),
    ("LISK, May 2, 2021 (The Lisk Times) - The ministry said", "The Lisk Times", None),
    ("LISK (Daily Coast) - The ministry said", "Daily Coast", None),
    ("LISK, May 2 (Upper Tarn) - The ministry said", None, None),
    ("LISK, May 2 (Coast News) - The ministry said", None, "Coast News")])
def test_a_paper_in_brackets_is_no_agency(text: str, publisher: str | None, agency: str | None
                                          ) -> None:
    found = dateline.find(text)
    assert found and (found.publisher, found.agency) == (publisher, agency)
