"""Speed and memory of the extraction: `python benchmarks/speed.py [--texts FILE.jsonl[.gz]]`.

Each system runs in a process of its own, on one core, over the same texts: time from the start of
Python to the first result, time to load the model alone, words a second from text to
`Annotations`, peak memory. Then each runs on two cores, one process a core, over the same texts
twice. Without `--texts` the seed articles are repeated. Prints Markdown with ratios to the first
system, and the size of an install on disk.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODELS = ("default", "rules")
REPEAT = 12


def texts(path: Path | None) -> list[str]:
    """Return the texts to read: a JSONL file's, or the seeds, repeated."""
    if path is None:
        seeds = sorted((ROOT / "seeds" / "articles").glob("*.txt"))
        return [p.read_text("utf-8") for p in seeds] * REPEAT
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def measure(model: str, path: Path | None, began: float, passes: int) -> dict[str, float]:
    """Run one system in this process; `began` is when the process was started. Of several passes
    each article counts with its least time: what the program takes where nothing disturbs it."""
    from quoth.nlp import load
    from quoth.records import Article

    articles = [Article(key=str(i), text=t) for i, t in enumerate(texts(path))]
    loading = time.time()
    annotator = load(model)
    annotator(articles[0])
    first, loading = time.time() - began, time.time() - loading
    least, quotations = [float("inf")] * len(articles), 0
    for number in range(passes):
        for at, article in enumerate(articles):
            start = time.perf_counter()
            found = annotator(Article(key=f"{number}-{at}", text=article.text)).attributions
            least[at] = min(least[at], time.perf_counter() - start)
            quotations += len(found) if number == 0 else 0
    seconds = sum(least)
    words = sum(len(a.text.split()) for a in articles)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first": first, "load": loading, "words": words, "rate": words / seconds,
            "articles": len(articles) / seconds, "memory": memory, "quotations": quotations}


def start(model: str, path: Path | None, core: int, passes: int) -> subprocess.Popen:
    """Start one system in a fresh process on one core."""
    command = [sys.executable, __file__, "--measure", model, "--core", str(core),
               "--began", str(time.time()), "--passes", str(passes)]
    if path:
        command += ["--texts", str(path)]
    return subprocess.Popen(command, env=os.environ | {"OMP_NUM_THREADS": "1"}, text=True,
                            stdout=subprocess.PIPE)


def result(process: subprocess.Popen) -> dict[str, float]:
    """Wait for a process and return what it measured."""
    output, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"speed: {process.args} failed with {process.returncode}")
    return json.loads(output.splitlines()[-1])


def run(model: str, path: Path | None, cores: list[int], passes: int) -> dict[str, float]:
    """Measure one system on the first core, then on the first two at once."""
    row = result(start(model, path, cores[0], passes))
    pair = [result(p) for p in [start(model, path, core, passes) for core in cores[:2]]]
    return row | {"rate2": sum(p["rate"] for p in pair)}


def install_size() -> float:
    """Return the size of Quoth and of all that it requires, in MB on disk."""
    sizes, waiting = {}, ["quoth"]
    while waiting:
        name = re.split(r"[^A-Za-z0-9._-]", waiting.pop())[0].lower().replace("_", "-")
        if name in sizes:
            continue
        try:
            held = distribution(name)
        except PackageNotFoundError:
            continue
        sizes[name] = sum(size_of(Path(str(f.locate()))) for f in held.files or ())
        waiting += [r for r in held.requires or () if "extra ==" not in r]
    sizes["quoth"] = sum(size_of(p) for folder in ("graph/quoth", "ontology")
                         for p in (ROOT / folder).rglob("*") if "__pycache__" not in p.parts)
    return sum(sizes.values()) / 1e6


def size_of(path: Path) -> int:
    """Return the size of a file, 0 where there is none."""
    return path.stat().st_size if path.is_file() else 0


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--passes", type=int, default=1,
                        help="read the texts so often; each counts with its least time")
    parser.add_argument("--measure")
    parser.add_argument("--began", type=float)
    parser.add_argument("--core", type=int)
    options = parser.parse_args()
    if options.measure:
        os.sched_setaffinity(0, {options.core})
        print(json.dumps(measure(options.measure, options.texts, options.began, options.passes)))
        return
    cores = sorted(os.sched_getaffinity(0))
    rows = {model: run(model, options.texts, cores, options.passes) for model in MODELS}
    base = rows[MODELS[0]]["rate"]
    print("| model | words/s, 1 core | ratio | 2 cores | articles/s | load, s "
          "| to first result, s | peak memory, MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for model, row in rows.items():
        print(f"| {model} | {row['rate']:,.0f} | {row['rate'] / base:.2f} | {row['rate2']:,.0f} "
              f"| {row['articles']:.1f} | {row['load']:.2f} | {row['first']:.2f} "
              f"| {row['memory']:.0f} |")
    print(f"\nAn install with all that it requires: {install_size():,.0f} MB on disk.")


if __name__ == "__main__":
    main()
