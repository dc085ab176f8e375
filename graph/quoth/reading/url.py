"""Fetch one page or file from the web."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from quoth.errors import ReadError
from quoth.reading.source import MAX_BYTES, Source, one_line

TIMEOUT = 20.0
"""Seconds that a server may be silent."""

LONGEST = 120.0
"""Seconds that one download may take."""

_AGENT = "quoth (news reader; one page on a user's request)"
_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/rss+xml": ".xml",
            "application/atom+xml": ".xml", "application/xml": ".xml", "text/xml": ".xml",
            "application/json": ".json", "application/x-ndjson": ".jsonl", "text/csv": ".csv",
            "application/jsonl": ".jsonl", "application/warc": ".warc", "text/plain": ".txt"}


def is_url(path: str) -> bool:
    """Say whether a path names a place on the web.

    >>> is_url("https://example.org/a"), is_url("a.txt")
    (True, False)
    """
    return path.lower().startswith(("http://", "https://"))


def fetch(url: str, *, endings: Collection[str] = (), timeout: float = TIMEOUT,
          longest: float = LONGEST) -> tuple[Source, str]:
    """Return the bytes at `url`, and the ending under which they are to be read.

    The ending is of the type that the server states; where that says little, the one of the
    address, if it is one of `endings`. Only http and https, also after a redirect. Raises
    ReadError.
    """
    _check(url)
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        with _opener().open(request, timeout=timeout) as response:
            data = _body(response, time.monotonic() + longest)
            return _source(url, response, data, endings)
    except urllib.error.HTTPError as error:
        with error:
            raise ReadError(f"the server answered {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise ReadError(f"cannot be fetched ({one_line(_cause(error))})") from error
    except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
        raise ReadError(f"cannot be fetched ({one_line(error)})") from error


def _body(response: Any, deadline: float) -> bytes:
    blocks, size = [], 0
    while size <= MAX_BYTES and (block := response.read1(1 << 16)):
        blocks.append(block)
        size += len(block)
        if time.monotonic() > deadline:
            raise ReadError("takes too long to download")
    return b"".join(blocks)


def _cause(error: urllib.error.URLError) -> BaseException:
    return error.reason if isinstance(error.reason, BaseException) else error


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine:
        raise ReadError("is no http or https address")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow a redirect to the web, and to nowhere else."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any,
                         newurl: str) -> Any:
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler, urllib.request.HTTPHandler,
                    urllib.request.HTTPSHandler, urllib.request.HTTPDefaultErrorHandler,
                    urllib.request.HTTPErrorProcessor, _Redirects):
        opener.add_handler(handler())
    return opener


_VAGUE = frozenset(["text/plain", "application/octet-stream", "application/gzip",
                    "application/x-gzip", "binary/octet-stream"])


def _source(url: str, response: Any, data: bytes,
            endings: Collection[str]) -> tuple[Source, str]:
    if len(data) > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 1_000_000} MB")
    if not data:
        raise ReadError("is empty")
    final = response.geturl()
    kind = response.headers.get_content_type()
    suffix = PurePosixPath(urlsplit(final).path.lower().removesuffix(".gz")).suffix
    if kind not in _VAGUE or suffix not in endings:
        suffix = _ENDINGS.get(kind, "")
    if not suffix:
        raise ReadError(f"is of a kind that cannot be read ({kind})")
    charset = response.headers.get_content_charset()
    return Source(key=url, name=url, data=data, charset=charset, url=final), suffix
