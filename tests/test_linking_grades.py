"""Titles with their grade and field, and names that stand beside titles."""

import pytest
from linking_scenes import resolve
from quoth.linking.knowledge_base import knowledge_base
from quoth.linking.mentions import reader
from quoth.linking.references import Reference
from quoth.records import Facts, Span

SAID = "the road was safe"
BASE = knowledge_base()


def ref(text: str) -> Reference:
    return reader(text, (), BASE)(Span(0, len(text)))


def told(lead: str, source: str, people: str, organizations: str = "") -> Facts:
    return resolve(f"{lead} {source} said the road was safe.", [(source, SAID)], people=people,
                   organizations=organizations)


def kinds(facts: Facts) -> dict[str, str]:
    return {e.name: e.type for e in facts.entities if not e.id.startswith("article/")}


@pytest.mark.parametrize("title", [
    "Senior Resident Magistrate", "Associate Justice", "National Publicity Secretary",
    "Police Public Relations Officer", "Chief Medical Officer", "Deputy Chief Magistrate"])
def test_a_grade_belongs_to_the_title(title: str) -> None:
    found = ref(f"{title} Anna Roe")
    assert (found.name, [(t.text, t.of) for t in found.titles]) == ("Anna Roe", [(title, None)])


def test_a_graded_title_has_the_class_of_its_noun() -> None:
    assert BASE.role("senior resident magistrate").role == BASE.role("magistrate").role
    assert BASE.role("acting deputy mayor").role == BASE.role("deputy mayor").role
    assert BASE.role("grand vizier").role == "grand_vizier"


@pytest.mark.parametrize(("text", "of"), [
    ("Tarn County Mayor Anna Roe", "Tarn County"), ("County mayor Anna Roe", None),
    ("Oxo Research Director Anna Roe", "Oxo"), ("Supreme Court Justice Anna Roe", "Supreme Court")])
def test_what_a_graded_title_is_of(text: str, of: str | None) -> None:
    found = ref(text)
    assert (found.name, found.titles[-1].of) == ("Anna Roe", of)


def test_a_title_that_a_model_takes_for_a_body_is_none() -> None:
    facts = told("It rained.", "The Police Public Relations Officer, DSP Anna Roe,", "Anna Roe",
                 "Police Public Relations Officer | DSP Anna Roe")
    assert kinds(facts) == {"Anna Roe": "person"}


def test_a_title_can_be_a_family_name() -> None:
    facts = told("It rained.", "Farhan Sheikh", "Farhan Sheikh")
    assert kinds(facts) == {"Farhan Sheikh": "person"}


def test_a_given_name_can_be_a_nation() -> None:
    facts = resolve("Finn Aho said the road was safe. Rita Aho said the ice was thin.",
                    [("Finn Aho", SAID), ("Rita Aho", "the ice was thin")],
                    people="Finn Aho | Rita Aho")
    assert [q.speaker_name for q in facts.quotations] == ["Finn Aho", "Rita Aho"]


@pytest.mark.parametrize(("title", "kind"), [
    ("vice governor", "place"), ("governor", "place"), ("goalkeeper coach", "organization")])
def test_what_an_office_is_of_tells_its_kind(title: str, kind: str) -> None:
    facts = told("It rained.", f"former Tarn {title} Anna Roe", "Anna Roe")
    assert kinds(facts)["Tarn"] == kind


@pytest.mark.parametrize("text", [
    "Tarn captain Ben Lee left. Oxo Tarn lost.", "An analyst at Oxo Tarn left. Oxo Tarn lost."])
def test_whom_people_work_for_is_no_person(text: str) -> None:
    facts = told(text, "Ann Roe", "Ann Roe | Ben Lee | Oxo Tarn")
    assert kinds(facts)["Oxo Tarn"] == "organization"


def test_a_spokesperson_of_somebody_with_a_title_is_of_no_title() -> None:
    found = ref("a spokesperson for Health Commissioner Anna Roe")
    assert found.titles[0].of is None


def test_a_form_of_address_is_no_part_of_a_long_name() -> None:
    facts = told("It rained.", "Afioga Lemalu Sione Roe", "Afioga Lemalu Sione Roe")
    assert kinds(facts) == {"Lemalu Sione Roe": "person"}


@pytest.mark.parametrize("title", ["MEP", "MLA", "MSP"])
def test_members_of_parliaments_are_no_bodies(title: str) -> None:
    facts = told("It rained.", f"{title} Anna Roe", "Anna Roe", title)
    assert "organization" not in {v for k, v in kinds(facts).items() if k != "European Union"}
