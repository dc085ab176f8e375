"""Fetch one page or file from the web."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from quoth.errors import ReadError
from quoth.reading.source import MAX_BYTES, Source, one_line

TIMEOUT = 20.0
"""Seconds that a server may be silent."""

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
    return "://" in path[:12]


def fetch(url: str, *, timeout: float = TIMEOUT) -> tuple[Source, str]:
    """Return the bytes at `url`, and the ending under which they are to be read.

    Only http and https, also after a redirect. Raises ReadError.
    """
    _check(url)
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        with _opener().open(request, timeout=timeout) as response:
            data = response.read(MAX_BYTES + 1)
            return _source(url, response, data)
    except urllib.error.HTTPError as error:
        with error:
            raise ReadError(f"the server answered {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise ReadError(f"cannot be fetched ({one_line(_cause(error))})") from error
    except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
        raise ReadError(f"cannot be fetched ({one_line(error)})") from error


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


def _source(url: str, response: Any, data: bytes) -> tuple[Source, str]:
    if len(data) > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 1_000_000} MB")
    if not data:
        raise ReadError("is empty")
    final = response.geturl()
    kind = response.headers.get_content_type()
    source = Source(key=url, name=url, data=data, charset=response.headers.get_content_charset(),
                    url=final)
    path = urlsplit(final).path.lower()
    if kind not in _ENDINGS or kind == "text/plain" or path.endswith(".gz"):
        known = [e for e in (".jsonl", ".csv", ".parquet", ".warc", ".warc.gz") if path.endswith(e)]
        if known:
            return replace(source, name=url if known[-1] != ".warc.gz" else url), known[-1]
    if kind not in _ENDINGS:
        raise ReadError(f"is of a kind that cannot be read ({kind})")
    return source, _ENDINGS[kind]
