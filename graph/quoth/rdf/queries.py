"""The named queries of `ontology/queries`, and how values get into them.

A query file begins with its question in plain words and one comment line for each parameter,
`# param name: description = default`. In the text a parameter is written `$name`, a variable
`?name`. Values are RDF terms and replace whole tokens of the parsed query; text never does.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal, NamedNode

from quoth.errors import QueryError
from quoth.rdf.iris import DEFAULT_BASE, Iris
from quoth.rdf.namespaces import PREFIXES, XSD

_PARAMETER = re.compile(r"#\s*param\s+(\w+)\s*:\s*(.*?)\s*=\s*(\S.*?)\s*$")
# SPARQL 1.1, 19.8: comments, the four forms of strings, IRIs, and variables.
_KIND = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.MULTILINE)
_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*
       |'''(?:[^'\\]|\\.|'(?!''))*''' |\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
       |'(?:[^'\\\n\r]|\\.)*' |"(?:[^"\\\n\r]|\\.)*"
       |<[^<>"{}|^`\\\x00-\x20]*>)
       |\$(?P<name>\w+)""",
    re.VERBOSE | re.DOTALL,
)
Value = str | int | float | bool | Decimal | datetime.date | NamedNode | Literal


@dataclass(frozen=True)
class Parameter:
    """What can be set in a query: its name, what it means, and its default as an RDF term."""

    name: str
    description: str
    default: NamedNode | Literal


@dataclass(frozen=True)
class NamedQuery:
    """A query of the ontology: its name, its question in plain words, and its text."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def kind(self) -> str:
        """What it is: select, ask, construct or describe."""
        found = _KIND.search(self.text)
        return found[1].lower() if found else "select"

    def fill(self, values: Mapping[str, Value] | None = None, *, base: str = DEFAULT_BASE) -> str:
        """Return the SPARQL text with the values, or the defaults, in the places of `$name`.

        A text becomes an IRI where the default is one: a full IRI, a prefixed name such as
        `act:warn`, or an id such as `actor/tass`, which `base` completes.

        >>> "'x'" in load("who-said-what").fill({"speaker": "it's 'x' } #"})
        True
        """
        given = dict(values or {})
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise QueryError(f"the query {self.name} has no parameter {name!r}: "
                                 f"it has {', '.join(known) or 'none'}")
        terms = {name: _term(parameter, given.get(name), Iris(base))
                 for name, parameter in known.items()}
        return substitute(self.text, terms)


def substitute(text: str, terms: Mapping[str, NamedNode | Literal]) -> str:
    """Return the query with each `$name` replaced by its term, not in comments or strings.

    >>> substitute("SELECT * { ?s ?p $x } # $x", {"x": Literal("$x")})
    'SELECT * { ?s ?p "$x" } # $x'
    """
    return _TOKEN.sub(
        lambda m: str(terms[m["name"]]) if m["name"] in terms else m[0], text
    )


def names() -> tuple[str, ...]:
    """Return the names of all queries, sorted."""
    return tuple(sorted(_texts()))


def load(name: str) -> NamedQuery:
    """Return the query of that name; QueryError, with the nearest names, if there is none."""
    texts = _texts()
    if name not in texts:
        near = difflib.get_close_matches(name, texts, n=3, cutoff=0.4) or sorted(texts)
        raise QueryError(f"there is no query {name!r}; is it {', '.join(near)}?")
    return parse(name, texts[name])


def parse(name: str, text: str) -> NamedQuery:
    """Read a query with its header."""
    header = list(_header(text))
    parameters = tuple(
        Parameter(match[1], match[2], _default(match[3]))
        for match in map(_PARAMETER.match, header) if match
    )
    question = " ".join(line.lstrip("# ") for line in header if not _PARAMETER.match(line))
    return NamedQuery(name, question, parameters, text)


def _header(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


@cache
def _texts() -> dict[str, str]:
    folder = files("quoth.ontology") / "queries"
    return {path.name.removesuffix(".rq"): path.read_text("utf-8")
            for path in folder.iterdir() if path.name.endswith(".rq")}


def _default(text: str) -> NamedNode | Literal:
    """Read a default: a string in quotation marks, a number, true or false, or a name."""
    if text.startswith('"'):
        return Literal(text[1:-1])
    if text in ("true", "false"):
        return Literal(text == "true")
    if re.fullmatch(r"[+-]?\d+", text):
        return Literal(text, datatype=XSD.integer)
    if re.fullmatch(r"[+-]?\d*\.\d+", text):
        return Literal(text, datatype=XSD.decimal)
    return _iri(text, Iris())


def _term(parameter: Parameter, value: Value | None, iris: Iris) -> NamedNode | Literal:
    default = parameter.default
    if value is None or isinstance(value, NamedNode | Literal):
        return default if value is None else value
    if isinstance(default, NamedNode):
        return _iri(str(value), iris)
    try:
        return _like(default, value)
    except ValueError as error:
        raise QueryError(f"{parameter.name} = {value!r} is no {_short(default)}") from error


def _like(default: Literal, value: Any) -> Literal:
    """Return the value as a literal of the default's datatype."""
    if default.datatype == XSD.integer:
        return Literal(str(int(value)), datatype=XSD.integer)
    if default.datatype == XSD.decimal:
        return Literal(_number(value), datatype=XSD.decimal)
    if default.datatype == XSD.boolean:
        if str(value).lower() not in ("true", "false", "yes", "no", "1", "0"):
            raise ValueError(value)
        return Literal(str(value).lower() in ("true", "yes", "1"))
    return Literal(str(value))


def _number(value: Any) -> str:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", str(value)):
        raise ValueError(value)
    return format(Decimal(str(value)), "f")


def _iri(text: str, iris: Iris) -> NamedNode:
    """Return a full IRI, a prefixed name, or an id under the base as a node."""
    bare = text.removeprefix("<").removesuffix(">")
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES:
        bare = PREFIXES[prefix] + local
    try:
        return NamedNode(bare) if ":" in bare else iris.of(bare)
    except ValueError as error:
        raise QueryError(f"{text!r} is no IRI") from error


def _short(term: Literal) -> str:
    return term.datatype.value.rsplit("#", 1)[-1]
