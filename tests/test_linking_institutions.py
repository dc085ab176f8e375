"""Bodies and places: metonyms, capitals, owners, acronyms, and what offices are of."""

from dataclasses import replace

import pytest
from linking_scenes import RESOLVER, annotate, article, resolve, speakers
from quoth.explanation import explain


@pytest.mark.parametrize(("text", "metonym", "name", "country"), [
    ("Aso Villa said it rained.", "Aso Villa", "Aso Rock", "ng"),
    ("The Quai d'Orsay said it rained.", "The Quai d'Orsay", "Quai d'Orsay", "fr"),
    ("The Elysee Palace said it rained.", "The Elysee Palace", "Élysée", "fr"),
    ("Number 10 said it rained.", "Number 10", "Downing Street", "gb"),
    ("The Casa de Nariño said it rained.", "The Casa de Nariño", "Casa de Nariño", "co"),
    ("Jubilee House said it rained.", "Jubilee House", "Jubilee House", "gh"),
    ("Cheong Wa Dae said it rained.", "Cheong Wa Dae", "Blue House", "kr"),
    ("Malacanang said it rained.", "Malacanang", "Malacañang", "ph"),
    ("Itamaraty said it rained.", "Itamaraty", "Itamaraty", "br")])
def test_metonyms_of_many_lands(text: str, metonym: str, name: str, country: str) -> None:
    facts = resolve(text, [(metonym, "it rained")])
    (body,) = [e for e in facts.entities if e.id == facts.quotations[0].speaker]
    assert (body.type, body.name, body.country) == ("organization", name, country)


@pytest.mark.parametrize("capital", ["Bogotá", "Canberra", "Accra", "Jakarta", "Ottawa", "Nairobi"])
def test_a_capital_that_speaks_is_its_state(capital: str) -> None:
    facts = resolve(f"{capital} says it rained.", [(capital, "it rained")])
    speaker = facts.quotations[0].speaker
    (body,) = [e for e in facts.entities if e.id == speaker]
    assert body.kb and len(body.kb) == 2


def test_a_body_that_many_lands_have_is_that_of_the_land_in_question() -> None:
    here = resolve("Congress speaker Ann Roe said it rained in Peru.",
                   [("Congress speaker Ann Roe", "it rained")], people="Ann Roe")
    there = resolve("Congress speaker Ann Roe said it rained in America.",
                    [("Congress speaker Ann Roe", "it rained")], people="Ann Roe")
    places = [[r.of for e in facts.entities for r in e.roles] for facts in (here, there)]
    assert places == [["actor/congress"], ["actor/united-states"]]


def test_the_owner_of_a_body_is_no_part_of_its_name() -> None:
    facts = resolve("Peru's Fair Trade Council said it rained. Lloyd's List said it snowed.",
                    [("Peru's Fair Trade Council", "it rained"), ("Lloyd's List", "it snowed")],
                    organizations="Peru's Fair Trade Council | Lloyd's List")
    names = {e.name for e in facts.entities if e.type == "organization"}
    assert names == {"Fair Trade Council", "Lloyd's List"}


def test_a_bracketed_acronym_is_learnt_whatever_its_letters() -> None:
    text = "The Hope Unity League (UNE) said it rained. UNE said it snowed."
    facts = resolve(text, [("The Hope Unity League", "it rained"), ("UNE", "it snowed")],
                    organizations="Hope Unity League | UNE")
    assert len(set(speakers(facts))) == 1


def test_a_governor_of_a_capital_is_not_of_the_state() -> None:
    text = "Jakarta Governor Anies Baswedan said it rained."
    facts = resolve(text, [("Jakarta Governor Anies Baswedan", "it rained")],
                    people="Anies Baswedan", published="2020-01-02")
    (person,) = [e for e in facts.entities if e.type == "person"]
    assert [(r.title, r.of) for r in person.roles] == [("Governor", "actor/jakarta")]
    assert person.wikidata == "Q4263230"


def test_what_somebody_governs_is_a_place() -> None:
    facts = resolve("Norr Vale Chief Minister Ann Roe said it rained in Norr Vale.",
                    [("Norr Vale Chief Minister Ann Roe", "it rained")], people="Ann Roe",
                    organizations="Norr Vale")
    assert [e.type for e in facts.entities if e.name == "Norr Vale"] == ["place"]


def test_a_prince_with_an_office_keeps_his_name() -> None:
    source = "Saudi Energy Minister Prince Salim bin Roe"
    facts = resolve(f"{source} said it rained.", [(source, "it rained")], people="Salim bin Roe")
    assert facts.quotations[0].speaker_name == "Salim bin Roe"


