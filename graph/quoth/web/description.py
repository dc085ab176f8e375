"""What the service says of itself: Service Description, VoID, example queries, prefixes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable

from pyoxigraph import Triple
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quoth.rdf import service as described
from quoth.rdf.formats import dumps
from quoth.rdf.service import CLASSES, GRAPHS, PARTITIONS, Counts
from quoth.web import dereferencing
from quoth.web.endpoint import accept_of
from quoth.web.negotiation import RDF_TYPES, choose, with_charset
from quoth.web.security import cors
from quoth.web.site import Site
from quoth.web.worker import Question

_kept: dict[str, Counts] = {}  # what one state of the store holds


def endpoint_of(request: Request) -> str:
    """Return the address of the endpoint as the client called it."""
    site: Site = request.app.state.site
    return f"{site.access.address(request)}/sparql"


async def service(request: Request, form: str) -> bytes:
    """Return the service description in one of the RDF formats."""
    site: Site = request.app.state.site
    base, counts = (await site.snapshot()).iris.base, await _counted(site)
    return _written(described.service_description(endpoint_of(request), counts, base=base), form)


async def void(request: Request) -> Response:
    """Describe the data set: /.well-known/void."""
    site: Site = request.app.state.site
    base, counts = (await site.snapshot()).iris.base, await _counted(site)
    return _rdf(request, described.dataset_description(
        endpoint_of(request), counts, base=base, title=site.title))


async def examples(request: Request) -> Response:
    """Give the named queries in the form of the SIB: /.well-known/sparql-examples.

    The graph of that name has the same; here the endpoint is where the client asked it.
    """
    if choose(accept_of(request), [*RDF_TYPES, "text/html"]) == "text/html":
        return await dereferencing.description(request, ".well-known/sparql-examples", "text/html")
    site: Site = request.app.state.site
    base = (await site.snapshot()).iris.base
    return _rdf(request, described.examples(endpoint_of(request), base=base))


def _rdf(request: Request, triples: Iterable[Triple]) -> Response:
    media_type = choose(accept_of(request), list(RDF_TYPES))
    if not media_type:
        raise HTTPException(406, f"This can be had as {', '.join(RDF_TYPES)}.")
    return Response(_written(triples, RDF_TYPES[media_type]), headers={
        "Content-Type": with_charset(media_type), "Vary": "Accept", **cors(("GET", "HEAD"))})


def _written(triples: Iterable[Triple], form: str) -> bytes:
    """Return triples in a format, each once."""
    return dumps(list(dict.fromkeys(triples)), form)


async def _counted(site: Site) -> Counts:
    """Count what the store holds, once for each state of it; a count that takes too long is 0."""
    folder = (await site.snapshot()).quads
    if folder not in _kept:
        counts = Counts(*await asyncio.gather(
            *(_rows(site, text) for text in (GRAPHS, CLASSES, PARTITIONS))))
        _kept.clear()
        _kept[folder] = counts
    return _kept[folder]


async def _rows(site: Site, text: str) -> list[dict[str, str]]:
    answer = await site.ask(Question("", text, "application/sparql-results+json"))
    if answer.status != 200:
        return []
    found = json.loads(answer.body)["results"]["bindings"]
    rows = [{name: term["value"] for name, term in row.items()} for row in found]
    return sorted(rows, key=lambda row: sorted(row.items()))
