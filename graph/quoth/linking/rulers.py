"""Rulers who are called by their first name: "King Harald", "Jordan's King Abdullah"."""

from __future__ import annotations

from collections.abc import Iterable

from quoth.linking.clusters import Cluster
from quoth.linking.entities import holder
from quoth.linking.knowledge_base import Person
from quoth.linking.names import fold
from quoth.linking.references import Title
from quoth.linking.scene import Scene

_CROWNS = frozenset({"king", "queen", "emperor", "empress", "sultan", "emir", "pope", "grand duke"})
_SURE = 0.9


def link_rulers(clusters: Iterable[Cluster], scene: Scene) -> None:
    """Give a ruler the entry of who reigned on the article's day under that name.

    A first name alone is enough where the title is of one land, or where one ruler alone of all
    lands bore it.
    """
    for cluster in clusters:
        crowns = (t for t in cluster.titles if t.text.lower() in _CROWNS and not t.former)
        title = next(crowns, None)
        if cluster.known is not None or title is None or not cluster.names:
            continue
        found = _ruler(cluster, title, scene)
        if found is not None:
            cluster.known, cluster.confidence = found, _SURE
            cluster.why = f"{found.id} {found.name}: {title.text} on that day"
            cluster.gender = cluster.gender or found.gender


def _ruler(cluster: Cluster, title: Title, scene: Scene) -> Person | None:
    lands = [title.of] if title.of else list(scene.base.countries)
    reigning = [p for land in lands if (p := holder(scene.base, title, land, scene.days))]
    words = {w for name in cluster.names for w in fold(name).split()}
    bearing = {p.id: p for p in reigning if words <= _words(p)}
    return next(iter(bearing.values())) if len(bearing) == 1 else None


def _words(person: Person) -> set[str]:
    return {w for name in person.names for w in fold(name).split()}
