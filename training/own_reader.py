"""Reads the annotated articles of `training/own` (its README says how they are written)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PARTS = {"s": "source", "k": "cue", "c": "content"}
FLAGS = ("attitude", "negated", "optional")
FORMS = ("direct", "mixed", "indirect")
SPLITS = ("train", "dev", "held")
TYPES = ("person", "organization", "place", "group")
WIKIDATA = re.compile(r"Q[1-9]\d*")
OPEN = re.compile(r"⟦([skc])(\d+(?:,\d+)*):|⟧")
QUASI = re.compile(r"''|``|,,|<<|>>")
DOUBLE = re.compile(r'["“„«»「][^"“”„«»「」]*(?:["“”«»」]|$)')
SINGLE = re.compile(r"(?<!\w)['‘‚].*?(?:['’‘](?!\w)|$)")

Spans = list[list[int]]


class MarkupError(ValueError):
    """A file that does not follow the markup."""


def strip_markup(marked: str) -> tuple[str, dict[int, dict[str, Spans]]]:
    """Return the plain text and, for each attribution number, the spans of its parts."""
    pieces: list[str] = []
    length, last = 0, 0
    stack: list[tuple[str, list[int], int]] = []
    found: dict[int, dict[str, Spans]] = {}
    for match in OPEN.finditer(marked):
        piece = marked[last : match.start()]
        pieces.append(piece)
        length, last = length + len(piece), match.end()
        if match.group() != "⟧":
            numbers = [int(number) for number in match.group(2).split(",")]
            stack.append((PARTS[match.group(1)], numbers, length))
            continue
        if not stack:
            raise MarkupError(f"⟧ without ⟦ after {piece[-30:]!r}")
        part, numbers, start = stack.pop()
        for number in numbers:
            parts = found.setdefault(number, {"source": [], "cue": [], "content": []})
            parts[part].append([start, length])
    if stack:
        raise MarkupError(f"⟦ is never closed: {stack[-1][0]} of {stack[-1][1]}")
    text = "".join(pieces) + marked[last:]
    return text, {number: _joined(found[number], text) for number in sorted(found)}


def _joined(parts: dict[str, Spans], text: str) -> dict[str, Spans]:
    """Join content pieces that only white space separates (quotations over paragraphs)."""
    joined: Spans = []
    for start, end in sorted(parts["content"]):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return {**parts, "content": joined}


def _outside(content: str) -> str:
    """Return what stands outside quotation marks; an unclosed one ends with its paragraph."""
    plain = QUASI.sub('"', content)
    pattern = SINGLE if SINGLE.match(plain) else DOUBLE
    return "".join(pattern.sub("", paragraph) for paragraph in plain.splitlines())


def form_of(contents: list[str]) -> str:
    """Return direct if every word stands in quotation marks, mixed if some do."""
    outside = "".join(_outside(content) for content in contents)
    if not any(map(str.isalnum, outside)):
        return "direct"
    return "mixed" if outside != "".join("".join(c.splitlines()) for c in contents) else "indirect"


def _entity(line: str) -> dict[str, Any]:
    slug, kind, rest = line[1:].split(None, 2)
    if kind not in TYPES:
        raise MarkupError(f"{kind!r} is no type of entity")
    name, *aliases = [part.strip() for part in rest.split("|")]
    ids = [alias for alias in aliases if WIKIDATA.fullmatch(alias)]
    if len(ids) > 1:
        raise MarkupError(f"{slug}: more than one Wikidata id: {', '.join(ids)}")
    return {"id": slug, "type": kind, "name": name, "wikidata": ids[0] if ids else None,
            "aliases": [alias for alias in aliases if alias not in ids]}


def _speaker(line: str) -> tuple[int, dict[str, Any]]:
    number, speaker, *words = line.split()
    forms = [word for word in words if word in FORMS]
    wrong = [word for word in words if word not in FORMS + FLAGS]
    if wrong or len(forms) > 1:
        raise MarkupError(f"attribution {number}: can't read {' '.join(words)!r}")
    flags = {flag: flag in words for flag in FLAGS}
    form = forms[0] if forms else None
    return int(number), {"speaker": None if speaker == "-" else speaker, "form": form, **flags}


def _inside(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
    return inner is not outer and all(
        any(a <= start and end <= b and (a, b) != (start, end) for a, b in outer["content"])
        for start, end in inner["content"]
    )


def _size(attribution: dict[str, Any]) -> int:
    return sum(end - start for start, end in attribution["content"])


def _set_within(attributions: list[dict[str, Any]]) -> None:
    for inner in attributions:
        outers = [i for i, outer in enumerate(attributions) if _inside(inner, outer)]
        smallest = min(outers, key=lambda i: _size(attributions[i]), default=None)
        inner["within"] = smallest


def parse(key: str, raw: str) -> dict[str, Any]:
    """Return one article from the text of its file."""
    parts = raw.split("\n---\n")
    if len(parts) != 3:
        raise MarkupError(f"{key}: needs a head, a text and a tail between lines of ---")
    head = dict(line[1:].split(":", 1) for line in parts[0].splitlines())
    head = {name.strip(): value.strip() for name, value in head.items()}
    lines = [line.strip() for line in parts[2].splitlines() if line.strip()]
    try:
        text, found = strip_markup(parts[1])
        said = dict(_speaker(line) for line in lines if not line.startswith("@"))
        entities = [_entity(line) for line in lines if line.startswith("@")]
    except ValueError as error:
        raise MarkupError(f"{key}: {error}") from error
    if set(found) != set(said):
        raise MarkupError(f"{key}: text and tail number differently: {set(found) ^ set(said)}")
    empty = [number for number, spans in found.items() if not spans["content"]]
    if empty:
        raise MarkupError(f"{key}: no content: {empty}")
    if head.get("split") not in SPLITS:
        raise MarkupError(f"{key}: split {head.get('split')!r}")
    attributions = [{**found[number], **said[number]} for number in found]
    for row in attributions:
        row["form"] = row["form"] or form_of([text[a:b] for a, b in row["content"]])
    attributions.sort(key=lambda row: row["content"][0])
    _set_within(attributions)
    return {"id": key, "text": text, "title": head.get("title"),
            "published": head.get("published"), "style": head.get("style"),
            "split": head["split"], "attributions": attributions, "entities": entities}


def read_own(folder: str | Path = Path(__file__).parent / "own") -> Iterator[dict[str, Any]]:
    """Yield the articles of a folder in the order of their names.

    Offsets are half-open code points into `text`. `within` is the index of the attribution
    whose content holds this one.
    """
    for path in sorted(Path(folder).glob("*.txt")):
        yield parse(path.stem, path.read_text("utf-8"))


def show(article: dict[str, Any]) -> str:
    """Return the annotation of an article for a reader: one line an attribution."""
    text = article["text"]
    rows = [f"== {article['id']} [{article['split']}] {article['style']}"]
    for index, row in enumerate(article["attributions"]):
        spans = {part: " || ".join(text[a:b] for a, b in row[part]) for part in PARTS.values()}
        flags = " ".join(flag for flag in FLAGS if row[flag])
        within = "" if row["within"] is None else f" in {row['within']}"
        content = spans["content"].replace("\n\n", " ¶ ")
        rows.append(f"{index}{within} <{row['speaker']}> {row['form']} {flags} "
                    f"S[{spans['source']}] K[{spans['cue']}] C[{content}]")
    return "\n".join(rows)


if __name__ == "__main__":
    import sys

    for found_article in read_own():
        if len(sys.argv) < 2 or any(found_article["id"].startswith(a) for a in sys.argv[1:]):
            print(show(found_article))
