"""Lines in order, and files of quads made of them, whatever fits into memory."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from news_example import facts
from quoth.rdf import formats
from quoth.rdf.sorting import in_order
from quoth.rdf.triples import article_quads
from quoth.stores import open_store

LINES = st.lists(st.binary(max_size=3).map(lambda text: text.replace(b"\n", b"") + b"\n"))


@given(LINES, st.integers(1, 5))
def test_each_line_comes_once_in_its_place(lines: list[bytes], run: int) -> None:
    assert list(in_order(lines, run=run)) == sorted({*lines})
    assert list(in_order(lines, lambda line: line[::-1], run=run)) == sorted(
        {*lines}, key=lambda line: line[::-1])


@pytest.mark.parametrize("run", [7, 200_000])
@pytest.mark.parametrize("name", ["nq", "trig", "ttl"])
def test_a_file_in_runs_is_the_file_at_once(
    name: str, run: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "in_order", partial(in_order, run=run))
    with open_store(tmp_path / "quads", create=True) as store:
        store.bulk_load(quad for one in facts() for quad in article_quads(one))
        formats.write_lines(store.each_line(), tmp_path / "graph", name)
        assert (tmp_path / "graph").read_bytes() == formats.dump_lines(store.lines(), name)
        formats.write_lines([], tmp_path / "graph", name)
        assert (tmp_path / "graph").read_bytes() == formats.dump_lines(b"", name)
