"""Who answers: the yes or no right after somebody's question is another's."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.salience import Context
from quoth.linking.scene import Seen

_ANSWER = re.compile(r"(?i)[“\"«‘'\s]*(?:yes|yeah|no|nope|never|maybe|perhaps|of course|not at all"
                     r"|nothing|nobody|none|always|sometimes|certainly|absolutely)\b[^\w]")


def asker(seen: Seen, context: Context) -> Cluster | None:
    """Return whose question a source answers, where its words begin as answers do."""
    if not context.spoken:
        return None
    last, cluster = context.spoken[-1]
    scene = context.scene
    rows = [scene.annotations.attributions[n] for span, n in scene.sources.near(*seen.ref.span)
            if span == seen.ref.span]
    near = scene.paragraph(last.extent.end) >= seen.paragraph - 1
    if len(rows) != 1 or last.act not in ("ask", "question") or not near:
        return None
    return cluster if _ANSWER.match(scene.text, rows[0].content[0].start) else None
