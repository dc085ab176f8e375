"""Kill -9 at random moments: `python benchmarks/faults.py [--rounds 50] [--seed 1]`.

Each round starts `quoth build`, `add`, `remove` or `serve` on one and the same folder and kills it
at a random moment after its imports. Then the store must open, hold exactly the articles that were
acknowledged (those of the command that was killed may be there or not, each as a whole; a build
and a removal happen as a whole), have the quads of a graph that is made anew of these articles, and
no process may be left. Prints Markdown; stops with code 1 at the first difference.
"""

from __future__ import annotations

import argparse
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import psutil
from quoth.extraction import Options
from quoth.knowledge import KnowledgeGraph
from quoth.linking.statements import name_after

RULES = Options(model="rules")
COUNT = 16  # articles
STATEMENT = re.compile(r"statement/[0-9a-f]{16}")
VERBS = ("build", "add", "remove", "serve")
NAMES = ("Anna Keller", "Tomas Berg", "Rosa Lindqvist", "Emil Brandt")
TEXT = """{place} to reopen in {month}, mayor says

LINDAU, {month} {day}, 2024. Mayor {one} said on Monday that the {place} would reopen in {month}.
"We have waited {day} months for it," {one} told the council.

According to {two}, the chairman of the Ferry Association, the ferries will stop at once.
"""
STARTER = """
import os
import sys
from quoth import cli, pipeline, reading
from quoth.extraction import Annotate, Options
if __name__ == "__main__":
    Annotate(Options(model="rules")).check()
    print("ready", flush=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(cli.main(sys.argv[1:]))
"""


