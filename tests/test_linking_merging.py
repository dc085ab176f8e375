"""One id for one entity over all articles: joins, refusals, order, idempotence, renames."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_scenes import RESOLVER, annotate, article, resolve
from quoth.linking import merge, renames
from quoth.records import Article, Entity, Facts, Mention, Quotation, Role, Span


def ids(facts: list[Facts]) -> list[set[str]]:
    return [{e.id for e in f.entities if e.type == "person"} for f in facts]


def say(text: str, source: str, content: str, people: str, key: str, *,
        published: str | None = "2022-01-10") -> Facts:
    return resolve(text, [(source, content)], people=people, key=key, published=published)


def test_one_base_entry_is_one_entity_under_any_spelling() -> None:
    one = say("Kazakh President Kassym-Jomart Tokayev said it rained.",
              "Kazakh President Kassym-Jomart Tokayev", "it rained", "Kassym-Jomart Tokayev", "1")
    two = say("President of Kazakhstan Kasym-Zhomart Tokaev said it snowed.",
              "President of Kazakhstan Kasym-Zhomart Tokaev", "it snowed", "Kasym-Zhomart Tokaev",
              "2")
    assert ids(merge([one, two])) == [{"actor/kassym-jomart-tokayev"}] * 2


def test_spelling_variants_of_people_who_are_not_in_the_base() -> None:
    one = say("Engineer Nazar Bekmuratov said it rained.", "Engineer Nazar Bekmuratov",
              "it rained", "Nazar Bekmuratov", "1")
    two = say("Engineer Nazar Bekmuratof said it snowed.", "Engineer Nazar Bekmuratof",
              "it snowed", "Nazar Bekmuratof", "2")
    assert len(set.union(*ids(merge([one, two])))) == 1


def test_a_name_shared_by_two_offices_stays_apart() -> None:
    one = say("Leeds coach John Marl said it rained.", "Leeds coach John Marl", "it rained",
              "John Marl", "1")
    two = say("Norwegian Finance Minister John Marl said it snowed.",
              "Norwegian Finance Minister John Marl", "it snowed", "John Marl", "2")
    merged = ids(merge([one, two]))
    assert merged[0] != merged[1]
    assert all(i.startswith("actor/john-marl") for row in merged for i in row)


def person(key: str, name: str = "Ann Roe", **fields: object) -> Facts:
    one = Entity("actor/ann-roe", "person", name, **fields)
    return Facts(article(f"{name} stayed.", key=key), entities=(one,))


def test_a_bare_name_is_whom_nearly_all_articles_mean() -> None:
    usual = [person(f"{n}", gender="f", roles=(Role("chair", "actor/oxo"),)) for n in range(9)]
    rare, bare = person("x", gender="m"), person("y")
    merged = ids(merge([*usual, rare, bare]))
    assert merged[-1] == merged[0] != merged[-2]
    assert len(set.union(*ids(merge([*usual[:8], rare, bare])))) == 3


def test_husband_and_wife_stay_apart() -> None:
    one = say("Petr Ivanov said it rained.", "Petr Ivanov", "it rained", "Petr Ivanov", "1")
    two = say("Petra Ivanova said it snowed.", "Petra Ivanova", "it snowed", "Petra Ivanova", "2")
    assert len(set.union(*ids(merge([one, two])))) == 2


def test_a_surname_alone_joins_by_the_company_it_keeps() -> None:
    one = say("Norwegian Foreign Minister Espen Lunde met the UN in Peru and said it rained.",
              "Norwegian Foreign Minister Espen Lunde", "it rained", "Espen Lunde", "1")
    two = say("The UN and Peru agreed with Norway. Lunde said it snowed.", "Lunde", "it snowed",
              "Lunde", "2")
    far = say("The bakery opens at six. Lunde said bread was dear.", "Lunde", "bread was dear",
              "Lunde", "3")
    merged = merge([one, two, far])
    assert [next(iter(row)) for row in ids(merged)][:2] == ["actor/espen-lunde"] * 2
    assert ids(merged)[2] == {"actor/lunde"}
    assert merged[1].quotations[0].speaker_name == "Espen Lunde"


def test_a_surname_that_fits_two_joins_none() -> None:
    rows = [say(f"Norwegian Foreign Minister {n} met the UN in Peru and said it rained.",
                f"Norwegian Foreign Minister {n}", "it rained", n, key)
            for key, n in (("1", "Espen Lunde"), ("2", "Harald Lunde"))]
    lone = say("The UN and Peru agreed with Norway. Lunde said it snowed.", "Lunde", "it snowed",
               "Lunde", "3")
    assert len(set.union(*ids(merge([*rows, lone])))) == 3


def test_an_office_without_a_name_joins_its_holder_near_in_time() -> None:
    named = say("Norwegian chief negotiator Espen Lunde said it rained.",
                "Norwegian chief negotiator Espen Lunde", "it rained", "Espen Lunde", "1")
    near, far = (say("The Norwegian chief negotiator said it snowed.",
                     "The Norwegian chief negotiator", "it snowed", "", key, published=day)
                 for key, day in (("2", "2022-02-01"), ("3", "2025-02-01")))
    merged = merge([named, near, far])
    assert merged[1].quotations[0].speaker == "actor/espen-lunde"
    assert merged[2].quotations[0].speaker.startswith("article/")


def test_a_spokesman_is_any_of_several() -> None:
    named = say("Norwegian chief negotiator Espen Lunde said it rained.",
                "Norwegian chief negotiator Espen Lunde", "it rained", "Espen Lunde", "1")
    other = say("A Norwegian chief negotiator said it snowed.", "A Norwegian chief negotiator",
                "it snowed", "", "2")
    assert merge([named, other])[1].quotations[0].speaker.startswith("article/")


def test_bodies_join_by_name_and_acronym() -> None:
    one = resolve("The Tarn Rivers Trust (TRT) said it rained.", [
        ("The Tarn Rivers Trust (TRT)", "it rained")], organizations="Tarn Rivers Trust | TRT",
        key="1")
    two = resolve("TRT said it snowed.", [("TRT", "it snowed")], organizations="TRT", key="2")
    assert [q.speaker for f in merge([one, two]) for q in f.quotations] == [
        "actor/tarn-rivers-trust"] * 2


def test_unnamed_sources_never_join() -> None:
    rows = [say("Two officials said it rained.", "Two officials", "it rained", "", key)
            for key in "12"]
    assert len({q.speaker for f in merge(rows) for q in f.quotations}) == 2


def test_a_renamed_entity_is_told() -> None:
    lone = say("The UN and Peru agreed with Norway. Lunde said it snowed.", "Lunde", "it snowed",
               "Lunde", "1")
    full = say("Norwegian Foreign Minister Espen Lunde met the UN in Peru and said it rained.",
               "Norwegian Foreign Minister Espen Lunde", "it rained", "Espen Lunde", "2")
    before, after = merge([lone]), merge([lone, full])
    assert renames(before, after) == {"actor/lunde": "actor/espen-lunde"}
    assert renames(after, after) == {}


NAMES = ["Ana Roy", "Anna Roy", "A. Roy", "Roy", "Ana Rey", "Tom Roy", "Igor Petrov",
         "Igor Petrof", "Petrov", "Olga Petrova"]
TITLES = [None, ("Mayor", "actor/oslo"), ("coach", None), ("Finance Minister", "actor/peru"),
          ("Mayor", "actor/lima")]


@st.composite
def worlds(draw: st.DrawFn) -> list[Facts]:
    rows = []
    for number in range(draw(st.integers(1, 6))):
        item = Article(key=str(number), text="x" * 40, published="2022-01-1" + str(number % 9))
        people = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
        entities = [_entity(name, draw(st.sampled_from(TITLES)), draw(
            st.sampled_from([None, "m", "f"]))) for name in people]
        entities += [Entity(f"actor/{w}", "place", w.title(), kb=w, wikidata=f"Q{len(w)}")
                     for w in draw(st.lists(st.sampled_from(["oslo", "peru"]), unique=True))]
        entities = list({e.id: e for e in entities}.values())
        mentions = tuple(Mention(n, n + 1, "x", "PERSON", entity=e.id)
                         for n, e in enumerate(entities))
        quotations = tuple(Quotation(f"q{n}-{n + 1}", item.id, (Span(n, n + 1),), "x",
                                     speaker=e.id, speaker_name=e.name)
                           for n, e in enumerate(entities))
        rows.append(Facts(item, tuple(sorted(entities, key=lambda e: e.id)), mentions, quotations))
    return rows


def _entity(name: str, title: tuple[str, str | None] | None, gender: str | None) -> Entity:
    slug = name.lower().replace(" ", "-").replace(".", "")
    roles = (Role(title[0], title[1], Span(0, 3)),) if title else ()
    return Entity(f"actor/{slug}", "person", name, roles=roles, gender=gender)


@settings(max_examples=150, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(rows: list[Facts], chance: random.Random
                                                   ) -> None:
    merged = {f.article.id: f for f in merge(rows)}
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert {f.article.id: f for f in merge(shuffled)} == merged


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_merging_twice_is_merging_once(rows: list[Facts]) -> None:
    once = merge(rows)
    assert merge(once) == once


@pytest.mark.parametrize("keys", ["12", "21"])
def test_who_is_named_twice_in_an_article_is_in_one_article(keys: str) -> None:
    """Of namesakes the one in more articles has the plain id, however often each one names it."""
    mayor = ("Mayor", "actor/lima")
    rows = [Facts(article("Anna Roy stayed.", key=keys[0]), (_entity("Anna Roy", TITLES[2], "m"),)),
            Facts(article("Anna Roy left. Roy sang.", key=keys[1]),
                  (_entity("Anna Roy", mayor, "f"), _entity("Roy", mayor, None),
                   Entity("actor/oslo", "place", "Oslo", kb="oslo", wikidata="Q585")))]
    once = merge(rows)
    assert [len(row.entities) for row in once] == [1, 2]
    assert merge(once) == once
    plain = next(row.article.id for row in once if row.entities[0].id == "actor/anna-roy")
    assert plain == min(row.article.id for row in rows)


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_every_id_that_is_used_is_an_entity_of_its_article(rows: list[Facts]) -> None:
    for row in merge(rows):
        known = {e.id for e in row.entities}
        assert {m.entity for m in row.mentions} <= known
        assert {q.speaker for q in row.quotations} <= known
        assert len(known) == len(row.entities)


def test_nothing_is_lost_on_empty_input() -> None:
    assert merge([]) == []
    item = article("Nothing.")
    empty = RESOLVER(item, annotate(item, []))
    assert merge([empty]) == [empty]
