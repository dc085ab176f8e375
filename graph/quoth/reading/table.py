"""Tables of articles: JSONL, JSON, CSV, TSV and Parquet. A bad row is refused alone."""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TextIO

from quoth.errors import ReadError
from quoth.reading import html
from quoth.reading.encoding import LEGACY, check, decode, normalize
from quoth.reading.marks import Known
from quoth.reading.plain import describe
from quoth.reading.source import MAX_BYTES, Rejected, Source, one_line, reason_of
from quoth.records import Article

FIELDS = {
    "key": ("key", "id", "article_id", "doc_id", "uuid", "url", "link"),
    "url": ("url", "link", "source_url", "canonical_url"),
    "title": ("title", "headline", "heading"),
    "text": ("text", "body", "content", "article", "article_text", "fulltext", "full_text",
             "maintext", "plain_text"),
    "published": ("published", "date", "date_published", "datepublished", "published_at",
                  "publish_date", "publication_date", "pubdate", "published_date", "date_publish",
                  "datetime", "timestamp"),
    "publisher": ("publisher", "outlet", "source", "source_name", "newspaper", "site",
                  "publication", "site_name", "domain", "source_domain"),
    "agency": ("agency", "news_agency", "wire"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang"),
}
"""What a field may be called in a table, the surest name first."""

_NOTHING = frozenset(["", "none", "null", "nan", "na", "n/a", "unknown", "-"])


def article(row: Mapping[str, Any], *, key: str) -> Article:
    """Return the article of one row; `key` is used if the row has none.

    Raises ReadError when the row has no text.

    >>> article({"ID": "7", "Body": "Ilves said so.", "date": "2 May 2023"}, key="a.csv:2").key
    '7'
    """
    named = {str(name).strip().casefold().replace(" ", "_").replace("-", "_"): value
             for name, value in row.items() if name is not None}
    found = {name: _first(named, names) for name, names in FIELDS.items()}
    found.pop("text")
    text = next((t for n in FIELDS["text"] if isinstance(t := named.get(n), str) and t.strip()), "")
    if not text:
        raise ReadError("has no text (fields tried: text, body, content, article)")
    if len(text) > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 1_000_000} MB")
    key = normalize(found.pop("key") or "").strip() or key
    check(key)
    known = Known(**{name: _checked(value) for name, value in found.items()})
    if html.looks_like_html(text):
        return html.extract(text, key=key, url=known.url)
    return describe(check(normalize(text)), key=key, known=known)


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    values = (_string(row[name]) for name in names if name in row)
    return next((value for value in values if value.strip().casefold() not in _NOTHING), None)


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime) and not value.time().replace(tzinfo=None):
        return value.date().isoformat()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}" if value == value else ""
    if isinstance(value, Mapping):
        return _string(value.get("name", ""))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_string(item) for item in value)))
    return ""


def _checked(value: str | None) -> str | None:
    value = normalize(" ".join((value or "").split()))[:1000]
    return check(value) if value else None


