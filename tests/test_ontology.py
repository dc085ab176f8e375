"""The ontology: documented, used, closed in Python, and its queries answered alike everywhere."""

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from news_example import reprinted, statements
from pyoxigraph import RdfFormat
from quoth.linking.words import word_sets
from quoth.rdf import documentation, queries
from quoth.rdf.formats import dumps
from quoth.rdf.iris import Iris
from quoth.rdf.namespaces import ACT, FORM, MEDIUM, MENTION, QUOTH, ClosedNamespace
from quoth.rdf.triples import ATTITUDES, article_quads, derived_graphs
from quoth.rdf.validate import verify_queries
from quoth.stores import Store, open_store
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = ROOT / "ontology"
TURTLE = sorted(ONTOLOGY.glob("*.ttl"))
TERMS = rdflib.Graph().parse(ONTOLOGY / "quoth.ttl")
VOCABULARY = rdflib.Graph().parse(ONTOLOGY / "vocab.ttl")
OWN = sorted(str(term) for term in set(TERMS.subjects(RDFS.isDefinedBy)))
ASIDE = ("https://w3id.org/", Iris().examples.value)  # the same in every graph
EXAMPLE = ONTOLOGY / "example" / "example.trig"


def example_quads() -> list[pyoxigraph.Quad]:
    found = [quad for one in reprinted() for quad in article_quads(one)]
    for graph, quads in derived_graphs(reprinted(), statements(reprinted())).items():
        if not graph.value.startswith(ASIDE):
            found += quads
    return found


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_files_parse_in_both_engines(path: Path) -> None:
    ours = {str(triple) for triple in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE)}
    assert len(rdflib.Graph().parse(path)) == len(ours) > 0


@pytest.mark.parametrize("term", OWN, ids=lambda term: term.rpartition("#")[2])
def test_each_term_is_documented(term: str) -> None:
    node = rdflib.URIRef(term)
    assert TERMS.value(node, RDFS.label) and str(TERMS.value(node, RDFS.comment)).endswith(".")
    assert set(TERMS.objects(node, RDF.type)) & {OWL.Class, OWL.ObjectProperty,
                                                 OWL.DatatypeProperty}


def test_no_term_is_used_without_being_defined() -> None:
    used = {str(node) for triple in TERMS for node in triple if isinstance(node, rdflib.URIRef)}
    assert {iri for iri in used if iri.startswith(str(QUOTH))} == set(OWN)


def test_the_namespace_is_closed_over_the_terms() -> None:
    assert {str(QUOTH) + name for name in QUOTH} == set(OWN)
    with pytest.raises(AttributeError, match="has no term 'speakr'"):
        _ = QUOTH.speakr


@pytest.mark.parametrize("scheme", [FORM, ACT, MEDIUM, MENTION], ids=str)
def test_the_vocabularies_are_closed_too(scheme: ClosedNamespace) -> None:
    concepts = set(VOCABULARY.subjects(SKOS.inScheme, rdflib.URIRef(str(scheme))))
    assert {str(scheme) + name for name in scheme} == {str(concept) for concept in concepts}
    for concept in concepts:
        assert VOCABULARY.value(concept, SKOS.prefLabel)
        assert VOCABULARY.value(concept, SKOS.definition)
        tops = VOCABULARY.transitive_objects(concept, SKOS.broader)
        assert any((top, SKOS.topConceptOf, rdflib.URIRef(str(scheme))) in VOCABULARY
                   for top in tops)


def test_attitudes_are_those_of_the_vocabulary() -> None:
    top = rdflib.URIRef(str(ACT) + "attitude")
    below = VOCABULARY.transitive_subjects(SKOS.broader, top)
    assert {str(act).rpartition("/")[2] for act in below} == ATTITUDES


def test_the_cue_lexicon_names_known_acts() -> None:
    words = (ROOT / "graph/quoth/nlp/words/cues.tsv").read_text("utf-8").splitlines()
    words += (ROOT / "graph/quoth/nlp/words/acts.tsv").read_text("utf-8").splitlines()
    acts = {line.split("\t")[1] for line in words if line and not line.startswith("#")}
    assert {act for act in acts if act not in ACT} == set()


def test_the_media_of_the_linker_are_known() -> None:
    assert set(word_sets().media.values()) <= set(MEDIUM)


def test_the_example_uses_each_term() -> None:
    used = {node.value for quad in example_quads() for node in quad.triple
            if isinstance(node, pyoxigraph.NamedNode)}
    # The property above content, cue and the others is there to be asked for by a reasoner.
    assert set(OWN) - used == {QUOTH.span.value}


def test_the_example_file_is_current() -> None:
    assert EXAMPLE.read_bytes() == dumps(example_quads(), "trig"), (
        "write it anew: python tests/test_ontology.py")


def test_no_triple_is_in_two_graphs() -> None:
    triples = [quad.triple for quad in example_quads()]
    assert len(triples) == len(set(triples))


