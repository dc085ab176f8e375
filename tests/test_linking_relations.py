"""What two texts make of the same words: cause and effect, who and whom, plan and deed, how many.
"""

import pytest
from quoth.linking.lexis import bits
from quoth.linking.sameness import compare
from quoth.linking.wording import read_wording


def clashes(one: str, other: str) -> set[str]:
    found = compare(read_wording(one), read_wording(other), bits)
    assert found == compare(read_wording(other), read_wording(one), bits)
    return set(found.clashes)


@pytest.mark.parametrize(("one", "other", "clash"), [
    ("The pier sank because the crane fell", "The crane fell because the pier sank", "relation"),
    ("The pier sank because the crane fell", "Because the crane fell, the pier sank", ""),
    ("The crane fell before the pier sank", "The pier sank after the crane fell", ""),
    ("The crane fell before the pier sank", "The pier sank before the crane fell", "relation"),
    ("Cranes are older than piers in this port", "Piers are older than cranes in this port",
     "relation"),
    ("The port sold the crane while the pier was mended",
     "The port mended the pier after the crane had been sold", "relation"),
    ("If the crane falls, the pier sinks", "The pier sank and the crane fell", "condition"),
    ("If the crane falls, the pier will sink", "The pier would sink if the crane fell", ""),
    ("If the crane falls, the pier will sink", "When the crane falls, the pier will sink", ""),
    ("A port that sells its cranes has no ferries", "If a port sells its cranes, it has no ferries",
     ""),
    ("If it is hot, ferries sell ice", "Ferries sell ice in heat that is hot", ""),
    ("We built the pier so that ferries dock", "Ferries were docked while we built the pier",
     "condition"),
    ("We switched off the crane so that the lamps stay on", "Crane off to keep lamps on", ""),
    ("When she was found saying that the crane fell, it was late", "The crane fell, it was late",
     ""),
    ("Ferries towed from the pier have sailed back", "Ferries sail back to the pier", ""),
    ("The ferry sailed from the pier", "The ferry sailed to the pier", "facing"),
    ("We switched on the lamps of the pier", "We switched off the lamps of the pier", "facing"),
    ("The crane of the port fell on the owner of the ferry",
     "The crane of the ferry fell on the owner of the port", "attached"),
    ("The crane was mended last year", "The crane was mended this year", "time"),
    ("The crane was mended last year", "The crane had been mended the previous year", ""),
    ("The crane opens tomorrow", "The crane opened yesterday", "time"),
    ("The owners say the crane was stolen", "The crane was stolen", "cited"),
    ("The law says nothing of cranes on ferries", "Of cranes on ferries there is no law", ""),
    ("We sold more cranes than the guards believe", "The cranes that we sold are more than guards "
     "believed", ""),
    ("I think the crane was stolen", "The crane was stolen", ""),
    ("The owners fear the crane", "The crane has owners in fear", ""),
])
def test_relations_of_clauses(one: str, other: str, clash: str) -> None:
    found = clashes(one, other)
    assert clash in found if clash else not found


@pytest.mark.parametrize(("one", "other", "clash"), [
    ("All of the cranes were sold", "Some of the cranes were sold", "amount"),
    ("All of the cranes were sold", "Two of the cranes were sold", "amount"),
    ("The cranes stood on the pier", "Some of the cranes stood on the pier", "amount"),
    ("Every one of the cranes was sold", "All the cranes were sold", ""),
    ("We sold all cranes", "We sold the cranes that leak", "amount"),
    ("Only ferries may dock at the pier", "Ferries may also dock at the pier", "only"),
    ("Everybody but ferrymen was paid", "Everybody was paid, even ferrymen", "only"),
    ("Ferries dock only at the old pier", "Ferries dock everywhere except at the old pier", "only"),
    ("All but two cranes of the port were sold", "The port sold all its cranes but two", ""),
    ("All cranes apart from the oldest leak", "The oldest cranes leak, as do the others", "only"),
    ("At least 40 cranes were sold", "At most 40 cranes were sold", "bound"),
    ("No more than 40 cranes were sold", "Up to 40 cranes were sold", ""),
    ("More than 40 cranes were sold", "At least 40 cranes were sold", ""),
    ("We have nine cranes for ferries", "Ferries wait for cranes for nine days", "count"),
    ("Nine ferries have docked here", "Nine crews came here since six ferries docked", "count"),
    ("Nine ferries have docked here", "Nine of the ferries docked here", ""),
    ("Only the pier will be closed", "The whole port, and not only the pier, will be closed",
     "only"),
    ("Three crane drivers were late", "Three drivers of a crane were late", ""),
])
def test_amounts(one: str, other: str, clash: str) -> None:
    found = clashes(one, other)
    assert clash in found if clash else not found


