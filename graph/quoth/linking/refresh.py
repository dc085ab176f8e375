"""Ask Wikidata who holds which office, and write the answer as a file of entities.

    python -m quoth.linking.refresh Q183 Q142 --since 2022 > entities.jsonl
    quoth build articles/ --entities entities.jsonl

Needs a network; nothing else in Quoth does. One query a country; the rows override the knowledge
base that Quoth ships (`quoth.linking.user_entities`). Wikidata's content is CC0.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from quoth.errors import ReadError
from quoth.linking.names import slug

ENDPOINT = "https://query.wikidata.org/sparql"
AGENT = "quoth-refresh/0.1 (https://w3id.org/quoth)"
_QUERY = """
SELECT ?person ?name ?gender ?post ?title ?country ?countryName ?start ?end
       (GROUP_CONCAT(DISTINCT ?alias; separator="|") AS ?aliases) WHERE {
  VALUES ?country { wd:%(country)s }
  ?post wdt:P1001|wdt:P17 ?country ; wdt:P279*/wdt:P31? ?kind .
  VALUES ?kind { wd:Q48352 wd:Q2285706 wd:Q7330070 wd:Q83307 wd:Q4164871 wd:Q294414 }
  ?person p:P39 ?held . ?held ps:P39 ?post ; pq:P580 ?start .
  OPTIONAL { ?held pq:P582 ?end }
  FILTER(YEAR(?start) >= %(since)d || !BOUND(?end) || YEAR(?end) >= %(since)d)
  OPTIONAL { ?person wdt:P21 ?gender }
  ?person rdfs:label ?name . FILTER(LANG(?name) = "en")
  ?post rdfs:label ?title . FILTER(LANG(?title) = "en")
  ?country rdfs:label ?countryName . FILTER(LANG(?countryName) = "en")
  OPTIONAL { ?person skos:altLabel ?alias . FILTER(LANG(?alias) = "en") }
} GROUP BY ?person ?name ?gender ?post ?title ?country ?countryName ?start ?end
"""
_GENDERS = {"Q6581097": "m", "Q6581072": "f", "Q2449503": "m", "Q1052281": "f"}


def query(country: str, *, since: int = 2020) -> str:
    """Return the SPARQL query for the offices of a country (a Wikidata id) since a year."""
    if not re.fullmatch(r"Q[1-9]\d*", country):
        raise ReadError(f"{country}: not a Wikidata id like Q183")
    return _QUERY % {"country": country, "since": since}


def fetch(text: str, *, endpoint: str = ENDPOINT, timeout: float = 120.0) -> list[dict[str, Any]]:
    """Return the bindings of a query; ReadError where the endpoint can't be asked."""
    address = f"{endpoint}?{urlencode({'query': text, 'format': 'json'})}"
    headers = {"User-Agent": AGENT, "Accept": "application/sparql-results+json"}
    try:
        with urlopen(Request(address, headers=headers), timeout=timeout) as answer:
            return json.load(answer)["results"]["bindings"]
    except (URLError, TimeoutError, ValueError, KeyError) as error:
        raise ReadError(f"{endpoint}: no answer ({error}); try again later") from error


def entities(bindings: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one row of the file of entities for each person, by Wikidata id."""
    found: dict[str, dict[str, Any]] = {}
    for binding in bindings:
        row = {key: cell["value"] for key, cell in binding.items()}
        person = _tail(row["person"])
        entry = found.setdefault(person, {
            "id": f"actor/{slug(row['name'])}", "type": "person", "name": row["name"],
            "aliases": sorted({a for a in row.get("aliases", "").split("|") if a}),
            "wikidata": person, "gender": _GENDERS.get(_tail(row.get("gender", ""))),
            "country": row["countryName"], "roles": []})
        role = _role(row)
        if role not in entry["roles"]:
            entry["roles"].append(role)
    yield from _distinct(found)


def _role(row: dict[str, str]) -> dict[str, str]:
    """Return title, place and dates; "President of Chile" is the President of Chile."""
    title = re.sub(rf" of (?:the )?{re.escape(row['countryName'])}$", "", row["title"])
    role = {"title": title[:1].upper() + title[1:], "of": row["countryName"],
            "start": row["start"][:10], "end": row.get("end", "")[:10]}
    return {key: value for key, value in role.items() if value}


def _distinct(found: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows in a fixed order; namesakes get their Wikidata id behind the name."""
    taken: set[str] = set()
    for person in sorted(found, key=lambda q: (len(q), q)):
        entry = found[person]
        if entry["id"] in taken:
            entry["id"] = f"{entry['id']}-{person.lower()}"
        taken.add(entry["id"])
        entry["roles"].sort(key=lambda role: (role.get("start", ""), role["title"]))
        yield {key: value for key, value in entry.items() if value}


def _tail(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def main(arguments: list[str] | None = None) -> int:
    """Write the entities of the countries to standard output; 1 after an error said in a line."""
    options = argparse.ArgumentParser(prog="python -m quoth.linking.refresh",
                                      description=__doc__.splitlines()[0])
    options.add_argument("country", nargs="+", help="Wikidata id of a country, as Q183")
    options.add_argument("--since", type=int, default=2020, help="year (default: 2020)")
    options.add_argument("--endpoint", default=ENDPOINT)
    given = options.parse_args(arguments)
    try:
        bindings = [b for country in given.country for b in fetch(
            query(country, since=given.since), endpoint=given.endpoint)]
    except ReadError as error:
        print(error, file=sys.stderr)
        return 1
    for row in entities(bindings):
        print(json.dumps(row, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
