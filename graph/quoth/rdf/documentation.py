"""The page about the ontology, made from its files: `python -m quoth.rdf.documentation`.

A test holds that `docs/ontology.md` is current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS

from quoth.rdf.namespaces import PREFIXES, QUOTH
from quoth.rdf.queries import NamedQuery, load, names
from quoth.rdf.validate import verify_queries

PAGE = "docs/ontology.md"
SDO = rdflib.Namespace("https://schema.org/")
TERMS = {
    "Classes": (OWL.Class,),
    "Properties between things": (OWL.ObjectProperty,),
    "Properties with a value": (OWL.DatatypeProperty,),
}
RELATIONS = {
    "kind of": RDFS.subClassOf, "narrower than": RDFS.subPropertyOf, "of": RDFS.domain,
    "of one of": SDO.domainIncludes, "to": RDFS.range, "to one of": SDO.rangeIncludes,
    "close to": SKOS.closeMatch, "never a": OWL.disjointWith,
}


def page() -> str:
    """Return the documentation page as Markdown."""
    graph, vocabulary = _graph("quoth.ttl"), _graph("vocab.ttl")
    blocks = [*_head(graph), *_terms(graph), *_vocabularies(vocabulary), *_shapes(),
              *_verify(), *_queries()]
    return "\n\n".join(blocks) + "\n"


def main(target: str = PAGE) -> None:
    """Write the page to `target`."""
    Path(target).write_text(page(), "utf-8")


def _graph(name: str) -> rdflib.Graph:
    text = (files("quoth.ontology") / name).read_text("utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _head(graph: rdflib.Graph) -> Iterator[str]:
    ontology = graph.value(predicate=RDF.type, object=OWL.Ontology)
    yield f"# {graph.value(ontology, DCTERMS.title)}"
    yield "<!-- Made by `python -m quoth.rdf.documentation` from ontology/: change it there. -->"
    yield str(graph.value(ontology, DCTERMS.description))
    version = graph.value(ontology, OWL.versionInfo)
    licence = graph.value(ontology, DCTERMS.license)
    yield (f"Namespace `{QUOTH}` (prefix `quoth`), version {version}, licence <{licence}>. "
           "How the parts hang together is drawn in [ontology/README.md](../ontology/README.md).")
    rows = ((f"`{name}`", f"<{iri}>") for name, iri in sorted(PREFIXES.items()))
    yield "## Prefixes\n\n" + _table(("prefix", "namespace"), rows)


def _terms(graph: rdflib.Graph) -> Iterator[str]:
    for title, kinds in TERMS.items():
        yield f"## {title}"
        terms = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
        for term in sorted(terms):
            yield f"### {_short(term)}\n\n{graph.value(term, RDFS.comment)}"
            relations = [f"- {words}: {', '.join(found)}" for words, found in _related(graph, term)]
            if relations:
                yield "\n".join(relations)


def _related(graph: rdflib.Graph, term: rdflib.term.Node) -> Iterator[tuple[str, list[str]]]:
    for words, predicate in RELATIONS.items():
        found = sorted(f"`{_short(value)}`" for value in graph.objects(term, predicate))
        if found:
            yield words, found


def _vocabularies(graph: rdflib.Graph) -> Iterator[str]:
    yield "## Vocabularies"
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        yield f"### {graph.value(scheme, DCTERMS.title)}"
        yield f"{graph.value(scheme, DCTERMS.description)}"
        tops = sorted(graph.objects(scheme, SKOS.hasTopConcept))
        yield "\n".join(line for top in tops for line in _concepts(graph, top, 0))


def _concepts(graph: rdflib.Graph, concept: rdflib.term.Node, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- `{_short(concept)}`: {graph.value(concept, SKOS.definition)}"
    for narrower in sorted(graph.subjects(SKOS.broader, concept)):
        yield from _concepts(graph, narrower, depth + 1)


def _shapes() -> Iterator[str]:
    graph = _graph("shapes.ttl")
    yield ("## Shapes\n\nWhat `quoth validate` asks of each node (SHACL Core, "
           "[shapes.ttl](../ontology/shapes.ttl)).")
    for target in sorted(graph.objects(None, SH.targetClass)):
        shape = graph.value(predicate=SH.targetClass, object=target)
        inner = graph.objects(shape, SH.property)
        messages = {str(graph.value(constraint, SH.message)) for constraint in inner}
        yield f"### {_short(target)}\n\n" + "\n".join(f"- {text}" for text in sorted(messages))


def _verify() -> Iterator[str]:
    yield ("## Verify queries\n\nWhat `quoth validate` must not find between nodes "
           "([ontology/verify](../ontology/verify)).")
    yield _table(("query", "finds"), ((f"`{name}`", text.partition("\n")[0].lstrip("# "))
                                      for name, text in sorted(verify_queries().items())))


def _queries() -> Iterator[str]:
    yield ("## Queries\n\n`quoth query NAME`, with `--set parameter=value` "
           "([ontology/queries](../ontology/queries)).")
    rows = ((f"`{query.name}`", query.question, _parameters(query)) for query in map(load, names()))
    yield _table(("query", "answers", "parameters"), rows)


def _parameters(query: NamedQuery) -> str:
    return "<br>".join(f"`{p.name}`: {p.description}" for p in query.parameters)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _short(iri: object) -> str:
    """Return an IRI with its prefix, or in full."""
    text = str(iri)
    for name, start in (PREFIXES | _FOREIGN).items():
        if text.startswith(start):
            return f"{name}:{text[len(start) :]}"
    return text


_FOREIGN = {
    "owl": str(OWL), "foaf": "http://xmlns.com/foaf/0.1/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "gaf": "http://groundedannotationframework.org/gaf#",
}

if __name__ == "__main__":
    main(*sys.argv[1:])
