"""Words by their common form: found when asked for, as by looking at all words."""

import math
from collections import defaultdict
from itertools import product

import pytest
from quoth.linking import lexis
from quoth.linking.inflections import Inflections
from quoth.linking.lexis import senses, stem, words


def listed() -> dict[str, list[str]]:
    synonyms, antonyms = lexis._thesaurus()
    tables = words()
    return {
        "ranked": [*lexis._ranked()],
        "thesaurus": [*(w for line in synonyms for w in line),
                      *(w for pair in antonyms for side in pair for w in side)],
        "irregular": [*tables.families, *(f"re{word}" for word in tables.families),
                      *(f"{word}s" for word in tables.families), *tables.spellings,
                      *(f"{word}ing" for word in tables.spellings)],
    }


@pytest.mark.parametrize("name", ["ranked", "thesaurus", "irregular"])
def test_all_words_of_a_form_are_found(name: str) -> None:
    found = defaultdict(list)
    for word in dict.fromkeys(listed()[name]):
        found[stem(word)].append(word)
    inflections = lexis._inflections(listed()[name])
    assert {form: sorted(inflections.of(form)) for form in found} \
        == {form: sorted(those) for form, those in found.items()}


def test_only_words_that_begin_alike_are_looked_at() -> None:
    seen = []

    def plain(word: str) -> str:
        seen.append(word)
        return word.rstrip("s")

    found = Inflections(["tables", "table", "chairs", "went"], plain, {"went": "go"})
    assert found.of("table") == ["tables", "table"]
    assert seen == ["tables", "table"]
    assert found.of("tab") == [] == found.of("none")


def test_senses_are_those_of_all_lines() -> None:
    rows, (synonyms, antonyms) = lexis._rows(), lexis._thesaurus()
    groups, sides = defaultdict(set), defaultdict(set)
    for number, line in enumerate([*(g.split() for g in rows["synonyms"]["groups"]), *synonyms]):
        for word in line:
            groups[stem(word)].add(number)
    pairs = [(pair["one"].split(), pair["other"].split()) for pair in rows["opposites"]]
    for number, pair in enumerate([*pairs, *antonyms]):
        forms = [{stem(word) for word in those} for those in pair]
        for side, form in product((0, 1), forms[0] ^ forms[1]):
            if form in forms[side]:
                sides[form].add((number, side))
                groups[form].add(-1 - 2 * number - side)
    assert {form: senses().groups[form] for form in groups} == groups
    assert {form: senses().sides[form] for form in sides} == sides
    assert not senses().groups["zeugmata"] and not senses().sides["zeugmata"]


def test_frequencies_are_those_of_all_words() -> None:
    found = defaultdict(float)
    for word, rank in lexis._ranked().items():
        found[stem(word)] += 1 / (rank * lexis._SHARE)
    assert {form: lexis.probability(form) for form in found} == found
    assert lexis.bits("zeugmata") == -math.log2(1 / (lexis._UNKNOWN * lexis._SHARE))
