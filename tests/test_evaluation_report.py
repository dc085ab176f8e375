"""Gold files in, a report out."""

import gzip
import json
from pathlib import Path

import pytest
from quoth.errors import QuothError
from quoth.evaluation import evaluate
from quoth.evaluation.report import as_read
from quoth.records import Annotations, Article, Attribution, Mention, Span

TEXT = "Mara Ito said the mill would close."
GOLD = {"id": "a", "text": TEXT, "attributions": [
    {"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 34]]}]}
SENTENCE = {"doc": "d-1", "words": ["Mara", "Ito", "left"], "spaces": [True, True, False],
            "tags": ["B-PERSON", "L-PERSON", "O"]}


def annotator(article: Article) -> Annotations:
    """Find Mara Ito, and what she said in the first article."""
    said = Attribution(content=(Span(14, 34),), source=Span(0, 8), cue=Span(9, 13), confidence=0.9)
    return Annotations(article.id, mentions=(Mention(0, 8, "Mara Ito", "PERSON"),),
                       attributions=(said,) if article.text == TEXT else ())


def write(path: Path, *rows: dict) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_extraction_with_an_annotator(tmp_path: Path) -> None:
    report = evaluate(write(tmp_path / "gold.jsonl", GOLD), annotator=annotator)
    result = report.to_dict()["extraction"]
    assert result["figures"]["joint"]["f"] == 100.0
    assert result["calibration"]["ece"] == 0.1
    assert "joint                             100.0  100.0  100.0" in report.table()


def test_names_with_an_annotator_and_from_a_file(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", SENTENCE)
    assert evaluate(gold, annotator=annotator).to_dict()["names"]["figures"]["name"]["f"] == 100.0
    assert evaluate(gold, gold).to_dict()["names"]["figures"]["name"]["f"] == 100.0
    with pytest.raises(QuothError, match="1 gold sentences but 2 predicted ones"):
        evaluate(gold, write(tmp_path / "two.jsonl", SENTENCE, SENTENCE))


def test_a_folder_is_read_whole_and_by_kind(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", GOLD)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps(SENTENCE).encode()))
    report = evaluate(tmp_path, annotator=annotator)
    assert set(report.to_dict()) == {"extraction", "names"}
    assert report.table().count("95 % of F") == 2


@pytest.mark.parametrize(("text", "reason"), [
    ("{", "gold.jsonl:1: not JSON"), ("[1]", "gold.jsonl:1: a JSON object is needed"),
    ('{"x": 1}', "gold.jsonl:1: no gold row"), ("\n", "no gold here"),
])
def test_bad_gold_is_refused_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(QuothError, match=reason) as caught:
        evaluate(path, path)
    assert "\n" not in str(caught.value)


def test_missing_and_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuothError, match="nothing.jsonl"):
        evaluate(tmp_path / "nothing.jsonl", annotator=annotator)
    (tmp_path / "gold.jsonl.gz").write_bytes(b"not gzip")
    with pytest.raises(QuothError, match=r"gold.jsonl.gz"):
        evaluate(tmp_path / "gold.jsonl.gz", annotator=annotator)


def test_speakers_with_an_annotator_that_sees_the_text_alone(tmp_path: Path) -> None:
    seen: list[Article] = []

    def watching(article: Article) -> Annotations:
        seen.append(article)
        return annotator(article)

    answer = Article(key="a.txt", text=TEXT, title="The answer", published="2020-05-01")
    mara = {"id": "actor/ito", "type": "person", "name": "Mara Ito", "wikidata": None,
            "aliases": [], "roles": []}
    said = {"id": "q14-34", "content": [[14, 34]], "speaker": mara["id"], "form": "indirect",
            "source": {"start": 0, "end": 8, "text": "Mara Ito"}, "act": None, "medium": None,
            "attitude": False, "negated": False, "said_on": None}
    gold = {"article": answer.to_dict(), "entities": [mara], "quotations": [said], "mentions": [
        {"start": 0, "end": 8, "text": "Mara Ito", "label": "PERSON", "form": "name",
         "entity": mara["id"]}]}
    path = write(tmp_path / "gold.jsonl", gold)
    figures = evaluate(path, annotator=watching).to_dict()["speakers"]["figures"]
    assert figures["speaker"]["f"] == figures["mention name"]["f"] == 100.0
    [article] = seen
    assert (article.title, article.published) == (None, None)


def test_a_row_is_read_with_its_metadata() -> None:
    article = as_read({"id": "x", "text": TEXT, "title": "Mill", "date": "2020-05-01"})
    assert (article.key, article.title, article.published) == ("x", "Mill", "2020-05-01")
