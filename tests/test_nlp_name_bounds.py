"""Names that break off, or have too much."""

from __future__ import annotations

import pytest
from quoth.nlp.name_bounds import whole_names
from quoth.records import Mention


def whole(text: str, *names: tuple[str, str]) -> list[str]:
    """Return the names that come of some: text and label, in order."""
    mentions, at = [], 0
    for name, label in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(start, at, name, label))
    found = [m for m in whole_names(text, mentions) if m is not None]
    assert all(text[m.start : m.end] == m.text for m in found)
    return [m.text for m in found]


@pytest.mark.parametrize(("text", "names", "wanted"), [
    ("the Meadow Party of the Marn Hills won", [("Meadow Party of", "ORG"), ("Marn Hills", "LOC")],
     ["Meadow Party of the Marn Hills"]),
    ("the Tram Workers' Union of Lisk won", [("Tram Workers' Union", "ORG"), ("Lisk", "LOC")],
     ["Tram Workers' Union of Lisk"]),
    ("the Duchy of Marn fell", [("Marn", "LOC")], ["Duchy of Marn"]),
    ("a duchy of Marn fell", [("Marn", "LOC")], ["Marn"]),
    ("the mayor of Lisk fell", [("Lisk", "LOC")], ["Lisk"]),
    ("John of Marn and Edmund of Lisk met", [("John of", "PERSON"), ("Marn", "PERSON"),
                                             ("Edmund of", "PERSON"), ("Lisk", "LOC")],
     ["John of Marn", "Edmund of Lisk"]),
    ("the Noor-e-Hind Society met", [("Noor", "ORG")], ["Noor-e-Hind"]),
    ("the Pilot Boards of the MTB met", [("Pilot Boards of", "ORG"), ("MTB", "ORG")],
     ["Pilot Boards", "MTB"]),
    ("En-Main Menu", [("En", "LOC")], ["En"]),
    ("the Oxo-led group met", [("Oxo", "ORG")], ["Oxo"]),
    ("Oxo Watch and Freedom Hall met", [("Oxo Watch and", "ORG"), ("Freedom Hall", "ORG")],
     ["Oxo Watch", "Freedom Hall"]),
    ("the Harbour Board of the late Ann Roe", [("Harbour Board of", "ORG"), ("Ann Roe", "PERSON")],
     ["Harbour Board", "Ann Roe"]),
    ("the Republic of Marn Prime Minister Ann Roe", [("Republic of", "LOC"), ("Ann Roe", "PERSON")],
     ["Republic", "Ann Roe"]),
    ("Piet op den Marn met", [("Piet", "PERSON"), ("Marn", "PERSON")], ["Piet op den Marn"]),
    ("Ina van 't Lisk met", [("Ina van", "PERSON")], ["Ina van 't Lisk"]),
    ("Ina in de Lisk met", [("Ina", "PERSON")], ["Ina in de Lisk"]),
    ("Ann Roe over the Hill", [("Ann Roe", "PERSON")], ["Ann Roe"]),
    ("the Bank of Ann Roe", [("Bank", "ORG"), ("Ann Roe", "PERSON")], ["Bank", "Ann Roe"]),
    ("the Guild of Marn Prime Minister Roe left", [("Guild", "ORG")], ["Guild of Marn"]),
])
def test_names_are_whole(text: str, names: list[tuple[str, str]], wanted: list[str]) -> None:
    assert whole(text, *names) == wanted
