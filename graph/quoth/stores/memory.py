"""A store in memory, by rdflib: for small graphs, and to work on with rdflib's own tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.evaluate import evalQuery

from quoth.errors import QueryError, StoreError
from quoth.stores.base import Store, in_graph, name_of
from quoth.stores.guard import Form, translated
from quoth.stores.result import Result, term_of


class MemoryStore(Store):
    """Quads in an `rdflib.Dataset`, which `dataset` gives out."""

    def __init__(self) -> None:
        self._dataset: rdflib.Dataset | None = rdflib.Dataset(default_union=True)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The quads as rdflib has them, with the union of the graphs as default graph."""
        if self._dataset is None:
            raise StoreError("the store in memory is closed")
        return self._dataset

    def _answer(self, form: Form) -> Result:
        query = translated(form.text)
        query.algebra.datasetClause = None  # rdflib would fetch what FROM names from the network
        dataset = self._chosen(form) if form.has_dataset else self.dataset
        try:
            return _result(evalQuery(dataset, query))
        except RecursionError as error:
            raise QueryError("the query is nested too deeply") from error
        except Exception as error:  # rdflib raises bare Exception and more for what it cannot do
            raise QueryError(f"rdflib cannot answer: {' '.join(str(error).split())}") from error

    def _chosen(self, form: Form) -> rdflib.Dataset:
        """Return a dataset of the graphs of FROM and FROM NAMED alone."""
        chosen = rdflib.Dataset(default_union=False)
        for name in form.default_graphs:
            for triple in self.dataset.graph(rdflib.URIRef(name)):
                chosen.default_graph.add(triple)
        for name in form.named_graphs:
            for triple in self.dataset.graph(rdflib.URIRef(name)):
                chosen.graph(rdflib.URIRef(name)).add(triple)
        return chosen

    def put_graph(self, iri: str | NamedNode, quads: Iterable[Quad]) -> None:
        graph = name_of(iri)
        rows = [_quad(self.dataset, quad) for quad in in_graph(graph, quads)]
        self.drop_graph(graph)
        self.dataset.addN(rows)

    def drop_graph(self, iri: str | NamedNode) -> None:
        self.dataset.remove_graph(rdflib.URIRef(name_of(iri)))

    def graphs(self) -> tuple[str, ...]:
        return tuple(sorted(str(graph.identifier) for graph in self.dataset.graphs()
                            if graph.identifier != DATASET_DEFAULT_GRAPH_ID and len(graph)))

    def all_quads(self) -> Iterator[Quad]:
        for s, p, o, g in self.dataset.quads():
            graph = NamedNode(str(g)) if g else pyoxigraph.DefaultGraph()
            yield Quad(node_of(s), node_of(p), node_of(o), graph)  # type: ignore[arg-type]

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        self.dataset.addN(_quad(self.dataset, quad) for quad in quads)

    def close(self) -> None:
        self._dataset = None


def _result(answer: Mapping[str, Any]) -> Result:
    if answer["type_"] == "ASK":
        return Result("boolean", boolean=answer["askAnswer"])
    if answer["type_"] == "SELECT":
        names = answer["vars_"]
        rows = tuple(tuple(term_of(node_of(row.get(name))) for name in names)
                     for row in answer["bindings"])
        return Result("bindings", tuple(str(name) for name in names), rows)
    return Result("graph", triples=tuple(
        Triple(*map(node_of, triple)) for triple in answer["graph"]
    ))


def node_of(term: rdflib.term.Node | None) -> Any:
    """Return an rdflib term as a pyoxigraph one, its numbers in canonical form."""
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return pyoxigraph.Literal(str(term), language=term.language)
        datatype = term.datatype or rdflib.XSD.string
        return pyoxigraph.Literal(_canonical(term), datatype=NamedNode(str(datatype)))
    raise StoreError(f"no RDF term: {term!r}")


def _canonical(term: rdflib.Literal) -> str:
    """Return the lexical form as Oxigraph would write it."""
    if term.datatype == rdflib.XSD.decimal:
        text = format(term.toPython().normalize(), "f")
        return "0" if text == "-0" else text
    if term.datatype == rdflib.XSD.dateTime:
        return str(term).replace("+00:00", "Z")
    return str(term)


def term_from(node: Any) -> rdflib.term.Node:
    """Return a pyoxigraph term as an rdflib one, its lexical form untouched."""
    if isinstance(node, NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, BlankNode):
        return rdflib.BNode(node.value)
    if isinstance(node, pyoxigraph.Literal):
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        datatype = rdflib.URIRef(node.datatype.value)
        plain = datatype == rdflib.XSD.string
        return rdflib.Literal(node.value, datatype=None if plain else datatype, normalize=False)
    return DATASET_DEFAULT_GRAPH_ID


def _quad(dataset: rdflib.Dataset, quad: Quad) -> tuple[Any, Any, Any, Any]:
    graph = dataset.graph(term_from(quad.graph_name))
    return (*map(term_from, quad.triple), graph)
