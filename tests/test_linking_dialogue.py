"""An answer is not given by who asked."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, names, span


def answered(reply: str) -> list[str | None]:
    text = (f"Karl Brandt opened the dam. A man at the back asked whether the road was safe. "
            f"“{reply}” he said.")
    item = article(text)
    found = annotate(item, [("A man at the back", "whether the road was safe"), ("he", reply)],
                     people="Karl Brandt")
    first, second = found.attributions
    return names(RESOLVER(item, replace(found, attributions=(replace(first, act="ask"), second))))


@pytest.mark.parametrize("reply", ["Yes, it is,", "No,", "Of course,", "Never,"])
def test_yes_and_no_are_anothers(reply: str) -> None:
    assert answered(reply)[1] == "Karl Brandt"


@pytest.mark.parametrize("reply", ["I have to drive home,", "Nobel knew,"])
def test_who_asks_may_go_on(reply: str) -> None:
    assert answered(reply)[1] == "A man at the back"


@pytest.mark.parametrize(("cue", "description", "same"), [
    ("added", "The Tarn captain", True), ("continued", "The striker", True),
    ("added", "A steward", False), ("added", "The woman in the red coat", False)])
def test_who_adds_has_spoken_before(cue: str, description: str, same: bool) -> None:
    text = f"Karl Brandt said the pitch was wet. {description} {cue} it was late."
    item = article(text)
    found = annotate(item, [("Karl Brandt", "the pitch was wet"), (description, "it was late")],
                     people="Karl Brandt")
    first, second = found.attributions
    second = replace(second, cue=span(text, cue, 36))
    speakers = names(RESOLVER(item, replace(found, attributions=(first, second))))
    assert (speakers[1] == "Karl Brandt") == same
