"""Pages, dereferencing, security, corrections and the graph store, without a browser."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse
from quoth import KnowledgeGraph, Options
from quoth.archive import NAME, Archive
from quoth.folders import switch
from quoth.rdf.queries import names
from quoth.records import Article, Entity, Facts, Quotation, Span
from quoth.web.app import create_app, routes
from quoth.web.rendering import asset
from served import BASE, EVIL, TOKEN, evil, make_graph
from starlette.testclient import TestClient

HTML = {"accept": "text/html"}
BEARER = {"authorization": f"Bearer {TOKEN}"}
BERG = "actor/anna-berg"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
PAGES = ("/", "/search?q=bridge", "/search?q=", "/search?q=the&kind=statement",
         "/search?q=the&speaker=berg", "/actors", "/articles", "/about", "/query",
         f"/{BERG}/about", "/no/such/thing")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_graph(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    app = create_app(folder, token=TOKEN, options=Options(model="rules"))
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def snapshot(client: TestClient):
    return client.app.state.site.current()


def article_with(client: TestClient, words: str) -> tuple[str, str]:
    """Return the ids of a quotation and its article."""
    return next(pair for pair, (_, q) in snapshot(client).told.items() if words in q.text)


class Reader(HTMLParser):
    """Checks that a page is well formed, and gathers what could run or be loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("src", "srcset", "action", "formaction", "data") or (
                    tag == "link" and name == "href"):
                self.loaded.append(value or "")
            if tag == "a" and name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def read_page(text: str) -> Reader:
    reader = Reader()
    reader.feed(text.replace("<path d", "<path d").replace("/>", ">"))
    return reader


def all_pages(client: TestClient) -> list[str]:
    current = snapshot(client)
    own = [f"/article/{one}" for one in current.articles]
    own += [f"/{name}/about" for name in current.statement]
    return [*PAGES, *own, *(f"/{name}/about" for name in current.known)]


def test_every_page_is_sound_and_holds_no_markup_of_articles(client: TestClient) -> None:
    for path in all_pages(client):
        response = client.get(path, headers=HTML)
        assert response.status_code == (404 if "such" in path else 200), path
        assert "<img" not in response.text and "<b>win" not in response.text, path
        body = re.sub(r"<svg.*?</svg>", "", response.text, flags=re.S)
        reader = read_page(re.sub(r"(?s)<script.*?</script>", "", body))
        assert reader.wrong == [], path
        assert all(one.startswith("/") and not one.startswith("//") for one in reader.loaded), path
        assert len(reader.ids) == len(set(reader.ids)), path
        assert not [one for one in reader.links if one.lower().startswith("javascript:")], path
        policy = response.headers["content-security-policy"]
        assert "unsafe" not in policy.replace("style-src-attr 'unsafe-inline'", "")
        assert "script-src 'self'" in policy and "default-src 'none'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"


def test_links_of_the_pages_lead_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for path in (*all_pages(client)[:-1], "/graph"):
        text = client.get(path, headers=HTML).text
        seen |= {link.split("#")[0] for link in read_page(re.sub(r"(?s)<script.*?</script>", "",
                                                                  text)).links
                 if link.startswith("/")}
    assert len(seen) > 30
    for link in sorted(seen - {""}):
        browser = {"accept": "text/html,*/*;q=0.8"}
        assert client.get(link, headers=browser).status_code in (200, 303, 307), link


def test_search_finds_people_and_statements(client: TestClient) -> None:
    text = client.get("/search", params={"q": "berg"}, headers=HTML).text
    assert f'href="/{BERG}/about"' in text
    text = client.get("/search?q=waited+ten").text
    assert "<mark>waited</mark> <mark>ten</mark> years for this" in text
    assert "Nothing found" in client.get("/search?q=zzzzqqq").text
    for odd in ('"', "a OR", "*", EVIL, "\x00", "NEAR(a b)", "💬", "x" * 3000):
        assert client.get("/search", params={"q": odd}).status_code == 200


