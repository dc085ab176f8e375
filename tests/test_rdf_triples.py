"""From facts to quads: each fact has a home, each span its characters, equal facts equal bytes."""

import logging
import random
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from news_example import BERG, MODEL, facts, statements
from pyoxigraph import Literal, NamedNode, Quad, Store
from quoth.errors import ValidationError
from quoth.rdf.formats import dumps
from quoth.rdf.iris import DEFAULT_BASE, Iris, slug
from quoth.rdf.literals import dated, decimal, plain, tagged
from quoth.rdf.namespaces import (
    ACT,
    DCTERMS,
    ITSRDF,
    MEDIUM,
    NIF,
    ORG,
    PROV,
    QUOTH,
    RDF,
    RDFS,
    SCHEMA,
    XSD,
)
from quoth.rdf.ntriples import quoted
from quoth.rdf.triples import (
    actor_quads,
    article_lines,
    article_quads,
    check,
    derived_graphs,
    meta_quads,
    statement_quads,
)
from quoth.records import Article, Entity, Facts, Mention, Quotation, Role, Span, Statement

TEXT = "Berg said it is “safe”. He agreed."


def one(**known: object) -> Facts:
    """Facts of one article with one quotation."""
    article = Article(key="k", text=TEXT, language="en")
    quotation = Quotation("q10-22", article.id, (Span(10, 22),), TEXT[10:22])
    return Facts(article, quotations=(replace(quotation, **known),))


def objects(quads: list[Quad], predicate: NamedNode) -> list[str]:
    return sorted(quad.object.value for quad in quads if quad.predicate == predicate)


def test_spans_reproduce_the_text() -> None:
    for each in facts():
        quads = list(article_quads(each, with_text=True))
        [text] = objects(quads, NIF.isString)
        assert text == each.article.text
        ends = {q.subject: int(q.object.value) for q in quads if q.predicate == NIF.endIndex}
        begins = {q.subject: int(q.object.value) for q in quads if q.predicate == NIF.beginIndex}
        words = [quad for quad in quads if quad.predicate == NIF.anchorOf]
        assert words
        for quad in words:
            assert quad.object.value == text[begins[quad.subject] : ends[quad.subject]]


def test_the_text_stays_out_unless_asked_for() -> None:
    assert objects(list(article_quads(facts()[0])), NIF.isString) == []


# What each field of a quotation becomes. A new field without a home fails the test below.
HOMES: dict[str, tuple[object, NamedNode, str]] = {
    "act": ("warn", QUOTH.speechAct, ACT.warn.value),
    "addressee": (BERG, QUOTH.addressee, DEFAULT_BASE + BERG),
    "attitude": (True, QUOTH.speechAct, ACT.attitude.value),
    "confidence": (0.5, QUOTH.speakerConfidence, "0.5"),
    "content": ((Span(10, 22),), QUOTH.content, "#char=10,22"),
    "cue": (Span(5, 9), QUOTH.cue, "#char=5,9"),
    "cue_lemma": ("say", QUOTH.cueLemma, "say"),
    "form": ("mixed", QUOTH.form, "form/mixed"),
    "in_capacity": (Role("Mayor", "actor/oslo"), QUOTH.inCapacity, "berg--mayor-of-oslo"),
    "medium": ("letter", QUOTH.medium, MEDIUM.letter.value),
    "mentions": ((BERG,), SCHEMA.mentions, DEFAULT_BASE + BERG),
    "negated": (True, QUOTH.negated, "true"),
    "occasion": ("event/summit", QUOTH.occasion, DEFAULT_BASE + "event/summit"),
    "place": ("actor/oslo", QUOTH.saidAt, DEFAULT_BASE + "actor/oslo"),
    "reasons": (("a", "b"), QUOTH.reason, "a; b"),
    "said_on": ("2022-01", QUOTH.saidOn, "2022-01"),
    "source": (Span(0, 4), QUOTH.speakerMention, "#char=0,4"),
    "speaker": (BERG, QUOTH.speaker, DEFAULT_BASE + BERG),
    "text": ("it is", SCHEMA.text, "it is"),
    "verbatim": ((Span(17, 21),), QUOTH.verbatim, "#char=17,21"),
    "voice": (BERG, QUOTH.voice, DEFAULT_BASE + BERG),
    "within": ("q0-22", QUOTH.within, "/q0-22"),
}
# The IRI, the graph, the words of spans, the label of the speaker, and graph/statements have these.
ELSEWHERE = {"id", "article", "cue_text", "source_text", "speaker_name", "statement"}


