"""The pages for people: search, actor, article, statement, graph, query, about."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, Triple
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from quoth.rdf import queries
from quoth.rdf.namespaces import PREFIXES
from quoth.records import Entity
from quoth.stores.fulltext import Hit
from quoth.views import rows
from quoth.views.article import cards, paragraphs
from quoth.views.diff import compare
from quoth.views.page import write_graph_page
from quoth.views.payload import json_block
from quoth.web.rendering import LINKS, asset, excerpt, render, told
from quoth.web.security import POLICY
from quoth.web.site import Site
from quoth.web.snapshot import Snapshot

PAGE = 30  # rows of a list
SHOWN = 200  # triples of a list on a page
OFFERED = 300  # names of a list to choose from
YASGUI_STYLE = "sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk="
KINDS = {"actor": "People and organizations", "statement": "Statements", "article": "Articles"}


def _site(request: Request) -> Site:
    return request.app.state.site


def number_of(request: Request, name: str = "page") -> int:
    """Return the page of a list that is asked for, from 1."""
    text = request.query_params.get(name, "1")
    return min(max(int(text), 1), 100_000) if re.fullmatch(r"[0-9]{1,6}", text) else 1


async def home(request: Request) -> Response:
    """Show the search, who is heard most, and the newest quotations."""
    snapshot = await _site(request).snapshot()
    heard = [e for e in snapshot.heard[:12] if e.id in snapshot.said]
    return render(
        request, "home.html", figures=snapshot.figures,
        heard=[(entity, len(snapshot.said[entity.id])) for entity in heard],
        latest=[told(snapshot, *report) for report in snapshot.latest[:8]])


async def search(request: Request) -> Response:
    """Show what a search finds: of each kind the best, of one kind page by page.

    Of one speaker there are statements alone.
    """
    snapshot = await _site(request).snapshot()
    words, speaker, kind = (request.query_params.get(name, "").strip()[:200]
                            for name in ("q", "speaker", "kind"))
    kind = "statement" if speaker else kind
    kinds = [kind] if kind in KINDS else list(KINDS)
    limit, page = (PAGE, number_of(request)) if kind in KINDS else (8, 1)
    found = []
    for name in kinds:
        count, hits = _found(snapshot, name, words, limit, (page - 1) * limit, speaker)
        found.append({"kind": name, "title": KINDS[name], "count": count, "hits": hits})
    return render(request, "search.html", words=words, found=found, kind=kind, page=page,
                  speaker=speaker, names=_names(e for e in snapshot.heard if e.id in snapshot.said),
                  pages=-(-found[0]["count"] // limit) if kind in KINDS else 1,
                  total=sum(row["count"] for row in found))


def _found(snapshot: Snapshot, kind: str, words: str, limit: int, start: int,
           speaker: str) -> tuple[int, list[dict[str, Any]]]:
    """Return how many hits of a kind there are, and what the list says of some of them."""
    if kind == "statement":
        count, hits = snapshot.index.statements(words, speaker=speaker, limit=limit, start=start)
        return count, [_statement(snapshot, hit) for hit in hits]
    count, names = snapshot.index.entries(kind, words, limit=limit, start=start)
    if kind == "actor":
        return count, [_actor(snapshot, snapshot.known[name]) for name in names]
    return count, [{"facts": snapshot.articles[name],
                    "outlet": rows.outlet(snapshot.articles[name].article)} for name in names]


def _statement(snapshot: Snapshot, hit: Hit) -> dict[str, Any]:
    return {"id": hit.statement, "parts": excerpt(hit.text, hit.marks), "day": hit.date,
            "speaker": snapshot.known.get(hit.speaker or ""), "outlet": hit.outlet,
            "reports": len(snapshot.statement[hit.statement].quotations)}


def _actor(snapshot: Snapshot, entity: Entity) -> dict[str, Any]:
    """Return what a list says of an actor: of people the first post, of others the kind."""
    post = entity.roles[0] if entity.roles and entity.type == "person" else None
    body = snapshot.known.get(post.of or "") if post else None
    return {"entity": entity, "post": post and post.title, "of": body and body.name,
            "said": len(snapshot.said.get(entity.id, ())),
            "named": len(snapshot.spoken_of.get(entity.id, ()))}


async def articles(request: Request) -> Response:
    """List the articles, the newest first."""
    snapshot, page = await _site(request).snapshot(), number_of(request)
    newest = snapshot.newest
    part = newest[(page - 1) * PAGE : page * PAGE]
    return render(request, "articles.html", page=page, pages=max(1, -(-len(newest) // PAGE)),
                  articles=[(one, rows.outlet(one.article)) for one in part], count=len(newest))


async def actors(request: Request) -> Response:
    """List the actors, the most heard first."""
    snapshot, page = await _site(request).snapshot(), number_of(request)
    names = [e for e in snapshot.heard if e.type != "unnamed" or e.id in snapshot.said]
    return render(request, "actors.html", page=page, pages=max(1, -(-len(names) // PAGE)),
                  count=len(names), hits=[_actor(snapshot, e)
                                          for e in names[(page - 1) * PAGE : page * PAGE]])


async def actor_page(request: Request, path: str) -> Response:
    """Show who somebody is, what they said, and who speaks of them."""
    snapshot, page = await _site(request).snapshot(), number_of(request)
    entity = snapshot.known[path]
    said, about = snapshot.said.get(path, ()), snapshot.spoken_of.get(path, ())
    other, articles = number_of(request, "spoken"), snapshot.mentioned.get(path, ())
    outlets = Counter(rows.outlet(f.article) or "no outlet given" for f, _ in said)
    speakers = Counter(q.speaker for _, q in about if q.speaker)
    return render(
        request, "actor.html", entity=entity, roles=_roles(snapshot, entity),
        said=[told(snapshot, *r) for r in said[(page - 1) * PAGE : page * PAGE]],
        said_count=len(said), page=page, pages=max(1, -(-len(said) // PAGE)),
        about=[told(snapshot, *r) for r in about[(other - 1) * PAGE : other * PAGE]],
        about_count=len(about), other=other, others=-(-len(about) // PAGE),
        outlets=sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0])),
        speakers=[(snapshot.known[name], count) for name, count in speakers.most_common(12)
                  if name in snapshot.known],
        articles=[(f, rows.outlet(f.article)) for f in articles[-PAGE:]],
        articles_count=len(articles))


def _roles(snapshot: Snapshot, entity: Entity) -> list[dict[str, Any]]:
    """Return each role with the words of the articles that attest it."""
    found: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for facts in snapshot.mentioned.get(entity.id, ()):
        own = next(e for e in facts.entities if e.id == entity.id)
        for role in own.roles:
            words = found.setdefault((role.title, role.of), [])
            if role.evidence:
                words.append({"words": role.evidence.of(facts.article.text),
                              "article": facts.article})
    return [{"title": title, "of": snapshot.known.get(of or ""), "attested": words[:5]}
            for (title, of), words in sorted(found.items(), key=lambda p: (-len(p[1]), str(p[0])))]


async def statement_page(request: Request, path: str) -> Response:
    """Show the wordings of a statement side by side."""
    snapshot = await _site(request).snapshot()
    statement = snapshot.statement[path]
    involved = [snapshot.articles[one] for one in dict(statement.quotations)]
    wordings = compare(statement, involved, snapshot.known).wordings
    return render(
        request, "statement.html", statement=statement,
        speaker=snapshot.known.get(statement.speaker or ""),
        reports=[{**told(snapshot, *snapshot.told[one.article, one.quotation]), "wording": one}
                 for one in wordings])


async def article_page(request: Request, path: str) -> Response:
    """Show an article with its quotations marked; others are served while a long one is drawn."""
    return await run_in_threadpool(_article, request, path, await _site(request).snapshot())


def _article(request: Request, path: str, snapshot: Snapshot) -> Response:
    site = _site(request)
    facts = snapshot.articles[path.removeprefix("article/")]
    body = list(paragraphs(facts, snapshot.known, LINKS))  # type: ignore[arg-type]
    return render(
        request, "article.html", article=facts.article, outlet=rows.outlet(facts.article),
        paragraphs=body, titled=any(kind == "title" for kind, _ in body),
        judged={c.quotation.id: c for c in snapshot.corrections
                if c.quotation.article == facts.article.id},
        names=_names(snapshot.heard) if site.access.signed_in(request) else (),
        cards=cards(facts, snapshot.known, snapshot.reports, LINKS))  # type: ignore[arg-type]


def _names(entities: Iterable[Entity]) -> list[str]:
    """Return the names that are likely to be chosen, of those who are heard most."""
    found: dict[str, None] = {}
    for entity in entities:
        if entity.type != "unnamed":
            found[entity.name] = None
        if len(found) == OFFERED:
            break
    return list(found)


async def thing_page(request: Request, node: NamedNode, triples: Sequence[Triple],
                     count: int) -> Response:
    """Show the triples about something that has no page of its own, or of a graph of `count`."""
    base = (await _site(request).snapshot()).iris.base
    labels = {t.subject: t.object.value for t in triples
              if t.predicate.value == PREFIXES["rdfs"] + "label" and isinstance(t.object, Literal)}

    def shown(term: Any) -> dict[str, str | None]:
        if not isinstance(term, NamedNode):
            return {"text": getattr(term, "value", str(term)), "link": None}
        own = term.value.startswith(base)
        name = labels.get(term) or short(term.value, base)
        return {"text": name, "link": f"/{term.value.removeprefix(base)}" if own else None}

    rows_of = [(shown(t.predicate), shown(t.object)) for t in triples if t.subject == node]
    others = [(shown(t.subject), shown(t.predicate)) for t in triples if t.object == node]
    held = triples if count else ()
    return render(request, "thing.html", iri=node.value, label=labels.get(node), rows=rows_of,
                  others=others[:SHOWN], cut=len(others) > SHOWN, count=count,
                  path=f"/{node.value.removeprefix(base)}",
                  held=[tuple(map(shown, t))[:3] for t in held])


def names_graph(path: str) -> bool:
    """Say whether an IRI is the name of a graph, by its path."""
    return path.startswith(("graph/", ".well-known/sparql-examples")) and path.count("/") == 1 \
        or path.endswith("/graph")


def short(iri: str, base: str) -> str:
    """Return an IRI with a prefix, or one of this graph without its base."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri.removeprefix(base)


