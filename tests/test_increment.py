"""A graph after any changes is the graph of a fresh build but for the ids that statements keep."""

import random
import re
import sqlite3
from contextlib import closing
from itertools import chain, permutations
from pathlib import Path

import pytest
from newsroom import ARTICLES
from quoth import settling
from quoth.archive import Archive
from quoth.copies import Copies
from quoth.extraction import Options
from quoth.joining import Joined, reports, tables
from quoth.knowledge import KnowledgeGraph
from quoth.linking.statements import name_after
from quoth.stores import filling
from quoth.web.app import create_app
from starlette.testclient import TestClient

RULES = Options(model="rules")
PLAN = ('"The harbour plan is a gift to speculators and nobody asked the fishermen of Lindau," '
        "{} said on Saturday.")
TEXTS = {
    **ARTICLES,
    "plan.txt": f"LINDAU, March 10, 2024. {PLAN.format('Tomas Berg')} Mayor Anna Keller left.\n",
    "again.txt": ("LINDAU, March 11, 2024. "
                  f"{PLAN.format('Ferry Association chairman Tomas Berg')}\n"),
    "short.txt": ('March 12, 2024. Berg, of Lindau, called the plan "a gift to speculators". '
                  '"We have waited long enough," Anna Keller said.\n'),
    "other.txt": ('March 12, 2024. "It rains in Lindau," the painter Tomas Berg said. '
                  'The prime minister of Norway, Tomas Berg, denied this.\n'),
}
TEXTS["half.txt"] = ('March 13, 2024. "The harbour plan is a gift to speculators," '
                     'Tomas Berg of Lindau told a rally.\n')
TEXTS["other-half.txt"] = ('March 14, 2024. "Nobody asked the fishermen of Lindau," '
                           'Tomas Berg told the council.\n')
TEXTS["copy.txt"] = "From our own desk\n\n" + TEXTS["plan.txt"]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def state(kg: KnowledgeGraph) -> tuple:
    """Return all that a graph holds, with each statement named as in a fresh build."""
    fresh = {one.id: name_after(*one.quotations[0]) for one in kg.statements}
    assert len(set(fresh.values())) == len(fresh)

    def named(line: str) -> str:
        return re.sub(r"statement/[0-9a-f]{16}", lambda found: fresh[found[0]], line)

    with closing(sqlite3.connect(kg.folder / filling.NAME)) as rows:
        words = sorted(named(str(row[1:])) for table in ("report", "entry")
                       for row in rows.execute(f"SELECT * FROM {table}"))
        words += sorted(map(str, chain(rows.execute("SELECT * FROM speaker"),
                                       rows.execute("SELECT * FROM heard"))))
    with kg.fulltext() as index:
        hits = [named(str(index.find(word))) for word in ("plan", "fisherman", "lindau", "rain")]
        hits += [str(index.entries(kind, word)) for kind in ("actor", "article")
                 for word in ("be", "keller", "lindau", "mayor")]
    return (sorted(map(named, kg.store.quads())), sorted(kg.archive.written()),
            sorted(named(str(one)) for one in kg.statements), words, hits)


def built(folder: Path, news: Path, names: list[str]) -> tuple:
    with KnowledgeGraph.open(folder, create=True) as kg:
        kg.add([news / name for name in names], options=RULES)
        assert all(one.id == name_after(*one.quotations[0]) for one in kg.statements)
        return state(kg)


def statement_of(kg: KnowledgeGraph, key: str, words: str) -> str:
    """Return the id of the statement that has these words of an article."""
    return next(q.statement for q in kg.article(key).quotations if words in q.text)


@pytest.mark.parametrize("order", [*permutations(("plan.txt", "again.txt", "short.txt"))])
def test_a_statement_keeps_its_id_in_whatever_order_articles_come(
    order: tuple[str, ...], news: Path, tmp_path: Path
) -> None:
    had: dict[str, str] = {}
    with KnowledgeGraph.open(tmp_path / "kg", create=True) as kg:
        for name in order:
            kg.add(news / name, options=RULES)
            for one in kg.facts:
                for q in one.quotations:
                    place = f"{one.article.key} {q.id}"
                    assert had.setdefault(place, q.statement) == q.statement
                    assert f"{q.statement}>" in " ".join(kg.store.quads())
        first = had
    with KnowledgeGraph.open(tmp_path / "kg") as kg:  # opened anew, it names them so
        assert {f"{one.article.key} {q.id}": q.statement
                for one in kg.facts for q in one.quotations} == first
        statement = max(kg.statements, key=lambda one: len(one.quotations))
        articles = [name for name in order
                    if kg.article(name).article.id in dict(statement.quotations)]
        giver = kg.article(articles[0])
        assert len(articles) > 1
        assert statement.id in {name_after(giver.article.id, q.id) for q in giver.quotations}


def test_the_same_articles_in_the_same_order_give_the_same_bytes(
    news: Path, tmp_path: Path
) -> None:
    found = []
    for name in ("one", "other"):
        with KnowledgeGraph.open(tmp_path / name, create=True) as kg:
            for key in ("short.txt", "again.txt", "plan.txt"):
                kg.add(news / key, options=RULES)
            found.append((list(kg.store.quads()), kg.archive.written(), kg.statements,
                          (tmp_path / name / filling.NAME).read_bytes()))
    assert found[0] == found[1]


