"""A file with edits is the old one but for them, however it is copied."""

import random
import sys
from pathlib import Path

import pytest
from quoth.rdf import editing
from quoth.rdf.editing import Edit, line_edits, write_edited


@pytest.mark.parametrize("seed", range(20))
def test_a_file_in_order_has_lines_in_the_place_of_others(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    rows = {b"%d %s\n" % (chance.randrange(50), b"x" * chance.randrange(20)) for _ in range(seed)}
    more = {b"%d %s\n" % (chance.randrange(50), b"y" * chance.randrange(20)) for _ in range(8)}
    gone = set(chance.sample(sorted(rows), chance.randint(0, len(rows))))
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"".join(sorted(rows)))
    write_edited(old, line_edits(old.read_bytes(), gone, more - rows), new)
    assert new.read_bytes() == b"".join(sorted(rows - gone | more))


@pytest.mark.parametrize("strange", [b"bb <h> .\n", b"zz <h> .\n", b"0\n"])
def test_a_line_that_is_not_there_cannot_go(strange: bytes) -> None:
    with pytest.raises(ValueError, match="not where it should be"):
        [*line_edits(b"a <g> .\nb <h> .\nc <g> .\n", [strange], [])]


@pytest.mark.parametrize("platform", [sys.platform, "other"])
def test_what_stays_is_copied_as_it_is(platform: str, tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing.sys, "platform", platform)
    monkeypatch.setattr(editing, "BLOCK", 3)
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"0123456789")
    edits = [Edit(7, 8, b""), Edit(2, 2, b"one"), Edit(2, 5, b"two"), Edit(10, 10, b"end")]
    write_edited(old, edits, new)
    assert new.read_bytes() == b"01onetwo5689end"
