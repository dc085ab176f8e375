"""The docs say what is so: answers are the program's, links lead somewhere, examples run."""

import contextlib
import doctest
import importlib
import re
from pathlib import Path

import pytest
import quoth
from scripts import script

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PUBLIC = ["archive", "cli.summary", "cli.terminal", "engines.local", "extraction", "knowledge"]


def test_the_answers_of_the_readme_are_the_programs(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    with contextlib.chdir(tmp_path):
        fresh = script(".ci/readme.py").rendered(text)
    assert text.count("$ quoth") >= 4
    assert text == fresh, "the answers have changed: read them, then run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    for target in targets:
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_the_glossary_has_every_kind_of_record() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8").lower()
    for name in ("article", "mention", "attribution", "quotation", "statement", "facts"):
        assert f"**{name}**" in text


def test_the_python_example_of_the_readme_runs(tmp_path: Path, capsys) -> None:
    [code] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    names: dict = {}
    with contextlib.chdir(tmp_path):
        exec(compile(code, "README.md", "exec"), names)
    names["built"].kg.close()
    assert "actor/vladimir-putin" in capsys.readouterr().out
    assert "actor/vladimir-putin" in names["network"]


@pytest.mark.parametrize("name", PUBLIC)
def test_the_examples_in_the_code_run(name: str) -> None:
    module = importlib.import_module(f"quoth.{name}")
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


def test_the_public_names_are_there_and_documented() -> None:
    assert 15 <= len(quoth.__all__) <= 25
    for name in quoth.__all__:
        if name != "__version__":
            assert getattr(quoth, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'quotes'"):
        _ = quoth.quotes
    assert doctest.testmod(quoth).failed == 0
