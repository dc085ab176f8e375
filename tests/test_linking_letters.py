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
