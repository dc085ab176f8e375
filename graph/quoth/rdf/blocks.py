"""The blocks of a TriG file, one a graph, and within it those of its subjects: where they lie, and
what is to take their places. What is not changed is not looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from mmap import mmap

from pyoxigraph import RdfFormat, parse, serialize

from quoth.rdf import trig
from quoth.rdf.editing import Edit

_SUBJECT = re.compile(rb"\n\t([^\t ]+) ")  # the subjects of a graph begin its lines at one tab
_ESCAPED = re.compile(rb"\\(.)")
_FOOT = b"}\n"


class Blocks:
    """A file as `trig.write` makes it, with the size of the block of each graph and the prefixes in
    its head.

    `put` and `tell` are called in the order of the graphs and subjects. `gone` and `new` are the
    lines of N-Quads that the file then has no more, and more; `sizes` become those of the file with
    all edits. All raise ValueError where the file is another one.
    """

    def __init__(self, old: mmap, sizes: Mapping[bytes, int], used: Iterable[str], base: str
                 ) -> None:
        self._old, self._names, self._used, self._base = old, sorted(sizes), {*used}, base
        known = trig.known(base)
        self._prefixes = {name.encode(): known[name].encode() for name in self._used}
        self._starts = [len(old) - sum(sizes.values())]
        for name in self._names:
            self._starts.append(self._starts[-1] + sizes[name])
        self._head = old[: max(0, self._starts[0])]
        self.sizes = dict(sizes)
        self.edits: list[Edit] = []
        self.gone: list[bytes] = []
        self.new: list[bytes] = []
        self.counts: Counter[str] = Counter()  # how many subjects more, or less, use a prefix

    def put(self, graph: bytes, lines: Iterable[bytes]) -> None:
        """Let a graph have these lines of N-Quads; of none it has no block."""
        start, end = self._place(graph)
        self._change(graph, start, end, self._old[start:end], lines)

    def tell(self, graph: bytes, subject: bytes, lines: Iterable[bytes]) -> None:
        """Let a graph that is there tell of a subject what these lines do."""
        start, end = self._place(graph)
        if start == end:
            raise ValueError(f"no {graph!r} where it should be")
        start, end = self._subject(start, end, subject)
        inner = self._old[start:end]
        text = b"%b {\n%b%b" % (graph, inner, _FOOT) if inner else b""
        self._change(graph, start, end, text, lines, inside=True)

    def _change(self, graph: bytes, start: int, end: int, before: bytes, lines: Iterable[bytes], *,
                inside: bool = False) -> None:
        old = {*self._lines(before)} if before else set()
        new = {*lines}
        self.gone += old - new
        self.new += new - old
        self.counts.subtract(trig.prefixes_in(old, self._base))
        self.counts.update(trig.prefixes_in(new, self._base))
        text = trig.block(new, self._used, self._base) if new else b""
        if inside and text:
            text = text.removeprefix(b"%b {\n" % graph).removesuffix(_FOOT)
        self.edits.append(Edit(start, end, text))
        self.sizes[graph] = self.sizes.get(graph, 0) + len(text) - (end - start)
        if not self.sizes[graph]:
            del self.sizes[graph]

    def _lines(self, block: bytes) -> list[bytes]:
        """Return the lines of N-Quads that a block holds."""
        try:
            quads = parse(self._head + block, format=RdfFormat.TRIG)
            return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        except SyntaxError as error:
            raise ValueError(f"not TriG as it is written here: {error}") from error

    def _place(self, graph: bytes) -> tuple[int, int]:
        """Return where the block of a graph begins and ends; where there is none, where it would
        begin.
        """
        at = bisect_left(self._names, graph)
        start = self._starts[at]
        if self._names[at : at + 1] != [graph]:
            return start, start
        if start < 0 or self._old[start : start + len(graph) + 3] != b"%b {\n" % graph:
            raise ValueError(f"no {graph!r} where it should be")
        return start, self._starts[at + 1]

    def _subject(self, start: int, end: int, subject: bytes) -> tuple[int, int]:
        """Return where the block of a subject, within that of its graph, begins and ends."""
        foot = end - len(_FOOT)
        if self._old[foot - 1 : end] != b"\n" + _FOOT:
            raise ValueError("no end of a graph where it should be")
        low, high = start, foot
        while low < high:
            middle = (low + high) // 2
            found = _SUBJECT.search(self._old, middle, foot)
            if found and found.start() < high and self._name(found[1]) < subject:
                low = found.start() + 1
            else:
                high = middle
        found = _SUBJECT.search(self._old, low, foot)
        if not found:
            return foot, foot
        start = found.start() + 1
        if self._name(found[1]) != subject:
            return start, start
        after = _SUBJECT.search(self._old, start, foot)
        return start, after.start() + 1 if after else foot

    def _name(self, written: bytes) -> bytes:
        """Return a subject as N-Quads write it."""
        if written.startswith((b"<", b"_:")):
            return written
        prefix, _, rest = written.partition(b":")
        return b"<%b%b>" % (self._prefixes[prefix], _ESCAPED.sub(rb"\1", rest))
