"""Every engine gives the rows of the serial one; a deadly row takes nothing along."""

import os
import signal
import threading
from functools import partial
from pathlib import Path

import psutil
import pytest
from engine_work import deadly, double, endless, failing, lost, stillborn, stubborn
from quoth.engines import Guard, batched, pool, serial
from quoth.errors import EngineError

ENGINES = [serial, pool]


def rows(count: int) -> list[dict]:
    return [{"n": n} for n in range(count)]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_same_rows_in_the_same_order(engine) -> None:
    found = list(engine(double, batched(rows(23), 4), jobs=2, lost=lost))
    assert found == [{"n": n * 2} for n in range(23)]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_rows_give_no_rows(engine) -> None:
    assert list(engine(double, [], jobs=2, lost=lost)) == []


def test_work_that_begins_rows_ahead_has_all_of_them_at_once() -> None:
    class Ahead:
        def each(self, given):
            one, two, *others = given
            yield from (two, one, *others)

    assert list(serial(Ahead(), batched(rows(5), 2), lost=lost)) == [
        {"n": n} for n in (1, 0, 2, 3, 4)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_deadly_row_is_lost_alone(jobs: int) -> None:
    found = list(pool(deadly, batched(rows(12), 4), jobs=jobs, lost=lost))
    expected = [{"n": n * 2} for n in range(12)]
    expected[3] = {"lost": 3, "why": "the process that annotated it died"}
    assert found == expected


def test_a_row_without_end_is_lost_alone() -> None:
    guard = Guard(endless, lost=lost, limit=5)
    expected = [{"n": n * 2} for n in range(5)]
    expected[3] = {"lost": 3, "why": "took longer than 5 seconds"}
    assert guard(rows(5)) == expected
    guard.close()


def test_workers_that_cannot_start_are_no_fault_of_the_rows() -> None:
    with pytest.raises(EngineError, match="die before their first article"):
        list(pool(stillborn, batched(rows(3), 2), jobs=2, lost=lost))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_fault_of_the_work_is_raised(engine) -> None:
    with pytest.raises(ValueError, match="itself"):
        list(engine(failing, batched(rows(3), 2), jobs=2, lost=lost))


def test_a_fault_that_cannot_travel_is_told() -> None:
    with pytest.raises(EngineError, match="Stubborn: 1 and 2"):
        list(pool(stubborn, batched(rows(3), 2), jobs=2, lost=lost))


def test_batches_are_read_as_they_are_needed() -> None:
    read = []

    def endless_rows():
        for n in range(10**9):
            read.append(n)
            yield [{"n": n}]

    results = pool(double, endless_rows(), jobs=2, lost=lost)
    assert [next(results) for _ in range(3)] == [{"n": 0}, {"n": 2}, {"n": 4}]
    results.close()
    assert len(read) <= 8


def workers(of: int | None = None) -> list[psutil.Process]:
    """Return the worker processes of a process, by default of this one."""
    return [child for child in psutil.Process(of).children()
            if "spawn_main" in " ".join(child.cmdline())]


def test_a_killed_worker_costs_nothing() -> None:
    results = pool(double, batched(rows(40), 2), jobs=2, lost=lost)
    found = [next(results)]
    for worker in workers():
        worker.kill()
    assert [*found, *results] == [{"n": n * 2} for n in range(40)]


def test_an_engine_that_is_left_leaves_no_process() -> None:
    results = pool(partial(endless), batched(rows(40), 1), jobs=2, lost=lost)
    assert next(results) == {"n": 0}
    begun = workers()
    assert begun
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        list(results)
    assert not any(worker.is_running() for worker in begun)


ORPHANS = """
import sys
sys.path.insert(0, {tests!r})
from engine_work import endless, lost
from quoth.engines import pool
if __name__ == "__main__":
    for row in pool(endless, [[{{"n": n}}] for n in range(9)], jobs=2, lost=lost):
        print(row, flush=True)
"""


def test_workers_go_with_a_process_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS.format(tests=str(Path(__file__).parent)))
    with psutil.Popen([os.sys.executable, str(script)], stdout=-1) as parent:
        parent.stdout.readline()
        begun = workers(parent.pid)
        parent.kill()
    assert begun
    gone, left = psutil.wait_procs(begun, timeout=30)
    assert not left


