"""Where the nodes of a network stand in drawings of notebooks: the same at every run.

The graph page does the same in the browser (`templates/graph/layout.js`), so that an article more
needs no layout; up to rounding nodes stand there where they stand here.

The strongest nodes of a component are laid out by their distances in the network and moved apart
until no two labels overlap; the others join the neighbour that they weigh most with. The giant
component is centred, the other components are packed in rows beneath it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from math import ceil, cos, pi, sin, sqrt
from typing import Any, NamedTuple

import networkx
import numpy
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, shortest_path

BACKBONE = 300  # nodes laid out by distances: all pairs count, so the work grows with the square
DENSE = 60  # nodes above which distances alone make a ball, and springs show the communities
ALIKE = 6  # nodes up to which another component may well have the same form
ROUNDS = 120
STILL = 1e-4  # of the distance of neighbours: a step below this one changes no pixel
GAP = 130.0  # between neighbours, in the page's units (pixels at zoom 1)
CHARACTER = 0.54  # the width of a character of a label, of its font size
LINE = 34.0  # the least space between the components
COLUMN = 430  # from the statements to the speakers, and to the outlets
WIDE = 1.3  # width over height of the whole
GOLDEN = pi * (3 - sqrt(5))

Places = dict[str, tuple[int, int]]


def radius(weight: float) -> int:
    """Return a node's radius in pixels: its area grows with its weight."""
    return round(min(40.0, 7 + 5 * sqrt(weight)))


class Web(NamedTuple):
    """A network as arrays: what its nodes are called, in their order, what each weighs, and which
    two nodes, by number, each line joins.
    """

    names: list
    labels: list[str]
    heavy: list[int]
    one: numpy.ndarray
    other: numpy.ndarray
    weight: numpy.ndarray


def layout(graph: networkx.Graph, *, wide: float = WIDE) -> Places:
    """Return whole coordinates for every node; y grows downwards, as on a screen.

    `wide` is the width over the height that the whole should have.
    """
    names = sorted(graph)
    number = {name: index for index, name in enumerate(names)}
    data = [graph.nodes[name] for name in names]
    ends = [(number[a], number[b], weight) for a, b, weight in graph.edges(
        data="weight", default=1)]
    web = Web(names, [row.get("label", name) for row, name in zip(data, names, strict=True)],
              [row.get("said", 0) + row.get("spoken_of", 0) for row in data],
              *numpy.array(ends or numpy.empty((0, 3)), float).T)
    return dict(zip(names, map(tuple, stood(web, wide).tolist()), strict=True))


def stood(web: Web, wide: float = WIDE) -> numpy.ndarray:
    """Return the whole coordinates of the nodes of a network, one row each."""
    if not web.names:
        return numpy.zeros((0, 2), int)
    near = ties(web)
    boxes = numpy.array([_box_of(*node, wide) for node in zip(web.labels, web.heavy, strict=True)])
    giant, *rest = _parts(near)
    places = numpy.zeros((len(web.names), 2))
    low, high = _box(found := _component(near, giant, boxes, wide))
    places[giant] = found - (low + high) / 2
    small = [(part, _component(near, part, boxes, wide)) for part in rest]
    for part, at in _packed(small, high - low, boxes, wide):
        places[part] = at
    return places.round().astype(int)


def ties(web: Web) -> csr_array:
    """Return the weights between the nodes in both directions, without loops."""
    apart = web.one != web.other
    one, other, weight = (side[apart] for side in (web.one, web.other, web.weight))
    both = numpy.concatenate([one, other]), numpy.concatenate([other, one])
    return coo_array((numpy.tile(weight, 2), both), (len(web.names),) * 2).tocsr()


def _parts(ties: csr_array) -> list[numpy.ndarray]:
    """Return the components, the largest first, as sorted numbers of nodes."""
    count, label = connected_components(ties, directed=False)
    order = numpy.argsort(label, kind="stable")
    parts = numpy.split(order, numpy.searchsorted(label[order], numpy.arange(1, count)))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _box_of(label: str, heavy: int, wide: float) -> tuple[float, float]:
    """Return the width and height of a node with its label; a narrow page writes larger."""
    reach = radius(heavy)
    font = (15 if wide >= 1 else 19) + reach / 7
    return max(2 * reach, CHARACTER * font * min(len(label), 30)) + 14, 2 * reach + 2.1 * font


