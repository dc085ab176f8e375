"""Take the pictures of README and docs: `python docs/pictures.py`, from the five seed articles.

The plots are those of the executed notebooks: run `python notebooks/execute.py` first.
"""

import socket
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import numpy
import quoth
from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
from chromium import chromium  # noqa: E402

IMAGES = HERE / "images"


@contextmanager
def opened(browser: Browser, address: str, width: int, height: int,
           scheme: str = "light") -> Iterator[Page]:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme,
                            reduced_motion="reduce")
    page.goto(address)
    page.wait_for_timeout(500)
    yield page
    page.close()


def pixels(png: bytes) -> numpy.ndarray:
    """Return the pixels of a PNG of 8 bits a channel, as Chromium writes it."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    each, data, at = {2: 3, 6: 4}[kind], b"", 8
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += size + 12
    lines = numpy.frombuffer(zlib.decompress(data), "u1").reshape(height, 1 + width * each)
    rows = numpy.zeros((height + 1, width, each), "u1")
    for y, (how, *_) in enumerate(lines[:, :1]):
        rows[y + 1] = unfiltered(int(how), lines[y, 1:].reshape(width, each), rows[y])
    return rows[1:, :, :3]


def unfiltered(how: int, line: numpy.ndarray, above: numpy.ndarray) -> numpy.ndarray:
    """Undo the filter of one line (PNG specification, section 9)."""
    if how in (0, 2):
        return line + above if how else line
    found = line.astype(int)
    left = upper_left = numpy.zeros(line.shape[1], int)
    for x, up in enumerate(above.astype(int)):
        guess = left + up - upper_left
        near = numpy.abs(guess - [left, up, upper_left])
        best = numpy.where((near[0] <= near[1]) & (near[0] <= near[2]), left,
                           numpy.where(near[1] <= near[2], up, upper_left))
        found[x] = (found[x] + {1: left, 3: (left + up) // 2, 4: best}[how]) % 256
        left, upper_left = found[x], up
    return found.astype("u1")


def small(png: bytes) -> bytes:
    """Return the picture with its 256 commonest colours: a quarter of the size."""
    image = pixels(png)
    height, width, _ = image.shape
    coarse = (image >> 2 << 2) | (image >> 6)
    code = (coarse.astype("u4") * [1 << 16, 1 << 8, 1]).sum(2)
    codes, back, counts = numpy.unique(code, return_inverse=True, return_counts=True)
    palette = numpy.sort(codes[numpy.argsort(-counts, kind="stable")[:256]])
    apart = [(c[:, None] >> bits & 255).astype(int) - (palette >> bits & 255).astype(int)
             for bits in (16, 8, 0) for c in [codes]]
    index = sum(a**2 for a in apart).argmin(1).astype("u1")[back].reshape(height, width)
    lines = numpy.concatenate([numpy.zeros((height, 1), "u1"), index], 1).tobytes()
    colours = b"".join(int(c).to_bytes(3, "big") for c in palette)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", head), (b"PLTE", colours),
                           (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")))


def main() -> None:
    """Build the graph of the seeds and take the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium("--disable-lcd-text") as browser:
        out = Path(folder)
        kg = quoth.build(HERE.parent / "seeds" / "articles", out).kg
        titled = [facts for facts in kg.facts if facts.article.title]
        longest = max(titled, key=lambda facts: len(facts.quotations)).article.id
        graph = (out / "graph.html").as_uri()
        article = (out / "articles" / f"{longest}.html").as_uri()
        for name, address, width, height, scheme in (
            ("graph", f"{graph}#actor=vladimir-putin", 1280, 800, "light"),
            ("graph-dark", f"{graph}#view=said", 1280, 800, "dark"),
            ("graph-said", f"{graph}#view=said", 1280, 800, "light"),
            ("graph-together", f"{graph}#view=named-together", 1280, 800, "light"),
            ("graph-400", graph, 400, 800, "light"),
            ("graph-said-400", f"{graph}#view=said", 400, 800, "light"),
            ("graph-together-400", f"{graph}#view=named-together", 400, 800, "light"),
            ("article", article, 1280, 800, "light"),
            ("article-400", article, 400, 800, "light"),
            ("articles", (out / "articles" / "index.html").as_uri(), 1280, 640, "light"),
            ("articles-400", (out / "articles" / "index.html").as_uri(), 400, 800, "light"),
        ):
            with opened(browser, address, width, height, scheme) as page:
                (IMAGES / f"{name}.png").write_bytes(small(page.screenshot()))
        most = max(kg.statements, key=lambda statement: len(statement.quotations)).id
        served(browser, out, longest, most)
        plots(browser)


def plots(browser: Browser) -> None:
    """Take the pictures of the plots in the notebooks, named by notebook and place."""
    for notebook in sorted((HERE.parent / "notebooks").glob("0*.ipynb")):
        outputs = [o for c in nbformat.read(notebook, as_version=4).cells for o in c.get(
            "outputs", ())]
        drawn = [o.data["image/svg+xml"] for o in outputs if "image/svg+xml" in o.get("data", {})]
        for number, plot in enumerate(drawn, 1):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{plot}")
            picture = page.locator("svg").first.screenshot()
            (IMAGES / f"plot-{notebook.stem[:2]}-{number}.png").write_bytes(small(picture))
            page.close()


def served(browser: Browser, out: Path, article: str, statement: str) -> None:
    """Take the pictures of the served pages."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "quoth", "serve", "-s", str(out), "--port", port]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        next(line for line in server.stdout if "Ctrl-C" in line)
        for name, path, width, height, scheme in (
            ("serve-search", "/search?q=peacekeeping+situation", 1280, 700, "light"),
            ("serve-statement", f"/{statement}/about", 1280, 760, "light"),
            ("serve-actor", "/actor/vladimir-putin/about", 1280, 800, "light"),
            ("serve-article", f"/article/{article}", 1280, 800, "dark"),
            ("serve-400", "/actor/vladimir-putin/about", 400, 800, "light"),
            ("serve-query", "/query", 1280, 800, "light"),
        ):
            with opened(browser, f"http://127.0.0.1:{port}{path}", width, height, scheme) as page:
                (IMAGES / f"{name}.png").write_bytes(small(page.screenshot()))
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main()
