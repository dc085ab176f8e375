"""The notebooks run, and what lies beside their sources is what they make."""

import ast
import shutil
from pathlib import Path
from types import ModuleType

import jupytext
import nbformat
import pytest
from scripts import script

HERE = Path(__file__).resolve().parents[1] / "notebooks"
SOURCES = sorted(HERE.glob("0*.py"))
FOREIGN = ("<script", "src=", "@import", "/root/", "/tmp")
ALLOWED = {"quoth", "altair"}


def execute() -> ModuleType:
    return script("notebooks/execute.py")


def test_there_are_five() -> None:
    assert [p.stem[:2] for p in SOURCES] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem[:2])
def test_notebook_needs_quoth_and_plots_alone(source: Path) -> None:
    tree = ast.parse("\n".join(
        c.source for c in jupytext.read(source).cells if c.cell_type == "code"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import)
             for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= ALLOWED


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem[:2])
def test_executed_notebook_has_the_cells_of_its_source_and_loads_nothing(source: Path) -> None:
    executed = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    assert [c.source for c in executed.cells] == [c.source for c in jupytext.read(source).cells]
    outputs = [o for c in executed.cells for o in c.get("outputs", ())]
    assert outputs
    assert not any(o.output_type in ("error",) or o.get("name") == "stderr" for o in outputs)
    for output in outputs:
        for kind, body in output.get("data", {}).items():
            assert kind in ("text/plain", "text/html", "image/svg+xml")
            assert not any(sign in body for sign in FOREIGN)


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem[:2])
def test_notebook_runs(source: Path, tmp_path: Path) -> None:
    """It runs in a copy of its surroundings, and its plots and tables come out."""
    seeds = HERE.parent / "seeds" / "articles"
    shutil.copytree(seeds, tmp_path / "seeds" / "articles")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for town in HERE.glob("town*"):
        shutil.copytree(town, folder / town.name)
    notebook = execute().executed(source, folder=folder)
    committed = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    assert kinds(notebook) == kinds(committed)


def kinds(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """Return what each cell shows: a plot, a table, a text."""
    return [sorted({kind for o in c.get("outputs", ()) for kind in o.get("data", {"stream": ""})})
            for c in notebook.cells]
