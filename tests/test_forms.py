"""Rows of JSON and records: the quick way and the slow way make the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoth.forms import made, plain
from quoth.records import Entity, Mention, Quotation, Role, Span

ROW = {"start": 0, "end": 3, "text": "Ada", "label": "PERSON", "form": "name", "entity": None,
       "confidence": 0.5}


@given(st.permutations(list(ROW)))
def test_whatever_the_order_of_a_row_the_record_is_one(names: list[str]) -> None:
    found = made(Mention, {name: ROW[name] for name in names})
    assert found == Mention(**ROW)
    assert hash(found) == hash(Mention(**ROW))
    assert list(plain(found).items()) == list(ROW.items())
    with pytest.raises(AttributeError):
        found.start = 1


@pytest.mark.parametrize("row", [
    {**ROW, "strange": 1}, {name: ROW[name] for name in ROW if name != "label"},
    {name: ROW[name] for name in ROW if name != "label"} | {"strange": 1}])
def test_a_row_of_other_fields_is_refused(row: dict) -> None:
    with pytest.raises(TypeError):
        made(Mention, row)


def test_what_a_row_lacks_is_as_in_a_new_record() -> None:
    assert made(Mention, {"start": 0, "end": 1, "text": "A", "label": "ORG"}) == \
        Mention(0, 1, "A", "ORG")


def test_records_come_back() -> None:
    role = Role("Mayor", None, Span(1, 2))
    entity = Entity("actor/a", "person", "A", aliases=("B",), roles=(role,))
    said = Quotation("q0-1", "x", (Span(0, 1),), "a", cue=Span(2, 3), cue_text="b",
                     in_capacity=role, verbatim=(Span(0, 1),), mentions=("actor/a",),
                     reasons=("name",))
    for one in (entity, said):
        again = type(one).from_dict(one.to_dict())
        assert again == one
        assert list(vars(again)) == list(vars(one))
