"""WARC archives: the HTML pages in them. A broken record is refused alone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from email.message import Message
from itertools import islice
from typing import Any, BinaryIO

from quoth.errors import ReadError
from quoth.reading import html
from quoth.reading.encoding import declared_in, decode
from quoth.reading.source import MAX_BYTES, Rejected, Source, one_line, reason_of
from quoth.records import Article

MAX_HEADERS = 1_000_000
"""The most bytes of the headers of one record, of WARC and HTTP together."""

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of each web page of an archive; other records are passed over.

    >>> [str(refused) for refused in read(Source("a.warc", "a.warc", data=b""))]
    ['a.warc: holds no record']
    """
    number = 0
    try:
        for record in _records(source):
            number += 1
            if isinstance(record, str):
                yield Rejected(f"{source.name}: record {number}", record)
            elif _is_page(record):
                yield _page(record, source, number)
    except (OSError, EOFError, zlib.error) as error:
        yield source.refuse(reason_of(error))
        return
    if not number:
        yield source.refuse("holds no record")


def _records(source: Source) -> Iterator[Any]:
    """Yield the records of an archive, and for a broken one why it is."""
    unpack = source.name.lower().endswith(".gz") and not _is_chunked(source)
    with source.open() if unpack else source.open_raw() as stream:
        yield from _with_recovery(stream)


def _is_chunked(source: Source) -> bool:
    """Say whether each record is packed on its own, as the standard wants, or the file at once."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with source.open_raw() as stream, redirect_stderr(io.StringIO()):
        try:
            for _ in islice(ArchiveIterator(stream), 2):
                pass
        except ArchiveLoadFailed as error:
            return "non-chunked" not in str(error)
        except (OSError, EOFError, ValueError, zlib.error):
            return True
    return True


def _with_recovery(stream: BinaryIO) -> Iterator[Any]:
    """Yield records; after a broken one go on at the next that can be found."""
    start: int | None = 0
    lost = False
    while start is not None:
        stream.seek(start)
        parsed = _Parsed(stream)
        for record in parsed:
            lost = False
            yield record
        if parsed.error is None:
            return
        if not lost and not parsed.in_body:
            yield f"is broken ({one_line(parsed.error)})"
        lost = True
        start = _next_start(stream, max(start, parsed.offset) + 1)


class _Parsed:
    """The records from one place of a stream on, up to the first that cannot be parsed.

    `offset` is where the last record begins, `in_body` whether it was yielded before it broke.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.offset = stream, stream.tell()
        self.error: Exception | None = None
        self.in_body = False

    def __iter__(self) -> Iterator[Any]:
        from warcio.archiveiterator import ArchiveIterator

        records = None
        try:
            with redirect_stderr(io.StringIO()):  # warcio prints a warning that is no error here
                records = ArchiveIterator(self.stream)
            _bound_headers(records.reader)
            while (record := _next(records)) is not None:
                self.in_body, self.offset = True, records.offset
                yield record
                self.in_body = records.offset == self.offset
        except Exception as error:  # warcio trips over headers that lack a field in many ways
            self.error = error
            self.in_body = self.in_body and records is not None and records.offset == self.offset
            self.offset = records.offset if records else self.offset


def _bound_headers(reader: Any) -> None:
    """Let a reader of warcio fail where headers, which it reads by lines, are long without end."""
    from warcio.exceptions import ArchiveLoadFailed

    readline, read, room = reader.readline, reader.read, MAX_HEADERS

    def bounded(length: int | None = None) -> bytes:
        nonlocal room
        if not room:
            raise ArchiveLoadFailed(f"headers longer than {MAX_HEADERS // 1000} kB")
        line = readline(min(length or room, room) if length != 0 else 0)
        room -= len(line)
        return line

    def body(length: int | None = None) -> bytes:
        nonlocal room
        room = MAX_HEADERS
        return read(length)

    reader.readline, reader.read = bounded, body


def _next(records: Any) -> Any:
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _next_start(stream: BinaryIO, after: int) -> int | None:
    """Return where the next packed or plain record begins, None if there is none."""
    overlap = 16
    at = after
    stream.seek(at)
    tail = b""
    while block := stream.read(1 << 20):
        window = tail + block
        found = _START.search(window)
        if found:
            return at - len(tail) + found.start(found.lastgroup or 0)
        at += len(block)
        tail = window[-overlap:]
    return None


_START = re.compile(rb"(?P<at>\x1f\x8b\x08)|\r\n(?P<plain>WARC/1\.)")


def _is_page(record: Any) -> bool:
    kind = record.rec_type
    if kind == "response" and record.http_headers is not None:
        status = record.http_headers.get_statuscode() or ""
        return status.startswith("2") and _content_type(record) in _PAGES
    return kind == "resource" and _content_type(record) in _PAGES


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(record: Any, source: Source, number: int) -> Article | Rejected:
    url = record.rec_headers.get_header("WARC-Target-URI")
    name = f"{source.name}: {url or f'record {number}'}"
    try:
        data = record.content_stream().read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ReadError(f"is larger than {MAX_BYTES // 1_000_000} MB")
        if not data:
            raise ReadError("is empty")
        _whole(record)
        page = decode(data, declared=_charset(record) or declared_in(data))
        return html.extract(page, key=url or f"{source.key}:{number}", url=url)
    except ReadError as error:
        return Rejected(name, str(error))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        return Rejected(name, reason_of(error))


def _whole(record: Any) -> None:
    """Refuse a record that ends before its length is read."""
    stream = record.raw_stream
    while stream.read(1 << 16):
        pass
    if getattr(stream, "limit", 0) > 0:
        raise ReadError("is cut off")


def _charset(record: Any) -> str | None:
    headers = record.http_headers or record.rec_headers
    message = Message()
    message["Content-Type"] = headers.get_header("Content-Type") or ""
    return message.get_content_charset()
