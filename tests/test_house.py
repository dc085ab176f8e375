"""The house keeps its shape: imports go down only, and modules and functions stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1] / "graph" / "quoth"
FLOORS = {
    "errors": 0, "forms": 0, "records": 0, "collector": 0, "stamps": 0, "progress": 0, "lazy": 0,
    "reading": 1, "nlp": 1, "engines": 1,
    "linking": 2, "archive": 2, "folders": 2, "corrections": 2, "shards": 3, "rdf": 3,
    "extraction": 4,
    "stores": 4, "joining": 4, "views": 5, "copies": 5, "settling": 5, "explanation": 5,
    "exports": 6, "outputs": 6, "sheets": 6, "pipeline": 6, "knowledge": 6, "evaluation": 6,
    "sharding": 6,
    "__init__": 7, "cli": 8, "__main__": 9, "web": 8,
}
NEIGHBOURS = [{"reading", "nlp", "engines"}, {"cli", "web"}]
ONLY_UNDER = {
    "spacy": {"nlp"}, "onnxruntime": {"nlp"}, "tokenizers": {"nlp"},
    "rdflib": {"rdf", "stores"}, "networkx": {"views"}, "pyvis": {"views"},
    "starlette": {"web"}, "uvicorn": {"web"},
}
MODULES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            if node.module == "quoth":
                yield from (f"quoth.{alias.name}" for alias in node.names)
            elif node.module:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        top, *rest = name.split(".")
        if top in ONLY_UNDER:
            assert here in ONLY_UNDER[top], f"{name} is not for {here}"
        if top != "quoth" or not rest or rest[0] in (here, "ontology", "__version__"):
            continue
        there = rest[0]
        if there not in FLOORS:  # a public name of quoth/__init__
            there = "__init__"
        assert FLOORS[there] <= FLOORS[here], f"{here} imports {there}, which is above"
        for family in NEIGHBOURS:
            assert not {here, there} <= family, f"{here} and {there} don't know each other"


def functions() -> list[tuple[str, int]]:
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
                lines = (node.end_lineno or 0) - first.lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.name}", lines))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_functions_are_short() -> None:
    sizes = functions()
    assert [row for row in sizes if row[1] > 80] == []
    assert sum(lines <= 35 for _, lines in sizes) >= 0.9 * len(sizes)
    assert median(lines for _, lines in sizes) < 10