def _component(ties: csr_array, part: numpy.ndarray, boxes: numpy.ndarray,
               wide: float) -> numpy.ndarray:
    """Return the places of one connected component, in the order of `part`."""
    if len(part) == 1:
        return numpy.zeros((1, 2))
    if len(part) <= BACKBONE:
        weight, around = _between(ties, part), boxes[part]
        if len(part) > ALIKE:
            return _by_weight(weight, around, wide)
        return _by_weight_small(weight.tobytes(), around.tobytes(), len(part), wide)
    own = ties[part][:, part] if len(part) < ties.shape[0] else ties
    weight = own.sum(axis=1)
    strong = numpy.argsort(-weight, kind="stable")[:BACKBONE]
    places = numpy.full((len(part), 2), numpy.nan)
    places[strong] = _forces(own[strong][:, strong].toarray(), boxes[part[strong]], wide)
    _join(own, places, weight)
    return places


def _between(ties: csr_array, part: numpy.ndarray) -> numpy.ndarray:
    """Return the weights between the nodes of a component; to take them out of the whole as an
    array of their own takes scipy ten times as long.
    """
    found = numpy.zeros((len(part), len(part)))
    for row, node in enumerate(part.tolist()):
        where = slice(ties.indptr[node], ties.indptr[node + 1])
        found[row, numpy.searchsorted(part, ties.indices[where])] = ties.data[where]
    return found


def _by_weight(weight: numpy.ndarray, boxes: numpy.ndarray, wide: float) -> numpy.ndarray:
    """Return the places of nodes that are laid out from the heaviest on."""
    order = numpy.argsort(-weight.sum(1), kind="stable")
    places = numpy.empty((len(weight), 2))
    places[order] = _forces(weight[numpy.ix_(order, order)], boxes[order], wide)
    return places


@lru_cache(maxsize=4096)
def _by_weight_small(weight: bytes, boxes: bytes, size: int, wide: float) -> numpy.ndarray:
    return _by_weight(numpy.frombuffer(weight).reshape(size, size),
                      numpy.frombuffer(boxes).reshape(size, 2), wide)


def _forces(weight: numpy.ndarray, boxes: numpy.ndarray, wide: float) -> numpy.ndarray:
    """Return the places of the backbone; the start is a spiral, so nothing is drawn by lot."""
    turn = numpy.arange(len(weight)) * GOLDEN
    reach = numpy.sqrt(numpy.arange(len(weight)) + 0.5)
    start = numpy.stack([reach * numpy.cos(turn), reach * numpy.sin(turn)], 1)
    places = _relaxed(start, weight)
    if len(weight) > DENSE:
        places = _springs(places, numpy.log1p(weight))
    places = _turned(places) * GAP * sqrt(max(wide, 1 / wide))
    places[:, 1] /= max(wide, 1 / wide)
    return _stretched(_apart(places if wide >= 1 else places[:, ::-1], boxes), wide)


def _relaxed(start: numpy.ndarray, weight: numpy.ndarray) -> numpy.ndarray:
    """Return the places of a network; most parts of a network have two nodes or three, and are
    alike."""
    if len(weight) > ALIKE:
        return _stress(start, _distances(weight))
    return _relaxed_small(start.tobytes(), weight.tobytes(), len(weight)).copy()


@lru_cache(maxsize=4096)
def _relaxed_small(start: bytes, weight: bytes, size: int) -> numpy.ndarray:
    places = numpy.frombuffer(start).reshape(size, 2)
    return _stress(places, _distances(numpy.frombuffer(weight).reshape(size, size)))


def _stretched(places: numpy.ndarray, wide: float) -> numpy.ndarray:
    """Return the places drawn out, by 1.5 at most, towards the shape of the page."""
    across, down = numpy.ptp(places, axis=0) + 1
    return places * [min(1.5, max(1, wide * down / across)), min(1.5, max(1, across / wide / down))]


def _distances(weight: numpy.ndarray) -> numpy.ndarray:
    """Return the wanted distances: steps in the network, far ones shortened so that chains fold."""
    steps = shortest_path(weight > 0, unweighted=True)
    far = numpy.where(numpy.isinf(steps), 3, steps)
    return far**0.8 + 0.25 * (1 - 1 / (1 + numpy.log1p(weight)))