def test_every_field_of_a_quotation_has_a_home() -> None:
    assert {field.name for field in fields(Quotation)} == HOMES.keys() | ELSEWHERE


@pytest.mark.parametrize("name", sorted(HOMES))
def test_each_field_reaches_the_graph(name: str) -> None:
    value, predicate, expected = HOMES[name]
    quads = list(article_quads(one(**{"speaker": BERG, name: value})))
    assert any(found.endswith(expected) for found in objects(quads, predicate))


def test_an_attitude_keeps_its_own_act() -> None:
    def acts(**known: object) -> list[str]:
        return objects(list(article_quads(one(**known))), QUOTH.speechAct)

    assert acts(attitude=True, act="hope") == [ACT.hope.value]
    assert acts(attitude=True, act="praise") == [ACT.attitude.value, ACT.praise.value]
    assert acts(attitude=False, act=None) == []


def test_an_unknown_word_is_told_and_left_out(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="quoth"):  # the command line quiets it
        quads = list(article_quads(one(medium="carrier pigeon")))
    assert objects(quads, QUOTH.medium) == []
    assert "'carrier pigeon' is not in the vocabulary" in caplog.text


def test_a_source_that_is_no_mention_refers_to_the_speaker() -> None:
    quads = list(article_quads(one(source=Span(24, 26), speaker=BERG)))
    assert objects(quads, ITSRDF.taIdentRef) == [DEFAULT_BASE + BERG]


def test_a_mention_says_itself_what_it_refers_to() -> None:
    other = Mention(24, 26, "He", "PERSON", form="pronoun", entity="actor/falk", confidence=0.7)
    known = one(source=Span(24, 26), speaker=BERG).replace(mentions=(other, other))
    quads = list(article_quads(known))
    assert objects(quads, ITSRDF.taIdentRef) == [DEFAULT_BASE + "actor/falk"]
    assert objects(quads, ITSRDF.taConfidence) == ["0.7"]
    assert objects(quads, QUOTH.mentionForm) == ["https://w3id.org/quoth/mention/pronoun"]


def test_an_outlet_is_the_entity_of_its_name() -> None:
    article = Article(key="k", text="x", publisher="The Post", agency="The Post")
    entity = Entity("actor/post-group", "organization", "Post Group", aliases=("the post",))
    quads = list(article_quads(Facts(article, (entity,))))
    assert objects(quads, SCHEMA.publisher) == [DEFAULT_BASE + entity.id] * 2
    [original] = {quad.subject for quad in quads if quad.object == SCHEMA.CreativeWork}
    assert objects(quads, SCHEMA.isBasedOn) == [original.value]


def test_an_outlet_is_nobody_of_another_kind() -> None:
    person = Entity("actor/forbes", "person", "Forbes")
    known = Facts(Article(key="k", text="x", publisher="Forbes"), (person,))
    assert objects(list(article_quads(known)), SCHEMA.publisher) == [
        DEFAULT_BASE + "actor/forbes-publisher"]
    labels = {quad.subject.value: quad.object.value for quad in actor_quads([known])
              if quad.predicate == RDFS.label}
    assert labels == {DEFAULT_BASE + "actor/forbes": "Forbes",
                      DEFAULT_BASE + "actor/forbes-publisher": "Forbes"}


def types(quads: list[Quad], entity: str) -> set[str]:
    return {quad.object.value.rpartition("/")[2].rpartition("#")[2] for quad in quads
            if quad.subject.value == DEFAULT_BASE + entity and quad.predicate == RDF.type}


def test_places_act_or_lie_there() -> None:
    quads = list(actor_quads(facts()))
    assert types(quads, "actor/lind") == {"Place"}
    assert types(quads, "actor/norway") == {"Actor", "GeopoliticalEntity"}
    assert types(quads, "actor/lindholm") == {"Actor", "GeopoliticalEntity"}
    assert types(quads, "actor/drivers") == {"Actor", "Group"}
    assert types(quads, BERG) == {"Actor", "Person"}


