"""The one entry to the scorer: gold files in, a report out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quoth.errors import QuothError
from quoth.evaluation.extraction import score_extraction
from quoth.evaluation.names import row_text, score_names
from quoth.evaluation.speakers import score_speakers
from quoth.evaluation.statements import score_statements
from quoth.records import Annotations, Article, Attribution, Facts

Row = Mapping[str, Any]
Annotate = Callable[[Article], Annotations]
KINDS = {"attributions": "extraction", "tags": "names", "article": "speakers",
         "quotations": "statements"}  # the first of these keys that a row has names its kind


@dataclass(frozen=True)
class Report:
    """The scores of each kind of gold that was found: extraction, speakers, statements, names."""

    results: Mapping[str, Mapping[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """Return all scores as plain values."""
        return {kind: dict(result) for kind, result in self.results.items()}

    def table(self) -> str:
        """Return the figures as text, one line each."""
        return "\n\n".join("\n".join(_section(*item)) for item in self.results.items())


def _section(kind: str, result: Mapping[str, Any]) -> Iterator[str]:
    size = f" ({result['articles']} articles)" if "articles" in result else ""
    yield f"{kind + size:32}{'P':>7}{'R':>7}{'F':>7}   {'95 % of F':13}{'items':>8}{'output':>8}"
    for name, row in result["figures"].items():
        if not row["gold"]:  # the gold of this kind doesn't hold such items
            continue
        low, high = row["interval"]
        rates = "".join(f"{row[rate]:7.1f}" for rate in ("precision", "recall", "f"))
        counts = f"{row['gold']:8.0f}{row['predicted']:8.0f}"
        yield f"{name:32}{rates}   {low:5.1f} - {high:5.1f}{counts}"
    if calibration := result.get("calibration"):
        yield f"expected calibration error {calibration['ece']:.3f} ({calibration['items']} items)"
        for row in calibration["curve"]:
            yield (f"  surest {row['coverage']:4.0%}: precision {row['precision']:5.1f}, "
                   f"recall {row['recall']:5.1f}, confidence from {row['confidence']:.2f}")
    for name in ("missed", "wrong"):
        for pair in result.get(name, ()):
            yield f"  {name}: " + " and ".join(" ".join(ref) for ref in pair)


# Gold ------------------------------------------------------------------------------------------

def read_rows(path: str | Path) -> dict[str, list[Row]]:
    """Return the rows of a JSONL file or of a folder of them, by kind; `.gz` is unpacked."""
    path = Path(path)
    files = sorted(path.glob("*.jsonl*")) if path.is_dir() else [path]
    found: dict[str, list[Row]] = {}
    for file in files:
        for number, line in enumerate(_lines(file), start=1):
            row = _parsed(line, f"{file}:{number}")
            found.setdefault(_kind(row, f"{file}:{number}"), []).append(row)
    if not found:
        raise QuothError(f"{path}: no gold here; give a .jsonl file or a folder of them")
    return found


def _lines(file: Path) -> list[str]:
    try:
        data = file.read_bytes()
        data = gzip.decompress(data) if file.suffix == ".gz" else data
        return [line for line in data.decode("utf-8").split("\n") if line.strip()]
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise QuothError(f"{file}: can't be read as UTF-8 JSON lines: {error}") from error


def _parsed(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuothError(f"{place}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise QuothError(f"{place}: a JSON object is needed, not {type(row).__name__}")
    return row


def _kind(row: Row, place: str) -> str:
    for key, kind in KINDS.items():
        if key in row:
            return kind
    raise QuothError(f"{place}: no gold row: it has none of {', '.join(KINDS)}")


# Predictions -----------------------------------------------------------------------------------

def extraction_row(row: Row, attributions: Iterable[Attribution]) -> dict[str, Any]:
    """Return attributions in the shape of extraction gold."""
    return {"id": row["id"], "text": row["text"], "attributions": [
        {"source": [list(a.source)] if a.source else [], "cue": [list(a.cue)] if a.cue else [],
         "content": [list(span) for span in a.content], "confidence": a.confidence}
        for a in attributions]}


def as_read(row: Row) -> Article:
    """Return an article as the reader of plain text gives it: headings and furniture marked.

    `row` has `id` and `text`, and `title` and `published` (or `date`) as a page's metadata has.
    """
    from quoth.reading.marks import Known
    from quoth.reading.plain import describe

    known = Known(title=row.get("title"), published=row.get("published") or row.get("date"))
    return describe(row["text"], key=row["id"], known=known)


def as_text(row: Row) -> Article:
    """Return the article of a line of gold, read from its text alone: the rest is the answer."""
    return as_read({"id": row["article"]["key"], "text": row["article"]["text"]})


def predict_extraction(rows: Iterable[Row], annotate: Annotate) -> list[Row]:
    """Return what the pipeline finds in rows with `id` and `text`."""
    return [extraction_row(row, annotate(as_read(row)).attributions) for row in rows]


def predict_facts(articles: Iterable[Article], annotate: Annotate, *,
                  entities: str | None = None) -> list[Row]:
    """Return the lines of `quoth annotate` for articles, with what is one over all of them."""
    from quoth.extraction import relate
    from quoth.linking import Resolver

    resolve = Resolver(entities=entities)
    facts: list[Facts] = [resolve(article, annotate(article)) for article in articles]
    return [one.to_dict() for one in relate(facts)[0]]


def predict_names(rows: Iterable[Row], annotate: Annotate) -> list[list[tuple[int, int, str]]]:
    """Return the names that the pipeline finds in each sentence, each read on its own."""
    found = []
    for number, row in enumerate(rows):
        article = Article(key=f"{row.get('doc', '')}#{number}", text=row_text(row))
        found.append([(m.start, m.end, m.label) for m in annotate(article).mentions
                      if m.form == "name"])
    return found


# Scores ----------------------------------------------------------------------------------------

def evaluate(gold_path: str | Path, predicted: str | Path | None = None,
             annotator: Annotate | str | None = None, *, entities: str | None = None,
             seed: int = 0) -> Report:
    """Score predictions against the gold of a file or folder, whatever kinds it holds.

    `predicted` holds rows of the gold's own kinds: extraction rows are joined by `id`, lines of
    `quoth annotate` by the text of their article, sentences with tags by their order. Without it
    the annotator runs: a callable, the name of a model, or None for the default model.
    """
    gold = read_rows(gold_path)
    if predicted is not None:
        return Report(_scores(gold, read_rows(predicted), seed))
    if annotator is None or isinstance(annotator, str):
        from quoth.nlp import load

        annotator = load(annotator or "default")
    found: dict[str, list[Any]] = {}
    if "extraction" in gold:
        found["extraction"] = predict_extraction(gold["extraction"], annotator)
    if "speakers" in gold:
        found["speakers"] = predict_facts(map(as_text, gold["speakers"]), annotator,
                                          entities=entities)
    if "names" in gold:
        found["names"] = predict_names(gold["names"], annotator)
    return Report(_scores(gold, found, seed))


def _scores(gold: Mapping[str, list[Row]], found: Mapping[str, list[Any]],
            seed: int) -> dict[str, dict[str, Any]]:
    results: dict[str, dict[str, Any]] = {}
    if "extraction" in gold:
        results["extraction"] = score_extraction(
            gold["extraction"], found.get("extraction", ()), seed=seed)
    if "speakers" in gold:
        speakers = found.get("speakers", ())
        results["speakers"] = score_speakers(gold["speakers"], speakers, seed=seed)
        if "statements" in gold:
            results["statements"] = score_statements(
                gold["speakers"], gold["statements"], speakers, seed=seed)
    if "names" in gold:
        results["names"] = score_names(gold["names"], _names(gold, found), seed=seed)
    return results


def _names(gold: Mapping[str, list[Row]], found: Mapping[str, list[Any]]) -> list[Any]:
    """Return predicted spans by row; rows with tags are read as gold rows are."""
    from quoth.evaluation.names import gold_names

    rows = found.get("names", [])
    if len(rows) != len(gold["names"]):
        raise QuothError(f"{len(gold['names'])} gold sentences but {len(rows)} predicted ones")
    return [sorted(gold_names(row)) if isinstance(row, Mapping) else row for row in rows]