def _stress(places: numpy.ndarray, wanted: numpy.ndarray) -> numpy.ndarray:
    """Return places whose distances come near the wanted ones (Gansner et al., 2004).

    Each node moves to where its distances ask for, all at once, half of the way. No step goes
    through BLAS, whose sums hang on the number of threads.
    """
    if len(places) < 2:
        return places
    weight = 1 / (wanted + numpy.eye(len(places))) ** 2
    numpy.fill_diagonal(weight, 0)
    total = weight.sum(1)
    for _ in range(2 * ROUNDS):
        dx, dy = (numpy.subtract.outer(places[:, i], places[:, i]) for i in (0, 1))
        pull = weight * (wanted / (numpy.sqrt(dx * dx + dy * dy) + 1e-9) - 1)
        step = 0.5 * numpy.stack([(pull * dx).sum(1), (pull * dy).sum(1)], 1) / total[:, None]
        places = places + step
        if numpy.abs(step).max() < STILL:
            break
    return places - places.mean(0)


def _springs(places: numpy.ndarray, pull: numpy.ndarray) -> numpy.ndarray:
    """Return the places after springs have drawn communities together (Fruchterman, Reingold)."""
    size = sqrt(len(places))
    places = places / (numpy.abs(places).max() + 1e-9) * size
    for step in range(ROUNDS):
        dx, dy = (numpy.subtract.outer(places[:, i], places[:, i]) for i in (0, 1))
        far = numpy.sqrt(dx * dx + dy * dy) + 1e-9
        push = 1 / far**2 - pull * far / size
        force = numpy.stack([(push * dx).sum(1), (push * dy).sum(1)], 1) - 0.08 * places
        long = numpy.sqrt((force**2).sum(1, keepdims=True)) + 1e-9
        places = places + force / long * numpy.minimum(long, 0.1 * size * (1 - step / ROUNDS))
    return _evened(places)


def _evened(places: numpy.ndarray) -> numpy.ndarray:
    """Return the places at the usual scale, outliers nearer to the middle."""
    gap = numpy.sort(numpy.sqrt(((places[:, None] - places[None]) ** 2).sum(2)), 1)[:, 1]
    places = places / numpy.median(gap) * 0.8  # the usual nearest neighbour stands 0.8 gaps away
    reach = numpy.sqrt((places**2).sum(1, keepdims=True)) + 1e-9
    usual = numpy.median(reach)
    return places * numpy.where(reach > usual, (usual / reach) ** 0.35, 1)


def _turned(places: numpy.ndarray) -> numpy.ndarray:
    """Return the places with their longest direction along the page."""
    if len(places) < 3:
        return places - places.mean(0) if len(places) == 1 else places
    x, y = (places - places.mean(0)).T
    angle = 0.5 * numpy.arctan2(2 * (x * y).mean(), (x * x).mean() - (y * y).mean())
    return numpy.stack([x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)], 1)


def _apart(places: numpy.ndarray, boxes: numpy.ndarray) -> numpy.ndarray:
    """Return the places moved until no two boxes of node and label overlap (or 500 rounds)."""
    wide, high = ((boxes[:, None, axis] + boxes[None, :, axis]) / 2 for axis in (0, 1))
    numpy.fill_diagonal(wide, 0)
    order = numpy.sign(numpy.subtract.outer(numpy.arange(len(boxes)), numpy.arange(len(boxes))))
    x, y = places[:, 0].copy(), places[:, 1].copy()
    for _ in range(500):
        dx, dy = numpy.subtract.outer(x, x), numpy.subtract.outer(y, y)
        over_x, over_y = wide - numpy.abs(dx), high - numpy.abs(dy)
        touch = (over_x > 0) & (over_y > 0)
        if not touch.any():
            break
        along = touch & (over_x < over_y)  # move along the shorter way out
        x += _push(along, over_x, dx, order)
        y += _push(touch & ~along, over_y, dy, order)
    return numpy.stack([x, y], 1)


def _push(who: numpy.ndarray, over: numpy.ndarray, away: numpy.ndarray,
          order: numpy.ndarray) -> numpy.ndarray:
    """Return how far each node is pushed along one axis by those that it overlaps with."""
    side = numpy.where(away == 0, order, numpy.sign(away))
    return (numpy.where(who, over + 1, 0) * side).sum(1) / (who.sum(1) + 1)


def _join(ties: csr_array, places: numpy.ndarray, weight: numpy.ndarray) -> None:
    """Put every other node on a spiral around its strongest neighbour that has a place."""
    waiting = numpy.flatnonzero(numpy.isnan(places[:, 0])).tolist()
    placed = ~numpy.isnan(places[:, 0])
    around: dict[int, int] = defaultdict(int)
    while waiting:
        later = []
        found: dict[int, int] = {}
        for node in waiting:
            where = slice(ties.indptr[node], ties.indptr[node + 1])
            near = ties.indices[where]
            if placed[near].any():
                here = placed[near]
                order = numpy.lexsort((near[here], weight[near[here]], ties.data[where][here]))
                found[node] = int(near[here][order[-1]])
            else:
                later.append(node)
        for node, host in found.items():
            around[host] += 1
            reach = 0.45 * GAP * sqrt(around[host] + 1.5)
            turn = around[host] * GOLDEN
            places[node] = places[host] + [reach * cos(turn), reach * sin(turn)]
            placed[node] = True
        waiting = later


