"""A TriG file in which some blocks take the places of others is the file written anew."""

import random
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest
from quoth.rdf import trig
from quoth.rdf.blocks import Blocks
from quoth.rdf.editing import line_edits, write_edited

BASE = "https://data.example.org/"
LARGE = [f"<{BASE}graph/actors>", f"<{BASE}graph/statements>"]
SMALL = [f"<{BASE}article/{name}/graph>" for name in ("0a", "1b", "2c", "3d")]
SUBJECTS = [f"<{BASE}{name}>" for name in (
    "actor/anna", "actor/anna-keller", "actor/o'hara(2)", "actor/z", "statement/1", "statement/12",
    "article/0a/text#char=1,2", "actor/é")] + ["<urn:x>"]
SAYS = ["<http://www.w3.org/2000/01/rdf-schema#label>", "<https://schema.org/about>",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"]
VALUES = [f"<{BASE}actor/z>", '"a \\" <b> {\\n}"', '"x"@en', "<https://schema.org/Person>"]


def drawn(chance: random.Random, graphs: list[str]) -> set[bytes]:
    """Return some lines."""
    return {f"{chance.choice(SUBJECTS)} {chance.choice(SAYS)} {chance.choice(VALUES)} "
            f"{chance.choice(graphs)} .\n".encode() for _ in range(chance.randint(5, 60))}


KEPT = {f"<{BASE}statement/kept> {says} {value} <{BASE}graph/kept> .\n".encode()
        for says in SAYS for value in [*VALUES, f"<{BASE}statement/1>"]}


def written(lines: set[bytes], path: Path) -> tuple[bytes, dict[str, int]]:
    used = trig.write(trig.split(sorted(lines)), path, BASE)
    return path.read_bytes(), dict(used)


@pytest.mark.parametrize("seed", range(30))
def test_changed_blocks_make_the_file_that_is_written_anew(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    graphs = LARGE + chance.sample(SMALL, 2)
    old = KEPT | drawn(chance, graphs)
    new = {line for line in old if line in KEPT or chance.random() < 0.7}
    new |= drawn(chance, LARGE + chance.sample(SMALL, 2))
    _, used = written(old, tmp_path / "old")
    wanted, used_then = written(new, tmp_path / "new")
    names = {trig.graph_of(line) for line in old}
    sizes = sized(tmp_path / "old")
    assert sizes.keys() == names
    with (tmp_path / "old").open("rb") as file, \
            mmap(file.fileno(), 0, access=ACCESS_READ) as mapped:
        blocks = Blocks(mapped, sizes, used, BASE)
        for graph in sorted(names | {trig.graph_of(line) for line in new}):
            then, now = ({line for line in lines if trig.graph_of(line) == graph}
                         for lines in (old, new))
            if graph.decode() in SMALL or not then or not now:
                blocks.put(graph, now)
                continue
            for subject in sorted({*map(trig.subject_of, then ^ now)}):
                blocks.tell(graph, subject, [
                    line for line in now if trig.subject_of(line) == subject])
        write_edited(tmp_path / "old", blocks.edits, tmp_path / "edited")
        assert (tmp_path / "edited").read_bytes() == wanted
        assert blocks.sizes == sized(tmp_path / "new")
        assert {name: used.get(name, 0) + count for name, count in blocks.counts.items()
                if count} == {name: used_then[name] for name, count in blocks.counts.items()
                              if count}
        (tmp_path / "lines").write_bytes(b"".join(sorted(old)))
        edits = line_edits(b"".join(sorted(old)), blocks.gone, blocks.new)
        write_edited(tmp_path / "lines", edits, tmp_path / "edited")
        assert (tmp_path / "edited").read_bytes() == b"".join(sorted(new))


def sized(path: Path) -> dict[bytes, int]:
    return {f"<{iri}>".encode(): size for iri, size in trig.sizes(path).items()}


@pytest.mark.parametrize("sizes", [{b"<urn:other>": 10}, {LARGE[0].encode(): 10},
                                   {LARGE[0].encode(): 10**6}])
def test_another_file_is_not_taken_for_it(sizes: dict[bytes, int], tmp_path: Path) -> None:
    written(KEPT, tmp_path / "old")
    with (tmp_path / "old").open("rb") as file, \
            mmap(file.fileno(), 0, access=ACCESS_READ) as mapped, \
            pytest.raises(ValueError, match="where it should be"):
        Blocks(mapped, sizes, (), BASE).put(next(iter(sizes)), ())


def test_a_graph_that_is_not_there_tells_nothing(tmp_path: Path) -> None:
    written(KEPT, tmp_path / "old")
    with (tmp_path / "old").open("rb") as file, \
            mmap(file.fileno(), 0, access=ACCESS_READ) as mapped, \
            pytest.raises(ValueError, match="where it should be"):
        Blocks(mapped, sized(tmp_path / "old"), (), BASE).tell(b"<urn:other>", b"<urn:x>", [])
