"""What a query gives: plain Python values, the same from every store."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from quoth.errors import QueryError

XSD = "http://www.w3.org/2001/XMLSchema#"
PLAIN = (f"{XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
_INTEGERS = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
_PYTHON: dict[str, Callable[[str], Any]] = {
    **{XSD + name: int for name in _INTEGERS},
    XSD + "decimal": Decimal, XSD + "double": float, XSD + "float": float,
    XSD + "boolean": lambda text: text in ("true", "1"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI, a literal or a blank node: `kind` is iri, literal or bnode.

    >>> Term("3", "literal", XSD + "integer").python
    3
    """

    value: str
    kind: str = "literal"
    datatype: str | None = None
    lang: str | None = None

    def __str__(self) -> str:
        return self.value

    @property
    def python(self) -> Any:
        """The value as int, Decimal, float, bool or str; a malformed number stays a str."""
        try:
            return _PYTHON.get(self.datatype or "", str)(self.value)
        except (ValueError, ArithmeticError):
            return self.value


Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Result:
    """The answer to a query: `kind` is bindings (SELECT), boolean (ASK) or graph.

    `rows` are tuples in the order of `variables`, None where a variable has no value; `triples`
    are those of CONSTRUCT and DESCRIBE.
    """

    kind: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] = ()

    def values(self) -> list[dict[str, Any]]:
        """Return the rows as dicts of plain Python values."""
        return [
            {name: term and term.python for name, term in zip(self.variables, row, strict=True)}
            for row in self.rows
        ]

    def arranged(self, names: Sequence[str]) -> Result:
        """Return the same rows with the variables in another order."""
        order = [self.variables.index(name) for name in names]
        return replace(self, variables=tuple(names),
                       rows=tuple(tuple(row[i] for i in order) for row in self.rows))

    def serialize(self, format: str) -> str:
        """Return the result in a W3C format: json, xml, csv or tsv, of graphs ttl, nt, rdf, jsonld.

        Raises QueryError where the format does not fit the kind of result.
        """
        writers = _GRAPH if self.kind == "graph" else _TABLE
        if format not in writers or (self.kind == "boolean" and format not in ("json", "xml")):
            raise QueryError(f"a result of kind {self.kind} has no form {format!r}")
        return writers[format](self)


def term_of(node: NamedNode | BlankNode | Literal | Triple | None) -> Term | None:
    """Return a pyoxigraph term as a neutral one."""
    if node is None:
        return None
    if isinstance(node, NamedNode):
        return Term(node.value, "iri")
    if isinstance(node, BlankNode):
        return Term(node.value, "bnode")
    if isinstance(node, Literal):
        return Term(node.value, "literal", None if node.language else node.datatype.value,
                    node.language)
    return Term(str(node), "literal")


def _json(result: Result) -> str:
    if result.kind == "boolean":
        return json.dumps({"head": {}, "boolean": result.boolean})
    rows = [
        {name: _json_term(term) for name, term in zip(result.variables, row, strict=True) if term}
        for row in result.rows
    ]
    document = {"head": {"vars": list(result.variables)}, "results": {"bindings": rows}}
    return json.dumps(document, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, str]:
    kind = {"iri": "uri"}.get(term.kind, term.kind)
    form = {"type": kind, "value": term.value}
    if term.lang:
        form["xml:lang"] = term.lang
    elif term.datatype and term.datatype not in PLAIN:
        form["datatype"] = term.datatype
    return form


def _xml(result: Result) -> str:
    head = "".join(f"<variable name={_quoted(name)}/>" for name in result.variables)
    if result.kind == "boolean":
        body = f"<boolean>{str(result.boolean).lower()}</boolean>"
    else:
        rows = "".join(_xml_row(result.variables, row) for row in result.rows)
        body = f"<results>{rows}</results>"
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
            f"<head>{head}</head>{body}</sparql>\n")


def _quoted(text: str) -> str:
    """Return an attribute's value in quotation marks, escaped."""
    from xml.sax import saxutils  # brings http and ssl along

    return saxutils.quoteattr(text)


def _xml_row(variables: tuple[str, ...], row: Row) -> str:
    cells = (f"<binding name={_quoted(name)}>{_xml_term(term)}</binding>"
             for name, term in zip(variables, row, strict=True) if term)
    return f"<result>{''.join(cells)}</result>"


def _xml_term(term: Term) -> str:
    from xml.sax.saxutils import escape

    value = escape(xml_text(term.value), {"\r": "&#xD;"})
    if term.kind == "iri":
        return f"<uri>{value}</uri>"
    if term.kind == "bnode":
        return f"<bnode>{value}</bnode>"
    if term.lang:
        return f"<literal xml:lang={_quoted(term.lang)}>{value}</literal>"
    if term.datatype and term.datatype not in PLAIN:
        return f"<literal datatype={_quoted(term.datatype)}>{value}</literal>"
    return f"<literal>{value}</literal>"


def xml_text(text: str) -> str:
    """Return the text with U+FFFD for each character that XML 1.0 has no place for."""
    return "".join(c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd"
                   or c >= "\U00010000" else "\ufffd" for c in text)


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.variables)
    for row in result.rows:
        writer.writerow([_csv_cell(term) for term in row])
    return out.getvalue()


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if term.kind == "bnode" else term.value


def _tsv(result: Result) -> str:
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines += ["\t".join(_tsv_cell(term) for term in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _tsv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    return str(node_of(term)).replace("\t", "\\t")


def node_of(term: Term) -> NamedNode | BlankNode | Literal:
    """Return a neutral term as a pyoxigraph one; its `str` is the form that SPARQL writes."""
    if term.kind == "iri":
        return NamedNode(term.value)
    if term.kind == "bnode":
        return BlankNode(term.value)
    if term.lang:
        return Literal(term.value, language=term.lang)
    return Literal(term.value, datatype=NamedNode(term.datatype or PLAIN[0]))


def _graph(format: RdfFormat) -> Callable[[Result], str]:
    def write(result: Result) -> str:
        triples = sorted(result.triples, key=str)
        return (serialize(triples, format=format) or b"").decode("utf-8")

    return write


_TABLE: dict[str, Callable[[Result], str]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
_GRAPH: dict[str, Callable[[Result], str]] = {
    "ttl": _graph(RdfFormat.TURTLE), "nt": _graph(RdfFormat.N_TRIPLES),
    "rdf": _graph(RdfFormat.RDF_XML), "jsonld": _graph(RdfFormat.JSON_LD),
}
