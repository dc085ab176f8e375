"""The refresh script: its query, its reading of an answer, and a round through a local server."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from quoth.errors import ReadError
from quoth.linking import refresh
from quoth.linking.knowledge_base import knowledge_base
from quoth.linking.user_entities import read_entities, with_entities
from rdflib.plugins.sparql import prepareQuery

PREFIXES = {"wd": "http://www.wikidata.org/entity/", "wdt": "http://www.wikidata.org/prop/direct/",
            "p": "http://www.wikidata.org/prop/", "ps": "http://www.wikidata.org/prop/statement/",
            "pq": "http://www.wikidata.org/prop/qualifier/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "skos": "http://www.w3.org/2004/02/skos/core#"}


def binding(person: str, name: str, title: str, start: str, end: str = "", aliases: str = ""):  # noqa: ANN201
    row = {"person": f"http://www.wikidata.org/entity/{person}", "name": name, "title": title,
           "gender": "http://www.wikidata.org/entity/Q6581072", "start": f"{start}T00:00:00Z",
           "countryName": "Sweden", "aliases": aliases}
    if end:
        row["end"] = f"{end}T00:00:00Z"
    return {key: {"type": "literal", "value": value} for key, value in row.items()}


ANSWER = [binding("Q900001", "Ida Norrland", "Prime Minister of Sweden", "2030-05-01",
                  aliases="Ida B. Norrland"),
          binding("Q900001", "Ida Norrland", "minister for finance", "2026-01-01", "2030-04-30"),
          binding("Q900002", "Ida Norrland", "Minister for Justice of Sweden", "2030-05-01")]


class Endpoint(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # noqa: N802 - the name that http.server asks for
        good = "wd:Q34" in parse_qs(urlparse(self.path).query)["query"][0]
        self.send_response(200 if good else 500)
        self.end_headers()
        self.wfile.write(json.dumps({"results": {"bindings": ANSWER}}).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_query_is_sparql() -> None:
    assert prepareQuery(refresh.query("Q183", since=2022), initNs=PREFIXES)
    with pytest.raises(ReadError, match="Germany"):
        refresh.query("Germany")


def test_an_answer_becomes_entities_that_the_base_takes(
        endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh.main(["Q34", "--endpoint", endpoint]) == 0
    path = tmp_path / "entities.jsonl"
    path.write_text(capsys.readouterr().out, "utf-8")
    rows = read_entities(path)
    assert [row["id"] for row in rows] == ["actor/ida-norrland", "actor/ida-norrland-q900002"]
    assert rows[0]["roles"] == [
        {"title": "Minister for finance", "of": "Sweden", "start": "2026-01-01",
         "end": "2030-04-30"},
        {"title": "Prime Minister", "of": "Sweden", "start": "2030-05-01"}]
    base = with_entities(knowledge_base(), path)
    holders = base.holders("head_of_government", "se", "2031-01-01")
    assert [person.wikidata for person, _ in holders] == ["Q900001"]


def test_no_network_is_one_clear_line(endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh.main(["Q35", "--endpoint", endpoint]) == 1
    error = capsys.readouterr().err
    assert "no answer" in error and error.count("\n") == 1
