"""The verbs that check: validate and evaluate."""

from __future__ import annotations

import argparse
import json
from typing import Any

from quoth.cli import terminal
from quoth.cli.options import add_model, add_store, add_verb

INVALID = 3


def add_verbs(verbs: Any) -> None:
    """Add the verbs of this module."""
    validate = add_verb(verbs, "validate", run_validate,
                        "check a graph against the shapes and the verify queries",
                        example="quoth validate")
    add_store(validate)
    evaluate = add_verb(verbs, "evaluate", run_evaluate,
                        "score the model, or lines of `quoth annotate`, on gold",
                        example="quoth evaluate seeds/gold --predicted annotated.jsonl")
    evaluate.add_argument("gold", metavar="GOLD", help="file or folder of gold (JSON lines)")
    evaluate.add_argument("--predicted", metavar="FILE",
                          help="score this output; without it the model reads the gold's texts")
    add_model(evaluate)
    evaluate.add_argument("--json", action="store_true", help="print all figures as JSON")


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


def run_evaluate(args: argparse.Namespace) -> int:
    """Print the scores on gold."""
    from quoth.evaluation import evaluate

    report = evaluate(args.gold, args.predicted, args.model, entities=args.entities)
    print(json.dumps(report.to_dict(), indent=1) if args.json else report.table())
    return 0
