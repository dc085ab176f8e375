"""The web application: one Starlette app over one graph, and the server that runs it."""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from quoth.errors import QuothError, StoreError
from quoth.extraction import Options
from quoth.web import correcting, dereferencing, description, endpoint, graphstore, pages
from quoth.web.connections import Connection
from quoth.web.endpoint import accept_of
from quoth.web.negotiation import choose
from quoth.web.rendering import render
from quoth.web.security import Access, Guard
from quoth.web.site import Site
from quoth.web.snapshot import Current
from quoth.web.workers import Limits, Pool

LOG = logging.getLogger(__name__)
SPARQL = list(endpoint.METHODS)


def create_app(folder: str | Path, *, token: str | None = None, limits: Limits | None = None,
               processes: int = 2, options: Options | None = None, url: str = "",
               local: bool = False, on_ready: Callable[[], None] | None = None) -> Starlette:
    """Return the application over the graph in a folder; with a token it can be changed.

    `url` is the address under which others reach it. A `local` one goes by the names of this
    machine and by the one in `url`; so does one that has an `url`. Raises StoreError where there is
    no graph.
    """
    site = Site(Current(folder), Pool(processes, limits or Limits()),
                Access(token, url.rstrip("/").lower()), options or Options())
    name = urlsplit(url).hostname
    names = {name or ""} if local or name else None

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await site.pool.start()
        await site.snapshot()
        if on_ready:
            on_ready()
        yield
        await site.pool.stop()
        site.current.close()

    app = Starlette(
        routes=routes(), lifespan=lifespan,
        middleware=[Middleware(Guard, names=names), Middleware(GZipMiddleware, minimum_size=2000)],
        exception_handlers={HTTPException: _refused, QuothError: _failed, 500: _broken})
    app.state.site = site
    return app


class ArticleId(Convertor[str]):
    """The id of an article in the path of a route."""

    regex = "[0-9a-f]{16}"

    def convert(self, value: str) -> str:
        """Return the id."""
        return value

    def to_string(self, value: str) -> str:
        """Return the part of the path."""
        return value


def routes() -> list[Route]:
    """Return every address that is answered; the last takes what no other does."""
    register_url_convertor("id", ArticleId())
    return [
        Route("/", pages.home),
        Route("/search", pages.search),
        Route("/articles", pages.articles),
        Route("/articles/{article:str}.html", pages.article_file),
        Route("/actors", pages.actors),
        Route("/graph", pages.graph_page),
        Route("/query", pages.query_page),
        Route("/about", pages.about_page),
        Route("/sparql", endpoint.sparql, methods=SPARQL),
        Route("/graphs", graphstore.graphs, methods=list(graphstore.METHODS)),
        Route("/article/{article:id}/graph", graphstore.direct,
              methods=["PUT", "DELETE", "OPTIONS"]),
        Route("/article/{article:id}/{quotation:str}/correction", correcting.correct,
              methods=["POST"]),
        Route("/corrections", correcting.listed),
        Route("/corrections.jsonl", correcting.exported),
        Route("/sign-in", correcting.sign_in, methods=["GET", "POST"]),
        Route("/.well-known/void", description.void),
        Route("/.well-known/sparql-examples", description.examples),
        Route("/static/{name:str}", pages.static),
        Route("/{path:path}", dereferencing.resource),
    ]


async def _refused(request: Request, error: Exception) -> Response:
    """Say in one line, or to a browser on a page, why there is nothing."""
    assert isinstance(error, HTTPException)
    if error.status_code in (204, 304):
        return Response(status_code=error.status_code, headers=error.headers)
    wants_page = (request.method in ("GET", "HEAD") and request.url.path != "/sparql"
                  and choose(accept_of(request), ["text/plain", "text/html"]) == "text/html")
    if wants_page:
        response = render(request, "error.html", status=error.status_code,
                          code=error.status_code, reason=error.detail)
    else:
        response = PlainTextResponse(error.detail + "\n", error.status_code)
    response.headers.update(error.headers or {})
    return response


async def _failed(request: Request, error: Exception) -> Response:
    """Say what the graph could not do."""
    return PlainTextResponse(f"{' '.join(str(error).split())}\n", 503, {"Retry-After": "5"})


async def _broken(request: Request, error: Exception) -> Response:
    """Say that it is our fault; what it was is in the log."""
    return PlainTextResponse("A fault of the server; its log says more.\n", 500)


def serve(folder: str | Path, *, host: str = "127.0.0.1", port: int = 8000,
          token: str | None = None, limits: Limits | None = None, processes: int = 2,
          options: Options | None = None, url: str = "", local: bool = False,
          on_ready: Callable[[], None] | None = None) -> None:
    """Serve the graph in a folder until the process is stopped; `on_ready` tells when it is.

    For `url` and `local` see `create_app`.
    """
    listening = _listening(host, port)
    with contextlib.closing(listening):
        app = create_app(folder, token=token, limits=limits, processes=processes, options=options,
                         url=url, local=local, on_ready=on_ready)
        config = uvicorn.Config(app, http=Connection, ws="none", log_level="warning",
                                server_header=False,
                                timeout_graceful_shutdown=3, limit_concurrency=1000,
                                timeout_keep_alive=10)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket on the address; one that is taken is told in one line.

    It listens from now on, so that whoever comes while the graph is read waits a moment.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(1024)
    except (OSError, OverflowError) as error:
        found.close()
        raise StoreError(f"cannot serve on {host}, port {port}: "
                         f"{getattr(error, 'strerror', None) or error}; "
                         "take another with --port") from error
    return found
