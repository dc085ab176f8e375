"""Single sentences and short passages: what is a statement in them, where it begins and ends.

`data/statements.tsv`: class, text with its contents in [[ ]] ([[+ ]] goes on with the one before),
and the sources in the order of the contents (? for any, ~ before a part of one). Lines after "#"
that hold a text are known to fail."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from quoth import nlp
from quoth.reading.plain import describe
from quoth.records import Article, Attribution, Span

HEAD = ("Road closed after storm\n\nTARNBY, March 3, 2023 - A road in the north that was damaged "
        "by a storm is still shut.\n\n")
MARK = re.compile(r"\[\[(\+?)(.*?)\]\]", re.S)
LOOSE = "“”\"«»„‘’',.;:!? \n"
ROWS = [line.split("\t") for line in
        (Path(__file__).parent / "data" / "statements.tsv").read_text("utf-8").splitlines()
        if line and not line.startswith("#")]


def marked(text: str) -> tuple[str, list[list[Span]]]:
    """Return a text after the head, without its marks, and the pieces of its contents."""
    bare, at, found = HEAD, 0, []
    for match in MARK.finditer(text):
        bare += text[at : match.start()]
        piece = Span(len(bare), len(bare) + len(match.group(2)))
        bare, at = bare + match.group(2), match.end()
        if match.group(1):
            found[-1].append(piece)
        else:
            found.append([piece])
    return bare + text[at:] + "\n", found


@cache
def annotator() -> nlp.Annotator:
    return nlp.load("default")


def words(text: str, spans: list[Span] | tuple[Span, ...]) -> frozenset[int]:
    """Return the places of all letters and digits in some spans."""
    return frozenset(at for s in spans for at in range(*s) if text[at] not in LOOSE)


def is_source(found: Attribution, text: str, expected: str) -> bool:
    source = found.source.of(text) if found.source else ""
    return expected == "?" or source == expected \
        or expected.startswith("~") and expected[1:] in source


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)])
def test_what_is_a_statement(row: list[str]) -> None:
    text, contents = marked(row[1].replace("\\n", "\n"))
    sources = row[2].split(";") if len(row) > 2 and row[2] else []
    found = [a for a in annotator()(describe(text, key="k")).attributions if not a.negated]
    assert sorted(map(sorted, (words(text, a.content) for a in found))) == sorted(
        map(sorted, (words(text, c) for c in contents)))
    places = {words(text, a.content): a for a in found}
    for content, source in zip(contents, sources, strict=False):
        assert is_source(places[words(text, content)], text, source.strip())


@pytest.mark.parametrize(("text", "speaks"), [
    ("Two hurt in Srinagar\n\nSrinagar: Four labourers were hurt when an old wall fell on them on "
     "Monday.", False),
    ("LAHORE: Punjab has decided that no new brick kilns may open until spring.", False),
    ("Srinagar: “Four labourers were hurt when an old wall fell on them on Monday.”", True),
])
def test_a_place_that_heads_a_report_says_nothing(text: str, speaks: bool) -> None:
    found = nlp.load("default")(Article("k", text)).attributions
    assert any(a.source and a.source.of(text).lower() in ("srinagar", "lahore")
               for a in found) == speaks
