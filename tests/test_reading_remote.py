"""Inputs behind fsspec: the same articles as on the disk, the same refusals, one line each."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from newsroom import ARTICLES, newsroom
from quoth.reading import Rejected, read


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = newsroom(tmp_path / "news")
    (folder / "deep").mkdir()
    (folder / "deep" / "a.txt.gz").write_bytes(gzip.compress(b"Ilves said so."))
    (folder / ".hidden.txt").write_text("Not this.", "utf-8")
    (folder / "cat.jpg").write_bytes(b"\xff\xd8")
    return folder


@pytest.fixture
def memory(news: Path) -> Iterator[str]:
    system = fsspec.filesystem("memory")
    system.put(f"{news}/", "/quoth-test/", recursive=True)
    yield "memory://quoth-test"
    system.rm("/quoth-test", recursive=True)


@pytest.fixture
def archive(news: Path) -> str:
    with zipfile.ZipFile(news.parent / "news.zip", "w") as packed:
        for path in sorted(news.rglob("*.*")):
            packed.write(path, path.relative_to(news))
    return f"zip://::{news.parent}/news.zip"


def found(path: str | Path) -> list[tuple[str, str]]:
    return [(article.key, article.text) for article in read(path)]


def test_a_folder_is_the_same_wherever_it_lies(news: Path, memory: str, archive: str) -> None:
    here = sorted(found(news))
    assert len(here) == len(ARTICLES) + 1
    assert sorted(found(f"file://{news}")) == here
    assert sorted(found(memory)) == here
    assert sorted(found(archive)) == here


def test_one_file_and_a_glob(news: Path, memory: str, archive: str) -> None:
    assert found(f"{memory}/ferry.txt") == found(news / "ferry.txt")
    assert found(archive.replace("zip://", "zip://ferry.txt")) == found(news / "ferry.txt")
    assert found(f"{memory}/f*.txt") == found(news / "ferry.txt")
    assert found(f"{memory}/deep/a.txt.gz") == [("a.txt.gz", "Ilves said so.")]


@pytest.mark.parametrize(("path", "reason"), [
    ("memory://no-such-folder", "no such file or folder"),
    ("zip://a.txt::no-such.zip", "no such file or folder"),
    ("memory://no*such", "holds no file that can be read"),
    ("no-such-system://a", "cannot be read"),
])
def test_what_cannot_be_read_is_one_line(path: str, reason: str) -> None:
    refused: list[Rejected] = []
    assert list(read(path, on_reject=refused.append)) == []
    [only] = refused
    assert reason in str(only) and "\n" not in str(only) and path in str(only)


def test_a_broken_archive_is_refused_and_the_rest_is_read(news: Path, memory: str) -> None:
    broken = news.parent / "broken.zip"
    broken.write_bytes(b"PK\3\4 and no more")
    refused: list[Rejected] = []
    kept = list(read([f"zip://*::{broken}", f"{memory}/ferry.txt"], on_reject=refused.append))
    assert [article.key for article in kept] == ["ferry.txt"]
    assert len(refused) == 1 and "cannot be read" in refused[0].reason
