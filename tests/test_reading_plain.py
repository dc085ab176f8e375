"""Plain text in many styles: metadata and regions of articles that were written for this test."""

from pathlib import Path

import pytest
from quoth.reading.plain import describe

SAMPLES = sorted((Path(__file__).parent / "reading_samples").glob("*.txt"))
KINDS = {"T": "title", "S": "subtitle", "H": "heading", "D": "date", "Y": "byline", "C": "caption",
         "R": "source", "B": "boilerplate"}
INLINE = {"dateline", "date", "source"}


def load(path: Path) -> tuple[dict[str, str | None], list[tuple[str, str]]]:
    head, _, body = path.read_text("utf-8").partition("---\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    lines = [(line[0], line[2:]) for line in body.splitlines()]
    return {k: None if v == "None" else v for k, v in fields.items()}, lines


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_fields(path: Path) -> None:
    fields, lines = load(path)
    article = describe("\n".join(text for _, text in lines), key=path.name)
    assert {name: getattr(article, name) for name in fields} == fields


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_lines(path: Path) -> None:
    """Each line has the kind of its letter; a line of the story has no region over all of it."""
    _, lines = load(path)
    article = describe("\n".join(text for _, text in lines), key=path.name)
    at, found = 0, []
    for letter, text in lines:
        end = at + len(text)
        kinds = [r.kind for r in article.regions if r.start < end and at < r.end]
        if letter == " ":
            found.append(" " if not set(kinds) - INLINE else f"! {kinds}")
        else:
            found.append(letter if KINDS[letter] in kinds else f"! {kinds}")
        at = end + 1
    assert [(kind, text) for kind, (_, text) in zip(found, lines, strict=True)] == lines
