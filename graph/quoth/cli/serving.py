"""The verb that shows a graph in a browser and answers SPARQL: serve."""

from __future__ import annotations

import argparse
import ipaddress
import os
import secrets
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from quoth.cli import terminal
from quoth.cli.options import add_model, add_store, add_verb, options

SHORT = 8  # characters of a token that can be guessed


def add_verbs(verbs: Any) -> None:
    """Add the verb of this module."""
    serve = add_verb(verbs, "serve", run_serve, "show a graph in a browser and answer SPARQL",
                     example="quoth serve -s out --port 8080")
    add_store(serve)
    serve.add_argument("--host", default="127.0.0.1",
                       help="address to listen on (default: 127.0.0.1, this machine alone)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    serve.add_argument("--writable", action="store_true",
                       help="let those who have the token add, remove and correct")
    serve.add_argument("--token", type=_token, default=os.environ.get("QUOTH_TOKEN"),
                       help="the token (default: that in the environment variable QUOTH_TOKEN, or "
                            "a new one, which is printed)")
    serve.add_argument("--url", type=_url, metavar="URL",
                       help="address under which others reach it, where a server with TLS stands "
                            "before it")
    serve.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS",
                       help="how long a query may run (default: 20)")
    serve.add_argument("--workers", type=int, default=2, metavar="N",
                       help="queries that run at the same time (default: 2)")
    add_model(serve)


def run_serve(args: argparse.Namespace) -> int:
    """Serve until the process is stopped."""
    app = import_module("quoth.web.app")  # a neighbour: known by name, loaded when it is needed
    token = (args.token or secrets.token_urlsafe(16)) if args.writable else None
    address = f"http://{f'[{args.host}]' if ':' in args.host else args.host}:{args.port}"
    if not _loopback(args.host):
        terminal.say(f"quoth: {args.host} can be reached from other machines; what they read and "
                     "send is not encrypted: put a server with TLS before it")
    app.serve(args.store, host=args.host, port=args.port, token=token,
              limits=app.Limits(seconds=args.timeout), processes=max(1, args.workers),
              options=options(args), url=args.url or "", local=_loopback(args.host),
              on_ready=lambda: _tell(address, token))
    return 0


def _tell(address: str, token: str | None) -> None:
    """Say where to look."""
    print(f"\n  {address}/          search, read and check\n"
          f"  {address}/query     ask in SPARQL; programs ask {address}/sparql", flush=True)
    if token:
        print(f"  {address}/sign-in   to correct, with the token {token}", flush=True)
    print("\nCtrl-C stops it.", flush=True)


def _token(text: str) -> str:
    if len(text) < SHORT:
        raise argparse.ArgumentTypeError(f"a token has {SHORT} characters at least")
    return text


def _url(text: str) -> str:
    """Return an address without what follows the host: pages link to each other from there."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise argparse.ArgumentTypeError(f"{text!r} is no http://HOST or https://HOST")
    return f"{parts.scheme}://{parts.netloc}"


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
