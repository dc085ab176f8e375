"""Quads in the formats of RDF: sorted, so that the same quads give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse, serialize

from quoth.errors import QuothError
from quoth.rdf import trig
from quoth.rdf.iris import DEFAULT_BASE, Iris
from quoth.rdf.namespaces import PREFIXES, RDF
from quoth.rdf.sorting import in_order

# XML 1.0 has no place for these, not even escaped.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Format:
    """A format: its short name (also the ending of its files), media type, and what it can hold.

    One without `graphs` holds triples only: which graph they are from is lost.
    """

    name: str
    title: str
    media_type: str
    graphs: bool
    rdf: RdfFormat

    @property
    def lines(self) -> RdfFormat:
        """The format of one line a quad or triple that holds the same."""
        return RdfFormat.N_QUADS if self.graphs else RdfFormat.N_TRIPLES


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("nq", "N-Quads", "application/n-quads", True, RdfFormat.N_QUADS),
        Format("trig", "TriG", "application/trig", True, RdfFormat.TRIG),
        Format("nt", "N-Triples", "application/n-triples", False, RdfFormat.N_TRIPLES),
        Format("ttl", "Turtle", "text/turtle", False, RdfFormat.TURTLE),
        Format("rdf", "RDF/XML", "application/rdf+xml", False, RdfFormat.RDF_XML),
        Format("jsonld", "JSON-LD", "application/ld+json", True, RdfFormat.JSON_LD),
    )
}


def dumps(quads: Iterable[Quad | Triple], format: str, *, base: str = DEFAULT_BASE) -> bytes:
    """Return the quads in a format of `FORMATS`; equal quads in any order give equal bytes.

    RDF/XML cannot hold control characters: they become U+FFFD there.

    >>> from pyoxigraph import NamedNode
    >>> print(dumps([Triple(RDF.type, RDF.type, Literal("x"))], "ttl").decode(), end="")
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    rdf:type a "x" .
    """
    chosen = _format(format)
    items = quads if chosen.graphs else map(_triple, quads)
    return _arranged(serialize(items, format=chosen.lines) or b"", chosen, base)


def dump_lines(lines: bytes, format: str, *, base: str = DEFAULT_BASE) -> bytes:
    """Return N-Quads, in any order, in a format of `FORMATS`: what `dumps` returns, sooner."""
    chosen = _format(format)
    if not chosen.graphs:
        return dumps(parse(lines, format=RdfFormat.N_QUADS), format, base=base)
    return _arranged(lines, chosen, base)


def write_lines(lines: Iterable[bytes], path: Path, format: str, *, base: str = DEFAULT_BASE
                ) -> None:
    """Write N-Quads, in any order, to a file, as `dump_lines` would; N-Quads and TriG may be of any
    size. Each line ends in a line break.
    """
    chosen = _format(format)
    if chosen.name == "nq":
        with path.open("wb") as file:
            file.writelines(in_order(lines))
    elif chosen.name == "trig":
        trig.write(trig.split(lines), path, base)
    else:
        path.write_bytes(dump_lines(b"".join(lines), format, base=base))


def loads(data: bytes | str, format: str) -> Iterator[Quad]:
    """Yield the quads of a document; QuothError, with the line, where it is malformed."""
    chosen = _format(format)
    try:
        yield from parse(data, format=chosen.rdf)
    except SyntaxError as error:
        raise QuothError(f"malformed {chosen.title}: {' '.join(str(error).split())}") from error


def _format(name: str) -> Format:
    try:
        return FORMATS[name.lower().lstrip(".")]
    except KeyError:
        raise QuothError(f"{name!r} is no RDF format: use {', '.join(FORMATS)}") from None


def _arranged(lines: bytes, chosen: Format, base: str) -> bytes:
    """Return lines of N-Quads or N-Triples in a format, each once and in a fixed order.

    The lines are put in order, and not the terms that they hold, which takes a third of the time.
    """
    found = set(lines.split(b"\n")) - {b""}
    if chosen.name in ("nq", "nt"):
        return b"".join(line + b"\n" for line in sorted(found))
    text = b"\n".join(sorted(found, key=trig.order))
    prefixes = PREFIXES | Iris(base).prefixes()
    return _WRITERS[chosen.name](parse(text, format=chosen.lines), _used(text, prefixes))


def _triple(item: Quad | Triple) -> Triple:
    return item.triple if isinstance(item, Quad) else item


def _used(text: bytes, prefixes: dict[str, str]) -> dict[str, str]:
    """Return the prefixes that some IRI of the lines begins with."""
    return {name: iri for name, iri in sorted(prefixes.items())
            if re.search(rb"<%b[^/#<>]*>" % re.escape(iri.encode()), text)}


def _turtle(rdf: RdfFormat) -> Callable[[Iterable[Any], dict[str, str]], bytes]:
    def write(items: Iterable[Any], prefixes: dict[str, str]) -> bytes:
        text = _serialized(items, rdf, prefixes)
        lines = text.split("\n")
        header = list(takewhile(lambda line: line.startswith("@prefix "), lines))
        return "\n".join(sorted(header) + lines[len(header) :]).encode()

    return write


def _xml(items: Iterable[Triple], prefixes: dict[str, str]) -> bytes:
    clean = [_for_xml(item) for item in items]
    text = _serialized(clean, RdfFormat.RDF_XML, prefixes)
    root = re.search(r"<rdf:RDF([^>]*)>", text)
    if root:
        attributes = "".join(f" {pair}" for pair in sorted(root[1].split()))
        text = f"{text[: root.start(1)]}{attributes}{text[root.end(1) :]}"
    return text.encode()


def _for_xml(item: Triple) -> Triple:
    value = item.object
    if not isinstance(value, Literal) or not _NOT_XML.search(value.value):
        return item
    text = _NOT_XML.sub("\ufffd", value.value)
    literal = (Literal(text, language=value.language) if value.language
               else Literal(text, datatype=value.datatype))
    return Triple(item.subject, item.predicate, literal)


def _jsonld(items: Iterable[Any], prefixes: dict[str, str]) -> bytes:
    expanded = json.loads(_serialized(items, RdfFormat.JSON_LD, {}))
    graph = _compact(expanded, prefixes)
    document = {"@context": prefixes, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _compact(value: Any, prefixes: dict[str, str]) -> Any:
    """Return expanded JSON-LD with prefixed names, and single and plain values without wrapping."""
    if isinstance(value, list):
        items = [_compact(item, prefixes) for item in value]
        return items[0] if len(items) == 1 else items
    if not isinstance(value, dict):
        return value
    if value.keys() == {"@value"}:
        return value["@value"]
    compact = {_short(key, prefixes): _compact(inner, prefixes) for key, inner in value.items()
               if key != RDF.type.value}
    types = [_short(item["@id"], prefixes) for item in value.get(RDF.type.value, ())]
    return compact | ({"@type": types[0] if len(types) == 1 else types} if types else {})


def _short(iri: str, prefixes: dict[str, str]) -> str:
    for name, start in prefixes.items():
        if iri.startswith(start) and "/" not in iri[len(start) :]:
            return f"{name}:{iri[len(start) :]}"
    return iri


def _serialized(items: Iterable[Any], rdf: RdfFormat, prefixes: dict[str, str]) -> str:
    return (serialize(items, format=rdf, prefixes=prefixes) or b"").decode("utf-8")


_WRITERS: dict[str, Callable[[Iterable[Any], dict[str, str]], bytes]] = {
    "trig": _turtle(RdfFormat.TRIG), "ttl": _turtle(RdfFormat.TURTLE),
    "rdf": _xml, "jsonld": _jsonld,
}
