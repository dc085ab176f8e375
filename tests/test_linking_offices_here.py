"""Offices and bodies whose land or minister the article tells: "the prime minister"."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, names, resolve, span, speakers

LATE, DRY = "it was late", "the well was dry"


def test_the_ministry_is_that_of_the_minister_named_before() -> None:
    facts = resolve("Health Minister Ole Brandt said it was late. The ministry said the well was "
                    "dry.", [("Health Minister Ole Brandt", LATE), ("The ministry", DRY)],
                    people="Ole Brandt")
    assert names(facts) == ["Ole Brandt", "Health Ministry"]


def test_a_ministry_that_has_been_named_comes_first() -> None:
    facts = resolve("The finance ministry said it was late. Health Minister Ole Brandt sighed. The "
                    "ministry said the well was dry.",
                    [("The finance ministry", LATE), ("The ministry", DRY)], people="Ole Brandt")
    assert names(facts)[0] == names(facts)[1] and "finance" in names(facts)[1].lower()


@pytest.mark.parametrize("known", ["the head of the rowing club", "the fisheries minister"])
def test_no_head_and_no_other_minister_is_the_prime_minister(known: str) -> None:
    facts = resolve(f"Ida Brandt, {known}, said it was late. The prime minister said the well was "
                    "dry.", [("Ida Brandt", LATE), ("The prime minister", DRY)],
                    people="Ida Brandt")
    assert names(facts)[1] != "Ida Brandt" and speakers(facts)[1].startswith("article/")


def test_the_prime_minister_is_that_of_the_land_of_the_article() -> None:
    facts = resolve("Canada will sell salt, and Canada will buy rice. It rained. The prime minister"
                    " said it was late.", [("The prime minister", LATE)], published="2012-05-05")
    assert names(facts) == ["Stephen Harper"]


def test_of_two_lands_none_is_the_prime_ministers() -> None:
    facts = resolve("Canada will sell salt. Denmark will buy rice. The prime minister said it was "
                    "late.", [("The prime minister", LATE)], published="2012-05-05")
    assert speakers(facts)[0].startswith("article/")


@pytest.mark.parametrize("behind", [", owned by a bank in Oslo,", ", based in Oslo,",
                                    ", which is for sale,"])
def test_what_a_comma_sets_apart_changes_no_company(behind: str) -> None:
    facts = resolve(f"Tarnwick plc said it was late. The company{behind} said the well was dry.",
                    [("Tarnwick plc", LATE), (f"The company{behind}", DRY)],
                    organizations="Tarnwick plc")
    assert names(facts)[1] == "Tarnwick plc"


def test_a_teachers_union_is_not_the_union_before() -> None:
    facts = resolve("The metal union said it was late. A teachers' union said the well was dry.",
                    [("The metal union", LATE), ("A teachers' union", DRY)])
    assert names(facts)[0] != names(facts)[1]


def test_the_study_is_of_who_made_it() -> None:
    facts = resolve("A study by Tarn University said it was late. The study said the well was dry.",
                    [("A study by Tarn University", LATE), ("The study", DRY)],
                    organizations="Tarn University")
    assert names(facts) == ["Tarn University"] * 2


def test_a_name_of_two_nouns_begins_with_the_first() -> None:
    facts = resolve("It rained. The Marine and Freshwater Institute said it was late.",
                    [("The Marine and Freshwater Institute", LATE)],
                    organizations="Freshwater Institute")
    assert names(facts) == ["Marine and Freshwater Institute"]


@pytest.mark.parametrize("rank", ["deputy", "assistant"])
def test_a_deputy_is_not_the_unnamed_one_before(rank: str) -> None:
    facts = resolve(f"A mayor said it was late. The {rank} mayor said the well was dry.",
                    [("A mayor", LATE), (f"The {rank} mayor", DRY)])
    assert speakers(facts)[0] != speakers(facts)[1]


def test_a_group_bears_the_name_that_it_calls_itself() -> None:
    source = "The group, which calls itself the Tarn Valley Front,"
    facts = resolve(f"{source} said it was late. It said the well was dry.",
                    [(source, LATE), ("It", DRY)], organizations="Tarn Valley Front")
    assert names(facts) == ["Tarn Valley Front"] * 2


def test_the_former_mayor_is_the_predecessor() -> None:
    facts = resolve("Mayor Ida Roe said it was late. Her predecessor, Ole Brandt, came. “It was "
                    "hot,” the former mayor said.",
                    [("Mayor Ida Roe", LATE), ("the former mayor", "It was hot,")],
                    people="Ida Roe | Ole Brandt")
    assert names(facts)[1] == "Ole Brandt"


def test_who_retorts_is_not_who_has_just_spoken() -> None:
    item = article("Tom Lee slept. Ida Roe said it was late. The Dane retorted that the well was "
                   "dry.")
    found = annotate(item, [("Ida Roe", LATE), ("The Dane", DRY)], "Tom Lee | Ida Roe")
    first, second = found.attributions
    second = replace(second, cue=span(item.text, "retorted"))
    facts = RESOLVER(item, replace(found, attributions=(first, second)))
    assert names(facts)[1] == "Tom Lee"


def test_a_former_role_is_no_capacity() -> None:
    facts = resolve("Former mayor Ida Roe said it was late. Mayor Ole Brandt said the well was "
                    "dry.", [("Former mayor Ida Roe", LATE), ("Mayor Ole Brandt", DRY)],
                    people="Ida Roe | Ole Brandt")
    assert [q.in_capacity and q.in_capacity.title for q in facts.quotations] == [None, "Mayor"]


def test_a_regional_government_is_a_body() -> None:
    facts = resolve("The Tarnish government said it was late. It said the well was dry.",
                    [("The Tarnish government", LATE), ("It", DRY)])
    assert names(facts) == ["Tarnish government"] * 2


def test_the_name_behind_a_possessive_is_the_bodys() -> None:
    source = "His organisation, Dry Wells,"
    facts = resolve(f"Ole Brandt came. {source} said it was late.", [(source, LATE)],
                    people="Ole Brandt", organizations="His organisation, Dry Wells, | Dry Wells")
    assert names(facts) == ["Dry Wells"]


def test_the_bank_behind_its_noun_is_no_place() -> None:
    from quoth.linking.knowledge_base import knowledge_base
    from quoth.linking.tagging import tag
    from quoth.records import Mention

    text = "Clerks of the bank Tarnow slept in Tarnow."
    rows = tag(text, [Mention(n, n + 6, "Tarnow", "LOC") for n in (19, 35)], knowledge_base())
    assert [c.tag for c in rows if c.text == "Tarnow"] == ["org", "place"]


def test_the_utility_is_the_firm_named_last() -> None:
    facts = resolve("Tarnwick plc slept. Tarnwick's clerk, Ole Brandt, said it was late. The "
                    "utility said the well was dry.", [("Ole Brandt", LATE), ("The utility", DRY)],
                    people="Ole Brandt", organizations="Tarnwick plc")
    assert names(facts)[1] == "Tarnwick plc"


def test_the_miner_is_the_mining_company() -> None:
    facts = resolve("The mining company Tarnwick slept. Ole Brandt, its chief executive, said it "
                    "was late. The miner said the well was dry.",
                    [("Ole Brandt", LATE), ("The miner", DRY)], people="Ole Brandt",
                    organizations="Tarnwick")
    assert names(facts)[1] == "Tarnwick"


def test_a_firms_president_for_a_land_does_not_rule_it() -> None:
    source = "Tarnwick's president for Brazil, Ole Brandt,"
    facts = resolve(f"{source} said it was late.", [(source, LATE)], people="Ole Brandt",
                    organizations="Tarnwick")
    brandt = next(e for e in facts.entities if e.name == "Ole Brandt")
    assert [r.of for r in brandt.roles if r.title == "President"] != ["actor/brazil"]


def test_her_group_is_what_she_is_of() -> None:
    facts = resolve("A labour group said it was hot. Ida Roe of the Tarn Valley Union said it was "
                    "late. Her group said the well was dry.",
                    [("A labour group", "it was hot"), ("Ida Roe", LATE), ("Her group", DRY)],
                    people="Ida Roe", organizations="Tarn Valley Union")
    assert names(facts)[2] == "Tarn Valley Union"


def test_her_group_without_a_word_on_it_is_none_that_spoke() -> None:
    facts = resolve("A labour group said it was hot. Ida Roe said it was late. Her group said the "
                    "well was dry.",
                    [("A labour group", "it was hot"), ("Ida Roe", LATE), ("Her group", DRY)],
                    people="Ida Roe")
    assert speakers(facts)[2] != speakers(facts)[0]


def test_the_report_is_of_who_spoke_in_it() -> None:
    facts = resolve("In a report tabled in May, Ida Roe said it was late. The report said the well "
                    "was dry.", [("Ida Roe", LATE), ("The report", DRY)], people="Ida Roe")
    assert names(facts) == ["Ida Roe"] * 2


def test_the_company_with_its_name_is_that_company() -> None:
    source = "The company, TarnRight,"
    facts = resolve(f"{source} said it was late.", [(source, LATE)],
                    organizations="The company, TarnRight, | TarnRight")
    assert names(facts) == ["TarnRight"]


def test_a_name_does_not_end_inside_a_word() -> None:
    facts = resolve("TarnRight said it was late.", [("TarnRight", LATE)], people="Tarn")
    assert [(e.name, e.type) for e in facts.entities] == [("TarnRight", "organization")]


def test_a_country_is_known_without_its_inner_article() -> None:
    facts = resolve("The Democratic Republic of Congo said it was late.",
                    [("The Democratic Republic of Congo", LATE)])
    assert [e.wikidata for e in facts.entities if e.id == facts.quotations[0].speaker] == ["Q974"]


def test_the_football_association_of_a_nation_is_no_other() -> None:
    facts = resolve("The Argentine FA said it was late. The FA said the well was dry.",
                    [("The Argentine FA", LATE), ("The FA", DRY)], organizations="FA")
    assert names(facts)[0] == "Argentine FA"


def test_a_party_is_no_place() -> None:
    facts = resolve("Tory MP Ida Roe said it was late.", [("Tory MP Ida Roe", LATE)],
                    people="Ida Roe")
    assert {e.type for e in facts.entities if "Party" in e.name} == {"organization"}


def test_the_bishop_is_the_right_reverend() -> None:
    facts = resolve("The bishop, the Rt Revd Ole Brandt, came. In March the bishop said it was "
                    "late.", [("the bishop", LATE)], people="Revd Ole Brandt")
    assert names(facts) == ["Ole Brandt"]


def test_the_danish_company_is_the_one_that_has_just_spoken() -> None:
    facts = resolve("Tarnwick plc said it was late. The Danish company said the well was dry.",
                    [("Tarnwick plc", LATE), ("The Danish company", DRY)],
                    organizations="Tarnwick plc")
    assert names(facts) == ["Tarnwick plc"] * 2


def test_an_honorific_is_no_name() -> None:
    facts = resolve("Alhaja Risikat Lawal said it was late.", [("Alhaja Risikat Lawal", LATE)],
                    people="Alhaja Risikat Lawal")
    assert names(facts) == ["Risikat Lawal"]
