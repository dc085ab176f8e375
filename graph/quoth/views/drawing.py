"""A network as a pyvis `Network`: one look for every page, notebook and export.

An edge's dashes say the same as its shade.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, Any

import networkx

from quoth.views.layout import Places, columns, layout, radius
from quoth.views.looks import STYLES

if TYPE_CHECKING:
    from pyvis.network import Network


def places(graph: networkx.Graph) -> Places:
    """Return the layout that fits the network: columns where there are statements."""
    return columns(graph) if has_statements(graph) else layout(graph)


def has_statements(graph: networkx.Graph) -> bool:
    """Say whether the network is one of who said what."""
    return any(kind == "statement" for _, kind in graph.nodes(data="type"))


def drawing(graph: networkx.Graph, *, height: str = "640px", edges: bool = True) -> Network:
    """Return the network as a pyvis `Network` with fixed places and no physics.

    `edges` may stay out where only the nodes count. `pyvis.Network.add_node` looks through all
    nodes each time; the lists are filled directly.
    """
    from pyvis.network import Network

    net = Network(height=height, directed=graph.is_directed(), cdn_resources="in_line")
    placed = places(graph)
    net.nodes = [_node(node, data, placed[node]) for node, data in graph.nodes(data=True)]
    net.node_ids = list(graph)
    net.node_map = {node["id"]: node for node in net.nodes}
    if edges:
        net.edges = [_edge(one, other, data, graph.is_directed())
                     for one, other, data in graph.edges(data=True)]
    net.toggle_physics(False)
    return net


def _node(node: str, data: dict[str, Any], place: tuple[int, int]) -> dict[str, Any]:
    style = STYLES.get(data.get("type", ""), STYLES["unnamed"])
    weight = data.get("said", 0) + data.get("spoken_of", 0)
    return {"id": node, "label": data.get("label", node), "shape": style.shape,
            "color": style.light, "size": radius(weight), "x": place[0], "y": place[1],
            "title": f"{data.get('label', node)} ({style.name})"}


def _edge(one: str, other: str, data: dict[str, Any], directed: bool) -> dict[str, Any]:
    weight = data.get("weight", 1)
    edge = {"from": one, "to": other, "width": round(1 + log2(weight), 2), "title": str(weight),
            "dashes": bool(data.get("indirect")) and data["indirect"] == weight}
    return {**edge, "arrows": "to"} if directed else edge


def node_rows(graph: networkx.Graph) -> list[dict[str, Any]]:
    """Return one row a node with its place and look, for plots: heaviest first, y grows upwards."""
    found = []
    for node, (x, y) in places(graph).items():
        data = graph.nodes[node]
        style = STYLES.get(data.get("type", ""), STYLES["unnamed"])
        found.append({
            "node": data.get("label", node), "type": data.get("type"), "said": data.get("said", 0),
            "spoken_of": data.get("spoken_of", 0), "x": x, "y": -y, "color": style.light,
            "shape": SYMBOLS.get(style.shape, style.shape), "node_id": node})
    return sorted(found, key=lambda r: (-r["said"] - r["spoken_of"], r["node_id"]))


def link_rows(graph: networkx.Graph) -> list[dict[str, Any]]:
    """Return one row an edge with the places of its ends, for plots: heaviest first."""
    at = places(graph)
    found = [
        {"one": graph.nodes[a].get("label", a), "other": graph.nodes[b].get("label", b),
         "weight": data.get("weight", 1), **{k: v for k, v in data.items() if k != "weight"},
         "x": at[a][0], "y": -at[a][1], "x2": at[b][0], "y2": -at[b][1], "one_id": a, "other_id": b}
        for a, b, data in graph.edges(data=True)]
    return sorted(found, key=lambda r: (-r["weight"], r["one_id"], r["other_id"]))


SYMBOLS = {"dot": "circle", "triangle": "triangle-up", "box": "square", "hexagon": "circle"}
FORMS = {"direct": "#3c4654", "mixed": "#7d8593", "indirect": "#c3c6cc"}
"""A colour for each form of quotation, dark for the speaker's own words."""

THEME: dict[str, Any] = {
    "background": "#fffefb", "padding": {"left": 34, "right": 16, "top": 14, "bottom": 14},
    "font": "Helvetica, Arial, sans-serif",
    "title": {"anchor": "start", "font": "Georgia, serif", "fontSize": 18, "offset": 16,
              "color": "#1e1c19", "subtitleColor": "#686259", "subtitleFontSize": 12.5,
              "subtitlePadding": 6},
    "axis": {"domainColor": "#e2dcd0", "gridColor": "#efebe2", "tickColor": "#e2dcd0",
             "labelColor": "#45403a", "titleColor": "#686259", "labelLimit": 230,
             "labelFontSize": 12, "titleFontWeight": "normal", "titlePadding": 8},
    "axisY": {"ticks": False, "labelPadding": 8}, "axisBand": {"grid": False, "domain": False},
    "legend": {"labelColor": "#45403a", "titleColor": "#686259", "labelFontSize": 12,
               "titleFontWeight": "normal"},
    "view": {"stroke": None}, "bar": {"cornerRadiusEnd": 2, "color": "#0072b2"},
    "circle": {"color": "#0072b2", "opacity": 0.9}, "point": {"color": "#0072b2", "filled": True},
    "rect": {"cornerRadius": 3}, "text": {"color": "#1e1c19", "fontSize": 11.5},
    "range": {"category": [style.light for style in STYLES.values()],
              "ordinal": list(FORMS.values()), "heatmap": ["#f6e9e2", "#a3262a"],
              "ramp": ["#f6e9e2", "#a3262a"]},
}
"""The look of the pages as a Vega-Lite configuration, for plots beside them."""


def theme() -> dict[str, Any]:
    """Return the look of the pages as a theme of Altair.

    `altair.theme.register("quoth", enable=True)(quoth.theme)` turns it on; ordinal colours are then
    those of direct, mixed and indirect quotations.
    """
    return {"config": THEME}
