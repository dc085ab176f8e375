"""The scorer of named entities."""

import pytest
from quoth.evaluation import score_names
from quoth.evaluation.names import gold_names, row_text

ROW = {"doc": "d-1", "words": ["Mara", "Ito", "left", "Sarvani", "'s", "Mill", "Union", "."],
       "spaces": [True, True, True, False, True, True, False, False],
       "tags": ["B-PERSON", "L-PERSON", "O", "U-GPE", "O", "B-ORG", "L-ORG", "O"]}
NAMES = [[0, 8, "PERSON"], [14, 21, "LOC"], [24, 34, "ORG"]]


def f(spans: list[list], row: dict = ROW) -> dict[str, float]:
    figures = score_names([row], [spans])["figures"]
    return {name: figure["f"] for name, figure in figures.items()}


def test_text_and_gold() -> None:
    assert row_text(ROW) == "Mara Ito left Sarvani's Mill Union."
    assert sorted(map(list, gold_names(ROW))) == NAMES
    assert [row_text(ROW)[a:b] for a, b, _ in NAMES] == ["Mara Ito", "Sarvani", "Mill Union"]


def test_full_marks_and_none() -> None:
    assert set(f(NAMES).values()) == {100.0}
    assert set(f([]).values()) == {0.0}


def test_a_wrong_type_lowers_the_typed_figures_only() -> None:
    figures = f([NAMES[0], [14, 21, "ORG"], NAMES[2]])
    assert figures == {"name": 66.67, "name untyped": 100.0, "name person": 100.0,
                       "name org": 66.67, "name loc": 0.0}


def test_a_wrong_end_is_wrong() -> None:
    assert f([[0, 4, "PERSON"], *NAMES[1:]])["name untyped"] == 66.67


def test_gpe_is_a_place_and_other_types_are_left_out() -> None:
    assert f([NAMES[0], [14, 21, "GPE"], NAMES[2], [9, 13, "EVENT"]])["name"] == 100.0


def test_what_touches_a_word_that_is_not_annotated_is_left_out() -> None:
    row = {**ROW, "tags": ["-", "-", *ROW["tags"][2:]]}
    assert f(NAMES, row)["name"] == f(NAMES[1:], row)["name"] == 100.0


def test_every_row_needs_its_prediction() -> None:
    with pytest.raises(ValueError, match="zip"):
        score_names([ROW, ROW], [NAMES])