def test_actors_know_their_names_posts_and_links() -> None:
    quads = list(actor_quads(facts()))
    norway = NamedNode(DEFAULT_BASE + "actor/norway")
    assert [q.object for q in quads if q.subject == norway and q.predicate == SCHEMA.sameAs] == [
        NamedNode("http://www.wikidata.org/entity/Q20")]
    assert {"Berg", "Ms Berg"} <= set(objects(quads, SCHEMA.alternateName))
    assert {"Mayor of Lindholm", "Transport Minister of Norway"} <= set(objects(quads, RDFS.label))
    assert len(objects(quads, ORG.member)) == 3


def test_what_is_referred_to_is_described() -> None:
    known = one(speaker="actor/x-y", in_capacity=Role("head", "actor/works"), voice="actor/z",
                mentions=("actor/w",))
    labels = objects(list(actor_quads([known])), RDFS.label)
    assert labels == ["W", "Works", "X Y", "Z", "head of Works"]


def test_unnamed_sources_stay_in_their_article() -> None:
    actors = list(actor_quads(facts()))
    assert not any("/source" in quad.subject.value for quad in actors)
    here = [q for q in article_quads(facts()[0]) if "/source" in q.subject.value]
    assert {q.predicate for q in here} == {RDF.type, RDFS.label, SCHEMA.affiliation, ORG.member,
                                           ORG.organization, ORG.role}


def test_a_title_alone_is_the_post_known_from_elsewhere() -> None:
    mayor, title = Role("mayor", "actor/oslo"), Role("Mayor")
    berg = Entity(BERG, "person", "Berg", roles=(mayor,))
    known = one(speaker=BERG, in_capacity=title).replace(entities=(berg,))
    assert objects(list(article_quads(known)), QUOTH.inCapacity) == [
        DEFAULT_BASE + "membership/anna-berg--mayor-of-oslo"]


def test_a_capacity_nobody_stated_is_a_membership_too() -> None:
    berg = Entity(BERG, "person", "Berg")
    known = one(speaker=BERG, in_capacity=Role("Mayor")).replace(entities=(berg,))
    [capacity] = objects(list(article_quads(known)), QUOTH.inCapacity)
    members = {q.subject.value for q in actor_quads([known]) if q.predicate == ORG.member}
    assert members == {capacity}


def test_a_post_has_one_label() -> None:
    people = tuple(Entity(f"actor/{n}", "person", n, roles=(Role(title),))
                   for n, title in (("a", "president"), ("b", "President")))
    quads = list(actor_quads([Facts(Article(key="k", text="x"), people)]))
    assert objects(quads, RDFS.label) == ["President", "a", "b"]


def test_the_commonest_name_and_kind_win() -> None:
    named = [Entity("actor/x", kind, name) for kind, name in
             (("person", "Bob"), ("person", "Al"), ("organization", "Al"))]
    quads = list(actor_quads([Facts(Article(key=str(i), text="x"), (entity,))
                              for i, entity in enumerate(named)]))
    assert objects(quads, RDFS.label) == ["Al"]
    assert objects(quads, SCHEMA.alternateName) == ["Bob"]
    assert types(quads, "actor/x") == {"Actor", "Person"}


def test_statements_are_labelled_and_reported() -> None:
    quads = list(statement_quads(statements(), facts()))
    reported = [quad for quad in quads if quad.predicate == QUOTH.reports]
    assert len(reported) == 13 and len({quad.object for quad in reported}) == 12
    assert Literal("the bridge would be open in May", language="en") in {q.object for q in quads}
    empty = Statement("statement/none", None, (), "nothing")
    assert len(list(statement_quads([empty]))) == 2


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert objects(list(meta_quads(facts())), PROV.startedAtTime) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert objects(list(meta_quads(facts())), PROV.startedAtTime) == ["2023-11-14T22:13:20Z"]


