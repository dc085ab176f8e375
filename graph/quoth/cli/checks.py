"""The verbs that check: validate and evaluate."""

from __future__ import annotations

import argparse
from typing import Any

from quoth.cli import terminal
from quoth.cli.options import add_store, add_verb

INVALID = 3


def add_verbs(verbs: Any) -> None:
    """Add the verbs of this module."""
    validate = add_verb(verbs, "validate", run_validate,
                        "check a graph against the shapes and the verify queries",
                        example="quoth validate")
    add_store(validate)


def run_validate(args: argparse.Namespace) -> int:
    """Print what is wrong with a graph."""
    from quoth.knowledge import KnowledgeGraph

    with KnowledgeGraph.open(args.store) as kg:
        report = kg.validate()
    for finding in report.findings:
        print(terminal.clean(str(finding)))
    print(f"{args.store}: {'conforms' if report.conforms else 'does not conform'} to the shapes "
          "and the verify queries")
    return 0 if report.conforms else INVALID
