"""Chains: reports inside what is said, and who passes on what another said."""

from __future__ import annotations

import pytest
from quoth import nlp
from quoth.nlp.completion import complete
from quoth.records import Annotations, Article, Attribution, Span

RULES = nlp.load("rules")


def find(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def completed(text: str, *rows: tuple[str, str, str]) -> list[Attribution]:
    """Return the attributions that come of some: source, cue, content."""
    article = Article("k", text)
    given = tuple(Attribution((find(text, content),), find(text, source), find(text, cue),
                              rules=("model",)) for source, cue, content in rows)
    return list(complete(article, Annotations(article.id, attributions=given), model="m"
                         ).attributions)


def chains(text: str, found: list[Attribution]) -> list[tuple[str, str, str]]:
    """Return who is inside whom, with the words: inner source, outer source, inner content."""
    return [(one.source.of(text), found[one.within].source.of(text), one.content[0].of(text))
            for one in found if one.within is not None]


@pytest.mark.parametrize(("text", "cue", "whole", "inner", "content"), [
    ("“The baker told me that the oven was cold,” Ana Paz said.", "said",
     "“The baker told me that the oven was cold,”", "The baker", "that the oven was cold"),
    ("“The committee keeps telling us that the hall is full,” Ana Paz said.", "said",
     "“The committee keeps telling us that the hall is full,”",
     "The committee", "that the hall is full"),
    ("Ana Paz recalled that the vet had assured her that the mare would live.", "recalled",
     "that the vet had assured her that the mare would live",
     "the vet", "that the mare would live"),
    ("Ana Paz said: “According to my lawyer, the lease was never signed.”", "said",
     "“According to my lawyer, the lease was never signed.”",
     "my lawyer", "the lease was never signed"),
    ("The well is dry, villagers said, Ana Paz reported.", "reported",
     "The well is dry, villagers said", "villagers", "The well is dry"),
])
def test_what_others_said_is_found_inside(text: str, cue: str, whole: str, inner: str,
                                          content: str) -> None:
    assert (inner, "Ana Paz", content) in chains(text, completed(text, ("Ana Paz", cue, whole)))


@pytest.mark.parametrize("content", [
    "that the baker would tell her that the oven was cold",
    "that the baker had never told her that the oven was cold",
    "that she believed the baker feared that the oven was cold",
    "that everybody says the oven is cold",
])
def test_what_nobody_else_said_is_not(content: str) -> None:
    text = f"Ana Paz said {content}."
    assert chains(text, completed(text, ("Ana Paz", "said", content))) == []


def test_an_inner_report_is_found_once() -> None:
    text = "Ana Paz said that the baker had told her that the oven was cold."
    found = completed(text, ("Ana Paz", "said", text[13:-1]), (
        "the baker", "had told", "that the oven was cold"))
    assert len(found) == 2 and len(chains(text, found)) == 1


def test_who_is_cited_by_whom() -> None:
    text = "The pass stays shut, according to the road office, as quoted by Radio Ost on Monday."
    inner = ("the road office", "according to", "The pass stays shut")
    assert chains(text, completed(text, inner)) == [
        ("the road office", "Radio Ost", "The pass stays shut")]
    text = "According to Ana Paz, cited by Radio Ost, the pass stays shut."
    inner = ("Ana Paz, cited by Radio Ost", "According to", "the pass stays shut")
    assert chains(text, completed(text, inner)) == [
        ("Ana Paz", "Radio Ost", "the pass stays shut")]


@pytest.mark.parametrize(("text", "cue"), [
    ("Radio Ost quoted Ana Paz as saying that the pass was shut.", "as saying"),
    ("Ana Paz was quoted by Radio Ost as saying that the pass was shut.",
     "was quoted by Radio Ost as saying"),
])
def test_who_quotes_whom(text: str, cue: str) -> None:
    found = completed(text, ("Ana Paz", cue, "that the pass was shut"))
    assert chains(text, found) == [("Ana Paz", "Radio Ost", "that the pass was shut")]
    assert [one.cue.of(text) for one in found if one.within is not None] == [cue]


@pytest.mark.parametrize(("source", "cue", "content"), [
    ("Radio Ost", "was cited", "as saying that the pass was shut"),
    ("Ana Paz", "was cited by Radio Ost", "as saying that the pass was shut"),
    ("Radio Ost", "was cited by", "that the pass was shut")])
def test_who_is_quoted_by_whom_whatever_part_was_found(source: str, cue: str, content: str) -> None:
    text = "Ana Paz was cited by Radio Ost as saying that the pass was shut."
    found = completed(text, (source, cue, content))
    assert chains(text, found) == [("Ana Paz", "Radio Ost", "that the pass was shut")]


def test_what_is_quoted_is_found_behind_the_quoter() -> None:
    text = "Radio Ost cited a shepherd as saying that the pass was shut."
    found = completed(text, ("Radio Ost", "cited", "a shepherd as saying that the pass was shut"))
    assert chains(text, found) == [("a shepherd", "Radio Ost", "that the pass was shut")]


def test_nobody_passes_on_what_is_only_near() -> None:
    text = "The pass stays shut, according to the road office. Radio Ost was cited by a judge."
    assert len(completed(text, ("the road office", "according to", "The pass stays shut"))) == 1


@pytest.mark.parametrize(("text", "cue", "piece", "whole"), [
    ("Ana Paz said the landlord, Max Roe, had let the roof rot.", "said",
     "had let the roof rot", "the landlord, Max Roe, had let the roof rot"),
    ("Ana Paz told reporters the mill would close.", "told", "would close", "the mill would close"),
])
def test_a_clause_gets_its_subject_back(text: str, cue: str, piece: str, whole: str) -> None:
    [found] = completed(text, ("Ana Paz", cue, piece))
    assert found.content[0].of(text) == whole
