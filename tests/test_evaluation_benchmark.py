"""The quality benchmark: floors that rise by themselves and fall only with a reason."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from quoth.records import Annotations, Article, Attribution, Span
from scripts import script


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    return script("benchmarks/quality.py")


def scores(**values: float) -> dict[str, dict[str, Any]]:
    return {name: {"value": value, "interval": [0.0, 100.0], "items": 10}
            for name, value in values.items()}


def values(floor: dict[str, Any]) -> dict[str, float]:
    return {name: row["value"] for name, row in floor["figures"].items()}


def test_what_is_new_is_pinned(quality: ModuleType) -> None:
    floor = quality.raised(None, "a", scores(joint=50.0))
    assert floor == {"sha256": "a", "figures": {"joint": {"value": 50.0, "items": 10}}}
    assert quality.problems(floor, "a", scores(joint=50.0)) == []
    assert quality.problems(None, "a", scores(joint=0.0)) == []


def test_a_score_under_its_floor_is_a_problem(quality: ModuleType) -> None:
    floor = quality.pinned("a", scores(joint=50.0, quote=60.0))
    assert quality.problems(floor, "a", scores(joint=49.96, quote=99.0)) == []
    assert quality.problems(floor, "a", scores(joint=49.9, quote=60.0)) == [
        "joint: 49.9 is under its floor of 50.0"]
    assert quality.problems(floor, "a", scores(joint=50.0)) == [
        "quote: nothing is under its floor of 60.0"]


def test_an_update_raises_and_never_lowers(quality: ModuleType) -> None:
    floor = quality.pinned("a", scores(joint=50.0, quote=60.0))
    after = quality.raised(floor, "a", scores(joint=55.0, quote=40.0, name=1.0))
    assert values(after) == {"joint": 55.0, "quote": 60.0, "name": 1.0}
    assert quality.problems(after, "a", scores(joint=55.0, quote=40.0, name=1.0))


def test_changed_gold_is_a_problem_until_pinned_anew(quality: ModuleType) -> None:
    floor = quality.pinned("a", scores(joint=50.0))
    [problem] = quality.problems(floor, "b", scores(joint=99.0))
    assert "the gold changed" in problem
    assert quality.raised(floor, "b", scores(joint=60.0))["sha256"] == "b"
    assert quality.raised(floor, "b", scores(joint=40.0)) == floor


def test_a_floor_falls_with_a_reason_only(quality: ModuleType) -> None:
    floor = quality.pinned("a", scores(joint=50.0, quote=60.0))
    after = quality.lowered(floor, "a", scores(joint=45.0, quote=61.0), "a smaller model")
    assert values(after) == {"joint": 45.0, "quote": 61.0}
    assert after["lowered"] == [{"reason": "a smaller model", "from": {"joint": 50.0}}]
    assert "lowered" not in quality.lowered(floor, "a", scores(joint=50.0, quote=61.0), "none")
    kept = quality.raised(after, "a", scores(joint=52.0, quote=61.0))
    assert kept["lowered"] == after["lowered"]


def test_an_own_article_becomes_gold_of_speakers(quality: ModuleType) -> None:
    row = {"id": "x", "title": None, "published": None, "text": "Ana said no. Men say yes.",
           "entities": [{"id": "ana", "type": "person", "name": "Ana", "aliases": []}],
           "attributions": [
               {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]], "speaker": "ana",
                "form": "indirect", "attitude": False, "negated": False, "optional": False},
               {"source": [[13, 16]], "cue": [[17, 20]], "content": [[21, 24]], "optional": True,
                "speaker": "unnamed:men", "form": "indirect", "attitude": False,
                "negated": False}]}
    gold = quality.speaker_gold(row)
    first, second = gold["quotations"]
    assert (first["speaker"], first["level"]) == ("actor/ana", "required")
    assert second["speaker"] == f"article/{gold['article']['id']}/source13-16"
    assert second["level"] == "optional"
    assert [e["type"] for e in gold["entities"]] == ["person", "unnamed"]
    result = quality.score_speakers([gold], [gold])
    assert result["figures"]["speaker"]["f"] == 100.0


def test_the_run_fails_under_a_floor_and_writes_only_when_told(
        quality: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    text = "Ana said no."
    row = {"id": "x", "text": text, "attributions": [
        {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]}]}

    def good(article: Article) -> Annotations:
        said = Attribution(content=(Span(9, 11),), source=Span(0, 3), cue=Span(4, 8))
        return Annotations(article.id, attributions=(said,))

    def bad(article: Article) -> Annotations:
        return Annotations(article.id)

    gold = quality.GoldSet("toy", {"extraction": [row]}, quality._score_polnear)
    monkeypatch.setattr(quality, "gold_sets", lambda **_: [gold])
    floors = tmp_path / "floors.json"

    def run(annotate: Any, *arguments: str) -> int:
        monkeypatch.setattr(quality, "systems", lambda _: [("toy system", annotate)])
        return quality.main(["--floors", str(floors), *arguments])

    assert run(good) == 0
    assert not floors.exists()
    assert run(good, "--update") == 0
    pinned = floors.read_text("utf-8")
    assert json.loads(pinned)["toy | toy system"]["figures"]["joint"]["value"] == 100.0
    assert run(bad) == 1
    assert run(bad, "--update") == 1
    assert floors.read_text("utf-8") == pinned
    assert "toy | toy system: joint: 0.0 is under its floor of 100.0" in capsys.readouterr().err
    assert run(bad, "--lower", "a test", "--of", "another | toy system") == 1
    assert floors.read_text("utf-8") == pinned
    assert run(bad, "--lower", "a test", "--of", "toy | toy system") == 0
    [change] = json.loads(floors.read_text("utf-8"))["toy | toy system"]["lowered"]
    assert change["reason"] == "a test"


def test_what_is_inside_another_is_not_scored_where_the_gold_is_flat(quality: ModuleType) -> None:
    outer = {"content": [[9, 99]], "source": [[0, 3]], "cue": [[4, 8]]}
    inner = {"content": [[30, 60]], "source": [[9, 14]], "cue": [[15, 19]]}
    assert quality.has_chain({"attributions": [outer, inner]})
    assert not quality.has_chain({"attributions": [outer]})
    rows = [Attribution(content=(Span(*one["content"][0]),), source=Span(*one["source"][0]),
                        cue=Span(*one["cue"][0]), within=within)
            for one, within in ((outer, None), (inner, 0))]
    article = Article(key="a", text="x" * 99)

    def kept(*gold: dict) -> list[Span]:
        flat = quality.flat([{"id": "a", "attributions": gold}], lambda article: Annotations(
            article.id, attributions=tuple(rows)))
        return [one.content[0] for one in flat(article).attributions]

    assert kept(outer) == [Span(9, 99)] and kept(inner) == [Span(9, 99), Span(30, 60)]
