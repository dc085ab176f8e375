"""The interactive graph: one HTML file that holds its data, its code and vis-network.

The page asks no server for anything: its content security policy allows only the scripts and the
style that it holds, by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from quoth.records import Facts
from quoth.views.census import Census
from quoth.views.looks import STYLES
from quoth.views.payload import (
    LIMIT,
    actor_part,
    article_part,
    held,
    is_held_in_part,
    json_block,
)

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
VENDOR = ("graphology-0.26.0.min.js", "sigma-3.0.3.min.js")
HERE = "\0"  # where the data goes: no text of a page holds it
TITLE = "Who said what"
SCRIPTS = ("read", "data", "layout", "state", "model", "pack", "columns", "draw", "all", "panel",
           "filters", "search", "timeline", "save", "main")


def write_graph_page(
    facts_all: Iterable[Facts], path: str | Path, *, title: str = TITLE, home: str = "",
    census: Census | None = None,
) -> Path:
    """Write the interactive graph of the articles to `path` and return the path.

    The title leads to the address `home`, if there is one. `census` is that of the articles, where
    the caller has it; otherwise they are gone through twice.
    """
    census = census or Census(facts_all)
    actors = (actor_part(census.known[name]) for name in sorted(census.known))
    return write_page(actors, map(article_part, facts_all), census, path, title=title, home=home)


def write_page(actors: Iterable[str], articles: Iterable[str], census: Census, path: str | Path, *,
               title: str = TITLE, home: str = "") -> Path:
    """Write what `write_graph_page` writes, of the parts of the actors, by id, and of the articles.
    """
    path, large = Path(path), len(census.known) > LIMIT
    libraries = [_vendored(name) for name in VENDOR] if large else []
    scripts = [_vis_network(), *libraries, _script()]
    style = template("graph/page.css").render(styles=STYLES)
    before, after = template("graph/page.html").render(
        title=title, home=home, style=style, scripts=scripts, policy=policy(scripts, [style]),
        data=HERE, styles=STYLES, large=large, empty=not census.heard,
    ).split(HERE)
    about: dict[str, Any] = {"title": title, "limit": LIMIT,
                             "styles": {kind: list(style) for kind, style in STYLES.items()}}
    if is_held_in_part(census.heard):
        about["of"] = census.heard.total()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(before + json_block(about)[:-1] + ',"actors":')
        file.writelines(_listed(actors))
        file.write(',"articles":')
        file.writelines(_listed(held(articles, census.heard, census.size)))
        file.write("}" + after)
    return path


def _listed(parts: Iterable[str]) -> Iterator[str]:
    """Yield a list in JSON of parts that are JSON."""
    yield "["
    for number, part in enumerate(parts):
        yield f",\n{part}" if number else part
    yield "]"


def _vis_network() -> str:
    """Return the script that pyvis brings; to import pyvis would import IPython for it."""
    [folder] = find_spec("pyvis").submodule_search_locations  # type: ignore[union-attr,misc]
    return Path(folder, VIS).read_text("utf-8")


def _vendored(name: str) -> str:
    return files(__package__).joinpath(f"templates/vendor/{name}").read_text("utf-8")


def _script() -> str:
    """Return the page's own code: the files of `templates/graph`, in one closed function."""
    parts = [files(__package__).joinpath(f"templates/graph/{name}.js").read_text("utf-8")
             for name in SCRIPTS]
    return "(() => {\n\"use strict\";\n" + "\n".join(parts) + "})();\n"


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("quoth.views"), autoescape=True, trim_blocks=True,
                       lstrip_blocks=True, keep_trailing_newline=True)


@cache
def template(name: str) -> Any:
    """Return one of the templates of this package; what it prints is escaped."""
    return _environment().get_template(name)


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return the content security policy that allows these scripts and styles and nothing else."""
    def hashes(texts: Sequence[str]) -> str:
        digests = (sha256(text.encode("utf-8")).digest() for text in texts)
        return " ".join(f"'sha256-{b64encode(d).decode()}'" for d in digests) or "'none'"

    return (f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
            "img-src data: blob:; base-uri 'none'; form-action 'none'")
