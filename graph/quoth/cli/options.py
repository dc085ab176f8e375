"""Arguments that several verbs share."""

from __future__ import annotations

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING, Any

from quoth.errors import EngineError

if TYPE_CHECKING:
    from quoth.engines import Engine
    from quoth.extraction import Options

PATH_HELP = ("file, folder, glob, URL, or - for stdin; by ending: .txt .html .htm .jsonl .csv "
             ".parquet .warc .warc.gz .xml (feeds)")


def add_verb(verbs: Any, name: str, run: Any, summary: str, *, example: str) -> Any:
    """Add a verb: `run(args)` returns its exit code."""
    parser = verbs.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + ".",
        epilog=f"example:\n  {example}", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.set_defaults(run=run)
    return parser


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add PATH... and what decides how articles are read and annotated."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help=PATH_HELP)
    add_model(parser)
    parser.add_argument("--jobs", type=jobs, metavar="N",
                        help="processes to use, 0 for all cores (default: 1, all of a cluster)")
    parser.add_argument("--engine", choices=("serial", "pool", "ray"),
                        help="serial: in this process; pool: in processes that an article may "
                             "kill without harm to the others; ray: on the machines of a Ray "
                             "cluster (default: serial for one job, pool for more)")
    parser.add_argument("--address", metavar="HOST:PORT",
                        help="the Ray cluster to use (default: one that is started for this run)")


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add what decides the facts of an article, beside its text."""
    parser.add_argument("--model", default="default",
                        help="default (the bundled one), rules, or an installed spaCy pipeline")
    parser.add_argument("--entities", metavar="FILE",
                        help="your own people and organizations (JSON lines)")


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add the store to work on."""
    parser.add_argument("-s", "--store", default="out", metavar="STORE",
                        help="folder of a graph, or URL of a SPARQL endpoint (default: out)")


def jobs(text: str) -> int:
    """Return a number of processes; 0 means one for each core there is."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def size(text: str) -> int:
    """Return a number of 1 or more."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def assignment(text: str) -> tuple[str, str]:
    """Return `name=value` as a pair."""
    name, equals, value = text.partition("=")
    if not (equals and name):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def running(args: argparse.Namespace) -> dict[str, Any]:
    """Return how the work is run: the number of jobs, and the engine."""
    many = 0 if args.engine == "ray" else os.cpu_count() or 1  # Ray knows the cores of a cluster
    usual = many if args.engine == "ray" else 1
    jobs = usual if args.jobs is None else args.jobs or many
    return {"jobs": jobs, "engine": _engine(args)}


def _engine(args: argparse.Namespace) -> Engine | None:
    from quoth.engines import ENGINES

    if args.address and args.engine != "ray":
        raise EngineError("--address is for --engine ray")
    if args.engine == "ray":
        return partial(ENGINES["ray"], address=args.address)
    return ENGINES[args.engine] if args.engine else None


def options(args: argparse.Namespace) -> Options:
    """Return what decides the facts of an article."""
    from quoth.extraction import Options

    return Options(model=args.model, entities=args.entities)
