"""The command line: `quoth VERB ...`; the verbs are those of the library."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import sys
import traceback
from collections.abc import Sequence

from quoth import __version__
from quoth.cli import answers, changes, checks, serving, statements, terminal
from quoth.errors import QuothError

DONE, ERROR, USAGE, INVALID, REFUSED = range(5)

DESCRIPTION = """\
Who said what, as a knowledge graph: reads news articles, finds the quotations
and their speakers, and writes RDF that can be asked in SPARQL and looked at in
a browser. Works offline.
"""
EPILOG = """\
first steps:
  quoth build seeds/articles   make a graph of a folder of articles in out/
  quoth query who-said-what    ask it (quoth query --list shows the questions)
  quoth serve                  look at it in a browser

exit codes: 0 done, 1 error, 2 usage, 3 validation failed,
            4 done, but some inputs were refused
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="quoth", description=DESCRIPTION, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("--version", action="version", version=f"quoth {__version__}")
    top.add_argument("--debug", action="store_true", help="show where an error comes from")
    verbs = top.add_subparsers(title="verbs", metavar="VERB", required=True)
    for module in (changes, answers, statements, checks, serving):
        module.add_verbs(verbs)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Errors are one line on stderr."""
    terminal.prepare_streams()
    args = parser().parse_args(arguments)
    _log(args.debug)
    try:
        code = args.run(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # `quoth query ... | head` is no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _failed("stopped; nothing is lost: run the same command again to go on", 130)
    except (QuothError, OSError, MemoryError) as error:
        return _failed(_line(error), debug=args.debug)
    except Exception as error:  # the last net: a fault of ours is one line too
        text = f"{_line(error)} (a fault of quoth; --debug shows where)"
        return _failed(text, debug=args.debug)


def _log(debug: bool) -> None:
    """Show what Quoth logs; what other libraries have to say only helps to debug."""
    logging.basicConfig(level=logging.DEBUG if debug else logging.CRITICAL + 1,
                        format="quoth: %(message)s")
    logging.getLogger("quoth").setLevel(logging.DEBUG if debug else logging.ERROR)


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _line(error: BaseException) -> str:
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, QuothError):
        text = str(error)
    elif isinstance(error, MemoryError):
        text = "the memory is full: try fewer articles at a time, or fewer --jobs"
    elif isinstance(error, OSError) and error.errno in FULL:
        text = "the disk is full: make room and run the same command again, nothing is lost"
    elif isinstance(error, OSError) and error.filename:
        text = f"cannot use {error.filename}: {error.strerror}"
    return " ".join(text.split())


def _failed(text: str, code: int = ERROR, *, debug: bool = False) -> int:
    if debug:
        traceback.print_exc()
    print(f"quoth: {terminal.clean(text)}", file=sys.stderr)
    return code
