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

    "csv" writes two tables, `NAME-nodes.csv` and `NAME-edges.csv`, with the columns that Gephi
    looks for (Id, Source, Target, Weight). The paths written are returned.
    """
    path = Path(path)
    form = form or path.suffix.removeprefix(".")
    if form not in FORMATS:
        raise QueryError(f"no network format {form!r}: take one of {', '.join(FORMATS)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in FORMATS[form](_sorted(graph)).items():
        place = path.with_name(f"{path.stem}-{name}.csv") if name else path
        place.write_text(text, "utf-8", newline="")
        written.append(place)
    return written


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


def _graphml(graph: networkx.Graph) -> dict[str, str]:
    return {"": "\n".join(networkx.generate_graphml(graph)) + "\n"}


def _gexf(graph: networkx.Graph) -> dict[str, str]:
    """Return GEXF without the date of today that networkx writes into it."""
    text = "\n".join(networkx.generate_gexf(graph)) + "\n"
    return {"": re.sub(r' lastmodifieddate="[^"]*"', "", text)}


def _cytoscape(graph: networkx.Graph) -> dict[str, str]:
    data = networkx.cytoscape_data(graph)
    return {"": json.dumps(data, ensure_ascii=False, indent=1) + "\n"}


def _csv(graph: networkx.Graph) -> dict[str, str]:
    kind = "Directed" if graph.is_directed() else "Undirected"
    node_names = sorted({k for _, data in graph.nodes(data=True) for k in data} - {"label"})
    edge_names = sorted({k for *_, data in graph.edges(data=True) for k in data} - {"weight"})
    nodes = [[node, data.get("label", node), *(data.get(k, "") for k in node_names)]
             for node, data in graph.nodes(data=True)]
    edges = [[one, other, kind, data.get("weight", 1), *(data.get(k, "") for k in edge_names)]
             for one, other, data in graph.edges(data=True)]
    return {"nodes": _table(["Id", "Label", *node_names], nodes),
            "edges": _table(["Source", "Target", "Type", "Weight", *edge_names], edges)}


def _table(head: list[str], rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([head, *rows])
    return text.getvalue()


FORMATS: dict[str, Callable[[networkx.Graph], dict[str, str]]] = {
    "graphml": _graphml, "gexf": _gexf, "csv": _csv, "cyjs": _cytoscape,
}
