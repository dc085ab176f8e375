"""Making shards: many articles in, folders of facts, quads and tables out, each made only once.

A shard is written under a name that nobody reads and renamed when all of it is on the disk, so a
run that is killed leaves whole shards only. Started again it makes those that are not there, not
whole, or made from something else.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from quoth.engines import Engine, Row, batched
from quoth.errors import EngineError, ReadError, StoreError
from quoth.exports import article_rows, write_table
from quoth.extraction import Annotate, Options, annotated, expected, once
from quoth.folders import lock, recover, switch
from quoth.pipeline import REJECTED, write_rejected
from quoth.progress import OnProgress, Progress
from quoth.rdf.formats import dumps
from quoth.rdf.iris import DEFAULT_BASE
from quoth.rdf.triples import article_quads
from quoth.reading import Rejected, read
from quoth.records import Facts
from quoth.shards import (
    FACTS,
    LIST,
    QUADS,
    STAMP,
    TABLE,
    Shard,
    damage,
    digest_of,
    inputs_digest,
    is_shards,
    place_of,
    split,
    stamp_of,
    stamps,
)

if TYPE_CHECKING:
    from quoth.reading.remote import RemoteFile

    Place = Path | RemoteFile

LOG = logging.getLogger(__name__)

SIZE = 5000  # articles a shard
LOCK = ".shards"  # marks the folder as ours before its first shard is made


@dataclass(frozen=True)
class Sharded:
    """What a run made: the folder, its shards, how many of them are new, and what was refused."""

    out: Place
    shards: tuple[Shard, ...]
    made: int
    rejected: tuple[Rejected, ...] = ()


def shard(paths: str | Path | Iterable[str | Path], out: str | Path = "shards", *,
          size: int = SIZE, options: Options | None = None, jobs: int = 1,
          engine: Engine | None = None, base: str | None = None,
          on_reject: Callable[[Rejected], None] | None = None,
          on_progress: OnProgress | None = None) -> Sharded:
    """Write the facts of all articles under `paths` in shards of `size` to the folder `out`.

    `out` may lie on any file system of fsspec: `s3://bucket/shards`.
    A shard whose articles, model and release are those of before is left as it is. A bad article
    goes to `rejected.jsonl` and never stops the run. Raises StoreError where `out` holds other
    things.
    """
    stored, paths = split(paths)
    if stored:
        raise ReadError(f"{stored[0]} holds shards already: give the articles themselves")
    rejected: list[Rejected] = []

    def refuse(one: Rejected) -> None:
        rejected.append(one)
        if on_reject:
            on_reject(one)

    plan = Shard("", 0, "", Annotate(options).stamp, base or DEFAULT_BASE)
    folder = _folder(out)
    with lock(folder, name=LOCK) if isinstance(folder, Path) else nullcontext():
        run = _Run(folder, plan, refuse, expected(paths), on_progress)
        is_new = once()
        rows = (a.to_dict() for a in read(paths, on_reject=refuse) if is_new(a.id))
        needed = run.needed(rows, size)
        with closing(annotated(needed, options=options, jobs=jobs, engine=engine)) as found:
            run.write(found)
        shards = run.finish()
        write_rejected(folder / REJECTED, rejected)
    return Sharded(folder, shards, run.made, tuple(rejected))


def _folder(out: str | Path) -> Place:
    """Make the folder; refuse one that holds something else than shards."""
    try:
        folder = place_of(out)
        if isinstance(folder, Path):
            folder.mkdir(parents=True, exist_ok=True)
            ours = (folder / LOCK).exists() or not any(folder.iterdir())
        else:
            ours = not folder.find()
        ours = ours or is_shards(folder)
    except OSError as error:
        raise StoreError(f"cannot make the folder {out}: {error.strerror or error}") from error
    if not ours:
        raise StoreError(f"{folder} is not a folder of shards: choose another one with -o")
    return folder


class _Run:
    """The shards of one run: those that are kept, and those that wait for their facts."""

    def __init__(self, folder: Place, plan: Shard, refuse: Callable[[Rejected], None],
                 total: int | None, tell: OnProgress | None) -> None:
        self.folder, self.made = folder, 0
        self._plan, self._refuse, self._total, self._tell = plan, refuse, total, tell
        self._waiting: deque[Shard] = deque()
        self._shards: list[Shard] = []
        self._done = 0

    def needed(self, rows: Iterable[Row], size: int) -> Iterator[Row]:
        """Yield the articles of the shards that have to be made; one shard is read at a time."""
        for number, batch in enumerate(batched(rows, size)):
            plan = replace(self._plan, name=f"{number:06d}", articles=len(batch),
                           inputs=inputs_digest(batch))
            if old := self._kept(plan):
                self._shards.append(old)
                for row in old.rejected:
                    self._refuse(Rejected(**row))
                self._count(len(batch))
            else:
                self._waiting.append(plan)
                yield from batch

    def _kept(self, plan: Shard) -> Shard | None:
        place = self.folder / plan.name
        if isinstance(place, Path):
            recover(place)
        old = stamp_of(place)
        if old and not old.is_of(plan):
            return None
        bad = damage(place, old) if old else STAMP
        if bad and place.exists():
            LOG.error("%s is damaged (%s): it is made again", place, bad)
        return None if bad else old

    def write(self, found: Generator[Row]) -> None:
        """Write each shard that waits from the rows that its articles became."""
        for first in found:
            plan = self._waiting.popleft()
            rows = chain([first], islice(found, plan.articles - 1))
            opened = (_part(self.folder, plan) if isinstance(self.folder, Path)
                      else _sent(self.folder, plan))
            with opened as part:
                made = replace(plan, **self._fill(part, rows, plan))
                part.joinpath(STAMP).write_text(made.line(), "utf-8")
            self._shards.append(made)
            self.made += 1

    def _fill(self, part: Path, rows: Iterable[Row], plan: Shard) -> dict:
        """Write the files of a shard; return their digests and what was refused."""
        table, rejected, missing = [], [], plan.articles
        with ExitStack() as files:
            lines, quads = (files.enter_context(_packed(part / name)) for name in (FACTS, QUADS))
            for row in rows:
                missing -= 1
                self._count(1, row)
                if "rejected" in row:
                    rejected.append(row["rejected"])
                    self._refuse(Rejected(**row["rejected"]))
                    continue
                facts = Facts.from_dict(row)
                lines.write(json.dumps(row).encode() + b"\n")
                quads.write(dumps(article_quads(facts, base=plan.base), "nq", base=plan.base))
                table += article_rows(facts, {entity.id: entity for entity in facts.entities})
        if missing:
            raise EngineError(f"{missing} articles of shard {plan.name} came back from no "
                              "process: run the same command again")
        write_table(table, part / TABLE)
        return {"files": {name: digest_of(part / name) for name in (FACTS, QUADS, TABLE)},
                "rejected": tuple(rejected)}

    def finish(self) -> tuple[Shard, ...]:
        """List the shards and drop those of a longer run before."""
        shards = sorted(self._shards, key=lambda one: one.name)
        text, gone = "".join(one.line() for one in shards), set(stamps(self.folder))
        gone -= {one.name for one in shards}
        if isinstance(self.folder, Path):
            _list(self.folder, text)
            for left in (*(self.folder / name for name in gone), *self.folder.glob(".[0-9]*")):
                shutil.rmtree(left)  # of a longer run, or of one that was killed
        else:
            (self.folder / LIST).write_text(text, "utf-8")
            for name in gone:
                (self.folder / name).unlink()
        return tuple(shards)

    def _count(self, articles: int, row: Row | None = None) -> None:
        self._done += articles
        if self._tell:
            item = (row or {}).get("article", {}).get("key", "")
            self._tell(Progress("reading", self._done, self._total, item=item))


def _list(folder: Path, text: str) -> None:
    part = folder / f".{LIST}.part"
    part.write_text(text, "utf-8")
    _sync(part)
    part.replace(folder / LIST)
    _sync(folder)


@contextmanager
def _sent(folder: RemoteFile, plan: Shard) -> Iterator[Path]:
    """Give a folder of this machine to write to, whose files are then sent, the stamp last."""
    place = folder / plan.name
    with tempfile.TemporaryDirectory() as part:
        yield Path(part)
        try:
            for old in (folder / LIST, place):
                old.unlink(missing_ok=True)
            for name in (FACTS, QUADS, TABLE, STAMP):
                (place / name).put(Path(part) / name)
        except OSError as error:
            raise StoreError(f"cannot write {place}: {error.strerror or error}") from error


@contextmanager
def _part(folder: Path, plan: Shard) -> Iterator[Path]:
    """Give a folder to write to, which then, all on the disk, takes the place of the shard."""
    part = folder / f".{plan.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    yield part
    for path in (*part.iterdir(), part):
        _sync(path)
    (folder / LIST).unlink(missing_ok=True)  # until all are made, the list is not true
    switch(part, folder / plan.name)
    _sync(folder)


@contextmanager
def _packed(path: Path) -> Iterator[BinaryIO]:
    """Open a gzip file whose bytes say nothing of the time or of its name."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        yield packed  # type: ignore[misc]


def _sync(path: Path) -> None:
    """Have a file or folder on the disk; some systems cannot open folders."""
    with suppress(PermissionError):
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
