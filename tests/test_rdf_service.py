"""What an endpoint says of itself: in the form that editors ask for."""

from collections.abc import Iterator

from news_example import facts, statements
from pyoxigraph import NamedNode, Quad, Store
from quoth.rdf.formats import dumps
from quoth.rdf.namespaces import PREFIXES
from quoth.rdf.queries import names
from quoth.rdf.service import examples, service_description
from quoth.rdf.triples import article_quads, derived_graphs

ENDPOINT = "https://data.example.org/sparql"


def data() -> Store:
    store = Store()
    for one in facts():
        store.extend(article_quads(one))
    for quads in derived_graphs(facts(), statements()).values():
        store.extend(quads)
    return store


def rows(store: Store, text: str) -> Iterator[dict[str, str]]:
    solutions = store.query(text, use_default_graph_as_union=True)
    for solution in solutions:
        yield {v.value: solution[v].value for v in solutions.variables if solution[v]}


def described(writable: bool = False) -> Store:
    store = data()
    found = Store()
    for triple in service_description(ENDPOINT, lambda text: rows(store, text),
                                      writable=writable):
        found.add(Quad(*triple))
    for triple in examples(ENDPOINT):
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
    assert row["n"] == "12"


def test_update_is_told_only_where_it_is() -> None:
    update = NamedNode("http://www.w3.org/ns/sparql-service-description#SPARQL11Update")
    assert not any(quad.object == update for quad in described())
    assert any(quad.object == update for quad in described(writable=True))


def test_it_is_the_same_bytes_each_time() -> None:
    assert dumps(described(), "ttl") == dumps(described(), "ttl")
