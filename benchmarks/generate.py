"""Many articles of open texts: `python benchmarks/generate.py 100000 -o articles.jsonl`.

The texts are those of `training/own`. Each article is one of them with other people (few are in the
news often and many seldom, by Zipf's law), other bodies, numbers and a day of its own, half of its
paragraphs, and after them some of three others; a brief (`--brief`) is the first two paragraphs of
one and one of another. A part of the articles are copies of an earlier one, as papers print what an
agency sends: another headline, the end cut, a sentence more or less, an outlet of their own;
`copy_of` names the original, which readers don't look at. The same seed makes the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from own_reader import read_own  # noqa: E402

COPIES = 0.2  # of all articles
RECENT = 200  # originals that are still copied
FIRST, DAYS = date(2023, 1, 1), 365
OUTLETS = [f"{town} {kind}" for town in ("Norwick", "Eastmoor", "Calder", "Lindau", "Bexhollow")
           for kind in ("Herald", "Post", "Courier", "Observer", "Gazette", "Mail")]
AGENCIES = ("Meridian News Agency", "Northern Press", "Coast Wire")
SYLLABLES = ("ba", "bel", "co", "dan", "den", "el", "fa", "gar", "ha", "jor", "ka", "len", "lo",
             "mar", "mi", "na", "nor", "ol", "pe", "ra", "ren", "sa", "sil", "ta", "ter", "to",
             "ul", "va", "ver", "wen", "yor", "za")
ENDINGS = ("ic", "man", "son", "ov", "ez", "ini", "ard", "ley", "wood", "berg", "sen", "aki", "nen",
           "ko", "well", "ton")
KINDS = ["Union", "Council", "Institute", "Trust", "Association", "Group", "Fund", "Agency"]

_NUMBER = re.compile(r"(?<![\w.,])\d{2,3}(?![\w.,]?\d)")
Row = dict[str, Any]


class Press:
    """The people, the bodies and the texts that articles are made of."""

    def __init__(self, seed: int, size: int, *, brief: bool = False) -> None:
        self.chance, self.brief = random.Random(seed), brief
        self.texts = [row for row in read_own() if len(row["text"]) > 300]
        self._people = list(accumulate(1 / rank for rank in range(1, max(50, size // 4))))
        self._bodies = list(accumulate(1 / rank for rank in range(1, max(20, size // 20))))

    def _drawn(self, weights: list[float]) -> int:
        return self.chance.choices(range(len(weights)), cum_weights=weights)[0]

    def person(self) -> tuple[str, str]:
        """Return a first name and a surname; the same two are the same person."""
        own = random.Random(f"person {self._drawn(self._people)}")
        first = "".join(own.choices(SYLLABLES, k=2)).capitalize()
        return first, ("".join(own.choices(SYLLABLES, k=2)) + own.choice(ENDINGS)).capitalize()

    def body(self) -> str:
        """Return the name of an organization."""
        own = random.Random(f"body {self._drawn(self._bodies)}")
        return f"{''.join(own.choices(SYLLABLES, k=3)).capitalize()} {own.choice(KINDS)}"

    def names(self, text: Row) -> dict[str, str]:
        """Return what stands for each name of a text and for its last part."""
        found: dict[str, str] = {}
        for entity in text["entities"]:
            parts = entity["name"].split()
            if entity["type"] == "person" and len(parts) > 1:
                first, last = self.person()
                found |= {entity["name"]: f"{first} {last}", parts[-1]: last}
            elif entity["type"] == "organization" and len(parts) > 1 and entity["name"].istitle():
                found[entity["name"]] = self.body()
        return found

    def text(self, text: Row) -> list[str]:
        """Return the paragraphs of a text with other names and numbers."""
        names = self.names(text)
        paragraphs = [p for p in text["text"].split("\n\n") if p.strip()]
        if names:
            pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(
                names, key=len, reverse=True)))
            paragraphs = [pattern.sub(lambda m: names[m[0]], p) for p in paragraphs]
        return [_NUMBER.sub(lambda m: str(self.chance.randint(10, 999)), p) for p in paragraphs]

    def article(self, number: int) -> Row:
        """Return an article of its own."""
        text, *others = self.chance.sample(self.texts, 2 if self.brief else 4)
        lead, *rest = self.text(text)
        paragraphs = [lead, *(rest[:1] if self.brief else
                              [p for p in rest if self.chance.random() < 0.5])]
        for other in others:
            rows = self.text(other)
            start = self.chance.randrange(len(rows))
            paragraphs += rows[start : start + (1 if self.brief else self.chance.randint(1, 3))]
        title = self.text({**text, "text": text["title"] or paragraphs[0][:60]})[0]
        day = FIRST + timedelta(days=self.chance.randrange(DAYS))
        agency = self.chance.choice(AGENCIES) if self.chance.random() < 0.3 else None
        return {"key": f"article-{number}", "title": title, "text": "\n\n".join(paragraphs),
                "published": str(day), "publisher": self.chance.choice(OUTLETS), "agency": agency}

    def copy(self, original: Row, number: int) -> Row:
        """Return the article as another outlet prints it, the same day or the next."""
        paragraphs = original["text"].split("\n\n")
        for edit in self.chance.sample(EDITS, self.chance.randint(0, 2)):
            edit(paragraphs, self)
        day = date.fromisoformat(original["published"]) + timedelta(days=self.chance.randint(0, 1))
        outlets = [name for name in OUTLETS if name != original["publisher"]]
        title = original["title"] if self.chance.random() < 0.4 else paragraphs[0].split(",")[0]
        return {**original, "key": f"article-{number}", "title": title, "published": str(day),
                "text": "\n\n".join(paragraphs), "publisher": self.chance.choice(outlets),
                "copy_of": original["key"]}


def cut(paragraphs: list[str], press: Press) -> None:
    """Lose up to a third of the text at its end, where it does not fit the page."""
    keep = max(2, len(paragraphs) - press.chance.randint(1, max(1, len(paragraphs) // 3)))
    del paragraphs[keep:]


def own_sentence(paragraphs: list[str], press: Press) -> None:
    """Add a sentence of the paper's own."""
    first, last = press.person()
    paragraphs.append(f"Local residents expect more details next week, {first} {last} said.")


