"""The gold of the seed articles is whole: texts, offsets, ids, entities, statements."""

import json
from pathlib import Path

import pytest
from quoth.evaluation import evaluate
from quoth.evaluation.statements import links
from quoth.records import Article, Facts

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
FILES = sorted((SEEDS / "gold").glob("[0-9]*.jsonl"))
def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


ROWS = [row for path in FILES for row in lines(path)]
GROUPS = lines(SEEDS / "gold/statements.jsonl")
EACH = pytest.mark.parametrize("row", ROWS, ids=[path.stem for path in FILES])


def test_every_seed_has_its_gold() -> None:
    articles = sorted((SEEDS / "articles").glob("*.txt"))
    assert [row["article"]["key"] for row in ROWS] == [path.name for path in articles]
    for row, path in zip(ROWS, articles, strict=True):
        text = path.read_text("utf-8")
        assert row["article"] == {**row["article"], **{
            name: Article(key=path.name, text=text).to_dict()[name]
            for name in ("id", "sha256", "length", "text")}}


@EACH
def test_offsets_give_the_text(row: dict) -> None:
    text = row["article"]["text"]
    for quotation in row["quotations"]:
        spans = quotation["content"]
        assert spans == sorted(spans)
        assert all(a < b for a, b in spans)
        assert quotation["text"] == " […] ".join(text[a:b] for a, b in spans)
        assert quotation["id"] == f"q{spans[0][0]}-{spans[-1][1]}"
        for part in (quotation["source"], quotation["cue"]):
            assert part is None or text[part["start"]:part["end"]] == part["text"]
        for a, b in quotation["verbatim"]:
            assert text[a - 1] in "“" and text[b] in "”"
            assert any(start <= a and b <= end for start, end in spans)
    for mention in row["mentions"]:
        assert text[mention["start"]:mention["end"]] == mention["text"].strip() != ""


@EACH
def test_ids_are_unique_and_known(row: dict) -> None:
    quotations = [q["id"] for q in row["quotations"]]
    entities = {e["id"]: e for e in row["entities"]}
    events = {e["id"] for e in row["events"]}
    assert len(set(quotations)) == len(quotations)
    assert len(entities) == len(row["entities"])
    for quotation in row["quotations"]:
        assert quotation["level"] in ("required", "optional")
        assert quotation["form"] in ("direct", "indirect", "mixed")
        assert quotation["within"] in (None, *quotations)
        assert quotation["occasion"] in (None, *events)
        for one in ("speaker", "voice", "addressee"):
            assert quotation[one] in (None, *entities), quotation["id"]
        assert set(quotation.get("accept", ())) <= set(entities)
        assert quotation["speaker_name"] == entities.get(quotation["speaker"], {}).get("name")
    spans = [(m["start"], m["end"]) for m in row["mentions"]]
    assert len(set(spans)) == len(spans)
    assert {m["entity"] for m in row["mentions"]} <= set(entities)
    for entity in entities.values():
        for role in entity["roles"]:
            assert role["of"] in entities
            start, end = role["evidence"]
            assert 0 <= start < end <= row["article"]["length"]


@EACH
def test_the_inner_lies_in_the_outer(row: dict) -> None:
    by_id = {q["id"]: q for q in row["quotations"]}
    for quotation in row["quotations"]:
        if outer := quotation["within"]:
            (a, b), (start, end) = by_id[outer]["content"][0], quotation["content"][0]
            assert a <= start and end <= b and (a, b) != (start, end)


@EACH
def test_a_line_of_gold_is_a_line_of_facts(row: dict) -> None:
    plain = json.loads(json.dumps(row))
    for item in (*plain["quotations"], *plain["mentions"]):
        item.pop("level", None)
        item.pop("accept", None)
    for quotation in plain["quotations"]:
        quotation["article"] = row["article"]["id"]
    assert len(Facts.from_dict(plain).quotations) == len(row["quotations"])


def test_an_entity_is_the_same_in_all_articles() -> None:
    known: dict[str, tuple] = {}
    for row in ROWS:
        for entity in row["entities"]:
            facts = entity["type"], entity["name"], entity["wikidata"]
            assert known.setdefault(entity["id"], facts) == facts


def test_statements_join_quotations_of_one_speaker() -> None:
    speakers = {(row["article"]["key"], q["id"]): q["speaker"]
                for row in ROWS for q in row["quotations"]}
    for group in GROUPS:
        for ref in (*group["quotations"], *group["optional"]):
            assert speakers[tuple(ref)] == group["speaker"]
    must, may = links(GROUPS)
    assert must < may
    assert all(len(pair) == 2 for pair in may)


def test_the_gold_itself_scores_full_marks() -> None:
    report = evaluate(SEEDS / "gold", SEEDS / "gold").to_dict()
    figures = report["speakers"]["figures"]
    assert figures["wrong speaker"]["f"] == 0.0
    counted = {name: row["f"] for name, row in figures.items() if row["gold"]}
    assert {f for name, f in counted.items() if name != "wrong speaker"} == {100.0}
    assert report["statements"]["figures"]["statement pair"]["predicted"] == 0


def test_the_entities_file_is_a_list_of_entities() -> None:
    rows = lines(SEEDS / "entities.jsonl")
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["id"].startswith("actor/")
        assert row["type"] in ("person", "organization", "place", "group")
        assert row["name"]
        assert all(role["title"] and role["of"] for role in row.get("roles", ()))
