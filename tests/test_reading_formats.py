"""Every kind of input: what comes out, and the one clear line when nothing can."""

import gzip
import io
import json
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet
from quoth.errors import ReadError
from quoth.reading import Rejected, read, source, url
from quoth.records import Article

STORY = ("The port of Lisk reopened on Tuesday after a strike of eleven days, the harbour master "
         "said. “We are glad,” Kari Ilves told reporters.")
LD = {"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "name": "Lisk Courier"},
    {"@type": ["NewsArticle"], "headline": "Port reopens", "author": [{"name": "Jane Doe"}],
     "datePublished": "2023-05-02T14:40:00+04:00", "publisher": {"name": "Lisk Courier"}}]}
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Port reopens - Lisk Courier</title>
<link rel="canonical" href="https://liskcourier.example/2023/05/02/port">
<script type="application/ld+json">{json.dumps(LD)}</script>
</head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Port reopens</h1><p>{STORY} <a href="/ilves">Ilves</a> has held the
post since 2019.</p><h2>A long wait</h2>
<p>Nobody had expected the   strike to last so long,<br>said the
mayor of the city, Leo Marsh, at a meeting of the council on Wednesday evening.</p>
<blockquote><p>“It was hard work, and it is not over yet,” the mayor added.</p>
</blockquote></article><aside><h3>Related</h3><a href="/x">Ten ways to cook a turnip</a></aside>
<footer>© 2023 Lisk Courier. All rights reserved.</footer></body></html>"""


def got(*paths: object) -> tuple[list[Article], list[Rejected]]:
    refused: list[Rejected] = []
    return list(read([str(p) for p in paths], on_reject=refused.append)), refused


def refusal(path: object) -> str:
    articles, refused = got(path)
    assert not articles
    assert len(refused) == 1
    assert "\n" not in str(refused[0])
    return refused[0].reason


def put(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# Encodings

@pytest.mark.parametrize(("encoding", "text"), [
    ("utf-8-sig", STORY), ("utf-16", STORY), ("utf-16-le", STORY), ("utf-16-be", STORY),
    ("utf-32", STORY), ("cp1252", STORY), ("cp1252", "Der Präsident sprach in Österreich."),
    ("cp1251", "Министр заявил, что переговоры продолжатся. «Мы готовы», — сказал он."),
    ("koi8_r", "Министр заявил, что переговоры продолжатся в понедельник."),
    ("cp1250", "Minister powiedział, że rozmowy będą kontynuowane. Żaden poseł nie przyszedł."),
    ("cp1253", "Ο υπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν τη Δευτέρα."),
    ("shift_jis", "大臣は月曜日に協議を続けると述べた。"),
    ("gb18030", "部长表示会谈将于周一继续。"),
])
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    articles, refused = got(put(tmp_path / "a.txt", text.encode(encoding)))
    assert not refused
    assert articles[0].text == text


def test_line_ends_and_nfc(tmp_path: Path) -> None:
    articles, _ = got(put(tmp_path / "a.txt", "Café owners meet\r\n\r\nThey said: “Yes.”\r"))
    assert articles[0].text == "Café owners meet\n\nThey said: “Yes.”\n"


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "is empty"), (b" \n\t\n", "holds no text"), (b"\xef\xbb\xbf", "holds no text"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is binary"),
    (b"%PDF-1.4\n" + bytes(range(256)), "is binary"),
    (b"caf\xc3\xa9 and \xe2\x80\x9cyes\xe2\x80 no", "UTF-8 with broken bytes (first at byte 16"),
    (bytes(range(1, 256)), "no encoding that can be told"),
    (b"\xff\xfea\0b", "is not utf-16-le"), (b"\x01\x02\x03\x04\x05\x06 abc", "is binary"),
])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in refusal(put(tmp_path / "a.txt", data))


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "is larger than 20 MB" in refusal(path)


def test_a_gzip_bomb_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    with gzip.open(path, "wb") as stream:
        for _ in range(40):
            stream.write(b" " * 1_000_000)
    assert "is larger than 20 MB" in refusal(path)
    assert "gzip" in refusal(put(tmp_path / "torn.txt.gz", path.read_bytes()[:5000]))


# Files, folders, globs

def test_folder_is_sorted_recursive_and_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.txt", "a.txt", ".hidden.txt", ".git/x.txt", "c.bin", "B.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path / name, STORY)
    articles, refused = got(tmp_path)
    assert [article.key for article in articles] == ["B.TXT", "a.txt", "b/a.txt", "b/z.txt"]
    assert not refused


def test_the_key_does_not_depend_on_where_the_folder_is(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        put(tmp_path / folder / "a.txt", STORY)
    articles, _ = got(tmp_path / "one", tmp_path / "two" / "a.txt", tmp_path / "o*" / "*.txt")
    assert len({article.id for article in articles}) == 1


def test_missing_inputs_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    good = put(tmp_path / "a.txt", STORY)
    articles, refused = got(tmp_path / "no", tmp_path / "empty", tmp_path / "*.csv", good,
                            put(tmp_path / "a.docx", "x"))
    assert [article.key for article in articles] == ["a.txt"]
    assert [r.reason.split(";")[0].split(" (")[0] for r in refused] == [
        "no such file or folder", "holds no file that can be read", "no file matches",
        "has an ending that is not known"]


def test_reading_is_lazy(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", STORY)
    articles = read([tmp_path / "a.txt", tmp_path / "missing.txt"])
    assert next(articles).key == "a.txt"
    with pytest.raises(ReadError):
        next(articles)


# Pages

def test_page(tmp_path: Path) -> None:
    (article,), refused = got(put(tmp_path / "p.html", PAGE))
    assert not refused
    assert (article.title, article.published, article.publisher, article.author, article.language) \
        == ("Port reopens", "2023-05-02T14:40:00+04:00", "Lisk Courier", "Jane Doe", "en")
    assert article.url == "https://liskcourier.example/2023/05/02/port"
    paragraphs = article.text.split("\n\n")
    assert paragraphs[-1] == "“It was hard work, and it is not over yet,” the mayor added."
    assert "Ilves Ilves" not in article.text
    assert "Home" not in article.text
    assert "turnip" not in article.text
    kinds = {r.kind: article.text[r.start:r.end] for r in article.regions}
    assert kinds == {"title": "Port reopens", "heading": "A long wait"}


def test_page_metadata_from_meta_elements(tmp_path: Path) -> None:
    page = PAGE.replace("application/ld+json", "text/plain").replace(
        '<meta charset="utf-8">',
        '<meta charset="utf-8"><meta property="og:site_name" content="Lisk Courier">'
        '<meta property="article:published_time" content="2023-05-02T10:40:00Z">'
        '<meta name="author" content="Mary Major">')
    (article,), _ = got(put(tmp_path / "p.htm", page))
    assert (article.published, article.publisher, article.author) == (
        "2023-05-02T10:40:00+00:00", "Lisk Courier", "Mary Major")


def test_the_title_of_a_page_without_metadata(tmp_path: Path) -> None:
    page = PAGE.replace("application/ld+json", "text/plain").replace("h1", "h3").replace(
        "Port reopens - Lisk Courier", "Ships sail again | The Guardian")
    (article,), _ = got(put(tmp_path / "p.html", page))
    assert article.title == "Ships sail again"


def test_page_in_a_declared_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    (article,), _ = got(put(tmp_path / "p.html", page))
    assert "“We are glad,”" in article.text


@pytest.mark.parametrize(("page", "reason"), [
    ("<div>" * 10_000 + STORY + "</div>" * 10_000, "nested too deep"),
    ("<b>" * 10_000 + STORY, "nested too deep"),
    ("<p>x" * 300_000, "too many tags"),
    ("<html><body><script>var a = 1;</script></body></html>", "holds no story"),
    ("<<<<>>>>", "holds no story"), ("", "is empty"), ("<html", "is no HTML"),
])
def test_hostile_pages_end_in_one_line(tmp_path: Path, page: str, reason: str) -> None:
    assert reason in refusal(put(tmp_path / "p.html", page))


# Tables

def test_jsonl_rows_fail_alone(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "n1", "headline": "Port reopens", "body": STORY, "date": "2 May 2023",
                    "outlet": "Lisk Courier", "authors": ["Jane Doe", "John Roe"], "lang": "en"}),
        "{broken", json.dumps(["a"]), json.dumps({"title": "x"}), "",
        json.dumps({"url": "https://www.reuters.com/world/2023/05/02/a", "text": STORY}),
        '{"text": "\\ud800 half"}', json.dumps({"text": "a\0b"}), '{"text": 7}',
        json.dumps({"text": STORY, "id": 8}), "[" * 100_000,
    ]
    articles, refused = got(put(tmp_path / "f.jsonl", "\n".join(rows)))
    first, second, third = articles
    assert (first.key, first.title, first.published, first.publisher, first.author) == (
        "n1", "Port reopens", "2023-05-02", "Lisk Courier", "Jane Doe, John Roe")
    assert (second.key, second.publisher, second.agency, second.published) == (
        "https://www.reuters.com/world/2023/05/02/a", "Reuters", "Reuters", "2023-05-02")
    assert third.key == "8"
    assert [r.key.rpartition(":")[2] for r in refused] == ["2", "3", "4", "7", "8", "9", "11"]
    assert all(r.key.startswith(str(tmp_path / "f.jsonl:")) for r in refused)


def test_rows_without_a_key_get_their_line(tmp_path: Path) -> None:
    articles, _ = got(put(tmp_path / "f.jsonl", json.dumps({"text": STORY})))
    assert [article.key for article in articles] == ["f.jsonl:1"]


def test_json_and_gzip(tmp_path: Path) -> None:
    put(tmp_path / "a.json", json.dumps({"articles": [{"text": STORY}, {"no": 1}]}))
    put(tmp_path / "b.jsonl.gz", gzip.compress(json.dumps({"text": STORY}).encode()))
    articles, refused = got(tmp_path)
    assert [article.key for article in articles] == ["a.json:1", "b.jsonl.gz:1"]
    assert [str(r).rpartition("/")[2] for r in refused] == [
        "a.json:2: has no text (fields tried: text, body, content, article)"]


@pytest.mark.parametrize(("name", "mark", "encoding"), [
    ("a.csv", ",", "utf-8"), ("a.csv", ";", "utf-8-sig"), ("a.tsv", "\t", "utf-8"),
    ("a.csv", ",", "cp1252"), ("a.csv", ",", "utf-16")])
def test_csv(tmp_path: Path, name: str, mark: str, encoding: str) -> None:
    text = mark.join(("Title", "Text", "Date")) + "\r\n" + mark.join(
        ("Port reopens", f'"{STORY}"', "2023-05-02")) + "\r\n" + mark.join(("x", "", "")) + "\r\n"
    (article,), refused = got(put(tmp_path / name, text.encode(encoding)))
    assert (article.text, article.published, article.title) == (STORY, "2023-05-02", "Port reopens")
    assert [r.key.rpartition(":")[2] for r in refused] == ["3"]


def test_parquet(tmp_path: Path) -> None:
    table = pyarrow.table({
        "id": [1, 2], "content": [STORY, None], "other": [b"\xff", b""],
        "date": [datetime(2023, 5, 2, 14, 40, tzinfo=UTC), None],
        "language": ["en", None]})
    parquet.write_table(table, tmp_path / "a.parquet")
    (article,), refused = got(tmp_path / "a.parquet")
    assert (article.key, article.published) == ("1", "2023-05-02T14:40:00+00:00")
    assert [r.key.rpartition(":")[2] for r in refused] == ["2"]
    parquet.write_table(pyarrow.table({"text": [STORY], "date": [date(2023, 5, 2)]}),
                        tmp_path / "b.parquet")
    assert got(tmp_path / "b.parquet")[0][0].published == "2023-05-02"
    assert "is no Parquet file" in refusal(put(tmp_path / "c.parquet", b"PAR1nonsense"))


def test_html_in_a_row_is_extracted(tmp_path: Path) -> None:
    (article,), _ = got(put(tmp_path / "f.jsonl", json.dumps({"id": "1", "content": PAGE})))
    assert article.text.startswith("Port reopens\n\nThe port of Lisk")


# WARC

def warc(*pages: tuple[str, str, bytes], zipped: bool = True) -> bytes:
    return b"".join(gzip.compress(record) if zipped else record
                    for record in (warc_record(*page) for page in pages))


def warc_record(address: str, kind: str, data: bytes) -> bytes:
    http = f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + data
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Date: 2023-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n")
    return head.encode() + http + b"\r\n\r\n"


PAGES = [("https://liskcourier.example/a", "text/html; charset=utf-8", PAGE.encode()),
         ("https://liskcourier.example/b.png", "image/png", b"\x89PNG\0"),
         ("https://liskcourier.example/c", "text/html", b"<html><body></body></html>"),
         ("https://liskcourier.example/d", "text/html", PAGE.encode())]


@pytest.mark.parametrize("zipped", [True, False])
def test_warc(tmp_path: Path, zipped: bool) -> None:
    name = "a.warc.gz" if zipped else "a.warc"
    articles, refused = got(put(tmp_path / name, warc(*PAGES, zipped=zipped)))
    assert [article.key for article in articles] == [PAGES[0][0], PAGES[3][0]]
    assert articles[0].title == "Port reopens"
    assert [r.key.rpartition(": ")[2] for r in refused] == [PAGES[2][0]]


@pytest.mark.parametrize("zipped", [True, False])
def test_a_broken_record_is_refused_alone(tmp_path: Path, zipped: bool,
                                          capsys: pytest.CaptureFixture[str]) -> None:
    parts = [warc(page, zipped=zipped) for page in (PAGES[0], PAGES[3], PAGES[0])]
    broken = bytearray(parts[1])
    if zipped:
        broken[40:80] = b"\x55" * 40
    else:
        broken[:8] = b"WARX/9.9"
    articles, refused = got(put(tmp_path / ("a.warc.gz" if zipped else "a.warc"),
                                parts[0] + bytes(broken) + parts[2]))
    assert [article.key for article in articles] == [PAGES[0][0], PAGES[0][0]]
    assert len(refused) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("zipped", [True, False])
def test_a_torn_record_is_refused(tmp_path: Path, zipped: bool) -> None:
    data = warc(PAGES[0], PAGES[3], zipped=zipped)
    articles, refused = got(put(tmp_path / ("a.warc.gz" if zipped else "a.warc"), data[:-500]))
    assert [article.key for article in articles] == [PAGES[0][0]]
    assert len(refused) == 1


def test_a_warc_that_was_packed_at_once(tmp_path: Path) -> None:
    data = gzip.compress(warc(*PAGES, zipped=False))
    articles, refused = got(put(tmp_path / "a.warc.gz", data))
    assert [article.key for article in articles] == [PAGES[0][0], PAGES[3][0]]


@pytest.mark.parametrize("data", [b"", b"no warc at all\r\n\r\n", b"\x1f\x8b\x08torn", b"\0" * 99])
def test_what_is_no_warc_is_refused(tmp_path: Path, data: bytes) -> None:
    articles, refused = got(put(tmp_path / "b.warc", data))
    assert not articles
    assert len(refused) == 1


# Feeds

FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Lisk Courier</title><language>en</language>
<item><title>Port &amp; pier reopen</title><link>https://liskcourier.example/a</link>
<guid>https://liskcourier.example/a</guid><pubDate>Tue, 02 May 2023 14:40:00 +0400</pubDate>
<description>Teaser only.</description>
<content:encoded><![CDATA[<p>{STORY}</p><p>Second <b>paragraph</b>, she said.</p>]]>
</content:encoded></item>
<item><title>No text</title><link>https://liskcourier.example/b</link></item>
</channel></rss>"""


