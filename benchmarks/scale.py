"""`quoth build` at size: `python benchmarks/scale.py [--sizes 100 1000] [--model rules]`.

Builds generated articles (`generate.py`), each size in a process of its own. Prints the seconds of
the processor in each stage, the share of the model's sessions (encoder and decoder) in them, and
for how much of the wall a session was running (with nothing else on the machine), the rate and the
peak of memory, and with what power of the number of articles each stage grows. The joining is split
once more: reading the facts back, entities, statements, copies, quads.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

SPLIT = ("quoth.linking.merge", "quoth.linking.statements.cluster",
         "quoth.linking.syndication.syndicated", "quoth.archive.Archive.facts",
         "quoth.copies.Copies.write", "onnxruntime.InferenceSession.run")
NAMES = {"merge": "entities", "cluster": "statements", "syndicated": "copies",
         "facts": "facts read", "write": "quads written", "run": "model sessions"}


class Clock:
    """Seconds of the processor by stage, and inside some functions those of their own thread."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)
        self.busy: dict[str, float] = defaultdict(float)  # of the wall, threads together
        self._inside: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
        self._lock = Lock()
        self._stage, self._since = "starting", time.process_time()

    def tell(self, now: Any) -> None:
        """Take what a build says of its progress."""
        at = time.process_time()
        self.stages[self._stage] += at - self._since
        self._stage, self._since = now.stage, at

    def within(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """Return a function that counts its time."""
        def run(*args: Any, **options: Any) -> Any:
            start = time.thread_time()
            self._enter(name)
            try:
                found = function(*args, **options)
                return iter(list(found)) if name == "facts read" else found
            finally:
                self._leave(name)
                self.stages[name] += time.thread_time() - start

        return run

    def _enter(self, name: str) -> None:
        with self._lock:
            many, since = self._inside[name]
            self._inside[name] = many + 1, since if many else time.perf_counter()

    def _leave(self, name: str) -> None:
        with self._lock:
            many, since = self._inside[name]
            self._inside[name] = many - 1, since
            if many == 1:
                self.busy[name] += time.perf_counter() - since


def watch(clock: Clock) -> None:
    """Count the time of the functions of `SPLIT`."""
    from importlib import import_module

    for path in SPLIT:
        parts = path.split(".")
        depth = 1 if parts[0] == "onnxruntime" else len([p for p in parts if p.islower()]) - 1
        owner: Any = import_module(".".join(parts[:depth]))
        for name in parts[depth:-1]:
            owner = getattr(owner, name)
        name = NAMES[parts[-1]]
        setattr(owner, parts[-1], clock.within(getattr(owner, parts[-1]), name))


def measure(size: int, model: str) -> dict[str, Any]:
    """Build once in this process; return seconds by stage, rate and memory."""
    from generate import articles
    from quoth.extraction import Options
    from quoth.pipeline import build

    clock = Clock()
    watch(clock)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in articles(size)), "utf-8")
        start, wall = time.process_time(), time.perf_counter()
        built = build(path, Path(folder) / "out", options=Options(model=model),
                      on_progress=clock.tell)
        total, wall = time.process_time() - start, time.perf_counter() - wall
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        found = {"articles": len(built.kg.archive),
                 "quotations": built.kg.census.heard.total(),
                 "quads": built.kg.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values()[0]["n"]}
        built.kg.close()
    clock.tell(type("End", (), {"stage": "end"}))
    return {**found, **{name: round(s, 2) for name, s in sorted(clock.stages.items())},
            "CPU seconds": round(total, 1), "wall seconds": round(wall, 1),
            "articles a CPU second": round(size / total, 1),
            "model share, %": round(100 * clock.stages["model sessions"] / total),
            "model share of the wall, %": round(100 * clock.busy["model sessions"] / wall),
            "memory MB": memory}


def main() -> None:
    """Print the figures of all sizes as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300])
    parser.add_argument("--model", default="default")
    parser.add_argument("--one", type=int, help="measure one size here and print JSON")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one, args.model)))
        return
    rows = [json.loads(subprocess.run(
        [sys.executable, __file__, "--one", str(size), "--model", args.model], check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout) for size in args.sizes]
    print("| |" + "|".join(str(row["articles"]) for row in rows) + "| power |\n|---|"
          + "---:|" * (len(rows) + 1))
    for name in list(rows[0])[1:]:
        first, last = rows[0].get(name, 0), rows[-1].get(name, 0)
        power = "" if "a CPU" in name or "%" in name or not (first and last and len(rows) > 1) \
            else f"{math.log(last / first) / math.log(args.sizes[-1] / args.sizes[0]):.2f}"
        print(f"| {name} | " + " | ".join(str(row.get(name, "")) for row in rows)
              + f" | {power} |")


if __name__ == "__main__":
    main()
