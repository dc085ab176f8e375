"""What the bundled model makes of the five seed articles: who said what, and how right it is."""

from pathlib import Path

import pytest
import quoth
from quoth.evaluation import evaluate

ROOT = Path(__file__).resolve().parents[1]
ACTORS = {
    "Vladimir Putin": "Q7747", "Kassym-Jomart Tokayev": "Q200881", "Nikol Pashinyan": "Q7035479",
    "Arayik Harutyunyan": "Q440824", "Sergey Lavrov": "Q58217", "Stanislav Zas": None,
    "Andrey Serdyukov": None,
}


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> quoth.KnowledgeGraph:
    return quoth.build(ROOT / "seeds" / "articles", tmp_path_factory.mktemp("out")).kg


def test_every_actor_is_there_once_with_statements(kg: quoth.KnowledgeGraph) -> None:
    said = {row[0].value for row in kg.query("who-said-what").rows if row[0]}
    assert set(ACTORS) <= said
    for name, wikidata in ACTORS.items():
        assert [a.wikidata for a in kg.actors if a.name == name] == [wikidata]


def test_the_lead_of_each_article_is_whole(kg: quoth.KnowledgeGraph) -> None:
    for article in kg.articles:
        first = next(q for q in kg.quotations
                     if q.article == article.id and q.speaker and len(q.text) > 80)
        assert len(first.content) == 1 and first.speaker.startswith("actor/")


def test_speakers_are_right() -> None:
    report = evaluate(ROOT / "seeds" / "gold", annotator="default").to_dict()
    figures = report["speakers"]["figures"]
    assert figures["speaker"]["recall"] >= 95
    assert figures["speaker"]["precision"] >= 92
    assert figures["entity b3"]["f"] >= 95


def test_literals_are_the_characters_of_the_text(kg: quoth.KnowledgeGraph) -> None:
    texts = {a.id: a.text for a in kg.articles}
    for quotation in kg.quotations:
        pieces = [span.of(texts[quotation.article]) for span in sorted(quotation.content)]
        assert " […] ".join(pieces) == quotation.text