def test_an_object_before_a_speaker_is_no_office_of_his() -> None:
    facts = resolve("It will send an envoy, Roe said. Chair Ann Roe left.",
                    [("Roe", "It will send an envoy")], people="Ann Roe | Roe")
    (person,) = [e for e in facts.entities if e.type == "person"]
    assert [r.title for r in person.roles] == ["Chair"]


def test_the_congress_of_a_land_that_nobody_names_is_nobodys() -> None:
    facts = resolve("Congress president Ann Roe said it rained in Lisk.",
                    [("Congress president Ann Roe", "it rained")], people="Ann Roe")
    assert [r.of for e in facts.entities for r in e.roles] == ["actor/congress"]


def test_where_a_story_is_dated_is_a_place_and_who_relays_it_is_a_body() -> None:
    text = "NORRVIK (Sol Wire) - The council of Norrvik left. Sol Wire said it rained."
    item = replace(article(text), dateline="NORRVIK (Sol Wire)", agency="Sol Wire")
    facts = RESOLVER(item, annotate(item, [("Sol Wire", "it rained")], "Sol Wire", "Norrvik"))
    kinds = {e.name: e.type for e in facts.entities}
    assert (kinds["Norrvik"], kinds["Sol Wire"]) == ("place", "organization")


def test_a_company_is_one_with_and_without_its_legal_form() -> None:
    text = "Norrsol ASA said it rained. Norrsol said it snowed."
    facts = resolve(text, [("Norrsol ASA", "it rained"), ("Norrsol", "it snowed")],
                    people="Norrsol", organizations="Norrsol ASA")
    assert len(set(speakers(facts))) == 1
    assert {e.type for e in facts.entities} == {"organization"}


def test_a_letter_with_a_dot_is_no_body_of_the_next_sentence() -> None:
    text = "She wrote it on X. Home Minister Amit Shah said it rained in India."
    facts = resolve(text, [("Home Minister Amit Shah", "it rained")], people="Amit Shah",
                    organizations="X.", published="2024-01-28")
    (person,) = [e for e in facts.entities if e.type == "person"]
    assert (person.id, [r.of for r in person.roles]) == ("actor/amit-shah", [None])
    assert person.kb


def test_a_parliament_of_a_people_is_one_name() -> None:
    source = "Sami Parliament president Ann Roe"
    facts = resolve(f"{source} said it rained.", [(source, "it rained")], people="Sami | Ann Roe")
    assert facts.quotations[0].speaker == "actor/ann-roe"


def test_a_surname_behind_its_land_is_the_persons() -> None:
    text = "Fiji's Rabuka calls for rain\n\nPrime Minister Sitiveni Rabuka said it rained."
    facts = resolve(text, [("Prime Minister Sitiveni Rabuka", "it rained")],
                    people="Sitiveni Rabuka", organizations="Rabuka", published="2024-08-21")
    assert [e.name for e in facts.entities if "Rabuka" in e.name] == ["Sitiveni Rabuka"]


def test_the_president_of_a_body_that_stands_elsewhere_is_its_head() -> None:
    text = "ECOWAS left. The bloc's commission president, Omar Alieu Touray, said it rained."
    facts = resolve(text, [("commission president, Omar Alieu Touray", "it rained")],
                    people="Omar Alieu Touray", published="2024-01-30")
    (person,) = [e for e in facts.entities if e.type == "person"]
    assert person.wikidata == "Q2023146"


@pytest.mark.parametrize(("source", "name", "wikidata", "role"), [
    ("Bihar Chief Minister Nitish Kumar", "Nitish Kumar", "Q122304",
     [("Chief Minister", "actor/bihar")]),
    ("West Bengal's Mamata Banerjee", "Mamata Banerjee", "Q465041", []),
    ("Texas Governor Greg Abbott", "Greg Abbott", "Q5605224", [("Governor", "actor/texas")])])
def test_a_region_is_what_its_governor_is_of(source: str, name: str, wikidata: str,
                                             role: list[tuple[str, str]]) -> None:
    facts = resolve(f"{source} said it rained in India.", [(source, "it rained")], people=name,
                    published="2024-01-28")
    (person,) = [e for e in facts.entities if e.type == "person"]
    assert (person.wikidata, [(r.title, r.of) for r in person.roles]) == (wikidata, role)


def test_an_explanation_names_an_entry_of_the_base_once() -> None:
    facts = resolve("Texas Governor Greg Abbott said it rained.",
                    [("Texas Governor Greg Abbott", "it rained")], people="Greg Abbott")
    told = dict(explain(facts, facts.quotations[0], {e.id: e for e in facts.entities}))
    assert told["entry"] == "Q5605224"
