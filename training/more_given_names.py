"""Add the given names that Faker has to those of the knowledge base.

    python training/more_given_names.py FAKER [--out graph/quoth/linking/data]

FAKER is the folder of the unpacked package (MIT licence; 40.63.0 was used). Names that the table
has keep their gender. Left out are words of English, of bodies, lands and offices, what only the
general English list has and texts write often, men's names of one language that end as women's of
others do (such an ending tells more), and scripts whose letters do not give a usual
spelling in Latin ones. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from compile_kb import OUT, write
from quoth.linking.foreign import foreign_kinds
from quoth.linking.knowledge_base import knowledge_base
from quoth.linking.lexis import is_common
from quoth.linking.names import fold
from quoth.linking.words import word_sets
from quoth.nlp.wordlists import closed_class, gazetteer

NO_SPELLING = frozenset(("ar_AA", "fa_IR", "gu_IN", "he_IL", "hi_IN", "ka_GE", "mr_IN", "ne_NP",
                         "or_IN", "si_LK", "ta_IN", "th_TH", "zh_CN"))
# towns, and parts of names of places, parties and papers in other languages
PLACES = frozenset(("santa", "santo", "san", "sao", "sint", "sankt", "batu", "kota", "bandar",
                    "bukit", "pulau", "gunung", "villa", "casa", "monte", "porto", "puerto", "rio",
                    "terra", "tierra", "nova", "novo", "nueva", "nuevo", "estrella", "stella",
                    "aurora", "union", "unia", "nord", "sud", "est", "oeste", "norte", "sur",
                    "phoenix", "london", "dallas", "austin", "houston", "denver", "boston",
                    "sydney", "orlando", "milan", "madison", "lourdes", "kingston", "hamilton",
                    "lincoln", "memphis", "cleveland", "melbourne", "brisbane", "chelsea",
                    "kara", "yeni", "eski", "novi", "stara", "stari", "lega"))
GENERAL = "en"


def bearers(faker: Path) -> dict[str, Counter[tuple[str, str]]]:
    """Return how often each folded name is given to men and women, by locale."""
    sys.path.insert(0, str(faker))
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for folder in sorted((faker / "faker" / "providers" / "person").iterdir()):
        if folder.is_dir() and folder.name[:2] != "__":
            provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
            for gender, name in names(provider):
                if folder.name not in NO_SPELLING or name.isascii():
                    found[fold(name)][gender, folder.name] += 1
    return found


def names(provider: Any) -> Iterator[tuple[str, str]]:
    """Yield gender and name of all lists of given names of a locale."""
    for attribute in sorted(dir(provider)):
        table = getattr(provider, attribute)
        if "first" in attribute and "male" in attribute and not callable(table):
            for name in table:
                name = name[-1] if isinstance(name, tuple) else name
                if re.fullmatch(r"[^\W\d_][^\W\d_'’-]+", name):
                    yield "f" if "female" in attribute else "m", name


def gender(bearers: Counter[tuple[str, str]]) -> str:
    """Return m, f or u; a capital where two languages agree."""
    languages = {(sex, locale[:2]) for sex, locale in bearers}
    counts = Counter(sex for sex, _ in languages)
    best, most = counts.most_common(1)[0]
    if most < 0.9 * sum(counts.values()):
        return "u"
    return best.upper() if most > 1 else best


def is_name(word: str, locales: set[str]) -> bool:
    """Say whether a folded word is a given name rather than another word."""
    if not re.fullmatch(r"[a-z]{3,15}", word) or word in other_words() or is_common(word):
        return False
    return locales != {GENERAL} or word not in frequent()


@cache
def other_words() -> frozenset[str]:
    """Return the folded words that the tables of Quoth have for other things."""
    named = {name for name, label in gazetteer().items() if label in ("GPE", "NORP", "ORG")}
    return frozenset(map(fold, PLACES.union(
        *word_sets().mentions.values(), knowledge_base().roles, closed_class(), named,
        word_sets().particles)))


@cache
def frequent() -> frozenset[str]:
    """Return the words that texts write often, names included."""
    lines = gzip.decompress((OUT / "word-ranks.txt.gz").read_bytes()).decode("utf-8")
    return frozenset(lines.split())


def main() -> None:
    """Merge and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("faker", type=Path)
    options.add_argument("--out", type=Path, default=OUT)
    args = options.parse_args()
    merged = {name: gender(by) for name, by in bearers(args.faker).items()
              if is_name(name, {locale for _, locale in by}) and not foreign_kinds(name)}
    merged = {n: g for n, g in merged.items() if not (g == "m" and n.endswith("a"))}
    merged |= knowledge_base().given_names
    write(args.out / "given-names.tsv.gz", [f"{n}\t{g}" for n, g in sorted(merged.items())])


if __name__ == "__main__":
    main()
