"""A network as a pyvis `Network`: one look for every page, notebook and export.

Colours are Okabe and Ito's (2008), told apart by colour-blind readers too; a node's shape says the
same as its colour, an edge's dashes the same as its shade.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx

from quoth.views.layout import Places, columns, layout, radius

if TYPE_CHECKING:
    from pyvis.network import Network


class Style(NamedTuple):
    """How one type of node looks: the vis-network shape, and a colour for light and for dark."""

    name: str
    plural: str
    shape: str
    light: str
    dark: str


STYLES = {
    "person": Style("person", "people", "dot", "#0072b2", "#56b4e9"),
    "organization": Style("organization", "organizations", "square", "#d98a00", "#f0b13c"),
    "place": Style("place", "places", "triangle", "#009e73", "#2cc59a"),
    "group": Style("group", "groups", "diamond", "#c2609a", "#e29bc3"),
    "unnamed": Style("unnamed source", "unnamed", "dot", "#85817a", "#a09b92"),
    "statement": Style("statement", "statements", "box", "#5c6b7a", "#8fa0b3"),
    "outlet": Style("outlet", "outlets", "hexagon", "#b5472b", "#ef8a66"),
}


def places(graph: networkx.Graph) -> Places:
    """Return the layout that fits the network: columns where there are statements."""
    return columns(graph) if has_statements(graph) else layout(graph)


def has_statements(graph: networkx.Graph) -> bool:
    """Say whether the network is one of who said what."""
    return any(kind == "statement" for _, kind in graph.nodes(data="type"))


def drawing(graph: networkx.Graph, *, height: str = "640px") -> Network:
    """Return the network as a pyvis `Network` with fixed places and no physics.

    `pyvis.Network.add_node` looks through all nodes each time; the lists are filled directly.
    """
    from pyvis.network import Network

    net = Network(height=height, directed=graph.is_directed(), cdn_resources="in_line")
    placed = places(graph)
    net.nodes = [_node(node, data, placed[node]) for node, data in graph.nodes(data=True)]
    net.node_ids = list(graph)
    net.node_map = {node["id"]: node for node in net.nodes}
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


THEME: dict[str, Any] = {
    "background": "#fffefb", "padding": 12, "font": "Helvetica, Arial, sans-serif",
    "title": {"anchor": "start", "font": "Georgia, serif", "fontSize": 17, "offset": 14,
              "subtitleColor": "#686259", "subtitleFontSize": 12, "subtitlePadding": 5},
    "axis": {"domainColor": "#e2dcd0", "gridColor": "#efebe2", "tickColor": "#e2dcd0",
             "labelColor": "#686259", "titleColor": "#686259", "labelLimit": 240,
             "titleFontWeight": "normal"},
    "legend": {"labelColor": "#686259", "titleColor": "#686259", "titleFontWeight": "normal"},
    "view": {"stroke": None}, "bar": {"cornerRadiusEnd": 2},
    "range": {"category": [style.light for style in STYLES.values()]},
}
"""The look of the pages as a Vega-Lite configuration, for plots beside them."""

FORMS = {"direct": "#3c4654", "mixed": "#7d8593", "indirect": "#c3c6cc"}
"""A colour for each form of quotation, dark for the speaker's own words."""
