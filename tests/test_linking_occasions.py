import pytest
from linking_scenes import resolve
from quoth.linking.occasions import same_occasions
from quoth.records import Event

SESSION = Event("event/session", "extraordinary session of the Harbour Safety Council")


@pytest.mark.parametrize("name", [
    "meeting of the Council", "session of the Safety Council", "Harbour Safety Council summit"])
def test_an_occasion_is_called_in_fewer_words(name: str) -> None:
    assert same_occasions([SESSION, Event("event/x", name)])["event/x"] == SESSION


@pytest.mark.parametrize("name", [
    "meeting of the Fisheries Council", "Council press briefing", "meeting with the mayor",
    "second meeting of the Council", "Council dinner"])
def test_another_occasion_stays_apart(name: str) -> None:
    assert same_occasions([SESSION, Event("event/x", name)])["event/x"].id == "event/x"


def test_of_two_sessions_none_is_the_meeting() -> None:
    other = Event("event/other", "annual session of the Fisheries Council")
    found = same_occasions([SESSION, other, Event("event/x", "meeting of the Council")])
    assert found["event/x"].id == "event/x"


def test_the_quotations_of_an_article_share_the_occasion() -> None:
    facts = resolve(
        "Ana Roe said at an extraordinary session of the Harbour Safety Council that the road was "
        "safe. Karl Brandt told the meeting of the Council that it was late.",
        [("Ana Roe", "that the road was safe"), ("Karl Brandt", "that it was late")],
        people="Ana Roe | Karl Brandt")
    assert len({q.occasion for q in facts.quotations} - {None}) == len(facts.events) == 1


def occasion(words: str, *, key: str = "a.txt", published: str | None = "2023-05-04") -> str:
    """Return the id of the occasion that an article has."""
    facts = resolve(f"Ana Roe said at {words} that the road was safe.",
                    [("Ana Roe", "that the road was safe")], people="Ana Roe", key=key,
                    published=published)
    [event] = facts.events
    assert facts.quotations[0].occasion == event.id
    return event.id


@pytest.mark.parametrize("words", ["the annual meeting", "a committee hearing",
                                   "a summit of NATO", "the session of the Harbour Council",
                                   "an extraordinary session of the Harbour Council"])
def test_an_occasion_of_two_years_is_two(words: str) -> None:
    first = occasion(words, key="a.txt", published="2022-05-04")
    assert first != occasion(words, key="b.txt", published="2023-05-04")
    assert first == occasion(words, key="c.txt", published="2022-05-06")


def test_the_day_that_the_text_names_counts() -> None:
    told = [occasion(words, key=words, published=on) for words, on in (
        ("a summit of NATO on 30 December", "2023-01-02"), ("a summit of NATO", "2022-12-31"))]
    assert len(set(told)) == 1


def test_a_meeting_without_a_body_is_one_of_its_month() -> None:
    ids = [occasion("the annual meeting", key=on, published=on)
           for on in ("2022-05-04", "2022-05-29", "2022-09-01")]
    assert ids[0] == ids[1] != ids[2]


def test_an_interview_is_one_of_its_article() -> None:
    assert occasion("a phone interview", key="a.txt") != occasion("a phone interview", key="b.txt")
    with_outlet = [occasion("an interview with Dorel News", key=key) for key in "ab"]
    assert len(set(with_outlet)) == 1


def test_an_occasion_without_a_body_or_a_day_is_one_of_its_article() -> None:
    undated = [occasion("the annual meeting", key=key, published=None) for key in "ab"]
    assert len(set(undated)) == 2


@pytest.mark.parametrize("words", ["the 2022 summit of NATO", "the 45th Congress of Geologists"])
def test_what_has_a_year_or_number_needs_no_other(words: str) -> None:
    assert occasion(words, key="a", published="2022-05-04") == occasion(
        words, key="b", published="2023-05-04")


def test_an_extraordinary_session_is_one_in_dated_and_undated_articles() -> None:
    told = [occasion(f"an extraordinary session of the {council}", key=council, published=on)
            for council, on in (("CSTO Collective Security Council", "2022-01-10"),
                                ("Collective Security Council", None))]
    assert len(set(told)) == 1
