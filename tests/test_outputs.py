"""The files beside a store after any change are those of a build, and only what changed is written.
"""

import random
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest
from newsroom import ARTICLES
from quoth import outputs, stamps
from quoth.cli import main
from quoth.corrections import Correction
from quoth.exports import tabled
from quoth.extraction import Options
from quoth.joining import Joined
from quoth.joining.watch import Watch
from quoth.knowledge import KnowledgeGraph
from quoth.outputs import NAME, Outputs
from quoth.pipeline import build, write_outputs
from quoth.rdf.spool import Spool
from quoth.sheets import NAME as SHEETS
from quoth.sheets import Sheets
from quoth.stores.oxigraph import OxigraphStore
from quoth.views import article as pages
from quoth.views import page as graph_page
from quoth.views.census import Census
from quoth.views.payload import actor_part, article_part

RULES = Options(model="rules")
TEXTS = {
    **ARTICLES,
    "plan.txt": ('LINDAU, March 10, 2024. "The harbour plan is a gift to speculators and nobody '
                 'asked the fishermen of Lindau," Tomas Berg said on Saturday. Mayor Anna Keller '
                 "left.\n"),
    "again.txt": ('LINDAU, March 11, 2024. "The harbour plan is a gift to speculators and nobody '
                  'asked the fishermen of Lindau," Ferry Association chairman Tomas Berg said.\n'),
    "short.txt": ('March 12, 2024. Berg, of Lindau, called the plan "a gift to speculators". '
                  '"We have waited long enough," Anna Keller said.\n'),
    "rain.txt": 'March 12, 2024. "It rains <here> & there," the painter Emil Brandt said.\n',
    "chess.txt": 'March 13, 2024. "I had no time left," Rosa Lindqvist, the champion, said.\n',
    "opera.txt": 'March 14, 2024. The tenor, Carl Holm, said that the hall was "too dry".\n',
}
TEXTS["copy.txt"] = "From our own desk\n\n" + TEXTS["plan.txt"]
WIRE = "\n\n".join(
    f'LINDAU, March 9, 2024. Pier {n} is to be closed for {n + 2} months, Mayor Anna Keller said. '
    f'"We have {n + 30} boats to move before winter," the engineer, Rosa Lindqvist, told the town, '
    f'which meets on every Monday after the {n + 1}th.' for n in range(4)) + "\n"
