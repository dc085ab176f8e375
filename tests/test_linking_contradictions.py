"""Who says the opposite of whom: gold of pairs, and the words that carry it."""

import pytest
from quoth.linking.contradictions import contradictions
from quoth.records import Article, Facts, Quotation, Span
from scripts import script

bench = script("benchmarks/contradictions.py")


def said(text: str, speaker: str, *, on: str = "2024-05-06", act: str = "say",
         about: str = "actor/harbour") -> Facts:
    article = Article(key=f"{speaker} {text}", text=text, published=on, language="en")
    quotation = Quotation(f"q0-{len(text)}", article.id, (Span(0, len(text)),), text,
                          speaker=f"actor/{speaker}", act=act, mentions=(about,))
    return Facts(article, quotations=(quotation,))


def carried(*facts: Facts) -> list[set[str]]:
    return [set(one.words) for one in contradictions(facts)]


def test_the_gold_of_contradictions() -> None:
    rows = bench.read()
    assert sum(row["opposed"] for row in rows) == len(rows) / 2 == 30
    right, seen, there, wrong = bench.score(rows)
    assert right >= 0.94 * seen and right >= 0.85 * there, wrong


@pytest.mark.parametrize(("one", "other", "words"), [
    ("The harbour of Lindau will be dredged in winter",
     "the harbour of Lindau will not be dredged in winter", {"dredged", "not dredged"}),
    ("Rents in the old harbour rose after the sale", "rents in the old harbour fell after the sale",
     {"rose", "fell"}),
    ("Dredging the harbour will cost 40 million crowns",
     "dredging the harbour will cost 90 million crowns",
     {"40,000,000 crowns", "90,000,000 crowns"}),
])
def test_the_words_carry_it(one: str, other: str, words: set[str]) -> None:
    assert carried(said(one, "ann"), said(other, "ben")) == [words]


@pytest.mark.parametrize("change", [
    {"speaker": "ann"}, {"on": "2024-08-01"}, {"about": "actor/lindau"}])
def test_one_speaker_another_time_or_topic_is_none(change: dict) -> None:
    text = "The harbour of Lindau will be dredged in winter"
    known = {"speaker": "ben"} | change
    assert carried(said(text, "ann"), said(f"{text} is not true, it will not be dredged",
                                           **known)) == []
    assert carried(said(text, "ann"), said(text.replace("will", "will not"), **known)) == []


def test_a_denial_of_what_is_denied_is_none() -> None:
    text = "The harbour of Lindau will be dredged in winter"
    assert carried(said(text, "ann"), said(text.lower(), "ben", act="deny")) != []
    assert carried(said(text.replace("will", "will not"), "ann"),
                   said(text.lower(), "ben", act="deny")) == []


def test_the_order_of_articles_does_not_matter() -> None:
    facts = [one for row in bench.read()[:20] for one in bench.facts_of(row)]
    assert contradictions(facts) == contradictions(facts[::-1])
