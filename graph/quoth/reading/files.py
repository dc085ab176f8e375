"""Files, folders and globs to sources, in one order on every machine."""

from __future__ import annotations

import glob
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath

from quoth.reading.source import Rejected, Source


def expand(path: str, endings: Collection[str]) -> Iterator[Source | Rejected]:
    """Yield the files that `path` names; of a folder those with a known ending, none hidden.

    The key of a file is its name, or its path within the folder that was given, so that it is
    the same wherever the folder lies.

    >>> [str(refused) for refused in expand("no-such-file.txt", [".txt"])]
    ['no-such-file.txt: no such file or folder']
    """
    place = Path(path)
    try:
        if place.is_dir():
            yield from _folder(place, endings)
        elif place.exists():
            yield _file(place, place.name)
        elif glob.has_magic(path):
            yield from _glob(path, endings)
        else:
            yield Rejected(path, "no such file or folder")
    except (OSError, ValueError) as error:
        yield Rejected(path, f"cannot be read ({getattr(error, 'strerror', None) or error})")


def _file(place: Path, key: str) -> Source | Rejected:
    if not place.is_file():
        return Rejected(str(place), "is no regular file")
    return Source(key=key, name=str(place), path=place)


def _folder(folder: Path, endings: Collection[str]) -> Iterator[Source | Rejected]:
    found = False
    for place in sorted(_walk(folder), key=lambda p: p.relative_to(folder).parts):
        if place.name.lower().removesuffix(".gz").endswith(tuple(endings)):
            found = True
            yield _file(place, place.relative_to(folder).as_posix())
    if not found:
        yield Rejected(str(folder), f"holds no file that can be read ({' '.join(endings)})")


def _walk(folder: Path) -> Iterator[Path]:
    for place in folder.iterdir():
        if place.name.startswith("."):
            continue
        if place.is_dir() and not place.is_symlink():
            yield from _walk(place)
        elif place.is_file():
            yield place


def _matches(pattern: str) -> list[str]:
    return glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern


def _glob(pattern: str, endings: Collection[str]) -> Iterator[Source | Rejected]:
    names = sorted(_matches(pattern), key=lambda n: PurePath(n).parts)
    if not names:
        yield Rejected(pattern, "no file matches")
    for name in names:
        yield from _folder(Path(name), endings) if Path(name).is_dir() else [
            _file(Path(name), Path(name).name)]
