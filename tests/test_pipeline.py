"""The whole line: files in, the same bytes out every time, and no bad article stops it."""

import json
from functools import partial
from pathlib import Path

import pytest
from newsroom import ARTICLES, newsroom
from quoth import archive, extraction, knowledge, pipeline
from quoth.errors import ReadError, StoreError
from quoth.extraction import Annotate, Options, annotate, extract, resolve
from quoth.folders import lock
from quoth.knowledge import KnowledgeGraph
from quoth.pipeline import Built, build
from quoth.progress import Progress
from quoth.reading import expected, read
from quoth.records import Facts
from quoth.views.reports import other_reports

RULES = Options(model="rules")
FILES = ("graph.trig", "graph.nq", "graph.html", "statements.csv")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return newsroom(tmp_path / "news")


def made(paths, out: Path, **options) -> Built:
    built = build(paths, out, options=RULES, **options)
    built.kg.close()
    return built


def output(out: Path) -> dict[str, bytes]:
    """Return the bytes of everything that people look at."""
    paths = [out / name for name in FILES] + sorted((out / "articles").glob("*.html"))
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


def test_a_build_makes_everything(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "out")
    found = output(tmp_path / "out")
    assert all(found.values())
    assert sum(name.startswith("articles/") for name in found) >= len(ARTICLES)
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {*FILES, "articles", "store", ".lock"}


def test_a_build_never_holds_all_facts(news: Path, tmp_path: Path, monkeypatch) -> None:
    made(news, tmp_path / "one")
    monkeypatch.setattr(KnowledgeGraph, "view", property(lambda kg: pytest.fail("all at once")))
    made(news, tmp_path / "two")
    assert output(tmp_path / "one") == output(tmp_path / "two")


def test_what_comes_one_by_one_is_what_is_held_at_once(news: Path, tmp_path: Path) -> None:
    (news / "copy.txt").write_text((news / "ferry.txt").read_text("utf-8") + "\n", "utf-8")
    made(news, tmp_path / "out")
    with knowledge.open(tmp_path / "out") as kg, knowledge.open(tmp_path / "out") as held:
        assert tuple(kg.each()) == held.facts
        assert tuple(kg.each_statement()) == held.statements
        found = other_reports(held.facts, held.statements)
        assert any(found.values())
        assert {pair: kg.reports.get(pair) for pair in found} == found
        assert kg.reports.get((held.articles[0].id, "q1-2")) == []


def test_two_builds_are_the_same_bytes_in_any_order(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "one")
    made([news / name for name in reversed(list(ARTICLES))], tmp_path / "two")
    assert output(tmp_path / "one") == output(tmp_path / "two")


def test_adding_one_by_one_is_building_at_once(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "one")
    first, *others = ARTICLES
    made(news / first, tmp_path / "two")
    with knowledge.open(tmp_path / "two") as kg:
        for name in others:
            kg.add(news / name, options=RULES)
        lines = [line + "\n" for line in kg.store.quads()]
    assert "".join(lines) == (tmp_path / "one" / "graph.nq").read_text("utf-8")


