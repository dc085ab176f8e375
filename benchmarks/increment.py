"""One article more: `python benchmarks/increment.py [--sizes 100 300 1000] [--model rules]`.

Builds generated articles (`generate.py`), each size in a process of its own, then opens the store
anew and adds articles of their own, one at a time. Prints the seconds of the wall and of the
processor (the least of the additions; reading and annotating the article taken off), what of it
the steps take, and with what power of the number of articles they grow; and the seconds of the
processor of whole commands, from the start of the process to its end: `quoth add`, the same with
`--store-only`, and `quoth add` of what is there already.
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
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

STEPS = {
    "entities": ("quoth.joining.people", "People", "change"),
    "copies": ("quoth.joining.copies", "Printed", "change"),
    "statements": ("quoth.joining.reports", "Reports", "change"),
    "derived": ("quoth.joining.graphs", "Derived", "renew"),
    "quads written": ("quoth.copies", "Copies", "write"),
    "full text": ("quoth.settling", "index"),
    "all": ("quoth.knowledge", "KnowledgeGraph", "settle"),
}
Times = dict[str, float]


def timed(times: Times, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function; it adds up its seconds of the processor, and of the wall for `all`."""
    def run(*args: Any, **options: Any) -> Any:
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            times[name] = times.get(name, 0) + time.process_time() - cpu
            if name == "all":
                times["all, wall"] = time.perf_counter() - wall

    return run


def watch(times: Times) -> None:
    """Time the functions of `STEPS`."""
    for name, (module, *path) in STEPS.items():
        owner: Any = import_module(module)
        for part in path[:-1]:
            owner = getattr(owner, part)
        setattr(owner, path[-1], timed(times, name, getattr(owner, path[-1])))


def measure(size: int, model: str, more: int) -> dict[str, Any]:
    """Build once in this process, then add some articles one by one; return the least seconds."""
    from generate import articles
    from quoth.extraction import Options
    from quoth.pipeline import build

    rows = [json.dumps(row) + "\n" for row in articles(size + 2 * more)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(rows[:size]), "utf-8")
        build(path, Path(folder) / "out", options=Options(model=model)).kg.close()
        single, whole = rows[size : size + more], rows[size + more :]
        return {"articles": size, **additions(Path(folder) / "out", single, model),
                **commands(Path(folder) / "out", whole, model)}


def commands(out: Path, rows: list[str], model: str) -> Times:
    """Add articles one by one, each by a command; return the seconds of the processor of the
    quickest of each kind. A third is added to the store alone.
    """
    third, found = len(rows) // 3, Times()
    plans = [("whole command, store only", row) for row in rows[:third]]
    plans += [("whole command", row) for row in rows[third:]]  # the first renews the files for all
    plans += [("whole command, nothing new", rows[-1])]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.jsonl"
        for name, row in plans:
            path.write_text(row, "utf-8")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "quoth", "add", str(path), "-s", str(out),
                            "--model", model, *["--store-only"] * name.endswith("only")],
                           check=True,
                           stderr=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            found[name] = min(found.get(name, spent), spent)
    return {name: round(value, 2) for name, value in found.items()}


def additions(store: Path, rows: list[str], model: str) -> Times:
    """Add articles one by one, opening the store for each; return the seconds of the quickest."""
    from quoth.extraction import Options
    from quoth.knowledge import KnowledgeGraph

    times, found = Times(), []
    watch(times)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.jsonl"
        for row in rows:
            path.write_text(row, "utf-8")
            times.clear()
            with KnowledgeGraph.open(store) as kg:
                kg.add(path, options=Options(model=model))
            found.append(dict(times))
    least = min(found, key=lambda row: row["all"])
    return {name: round(least.get(name, 0), 3) for name in ("all, wall", *reversed(STEPS))}


def main() -> None:
    """Print the figures of all sizes as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--model", default="rules")
    parser.add_argument("--more", type=int, default=3,
                        help="articles to add, one by one, and as many by whole commands")
    parser.add_argument("--one", type=int, help="measure one size here and print JSON")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one, args.model, args.more)))
        return
    rows = [json.loads(subprocess.run(
        [sys.executable, __file__, "--one", str(size), "--model", args.model,
         "--more", str(args.more)], check=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL).stdout) for size in args.sizes]
    print("| articles | " + " | ".join(f"{row['articles']:,}" for row in rows) + " | power |\n|---|"
          + "---:|" * (len(rows) + 1))
    for name in list(rows[0])[1:]:
        first, last = rows[0][name], rows[-1][name]
        power = f"{math.log(last / first) / math.log(args.sizes[-1] / args.sizes[0]):.2f}" \
            if first and last and len(rows) > 1 else ""
        print(f"| {name} | " + " | ".join(f"{row[name]:.2f}" for row in rows) + f" | {power} |")


if __name__ == "__main__":
    main()
