"""A small graph to be served, made by hand (no model runs), and a server in its own process."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import news_example
from quoth import KnowledgeGraph
from quoth.archive import NAME, Archive
from quoth.records import Article, Entity, Facts, Mention, Quotation, Span

BASE = "https://data.example.org/"
TOKEN = "open-sesame"
EVIL = "</script><img src=x onerror=alert(1)>"
TEXT = f"{EVIL} \"We <b>win</b> & they don't,\" Eve {EVIL} said.\nSee 'this'.\n"


def evil() -> Facts:
    """An article whose every word wants to be markup."""
    article = Article(key=f"evil-{EVIL}.txt", text=TEXT, title=f"Title {EVIL}", language="en",
                      publisher=f"Post {EVIL}", published="2024-05-06", author=EVIL,
                      url="javascript:alert(1)")
    start, end = TEXT.index("We <b>"), TEXT.index(',"')
    eve = TEXT.index("Eve")
    said = Quotation(
        f"q{start}-{end}", article.id, (Span(start, end),), TEXT[start:end], "direct",
        cue=Span(TEXT.index("said"), TEXT.index("said") + 4), cue_text="said", cue_lemma="say",
        act="say", source=Span(eve, eve + 3), source_text="Eve", speaker="actor/eve",
        speaker_name=f"Eve {EVIL}", statement="statement/evil")
    return Facts(article, (Entity("actor/eve", "person", f"Eve {EVIL}", aliases=(EVIL,)),),
                 (Mention(eve, eve + 3, "Eve", "PERSON", entity="actor/eve"),), (said,),
                 model=f"model {EVIL}")


def make_graph(folder: Path) -> Path:
    """Make the store of the example articles and the evil one; return its folder."""
    store = folder / "store"
    store.mkdir(parents=True)
    with Archive(store / NAME) as archive:
        archive.put([*news_example.facts(), evil()], stamp="by hand")
    KnowledgeGraph.open(store).close()
    return folder


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(folder: Path, *options: str) -> Iterator[str]:
    """Run `quoth serve`; yield its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "quoth", "serve", "-s", str(folder), "--port", str(port), *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, f"{address}/static/web.css")
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait(process: subprocess.Popen, address: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(process.communicate()[0])
        try:
            with urlopen(address, timeout=5) as response:
                response.read()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")
