"""What comes of comparing reports, as triples: who contradicts whom, and what articles left out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from quoth.linking.contradictions import Contradiction, contradictions
from quoth.linking.omissions import Omission, omissions
from quoth.rdf.iris import Iris
from quoth.rdf.literals import plain, tagged
from quoth.rdf.namespaces import QUOTH, RDF, SCHEMA
from quoth.rdf.writing import Triples, about
from quoth.records import Facts, Statement


def comparisons(facts_all: Sequence[Facts], statements: Sequence[Statement], iris: Iris
                ) -> Triples:
    """Yield the contradictions and omissions of all articles."""
    languages = {one.article.id: one.article.language or "und" for one in facts_all}
    for one in contradictions(facts_all):
        yield from contradiction_triples(one, iris)
    for gap in omissions(facts_all, statements):
        yield from omission_triples(gap, languages, iris)


def contradiction_triples(one: Contradiction, iris: Iris) -> Triples:
    """Yield the triples of a contradiction."""
    node = iris.of(f"contradiction/{_name(*one.one, *one.other)}")
    yield from about(node, (RDF.type, QUOTH.Contradiction),
                     (SCHEMA.text, plain(" ↔ ".join(one.words))),
                     *((QUOTH.opposes, iris.quotation(*place)) for place in (one.one, one.other)),
                     *((SCHEMA.mentions, iris.of(entity)) for entity in one.about))


def omission_triples(gap: Omission, languages: Mapping[str, str], iris: Iris) -> Triples:
    """Yield the triples of an omission; `languages` are those of the articles."""
    node = iris.of(f"omission/{_name(gap.article, *gap.of, gap.text)}")
    yield from about(node, (RDF.type, QUOTH.Omission),
                     (SCHEMA.isPartOf, iris.article(gap.article)),
                     (QUOTH.omits, iris.quotation(*gap.of)),
                     (SCHEMA.text, tagged(gap.text, languages[gap.of[0]])))


def _name(*parts: str) -> str:
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]