def test_search_of_one_speaker(client: TestClient) -> None:
    both = client.get("/search?q=the").text
    assert both.count("<li class=") > client.get("/search?q=the&speaker=berg").text.count(
        "<li class=") > 0
    for speaker in ("berg", "ANNA BERG", BERG):
        text = client.get("/search", params={"q": "waited", "speaker": speaker}).text
        assert "<mark>waited</mark>" in text and 'id="kind-actor"' not in text
        assert f'value="{speaker}"' in text
        alone = client.get("/search", params={"speaker": speaker}).text
        assert "waited ten years" in alone and 'id="kind-statement"' in alone
    assert '<option value="Anna Berg">' in client.get("/search").text
    for speaker in ("nobody", EVIL, '"', "%", "\x00", "x" * 3000):
        response = client.get("/search", params={"q": "waited", "speaker": speaker})
        assert response.status_code == 200 and "Nothing found" in response.text


def test_pages_of_one_speaker_stay_with_that_speaker(client: TestClient,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoth.web.pages.PAGE", 1)
    text = client.get("/search?q=the&speaker=berg").text
    [following] = re.findall(r'href="([^"]+)" rel="next"', text)
    following = client.get(html.unescape(following)).text
    assert 'value="berg"' in following and "Page 2 of" in following


def test_an_actor_has_roles_with_the_words_that_attest_them(client: TestClient) -> None:
    text = client.get(f"/{BERG}/about", headers=HTML).text
    assert "<b>Mayor</b>" in text and "Mayor Anna Berg" in text
    assert 'id="said"' in text and 'id="outlets"' in text and 'id="spoken"' in text
    assert f'href="/{BERG}.ttl"' in text


def test_an_actor_of_many_quotations_has_pages(tmp_path: Path) -> None:
    quoting = ("Ada", "Bea")  # each is named by the other
    lines = [f'"Plan {n} goes on, {quoting[n % 2]}," {quoting[1 - n % 2]} said.' for n in range(80)]
    text, said = "\n".join(lines), []
    for n, line in enumerate(lines):
        start = text.index(line) + 1
        span, name = Span(start, start + line.index('" ') - 1), quoting[1 - n % 2].lower()
        said.append(Quotation(f"q{span[0]}-{span[1]}", "", (span,), span.of(text), "direct",
                              speaker=f"actor/{name}", speaker_name=name.title(),
                              mentions=(f"actor/{quoting[n % 2].lower()}",)))
    article = Article(key="plans.txt", text=text, title="Plans", published="2024-01-02")
    facts = Facts(article, tuple(Entity(f"actor/{n.lower()}", "person", n) for n in quoting), (),
                  tuple(replace(one, article=article.id) for one in said), model="by hand")
    (tmp_path / "store").mkdir()
    with Archive(tmp_path / "store" / NAME) as archive:
        archive.put([facts], stamp="by hand")
    with TestClient(create_app(tmp_path)) as client:
        seen = ""
        for page in ("?page=1", "?page=2", "?page=2&spoken=2"):
            text = client.get(f"/actor/ada/about{page}", headers=HTML).text
            assert "40 quotations" in text and "Page" in text
            seen += text
        assert {n for n in range(80) if f"Plan {n} goes" in seen} == set(range(80))


def test_an_article_links_both_ways(client: TestClient) -> None:
    article, quotation = article_with(client, "ten years")
    text = client.get(f"/article/{article}", headers=HTML).text
    assert f'id="{quotation}"' in text and f'href="#card-{quotation}"' in text
    assert f'id="card-{quotation}"' in text and f'href="#{quotation}"' in text
    assert 'class="line-boilerplate"' in text
    assert 'class="correct' not in text  # not signed in


# -- every IRI leads somewhere


def terms(client: TestClient) -> list[str]:
    with KnowledgeGraph.open(client.app.state.site.current.folder) as kg:
        quads = list(kg.store.all_quads())
    return sorted({term.value.removeprefix(BASE).split("#")[0] for q in quads
                   for term in (q.subject, q.object, q.graph_name)
                   if isinstance(term, NamedNode) and term.value.startswith(BASE)} - {""})


def test_every_iri_of_the_graph_dereferences(client: TestClient) -> None:
    paths = terms(client)
    assert len(paths) > 60
    for path in paths:
        for accept in ("text/turtle", "text/html"):
            response = client.get(f"/{path}", headers={"accept": accept})
            if response.status_code == 303:
                place = response.headers["location"].split("#")[0]
                response = client.get(place, headers={"accept": accept})
            assert response.status_code == 200, (path, accept)
            assert response.headers["content-type"].startswith(accept)
            assert "Accept" in response.headers["vary"]


def test_things_are_303_and_documents_are_200(client: TestClient) -> None:
    article, quotation = article_with(client, "ten years")
    statement = next(iter(snapshot(client).statement))
    for path in (BERG, statement, f"article/{article}/{quotation}"):
        assert client.get(f"/{path}", headers={"accept": "text/turtle"}).status_code == 303, path
    for path in (f"article/{article}", f"article/{article}/text", f"article/{article}/graph",
                 "graph/actors"):
        response = client.get(f"/{path}", headers={"accept": "text/turtle"})
        assert response.status_code == 200 and 'rel="describes"' in response.headers["link"]
    page = client.get(f"/article/{article}/{quotation}", headers=HTML)
    assert page.headers["location"] == f"/article/{article}#{quotation}"


def test_data_in_every_form_says_the_same(client: TestClient) -> None:
    sizes = set()
    for name, form in (("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES),
                       ("jsonld", RdfFormat.JSON_LD), ("rdf", RdfFormat.RDF_XML)):
        response = client.get(f"/{BERG}.{name}")
        triples = {quad.triple for quad in parse(response.content, format=form)}
        assert any(t.subject.value == BASE + BERG and t.object.value == "Anna Berg"
                   for t in triples)
        sizes.add(len(triples))
    assert len(sizes) == 1
    assert client.get(f"/{BERG}/about", headers={"accept": "image/png"}).status_code == 406
    graph = client.get("/graph/actors.nt").text
    assert graph.count("\n") > 50


@pytest.mark.parametrize("path", [
    "/actor/nobody", "/actor/nobody.ttl", "/actor/nobody/about", "/statement/0", "/article/0",
    "/article/0123456789abcdef", "/article/0123456789abcdef.ttl", "/article/..%2f..%2fetc",
    "/static/..%2fapp.py", "/static/.hidden", "/static/%00", "/%ff%fe", "/a%0d%0ab", "/%2e%2e/x",
    "/actor/%3Cscript%3E", "/actor/%22%3E%20.%20%3Cx", "/favicon.ico", "/graph/nothing",
])
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    for headers in ({"accept": "text/turtle"}, HTML, {}):
        response = client.get(path, headers=headers)
        assert response.status_code == 404, response.text
        assert "<script>" not in response.text


def test_no_file_outside_is_an_asset() -> None:
    for name in ("../app.py", "..", "", "/etc/passwd", "..\\app.py", ".x"):
        assert asset(name) is None
    assert asset("web.css") and asset("page.css") and asset("yasgui.min.js")


# -- security


def test_hosts_are_names(client: TestClient) -> None:
    for host in ("x y", "a/b", "a\"b", "<b>", "-", ""):
        assert client.get("/", headers={"host": host}).status_code == 400
    assert client.get("/", headers={"host": "[::1]:80"}).status_code == 200


def test_a_local_server_goes_by_no_name_of_others(folder: Path) -> None:
    app = create_app(folder, local=True, url="https://News.example")
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as local:
        for host in ("127.0.0.1", "127.0.0.1:8000", "[::1]:80", "LOCALHOST:1", "a.localhost",
                     "news.example", "news.example:443", "192.168.0.7"):
            assert local.get("/", headers={"host": host}).status_code == 200, host
        for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.x",
                     "[1.2]", "xnews.example"):
            response = local.get("/", headers={"host": host})
            assert response.status_code == 421 and "nosniff" in str(response.headers), host
        described = local.get("/.well-known/void").text
        assert "<https://news.example/sparql>" in described


def test_behind_another_server_forms_are_of_this_site(folder: Path) -> None:
    app = create_app(folder, token=TOKEN, local=True, url="https://news.example")
    sent = {"data": {"token": TOKEN}}
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as local:
        for origin, status in (("https://news.example", 303), ("http://127.0.0.1:8000", 303),
                               ("https://news.example.evil", 403), ("http://[", 403),
                               ("http://127.0.0.1:9000", 403), ("null", 403), ("", 403)):
            response = local.post("/sign-in", **sent, headers={"origin": origin})
            assert response.status_code == status, origin
            assert status != 303 or "Secure" in response.headers["set-cookie"]


def test_no_address_injects_a_header(client: TestClient) -> None:
    response = client.get("/actor/anna-berg%0d%0aset-cookie:x=1", headers={"accept": "text/turtle"})
    assert response.status_code == 404 and "set-cookie" not in response.headers


def test_a_reader_changes_nothing(folder: Path) -> None:
    with TestClient(create_app(folder), follow_redirects=False) as reader:
        article = next(iter(snapshot(reader).articles))
        for method, path in (("PUT", f"/article/{article}/graph"), ("POST", "/graphs"),
                             ("DELETE", f"/graphs?graph={BASE}article/{article}/graph"),
                             ("POST", f"/article/{article}/q1-2/correction"),
                             ("GET", "/sign-in"), ("GET", "/corrections"),
                             ("GET", "/corrections.jsonl")):
            response = reader.request(method, path, headers=BEARER)
            assert response.status_code == 403, path


def test_the_token_is_needed_and_other_sites_are_refused(client: TestClient) -> None:
    article, quotation = article_with(client, "ten years")
    path = f"/article/{article}/{quotation}/correction"
    for headers, status in (
        ({}, 401), ({"authorization": "Bearer wrong"}, 401), ({"cookie": "quoth=wrong"}, 401),
        ({**BEARER, "origin": "https://elsewhere.example"}, 403),
        ({**BEARER, "origin": "null"}, 403), ({**BEARER, "origin": ""}, 403),
        ({**BEARER, "origin": "http://["}, 403),
        ({**BEARER, "sec-fetch-site": "cross-site"}, 403),
    ):
        assert client.post(path, data={"verdict": "right"}, headers=headers).status_code == status
    assert client.delete(f"/article/{article}/graph").status_code == 401
    assert not snapshot(client).corrections


# -- correcting


def test_sign_in_and_correct(client: TestClient, folder: Path) -> None:
    assert client.get("/corrections").headers["location"] == "/sign-in"
    assert client.post("/sign-in", data={"token": "no"}).status_code == 401
    signed = client.post("/sign-in", data={"token": TOKEN, "name": "Ida Łem"})
    assert signed.status_code == 303
    for cookie in signed.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
    article, quotation = article_with(client, "ten years")
    path = f"/article/{article}/{quotation}/correction"
    assert 'class="correct' in client.get(f"/article/{article}", headers=HTML).text
    sent = client.post(path, data={"verdict": "speaker", "speaker": "Jonas Falk"})
    assert sent.status_code == 303
    assert snapshot(client).told[article, quotation][1].speaker == "actor/jonas-falk"
    page = client.get(f"/article/{article}", headers=HTML).text
    assert "Speaker given" in page and "Ida Łem" in page
    turtle = client.get(f"/article/{article}/{quotation}.ttl").text
    assert "prov:wasDerivedFrom" in turtle and "actor:jonas-falk" in turtle
    [row] = map(json.loads, client.get("/corrections.jsonl").text.splitlines())
    assert row["article"]["id"] == article
    assert "Jonas Falk" in client.get("/corrections", headers=HTML).text
    client.post(path, data={"verdict": "wrong"})
    assert (article, quotation) not in snapshot(client).told
    assert "Marked as no quotation" in client.get(f"/article/{article}", headers=HTML).text
    client.post(path, data={"verdict": "none"})
    assert snapshot(client).told[article, quotation][1].speaker == BERG
    for bad in ({"verdict": "maybe"}, {"speaker": "x"}):
        assert client.post(path, data=bad).status_code == 400
    assert client.post(f"/article/{article}/q1-2/correction",
                       data={"verdict": "right"}).status_code == 404
    client.cookies.clear()
    assert list((folder / "corrections").rglob("*.json")) == []


# -- the graph store


def test_the_address_of_a_graph_says_what_it_takes(client: TestClient) -> None:
    article = next(iter(snapshot(client).articles))
    for path in (f"/article/{article}/graph", "/graphs"):
        options = client.options(path)
        assert options.status_code == 204
        assert {"GET", "HEAD", "PUT", "DELETE"} <= set(options.headers["allow"].split(", "))


def test_graphs_are_read(client: TestClient) -> None:
    def get(**params: str):
        return client.get("/graphs", params=params, headers={"accept": "application/n-triples"})

    article = next(iter(snapshot(client).articles))
    assert get(graph=f"{BASE}article/{article}/graph").text.count("\n") > 20
    everything = get(default="").text
    assert get(graph=f"{BASE}graph/actors").text.splitlines()[0] in everything
    assert get(graph="http://e/none").status_code == 404
    for bad in ({}, {"graph": "relative"}, {"graph": BASE, "default": ""}, {"graph": "http://a b"}):
        assert get(**bad).status_code == 400
    assert client.head("/graphs?default").status_code == 200
    assert client.get("/graphs?default", headers={"accept": "image/x"}).status_code == 406
    options = client.options("/graphs")
    assert options.status_code == 204 and "PUT" in options.headers["allow"]


def test_put_is_ingest_and_delete_is_remove(client: TestClient) -> None:
    text = 'Ferry stops\n\n"The ferry has no future," Tomas Holm, the captain, said.\n'
    plain = {"content-type": "text/plain; charset=utf-8", **BEARER}
    before = snapshot(client).figures
    posted = client.post("/graphs?key=ferry.txt", content=text, headers=plain)
    assert posted.status_code == 201, posted.text
    place = posted.headers["location"]
    graph = f"{BASE}{place[1:]}"
    assert client.put(f"{place}?key=ferry.txt", content=text, headers=plain).status_code == 204
    assert "Tomas Holm" in client.get("/search?q=ferry+future").text
    put = {"params": {"graph": graph, "key": "ferry.txt"}, "content": text}
    assert client.put("/graphs", **put, headers=plain).status_code == 204
    assert client.put("/graphs", **{**put, "content": "Other text."},
                      headers=plain).status_code == 409
    turtle = {"content-type": "text/turtle", **BEARER}
    assert client.put("/graphs", **put, headers=turtle).status_code == 415
    assert client.put(f"/graphs?graph={BASE}graph/actors", content=text,
                      headers=plain).status_code == 403
    assert client.put("/graphs?default", content=text, headers=plain).status_code == 403
    assert client.post(f"/graphs?graph={graph}", content=text, headers=plain).status_code == 403
    for empty in ("", " \n "):
        assert client.post("/graphs", content=empty, headers=plain).status_code == 400
    assert client.delete("/graphs", params={"graph": graph}, headers=BEARER).status_code == 204
    assert client.delete("/graphs", params={"graph": graph}, headers=BEARER).status_code == 404
    assert client.get(place).status_code == 404
    assert snapshot(client).figures == before


def test_a_change_by_another_process_is_seen(client: TestClient, folder: Path) -> None:
    article = evil().article.id
    with KnowledgeGraph.open(folder) as kg:
        kg.remove(article)
    assert client.get(f"/article/{article}", headers=HTML).status_code == 404
    with KnowledgeGraph.open(folder) as kg:
        kg.archive.put([evil()], stamp="by hand")
        kg.settle()
    assert client.get(f"/article/{article}", headers=HTML).status_code == 200


def test_a_new_build_in_the_same_place_is_seen(tmp_path: Path) -> None:
    make_graph(tmp_path / "a")
    make_graph(tmp_path / "b")
    article = f"/article/{evil().article.id}"
    with KnowledgeGraph.open(tmp_path / "b") as kg:
        kg.remove(evil().article.id)
    with TestClient(create_app(tmp_path / "a")) as client:
        assert client.get(article, headers=HTML).status_code == 200
        switch(tmp_path / "b" / "store", tmp_path / "a" / "store")
        assert client.get(article, headers=HTML).status_code == 404
        asked = client.get("/sparql", params={"query": f"ASK {{ <{BASE}{article[1:]}> ?p ?o }}"})
        assert asked.json()["boolean"] is False


def test_a_graph_of_an_older_version_gets_the_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("quoth.rdf.derived.example_quads", lambda **_: iter(()))
        make_graph(tmp_path)
    with TestClient(create_app(tmp_path)) as client:
        asked = "SELECT (COUNT(*) AS ?n) { ?q a sh:SPARQLExecutable }"
        found = client.get("/sparql", params={"query": asked}).json()["results"]["bindings"]
        assert int(found[0]["n"]["value"]) == len(names())


# -- anything else


ADDRESS = st.one_of(
    st.sampled_from([*PAGES, "/sparql", "/graphs", "/sign-in", "/corrections", "/graph",
                     "/.well-known/void", "/static/web.css", f"/{BERG}", f"/{BERG}.ttl"]),
    st.text(max_size=40).map(lambda text: "/" + text),
    st.lists(st.sampled_from(["actor", "article", "statement", "graph", "0123456789abcdef", "about",
                              "q1-2", "correction", "static", "..", "%2e", "x.ttl", "\x00"]),
             max_size=5).map(lambda parts: "/" + "/".join(parts)))
FIELDS = st.dictionaries(
    st.sampled_from(["query", "update", "default-graph-uri", "named-graph-uri", "graph", "default",
                     "q", "kind", "page", "key", "token", "verdict", "speaker"]),
    st.one_of(st.text(max_size=30), st.sampled_from(
        ["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 1", f"{BASE}graph/actors", "-1", "1e9", "wrong"])),
    max_size=3)
HEADERS = st.dictionaries(
    st.sampled_from(["accept", "content-type", "origin", "cookie", "authorization", "range"]),
    st.one_of(st.sampled_from(["*/*", "text/html", "text/turtle;q=0.1",
                               "application/x-www-form-urlencoded", "application/sparql-query",
                               f"Bearer {TOKEN}", "text/plain", "application/json"]),
              st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)), max_size=3)


