"""Folders that change all at once: what others are reading is never written to."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quoth.archive import NAME
from quoth.errors import StoreError

_EFFECTIVE = os.access in os.supports_effective_ids
IMMUTABLE = ".sst"  # files of RocksDB that are written once: a copy may share them


class Busy(StoreError):  # noqa: N818 - named for what is so
    """Another process is changing the folder."""


def clone(old: Path, new: Path) -> None:
    """Copy the folder of a store that nobody writes; big files are shared, not copied."""
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(old, new, copy_function=_copy, ignore=shutil.ignore_patterns("LOCK", "LOG*"))


def _copy(source: str, target: str) -> None:
    if source.endswith(IMMUTABLE):
        share(source, target)
    else:
        shutil.copyfile(source, target)


def share(source: str | Path, target: str | Path) -> None:
    """Let a file that nobody writes to have another name, or copy it with its times."""
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, target)


def switch(new: Path, place: Path) -> None:
    """Put a new folder where an old one was; `recover` undoes what a crash left half done."""
    old = _old(place)
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def recover(place: Path) -> None:
    """Put the old folder back where a switch was cut off between its two renames."""
    old = _old(place)
    if old.is_dir() and not place.exists():
        old.rename(place)


def store_folder(path: str | Path, *, create: bool = False) -> Path:
    """Return the folder of the store that `path` means: the output of a build, or its `store`."""
    recover(Path(path) / "store")
    for folder in (Path(path), Path(path) / "store"):
        if (folder / NAME).is_file():
            return folder
    if not create:
        raise StoreError(f"no knowledge graph in {path}: make one with "
                         f"`quoth build PATH... -o {path}`")
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {path}: {error.strerror}") from error
    return folder


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}-old")


@contextmanager
def lock(folder: Path, *, patience: float = 5, name: str = "lock") -> Iterator[None]:
    """Keep other processes from changing what is in the folder, while they may read it.

    The lock is one of SQLite on an empty file: it works on every system and goes with the process
    that holds it. Raises Busy where another one holds it for longer than `patience` seconds.
    """
    if folder.is_dir() and not os.access(folder, os.W_OK, effective_ids=_EFFECTIVE):
        raise StoreError(f"cannot write in {folder}: look at the rights of the folder")
    try:
        file = sqlite3.connect(folder / name, timeout=patience, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"cannot write in {folder}: {error}") from error
    with closing(file):
        try:
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise Busy(f"another process is changing {folder}: "
                                 "try again when it is done") from error
            raise StoreError(f"cannot write in {folder}: {error}") from error
        yield
