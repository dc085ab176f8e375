"""The scorer of speakers, entities and statements, on small articles counted by hand."""

import copy
from typing import Any

import pytest
from quoth.evaluation import score_speakers, score_statements
from quoth.evaluation.identity import map_entities, reworded, variant
from quoth.records import Article

TEXT = ("Mara Ito said the mill would close. She called it “a loss”.\n\n"
        "“We tried for years,” the mayor told reporters.\n\n“It was not enough.”\n\n"
        "Officials say jobs will go.")
ARTICLE = Article(key="a.txt", text=TEXT).to_dict()
MARA = {"id": "actor/mara-ito", "type": "person", "name": "Mara Ito", "wikidata": "Q1",
        "aliases": ["Ito"], "roles": []}
TOWN = {"id": "actor/sarvani", "type": "place", "name": "Sarvani", "wikidata": None,
        "aliases": [], "roles": []}
OFFICIALS = {"id": f"article/{ARTICLE['id']}/source127-136", "type": "unnamed",
             "name": "Officials", "wikidata": None, "aliases": [], "roles": []}


def span(part: str) -> tuple[int, int]:
    assert TEXT.count(part) == 1, part
    return TEXT.index(part), TEXT.index(part) + len(part)


def quotation(content: str | list[str], source: str | None, speaker: str | None,
              **more: Any) -> dict:
    spans = [list(span(c)) for c in ([content] if isinstance(content, str) else content)]
    start, end = span(source) if source else (0, 0)
    return {"id": f"q{spans[0][0]}-{spans[-1][1]}", "content": spans, "form": "indirect",
            "source": {"start": start, "end": end, "text": source} if source else None,
            "speaker": speaker, "act": None, "attitude": False, "negated": False,
            "medium": None, "said_on": None, **more}


def mention(part: str, entity: str, form: str = "name", label: str = "PERSON") -> dict:
    start, end = span(part)
    return {"start": start, "end": end, "text": part, "label": label, "form": form,
            "entity": entity}


GOLD = {
    "article": ARTICLE, "entities": [MARA, OFFICIALS],
    "mentions": [mention("Mara Ito", MARA["id"]), mention("She", MARA["id"], "pronoun"),
                 mention("the mayor", MARA["id"], "nominal")],
    "quotations": [
        quotation("the mill would close", "Mara Ito", MARA["id"]),
        quotation("it “a loss”", "She", MARA["id"], form="mixed", level="optional"),
        quotation(["We tried for years,", "It was not enough."], "the mayor", MARA["id"],
                  form="direct"),
        quotation("jobs will go", "Officials", OFFICIALS["id"]),
    ],
}


def predicted(**changes: Any) -> dict:
    return {**copy.deepcopy(GOLD), **changes}


def scored(row: dict) -> dict[str, dict]:
    return score_speakers([GOLD], [row])["figures"]


def with_speaker(index: int, speaker: str | None, **changes: Any) -> dict:
    row = predicted()
    row["quotations"][index] |= {"speaker": speaker, **changes}
    return row


def test_the_gold_itself_scores_full_marks() -> None:
    figures = scored(GOLD)
    counted = {name: row for name, row in figures.items() if row["gold"]}
    assert {row["f"] for name, row in counted.items() if name != "wrong speaker"} == {100.0}
    assert figures["wrong speaker"]["f"] == 0.0
    assert figures["quotation"]["gold"] == 4  # the one of two paragraphs counts twice
    assert figures["field form"]["gold"] == 4
    assert (figures["entity b3"]["gold"], figures["actor"]["gold"]) == (3, 1)


def test_a_wrong_speaker_is_found_but_not_right() -> None:
    row = with_speaker(0, TOWN["id"])
    row["entities"] = [*row["entities"], TOWN]
    figures = scored(row)
    assert figures["quotation"]["f"] == 100.0
    assert figures["speaker"]["recall"] == figures["speaker"]["precision"] == 75.0
    assert figures["speaker given quotation"]["f"] == 75.0
    assert figures["wrong speaker"]["f"] == 25.0


def test_no_speaker_is_missed_but_not_wrong() -> None:
    figures = scored(with_speaker(0, None))
    assert figures["speaker"]["recall"] == 75.0
    assert figures["wrong speaker"]["f"] == 0.0


