"""How sure it is that a quotation has the right speaker."""

from __future__ import annotations

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, resolve
from quoth.linking.certainty import Certainty
from quoth.linking.resolver import read_story
from quoth.linking.scene import Scene
from quoth.records import Link, Mention


def sure(text: str, source: str, content: str, **names: str) -> float:
    return resolve(text, [(source, content)], **names).quotations[0].confidence


def test_a_full_name_is_surer_than_one_word() -> None:
    full = sure("Mayor Ann Berg said the mill would close.", "Mayor Ann Berg",
                "the mill would close", people="Ann Berg")
    word = sure("Tarnwick said the mill would close.", "Tarnwick", "the mill would close",
                people="Tarnwick")
    assert word < full


def test_a_definite_description_that_nobody_fits_is_doubtful() -> None:
    text = "Ann Berg and Tom Reed spoke first. {} said the mill would close."
    definite, indefinite = (sure(text.format(who), who, "the mill would close",
                                 people="Ann Berg | Tom Reed")
                            for who in ("The witness", "A witness"))
    assert definite < indefinite


def test_other_bodies_near_make_a_body_less_sure() -> None:
    text = "Oxo Foods closed a mill.{} The company said it was sorry."
    alone = sure(text.format(""), "The company", "it was sorry", organizations="Oxo Foods")
    among = sure(text.format(" Tarn Bank and Silva Motors rose."), "The company", "it was sorry",
                 organizations="Oxo Foods | Tarn Bank | Silva Motors")
    assert among < alone


@pytest.mark.parametrize(("antecedent", "name"), [(0, None), (1, "linked to another")])
def test_the_links_of_the_language_model_count(antecedent: int, name: str | None) -> None:
    item = article("Paul Wood met John Mill. He said the bridge was safe.")
    plain = annotate(item, [("He", "the bridge was safe")], people="Paul Wood | John Mill")
    at = item.text.index("He said")
    he = Mention(at, at + 2, "He", "UNNAMED", "pronoun")
    spans = replace(plain, mentions=(*plain.mentions, he), links=(Link(2, antecedent, 0.9),))
    story = read_story(Scene(item, spans, RESOLVER.base))
    signs = Certainty(story.context).signs(spans.attributions[0], story.answers[0])
    told = {sign for sign in ("linked to another", "not linked") if signs[sign]}
    assert told == ({name} if name else set())


def test_a_chance_stays_between_0_and_1() -> None:
    item = article("Ann Berg said the mill would close.")
    spans = annotate(item, [("Ann Berg", "the mill would close")], people="Ann Berg")
    for confidence in (0.0, 1.0):
        rows = tuple(replace(a, confidence=confidence) for a in spans.attributions)
        found = RESOLVER(item, replace(spans, attributions=rows)).quotations[0].confidence
        assert 0 < found < 1