def test_a_lost_id_leads_to_the_statement_that_took_its_place(news: Path, tmp_path: Path) -> None:
    """The wire holds both sentences; before it came, each was a statement of its own."""
    with KnowledgeGraph.open(tmp_path / "kg", create=True) as kg:
        kg.add([news / "half.txt", news / "other-half.txt"], options=RULES)
        both = [statement_of(kg, key, word) for key, word in
                (("half.txt", "gift"), ("other-half.txt", "fishermen"))]
        assert both[0] != both[1]
        kg.add(news / "plan.txt", options=RULES)
        kept = statement_of(kg, "plan.txt", "gift")
        assert kept in both and statement_of(kg, "half.txt", "gift") == kept
        for name in both:
            assert kg.diff(name).statement == kept
        [lost] = {*both} - {kept}
        with TestClient(create_app(tmp_path / "kg"), follow_redirects=False) as client:
            moved = client.get(f"/{lost}")
            assert (moved.status_code, moved.headers["location"]) == (301, f"/{kept}/about")
            assert client.get("/statement/0000000000000000").status_code == 404
        kg.remove("plan.txt")
        assert [statement_of(kg, key, word) for key, word in
                (("half.txt", "gift"), ("other-half.txt", "fishermen"))] == both


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_make_what_a_fresh_build_makes(seed: int, news: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    held: set[str] = set()
    for step in range(9):
        with KnowledgeGraph.open(tmp_path / "kg", create=True) as kg:
            some = chance.sample(sorted(TEXTS), chance.randint(1, 3))
            if held and chance.random() < 0.4:
                gone = held & set(some) or {min(held)}
                kg.remove(gone)
                held -= gone
            else:
                kg.add([news / name for name in some], options=RULES)
                held |= set(some)
            found = state(kg) if step % 3 == 2 and held else None
        if found:
            assert found == built(tmp_path / str(step), news, sorted(held))


def test_only_speakers_with_other_quotations_are_clustered(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    joined = reports.joined_reports
    monkeypatch.setattr(reports, "joined_reports", lambda facts, rows, topics: (
        compared.append(rows[0][1].speaker_name), joined(facts, rows, topics))[1])
    with KnowledgeGraph.open(tmp_path / "kg", create=True) as kg:
        kg.add([news / name for name in ("bridge.txt", "plan.txt", "short.txt")], options=RULES)
    assert sorted(compared) == ["Anna Keller", "Tomas Berg"]
    compared.clear()
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        kg.add(news / "again.txt", options=RULES)
        assert compared == ["Tomas Berg"]
        assert max(len(one.quotations) for one in kg.statements) > 1


@pytest.mark.parametrize("spoil", [
    lambda file: file.write_bytes(b""), lambda file: file.unlink(),
    lambda file: file.write_bytes(b"no database at all" * 100),
    lambda file: file.write_bytes(file.read_bytes()[:20_000])])
@pytest.mark.parametrize("name", [tables.NAME, filling.NAME])
def test_what_is_spoiled_or_lost_is_made_anew(name: str, spoil, news: Path, tmp_path: Path
                                              ) -> None:
    names = sorted(TEXTS)
    built(tmp_path / "kg", news, names[1:])
    spoil(tmp_path / "kg" / name)
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        assert len(kg.facts) == len(names) - 1 and kg.search("plan")
        kg.add(news / names[0], options=RULES)
        found = state(kg)
    assert found == built(tmp_path / "fresh", news, names)


@pytest.mark.parametrize("at", ["update", "write", "settle", "written", "index"])
def test_a_change_that_is_cut_off_is_finished_by_the_next_one(
    at: str, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before what is joined, before the quads, before and after the archive's word, at the end."""
    names = sorted(TEXTS)
    built(tmp_path / "kg", news, names[2:])
    owner, name = {"update": (Joined, "update"), "write": (Copies, "write"),
                   "settle": (Archive, "settle"), "written": (Joined, "written"),
                   "index": (settling, "index")}[at]
    with monkeypatch.context() as cut, KnowledgeGraph.open(tmp_path / "kg") as kg:
        cut.setattr(owner, name, _cut_off)
        with pytest.raises(KeyboardInterrupt):
            kg.remove(names[2])
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        kg.add([news / one for one in names[:2]], options=RULES)
        found = state(kg)
    assert found == built(tmp_path / "fresh", news, [*names[:2], *names[3:]])


def _cut_off(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_an_older_archive_under_what_is_joined_is_seen(news: Path, tmp_path: Path) -> None:
    names = sorted(TEXTS)
    built(tmp_path / "kg", news, names[:3])
    older = (tmp_path / "kg" / "facts.sqlite").read_bytes()
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        kg.add(news / names[3], options=RULES)
    (tmp_path / "kg" / "facts.sqlite").write_bytes(older)
    with KnowledgeGraph.open(tmp_path / "kg") as kg:
        assert len(kg.facts) == 3
        kg.add(news / names[4], options=RULES)
        found = state(kg)
    assert found == built(tmp_path / "fresh", news, [*names[:3], names[4]])
