"""Speed and memory of the extraction: `python benchmarks/speed.py [--texts FILE.jsonl[.gz]]`.

Each system runs in a process of its own, on one core, over the same texts: time from the start of
Python to the first result, words a second from text to `Annotations`, peak memory. Without
`--texts` the seed articles are repeated. Prints Markdown with ratios to the first system.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
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


def measure(model: str, path: Path | None, began: float) -> dict[str, float]:
    """Run one system in this process; `began` is when the process was started."""
    from quoth.nlp import load
    from quoth.records import Article

    articles = [Article(key=str(i), text=t) for i, t in enumerate(texts(path))]
    annotator = load(model)
    annotator(articles[0])
    first = time.time() - began
    start, quotations = time.perf_counter(), 0
    for article in articles:
        quotations += len(annotator(article).attributions)
    seconds = time.perf_counter() - start
    words = sum(len(a.text.split()) for a in articles)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first": first, "words": words, "rate": words / seconds,
            "articles": len(articles) / seconds, "memory": memory, "quotations": quotations}


def run(model: str, path: Path | None) -> dict[str, float]:
    """Run one system in a fresh process on one core."""
    command = [sys.executable, __file__, "--measure", model, "--began", str(time.time())]
    if path:
        command += ["--texts", str(path)]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--measure")
    parser.add_argument("--began", type=float)
    options = parser.parse_args()
    if options.measure:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        print(json.dumps(measure(options.measure, options.texts, options.began)))
        return
    rows = {model: run(model, options.texts) for model in MODELS}
    base = rows[MODELS[0]]["rate"]
    print("| model | words/s | ratio | articles/s | to first result, s | peak memory, MB |")
    print("|---|---|---|---|---|---|")
    for model, row in rows.items():
        print(f"| {model} | {row['rate']:,.0f} | {row['rate'] / base:.2f} | {row['articles']:.1f} "
              f"| {row['first']:.2f} | {row['memory']:.0f} |")


if __name__ == "__main__":
    main()
