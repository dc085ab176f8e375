"""What every store can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from quoth.errors import StoreError
from quoth.stores.guard import Form, check
from quoth.stores.result import Result


class Store(ABC):
    """Quads in named graphs, and SPARQL over them; the default graph is the union of all.

    A context manager: leaving it closes the store. All errors are StoreError or QueryError.
    """

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def query(self, sparql: str) -> Result:
        """Answer a SPARQL 1.1 query; the prefixes of the ontology need no PREFIX line.

        The variables of `SELECT *` come in alphabetical order. Raises QueryError for a malformed
        query, for an update, and for one that would make the store ask another address (SERVICE).
        """
        form = check(sparql)
        result = self._answer(form)
        return result.arranged(sorted(result.variables)) if form.star else result

    @abstractmethod
    def _answer(self, form: Form) -> Result:
        """Answer a query that has been checked."""

    @abstractmethod
    def put_graph(self, iri: str | NamedNode, quads: Iterable[Quad]) -> None:
        """Make the graph hold exactly these quads, all at once or not at all."""

    @abstractmethod
    def drop_graph(self, iri: str | NamedNode) -> None:
        """Remove the graph; one that is not there is no error."""

    @abstractmethod
    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs, sorted."""

    @abstractmethod
    def all_quads(self) -> Iterator[Quad]:
        """Yield every quad, in no order."""

    @abstractmethod
    def bulk_load(self, quads: Iterable[Quad]) -> None:
        """Add many quads fast; after a crash in the middle some of them may be there."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the files or connections; closing twice is no error."""

    def quads(self) -> Iterator[str]:
        """Yield the quads as N-Quads lines, sorted: equal stores give equal lines."""
        yield from sorted(self.lines().decode().split("\n")[:-1])

    def each_line(self) -> Iterator[bytes]:
        """Yield the quads as N-Quads, line by line with its break, in no order."""
        yield from self.lines().splitlines(keepends=True)

    def lines(self) -> bytes:
        """Return the quads as N-Quads, in no order."""
        return serialize(self.all_quads(), format=RdfFormat.N_QUADS) or b""


def name_of(iri: str | NamedNode) -> str:
    """Return the IRI as text; StoreError where it is none."""
    try:
        return iri.value if isinstance(iri, NamedNode) else NamedNode(iri).value
    except ValueError as error:
        raise StoreError(f"{iri!r} is no IRI of a graph") from error


def in_graph(iri: str, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads with `iri` as their graph, whichever they had."""
    graph = NamedNode(iri)
    for quad in quads:
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
