"""Lines in order, and files of quads made of them, whatever fits into memory."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from news_example import facts
from quoth.rdf import formats, sorting
from quoth.rdf.sorting import in_order
from quoth.rdf.triples import article_quads
from quoth.stores import open_store

LINES = st.lists(st.binary(max_size=3).map(lambda text: text.replace(b"\n", b"") + b"\n"))


@given(LINES, st.integers(1, 5), st.integers(2, 3))
def test_each_line_comes_once_in_its_place(lines: list[bytes], run: int, fan: int) -> None:
    assert list(in_order(lines, run=run, fan=fan)) == sorted({*lines})
    assert list(in_order(lines, lambda line: line[::-1], run=run, fan=fan)) == sorted(
        {*lines}, key=lambda line: line[::-1])


def test_however_many_lines_there_are_few_files_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    file = sorting.tempfile.TemporaryFile
    monkeypatch.setattr(sorting.tempfile, "TemporaryFile",
                        lambda: made.append(file()) or made[-1])
    lines = [b"%d\n" % number for number in range(1000)]
    most = 0
    for _ in in_order(lines, run=1, fan=4):
        most = max(most, sum(not one.closed for one in made))
    assert len(made) > 1000
    assert most <= 3 * 6  # three a level, six levels at most
    assert all(one.closed for one in made)


@pytest.mark.parametrize("run", [7, 50_000])
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