def test_processes_give_the_same_bytes(news: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(extraction, "BATCH", 1)
    made(news, tmp_path / "one")
    made(news, tmp_path / "two", jobs=2)
    assert output(tmp_path / "one") == output(tmp_path / "two")


def test_an_article_met_twice_is_taken_once(news: Path, tmp_path: Path) -> None:
    found = list(extract([news, news / "ferry.txt", news], options=RULES))
    assert sorted(one.article.key for one in found) == sorted(ARTICLES)


def test_facts_travel_as_json(news: Path) -> None:
    for facts in extract(news, options=RULES):
        row = json.loads(json.dumps(facts.to_dict(with_text=True)))
        assert Facts.from_dict(row) == facts


def test_the_parts_make_what_the_line_makes(news: Path) -> None:
    articles = list(read(news))
    parts = list(resolve(articles, annotate(articles, model="rules")))
    assert parts == list(extract(news, options=RULES))


class Poison:
    """An annotator that cannot bear one article."""

    def __init__(self, annotator, word: str) -> None:
        self.annotator, self.word, self.name = annotator, word, annotator.name
        self.seen: list[str] = []

    def __call__(self, article):
        if self.word in article.text:
            raise ZeroDivisionError("a fault\nof the model")
        self.seen.append(article.key)
        return self.annotator(article)

    def each(self, articles):
        for article in articles:
            yield article, partial(self, article)


@pytest.fixture
def poison(monkeypatch) -> Poison:
    made = Poison(extraction._annotator("rules"), "Harbour")
    monkeypatch.setattr(extraction, "_annotator", lambda model: made)
    return made


def test_an_article_that_cannot_be_annotated_is_refused(
    news: Path, tmp_path: Path, poison: Poison
) -> None:
    built = made(news, tmp_path / "out")
    [row] = map(json.loads, (tmp_path / "out" / "rejected.jsonl").read_text().splitlines())
    assert row == {"key": "harbour.txt", "reason": "ZeroDivisionError: a fault of the model"}
    assert [one.key for one in built.rejected] == ["harbour.txt"]
    with knowledge.open(tmp_path / "out") as kg:
        assert [one.key for one in kg.articles] == ["bridge.txt", "ferry.txt"]


def test_without_somebody_to_tell_a_bad_article_raises(news: Path) -> None:
    with pytest.raises(ReadError, match="empty"):
        (news / "empty.txt").write_bytes(b"")
        list(extract(news, options=RULES))


def test_a_clean_build_leaves_no_list_of_refused_inputs(
    news: Path, tmp_path: Path, poison: Poison
) -> None:
    made(news, tmp_path / "out")
    poison.word = "\0"
    made(news, tmp_path / "out")
    assert not (tmp_path / "out" / "rejected.jsonl").exists()


def test_an_interrupted_build_goes_on_where_it_stopped(
    news: Path, tmp_path: Path, poison: Poison, monkeypatch
) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done == 2:
            raise KeyboardInterrupt

    poison.word = "\0"
    monkeypatch.setattr(archive, "CHUNK", 1)
    monkeypatch.setattr(extraction, "BATCH", 1)
    made(news / "ferry.txt", tmp_path / "out")
    old = output(tmp_path / "out")
    poison.seen.clear()
    with pytest.raises(KeyboardInterrupt):
        made(news, tmp_path / "out", on_progress=stop)
    assert output(tmp_path / "out") == old
    with knowledge.open(tmp_path / "out") as kg:
        assert [one.key for one in kg.articles] == ["ferry.txt"]
    made(news, tmp_path / "out")
    assert len(poison.seen) == len(ARTICLES)  # nothing is made twice
    made(news, tmp_path / "other")
    assert output(tmp_path / "out") == output(tmp_path / "other")


def test_what_an_interrupted_build_left_is_not_taken_by_another(
    news: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(archive, "CHUNK", 1)

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made([news / "bridge.txt", news / "ferry.txt"], tmp_path / "out", on_progress=stop)
    made(news / "harbour.txt", tmp_path / "out")
    with knowledge.open(tmp_path / "out") as kg:
        assert [one.key for one in kg.articles] == ["harbour.txt"]


def test_a_build_replaces_the_older_graph(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "out")
    made(news / "bridge.txt", tmp_path / "out")
    made(news / "bridge.txt", tmp_path / "new")
    assert output(tmp_path / "out") == output(tmp_path / "new")


def test_a_foreign_folder_is_not_overwritten(news: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "store").mkdir(parents=True)
    (tmp_path / "out" / "store" / "novel.txt").write_text("Chapter 1")
    with pytest.raises(StoreError, match="not a store of Quoth"):
        made(news, tmp_path / "out")
    assert (tmp_path / "out" / "store" / "novel.txt").read_text() == "Chapter 1"


def test_two_builds_of_one_folder_do_not_meet(news: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(pipeline, "lock", partial(lock, patience=0))
    (tmp_path / "out").mkdir()
    with lock(tmp_path / "out", name=".lock"), pytest.raises(StoreError, match="another process"):
        made(news, tmp_path / "out")
    made(news, tmp_path / "out")


def test_a_folder_that_cannot_be_written_is_said(news: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot make the folder"):
        made(news, tmp_path / "file" / "out")


def test_progress_is_told(news: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    made(news, tmp_path / "out", on_progress=told.append)
    assert [one.item for one in told if one.stage == "reading"] == sorted(ARTICLES)
    assert list(dict.fromkeys(one.stage for one in told)) == [
        "reading", "joining people", "joining articles", "comparing speakers", "storing",
        "indexing", "writing"]
    assert all(one.done == one.total == len(ARTICLES) for one in last_of_each(told)
               if one.stage.startswith(("joining", "storing", "indexing")))


def last_of_each(told: list[Progress]) -> list[Progress]:
    return list({one.stage: one for one in told}.values())


def test_another_release_makes_the_facts_anew(news: Path, tmp_path: Path, monkeypatch) -> None:
    def stop(now: Progress) -> None:
        if now.stage == "joining people":
            raise KeyboardInterrupt

    seen = []
    read = extraction.Annotate._one
    monkeypatch.setattr(extraction.Annotate, "_one", lambda work, article, *rest: (
        seen.append(article.key), read(work, article, *rest))[1])
    with pytest.raises(KeyboardInterrupt):
        made(news, tmp_path / "out", on_progress=stop)
    seen.clear()
    with pytest.raises(KeyboardInterrupt):
        made(news, tmp_path / "out", on_progress=stop)
    assert seen == []
    monkeypatch.setattr(extraction, "__version__", "9.9")
    made(news, tmp_path / "out")
    assert seen == sorted(ARTICLES)


def test_the_stamp_changes_with_model_and_entities(tmp_path: Path) -> None:
    entities = tmp_path / "entities.jsonl"
    entities.write_text('{"id": "actor/anna-keller", "name": "Anna Keller", "type": "person"}\n')
    plain, own = Annotate(RULES), Annotate(Options("rules", str(entities)))
    assert plain.stamp != own.stamp
    before = own.stamp
    entities.write_text('{"id": "actor/tomas-berg", "name": "Tomas Berg", "type": "person"}\n')
    assert own.stamp != before


def test_the_total_is_known_before_and_after_an_interrupt(news: Path, tmp_path: Path) -> None:
    rows = [json.dumps({"text": f"Mayor Anna Keller said that it rained {n} times."})
            for n in range(3)]
    (news / "more.jsonl").write_text("\n".join([*rows, "", "{broken"]), "utf-8")
    told: list[Progress] = []

    def stop(now: Progress) -> None:
        told.append(now)
        if len(told) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(news, tmp_path / "out", on_progress=stop, on_reject=lambda _: None)
    assert {now.total for now in told} == {len(ARTICLES) + 4}
    told.clear()
    made(news, tmp_path / "out", on_progress=told.append, on_reject=lambda _: None)
    reading = [now.done for now in told if now.stage == "reading"]
    assert reading == list(range(1, len(ARTICLES) + 4))  # those of the first run are done


@pytest.mark.parametrize(("name", "size"), [("a.txt", 1), ("a.html", 1), ("a.jsonl", 2),
                                            ("a.csv", None), ("a.jsonl.gz", None), ("a.pdf", 0)])
def test_what_a_file_holds_is_told_where_it_is_cheap(tmp_path: Path, name: str, size: int | None
                                                    ) -> None:
    (tmp_path / name).write_bytes(b"{}\n\n{}\n")
    assert expected(tmp_path / name) == size
    assert expected("https://example.org/feed.xml") is None


def test_a_build_of_nothing_leaves_the_older_graph(news: Path, tmp_path: Path) -> None:
    out, empty = tmp_path / "out", tmp_path / "empty"
    made([news], out)
    before = {name: (out / name).read_bytes() for name in FILES}
    empty.mkdir()
    for paths in ([tmp_path / "nowhere"], [empty]):
        with pytest.raises(ReadError, match="stays as it was"):
            build(paths, out, options=RULES)
        assert {name: (out / name).read_bytes() for name in FILES} == before
        assert not (out / ".store-new").exists()
    with knowledge.KnowledgeGraph.open(out / "store") as kg:
        assert len(kg.articles) == len(ARTICLES)
