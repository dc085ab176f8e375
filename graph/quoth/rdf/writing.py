"""What the writers of triples share: how triples become quads, and who an outlet is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from quoth.rdf.iris import Iris, slug
from quoth.rdf.namespaces import ORG, RDF
from quoth.records import Facts, Quotation, Role

Term = NamedNode | Literal
Triples = Iterator[Triple]


def quads_of(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """Yield the triples as quads of one graph, each once, in the order of their N-Triples."""
    found = {str(triple): triple for triple in triples}
    for line in sorted(found):
        yield Quad(*found[line], graph)


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


def held(facts: Facts) -> dict[str, set[Role]]:
    """Return the roles of each entity of an article, with those in which somebody spoke."""
    roles: dict[str, set[Role]] = defaultdict(set)
    for entity in facts.entities:
        roles[entity.id] |= {Role(role.title, role.of) for role in entity.roles}
    for quotation in facts.quotations:
        role = capacity(quotation, facts)
        if role and quotation.speaker:
            roles[quotation.speaker].add(role)
    return roles


def membership(entity: str, role: Role, iris: Iris) -> Triples:
    """Yield the triples of somebody's holding of a post."""
    yield from about(
        iris.membership(entity, role),
        (RDF.type, ORG.Membership),
        (ORG.member, iris.of(entity)),
        (ORG.organization, role.of and iris.of(role.of)),
        (ORG.role, iris.post(role)),
    )


def capacity(quotation: Quotation, facts: Facts) -> Role | None:
    """Return the post in which the speaker spoke, as the speaker's roles have it.

    A title alone ("the minister said") is the role with that title that the article gives the
    speaker elsewhere.
    """
    role = quotation.in_capacity
    if role is None or quotation.speaker is None or role.of is not None:
        return role and Role(role.title, role.of)
    known = [known for entity in facts.entities if entity.id == quotation.speaker
             for known in entity.roles if known.title.casefold() == role.title.casefold()]
    held = sorted({(known.title, known.of) for known in known if known.of})
    return Role(*held[0]) if held else Role(role.title)
