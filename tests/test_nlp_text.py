"""Tokens, sentences, names and the cue lexicon."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.nlp.datelines import dateline_length
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import cue_forms, lemma_of, read_cue
from quoth.nlp.sentences import sentences
from quoth.nlp.tokens import tokenize
from quoth.nlp.wordlists import table
from quoth.records import Article

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
ACTS = {act for path in ONTOLOGY.glob("*.ttl")
        for act in re.findall(r"^act:([\w-]+) a skos:Concept", path.read_text("utf-8"), re.M)}


def words(text: str) -> list[str]:
    return [t.text for t in tokenize(text)]


def test_tokens_split_as_news_needs() -> None:
    assert words("O'Neil's dogs' owner didn't pay $5.50.") == [
        "O'Neil", "'s", "dogs", "'", "owner", "didn't", "pay", "$", "5.50", "."]
    assert words("Mr. J. F. Ito, a U.S. envoy") == [
        "Mr.", "J.", "F.", "Ito", ",", "a", "U.S.", "envoy"]
    assert words("the 54-year-old, 164 people, 3.1%") == [
        "the", "54-year-old", ",", "164", "people", ",", "3.1%"]
    assert words('the pact."He left') == ["the", "pact", ".", '"', "He", "left"]
    assert words("@cdiaz wrote: pic.example/1 #now") == [
        "@cdiaz", "wrote", ":", "pic.example/1", "#now"]


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_tokens_are_the_text_without_blanks(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text and t.text for t in tokens)
    assert all(a.end <= b.start for a, b in zip(tokens, tokens[1:], strict=False))
    assert "".join("".join(t.text.split()) for t in tokens) == "".join(text.split())


@pytest.mark.parametrize("text, expected", [
    ("Mr. Ito left. He lost.", ["Mr. Ito left.", "He lost."]),
    ("He met J. F. Weil at 5 p.m. in Rome. It rained.",
     ["He met J. F. Weil at 5 p.m. in Rome.", "It rained."]),
    ("The No. 2 came. No. He did not.", ["The No. 2 came.", "No.", "He did not."]),
    ("Who? Me! Yes.", ["Who?", "Me!", "Yes."]),
    ('"We go." He left.', ['"We go."', "He left."]),
    ('He signed the pact."He left.', ['He signed the pact."', "He left."]),
    ("The match ends.The fans go.", ["The match ends.", "The fans go."]),
    ("See example.com. It works.", ["See example.com.", "It works."]),
    ("Acme Inc. said no. Acme Ltd. agreed.", ["Acme Inc. said no.", "Acme Ltd. agreed."]),
    ("It ended... Then it began.", ["It ended...", "Then it began."]),
    ("Prices rose 3.5 percent. Wages fell.", ["Prices rose 3.5 percent.", "Wages fell."]),
    ("One\n\nTwo. Three", ["One", "Two.", "Three"]),
])
def test_sentences(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in sentences(text)] == expected


@given(st.text(alphabet="Ab c.?!\"'”\n)1", max_size=60))
@settings(max_examples=100, deadline=None)
def test_sentences_cover_all_that_is_not_blank(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert "".join("".join(s.of(text).split()) for s in found) == "".join(text.split())


@pytest.mark.parametrize("text, length", [
    ("LIMA (Reuters) - Copper fell.", 17),
    ("OSLO, May 2. /NTB/. The ministry", 20),
    ("PRAGUE, June 9 — The train", 17),
    ("HANOI, Vietnam (AP) — Floods", 22),
    ("2022-01-10 The port", 11),
    ("The port of Lima - a big one - is closed.", 0),
    ("NATO said it would stay.", 0),
])
def test_datelines(text: str, length: int) -> None:
    assert dateline_length(text) == length


def test_every_cue_has_an_act_of_the_ontology() -> None:
    acts = {row[1] for row in table("cues.tsv")} | {row[1] for row in table("cue_nouns.tsv")}
    assert acts <= ACTS
    assert len({row[0] for row in table("cues.tsv")}) == len(table("cues.tsv"))
    assert len(cue_forms()) > 1000


@pytest.mark.parametrize("cue, lemma, act, attitude, negated", [
    ("said", "say", "say", False, False),
    ("has repeatedly told", "tell", "say", False, False),
    ("did not say", "say", "say", False, True),
    ("didn’t say", "say", "say", False, True),
    ("declined to comment", "decline", "refuse", False, False),
    ("denied", "deny", "deny", False, False),
    ("believes", "believe", "assert", True, False),
    ("is also confident", "be confident", "assert", True, False),
    ("was quoted as saying", "say", "say", False, False),
    ("According to", "according to", "say", False, False),
    ("in the words of", "in the words of", "say", False, False),
    ("took to Twitter", "write", "say", False, False),
    ("pointed out", "point out", "assert", False, False),
    ("'s view", "view", "assert", True, False),
    ("called on", "call on", "call-for", False, False),
    ("vowed", "vow", "promise", False, False),
    ("slammed", "slam", "criticise", False, False),
    ("went on to stress", "stress", "stress", False, False),
    ("made it clear", "make it clear", "stress", False, False),
    ("hopes", "hope", "hope", True, False),
    ("said in an emailed statement", "say", "say", False, False),
    ("bicycled", None, None, False, False),
])
def test_cues_are_read(cue: str, lemma: str | None, act: str | None, attitude: bool,
                       negated: bool) -> None:
    assert lemma_of(cue) == lemma
    assert read_cue(cue)[1:] == (act, attitude, negated)


def labels(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.label) for m in Layout(Article("k", text)).names]


def test_names_by_title_gazetteer_and_surname() -> None:
    assert labels("French Foreign Minister Léa Morel flew to Kenya. Morel met NATO envoys.") == [
        ("French", "NORP"), ("Léa Morel", "PERSON"), ("Kenya", "GPE"), ("Morel", "PERSON"),
        ("NATO", "ORG")]
    assert labels("The Ministry of Health and the University of Cairns agreed on Monday.") == [
        ("Ministry of Health", "ORG"), ("University of Cairns", "ORG")]
    assert labels("The flood hit the Mekong River in May.") == [("Mekong River", "LOC")]


def test_sentence_heads_are_no_names() -> None:
    assert labels("Yesterday it rained. Prices rose. Officials said so. Despite this, he left.") \
        == []


def test_shouted_lines_have_no_names() -> None:
    assert labels("PRICES RISE AGAIN IN THE NORTH OF THE COUNTRY") == []
