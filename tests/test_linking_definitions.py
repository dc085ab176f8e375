"""Names that an article explains by their initials."""

import pytest
from linking_scenes import names, resolve
from quoth.linking.definitions import defined, terms
from quoth.records import Mention


def whole(text: str, *names: str) -> list[str]:
    """Return the bodies that are found where a model has found pieces of their names."""
    pieces = [Mention(text.index(n), text.index(n) + len(n), n, "ORG") for n in names]
    return [m.text for m in defined(text, pieces)]


@pytest.mark.parametrize(("text", "piece", "name"), [
    ("The Tarn Education, Health and Allied Workers' Union (TEHAWU) left.", "Tarn Education",
     "Tarn Education, Health and Allied Workers' Union"),
    ("It hit the Institute of Marine-Earth Science (IMES).", "Institute",
     "Institute of Marine-Earth Science"),
    ("A man of the Bread and Roses Party (the BRP) left.", "Bread", "Bread and Roses Party")])
def test_the_initials_tell_how_far_a_name_reaches(text: str, piece: str, name: str) -> None:
    assert whole(text, piece) == [name]


@pytest.mark.parametrize(("text", "piece"), [
    ("The Tarn Health Union (TEHAWU) left.", "Tarn Health Union"),
    ("Roads left the Tarn Union (TU).", "Tarn Union"),
    ("They pay Value Added Tax (VAT) in Tarn.", "Tarn"),
    ("He asked the Tarn, and a Health Union (THU).", "Tarn")])
def test_what_the_letters_do_not_spell_stays(text: str, piece: str) -> None:
    assert whole(text, piece) == [piece]


def test_a_name_outside_the_definition_stays() -> None:
    text = "Ann Roe of the Bread and Roses Party (BRP) left."
    assert whole(text, "Ann Roe", "Bread") == ["Ann Roe", "Bread and Roses Party"]


@pytest.mark.parametrize(("text", "names"), [
    ("Oxo Holdings plc (the “Group”) grew.", ("Group",)),
    ("Oxo AS (OSE: OXO, 'Oxo' or 'the Company') grew.", ("Oxo", "Company")),
    ('Oxo Ltd ("Oxo", the "Firm" and "we") grew.', ("Oxo", "Firm")),
    ('Roe ("the best man in Tarn", she says) left.', ()),
    ("Roe (the workers' man) left.", ()),
])
def test_what_brackets_define_a_name_to_be_called(text: str, names: tuple[str, ...]) -> None:
    assert [n for _, row in terms(text) for n in row] == list(names)


def test_the_company_is_the_one_that_brackets_call_so() -> None:
    facts = resolve('Oxo Seafood ASA ("Oxo" or "the Company") met Tarn Bank. The Company said the '
                    "fish were fat. The Bank said so.",
                    [("The Company", "the fish were fat"), ("The Bank", "so")],
                    organizations="Oxo Seafood ASA | Tarn Bank | Company | Bank")
    assert names(facts) == ["Oxo Seafood ASA", "Tarn Bank"]


@pytest.mark.parametrize(("others", "name"), [
    ("", "Oxo"), ("Tarn Fish Ltd grew. ", "Company")])
def test_the_company_is_the_one_firm_of_a_release(others: str, name: str) -> None:
    facts = resolve(f"{others}Oxo, Inc. grew. The Company said the fish were fat.",
                    [("The Company", "the fish were fat")],
                    organizations="Tarn Fish Ltd | Oxo, Inc. | Company")
    assert names(facts) == [name]


def test_letters_may_leave_out_the_end_of_a_name() -> None:
    text = "The National Association of Turners and Mill Hands (NAT) said so."
    found = whole(text, "National Association of Turners", "Mill Hands")
    assert found == ["National Association of Turners and Mill Hands"]
