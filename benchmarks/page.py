"""The graph page at size: `python benchmarks/page.py [--actors N] [--quotations N]`.

Writes the page of a made-up press and opens it in headless Chromium (software rendering): seconds
to write, megabytes, seconds until it can be used, to choose a node, to filter, to change the view,
and to draw every node. All are seconds of processor, of Python and of the browser's page and
drawing, so that other work on the machine counts little, but for "opened", which is the seconds of
the wall until the page can be used, and "blocked", the longest time of the wall in which the page
answers nothing once it is open: these hang on what else the machine does. The last column is the
time to open over that of the first size.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import press  # noqa: E402
from chromium import chromium  # noqa: E402
from quoth.views.page import write_graph_page  # noqa: E402


def clock(action: Callable[[], object], ticks: Callable[[], float]) -> float:
    """Return the seconds of processor that an action takes."""
    start = ticks()
    action()
    return ticks() - start


BLOCKS = """window.blocks = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.blocks.push(entry.duration);
}).observe({ type: "longtask" });"""


def browser_ticks(browser: Browser) -> Callable[[], float]:
    """Return a clock of the seconds that pages and drawing have taken in this browser."""
    session = browser.new_browser_cdp_session()

    def ticks() -> float:
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(p["cpuTime"] for p in processes if p["type"] in ("renderer", "GPU"))

    return ticks


def measure(page: Page, actors: int, quotations: int, folder: Path,
            ticks: Callable[[], float]) -> list[float]:
    """Return seconds to write, megabytes, seconds to open, of the wall too, to choose, filter,
    change view and draw all, and the longest block in seconds of the wall.

    Each action is over when the page answers again.
    """
    facts = press.made_up(actors, quotations)
    path = folder / f"{actors}.html"
    written = clock(lambda: write_graph_page(facts, path), time.process_time)

    def answered(action: Callable[[], object]) -> Callable[[], object]:
        def act() -> None:
            action()
            page.wait_for_function("window.quoth && quoth.nodes() > 0", timeout=120_000)
            page.evaluate("new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
        return act

    def draw_all() -> None:
        button = page.locator("#show-each, #show-all")
        if button.count():
            button.first.click(timeout=120_000)
            page.get_by_text("nodes are drawn", exact=False).first.wait_for(timeout=120_000)

    page.add_init_script(BLOCKS)
    start = time.perf_counter()
    opened = clock(answered(lambda: page.goto(path.as_uri(), timeout=120_000)), ticks)
    waited = time.perf_counter() - start
    page.evaluate("window.blocks.length = 0")
    page.locator("#canvas").focus()
    chosen = clock(answered(lambda: page.keyboard.press("ArrowRight")), ticks)
    page.keyboard.press("Escape")
    option = page.locator("[data-facet=speaker] .option").first
    filtered = clock(answered(option.click), ticks)
    page.locator("#clear").click()
    changed = clock(answered(lambda: page.keyboard.press("3")), ticks)
    page.keyboard.press("1")
    drawn = clock(answered(draw_all), ticks)
    page.wait_for_timeout(500)
    blocked = page.evaluate("Math.max(0, ...window.blocks)") / 1000
    size = path.stat().st_size / 1e6
    return [written, size, opened, waited, chosen, filtered, changed, drawn, blocked]


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--actors", type=int, default=20_000)
    parser.add_argument("--quotations", type=int, default=100_000)
    options = parser.parse_args()
    sizes = [(200, 1000), (2000, 10_000), (6000, 30_000), (options.actors, options.quotations)]
    print("| actors | quotations | write, s | MB | open, s | opened, s | choose, s | filter, s "
          "| view, s | all, s | blocked, s | open, ratio |")
    print("|" + "---|" * 12)
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        first = None
        for actors, quotations in sizes:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(120_000)
            row = measure(page, actors, quotations, Path(scratch), browser_ticks(browser))
            first = first or row[2]
            cells = " | ".join(f"{x:.2f}" for x in [*row, row[2] / first])
            print(f"| {actors:,} | {quotations:,} | {cells} |", flush=True)
            page.close()


if __name__ == "__main__":
    main()
