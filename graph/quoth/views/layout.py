"""Where the nodes of a network stand: computed once, in Python, the same at every run.

The strongest nodes of the giant component are laid out by forces (Fruchterman and Reingold, 1991)
and moved apart until no two labels overlap; the others join the neighbour that they weigh most
with. The giant component is centred, the other components are packed in rows beneath it.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil, cos, pi, sin, sqrt

import networkx
import numpy

BACKBONE = 400  # nodes laid out by forces: all pairs repel, so the work grows with the square
STEPS = 300
GAP = 110.0  # between neighbours, in the page's units (pixels at zoom 1)
CHARACTER = 7.2  # the mean width of a character of a label
LINE = 64.0  # the height of a node with its label
WIDE = 1.6  # width over height of the whole
GOLDEN = pi * (3 - sqrt(5))

Places = dict[str, tuple[int, int]]


def layout(graph: networkx.Graph) -> Places:
    """Return whole coordinates for every node; y grows downwards, as on a screen."""
    if not graph:
        return {}
    plain = _undirected(graph)
    parts = sorted((sorted(p) for p in networkx.connected_components(plain)),
                   key=lambda part: (-len(part), part))
    giant = _component(plain, parts[0])
    low, high = _box(giant)
    giant -= (low + high) / 2
    placed = dict(zip(parts[0], giant.tolist(), strict=True))
    rest = [(part, _component(plain, part)) for part in parts[1:]]
    placed.update(_packed(rest, high - low, plain))
    return {node: (round(x), round(y)) for node, (x, y) in placed.items()}


def _undirected(graph: networkx.Graph) -> networkx.Graph:
    plain = networkx.Graph()
    for node in sorted(graph):
        plain.add_node(node, label=graph.nodes[node].get("label", node))
    for one, other, data in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1])):
        before = plain[one][other]["weight"] if plain.has_edge(one, other) else 0
        plain.add_edge(one, other, weight=before + data.get("weight", 1))
    return plain


def _component(graph: networkx.Graph, part: list[str]) -> numpy.ndarray:
    """Return the places of one connected component, in the order of `part`."""
    weight = {node: graph.degree(node, "weight") for node in part}
    strong = sorted(part, key=lambda node: (-weight[node], node))[:BACKBONE]
    places = dict(zip(strong, _forces(graph, strong), strict=True))
    _join(graph, part, places, weight)
    return numpy.array([places[node] for node in part])


def _forces(graph: networkx.Graph, nodes: list[str]) -> numpy.ndarray:
    """Return the places of the backbone; the start is a spiral, so nothing is drawn by lot."""
    index = {node: number for number, node in enumerate(nodes)}
    turn = numpy.arange(len(nodes)) * GOLDEN
    reach = numpy.sqrt(numpy.arange(len(nodes)) + 0.5)
    places = numpy.stack([WIDE * reach * numpy.cos(turn), reach * numpy.sin(turn)], 1)
    pull = numpy.zeros((len(nodes), len(nodes)))
    for one, other, data in graph.subgraph(nodes).edges(data=True):
        pull[index[one], index[other]] = pull[index[other], index[one]] = 1 + numpy.log(
            data["weight"])
    for step in range(STEPS):
        places = _step(places, pull, 0.1 * reach[-1] * (1 - step / STEPS))
    return _apart(places * GAP, [graph.nodes[node]["label"] for node in nodes])


def _step(places: numpy.ndarray, pull: numpy.ndarray, heat: float) -> numpy.ndarray:
    """Return the places after one step: all repel, neighbours attract, all sink to the middle."""
    away = places[:, None, :] - places[None, :, :]
    away[:, :, 1] *= WIDE  # as if the page were square
    far = numpy.sqrt((away**2).sum(2)) + 1e-9
    force = ((1 / far**2 - pull * far)[:, :, None] * away).sum(1) - 0.05 * places * [1, WIDE]
    size = numpy.sqrt((force**2).sum(1, keepdims=True)) + 1e-9
    return places + force / size * numpy.minimum(size, heat)


def _apart(places: numpy.ndarray, labels: list[str]) -> numpy.ndarray:
    """Return the places moved until no two boxes of node and label overlap (or 200 rounds)."""
    width = numpy.array([max(LINE, CHARACTER * min(len(label), 28) + 16) for label in labels])
    wanted = (width[:, None] + width[None, :]) / 2
    places = places.copy()
    for _ in range(200):
        dx = places[:, None, 0] - places[None, :, 0]
        dy = places[:, None, 1] - places[None, :, 1]
        over_x, over_y = wanted - numpy.abs(dx), LINE - numpy.abs(dy)
        touch = (over_x > 0) & (over_y > 0)
        numpy.fill_diagonal(touch, False)
        if not touch.any():
            break
        order = numpy.sign(numpy.subtract.outer(numpy.arange(len(labels)),
                                                numpy.arange(len(labels))))
        side_x = numpy.where(dx == 0, order, numpy.sign(dx))
        side_y = numpy.where(dy == 0, order, numpy.sign(dy))
        short = over_x < over_y  # move along the shorter way out
        places[:, 0] += 0.3 * (numpy.where(touch & short, over_x, 0) * side_x).sum(1)
        places[:, 1] += 0.3 * (numpy.where(touch & ~short, over_y, 0) * side_y).sum(1)
    return places


def _join(graph: networkx.Graph, part: list[str], places: dict[str, numpy.ndarray],
          weight: dict[str, float]) -> None:
    """Put every other node on a spiral around its strongest neighbour that has a place."""
    waiting = [node for node in part if node not in places]
    around: dict[str, int] = defaultdict(int)
    while waiting:
        later = []
        found: dict[str, str] = {}
        for node in waiting:
            near = [n for n in graph[node] if n in places]
            if near:
                found[node] = max(near, key=lambda n: (graph[node][n]["weight"], weight[n], n))
            else:
                later.append(node)
        for node, host in found.items():
            around[host] += 1
            reach = 0.45 * GAP * sqrt(around[host] + 1.5)
            turn = around[host] * GOLDEN
            places[node] = places[host] + numpy.array([reach * cos(turn), reach * sin(turn)])
        waiting = later


def _box(places: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    return places.min(0), places.max(0)


def _packed(parts: list[tuple[list[str], numpy.ndarray]], size: numpy.ndarray,
            graph: networkx.Graph) -> dict[str, list[float]]:
    """Return the places of the small components, in rows under the giant one."""
    boxes = [_framed(part, places, graph) for part, places in parts]
    area = sum(w * h for w, h, _ in boxes)
    wide = max(size[0], sqrt(area * WIDE), *(w for w, _, _ in boxes), 1) if boxes else 1
    top, x, y, tall = size[1] / 2 + LINE, 0.0, 0.0, 0.0
    placed: dict[str, list[float]] = {}
    for (part, places), (w, h, corner) in zip(parts, boxes, strict=True):
        if x and x + w > wide:
            x, y, tall = 0.0, y + tall, 0.0
        shift = numpy.array([x - wide / 2, top + y]) - corner
        placed.update(zip(part, (places + shift).tolist(), strict=True))
        x, tall = x + w, max(tall, h)
    return placed


def _framed(part: list[str], places: numpy.ndarray,
            graph: networkx.Graph) -> tuple[float, float, numpy.ndarray]:
    """Return width, height and upper left corner of a component with its labels."""
    margin = max(LINE, CHARACTER * max(min(len(graph.nodes[n]["label"]), 28) for n in part) + 24)
    low, high = _box(places)
    size = high - low + [margin, LINE * 1.4]
    return float(size[0]), float(size[1]), low - [margin / 2, LINE * 0.7]


def columns(graph: networkx.DiGraph) -> Places:
    """Return a layout in three columns for "said": speakers, their statements, outlets.

    Statements stand by their speaker, the speakers with most of them first; outlets stand at the
    mean height of what they report.
    """
    kind = {node: data.get("type") for node, data in graph.nodes(data=True)}
    told = sorted(n for n in graph if kind[n] == "statement")
    said_by = {n: min(graph.predecessors(n), default="") for n in told}
    groups: dict[str, list[str]] = defaultdict(list)
    for statement in told:
        groups[said_by[statement]].append(statement)
    order = sorted(groups, key=lambda s: (-len(groups[s]), s))
    height, y, placed = 46, 0, {}
    for speaker in order:
        for number, statement in enumerate(groups[speaker]):
            placed[statement] = (0, y + number * height)
        if speaker:
            placed[speaker] = (-620, y + (len(groups[speaker]) - 1) * height // 2)
        y += len(groups[speaker]) * height + 40
    placed.update(_outlets(graph, [n for n in graph if kind[n] == "outlet"], placed))
    middle = (y - 40) // 2
    return {node: (x, y - middle) for node, (x, y) in placed.items()}


def _outlets(graph: networkx.DiGraph, names: list[str], placed: Places) -> Places:
    """Return the outlets at the mean height of their statements, kept a line apart."""
    mean = {n: sum(placed[s][1] for s in graph.predecessors(n)) / graph.in_degree(n)
            for n in names}
    found, last = {}, -float("inf")
    for name in sorted(names, key=lambda n: (mean[n], n)):
        last = max(mean[name], last + 90)
        found[name] = (620, ceil(last))
    return found
