"""A real cluster of two nodes on this machine: whatever dies, the graph is the serial one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest
from engine_work import POISON, Press, double, failing, lost, stubborn
from hanging import no_longer_than
from newsroom import ARTICLES
from quoth import extraction
from quoth.engines import batched, ray
from quoth.errors import EngineError
from quoth.extraction import Options
from quoth.pipeline import build
from quoth.progress import Progress

os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_AUTO_CONNECT": "0"}
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Ray leaves the logs of its nodes open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
RULES = Options(model="rules")
FILES = ("graph.trig", "graph.nq", "graph.html", "statements.csv", "rejected.jsonl")
COPIES = 6


@contextmanager
def cluster_of_two() -> Iterator[object]:
    """Start two nodes with a core each, with all they write in one short folder."""
    from ray.cluster_utils import Cluster

    folder = tempfile.mkdtemp(prefix="qray-", dir="/tmp")  # sockets lie in it: names are short
    there = {"PYTHONPATH": str(Path(__file__).parent), "RAY_TMPDIR": folder,
             "RAY_worker_niceness": "0"}
    os.environ.update(there)  # for the workers
    Path(folder, "ray").mkdir()
    made = Cluster()
    try:
        made.add_node(num_cpus=1, temp_dir=folder, include_dashboard=False)
        made.add_node(num_cpus=1)
        made.wait_for_nodes()
        yield made
    finally:
        import ray as library

        library.shutdown()
        made.shutdown()
        for name in there:
            del os.environ[name]
        shutil.rmtree(folder, ignore_errors=True)


def processes(*names: str) -> list[psutil.Process]:
    """Return the living processes under this one whose names begin with one of these."""
    return [process for process in psutil.Process().children(recursive=True)
            if process.name().startswith(names) and process.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Hold that no process and no folder of Ray outlives the tests."""
    yield
    gone, left = psutil.wait_procs(processes("ray::", "raylet", "gcs_server"), timeout=20)
    assert not left
    assert not list(Path(tempfile.gettempdir()).glob("quoth-*/session_*"))
    assert not list(Path("/tmp").glob("qray-*"))


@pytest.fixture(scope="module")
def cluster(nothing_is_left) -> Iterator[object]:
    with cluster_of_two() as made:
        yield made


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """End a test that waits for what never comes."""
    with no_longer_than(900):
        yield


@pytest.fixture(scope="module")
def news(tmp_path_factory) -> Path:
    """Many articles; one kills the process that annotates it, one is no text."""
    folder = tmp_path_factory.mktemp("cluster") / "news"
    folder.mkdir()
    for name, text in ARTICLES.items():
        for number in range(COPIES):
            (folder / f"{number:02}-{name}").write_text(f"{text}\nEdition {number}.\n", "utf-8")
    (folder / "05-poison.txt").write_text(f"{ARTICLES['ferry.txt']}\n{POISON}\n", "utf-8")
    (folder / "06-binary.txt").write_bytes(bytes(range(256)))
    return folder


def outputs(out: Path) -> dict[str, bytes]:
    paths = [out / name for name in FILES] + sorted((out / "articles").glob("*.html"))
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def expected(news: Path, tmp_path_factory) -> dict[str, bytes]:
    """What the serial engine makes of the same articles; the deadly one is taken out by hand."""
    out = tmp_path_factory.mktemp("serial") / "out"
    fine = [path for path in sorted(news.iterdir()) if "poison" not in path.name]
    build(fine, out, options=RULES).kg.close()
    return outputs(out)


def disturbed(news: Path, out: Path, cluster: object,
              disturb: dict[int, Callable[[], None]]) -> dict[str, bytes]:
    """Build on the cluster, and do each thing when so many articles are done."""
    done = []

    def tell(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done in disturb:
            disturb[progress.done]()
            done.append(progress.done)

    build(sorted(news.iterdir()), out, options=RULES, jobs=0, on_progress=tell,
          engine=partial(ray, address=cluster.address)).kg.close()
    assert done == list(disturb)
    return outputs(out)


def check(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Hold that all is as the serial engine made it, and the poisoned article is named."""
    refused = found["rejected.jsonl"].splitlines()
    poisoned = [line for line in refused if b"poison" in line]
    assert {**found, "rejected.jsonl": b""} == {**expected, "rejected.jsonl": b""}
    assert sorted(set(refused) - set(poisoned)) == sorted(expected["rejected.jsonl"].splitlines())
    assert [json.loads(line) for line in poisoned] == [{
        "key": "05-poison.txt",
        "reason": "the process that annotated it died; all the others are kept"}]


def kill_workers() -> None:
    """Kill every process that Ray runs batches in; without its agents a node would die too."""
    found = [process for process in processes("ray::") if "Agent" not in process.cmdline()[0]]
    assert found, "Ray has no worker"
    for process in found:
        process.kill()


@pytest.fixture(autouse=True)
def press(monkeypatch) -> None:
    monkeypatch.setattr(extraction, "Annotate", Press)
    monkeypatch.setattr(extraction, "BATCH", 1)


def test_killed_workers_a_killed_node_and_a_poisoned_article(
    news: Path, tmp_path: Path, cluster, expected: dict[str, bytes]
) -> None:
    node = next(iter(cluster.worker_nodes))
    check(disturbed(news, tmp_path / "out", cluster, {
        4: kill_workers, 10: lambda: cluster.remove_node(node, allow_graceful=False),
    }), expected)


def test_a_fault_of_the_work_is_raised(cluster) -> None:
    there = partial(ray, lost=lost, address=cluster.address)
    assert list(there(double, batched([{"n": n} for n in range(9)], 2))) == [
        {"n": 2 * n} for n in range(9)]
    with pytest.raises(ValueError, match="itself"):
        list(there(failing, [[{"n": 1}]]))
    with pytest.raises(EngineError, match="Stubborn: 1 and 2"):
        list(there(stubborn, [[{"n": 1}]]))


def test_the_command_line_starts_a_cluster_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLES["ferry.txt"], "utf-8")
    command = [sys.executable, "-m", "quoth", "annotate", str(tmp_path), "--model", "rules"]
    ways = [[], ["--engine", "ray", "--jobs", "1"]]
    serial, there = (subprocess.run([*command, *way], capture_output=True, check=True, timeout=400)
                     for way in ways)
    assert there.stdout == serial.stdout
    assert there.stderr == b""


def test_a_cluster_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLES["ferry.txt"], "utf-8")
    command = [sys.executable, "-m", "quoth", "annotate", str(tmp_path), "--model", "rules",
               "--engine", "ray", "--address", "127.0.0.1:9"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400)
    assert done.returncode == 1
    assert done.stderr == ("quoth: no Ray cluster answers at 127.0.0.1:9: start one with `ray "
                           "start --head`, or leave --address out\n")
