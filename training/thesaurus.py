"""Make the list of synonyms and antonyms: `python training/thesaurus.py DICT`.

DICT is the folder `dict` of WordNet 3.1. Kept are words of the list by frequency in one of their
first two senses, with synonyms that are rarer in their first, and antonyms in their first. A word
and one derived from it (destroy, destruction) are synonyms, where they have not one form already
(`quoth.linking.lexis.stem`).
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from quoth.linking.lexis import stem

DATA = files("quoth.linking") / "data"
PARTS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
LETTERS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
DERIVED = ("+", "\\")  # derived from, and an adjective or adverb of it
SENSES = 2  # the first senses of a word that count
COMMON = 20_000  # the last rank of a word whose antonym counts

Words = dict[tuple[str, str], list[str]]  # the words of a synset of a part of speech
Senses = dict[tuple[str, str, str], int]  # word, part of speech, synset: number of the sense


def ranks() -> dict[str, int]:
    """Return the rank of each word."""
    text = gzip.decompress((DATA / "word-ranks.txt.gz").read_bytes()).decode("ascii")
    return {word: rank for rank, word in enumerate(text.split(), 1)}


def senses(folder: Path) -> Senses:
    """Return the number of each sense of each word."""
    found = {}
    for line in (folder / "index.sense").read_text("ascii").splitlines():
        key, synset, number, _ = line.split()
        word, _, rest = key.partition("%")
        found[word, PARTS[rest[0]], synset] = int(number)
    return found


def synsets(folder: Path, part: str) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield the number of each synset, its words and its pointers (see wndb(5WN))."""
    for line in (folder / f"data.{part}").read_text("ascii").splitlines():
        if line.startswith(" "):
            continue
        row = line.partition(" | ")[0].split()
        end = 4 + 2 * int(row[3], 16)
        words = [re.sub(r"\(\w+\)", "", word) for word in row[4: end: 2]]
        yield row[0], words, [row[at: at + 4] for at in range(end + 1, end + 4 * int(row[end]), 4)]


def derived(part: str, synset: str, words: list[str], pointers: list[list[str]],
            found: Words, number: Senses, rank: dict[str, int]) -> Iterator[str]:
    """Yield "= word word" for a word and one derived from it, both common and in a first sense."""
    for kind, other, letter, places in pointers:
        if kind not in DERIVED:
            continue
        to = LETTERS[letter]
        pair = ((words[int(places[:2], 16) - 1], part, synset),
                (found[to, other][int(places[2:], 16) - 1], to, other))
        one, two = pair[0][0], pair[1][0]
        if all(re.fullmatch("[a-z]{3,}", w) and rank.get(w, COMMON) < COMMON
               and number.get((w, p, s), SENSES + 1) <= SENSES for w, p, s in pair) \
                and stem(one) != stem(two):
            yield " ".join(["=", *sorted((one, two))])


def rows(folder: Path) -> Iterator[str]:
    """Yield "= word word ..." for synonyms and "! word word" for antonyms."""
    rank, number = ranks(), senses(folder)
    all_words = {(part, synset): words for part in sorted(set(PARTS.values()))
                 for synset, words, _ in synsets(folder, part)}
    for part in sorted(set(PARTS.values())):
        found = {synset: (words, pointers) for synset, words, pointers in synsets(folder, part)}
        for synset, (words, pointers) in found.items():
            same = {w for w in words if re.fullmatch("[a-z]{3,}", w)
                    and number.get((w, part, synset), SENSES + 1) <= (SENSES if w in rank else 1)}
            if len(same) > 1 and not same.isdisjoint(rank):
                yield " ".join(["=", *sorted(same)])
            yield from derived(part, synset, words, pointers, all_words, number, rank)
            for _, other, _, places in (p for p in pointers if p[0] == "!"):
                pair = (words[int(places[:2], 16) - 1], found[other][0][int(places[2:], 16) - 1])
                if all(rank.get(w, COMMON) < COMMON and number.get((w, part, s)) == 1
                       for w, s in zip(pair, (synset, other), strict=True)):
                    yield " ".join(["!", *sorted(pair)])


def main() -> None:
    """Write the list beside the other data of `quoth.linking`."""
    text = "\n".join(sorted(set(rows(Path(sys.argv[1])))))
    path = Path(str(DATA / "thesaurus.txt.gz"))
    path.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))


if __name__ == "__main__":
    main()
