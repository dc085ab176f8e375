"""Where source, cue and content meet: what belongs to which, and contents that break off."""

from __future__ import annotations

import pytest
from quoth.nlp.completion import complete
from quoth.records import Annotations, Article, Attribution, Span


def find(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def completed(text: str, source: str | None, cue: str | None, *content: str) -> list[Attribution]:
    """Return what comes of one attribution of an extractor."""
    article = Article("k", text)
    given = Attribution(tuple(find(text, c) for c in content), source and find(text, source),
                        cue and find(text, cue), confidence=0.9, rules=("model",))
    return list(complete(article, Annotations(article.id, attributions=(given,)), model="m"
                         ).attributions)


def parts(text: str, found: Attribution) -> tuple[str, str, list[str]]:
    return (found.source.of(text) if found.source else "", found.cue.of(text) if found.cue else "",
            [s.of(text) for s in found.content])


@pytest.mark.parametrize(("text", "given", "wanted"), [
    ("Shepherds marched, while the ministry ordered a new survey of the dykes.",
     ("the ministry ordered", "ordered", "a new survey of the dykes"),
     ("the ministry", "ordered", ["a new survey of the dykes"])),
    ("Shepherds marched, while the ministry announced a new survey of the dykes.",
     ("the", None, "a new survey of the dykes"),
     ("the ministry", "announced", ["a new survey of the dykes"])),
    ("Mrs Dahl wants to know who signed the lease.",
     ("Mrs Dahl", "wants", "to know who signed the lease"),
     ("Mrs Dahl", "wants to know", ["who signed the lease"])),
    ("The pilots wanted to know why the lamps were dark.",
     ("The pilots", "wanted to", "why the lamps were dark"),
     ("The pilots", "wanted to know", ["why the lamps were dark"])),
    ("The nurse called on the board to resign.", ("The nurse", "called", "the board to resign"),
     ("The nurse", "called on", ["the board to resign"])),
    ("The clerk apologised for the noise.", ("The clerk", "apologised", "for the noise"),
     ("The clerk", "apologised", ["for the noise"])),
])
def test_words_go_to_their_part(text: str, given: tuple, wanted: tuple) -> None:
    assert wanted in [parts(text, a) for a in completed(text, *given)]


@pytest.mark.parametrize(("text", "cut", "whole"), [
    ("Ana Paz said the river had broken its main flood wall in two places.",
     "the river had broken its main", "the river had broken its main flood wall in two places"),
    ("Ana Paz said it was the last bridge of iron on the coast.", "it was the last bridge",
     "it was the last bridge of iron on the coast"),
    ("Ana Paz promised it by harvest time.", "it", "it by harvest time"),
    ("Ana Paz said the dog had gone, waving a lead.", "the dog had gone", "the dog had gone"),
    ("Ana Paz said it was shut after the fair.", "it was shut", "it was shut"),
])
def test_contents_end_with_their_phrase(text: str, cut: str, whole: str) -> None:
    cue = "promised" if "promised" in text else "said"
    assert [s.of(text) for a in completed(text, "Ana Paz", cue, cut) for s in a.content] == [whole]


@pytest.mark.parametrize("given", [
    ("The board", "has granted", "the club a licence"), ("The rules", "require", "two lamps"),
    ("Mr Roe", "quoting", "her"), ("The mayor", "has never liked", "the new pier"),
])
def test_deeds_rules_and_people_are_no_content(given: tuple) -> None:
    text = f"{' '.join(given)}."
    assert completed(text, *given) == []


def test_a_fragment_of_the_sentence_before_is_dropped() -> None:
    text = "And what will the keeper do then? She shrugs. “Swim. Then sleep.”"
    found = completed(text, "She", "shrugs", "what will the keeper", "“Swim. Then sleep.”")
    assert [parts(text, a) for a in found] == [("She", "shrugs", ["“Swim. Then sleep.”"])]


def test_contents_that_overlap_are_parted() -> None:
    text = ("Ida Moss, who was there, finds the theory elegant but warns that nobody has drilled. "
            "Bo Lind thinks they pay: with few birds, he says, they starve.")
    article = Article("k", text)
    given = [Attribution(tuple(find(text, c) for c in contents), find(text, source),
                         find(text, cue), confidence=0.9, rules=("model",))
             for source, cue, contents in (
                 ("Ida Moss, who was there,", "finds",
                  ["the theory elegant but warns that nobody"]),
                 ("Ida Moss, who was there,", "warns", ["that nobody has drilled"]),
                 ("Bo Lind", "thinks", ["they pay: with few birds"]),
                 ("he", "says", ["with few birds", "they starve"]))]
    found = complete(article, Annotations(article.id, attributions=tuple(given)), model="m")
    assert [parts(text, a)[1:] for a in found.attributions] == [
        ("finds", ["the theory elegant"]), ("warns", ["that nobody has drilled"]),
        ("thinks", ["they pay"]), ("says", ["with few birds", "they starve"])]
