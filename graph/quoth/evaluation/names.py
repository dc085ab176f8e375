"""Scores of named entities on gold with one sentence a row: `{"doc", "words", "spaces", "tags"}`.

Tags are BILUO with PERSON, ORG and LOC among others; a tag `-` means not annotated there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from quoth.evaluation.figures import Tally, figure
from quoth.records import Span

TYPES = ("PERSON", "ORG", "LOC")
ALIASES = {"GPE": "LOC"}


class Name(NamedTuple):
    """A named entity."""

    start: int
    end: int
    type: str


def row_text(row: Mapping[str, Any]) -> str:
    """Return the text that the words of a row spell."""
    return "".join(word + " " * space
                   for word, space in zip(row["words"], row["spaces"], strict=True)).rstrip()


def word_spans(row: Mapping[str, Any]) -> list[Span]:
    """Return the characters of each word in `row_text`."""
    spans, at = [], 0
    for word, space in zip(row["words"], row["spaces"], strict=True):
        spans.append(Span(at, at + len(word)))
        at += len(word) + space
    return spans


def gold_names(row: Mapping[str, Any]) -> set[Name]:
    """Return the names that BILUO tags give, of the types that are scored."""
    found, start = set(), 0
    for span, tag in zip(word_spans(row), row["tags"], strict=True):
        place, _, label = tag.partition("-")
        if place in ("B", "U"):
            start = span.start
        if place in ("L", "U") and ALIASES.get(label, label) in TYPES:
            found.add(Name(start, span.end, ALIASES.get(label, label)))
    return found


def predicted_names(row: Mapping[str, Any], spans: Iterable[Sequence[Any]]) -> set[Name]:
    """Return predicted spans of the scored types, without those on words not annotated."""
    names = {Name(a, b, ALIASES.get(label, label)) for a, b, label in spans}
    blank = [span for span, tag in zip(word_spans(row), row["tags"], strict=True) if tag == "-"]
    return {name for name in names if name.type in TYPES
            and not any(Span(name.start, name.end).overlaps(span) for span in blank)}


def count(pair: tuple[set[Name], set[Name]], types: Sequence[str] = TYPES,
          typed: bool = True) -> Tally:
    """Count the names of some types; untyped: only begin and end must agree."""
    gold, predicted = ({(*n[:2], n.type if typed else "") for n in side if n.type in types}
                       for side in pair)
    return Tally.even(len(gold & predicted), len(predicted), len(gold))


FIGURES: dict[str, Callable[[tuple[set[Name], set[Name]]], Tally]] = {
    "name": count, "name untyped": partial(count, typed=False),
    **{f"name {label.lower()}": partial(count, types=(label,)) for label in TYPES},
}


def score_names(gold_rows: Iterable[Mapping[str, Any]],
                predicted: Iterable[Iterable[Sequence[Any]]], *, seed: int = 0) -> dict[str, Any]:
    """Score predicted `[start, end, label]` spans (offsets into `row_text`), row by row.

    A name counts where begin, end and type agree; GPE counts as LOC, other types are left out.
    """
    pairs = [(gold_names(row), predicted_names(row, spans))
             for row, spans in zip(gold_rows, predicted, strict=True)]
    return {"articles": len(pairs), "gold": sum(len(gold) for gold, _ in pairs),
            "predicted": sum(len(found) for _, found in pairs),
            "figures": {name: figure(name, [tally(pair) for pair in pairs], seed=seed).to_dict()
                        for name, tally in FIGURES.items()}}
