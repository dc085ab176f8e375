"""The interactive graph: one HTML file that holds its data, its code and vis-network.

The page asks no server for anything: its content security policy allows only the scripts and the
style that it holds, by their hashes.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from quoth.records import Facts, Statement
from quoth.views.census import Census
from quoth.views.drawing import STYLES
from quoth.views.payload import LIMIT, payload

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
VENDOR = ("graphology-0.26.0.min.js", "sigma-3.0.3.min.js")
HERE = "\0"  # where the data goes: no text of a page holds it
PIECE = 4096  # values of a list that are written at once
SCRIPTS = ("data", "state", "model", "pack", "columns", "draw", "all", "panel", "filters",
           "search", "timeline", "save", "main")


def write_graph_page(
    facts_all: Iterable[Facts], statements: Iterable[Statement], path: str | Path,
    *, title: str = "Who said what", home: str = "", census: Census | None = None,
) -> Path:
    """Write the interactive graph of the articles to `path` and return the path.

    The title leads to the address `home`, if there is one. `census` is that of the articles, where
    the caller has it.
    """
    path = Path(path)
    data = payload(facts_all, statements, title, census=census)
    large = any(len(flat) > 3 * LIMIT for kind in data["places"].values() for flat in kind.values())
    libraries = [_vendored(name) for name in VENDOR] if large else []
    scripts = [_vis_network(), *libraries, _script()]
    style = template("graph/page.css").render(styles=STYLES)
    before, after = template("graph/page.html").render(
        title=title, home=home, style=style, scripts=scripts, policy=policy(scripts, [style]),
        data=HERE, styles=STYLES, large=large, empty=not data["quotations"]["id"],
    ).split(HERE)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(before)
        file.writelines(json_pieces(data))
        file.write(after)
    return path


def json_pieces(data: Any) -> Iterator[str]:
    """Yield `json_block(data)` in pieces, of which none holds much of a long list.

    >>> "".join(json_pieces({"a": [1, 2], "b": {}})) == json_block({"a": [1, 2], "b": {}})
    True
    """
    if isinstance(data, dict):
        for at, (name, value) in enumerate(data.items()):
            yield f"{',' if at else '{'}{json_block(str(name))}:"
            yield from json_pieces(value)
        yield "}" if data else "{}"
    elif isinstance(data, list) and len(data) > PIECE:
        for start in range(0, len(data), PIECE):
            yield f"{',' if start else '['}{json_block(data[start : start + PIECE])[1:-1]}"
        yield "]"
    else:
        yield json_block(data)


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


def json_block(data: Any) -> str:
    """Return JSON that no HTML parser takes for markup: `<`, `>` and `&` are escaped.

    >>> json_block("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is not UTF-8
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return the content security policy that allows these scripts and styles and nothing else."""
    def hashes(texts: Sequence[str]) -> str:
        digests = (sha256(text.encode("utf-8")).digest() for text in texts)
        return " ".join(f"'sha256-{b64encode(d).decode()}'" for d in digests) or "'none'"

    return (f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
            "img-src data: blob:; base-uri 'none'; form-action 'none'")
