"""Copies of one text: found whatever each paper changes, printed by all, and counted once."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.extraction import Options
from quoth.knowledge import KnowledgeGraph
from quoth.linking.syndication import syndicated, works_of
from quoth.rdf import queries
from quoth.rdf.derived import actor_quads
from quoth.rdf.triples import article_quads
from quoth.records import Article, Facts, Region
from quoth.stores import open_store
from quoth.views import rows
from quoth.views.article import write_article_pages

WIRE = """\
The ferry company on Lake Sorn will run its boats through the winter for the first time in thirty
years, because the road along the northern shore stays closed after the landslide.

"We have enough crews and enough fuel, and nobody will have to walk around the lake," Marta Olin,
the director of the company, told reporters in the harbour of Sornby on Tuesday.

The first boat leaves at six in the morning. Children and people who work in the hospital do not
pay, and bicycles are taken where there is room for them.

Pavel Dorn, who drives the school bus, said the boats were too slow for his pupils.
"""
OTHER = """\
Boats will cross Lake Sorn all winter, the operator has announced. It is thirty years since that
was last tried, and the reason is the landslide that cut the northern road in October.

Director Marta Olin promised in the port on Tuesday that crews and fuel would last until spring.

Departures begin at six. There is no charge for pupils or for the staff of the hospital. The driver
of the school bus, Pavel Dorn, complained that a crossing took too long.
"""


def article(key: str, text: str, day: str = "2024-11-05", **known: str) -> Article:
    return Article(key=key, text=text, published=day, language="en", **known)


def cut(text: str) -> str:
    return "\n\n".join(text.strip().split("\n\n")[:3])


def headed(text: str) -> str:
    return f"No winter break for the boats\n\n{text}\nThe town council meets on Friday.\n"


@pytest.mark.parametrize("change", [
    str.strip, cut, headed, lambda text: text.replace('"', "”"), lambda text: headed(cut(text)),
    lambda text: text.replace("on Tuesday", "yesterday").replace("\n", " "),
])
def test_a_copy_is_found_whatever_the_paper_changes(change) -> None:
    first = article("a", WIRE)
    copy = article("b", change(WIRE), "2024-11-06")
    assert works_of([copy, first]) == {first.id: first.id, copy.id: first.id}


def test_two_reports_of_one_event_are_two_texts() -> None:
    assert works_of([article("a", WIRE), article("b", OTHER)]) == {}


def test_a_paragraph_in_common_makes_no_copy() -> None:
    shared = WIRE.split("\n\n")[1]
    assert works_of([article("a", WIRE), article("b", f"{OTHER}\n\n{shared}")]) == {}


def test_short_notices_are_left_alone() -> None:
    notice = "The offices of the town are closed on Monday. They open again on Tuesday at eight."
    assert works_of([article("a", notice), article("b", notice)]) == {}


def test_furniture_in_common_makes_no_copy() -> None:
    texts = [f"{text}\n{WIRE}" for text in ("Snow fell.", "It thawed.")]
    furnished = [Article(key=str(n), text=text, regions=(
        Region(text.index("\n"), len(text), "boilerplate"),)) for n, text in enumerate(texts)]
    assert works_of(furnished) == {}
    assert works_of([article("a", texts[0]), article("b", texts[1])])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([WIRE, cut(WIRE), headed(WIRE), OTHER, cut(OTHER)]), max_size=8),
       st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(texts: list[str], chance: random.Random) -> None:
    articles = [article(f"{n}.txt", text, f"2024-11-0{n + 1}") for n, text in enumerate(texts)]
    works = works_of(articles)
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert works_of(shuffled) == works
    for one in articles:  # the earliest of each text names it
        if one.id in works:
            first = next(a for a in articles if a.id == works[one.id])
            assert (first.published, works[first.id]) <= (one.published, first.id)


PAPERS = {"wire.txt": WIRE, "herald.txt": headed(cut(WIRE)), "post.txt": WIRE, "own.txt": OTHER}


@pytest.fixture
def kg(tmp_path: Path) -> KnowledgeGraph:
    for day, (name, text) in enumerate(PAPERS.items(), 5):
        (tmp_path / name).write_text(f"Sornby, November {day}, 2024. {text}", "utf-8")
    with KnowledgeGraph.open(tmp_path / "store", create=True) as kg:
        kg.add([tmp_path / name for name in PAPERS], options=Options(model="rules"))
        yield kg


def both(kg: KnowledgeGraph, name: str) -> list[dict[str, str]]:
    """Return the answer of a named query, the same in both engines."""
    found = kg.query(name).values()
    with open_store(None) as memory:
        memory.bulk_load(kg.store.all_quads())
        assert memory.query(queries.load(name).fill({})).values() == found
    return found


def test_what_copies_say_counts_once(kg: KnowledgeGraph) -> None:
    said = [q for q in kg.quotations if q.speaker == "actor/marta-olin"]
    assert len(said) == len(PAPERS)
    [olin] = [row for row in both(kg, "speakers") if row["speaker"] == "Marta Olin"]
    assert (olin["quotations"], olin["articles"], olin["texts"]) == (2, 4, 2)
    [olin] = [row for row in rows.actors(kg.facts) if row["actor"] == "Marta Olin"]
    assert olin["quotations"] == 2


def test_all_who_carried_a_text_are_named(kg: KnowledgeGraph) -> None:
    found = both(kg, "one-text")
    assert [row["key"] for row in found] == ["wire.txt", "herald.txt", "post.txt"]
    assert {row["text"] for row in found} == {kg.article("wire.txt").article.id}


def test_a_text_is_found_by_one_outlet_that_carried_it() -> None:
    first = Facts(article("a", WIRE, publisher="Lake Herald", title="Boats"))
    copy = Facts(article("b", WIRE, "2024-11-06", publisher="Post"))
    quads = [quad for one in syndicated([first, copy]) for quad in article_quads(one)]
    quads += actor_quads([first, copy])
    with open_store(None) as store:
        store.bulk_load(quads)
        for outlet, size in (("", 2), ("herald", 2), ("POST", 2), ("times", 0)):
            found = store.query(queries.load("one-text").fill({"outlet": outlet})).values()
            assert [row["outlet"] for row in found] == ["Lake Herald", "Post"][:size]


def test_the_graph_with_copies_conforms(kg: KnowledgeGraph) -> None:
    assert kg.validate().conforms


def test_without_the_first_article_the_next_one_names_the_text(kg: KnowledgeGraph) -> None:
    kg.remove("wire.txt")
    assert {row["text"] for row in kg.query("one-text").values()} == {
        kg.article("herald.txt").article.id}
    kg.remove("herald.txt")
    assert kg.query("one-text").rows == ()
    assert all(one.work is None for one in kg.facts)


def test_a_page_names_those_that_print_its_text(kg: KnowledgeGraph, tmp_path: Path) -> None:
    write_article_pages(kg.facts, kg.statements, tmp_path / "pages")
    page = {name: (tmp_path / "pages" / f"{kg.article(name).article.id}.html").read_text("utf-8")
            for name in PAPERS}
    assert "The first of 3 articles that print this text" in page["wire.txt"]
    assert f'href="{kg.article("wire.txt").article.id}.html"' in page["post.txt"]
    assert "articles that print this text" not in page["own.txt"]


def test_facts_keep_the_work() -> None:
    facts = Facts(article("a", WIRE), work="0123456789abcdef")
    assert Facts.from_dict(facts.to_dict(with_text=True)) == facts
