"""A process that answers queries and nothing else: `python -m quoth.web.worker`.

It may be killed at any time: it only reads. Each message is a length in four bytes and JSON (for
an answer, the bytes of its body follow). It ends when the process that started it does.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import struct
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

import pyoxigraph
from pyoxigraph import NamedNode

from quoth.errors import QueryError
from quoth.rdf.formats import dumps
from quoth.stores.guard import Form, check
from quoth.stores.result import Result, term_of
from quoth.web.negotiation import RDF_TYPES, TABLE_TYPES, TRUTH_TYPES, choose

LENGTH = struct.Struct("!I")


@dataclass(frozen=True)
class Question:
    """A query with all that its answer depends on.

    `default_graphs` and `named_graphs`, where given, stand in the place of FROM and FROM NAMED.
    `accept` is an Accept header. `memory` is in MiB, `size` in bytes.
    """

    folder: str
    query: str
    accept: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str = ""
    rows: int = 100_000
    size: int = 64 << 20
    memory: int = 2048


@dataclass(frozen=True)
class Answer:
    """A status of HTTP, a media type, and a body; of an error the body is one line."""

    status: int
    media_type: str
    body: bytes


class Refused(Exception):  # noqa: N818 - named for what is so
    """The question gets no answer; `status` says why in the words of HTTP."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Answerer:
    """Answers questions; keeps the store open between two on the same folder."""

    def __init__(self) -> None:
        self.folder, self.store = "", pyoxigraph.Store()
        self.graphs: frozenset[str] = frozenset()

    def __call__(self, question: Question) -> Answer:
        """Return the answer, also where it is a refusal."""
        try:
            return self._answer(question)
        except Refused as refused:
            return Answer(refused.status, "text/plain", _line(refused))
        except (QueryError, SyntaxError) as error:
            return Answer(400, "text/plain", _line(error))
        except (OSError, RuntimeError, ValueError, MemoryError) as error:
            return Answer(500, "text/plain", b"the query failed: " + _line(error))

    def _answer(self, question: Question) -> Answer:
        form = check(question.query)
        types = (TABLE_TYPES if form.kind == "select" else
                 TRUTH_TYPES if form.kind == "ask" else RDF_TYPES)
        media_type = choose(question.accept, list(types))
        if not media_type:
            raise Refused(406, f"the answer can be had as {', '.join(types)}")
        self._open(question.folder)
        found = self.store.query(form.text, **self._dataset(form, question))
        body = _body(found, form, types[media_type], question)
        if len(body) > question.size:
            raise Refused(500, f"the answer is longer than {question.size:,} bytes: "
                               "ask for less, or add LIMIT")
        return Answer(200, media_type, body)

    def _open(self, folder: str) -> None:
        if folder != self.folder:
            self.store = pyoxigraph.Store.read_only(folder)
            self.graphs = frozenset(g.value for g in self.store.named_graphs()
                                    if isinstance(g, NamedNode))
            self.folder = folder

    def _dataset(self, form: Form, question: Question) -> dict[str, Any]:
        """Return the arguments that say which graphs are asked; the request overrules FROM."""
        asked = bool(question.default_graphs or question.named_graphs)
        default = question.default_graphs if asked else form.default_graphs
        named = question.named_graphs if asked else form.named_graphs
        for name in (*default, *named):
            if name not in self.graphs:
                raise Refused(400, f"there is no graph <{name}> here, and none is fetched")
        if not (asked or form.has_dataset):
            return {"use_default_graph_as_union": True}
        return {"default_graph": [NamedNode(n) for n in default],
                "named_graphs": [NamedNode(n) for n in named]}


def _body(found: Any, form: Form, name: str, question: Question) -> bytes:
    """Return the answer of the store in one of the forms."""
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Result("boolean", boolean=bool(found)).serialize(name).encode()
    if isinstance(found, pyoxigraph.QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        rows = tuple(tuple(term_of(solution[n]) for n in names)
                     for solution in _limited(found, question))
        result = Result("bindings", names, rows)
        result = result.arranged(sorted(names)) if form.star else result
        return result.serialize(name).encode("utf-8", "replace")
    return dumps(_limited(found, question), name, **({"base": question.base}
                                                     if question.base else {}))


def _limited(items: Iterable[Any], question: Question) -> Iterator[Any]:
    """Yield the rows or triples; refuse where there are more, rather than tell a part."""
    waiting = iter(items)
    yield from islice(waiting, question.rows)
    if next(waiting, None) is not None:
        raise Refused(500, f"the answer has more than {question.rows:,} rows: add LIMIT")


def _line(error: BaseException) -> bytes:
    return " ".join(str(error).split())[:500].encode("utf-8", "replace")


# -- the two ends of a pipe


def packed(value: Mapping[str, Any]) -> bytes:
    """Return a message."""
    text = json.dumps(value).encode()
    return LENGTH.pack(len(text)) + text


def read(stream: BinaryIO) -> bytes | None:
    """Return the next message of a stream, None at its end."""
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def question_of(text: bytes) -> Question:
    """Read a question."""
    row = json.loads(text)
    return Question(**{name: tuple(v) if isinstance(v, list) else v for name, v in row.items()})


def _listen(waiting: queue.Queue[bytes]) -> None:
    """Take questions; end the process, whatever it is doing, when nobody can ask any more."""
    while (text := read(sys.stdin.buffer)) is not None:
        waiting.put(text)
    os._exit(0)


def _restrict(memory: int) -> None:
    """Let the process die alone where a query wants more memory than it may have."""
    try:
        import resource
    except ImportError:  # no such thing on Windows
        return
    limit = memory << 20
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard in (resource.RLIM_INFINITY, -1) or hard > limit:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def main() -> None:
    """Answer questions from stdin on stdout, one after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    waiting: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(waiting,), daemon=True).start()
    answerer, out = Answerer(), sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers on the pipe
    check("ASK {}")  # loads the parser, which the first query would wait for
    out.write(packed({"ready": True}))
    out.flush()
    restricted = False
    while True:
        question = question_of(waiting.get())
        if not restricted:
            _restrict(question.memory)
            restricted = True
        answer = answerer(question)
        out.write(packed({"status": answer.status, "media_type": answer.media_type,
                          "length": len(answer.body)}) + answer.body)
        out.flush()


if __name__ == "__main__":
    main()
