"""The dated base: holders, names, metonyms, acronyms, and what a user's file changes."""

import json
from pathlib import Path

import pytest
from linking_scenes import resolve
from quoth.errors import ReadError
from quoth.linking import Resolver
from quoth.linking.knowledge_base import KnowledgeBase, Office, knowledge_base
from quoth.linking.user_entities import read_entities, with_entities

KB = knowledge_base()


def held(role: str, place: str, date: str | None) -> list[str]:
    return [person.name for person, _ in KB.holders(role, place, date)]


def test_the_holder_depends_on_the_day() -> None:
    assert held("head_of_government", "de", "2021-11-01") == ["Angela Merkel"]
    assert held("head_of_government", "de", "2022-01-10") == ["Olaf Scholz"]
    assert held("head_of_state", "fr", "2016-05-01") == ["François Hollande"]
    assert held("head_of_state", "fr", "2018") == ["Emmanuel Macron"]
    assert held("head_of_state", "fr", None) == []


def test_an_office_seen_open_is_not_open_for_ever() -> None:
    office = Office("head_of_state", "President", "xx", "2019-05", None, "2022-08-01")
    assert office.held_on("2019-04-30") is False
    assert office.held_on("2022-12-01") is True
    assert office.held_on("2031-01-01") is None


def test_homonyms_are_all_returned() -> None:
    assert len({c.person.id for c in KB.people("Serdyukov")}) == 2
    assert len({c.person.id for c in KB.people("Harutyunyan")}) >= 5


@pytest.mark.parametrize(("name", "wikidata"), [
    ("Kasym-Zhomart Tokaev", "Q200881"), ("Nikol Pashinian", "Q7035479"),
    ("Sergei Lavrov", "Q58217"), ("Xi Jinping", "Q15031")])
def test_spellings_and_romanisations(name: str, wikidata: str) -> None:
    assert KB.people(name)[0].person.wikidata == wikidata


def test_a_first_name_alone_is_no_surname() -> None:
    assert all("Alexander" not in c.person.name.split()[0] for c in KB.people("Alexander Pankin")
               if not c.person.name.endswith("Pankin"))
    assert not [c for c in KB.people("Alexander Lukashenko") if "Pankin" in c.person.name]


def test_countries_by_name_adjective_and_capital() -> None:
    assert KB.country("Artsakh Republic").id == "az-nk"
    assert KB.country("the U.S.").id == KB.country("American").id == "us"
    assert KB.by_capital["yerevan"] == "am"


def test_organizations_metonyms_and_roles() -> None:
    assert KB.organization("CSTO").name == "Collective Security Treaty Organization"
    assert "kz" in KB.organization("CSTO").members
    assert (KB.metonyms["Kremlin"].institution, KB.metonyms["Kremlin"].country) == (
        "presidency", "ru")
    assert KB.roles["top diplomat"].role == "foreign_minister"


def test_given_names_tell_gender() -> None:
    assert (KB.gender("Anna Berg"), KB.gender("Karl Berg"), KB.gender("Berg")) == ("f", "m", None)


