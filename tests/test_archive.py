"""The archive: what was ingested, all or nothing."""

import sqlite3
from pathlib import Path

import pytest
from quoth.archive import Archive
from quoth.errors import StoreError
from quoth.records import Article, Entity, Facts, Quotation, Span


def facts(key: str, text: str = "She said no.") -> Facts:
    article = Article(key=key, text=text, title="A \u201ctitle\u201d \U0001f600")
    quotation = Quotation("q9-11", article.id, (Span(9, 11),), "no", speaker="actor/ada")
    return Facts(article, (Entity("actor/ada", "person", "Ada"),), (), (quotation,), model="m")


def test_what_is_put_comes_back() -> None:
    with Archive() as archive:
        archive.put([facts("b"), facts("a")], stamp="m")
        assert sorted(archive.keys().values()) == ["a", "b"]
        assert {f.article.key: f for f in archive.facts()} == {"a": facts("a"), "b": facts("b")}
        assert archive.ids() == sorted([facts("a").article.id, facts("b").article.id])


def test_putting_twice_changes_nothing_the_second_time() -> None:
    with Archive() as archive:
        assert len(archive.put([facts("a")], stamp="m")) == 1
        assert archive.put([facts("a")], stamp="m") == []


def test_what_is_in_the_store_is_noted() -> None:
    with Archive() as archive:
        archive.settle({"http://a": "1", "http://b": "1"}, quads="quads-1")
        assert archive.written() == {"http://a": "1", "http://b": "1"}
        archive.settle({"http://b": "2"}, gone=["http://a"], quads="quads-2")
        assert archive.written() == {"http://b": "2"}
        assert archive.state("quads") == "quads-2" and archive.state("settled") == "1"


def test_new_facts_of_an_article_replace_the_old_and_ask_to_be_written() -> None:
    changed = facts("a").replace(quotations=())
    with Archive() as archive:
        archive.put([facts("a")], stamp="m")
        archive.note("settled", "1")
        assert archive.put([changed], stamp="n") == [changed.article.id]
        assert list(archive.facts()) == [changed]
        assert archive.state("settled") is None
        assert archive.made_with("n") == {changed.article.id} and not archive.made_with("m")


def test_a_failed_change_leaves_everything_as_it_was() -> None:
    def broken():
        yield facts("b")
        raise RuntimeError

    with Archive() as archive:
        archive.put([facts("a")], stamp="m")
        archive.note("settled", "1")
        with pytest.raises(RuntimeError):
            archive.put(broken(), stamp="m")
        assert [f.article.key for f in archive.facts()] == ["a"]
        assert archive.state("settled") == "1"


def test_articles_are_found_by_id_its_beginning_or_key() -> None:
    with Archive() as archive:
        archive.put([facts("a.txt"), facts("b.txt"), facts("b.txt", "Other.")], stamp="m")
        one = facts("a.txt").article.id
        assert archive.find("a.txt") == archive.find(one) == archive.find(one[:6]) == [one]
        assert len(archive.find("b.txt")) == 2
        assert archive.find(one[:3]) == [] and archive.find("c.txt") == []


def test_dropped_articles_are_gone() -> None:
    with Archive() as archive:
        archive.put([facts("a"), facts("b")], stamp="m")
        archive.drop([facts("a").article.id])
        assert [f.article.key for f in archive.facts()] == ["b"]
        assert facts("a").article.id not in archive and len(archive) == 1


def test_it_is_kept_on_disk(tmp_path: Path) -> None:
    with Archive(tmp_path / "facts.sqlite") as archive:
        archive.put([facts("a")], stamp="m")
    with Archive(tmp_path / "facts.sqlite") as archive:
        assert list(archive.facts()) == [facts("a")]


def test_a_file_that_is_no_archive_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "facts.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="facts.sqlite.*not a database"):
        Archive(tmp_path / "facts.sqlite")


def test_a_locked_archive_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite"
    with Archive(path) as archive:
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
        archive.patience(0)
        with pytest.raises(StoreError, match="locked"):
            archive.put([facts("a")], stamp="m")
        other.close()
