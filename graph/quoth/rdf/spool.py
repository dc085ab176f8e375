"""The lines of a whole store as they are loaded, kept till files are made of them: to ask the store
for them again takes longer than all else about the files.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

Place = tuple[int, int]  # first byte and number of lines

HEAP = 1 << 16  # bytes that are written at once


class Spool:
    """Lines of N-Quads, each with its break, by graph, in a temporary file.

    `state` names what the store holds whose lines they are; None before it has them all.

    >>> with Spool() as spool:
    ...     all(spool.through(b"<g>", [b"<s> <p> <o> <g> .\\n"]))
    ...     [list(lines) for lines in spool.graphs()]
    True
    [[b'<s> <p> <o> <g> .\\n']]
    """

    def __init__(self) -> None:
        self.state: str | None = None
        self._file: BinaryIO = tempfile.TemporaryFile(buffering=HEAP)  # noqa: SIM115
        self._graphs: dict[bytes, list[Place]] = defaultdict(list)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.close()

    def through(self, graph: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the lines of a graph, `<IRI>`, and keep them."""
        begin, count = self._file.tell(), 0
        for line in lines:
            self._file.write(line)
            count += 1
            yield line
        self._graphs[graph].append((begin, count))

    def __iter__(self) -> Iterator[bytes]:
        """Yield all lines, in the order in which they came."""
        self._file.seek(0)
        yield from self._file

    def graphs(self) -> Iterator[Iterator[bytes]]:
        """Yield the lines of one graph after the other, in the order of the graphs; those of one
        are to be taken before the next is asked for.
        """
        for graph in sorted(self._graphs):
            yield chain.from_iterable(map(self._at, self._graphs[graph]))

    def _at(self, place: Place) -> Iterator[bytes]:
        self._file.seek(place[0])
        yield from islice(self._file, place[1])
