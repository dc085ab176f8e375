"""Words to statements: forms, phrases, filters, and an index that follows the store."""

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import ARTICLES, newsroom
from outlets import outlets
from quoth.cli import main
from quoth.errors import QueryError, StoreError
from quoth.extraction import Options
from quoth.knowledge import KnowledgeGraph
from quoth.records import Article, Entity, Facts, Quotation, Role, Span
from quoth.stores.filling import NAME, update, write
from quoth.stores.fulltext import FullText

RULES = Options(model="rules")


def facts(*texts: str, speaker: str = "actor/ada", name: str = "Ada Lovelace", of: str = "",
          **known: object) -> list[Facts]:
    """Return one article a text, which is one quotation."""
    found = []
    for number, text in enumerate(texts):
        article = Article(key=f"{of}{number}.txt", text=text, published=f"2024-05-{number + 1:02}",
                          publisher="The Herald")
        quotation = Quotation(f"q0-{len(text)}", article.id, (Span(0, len(text)),), text,
                              speaker=speaker, statement=f"statement/{name}{number}", **known)
        entity = Entity(speaker, "person", name, aliases=("the Countess",))
        found.append(Facts(article, (entity,), quotations=(quotation,)))
    return found


def texts(index: FullText, words: str, **known: object) -> list[str]:
    return [hit.text for hit in index.find(words, **known)]


INDEX = FullText.of(facts(
    "Colour revolutions are over", "The color of the revolution", "The dam was stabilised",
    "Élodie met the emperor", "Путин приехал"))


@pytest.mark.parametrize(("words", "found"), [
    ("colour revolution", 2), ('"colour revolution"', 1), ("REVOLUTION", 2), ("stability", 1),
    ("elodie", 1), ("Élodie emperor", 1), ("emp*", 1), ("revol*", 2), ("путин", 1),
    ("dam revolution", 0), ("nowhere", 0), ('"revolution colour"', 0), ('"colour revol', 0),
])
def test_words_are_found(words: str, found: int) -> None:
    assert len(texts(INDEX, words)) == found


def test_people_and_articles_are_found_as_they_are_typed() -> None:
    known = {one.id: one for one in (
        Entity("actor/lukasz", "person", "Łukasz Żółw", roles=(Role("mayor"),)),
        Entity("actor/ko", "person", "Mayor Ko"), Entity("actor/hidden", "unnamed", "a mayor"))}
    index = FullText.of(facts("A mayor's dog", name="Ada Lovelace"), known)
    assert index.entries("actor", "MAYOR") == (2, ["actor/ko", "actor/lukasz"])
    assert index.entries("actor", "MAYOR", limit=1, start=1) == (2, ["actor/lukasz"])
    assert index.entries("actor", "zołw luk") == (1, ["actor/lukasz"])
    assert index.entries("actor", "łukasz zołw") == (1, ["actor/lukasz"])
    assert index.entries("actor", "luk zolw") == (0, [])  # only the last is a beginning
    assert index.entries("article", "herald")[0] == 1 and not index.entries("statement", "dog")[0]


def test_statements_are_found_as_they_are_typed() -> None:
    def typed(words: str, **known: int) -> list[str]:
        return [hit.text for hit in INDEX.statements(words, **known)[1]]

    assert typed("revol") == typed("revolution") and len(typed("revol")) == 2
    assert typed("lovelace revolutions") and typed("ada emp") == ["Élodie met the emperor"]
    assert typed("emp dam") == []
    assert typed('"colour revolution"') == ["Colour revolutions are over"]
    assert typed("revolution", limit=1, start=1) == typed("revolution")[1:]
    assert INDEX.statements("revolution", limit=1)[0] == 2
    [hit] = INDEX.statements("color rev", limit=1)[1]
    assert [hit.text[a:b].lower()[:3] for a, b in hit.marks] == ["col", "rev"]
    twice = FullText.of([*facts("Rain on the hills"), *facts("Rain on the hills", "Rain on hills",
                                                             name="Bea", of="other ")])
    assert twice.statements("rain")[0] == 3


def test_statements_of_one_speaker_are_found_as_they_are_typed() -> None:
    index = FullText.of([*facts("We sail", "We sink"), *facts(
        "You sail", of="b ", speaker="actor/jose-nunez", name="José Núñez")])

    def typed(words: str, speaker: str, **known: int) -> tuple[int, list[str]]:
        count, hits = index.statements(words, speaker=speaker, **known)
        return count, [hit.text for hit in hits]

    assert typed("sail", "") == (2, ["We sail", "You sail"])
    assert typed("sail", "lovel") == typed("sai", "ADA") == (1, ["We sail"])
    assert typed("sail", "nunez") == typed("sail", "actor/jose-nunez") == (1, ["You sail"])
    assert typed("sail", "countess") == (2, ["We sail", "You sail"])
    assert typed("", "ada") == (2, ["We sail", "We sink"])
    assert typed("", "ada", limit=1, start=1) == (2, ["We sink"])
    for words, speaker in (("sink", "nunez"), ("sail", "%"), ("", "nobody"), ("?", "ada"),
                           ("", "")):
        assert typed(words, speaker) == (0, [])


