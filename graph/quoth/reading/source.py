"""Where bytes come from: an input, its limits, and the refusal of one item."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from quoth.errors import ReadError

MAX_BYTES = 20_000_000
"""The largest text, page or feed that is read whole; a row of a table or a page of a WARC file
is held to the same limit, the table or WARC file itself to none."""

MAX_TEXT = 300_000
"""The most characters of one article, some 50,000 words: what follows reads an article whole, and
some of it compares each quotation and each name of an article with all the others."""


@dataclass(frozen=True)
class Rejected:
    """An input that could not be read, and why, in one line.

    >>> str(Rejected("a.txt", "is empty"))
    'a.txt: is empty'
    """

    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"


@dataclass(frozen=True)
class Source:
    """An input to read: a file, bytes that were already fetched, or a stream, read once.

    `key` is the short name that its article gets, `name` says where it is, for messages.
    `charset` is what a server declared.

    >>> Source("a.txt", "a.txt", data=b"Ilves said so.").read()
    b'Ilves said so.'
    """

    key: str
    name: str
    path: Path | None = None
    data: bytes | None = None
    charset: str | None = None
    url: str | None = None
    stream: BinaryIO | None = None

    def refuse(self, reason: str) -> Rejected:
        """Say that the whole input is refused."""
        return Rejected(self.name, reason)

    def read(self) -> bytes:
        """Return all bytes, unzipped if the name ends in `.gz`.

        Raises ReadError when there are none, more than `MAX_BYTES`, or they cannot be had.
        """
        try:
            with self.open() as stream:
                data = stream.read(MAX_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(reason_of(error)) from error
        if len(data) > MAX_BYTES:
            raise ReadError(f"is larger than {MAX_BYTES // 1_000_000} MB; split it, or use JSONL")
        if not data:
            raise ReadError("is empty")
        return data

    def open(self) -> BinaryIO:
        """Open the bytes as a stream, unzipped on the way if the name ends in `.gz`."""
        packed_data = (self.data or b"").startswith(b"\x1f\x8b")
        if not (self.name.lower().endswith(".gz") or packed_data):
            return self.open_raw()
        packed = self.path if isinstance(self.path, Path) else self.open_raw()
        return gzip.open(packed)  # type: ignore[return-value]

    def open_raw(self) -> BinaryIO:
        """Open the bytes as they are stored."""
        if self.path is not None:
            return self.path.open("rb")
        return self.stream if self.stream is not None else io.BytesIO(self.data or b"")


class Rejoined(io.RawIOBase):
    """A stream of which the head was already read, from its beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read the head first, then the rest."""
        block = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer):]
        buffer[: len(block)] = block
        return len(block)


def reason_of(error: BaseException) -> str:
    """Return what went wrong as a clause that follows the name of an input."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return f"is not a whole gzip file ({one_line(error)})"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror})"
    return one_line(error)


def one_line(error: BaseException) -> str:
    """Return the message of a foreign exception, short and on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
