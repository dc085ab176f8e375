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


PRESS = """FOR IMMEDIATE RELEASE

Oxo Thermal Names New Chief

LISK, May 4 -- Oxo Thermal said on Monday that it had sold nine pumps to the port of Lisk.

"The pumps are quiet," said Ann Roe, the head of the firm, on the quay in front of guests.

Forward-Looking Statements

This release contains statements that involve risks. Words such as "expects" identify them.

The firm does not undertake to update any of these statements, whatever may happen to it.

Media Contact:

Joan Whit, press@oxo.example
"""


def test_what_a_press_release_has_around_its_story_is_furniture() -> None:
    article = describe(PRESS, key="k")
    marked = [PRESS[r.start:r.end] for r in article.regions if r.kind == "boilerplate"]
    for line in ("FOR IMMEDIATE RELEASE", "Forward-Looking Statements", "Media Contact:"):
        assert line in marked
    assert any(line.startswith("This release contains") for line in marked)
    assert any(line.startswith("The firm does not") for line in marked)
    assert not any("quiet" in line or "nine pumps" in line for line in marked)
