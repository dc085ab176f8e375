"""What is kept on disk bears a hash of what made it: of all of that, and of nothing else."""

import ast
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from newsroom import newsroom
from quoth import stamps
from quoth.extraction import Options
from quoth.joining import Joined
from quoth.joining.tables import NAME
from quoth.knowledge import KnowledgeGraph

FILES = {  # a file, and the stamps that a change of it changes
    "records.py": {"facts", "joined", "outputs"},
    "corrections.py": {"joined", "outputs"},
    "reading/dates.py": {"facts"},
    "nlp/words/cues.tsv": {"facts"},
    "nlp/rules.py": {"facts"},
    "nlp/model/weights/model.onnx": set(),
    "nlp/model/weights/card.json": set(),
    "linking/merging.py": {"facts", "joined", "outputs"},
    "linking/data/base.jsonl.gz": {"facts", "joined", "outputs"},
    "linking/data/README.md": set(),
    "rdf/units.py": {"facts", "joined", "outputs"},
    "rdf/__pycache__/units.py": set(),
    "joining/people.py": {"joined"},
    "views/templates/page.css": {"outputs"},
    "exports.py": {"outputs"},
    "outputs.py": {"outputs"},
    "sheets.py": {"outputs"},
    "ontology/shapes.ttl": {"constants", "outputs"},
    "ontology/queries/speakers.rq": {"constants", "outputs"},
    "cli/options.py": set(),
    "web/pages.py": set(),
    "stores/memory.py": set(),
}
NOT_SO = {"errors", "collector", "lazy", "stamps", "progress", "__version__",  # decide nothing
          "archive", "folders", "stores",  # they hold and don't make
          "knowledge", "ontology"}


@pytest.fixture
def where(tmp_path: Path) -> dict[str, Path]:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return dict.fromkeys(stamps.folders(), tmp_path)


def digests(where: dict[str, Path]) -> dict[str, str]:
    return {part: stamps.digest(part, where) for part in stamps.PARTS}


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_changes_the_stamps_of_what_it_makes(name: str, where: dict[str, Path]
                                                           ) -> None:
    before = digests(where)
    (where["records"] / name).write_text("other")
    after = digests(where)
    assert {part for part in before if before[part] != after[part]} == FILES[name]


def test_a_renamed_file_is_a_change(where: dict[str, Path]) -> None:
    before = digests(where)
    folder = where["records"] / "joining"
    (folder / "people.py").rename(folder / "persons.py")
    assert digests(where)["joined"] != before["joined"]


def test_all_that_is_named_is_there() -> None:
    where = stamps.folders()
    for names in stamps.PARTS.values():
        for name in names:
            assert [*stamps._files(name, where)], name


@pytest.mark.parametrize("part", sorted(stamps.PARTS))
def test_what_a_part_imports_is_of_it(part: str) -> None:
    where = stamps.folders()
    for name in stamps.PARTS[part]:
        for label, path in stamps._files(name, where):
            if path.suffix == ".py":
                strange = {*imports(path)} - {*stamps.PARTS[part]} - NOT_SO
                assert strange <= BORDERS.get((part, name), set()), f"{label} imports {strange}"


BORDERS = {("facts", "rdf"): {"corrections"},  # facts come before what people correct
           ("outputs", "exports"): {"reading"},  # only to send a file elsewhere
           ("outputs", "outputs"): {"joining"}}  # of it only what it notes of its changes


def imports(path: Path) -> Iterator[str]:
    """Yield the packages and modules of Quoth that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "quoth":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("quoth."):
            yield node.module.split(".")[1]


def test_tables_and_words_are_among_the_files() -> None:
    where = stamps.folders()
    known = {path for names in stamps.PARTS.values() for name in names
             for _, path in stamps._files(name, where)}
    for folder in ("nlp/words", "linking/data", "views/templates"):
        for path in (where["nlp"] / folder).rglob("*"):
            assert path in known or path.is_dir() or path.suffix == ".md", path


def test_a_change_of_the_code_joins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = newsroom(tmp_path / "news")
    with KnowledgeGraph.open(tmp_path / "kg", create=True) as kg:
        kg.add(news / "ferry.txt", options=Options(model="rules"))
        quads = sorted(kg.store.quads())
    with closing(sqlite3.connect(tmp_path / "kg" / NAME)) as rows, rows:
        rows.execute("INSERT INTO state VALUES ('older', '1')")
    code = stamps.code
    monkeypatch.setattr(stamps, "code", lambda part: code(part) + "x" * (part == "joined"))
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        assert Joined.beside(kg.archive, kg.folder, kg.iris) is None
        assert len(kg.facts) == 1
        kg.add(news / "bridge.txt", options=Options(model="rules"))
        with closing(sqlite3.connect(tmp_path / "kg" / NAME)) as rows:
            assert not rows.execute("SELECT 1 FROM state WHERE name = 'older'").fetchall()
        kg.remove("bridge.txt")
        assert sorted(kg.store.quads()) == quads
