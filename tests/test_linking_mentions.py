"""What one mention says: titles, name, country, gender, number, owner."""

import pytest
from quoth.linking.knowledge_base import knowledge_base
from quoth.linking.mentions import reader
from quoth.linking.references import Reference
from quoth.records import Mention, Span


def ref(text: str, *places: str) -> Reference:
    found = [Mention(text.index(p), text.index(p) + len(p), p, "LOC") for p in places]
    return reader(f"{text} said so.", found, knowledge_base())(Span(0, len(text)))


@pytest.mark.parametrize(("text", "name", "role", "of"), [
    ("Norwegian Foreign Minister Espen Lunde", "Espen Lunde", "foreign_minister", "no"),
    ("President of Uzbekistan Karimzoda", "Karimzoda", "head_of_state", "uz"),
    ("NATO Secretary General Ruth Aasen", "Ruth Aasen", "io_head", "org:NATO"),
    ("Chilean President, Marta Rojas", "Marta Rojas", "head_of_state", "cl"),
    ("Prime Minister of Latvia Ilze Kalna", "Ilze Kalna", "head_of_government", "lv"),
    ("US Secretary of State Dana Holt", "Dana Holt", "foreign_minister", "us"),
    ("former German Chancellor Hanna Brandt", "Hanna Brandt", "head_of_government", "de"),
    ("Google chief executive Ravi Nair", "Ravi Nair", "chief_executive", "Google"),
    ("the head of the OSCE mission in Osh, General Piet Maas", "Piet Maas", "leader", "org:OSCE"),
    ("Maravi Fisheries Minister Ana Roe", "Ana Roe", "minister_other", "Maravi"),
    ("Energy Commissioner Ana Roe", "Ana Roe", "commissioner", None),
    ("District Executive for Roads Peter Roe", "Peter Roe", "executive", None),
    ("Seychelles President Ahmed al-Roe", "Ahmed al-Roe", "head_of_state", "sc"),
    ("PM Ana Roe", "Ana Roe", "head_of_government", None),
    ("Tarnfeld Foods president and chief executive Ana Roe", "Ana Roe", "head_of_state",
     "Tarnfeld Foods"),
    ("Vice President and General Manager Ana Roe", "Ana Roe", "vice_head_of_state", None),
    ("Store Manager Ana Roe", "Ana Roe", "manager", None),
    ("Associate Professor Ana Roe", "Ana Roe", "honorific", None),
    ("Bavarian premier Ana Roe", "Ana Roe", "head_of_government", None),
    ("The Palme-winning director Ana Roe", "Ana Roe", "director", None),
    ("Labour court judge Ana Roe", "Ana Roe", "judge", None),
    ("President Ana Roe of Peru", "Ana Roe", "head_of_state", "pe"),
    ("Director Ana Roe of the OSCE, who retires", "Ana Roe", "director", "org:OSCE"),
    ("Chancellor Ana Roe of Austria's caretaker cabinet", "Ana Roe", "head_of_government", None),
])
def test_title_country_and_name(text: str, name: str, role: str, of: str) -> None:
    found = ref(text)
    assert (found.kind, found.name) == ("person", name)
    assert (found.titles[0].role, found.titles[0].of) == (role, of)


@pytest.mark.parametrize(("text", "kind"), [
    ("the 54-year-old", "unnamed"), ("two officials in Oslo", "group"), ("the letter", "document"),
    ("he", "pronoun"), ("the Kremlin", "organization"), ("Peru", "place"),
    ("the Peruvian authorities", "group"), ("the ministry", "organization"),
    ("official data", "data"), ("the African Union", "organization"), ("Anna Berg", "person"),
])
def test_kinds(text: str, kind: str) -> None:
    assert ref(text).kind == kind


@pytest.mark.parametrize(("text", "titles"), [
    ("the social justice activist", ["activist"]), ("the justice", ["judge"]),
    ("a retired supreme court justice", ["judge"]), ("the chief justice", ["chief_justice"]),
    ("a criminal justice expert", ["expert"]),
])
def test_justice_is_a_judge_only_of_a_court(text: str, titles: list[str]) -> None:
    assert [t.role for t in ref(text).titles] == titles


def test_a_body_may_have_a_given_name_in_it() -> None:
    text = "Tarn Commission on Human Rights"
    mention = Mention(4, 4 + len(text), text, "ORG")
    found = reader(f"The {text} said so.", [mention], knowledge_base())(Span(0, 4 + len(text)))
    assert found.name == text


def test_an_acronym_is_a_title_only_in_capitals() -> None:
    assert [t.role for t in ref("the firm's MD").titles] == ["chief_executive"]
    assert ref("3 pm").titles == ()


@pytest.mark.parametrize("text", ["Cllr Roe", "Alhaji Roe", "Smt Roe"])
def test_honorifics_of_many_lands_are_no_part_of_the_name(text: str) -> None:
    assert ref(text).name == "Roe"


def test_a_title_word_behind_kin_is_a_given_name() -> None:
    found = ref("her husband Dean")
    assert (found.kind, found.name, found.titles) == ("person", "Dean", ())


def test_a_bodys_part_is_not_the_body() -> None:
    assert ref("the UN’s ice panel").name is None
    assert ref("a report by the UN’s ice panel").owner.name is None


