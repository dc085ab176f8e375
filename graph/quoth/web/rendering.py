"""Templates to pages: everything that they print is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from quoth.records import Entity, Facts, Quotation
from quoth.views import rows
from quoth.views.article import article_script, article_style
from quoth.views.looks import STYLES

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Links:
    """Where the links of the served pages lead."""

    def actor(self, entity: str) -> str:
        """Return the address of an actor's page."""
        return f"/{quote(entity)}/about"

    def article(self, article: str, quotation: str = "") -> str:
        """Return the address of an article, or of a quotation in it."""
        return f"/article/{article}#{quotation}" if quotation else f"/article/{article}"

    quotation = article

    def statement(self, statement: str) -> str:
        """Return the address of a statement's page."""
        return f"/{quote(statement)}/about"


LINKS = Links()


@cache
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("quoth.web"), autoescape=True,
                              trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(links=LINKS, styles=STYLES)
    environment.filters.update(kind=kind, plural=plural, opening=rows.headline)
    return environment


def kind(entity: Entity | None) -> str:
    """Return the name of the entity's type, as the style sheet has it."""
    return entity.type if entity and entity.type in STYLES else "unnamed"


def plural(number: int, one: str, many: str = "") -> str:
    """Return `1 article` or `2 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def render(request: Request, name: str, /, *, status: int = 200, **values: Any) -> Response:
    """Return a page."""
    site = request.app.state.site
    text = _environment().get_template(name).render(
        site=site, here=request.url.path, words=values.pop("words", ""),
        signed_in=site.access.signed_in(request), **values)
    return HTMLResponse(text.encode("utf-8", "replace"), status)


def told(snapshot: Any, facts: Facts, quotation: Quotation) -> dict[str, Any]:
    """Return what a list says of a quotation."""
    speaker = snapshot.known.get(quotation.speaker or "")
    return {
        "facts": facts, "quotation": quotation, "speaker": speaker,
        "speaker_name": speaker.name if speaker else quotation.speaker_name,
        "day": rows.day(quotation, facts.article), "outlet": rows.outlet(facts.article),
        "reports": snapshot.reports.count((facts.article.id, quotation.id)) + 1,
        "mentions": [snapshot.known[m] for m in quotation.mentions
                     if m in snapshot.known and m != quotation.speaker],
    }


def excerpt(text: str, marks: Sequence[tuple[int, int]] = (), *,
            length: int = 280) -> list[tuple[str, bool]]:
    """Return a text in parts, each with whether it is marked; a long one around the first mark.

    >>> excerpt("We saw rain.", [(7, 11)])
    [('We saw ', False), ('rain', True), ('.', False)]
    """
    first = marks[0][0] if marks else 0
    begin = 0 if first < length - 40 else text.rfind(" ", 0, first - 60) + 1
    end = len(text) if len(text) - begin <= length else text.rfind(" ", begin, begin + length)
    end = end if end > begin else min(len(text), begin + length)
    parts, at = [("…", False)] if begin else [], begin
    for a, b in marks:
        if begin <= a and b <= end:
            parts += [(text[at:a], False), (text[a:b], True)]
            at = b
    parts += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [part for part in parts if part[0]]


@cache
def asset(name: str) -> tuple[bytes, str] | None:
    """Return a file of the pages and its media type; None where there is none."""
    made = {"page.css": article_style, "article.js": article_script}
    if name in made:
        return made[name]().encode(), TYPES[Path(name).suffix]
    file = files(__package__) / "static" / name
    if "/" in name or "\\" in name or name.startswith(".") or not file.is_file():
        return None
    return file.read_bytes(), TYPES.get(Path(name).suffix, "text/plain")
