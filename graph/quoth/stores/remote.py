"""A store behind a SPARQL 1.1 endpoint: Oxigraph, Fuseki, GraphDB, Virtuoso, or Quoth's own."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from http.client import HTTPException
from itertools import islice
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    parse,
    parse_query_results,
)

from quoth.errors import QueryError, StoreError
from quoth.stores.base import Store, in_graph, name_of
from quoth.stores.guard import Form
from quoth.stores.oxigraph import result_of
from quoth.stores.result import Result

TABLE, TRIPLES = "application/sparql-results+json", "application/n-triples"
BATCH = 5000  # quads an update: well under the limits that servers set on a request


class RemoteStore(Store):
    """Quads on a server, by the SPARQL 1.1 Protocol.

    `location` is the address for queries; `update` that for updates, by default the sibling
    `update` of an address that ends in `query`, else the same. `http://user:password@host/` logs
    in. The server must be set to answer from the union of its graphs (Oxigraph:
    `--union-default-graph`, Fuseki: `tdb2:unionDefaultGraph true`).
    """

    def __init__(
        self, location: str, *, update: str | None = None, timeout: float = 60.0
    ) -> None:
        parts = urlsplit(location)
        if not parts.hostname:
            raise StoreError(f"{location!r} is no address of a SPARQL endpoint")
        self._login = _login(parts.username, parts.password)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        self.address = urlunsplit(bare._replace(path="/query") if bare.path in ("", "/") else bare)
        self.update_address = update or _sibling(self.address)
        self.timeout = timeout

    def _answer(self, form: Form) -> Result:
        self._refuse_foreign(form)
        table = form.kind in ("select", "ask")
        body = self._send(self.address, _asked(form), TABLE if table else TRIPLES)
        try:
            if table:
                found = result_of(parse_query_results(body, format=QueryResultsFormat.JSON))
                return _truth(found) if form.kind == "ask" else found
            return Result("graph", triples=tuple(
                quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)
            ))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.address} gave no SPARQL result: "
                             f"{' '.join(str(error).split())[:120]}") from error

    def _refuse_foreign(self, form: Form) -> None:
        """Refuse FROM with what is no graph of the store: a server might fetch it."""
        asked = {*form.default_graphs, *form.named_graphs}
        for name in sorted(asked - set(self.graphs() if asked else ())):
            raise QueryError(f"FROM <{name}> is refused: the store has no such graph")

    def put_graph(self, iri: str | NamedNode, quads: Iterable[Quad]) -> None:
        graph = NamedNode(name_of(iri))
        self._update(f"DROP SILENT GRAPH {graph} ;\n"
                     f"{_insert(graph, in_graph(graph.value, quads))}")

    def drop_graph(self, iri: str | NamedNode) -> None:
        self._update(f"DROP SILENT GRAPH {NamedNode(name_of(iri))}")

    def graphs(self) -> tuple[str, ...]:
        # grouped: DISTINCT takes Virtuoso a thousand times as long
        rows = self.query("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
        return tuple(sorted(str(graph) for (graph,) in rows))

    def all_quads(self) -> Iterator[Quad]:
        for name in self.graphs():
            graph = NamedNode(name)
            text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
            for triple in self.query(text).triples:
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        waiting = iter(quads)
        while batch := list(islice(waiting, BATCH)):
            graphs: dict[NamedNode, list[Quad]] = {}
            for quad in batch:
                graphs.setdefault(quad.graph_name, []).append(quad)
            self._update(" ;\n".join(_insert(graph, found) for graph, found in graphs.items()))

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def _update(self, sparql: str) -> None:
        self._send(self.update_address, {"update": sparql}, "*/*")

    def _send(self, address: str, form: Mapping[str, Any], accept: str) -> bytes:
        """Post a form and return what comes back; every failure is a StoreError or QueryError."""
        request = Request(address, urlencode(form, doseq=True).encode(), {
            "Accept": accept, "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "quoth", **self._login,
        })
        try:
            with urlopen(request, timeout=self.timeout) as response:
                return response.read()
        except HTTPError as error:
            raise _refused(address, error) from error
        except TimeoutError as error:
            raise StoreError(f"no answer from {address} in {self.timeout:g} s") from error
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            raise StoreError(f"no answer from {address}: {reason}") from error


def _truth(found: Result) -> Result:
    """Return the answer to ASK as true or false; Virtuoso gives a table of one number."""
    if found.kind == "boolean":
        return found
    cells = [cell for row in found.rows for cell in row if cell]
    return Result("boolean", boolean=any(cell.value in ("1", "true") for cell in cells))


def _asked(form: Form) -> dict[str, Any]:
    """Return the fields of a query: FROM beside the text too, where no setting overrules it."""
    return {"query": form.text, "default-graph-uri": form.default_graphs,
            "named-graph-uri": form.named_graphs}


def _refused(address: str, error: HTTPError) -> StoreError | QueryError:
    with error:
        said = " ".join(error.read(500).decode("utf-8", "replace").split())[:200]
    if error.code == 400:
        return QueryError(f"{address} refused the query: {said}")
    if error.code in (401, 403):
        return StoreError(f"{address} wants a login: http://USER:PASSWORD@HOST/...")
    return StoreError(f"{address} answered {error.code} {error.reason}: {said}")


def _login(user: str | None, password: str | None) -> dict[str, str]:
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def _sibling(address: str) -> str:
    """Return the address for updates that belongs to one for queries."""
    parts = urlsplit(address)
    folder, _, last = parts.path.rpartition("/")
    return urlunsplit(parts._replace(path=f"{folder}/update", query="")) if last == "query" \
        else address


def _insert(graph: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> str:
    lines = "\n".join(f"{quad.triple} ." for quad in quads)
    inside = lines if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{lines}\n}}"
    return f"INSERT DATA {{ {inside} }}"
