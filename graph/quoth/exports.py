"""Writing a knowledge graph to files: one function a format, one row a format in `WRITERS`.

Every writer makes the whole file under a temporary name and renames it, so that an interrupted
run leaves the old file or the new one, never half of one.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoth.corrections import gold
from quoth.errors import QuothError, StoreError
from quoth.rdf.formats import FORMATS, write_lines
from quoth.records import Entity, Facts

if TYPE_CHECKING:
    from quoth.knowledge import KnowledgeGraph

COLUMNS = ("statement", "speaker", "speaker_wikidata", "text", "form", "act", "attitude",
           "negated", "said_on", "published", "publisher", "article", "key", "start", "end",
           "confidence", "work")

GROUP = 16_384  # rows of a Parquet table that are held at once

Row = dict[str, Any]


def statement_rows(kg: KnowledgeGraph) -> Iterator[Row]:
    """Yield one row a quotation, in the order of articles and text."""
    actors = kg.census.known
    return chain.from_iterable(article_rows(one, actors) for one in kg.each())


def article_rows(facts: Facts, actors: Mapping[str, Entity]) -> Iterator[Row]:
    """Yield one row a quotation of an article; `actors` are the known entities by id."""
    article = facts.article
    for quotation in facts.quotations:
        speaker = actors.get(quotation.speaker or "")
        values = (
            quotation.statement, speaker.name if speaker else None,
            speaker.wikidata if speaker else None, quotation.text, quotation.form, quotation.act,
            quotation.attitude, quotation.negated, quotation.said_on, article.published,
            article.publisher, article.id, article.key,
            min(span.start for span in quotation.content),
            max(span.end for span in quotation.content), quotation.confidence,
            facts.work,
        )
        yield dict(zip(COLUMNS, values, strict=True))


def write(kg: KnowledgeGraph, path: str | Path, format: str | None = None, *,
          network: str = "speaks-of") -> str | Path:
    """Write the graph to `path` in a format of `WRITERS`, by default that of its ending.

    `path` may be an address of fsspec, `s3://bucket/graph.ttl`. `network` says which network the
    formats of `NETWORKS` hold.
    """
    if "://" in str(path):
        return _send(kg, str(path), format, network)
    path = Path(path)
    name = (format or _ending(path)).lower()
    if name not in WRITERS:
        raise QuothError(f"cannot write {path}: {name or 'no ending'} is no format; "
                         f"take one of {' '.join(sorted(WRITERS))}")
    writer = partial(WRITERS[name], kind=network) if name in NETWORKS else WRITERS[name]
    with whole(path) as part:
        writer(kg, part)
    return path


def _send(kg: KnowledgeGraph, address: str, format: str | None, network: str) -> str:
    """Write a file here and send it as a whole to where the address says."""
    from quoth.reading import remote

    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / address.rpartition("/")[2]
        write(kg, local, format, network=network)
        try:
            remote.at(address).put(local)
        except OSError as error:
            raise StoreError(f"cannot write {address}: {error.strerror or error}") from error
    return address


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give the path of a file to write, which then takes the place of an older one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        yield part
        part.replace(path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error


def _ending(path: Path) -> str:
    """Return the format that a name ends with: `a.nodes.csv` is the table of the nodes."""
    before, last = ("", "", *path.suffixes)[-2:]
    return (before if last == ".csv" and before in (".nodes", ".edges") else last).lstrip(".")


def write_csv(kg: KnowledgeGraph, path: Path) -> None:
    """Write the statements as RFC 4180 text, one row a quotation."""
    actors = kg.census.known
    write_tabled((tabled(facts, actors) for facts in kg.each()), path)


def write_tabled(texts: Iterable[str], path: Path) -> None:
    """Write what `write_csv` writes, of the rows of the articles as text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(COLUMNS)
        file.writelines(texts)


def tabled(facts: Facts, actors: Mapping[str, Entity]) -> str:
    """Return the rows of an article as `write_csv` writes them."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(map(_flags, article_rows(facts, actors)))
    return text.getvalue()


def _flags(row: Row) -> list:
    return [str(value).lower() if isinstance(value, bool) else value for value in row.values()]


def write_gold(kg: KnowledgeGraph, path: Path) -> None:
    """Write the articles that people corrected as gold for `quoth evaluate`, one JSON line each."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n"
             for row in gold(kg.each(), kg.corrections))
    path.write_text("".join(lines), "utf-8", "replace")


def write_parquet(kg: KnowledgeGraph, path: Path) -> None:
    """Write the statements as a Parquet table."""
    write_table(statement_rows(kg), path)


def write_table(rows: Iterable[Row], path: Path) -> None:
    """Write rows of `COLUMNS` as a Parquet table, in groups of which one is held at a time."""
    import pyarrow as pa
    from pyarrow import parquet

    types = dict.fromkeys(COLUMNS, pa.string())
    types |= {"attitude": pa.bool_(), "negated": pa.bool_(), "start": pa.int64(),
              "end": pa.int64(), "confidence": pa.float64()}
    schema, rows = pa.schema(types.items()), iter(rows)
    some = list(islice(rows, GROUP))
    with parquet.ParquetWriter(path, schema) as file:
        file.write_table(pa.Table.from_pylist(some, schema=schema))  # of no rows too
        while some := list(islice(rows, GROUP)):
            file.write_table(pa.Table.from_pylist(some, schema=schema))


def write_html(kg: KnowledgeGraph, path: Path) -> None:
    """Write the interactive graph as one page."""
    from quoth.views.page import write_graph_page

    write_graph_page(kg.each(), path, census=kg.census)


def write_rdf(kg: KnowledgeGraph, path: Path, *, format: str) -> None:
    """Write all quads, sorted; formats without graphs get the union of the graphs."""
    write_lines(kg.store.each_line(), path, format, base=kg.iris.base)


def write_network(kg: KnowledgeGraph, path: Path, *, format: str, kind: str) -> None:
    """Write a network for other tools, by default who speaks of whom."""
    from quoth.views.exports import write_network

    write_network(kg.network(kind), path, format)


NETWORKS = ("graphml", "gexf", "cyjs", "nodes", "edges")
WRITERS: dict[str, Callable[..., None]] = {
    **{name: partial(write_rdf, format=name) for name in FORMATS},
    **{name: partial(write_network, format=name) for name in NETWORKS},
    "csv": write_csv,
    "parquet": write_parquet,
    "html": write_html,
    "gold": write_gold,
}
