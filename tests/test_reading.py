"""Reading: paths to articles, and the metadata and regions of the seed articles."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest
import quoth.reading
from quoth.errors import ReadError
from quoth.reading import READERS, Rejected, read
from quoth.records import Article

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "articles"

GOLDEN = {
    "000": {"published": "2022-01-10", "title": None, "agency": None, "language": "en"},
    "001": {"published": "2022-01-10T14:40", "agency": None, "language": "en",
            "title": "Artsakh President says developments in Kazakhstan dangerous for "
                     "neighboring regions"},
    # The year: the text speaks of 2022 as past, says "on Wednesday", and 9 February 2022 is one.
    "002": {"published": "2022-02-09", "agency": "TASS", "dateline": "MOSCOW, February 9. /TASS/",
            "title": "Valdai Club welcomed by Lavrov letter lauding CSTO peacekeeping effort in "
                     "Kazakhstan", "publisher": None},
    "003": {"published": "2022-01-10", "agency": "TASS", "publisher": "Ru-Main", "author": None,
            "title": "Russian Peacemakers Help Kazakhstan Hold Tough Situation"},
    "004": {"published": None, "title": None, "agency": None, "publisher": None},
}
REGIONS = {
    "000": [("date", "date 2022-01-10")],
    "001": [("boilerplate", "Day newsfeed"), ("title", "Artsakh President says"),
            ("date", "January 10,2022 14:40"), ("boilerplate", "Media can quote materials"),
            ("boilerplate", "Comments (0)"), ("boilerplate", "Leave a Reply"),
            ("boilerplate", "January 2022"), ("boilerplate", "Mon Tue Wed"),
            ("boilerplate", "« Dec")],
    "002": [("boilerplate", "All news"), ("title", "Valdai Club welcomed"),
            ("subtitle", "According to the letter, the coordinated"),
            ("dateline", "MOSCOW, February 9. /TASS/.")],
    "003": [("title", "Russian Peacemakers Help"), ("caption", "Picture: RIA Novosti"),
            ("source", "Ru-Main"), ("date", "10.01.2022"), ("source", "Source: TASS"),
            ("boilerplate", "Related Posts"), ("boilerplate", "Leave a Reply"),
            ("boilerplate", "Your email address")],
    "004": [("heading", "Armenian peacekeepers will not disperse protesters"),
            ("heading", "“The mechanism for dispatching peacekeepers is working”"),
            ("heading", "“Evidence of the involvement of terrorists will be presented”")],
}


@pytest.fixture(scope="module")
def seeds() -> dict[str, Article]:
    return {article.key[:3]: article for article in read([SEEDS])}


def test_folder_is_read_in_order(seeds: dict[str, Article]) -> None:
    assert list(seeds) == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize("name", GOLDEN)
def test_metadata_of_the_seeds(seeds: dict[str, Article], name: str) -> None:
    article = seeds[name]
    assert {field: getattr(article, field) for field in GOLDEN[name]} == GOLDEN[name]


@pytest.mark.parametrize("name", REGIONS)
def test_regions_of_the_seeds(seeds: dict[str, Article], name: str) -> None:
    article = seeds[name]
    found = [(r.kind, article.text[r.start:r.end]) for r in article.regions]
    assert [kind for kind, _ in found] == [kind for kind, _ in REGIONS[name]]
    for (_, text), (_, beginning) in zip(found, REGIONS[name], strict=True):
        assert text.startswith(beginning)


def test_the_text_is_the_file(seeds: dict[str, Article]) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        assert seeds[path.name[:3]].text == path.read_text("utf-8")


def test_same_input_same_articles() -> None:
    assert list(read([SEEDS])) == list(read([SEEDS]))


def test_a_refusal_raises_without_on_reject(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file or folder"):
        list(read([tmp_path / "missing.txt"]))


def test_every_ending_has_a_reader() -> None:
    assert {".txt", ".html", ".htm", ".jsonl", ".csv", ".parquet", ".warc", ".xml"} <= set(READERS)
    assert str(Rejected("a", "is empty")) == "a: is empty"


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(quoth.reading.__path__)])
def test_the_examples_of_the_docstrings(name: str) -> None:
    module = importlib.import_module(f"quoth.reading.{name}")
    assert doctest.testmod(module).failed == 0