async def graph_page(request: Request) -> Response:
    """Show the interactive graph; the page holds its own policy, by hashes."""
    snapshot = await _site(request).snapshot()
    text = await run_in_threadpool(_drawn, snapshot, _site(request).title)
    return HTMLResponse(text, headers={"Content-Security-Policy": "frame-ancestors 'none'"})


_pages: dict[str, bytes] = {}  # the graph page of the snapshot of now, by the folder of its quads


def _drawn(snapshot: Snapshot, title: str) -> bytes:
    if snapshot.quads not in _pages:
        with tempfile.TemporaryDirectory() as folder:
            path = write_graph_page(snapshot.facts, Path(folder) / "graph.html", title=title,
                                    home="/")
            _pages.clear()
            _pages[snapshot.quads] = path.read_bytes()
    return _pages[snapshot.quads]


async def article_file(request: Request) -> Response:
    """Send the links of the graph page, which name files, to the articles."""
    return RedirectResponse(f"/article/{request.path_params['article']}", 307)


async def query_page(request: Request) -> Response:
    """Show the page to write queries on, with the named queries as examples."""
    base = (await _site(request).snapshot()).iris.base
    examples = [{"name": query.name, "question": query.question, "text": query.fill(base=base)}
                for query in map(queries.load, queries.names())]
    response = render(request, "query.html", examples=examples,
                      data=json_block({"examples": examples, "prefixes": PREFIXES}))
    # the editor sets the widths of its columns in style attributes, and one style by script
    styles = f"style-src 'self' '{YASGUI_STYLE}'; style-src-attr 'unsafe-inline'"
    response.headers["Content-Security-Policy"] = POLICY.replace("style-src 'self'", styles)
    return response


async def about_page(request: Request) -> Response:
    """Show the figures of the graph, the models that made it, and their card."""
    snapshot = await _site(request).snapshot()
    models = Counter(one.model or "not noted" for one in snapshot.facts)
    return render(request, "about.html", figures=snapshot.figures, models=sorted(models.items()),
                  iris=snapshot.iris, card=_card())


@cache
def _card() -> Markup:
    """Return the card of the model as HTML, without its links, which lead into the sources."""
    text = files("quoth.web").joinpath("static", "model-card.md").read_text("utf-8")
    plain = re.sub(r"(?<!!)\[([^\]]+)\]\([^)]*\)", r"\1", text)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    html = re.sub(r"<(/?)h(\d)", lambda m: f"<{m[1]}h{min(6, int(m[2]) + 2)}",
                  markdown.render(plain))
    return Markup(re.sub(r' style="text-align:[a-z]+"', "", html))


async def static(request: Request) -> Response:
    """Give a file that the pages use."""
    found = asset(request.path_params["name"])
    if not found:
        raise HTTPException(404, "There is no such file.")
    body, media_type = found
    return Response(body, headers={"Content-Type": f"{media_type}; charset=utf-8",
                                   "Cache-Control": "max-age=3600"})
