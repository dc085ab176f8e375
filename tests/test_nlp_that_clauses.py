"""Plain reports by "that" that a model overlooks."""

import pytest
from quoth.nlp.completion import complete
from quoth.records import Annotations, Article, Attribution, Span


def completed(sentence: str, *found: Attribution) -> list[tuple[str, str]]:
    text = f"{sentence}\n"
    article = Article("a.txt", text)
    made = complete(article, Annotations(article.id, attributions=found, model="m"), model="m")
    return [(a.source.of(text), a.content[0].of(text)) for a in made.attributions if a.source]


@pytest.mark.parametrize(("sentence", "source", "content"), [
    ("Foreign Ministry spokeswoman Maria Petrova said at a briefing that the talks went on.",
     "Foreign Ministry spokeswoman Maria Petrova", "that the talks went on"),
    ("The union announced on Tuesday that no train would run.", "The union",
     "that no train would run"),
    ("Coach Lena Dahl told reporters that the match was lost.", "Coach Lena Dahl",
     "that the match was lost"),
])
def test_a_plain_report_is_found_without_the_model(sentence: str, source: str,
                                                   content: str) -> None:
    assert completed(sentence) == [(source, content)]


@pytest.mark.parametrize("sentence", [
    "The ship that the firm had announced was late.",
    "He said so to the man that had come.",
    "An engineer who asked that his firm not be named left.",
])
def test_other_clauses_are_left_alone(sentence: str) -> None:
    assert completed(sentence) == []


def test_what_the_model_found_stays_alone() -> None:
    sentence = "The union announced on Tuesday that no train would run."
    held = Attribution((Span(34, 54),), Span(0, 9), Span(10, 19), confidence=0.9, rules=("model",))
    assert len(completed(sentence, held)) == 1
