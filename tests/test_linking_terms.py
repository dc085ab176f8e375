"""The hand-kept terms of office: their table, and what the compiled base says with them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest
from quoth.linking.knowledge_base import Office, knowledge_base
from scripts import script

KB = knowledge_base()
compile_kb = script("training/compile_kb.py")
TERMS = compile_kb.read_terms()
PEOPLE = [json.loads(line) for line in KB._lines("people.jsonl.gz")]
ONE_HOLDER = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister",
              "finance_minister", "interior_minister", "central_bank_governor", "io_head"}
SHARED = {("head_of_state", "ir")}  # a supreme leader beside a president
HANDED_OVER = "2023"  # since then the hand-kept terms lead, which know who followed whom


def offices() -> Iterator[tuple[str, Office]]:
    for row in PEOPLE:
        yield from ((row[0], Office(*role)) for role in row[6])


def test_every_term_has_dates_a_place_and_a_source() -> None:
    date = re.compile(r"\d{4}(-[01]\d(-[0-3]\d)?)?$")
    for row in TERMS:
        role = row["roles"][0]
        assert date.match(role["start"]) and role["source"] and role["title"], row
        assert bool(role.get("end")) != bool(role.get("as_of")), row
        assert all(date.match(role.get(name, "2000")) for name in ("end", "as_of")), row
        place = role.get("country") or f"org:{role['organization']}"
        assert place in KB.countries or place in KB.organizations, row


def test_a_term_begins_before_it_ends() -> None:
    wrong = [(who, o) for who, o in offices()
             if o.start and o.end and o.end[: len(o.start)] < o.start[: len(o.end)]]
    assert not wrong


def test_ids_are_well_formed_and_each_is_one_person() -> None:
    ids = [row[0] for row in PEOPLE]
    assert len(ids) == len({*ids}) == len({row[7] for row in PEOPLE})
    assert all(re.match(r"Q[1-9]\d*$|manual:\S", i) for i in ids)
    named: dict[str, set[str]] = defaultdict(set)
    for row in TERMS:
        named[row["name"], row["countries"][0]].add(row["id"])
    assert not {name: found for name, found in named.items() if len(found) > 1}


def test_no_office_has_two_holders_at_one_time() -> None:
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for who, office in offices():
        if office.role in ONE_HOLDER and office.place:
            held[office.role, office.place].append(
                (office.start or "", office.end or "9999", who))
    wrong = []
    for key, rows in held.items():
        for first, second in pairwise(sorted(rows)):
            size = min(len(first[1]), len(second[0]))
            if (first[2] != second[2] and second[0] >= HANDED_OVER and key not in SHARED
                    and first[1][:size] > second[0][:size]):
                wrong.append((key, first, second))
    assert not wrong


@pytest.mark.parametrize(("role", "place", "day", "name"), [
    ("head_of_state", "co", "2016-09-26", "Juan Manuel Santos"),
    ("head_of_state", "pe", "2020-11-12", "Manuel Merino"),
    ("head_of_state", "gt", "2024-06-01", "Bernardo Arévalo"),
    ("head_of_state", "sn", "2024-05-01", "Bassirou Diomaye Faye"),
    ("head_of_state", "gh", "2025-02-01", "John Mahama"),
    ("head_of_government", "th", "2023-10-01", "Srettha Thavisin"),
    ("head_of_government", "jp", "2025-11-01", "Sanae Takaichi"),
    ("head_of_government", "vu", "2024-02-01", "Charlot Salwai"),
    ("head_of_government", "is", "2025-02-01", "Kristrún Frostadóttir"),
    ("head_of_government", "lb", "2025-03-01", "Nawaf Salam"),
    ("foreign_minister", "fr", "2025-01-15", "Jean-Noël Barrot"),
    ("foreign_minister", "ng", "2024-03-01", "Yusuf Tuggar"),
    ("foreign_minister", "id", "2025-01-15", "Sugiono"),
    ("foreign_minister", "no", "2024-01-15", "Espen Barth Eide"),
    ("foreign_minister", "de", "2019-03-01", "Heiko Maas"),
    ("central_bank_governor", "tr", "2024-06-01", "Fatih Karahan"),
    ("io_head", "org:AU", "2025-05-01", "Mahamoud Ali Youssouf"),
    ("io_head", "org:NATO", "2025-01-01", "Mark Rutte"),
    ("io_head", "org:WHO", "2016-05-01", "Margaret Chan"),
    ("io_head", "org:ECB", "2019-12-01", "Christine Lagarde"),
    ("io_head", "org:CSTO", "2023-06-01", "Imangali Tasmagambetov")])
def test_holders_all_over_the_world(role: str, place: str, day: str, name: str) -> None:
    assert [person.name for person, _ in KB.holders(role, place, day)] == [name]


def test_a_known_person_keeps_the_name_of_the_tables_and_learns_the_other() -> None:
    people = [{"id": "Q1", "name": "Yoav Roe", "countries": ["il"], "roles": []}]
    role = {"role": "defence_minister", "title": "Minister", "country": "il", "start": "2022"}
    term = {"id": "Q1", "name": "Joav Roe", "countries": ["il"], "roles": [role]}
    (row,) = compile_kb.merged(people, [], [term])
    assert (row["name"], row["aliases"], len(row["roles"])) == ("Yoav Roe", ["Joav Roe"], 1)


def test_a_successor_ends_an_open_term_and_no_other_office() -> None:
    def row(name: str, role: str, start: str) -> dict:
        return {"id": f"manual:{name}", "name": name, "countries": ["xx"], "roles": [
            {"role": role, "title": role, "country": "xx", "start": start, "as_of": "2022-08",
             "succeeds": True}]}

    people = [row("Ann Roe", "defence_minister", "2019-05"),
              row("Ben Roe", "speaker", "2019-05")]
    found = compile_kb.merged(people, [], [row("Cy Roe", "defence_minister", "2023-02-01")])
    ends = {r["name"]: r["roles"][0].get("end") for r in found}
    assert ends == {"Ann Roe": "2023-02-01", "Ben Roe": None, "Cy Roe": None}


@pytest.mark.parametrize(("role", "place", "day", "name"), [
    ("head_of_government", "pk", "2018-07-01", "Nasir-ul-Mulk"),
    ("foreign_minister", "tr", "2015-10-01", "Feridun Sinirlioğlu"),
    ("foreign_minister", "tr", "2016-10-01", "Mevlüt Çavuşoğlu"),
    ("foreign_minister", "ph", "2016-10-01", "Perfecto R. Yasay, Jr."),
    ("foreign_minister", "in", "2021-05-01", "Subrahmanyam Jaishankar"),
    ("foreign_minister", "in", "2016-05-01", "Sushma Swaraj"),
    ("foreign_minister", "at", "2020-03-01", "Alexander Schallenberg"),
    ("finance_minister", "gb", "2020-06-01", "Rishi Sunak"),
    ("interior_minister", "in", "2021-05-01", "Amit Shah"),
])
def test_one_holder_where_the_tables_had_two(role: str, place: str, day: str, name: str) -> None:
    assert [p.name for p, _ in KB.holders(role, place, day)] == [name]


@pytest.mark.parametrize(("name", "identifier"), [
    ("Abdul Hamid Dbeibeh", "Q105319569"), ("Bhupendra Patel", "Q48732972"),
    ("Jennifer Geerlings-Simons", "Q440403")])
def test_two_spellings_of_one_holder_are_one_person(name: str, identifier: str) -> None:
    assert [c.person.id for c in KB.people(name) if c.score == 1.0] == [identifier]


@pytest.mark.parametrize("name", ["Mann", "Island", "Magyar", "Misr", "Tahiti", "Tunis"])
def test_no_land_is_called_by_what_means_something_else(name: str) -> None:
    assert KB.country(name) is None
