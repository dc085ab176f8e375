"""Names of one word: a body's by what stands beside it or by being well known, else a person's."""

import pytest
from quoth import nlp
from quoth.linking import Resolver
from quoth.records import Article

OPENING = "LONDON, March 3, 2023 - Hundreds of jobs are to go this year."
UNKNOWN = ("Velmora", "Tarnix", "Brenlake", "Quillon", "Zubrin", "Halvex", "Kortland", "Pendrake",
           "Sorvali", "Aldenham", "Trivanti", "Belgrano", "Castellan", "Rydberg")
WORDED = (
    "{} said on Tuesday it would cut 300 jobs at its plant in Lodz.",
    "{} will close two of its shops. {} said its sales had fallen.",
    "Two of the men worked for {}. {} denied that the scaffold was unsafe.",
    "{}'s shareholders will vote in May. {} said the offer was final.",
)
KNOWN = ("Hezbollah", "Fatah", "Gazprom", "Ryanair", "Lufthansa", "Toyota", "Huawei", "OpenAI",
         "Pfizer", "Ofgem", "Unison", "Stellantis", "Eskom", "Safaricom", "Qantas", "Rio Tinto",
         "Equinor", "Ikea", "Tesco", "Amnesty", "Likud", "Plaid Cymru", "Petronas", "Uber",
         "Sainsbury's", "Christie's", "Telefónica")


@pytest.fixture(scope="module")
def kind_of():
    annotate, resolve = nlp.load("default"), Resolver()

    def kind(name: str, worded: str) -> str | None:
        text = f"{OPENING}\n\n{worded.replace('{}', name)}\n"
        article = Article("a.txt", text, published="2023-03-03")
        return next((e.type for e in resolve(article, annotate(article)).entities
                     if e.name == name), None)

    return kind


@pytest.mark.parametrize("worded", WORDED)
def test_most_unknown_names_are_bodies_by_what_stands_beside_them(kind_of, worded: str) -> None:
    found = [name for name in UNKNOWN if kind_of(name, worded) == "organization"]
    assert len(found) >= 0.7 * len(UNKNOWN), found


def test_who_is_run_by_the_state_is_a_body(kind_of) -> None:
    worded = "The mayor fell, according to state-run {}."
    assert {kind_of(n, worded) for n in ("Velmora", "Brenlake", "Kortland")} == {"organization"}


def test_well_known_bodies_need_no_sign(kind_of) -> None:
    wrong = [n for n in KNOWN if kind_of(n, "{} said the road would open.") != "organization"]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("worded", [
    "{}, 43, said the road would open.",
    "Mr {} said the road would open.",
    "{}, a fisherman from Gort, said its banks would hold.",
    "The retired fisherman {} said its banks would hold.",
    "Dana Target said it would close. {} blamed its owners.",
])
def test_people_stay_people(kind_of, worded: str) -> None:
    name = "Target" if "Target" in worded else "Velmora"
    assert kind_of(name, worded) in ("person", None)


def test_a_place_is_no_body_for_what_it_has(kind_of) -> None:
    worded = "The flood in {} closed its schools. It had rained."
    assert kind_of("Velmora", worded) != "organization"


def test_whose_government_it_is_is_a_person(kind_of) -> None:
    worded = "The {} administration urged calm. Ann {} did not speak."
    assert kind_of("Ann Velmora", worded.replace("{}", "Velmora")) == "person"
    assert kind_of("Velmora", worded) is None


def test_a_storm_is_nobody_and_a_state_behind_its_town_no_place_of_its_own(kind_of) -> None:
    worded = "Hurricane Velmora hit Tampa, Fla., at dawn. Velmora, a Category 5 storm, had grown."
    assert kind_of("Velmora", worded) is None
    assert kind_of("Fla", worded) is None


def test_organizations_have_one_id_in_both_spellings(kind_of) -> None:
    worded = "The Organisation of American States said the road would open."
    assert kind_of("Organization of American States", worded) == "organization"


def test_a_place_is_a_place_where_a_sentence_hides_it(kind_of) -> None:
    worded = "Velmora empties. Thousands have fled. A doctor in Velmora said the road would open."
    assert kind_of("Velmora", worded) in ("place", None)


def test_a_plain_noun_before_based_is_no_place(kind_of) -> None:
    assert kind_of("Data", "\"Data-based rules are best,\" Ann Roe said.") is None


def test_days_are_nobody(kind_of) -> None:
    worded = "By Ann Low\n\nTue 16 Apr 2024 15.18 BST\n\nAnn Roe said it would open."
    assert kind_of("Tue", worded) is None


def test_a_name_takes_the_capitalised_word_behind_it(kind_of) -> None:
    worded = "Fuerza {}, the party of Ana Roe, said it would not back the motion."
    assert kind_of("Fuerza Popular", worded.replace("{}", "Popular")) is not None


@pytest.mark.parametrize("worded", [
    "The ferry operator, {}, confirmed that the night boats still ran.",
    "Shares in {} fell 5 percent. {} said it would close ten shops.",
    "Polish supermarket chain {} is to buy its Czech rival. {} said the offer was final.",
])
@pytest.mark.parametrize("name", ["Norvia", "Zielar Kosz"])
def test_who_makes_or_runs_things_and_has_shares_is_a_body(kind_of, name: str, worded: str) -> None:
    assert kind_of(name, worded) == "organization"


@pytest.mark.parametrize("worded", [
    "The record producer {} said he had sold the studio.",
    "Ice-cream maker Carla {} said the heat had emptied her fridges.",
])
def test_makers_who_are_people_stay_people(kind_of, worded: str) -> None:
    name = "Velmora"
    assert kind_of(f"Carla {name}" if "Carla" in worded else name,
                   worded.replace("Carla {}", "{}")) == "person"
