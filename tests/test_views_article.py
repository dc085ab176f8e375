"""Marked spans of an article, however many there are."""

from hypothesis import given
from hypothesis import strategies as st
from quoth.views.article import Layer, pieces, split_lines

TEXT = "ab\n\ncdef\n\n\ng hi jklmnop\nq"
LAYERS = st.lists(st.builds(
    lambda a, n, rank: Layer(a, min(a + n, len(TEXT)), "content", f"q{a}", rank),
    st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)), st.integers(0, 3)), max_size=12)


@given(LAYERS)
def test_pieces_join_to_the_text_and_hold_each_layer_that_covers_them(layers: list[Layer]) -> None:
    found = list(pieces(0, len(TEXT), layers))
    assert "".join(TEXT[one.start : one.end] for one in found) == TEXT
    for one in found:
        covering = [y for y in layers if y.start <= one.start and one.end <= y.end]
        assert one.layers == tuple(sorted(covering, key=lambda y: y.rank))
        assert not [y for y in layers if one.start < y.start < one.end or
                    one.start < y.end < one.end]


@given(LAYERS)
def test_each_line_has_the_layers_that_reach_into_it(layers: list[Layer]) -> None:
    found = list(split_lines(TEXT, layers))
    assert "\n".join(TEXT[start:end] for start, end, _ in found) == TEXT
    for start, end, over in found:
        assert over == [y for y in layers if y.start < end and y.end > start]