def test_no_speaker_is_right_where_the_gold_has_none() -> None:
    gold = with_speaker(0, None)
    assert score_speakers([gold], [gold])["figures"]["speaker"]["f"] == 100.0
    named = score_speakers([gold], [GOLD])["figures"]
    assert (named["speaker"]["recall"], named["wrong speaker"]["f"]) == (75.0, 25.0)


def test_an_accepted_speaker_is_right() -> None:
    gold = copy.deepcopy(GOLD)
    gold["entities"].append(TOWN)
    gold["quotations"][3]["accept"] = [TOWN["id"], None]
    for speaker in (TOWN["id"], None, OFFICIALS["id"]):
        row = copy.deepcopy(gold)
        row["quotations"][3]["speaker"] = speaker
        assert score_speakers([gold], [row])["figures"]["speaker"]["f"] == 100.0


def test_an_optional_quotation_counts_neither_way() -> None:
    without = predicted(quotations=[q for q in GOLD["quotations"] if "level" not in q])
    wrong = with_speaker(1, None)
    for row in (without, wrong):
        figures = scored(row)
        assert figures["speaker"]["f"] == figures["quotation"]["f"] == 100.0
        assert figures["speaker"]["predicted"] == 4


def test_an_invented_quotation_lowers_precision() -> None:
    row = predicted()
    row["quotations"].append(quotation("told reporters", None, MARA["id"]))
    figures = scored(row)
    assert (figures["speaker"]["precision"], figures["speaker"]["recall"]) == (80.0, 100.0)
    assert figures["wrong speaker"]["f"] == 20.0


def test_a_missed_quotation_counts_as_wrong_over_all_only() -> None:
    figures = scored(predicted(quotations=GOLD["quotations"][1:]))
    assert figures["speaker"]["recall"] == 75.0
    assert figures["speaker given quotation"]["f"] == 100.0


def test_paragraphs_as_one_quotation_or_as_several_are_the_same() -> None:
    several = predicted()
    first, second = several["quotations"][2]["content"]
    several["quotations"][2]["content"] = [first]
    several["quotations"].append({**several["quotations"][2], "content": [second], "id": "q9"})
    whole = predicted()
    whole["quotations"][2]["content"] = [[first[0] - 1, second[1] + 1]]  # the cue in between too
    assert scored(several)["speaker"] == scored(GOLD)["speaker"]
    assert scored(whole)["quotation"]["gold"] == 4


def test_the_unnamed_are_right_by_their_span() -> None:
    other = {**OFFICIALS, "id": f"article/{ARTICLE['id']}/source0-8"}
    elsewhere = with_speaker(3, other["id"], source={"start": 0, "end": 8, "text": "Mara Ito"})
    elsewhere["entities"] = [MARA, other]
    assert scored(elsewhere)["speaker"]["recall"] == 75.0
    renamed = with_speaker(3, "article/x/source1-2")
    renamed["entities"] = [MARA, {**OFFICIALS, "id": "article/x/source1-2"}]
    assert scored(renamed)["speaker"]["recall"] == 100.0
    assert scored(with_speaker(3, MARA["id"]))["speaker"]["recall"] == 75.0


@pytest.mark.parametrize(("name", "right"), [("Officials", 100.0), ("Others", 75.0)])
def test_the_unnamed_are_right_by_another_span_of_the_same_source(name: str, right: float) -> None:
    again = {**OFFICIALS, "id": f"article/{ARTICLE['id']}/source1-2", "name": name}
    gold = with_speaker(2, OFFICIALS["id"])
    gold["quotations"][3] = {**gold["quotations"][3], "speaker": again["id"], "source": None}
    gold["quotations"][2]["source"] = {**GOLD["quotations"][3]["source"]}
    gold["entities"] = [MARA, OFFICIALS, again]
    guess = {**gold, "quotations": [
        *gold["quotations"][:3], {**GOLD["quotations"][3], "speaker": OFFICIALS["id"]}]}
    found = score_speakers([gold], [guess])["figures"]["speaker"]["recall"]
    assert found == right