def test_feed(tmp_path: Path) -> None:
    (article,), refused = got(put(tmp_path / "feed.xml", FEED))
    assert article.text == f"{STORY}\n\nSecond paragraph, she said."
    assert (article.key, article.title, article.publisher, article.published) == (
        "https://liskcourier.example/a", "Port & pier reopen", "Lisk Courier",
        "2023-05-02T10:40:00+00:00")
    assert [r.key.rpartition(": ")[2] for r in refused] == ["https://liskcourier.example/b"]


def test_atom(tmp_path: Path) -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lisk Courier</title><entry>
    <title>Port</title><id>tag:1</id><published>2023-05-02T10:40:00Z</published>
    <author><name>Jane Doe</name></author><content type="text">{STORY}</content></entry></feed>"""
    (article,), _ = got(put(tmp_path / "a.atom", atom))
    assert (article.key, article.author, article.text) == ("tag:1", "Jane Doe", STORY)


BOMB = ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><item><title>&i;</title></item></channel></rss>")


@pytest.mark.parametrize("data", ["<sitemap></sitemap>", "no xml", BOMB, "<rss>" * 5000])
def test_what_is_no_feed_is_refused(tmp_path: Path, data: str) -> None:
    articles, refused = got(put(tmp_path / "a.xml", data))
    assert not articles
    assert len(refused) == 1


# Standard input and the web

@pytest.mark.parametrize(("data", "key"), [
    (STORY, "-"), (json.dumps({"id": "7", "text": STORY}), "7"), (PAGE, "-"),
    (json.dumps([{"id": "8", "text": STORY}]), "8"),
    (json.dumps({"id": "9", "text": STORY}) + "\n" * 50_000, "9")])
def test_standard_input_by_its_look(monkeypatch: pytest.MonkeyPatch, data: str, key: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    (article,), _ = got("-")
    assert article.key == key
    assert "Kari Ilves told reporters" in article.text


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {
            "/a": (200, "text/html; charset=utf-8", PAGE.encode()),
            "/text": (200, "text/plain; charset=koi8-r",
                      "Министр заявил, что переговоры продолжатся.".encode("koi8_r")),
            "/rows.jsonl": (200, "text/plain", json.dumps({"text": STORY}).encode()),
            "/feed": (200, "application/rss+xml", FEED.encode()),
            "/png": (200, "image/png", b"\x89PNG"), "/none": (200, "text/html", b""),
            "/big": (200, "text/plain", b"a" * 3000),
            "/rows.jsonl.gz": (200, "application/gzip",
                               gzip.compress(json.dumps({"id": "z", "text": STORY}).encode())),
        }
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            return
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/a")
            self.end_headers()
            return
        if self.path == "/slow":
            self.server.wait.wait(5)  # type: ignore[attr-defined]
            return
        status, kind, data = pages.get(self.path, (404, "text/plain", b"no"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.wait = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.wait.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def test_web_pages(site: str) -> None:
    articles, refused = got(f"{site}/a", f"{site}/text", f"{site}/rows.jsonl", f"{site}/feed",
                            f"{site}/moved", f"{site}/rows.jsonl.gz")
    assert [article.key for article in articles] == [
        f"{site}/a", f"{site}/text", f"{site}/rows.jsonl:1", "https://liskcourier.example/a",
        f"{site}/moved", "z"]
    assert articles[0].title == "Port reopens"
    assert articles[1].text.startswith("Министр")
    assert len(refused) == 1


@pytest.mark.parametrize(("path", "reason"), [
    ("/missing", "the server answered 404"), ("/png", "of a kind that cannot be read (image/png)"),
    ("/none", "is empty"), ("/away", "not allowed")])
def test_web_errors(site: str, path: str, reason: str) -> None:
    assert reason in refusal(site + path)


def test_web_limits(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="cannot be fetched"):
        url.fetch(f"{site}/slow", timeout=0.2)
    with pytest.raises(ReadError, match="takes too long"):
        url.fetch(f"{site}/big", longest=-1)
    monkeypatch.setattr(url, "MAX_BYTES", 1000)
    assert "is larger than" in refusal(f"{site}/big")
    assert source.MAX_BYTES == 20_000_000


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/hostname", "http://",
                                     "http://[::1", "https://no-such-host.invalid/"])
def test_other_addresses_are_refused(address: str) -> None:
    assert refusal(address)
