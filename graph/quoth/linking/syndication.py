"""Which articles print one text: what an agency sends, cut and headed anew by each paper.

Texts are compared as sets of shingles, rows of a few words. Those that can be one are found by
MinHash (Broder, 1997) in bands (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, chapter
3), so that the work grows with the number of articles; what counts is the exact share of common
shingles. A pure function of the set of articles: their order makes no difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np

from quoth.records import Article, Facts

# Chosen on generated copies, whose figures benchmarks/syndication.py prints, and held against 924
# articles of the US press, where all that is found is one text.
WORDS = 5  # of a shingle
SHORTEST = 30  # shingles: what is shorter can be a formula (a forecast, a list of results)
SHARED = 0.65  # of the shorter text, that the longer one has too
ALIKE = 0.45  # of both together: a digest that holds a whole report is another text
BANDS, ROWS = 48, 3  # texts that share half of both are missed once in 600, 0.45 once in 98
CROWD = 8  # others of a band that an article is compared with, beside the first

_TOKEN = re.compile(r"[^\W_]+")
_PRIME = (1 << 31) - 1
_FURNITURE = frozenset(("boilerplate", "title", "subtitle", "byline", "dateline", "date", "source",
                        "caption"))


def syndicated(facts: Sequence[Facts]) -> list[Facts]:
    """Return the facts, in the order given, with `work` filled in where a text is printed twice.

    A work bears the id of the article that has it first.
    """
    works = works_of(one.article for one in facts)
    return [one if one.work == works.get(one.article.id)
            else one.replace(work=works.get(one.article.id)) for one in facts]


def works_of(articles: Iterable[Article]) -> dict[str, str]:
    """Return the work of each article whose text several have: id to id of the earliest."""
    order = sorted(articles, key=lambda a: (a.published or "9999", a.id))
    sets = [shingles(body_of(article)) for article in order]
    first = list(range(len(order)))  # of each article, the earliest with its text (union-find)
    for one, other in _candidates(sets):
        a, b = _root(first, one), _root(first, other)
        if a != b and same_text(sets[one], sets[other]):
            first[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(order)):
        groups[_root(first, number)].append(number)
    return {order[number].id: order[root].id
            for root, group in groups.items() if len(group) > 1 for number in group}


def same_text(one: frozenset[int], other: frozenset[int]) -> bool:
    """Say whether two sets of shingles are of one text, whole or cut.

    >>> words = [f"word{n}" for n in range(99)]
    >>> whole, cut = shingles(" ".join(words)), shingles(" ".join(words[:60]))
    >>> same_text(whole, cut), same_text(whole, shingles(" ".join(words[80:])))
    (True, False)
    """
    shorter, longer = sorted((len(one), len(other)))
    if shorter < SHORTEST or shorter < ALIKE * longer:
        return False
    common = len(one & other)
    return common >= SHARED * shorter and common >= ALIKE * (shorter + longer - common)


def shingles(text: str) -> frozenset[int]:
    """Return the rows of words of a text, as hashes that are the same in every run."""
    found = [word.lower().encode() for word in _TOKEN.findall(text)]
    return frozenset(crc32(b" ".join(found[at : at + WORDS]))
                     for at in range(len(found) - WORDS + 1))


def body_of(article: Article) -> str:
    """Return the text without headline, byline, dateline and furniture, which each paper changes.
    """
    parts, at = [], 0
    for region in sorted(article.regions):
        if region.kind in _FURNITURE and region.end > at:
            parts.append(article.text[at : max(at, region.start)])
            at = region.end
    return " ".join([*parts, article.text[at:]])


@lru_cache(maxsize=1)
def _hashes() -> tuple[np.ndarray, np.ndarray]:
    """Return factors and summands of the hash functions; drawn once, and fixed by the seed."""
    drawn = np.random.Generator(np.random.PCG64(1)).integers(1, _PRIME, (2, BANDS * ROWS))
    return drawn[0].astype(np.uint64), drawn[1].astype(np.uint64)


def _signature(found: frozenset[int]) -> np.ndarray:
    """Return the least hash of a set under each function, (BANDS, ROWS)."""
    factors, summands = _hashes()
    numbers = np.fromiter(found, dtype=np.uint64, count=len(found)) % _PRIME
    values = (numbers[:, None] * factors + summands) % _PRIME
    return values.min(axis=0).reshape(BANDS, ROWS)


def buckets(found: frozenset[int]) -> list[int]:
    """Return the buckets that a text lies in, one a band, by number; none for a short text."""
    if len(found) < SHORTEST:
        return []
    return [int.from_bytes(blake2b(bytes([band]) + row.tobytes(), digest_size=8).digest(), "big",
                           signed=True) for band, row in enumerate(_signature(found))]


def _candidates(sets: Sequence[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of texts that share a bucket, each pair once."""
    shelf: dict[int, list[int]] = {}
    for number, found in enumerate(sets):
        near: dict[int, None] = {}
        for name in buckets(found):
            there = shelf.setdefault(name, [])
            near |= dict.fromkeys(there[:1] + there[1:][-CROWD:])
            there.append(number)
        yield from ((other, number) for other in near)


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
