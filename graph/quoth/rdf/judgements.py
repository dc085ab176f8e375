"""Who judged which quotation: the graph of corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Quad

from quoth.corrections import Correction, matching
from quoth.rdf.iris import DEFAULT_BASE, Iris, slug
from quoth.rdf.literals import dated, plain
from quoth.rdf.namespaces import PROV, RDF, RDFS
from quoth.rdf.writing import Triples, about, quads_of
from quoth.records import Facts

LABELS = {"right": "confirmed", "speaker": "speaker given", "wrong": "no quotation"}


def correction_quads(facts_all: Sequence[Facts], corrections: Iterable[Correction], *,
                     base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield the quads of `graph/corrections`: each judged quotation comes from a correction.

    The correction, not the quotation, is attributed to the person: a quotation is its speaker's.
    What was judged to be no quotation is not in the graph: the correction influenced the graph of
    the article, which lacks it.
    """
    iris = Iris(base)
    yield from quads_of(_triples(facts_all, corrections, iris), iris.corrections)


def _triples(facts_all: Sequence[Facts], corrections: Iterable[Correction], iris: Iris) -> Triples:
    told = {facts.article.id: facts.quotations for facts in facts_all}
    for correction in corrections:
        article = correction.quotation.article
        quotation = matching(correction.quotation, told.get(article, ()))
        if article not in told or not (quotation or correction.verdict == "wrong"):
            continue
        node = iris.of(f"correction/{article}/{correction.quotation.id}")
        person = iris.of(f"agent/person-{slug(correction.by)}")
        if correction.verdict == "wrong" or not quotation:
            yield from about(iris.graph(article), (PROV.wasInfluencedBy, node))
        else:
            yield from about(iris.quotation(article, quotation.id), (PROV.wasDerivedFrom, node))
        yield from about(node, (RDF.type, PROV.Entity),
                         (RDFS.label, plain(LABELS[correction.verdict])),
                         (PROV.wasAttributedTo, person),
                         (PROV.generatedAtTime, correction.at and dated(correction.at)))
        yield from about(person, (RDF.type, PROV.Agent), (RDFS.label, plain(correction.by)))
