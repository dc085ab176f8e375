"""What every request must keep to and every answer says: sizes, hosts, and the page's policy."""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "quoth"
BODY = 8 << 20  # bytes of a request
ADDRESS = 16_000  # characters of an address with its query
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = "localhost"
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


class Guard:
    """Refuses what no request should be; gives every answer the headers that protect it.

    `names` are those that the server goes by, None where any may lead to it.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] | None = None) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = _refusal(scope, self.names)
        await (refusal or self.app)(scope, receive, protected)


def _refusal(scope: Scope, names: Collection[str] | None) -> PlainTextResponse | None:
    """Return the answer to a request that goes no further."""
    headers = Headers(scope=scope)
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
        return PlainTextResponse("The address is too long: send the query by POST.", 414)
    if not _HOST.fullmatch(headers.get("host", "")):
        return PlainTextResponse("The request names no host.", 400)
    if names is not None and not _ours(headers["host"], names):
        return PlainTextResponse("This server does not go by that name; `quoth serve --url` "
                                 "tells it under which address others reach it.", 421)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 12 or int(length) > BODY:
        return PlainTextResponse(f"The request is longer than {BODY:,} bytes.", 413)
    return None


def _ours(host: str, names: Collection[str]) -> bool:
    """Say whether a host is this one: a name of somebody else may be made to lead here, too.

    What a page of another site asks under its own name, a browser lets it read. An address of
    numbers has no owner who could do that.
    """
    try:
        name = urlsplit(f"//{host.lower()}").hostname or ""
        return (name == LOOPBACK or name.endswith(f".{LOOPBACK}") or name in names
                or bool(ip_address(name)))
    except ValueError:
        return False


async def body_of(request: Request, limit: int = BODY) -> bytes:
    """Return the body of a request; 413 where it goes on past the limit."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > limit:
            raise HTTPException(413, f"The request is longer than {limit:,} bytes.")
    return bytes(found)


@dataclass(frozen=True)
class Access:
    """Who may change the graph: nobody, unless a token is set; then whoever has it."""

    token: str | None = None
    url: str = ""  # where others reach this server, if a proxy stands before it

    @property
    def writable(self) -> bool:
        """Whether anybody may."""
        return bool(self.token)

    def signed_in(self, request: Request) -> bool:
        """Say whether the request has the token, in its cookie or as `Bearer`."""
        bearer = request.headers.get("authorization", "")
        given = (bearer.removeprefix("Bearer ") if bearer.startswith("Bearer ")
                 else unquote(request.cookies.get(COOKIE, "")))
        return self.holds(given)

    def holds(self, given: str) -> bool:
        """Say whether this is the token, in a time that tells nothing of it."""
        return bool(self.token) and hmac.compare_digest(given.encode("utf-8", "replace"),
                                                        (self.token or "").encode())

    def demand(self, request: Request) -> None:
        """Raise 403 where nothing may be changed, or from another site; 401 without the token."""
        if not self.writable:
            raise HTTPException(403, "This server only shows the graph; "
                                     "`quoth serve --writable` lets it be changed.")
        if not self.same_site(request):
            raise HTTPException(403, "The request comes from another site.")
        if not self.signed_in(request):
            raise HTTPException(401, "Sign in with the token first.",
                                {"WWW-Authenticate": 'Bearer realm="quoth"'})

    def same_site(self, request: Request) -> bool:
        """Say whether a browser sent the request from one of our pages; other programs may too."""
        origin = request.headers.get("origin")
        if origin is not None:
            return origin in (self.url or None, *(f"{scheme}://{request.headers['host']}"
                                          for scheme in ("http", "https")))
        return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")

    def address(self, request: Request) -> str:
        """Return the address of the server, without a slash at its end, as its clients know it."""
        return self.url or f"{request.url.scheme}://{request.headers['host']}"


def cors(methods: Sequence[str]) -> dict[str, str]:
    """Return the headers that let pages of other sites ask, without any cookie of ours."""
    return {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": ", ".join(methods),
        "Access-Control-Allow-Headers": "Accept, Content-Type",
        "Access-Control-Expose-Headers": "Content-Type, Link, Location",
        "Access-Control-Max-Age": "86400",
    }
