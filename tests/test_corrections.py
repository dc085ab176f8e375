"""What people say is right or wrong wins over the machine."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from newsroom import newsroom
from quoth import KnowledgeGraph, Options, build
from quoth.corrections import Correction, Corrections, corrected, matching
from quoth.errors import QueryError, StoreError
from quoth.records import Entity, Facts, Span

RULES = Options(model="rules")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrected")
    newsroom(folder / "in")
    build(folder / "in", folder / "out", options=RULES).kg.close()
    return folder


@pytest.fixture
def kg(built: Path) -> KnowledgeGraph:
    with KnowledgeGraph.open(built / "out") as kg:
        yield kg
        for one in list(kg.corrections):
            kg.uncorrect(one.quotation.article, one.quotation.id)


def waited(kg: KnowledgeGraph) -> tuple[Facts, object]:
    return next((f, q) for f in kg.facts for q in f.quotations if "waited long" in q.text)


def lines(kg: KnowledgeGraph) -> list[str]:
    return list(kg.store.quads())


def test_another_speaker_wins_and_can_be_taken_back(kg: KnowledgeGraph) -> None:
    before = lines(kg)
    facts, old = waited(kg)
    zoe = Entity("actor/zoe-new", "person", "Zoë New")
    kg.correct(Correction("speaker", old, "Ida", zoe, "2026-02-03T04:05:06Z"))
    facts, new = waited(kg)
    assert (new.speaker, new.speaker_name, new.confidence) == ("actor/zoe-new", "Zoë New", 1.0)
    assert new.reasons[-1] == "speaker given by Ida"
    assert zoe in facts.entities
    asked = kg.query("""SELECT ?who ?by ?at WHERE { ?q schema:text ?text ; quoth:speaker/rdfs:label
        ?who ; prov:wasDerivedFrom ?c . ?c prov:wasAttributedTo/rdfs:label ?by ;
        prov:generatedAtTime ?at }""")
    assert [[str(cell) for cell in row] for row in asked.rows] == [
        ["Zoë New", "Ida", "2026-02-03T04:05:06Z"]]
    assert kg.uncorrect(facts.article.id, new.id)
    assert not kg.uncorrect(facts.article.id, new.id)
    assert lines(kg) == before


def test_a_wrong_quotation_is_gone_with_its_statement(kg: KnowledgeGraph) -> None:
    _, old = waited(kg)
    count = len(kg.quotations)
    kg.correct(Correction("wrong", old, "Ida"))
    told = kg.query("""SELECT ?label ?by WHERE { ?graph prov:wasInfluencedBy ?c .
        ?c rdfs:label ?label ; prov:wasAttributedTo/rdfs:label ?by }""")
    assert [[str(cell) for cell in row] for row in told.rows] == [["no quotation", "Ida"]]
    assert kg.validate().conforms
    assert len(kg.quotations) == count - 1
    assert not kg.query('ASK { ?q schema:text ?t FILTER(CONTAINS(?t, "waited long")) }').boolean
    assert old.statement not in {one.id for one in kg.statements}


def test_corrections_outlive_a_new_build_and_a_machine_that_finds_less(
    built: Path
) -> None:
    with KnowledgeGraph.open(built / "out") as kg:
        facts, old = waited(kg)
    odd = replace(old, id="q0-9", content=(Span(0, 9),), text=facts.article.text[:9], cue=None,
                  cue_text=None, source=None, source_text=None)
    with KnowledgeGraph.open(built / "out") as kg:
        kg.correct(Correction("right", odd, "Ida", Entity("actor/anna-keller", "person", "x")))
    with build(built / "in", built / "out", options=RULES).kg as again:
        assert facts.article.text[:9] in [q.text for q in again.quotations]
        assert len(list(again.corrections)) == 1
        again.uncorrect(odd.article, odd.id)


def test_a_correction_finds_the_quotation_drawn_otherwise(kg: KnowledgeGraph) -> None:
    facts, old = waited(kg)
    start, end = old.content[0]
    moved = replace(old, id=f"q{start}-{end - 3}", content=(Span(start, end - 3),))
    assert matching(moved, facts.quotations) == old
    assert matching(replace(old, id="q1-2", content=(Span(1, 2),)), facts.quotations) is None
    [after] = corrected([facts], [Correction("wrong", moved, "Ida")])
    assert old not in after.quotations and len(after.quotations) == len(facts.quotations) - 1


def test_an_inner_quotation_survives_its_outer_one(kg: KnowledgeGraph) -> None:
    facts, old = waited(kg)
    inner = replace(old, id="q1-5", content=(Span(1, 5),), within=old.id)
    [after] = corrected([facts.replace(quotations=(*facts.quotations, inner))],
                        [Correction("wrong", old, "Ida")])
    assert [q.within for q in after.quotations if q.id == "q1-5"] == [None]


def test_gold_requires_what_was_judged(kg: KnowledgeGraph, tmp_path: Path) -> None:
    facts, old = waited(kg)
    kg.correct(Correction("right", old, "Ida", {e.id: e for e in kg.actors}[old.speaker]))
    [row] = map(json.loads, kg.write(tmp_path / "g.jsonl", "gold").read_text("utf-8").splitlines())
    levels = {q["id"]: q["level"] for q in row["quotations"]}
    assert levels.pop(old.id) == "required" and set(levels.values()) <= {"optional"}
    assert row["article"]["text"] == facts.article.text


def test_no_path_leads_out_of_the_folder(kg: KnowledgeGraph) -> None:
    _, old = waited(kg)
    for bad in (replace(old, article="../x"), replace(old, id="../../q1-2"), replace(old, id="q")):
        with pytest.raises(QueryError):
            Correction("right", bad, "Ida")
    with pytest.raises(QueryError):
        kg.corrections.drop("..", "q1-2")
    with pytest.raises(QueryError):
        Correction("maybe", old, "Ida")
    with pytest.raises(QueryError):
        Correction("right", old, " ")


def test_a_broken_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef").mkdir()
    (tmp_path / "0123456789abcdef" / "q1-2.json").write_text("{}")
    with pytest.raises(StoreError, match="is no correction"):
        list(Corrections(tmp_path))