def test_each_article_graph_has_a_run_and_a_model() -> None:
    quads = list(meta_quads(facts()))
    made = [quad for quad in quads if quad.predicate == PROV.wasGeneratedBy]
    assert {quad.subject.value for quad in made} >= {
        Iris().graph(each.article.id).value for each in facts()}
    assert MODEL in objects(quads, RDFS.label)


def everything(known: list[Facts], stated: list[Statement], **options: bool) -> bytes:
    quads = [quad for each in known for quad in article_quads(each, **options)]
    for more in derived_graphs(known, stated).values():
        quads += more
    return dumps(quads, "nq")


def test_order_does_not_matter() -> None:
    known, stated = facts(), statements()
    expected = everything(known, stated)
    for seed in range(3):
        random.Random(seed).shuffle(known)
        random.Random(seed).shuffle(stated)
        assert everything(known, stated) == expected


def test_the_base_is_free() -> None:
    for quad in article_quads(facts()[0], base="http://localhost:8000/kg/"):
        assert quad.graph_name.value.startswith("http://localhost:8000/kg/article/")
    for base in ("localhost", "http://a.b", "http://a b/", "urn:x:", "http://a/#"):
        with pytest.raises(ValidationError, match="is no base IRI"):
            Iris(base)


@pytest.mark.parametrize(("name", "expected"), [
    ("José Müller-Łuk, Jr.", "jose-muller-luk-jr"), ("Փաշինյան", "pashinyan"),
    ("O'Neill", "oneill"), ("  ", "x"), ("AT&T", "at-t"),
])
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(("text", "value", "datatype"), [
    ("2022", "2022", XSD.gYear), ("2022-01", "2022-01", XSD.gYearMonth),
    ("2022-01-10", "2022-01-10", XSD.date),
    ("2022-01-10T14:40", "2022-01-10T14:40:00", XSD.dateTime),
    ("2022-01-10T14:40:00.123+04:00", "2022-01-10T10:40:00Z", XSD.dateTime),
    ("2022-01-10 14:40", "2022-01-10T14:40:00", XSD.dateTime),
    ("20220110", "20220110", XSD.string), ("2022-13-40", "2022-13-40", XSD.string),
    ("soon", "soon", XSD.string),
])
def test_dates(text: str, value: str, datatype: NamedNode) -> None:
    assert dated(text) == Literal(value, datatype=datatype)


def test_languages_and_numbers() -> None:
    assert tagged("x", "EN_us") == Literal("x", language="en-us")
    assert tagged("x", "not a tag") == Literal("x", language="und")
    assert [decimal(n).value for n in (0.1 + 0.2, 1e-9, -0.0, 10.0)] == ["0.3", "0", "0", "10"]


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40), st.floats(0, 1))
def test_literals_survive_the_store(text: str, number: float) -> None:
    article = Article(key="k" + text.encode("utf-8", "replace").decode(), text=text + ".",
                      title=text, language="en")
    quotation = Quotation("q0-1", article.id, (Span(0, 1),), text, speaker=BERG,
                          confidence=number)
    quads = set(article_quads(Facts(article, quotations=(quotation,)), with_text=True))
    store = Store()
    store.extend(quads)
    assert set(store) == quads


@pytest.mark.parametrize("begin", range(0, 0x30000, 0x1000))
def test_a_text_is_written_as_its_literal_is(begin: int) -> None:
    text = "".join(map(chr, range(begin, begin + 0x1000)))
    assert quoted(text) == str(plain(text))


def test_the_lines_of_an_article_are_its_quads_in_order() -> None:
    for each in facts():
        lines = article_lines(each)
        assert b"".join(lines).decode() == "".join(f"{q} .\n" for q in article_quads(each))
        assert len({*lines}) == len(lines) == len({*article_quads(each)})
        assert dumps(article_quads(each), "nq") == b"".join(lines)


@pytest.mark.parametrize("known", [
    {"form": "shouted"}, {"speaker": "actor/a#b#c"}, {"content": (Span("0> <x", 1),)}])
def test_what_no_graph_can_hold_is_refused(known: dict) -> None:
    with pytest.raises((ValueError, AttributeError)):
        check(one(**known))
    check(one())


def test_the_key_names_the_article() -> None:
    assert objects(list(article_quads(facts()[0])), DCTERMS.identifier) == ["bridge.txt"]
