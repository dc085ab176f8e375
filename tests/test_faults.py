"""What goes wrong around Quoth, from the command line: one clear line, and everything else kept."""

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from hanging import no_longer_than
from quoth.cli import main
from quoth.folders import lock
from quoth.knowledge import KnowledgeGraph
from scripts import script


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    return script("benchmarks/faults.py")


def test_killed_at_random_moments_it_holds_what_was_acknowledged(
    faults: ModuleType, tmp_path: Path
) -> None:
    ended = faults.run(4, seed=7, folder=tmp_path)
    assert [ways.total() for ways in ended.values()] == [1, 1, 1, 1]


# -- inputs: each is refused in one line, or read, and the article beside it is kept

STORY = ("LINDAU, March 3, 2024. Mayor Anna Keller said on Monday that the bridge would reopen. "
         "\"We have waited,\" Keller said.\n")
PAGE = "<html><body><article><h1>Bridge to reopen</h1>" + "".join(
    f"<p>{STORY} The works at pier {n} took {n + 2} months longer than the council had planned, "
    f"said the engineer, Rosa Lindqvist, who has led them since {2000 + n}." for n in range(5))
RECORD = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{0}\r\n"
          "Content-Type: application/http; msgtype=response\r\nContent-Length: {1}\r\n\r\n{2}"
          "\r\n\r\n")
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE


def record(name: str, length: int | None = None) -> bytes:
    return RECORD.format(name, length or len(HTTP), HTTP).encode()


