"""The extraction scorer, on a small article whose figures are counted by hand."""

import copy

import pytest
from quoth.errors import QuothError
from quoth.evaluation import score_extraction
from quoth.evaluation.figures import Tally, figure
from quoth.evaluation.matching import jaccard, joined, match, shared
from quoth.records import Span

TEXT = ("Mara Ito said the mill would close. “We tried,” she told reporters, “and we failed.” "
        "Rain fell. According to the union, 40 people lose their jobs.")


def find(*words: str) -> list[list[int]]:
    return [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words]


def said(source: str | None, cue: str, *content: str, confidence: float | None = None) -> dict:
    row = {"source": find(source) if source else [], "cue": find(cue), "content": find(*content)}
    return row if confidence is None else {**row, "confidence": confidence}


MILL = said("Mara Ito", "said", "the mill would close")
TRIED = said("she", "told reporters", "“We tried,”", "“and we failed.”")
JOBS = said("the union", "According to", "40 people lose their jobs")
GOLD = [{"id": "a", "text": TEXT, "attributions": [MILL, TRIED, JOBS]}]


def scored(*attributions: dict) -> dict:
    return score_extraction(GOLD, [{"id": "a", "text": TEXT, "attributions": list(attributions)}])


def f(result: dict) -> dict[str, float]:
    return {name: row["f"] for name, row in result["figures"].items()}


def changed(attribution: dict, **roles: list[list[int]]) -> dict:
    return {**copy.deepcopy(attribution), **roles}


def test_the_gold_itself_scores_full_marks() -> None:
    result = scored(MILL, TRIED, JOBS)
    assert set(f(result).values()) == {100.0}
    assert (result["articles"], result["gold"], result["predicted"]) == (1, 3, 3)
    assert result["figures"]["joint quoted"]["gold"] == 1
    assert result["figures"]["exact content"]["gold"] == 4  # pieces
    assert result["figures"]["quote exact"]["gold"] == 3  # whole contents


def test_order_does_not_matter() -> None:
    assert scored(JOBS, MILL, TRIED) == scored(MILL, TRIED, JOBS)


def test_nothing_predicted() -> None:
    for result in (scored(), score_extraction(GOLD, [])):
        assert set(f(result).values()) == {0.0}
        assert result["calibration"] is None


def test_a_missed_one_lowers_recall_only() -> None:
    row = scored(MILL, TRIED)["figures"]["joint"]
    assert (row["precision"], row["recall"], row["f"]) == (100.0, 66.67, 80.0)


def test_an_invented_one_lowers_precision_only() -> None:
    row = scored(MILL, TRIED, JOBS, said("Mara Ito", "said", "Rain fell"))["figures"]["joint"]
    assert (row["precision"], row["recall"]) == (75.0, 100.0)


def test_a_wrong_source_lowers_what_looks_at_sources() -> None:
    figures = f(scored(changed(MILL, source=find("the union")), TRIED, JOBS))
    lowered = {name for name, value in figures.items() if value < 100}
    assert lowered == {
        "joint", "joint indirect", "source given quote", "exact source", "token source",
        "citron exact source", "citron exact all", "citron overlap source", "citron overlap all",
        "ggt speaker over 0.3", "ggt speaker over 0.8"}
    assert figures["joint"] == figures["source given quote"] == 66.67
    assert figures["exact source"] == 80.0  # of 2 predicted pieces 2 are right, of 3 gold ones 2


def test_a_source_too_much_or_too_little_is_wrong_but_part_of_it_is_right() -> None:
    assert f(scored(changed(MILL, source=[]), TRIED, JOBS))["joint"] == 66.67
    assert f(scored(changed(MILL, source=find("Ito")), TRIED, JOBS))["joint"] == 100.0
    none = [{**GOLD[0], "attributions": [changed(MILL, source=[])]}]
    for source, score in (([], 100.0), (find("Mara Ito"), 0.0)):
        predicted = [{**GOLD[0], "attributions": [changed(MILL, source=source)]}]
        assert f(score_extraction(none, predicted))["joint"] == score


def test_a_wrong_cue_lowers_cue_figures_and_citrons() -> None:
    figures = f(scored(changed(MILL, cue=find("Rain")), TRIED, JOBS))
    lowered = {name for name, value in figures.items() if value < 100}
    assert lowered == {"exact cue", "token cue"} | {n for n in figures if n.startswith("citron")}


@pytest.mark.parametrize(("content", "lost"), [
    ("the mill would close.", {"quote exact", "exact content"}),  # 20 of 21 characters
    ("said the mill would close", {"quote exact", "exact content"}),  # 20 of 25: 0.8
    ("would close", {"quote exact", "exact content", "quote at 0.8"}),  # 11 of 20: found
    ("close", {"quote exact", "exact content", "quote at 0.8", "quote", "joint"}),  # 5 of 20
])
def test_thresholds(content: str, lost: set[str]) -> None:
    figures = f(scored(changed(MILL, content=find(content)), TRIED, JOBS))
    names = ("quote", "joint", "quote at 0.8", "quote exact", "exact content")
    assert {name for name in names if figures[name] < 100} == lost