@dataclass
class Bench:
    """A folder with articles and a graph, and what the graph is known to hold."""

    folder: Path
    dice: random.Random
    held: frozenset[str] = frozenset()
    spans: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.news, self.out, self.script = (
            self.folder / "news", self.folder / "out", self.folder / "start.py")
        self.news.mkdir()
        self.script.write_text(STARTER, "utf-8")
        for n in range(COUNT):
            (self.news / f"{n:02}.txt").write_text(TEXT.format(
                place=("Bridge", "Harbour", "Market", "Theatre")[n % 4], day=n + 2,
                month=("March", "April", "May", "June", "July")[n % 5],
                one=NAMES[n % 4], two=NAMES[(n + 1 + n // 4) % 4]), "utf-8")
        self.names = sorted(path.name for path in self.news.iterdir())

    def paths(self, names: frozenset[str]) -> list[str]:
        return [str(self.news / name) for name in sorted(names)]

    def some(self, of: frozenset[str]) -> frozenset[str]:
        return frozenset(self.dice.sample(sorted(of), self.dice.randint(1, len(of))))

    def start(self, *arguments: str) -> psutil.Popen:
        """Start a command and wait until its imports are done."""
        process = psutil.Popen([sys.executable, str(self.script), *arguments],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdout.readline()
        process.stdout.close()
        return process

    def kill(self, verb: str, process: psutil.Popen) -> bool:
        """Kill the process at a random moment of its usual time; say whether it was done before."""
        began = time.monotonic()
        try:
            process.wait(self.dice.uniform(0, 1.1 * self.spans[verb]) if verb in self.spans
                         else None)
            self.spans.setdefault(verb, time.monotonic() - began)
        except psutil.TimeoutExpired:
            children = process.children(recursive=True)
            process.kill()
            gone, left = psutil.wait_procs([*children, process], timeout=60)
            assert not left, f"{verb} leaves processes: {left}"
            return False
        assert process.returncode == 0, f"{verb} fails with code {process.returncode}"
        return True


Allowed = Callable[[frozenset[str]], bool]


def one_round(bench: Bench, verb: str) -> str:
    """Run and kill one command, check the graph; return what became of the change."""
    before = bench.held
    allowed, wanted = ROUNDS[verb](bench)
    bench.held = held = check(bench, allowed, verb)
    return "done" if held == wanted else "not begun" if held == before else "in part"


def build(bench: Bench) -> tuple[Allowed, frozenset[str]]:
    """Build another graph, with two processes, in the place of the old one."""
    before, wanted = bench.held, bench.some(frozenset(bench.names))
    done = bench.kill("build", bench.start(
        "build", *bench.paths(wanted), "-q", "-o", str(bench.out), "--model", "rules",
        "--jobs", str(bench.dice.randint(1, 2))))
    return (lambda held: held == wanted or not done and held == before), wanted


def add(bench: Bench) -> tuple[Allowed, frozenset[str]]:
    """Add some articles to the graph."""
    before, new = bench.held, bench.some(frozenset(bench.names))
    done = bench.kill("add", bench.start("add", *bench.paths(new), "-s", str(bench.out),
                                         "--model", "rules"))
    wanted = before | new
    return (lambda held: held == wanted or not done and before <= held <= wanted), wanted


def remove(bench: Bench) -> tuple[Allowed, frozenset[str]]:
    """Remove some articles."""
    before = bench.held
    gone = bench.some(before) if before else frozenset()
    if not gone:
        return (lambda held: held == before), before
    done = bench.kill("remove", bench.start("remove", *sorted(gone), "-s", str(bench.out)))
    return (lambda held: held == before - gone or not done and held == before), before - gone


def serve(bench: Bench) -> tuple[Allowed, frozenset[str]]:
    """Send articles to a server and delete others, until it is killed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = bench.start("serve", "-s", str(bench.out), "--port", str(port), "--writable",
                          "--token", "a-secret", "--model", "rules", "--workers", "1")
    client = Client(f"http://127.0.0.1:{port}", bench)
    thread = threading.Thread(target=client.run)
    thread.start()
    answered = client.answered.wait(120)
    time.sleep(bench.dice.uniform(0, 2))
    children = process.children(recursive=True)
    client.over = True
    process.kill()
    thread.join()
    gone, left = psutil.wait_procs([*children, process], timeout=60)
    assert answered, "serve answers nothing"
    assert not left, f"serve leaves processes: {left}"
    known, unsure = frozenset(client.held), client.unsure
    return (lambda held: held - unsure == known - unsure), known


class Client:
    """Sends articles to a server and deletes them, and notes what was acknowledged."""

    def __init__(self, address: str, bench: Bench) -> None:
        self.address, self.bench, self.over = address, bench, False
        self.held, self.unsure = set(bench.held), frozenset()
        self.answered = threading.Event()

    def run(self) -> None:
        dice = random.Random(self.bench.dice.random())
        while not self.over:
            name = dice.choice(self.bench.names)
            try:
                self.unsure = frozenset([name])
                self._delete(name) if name in self.held else self._post(name)
                self.unsure = frozenset()
                self.answered.set()
            except (OSError, HTTPException):  # not there yet, or there no more
                time.sleep(0.05)

    def _post(self, name: str) -> None:
        self._ask("POST", f"/graphs?key={name}", (self.bench.news / name).read_bytes())
        self.held.add(name)

    def _delete(self, name: str) -> None:
        self._ask("DELETE", f"/article/{ids(self.bench)[name]}/graph")
        self.held.discard(name)

    def _ask(self, method: str, path: str, body: bytes | None = None) -> None:
        request = urllib.request.Request(self.address + path, body, method=method, headers={
            "Authorization": "Bearer a-secret", "Content-Type": "text/plain"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()


ROUNDS = {"build": build, "add": add, "remove": remove, "serve": serve}


def ids(bench: Bench) -> dict[str, str]:
    """Return the article id of each file."""
    from quoth.reading import read

    return {article.key: article.id for article in read(bench.news)}


def check(bench: Bench, allowed: Allowed, verb: str) -> frozenset[str]:
    """Open the graph, hold its articles and quads against what they must be; return the former."""
    with KnowledgeGraph.open(bench.out) as kg, KnowledgeGraph.open() as fresh:
        held = frozenset(kg.archive.keys().values())
        assert allowed(held), f"after {verb}: {sorted(held)}, before it: {sorted(bench.held)}"
        fresh.add(bench.paths(held), options=RULES)
        assert lines(kg) == lines(fresh), f"other quads after {verb}"
        assert sorted(one.id for one in kg.articles) == sorted(one.id for one in fresh.articles)
    return held


def lines(kg: KnowledgeGraph) -> list[str]:
    """Return all quads in order, each statement under the least name that its quotations give.

    A statement keeps the name under which it was known first, which depends on what came when.
    """
    names = {one.id: min(name_after(*pair) for pair in one.quotations) for one in kg.statements}
    return sorted(STATEMENT.sub(lambda m: names.get(m[0], m[0]), str(quad))
                  for quad in kg.store.quads())


def run(rounds: int, *, seed: int, folder: Path) -> dict[str, Counter]:
    """Run so many rounds, after one of each verb that is not killed; count how they ended."""
    bench = Bench(folder, random.Random(seed))
    ended: dict[str, Counter] = {verb: Counter() for verb in VERBS}
    for verb in VERBS[:3]:  # how long each one takes; the first build has nothing to replace
        one_round(bench, verb)
    for number in range(rounds):
        verb = VERBS[number % len(VERBS)]
        ended[verb][one_round(bench, verb)] += 1
    return ended


def main() -> int:
    """Print what became of each change that was killed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        ended = run(args.rounds, seed=args.seed, folder=Path(folder))
    print("| killed | rounds | change done | not begun | in part |\n|---|---:|---:|---:|---:|")
    for verb, ways in ended.items():
        print(f"| {verb} | {ways.total()} | {ways['done']} | {ways['not begun']} "
              f"| {ways['in part']} |")
    print(f"\nEvery graph opened and held what was acknowledged, quad for quad; "
          f"{time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
