"""What is installed is what is here: packages, data files and dependencies."""

import ast
import re
import sys
from configparser import ConfigParser
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "graph" / "quoth"
CONFIG = ConfigParser(interpolation=None)
CONFIG.read(ROOT / "setup.cfg", encoding="utf-8")


def listed(section: str, name: str) -> list[str]:
    return [part for part in re.split(r"[\n,]\s*", CONFIG[section][name]) if part.strip()]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


def package_of(path: Path) -> Path:
    """Return the nearest folder that is a package."""
    folder = path.parent
    while not (folder / "__init__.py").exists():
        folder = folder.parent
    return folder


def dotted(folder: Path) -> str:
    return ".".join(folder.relative_to(SOURCE.parent).parts)


def test_every_package_is_installed() -> None:
    here = {dotted(path.parent) for path in SOURCE.rglob("__init__.py")} | {"quoth.ontology"}
    assert set(listed("options", "packages")) == here


def data_files() -> list[Path]:
    skip = {".py", ".pyc"}
    return [path for path in SOURCE.rglob("*") if path.is_file() and path.suffix not in skip]


def test_every_data_file_is_installed() -> None:
    for path in data_files():
        folder = package_of(path)
        name = path.relative_to(folder).as_posix()
        patterns = listed("options.package_data", dotted(folder))
        # a pattern of setuptools does not cross a slash
        assert any(fnmatch(name, pattern) and name.count("/") == pattern.count("/")
                   for pattern in patterns), f"{path} is not in package_data"


def test_the_ontology_is_installed() -> None:
    patterns = listed("options.package_data", "quoth.ontology")
    for path in (ROOT / "ontology").rglob("*"):
        if path.suffix in (".ttl", ".rq", ".trig"):
            name = path.relative_to(ROOT / "ontology").as_posix()
            assert any(fnmatch(name, pattern) for pattern in patterns), name


def imported() -> set[str]:
    """Return the top names that the package imports."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"quoth"}


@pytest.mark.parametrize("name", sorted(imported()))
def test_what_is_imported_is_declared(name: str) -> None:
    declared = {canonical(line) for line in listed("options", "install_requires")}
    declared |= {canonical(line) for line in listed("options.extras_require", "ray")}
    distributions = {canonical(d) for d in packages_distributions().get(name, [name])}
    assert distributions & declared, f"{name} is imported but not in install_requires"


def test_everything_declared_has_a_tested_version() -> None:
    pinned = {line.split("==")[0] for line in
              (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line}
    names = listed("options", "install_requires") + listed("options.extras_require", "test")
    assert {canonical(name) for name in names if "%" not in name} <= pinned


def test_the_make_targets_are_there() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    assert {"run", "test", "bench", "lint", "clean"} <= set(re.findall(r"^(\w+):", text, re.M))
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
