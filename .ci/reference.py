"""Print docs/cli.md: the command line as its parser knows it. `make docs` writes the file."""

import argparse
from collections.abc import Iterator

from quoth.cli import parser

INTRODUCTION = """\
# The command line

Every verb is a verb of the library too: what `quoth add` does, `KnowledgeGraph.add` does. Results
go to stdout, everything else to stderr. In a terminal there are tables and a progress bar, in a
pipe plain text; `NO_COLOR` is obeyed. This page is checked against the program by a test.

A `PATH` is a file, a folder (everything in it), a glob, a URL, or `-` for one text on stdin. What
it holds is known by its ending: `.txt`, `.html` and `.htm` are one article; `.jsonl`, `.csv`,
`.parquet`, `.warc`, `.warc.gz` and `.xml` (RSS and Atom feeds) are many.

A `STORE` is the folder that `quoth build` wrote (or the `store` in it), or the URL of a SPARQL 1.1
endpoint, which can be asked but not changed.

| exit code | means |
|---|---|
| 0 | done |
| 1 | an error, said in one line: what happened, on what, what to do |
| 2 | the command was not understood |
| 3 | `validate` found something wrong |
| 4 | done, but some inputs were refused: each is named on stderr and in `OUT/rejected.jsonl` |
"""


def verbs() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each verb."""
    groups = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(groups[0].choices)


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield INTRODUCTION
    for name, verb in verbs().items():
        yield f"## quoth {name}\n\n{verb.description}\n"
        yield "| argument | meaning |\n|---|---|"
        yield from map(row, (a for a in verb._actions if a.dest != "help"))
        yield f"\n```\n{verb.epilog.removeprefix('example:').strip()}\n```\n"


def row(action: argparse.Action) -> str:
    """Return the row of one argument."""
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    if action.choices:
        value = "|".join(map(str, action.choices))
    flags = ", ".join(action.option_strings)
    return f"| `{cell(f'{flags} {value}'.strip())}` | {cell(action.help or '')} |"


def cell(text: str) -> str:
    """Return text that stays in its cell."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print("\n".join(page()).rstrip())