@settings(max_examples=settings().max_examples * 5 // 2,
          suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]), ADDRESS,
       FIELDS, HEADERS, st.binary(max_size=60))
def test_no_request_is_a_fault_of_ours(client: TestClient, method: str, address: str,
                                       fields: dict, headers: dict, body: bytes) -> None:
    path = address.encode("utf-8", "replace").decode()
    url = quote(path, safe="/%.") if path.startswith("/%") else quote(path)
    response = client.request(method, f"http://testserver{url}", params=fields, headers=headers,
                              content=body)
    assert response.status_code != 500, (method, path, fields, headers, response.text)
    assert response.headers["x-content-type-options"] == "nosniff"


ODD = st.one_of(st.text(max_size=30), st.sampled_from(
    ["..", "%2e%2e", ".hidden", "a.ttl", "\x00", "\r\nx: y", "q1-2", EVIL, "0" * 16, "{}", "💬"]))
TOLD = st.one_of(st.just({}), st.just(BEARER), st.just({**BEARER, **HTML}), HEADERS)


@pytest.mark.parametrize("route", [route.path for route in routes()])
def test_every_route_bears_anything(client: TestClient, route: str) -> None:
    """Each route with real and odd values in its places, every method, signed in and not."""
    real = [word for pair in snapshot(client).told for word in pair]
    known = st.sampled_from([*real, "web.css", "actor/anna-berg", *snapshot(client).statement])
    parts = re.split(r"\{\w+:\w+\}", route)

    @settings(max_examples=settings().max_examples // 5,
              suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.one_of(known, ODD), min_size=len(parts), max_size=len(parts)),
           st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]), FIELDS, TOLD,
           st.one_of(st.binary(max_size=60), st.sampled_from([
               b"verdict=right", b"verdict=speaker&speaker=%00", b"query=ASK%20%7B%7D", b"{}",
               b'{"text": 1}', b'{"text": "x", "published": "when"}'])))
    def asked(values: list[str], method: str, fields: dict, headers: dict, body: bytes) -> None:
        path = parts[0] + "".join(map("".join, zip(values, parts[1:], strict=False)))
        url = quote(path.encode("utf-8", "replace").decode())
        response = client.request(method, f"http://testserver{url}", params=fields,
                                  headers=headers, content=body)
        assert response.status_code != 500, (method, path, fields, headers, response.text)
        assert "x" not in response.headers

    asked()
