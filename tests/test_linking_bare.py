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
