"""Who speaks does not hang on names: forty annotated articles with the names of other cultures."""

from __future__ import annotations

from functools import lru_cache

import pytest
from scripts import script

swaps = script("benchmarks/swaps.py")
EACH = 8  # one article in so many, by its place in the list of all
SEED = 6


@lru_cache(maxsize=1)
def before():
    rows = [row for row in swaps.read_own() if row["split"] != "held"]
    return swaps.Before(row["id"][:3] for row in rows[::EACH])


def culture(name):
    return next(one for one in swaps.cultures(fresh=False) if one.name == name)


def article(text, *entities, attributions=()):
    rows = [{"id": name.lower().replace(" ", "-"), "type": kind, "name": name, "aliases": [*others]}
            for kind, name, *others in entities]
    return {"id": "001-x", "text": text, "entities": rows, "attributions": [*attributions]}


@pytest.mark.parametrize("what", swaps.KINDS)
def test_speakers_stay_who_they_are(what):
    rows = list(swaps.outcomes(before(), what, SEED))
    right, lost = sum(row.right for row in rows), sum(len(row.failures) for row in rows)
    assert len(before().rows) >= 40 and right > 120
    assert right - lost >= 0.95 * right, [one for row in rows for one in row.failures]


def test_swaps_are_the_same_each_time():
    row = before().rows[0]
    first, second = (swaps.swapped(row, before(), "people", SEED)[1] for _ in range(2))
    assert first == second and first["text"] != row["text"]


def test_every_form_of_a_name_is_replaced():
    text = "ANA REIS met Rui Reis. “No,” Reis said. James’ dog and Ana’s dog left. Ms Reis left."
    found = swaps.people_swap(
        article(text, ("person", "Ana Reis", "Reis"), ("person", "Rui Reis")), culture("finnish"),
        set(), swaps.random.Random(1))(text)
    assert "Reis" not in found and "REIS" not in found and "Ana" not in found
    assert found.split(" said")[0].split()[-1] == found.split("Ms ")[1].split()[0]


def test_a_surname_stands_first_where_it_does():
    text = "Han Sang-woo left. “No,” Han said."
    row = article(text, ("person", "Han Sang-woo", "Han"))
    found = swaps.people_swap(row, culture("german"), set(), swaps.random.Random(1))(text)
    first, *last = found.split(" left")[0].split(" ")
    assert first in culture("german").male + culture("german").female
    assert f"{' '.join(last).lower()} said" in found.lower()


def test_initials_follow_the_name_and_its_head_stays_of_its_kind():
    text = "Tarnmoor Steel left. Tarnmoor said so. An Arvik Union (AU) came."
    row = article(text, ("organization", "Tarnmoor Steel", "Tarnmoor"))
    swap = swaps.bodies_swap(row, set(), set(), swaps.random.Random(2), fresh=False)
    found = swap(text)
    assert "Tarnmoor" not in found and "Tarnmoor Steel" in swap.forms
    assert swap.forms["Tarnmoor Steel"].split()[-1] in ("Steelworks", "Metals")


@pytest.mark.parametrize(("old", "new", "text", "wanted"), [
    ("Roe", "Ash", "a Roe spokesman", "an Ash spokesman"),
    ("James", "Roe", "James’ car and James’s", "Roe’s car and Roe’s"),
    ("Roe", "de Vries", "“Roe left.” Roe left; Roe", "“De Vries left.” De Vries left; de Vries"),
    ("Roe", "Lo", "@Roe and anti-Roe", "@Roe and anti-Roe")])
def test_a_new_name_fits_in(old, new, text, wanted):
    assert swaps.Swap("x", {old: new})(text) == wanted
