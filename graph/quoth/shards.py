"""Folders of shards: the facts of some thousand articles each, a shard whole or not there at all.

    SHARDS/000000/facts.jsonl.gz      what each article says, with its text, one JSON line each
                  graph.nq.gz         the graphs of its articles, before anything is joined
                  quotations.parquet  one row a quotation
                  shard.json          what they were made from, and their digests
    SHARDS/shards.jsonl               the lines of all shards, written when all are there

This module reads them; `quoth.sharding` writes them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoth.errors import ReadError
from quoth.records import Facts

if TYPE_CHECKING:
    from quoth.reading import Rejected
    from quoth.reading.remote import RemoteFile

    Place = Path | RemoteFile

FACTS, QUADS, TABLE = "facts.jsonl.gz", "graph.nq.gz", "quotations.parquet"
STAMP, LIST = "shard.json", "shards.jsonl"
AGAIN = "run `quoth shard` again"


@dataclass(frozen=True)
class Shard:
    """What a shard was made from, and the SHA-256 of each of its files."""

    name: str
    articles: int
    inputs: str  # SHA-256 of its articles
    made_with: str  # release, model and the user's entities
    base: str  # what the IRIs of its graphs begin with
    files: dict[str, str] = field(default_factory=dict)
    rejected: tuple[dict[str, str], ...] = ()

    def line(self) -> str:
        """Return the shard as one line of JSON."""
        return json.dumps(asdict(self), sort_keys=True) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Shard:
        """Return the shard of a line; raises ValueError where it is none."""
        try:
            row = json.loads(line)
            return cls(**{**row, "rejected": tuple(row["rejected"])})
        except (TypeError, KeyError) as error:
            raise ValueError(f"no shard: {error}") from error

    def is_of(self, plan: Shard) -> bool:
        """Say whether the shard is made from what `plan` names."""
        same = ("name", "articles", "inputs", "made_with", "base")
        return all(getattr(self, name) == getattr(plan, name) for name in same)


def place_of(path: str | Path) -> Place:
    """Return a path of this machine, or of the file system that it names: `s3://bucket/shards`."""
    from quoth.reading import remote

    return remote.at(str(path)) if remote.is_remote(str(path)) else Path(path)


def is_shards(folder: Place) -> bool:
    """Say whether a folder holds shards.

    >>> is_shards(Path("no-such-folder"))
    False
    """
    return (folder / LIST).is_file() or bool(stamps(folder))


def stamps(folder: Place) -> list[str]:
    """Return the names of the shards in a folder, by their stamps."""
    if isinstance(folder, Path):
        return sorted(stamp.parent.name for stamp in folder.glob(f"[0-9]*/{STAMP}"))
    pairs = (name.split("/") for name in folder.find())
    return [pair[0] for pair in pairs if pair[1:] == [STAMP] and pair[0].isdigit()]


def split(paths: str | Path | Iterable[str | Path]) -> tuple[list[Place], list[str | Path]]:
    """Return the folders of shards among the paths, and the other paths."""
    stored: list[Place] = []
    others: list[str | Path] = []
    for path in [paths] if isinstance(paths, str | Path) else paths:
        place = _shards_at(path)
        stored += [place] if place else []
        others += [] if place else [path]
    return stored, others


def _shards_at(path: str | Path) -> Place | None:
    try:
        place = place_of(path)
        return place if is_shards(place) else None
    except (OSError, ValueError):  # a path that no file can have is for the readers to refuse
        return None


def listed(folder: Place) -> list[Shard]:
    """Return the shards of a folder; raises ReadError where they are not all there."""
    try:
        lines = (folder / LIST).read_text("utf-8").splitlines()
        return [Shard.from_line(line) for line in lines]
    except FileNotFoundError:
        raise ReadError(f"{folder}: not all of its shards are made: {AGAIN}") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{folder} is damaged ({LIST}): {AGAIN}") from error


def stamp_of(place: Place) -> Shard | None:
    """Return what the shard in a folder says of itself; None where it says nothing."""
    try:
        return Shard.from_line((place / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return None


def damage(place: Place, shard: Shard) -> str | None:
    """Return the name of a file that is not what the shard says, or None where all are.

    Every byte of the shard is read.
    """
    return next((name for name, digest in sorted(shard.files.items())
                 if digest_of(place / name) != digest), None)


def digest_of(path: Place) -> str | None:
    """Return the SHA-256 of a file, None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def facts(folders: Iterable[Place], *, made_with: str,
          on_reject: Callable[[Rejected], None] | None = None) -> Iterator[Facts]:
    """Yield the facts that the shards of some folders hold, in their order.

    A shard that is damaged is refused, and so is again what was refused when it was made; without
    `on_reject` ReadError is raised. So it is for a folder whose shards are not all there, or were
    made with something else than `made_with`.
    """
    from quoth.reading import Rejected

    for found in _shards(folders, made_with):
        if not isinstance(found, tuple):
            with (found / FACTS).open("rb") as file, gzip.open(file, "rt", 9, "utf-8") as lines:
                yield from (Facts.from_dict(json.loads(line)) for line in lines)
        elif on_reject:
            on_reject(Rejected(*found))
        else:
            raise ReadError(": ".join(found))


def _shards(folders: Iterable[Place], made_with: str) -> Iterator[Place | tuple[str, str]]:
    """Yield the folder of each shard that can be used, and key and reason of what is refused."""
    for folder in folders:
        for shard in listed(folder):
            place = folder / shard.name
            if shard.made_with != made_with:
                raise ReadError(f"{place} was made with {shard.made_with}, not with {made_with}: "
                                f"give the same --model and --entities, or {AGAIN}")
            if name := damage(place, shard):
                yield str(place), f"is damaged ({name}): {AGAIN}"
            else:
                yield from ((row["key"], row["reason"]) for row in shard.rejected)
                yield place


def size(folders: Iterable[Place]) -> int:
    """Return how many articles the shards were made from, of those that can be read."""
    total = 0
    for folder in folders:
        try:
            total += sum(shard.articles for shard in listed(folder))
        except ReadError:
            continue
    return total


def inputs_digest(rows: Iterable[dict[str, Any]]) -> str:
    """Return the SHA-256 of articles as dicts, in their order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()
