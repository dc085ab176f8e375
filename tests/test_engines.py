"""Every engine gives the rows of the serial one; a deadly row takes nothing along."""

import os

import pytest
from quoth.engines import ENGINES, batched, pool, serial


def double(batch: list[dict]) -> list[dict]:
    return [{"n": row["n"] * 2} for row in batch]


def deadly(batch: list[dict]) -> list[dict]:
    if any(row["n"] == 3 for row in batch):
        os._exit(9)
    return double(batch)


def failing(batch: list[dict]) -> list[dict]:
    raise ValueError("a fault of the work itself")


def lost(row: dict) -> dict:
    return {"lost": row["n"]}


def rows(count: int) -> list[dict]:
    return [{"n": n} for n in range(count)]


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_gives_the_same_rows_in_the_same_order(name: str) -> None:
    found = list(ENGINES[name](double, batched(rows(23), 4), jobs=2, lost=lost))
    assert found == [{"n": n * 2} for n in range(23)]


@pytest.mark.parametrize("engine", [serial, pool])
def test_no_rows_give_no_rows(engine) -> None:
    assert list(engine(double, [], jobs=2, lost=lost)) == []


def test_a_deadly_row_is_lost_alone() -> None:
    found = list(pool(deadly, batched(rows(12), 2), jobs=2, lost=lost))
    expected = [{"n": n * 2} for n in range(12)]
    expected[3] = {"lost": 3}
    assert found == expected


@pytest.mark.parametrize("engine", [serial, pool])
def test_a_fault_of_the_work_is_raised(engine) -> None:
    with pytest.raises(ValueError, match="itself"):
        list(engine(failing, batched(rows(3), 2), jobs=2, lost=lost))


def test_batches_are_read_as_they_are_needed() -> None:
    read = []

    def endless():
        for n in range(10**9):
            read.append(n)
            yield [{"n": n}]

    results = pool(double, endless(), jobs=2, lost=lost)
    assert [next(results) for _ in range(3)] == [{"n": 0}, {"n": 2}, {"n": 4}]
    results.close()
    assert len(read) <= 8
