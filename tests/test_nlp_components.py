"""The narrow waist and the spaCy components."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from quoth import nlp
from quoth.errors import ModelError
from quoth.nlp.annotation import from_doc, to_doc
from quoth.nlp.model.runner import Runner
from quoth.records import Annotations, Article, Attribution, Mention, Span
from spacy.language import Language

TEXT = ('"We leave at dawn," Captain Mia Roth said. The port of Oslo is closed, according to '
        "Ilse Dahl.")


@pytest.fixture(name="language")
def blank() -> Language:
    return spacy.blank("en")


def test_the_components_are_entry_points(language: Language) -> None:
    for name in ("quoth_rules", "quoth_completion"):
        language.add_pipe(name)
    doc = language(TEXT)
    assert [s.text for s in doc.spans["source"]] == ["Captain Mia Roth", "Ilse Dahl"]
    assert [s.text for s in doc.spans["cue"]] == ["said", "according to"]
    assert doc.spans["content"][0].text == '"We leave at dawn,"'
    assert [e.label_ for e in doc.ents if e.text == "Mia Roth"] == ["PERSON"]
    assert len(list(doc.sents)) == 2


def test_the_model_component_says_when_the_weights_are_missing(language: Language) -> None:
    if Runner.available():
        language.add_pipe("quoth_attribution")
        assert len(language(TEXT).spans["content"]) == 2
    else:
        with pytest.raises(ModelError, match="weights"):
            language.add_pipe("quoth_attribution")


def test_a_doc_gives_back_what_was_written_into_it(language: Language) -> None:
    attribution = Attribution((Span(0, 19), Span(43, 69)), Span(20, 36), Span(37, 41),
                              confidence=0.5, rules=("pipeline",))
    mention = Mention(28, 36, TEXT[28:36], "PERSON")
    given = Annotations("a", (Span(0, 42), Span(43, 94)), (mention,), (attribution,), (), "m")
    doc = to_doc(language(TEXT), given)
    assert from_doc(doc, Article("k", TEXT, id="a"), model="m") == given


def test_links_survive_the_bytes_of_a_doc(language: Language) -> None:
    doc = to_doc(language(TEXT), nlp.load("rules")(Article("k", TEXT)))
    again = spacy.tokens.Doc(language.vocab).from_bytes(doc.to_bytes())
    article = Article("k", TEXT)
    assert from_doc(again, article, model="m") == from_doc(doc, article, model="m")


def test_groups_without_links_are_linked_to_the_nearest(language: Language) -> None:
    doc = language(TEXT)
    doc.spans["content"] = [doc.char_span(0, 19)]
    doc.spans["source"] = [doc.char_span(84, 93), doc.char_span(20, 36)]
    doc.spans["cue"] = [doc.char_span(37, 41)]
    (found,) = from_doc(doc, Article("k", TEXT), model="m").attributions
    assert found.source is not None and found.source.of(TEXT) == "Captain Mia Roth"
    assert found.cue is not None and found.cue.of(TEXT) == "said"


def test_labels_without_use_are_left_out(language: Language) -> None:
    doc = language("Mia Roth paid $5 in May.")
    doc.ents = [doc.char_span(0, 8, label="PER"), doc.char_span(20, 23, label="DATE")]
    found = from_doc(doc, Article("k", doc.text), model="m")
    assert [(m.text, m.label) for m in found.mentions] == [("Mia Roth", "PERSON")]


def test_an_installed_pipeline_keeps_its_names(language: Language, tmp_path: Path) -> None:
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "FAC", "pattern": "The port of Oslo"}])
    language.add_pipe("sentencizer")
    language.to_disk(tmp_path / "mine")
    annotator = nlp.load(str(tmp_path / "mine"))
    found = annotator(Article("k", TEXT))
    assert ("The port of Oslo", "LOC") in [(m.text, m.label) for m in found.mentions]
    assert [a.source and a.source.of(TEXT) for a in found.attributions] == [
        "Captain Mia Roth", "Ilse Dahl"]
    assert found.model == annotator.name == "en_pipeline-0.0.0"


def test_an_unknown_model_is_one_clear_line() -> None:
    with pytest.raises(ModelError, match="no model named 'nonesuch'"):
        nlp.load("nonesuch")
