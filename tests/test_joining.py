"""What is joined on disk is what is joined in memory from all facts, whatever came and went."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.archive import Archive
from quoth.corrections import Correction
from quoth.extraction import relate
from quoth.joining import Joined, Written, people
from quoth.joining.graphs import lines_of_graph
from quoth.rdf.derived import derived_graphs
from quoth.rdf.iris import Iris
from quoth.rdf.judgements import correction_quads
from quoth.rdf.triples import check
from quoth.records import Article, Entity, Event, Facts, Mention, Quotation, Role, Span

IRIS = Iris()
PEOPLE = ["Ana Roy", "Anna Roy", "A. Roy", "Roy", "Tom Roy", "Igor Petrov", "Igor Petrof", "Petrov",
          "Ana Roy Mayor", "Ana Rey", "T. Rey", "Rey", "Tom Rae"]
BODIES = ["Tarn Rivers Trust", "Tarn Rivers Trust Ltd", "TRT", "police", "Roy"]
ROLES = [None, ("Mayor", "actor/oslo"), ("coach", None), ("Finance Minister", "actor/peru"),
         ("Mayor", "actor/lima"), ("chief negotiator", "actor/oslo")]
DAYS = ["2021-12-29", "2022-01-10", "2022-02-20", "2022-07-01", "2022-07", "2024", None]
WIRE = ["the", "ferry", "company", "on", "lake", "sorn", "will", "run", "its", "boats", "through",
        "winter", "for", "first", "time", "in", "thirty", "years", "because", "road", "along",
        "northern", "shore", "stays", "closed", "after", "landslide", "and", "nobody", "must",
        "walk", "around", "water", "said", "director"]
SAID = ["we will rebuild the northern bridge before the winter of 2025",
        "we will rebuild the northern bridge before winter", "the harbour plan is a gift",
        "nobody asked the fishermen about the harbour plan", "it rained"]


@st.composite
def articles(draw: st.DrawFn) -> Facts:
    """Draw one article: people, bodies, places, unnamed sources, quotations, a text of a wire."""
    chance = random.Random(draw(st.integers(0, 40)))
    start = draw(st.sampled_from([0, 0, 3, 20]))
    text = " ".join((WIRE * 3)[start:start + draw(st.sampled_from([20, 60, 80]))])
    article = Article(key=str(draw(st.integers(0, 9))), text=text, language="en",
                      published=draw(st.sampled_from(DAYS)), publisher=chance.choice([
                          None, "Tarn Post", "TRT"]))
    entities = list({e.id: e for e in _cast(chance, article.id)}.values())
    quotations = tuple(_quotations(chance, article, entities))
    mentions = tuple(Mention(n, n + 1, text[n], "GPE" if e.type == "place" else "PERSON",
                             entity=e.id) for n, e in enumerate(entities))
    events = (Event("event/summit", "Summit", "2022-01-10"),) if chance.random() < 0.2 else ()
    if quotations and article.published and chance.random() < 0.6:
        events = (Event(f"event/tarn-summit-{article.published[:4]}", "Tarn summit"),)
        quotations = tuple(replace(q, occasion=events[0].id) for q in quotations)
    facts = Facts(article, tuple(sorted(entities, key=lambda e: e.id)), mentions, quotations,
                  events, chance.choice(["rules", "default"]))
    check(facts)
    return facts


def _cast(chance: random.Random, article: str) -> Iterator[Entity]:
    for name in chance.sample(PEOPLE, chance.randint(0, 3)):
        yield _entity(name, "person", chance, chance.choice([None, "m", "f"]))
    for name in chance.sample(BODIES, chance.randint(0, 2)):
        yield _entity(name, "organization", chance, None)
    for place in chance.sample(["oslo", "peru", "lima"], chance.randint(0, 3)):
        yield Entity(f"actor/{place}", "place", place.title(), f"Q{len(place)}", kb=place)
    if chance.random() < 0.5:
        role = chance.choice(ROLES[1:])
        yield Entity(f"article/{article}/source0-3", "unnamed", "the official", roles=(
            Role(role[0], role[1], Span(0, 3)),), gender=chance.choice([None, "m"]))


def _entity(name: str, kind: str, chance: random.Random, gender: str | None) -> Entity:
    role = chance.choice(ROLES) if kind == "person" else None
    aliases = tuple(n for n in ("TRT",) if kind == "organization" and chance.random() < 0.3)
    if kind == "person" and chance.random() < 0.2:
        aliases = tuple({chance.choice(PEOPLE)} - {name})
    return Entity(f"actor/{name.lower().replace(' ', '-').replace('.', '')}", kind, name,
                  aliases=aliases, gender=gender,
                  roles=(Role(*role, Span(0, 3)),) if role else ())


def _quotations(chance: random.Random, article: Article, entities: list[Entity]
                ) -> Iterator[Quotation]:
    for number in range(chance.randint(0, 3)):
        speaker = chance.choice([*entities, None]) if entities else None
        yield Quotation(
            f"q{number * 10}-{number * 10 + 9}", article.id,
            (Span(number * 10, number * 10 + 9),), chance.choice(SAID),
            form=chance.choice(["direct", "indirect"]), speaker=speaker and speaker.id,
            speaker_name=speaker and speaker.name, mentions=tuple(e.id for e in entities[:1]),
            in_capacity=Role("Mayor") if chance.random() < 0.2 else None)


def quads_in(lines: Iterable[bytes]) -> list[str]:
    return [line.decode().removesuffix(" .\n") for line in lines]


class World:
    """An archive, what is joined of it, and the quads that have been written."""

    def __init__(self) -> None:
        self.archive, self.corrections = Archive(), []
        self.joined = Joined(self.archive, None, IRIS)
        self.quads: dict[str, set[str]] = {}

    def settle(self) -> Written:
        written = self.joined.update(self.corrections)
        digests, empty = self.joined.digests(written)
        if written.whole:
            self.quads = {graph: set(quads_in(lines())) for graph, lines in
                          self.joined.derived().items()}
        for patch in written.patches:
            graph = self.quads.setdefault(patch.graph, set())
            assert graph >= {*map(str, patch.gone)} and not graph & {*map(str, patch.new)}
            graph -= {*map(str, patch.gone)}
            graph |= {*map(str, patch.new)}
        gone = [*empty, *(IRIS.graph(name).value for name in written.gone)]
        self.archive.settle(digests, gone=gone, joined=self.joined.token,
                            statements=list(self.joined.new_statements(written)))
        self.joined.written()
        return written

    def is_right(self) -> None:
        """Hold all against what is joined in memory."""
        facts, statements = relate(self.archive.facts(), self.corrections,
                                   given=self.archive.given())
        assert {f.article.id: f for f in self.joined.facts()} == {f.article.id: f for f in facts}
        assert list(self.joined.statements()) == statements
        wanted = {graph.value: {*map(str, quads)}
                  for graph, quads in derived_graphs(facts, statements).items()}
        if judged := {*map(str, correction_quads(facts, self.corrections))}:
            wanted[IRIS.corrections.value] = judged
        assert {graph: quads for graph, quads in self.quads.items() if quads} == wanted
        for graph in wanted:
            assert {*quads_in(lines_of_graph(self.joined._tables, graph))} == wanted[graph]
        assert self.archive.written().keys() == {
            *wanted, *(IRIS.graph(f.article.id).value for f in facts)}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(
    st.lists(articles(), min_size=1, max_size=4), st.integers(0, 9),
    st.sampled_from(["right", "wrong", "speaker"])), min_size=2, max_size=9))
def test_whatever_comes_and_goes_what_is_joined_is_right(steps: list) -> None:
    world = World()
    for number, step in enumerate(steps):
        ids = world.archive.ids()
        if isinstance(step, list):
            world.archive.put(step, stamp="x")
        elif isinstance(step, int):
            world.archive.drop(ids[step % len(ids):][:2] if ids else [])
        else:
            _judge(world, step, number)
        world.settle()
        world.is_right()
    assert world.settle() == Written(False, (), (), ())


def _judge(world: World, verdict: str, number: int) -> None:
    """Correct a quotation, or take a correction back."""
    told = [(facts, q) for facts in world.joined.facts() for q in facts.quotations]
    if not told or number % 3 == 2:
        world.corrections = world.corrections[:-1]
        return
    facts, quotation = told[number % len(told)]
    speaker = facts.entities[0] if facts.entities else None
    world.corrections = [*world.corrections, Correction(verdict, quotation, "Eve", speaker)]


@settings(max_examples=25, deadline=None)
@given(st.lists(articles(), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_articles_come_makes_no_difference(
    facts: list[Facts], chance: random.Random
) -> None:
    facts = list({one.article.id: one for one in facts}.values())
    found = []
    for together in (True, False):
        world = World()
        chance.shuffle(facts)
        for batch in [facts] if together else [[one] for one in facts]:
            world.archive.put(batch, stamp="x")
            world.settle()
        found.append(({f.article.id: f.entities for f in world.joined.facts()},
                      {f.article.id: f.work for f in world.joined.facts()},
                      {pair for one in world.joined.statements()
                       for pair in [frozenset(one.quotations)]},
                      world.quads[IRIS.actors.value], world.quads[IRIS.meta.value]))
    assert found[0] == found[1]


def _namesake(number: int) -> str:
    """Return one of a thousand names of one surname that cannot be one person's."""
    a, b, c = ("bdgklmnprt"[number // base % 10] for base in (100, 10, 1))
    return f"{a}a{b}o{c}e Weber".title()


def _report(number: int, name: str, *places: str) -> Facts:
    article = Article(key=f"report {number}", text="x" * 40, language="en",
                      published="2022-01-10")
    cast = [Entity(f"actor/{name.lower().replace(' ', '-')}", "person", name),
            *(Entity(f"actor/{place}", "place", place.title(), kb=place) for place in places)]
    return Facts(article, tuple(sorted(cast, key=lambda e: e.id)))


@pytest.mark.parametrize("name", ["Badobe Weber", "Badobo Wepper", "Weber", "C. Weber"])
def test_one_article_more_is_compared_with_few_of_those_who_sound_alike(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each Weber has met two towns of his own and Peru, a Weber without a given name the same."""
    decided: list[str] = []
    decide = people.somebodies
    monkeypatch.setattr(people, "somebodies", lambda records: (
        decided.extend(record.entity.name for record in records), decide(records))[1])
    counts = []
    for size in (40, 400):
        world = World()
        for turn, bare in enumerate((False, True)):
            world.archive.put([_report(2 * n + turn, "Weber" if bare else _namesake(n), "peru",
                                       f"town{n}", f"port{n}") for n in range(size)], stamp="x")
        world.settle()
        whole = len(decided)
        decided.clear()
        world.archive.put([_report(9999, name, "peru", "town11", "port11")], stamp="x")
        world.settle()
        counts.append(len([one for one in decided if "Weber" in one]))
        decided.clear()
        assert whole >= 2 * size
        if size == 40:
            world.is_right()
    assert counts[0] == counts[1] <= 8


def _told(key: str, name: str, said: str) -> Facts:
    """Return an article in which a mayor of Oslo says something, Peru and Lima being named."""
    article = Article(key=key, text="x" * 300, language="en", published="2022-01-10")
    mayor = Entity(f"actor/{name.lower().replace(' ', '-')}", "person", name,
                   roles=(Role("Mayor", "actor/oslo", Span(0, 3)),))
    places = [Entity(f"actor/{place}", "place", place.title(), kb=place)
              for place in ("lima", "oslo", "peru")]
    quotation = Quotation("q0-200", article.id, (Span(0, 200),), said, form="direct",
                          speaker=mayor.id, speaker_name=name)
    return Facts(article, tuple(sorted([mayor, *places], key=lambda e: e.id)), (), (quotation,))


def test_what_was_left_out_stays_where_its_speaker_gets_another_id() -> None:
    """The same triples are of another speaker then: they are neither gone nor new."""
    world, said = World(), "We will rebuild the northern bridge before the winter of 2025"
    world.archive.put([_told("one", "Roy", f"{said}. Nobody asked the fishermen of the harbour "
                                           "what they thought of the plan."),
                       _told("other", "Roy", said + ".")], stamp="x")
    world.settle()
    assert any("omits" in quad for quad in world.quads[IRIS.statements.value])
    world.archive.put([_told("third", "Ana Roy", "It rained.")], stamp="x")
    world.settle()
    assert {q.speaker for facts in world.joined.facts() for q in facts.quotations} == {
        "actor/ana-roy"}
    world.is_right()


def test_an_article_from_before_the_turn_of_the_year_takes_its_occasion_along() -> None:
    world = World()
    for key, day in (("late", "2022-01-04"), ("far", "2022-09-01"), ("early", "2021-12-29")):
        one = _told(key, "Ana Roy", "It rained.")
        event = Event(f"event/tarn-summit-{day[:4]}", "Tarn summit")
        article = replace(one.article, published=day)
        world.archive.put([one.replace(article=article, events=(event,), quotations=tuple(
            replace(q, occasion=event.id) for q in one.quotations))], stamp="x")
        world.settle()
        world.is_right()
    found = {f.article.key: [e.id for e in f.events] for f in world.joined.facts()}
    assert found == {"early": ["event/tarn-summit-2021"], "late": ["event/tarn-summit-2021"],
                     "far": ["event/tarn-summit-2022"]}
    world.archive.drop([f.article.id for f in world.joined.facts() if f.article.key == "early"])
    world.settle()
    world.is_right()
