"""Cues inside quotation marks, and other forms of translated and reported speech."""

from __future__ import annotations

import pytest
from quoth import nlp
from quoth.records import Article


def found(text: str, model: str = "rules") -> list[tuple[str, str, list[str], str]]:
    return [(a.source.of(text) if a.source else "", a.cue.of(text) if a.cue else "",
             [s.of(text) for s in a.content], a.form)
            for a in nlp.load(model)(Article("k", text)).attributions]


@pytest.mark.parametrize(("text", "source", "cue", "content"), [
    ("«The harvest – says the head of the cooperative, Luca Ferri – is lost this year».",
     "the head of the cooperative, Luca Ferri", "says", ["«The harvest", "is lost this year»"]),
    ("“We have read the file – the prosecutor Ana Gil told journalists – and it is thin.”",
     "the prosecutor Ana Gil", "told", ["“We have read the file", "and it is thin.”"]),
    ("«The road, declared Paul Ormond, will open in May, or never».",
     "Paul Ormond", "declared", ["«The road", "will open in May, or never»"]),
])
@pytest.mark.parametrize("model", ["rules", "default"])
def test_a_cue_inside_the_marks(text: str, source: str, cue: str, content: list[str],
                                model: str) -> None:
    assert (source, cue, content, "direct") in found(text, model)


@pytest.mark.parametrize("text", [
    "“My brother – he said so himself – never sold the boat,” Ana Gil recalled.",
    "“The well, said my aunt, was dry, and we left,” Ana Gil recalled.",
    "«The mayor – a friend of ours – was asleep», Ana Gil recalled.",
])
def test_what_the_speaker_tells_is_no_cue(text: str) -> None:
    assert all(source == "Ana Gil" or form == "indirect" or len(content) == 1
               for source, _, content, form in found(text))
    assert "rules:inside" not in [r for a in nlp.load("rules")(Article("k", text)).attributions
                                  for r in a.rules]


def test_thus_the_bishop_comments() -> None:
    text = "«A defeat for all»: thus the bishop of Arsena, Paolo Neri, comments on the closure."
    for model in ("rules", "default"):
        assert ("the bishop of Arsena, Paolo Neri,", "comments", ["«A defeat for all»"], "direct"
                ) in found(text, model)


@pytest.mark.parametrize(("text", "source", "cue", "content"), [
    ("The talks failed. As one mayor put it, the envoy had come to listen.",
     "one mayor", "put it", ["the envoy had come to listen"]),
    ("As a retired pilot put it on Monday, nobody lands there twice.",
     "a retired pilot", "put it", ["nobody lands there twice"]),
    ("The tram, as one driver put it, has a mind of its own.",
     "one driver", "put it", ["The tram", "has a mind of its own"]),
    ("Would the ferry sail again? asked Lord Pim (Con, Dunmere), his hat on his knee.",
     "Lord Pim (Con, Dunmere)", "asked", ["Would the ferry sail again?"]),
    ("Who pays? asked Oda.", "Oda", "asked", ["Who pays?"]),
])
@pytest.mark.parametrize("model", ["rules", "default"])
def test_as_he_put_it_and_questions_without_marks(text: str, source: str, cue: str,
                                                  content: list[str], model: str) -> None:
    assert (source, cue, content, "indirect") in found(text, model)
