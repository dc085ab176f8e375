"""Where the nodes of a graph page stand, from the columns of its quotations.

The networks are those of `quoth.views.network`, as arrays: of many articles they have a hundred
thousand nodes.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy

from quoth.views.layout import BACKBONE, WIDE, Web, in_columns, stood, ties
from quoth.views.measures import louvain

Columns = Mapping[str, Sequence]
Flat = dict[str, list[int]]


def speaks_of(columns: Columns, labels: Sequence[str]) -> Web:
    """Return the network of who speaks of whom."""
    heavy: Counter[int] = Counter()
    pairs, size = array("q"), len(labels)
    for speaker, mentions in zip(columns["speaker"], columns["mentions"], strict=True):
        if speaker < 0:
            continue
        heavy[speaker] += 1
        for other in mentions:
            if other != speaker:
                heavy[other] += 1
                pairs.append(speaker * size + other)
    return _web(heavy, pairs, labels)


def named_together(columns: Columns, labels: Sequence[str]) -> Web:
    """Return the network of those whom one quotation names."""
    heavy: Counter[int] = Counter()
    pairs, size = array("q"), len(labels)
    for together in columns["mentions"]:
        if len(together) > 1:
            heavy.update(together)
            pairs.extend(one * size + other for one, other in combinations(together, 2))
    return _web(heavy, pairs, labels)


def _web(heavy: Counter[int], pairs: array, labels: Sequence[str]) -> Web:
    names = numpy.array(sorted(heavy), dtype=numpy.int64)
    lines, weight = numpy.unique(numpy.array(pairs, numpy.int64), return_counts=True)
    ends = numpy.divmod(lines, max(1, len(labels)))
    one, other = (numpy.searchsorted(names, side) for side in ends)
    return Web(names.tolist(), [labels[n] for n in names], [heavy[n] for n in names.tolist()],
               one, other, weight.astype(float))


def stand(web: Web) -> Flat:
    """Return the flat list [number, x, y, ...] of the actors of a network.

    "tall" has them once more, as they stand on a page that is higher than wide.
    """
    flat: Flat = {"a": _flat(web, WIDE), "s": [], "o": [], "tall": []}
    if len(web.names) <= BACKBONE:
        flat["tall"] = _flat(web, 1 / WIDE)
    return flat


def _flat(web: Web, wide: float) -> list[int]:
    at = stood(web, wide).tolist()
    return [n for name, (x, y) in zip(web.names, at, strict=True) for n in (name, x, y)]


def stand_said(columns: Columns, printed: Iterable[tuple[int, set[int]]]) -> Flat:
    """Return the flat lists of who said what: of the actors, statements and outlets.

    `printed` gives for each outlet the statements that it has.
    """
    tellers: dict[int, set[int]] = {}
    for speaker, statement in zip(columns["speaker"], columns["statement"], strict=True):
        tellers.setdefault(statement, set()).update((speaker,) if speaker >= 0 else ())
    actors, statements, outlets = in_columns(tellers, dict(printed), nobody=-1)
    return {letter: [n for name, (x, y) in rows for n in (name, x, y)]
            for letter, rows in (("a", sorted(actors.items())), ("s", statements.items()),
                                 ("o", outlets.items()))} | {"tall": []}


def communities_of(web: Web, size: int, most: int) -> list[int]:
    """Return the community of each of `size` actors, -1 for one outside the network.

    The page asks for them only where it draws too many nodes to show each. The `most` heaviest
    make the communities; the others, lightest last, join the one that they weigh most with.
    """
    found = [-1] * size
    if len(web.names) <= BACKBONE:
        return found
    near = ties(web)
    weight = near.sum(axis=1)
    order = numpy.lexsort((numpy.arange(len(weight)), -weight))
    part = _heaviest(web, numpy.sort(order[:most]))
    for node in order[most:].tolist():
        where = slice(near.indptr[node], near.indptr[node + 1])
        pull: Counter[int] = Counter()
        for other, much in zip(near.indices[where].tolist(), near.data[where].tolist(),
                               strict=True):
            if other in part:
                pull[part[other]] += much
        if pull:
            part[node] = min(pull, key=lambda one: (-pull[one], one))
    for node, community in part.items():
        found[web.names[node]] = community
    return found


def _heaviest(web: Web, nodes: numpy.ndarray) -> dict[int, int]:
    """Return the communities of some nodes among themselves."""
    number = {node: at for at, node in enumerate(nodes.tolist())}
    weights: Counter[tuple[int, int]] = Counter()
    for a, b, much in zip(web.one.tolist(), web.other.tolist(), web.weight.tolist(), strict=True):
        if a in number and b in number:
            ends = number[a], number[b]
            weights[min(ends), max(ends)] += int(much)
    return {int(nodes[at]): rank for at, rank in louvain(len(nodes), weights).items()}