def test_an_organization_without_a_name_of_its_own_may_stay_unnamed() -> None:
    for name, right in (("coast guard", True), ("Coast Guard", False)):
        guard = {**TOWN, "id": "actor/coast-guard", "type": "organization", "name": name}
        gold = with_speaker(3, guard["id"])
        gold["entities"] = [MARA, guard]
        recall = score_speakers([gold], [GOLD])["figures"]["speaker"]["recall"]
        assert recall == (100.0 if right else 75.0)


def heard(source: str, speaker: dict) -> dict:
    """Return an article of one sentence, said by one source."""
    text = f"{source} said the boats were late."
    start = text.index("the boats")
    return {"article": Article(key="b.txt", text=text).to_dict(), "entities": [speaker],
            "mentions": [], "quotations": [
                {**GOLD["quotations"][0], "content": [[start, len(text) - 1]],
                 "source": {"start": 0, "end": len(source), "text": source},
                 "speaker": speaker["id"]}]}


@pytest.mark.parametrize(("name", "found", "right"), [
    ("coast guard of Sarvani", "the coast guard", True),
    ("guard at Fort Belm", "The town's guard", True),
    ("Coast Guard of Sarvani", "the coast guard", False),
    ("Sarvani coast guard", "the coast guard", False),
    ("coast guard of Sarvani", "the minutes", False),
    ("coast guard of Sarvani", "The guard's lawyer", False),
])
def test_a_common_noun_with_a_complement_is_no_name(name: str, found: str, right: bool) -> None:
    guard = {**TOWN, "id": "actor/coast-guard", "type": "organization", "name": name}
    for source in (found, "It"):
        row = heard(source, {**OFFICIALS, "name": found})
        recall = score_speakers([heard(source, guard)], [row])["figures"]["speaker"]["recall"]
        assert recall == (100.0 if right else 0.0)


@pytest.mark.parametrize(("source", "name", "right"), [
    ("The port authority", "port authority", True),
    ("Port authority", "port authority", True),
    ("Their port authority", "port authority", True),
    ("The town's port authority", "port authority", True),
    ("The fishers' union", "fishers' union", True),
    ("The port authority of Belm", "port authority", True),
    ("The port authority, which owns both piers,", "port authority", True),
    ("The port authority's lawyer", "port authority", False),
    ("Officials of the port authority", "port authority", False),
    ("A study by the port authority", "port authority", False),
    ("The port authority", "coast guard", False),
    ("The port authority", "authority", False),
    ("The port authority", "Port Authority", False),
])
def test_the_unnamed_may_be_a_body_of_that_common_noun(source: str, name: str,
                                                       right: bool) -> None:
    gold = heard(source, OFFICIALS)
    body = {**TOWN, "id": "actor/body", "type": "organization", "name": name}
    for speaker, expected in ((body, right), ({**body, "type": "person"}, False)):
        figures = score_speakers([gold], [heard(source, speaker)])["figures"]
        assert figures["speaker"]["recall"] == (100.0 if expected else 0.0)


def test_a_body_that_is_another_of_the_gold_is_not_the_unnamed_one() -> None:
    source = "The port authority"
    body = {**TOWN, "id": "actor/body", "type": "organization", "name": "port authority"}
    gold = heard(source, OFFICIALS)
    gold["entities"].append({**body, "name": "port authority of Belm"})
    gold["quotations"].append({**gold["quotations"][0], "speaker": body["id"],
                               "content": [[0, 18]], "source": None})
    row = heard(source, body)
    row["quotations"].append({**row["quotations"][0], "content": [[0, 18]], "source": None})
    assert score_speakers([gold], [row])["figures"]["speaker"]["recall"] == 50.0


def rename(row: dict, old: str, new: dict) -> dict:
    row = copy.deepcopy(row)
    row["entities"] = [new if e["id"] == old else e for e in row["entities"]]
    for item in (*row["mentions"], *row["quotations"]):
        for key in ("entity", "speaker"):
            if item.get(key) == old:
                item[key] = new["id"]
    return row


@pytest.mark.parametrize(("name", "qid", "right"), [
    ("Ito", None, True), ("Maara Ito", None, True), ("M. Ito", None, True),
    ("the mayor", None, False), ("Karl Weber", None, False), ("Kenji Ito", None, False),
    ("Karl Weber", "Q1", True), ("Mara Ito", "Q2", False),
])
def test_another_slug_is_right_if_id_or_name_says_so(name: str, qid: str | None,
                                                     right: bool) -> None:
    other = {**MARA, "id": "actor/other", "name": name, "wikidata": qid, "aliases": []}
    recall = scored(rename(GOLD, MARA["id"], other))["speaker"]["recall"]
    assert recall == (100.0 if right else 25.0)