def test_a_speaker_is_found_by_the_id_of_wikidata() -> None:
    found = [replace(one, entities=tuple(replace(e, wikidata="Q7259") for e in one.entities))
             for one in facts("We sail")]
    index = FullText.of([*found, *facts("You sail", of="b ", speaker="actor/roe", name="Roe")])
    assert texts(index, "sail", speaker="Q7259") == texts(index, "sail", speaker="ada")
    assert not texts(index, "sail", speaker="Q1")


def test_any_words_may_be_typed() -> None:
    for odd in ("", "  ", '"', "*", "NEAR(", "a AND", "\x00", "\ud800", "-", "col:x", "(" * 99,
                'mayor" OR "x', "forms : x", "💬", "x" * 3000, "a b " * 200):
        assert INDEX.statements(odd)[0] <= 5 and INDEX.entries("actor", odd)[0] <= 1


@pytest.mark.parametrize("words", ["", "  ", "!?", '""', "*", '"'])
def test_a_search_without_a_word_is_refused(words: str) -> None:
    with pytest.raises(QueryError, match="holds no word"):
        INDEX.find(words)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_nothing_is_syntax(words: str) -> None:
    try:
        INDEX.find(words, speaker=words, outlet=words)
    except QueryError as error:
        assert "holds no word" in str(error)


@pytest.mark.parametrize("words", ["dam OR emperor", "dam NOT colour", "NEAR(dam emperor)",
                                   "forms : dam emperor", "dam AND emperor", "-dam"])
def test_operators_are_words(words: str) -> None:
    assert len(texts(INDEX, words)) == (words == "-dam")


def test_filters_are_parts_of_names() -> None:
    index = FullText.of([*facts("We sail"), *facts("You sail", of="b ", speaker="actor/jose-nunez",
                                                    name="José Núñez")])
    assert texts(index, "sail", speaker="lovel") == texts(index, "sail", speaker="ADA") == [
        "We sail"]
    assert texts(index, "sail", speaker="nunez") == ["You sail"]
    assert len(texts(index, "sail", speaker="countess")) == 2
    assert texts(index, "sail", speaker="%") == []
    assert len(texts(index, "sail", outlet="herald")) == 2
    assert texts(index, "sail", outlet="courier") == []


def test_a_statement_comes_once_in_its_best_wording() -> None:
    index = FullText.of(outlets()[0])
    hits = index.find("dam torn down", speaker="finn")
    assert len(hits) == 1 and hits[0].outlet == "Courier"
    assert len(index.find("mill river")) > len({h.statement for h in hits})


def test_limits_and_order() -> None:
    index = FullText.of(facts(*(f"The ship {'sails ' * n}again" for n in range(1, 9))))
    hits = index.find("sails", limit=3)
    assert len(hits) == 3 and hits == index.find("sails", limit=8)[:3]


def test_what_was_found_is_marked() -> None:
    [hit] = FullText.of(facts("The Revolutions’ colours, revolutionary")).find("revolution colou*")
    assert [hit.text[a:b] for a, b in hit.marks] == ["Revolutions", "colours"]


def test_what_was_not_said_is_not_found() -> None:
    assert FullText.of(facts("what it cost", negated=True)).find("cost") == []


def test_odd_texts_are_held() -> None:
    index = FullText.of(facts("half \ud83d of a pair", "nul \x00 byte", "'quoted\" text"))
    assert len(index.find("pair")) == len(index.find("byte")) == len(index.find("quoted")) == 1


# -- beside a store


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for name in "ab":
        (tmp_path / name).mkdir()
        write(tmp_path / name, facts("We sail", "You sail"), {}.get, stamp="x")
        found.append((tmp_path / name / NAME).read_bytes())
    assert found[0] == found[1]


