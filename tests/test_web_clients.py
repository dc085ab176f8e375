"""Programs that others wrote, and many at a time, against a server in a process of its own."""

import io
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
import rdflib
from quoth import KnowledgeGraph
from quoth.stores import open_store
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from served import BASE, make_graph, server
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper

ACTORS = f"{BASE}graph/actors"
NAMES = "SELECT ?name WHERE { ?q quoth:form [] ; quoth:speaker/rdfs:label ?name } ORDER BY ?name"
FULL = f"PREFIX quoth: <https://w3id.org/quoth/ns#> PREFIX rdfs: <{rdflib.RDFS}> {NAMES}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_graph(tmp_path_factory.mktemp("clients"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with server(folder, "--timeout", "3") as address:
        yield address


@pytest.fixture(scope="module")
def names(folder: Path) -> list[str]:
    with KnowledgeGraph.open(folder) as kg:
        return [str(row[0]) for row in kg.query(NAMES).rows]


def asked(address: str, query: str, accept: str = "application/sparql-results+json") -> bytes:
    body = urlencode({"query": query}).encode()
    with urlopen(Request(f"{address}/sparql", body, {"Accept": accept}), timeout=60) as response:
        return response.read()


def refused(address: str, query: str) -> int:
    """Return the status of a query that gets no answer."""
    with pytest.raises(HTTPError) as found:
        asked(address, query)
    with found.value as error:
        return error.code


@pytest.mark.parametrize("method", [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper(address: str, names: list[str], method: tuple[str, str]) -> None:
    wrapper = Wrapper(f"{address}/sparql")
    wrapper.setMethod(method[0])
    wrapper.setRequestMethod(method[1])
    wrapper.setQuery(FULL)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == names
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == len(names)
    for form, head in ((CSV, b"name\r\n"), (TSV, b"?name\n")):
        wrapper.setReturnFormat(form)
        assert wrapper.queryAndConvert().startswith(head)
    wrapper.setQuery(f"CONSTRUCT WHERE {{ <{BASE}actor/anna-berg> ?p ?o }}")
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) > 3
    wrapper.addParameter("default-graph-uri", ACTORS)
    wrapper.setQuery("ASK { ?s a <https://w3id.org/quoth/ns#Quotation> }")
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["boolean"] is False


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparqlstore(address: str, names: list[str], method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql", method=method))
    assert [str(row.name) for row in graph.query(FULL)] == names
    berg = rdflib.URIRef(f"{BASE}actor/anna-berg")
    assert str(graph.value(berg, rdflib.RDFS.label)) == "Anna Berg"
    assert (berg, None, None) in graph


def test_our_own_remote_store(address: str, folder: Path) -> None:
    with open_store(f"{address}/sparql") as remote, KnowledgeGraph.open(folder) as kg:
        assert set(remote.graphs()) == set(kg.store.graphs())
        assert remote.query(NAMES) == kg.query(NAMES)
        assert len(remote.query("CONSTRUCT WHERE { ?s a quoth:Statement }").triples) > 3


def test_curl(address: str, names: list[str], tmp_path: Path) -> None:
    curl = shutil.which("curl")
    assert curl

    def run(*arguments: str) -> str:
        return subprocess.run([curl, "-sS", *arguments], capture_output=True, text=True, timeout=60,
                              check=True).stdout

    got = run("-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}", f"{address}/sparql")
    assert len(got.splitlines()) == len(names) + 1
    query = tmp_path / "q.rq"
    query.write_text(NAMES, "utf-8")
    got = run("-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv",
              "--data-binary", f"@{query}", f"{address}/sparql")
    assert len(got.splitlines()) == len(names) + 1
    got = run("-G", "--data-urlencode", "query=ASK {}", f"{address}/sparql")
    assert json.loads(got)["boolean"] is True
    turtle = run("-L", "-H", "Accept: text/turtle", f"{address}/actor/anna-berg")
    assert rdflib.Graph().parse(data=turtle, format="turtle")
    assert "200" in run("-I", f"{address}/").splitlines()[0]
    zipped = run("-I", "-X", "GET", "-H", "Accept-Encoding: gzip", f"{address}/graph")
    assert "content-encoding: gzip" in zipped.lower()


def test_one_bad_query_stops_nobody(address: str, names: list[str]) -> None:
    answers: list[int] = []

    def bad() -> None:
        answers.append(refused(address, ENDLESS))

    thread = threading.Thread(target=bad)
    thread.start()
    time.sleep(0.3)
    assert thread.is_alive()
    for _ in range(5):
        rows = json.loads(asked(address, NAMES))["results"]["bindings"]
        assert [row["name"]["value"] for row in rows] == names
        with urlopen(f"{address}/about", timeout=30) as page:
            assert page.status == 200
    thread.join(60)
    assert answers == [503]


def test_who_hangs_up_leaves_nothing_running(folder: Path) -> None:
    with server(folder, "--timeout", "1000", "--workers", "1") as address:
        host, port = re.fullmatch(r"http://(.+):(\d+)", address).groups()
        path = "/sparql?" + urlencode({"query": ENDLESS})
        for _ in range(4):
            with socket.create_connection((host, int(port)), timeout=30) as connection:
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                time.sleep(1)
        assert json.loads(asked(address, "ASK {}"))["boolean"] is True
        long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } # in the only long place"
        assert json.loads(asked(address, long))["results"]


def test_many_at_once_get_their_own_answers(address: str) -> None:
    def one(number: int) -> bool:
        text = f"SELECT ({number} AS ?n) (COUNT(*) AS ?m) WHERE {{ ?s ?p ?o }}"
        return asked(address, text, "text/csv").split(b"\r\n")[1].startswith(b"%d," % number)

    with ThreadPoolExecutor(16) as many:
        assert all(many.map(one, range(80)))


def test_a_query_that_wants_all_memory_dies_alone(address: str) -> None:
    fifty = "1 " * 50
    greedy = (f"SELECT (GROUP_CONCAT(CONCAT(?a, ?b)) AS ?x) {{ VALUES ?n {{ {fifty} }} "
              f"VALUES ?m {{ {fifty} }} ?s ?p ?a . ?t ?q ?b }}")
    assert refused(address, greedy) in (500, 503)
    assert json.loads(asked(address, "ASK {}"))["boolean"] is True


def test_broken_requests_leave_the_server_up(address: str) -> None:
    host, port = re.fullmatch(r"http://(.+):(\d+)", address).groups()
    for garbage in (b"\x00\xff\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                    b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
                    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n",
                    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(garbage)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65536)
            assert not answer or b" 4" in answer.split(b"\r\n")[0]
    assert asked(address, "ASK {}")


def test_it_says_where_it_is_and_stops_when_told(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = subprocess.run(
            [sys.executable, "-m", "quoth", "serve", "-s", str(folder), "--port", str(port)],
            capture_output=True, text=True, timeout=120)
    assert found.returncode == 1
    assert found.stderr.count("\n") == 1 and f"port {port}" in found.stderr
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "quoth", "serve", "-s", str(folder), "--port", str(port),
         "--writable"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said = io.StringIO()
    for line in process.stdout:
        said.write(line)
        if "Ctrl-C" in line:
            break
    assert re.search(r"sign-in .*token \S{16,}", said.getvalue())
    assert asked(f"http://127.0.0.1:{port}", "ASK {}")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors, errors
