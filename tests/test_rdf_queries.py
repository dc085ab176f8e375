"""Named queries: headers, parameters, and values that stay values."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store
from quoth.errors import QueryError
from quoth.rdf.queries import Parameter, load, names, parse, substitute

ECHO = parse("echo", """\
# What is the value?
# It comes back as it is.
# param text: a text = ""
# param number: a number = 3
# param share: a share = 0.5
# param flag: yes or no = false
# param thing: a thing = act:say
SELECT ($text AS ?a) ($number AS ?b) ($share AS ?c) ($flag AS ?d) ($thing AS ?e) {} # $text
""")


def answer(**values: object) -> list[object]:
    [row] = Store().query(ECHO.fill(values))
    return [row[name] for name in "abcde"]


def test_the_header_is_read() -> None:
    assert ECHO.question == "What is the value? It comes back as it is."
    assert ECHO.parameters[0] == Parameter("text", "a text", Literal(""))
    assert [p.name for p in ECHO.parameters] == ["text", "number", "share", "flag", "thing"]


def test_defaults() -> None:
    assert [str(term) for term in answer()] == [
        '""', '"3"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        "<https://w3id.org/quoth/speech-act/say>"]


def test_values_take_the_kind_of_the_default() -> None:
    row = answer(text=7, number="12", share="1", flag="yes", thing="actor/tass")
    assert [term.value for term in row] == [
        "7", "12", "1", "true", "https://data.example.org/actor/tass"]
    assert answer(flag=True)[3].value == "true"
    assert answer(thing="http://example.org/x")[4] == NamedNode("http://example.org/x")
    assert answer(thing=NamedNode("http://example.org/x"))[4] == NamedNode("http://example.org/x")
    assert answer(text=datetime.date(2022, 1, 10))[0].value == "2022-01-10"


def test_ids_are_completed_by_the_base() -> None:
    assert "<http://localhost/actor/tass>" in ECHO.fill({"thing": "actor/tass"},
                                                        base="http://localhost/")


@pytest.mark.parametrize(("values", "message"), [
    ({"number": "many"}, "number = 'many' is no integer"),
    ({"share": "half"}, "share = 'half' is no decimal"),
    ({"flag": "perhaps"}, "flag = 'perhaps' is no boolean"),
    ({"thing": "http://a b"}, "'http://a b' is no IRI"),
    ({"colour": "red"}, "has no parameter 'colour': it has text, number"),
])
def test_bad_values_are_told(values: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ECHO.fill(values)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_text_is_never_syntax(text: str) -> None:
    assert answer(text=text)[0].value == text


@pytest.mark.parametrize("text", ['"} ; DROP ALL #', "'''", '\\" } #', "$number", "?a", "\\u0022"])
def test_an_attack_is_a_text(text: str) -> None:
    assert answer(text=text)[0].value == text
    with pytest.raises(QueryError):
        ECHO.fill({"thing": f"http://a/> {text}"})


def test_only_tokens_are_replaced() -> None:
    text = "SELECT * { ?s <http://a/$x> '$x', \"$x\", '''$x\n'$x''', $x, $xy } # $x"
    assert substitute(text, {"x": Literal("!")}) == text.replace(" $x,", ' "!",')


def test_the_name_is_looked_up() -> None:
    assert load("who-said-what").name in names()
    with pytest.raises(QueryError, match="there is no query 'who-said-wat'; is it who-said-what"):
        load("who-said-wat")
    with pytest.raises(QueryError, match="there is no query '../../setup'"):
        load("../../setup")
