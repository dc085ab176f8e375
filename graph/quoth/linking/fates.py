"""Who is told to have died, and ages: "Ann Roe, 74, died on Monday" has not spoken since."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.scene import Scene
from quoth.records import Span

_DIED = re.compile(r"(?:, (?:aged )?\d{1,3},| \(\d{1,3}\))?(?:,? (?:who|she|he|and \w+))?"
                   r"(?: had| has)?(?: also)? (?:died|drowned|passed away|lost (?:his|her) life"
                   r"|bled to death|(?:was|were) (?:\w+ly )?(?:killed|murdered|shot dead|strangled"
                   r"|stabbed to death|beaten to death|crushed to death|(?:found|pronounced"
                   r"|declared) dead))\b")
_AGED = re.compile(r",? (?:aged )?\(?(\d{1,2})(?=[,).;]| and )")  # "Ann Roe, 74,", "Tom Lee (16)"
_DEAD = re.compile(r"\b(?:the (?:deaths?|killing|murder|funeral|burial|inquest|manslaughter|wake"
                   r"|body|remains) (?:of|into)|(?:killed|murdered|buried|mourning)"
                   r"|death of)(?: (?:\w+[- ]year-old|\w+))? $")


def learn_fates(found: Cast, scene: Scene) -> None:
    """Note who has died, and how old people are, as the article itself tells beside a name."""
    for span, cluster in found.by_span.items():
        aged = _AGED.match(scene.text, span.end) if cluster.kind == "person" else None
        if aged is not None:
            cluster.ages.add(aged[1])
        if cluster.kind == "person" and scene.content_of(span.start) is None and (
                _has_died(span, scene.text)):
            cluster.dead = True


def _has_died(span: Span, text: str) -> bool:
    return _DIED.match(text, span.end) is not None or (
        _DEAD.search(text, max(0, span.start - 60), span.start) is not None)


def living(rows: list[Cluster]) -> list[Cluster]:
    """Return those who can have spoken: the living, or all where nobody lives."""
    return [c for c in rows if not c.dead] or rows