def read_jsonl(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of each line of a JSON Lines file.

    >>> row = b'{"id": "1", "text": "Ilves said so.", "date": "2023-05-02"}'
    >>> [article.published for article in read_jsonl(Source("a.jsonl", "a.jsonl", data=row))]
    ['2023-05-02']
    """
    return _rows(source, _json_lines)


def read_json(source: Source) -> Iterator[Article | Rejected]:
    """Yield the articles of a JSON array, or of an object with one article.

    >>> [str(r) for r in read_json(Source("a.json", "a.json", data=b'[{"title": "x"}]'))]
    ['a.json:1: has no text (fields tried: text, body, content, article)']
    """
    return _rows(source, _json_array)


def read_csv(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of each row of a CSV or TSV file with a header.

    >>> rows = b"id,text\\n1,Ilves said so.\\n"
    >>> [article.key for article in read_csv(Source("a.csv", "a.csv", data=rows))]
    ['1']
    """
    return _rows(source, _csv_rows)


def read_parquet(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of each row of a Parquet file.

    >>> refused = next(read_parquet(Source("a.parquet", "a.parquet", data=b"PAR1")))
    >>> refused.reason.partition(" (")[0]
    'is no Parquet file that can be read'
    """
    return _rows(source, _parquet_rows)


_Row = tuple[int, Mapping[str, Any] | ReadError]


def _rows(source: Source, parse: Any) -> Iterator[Article | Rejected]:
    number = None
    try:
        for number, row in parse(source):
            yield _one(source, number, row)
        if number is None:
            raise ReadError("holds no row")
    except ReadError as error:
        yield source.refuse(str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield source.refuse(reason_of(error))


def _one(source: Source, number: int, row: Mapping[str, Any] | ReadError) -> Article | Rejected:
    try:
        if isinstance(row, ReadError):
            raise row
        return article(row, key=f"{source.key}:{number}")
    except ReadError as error:
        return Rejected(f"{source.name}:{number}", str(error))


def _json_lines(source: Source) -> Iterator[_Row]:
    number = 0
    with source.open() as stream:
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            if len(line) > MAX_BYTES:
                _skip_line(stream, line)
                yield number, ReadError(f"is larger than {MAX_BYTES // 1_000_000} MB")
            elif line.strip():
                yield number, _json_row(line, first=number == 1)
    if not number:
        raise ReadError("is empty")


def _skip_line(stream: Any, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_BYTES)


def _json_row(line: bytes, *, first: bool) -> Mapping[str, Any] | ReadError:
    try:
        return _object(json.loads(line.decode("utf-8-sig" if first else "utf-8")))
    except UnicodeDecodeError as error:
        return ReadError(f"is not UTF-8 (byte {error.start} of the line)")
    except ValueError as error:
        return ReadError(f"is no JSON ({one_line(error)})")
    except RecursionError:
        return ReadError("is no JSON that can be read (nested too deep)")


def _object(value: Any) -> Mapping[str, Any] | ReadError:
    return value if isinstance(value, dict) else ReadError("is no JSON object")


def _json_array(source: Source) -> Iterator[_Row]:
    try:
        data = json.loads(decode(source.read()))
    except ValueError as error:
        raise ReadError(f"is no JSON ({one_line(error)})") from error
    except RecursionError as error:
        raise ReadError("is no JSON that can be read (nested too deep)") from error
    rows = data if isinstance(data, list) else _articles_of(data)
    for number, row in enumerate(rows, 1):
        yield number, _object(row)


def _articles_of(data: Any) -> list[Any]:
    for name in ("articles", "items", "data", "results", "docs"):
        if isinstance(data, dict) and isinstance(data.get(name), list):
            return data[name]
    return [data]


def _csv_rows(source: Source) -> Iterator[_Row]:
    csv.field_size_limit(MAX_BYTES)
    name = source.name.lower().removesuffix(".gz")
    with source.open() as stream:
        head = stream.read(64_000)
    if not head.strip():
        raise ReadError("is empty")
    sample, encoding = _csv_encoding(head)
    delimiter = "\t" if name.endswith(".tsv") else _delimiter(sample)
    with source.open() as stream, io.TextIOWrapper(stream, encoding, newline="") as lines:
        reader = csv.DictReader(_Lines(lines), delimiter=delimiter, strict=True)
        yield from _csv_reader(reader)


class _Lines:
    """The lines of a stream; one that is too long to be a row is passed over with csv.Error."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(MAX_BYTES + 1)
        if len(line) <= MAX_BYTES:
            if not line:
                raise StopIteration
            return line
        while line and not line.endswith("\n"):
            line = self._stream.readline(MAX_BYTES)
        raise csv.Error(f"a line is larger than {MAX_BYTES // 1_000_000} MB")


def _csv_reader(reader: csv.DictReader) -> Iterator[_Row]:
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield reader.line_num, ReadError(f"is no CSV row ({one_line(error)})")
            continue
        except UnicodeDecodeError as error:
            raise ReadError(f"is not {error.encoding} after line {reader.line_num}; convert it to "
                            "UTF-8") from error
        if row is None:
            return
        yield reader.line_num, row


def _csv_encoding(head: bytes) -> tuple[str, str]:
    for encoding in ("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig",):
        try:
            return head.decode(encoding, "strict"), encoding
        except UnicodeDecodeError as error:
            if error.start > len(head) - 4:
                return head[: error.start].decode(encoding), encoding
    text = decode(head)
    encoding = next((e for e in LEGACY if normalize(head.decode(e, "replace")) == text), "utf-8")
    return text, encoding


def _delimiter(sample: str) -> str:
    header = sample.partition("\n")[0]
    return max(",;\t|", key=lambda mark: (header.count(mark), -",;\t|".index(mark)))


def _parquet_rows(source: Source) -> Iterator[_Row]:
    import pyarrow
    from pyarrow import parquet

    wanted = {name for names in FIELDS.values() for name in names}
    try:
        with source.open() as stream:
            file = parquet.ParquetFile(stream)
            columns = [name for name in file.schema_arrow.names
                       if name.strip().casefold().replace(" ", "_").replace("-", "_") in wanted]
            number = 0
            for batch in file.iter_batches(batch_size=64, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        raise ReadError(f"is no Parquet file that can be read ({one_line(error)})") from error