KNOWN = 'March 15, 2024. "It is over," German Chancellor Olaf Scholz said in Berlin.\n'


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for name, text in (TEXTS | {"known.txt": KNOWN}).items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def made(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "out"
    names = sorted({*TEXTS} - {"again.txt", "copy.txt"})
    build([news / name for name in names], out, options=RULES).kg.close()
    return out


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """Return a folder of its own, with the times of the files, as `cp -a` copies it."""
    return Path(shutil.copytree(made, tmp_path / "out"))


def change(verb: str, *what: object, out: Path) -> None:
    model = ["--model", "rules"] if verb == "add" else []
    assert main([verb, *map(str, what), "-s", str(out), *model]) == 0


def files(out: Path) -> dict[str, bytes]:
    found = [path for path in out.rglob("*") if path.is_file() and "store" not in path.parts]
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


def as_built(out: Path) -> dict[str, bytes]:
    """Return the files that are written for the same store where nothing is known of them."""
    other = out.with_name("other")
    shutil.rmtree(other, ignore_errors=True)
    for name in ("store", "corrections"):
        if (out / name).is_dir():
            shutil.copytree(out / name, other / name)
    (other / "store" / NAME).unlink()
    with KnowledgeGraph.open(other) as kg:
        write_outputs(kg, other)
    (other / ".lock").touch()
    return files(other)


def articles(out: Path) -> set[str]:
    """Return the names of the pages of the articles that the graph holds."""
    with KnowledgeGraph.open(out) as kg:
        return {f"{name}.html" for name in kg.archive.ids()}


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing but a change in parts write the graph."""
    monkeypatch.setattr(Outputs, "_write_all", lambda files, _: pytest.fail("written as a whole"))


def test_an_article_more_changes_the_files_in_parts(news: Path, out: Path, in_parts: None) -> None:
    change("add", news / "again.txt", out=out)
    assert {f"articles/{name}" for name in articles(out)} <= {*files(out)}
    change("remove", "rain.txt", out=out)
    assert b"Emil Brandt" not in b"".join(files(out).values())
    change("add", news / "copy.txt", news / "rain.txt", out=out)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_changes_the_files_are_those_of_a_build(seed: int, news: Path, out: Path) -> None:
    chance, held = random.Random(seed), {*TEXTS} - {"again.txt", "copy.txt"}
    for _ in range(4):
        some = set(chance.sample(sorted(TEXTS), chance.randint(1, 3)))
        if chance.random() < 0.5 and held & some and held - some:
            change("remove", *sorted(held & some), out=out)
            held -= some
        else:
            change("add", *(news / name for name in sorted(some)), out=out)
            held |= some
        assert files(out) == as_built(out)


def test_the_files_of_a_build_are_those_that_the_store_gives(made: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(made, tmp_path / "out"))
    assert files(out) == as_built(out)


def test_a_build_does_not_ask_the_store_for_its_quads(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OxigraphStore, "each_line", lambda store: pytest.fail("asked"))
    build(news / "rain.txt", tmp_path / "out", options=RULES).kg.close()


def test_lines_of_another_state_are_not_written(news: Path, out: Path) -> None:
    wanted = as_built(out)
    (out / "store" / NAME).unlink()
    with Spool() as spool, KnowledgeGraph.open(out) as kg:
        deque(spool.through(b"<g>", [b"<s> <p> <o> <g> .\n"]), maxlen=0)
        for spool.state in (None, "other"):
            write_outputs(kg, out, spool=spool)
            assert files(out) == wanted


def test_what_came_to_the_store_alone_comes_to_the_files_in_parts(
    news: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as watched:
        watched.setattr(Outputs, "_write_all", lambda files, _: pytest.fail("written as a whole"))
        watched.setattr(KnowledgeGraph, "each", lambda kg: pytest.fail("all articles are read"))
        change("add", news / "again.txt", "--store-only", out=out)
        change("remove", "rain.txt", "short.txt", "--store-only", out=out)
        change("add", news / "copy.txt", news / "rain.txt", out=out)
        change("remove", "plan.txt", "--store-only", out=out)
        change("add", news / "rain.txt", out=out)
    assert files(out) == as_built(out)


def test_a_correction_comes_to_the_files_in_parts(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with KnowledgeGraph.open(out) as kg:
        facts = kg.article("opera.txt")
        kg.correct(Correction("wrong", facts.quotations[0], "Anna"))
        with monkeypatch.context() as watched:
            watched.setattr(Outputs, "_write_all", lambda *_: pytest.fail("written as a whole"))
            write_outputs(kg, out)
        assert files(out) == as_built(out)
        kg.uncorrect(facts.article.id, facts.quotations[0].id)
        write_outputs(kg, out)
    assert files(out) == as_built(out)


def test_of_other_articles_nothing_is_read(news: Path, out: Path, monkeypatch) -> None:
    read: list[str] = []
    get = Joined.get
    monkeypatch.setattr(Joined, "get", lambda joined, article: (
        read.append(article), get(joined, article))[1])
    change("remove", "chess.txt", out=out)
    assert not read
    change("add", news / "chess.txt", out=out)
    [chess] = {*read}
    assert (out / "articles" / f"{chess}.html").is_file()


def test_sheets_tell_what_the_articles_do(news: Path, out: Path, tmp_path: Path) -> None:
    for name, head in (("wire.txt", ""), ("desk.txt", "From our own desk\n\n")):
        (tmp_path / name).write_text(head + WIRE, "utf-8")
        change("add", tmp_path / name, news / "again.txt", out=out)
        assert files(out) == as_built(out)
    change("remove", "rain.txt", out=out)
    sheets = Sheets(out / "store" / SHEETS, anew=False)
    with KnowledgeGraph.open(out) as kg:
        found, wanted = sheets.census(), Census(kg.each())
        assert dict(found.known) == wanted.known and len(found.known) == len(wanted.known)
        assert (found.heard, found.same) == (wanted.heard, wanted.same) and found.same
        assert found.size == wanted.size
        assert [*sheets.parts()] == [*map(article_part, kg.each())]
        assert [*sheets.tabled()] == [tabled(facts, wanted.known) for facts in kg.each()]
        assert [*sheets.actors()] == [actor_part(one) for one in kg.actors]
    sheets.close(keep=False)


def test_what_adds_nothing_writes_nothing(news: Path, out: Path, monkeypatch) -> None:
    monkeypatch.setattr(Outputs, "write_graph", lambda files, _: pytest.fail("written again"))
    files = {path for path in out.iterdir() if path.is_file() and path.name != ".lock"}
    before = {path: path.stat() for path in files}
    change("add", news / "rain.txt", out=out)
    assert {path: path.stat() for path in before} == before


def test_only_pages_that_show_something_else_are_written(news: Path, out: Path,
                                                         monkeypatch) -> None:
    written: list[str] = []
    page = pages.article_page
    monkeypatch.setattr(pages, "article_page", lambda facts, *args, **options: (
        written.append(facts.article.key), page(facts, *args, **options))[1])

    def after(verb: str, what: object) -> set[str]:
        written.clear()
        change(verb, what, out=out)
        return {*written}

    assert after("remove", "rain.txt") == set()
    assert after("add", news / "rain.txt") == {"rain.txt"}
    for verb, what in (("add", news / "again.txt"), ("remove", "again.txt")):  # says what one says
        found = after(verb, what) - {"again.txt"}
        assert "plan.txt" in found and not found & {"rain.txt", "chess.txt", "opera.txt"}
    found = after("add", news / "copy.txt")
    assert {"copy.txt", "plan.txt"} <= found and not found & {"rain.txt", "chess.txt", "opera.txt"}
    path = min((out / "articles").glob("*[0-9a-f].html"))
    path.unlink()
    assert len(after("remove", "chess.txt")) == 1 and path.is_file()


@pytest.mark.parametrize("verb", ["add", "remove"])
def test_a_prefix_comes_and_goes_with_the_graph_that_needs_it(verb: str, news: Path, out: Path
                                                             ) -> None:
    change("add", news / "known.txt", out=out)
    assert b"\n@prefix wd: " in files(out)["graph.trig"]
    if verb == "remove":
        change("remove", "known.txt", out=out)
        assert b"\n@prefix wd: " not in files(out)["graph.trig"]
    assert files(out) == as_built(out)


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"harbour", b"airport"))


@pytest.mark.parametrize("harm", [spoil, Path.unlink, lambda path: path.write_text("")])
@pytest.mark.parametrize("name", ["graph.nq", "graph.trig", "graph.html", "statements.csv", "page",
                                  "index.html", "strange.html", NAME, SHEETS])
@pytest.mark.parametrize("what", ["rain.txt", "again.txt"])
def test_what_is_spoiled_or_lost_is_written_anew(
    name: str, harm: Callable[[Path], object], what: str, news: Path, out: Path
) -> None:
    page = next(path for path in (out / "articles").iterdir() if b"harbour" in path.read_bytes())
    path = page if name == "page" else out / "articles" / name if name in (
        "index.html", "strange.html") else out / (
        f"store/{name}" if name in (NAME, SHEETS) else name)
    if name == "strange.html":
        path.write_text("harbour")
    harm(path)
    change("add", news / what, out=out)
    assert files(out) == as_built(out)


@pytest.mark.parametrize("owner, name", [
    (outputs, "write_edited"), (Sheets, "renew"), (Watch, "begin"),
    (graph_page, "write_page"), (pages, "write_page"), (pages, "write_index"),
    (Outputs, "place_pages"), (Outputs, "note")])
def test_a_change_that_is_cut_off_leaves_each_file_old_or_new(
    owner: object, name: str, news: Path, out: Path, monkeypatch
) -> None:
    before = files(out)
    with monkeypatch.context() as cut:
        cut.setattr(owner, name, _cut_off)
        assert main(["add", str(news / "again.txt"), "-s", str(out), "--model", "rules"]) == 130
    found, after = files(out), as_built(out)
    for path in before:
        assert found[path] in (before[path], after[path])
    change("add", news / "again.txt", out=out)
    assert files(out) == as_built(out)


def test_sheets_that_cannot_be_written_are_named_in_one_line(
    news: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Sheets, "_put", full)
        assert main(["add", str(news / "again.txt"), "-s", str(out), "--model", "rules"]) == 1
    assert f"cannot write {out / 'store' / SHEETS}: database or disk is full" in (
        capsys.readouterr().err)
    change("add", news / "again.txt", out=out)
    assert files(out) == as_built(out)


def _cut_off(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_other_code_writes_all_anew(news: Path, out: Path, monkeypatch) -> None:
    code, done = stamps.code, []
    monkeypatch.setattr(stamps, "code", lambda part: code(part) + "x" * (part == "outputs"))
    write = Outputs._write_all
    monkeypatch.setattr(Outputs, "_write_all", lambda *_: (done.append(1), write(*_)))
    change("add", news / "rain.txt", out=out)
    assert done