def test_one_person_as_two_entities_is_right_once() -> None:
    row = predicted()
    row["entities"].append({**MARA, "id": "actor/ito", "name": "Ito", "wikidata": None})
    row["quotations"][0]["speaker"] = "actor/ito"
    row["mentions"][0]["entity"] = "actor/ito"
    figures = scored(row)
    assert figures["speaker"]["recall"] == 75.0
    assert figures["entity b3"]["precision"] == 100.0
    assert figures["entity b3"]["recall"] == 55.56  # one mention with 1/3, two with 2/3
    assert figures["actor"]["precision"] == 50.0


def test_two_people_as_one_entity_lower_b3_precision() -> None:
    gold = copy.deepcopy(GOLD)
    gold["entities"].append(TOWN)
    gold["mentions"][2]["entity"] = TOWN["id"]
    figures = score_speakers([gold], [GOLD])["figures"]
    assert figures["entity b3"]["recall"] == 100.0
    assert figures["entity b3"]["precision"] == 55.56  # two mentions with 2/3, one with 1/3
    assert figures["actor"]["recall"] == 50.0


def test_mentions_by_form() -> None:
    figures = scored(predicted(mentions=GOLD["mentions"][:2]))
    assert figures["mention nominal"]["recall"] == 0.0
    assert figures["mention name"]["f"] == figures["mention pronoun"]["f"] == 100.0


def test_mentions_of_other_labels_count_neither_way() -> None:
    gold = copy.deepcopy(GOLD)
    gold["mentions"].append(mention("Officials", OFFICIALS["id"], "nominal", "UNNAMED"))
    more = predicted(mentions=[*GOLD["mentions"], mention("Officials", MARA["id"], "nominal")])
    assert score_speakers([gold], [more])["figures"]["mention nominal"]["f"] == 100.0
    assert score_speakers([gold], [GOLD])["figures"]["mention nominal"]["f"] == 100.0
    assert scored(more)["mention nominal"]["precision"] == 50.0


def test_wikidata_ids() -> None:
    none = rename(GOLD, MARA["id"], {**MARA, "wikidata": None})
    assert scored(none)["wikidata"]["recall"] == 0.0
    assert scored(GOLD)["wikidata"]["f"] == 100.0


def test_fields_count_where_the_gold_has_them() -> None:
    gold = copy.deepcopy(GOLD)
    gold["quotations"][0] |= {"act": "announce", "said_on": "2024-05-01"}
    figures = score_speakers([gold], [GOLD])["figures"]
    assert (figures["field act"]["gold"], figures["field act"]["f"]) == (1, 0.0)
    assert (figures["field said_on"]["gold"], figures["field form"]["f"]) == (1, 100.0)


def test_articles_are_joined_by_their_text() -> None:
    renamed = predicted(article={**ARTICLE, "id": "0" * 16, "key": "elsewhere"})
    assert scored(renamed)["speaker"]["f"] == 100.0
    other = Article(key="a.txt", text=TEXT + " ").to_dict()
    assert scored(predicted(article=other))["speaker"]["f"] == 0.0


@pytest.mark.parametrize(("one", "other", "person", "same"), [
    ("Tokaev", "Kassym-Jomart Tokayev", True, True),
    ("Sergei Orlov", "Sergey Orlov", True, True),
    ("José Núñez", "Jose Nunez", True, True),
    ("Anna Weber", "Anna Maria Weber", True, True),
    ("Anna Weber", "Anna Webster", True, False),
    ("Weber", "Anna", True, False),
    ("Sarvani", "Council of Sarvani", False, False),
    ("the Mill Workers Union", "Mill Workers Union", False, True),
    ("", "Anna", True, False),
])
def test_name_variants(one: str, other: str, person: bool, same: bool) -> None:
    assert variant(one, other, person=person) is variant(other, one, person=person) is same


