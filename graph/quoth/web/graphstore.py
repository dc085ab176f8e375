"""The Graph Store HTTP Protocol for the graphs of articles: PUT reads one in, DELETE removes it.

The graph of an article is a function of its text, so what is put is the article, as text, HTML or
JSON, and not its triples; `key` in the address names it.
https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quoth.reading import Rejected, read
from quoth.records import Article
from quoth.web.dereferencing import GRAPH
from quoth.web.endpoint import accept_of, content_type, fields, response_of
from quoth.web.negotiation import RDF_TYPES, choose
from quoth.web.security import body_of, cors
from quoth.web.site import Site
from quoth.web.worker import Question

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
CORS = cors(("GET", "HEAD", "OPTIONS"))  # other sites may read
ENDINGS = {"text/plain": ".txt", "text/html": ".html", "application/json": ".jsonl",
           "application/x-ndjson": ".jsonl", "application/xhtml+xml": ".html"}
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


async def graphs(request: Request) -> Response:
    """Answer for `/graphs?graph=IRI` and `/graphs?default`."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS), **CORS})
    name = _named(request)
    if request.method == "POST":
        if name:
            raise HTTPException(403, "A graph is made of one article: PUT it, or POST an article "
                                     "to /graphs.")
        return await _added(request, None)
    if request.method in ("PUT", "DELETE"):
        return await change(request, name)
    return await _read(request, name)


async def direct(request: Request) -> Response:
    """Answer PUT, DELETE and OPTIONS for the graph's own address, `/article/ID/graph`."""
    if request.method == "OPTIONS":
        own = (one for one in METHODS if one != "POST")
        return Response(status_code=204, headers={"Allow": ", ".join(own), **CORS})
    snapshot = await _site(request).snapshot()
    return await change(request, snapshot.iris.graph(request.path_params["article"]).value)


async def change(request: Request, name: str) -> Response:
    """Put or delete the graph of an article."""
    site = _site(request)
    site.access.demand(request)
    article = await _article(site, name)
    if request.method == "PUT":
        return await _added(request, article)
    if article not in site.current.kg.archive:
        raise HTTPException(404, "There is no such graph.")
    await run_in_threadpool(site.current.remove, article)
    return Response(status_code=204)


async def _read(request: Request, name: str) -> Response:
    media_type = choose(accept_of(request), list(RDF_TYPES))
    if not media_type:
        raise HTTPException(406, f"A graph can be had as {', '.join(RDF_TYPES)}.")
    text = GRAPH % {"node": NamedNode(name)} if name else EVERYTHING
    if name:
        known = f"ASK {{ GRAPH {NamedNode(name)} {{ ?s ?p ?o }} }}"
        answer = await _site(request).ask(Question("", known))
        if answer.status == 200 and b"true" not in answer.body:
            raise HTTPException(404, "There is no such graph.", CORS)
    return response_of(await _site(request).ask(Question("", text, media_type)))


async def _added(request: Request, wanted: str | None) -> Response:
    """Read the article in the body into the graph; `wanted` is the id that it must have."""
    site = _site(request)
    site.access.demand(request)
    name, _ = content_type(request)
    if name not in ENDINGS:
        raise HTTPException(415, "The graph of an article is made from the article: send it as "
                                 f"{', '.join(ENDINGS)}.")
    body = await body_of(request)
    article, new = await run_in_threadpool(
        _ingest, site, body, _key(request, ENDINGS[name]), wanted)
    snapshot = await site.snapshot()
    graph = snapshot.iris.graph(article)
    return Response(status_code=201 if new else 204, headers={
        "Location": f"/article/{article}/graph", "Link": f'<{graph.value}>; rel="describes"'})


def _ingest(site: Site, body: bytes, key: str, wanted: str | None) -> tuple[str, bool]:
    """Add the article; return its id, and whether it is new."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / key
        path.write_bytes(body)
        article = _single(path)
        _look(article, wanted)
        known = article.id in site.current.kg.archive
        refused: list[Rejected] = []
        site.current.add(path, site.options, refused.append)
    if refused:
        raise HTTPException(500, f"The article could not be read in: {refused[0].reason}")
    return article.id, not known


def _single(path: Path) -> Article:
    """Return the only article of a file; 400 where it holds none, or several."""
    refused: list[Rejected] = []
    found = list(read(path, on_reject=refused.append))
    if refused or len(found) != 1:
        reason = refused[0].reason if refused else f"it holds {len(found)}"
        raise HTTPException(400, f"The body is not one article: {reason}.")
    return found[0]


def _look(article: Article, wanted: str | None) -> None:
    if wanted and article.id != wanted:
        raise HTTPException(409, f"This text under the key {article.key!r} is the article "
                                 f"{article.id}: put it there, or name its key in the address.")


def _key(request: Request, ending: str) -> str:
    """Return the name that the article has as a file."""
    given = dict(fields(request.scope["query_string"])).get("key", "article")
    name = re.sub(r"[^\w.,() -]", "_", given)[:120].lstrip(". ") or "article"
    return name if name.endswith(ending) else name + ending


def _named(request: Request) -> str:
    """Return the graph that the address names, empty for the default graph; 400 where unclear."""
    given = fields(request.scope["query_string"])
    named = [value for name, value in given if name == "graph"]
    default = any(name == "default" for name, _ in given)
    if request.method == "POST" and not (named or default):
        return ""
    if len(named) + default != 1:
        raise HTTPException(400, "Name one graph, by ?graph=IRI or ?default.")
    if default and request.method not in ("GET", "HEAD"):
        raise HTTPException(403, "The default graph is the union of the others.")
    if named and not _absolute(named[0]):
        raise HTTPException(400, "The graph is named by an absolute IRI.")
    return named[0] if named else ""


def _absolute(iri: str) -> bool:
    """Say whether this is an absolute IRI."""
    try:
        return bool(urlsplit(iri).scheme) and bool(NamedNode(iri))
    except ValueError:
        return False


async def _article(site: Site, name: str) -> str:
    """Return the id of the article whose graph this is; 403 for graphs that are derived."""
    base = re.escape((await site.snapshot()).iris.base)
    match = re.fullmatch(base + r"article/([0-9a-f]{16})/graph", name)
    if not match:
        raise HTTPException(403, "Only the graphs of articles can be put and deleted; the others "
                                 "are made from them.")
    return match[1]


def _site(request: Request) -> Site:
    return request.app.state.site
