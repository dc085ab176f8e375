"""Bringing a store to what its archive says: join what differs, write it, note it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain

from quoth.archive import Archive
from quoth.copies import Copies, Graph, change
from quoth.corrections import Corrections
from quoth.joining import Joined, Written
from quoth.progress import counted
from quoth.rdf.iris import Iris
from quoth.rdf.spool import Spool
from quoth.rdf.triples import article_lines
from quoth.records import Statement
from quoth.stores import Store, filling


def settle(archive: Archive, joined: Joined, corrections: Corrections, iris: Iris, *,
           into: Copies | Store, spool: Spool | None = None) -> None:
    """Join what has changed, write what differs, and let the archive note what holds then.

    Where all is written, `spool` keeps it.
    A process that is killed at any point leaves what was there before or what is there after.
    """
    copies = into if isinstance(into, Copies) else None
    before = archive.state("joined")
    written = joined.update(corrections, whole=bool(copies and not copies.current))
    digests, empty = joined.digests(written)
    gone = [*empty, *(iris.graph(name).value for name in written.gone)]
    if written.whole:
        gone += sorted(archive.written().keys() - digests.keys())
    quads = _write(joined, written, gone, iris, into, spool)
    given = [] if written.whole else list(joined.new_statements(written))
    archive.settle(digests, gone=gone, quads=quads, joined=joined.token,
                   statements=joined.new_statements(written) if written.whole else given)
    joined.written()
    archive.note("corrections", corrections.digest)
    if spool and copies and written.whole:
        spool.state = joined.token
    if copies:
        index(copies, joined, written, given, before)


def _write(joined: Joined, written: Written, gone: list[str], iris: Iris, into: Copies | Store,
           spool: Spool | None) -> str | None:
    """Write what the quads lack; return the name of the copy that has it."""
    derived = joined.derived()
    own = (Graph(iris.graph(name).value, partial(_lines, joined, name, iris))
           for name in counted(written.articles, "storing", len(written.articles)))
    if isinstance(into, Copies):
        rest = [Graph(*pair) for pair in derived.items()] if written.whole else []
        return into.write(chain(own, rest), gone, written.patches, whole=written.whole,
                          spool=spool)
    graphs = derived.keys() if written.whole else {patch.graph for patch in written.patches}
    change(into, chain(own, (Graph(name, derived[name]) for name in sorted(graphs)
                             if name in derived)), gone)
    return None


def _lines(joined: Joined, article: str, iris: Iris) -> list[bytes]:
    return article_lines(joined.get(article), base=iris.base)


def index(copies: Copies, joined: Joined, written: Written, statements: Iterable[Statement],
          before: str | None) -> None:
    """Bring the full-text index to what the store holds."""
    facts, stamp = map(joined.get, written.articles), str(joined.token)
    if written.whole or not filling.update(
            copies.folder, facts, written.gone, statements, joined.entity, before=before,
            stamp=stamp):
        filling.write(copies.folder, counted(
            joined.facts(), "indexing", len(written.articles)), joined.entity, stamp=stamp)
