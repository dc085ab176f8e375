"""An answer is not given by who asked."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, names


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
