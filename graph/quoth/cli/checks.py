"""The verbs that check: validate and evaluate."""

from __future__ import annotations

import argparse
from typing import Any

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
        found = kg.validate()
    for line in found:
        print(line)
    return INVALID if found else 0
