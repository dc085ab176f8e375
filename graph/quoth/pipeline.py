"""The straight line: articles in, a knowledge graph and everything to look at out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quoth.archive import NAME, Archive, keep
from quoth.collector import seldom
from quoth.engines import Engine
from quoth.errors import ReadError, StoreError
from quoth.exports import whole, write_tabled
from quoth.extraction import Annotate, Options, expected, extract
from quoth.folders import lock, recover, switch
from quoth.knowledge import KnowledgeGraph, Paths
from quoth.outputs import BLOCKS, LINES, Outputs
from quoth.progress import OnProgress, Progress, counted, ignore, listening
from quoth.rdf.spool import Spool
from quoth.records import Facts

if TYPE_CHECKING:
    from quoth.reading import Rejected
    from quoth.reading.remote import RemoteFile

REJECTED = "rejected.jsonl"
GRAPHS, TABLE, PAGE = (LINES, BLOCKS), "statements.csv", "graph.html"
OUTPUTS = (*GRAPHS, TABLE, PAGE)


@dataclass(frozen=True)
class Built:
    """What a build made: the graph, the folder, and the inputs that were refused."""

    kg: KnowledgeGraph
    out: Path
    rejected: tuple[Rejected, ...] = ()


@seldom()
def build(paths: Paths, out: str | Path = "out", *, options: Options | None = None, jobs: int = 1,
          engine: Engine | None = None, base: str | None = None,
          on_reject: Callable[[Rejected], None] | None = None,
          on_progress: OnProgress | None = None) -> Built:
    """Build the graph of all articles under `paths` in the folder `out`, in place of an older one.

    A folder of shards gives its facts. A bad article or shard goes to `rejected.jsonl` and never
    stops the run. An interrupted build leaves the older graph as it was; started again it goes on
    where it stopped. Raises `ReadError`, and leaves the older graph, where no article is found.
    """
    out = _folder(out)
    tell = on_progress or ignore
    rejected: list[Rejected] = []

    def refuse(one: Rejected) -> None:
        rejected.append(one)
        if on_reject:
            on_reject(one)

    new = out / ".store-new"
    with lock(out, name=".lock"):
        read = partial(extract, options=options, jobs=jobs, engine=engine, on_reject=refuse)
        _extract_into(new, paths, read, options, base, tell)
        if not _holds_articles(new) and _holds_articles(out / "store"):
            shutil.rmtree(new)
            write_rejected(out / REJECTED, rejected)
            raise ReadError(f"no article was found: the graph in {out} stays as it was; give .txt, "
                            ".html, .jsonl or other inputs")
        with Spool() as spool:
            _load(new, tell, spool)
            switch(new, out / "store")
            write_rejected(out / REJECTED, rejected)
            kg = KnowledgeGraph.open(out / "store")
            write_outputs(kg, out, on_progress=tell, spool=spool)
    return Built(kg, out, tuple(rejected))


def _folder(out: str | Path) -> Path:
    """Make the folder; refuse one whose `store` is something else than ours."""
    folder = Path(out)
    store = folder / "store"
    recover(store)
    if store.exists() and not (store / NAME).is_file():
        raise StoreError(f"{store} is not a store of Quoth: choose another folder with -o")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {out}: {error.strerror}") from error
    return folder


def _extract_into(folder: Path, paths: Paths, read: Callable[..., Generator[Facts]],
                  options: Options | None, base: str | None, tell: OnProgress) -> None:
    """Fill the archive of a new store; facts of an interrupted build are taken over."""
    stamp = Annotate(options).stamp
    folder.mkdir(exist_ok=True)
    with Archive(folder / NAME) as archive:
        known = archive.made_with(stamp)
        archive.drop(set(archive.ids()) - known)
        met: set[str] = set()
        done, total = 0, expected(paths)

        def count(key: str) -> None:
            nonlocal done
            done += 1
            tell(Progress("reading", done, total, item=key))

        def is_known(article: str) -> bool:
            met.add(article)
            if article in known:
                count("")
            return article in known

        with closing(read(paths, known=is_known)) as facts:
            keep(archive, facts, stamp=stamp, on_article=count)
        archive.drop(set(archive.ids()) - met)
        archive.note("base", base)


def _holds_articles(folder: Path) -> bool:
    """Say whether a store has any article."""
    if not (folder / NAME).is_file():
        return False
    with Archive(folder / NAME) as archive:
        return len(archive) > 0


def _load(folder: Path, tell: OnProgress, spool: Spool) -> None:
    """Make the quads of a new store from its archive."""
    with listening(tell), KnowledgeGraph(Archive(folder / NAME)) as kg:
        kg.finish(spool)


def write_rejected(path: Path | RemoteFile, rejected: list[Rejected]) -> None:
    """Write one JSON line for each refused input; no file where there is none."""
    if not rejected:
        path.unlink(missing_ok=True)
        return
    lines = (json.dumps({"key": one.key, "reason": one.reason}, ensure_ascii=False) + "\n"
             for one in rejected)
    path.write_text("".join(lines), "utf-8")


def write_outputs(kg: KnowledgeGraph, out: Path, *, on_progress: OnProgress | None = None,
                  spool: Spool | None = None) -> None:
    """Write what people look at beside the store, as far as it is not there already.

    `spool` may hold the lines of all quads.
    """
    from quoth.views import article as pages
    from quoth.views import page as graph_page

    tell, total = on_progress or ignore, len(kg.archive)
    with Outputs(kg, out) as files:
        if files.are_current:
            return
        tell(Progress("writing", 0, total, item=GRAPHS[0]))
        files.write_graph(spool)
        census, reports = files.census(), kg.reports
        files.pages.mkdir(parents=True, exist_ok=True)
        with listening(tell):
            for facts in counted(files.changed(census), "writing", files.count):
                pages.write_page(facts, census, reports, files.pages)
        pages.write_index(files.sheets.lines(), total, files.pages)
        with whole(out / TABLE) as table, whole(out / PAGE) as page:
            write_tabled(files.sheets.tabled(), table)
            graph_page.write_page(files.sheets.actors(), files.sheets.parts(), census, page)
        files.place_pages()
        files.note(OUTPUTS)
