"""The knowledge graph: what is in it is what was put in, whatever happened in between."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import cache, partial
from itertools import permutations
from pathlib import Path

import pytest
from newsroom import ARTICLES, newsroom
from quoth import archive, copies, extraction, knowledge
from quoth.archive import Archive
from quoth.errors import QueryError, ReadError, StoreError
from quoth.extraction import Options
from quoth.folders import lock, recover, switch
from quoth.knowledge import KnowledgeGraph
from quoth.stores import open_store
from quoth.stores.oxigraph import OxigraphStore

RULES = Options(model="rules")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return newsroom(tmp_path / "news")


@pytest.fixture
def kg(news: Path, tmp_path: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(tmp_path / "store", create=True) as kg:
        kg.add(news, options=RULES)
        yield kg


def content(kg: KnowledgeGraph) -> list[str]:
    lines = list(kg.store.quads())
    assert lines
    return lines


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """Return the quads of a graph that never held anything else than these articles."""
    folder = tmp_path_factory.mktemp("fresh")
    news = newsroom(folder / "news")

    @cache
    def made(*names: str) -> list[str]:
        with KnowledgeGraph.open(folder / "-".join(["of", *names]), create=True) as kg:
            for name in names:
                kg.add(news / name, options=RULES)
            return content(kg)

    return made


def test_adding_twice_is_adding_once(kg: KnowledgeGraph, news: Path) -> None:
    before = content(kg)
    assert kg.add(news, options=RULES) == []
    assert content(kg) == before


def test_what_was_removed_was_never_there(kg: KnowledgeGraph, news: Path, fresh) -> None:
    for name in ARTICLES:
        others = [other for other in ARTICLES if other != name]
        assert len(kg.remove(name)) == 1
        assert content(kg) == fresh(*others)
        assert len(kg.articles) == 2
        kg.add(news / name, options=RULES)
    assert content(kg) == fresh(*ARTICLES)


def test_the_order_of_articles_does_not_matter(fresh) -> None:
    first, *others = (fresh(*names) for names in permutations(ARTICLES))
    assert all(other == first for other in others)


def test_everything_can_be_removed(kg: KnowledgeGraph) -> None:
    kg.remove([one.id for one in kg.articles])
    assert kg.articles == kg.quotations == kg.statements == ()
    with KnowledgeGraph.open(kg.folder.parent / "empty", create=True) as empty:
        assert content(kg) == content(empty)


def test_only_what_changed_is_written(kg: KnowledgeGraph, news: Path, monkeypatch) -> None:
    written = []
    put = OxigraphStore.put_graph
    monkeypatch.setattr(OxigraphStore, "put_graph", lambda store, iri, quads: (
        written.append(str(iri)), put(store, iri, quads)))
    (news / "new.txt").write_text('"It rains," Olga Prins said.\n', "utf-8")
    [added] = kg.add(news, options=RULES)
    articles = [iri for iri in written if "/article/" in iri]
    assert articles == [kg.iris.graph(added).value]


class Killed(BaseException):
    """Stands in for a process that is killed."""


def dying(call, after: int):
    """Return `call`, which dies when it is called once more than `after` times."""
    left = [after]

    def wrapped(*args, **options):
        if not left[0]:
            raise Killed
        left[0] -= 1
        return call(*args, **options)

    return wrapped


PLACES = [(Archive, "put"), (Archive, "drop"), (Archive, "settle"), (OxigraphStore, "put_graph"),
          (OxigraphStore, "drop_graph"), (OxigraphStore, "close"), (copies, "clone")]


@pytest.mark.parametrize(("owner", "name"), PLACES, ids=[name for _, name in PLACES])
def test_a_killed_change_is_finished_by_the_next_opening(
    owner, name: str, news: Path, tmp_path: Path, fresh, monkeypatch
) -> None:
    for after in (0, 1, 3):
        folder = tmp_path / str(after)
        with KnowledgeGraph.open(folder, create=True) as kg:
            kg.add([news / "bridge.txt", news / "harbour.txt"], options=RULES)
        with monkeypatch.context() as patch, suppress(Killed):
            patch.setattr(owner, name, dying(getattr(owner, name), after))
            kg = KnowledgeGraph.open(folder)
            kg.add(news / "ferry.txt", options=RULES)
            kg.remove("harbour.txt")
        kg.close()
        with KnowledgeGraph.open(folder) as again:
            held = sorted(again.archive.keys().values())
            assert {"bridge.txt"} < {*held} <= {*ARTICLES} or held == ["bridge.txt"]
            assert content(again) == fresh(*held)
            again.remove(held)  # and it can still be changed
            again.add(news, options=RULES)
            assert len(list(folder.glob("quads-*"))) <= 2


def test_a_reader_sees_the_old_graph_until_it_looks_again(
    kg: KnowledgeGraph, news: Path
) -> None:
    with KnowledgeGraph.open(kg.folder) as reader:
        before = content(reader)
        kg.remove("ferry.txt")
        kg.remove("harbour.txt")
        assert content(reader) == before
        reader.reload()
        assert content(reader) == content(kg) != before


def test_a_graph_can_be_read_while_another_process_changes_it(kg: KnowledgeGraph) -> None:
    before = content(kg)
    with lock(kg.folder):
        kg.archive.drop(kg.archive.find("ferry.txt"))  # not settled yet
        with KnowledgeGraph.open(kg.folder) as reader:
            assert content(reader) == before
    with KnowledgeGraph.open(kg.folder) as reader:
        assert len(content(reader)) < len(before)


def test_two_do_not_change_a_graph_at_once(kg: KnowledgeGraph, news: Path, monkeypatch) -> None:
    monkeypatch.setattr(knowledge, "lock", partial(lock, patience=0))
    monkeypatch.setattr(KnowledgeGraph, "_changing", lambda self: knowledge.lock(self.folder))
    with lock(kg.folder), pytest.raises(StoreError, match="another process is changing"):
        kg.remove("ferry.txt")
    assert len(kg.remove("ferry.txt")) == 1


def test_lost_quads_are_made_again(kg: KnowledgeGraph) -> None:
    before = content(kg)
    kg.close()
    for folder in kg.folder.glob("quads-*"):
        shutil.rmtree(folder)
    with KnowledgeGraph.open(kg.folder) as again:
        assert content(again) == before


def test_a_bad_article_is_refused_and_the_others_are_added(news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    refused = []
    with KnowledgeGraph.open(tmp_path / "store", create=True) as kg:
        kg.add(news, options=RULES, on_reject=refused.append)
        assert len(kg.articles) == len(ARTICLES)
    [one] = refused
    assert "empty.txt" in one.key and "empty" in one.reason


def test_an_error_leaves_in_what_was_read_before_it(
    news: Path, tmp_path: Path, fresh, monkeypatch
) -> None:
    monkeypatch.setattr(extraction, "BATCH", 1)
    monkeypatch.setattr(archive, "CHUNK", 1)
    with KnowledgeGraph.open(tmp_path / "store", create=True) as kg:
        with pytest.raises(ReadError, match="nowhere.txt"):
            kg.add([news / "ferry.txt", tmp_path / "nowhere.txt"], options=RULES)
        assert [one.key for one in kg.articles] == ["ferry.txt"]
        assert content(kg) == fresh("ferry.txt")


def test_memory_and_disk_hold_the_same(kg: KnowledgeGraph, news: Path) -> None:
    with KnowledgeGraph.open() as memory:
        memory.add(news, options=RULES)
        assert content(memory) == content(kg)


def test_articles_are_in_the_order_of_publication(kg: KnowledgeGraph) -> None:
    assert [one.key for one in kg.articles] == ["bridge.txt", "ferry.txt", "harbour.txt"]
    assert [one.article for one in kg.quotations] == [
        facts.article.id for facts in kg.facts for _ in facts.quotations]


def test_quotations_are_tied_to_the_text(kg: KnowledgeGraph) -> None:
    texts = {one.id: one.text for one in kg.articles}
    assert kg.quotations
    for quotation in kg.quotations:
        for span in quotation.content:
            assert span.of(texts[quotation.article]) in quotation.text


def test_each_quotation_has_a_statement_and_each_statement_a_quotation(kg: KnowledgeGraph) -> None:
    pairs = [pair for statement in kg.statements for pair in statement.quotations]
    assert sorted(pairs) == sorted((q.article, q.id) for q in kg.quotations)
    assert {q.statement for q in kg.quotations} == {s.id for s in kg.statements}


def test_an_article_is_found_by_key_and_id(kg: KnowledgeGraph) -> None:
    facts = kg.article("bridge.txt")
    assert kg.article(facts.article.id) == kg.article(facts.article.id[:8]) == facts
    with pytest.raises(QueryError, match="no article"):
        kg.article("nowhere.txt")


def test_a_quotation_is_found_by_iri_and_by_article(kg: KnowledgeGraph) -> None:
    facts = kg.article("bridge.txt")
    one = facts.quotations[0]
    iri = kg.iris.quotation(facts.article.id, one.id).value
    assert kg.quotation(iri) == kg.quotation(f"bridge.txt/{one.id}") == (facts, one)
    with pytest.raises(QueryError, match="no quotation 'q1-2'"):
        kg.quotation("bridge.txt/q1-2")


def test_an_explanation_shows_the_words_and_the_reasons(kg: KnowledgeGraph) -> None:
    facts = kg.article("bridge.txt")
    one = next(q for q in facts.quotations if "waited" in q.text)
    found = dict(kg.explain(f"bridge.txt/{one.id}"))
    assert found["said"] == f"{one.text} [{one.content[0].start}:{one.content[0].end}]"
    assert "Keller" in found["source"] and "Anna Keller" in found["speaker"]
    assert "said" in found["cue"]


def test_named_queries_and_sparql_are_answered(kg: KnowledgeGraph) -> None:
    found = kg.query("who-said-what", speaker="keller").values()
    assert found and all("Keller" in row["speaker"] for row in found)
    assert kg.query("ASK { ?q a <https://w3id.org/quoth/ns#Quotation> }").boolean


def test_wrong_queries_are_refused_in_one_line(kg: KnowledgeGraph) -> None:
    for query, parameters in [("who-said-wat", {}), ("who-said-what", {"nobody": "x"}),
                              ("SELECT {", {}), ("ASK { ?s ?p ?o }", {"speaker": "x"})]:
        with pytest.raises(QueryError) as raised:
            kg.query(query, **parameters)
        assert "\n" not in str(raised.value)


def test_another_base_makes_other_iris_and_is_kept(news: Path, tmp_path: Path) -> None:
    base = "https://news.example.net/kg/"
    with KnowledgeGraph.open(tmp_path / "store", create=True, base=base) as kg:
        kg.add(news / "bridge.txt", options=RULES)
        first = content(kg)
        assert kg.query("who-said-what", speaker="keller").rows
    assert any(base in line for line in first)
    assert not any("data.example.org" in line for line in first)
    with KnowledgeGraph.open(tmp_path / "store") as kg:
        kg.add(news / "ferry.txt", options=RULES)
        assert not any("data.example.org" in line for line in content(kg))


def test_the_base_of_a_graph_cannot_change(kg: KnowledgeGraph) -> None:
    kg.close()
    with pytest.raises(StoreError, match="begin with https://data.example.org/"):
        KnowledgeGraph.open(kg.folder, base="https://news.example.net/")


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no knowledge graph in .*quoth build"):
        KnowledgeGraph.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_switch_that_was_cut_off_is_undone(tmp_path: Path) -> None:
    place, new = tmp_path / "store", tmp_path / "new"
    for folder, text in ((place, "old"), (new, "new")):
        folder.mkdir()
        (folder / "file").write_text(text)
    (place).rename(tmp_path / ".store-old")  # killed between the two renames
    recover(place)
    assert (place / "file").read_text() == "old"
    switch(new, place)
    assert (place / "file").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]


def test_the_store_is_a_plain_store_too(kg: KnowledgeGraph) -> None:
    before = content(kg)
    quads = kg.archive.state("quads")
    kg.close()
    with open_store(kg.folder / quads) as store:
        assert list(store.quads()) == before


@pytest.fixture
def sealed() -> Iterator[Callable[[Path], Path]]:
    """Give a function that copies a folder to where this process may read and not write."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)

        def seal(folder: Path) -> Path:
            found = Path(shutil.copytree(folder, place / "kg"))
            for path in (*found.rglob("*"), found):
                path.chmod(0o555 if path.is_dir() else 0o444)
            place.chmod(0o755)
            if not root:
                os.seteuid(65534)  # root may write whatever the modes say
            return found

        root = os.geteuid()
        try:
            yield seal
        finally:
            os.seteuid(root)
            for path in place.rglob("*"):
                path.chmod(0o755)


