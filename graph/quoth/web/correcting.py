"""Correcting in the browser: right, wrong, or another speaker, for those who have the token."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quoth.corrections import VERDICTS, Correction, gold
from quoth.rdf.iris import slug
from quoth.records import Entity, Quotation
from quoth.web.endpoint import FORM, content_type, fields
from quoth.web.rendering import render
from quoth.web.security import COOKIE, body_of
from quoth.web.site import Site
from quoth.web.snapshot import Snapshot

NAME = "quoth-name"  # the cookie with the name of who corrects
BODY = 20_000  # bytes of a form


def _site(request: Request) -> Site:
    return request.app.state.site


async def _form(request: Request) -> dict[str, str]:
    if content_type(request)[0] != FORM:
        raise HTTPException(415, f"Send the form as {FORM}.")
    return {name: value.strip()[:300] for name, value in fields(await body_of(request, BODY))}


async def correct(request: Request) -> Response:
    """Keep or take back what somebody says of a quotation, and go back to it."""
    site = _site(request)
    site.access.demand(request)
    form = await _form(request)
    article, quotation = request.path_params["article"], request.path_params["quotation"]
    snapshot = await site.snapshot()
    verdict = form.get("verdict", "")
    if verdict == "none":
        await run_in_threadpool(site.current.uncorrect, article, quotation)
        return _back(article, quotation)
    if verdict not in VERDICTS:
        raise HTTPException(400, f"The verdict is one of {', '.join(VERDICTS)}, or none.")
    told = snapshot.told.get((article, quotation))
    judged = snapshot.judged.get((article, quotation))
    if not told and not judged:
        raise HTTPException(404, "There is no such quotation in the graph.")
    found = told[1] if told else judged.quotation  # type: ignore[union-attr]
    correction = Correction(
        verdict, found, form.get("by") or name_of(request) or "editor",
        _speaker(snapshot, form, found), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    await run_in_threadpool(site.current.correct, correction)
    return _back(article, quotation)


def _back(article: str, quotation: str) -> Response:
    return RedirectResponse(f"/article/{article}#card-{quotation}", 303)


def _speaker(snapshot: Snapshot, form: dict[str, str], quotation: Quotation) -> Entity | None:
    """Return who spoke: as it was, or who is named in the form, known or new."""
    if form.get("verdict") != "speaker":
        return snapshot.known.get(quotation.speaker or "")
    name = " ".join(form.get("speaker", "").split())
    if not name:
        return None
    if name in snapshot.known:
        return snapshot.known[name]
    same = [entity for entity in snapshot.known.values()
            if name.casefold() in {n.casefold() for n in (entity.name, *entity.aliases)}]
    known = min(same, default=None, key=lambda e: (
        e.name.casefold() != name.casefold(), -len(snapshot.said.get(e.id, ())), e.id))
    return known or Entity(f"actor/{slug(name)}", "person", name)


async def listed(request: Request) -> Response:
    """List the corrections, or ask for the token."""
    site = _site(request)
    if not site.access.writable:
        raise HTTPException(403, "This server only shows the graph.")
    if not site.access.signed_in(request):
        return RedirectResponse("/sign-in", 303)
    snapshot = await site.snapshot()
    return render(request, "corrections.html", corrections=snapshot.corrections,
                  articles=snapshot.articles)


async def exported(request: Request) -> Response:
    """Give the corrected articles as gold, one JSON line each."""
    site = _site(request)
    site.access.demand(request)
    snapshot = await site.snapshot()
    lines = [json.dumps(row, ensure_ascii=False) + "\n"
             for row in gold(snapshot.facts, snapshot.corrections)]
    return Response("".join(lines).encode("utf-8", "replace"), headers={
        "Content-Type": "application/x-ndjson",
        "Content-Disposition": 'attachment; filename="corrections.jsonl"'})


async def sign_in(request: Request) -> Response:
    """Take the token and a name, and keep them in cookies of this site alone."""
    site = _site(request)
    if not site.access.writable:
        raise HTTPException(403, "This server only shows the graph; "
                                 "`quoth serve --writable` lets it be changed.")
    if request.method != "POST":
        return render(request, "sign-in.html", wrong=False)
    if not site.access.same_site(request):
        raise HTTPException(403, "The request comes from another site.")
    form = await _form(request)
    if not site.access.holds(form.get("token", "")):
        return render(request, "sign-in.html", status=401, wrong=True)
    response = RedirectResponse("/corrections", 303)
    name = " ".join(form.get("name", "").split())[:80] or "editor"
    for cookie, value in ((COOKIE, form["token"]), (NAME, name)):
        response.set_cookie(cookie, _ascii(value), httponly=True, samesite="strict", path="/",
                            secure=site.access.address(request).startswith("https:"))
    return response


def _ascii(value: str) -> str:
    return quote(value, safe="-_.~")


def name_of(request: Request) -> str:
    """Return the name that somebody signed in with."""
    return unquote(request.cookies.get(NAME, ""))[:80].strip()