def users(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "entities.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), "utf-8")
    return path


def test_a_users_person_joins_and_overrides(tmp_path: Path) -> None:
    path = users(tmp_path, {
        "id": "actor/olaf-scholz", "name": "Olaf Scholz", "wikidata": "Q61053",
        "country": "Germany", "roles": [{"title": "Mayor", "of": "Hamburg"}]}, {
        "id": "actor/ida-norrland", "name": "Ida Norrland", "country": "Sweden",
        "roles": [{"title": "Prime Minister", "of": "Sweden", "start": "2030", "end": "2034"}]})
    base = with_entities(KB, path)
    assert [c.person.name for c in base.people("Ida Norrland")] == ["Ida Norrland"]
    assert base.holders("head_of_government", "se", "2031-05-05")[0][0].slug == "ida-norrland"
    assert "Olaf Scholz" not in [
        p.name for p, _ in base.holders("head_of_government", "de", "2022-01-10")]
    assert [c.person.slug for c in base.people("Olaf Scholz")] == ["olaf-scholz"]


def test_a_users_namesake_of_another_land_stays_beside_the_one_of_the_base(tmp_path: Path) -> None:
    path = users(tmp_path, {"id": "actor/scholz-rower", "name": "Olaf Scholz", "country": "Norway"},
                 {"id": "actor/truss-m", "name": "Liz Truss", "gender": "m"},
                 {"id": "actor/macron", "name": "Emmanuel Macron", "country": "France"})
    base = with_entities(KB, path)
    assert {c.person.slug for c in base.people("Olaf Scholz")} == {"scholz-rower", "olaf-scholz"}
    assert len(base.people("Liz Truss")) == 2
    assert [c.person.slug for c in base.people("Emmanuel Macron")] == ["macron"]
    held = base.holders("head_of_government", "de", "2022-01-10")
    assert [p.slug for p, _ in held] == ["olaf-scholz"]


def test_a_surname_alone_does_not_link_to_a_users_person(tmp_path: Path) -> None:
    path = users(tmp_path, {"id": "actor/elena-brant", "name": "Elena Brantova", "gender": "f",
                            "roles": [{"title": "Mayor", "of": "Lisk", "start": "2020"}]})
    resolver = Resolver(entities=path)
    bare = resolve("Brantova said it rained.", [("Brantova", "it rained")], people="Brantova",
                   resolver=resolver)
    full = resolve("Mayor Elena Brantova said it rained.", [("Mayor Elena Brantova", "it rained")],
                   people="Elena Brantova", resolver=resolver)
    assert [e.kb for e in bare.entities if e.type == "person"] == [None]
    assert [e.id for e in full.entities if e.type == "person"] == ["actor/elena-brant"]


def test_a_users_office_tells_a_namesake_from_the_one_of_the_base(tmp_path: Path) -> None:
    path = users(tmp_path, {"id": "actor/scholz-rower", "name": "Olaf Scholz", "country": "Norway",
                            "roles": [{"title": "Education Minister", "of": "Norway"}]})
    resolver = Resolver(entities=path)
    for title, wanted in (("German Chancellor", "actor/olaf-scholz"),
                          ("Norwegian Education Minister", "actor/scholz-rower")):
        source = f"{title} Olaf Scholz"
        facts = resolve(f"{source} said it rained.", [(source, "it rained")],
                        people="Olaf Scholz", resolver=resolver)
        assert facts.quotations[0].speaker == wanted


def test_a_users_place_takes_its_names_from_the_base(tmp_path: Path) -> None:
    path = users(tmp_path, {"id": "actor/nagorno-karabakh", "type": "place",
                            "name": "Nagorno-Karabakh"})
    base = with_entities(KB, path)
    assert base.country("Nagorno-Karabakh").slug == "nagorno-karabakh"
    assert base.country("Artsakh").id == "az-nk"


@pytest.mark.parametrize(("row", "fault"), [
    ("{", "not JSON"), ("[]", "not a JSON object"), ({"id": "actor/x"}, 'no "name"'),
    ({"id": "X Y", "name": "X Y"}, "actor/x-y"), ({"id": "actor/x", "name": "X", "type": "cat"},
                                                  "must be one of"),
    ({"id": "actor/x", "name": "X", "wikidata": "7747"}, "Q-id"),
    ({"id": "actor/x", "name": "X", "aliases": "Y"}, "must be a list"),
    ({"id": "actor/x", "name": "X", "roles": [{"of": "Y"}]}, 'no "title"'),
    ({"id": "actor/x", "name": "X", "roles": [{"title": "T", "start": "May"}]}, "YYYY")])
def test_each_bad_line_is_named(tmp_path: Path, row: object, fault: str) -> None:
    path = users(tmp_path, {"id": "actor/good", "name": "Good"}, "", row)
    with pytest.raises(ReadError, match="line 3") as caught:
        read_entities(path)
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="can't be read as entities"):
        read_entities(tmp_path / "none.jsonl")


def test_the_base_is_read_lazily() -> None:
    fresh = KnowledgeBase()
    assert set(vars(fresh)) == {"folder"}
