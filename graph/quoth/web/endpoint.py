"""The SPARQL 1.1 Protocol over the graph: queries by GET and by both forms of POST.

What a client does wrong is 4xx with one line that says what; what is refused or stopped on our
side is 500 or 503. https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quoth.web.negotiation import RDF_TYPES, choose, with_charset
from quoth.web.security import body_of, cors
from quoth.web.site import Site
from quoth.web.worker import Answer, Question

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
CORS = cors(METHODS)
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
UPDATE = "application/sparql-update"
FIELDS = 200  # of a form

Fields = list[tuple[str, str]]


async def sparql(request: Request) -> Response:
    """Answer a query, describe the service, or show the query page."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS), **CORS})
    try:
        asked = await _asked(request)
        return await (_described(request) if asked is None else _answered(request, asked))
    except HTTPException as error:
        error.headers = {**(error.headers or {}), **CORS}
        raise


async def _asked(request: Request) -> Question | None:
    """Return the question of a request, None where it asks nothing."""
    address = fields(request.scope["query_string"])
    if request.method != "POST":
        return _question(address) if _values(address, "query", "update") else None
    name, charset = content_type(request)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, "Write the query in UTF-8.")
    if name == FORM:
        return _question(fields(await body_of(request)) + address)
    if name == QUERY:
        if _values(address, "query"):
            raise HTTPException(400, "There is a query in the address and another in the body.")
        return _question([("query", _text(await body_of(request))), *address])
    if name == UPDATE:
        raise _no_update()
    raise HTTPException(415, f"Send the query as {FORM} or {QUERY}.",
                        {"Accept-Post": f"{FORM}, {QUERY}"})


def _question(given: Fields) -> Question:
    queries = _values(given, "query")
    if _values(given, "update"):
        raise _no_update()
    if len(queries) != 1:
        raise HTTPException(400, f"A request has exactly one query; this one has {len(queries)}.")
    return Question("", queries[0], None, tuple(_values(given, "default-graph-uri")),
                    tuple(_values(given, "named-graph-uri")))


def _no_update() -> HTTPException:
    return HTTPException(403, "This endpoint answers queries and takes no updates.")


async def _answered(request: Request, question: Question) -> Response:
    site: Site = request.app.state.site
    asking = asyncio.create_task(site.ask(replace(question, accept=accept_of(request))))
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({asking, gone}, return_when=asyncio.FIRST_COMPLETED)
        return response_of(asking.result()) if asking.done() else Response(status_code=503)
    finally:  # a query that nobody waits for any more is stopped
        asking.cancel()
        gone.cancel()
        await asyncio.gather(asking, gone, return_exceptions=True)


async def _gone(request: Request) -> None:
    """Wait until the client goes away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def response_of(answer: Answer, **headers: str) -> Response:
    """Return an answer of a worker as a response."""
    body = answer.body + (b"\n" if answer.status != 200 else b"")
    return Response(body, answer.status, {
        "Content-Type": with_charset(answer.media_type), "Vary": "Accept", **CORS,
        **again(answer), **headers})


def again(answer: Answer) -> dict[str, str]:
    """Return the header that says when to come again, where it was our fault."""
    return {"Retry-After": "5"} if answer.status == 503 else {}


async def _described(request: Request) -> Response:
    """Return the description of the service, or for a browser the page to write queries on."""
    if request.method == "POST":
        raise HTTPException(400, "The request has no query.")
    from quoth.web import description, pages

    media_type = choose(accept_of(request), [*RDF_TYPES, "text/html"])
    if media_type == "text/html":
        response = await pages.query_page(request)
        response.headers.update({"Vary": "Accept", **CORS})
        return response
    if not media_type:
        raise HTTPException(406, f"The description can be had as {', '.join(RDF_TYPES)}.")
    body = await description.service(request, RDF_TYPES[media_type])
    return Response(body, headers={"Content-Type": with_charset(media_type), "Vary": "Accept",
                                   **CORS})


def accept_of(request: Request) -> str | None:
    """Return the Accept header: several lines of it are one."""
    return ", ".join(request.headers.getlist("accept")) or None


def content_type(request: Request) -> tuple[str, str]:
    """Return the media type of the body and its charset, in small letters."""
    name, *parameters = request.headers.get("content-type", "").lower().split(";")
    pairs = dict(p.strip().partition("=")[::2] for p in parameters)
    return name.strip(), pairs.get("charset", "").strip('"')


def fields(encoded: bytes) -> Fields:
    """Return the fields of a form or of the query of an address; 400 where it is malformed."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict",
                         max_num_fields=FIELDS)
    except ValueError as error:  # also UnicodeDecodeError
        raise HTTPException(400, "The form is not well encoded UTF-8, or has too many "
                                 "fields.") from error


def _values(given: Fields, *names: str) -> list[str]:
    return [value for name, value in given if name in names]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "The query is not UTF-8.") from error
