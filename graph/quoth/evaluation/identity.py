"""Which predicted entity is which gold entity: one to one, by Wikidata id or name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from rapidfuzz.fuzz import ratio

from quoth.evaluation.matching import best_pairs

Entity = Mapping[str, Any]
SURNAME, OTHER = 85.0, 75.0  # of 100: Tokaev and Tokayev 92, Weber and Webster 83, Sergei and -y 83
SAME_ID, SAME_NAME = 1e6, 1e3  # an id outweighs a name, and a name any number of shared mentions
SAME_BODY = 1.0  # and that outweighs other wordings, which count only where mentions are shared
WORD = re.compile(r"\w+")
COMPLEMENT = ("of", "in", "at", "for")
UNCOUNTED = (*COMPLEMENT, "and", "on", "to")  # words that initials leave out


def words(name: str) -> list[str]:
    """Return the words of a name in lower case, without accents and article."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return [word for word in WORD.findall(plain) if word not in ("the", "s")]


def alike(one: str, other: str, *, least: float = OTHER) -> bool:
    """Say whether two words of names are spellings of one, or one is the other's initial."""
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one == other or (min(len(one), len(other)) > 3 and ratio(one, other) >= least)


def variant(one: str, other: str, *, person: bool = True) -> bool:
    """Say whether two names are variants: spellings, or one leaves out words before the last.

    What is left of a name that is no person's must have two words at least.

    >>> variant("Putin", "Vladimir Putin"), variant("Anna Weber", "Karl Weber")
    (True, False)
    >>> variant("Club", "Valdai Club", person=False)
    False
    """
    short, long = sorted((words(one), words(other)), key=len)
    if not short or not alike(short[-1], long[-1], least=SURNAME):
        return False
    if len(short) < len(long) and len(short) < 2 - person:
        return False
    rest = iter(long[:-1])
    return all(any(alike(word, candidate) for candidate in rest) for word in short[:-1])


def reworded(one: str, other: str) -> bool:
    """Say whether two names of bodies differ in a complement, or one is the other's initials.

    A government and its country are one as well, as in the guidelines of ACE for geo-political
    entities.

    >>> reworded("harbour office", "Harbour Office of Sarvani")
    True
    >>> reworded("WAO", "World Apple Organization"), reworded("Sarvani", "Government of Sarvani")
    (True, True)
    >>> reworded("Council", "Council of Sarvani"), reworded("Sarvani", "Council of Sarvani")
    (False, False)
    """
    short, long = sorted((words(one), words(other)), key=len)
    if not short or len(short) == len(long):
        return False
    initials = "".join(word[0] for word in long if word not in UNCOUNTED)
    return (long == ["government", "of", *short]
            or len(short) > 1 and long[: len(short)] == short and long[len(short)] in COMPLEMENT
            or len(initials) > 1 and short == [initials])


def common_noun(name: str) -> bool:
    """Say whether the name of a body is a common noun, with or without a complement.

    >>> common_noun("port authority"), common_noun("port authority of Sarvani")
    (True, True)
    >>> common_noun("Port Authority"), common_noun("de Haan")
    (False, False)
    """
    return re.split(rf"\s(?:{'|'.join(COMPLEMENT)})\s", name)[0].islower()


def named(entity: Entity) -> bool:
    """Say whether an entity is somebody in the world, not a source without a name."""
    return entity["type"] not in ("unnamed", "group") and not entity["id"].startswith("article/")


def kinship(gold: Entity, predicted: Entity) -> float:
    """Return how surely two named entities are one: 0 where they can't be."""
    if not (named(gold) and named(predicted)):
        return 0.0
    ids = {e["wikidata"] for e in (gold, predicted) if e.get("wikidata")}
    people = {e["type"] == "person" for e in (gold, predicted)}
    if len(ids) == 2 or len(people) == 2:
        return 0.0
    if ids and gold.get("wikidata") == predicted.get("wikidata"):
        return SAME_ID
    person = people == {True}
    if variant(predicted["name"], gold["name"], person=person):
        return SAME_NAME
    if also_called(predicted["name"], gold):
        alike_types = person or len({e["type"] == "place" for e in (gold, predicted)}) == 1
        return SAME_NAME if alike_types else SAME_BODY  # a capital is not always its government
    return 0.0 if person or not reworded(predicted["name"], gold["name"]) else SAME_BODY


def also_called(name: str, gold: Entity) -> bool:
    """Say whether a name is a spelling of an alias of a gold entity, word by word."""
    length = len(words(name))
    return any(len(words(alias)) == length and variant(name, alias)
               for alias in gold.get("aliases", ()))


def distinct(entities: Iterable[Entity]) -> list[Entity]:
    """Return one entity for each id, in the order of ids, with the aliases of all."""
    found: dict[str, dict[str, Any]] = {}
    for entity in entities:
        first = found.setdefault(entity["id"], {**entity, "aliases": []})
        first["aliases"] = sorted({*first["aliases"], *entity.get("aliases", ())})
        first["wikidata"] = first.get("wikidata") or entity.get("wikidata")
    return [found[key] for key in sorted(found)]


def map_entities(gold: Iterable[Entity], predicted: Iterable[Entity],
                 shared: Counter[tuple[str, str]]) -> dict[str, str]:
    """Return the gold id of each predicted id that has one, one to one over all articles.

    Two entities can be one when they have the same Wikidata id, or when the predicted name is a
    variant of a gold name and neither ids nor types (person or not) contradict it. Among those,
    the pairs that share most mentions and speakers win (`shared`: gold id, predicted id); names of
    bodies that are only worded otherwise have to share one.
    """
    ours, theirs = distinct(gold), distinct(predicted)
    scores = np.zeros((len(ours), len(theirs)))
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            kin = kinship(one, other)
            common = shared[one["id"], other["id"]]
            scores[i, j] = kin + common if kin > SAME_BODY or kin and common else 0.0
    return {theirs[p]["id"]: ours[g]["id"] for g, p, _ in best_pairs(scores)}
