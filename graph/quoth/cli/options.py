"""Arguments that several verbs share."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    parser.add_argument("--jobs", type=jobs, default=1, metavar="N",
                        help="processes to use, 0 for all cores (default: 1)")


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
    """Return a number of processes; 0 means one a core."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number or os.cpu_count() or 1


def assignment(text: str) -> tuple[str, str]:
    """Return `name=value` as a pair."""
    name, equals, value = text.partition("=")
    if not (equals and name):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def options(args: argparse.Namespace) -> Options:
    """Return what decides the facts of an article."""
    from quoth.extraction import Options

    return Options(model=args.model, entities=args.entities)
