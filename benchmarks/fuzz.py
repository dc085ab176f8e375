"""Look for inputs that break something: `python benchmarks/fuzz.py [--minutes 1] [--target html]`.

Each target of `tests/fuzzing.py` (every reader, and all that follows the reading of a text) gets
an equal share of the time: inputs of its corpus, `tests/corpus/TARGET`, changed at random by
Hypothesis. An input that raises, or takes longer than `--slow` seconds of the processor, is made
as small as can be and kept in the corpus, where the tests replay it. Prints Markdown; stops with
code 1 where anything was found.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from fuzzing import CORPUS, corpus, mutated, targets  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import seed as seeded  # noqa: E402

ROUND = 100  # inputs between two looks at the clock


class TooSlow(AssertionError):
    """An input took longer than it may."""


class Watched:
    """A target that counts its inputs and remembers the last that broke it, the smallest found."""

    def __init__(self, check: Callable[[bytes], None], slow: float) -> None:
        self.check, self.slow = check, slow
        self.count, self.longest = 0, 0.0
        self.broken: bytes | None = None

    def __call__(self, data: bytes) -> None:
        began = time.process_time()
        self.count += 1
        try:
            self.check(data)
        except Exception:
            self.broken = data
            raise
        spent = time.process_time() - began
        self.longest = max(self.longest, spent)
        if spent > self.slow:
            self.broken = data
            raise TooSlow(f"{spent:.1f} s of the processor")


def search(name: str, check: Callable[[bytes], None], *, seconds: float, seed: int,
           slow: float) -> tuple[Watched, list[str]]:
    """Try inputs for so long; return what was counted and a line for each fault."""
    watched, faults = Watched(check, slow), []
    end = time.monotonic() + seconds
    seeds = [path.read_bytes() for path in corpus(name)] or [b""]

    def try_one(data: bytes) -> None:
        watched(data)

    while time.monotonic() < end and len(faults) < 5:
        seed += 1
        work = settings(max_examples=ROUND, database=None, deadline=None,
                        suppress_health_check=list(HealthCheck))(
            seeded(seed)(given(mutated(seeds))(try_one)))
        try:
            work()
        except Exception as error:  # whatever it is, it is what we look for
            kept = keep(name, watched.broken or b"")
            line = " ".join(f"{type(error).__name__}: {error}".split())[:160]
            faults.append(f"{name}: {line} ({kept.relative_to(CORPUS.parent.parent)})")
    return watched, faults


def keep(name: str, data: bytes) -> Path:
    """Put an input into the corpus."""
    path = CORPUS / name / f"found-{hashlib.sha256(data).hexdigest()[:8]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def main() -> int:
    """Print how many inputs each target has stood."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0, help="of all targets together")
    parser.add_argument("--target", nargs="+", help="only these")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--slow", type=float, default=5.0)
    args = parser.parse_args()
    chosen = {name: check for name, check in targets().items()
              if not args.target or name in args.target}
    print(f"seed {args.seed}\n\n| target | inputs | longest, s | faults |\n|---|---:|---:|---:|")
    faults: list[str] = []
    for name, check in chosen.items():
        watched, found = search(name, check, seconds=60 * args.minutes / len(chosen),
                                seed=args.seed, slow=args.slow)
        print(f"| {name} | {watched.count:,} | {watched.longest:.2f} | {len(found)} |", flush=True)
        faults += found
    print("", *faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
