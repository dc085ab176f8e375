"""The corpus of fuzzing: every input that once broke something, and those that the search starts
from, do no harm."""

from pathlib import Path

import pytest
from fuzzing import CORPUS, corpus, mutated, targets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TARGETS = targets()
INPUTS = [path for name in TARGETS for path in corpus(name)]


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_input_of_the_corpus_does_no_harm(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_like_the_corpus_does_no_harm(name: str) -> None:
    seeds = [path.read_bytes() for path in corpus(name)]
    assert seeds, f"tests/corpus/{name} is empty"

    @settings(max_examples=20, suppress_health_check=list(HealthCheck))
    @given(mutated(seeds))
    def check(data: bytes) -> None:
        TARGETS[name](data)

    check()


def test_the_corpus_is_small_and_has_a_folder_for_each_target() -> None:
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 200_000
    assert {path.name for path in CORPUS.iterdir() if path.is_dir()} == set(TARGETS)


def test_a_fault_is_seen() -> None:
    @settings(max_examples=200, database=None)
    @given(mutated([b"Anna Berg said so."]), st.just(0))
    def breaks(data: bytes, _: int) -> None:
        assert b"<" not in data

    with pytest.raises(AssertionError):
        breaks()
