"""Files of any file system that fsspec knows: `s3://`, `gs://`, `zip://`, `memory://`, `file://`.

Systems that need a package of their own (s3fs, gcsfs) say so when they are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from quoth.reading.source import Rejected, Source, one_line


@dataclass(frozen=True)
class RemoteFile:
    """A file or folder of a file system of fsspec, with what is needed of the ways of a Path.

    Each method raises OSError, whatever the file system raises.
    """

    system: Any
    name: str

    def __truediv__(self, name: str) -> RemoteFile:
        """Return what a folder holds under a name."""
        return RemoteFile(self.system, f"{self.name.rstrip('/')}/{name}")

    def __str__(self) -> str:
        return str(self.system.unstrip_protocol(self.name))

    def open(self, mode: str = "rb") -> BinaryIO:
        """Open the bytes."""
        return self._ask("open", self.name, mode)

    def is_file(self) -> bool:
        """Say whether there is such a file."""
        return bool(self._ask("isfile", self.name))

    def exists(self) -> bool:
        """Say whether there is such a file or folder."""
        return bool(self._ask("exists", self.name))

    def read_text(self, encoding: str = "utf-8") -> str:
        """Return the text of a file."""
        return self._ask("cat_file", self.name).decode(encoding)

    def write_text(self, text: str, encoding: str = "utf-8") -> None:
        """Write a file as a whole."""
        self._ask("pipe_file", self.name, text.encode(encoding))

    def put(self, path: Path) -> None:
        """Write a file of this machine here, and make the folders that it needs."""
        self._ask("makedirs", self.name.rpartition("/")[0], exist_ok=True)
        self._ask("put_file", str(path), self.name)

    def find(self) -> list[str]:
        """Return the files of a folder and of those in it, as paths within it, by name."""
        if not self.exists():
            return []
        root = self.name.strip("/") + "/"
        return sorted(name.strip("/").removeprefix(root) for name in self._ask("find", self.name))

    def unlink(self, *, missing_ok: bool = False) -> None:
        """Remove a file, or a folder with all in it."""
        if self.exists() or not missing_ok:
            self._ask("rm", self.name, recursive=True)

    def _ask(self, method: str, *values: Any, **options: Any) -> Any:
        try:
            return getattr(self.system, method)(*values, **options)
        except OSError:
            raise
        except Exception as error:  # each of the many file systems has its own
            raise OSError(None, one_line(error)) from error


def at(address: str) -> RemoteFile:
    """Return the file or folder of an address; raises OSError where its system is not known.

    >>> str(at("memory://news") / "a.txt")
    'memory:///news/a.txt'
    """
    from fsspec.core import url_to_fs

    try:
        return RemoteFile(*url_to_fs(address))
    except OSError:
        raise
    except Exception as error:  # a package that is missing, options that are wrong
        raise OSError(None, one_line(error)) from error


def is_remote(path: str) -> bool:
    """Say whether a path names its file system, and that is not the web.

    >>> is_remote("s3://bucket/a"), is_remote("zip://*.txt::a.zip"), is_remote("https://x.org/a")
    (True, True, False)
    """
    system, mark, _ = path.partition("://")
    return bool(mark) and system not in ("http", "https") and "/" not in system


def expand(path: str, endings: Collection[str]) -> Iterator[Source | Rejected]:
    """Yield the files that `path` names: a file, a folder with all in it, or a glob.

    >>> import fsspec
    >>> fsspec.filesystem("memory").pipe("/news/a.txt", b"Ilves said so.")
    >>> [(source.key, source.read()) for source in expand("memory://news", [".txt"])]
    [('a.txt', b'Ilves said so.')]
    """
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(path)
        names = list(_names(system, root, endings))
    except Exception as error:  # each of the many file systems has its own
        missing = isinstance(error, FileNotFoundError)
        yield Rejected(path, "no such file or folder" if missing
                       else f"cannot be read ({one_line(error)})")
        return
    for name, key in names:
        yield Source(key=key, name=path if path.endswith(key) else f"{path}: {key}",
                     path=RemoteFile(system, name))  # type: ignore[arg-type]
    if not names:
        yield Rejected(path, f"holds no file that can be read ({' '.join(endings)})")


def _names(system: Any, root: str, endings: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each file and its key: its path within the folder that was given."""
    if any(mark in root for mark in "*?["):
        yield from ((name, PurePosixPath(name).name) for name in sorted(system.glob(root)))
    elif system.isdir(root):
        for name in sorted(system.find(root)):
            key = name.removeprefix(root).lstrip("/")
            hidden = any(part.startswith(".") for part in PurePosixPath(key).parts)
            if not hidden and key.lower().removesuffix(".gz").endswith(tuple(endings)):
                yield name, key
    elif system.exists(root):
        yield root, PurePosixPath(root).name
    else:
        raise FileNotFoundError(root)
