"""Bounds and types of names that a sentence alone does not tell."""

from __future__ import annotations

import pytest
from quoth.nlp.completion import complete
from quoth.records import Annotations, Article, Link, Mention, Region

TITLE = "Oxo Thermal Announces Record Quarter"
TEXT = f"{TITLE}\n\nThe quarter was a record, Oxo Thermal of Lisk said, and Ann Roe smiled."


def named(text: str, *names: tuple[str, str], title: str = "") -> list[tuple[str, str]]:
    """Return the names that are kept of some: text and label."""
    regions = (Region(0, len(title), "title"),) if title else ()
    article = Article("k", text, regions=regions)
    mentions = tuple(Mention(text.index(n), text.index(n) + len(n), n, label) for n, label in names)
    found = complete(article, Annotations(article.id, mentions=mentions), model="m")
    return [(m.text, m.label) for m in found.mentions if m.form == "name"
            and any(m.start == o.start for o in mentions)]


def test_the_capitals_of_a_title_make_no_name() -> None:
    names = (("Oxo Thermal Announces", "ORG"), ("Record Quarter", "ORG"))
    assert named(TEXT, *names, title=TITLE) == [("Oxo Thermal", "ORG")]
    assert named(TEXT, *names) == list(names)


def test_a_body_that_only_the_title_names_stays() -> None:
    title = "Harbour Trust Opens New Pier"
    text = f"{title}\n\nThe pier at Lisk was opened on Monday, said Ann Roe."
    assert named(text, ("Harbour Trust", "ORG"), title=title) == [("Harbour Trust", "ORG")]


@pytest.mark.parametrize(("text", "name", "label", "others"), [
    ("Sir Alan Pim (Con, Dunmere West) rose.", "Dunmere West", "LOC", ("Alan Pim",)),
    ("Rep. Ann Roe (D-Lisk) rose.", "Lisk", "LOC", ("Ann Roe",)),
    ("Cyclone Berta has passed.", "Berta", "EVENT", ()),
    ("The nurse Berta has left.", "Berta", "PERSON", ()),
    ("On Monday Democrats left.", "Democrats", "NORP", ()),
    ("Rates will rise, Oxo's Ramya Iyer said.", "Oxo", "ORG", ("Ramya Iyer",)),
    ("Rates will rise, Ada's husband Tom Iyer said.", "Ada", "PERSON", ("Tom Iyer",)),
    ("Rates will rise, Ada's Bo said.", "Ada", "PERSON", ("Bo",)),
])
def test_names_are_typed_by_what_stands_beside(text: str, name: str, label: str,
                                               others: tuple[str, ...]) -> None:
    given = ((name, "PERSON"), *((other, "PERSON") for other in others))
    assert (name, label) in named(text, *given)


@pytest.mark.parametrize(("text", "kept"), [
    ("Otters moved at night. The otter is shy.", []),
    ("Foxes moved at night. A fox is shy.", []),
    ("Otters moved at night. The club is shy.", [("Otters", "ORG")]),
    ("Otters won at night. The Lisk Otters met an otter.", [("Otters", "ORG")]),
])
def test_a_common_noun_at_the_head_of_a_sentence(text: str, kept: list) -> None:
    assert named(text, (text.split()[0], "ORG")) == [(text.split()[0], "ORG")] * bool(kept)


def test_links_follow_the_mentions_that_stay() -> None:
    article = Article("k", TEXT, regions=(Region(0, len(TITLE), "title"),))
    spans = [TEXT.index("Record Quarter"), TEXT.index("Ann Roe"), TEXT.rindex("Oxo Thermal")]
    mentions = (Mention(spans[0], spans[0] + 14, "Record Quarter", "ORG"),
                Mention(spans[2], spans[2] + 11, "Oxo Thermal", "ORG"),
                Mention(spans[1], spans[1] + 7, "Ann Roe", "PERSON"))
    found = complete(article, Annotations(article.id, mentions=mentions,
                                          links=(Link(2, 1, 0.5), Link(1, 0, 0.5))), model="m")
    assert [(found.mentions[m].text, found.mentions[a].text) for m, a, _ in found.links] == [
        ("Ann Roe", "Oxo Thermal")]
