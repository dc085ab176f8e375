"""Measures of a network, as tables of plain rows: who is central, who bridges, who is answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import networkx

Row = dict[str, Any]
EXACT = 500  # nodes up to which betweenness is exact; above, as many are sampled, by a fixed seed


def communities(graph: networkx.Graph) -> dict[str, int]:
    """Return the community of every node (Louvain, fixed seed), numbered from the largest.

    Nodes go in as numbers in the order of their ids, so the answer hangs on the network alone.
    """
    names = sorted(graph)
    number = {name: index for index, name in enumerate(names)}
    weights: Counter[tuple[int, int]] = Counter()
    for one, other, weight in graph.edges(data="weight", default=1):
        a, b = number[one], number[other]
        weights[min(a, b), max(a, b)] += weight
    plain = networkx.Graph()
    plain.add_nodes_from(range(len(names)))
    plain.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(weights.items()))
    parts = networkx.community.louvain_communities(plain, weight="weight", seed=0)
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    return {names[node]: rank for rank, part in enumerate(ordered) for node in part}


def circles(graph: networkx.Graph) -> list[Row]:
    """Return one row a community of two or more, the largest first.

    `inside` is the weight between its members, `outside` the weight of their ties to all others;
    `members` names the heaviest ten.
    """
    within = communities(graph)
    parts: dict[int, list[str]] = defaultdict(list)
    for node, community in within.items():
        parts[community].append(node)
    inside, outside = Counter[int](), Counter[int]()
    for one, other, weight in graph.edges(data="weight", default=1):
        a, b = within[one], within[other]
        if a == b:
            inside[a] += weight
        else:
            outside.update({a: weight, b: weight})
    heavy = dict(graph.degree(weight="weight"))
    return [
        {"community": community, "actors": len(part),
         "speakers": sum(bool(graph.nodes[node].get("said")) for node in part),
         "inside": inside[community], "outside": outside[community],
         "members": ", ".join(graph.nodes[node].get("label", node) for node in sorted(
             part, key=lambda node: (-heavy[node], node))[:10])}
        for community, part in sorted(parts.items()) if len(part) > 1]


def centralities(graph: networkx.Graph) -> list[Row]:
    """Return one row a node: degrees, weights, PageRank, betweenness, community; central first.

    `weight_out` counts what an actor says of others, `weight_in` what others say of it; both are
    the plain weight where the network has no direction.
    """
    if not graph:
        return []
    within, rank, between = communities(graph), _pagerank(graph), _betweenness(graph)
    directed = graph.is_directed()
    found = [
        {"actor": data.get("label", node), "type": data.get("type"), "community": within[node],
         "degree": graph.degree(node),
         "weight_out": (graph.out_degree if directed else graph.degree)(node, "weight"),
         "weight_in": (graph.in_degree if directed else graph.degree)(node, "weight"),
         "pagerank": round(rank[node], 6), "betweenness": round(between[node], 6),
         "actor_id": node}
        for node, data in graph.nodes(data=True)
    ]
    return sorted(found, key=lambda row: (-row["pagerank"], row["actor_id"]))


def _pagerank(graph: networkx.Graph) -> dict[str, float]:
    return networkx.pagerank(graph, weight="weight") if graph.size() else dict.fromkeys(
        graph, 1 / len(graph))


def _betweenness(graph: networkx.Graph) -> dict[str, float]:
    """Return betweenness over undirected steps: a bridge counts in either direction."""
    plain = networkx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted((min(e), max(e)) for e in graph.edges()))
    few = None if len(plain) <= EXACT else EXACT
    return networkx.betweenness_centrality(plain, k=few, seed=0)


def reciprocity(graph: networkx.DiGraph) -> list[Row]:
    """Return one row for each two actors who speak of each other, the most balanced first.

    `balance` is the smaller count over the larger: 1 where both speak of each other equally often.
    """
    found = []
    for one, other in sorted(graph.edges()):
        if one < other and graph.has_edge(other, one):
            there, back = graph[one][other]["weight"], graph[other][one]["weight"]
            found.append({
                "one": graph.nodes[one].get("label", one),
                "other": graph.nodes[other].get("label", other),
                "one_of_other": there, "other_of_one": back,
                "balance": round(min(there, back) / max(there, back), 3),
                "one_id": one, "other_id": other})
    return sorted(found, key=lambda r: (-r["balance"], -r["one_of_other"], r["one_id"],
                                        r["other_id"]))


def bridges(graph: networkx.Graph) -> list[Row]:
    """Return the actors who link communities, the strongest bridge first.

    `said` is above 0 for those who speak, the others are spoken of by several communities.
    `spread` is the participation coefficient (Guimerà and Amaral, 2005): 0 where all of an actor's
    weight stays in one community, towards 1 where it is spread evenly over many.
    """
    within, between = communities(graph), _betweenness(graph)
    ties: dict[str, Counter[int]] = defaultdict(Counter)
    for one, other, data in graph.edges(data=True):
        ties[one][within[other]] += data.get("weight", 1)
        ties[other][within[one]] += data.get("weight", 1)
    found = [
        {"actor": graph.nodes[node].get("label", node), "type": graph.nodes[node].get("type"),
         "said": graph.nodes[node].get("said", 0), "communities": len(count),
         "spread": _spread(count),
         "betweenness": round(between[node], 6), "actor_id": node}
        for node, count in ties.items() if len(count) > 1
    ]
    return sorted(found, key=lambda r: (-r["betweenness"], -r["spread"], r["actor_id"]))


def _spread(ties: Counter[int]) -> float:
    total = ties.total()
    return round(1 - sum((weight / total) ** 2 for weight in ties.values()), 6)


def summary(graph: networkx.Graph) -> Row:
    """Return the figures of the whole network in one row."""
    parts = networkx.weakly_connected_components if graph.is_directed() else (
        networkx.connected_components)
    sizes = sorted((len(part) for part in parts(graph)), reverse=True)
    answered = graph.is_directed() and graph.size() and networkx.overall_reciprocity(graph)
    return {
        "nodes": len(graph), "edges": graph.size(), "weight": int(graph.size("weight")),
        "components": len(sizes), "largest": sizes[0] if sizes else 0,
        "communities": len(set(communities(graph).values())) if graph else 0,
        "density": round(networkx.density(graph), 6), "reciprocity": round(float(answered), 6),
    }