OLDER = """
DROP TRIGGER article_new; DROP TRIGGER article_changed; DROP TRIGGER article_gone;
DROP TABLE changed; DROP TABLE statement;
"""


@pytest.mark.parametrize("older", [False, True])
def test_a_store_that_nobody_may_write_is_read(older: bool, kg: KnowledgeGraph, sealed) -> None:
    """An older one has not all tables of today, and nothing beside the facts and the quads."""
    kg.add(newsroom(kg.folder.parent / "all"), options=RULES)
    quads, facts = sorted(kg.store.quads()), kg.facts
    if older:
        with closing(sqlite3.connect(kg.folder / "facts.sqlite")) as rows:
            rows.executescript(OLDER)
        for name in ("joined.sqlite", "fulltext.sqlite"):
            (kg.folder / name).unlink()
    folder = sealed(kg.folder)
    with KnowledgeGraph.open(folder) as again:
        assert sorted(again.store.quads()) == quads and again.facts == facts
        assert again.search("ferries") and again.query("speakers").rows
        with pytest.raises(StoreError, match="cannot write"):
            again.remove("ferry.txt")
    with KnowledgeGraph.open(folder) as again:
        assert sorted(again.store.quads()) == quads


def test_an_unfinished_store_that_nobody_may_write_is_one_line(kg: KnowledgeGraph, sealed) -> None:
    kg.archive.note("settled", None)
    with pytest.raises(StoreError, match=r"^cannot write in .*: look at the rights of the folder$"):
        KnowledgeGraph.open(sealed(kg.folder))