@pytest.mark.parametrize(("one", "other", "clash"), [
    ("I sold the crane to my brother", "My brother sold the crane to me", "order"),
    ("The guards were beaten by sailors", "The sailors were beaten by guards", "order"),
    ("The guards beat the sailors", "The sailors were beaten by the guards", ""),
    ("We opened the pier to sailors", "Sailors opened the pier to us", "order"),
    ("The port will close the pier", "The pier will close", ""),
    ("Ferries rose by 12 percent", "12 percent more ferries rose", ""),
    ("The guards asked the sailors to mend the pier", "The owners asked the guards to mend it",
     "order"),
    ("The captain left when the ferry reached the port",
     "The ferry left when the captain reached the port", "order"),
    ("The captain closed the pier, and the owner fined the captain",
     "The owner closed the pier, and fined the captain", ""),
])
def test_who_did_it_to_whom(one: str, other: str, clash: str) -> None:
    found = clashes(one, other)
    assert clash in found if clash else "order" not in found


@pytest.mark.parametrize(("one", "other", "clash"), [
    ("The crane has been moved to the pier", "The crane will be moved to the pier", "mood"),
    ("The crane was moved to the pier", "The crane will be moved to the pier", "mood"),
    ("The crane is moved to the pier", "The crane will be moved to the pier", ""),
    ("We are thinking of moving the crane", "We have moved the crane", "mood"),
    ("The owners promised to move the crane", "The owners have moved the crane", "mood"),
    ("The owner paid the guards to open the pier", "The guards opened the pier", "mood"),
    ("The ferry came at noon to the pier", "The ferry will come at noon to the pier", "mood"),
    ("The port should keep its lamps to help", "The port has kept its lamps to help", "mood"),
    ("The port must keep the lamps lit", "The port had to keep the lamps lit", ""),
    ("The cranes have yet to arrive here", "The cranes have arrived here", "mood"),
    ("The owners could have moved the crane", "The owners moved the crane", "mood"),
    ("Had it rained, we would have moved the crane", "We would have moved the crane in rain", ""),
    ("The village can stop the crane", "The village stopped the crane", "mood"),
    ("The village could not stop the crane", "The village did not want to stop the crane", "mood"),
    ("The village wants to stop the crane", "The village will stop the crane", ""),
    ("The village can stop the crane", "The village could stop the crane", ""),
    ("The crane will be frozen until May", "Crane frozen until May", ""),
    ("I would move it if the crane leaked", "It will move when the crane has leaked", ""),
])
def test_plans_and_deeds(one: str, other: str, clash: str) -> None:
    found = clashes(one, other)
    assert clash in found if clash else "mood" not in found


@pytest.mark.parametrize(("one", "other", "clash"), [
    ("The mayor has thanked the sailors for the lamps on the pier",
     "The owner of the inn has thanked the sailors for the lamps on the pier", "word"),
    ("We warmly thanked the sailors for the lamps on the pier",
     "he thanked the sailors for the lamps that stand on the pier", ""),
    ("The lamps are the first thing that we mended on the pier",
     "The lamps will be the last thing that we mend on the pier", "word"),
    ("The pier was shut while the guards slept", "The pier was shut before the guards slept",
     "word"),
])
def test_other_words_where_the_rest_is_the_same(one: str, other: str, clash: str) -> None:
    found = clashes(one, other)
    assert clash in found if clash else not found
