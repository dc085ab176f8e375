"""Readers of the training data and the targets that the model learns.

Data: PolNeAR as JSONL (attributions; silver names, sentences and coreference), gold named
entities as JSONL (one sentence a line), GUM as CoNLL-U (gold coreference), and the project's own
articles. `shared/data` of the recipe holds the first three; none of their texts is in this
repository.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from quoth.nlp.model.features import BODY, Pieces, encode
from tokenizers import Tokenizer

IGNORE = -100
NER_TYPES = {"PERSON": 1, "PER": 1, "ORG": 3, "ORGANIZATION": 3, "LOC": 5, "LOCATION": 5, "GPE": 5}
TYPES_OF_OWN = {"person": "PERSON", "organization": "ORG", "place": "GPE"}
_NAME = r"[^\W_a-zß-öø-ÿ][\w'’.&-]*"
UNSURE = re.compile(rf"(?<!\w){_NAME}(?:\s+(?:[^\W\d_]{{1,4}}\s+){{0,2}}{_NAME})*")
MARKS = {"curly": "“”", "straight": '""', "guillemets": "«»", "german": "„“"}


@dataclass
class Example:
    """One text with its targets; every array has shape (pieces,), IGNORE where not annotated.

    `versions` holds one list of attributions for each annotator: (source, cue, content) as lists
    of piece ranges. `mentions` holds (first, last, chain), sorted.
    """

    id: str
    kind: str
    pieces: Pieces
    ner: np.ndarray
    sentence: np.ndarray
    versions: list[list[tuple]] = field(default_factory=list)
    mentions: list[tuple[int, int, int]] = field(default_factory=list)


def read_lines(path: Path) -> Iterator[dict]:
    """Yield the rows of a (gzipped) JSONL file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def piece_range(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """Return the pieces that overlap the characters, half-open, or None."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left"))
    return (first, last) if first < last else None


def ranges_of(pieces: Pieces, spans: list) -> list[tuple[int, int]]:
    """Return several spans as piece ranges."""
    found = (piece_range(pieces, *span[:2]) for span in spans)
    return [r for r in found if r]


def attributions_of(pieces: Pieces, rows: list[dict]) -> list[tuple]:
    """Return (source, cue, content) piece ranges of the attributions that have cue and content."""
    made = [tuple(ranges_of(pieces, row.get(role) or []) for role in ("source", "cue", "content"))
            for row in rows]
    return [a for a in made if a[1] and a[2]]


def restyle(text: str, style: str) -> str:
    """Return the text with other double quotation marks; every offset stays."""
    opening, closing = MARKS[style]

    def swap(match: re.Match) -> str:
        if match.group() in "“”":
            return opening if match.group() == "“" else closing
        before = text[match.start() - 1] if match.start() else " "
        return opening if before.isspace() or before in "(—–-[" else closing

    return re.sub(r"[“”\"]", swap, text)


def attribution_examples(tokenizer: Tokenizer, rows: Iterator[dict], kind: str,
                         styles: tuple[str, ...] = ()) -> Iterator[Example]:
    """Yield an example for each row of PolNeAR's format, and one more for each style of marks."""
    for row in rows:
        texts = [row["text"], *(restyle(row["text"], style) for style in styles)]
        for text in dict.fromkeys(texts):
            pieces = encode(tokenizer, text)
            silver = row.get("silver") or {}
            versions = [row["attributions"],
                        *(o["attributions"] for o in row.get("other_annotations") or [])]
            yield Example(
                row["id"], kind, pieces,
                ner=_own_ner(pieces, text, row["entities"]) if row.get("entities")
                else _silver_ner(pieces, silver), sentence=_sentences(pieces, silver),
                versions=[attributions_of(pieces, version) for version in versions],
                mentions=_silver_mentions(pieces, silver))


def _silver_ner(pieces: Pieces, silver: dict) -> np.ndarray:
    tags = np.full(len(pieces), 0 if silver else IGNORE, dtype=np.int64)
    for start, end, kind in silver.get("ner", ()):
        found = kind in NER_TYPES and piece_range(pieces, start, end)
        if found:
            _mark(tags, *found, NER_TYPES[kind])
        elif kind == "MISC" and (found := piece_range(pieces, start, end)):
            tags[slice(*found)] = IGNORE
    return tags


def own_names(text: str, entities: list[dict]) -> list[tuple[int, int, str]]:
    """Return (start, end, type) where the names of an own article's entities stand, people's
    surnames included. Names without a capital ("police") are none here, nor are groups.
    """
    names: dict[str, str] = {}
    for e in (e for e in entities if e["type"] in TYPES_OF_OWN):
        surname = e["name"].split()[1:][-1:] if e["type"] == "person" else []
        for name in (*surname, *e["aliases"], e["name"]):
            if name[:1].isupper():
                names.setdefault(name, TYPES_OF_OWN[e["type"]])
    found: list[tuple[int, int, str]] = []
    for name in sorted(names, key=lambda one: (-len(one), one)):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(a < match.end() and match.start() < b for a, b, _ in found):
                found.append((match.start(), match.end(), names[name]))
    return sorted(found)


def _own_ner(pieces: Pieces, text: str, entities: list[dict]) -> np.ndarray:
    """Names of the entities of an own article; other words with a capital, and small ones between
    two of them, may be names that its gold has no need of."""
    tags = np.zeros(len(pieces), dtype=np.int64)
    for match in UNSURE.finditer(text):
        if found := piece_range(pieces, *match.span()):
            tags[slice(*found)] = IGNORE
    for start, end, kind in own_names(text, entities):
        if found := piece_range(pieces, start, end):
            _mark(tags, *found, NER_TYPES[kind])
    return tags


def _mark(tags: np.ndarray, first: int, last: int, begin: int) -> None:
    tags[first:last] = begin + 1
    tags[first] = begin


def _sentences(pieces: Pieces, silver: dict) -> np.ndarray:
    tags = np.full(len(pieces), 0 if silver else IGNORE, dtype=np.int64)
    for start, end in silver.get("sentences", ()):
        if found := piece_range(pieces, start, end):
            tags[found[0]] = 1
    return tags


def _silver_mentions(pieces: Pieces, silver: dict) -> list[tuple[int, int, int]]:
    found = set()
    for chain, mentions in enumerate(silver.get("coref", ())):
        for start, end, *_ in mentions:
            if (r := piece_range(pieces, start, end)) and r[1] - r[0] <= 24:
                found.add((r[0], r[1] - 1, chain))
    return sorted(found)


def ner_examples(tokenizer: Tokenizer, path: Path) -> Iterator[Example]:
    """Yield gold named entities, sentences joined to texts of about a window."""
    group: list[dict] = []
    for row in read_lines(path):
        group.append(row)
        if sum(len(r["words"]) for r in group) > 320:
            yield _ner_example(tokenizer, group)
            group = []
    if group:
        yield _ner_example(tokenizer, group)


def _ner_example(tokenizer: Tokenizer, rows: list[dict]) -> Example:
    text, starts, spans, unknown, open_at = "", [], [], [], 0
    for row in rows:
        starts.append(len(text))
        for word, space, tag in zip(row["words"], row["spaces"], row["tags"], strict=True):
            start = len(text)
            text += word
            if tag == "-":
                unknown.append((start, len(text)))
            elif tag[0] in "BU":
                open_at = start
            if tag[0] in "LU" and tag[2:] in NER_TYPES:
                spans.append((open_at, len(text), tag[2:]))
            text += " " if space else ""
        text = text.rstrip(" ") + ("\n" if len(row["words"]) < 8 else " ")
    pieces = encode(tokenizer, text)
    tags = _silver_ner(pieces, {"ner": spans})
    for span in unknown:
        if found := piece_range(pieces, *span):
            tags[slice(*found)] = IGNORE
    sentence = np.zeros(len(pieces), dtype=np.int64)
    for start in starts:
        sentence[min(len(pieces) - 1, int(np.searchsorted(pieces.starts, start)))] = 1
    return Example(f"{rows[0]['source']}:{rows[0]['doc']}", "ner", pieces, tags, sentence)


def gum_examples(tokenizer: Tokenizer, folder: Path) -> Iterator[Example]:
    """Yield GUM's texts with gold coreference (names are learned from the JSONL files)."""
    for path in sorted(folder.glob("*.conllu.gz")):
        text, spans, starts = read_gum(path)
        pieces = encode(tokenizer, text)
        mentions = set()
        for start, end, chain in spans:
            if (r := piece_range(pieces, start, end)) and r[1] - r[0] <= 24:
                mentions.add((r[0], r[1] - 1, chain))
        sentence = np.zeros(len(pieces), dtype=np.int64)
        sentence[np.searchsorted(pieces.starts, starts).clip(max=len(pieces) - 1)] = 1
        ner = np.full(len(pieces), IGNORE, dtype=np.int64)
        yield Example(path.name, "gum", pieces, ner, sentence, mentions=sorted(mentions))


def read_gum(path: Path) -> tuple[str, list[tuple[int, int, int]], list[int]]:
    """Return text, entity spans (start, end, chain) and sentence starts of a CoNLL-U file."""
    text, spans, starts, stack = "", [], [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newpar"):
                text = text.rstrip() + "\n\n" if text else ""
            elif line.startswith("# sent_id"):
                starts.append(len(text))
            elif line[0].isdigit() and (cells := line.split("\t"))[0].isdigit():
                start = len(text)
                text += cells[1]
                entity = re.search(r"(?:^|\|)Entity=([^|\n]*)", cells[9])
                _gum_brackets(entity.group(1) if entity else "", start, len(text), stack, spans)
                text += "" if "SpaceAfter=No" in cells[9] else " "
    return text, spans, starts


def _gum_brackets(code: str, start: int, end: int, stack: list, spans: list) -> None:
    for bracket in re.findall(r"\([^()]*\)?|[^()]+\)", code):
        chain = int(re.match(r"\(?(\d+)", bracket).group(1))
        if bracket.startswith("("):
            stack.append((chain, start))
        if bracket.endswith(")"):
            place = max(i for i, (c, _) in enumerate(stack) if c == chain)
            spans.append((stack.pop(place)[1], end, chain))


@dataclass
class Window:
    """A range of one example's pieces, and the annotator's version to learn from."""

    example: Example
    start: int
    end: int
    version: int


def sample_windows(example: Example, rng: random.Random) -> list[Window]:
    """Cut a text into windows from a random phase on, so that each epoch sees other cuts."""
    count = len(example.pieces)
    if count <= BODY:
        return [Window(example, 0, count, _version(example, rng))] if count else []
    first = rng.randrange(BODY // 2, BODY + 1)
    cuts = [0, *range(first, count, BODY), count]
    if cuts[-1] - cuts[-2] < 96:  # a stub learns little: let it overlap
        cuts[-2:] = [count]
        pairs = list(zip(cuts, cuts[1:], strict=False))
        pairs[-1] = (max(0, count - BODY), count)
    else:
        pairs = list(zip(cuts, cuts[1:], strict=False))
    version = _version(example, rng)
    return [Window(example, a, b, version) for a, b in pairs]


def _version(example: Example, rng: random.Random) -> int:
    return rng.randrange(len(example.versions)) if example.versions else 0


def tag_targets(window: Window) -> np.ndarray:
    """Return cue, source and content tags (O, B, I): shape (3, pieces of the window)."""
    size = window.end - window.start
    tags = np.zeros((3, size), dtype=np.int64)
    if not window.example.versions:
        return tags + IGNORE
    for source, cue, content in window.example.versions[window.version]:
        for row, ranges in enumerate((cue, source, content)):
            for a, b in ranges:
                a, b = max(a - window.start, 0), min(b - window.start, size)
                if a < b:
                    _mark(tags[row], a, b, 1)
    return tags


def role_targets(window: Window, rng: random.Random) -> list[tuple[int, np.ndarray]]:
    """Return (anchor piece, roles) for each attribution whose cue lies in the window."""
    size, made = window.end - window.start, []
    if not window.example.versions:
        return made
    for source, cue, content in window.example.versions[window.version]:
        inside = [p for a, b in cue for p in range(a, b) if window.start <= p < window.end]
        if not inside:
            continue
        roles = np.zeros(size, dtype=np.int64)
        for begin, ranges in ((3, content), (5, cue), (1, source)):
            for a, b in ranges:
                a, b = max(a - window.start, 0), min(b - window.start, size)
                if a < b:
                    _mark(roles, a, b, begin)
        made.append((rng.choice(inside) - window.start, roles))
    return made
