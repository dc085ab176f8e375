"""What goes wrong around Quoth, from the command line: one clear line, and everything else kept."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    spec = importlib.util.spec_from_file_location("faults", ROOT / "benchmarks" / "faults.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["faults"] = module
    spec.loader.exec_module(module)
    return module


def test_killed_at_random_moments_it_holds_what_was_acknowledged(
    faults: ModuleType, tmp_path: Path
) -> None:
    ended = faults.run(4, seed=7, folder=tmp_path)
    assert [ways.total() for ways in ended.values()] == [1, 1, 1, 1]