def test_entities_are_mapped_one_to_one_by_what_they_share() -> None:
    anna = {**MARA, "id": "actor/anna-weber", "name": "Anna Weber", "wikidata": None}
    karl = {**MARA, "id": "actor/karl-weber", "name": "Karl Weber", "wikidata": None}
    weber = {**MARA, "id": "actor/weber", "name": "Weber", "wikidata": None}
    from collections import Counter
    shared = Counter({(karl["id"], weber["id"]): 2, (anna["id"], weber["id"]): 1})
    assert map_entities([anna, karl], [weber], shared) == {weber["id"]: karl["id"]}
    assert map_entities([anna, TOWN], [{**weber, "type": "organization"}], shared) == {}


@pytest.mark.parametrize(("one", "other", "same"), [
    ("harbour office", "Harbour Office of Sarvani", True),
    ("the Foreign Ministry", "foreign ministry in Belm", True),
    ("WAO", "World Apple Organization", True),
    ("AOA", "Association of Apples and Oranges", False),
    ("AAO", "Association of Apples and Oranges", True),
    ("Sarvani", "Government of Sarvani", True),
    ("Sarvani", "Council of Sarvani", False),
    ("Sarvani", "Opposition of Sarvani", False),
    ("harbour office", "harbour office pensioners' league", False),
    ("office", "office of Sarvani", False),
    ("Sarvani", "Sarvani", False),
    ("", "Council of Sarvani", False),
])
def test_other_wordings_of_bodies(one: str, other: str, same: bool) -> None:
    assert reworded(one, other) is reworded(other, one) is same


def test_another_wording_has_to_share_a_mention_and_gives_way_to_a_name() -> None:
    from collections import Counter
    here, there, plain = ({**TOWN, "id": f"actor/{name}", "type": "organization", "name": name}
                          for name in ("harbour office of Sarvani", "harbour office of Belm",
                                       "harbour office"))
    office = {**plain, "id": "actor/office"}
    assert map_entities([here], [office], Counter()) == {}
    shared = Counter({(here["id"], office["id"]): 1, (there["id"], office["id"]): 2})
    assert map_entities([here, there], [office], shared) == {office["id"]: there["id"]}
    assert map_entities([here, there, plain], [office], shared) == {office["id"]: plain["id"]}
    person = {**office, "type": "person"}
    assert map_entities([here], [person], Counter({(here["id"], person["id"]): 1})) == {}


def test_a_capital_gives_way_to_its_country_where_that_speaks_as_the_government() -> None:
    from collections import Counter
    gold = {**TOWN, "id": "actor/government-of-sarvani", "type": "organization",
            "name": "Government of Sarvani", "aliases": ["Belm"]}
    city = {**TOWN, "id": "actor/belm", "name": "Belm"}
    assert map_entities([gold], [city, TOWN], Counter({(gold["id"], TOWN["id"]): 1})) == {
        TOWN["id"]: gold["id"]}
    assert map_entities([gold], [city, TOWN], Counter({(gold["id"], city["id"]): 1})) == {
        city["id"]: gold["id"]}
    ministry = {**city, "type": "organization"}
    assert map_entities([gold], [ministry], Counter()) == {ministry["id"]: gold["id"]}


# Statements ------------------------------------------------------------------------------------

def other_article(key: str) -> dict:
    """Return the gold article once more, under another key and with another text."""
    article = Article(key=key, text=f"{TEXT}\n\n{key}").to_dict()
    return {**copy.deepcopy(GOLD), "article": article}


def joined(*pairs: tuple[int, int]) -> list[dict]:
    """Return both articles, with (quotation of the first, of the second) under one statement."""
    rows = [copy.deepcopy(GOLD), other_article("b.txt")]
    for number, row in enumerate(rows):
        for index, quote in enumerate(row["quotations"]):
            quote["statement"] = f"statement/{number}{index}"
    for one, other in pairs:
        rows[1]["quotations"][other]["statement"] = f"statement/0{one}"
    return rows


def pairs(predicted_rows: list[dict], groups: list[dict]) -> dict:
    gold = [GOLD, other_article("b.txt")]
    return score_statements(gold, groups, predicted_rows)


def refs(*members: tuple[str, int]) -> list[list[str]]:
    return [[key, GOLD["quotations"][index]["id"]] for key, index in members]


