"""Print README.md with the answers that the program gives now. `make docs` writes the file.

Every `$ quoth ...` in a console block is run on a graph of the seeds, and what it prints takes the
place of what stood there.
"""

import contextlib
import io
import re
import shlex
import sys
import tempfile
from pathlib import Path

from quoth.cli import main
from quoth.evaluation import evaluate

ROOT = Path(__file__).resolve().parents[1]
CONSOLE = re.compile(r"```console\n\$ (quoth (?:[^\n\"]|\"[^\"]*\")*)\n.*?```", re.DOTALL)
QUALITY = re.compile(r"(<!-- quality: quoth evaluate (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
FIGURES = {
    "quotation": "quotations found", "speaker": "found, with the right speaker",
    "wikidata": "people and organizations with the right Wikidata id",
    "statement pair": "pairs of reports of one statement",
}


def answer(command: str) -> str:
    """Return what a command prints on stdout."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(sys.stderr):
        code = main(shlex.split(command)[1:])
    if code:
        raise SystemExit(f"{command}: exit code {code}")
    return out.getvalue().strip("\n")


def quality(gold: str) -> str:
    """Return the figures as a table."""
    lines = ["| | precision | recall | F1 | 95 % interval of F1 | items |",
             "|---|---:|---:|---:|---:|---:|"]
    for result in evaluate(gold).results.values():
        for name in FIGURES.keys() & result["figures"].keys():
            row = result["figures"][name]
            low, high = row["interval"]
            lines.append(f"| {FIGURES[name]} | {row['precision']:.1f} | {row['recall']:.1f} | "
                         f"{row['f']:.1f} | {low:.1f} to {high:.1f} | {row['gold']:.0f} |")
    order = list(FIGURES.values())
    lines[2:] = sorted(lines[2:], key=lambda line: order.index(line.split(" | ")[0][2:]))
    return "\n".join(lines) + "\n"


def rendered(text: str) -> str:
    """Return the page with fresh answers; the working folder must hold the seeds."""
    text = CONSOLE.sub(lambda m: f"```console\n$ {m[1]}\n{answer(m[1])}\n```", text)
    return QUALITY.sub(lambda m: m[1] + quality(m[2]) + m[3], text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("seeds").symlink_to(ROOT / "seeds")
        page = rendered((ROOT / "README.md").read_text("utf-8"))
    print(page, end="")
