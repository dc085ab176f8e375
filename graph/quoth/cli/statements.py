"""The verbs that look for statements and compare their wordings: search, diff."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import asdict
from typing import Any

from quoth.cli import terminal
from quoth.cli.options import add_store, add_verb

COLUMNS = ("statement", "name", "text", "date", "outlet", "key", "quotation")


def add_verbs(verbs: Any) -> None:
    """Add the verbs of this module."""
    search = add_verb(verbs, "search", run_search, "look for words in statements",
                      example='quoth search "colour revolution" --speaker putin')
    search.add_argument("words", nargs="+", metavar="WORD",
                        help='words in any of their forms; \'"in a row"\', begin*')
    search.add_argument("--speaker", default="", metavar="NAME",
                        help="part of the speaker's name, an id, or a Wikidata id")
    search.add_argument("--outlet", default="", metavar="NAME", help="part of the outlet's name")
    search.add_argument("--limit", type=int, default=20, metavar="N",
                        help="statements to show (default: 20)")
    search.add_argument("--format", default="table", choices=("table", "csv", "json"),
                        help="form of the answer (default: table)")
    add_store(search)
    diff = add_verb(verbs, "diff", run_diff, "show the wordings of a statement side by side",
                    example="quoth diff 0995f0b2 -o diff.html")
    diff.add_argument("statement", metavar="STATEMENT",
                      help="its id or the beginning of it, its IRI, or one of its quotations "
                           "(ARTICLE/qBEGIN-END); search shows ids")
    diff.add_argument("-o", "--out", metavar="FILE", help="write a page (HTML) instead")
    add_store(diff)


def run_search(args: argparse.Namespace) -> int:
    """Print the statements that hold the words."""
    from quoth.knowledge import KnowledgeGraph

    words = args.words[0] if len(args.words) == 1 else " ".join(args.words)
    with KnowledgeGraph.open(args.store) as kg:
        hits = kg.search(words, speaker=args.speaker, outlet=args.outlet, limit=args.limit)
    if args.format == "json":
        print(json.dumps([{**asdict(hit), "date": hit.date} for hit in hits], ensure_ascii=False))
    elif args.format == "csv":
        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows([getattr(hit, name) for name in COLUMNS] for hit in hits)
    else:
        from quoth.cli.wordings import print_hits

        print_hits(hits)
    return 0


def run_diff(args: argparse.Namespace) -> int:
    """Print the wordings of a statement, or write a page of them."""
    from quoth.knowledge import KnowledgeGraph
    from quoth.views.diff import write_diff_page

    with KnowledgeGraph.open(args.store) as kg:
        diff = kg.diff(args.statement)
    if args.out:
        write_diff_page(diff, args.out)
        terminal.say(f"wrote {args.out}")
    else:
        from quoth.cli.wordings import print_diff

        print_diff(diff, terminal.console())
    return 0