def shorter(paragraphs: list[str], press: Press) -> None:
    """Lose the last sentence of a paragraph."""
    at = press.chance.randrange(len(paragraphs))
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", paragraphs[at])
    if len(sentences) > 1:
        paragraphs[at] = " ".join(sentences[:-1])


def house_style(paragraphs: list[str], press: Press) -> None:
    """Set other quotation marks and another dash."""
    paragraphs[:] = [p.replace("“", '"').replace("”", '"').replace(" – ", " - ")
                     for p in paragraphs]


EDITS: list[Callable[[list[str], Press], None]] = [cut, own_sentence, shorter, house_style]


def articles(size: int, seed: int = 1, *, copies: float = COPIES,
             brief: bool = False) -> Iterator[Row]:
    """Yield so many articles as rows that `quoth build FILE.jsonl` reads."""
    press = Press(seed, size, brief=brief)
    recent: deque[Row] = deque(maxlen=RECENT)
    for number in range(size):
        if recent and press.chance.random() < copies:
            yield press.copy(press.chance.choice(recent), number)
        else:
            recent.append(press.article(number))
            yield recent[-1]


def main() -> None:
    """Write the articles as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", type=int, nargs="?", default=3)
    parser.add_argument("-o", "--out", type=Path, help="file to write (default: stdout)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=float, default=COPIES, help="share of copies")
    parser.add_argument("--brief", action="store_true", help="three paragraphs an article at most")
    args = parser.parse_args()
    place = args.out.open("w", encoding="utf-8") if args.out else nullcontext(sys.stdout)
    with place as lines:
        for row in articles(args.size, args.seed, copies=args.copies, brief=args.brief):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
