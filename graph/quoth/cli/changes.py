"""The verbs that read articles: build, shard, annotate, add, remove."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoth.cli import terminal
from quoth.cli.options import add_paths, add_store, add_verb, options, running, size
from quoth.cli.summary import count, print_summary

if TYPE_CHECKING:
    from quoth.knowledge import KnowledgeGraph
    from quoth.reading import Rejected

REFUSED = 4


def add_verbs(verbs: Any) -> None:
    """Add the verbs of this module."""
    build = add_verb(verbs, "build", run_build, "make a knowledge graph of articles",
                     example="quoth build news/*.html interviews.jsonl -o out")
    add_paths(build)
    build.add_argument("-o", "--out", default="out", metavar="OUT",
                       help="folder to write, in place of an older graph (default: out)")
    build.add_argument("--base", metavar="IRI",
                       help="what the IRIs begin with (default: https://data.example.org/)")
    build.add_argument("-q", "--quiet", action="store_true", help="print no table, no progress")
    shard = add_verb(verbs, "shard", run_shard,
                     "write what articles say in shards, which build takes in their place",
                     example="quoth shard news/ -o shards --jobs 0 && quoth build shards")
    add_paths(shard)
    shard.add_argument("-o", "--out", default="shards", metavar="SHARDS",
                       help="folder of the shards; those that are there already and made from the "
                            "same are kept (default: shards)")
    shard.add_argument("--size", type=size, default=5000, metavar="N",
                       help="articles a shard (default: 5000)")
    shard.add_argument("--base", metavar="IRI",
                       help="what the IRIs begin with (default: https://data.example.org/)")
    shard.add_argument("-q", "--quiet", action="store_true", help="print no progress")
    annotate = add_verb(verbs, "annotate", run_annotate,
                        "write what each article says as one JSON line",
                        example="cat article.txt | quoth annotate -")
    add_paths(annotate)
    annotate.add_argument("--stream", action="store_true",
                          help="write each line at once; entities and statements are then not "
                               "joined over the articles")
    add = add_verb(verbs, "add", run_add, "add articles to a graph",
                   example="quoth add today/*.html")
    add_paths(add)
    add_store(add)
    remove = add_verb(verbs, "remove", run_remove, "take articles out of a graph",
                      example="quoth remove 003.txt")
    remove.add_argument("articles", nargs="+", metavar="ARTICLE",
                        help="id, beginning of an id, or file name, URL or id it came with")
    add_store(remove)
    for changing in (add, remove):
        changing.add_argument("--store-only", action="store_true",
                              help="leave the files beside the store as they are")


def run_build(args: argparse.Namespace) -> int:
    """Build, print who said what and what to open next."""
    from quoth.pipeline import REJECTED, build

    out = Path(args.out)
    with terminal.progress(quiet=args.quiet) as tell:
        built = build(args.paths, out, options=options(args), base=args.base,
                      on_progress=tell, on_reject=say_refused, **running(args))
    with built.kg as kg:
        if not args.quiet:
            print_summary(kg, out, terminal.console())
        if not len(kg.archive):
            terminal.say("quoth: no article was found; give .txt, .html, .jsonl or other inputs")
    return refused(built.rejected, out / REJECTED)


def run_shard(args: argparse.Namespace) -> int:
    """Write shards, say how many are new."""
    from quoth.sharding import REJECTED, shard

    with terminal.progress(quiet=args.quiet) as tell:
        done = shard(args.paths, args.out, size=args.size, options=options(args), base=args.base,
                     on_progress=tell, on_reject=say_refused, **running(args))
    articles = sum(one.articles for one in done.shards)
    terminal.say(f"{count(done.made, 'shard')} made, {len(done.shards) - done.made:,} kept, "
                 f"{count(articles, 'article')} in {done.out}")
    return refused(done.rejected, done.out / REJECTED)


def run_annotate(args: argparse.Namespace) -> int:
    """Write one JSON line an article on stdout."""
    from quoth.extraction import extract, relate

    rejected: list[Rejected] = []
    facts = extract(args.paths, options=options(args), **running(args),
                    on_reject=lambda one: (rejected.append(one), say_refused(one)))
    if not args.stream:
        facts = list(facts)
        order = {one.article.id: number for number, one in enumerate(facts)}
        facts = sorted(relate(facts)[0], key=lambda one: order[one.article.id])
    for one in facts:
        print(json.dumps(one.to_dict(), ensure_ascii=False), flush=args.stream)
    return refused(rejected)


def run_add(args: argparse.Namespace) -> int:
    """Add articles to a store and refresh the files beside it."""
    from quoth.knowledge import KnowledgeGraph
    from quoth.pipeline import REJECTED, write_rejected
    from quoth.progress import Progress

    rejected: list[Rejected] = []
    with alone(args.store), KnowledgeGraph.open(args.store) as kg, terminal.progress() as tell:
        added = kg.add(args.paths, options=options(args), **running(args),
                       on_reject=lambda one: (rejected.append(one), say_refused(one)),
                       on_article=lambda key: tell(Progress("reading", 0, item=key)))
        total = len(kg.archive)
        where = refresh(kg, args)
        if where and rejected:
            write_rejected(where / REJECTED, rejected)
    terminal.say(f"{count(len(added), 'article')} added, {count(total, 'article')} in {args.store}")
    return refused(rejected, where and where / REJECTED)


def run_remove(args: argparse.Namespace) -> int:
    """Take articles out of a store and refresh the files beside it."""
    from quoth.knowledge import KnowledgeGraph

    with alone(args.store), KnowledgeGraph.open(args.store) as kg:
        gone = kg.remove(args.articles)
        total = len(kg.archive)
        refresh(kg, args)
    terminal.say(f"{count(len(gone), 'article')} removed, {count(total, 'article')} "
                 f"in {args.store}")
    return 0


def beside(store: Path) -> Path | None:
    """Return the folder with the files of a build, where the store lies beside them."""
    from quoth.pipeline import OUTPUTS

    return store.parent if any((store.parent / name).exists() for name in OUTPUTS) else None


@contextmanager
def alone(store: str) -> Iterator[None]:
    """Keep a build from taking a store's place while it is changed; raise `Busy` where one does."""
    from quoth.folders import lock, store_folder

    remote = store.startswith(("http://", "https://"))
    out = None if remote else beside(store_folder(store))
    with lock(out, name=".lock") if out else nullcontext():
        yield


def refresh(kg: KnowledgeGraph, args: argparse.Namespace) -> Path | None:
    """Write the files of a build again, where the store lies beside them."""
    from quoth.pipeline import write_outputs

    out = kg.folder and beside(kg.folder)
    if out and not args.store_only:
        write_outputs(kg, out)
    return out


def say_refused(one: Rejected) -> None:
    """Name a refused input."""
    terminal.say(f"quoth: {one.key}: {one.reason}")


def refused(rejected: Any, where: Path | None = None) -> int:
    """Say how many inputs were refused; return the exit code."""
    if not rejected:
        return 0
    listed = f", listed in {where}" if where else ""
    print(f"quoth: {count(len(rejected), 'input')} refused{listed}", file=sys.stderr)
    return REFUSED
