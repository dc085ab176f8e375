from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest
from linking_scenes import resolve
from quoth.linking.occasions import dated, same_occasions
from quoth.linking.renaming import renames
from quoth.records import Event, Facts

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


def told_on(days: Sequence[str], words: str = "a summit of NATO") -> list[Facts]:
    """Return articles of some days that tell of an occasion."""
    return [resolve(f"Ana Roe said at {words} that the road was safe.",
                    [("Ana Roe", "that the road was safe")], people="Ana Roe", key=day,
                    published=day) for day in days]


def ids(facts: Sequence[Facts]) -> dict[str, str]:
    """Return the occasion of each day."""
    found = {}
    for one in dated(facts):
        [event] = one.events
        assert {q.occasion for q in one.quotations} == {event.id}
        found[one.article.published] = event.id
    return found


@pytest.mark.parametrize(("words", "days"), [
    ("a summit of NATO", ("2022-12-30", "2023-01-02", "2023-01-20")),
    ("the annual meeting", ("2022-05-30", "2022-06-01")),
    ("a committee hearing", ("2022-12-31", "2023-01-01")),
    ("the session of the Harbour Council", ("2022-12-29", "2023-01-04")),
    ("an extraordinary session of NATO", ("2022-12-29", "2023-01-04"))])
def test_an_occasion_is_one_on_both_sides_of_a_turn(words: str, days: tuple[str, ...]) -> None:
    assert len({*ids(told_on(days, words)).values()}) == 1


@pytest.mark.parametrize(("words", "days"), [
    ("a summit of NATO", ("2022-03-24", "2022-06-29", "2022-11-30")),
    ("a summit of NATO", ("2021-06-14", "2022-06-14")),
    ("the annual meeting", ("2022-05-02", "2022-05-30")),
    ("a committee hearing", ("2022-05-02", "2022-05-19", "2022-06-19")),
    ("the session of the Harbour Council", ("2022-02-01", "2022-03-01")),
    ("an extraordinary session of NATO", ("2022-02-25", "2024-02-25"))])
def test_two_of_a_name_are_two(words: str, days: tuple[str, ...]) -> None:
    assert len({*ids(told_on(days, words)).values()}) == len(days)


def test_what_meets_each_week_is_not_one_for_ever() -> None:
    days = [str(date(2022, 1, 3) + timedelta(days=7 * week)) for week in range(26)]
    assert len({*ids(told_on(days, "the session of the Harbour Council")).values()}) >= 5


def test_the_first_keeps_the_id_that_it_has_alone() -> None:
    days = ("2022-12-30", "2023-01-02", "2023-06-20", "2023-11-20")
    found = ids(told_on(days))
    [alone] = told_on(days[:1])[0].events
    assert [found[day].removeprefix(alone.id[:-4]) for day in days] == [
        "2022", "2022", "2023", "2023-11"]


def test_the_order_of_articles_makes_no_difference_and_later_ones_rename_nothing() -> None:
    facts = told_on(["2022-12-28", "2022-12-30", "2023-01-02", "2023-03-01", "2023-06-20",
                     "2023-07-30", "2023-11-20", "2024-01-03"])
    every = ids(facts)
    for order in permutations(facts[:5]):
        assert ids([*order, *facts[5:]]) == every
    for size in range(1, len(facts)):
        assert ids(facts[:size]).items() <= every.items()


def test_what_is_renamed_when_an_older_article_comes_is_told() -> None:
    older, later = told_on(["2022-12-30", "2023-01-02"])
    before, after = dated([later]), dated([older, later])
    [now] = after[1].events
    assert renames(before, after)[before[0].events[0].id] == now.id == after[0].events[0].id
