"""WARC archives: the HTML pages in them. A broken record is refused alone."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from email.message import Message
from typing import Any

from quoth.errors import ReadError
from quoth.reading import html
from quoth.reading.encoding import declared_in, decode
from quoth.reading.source import MAX_BYTES, Rejected, Source, one_line, reason_of
from quoth.records import Article

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source) -> Iterator[Article | Rejected]:
    """Yield the article of each web page of an archive; other records are passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        with source.open_raw() as stream:
            for record in ArchiveIterator(stream):
                number += 1
                if _is_page(record):
                    yield _page(record, source, number)
        if not number:
            yield source.refuse("holds no record")
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
        yield Rejected(f"{source.name}: record {number + 1}",
                       f"and what follows it cannot be read ({one_line(error)})")


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
        page = decode(data, declared=_charset(record) or declared_in(data))
        return html.extract(page, key=url or f"{source.key}:{number}", url=url)
    except ReadError as error:
        return Rejected(name, str(error))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        return Rejected(name, reason_of(error))


def _charset(record: Any) -> str | None:
    headers = record.http_headers or record.rec_headers
    message = Message()
    message["Content-Type"] = headers.get_header("Content-Type") or ""
    return message.get_content_charset()
