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
