"""Shards: made once, whole or not there, and the graph that they make is that of the articles."""

import gzip
import json
import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from newsroom import ARTICLES, newsroom
from pyarrow import parquet
from pyoxigraph import RdfFormat, parse
from quoth import exports, extraction, stamps
from quoth.cli import main
from quoth.engines import batched, pool
from quoth.errors import EngineError, ReadError, StoreError
from quoth.extraction import Options, extract
from quoth.knowledge import KnowledgeGraph
from quoth.pipeline import build
from quoth.rdf.triples import article_quads
from quoth.reading import Rejected
from quoth.reading.remote import RemoteFile
from quoth.sharding import Sharded, shard
from quoth.shards import FACTS, LIST, QUADS, STAMP, TABLE, facts, is_shards, listed, place_of

RULES = Options(model="rules")
FILES = ("graph.trig", "graph.nq", "graph.html", "statements.csv")
TESTS = Path(__file__).parent


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return newsroom(tmp_path / "news")


@pytest.fixture
def annotated(monkeypatch) -> Counter[str]:
    """Count the articles that are annotated, by key."""
    seen: Counter[str] = Counter()
    real = extraction.Annotate._one

    def one(work, article, *rest):
        seen[article.key] += 1
        if "POISON" in article.text:
            return extraction.rejected_row({"key": article.key}, "a fault")
        return real(work, article, *rest)

    monkeypatch.setattr(extraction.Annotate, "_one", one)
    return seen


def made(paths, out: Path, **options) -> Sharded:
    return shard(paths, out, **{"size": 1, "options": RULES, **options})


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def output(paths, out: Path) -> dict[str, bytes]:
    """Build, and return the bytes of everything that people look at."""
    build(paths, out, options=RULES, on_reject=lambda _: None).kg.close()
    pages = sorted((out / "articles").glob("*.html"))
    return {path.name: path.read_bytes() for path in [out / name for name in FILES] + pages}


def test_a_shard_holds_facts_quads_and_rows(news: Path, tmp_path: Path) -> None:
    done = made(news, tmp_path / "s", size=2)
    assert [(one.name, one.articles) for one in done.shards] == [("000000", 2), ("000001", 1)]
    assert content(tmp_path / "s").keys() == {".shards", LIST} | {
        f"{one.name}/{name}" for one in done.shards for name in (FACTS, QUADS, TABLE, STAMP)}
    found = list(extract(news, options=RULES))
    assert list(facts([tmp_path / "s"], made_with=done.shards[0].made_with)) == found
    quads, rows = set(), []
    for one in done.shards:
        place = tmp_path / "s" / one.name
        quads |= set(parse(gzip.decompress((place / QUADS).read_bytes()),
                           format=RdfFormat.N_QUADS))
        rows += parquet.read_table(place / TABLE).to_pylist()
    assert quads == {quad for one in found for quad in article_quads(one)}
    assert [(row["article"], row["text"]) for row in rows] == [
        (one.article.id, quotation.text) for one in found for quotation in one.quotations]
    assert any(row["speaker"] == "Anna Keller" for row in rows)


def test_the_base_is_that_of_the_iris(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "s")
    assert made(news, tmp_path / "s", base="https://news.example.com/").made == len(ARTICLES)
    lines = gzip.decompress((tmp_path / "s" / "000000" / QUADS).read_bytes())
    assert b"<https://news.example.com/article/" in lines and b"data.example.org" not in lines


def test_the_same_articles_are_the_same_bytes(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "one", size=2)
    made(news, tmp_path / "two", size=2, jobs=2, engine=pool)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_the_graph_of_shards_is_that_of_the_articles(
    news: Path, tmp_path: Path, annotated: Counter
) -> None:
    (news / "bad.txt").write_text("Mayor Anna Keller said that POISON is in the river.\n")
    made(news, tmp_path / "s", on_reject=lambda _: None)
    annotated.clear()
    of_shards = output(tmp_path / "s", tmp_path / "one")
    assert not annotated
    assert of_shards == output(news, tmp_path / "two")
    assert (tmp_path / "one" / "rejected.jsonl").read_text() == \
        (tmp_path / "two" / "rejected.jsonl").read_text()


def test_shards_and_articles_go_together(news: Path, tmp_path: Path, annotated: Counter) -> None:
    made([news / "bridge.txt", news / "ferry.txt"], tmp_path / "s")
    annotated.clear()
    mixed = output([news, tmp_path / "s"], tmp_path / "one")
    assert annotated == {"harbour.txt": 1}
    assert mixed == output(news, tmp_path / "two")
    with KnowledgeGraph.open(tmp_path / "three", create=True) as kg:
        assert len(kg.add(tmp_path / "s", options=RULES)) == 2


