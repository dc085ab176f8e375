"""Bodies named in another language, by two regions, by a cause or a number; people stay people.

The rows are those of `test_linking_worded`: a text with what is said in [[ ]], who says it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from quoth.linking.foreign import foreign_kinds, whole_foreign
from quoth.linking.knowledge_base import knowledge_base
from quoth.linking.spoken_names import spoken
from quoth.records import Article, Mention
from test_linking_worded import OPENING, bare, tools

DATA = Path(__file__).parent / "data"


def speakers(text: str) -> dict[str, tuple[str, str]]:
    """Return what is said in a text, without "that", with its speaker and the speaker's type."""
    annotate, resolve = tools()
    plain = re.sub(r"\[\[|\]\]", "", text).replace("¶", "\n\n")
    article = Article("a.txt", f"{OPENING}{plain}\n", published="2023-03-03")
    facts = resolve(article, annotate(article))
    found = {e.id: (e.name, e.type) for e in facts.entities}
    return {re.sub("^that ", "", bare(q.text)): found.get(q.speaker or "", ("-", "unnamed"))
            for q in facts.quotations}


def others(name: str, types: set[str]) -> tuple[list[tuple[str, tuple[str, str]]], int]:
    """Return the rows of a file with another speaker or type, and how many rows there are."""
    rows = [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines()]
    wrong = []
    for text, expected in rows:
        said = bare(re.findall(r"\[\[(.*?)\]\]", text)[0])
        found = speakers(text).get(said, ("-", "unnamed"))
        right = {n.removeprefix("The ") for n in expected.split("/")}
        fits = found[0].removeprefix("The ") in right and found[1] in types
        if not fits and not (expected == "-" and found[1] in ("unnamed", "group")):
            wrong.append((text, found))
    return wrong, len(rows)


def test_names_of_bodies_are_whole_and_bodies() -> None:
    wrong, rows = others("named_bodies.tsv", {"organization", "group", "place"})
    assert len(wrong) <= 0.1 * rows, wrong


def test_people_stay_people() -> None:
    wrong, rows = others("named_people.tsv", {"person"})
    assert len(wrong) <= 0.12 * rows, wrong


@pytest.mark.parametrize(("name", "kinds"), [
    ("Partido dos Pescadores", {"party"}), ("Nordbank", {"bank"}),
    ("Svenska Kennelklubben", set()), ("Luis de la Cruz", set()),
    ("Zeitung am Ring", {"newspaper"}), ("Gewerkschaft der Lotsen", {"union"})])
def test_words_of_other_languages_say_what_a_body_is(name: str, kinds: set[str]) -> None:
    assert foreign_kinds(name) == kinds


@pytest.mark.parametrize(("text", "names", "wanted"), [
    ("But Juntos por el Lago met", [("Juntos", "PERSON")], ["Juntos por el Lago"]),
    ("the Bharatiya Nadi Sangh President Ravi Roe met",
     [("Bharatiya Nadi Sangh President Ravi Roe", "PERSON"), ("Ravi Roe", "PERSON")],
     ["Bharatiya Nadi Sangh"]),
    ("Mr. Lega Norte met", [("Lega Norte", "PERSON")], ["Lega Norte"]),
    ("and al-Banna met", [("al-Banna", "PERSON")], ["al-Banna"]),
    ("Juan de la Cruz met", [("Juan de la Cruz", "PERSON")], ["Juan de la Cruz"]),
    ("Spain's Unidos por Tarn met", [("Spain", "GPE"), ("Unidos", "PERSON")],
     ["Spain", "Unidos por Tarn"])])
def test_runs_reach_as_far_as_their_language(text: str, names: list[tuple[str, str]],
                                             wanted: list[str]) -> None:
    mentions = [Mention(text.index(n), text.index(n) + len(n), n, label, "name")
                for n, label in names]
    found = whole_foreign(text, mentions, knowledge_base())
    assert [text[m.start : m.end] for m in found if m.text in wanted] == wanted


@pytest.mark.parametrize(("text", "source", "name"), [
    ("The union 4K met", "The union 4K", "4K"), ("TV9 said so", "TV9", "TV9"),
    ("The Gazette reported that", "The Gazette", "Gazette"),
    ("The Gazette burned", "The Gazette", None), ("Nurses for Ore met", "Nurses for Ore",
                                                  "Nurses for Ore"),
    ("Lawyers for Ore met", "Lawyers for Ore", None)])
def test_sources_in_capitals_are_names(text: str, source: str, name: str | None) -> None:
    mention = Mention(0, len(source), source, "UNNAMED", "nominal")
    found = [m.text for m in spoken(text, [mention]) if m.form == "name"]
    assert found == ([name] if name else [])
