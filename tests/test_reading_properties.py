"""What holds for any input: the text is kept, regions fit, nothing crashes, time is bounded."""

import gzip
import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from quoth.reading import READERS, Source, boilerplate, dateline, dates, plain, read
from quoth.reading.encoding import normalize
from quoth.reading.layout import units
from quoth.reading.plain import describe
from quoth.records import Article

LINES = st.sampled_from([
    "MOSCOW, February 9. /TASS/. The ministers met.", "Leave a Reply", "« Dec   Feb »", "World",
    "January 10,2022 14:40", "10.01.2022", "Source: TASS", "Related Posts", "Title: A day",
    "“We agreed on everything that matters,” she told reporters on Tuesday.", "Photo: AFP", "", " ",
    "The river rose for a third day and the town was cut off, officials said.",
    "(Reuters) -",
    "“Nobody will be fined”", "By Jane Doe", "Comments (3)", "Anna says:", "- 30 -",
    "\u202e עברית", "a\u0301 é",
    "Posted: 03/04/2021 | By Jane Doe | Updated 2022-01-01T10:00Z", "PARIS (AFP) – France", "12",
])
TEXTS = st.one_of(
    st.text(), st.lists(LINES, max_size=25).map("\n".join), st.lists(LINES).map("\r\n\r\n".join),
    st.text(alphabet="aA .,:/-–\n\"“”«»()|1290TtSs\u00a0\t", max_size=300))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("\u0958\r\n\ufeffx")
def test_the_text_is_only_normalized(text: str) -> None:
    once = normalize(text)
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    expected = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert once == unicodedata.normalize("NFC", expected)
    assert describe(once, key="a").text == once


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_regions_lie_in_the_text_and_apart(text: str) -> None:
    article = describe(text, key="a")
    end = 0
    for region in article.regions:
        assert end <= region.start < region.end <= len(text)
        assert text[region.start:region.end].strip() == text[region.start:region.end] != ""
        end = region.end
    assert Article.from_dict(article.to_dict()) == article


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_units_are_the_text_without_its_white_space(text: str) -> None:
    found = units(text)
    assert all(text[u.start:u.end] == u.text for u in found)
    assert "".join("".join(u.text.split()) for u in found) == "".join(text.split())


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_no_bytes_crash_a_reader(data: bytes, ending: str) -> None:
    source = Source(key="a", name=f"a{ending}", data=data)
    for result in READERS[ending](source):
        assert isinstance(result, Article) or "\n" not in str(result)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["text", "title", "id", "date", "author", "url", "lang"]),
                       st.one_of(st.text(max_size=60), st.none(), st.integers(), st.floats(),
                                 st.lists(st.text(max_size=5), max_size=3), st.booleans())))
def test_no_row_crashes_the_reader(row: dict) -> None:
    data = json.dumps(row).encode()
    for result in READERS[".jsonl"](Source(key="a", name="a.jsonl", data=data)):
        assert isinstance(result, Article) or "\n" not in str(result)
        if isinstance(result, Article):
            assert result.text == normalize(row["text"]) or "<" in row["text"]


@settings(max_examples=100, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_file_is_read_back(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding, "ignore"))
    refused: list = []
    articles = list(read([path], on_reject=refused.append))
    assert len(articles) + len(refused) == 1
    if articles:
        assert articles[0].text == normalize(path.read_bytes().decode(encoding))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_small_parsers_take_anything(text: str) -> None:
    found = dateline.find(text)
    assert found is None or 0 <= found.span.start < found.span.end <= len(text)
    for date in dates.find(text):
        assert text[date.span.start:date.span.end]
    parsed = dates.parse(text)
    assert parsed is None or parsed[:4].isdigit()
    assert boilerplate.is_furniture(text) in (True, False)


HOSTILE = {
    "one line": "word " * 2_000_000,
    "one word": "a" * 10_000_000,
    "quotation marks": '"' * 10_000,
    "open quotation marks": "“" * 1_000_000,
    "many lines": "Leave a Reply\n" * 100_000,
    "many link lists": "Related Posts\n" * 50_000,
    "many dates": "10.01.2022 " * 50_000,
    "many date lines": "10.01.2022\n\n" * 20_000,
    "empty lines": "\n" * 5_000_000 + "x",
    "right to left": "\u202e" + "שלום " * 200_000,
    "names": "Jane Doe, " * 100_000,
    "capitals": "MOSCOW " * 100_000,
    "brackets": "(" * 200_000,
    "spaces": "The" + " " * 3_000_000 + "end",
    "no-break spaces": "January 10, 2022" + "\u00a0" * 500_000 + "The",
    "digits": "1" * 1_000_000,
    "dashes": "- " * 300_000,
    "combining": "a" + "\u0301" * 1_000_000,
    "bylines": "By A B, C D, " * 20_000 + "\n",
    "short lines of names": "By Aa Bb, Cc Dd and Ee Ff, Gg Hh, Ii Jj, Kk Ll and Mm\n" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_bounded_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_TEXT", 20_000_000)
    start = time.process_time()
    article = describe(normalize(HOSTILE[name]), key="a")
    assert article.text
    assert time.process_time() - start < 20


def test_hostile_pages_take_bounded_time() -> None:
    for page in ("<div>" * 3_000_000, "<a <a <a" * 300_000, "<" * 3_000_000, "<!--" * 300_000,
                 "<p>" + "x" * 5_000_000, "&lt;" * 1_000_000, "<script>" * 100_000):
        start = time.process_time()
        results = list(READERS[".html"](Source(key="a", name="a.html", data=page.encode())))
        assert len(results) == 1
        assert time.process_time() - start < 20


def test_a_row_beyond_the_limit_is_skipped(tmp_path: Path) -> None:
    story = "The river rose for a third day and the town was cut off, officials said."
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b'{"text": "' + b"a" * 21_000_000 + b'"}\n')
        stream.write(json.dumps({"text": story}).encode())
    refused: list = []
    (article,) = read([path], on_reject=refused.append)
    assert article.key == "a.jsonl.gz:2"
    assert [r.reason for r in refused] == ["is larger than 20 MB"]
