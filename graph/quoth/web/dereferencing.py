"""Every IRI of the graph leads somewhere: to a page for people, to triples for programs.

The path of the IRI is the path here. Documents (articles, texts, graphs) answer at once; things
that are no documents (actors, statements, quotations) answer 303 with the address of what is said
of them, `.../about`. An ending such as `.ttl` asks for that form.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quoth.linking.statements import heir
from quoth.web import pages
from quoth.web.endpoint import accept_of, again
from quoth.web.negotiation import RDF_TYPES, SUFFIXES, choose, with_charset
from quoth.web.security import cors
from quoth.web.site import Site
from quoth.web.worker import Question

METHODS = ("GET", "HEAD")
INCOMING = 500  # triples that point at what is described
_SUFFIX = re.compile(r"(.+)\.(ttl|jsonld|nt|rdf|trig|nq|html)")
_DOCUMENT = re.compile(r"article/[0-9a-f]{16}(/text|/graph)?|dataset"
                       r"|graph/(actors|statements|meta|corrections)|\.well-known/sparql-examples")
_QUOTATION = re.compile(r"article/([0-9a-f]{16})/(q\d+-\d+)")
DESCRIBE = """
CONSTRUCT { ?a ?b ?c } WHERE {
  { VALUES ?a { %(node)s } ?a ?b ?c }
  UNION { %(node)s ?link ?a . ?a rdfs:label ?c BIND(rdfs:label AS ?b) }
  %(spans)s
  UNION { { SELECT ?a ?b WHERE { ?a ?b %(node)s } ORDER BY ?a ?b LIMIT %(incoming)d }
          VALUES ?c { %(node)s } }
}
"""
SPANS = "UNION { ?a nif:referenceContext %(node)s ; ?b ?c }"
GRAPH = "CONSTRUCT { ?a ?b ?c } WHERE { GRAPH %(node)s { ?a ?b ?c } }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH %(node)s { ?a ?b ?c } }"
KNOWN = "ASK { { %(node)s ?p ?o } UNION { ?s ?p %(node)s } UNION { GRAPH %(node)s { ?s ?p ?o } } }"


async def resource(request: Request) -> Response:
    """Answer for the IRI that ends in the path of the request."""
    path = request.path_params["path"].rstrip("/")
    suffix = _SUFFIX.fullmatch(path)
    accept = SUFFIXES[suffix[2]] if suffix else accept_of(request)
    path = suffix[1] if suffix else path
    media_type = choose(accept, ["text/html", *RDF_TYPES])
    if not media_type:
        raise HTTPException(406, f"This can be had as text/html, {', '.join(RDF_TYPES)}.")
    if path.endswith("/about") or suffix or _DOCUMENT.fullmatch(path):
        return await description(request, path.removesuffix("/about"), media_type)
    return await _see_other(request, path, media_type)


async def _see_other(request: Request, path: str, media_type: str) -> Response:
    """Send the client on to what is said of a thing; 404 where nothing is."""
    try:
        await _known(request, path)
    except HTTPException as error:
        snapshot = await _site(request).snapshot()
        if error.status_code == 404 and (one := heir(path, snapshot.statements)):
            return RedirectResponse(f"/{one.id}/about", 301, {"Vary": "Accept", **cors(METHODS)})
        raise
    quoted = _QUOTATION.fullmatch(path)
    place = f"/{quote(path)}/about"
    if quoted and media_type == "text/html":
        place = f"/article/{quoted[1]}#{quoted[2]}"
    return RedirectResponse(place, 303, {"Vary": "Accept", **cors(METHODS)})


async def description(request: Request, path: str, media_type: str) -> Response:
    """Return what is said of a thing or stands in a document."""
    if media_type == "text/html":
        response = await _page(request, path)
    else:
        body = await _triples(request, path, media_type)
        response = Response(body, headers={"Content-Type": with_charset(media_type)})
    address = f"/{quote(path)}"
    links = [f'<{address}.{name}>; rel="alternate"; type="{kind}"'
             for kind, name in RDF_TYPES.items()]
    node = await _node(request, path)
    links.append(f"<{node.value}>; rel=\"describes\"")
    response.headers.update({"Vary": "Accept", "Link": ", ".join(links), **cors(METHODS)})
    return response


async def _page(request: Request, path: str) -> Response:
    """Show the page of a thing, or its triples where it has none (an outlet, a post, a span)."""
    snapshot = await _site(request).snapshot()
    if path in snapshot.known:
        return await pages.actor_page(request, path)
    if path in snapshot.statement:
        return await pages.statement_page(request, path)
    if path.removeprefix("article/") in snapshot.articles:
        return await pages.article_page(request, path)
    return await _thing(request, path)


async def _known(request: Request, path: str) -> NamedNode:
    """Return the node of a path; 404 where the graph says nothing of it."""
    node = await _node(request, path)
    if b"true" not in await _asked(request, KNOWN % {"node": node}):
        raise HTTPException(404, "The graph says nothing of this.")
    return node


async def _asked(request: Request, text: str, accept: str | None = None) -> bytes:
    """Return the answer to a query; an error of ours where there is none."""
    answer = await _site(request).ask(Question("", text, accept))
    if answer.status != 200:
        raise HTTPException(answer.status, answer.body.decode(), again(answer))
    return answer.body


async def _triples(request: Request, path: str, accept: str) -> bytes:
    node = await _known(request, path)
    text = GRAPH if pages.names_graph(path) else DESCRIBE
    return await _asked(request, text % {"node": node, "incoming": INCOMING,
                                         "spans": SPANS % {"node": node}}, accept)


async def _thing(request: Request, path: str) -> Response:
    """Show the triples of what has no page of its own; of a graph the first."""
    node = await _known(request, path)
    text, count = DESCRIBE % {"node": node, "incoming": INCOMING, "spans": ""}, 0
    if pages.names_graph(path):
        text = f"{GRAPH % {'node': node}} LIMIT {pages.SHOWN}"
        count = int((await _asked(request, COUNT % {"node": node}, "text/csv")).split()[1])
    body = await _asked(request, text, "application/n-triples")
    triples = [quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)]
    return await pages.thing_page(request, node, triples, count)


async def _node(request: Request, path: str) -> NamedNode:
    snapshot = await _site(request).snapshot()
    try:
        return snapshot.iris.of(path)
    except (ValueError, UnicodeError) as error:
        raise HTTPException(404, "The graph says nothing of this.") from error


def _site(request: Request) -> Site:
    return request.app.state.site
