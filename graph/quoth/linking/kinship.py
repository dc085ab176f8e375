"""What somebody is to another: who has a husband can be "the wife" or "the widow" later on."""

from __future__ import annotations

import re
from types import MappingProxyType

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import singular

_PARENT, _CHILD = frozenset({"mother", "father", "parent"}), frozenset({"son", "daughter"})
_INVERSE = MappingProxyType({
    "husband": frozenset({"wife", "widow"}), "wife": frozenset({"husband", "widower"}),
    **dict.fromkeys(("son", "daughter", "child", "baby", "toddler"), _PARENT),
    **dict.fromkeys(("mother", "father"), _CHILD),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"),
                    frozenset({"grandmother", "grandfather", "grandparent"})),
    **dict.fromkeys(("brother", "sister"), frozenset({"brother", "sister", "sibling"})),
})


def inverse(seen: Seen) -> frozenset[str]:
    """Return what the owner of "her late husband" is to him: wife, widow."""
    head = "child" if seen.ref.head == "children" else singular(seen.ref.head or "")
    return _INVERSE.get(head, frozenset()) if seen.ref.owner is not None else frozenset()


def teach_kin(owner: Cluster, nouns: frozenset[str], base_gender: str | None) -> None:
    """Teach somebody the nouns that fit the gender, if it is known."""
    gender = owner.gender or base_gender
    other = {"f": {"father", "husband", "widower", "grandfather", "son", "brother"},
             "m": {"mother", "wife", "widow", "grandmother", "daughter", "sister"}}
    owner.heads |= nouns - other.get(gender or "", set())


_TOOK = r"(?:t[ao]\w+ (?:over|charge|up the post|the reins)) from|t[ao]\w+ the place of"
_FOLLOWS = re.compile(rf"\b(?:{_TOOK}|succeed(?:ed|s|ing)?|replac(?:ed|es|ing)) (?=[A-Z])")
_FOLLOWED = re.compile(r"\b(?:succeeded|replaced) (?:\w+ly )?by (?=[A-Z])")
_FORMER = re.compile(r"(?i)\b(?:predecessor|successor)\b")


def learn_followers(found: Cast, scene: Scene) -> None:
    """Learn whom somebody took over from, or handed over to: "the predecessor"."""
    if not _FORMER.search(scene.text):
        return
    starts = [(span.start, c) for span, c in found.by_span.items() if c.kind == "person"]
    for pattern, noun in ((_FOLLOWED, "successor"), (_FOLLOWS, "predecessor")):
        for match in pattern.finditer(scene.text):
            ahead = [(at, c) for at, c in starts if match.end() <= at < match.end() + 40
                     and scene.sentence(at) == scene.sentence(match.start())]
            if ahead:
                min(ahead, key=lambda row: row[0])[1].heads.add(noun)


def follower(seen: Seen, people: list[Cluster]) -> Cluster | None:
    """Return whom "her predecessor" means, where the article has said so of one person."""
    head = singular(seen.ref.head or seen.ref.text.split()[-1].lower().strip(","))
    if head not in ("predecessor", "successor") or seen.ref.plural:
        return None
    rows = [c for c in people if head in c.heads and c.names]
    return rows[0] if len(rows) == 1 else None
