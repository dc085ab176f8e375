"""Records: copies with other parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from quoth.forms import altered
from quoth.records import Attribution, Span


def test_altered_is_replace_and_names_a_part_that_is_not_there() -> None:
    attribution = Attribution((Span(3, 9),), Span(0, 2), rules=("model",))
    changed = altered(attribution, source=None, form="direct")
    assert changed == replace(attribution, source=None, form="direct")
    assert attribution.source == Span(0, 2)
    with pytest.raises(TypeError, match="Attribution has no colour"):
        altered(attribution, colour="red")
