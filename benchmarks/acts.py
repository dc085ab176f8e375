"""How many cues the lexicon knows: `python benchmarks/acts.py FILE [--unknown 30]`.

FILE holds JSON lines with `text` and `attributions` (plain or gzipped). For each attribution with a
cue the lexicon is asked for lemma and speech act, as the annotator asks it. `--unknown` shows the
cues that it does not know, the most frequent first.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quoth.evaluation.report import read_rows
from quoth.nlp.lexicon import act_of, read_cue

ROWS = ("all", "quoted", "not quoted")


def cues(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each cue's words, and whether its content holds quotation marks."""
    for row in read_rows(path)["extraction"]:
        text = row["text"]
        for one in row["attributions"]:
            pieces = _pieces(one.get("cue"))
            content = " ".join(text[a:b] for a, b in _pieces(one["content"]))
            if pieces:
                yield " ".join(text[a:b] for a, b in pieces), any(m in content for m in '"“”')


def _pieces(value: Any) -> list[list[int]]:
    """Return spans as a list, whether one or several are given."""
    if not value:
        return []
    return [value] if isinstance(value[0], int) else list(value)


def figures(found: list[tuple[str, bool]]) -> Mapping[str, tuple[int, float, float, float]]:
    """Return number of cues and the percentages with a lemma, an act and a telling act."""
    kinds = {"all": found, "quoted": [c for c in found if c[1]],
             "not quoted": [c for c in found if not c[1]]}
    made = {}
    for name, some in kinds.items():
        acts = [act_of(cue) for cue, _ in some]
        total = max(1, len(acts))
        made[name] = (len(acts), *(100 * sum(map(bool, row)) / total for row in (
            [read_cue(cue).lemma for cue, _ in some], acts,
            [act not in (None, "say", "assert") for act in acts])))
    return made


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--unknown", type=int, default=0, metavar="N")
    args = parser.parse_args()
    found = list(cues(args.file))
    print("| cues | number | with lemma | with speech act | other than say, assert |\n"
          "|---|---|---|---|---|")
    for name, (number, *shares) in figures(found).items():
        print(f"| {name} | {number} | " + " | ".join(f"{share:.1f} %" for share in shares) + " |")
    missing = Counter(cue.lower() for cue, _ in found if not act_of(cue))
    for cue, times in sorted(missing.items(), key=lambda row: (-row[1], row[0]))[: args.unknown]:
        print(f"{times:5} {cue}")


if __name__ == "__main__":
    main()
