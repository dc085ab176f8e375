"""Terms as N-Triples writes them, made without an object for each: an article has thousands.

`quoth.rdf.namespaces` and `quoth.rdf.literals` make the same terms as objects.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quoth.rdf import literals, namespaces
from quoth.rdf.literals import characters
from quoth.rdf.namespaces import ClosedNamespace

Term = str  # a node or a literal
Line = str  # subject, predicate and object, without the dot

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r'\"',
          "\\": r"\\"}


def _written(namespace: ClosedNamespace) -> ClosedNamespace:
    """Return a namespace whose terms are text."""
    return ClosedNamespace(str(namespace), " ".join(namespace), make="<{}>".format)


ACT, DCTERMS, FORM, ITSRDF, MEDIUM, MENTION, NIF, QUOTH, RDF, RDFS, SCHEMA, XSD = map(_written, (
    namespaces.ACT, namespaces.DCTERMS, namespaces.FORM, namespaces.ITSRDF, namespaces.MEDIUM,
    namespaces.MENTION, namespaces.NIF, namespaces.QUOTH, namespaces.RDF, namespaces.RDFS,
    namespaces.SCHEMA, namespaces.XSD))
TRUE = f'"true"^^{XSD.boolean}'
_WHOLE = f'"^^{XSD.integer}'


def quoted(text: str) -> Term:
    """Return a text in quotation marks, as `str` of a literal has it.

    >>> print(quoted('say "no"'))
    "say \\"no\\""
    """
    return f'"{_ESCAPED.sub(_escape, characters(text))}"'


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _SHORT.get(sign) or f"\\u{ord(sign):04X}"


plain = quoted


def whole(number: int) -> Term:
    """Return an `xsd:integer`."""
    return f'"{number:d}{_WHOLE}'


@lru_cache(maxsize=16_384)
def decimal(number: float) -> Term:
    """Return an `xsd:decimal` of at most four places in canonical form."""
    return str(literals.decimal(number))
