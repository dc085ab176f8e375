"""Bodies: "the agency", "the company", "the UN body" after those whom they stand for."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, names, resolve
from quoth.linking.person_names import is_plain_opener
from quoth.records import Facts

SAID = "the road was safe"


def after(lead: str, source: str, organizations: str) -> list[str | None]:
    facts: Facts = resolve(f"{lead} {source} said the road was safe.",
                           [(organizations.split(" | ")[0], "the ice was thin"), (source, SAID)],
                           organizations=organizations)
    return names(facts)[1:]


@pytest.mark.parametrize("source", ["The agency", "The organization"])
def test_a_new_word_for_the_body_that_has_just_spoken(source: str) -> None:
    assert after("UNICEF said the ice was thin.", source, "UNICEF")[0] in (
        "UNICEF", "United Nations Children's Fund")


@pytest.mark.parametrize("source", ["The embassy", "The hospital", "The two agencies"])
def test_another_kind_of_body_is_not_the_one_that_has_just_spoken(source: str) -> None:
    assert after("Halvik said the ice was thin.", source, "Halvik") != ["Halvik"]


def test_the_company_is_the_one_firm_among_the_bodies() -> None:
    lead = ("Halvik, a maker of skates, was sued by Oxo, a pension fund. Oxo said the ice was "
            "thin. It rained. Dogs barked.")
    assert after(lead, "The company", "Oxo | Halvik") == ["Halvik"]


def test_the_un_body_is_not_the_united_nations() -> None:
    lead = "UNICEF said the ice was thin. It rained. Dogs barked. The trams stood still."
    assert after(lead, "The UN body", "UNICEF | UN")[0] in (
        "UNICEF", "United Nations Children's Fund")


def test_a_body_that_is_long_past_is_not_it() -> None:
    lead = ("Halvik said the ice was thin.\n\nIt rained. Dogs barked. The trams stood still. "
            "Nobody came. Snow fell.\n\nThe lamps went out. There was no wind.")
    assert after(lead, "It", "Halvik") == [None]


def test_an_outlet_is_told_by_its_name() -> None:
    lead = "Karl Brandt told TV Halvik the ice was thin. It rained. The Ox Bloc laughed."
    facts = resolve(f"{lead} The station said the road was safe.", [("The station", SAID)],
                    people="Karl Brandt", organizations="TV Halvik | Ox Bloc")
    assert names(facts) == ["TV Halvik"]


def test_a_bloc_is_no_newspaper() -> None:
    facts = resolve("The Ox Bloc laughed. The newspaper said the road was safe.",
                    [("The newspaper", SAID)], organizations="Ox Bloc")
    assert names(facts) != ["Ox Bloc"]


@pytest.mark.parametrize(("text", "bodies"), [
    ("Shippers were less impressed. Ann Roe said the ice was thin.", set()),
    ("HALVIK - Shippers left. Ann Roe said the ice was thin.", set()),
    ("Tanners in Halvik walk out\n\nThe tanners left. Ann Roe said the ice was thin.", set()),
    ("Shippers beat Oxo, and Ann Roe of the Shippers said the ice was thin.", {"Shippers"}),
])
def test_a_plain_noun_that_opens_a_sentence_is_no_body(text: str, bodies: set[str]) -> None:
    facts = resolve(text, [("Ann Roe", "the ice was thin")], people="Ann Roe",
                    organizations="Shippers | Tanners")
    assert {e.name for e in facts.entities if e.type == "organization"} == bodies


def test_a_body_of_several_words_does_not_make_its_first_one_a_name() -> None:
    text = "Shippers left. Ann Roe of the Shippers Council stayed."
    assert is_plain_opener(text, "Shippers", lambda _: False)
    assert not is_plain_opener("Ann Roe of the Shippers stayed.", "Shippers", lambda _: False)


def test_the_union_with_a_name_is_the_named_union() -> None:
    facts = resolve("The Ferrum union said the road was safe. The Ferrum was glad.",
                    [("The Ferrum union", SAID)], organizations="Ferrum")
    assert names(facts) == ["Ferrum"]


def test_a_firm_that_a_headline_leaves_bare_is_no_town() -> None:
    facts = resolve("Halvik lifts prices\n\nHalvik AG rose, it said: the road was safe.",
                    [("it", SAID)], organizations="Halvik AG")
    assert [e.type for e in facts.entities if e.id == facts.quotations[0].speaker] == [
        "organization"]


def test_a_firm_with_its_nation_is_the_firm_called_so() -> None:
    facts = resolve("Chipmaker Halvik to close plant\n\nHalvik will go, the US chipmaker said: the "
                    "road was safe.", [("the US chipmaker", SAID)], organizations="Halvik")
    assert names(facts) == ["Halvik"]


def bodies(text: str, people: str = "", organizations: str = "") -> set[str]:
    facts = resolve(f"{text} Ann Roe said the road was safe.", [("Ann Roe", SAID)],
                    people=f"Ann Roe | {people}", organizations=organizations)
    return {e.name for e in facts.entities if e.type == "organization"}


@pytest.mark.parametrize(("text", "people", "body"), [
    ("The brewer Halvik lost.", "Halvik", "Halvik"),
    ("Sales at chipmaker Vexa Tarn fell.", "Vexa Tarn", "Vexa Tarn"),
    ("Halvik, which runs the ferries, lost.", "Halvik", "Halvik")])
def test_a_noun_or_a_deed_tells_a_firm(text: str, people: str, body: str) -> None:
    assert bodies(text, people=people) == {body}


@pytest.mark.parametrize(("text", "people"), [
    ("The brewer Otto Halvik lost.", "Otto Halvik"), ("The parent Halvik lost.", "Halvik"),
    ("Halvik, who runs the ferries, lost.", "Halvik")])
def test_a_person_of_a_trade_is_no_firm(text: str, people: str) -> None:
    assert bodies(text, people=people) == set()


@pytest.mark.parametrize(("text", "name"), [
    ("The Office of the Ombudsman lost.", "Office of the Ombudsman"),
    ("The Office of the Prime Minister lost.", "Office of the Prime Minister"),
    ("The court's Fifth Division lost.", "Fifth Division")])
def test_how_far_the_name_of_a_body_reaches(text: str, name: str) -> None:
    assert bodies(text, organizations="court's Fifth Division") == {name}


def test_a_longer_name_beats_a_known_one_with_its_article() -> None:
    text = "The Daily Coast lost. The National Snow and Ice Center won."
    found = bodies(text, organizations="Daily Coast | National Snow and Ice Center")
    assert found == {"Daily Coast", "National Snow and Ice Center"}


def test_an_acronym_means_what_the_article_says() -> None:
    text = "The Action Peoples Alliance (APA) lost. The APA was sad."
    found = bodies(text, organizations="Action Peoples Alliance | APA")
    assert found == {"Action Peoples Alliance"}
    assert bodies("The APA was sad.", organizations="APA") == {"Austria Press Agency"}


def test_a_ship_is_nobody() -> None:
    assert bodies("The ferry Halvik sank. The tanker MV Tarn did not.",
                  organizations="Halvik | Tarn") == set()


@pytest.mark.parametrize("place", ["Tarn State", "Oxo Local Government Area"])
def test_a_place_takes_its_kind_along(place: str) -> None:
    first = place.rpartition(" ")[0]
    facts = resolve(f"It rained in {place}. Ann Roe said the road was safe.", [("Ann Roe", SAID)],
                    people=f"Ann Roe{' | Tarn' if first == 'Tarn' else ''}",
                    organizations=first if " " in first else "")
    assert {e.name: e.type for e in facts.entities}[place] == "place"


def entities(text: str, people: str = "", organizations: str = "") -> dict[str, str]:
    facts = resolve(f"{text} Ann Roe said the road was safe.", [("Ann Roe", SAID)],
                    people=f"Ann Roe | {people}", organizations=organizations)
    return {e.name: e.type for e in facts.entities if e.name != "Ann Roe"}


@pytest.mark.parametrize("name", [
    "Tarn county council", "Tarn police", "Tarn municipality", "Tarn fire brigade"])
def test_a_towns_body_is_named_in_small_letters(name: str) -> None:
    assert entities(f"It rained. The ferry will stop, {name} has decided.") == {
        name: "organization"}


@pytest.mark.parametrize(("text", "people", "organizations", "found"), [
    ("It rained on the Red Tarn Cree Nation.", "Tarn Cree Nation", "",
     {"Red Tarn Cree Nation": "organization"}),
    ("They read Baltic Freight Weekly.", "", "Baltic Freight",
     {"Baltic Freight Weekly": "organization"}),
    ("They built it at Jiangsu Halvik Shipyard.", "Jiangsu Halvik Shipyard", "",
     {"Jiangsu Halvik Shipyard": "organization"}),
    ("They met at the Halvik Tarn Hotel.", "", "Halvik Tarn", {"Halvik Tarn Hotel": "place"}),
    ("They asked the Ox Development Bank for help.", "", "Ox Development Bank for help",
     {"Ox Development Bank": "organization"}),
    ("The U.S. Agency for Tin left.", "", "Agency for Tin",
     {"U.S. Agency for Tin": "organization"})])
def test_a_name_is_whole(text: str, people: str, organizations: str, found: dict[str, str]) -> None:
    assert entities(text, people, organizations) == found


@pytest.mark.parametrize("text", [
    "The drug Halvik was sold.", "Halvik, a drug against gout, was sold.",
    "They sold the 2011-built Halvik."])
def test_goods_are_nobody(text: str) -> None:
    assert entities(text, organizations="Halvik") == {}


def test_a_firm_is_called_by_its_first_word() -> None:
    text = "Halvik Maritime sank. Halvik did not reply."
    assert entities(text, "Halvik", "Halvik Maritime") == {"Halvik Maritime": "organization"}


@pytest.mark.parametrize("text", ["Halvik University sank. Halvik did not reply.",
                                  "Halvik Maritime sank. It rained in Halvik."])
def test_a_town_is_not_the_body_that_bears_its_name(text: str) -> None:
    assert len(entities(text, "Halvik", text.split(" sank")[0])) == 2


def test_where_a_company_is_from() -> None:
    text = "Oxo, the Halvik company that sells it, was glad."
    assert entities(text, "", "Oxo | Halvik") == {"Oxo": "organization", "Halvik": "place"}


def test_an_army_is_a_body_though_it_says_nothing() -> None:
    found = entities("The Sudanese army and the rebels fought.")
    assert found == {"Sudan": "place", "Sudanese army": "organization"}


def test_a_dateline_names_a_place() -> None:
    text = "HALVIK, April 22 - It rained. Ann Roe said the road was safe."
    item = replace(article(text), dateline="HALVIK, April 22")
    facts = RESOLVER(item, annotate(item, [("Ann Roe", SAID)], "Ann Roe"))
    assert {e.name: e.type for e in facts.entities} == {"Ann Roe": "person", "Halvik": "place"}


@pytest.mark.parametrize(("text", "people", "organizations", "found"), [
    ("It rained off Halvik.", "Halvik", "", {"Halvik": "place"}),
    ("They met Halvik's mayor, Tom Lee.", "Halvik | Tom Lee", "",
     {"Halvik": "place", "Tom Lee": "person"}),
    ("The museum is in Halvik.", "", "Halvik", {"Halvik": "place"}),
    ("They bought shares in Halvik.", "", "Halvik", {"Halvik": "organization"}),
    ("They met Sheriff Dwayne Lee.", "", "Dwayne Lee", {"Dwayne Lee": "person"})])
def test_a_names_place_in_the_sentence_tells_its_kind(
        text: str, people: str, organizations: str, found: dict[str, str]) -> None:
    assert entities(text, people, organizations) == found


@pytest.mark.parametrize(("text", "organizations", "name"), [
    ("The Polish Academy of Tin left.", "Academy of Tin", "Polish Academy of Tin"),
    ("They asked Oxo Kenya for tins.", "Oxo", "Oxo Kenya"),
    ("They asked the Student Representative Council for tins.", "",
     "Student Representative Council")])
def test_a_land_or_office_in_a_name(text: str, organizations: str, name: str) -> None:
    assert entities(text, "", organizations) == {name: "organization"}


def test_a_land_behind_a_body_can_be_another_name() -> None:
    found = entities("They told Oxo Kenya would pay.", "", "Oxo")
    assert found == {"Oxo": "organization", "Kenya": "place"}


def test_no_part_of_a_ships_name_is_a_land() -> None:
    assert entities("The research ship Mona Jordan Tarn sank.", "Mona Jordan Tarn") == {}


@pytest.mark.parametrize("source", [
    "The government of Kenya", "The Kenyan government", "Kenya's government", "The government"])
def test_a_government_is_a_body_of_its_own(source: str) -> None:
    facts = resolve(f"Rain fell in Kenya. {source} said the road was safe.", [(source, SAID)])
    found = next(e for e in facts.entities if e.id == facts.quotations[0].speaker)
    assert (found.name, found.type, found.wikidata, found.country) == (
        "Government of Kenya", "organization", None, "ke")


def test_a_land_with_an_article_keeps_it() -> None:
    facts = resolve("The Philippine government said the road was safe.",
                    [("The Philippine government", SAID)])
    assert names(facts) == ["Government of the Philippines"]


def test_authorities_stand_for_the_country() -> None:
    facts = resolve("The Kenyan authorities said the road was safe.",
                    [("The Kenyan authorities", SAID)])
    assert names(facts) == ["Kenya"]


def test_a_government_that_says_nothing_is_not_the_country() -> None:
    facts = resolve("The Kenyan government paid. Ann Roe said the road was safe.",
                    [("Ann Roe", SAID)], people="Ann Roe")
    assert [(m.text, m.entity) for m in facts.mentions if "enyan" in m.text] == [
        ("Kenyan", "actor/kenya")]


def test_a_government_that_speaks_is_meant_before_it_does() -> None:
    facts = resolve("The Kenyan government paid. The government of Kenya said the road was safe.",
                    [("The government of Kenya", SAID)])
    spoken = [m.text for m in facts.mentions if m.entity == facts.quotations[0].speaker]
    assert spoken == ["The Kenyan government", "The government of Kenya"]
