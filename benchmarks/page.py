"""The graph page at size: `python benchmarks/page.py [--actors N] [--quotations N]`.

Writes the page of a made-up press and opens it in headless Chromium (software rendering): seconds
to write, megabytes, seconds until it can be used, seconds for a filter click and a change of view.
Each size is measured against the first, the seeds' own order of magnitude.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import press  # noqa: E402
from quoth.views.page import write_graph_page  # noqa: E402

ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"]


def clock(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure(page: Page, actors: int, quotations: int, folder: Path) -> list[float]:
    """Return seconds to write, megabytes, seconds to open, to filter, to change the view."""
    facts = press.made_up(actors, quotations)
    path = folder / f"{actors}.html"
    statements = press.statements_of(facts)
    written = clock(lambda: write_graph_page(facts, statements, path))

    def open_page() -> None:
        page.goto(path.as_uri(), timeout=120_000)
        page.wait_for_function("window.quoth && quoth.nodes() > 0", timeout=120_000)

    def change_filter() -> None:
        page.locator("[data-facet=speaker] .option").first.click()
        expect(page.locator("#canvas, canvas").first).to_be_visible()

    def change_view() -> None:
        page.keyboard.press("2")
        page.wait_for_function("quoth.nodes() > 0")

    return [written, path.stat().st_size / 1e6, clock(open_page), clock(change_filter),
            clock(change_view)]


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--actors", type=int, default=20_000)
    parser.add_argument("--quotations", type=int, default=100_000)
    options = parser.parse_args()
    sizes = [(200, 1000), (2000, 10_000), (options.actors, options.quotations)]
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    print("| actors | quotations | write, s | MB | open, s | filter, s | view, s |")
    print("|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGS)
        for actors, quotations in sizes:
            page = browser.new_page()
            row = measure(page, actors, quotations, Path(scratch))
            print(f"| {actors:,} | {quotations:,} | " + " | ".join(f"{x:.2f}" for x in row) + " |",
                  flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
