"""What people are called beside their names: "Cole 'The Axe' Roe", "Lomax, known as the Duke".

Every later "the Hammer" is that person, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoth.linking.byname_places import INSIDE, KNOWN, SHORTEST, places
from quoth.linking.clusters import Cast, Cluster
from quoth.linking.names import fold, surname
from quoth.linking.scene import Scene
from quoth.records import Span

_WIDEST = 3  # capitalised words of a byname


def learn_bynames(found: Cast, scene: Scene) -> None:
    """Give the places where a byname stands to whom the article says it is of."""
    for cluster, nick in _bynames(found, scene):
        bare = re.sub(r"(?i)^the ", "", nick)
        if len(bare) < SHORTEST or fold(bare) == surname(cluster.name) or any(
                len({*map(fold, c.names)}) > 1 and fold(bare) in map(fold, c.names)
                for c in found.people if c is not cluster):
            continue
        found.bynames[fold(bare)] = cluster
        for span in places(nick, scene.text):
            if span not in found.by_span and not any(
                    span.overlaps(b) for b in (*scene.boilerplate, *found.by_span)):
                found.by_span[span] = cluster
                cluster.seen.append(scene.see(span))
        _merge(found, cluster, fold(bare))


def _merge(found: Cast, cluster: Cluster, nick: str) -> None:
    """Take in what had been made of the byname alone."""
    others = [c for c in (*found.people, *found.bodies.values()) if c is not cluster
              and c.names and c.known is None and all(
                  fold(n).removeprefix("the ") == nick for n in c.names)]
    for other in others:
        cluster.seen += other.seen
        cluster.heads |= other.heads
        cluster.ages |= other.ages
        for span in [s for s, c in found.by_span.items() if c is other]:
            found.by_span[span] = cluster
        found.people[:] = [c for c in found.people if c is not other]
        for key in [k for k, c in found.bodies.items() if c is other]:
            del found.bodies[key]


def _bynames(found: Cast, scene: Scene) -> Iterator[tuple[Cluster, str]]:
    """Yield people with what they are called."""
    for match in INSIDE.finditer(scene.text):
        rows = [c for c in found.people if any(surname(n) == fold(match["last"]) for n in c.names)]
        rows = [c for c in rows if len(rows) == 1 or any(
            fold(n).split()[0] == fold(match["first"]) for n in c.names)]
        if len(rows) == 1:
            first = found.by_span.get(Span(*match.span("first")))
            if first is not None and first is not rows[0] and len(first.names) == 1:
                _merge(found, rows[0], fold(match["first"]))
            yield rows[0], match["nick"]
    for span, cluster in sorted(found.by_span.items()):
        match = KNOWN.match(scene.text, span.end) if cluster.kind == "person" else None
        if match and len(match["nick"].split()) <= _WIDEST + 1:
            yield cluster, match["nick"]


def called(words: str, found: Cast) -> Cluster | None:
    """Return who a byname stands for: "The Hammer"."""
    return found.bynames.get(fold(re.sub(r"(?i)^the |,$", "", words)))
