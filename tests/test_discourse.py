"""Who says it in short articles of many kinds: pronouns, bodies, bare quotations, interviews.

The files of `data/discourse` hold articles under a line "# what it shows", each statement as
[[speaker| words]]: "-" is nobody, "a/b" either, "~" one that need not be found. Articles behind
"# !" are known to fall short.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from quoth import nlp
from quoth.linking import Resolver
from quoth.records import Article, Quotation

FOLDER = Path(__file__).parent / "data" / "discourse"
STATEMENT = re.compile(r"\[\[(~?)([^|\]]*)\|\s?(.*?)\]\]", re.S)


class Told(NamedTuple):
    """An article with where its statements stand and whose they are."""

    text: str
    statements: list[tuple[int, int, str]]


def read(body: str) -> Told:
    text, at, found = "", 0, []
    for match in STATEMENT.finditer(body):
        text += body[at : match.start()]
        if not match[1]:
            found.append((len(text), len(text) + len(match[3]), match[2].strip()))
        text += match[3]
        at = match.end()
    return Told(text + body[at:], found)


def articles(*, short: bool) -> list[object]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"(?m)^# ", path.read_text("utf-8"))[1:]:
            title, _, body = block.partition("\n")
            if title.startswith("!") == short:
                found.append(pytest.param(read(body.strip() + "\n"), id=f"{path.stem}-{title}"))
    return found


@cache
def line() -> tuple[nlp.annotator.Annotator, Resolver]:
    return nlp.load("default"), Resolver()


def wrong(told: Told) -> list[tuple[str, str, str | None]]:
    """Return the statements with another speaker than they have: words, wanted, given."""
    annotate, resolve = line()
    article = Article("a.txt", told.text)
    quotations = resolve(article, annotate(article)).quotations
    found = []
    for start, end, wanted in told.statements:
        best = max(quotations, key=lambda q: share(q, start, end), default=None)
        given = best.speaker_name if best and share(best, start, end) > 0 else None
        named = given is not None and any(w.lower() in given.lower() for w in wanted.split("/"))
        if not (given is None if wanted == "-" else named):
            found.append((told.text[start:end], wanted, given))
    return found


def share(quotation: Quotation, start: int, end: int) -> float:
    """Return the Jaccard index of a content and a stretch of the text."""
    both = sum(max(0, min(end, b) - max(start, a)) for a, b in quotation.content)
    return both / (end - start + sum(b - a for a, b in quotation.content) - both)


@pytest.mark.parametrize("told", articles(short=False))
def test_statements_have_their_speaker(told: Told) -> None:
    assert not wrong(told)


def test_few_statements_fall_short() -> None:
    short = [wrong(p.values[0]) for p in articles(short=True)]
    number = sum(len(p.values[0].statements) for s in (False, True) for p in articles(short=s))
    assert sum(map(len, short)) <= 0.05 * number