def test_a_second_run_makes_nothing(news: Path, tmp_path: Path, annotated: Counter) -> None:
    (news / "bad.txt").write_text("Mayor Anna Keller said that POISON is in the river.\n")
    refused = []
    first = made(news, tmp_path / "s", on_reject=refused.append)
    before, times = content(tmp_path / "s"), {
        path: path.stat().st_mtime_ns for path in tmp_path.glob("s/*/*")}
    annotated.clear()
    again = made(news, tmp_path / "s", on_reject=refused.append)
    assert (first.made, again.made, again.shards) == (4, 0, first.shards)
    assert not annotated and content(tmp_path / "s") == before
    assert times == {path: path.stat().st_mtime_ns for path in tmp_path.glob("s/*/*")}
    assert [one.reason for one in refused] == ["a fault", "a fault"]


def test_what_changed_is_made_again(news: Path, tmp_path: Path, annotated: Counter) -> None:
    made(news, tmp_path / "s")
    annotated.clear()
    (news / "ferry.txt").write_text(ARTICLES["ferry.txt"] + "\nNobody answered.\n", "utf-8")
    assert made(news, tmp_path / "s").made == 1
    assert annotated == {"ferry.txt": 1}
    made(news, tmp_path / "new")
    assert content(tmp_path / "s") == content(tmp_path / "new")


def test_another_release_makes_all_again(news: Path, tmp_path: Path, monkeypatch) -> None:
    made(news, tmp_path / "s")
    monkeypatch.setattr(extraction, "__version__", "9.9")
    with pytest.raises(ReadError, match=r"000000 was made with .*, not with 9\.9 \w+ rules-1"):
        build(tmp_path / "s", tmp_path / "out", options=RULES)
    assert made(news, tmp_path / "s").made == len(ARTICLES)
    build(tmp_path / "s", tmp_path / "out", options=RULES).kg.close()


def test_a_shorter_run_drops_what_is_left_of_a_longer_one(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "s")
    (tmp_path / "s" / ".000002-old").mkdir()
    assert made(news, tmp_path / "s", size=2).made == 2
    assert not (tmp_path / "s" / ".000002-old").exists()
    made(news, tmp_path / "new", size=2)
    assert content(tmp_path / "s") == content(tmp_path / "new")


@pytest.mark.parametrize("name", [FACTS, QUADS, TABLE, STAMP])
def test_a_damaged_shard_is_named_and_made_again(
    news: Path, tmp_path: Path, name: str, caplog, annotated: Counter
) -> None:
    made(news, tmp_path / "s")
    before, broken = content(tmp_path / "s"), tmp_path / "s" / "000001" / name
    broken.write_bytes(broken.read_bytes()[:-9])
    annotated.clear()
    with caplog.at_level(logging.ERROR, "quoth"):
        assert made(news, tmp_path / "s").made == 1
    [line] = caplog.messages
    assert line == f"{tmp_path / 's' / '000001'} is damaged ({name}): it is made again"
    assert annotated == {"ferry.txt": 1} and content(tmp_path / "s") == before


@pytest.mark.parametrize("harm", [lambda file: file.unlink(),
                                  lambda file: file.write_bytes(file.read_bytes()[:-9])])
def test_a_build_refuses_a_damaged_shard_and_keeps_the_others(
    news: Path, tmp_path: Path, harm
) -> None:
    made(news, tmp_path / "s")
    harm(tmp_path / "s" / "000001" / FACTS)
    built = build(tmp_path / "s", tmp_path / "out", options=RULES)
    with built.kg as kg:
        assert [one.key for one in kg.articles] == ["bridge.txt", "harbour.txt"]
    [refused] = built.rejected
    assert str(refused) == (f"{tmp_path / 's' / '000001'}: is damaged ({FACTS}): "
                            "run `quoth shard` again")
    with pytest.raises(ReadError, match="000001: is damaged"):
        list(extract(tmp_path / "s", options=RULES))


@pytest.mark.parametrize("text", ["{", "[]\n", "{}\n", '"text"\n'])
def test_a_damaged_list_is_one_line(news: Path, tmp_path: Path, text: str) -> None:
    made(news, tmp_path / "s")
    (tmp_path / "s" / LIST).write_text(text)
    with pytest.raises(ReadError, match="s is damaged"):
        build(tmp_path / "s", tmp_path / "out", options=RULES)
    assert made(news, tmp_path / "s").made == 0
    assert len(listed(tmp_path / "s")) == len(ARTICLES)