def test_a_trade_before_the_comma_names_a_person() -> None:
    assert ref("a grandparent, Bolo Tsarak").kind == "person"


@pytest.mark.parametrize(("text", "name"), [
    ("Minister of State for Oil Affairs Tamim bin Saad Al Roe", "Tamim bin Saad Al Roe"),
    ("Junior Anna Roe", "Anna Roe"), ("María de la Rua", "María de la Rua"),
    ("Oscar de los Santos", "Oscar de los Santos"), ("Dato’ Seri Anna Roe", "Anna Roe"),
    ("broadcaster ABT Roe", "ABT Roe"), ("Lawyer Karl Brandt", "Karl Brandt")])
def test_all_of_a_name_and_nothing_before_it(text: str, name: str) -> None:
    assert ref(text).name == name


def test_gender_comes_from_title_name_or_pronoun() -> None:
    assert ref("spokeswoman Kim Roe").gender == "f"
    assert ref("Mr. Roe").gender == "m"
    assert ref("Maria Roe").gender == "f"
    assert ref("she").gender == "f"
    assert ref("Professor Roe").gender is None


def test_owners() -> None:
    assert ref("Lunde’s letter").owner.name == "Lunde"
    assert ref("his spokesman").owner.kind == "pronoun"
    found = ref("Ana Rojas's lawyer Tom Reed")
    assert (found.name, found.owner.name) == ("Tom Reed", "Ana Rojas")
    assert ref("Norway’s foreign minister").titles[0].of == "no"


def test_age_and_former() -> None:
    assert ref("the 54-year-old").age == "54"
    assert ref("former Prime Minister Olga Lind").titles[0].former


def test_the_country_of_a_body() -> None:
    assert ref("the Kazakh authorities").country == "kz"
    assert ref("authorities of Kazakhstan").country == "kz"
    assert ref("officials in Ankara").country == "tr"


@pytest.mark.parametrize(("text", "name"), [
    ("Another victim, who identified herself only as Mama Ejiro,", "Mama Ejiro"),
    ("a nurse who gave only her first name, Tanu", "Tanu"),
    ("One of them, who gave his name as Bolo,", "Bolo")])
def test_a_name_that_somebody_gives_as_theirs(text: str, name: str) -> None:
    found = ref(text)
    assert (found.kind, found.name) == ("person", name)


@pytest.mark.parametrize("text", ["Prosecutor General's Office", "Council of Ministers"])
def test_bodies_that_are_named_by_their_people(text: str) -> None:
    assert (ref(text).kind, ref(text).name) == ("organization", text)


def test_what_is_mine_is_not_me() -> None:
    assert ref("My coxswain").kind != "pronoun"


@pytest.mark.parametrize("noun", ["Club", "Party", "Union", "Company"])
def test_a_plain_noun_that_opens_a_sentence_is_no_body(noun: str) -> None:
    title = ref(f"{noun} president Ana Roe").titles[-1]
    assert title.of is None
    assert ref(f"Riverside {noun} president Ana Roe").titles[-1].of == f"Riverside {noun}"


@pytest.mark.parametrize("word", ["But", "Meanwhile", "However", "Now"])
def test_a_word_that_opens_a_sentence_is_no_body(word: str) -> None:
    title = ref(f"{word} union leader Ana Roe").titles[-1]
    assert (title.text, title.of) == ("union leader", None)


@pytest.mark.parametrize("text", [
    "A senior EU official", "A top NATO diplomat", "A junior UN aide"])
def test_somebody_of_a_body_is_not_the_body(text: str) -> None:
    found = ref(text)
    assert (found.kind, found.name) == ("person", None)


def test_two_titles_are_of_the_same_body() -> None:
    found = ref("founder and chief executive of the OSCE")
    assert {(t.text, t.of) for t in found.titles} == {
        ("founder", "org:OSCE"), ("chief executive", "org:OSCE")}


@pytest.mark.parametrize(("text", "pieces", "place"), [
    ("Greater Tarn mayor Ana Roe", ("Greater", "Tarn"), "Greater Tarn"),
    ("New Tarn City mayor Ana Roe", ("New Tarn City",), "New Tarn City"),
    ("San Minh City mayor Ana Roe", ("San Minh City",), "San Minh City")])
def test_a_place_is_whole(text: str, pieces: tuple[str, ...], place: str) -> None:
    found = ref(text, *pieces)
    assert (found.name, found.titles[0].of) == ("Ana Roe", place)


def test_a_name_behind_a_title_is_whole_where_a_model_has_a_part_of_it() -> None:
    text = "President Vo Van Tran"
    piece = Mention(text.index("Van"), len(text), "Van Tran", "PERSON")
    found = reader(f"{text} said so.", [piece], knowledge_base())(Span(0, len(text)))
    assert found.name == "Vo Van Tran"


def test_a_grade_before_a_title_is_no_body() -> None:
    piece = Mention(0, 8, "Sporting", "ORG")
    found = reader("Sporting director Ana Roe said so.", [piece], knowledge_base())(Span(0, 25))
    assert (found.name, found.titles[0].of) == ("Ana Roe", None)


def test_a_woman_may_be_called_chairman() -> None:
    assert ref("the chairman, Dr. Maria Roe").gender == "f"
