"""Growth of the clustering of quotations: `python benchmarks/statements.py [--sizes 1000 10000]`.

Speakers, days and reports are invented: few speak often and many seldom (Zipf); an utterance is
reported once or several times, whole or in part, with words left out, replaced and moved. Prints
for each size the time of the processor, the memory and what was joined rightly, and how the time
grows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate

from quoth.linking.statements import cluster
from quoth.records import Article, Facts, Quotation, Span

QUOTATIONS = 5  # an article
FIRST, DAYS = date(2023, 1, 1), 365
REPORTS = (0.7, 0.15, 0.08, 0.04, 0.03)  # how often an utterance is reported once, twice ...


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return words by frequency, and the sums of their weights (Zipf)."""
    path = files("quoth.linking") / "data" / "word-ranks.txt.gz"
    words = gzip.decompress(path.read_bytes()).decode("ascii").split()
    return words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def utterance(chance: random.Random) -> list[str]:
    """Return the words of something that is said."""
    words, weights = vocabulary()
    return chance.choices(words, cum_weights=weights, k=chance.randint(8, 40))


def retold(said: Sequence[str], chance: random.Random) -> list[str]:
    """Return a report: the whole or a part, with some words lost, replaced or moved."""
    words, weights = vocabulary()
    size = len(said) if chance.random() < 0.7 else max(6, len(said) // 2)
    start = chance.randint(0, len(said) - size)
    told = [word if chance.random() > 0.06 else chance.choices(words, cum_weights=weights)[0]
            for word in said[start: start + size] if chance.random() > 0.05]
    if len(told) > 8 and chance.random() < 0.3:
        half = len(told) // 2
        told = told[half:] + told[:half]
    return told or list(said)


def reports(size: int, chance: random.Random) -> Iterator[tuple[int, int, str, list[str]]]:
    """Yield (utterance, speaker, day, words) until there are enough."""
    speakers = list(accumulate(1 / rank for rank in range(1, max(3, size // 20) + 1)))
    made = number = 0
    while made < size:
        number += 1
        [speaker] = chance.choices(range(len(speakers)), cum_weights=speakers)
        said, day = utterance(chance), chance.randrange(DAYS)
        [count] = chance.choices(range(1, len(REPORTS) + 1), REPORTS)
        for _ in range(min(count, size - made)):
            when = FIRST + timedelta(days=day + chance.randint(0, 2))
            yield number, speaker, str(when), retold(said, chance)
            made += 1


def press(size: int, seed: int) -> tuple[list[Facts], dict[tuple[str, str], int]]:
    """Return articles with so many quotations, and the utterance of each."""
    chance = random.Random(seed)
    by_day: dict[str, list[tuple[int, int, list[str]]]] = defaultdict(list)
    for number, speaker, day, words in reports(size, chance):
        by_day[day].append((number, speaker, words))
    facts, truth = [], {}
    for day in sorted(by_day):
        rows = by_day[day]
        chance.shuffle(rows)
        for start in range(0, len(rows), QUOTATIONS):
            one, said = article(day, start, rows[start: start + QUOTATIONS])
            facts.append(one)
            truth |= said
    return facts, truth


def article(day: str, start: int, rows: Sequence[tuple[int, int, list[str]]]
            ) -> tuple[Facts, dict[tuple[str, str], int]]:
    """Return an article of some quotations, and the utterance of each."""
    texts = [" ".join(words).capitalize() + "." for _, _, words in rows]
    made = Article(key=f"{day}-{start}", text="\n".join(texts), published=day)
    quotations, truth, at = [], {}, 0
    for (number, speaker, _), text in zip(rows, texts, strict=True):
        span = Span(at, at + len(text))
        quotations.append(Quotation(f"q{span.start}-{span.end}", made.id, (span,), text,
                                    speaker=f"actor/s{speaker}"))
        truth[made.id, quotations[-1].id] = number
        at = span.end + 1
    return Facts(made, quotations=tuple(quotations)), truth


def measure(size: int, seed: int) -> dict[str, float]:
    """Return the figures of one size."""
    facts, truth = press(size, seed)
    started = time.process_time()
    statements = cluster(facts)[1]
    seconds = time.process_time() - started
    same = defaultdict(int)
    for number in truth.values():
        same[number] += 1
    wanted = sum(n * (n - 1) // 2 for n in same.values())
    found = right = 0
    for statement in statements:
        numbers = [truth[pair] for pair in statement.quotations]
        found += math.comb(len(numbers), 2)
        right += sum(math.comb(numbers.count(n), 2) for n in set(numbers))
    return {"quotations": size, "CPU seconds": round(seconds, 2), "a second": round(size / seconds),
            "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "precision": round(100 * right / found, 2) if found else 100.0,
            "recall": round(100 * right / wanted, 2) if wanted else 100.0}


def main() -> None:
    """Print the figures of all sizes as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = [measure(size, args.seed) for size in args.sizes]
    if args.json:
        print(json.dumps(rows))
        return
    print("| " + " | ".join(rows[0]) + " |\n|" + "---|" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(map(str, row.values())) + " |")
    for one, other in zip(rows, rows[1:], strict=False):
        growth = math.log(other["CPU seconds"] / one["CPU seconds"]) / math.log(
            other["quotations"] / one["quotations"])
        print(f"\nfrom {one['quotations']} to {other['quotations']}: time grows with the power "
              f"{growth:.2f} of the number")


if __name__ == "__main__":
    main()