KILLED = """\
import os, signal, sys
from pathlib import Path
from quoth import folders, sharding
from quoth.extraction import Options
place, name, turn = {place}, {name!r}, {turn}
real, calls = getattr(place, name), 0

def kill(*given, **named):
    global calls
    calls += 1
    if calls == turn:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)

setattr(place, name, kill)
sharding.shard(sys.argv[1], sys.argv[2], size=1, options=Options(model="rules"))
"""


@pytest.mark.parametrize(("place", "name", "turn", "whole"), [
    ("sharding", "write_table", 2, 1),  # between two files of the second shard
    ("sharding", "_sync", 8, 1),        # all are written, not all on the disk
    ("sharding", "switch", 3, 2),       # just before the third shard is there
    ("Path", "replace", 1, 3),          # all are there, the list is not
])
def test_a_killed_run_leaves_whole_shards(
    news: Path, tmp_path: Path, place: str, name: str, turn: int, whole: int,
    annotated: Counter
) -> None:
    code = KILLED.format(place=place, name=name, turn=turn)
    done = subprocess.run([sys.executable, "-c", code, news, tmp_path / "s"], timeout=120,
                          capture_output=True)
    assert done.returncode == -9, done.stderr
    there = sorted(path.name for path in (tmp_path / "s").glob("[0-9]*"))
    assert len(there) == whole
    made(news, tmp_path / "new")
    new = content(tmp_path / "new")
    assert {name: data for name, data in content(tmp_path / "s").items() if name[0] != "."} == {
        name: data for name, data in new.items() if name.split("/")[0] in there}
    with pytest.raises(ReadError, match="not all of its shards are made"):
        build(tmp_path / "s", tmp_path / "out", options=RULES)
    annotated.clear()
    assert made(news, tmp_path / "s").made == len(ARTICLES) - whole
    assert annotated.total() == len(ARTICLES) - whole
    assert content(tmp_path / "s") == new


@pytest.mark.parametrize("back", [False, True])
def test_a_kill_between_old_and_new_loses_neither(
    news: Path, tmp_path: Path, back: bool
) -> None:
    made(news, tmp_path / "s")
    (news / "ferry.txt").write_text(ARTICLES["ferry.txt"] + "\nNobody answered.\n", "utf-8")
    code = KILLED.format(place="Path", name="rename", turn=2)
    done = subprocess.run([sys.executable, "-c", code, news, tmp_path / "s"], timeout=120,
                          capture_output=True)
    assert done.returncode == -9, done.stderr
    assert not (tmp_path / "s" / "000001").exists()
    with pytest.raises(ReadError, match="not all of its shards are made"):
        list(extract(tmp_path / "s", options=RULES))
    if back:  # what was there before is there still
        newsroom(news)
    assert made(news, tmp_path / "s").made == (0 if back else 1)
    made(news, tmp_path / "new")
    assert content(tmp_path / "s") == content(tmp_path / "new")


def test_articles_that_get_lost_are_no_shard(news: Path, tmp_path: Path) -> None:
    def careless(work, batches, *, jobs, lost):
        for batch in batches:
            yield from work(batch)[:-1]

    with pytest.raises(EngineError, match="1 articles of shard 000000 came back from no process"):
        made(news, tmp_path / "s", size=3, engine=careless)
    assert not list((tmp_path / "s").glob("[0-9]*"))


def test_one_shard_is_read_at_a_time(news: Path, tmp_path: Path) -> None:
    read, most = Counter(), []

    def narrow(work, batches, *, jobs, lost):
        for batch in batched((row for rows in batches for row in rows), 1):
            read.update(row["key"] for row in batch)
            most.append(read.total() - len(list((tmp_path / "s").glob("[0-9]*"))))
            yield from work(batch)

    made(news, tmp_path / "s", engine=narrow)
    assert max(most) == 1


def test_other_folders_are_left_alone(news: Path, tmp_path: Path) -> None:
    build(news, tmp_path / "out", options=RULES).kg.close()
    for folder in (tmp_path / "out", news):
        before = content(folder)
        with pytest.raises(StoreError, match="is not a folder of shards"):
            made(news, folder)
        assert content(folder) == before and not is_shards(folder)
    made(news, tmp_path / "s")
    with pytest.raises(ReadError, match="holds shards already"):
        made(tmp_path / "s", tmp_path / "t")


