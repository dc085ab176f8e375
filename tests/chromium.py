"""The real browser of tests, pictures and benchmarks: Chromium, wherever the system has it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    """Run the browser without a window, with more options; `.ci/browser` sees that it is there."""
    path = next(filter(None, map(shutil.which, NAMES)), NAMES[0])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGS, *options])
        yield browser
        browser.close()
