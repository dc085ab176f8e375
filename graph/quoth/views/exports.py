"""Networks as files that other tools open: GraphML and GEXF (Gephi), CSV, Cytoscape's JSON.

Nodes and edges are written in the order of their ids, so the same network makes the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx

from quoth.errors import QueryError

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_network(graph: networkx.Graph, path: str | Path, form: str | None = None) -> list[Path]:
    """Write the network to `path`, in the format of its ending unless `form` names one.

    "nodes" and "edges" are CSV tables with the columns that Gephi looks for (Id, Source, Target,
    Weight); "csv" writes both, `NAME-nodes.csv` and `NAME-edges.csv`. The paths written are
    returned.
    """
    path = Path(path)
    form = form or path.suffix.removeprefix(".")
    if form not in FORMATS and form != "csv":
        raise QueryError(f"no network format {form!r}: take one of {', '.join((*FORMATS, 'csv'))}")
    path.parent.mkdir(parents=True, exist_ok=True)
    tidy = _sorted(graph)
    places = {name: path.with_name(f"{path.stem}-{name}.csv") for name in ("nodes", "edges")} if (
        form == "csv") else {form: path}
    for name, place in places.items():
        place.write_text(FORMATS[name](tidy), "utf-8", newline="")
    return list(places.values())


def _sorted(graph: networkx.Graph) -> networkx.Graph:
    """Return a copy in the order of the ids, with texts that XML and UTF-8 can hold."""
    copy = graph.__class__()
    for node in sorted(graph):
        copy.add_node(_clean(node), **{k: _clean(v) for k, v in sorted(graph.nodes[node].items())})
    ends = sorted(graph.edges(data=True), key=lambda e: (e[0], e[1]))
    for one, other, data in ends:
        copy.add_edge(_clean(one), _clean(other), **dict(sorted(data.items())))
    return copy


def _clean(value: Any) -> Any:
    return NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _graphml(graph: networkx.Graph) -> str:
    return "\n".join(networkx.generate_graphml(graph)) + "\n"


def _gexf(graph: networkx.Graph) -> str:
    """Return GEXF without the date of today that networkx writes into it."""
    text = "\n".join(networkx.generate_gexf(graph)) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def _cytoscape(graph: networkx.Graph) -> str:
    data = networkx.cytoscape_data(graph)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _nodes(graph: networkx.Graph) -> str:
    names = sorted({k for _, data in graph.nodes(data=True) for k in data} - {"label"})
    lines = [[node, data.get("label", node), *(data.get(k, "") for k in names)]
             for node, data in graph.nodes(data=True)]
    return _table(["Id", "Label", *names], lines)


def _edges(graph: networkx.Graph) -> str:
    kind = "Directed" if graph.is_directed() else "Undirected"
    names = sorted({k for *_, data in graph.edges(data=True) for k in data} - {"weight"})
    lines = [[one, other, kind, data.get("weight", 1), *(data.get(k, "") for k in names)]
             for one, other, data in graph.edges(data=True)]
    return _table(["Source", "Target", "Type", "Weight", *names], lines)


def _table(head: list[str], lines: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([head, *lines])
    return text.getvalue()


FORMATS: dict[str, Callable[[networkx.Graph], str]] = {
    "graphml": _graphml, "gexf": _gexf, "cyjs": _cytoscape, "nodes": _nodes, "edges": _edges,
}