def test_no_blank_nodes() -> None:
    assert "_:" not in dumps(example_quads(), "nt").decode().replace('"', " ")


def test_the_documentation_is_current() -> None:
    page = (ROOT / documentation.PAGE).read_text("utf-8")
    assert page == documentation.page(), "write it anew: python -m quoth.rdf.documentation"


def test_the_documentation_names_everything() -> None:
    page = documentation.page()
    for term in OWN:
        assert f"### quoth:{term.rpartition('#')[2]}\n" in page
    for name in (*queries.names(), *verify_queries()):
        assert f"| `{name}` |" in page


def test_the_readme_counts_right() -> None:
    classes = set(TERMS.subjects(RDF.type, OWL.Class))
    readme = (ONTOLOGY / "README.md").read_text("utf-8")
    assert f"{len(classes)} classes and {len(OWN) - len(classes)} properties" in readme
    for path in (*TURTLE, *ONTOLOGY.glob("*/")):
        assert path.name.startswith("_") or f"`{path.name}" in readme


def test_the_header_of_the_ontology_is_complete() -> None:
    ontology = TERMS.value(predicate=RDF.type, object=OWL.Ontology)
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator,
                      DCTERMS.created, OWL.versionIRI, OWL.versionInfo):
        assert TERMS.value(ontology, predicate)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    folder = tmp_path_factory.mktemp("stores") / "store"
    both = open_store(None), open_store(folder, create=True)
    quads = [*example_quads()]
    for graph, more in derived_graphs(reprinted(), statements(reprinted())).items():
        quads += more if graph.value.startswith(ASIDE) else []
    for store in both:
        store.bulk_load(quads)
    return both


@pytest.mark.parametrize("name", queries.names())
def test_each_query_is_answered_alike(name: str, stores: tuple[Store, Store]) -> None:
    text = queries.load(name).fill()
    memory, disk = (store.query(text) for store in stores)
    assert memory == disk
    assert disk.rows, "the example should have an answer to every query"


@pytest.mark.parametrize("name", queries.names())
def test_each_query_has_a_header(name: str) -> None:
    query = queries.load(name)
    assert query.question.endswith(("?", "."))
    assert all(parameter.description for parameter in query.parameters)
    assert {f"${p.name}" for p in query.parameters} == set(
        re.findall(r"\$\w+", query.text))


def rows(stores: tuple[Store, Store], name: str, **values: str) -> list[tuple[str, ...]]:
    result = stores[1].query(queries.load(name).fill(values))
    return [tuple(str(cell or "") for cell in row) for row in result.rows]


def test_who_said_what(stores: tuple[Store, Store]) -> None:
    assert rows(stores, "who-said-what", speaker="solheim") == [(
        "Ingrid Solheim", "Norway will pay a third of the bridge", "2022-03-04",
        "Toll on the Lind bridge: a letter from Oslo", "indirect", "Lindholm Today")]
    everything = rows(stores, "who-said-what")
    assert len(everything) == 13  # the residents, in two prints
    assert "what it cost" not in {row[1] for row in everything}


def test_same_statement(stores: tuple[Store, Store]) -> None:
    [row] = rows(stores, "same-statement")
    assert (row[0], row[4], row[8]) == (
        "Anna Berg", "The new bridge over the Lind will open in May",
        "the bridge would be open in May")


def test_chains_and_voices(stores: tuple[Store, Store]) -> None:
    assert rows(stores, "chains") == [("Jonas Falk", "Anna Berg", "nobody would pay a toll")]
    assert [row[:3] for row in rows(stores, "delivered-by-another")] == [
        ("Ingrid Solheim", "Per Lunde", "letter")]


def test_attitudes_and_acts(stores: tuple[Store, Store]) -> None:
    assert [row[:3] for row in rows(stores, "attitudes")] == [
        ("Jonas Falk", "hope", "Norway will pay its share")]
    assert [row[:2] for row in rows(stores, "speech-acts")] == [
        ("Lind Bridge Company", "call for")]
    assert [row[:2] for row in rows(stores, "speech-acts", act="act:commissive")] == [
        ("Anna Berg", "promise"), ("Ingrid Solheim", "promise")]


def test_posts(stores: tuple[Store, Store]) -> None:
    assert rows(stores, "posts-and-members", person="berg") == [(
        "Anna Berg", "Mayor of Lindholm", "Lindholm", "Mayor Anna Berg", "2022-03-03")]
    assert rows(stores, "on-behalf-of")[1][:3] == (
        "Lindholm", "Anna Berg", "Mayor of Lindholm")


def test_doubtful(stores: tuple[Store, Store]) -> None:
    assert [row[:2] for row in rows(stores, "doubtful")] == [("0.6", "Anna Berg")]
    assert len(rows(stores, "doubtful", below="0.9")) == 6


if __name__ == "__main__":
    EXAMPLE.write_bytes(dumps(example_quads(), "trig"))
