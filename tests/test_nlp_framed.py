"""Nouns that frame what is said, and what only seems to be said."""

from __future__ import annotations

import pytest
from quoth import nlp
from quoth.records import Article


def found(text: str, model: str = "default") -> list[tuple[str, str, list[str]]]:
    return [(a.source.of(text) if a.source else "", a.cue.of(text) if a.cue else "",
             [s.of(text) for s in a.content])
            for a in nlp.load(model)(Article("k", text)).attributions]


@pytest.mark.parametrize(("text", "wanted"), [
    ("In Ann Roe's view, the bridge was never safe.",
     ("Ann Roe's", "view", ["the bridge was never safe"])),
    ("In her opinion, the bell should ring at noon.",
     ("her", "opinion", ["the bell should ring at noon"])),
    ("In the bishop's blunt words, “a folly in brick”.",
     ("the bishop's", "words", ["“a folly in brick”"])),
    ("“Stay at home” was Roe's message.", ("Roe's", "message", ["“Stay at home”"])),
    ("“Never again” was the mayor's answer.", ("the mayor's", "answer", ["“Never again”"])),
    ("Rents in Lisk are up by a fifth in a year, per a new report.",
     ("a new report", "per", ["Rents in Lisk are up by a fifth in a year"])),
])
@pytest.mark.parametrize("model", ["rules", "default"])
def test_a_noun_frames_what_is_said(text: str, wanted: tuple, model: str) -> None:
    assert wanted in found(text, model)
    assert not any(a.attitude for a in nlp.load(model)(Article("k", text)).attributions)


@pytest.mark.parametrize("text", [
    "In the valley's view points, cameras were found.",
    "In Ann Roe's garden, the bridge was never safe.",
    "“Blue Heron” was Roe's boat.",
    "Bread costs two crowns, per loaf.",
    "By a 5-4 vote the council shut the pool.",
])
def test_other_nouns_frame_nothing(text: str) -> None:
    assert found(text, "rules") == []


def test_according_to_people_with_a_relative_clause() -> None:
    text = ("According to two people familiar with the case, who asked for silence to discuss it, "
            "agents believe the papers were burnt.")
    source = "two people familiar with the case, who asked for silence to discuss it"
    assert (source, "According to", ["agents believe the papers were burnt"]) in found(text)


@pytest.mark.parametrize("text", [
    "Asked whether she would rule out a cut, the minister smiled.",
    "Asked by Mr. Low why the gate was shut, Ms. Roe paused.",
    "Ade looks at the board and says nothing.",
    "He was advised of the rules, and Ade left.",
])
def test_what_is_asked_of_somebody_is_not_theirs(text: str) -> None:
    assert [source for source, _, _ in found(text) if source in ("the minister", "Ms. Roe", "Ade")
            ] == []


@pytest.mark.parametrize("verb", ["disagreed", "laughed", "shook his head"])
def test_a_new_sentence_of_another_takes_no_quotation_before_it(verb: str) -> None:
    text = (f"“We will rebuild it,” said Ann Roe. “Nobody should be afraid.” Bob Low {verb}. "
            "“It is a waste,” he said.")
    assert ("Ann Roe", "said", ["“We will rebuild it,”", "“Nobody should be afraid.”"]
            ) in found(text)


def test_a_quotation_that_ends_with_a_stop_may_have_its_cue_behind() -> None:
    text = "“Nobody should be afraid.” Bob Low said."
    assert ("Bob Low", "said", ["“Nobody should be afraid.”"]) in found(text)


def test_then_goes_on_with_the_one_before() -> None:
    text = "Ade looks at the board and waits. Then: “One hundred and three.”"
    assert ("Ade", "", ["“One hundred and three.”"]) in found(text)


def test_a_quantity_is_whole() -> None:
    text = "As many as 47 nurses from Tarn urged the board to resign."
    assert found(text)[0][0] == "As many as 47 nurses from Tarn"


def test_the_platform_x_ends_a_sentence() -> None:
    from quoth.nlp.sentences import sentences

    text = "Roe said it on X. Lee read it. Plan X. Roe left."
    assert [s.of(text) for s in sentences(text)][:2] == ["Roe said it on X.", "Lee read it."]


def test_a_score_at_the_end_of_a_source_is_no_number_alone() -> None:
    text = "The Serbian, who beat Ana Prieto 6-1 6-2, said she had slept well."
    assert [said for _, _, said in found(text)] == [["she had slept well"]]