def test_half_of_a_split_quotation_is_one_piece_of_two() -> None:
    figures = scored(MILL, changed(TRIED, content=find("“and we failed.”")), JOBS)["figures"]
    assert figures["exact content"]["found"] == 3
    assert figures["quote"]["found"] == 3  # 16 of 27 characters
    assert figures["quote exact"]["found"] == 2
    assert figures["ggt quote over 0.3"]["found"] == 3
    assert figures["ggt quote over 0.8"]["found"] == 2


def test_by_form_each_side_is_selected_by_its_own_marks() -> None:
    bare = changed(TRIED, content=find("We tried,”", "and we failed"))
    figures = scored(MILL, changed(TRIED, content=find("We tried,", "and we failed.")), JOBS)
    assert figures["figures"]["quote quoted"]["recall"] == 100.0
    assert figures["figures"]["quote quoted"]["predicted"] == 0
    assert figures["figures"]["quote indirect"]["predicted"] == 3
    assert scored(MILL, bare, JOBS)["figures"]["quote quoted"]["predicted"] == 1


def test_tokens_are_counted_by_role() -> None:
    row = scored(changed(MILL, source=find("Mara")), TRIED, JOBS)["figures"]["token source"]
    assert (row["hits"], row["predicted"], row["gold"]) == (4, 4, 5)


def test_matching_is_one_to_one() -> None:
    row = scored(MILL, MILL, TRIED, JOBS)["figures"]["quote"]
    assert (row["hits"], row["predicted"]) == (3, 4)


def test_equal_contents_are_matched_by_their_source() -> None:
    twice = [{**GOLD[0], "attributions": [MILL, changed(MILL, source=find("the union"))]}]
    other = [{**GOLD[0], "attributions": list(reversed(twice[0]["attributions"]))}]
    assert f(score_extraction(twice, other))["joint"] == 100.0


def test_the_best_sum_wins_over_the_first_best() -> None:
    gold, predicted = [(Span(0, 10),), (Span(4, 10),)], [(Span(0, 10),), (Span(0, 5),)]
    pairs = match(gold, predicted, jaccard, least=0.3)
    assert [(p.gold, p.predicted) for p in pairs] == [(0, 1), (1, 0)]


def test_calibration_and_curve() -> None:
    sure = changed(MILL) | {"confidence": 0.95}
    wrong = changed(JOBS, source=[]) | {"confidence": 0.55}
    unsure = changed(TRIED) | {"confidence": 0.55}
    calibration = scored(sure, wrong, unsure)["calibration"]
    # bins: 0.95 against 1 of 1, and 1.10 against 1 of 2
    assert calibration["ece"] == pytest.approx((0.05 + 0.10) / 3, abs=1e-4)
    assert calibration["curve"][0] == {
        "coverage": 0.1, "confidence": 0.95, "precision": 100.0, "recall": 33.33}
    assert calibration["curve"][-1]["precision"] == calibration["curve"][-1]["recall"] == 66.67


def test_another_text_is_refused() -> None:
    with pytest.raises(QuothError, match="article a: the predicted row has another text"):
        score_extraction(GOLD, [{"id": "a", "text": "Else.", "attributions": []}])


def test_an_attribution_without_content_is_left_out() -> None:
    assert scored(MILL, TRIED, JOBS, changed(MILL, content=[]))["predicted"] == 3


def test_the_interval_comes_from_articles_and_is_the_same_every_time() -> None:
    tallies = [Tally.even(5, 5, 5), Tally.even(0, 5, 5), Tally.even(3, 5, 5)]
    one, again = figure("x", tallies), figure("x", tallies)
    assert one == again
    assert one.low < one.f < one.high
    assert figure("x", tallies, seed=1).f == one.f
    assert figure("x", tallies[:1]).low == figure("x", tallies[:1]).high == 100.0
    assert figure("x", []).f == 0.0


def test_spans_are_joined_before_they_are_counted() -> None:
    spans = joined([[5, 9], [0, 6], [12, 12]])
    assert spans == (Span(0, 9),)
    assert shared(spans, joined([[8, 20]])) == 1
    assert jaccard(spans, spans) == 1.0
    assert jaccard((), ()) == 0.0


def test_an_optional_attribution_counts_neither_way() -> None:
    gold = [{**GOLD[0], "attributions": [MILL, {**TRIED, "optional": True}, JOBS]}]
    for found in ([MILL, TRIED, JOBS], [MILL, JOBS], [MILL, changed(TRIED, source=[]), JOBS]):
        result = score_extraction(gold, [{"id": "a", "text": TEXT, "attributions": found}])
        counted = {row["f"] for row in result["figures"].values() if row["gold"]}
        assert counted == {100.0}
        assert (result["gold"], result["predicted"]) == (2, 2)
