"""The parts of the web application that need no server."""

import pytest
from quoth.web.negotiation import RDF_TYPES, TABLE_TYPES, choose

TABLES = list(TABLE_TYPES)


@pytest.mark.parametrize(("accept", "chosen"), [
    (None, "application/sparql-results+json"),
    ("", "application/sparql-results+json"),
    ("*/*", "application/sparql-results+json"),
    ("text/csv", "text/csv"),
    ("TEXT/CSV", "text/csv"),
    ("text/*", "text/csv"),
    ("text/csv;q=0.1, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
    ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
    ("application/sparql-results+json;q=0, application/json;q=0, */*",
     "application/sparql-results+xml"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
    ("text/csv; charset=utf-8; q=0.5, application/sparql-results+xml;q=0.4",
     "application/sparql-results+xml"),
    ("nonsense, text/csv", "text/csv"),
    ("text/csv;q=2", None),
    ("text/csv;q=abc", None),
    ("image/png", None),
    ("*/csv", None),
    (" , ;;, ", None),
    ("application/sparql-results+xml;q=0.001", "application/sparql-results+xml"),
])
def test_the_client_gets_what_it_wants_most(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, TABLES) == chosen


def test_the_more_exact_range_counts() -> None:
    assert choose("text/*;q=0.3, text/html;q=0.7, */*;q=0.5",
                  ["text/turtle", "text/html"]) == "text/html"
    assert choose("text/*;q=0.9, text/turtle;q=0.1", ["text/turtle", "text/csv"]) == "text/csv"
    assert choose("*/*", list(RDF_TYPES)) == "text/turtle"