def _box(places: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    return places.min(0), places.max(0)


def _packed(parts: list[tuple[numpy.ndarray, numpy.ndarray]], size: numpy.ndarray,
            boxes: numpy.ndarray, wide: float) -> Iterator[tuple[numpy.ndarray, numpy.ndarray]]:
    """Yield the small components with their places, in rows under the giant one."""
    frames = [_framed(boxes[part], places) for part, places in parts]
    area = sum(w * h for w, h, _ in frames)
    room = max(size[0], sqrt(area * wide), *(w for w, _, _ in frames), 1) if frames else 1
    top, x, y, tall = size[1] / 2 + 2 * LINE, 0.0, 0.0, 0.0
    for (part, places), (w, h, corner) in zip(parts, frames, strict=True):
        if x and x + w > room:
            x, y, tall = 0.0, y + tall, 0.0
        yield part, places + numpy.array([x - room / 2, top + y]) - corner
        x, tall = x + w, max(tall, h)


def _framed(boxes: numpy.ndarray, places: numpy.ndarray) -> tuple[float, float, numpy.ndarray]:
    """Return width, height and upper left corner of a component with its labels."""
    low, high = (places - boxes / 2).min(0), (places + boxes / 2).max(0)
    width, height = high - low + 20
    return float(width), float(height), low


def columns(graph: networkx.DiGraph) -> Places:
    """Return a layout in three columns for "said": speakers, their statements, outlets."""
    kind = {node: data.get("type") for node, data in graph.nodes(data=True)}
    sides = in_columns(
        {node: {*graph.predecessors(node)} for node in graph if kind[node] == "statement"},
        {node: {*graph.predecessors(node)} for node in graph if kind[node] == "outlet"}, nobody="")
    return {node: at for side in sides for node, at in side.items()}


def in_columns(tellers: Mapping[Any, Collection], printed: Mapping[Any, Collection], *,
               nobody: Any) -> tuple[Places, Places, Places]:
    """Return where speakers, statements and outlets stand, in three columns.

    `tellers` are the speakers of each statement, `printed` the statements of each outlet; `nobody`
    comes before all speakers. Statements stand by their first speaker, in their order, the speakers
    with most of them first; outlets stand at the mean height of what they report.
    """
    groups: dict[Any, list] = defaultdict(list)
    others: dict[Any, list] = defaultdict(list)
    for statement, speakers in tellers.items():
        first = min(speakers, default=nobody)
        groups[first].append(statement)
        for speaker in speakers:
            others[speaker].append(statement)
    height, y, told, actors = 42, 0, {}, {}
    for speaker in sorted(groups, key=lambda s: (-len(groups[s]), s)):
        for number, statement in enumerate(groups[speaker]):
            told[statement] = y + number * height
        if speaker != nobody:
            actors[speaker] = y + (len(groups[speaker]) - 1) * height // 2
        y += len(groups[speaker]) * height + 40
    for speaker in sorted(others.keys() - actors.keys()):  # speaks with another's words
        heights = [told[statement] for statement in others[speaker]]
        actors[speaker] = sum(heights) // len(heights) + 40
    outlets = _outlets(printed, told, max((*told.values(), *actors.values()), default=0))
    middle = (y - 40) // 2
    return tuple({node: (x, at - middle) for node, at in side.items()}  # type: ignore[return-value]
                 for x, side in ((-COLUMN, actors), (0, {one: told[one] for one in tellers}),
                                 (COLUMN, outlets)))


def _outlets(printed: Mapping[Any, Collection], told: Mapping[Any, int], last: int
             ) -> dict[Any, int]:
    """Return how high the outlets stand: in the order of their statements' mean height, evenly
    from top to end.
    """
    mean = {name: sum(told[s] for s in found) / len(found) for name, found in printed.items()}
    order = sorted(printed, key=lambda name: (mean[name], name))
    step = max(80, ceil(last / len(order))) if order else 0
    found = {name: step // 2 + number * step for number, name in enumerate(order)}
    return {name: found[name] for name in printed}
