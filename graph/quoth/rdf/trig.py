"""TriG of any size: one block a graph, in the order of the graphs, so that some blocks can take the
place of older ones.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, parse, serialize

from quoth.rdf.iris import Iris
from quoth.rdf.namespaces import PREFIXES, RDF
from quoth.rdf.sorting import in_order

# An IRI can be written with a prefix that is all of it to the last slash or hash.
_ENTRY = rb"<%b[^/#<>\n]*>"
_TYPE = str(RDF.type).encode()


def order(line: bytes) -> bytes:
    """Return what orders a line of N-Quads without its break: graph, subject, the type before other
    predicates, object.
    """
    subject, predicate, rest = line.split(b" ", 2)
    said, _, last = rest.removesuffix(b" .").rpartition(b" ")
    named = said and b'"' not in last  # else a literal with a blank, in no graph
    graph, value = (last, said) if named else (b"DEFAULT", rest)
    # no part is the beginning of another one, so that they can be compared as one
    return b" ".join((graph, subject, b"" if predicate == _TYPE else predicate, value))


def graph_of(line: bytes) -> bytes:
    """Return the graph of a line, as it is written there."""
    return line.rsplit(b" ", 2)[1]


def subject_of(line: bytes) -> bytes:
    """Return the subject of a line, as it is written there."""
    return line[: line.index(b" ")]


def prefixes_in(lines: Iterable[bytes], base: str) -> Counter[str]:
    """Return in how many texts each prefix can be used that the lines of one graph make."""
    return _counted(_texts(sorted(lines), base), base)


def _texts(lines: Iterable[bytes], base: str) -> Iterator[bytes]:
    """Yield the lines of a graph, in order, together: those of an article all of them, as they
    change all at once, others subject by subject.
    """
    lines = iter(lines)
    if not (first := next(lines, b"")):
        return
    lines = chain((first,), lines)
    if graph_of(first).startswith(f"<{base}article/".encode()):
        yield b"".join(lines)
    else:
        yield from (b"".join(some) for _, some in groupby(lines, subject_of))


def _counted(texts: Iterable[bytes], base: str) -> Counter[str]:
    """Return in how many texts each prefix can be used."""
    patterns = {name: (b"<%b" % iri.encode(), re.compile(_ENTRY % re.escape(iri.encode())))
                for name, iri in known(base).items()}
    found: Counter[str] = Counter()
    for text in texts:
        found.update([name for name, (begin, entry) in patterns.items()
                      if begin in text and entry.search(text)])
    return Counter({name: found[name] for name in patterns if found[name]})


def known(base: str) -> dict[str, str]:
    """Return all prefixes, in order."""
    return dict(sorted((PREFIXES | Iris(base).prefixes()).items()))


def split(lines: Iterable[bytes]) -> Iterator[Iterator[bytes]]:
    """Yield the lines of one graph after the other, in order, of lines in no order."""
    ordered = in_order(lines, lambda line: order(line[:-1]))
    return (some for _, some in groupby(ordered, graph_of))


def arranged(graphs: Iterable[Iterable[bytes]]) -> Iterator[Iterator[bytes]]:
    """Yield the lines of each graph in order."""
    return (in_order(lines, _within) for lines in graphs)


def write(graphs: Iterable[Iterable[bytes]], path: Path, base: str) -> Counter[str]:
    """Write graphs, and the lines of each, which are in order, as TriG; return in how many
    of the texts that they make each of its prefixes is used.
    """
    with tempfile.TemporaryFile() as ordered, tempfile.TemporaryFile() as body:
        used = _counted(chain.from_iterable(
            _through(_texts(lines, base), ordered) for lines in graphs), base)
        ordered.seek(0)
        iris = known(base)
        serialize(parse(ordered, format=RdfFormat.N_QUADS), output=body, format=RdfFormat.TRIG,
                  prefixes={name: iris[name] for name in used})
        body.seek(0)
        head = sorted(body.readline().rstrip(b"\n") for _ in used)
        with path.open("wb") as file:
            file.write(b"\n".join(head) + b"\n" * bool(head))
            shutil.copyfileobj(body, file)
    return used


def sizes(path: Path) -> dict[str, int]:
    """Return the size of the block of each graph, by its IRI, in a file as `write` makes it."""
    with path.open("rb") as file:
        found, graph = {}, None
        for line in file:
            if line.startswith(b"<") and line.endswith(b"> {\n"):
                graph = line[1:-4].decode()
                found[graph] = 0
            if graph:
                found[graph] += len(line)
    return found


def _within(line: bytes) -> bytes:
    """Return what orders a line with its break among those of its graph, as `order` does."""
    subject, predicate, rest = line.split(b" ", 2)
    return line if predicate != _TYPE else b"  ".join((subject, rest))


def _through(texts: Iterable[bytes], file: BinaryIO) -> Iterator[bytes]:
    for text in texts:
        file.write(text)
        yield text


def block(lines: Iterable[bytes], used: Iterable[str], base: str) -> bytes:
    """Return the block of one graph, with prefixes that stand in front of the whole file."""
    prefixes = {name: iri for name, iri in known(base).items() if name in {*used}}
    ordered = b"".join(sorted(lines, key=lambda line: order(line[:-1])))
    text = serialize(parse(ordered, format=RdfFormat.N_QUADS), format=RdfFormat.TRIG,
                     prefixes=prefixes) or b""
    return text.split(b"\n", len(prefixes))[-1]
