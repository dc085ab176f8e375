"""Bare descriptions inside what is said: "the company", "the country"."""

import pytest
from linking_scenes import resolve
from quoth.records import Quotation


def said(before: str, content: str, *, organizations: str = "") -> Quotation:
    return resolve(f"{before} Ann Roe said {content}.", [("Ann Roe", content)], people="Ann Roe",
                   organizations=organizations).quotations[0]


@pytest.mark.parametrize(("before", "content", "organizations", "entity"), [
    ("Gazstroi fired its board.", "the firm was bankrupt", "Gazstroi", "actor/gazstroi"),
    ("The Meadow Front lost every seat.", "the party had split", "Meadow Front",
     "actor/meadow-front"),
    ("Peru will vote in June.", "the country was tired", "", "actor/peru"),
])
def test_the_one_that_was_named_is_meant(before: str, content: str, organizations: str,
                                         entity: str) -> None:
    assert said(before, content, organizations=organizations).mentions == (entity,)


@pytest.mark.parametrize(("before", "content", "organizations"), [
    ("Gazstroi sued Volta.", "the firm was bankrupt", "Gazstroi | Volta"),
    ("Peru and Chile will vote.", "the country was tired", ""),
    ("Gazstroi fired its board.", "the firm that built the dam was bankrupt", "Gazstroi"),
    ("Gazstroi fired its board. It rained. It snowed. It froze.", "the firm was bankrupt",
     "Gazstroi"),
    ("Gazstroi fired its board.", "firms were bankrupt", "Gazstroi"),
    ("The Senate of Peru met.", "the bank had failed", "Senate"),
    ("It rained.", "the company was bankrupt", ""),
])
def test_where_it_is_not_plain_nobody_is_meant(before: str, content: str, organizations: str
                                               ) -> None:
    assert said(before, content, organizations=organizations).mentions == ()


@pytest.mark.parametrize(("source", "content", "found"), [
    ("Gazstroi", "it would hire welders", True), ("Gazstroi", "that it had sold the mill", True),
    ("Gazstroi", "it was looking into it", True), ("Gazstroi", "it intends to appeal", True),
    ("Peru", "it will not sign", True), ("Gazstroi", "it would rain", False),
    ("Gazstroi", "it would be closed", False), ("Gazstroi", "it was too early", False),
    ("Gazstroi", "it takes years", False), ("Gazstroi", "the mill stood and it burned", False),
    ("Ann Roe", "it would hire welders", False), ("Ann Roe", "they would hire welders", False),
    ("Two officials", "they had seen the list", True), ("Two officials", "they were whales", False),
    ("Two officials", "it had seen the list", False),
])
def test_it_and_they_are_who_speaks_where_they_act(source: str, content: str, *, found: bool
                                                   ) -> None:
    text = f"{source} said {content}."
    facts = resolve(text, [(source, content)], people="Ann Roe", organizations="Gazstroi")
    [quotation] = facts.quotations
    assert quotation.mentions == ((quotation.speaker,) if found else ())


def test_in_quotation_marks_it_may_be_anything() -> None:
    facts = resolve("“It would hire welders,” Gazstroi said.", [("Gazstroi", "“It would hire "
                    "welders,”")], organizations="Gazstroi")
    assert facts.quotations[0].mentions == ()
