"""Printed letters: the I is who signs."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, names, resolve

SAID = "the road was safe"


def letter(opening: str, signature: str, people: str = "") -> list[str | None]:
    text = f"{opening}\n\nMadam, I say the road was safe.\n\n{signature}\n\nNext"
    return names(resolve(text, [("I", SAID)], people=people))


@pytest.mark.parametrize("signature", [
    "Vilma Lauri, Quay Street", "Vilma Lauri (Mrs)", "Dr Vilma Lauri\nUlm"])
def test_the_i_of_a_letter_is_who_signs_it(signature: str) -> None:
    assert letter("Letters to the Editor", signature) == ["Vilma Lauri"]


def test_a_letter_without_a_name_below_is_nobodys() -> None:
    assert letter("Letters to the Editor", "Name withheld, Ulm", "Vilma Lauri") == [None]


def test_each_letter_has_its_own_writer() -> None:
    facts = resolve(
        "Letters\n\nSir, I say the road was safe.\n\nVilma Lauri, Ulm\n\nThe ice\n\n"
        "Sir, I say the ice was thin.\n\nKarl Brandt, Ulm",
        [("I", SAID), ("I", "the ice was thin")], people="Vilma Lauri | Karl Brandt")
    assert names(facts) == ["Vilma Lauri", "Karl Brandt"]


def test_the_i_of_an_essay_is_nobody() -> None:
    facts = resolve("The ice\n\nI say the road was safe.\n\nVilma Lauri", [("I", SAID)],
                    people="Vilma Lauri")
    assert names(facts) == [None]


def test_a_letter_that_two_may_have_written_has_one_author() -> None:
    text = ("Karl Brandt said the ice was thin, as Vilma Lauri told the council in a letter. "
            "The letter says the road was safe.")
    facts = resolve(text, [("Karl Brandt", "the ice was thin"), ("Vilma Lauri", "the council"),
                           ("The letter", SAID)], people="Vilma Lauri | Karl Brandt")
    assert names(facts)[2] in ("Vilma Lauri", "Karl Brandt")


def said_on(form: str, first: str, text: str) -> list[str | None]:
    """Return who speaks where an I follows what Ann Roe has said in a form."""
    item = article(text)
    found = annotate(item, [("Ann Roe", first), ("I", "it would stand")], "Ann Roe")
    head, *rest = found.attributions
    return names(RESOLVER(item, replace(found, attributions=(replace(head, form=form), *rest))))


def test_the_i_of_a_speech_goes_on_but_that_of_a_columnist_does_not() -> None:
    assert said_on("direct", "We built it by hand.", '"We built it by hand." Ann Roe said. I knew '
                   "it would stand.") == ["Ann Roe", "Ann Roe"]
    assert said_on("mixed", 'it "by hand"', 'Ann Roe wants it "by hand". I recall that it would '
                   "stand.") == ["Ann Roe", None]
