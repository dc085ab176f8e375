"""Read news articles: files, folders, globs, standard input and web addresses.

`READERS` says which reader an ending gets. A reader takes a `Source` and yields articles, and a
`Rejected` for each thing that it cannot read.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quoth.errors import ReadError
from quoth.reading import feeds, html, plain, remote, table, warc
from quoth.reading.files import expand
from quoth.reading.source import MAX_BYTES, Rejected, Rejoined, Source
from quoth.reading.url import fetch, is_url
from quoth.records import Article

Reader = Callable[[Source], Iterator[Article | Rejected]]

READERS: dict[str, Reader] = {
    ".txt": plain.read, ".text": plain.read, ".md": plain.read,
    ".html": html.read, ".htm": html.read, ".xhtml": html.read,
    ".jsonl": table.read_jsonl, ".ndjson": table.read_jsonl, ".json": table.read_json,
    ".csv": table.read_csv, ".tsv": table.read_csv, ".parquet": table.read_parquet,
    ".warc": warc.read,
    ".xml": feeds.read, ".rss": feeds.read, ".atom": feeds.read,
}
"""The reader of each ending; an ending may be followed by `.gz`."""

__all__ = ["MAX_BYTES", "READERS", "Rejected", "Source", "expected", "read"]


def read(paths: str | Path | Iterable[str | Path], *,
         on_reject: Callable[[Rejected], None] | None = None) -> Iterator[Article]:
    """Yield the articles of `paths`, in their order; folders are read sorted by name.

    A path is a file, a folder, a glob, a web address, an address of fsspec (`s3://`, `zip://`) or
    `-` for standard input. What cannot be
    read goes to `on_reject` and the rest is read on; without it, ReadError is raised.

    >>> refused = []
    >>> list(read(["no-such-file.txt"], on_reject=refused.append)), str(refused[0])
    ([], 'no-such-file.txt: no such file or folder')
    """
    for result in _results([paths] if isinstance(paths, str | Path) else paths):
        if isinstance(result, Article):
            yield result
        elif on_reject is None:
            raise ReadError(str(result))
        else:
            on_reject(result)


def expected(paths: str | Path | Iterable[str | Path]) -> int | None:
    """Return about how many articles `paths` hold, for a progress bar; None where it is not cheap.

    A file of text or HTML holds one, JSONL one a line; nothing is read of what is packed or remote.

    >>> expected(["no-such-file.txt"]), expected(["-"])
    (0, None)
    """
    total = 0
    for path in map(str, [paths] if isinstance(paths, str | Path) else paths):
        if path == "-" or "://" in path:
            return None
        for source in expand(path, READERS):
            found = 0 if isinstance(source, Rejected) else _size(source)
            if found is None:
                return None
            total += found
    return total


def _size(source: Source) -> int | None:
    reader = READERS.get(ending(source.name))
    if reader in (plain.read, html.read, None):
        return 0 if reader is None else 1
    if reader is not table.read_jsonl or source.path is None or source.name.endswith(".gz"):
        return None
    with source.path.open("rb") as lines:
        return sum(not line.isspace() for line in lines)


def _results(paths: Iterable[str | Path]) -> Iterator[Article | Rejected]:
    for path in map(str, paths):
        if path == "-":
            yield from _standard_input()
        elif is_url(path):
            yield from _web(path)
        else:
            found = remote.expand if remote.is_remote(path) else expand
            for source in found(path, READERS):
                yield from [source] if isinstance(source, Rejected) else _dispatch(source)


def _dispatch(source: Source) -> Iterator[Article | Rejected]:
    reader = READERS.get(ending(source.name))
    if not reader:
        known = " ".join(READERS)
        yield source.refuse(f"has an ending that is not known; known are {known}")
        return
    yield from reader(source)


def ending(name: str) -> str:
    """Return the ending that decides how a file is read, without `.gz`.

    >>> ending("a/b.warc.gz"), ending("Story.TXT"), ending("README")
    ('.warc', '.txt', '')
    """
    return Path(name.lower().removesuffix(".gz")).suffix


def _web(address: str) -> Iterator[Article | Rejected]:
    try:
        source, suffix = fetch(address, endings=READERS)
    except ReadError as error:
        yield Rejected(address, str(error))
        return
    yield from READERS[suffix](source)


def _standard_input() -> Iterator[Article | Rejected]:
    """Read what is piped in by its look: JSON, a page, or the text of one article."""
    head = sys.stdin.buffer.read(4096)
    stream = io.BufferedReader(Rejoined(head, sys.stdin.buffer))
    source = Source(key="-", name="-", stream=stream)  # type: ignore[arg-type]
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith(b"{"):
        reader = READERS[".jsonl"]
    elif re.match(rb"\[\s*\{", begin):
        reader = READERS[".json"]
    else:
        is_page = html.looks_like_html(begin.decode("latin-1"))
        reader = READERS[".html" if is_page else ".txt"]
    yield from reader(source)
