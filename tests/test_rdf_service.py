"""What an endpoint says of itself: in the form that editors ask for."""

from collections.abc import Iterator

from news_example import reprinted, statements
from pyoxigraph import Quad, Store
from quoth.rdf.formats import dumps
from quoth.rdf.iris import DEFAULT_BASE
from quoth.rdf.namespaces import PREFIXES
from quoth.rdf.queries import names
from quoth.rdf.service import (
    CLASSES,
    GRAPHS,
    PARTITIONS,
    Counts,
    dataset_description,
    example_quads,
    examples,
    service_description,
)
from quoth.rdf.triples import article_quads, derived_graphs

ENDPOINT = "https://data.example.org/sparql"


def data() -> Store:
    store = Store()
    for one in reprinted():
        store.extend(article_quads(one))
    for quads in derived_graphs(reprinted(), statements(reprinted())).values():
        store.extend(quads)
    return store


def rows(store: Store, text: str) -> Iterator[dict[str, str]]:
    solutions = store.query(text, use_default_graph_as_union=True)
    for solution in solutions:
        yield {v.value: solution[v].value for v in solutions.variables if solution[v]}


def counts() -> Counts:
    store = data()
    return Counts(*(list(rows(store, "PREFIX sh: <http://www.w3.org/ns/shacl#> " + text))
                    for text in (GRAPHS, CLASSES, PARTITIONS)))


def described() -> Store:
    found = Store()
    for triple in (*service_description(ENDPOINT, counts()), *examples(ENDPOINT)):
        found.add(Quad(*triple))
    return found


def test_the_examples_answer_the_editor() -> None:
    found = described()
    asked = list(rows(found, """PREFIX sh: <http://www.w3.org/ns/shacl#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?comment ?query { ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
                                     sh:select|sh:ask|sh:construct|sh:describe ?query }"""))
    assert len(asked) == len(names())
    store = data()
    for row in asked:
        assert list(rows(store, row["query"])), row["comment"]


def test_the_prefixes_answer_the_editor() -> None:
    asked = {row["prefix"]: row["namespace"] for row in rows(described(), """
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }""")}
    assert asked == PREFIXES | {kind: f"https://data.example.org/{kind}/" for kind in
                                ("actor", "event", "membership", "post", "statement")}


def test_the_partitions_answer_the_editor() -> None:
    asked = list(rows(described(), """PREFIX void: <http://rdfs.org/ns/void#>
        PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        PREFIX ext: <http://ldf.fi/void-ext#>
        SELECT ?class ?property ?to { [] sd:defaultGraph ?g . ?g void:classPartition ?c .
            ?c void:class ?class ; void:propertyPartition ?p . ?p void:property ?property .
            { ?p void:classPartition/void:class ?to } UNION
            { ?p ext:datatypePartition/ext:datatype ?to } }"""))
    quoth, schema = PREFIXES["quoth"], PREFIXES["schema"]
    assert {"class": quoth + "Quotation", "property": quoth + "speaker",
            "to": schema + "Person"} in asked
    assert {"class": quoth + "Quotation", "property": quoth + "speakerConfidence",
            "to": PREFIXES["xsd"] + "decimal"} in asked


def test_counts_are_those_of_the_data() -> None:
    [row] = rows(described(), """PREFIX void: <http://rdfs.org/ns/void#>
        PREFIX quoth: <https://w3id.org/quoth/ns#>
        SELECT ?n { ?c void:class quoth:Quotation ; void:entities ?n }""")
    assert row["n"] == str(sum(len(one.quotations) for one in reprinted()))


def test_examples_are_in_the_graph_and_in_no_count() -> None:
    store = data()
    asked = """PREFIX sh: <http://www.w3.org/ns/shacl#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?sq ?comment ?query { ?sq a sh:SPARQLExecutable ;
            rdfs:label|rdfs:comment ?comment ;
            sh:select|sh:ask|sh:construct|sh:describe ?query } ORDER BY ?sq"""
    assert len(list(rows(store, asked))) == len(names())
    held = {row["graph"]: int(row["n"]) for row in counts().graphs}
    aside = "https://data.example.org/.well-known/sparql-examples"
    assert held[aside] > len(names())
    found = Store()
    for triple in dataset_description(ENDPOINT, counts()):
        found.add(Quad(*triple))
    [row] = rows(found, """PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?n { ?d a void:Dataset ; void:triples ?n }""")
    assert int(row["n"]) == sum(held.values()) - held[aside]
    assert not [quad for quad in found if "shacl#SPARQL" in str(quad.object)]


def test_examples_name_the_endpoint_where_it_is_known() -> None:
    asked = "SELECT DISTINCT ?at { ?sq <https://schema.org/target> ?at }"
    assert [row["at"] for row in rows(described(), asked)] == [ENDPOINT]
    for base, there in ((DEFAULT_BASE, []), ("https://news.example/", ["https://news.example/sparql"])):
        found = Store()
        found.extend(example_quads(base=base))
        assert [row["at"] for row in rows(found, asked)] == there


def test_it_is_the_same_bytes_each_time() -> None:
    assert dumps(described(), "ttl") == dumps(described(), "ttl")