def test_the_rows_are_those_of_an_export(news: Path, tmp_path: Path) -> None:
    made(news, tmp_path / "s", size=3)
    built = build(news, tmp_path / "out", options=RULES)
    with built.kg as kg:
        rows = list(exports.statement_rows(kg))
    joined = ("statement", "work")  # what is known of many articles only
    assert [{**row, **dict.fromkeys(joined)} for row in rows] == \
        parquet.read_table(tmp_path / "s" / "000000" / TABLE).to_pylist()


def test_the_command_says_what_it_did(news: Path, tmp_path: Path, capsys) -> None:
    command = ["shard", str(news), "-o", str(tmp_path / "s"), "--model", "rules", "--size", "2"]
    assert main(command) == 0
    assert capsys.readouterr().err == f"2 shards made, 0 kept, 3 articles in {tmp_path / 's'}\n"
    (news / "empty.txt").write_bytes(b"")
    assert main([*command, "--jobs", "2"]) == 4
    err = capsys.readouterr().err.splitlines()
    assert err[-2] == f"0 shards made, 2 kept, 3 articles in {tmp_path / 's'}"
    assert "empty" in err[0] and "1 input refused" in err[-1]
    [row] = map(json.loads, (tmp_path / "s" / "rejected.jsonl").read_text().splitlines())
    assert row["key"].endswith("empty.txt")
    with pytest.raises(SystemExit):
        main([*command, "--size", "0"])


@pytest.fixture
def bucket() -> Iterator[str]:
    """Return an address of a file system that is no disk."""
    yield "memory://quoth-shards"
    system = fsspec.filesystem("memory")
    if system.exists("/quoth-shards"):
        system.rm("/quoth-shards", recursive=True)


def remote_content(address: str) -> dict[str, bytes]:
    place = place_of(address)
    return {name: (place / name).open().read() for name in place.find()}


def test_shards_lie_on_any_file_system(
    news: Path, tmp_path: Path, bucket: str, annotated: Counter
) -> None:
    made(news, tmp_path / "s", size=2)
    assert made(news, bucket, size=2).made == 2
    here = content(tmp_path / "s")
    del here[".shards"]
    assert remote_content(bucket) == here
    annotated.clear()
    assert made(news, bucket, size=2).made == 0
    assert output(bucket, tmp_path / "out") == output(tmp_path / "s", tmp_path / "same")
    assert not annotated
    assert made(news, bucket, size=3).made == 1
    assert set(remote_content(bucket)) == {LIST, *(f"000000/{name}" for name in (
        FACTS, QUADS, TABLE, STAMP))}


def test_a_remote_shard_is_there_when_its_stamp_is(
    news: Path, bucket: str, monkeypatch, annotated: Counter
) -> None:
    real = RemoteFile.put

    def put(place, path):
        if place.name.endswith(f"000001/{STAMP}"):
            raise OSError("the line is dead")
        real(place, path)

    monkeypatch.setattr(RemoteFile, "put", put)
    with pytest.raises(StoreError, match="cannot write memory:.*: the line is dead"):
        made(news, bucket)
    with pytest.raises(ReadError, match="not all of its shards are made"):
        list(facts([place_of(bucket)], made_with="rules-1"))
    monkeypatch.setattr(RemoteFile, "put", real)
    annotated.clear()
    assert made(news, bucket).made == len(ARTICLES) - 1
    assert annotated.total() == len(ARTICLES) - 1


def test_a_damaged_remote_shard_is_refused(news: Path, tmp_path: Path, bucket: str) -> None:
    made(news, bucket)
    (place_of(bucket) / "000001" / FACTS).write_text("broken")
    refused: list[Rejected] = []
    kept = extract(bucket, options=RULES, on_reject=refused.append)
    assert len(list(kept)) == len(ARTICLES) - 1
    assert [one.key for one in refused] == ["memory:///quoth-shards/000001"]
    assert FACTS in refused[0].reason


def test_a_remote_folder_of_other_things_is_left_alone(news: Path, bucket: str) -> None:
    (place_of(bucket) / "a.txt").write_text("Ilves said so.")
    with pytest.raises(StoreError, match="is not a folder of shards"):
        made(news, bucket)
    with pytest.raises(StoreError, match="cannot make the folder no-such-system"):
        made(news, "no-such-system://a")


def test_a_change_of_the_code_makes_all_again(news: Path, tmp_path: Path, monkeypatch) -> None:
    made(news, tmp_path / "s")
    assert made(news, tmp_path / "s").made == 0
    monkeypatch.setattr(stamps, "code", "0123456789".format)
    assert made(news, tmp_path / "s").made == len(ARTICLES)