GROUP = {"quotations": refs(("a.txt", 0), ("b.txt", 0)), "optional": refs(("b.txt", 2))}


def test_right_missed_and_wrong_pairs() -> None:
    right = pairs(joined((0, 0)), [GROUP])["figures"]["statement pair"]
    assert (right["precision"], right["recall"], right["gold"]) == (100.0, 100.0, 1)
    missed = pairs(joined(), [GROUP])
    assert missed["missed"] == [refs(("a.txt", 0), ("b.txt", 0))]
    assert missed["figures"]["statement pair"]["f"] == 0.0
    wrong = pairs(joined((0, 0), (0, 3)), [GROUP])
    assert wrong["figures"]["statement pair"]["hits"] == 1
    assert wrong["wrong"] == [refs(("a.txt", 0), ("b.txt", 3)), refs(("b.txt", 0), ("b.txt", 3))]


def test_optional_members_and_quotations_count_neither_way() -> None:
    member = pairs(joined((0, 0), (0, 2)), [GROUP])["figures"]["statement pair"]
    assert (member["f"], member["predicted"]) == (100.0, 1)
    optional = {"quotations": refs(("a.txt", 1), ("b.txt", 1))}
    for rows in (joined((1, 1)), joined()):
        assert pairs(rows, [optional])["figures"]["statement pair"]["predicted"] == 0


def test_a_quotation_over_paragraphs_that_the_gold_splits_may_join_each_part() -> None:
    gold = [copy.deepcopy(GOLD), other_article("b.txt")]
    for row in gold:
        whole = row["quotations"][2]
        row["quotations"][2:3] = [{**whole, "content": [part], "id": f"part{number}"}
                                  for number, part in enumerate(whole["content"])]
    rows = joined((2, 2))
    group = {"quotations": [["a.txt", "part0"], ["b.txt", "part0"]]}
    result = score_statements(gold, [group], rows)
    assert result["figures"]["statement pair"]["f"] == 100.0
    assert result["wrong"] == []


def test_gold_without_quotations_has_no_figures_of_them() -> None:
    bare = predicted(quotations=[])
    figures = score_speakers([bare], [GOLD])["figures"]
    assert set(figures) == {"mention name", "mention nominal", "mention pronoun", "entity b3",
                            "actor", "wikidata"}


def test_articles_apart_map_their_entities_each_for_itself() -> None:
    """The gold has two people of one name, the output takes them for one."""
    other = {**MARA, "id": "actor/another-mara-ito", "wikidata": None}
    gold = [GOLD, rename(other_article("b.txt"), MARA["id"], other)]
    found = [GOLD, other_article("b.txt")]
    together = score_speakers(gold, found)["figures"]
    apart = score_speakers(gold, found, apart=True)["figures"]
    assert together["speaker"]["recall"] == 62.5  # all of one article, the unnamed of the other
    assert together["entity b3"]["precision"] == 50.0
    assert apart["speaker"]["recall"] == apart["entity b3"]["f"] == apart["actor"]["f"] == 100.0


@pytest.mark.parametrize(("output", "rates"), [
    ("aabc", (100.0, 100.0)), ("abcd", (0.0, 0.0)), ("aaaa", (16.67, 100.0)),
    ("aaac", (33.33, 100.0)), ("abbc", (0.0, 0.0))])
def test_pairs_of_unnamed_sources_are_one_or_two(output: str, rates: tuple[float, float]) -> None:
    from quoth.evaluation.speakers import compare, unnamed_pairs

    rows = [("the mill would close", "Mara Ito"), ("it “a loss”", "She"),
            ("We tried for years", "the mayor"), ("jobs will go", "Officials")]

    def line(letters: str) -> dict:
        base = f"article/{ARTICLE['id']}/"
        return {"article": {**ARTICLE, "text": TEXT}, "mentions": [],
                "entities": [{**OFFICIALS, "id": base + x, "name": x} for x in sorted({*letters})],
                "quotations": [quotation(c, s, base + x)
                               for (c, s), x in zip(rows, letters, strict=True)]}

    tally = unnamed_pairs(compare([line("aabc")], [line(output)])[0])
    found = (tally.hits / max(tally.predicted, 1), tally.found / max(tally.gold, 1))
    assert tuple(round(100 * x, 2) for x in found) == rates
