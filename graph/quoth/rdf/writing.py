"""What the writers of triples share: how triples become quads, and who an outlet is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from quoth.rdf.iris import slug
from quoth.records import Facts

Term = NamedNode | Literal
Triples = Iterator[Triple]


def quads_of(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """Yield the triples as quads of one graph, each once, in the order of their N-Triples."""
    for _, triple in sorted({(str(triple), triple) for triple in triples}, key=lambda p: p[0]):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def about(subject: NamedNode, *pairs: tuple[NamedNode, Term | str | None]) -> Triples:
    """Yield a triple for each predicate whose object is known: no None, no empty text."""
    for predicate, value in pairs:
        if value:
            yield Triple(subject, predicate, value)


def publisher_id(name: str, facts: Facts) -> str:
    """Return the entity id of an outlet: the entity of that name, or one made of the name.

    Where the slug of the name is another entity's id already (a person's, say), the id of the
    outlet ends in `-publisher`.
    """
    organizations = [e for e in facts.entities if e.type == "organization"]
    for entity in organizations:
        if name.casefold() in {entity.name.casefold(), *(a.casefold() for a in entity.aliases)}:
            return entity.id
    made = f"actor/{slug(name)}"
    taken = any(e.id == made and e.type != "organization" for e in facts.entities)
    return f"{made}-publisher" if taken else made