def gzipped(head: bytes, body: bytes, count: int) -> bytes:
    """Pack a head and a very long repetition, without ever holding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(head), *(packer.compress(body * 1000) for _ in range(count // 1000))]
    return b"".join([*parts, packer.flush()])


KILOBYTE = b"a" * 1000
LINES = b"X-Header: of a record without end\r\n"
REFUSED = {  # name: the file, what is said of it, and the keys of what is read of it
    "a.txt.gz": (lambda: gzipped(b"", KILOBYTE, 60_000), "a.txt.gz: is larger than 20 MB", []),
    "a.jsonl.gz": (lambda: gzipped(b'{"text": "', KILOBYTE, 60_000),
                   "a.jsonl.gz:1: is larger than 20 MB", []),
    "a.csv.gz": (lambda: gzipped(b"key,text\nb,", KILOBYTE, 60_000),
                 "a.csv.gz:1: is no CSV row (a line is larger than 20 MB)", []),
    "a.warc.gz": (lambda: gzipped(b"", KILOBYTE, 60_000),
                  "a.warc.gz: record 1: is broken", []),
    "headers.warc.gz": (lambda: gzipped(b"WARC/1.0\r\n", LINES, 600_000),
                        "headers.warc.gz: record 1: is broken (headers longer than 1000 kB)", []),
    "broken.warc": (lambda: record("one") + record("two").replace(b"WARC/1.0", b"CRAW/0.1")
                    + record("three"), "broken.warc: record 2: is broken",
                    ["http://example.org/one", "http://example.org/three"]),
    "torn.jsonl": (lambda: json.dumps({"key": "b", "text": STORY}).encode() + b'\n{"key": "c", "te',
                   "torn.jsonl:2: is no JSON", ["b"]),
    "torn.txt.gz": (lambda: gzip.compress(STORY.encode() * 99)[:-20],
                    "torn.txt.gz: is not a whole gzip file", []),
    "torn.parquet": (lambda: b"PAR1" + b"\0" * 99, "torn.parquet: is no Parquet file", []),
    "deep.html": (lambda: b"<div>" * 10_000 + PAGE.encode() + b"</div>" * 10_000,
                  "deep.html: is no page that can be read (nested too deep", []),
    "attributes.html": (lambda: b"<a " * 10_000 + PAGE.encode(),
                        "attributes.html: holds no story", []),
    "line.txt": (lambda: b"The mayor, Anna Keller, said so. " * 300_000,
                 "line.txt: has 9,900,000 characters, more than any article", []),
    "nul.txt": (lambda: STORY.encode() + b"\0" * 20 + STORY.encode(),
                "nul.txt: is binary (it holds NUL bytes)", []),
    "surrogate.jsonl": (lambda: b'{"key": "b", "text": "Keller said \\ud800 so."}\n'
                        + json.dumps({"key": "c", "text": STORY}).encode(),
                        "surrogate.jsonl:1: holds half of a surrogate pair", ["c"]),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
                    "picture.txt: is binary", []),
    "mixed.txt": (lambda: "“Ja”, sagte er.".encode() * 9 + "“Ja”, sagte er.".encode("cp1252"),
                  "mixed.txt: is UTF-8 with broken bytes", []),
}
MADE = {  # strange, but text
    "direction.txt": "\u202eمرحبا قال أحمد «نعم» \u202c" + STORY,
    "combining.txt": STORY + "Keller said \"e" + "\u0301" * 5_000 + "\".",
    "pairs.txt": "Keller said: " + '"yes" ' * 5_000,
    "open.txt": "“" * 10_000 + " Keller said so.",
    "nested.txt": "“ a ‘ b « c " * 3_333,
    "marks.txt": '"' * 10_000 + " Keller said so.",
}


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """End what takes for ever; no measure of speed."""
    with no_longer_than(900):
        yield


def keys(out: Path) -> list[str]:
    with KnowledgeGraph.open(out) as kg:
        return sorted(kg.archive.keys().values())


def quoth(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "quoth", *map(str, arguments)],
                          capture_output=True, text=True, timeout=800, **options)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str], int]:
    """Build a folder with every fault of an input; return how it went, and the memory in MB."""
    folder = tmp_path_factory.mktemp("faulty")
    news = folder / "news"
    news.mkdir()
    (news / "good.txt").write_text(STORY, "utf-8")
    for name, (make, _, _) in REFUSED.items():
        (news / name).write_bytes(make())
    for name, text in MADE.items():
        (news / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "quoth", "build", news, "-q", "-o", folder / "out",
               "--model", "rules"]
    with (folder / "err").open("w") as err:
        process = subprocess.Popen(command, stderr=err, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    done = subprocess.CompletedProcess(command, process.returncode, "",
                                       (folder / "err").read_text("utf-8"))
    return folder, done, usage.ru_maxrss // 1024


def test_all_that_can_be_read_is_kept(faulty) -> None:
    folder, done, memory = faulty
    expected = ["good.txt", *MADE, *(key for _, _, read in REFUSED.values() for key in read)]
    assert keys(folder / "out") == sorted(expected)
    assert done.returncode == 4
    assert memory < 900  # the gzip bombs hold 60 MB, of which never more than 20 are one text


@pytest.mark.parametrize("name", REFUSED)
def test_each_fault_of_an_input_is_one_line(faulty, name: str) -> None:
    _, done, _ = faulty
    [line] = [line for line in done.stderr.splitlines() if f"/{name}" in line]
    assert line.startswith("quoth: ")
    assert REFUSED[name][1] in line and len(line) < 400


def test_nothing_else_is_said(faulty) -> None:
    _, done, _ = faulty
    assert len(done.stderr.splitlines()) == len(REFUSED) + 1
    assert done.stderr.splitlines()[-1].startswith(f"quoth: {len(REFUSED)} inputs refused")


# -- the disk and the store


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(STORY, "utf-8")
    assert main(["build", str(tmp_path / "one.txt"), "-q", "-o", str(tmp_path / "out"),
                 "--model", "rules"]) == 0
    return tmp_path / "out"


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1 and not done.stdout
    [line] = done.stderr.splitlines()
    assert line.startswith("quoth: ") and all(word in line for word in words), line


@pytest.mark.parametrize("size", [4_000, 40_000])
def test_a_full_disk_leaves_the_graph_as_it_was(graph: Path, tmp_path: Path, size: int) -> None:
    """A limit on the size of files stands for the disk: both fail in the middle of a write."""
    before = {path: path.read_bytes() for path in graph.glob("graph.*")}
    (tmp_path / "two.txt").write_text(STORY.replace("bridge", "harbour") * 40, "utf-8")
    for verb in (["build", tmp_path / "two.txt", "-o", graph, "-q"],
                 ["add", tmp_path / "two.txt", "-s", graph]):
        done = quoth(*verb, "--model", "rules", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (size, size)))
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        assert "disk" in line or "failed: " in line or "cannot" in line, line
        assert {path: path.read_bytes() for path in before} == before
        assert "one.txt" in keys(graph)
    assert main(["add", str(tmp_path / "two.txt"), "-s", str(graph), "--model", "rules"]) == 0
    assert keys(graph) == ["one.txt", "two.txt"]


def test_a_folder_that_nobody_may_write_is_one_line(graph: Path, tmp_path: Path) -> None:
    """Root ignores modes, so the folder is one that no user can write: of the kernel."""
    one_line(quoth("build", tmp_path / "one.txt", "-o", "/proc/quoth", "--model", "rules"),
             "cannot make the folder /proc/quoth")
    if os.geteuid():
        graph.chmod(0o555)
        one_line(quoth("build", tmp_path / "one.txt", "-o", graph, "--model", "rules"),
                 "cannot write in")
        graph.chmod(0o755)
    assert keys(graph) == ["one.txt"]


def test_a_store_that_another_process_changes_is_one_line(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(STORY.replace("bridge", "harbour"), "utf-8")
    with lock(graph / "store"):
        one_line(quoth("add", tmp_path / "two.txt", "-s", graph, "--model", "rules"),
                 "another process is changing", "try again when it is done")
    with lock(graph, name=".lock"):
        one_line(quoth("build", tmp_path / "two.txt", "-o", graph, "--model", "rules"),
                 "another process is changing")
        for store in (graph, graph / "store"):  # what a build is about to replace is not added to
            one_line(quoth("add", tmp_path / "two.txt", "-s", store, "--model", "rules"),
                     "another process is changing")
        one_line(quoth("remove", "one.txt", "-s", graph), "another process is changing")
    assert keys(graph) == ["one.txt"]


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_goes_on(tmp_path: Path, signal_: signal.Signals) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number in range(60):
        (news / f"{number}.txt").write_text(STORY.replace("bridge", f"bridge {number}") * 9)
    command = [sys.executable, "-m", "quoth", "build", str(news), "-q", "-o", str(tmp_path / "out"),
               "--model", "rules", "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        archive = tmp_path / "out" / ".store-new" / "facts.sqlite"
        while process.poll() is None and not archive.exists():
            time.sleep(0.05)
        while process.poll() is None:  # a library that is being imported can swallow one Ctrl-C
            process.send_signal(signal_)
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
        said = process.communicate()[1]
    if signal_ is signal.SIGINT:  # Python ends by the signal where it struck within an import
        assert process.returncode in (130, -signal.SIGINT)
        assert said == "quoth: stopped; nothing is lost: run the same command again to go on\n"
    assert subprocess.run(command, timeout=800, check=False).returncode == 0
    assert len(keys(tmp_path / "out")) == 60