def test_an_article_more_or_less_is_found_or_not(tmp_path: Path) -> None:
    first, second = [*facts("We sail"), *facts(
        "You sail on", speaker="actor/jose-nunez", name="José", of="other ")]
    bea, zoe = (Entity("actor/jose-nunez", "person", name) for name in ("Bea Roe", "Zoe Roe"))
    write(tmp_path, [first], {}.get, stamp="1")
    assert not update(tmp_path, [], [], [], {}.get, before="0", stamp="2")
    assert update(tmp_path, [second], [], [], {bea.id: bea}.get, before="1", stamp="2")
    with FullText.open(tmp_path, stamp="2") as index:
        assert index.statements("sail bea")[0] == 1 and len(texts(index, "sail")) == 2
        assert index.entries("actor", "roe") == (1, [bea.id])
    assert update(tmp_path, [first], [], [], {zoe.id: zoe}.get, before="2", stamp="3")
    assert update(tmp_path, [second], [], [], {zoe.id: zoe}.get, before="3", stamp="4")
    with FullText.open(tmp_path, stamp="4") as index:
        assert (index.statements("sail bea")[0], index.statements("sail zoe")[0]) == (0, 1)
    assert update(tmp_path, [], [second.article.id], [], {}.get, before="4", stamp="5")
    with FullText.open(tmp_path, stamp="5") as index:
        assert texts(index, "sail") == ["We sail"]
        assert index.entries("actor", "roe") == (0, [])


def test_an_index_of_another_state_is_not_used(tmp_path: Path) -> None:
    write(tmp_path, facts("We sail"), {}.get, stamp="now")
    assert FullText.open(tmp_path, stamp="later") is None
    with FullText.open(tmp_path, stamp="now") as index:
        assert texts(index, "sail") == ["We sail"]
    (tmp_path / NAME).write_bytes(b"no database at all" * 100)
    assert FullText.open(tmp_path, stamp="now") is None
    assert FullText.open(tmp_path / "nowhere", stamp="now") is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot write"):
        write(tmp_path / "missing", facts("We sail"), {}.get, stamp="x")


@pytest.fixture
def kg(tmp_path: Path):
    with KnowledgeGraph.open(tmp_path / "store", create=True) as kg:
        kg.add(newsroom(tmp_path / "news"), options=RULES)
        yield kg


def stored(kg: KnowledgeGraph) -> list[str]:
    with closing(sqlite3.connect(kg.folder / NAME)) as rows:
        return sorted(f"{table} {row[1:] if table in ('report', 'entry') else row}" for table in
                      ("report", "entry", "speaker", "heard") for row in rows.execute(
                          f"SELECT * FROM {table}"))


def test_the_index_follows_what_is_added_and_removed(kg: KnowledgeGraph, tmp_path: Path) -> None:
    before = stored(kg)
    assert [hit.name for hit in kg.search("fishermen")] == ["Tomas Berg"]
    kg.remove("harbour.txt")
    assert kg.search("fishermen") == []
    kg.add(tmp_path / "news" / "harbour.txt", options=RULES)
    assert kg.search("fishermen") and stored(kg) == before
    others = [name for name in ARTICLES if name != "harbour.txt"]
    with KnowledgeGraph.open(tmp_path / "fresh", create=True) as fresh:
        for name in others:
            fresh.add(tmp_path / "news" / name, options=RULES)
        kg.remove("harbour.txt")
        assert stored(kg) == stored(fresh)


def test_without_an_index_the_articles_are_searched(kg: KnowledgeGraph) -> None:
    found = kg.search("bridge")
    (kg.folder / NAME).unlink()
    assert kg.search("bridge") == found
    with sqlite3.connect(kg.folder / NAME) as rows:
        rows.execute("CREATE TABLE stamp (value TEXT)")
    rows.close()
    assert kg.search("bridge") == found


def test_memory_and_folder_find_the_same(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with KnowledgeGraph.open() as memory:
        memory.add(tmp_path / "news", options=RULES)
        assert memory.search("ferries") == kg.search("ferries") != []


def test_every_quotation_is_found_by_its_words(kg: KnowledgeGraph) -> None:
    for one in kg.quotations:
        if not one.negated:
            assert one.statement in {hit.statement for hit in kg.search(one.text, limit=99)}


def test_the_command(kg: KnowledgeGraph, capsys) -> None:
    kg.close()
    store = ["-s", str(kg.folder)]
    assert main(["search", "ferry", "--speaker", "berg", *store]) == 0
    out = capsys.readouterr().out
    assert "Tomas Berg" in out and "{ferries}" in out
    assert main(["search", "ferry", "berg", *store, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["search", "bridge", *store, "--format", "csv", "--limit", "1"]) == 0
    assert len(list(csv.reader(capsys.readouterr().out.splitlines(keepends=True)))) == 2
    assert main(["search", "zeugma", *store]) == 0
    assert "nothing found" in capsys.readouterr().err
    assert main(["search", "?", *store]) == 1
    assert capsys.readouterr().err.count("\n") == 1
