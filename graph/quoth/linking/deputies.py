"""Who stands next to an office: "the governor and his deputy, Ann Roe" makes her deputy governor.

So "the deputy governor" is she, and never the governor.
"""

from __future__ import annotations

from dataclasses import replace

from quoth.linking.clusters import Cluster
from quoth.linking.references import Reference, Title
from quoth.linking.salience import Context
from quoth.linking.scene import Seen

RANKS = ("deputy", "vice", "assistant", "vice-")
_NOUNS = frozenset({"deputy", "number two", "running mate"})


def teach_deputy(seen: Seen, owner: Cluster, context: Context) -> None:
    """Give whom a phrase names as "his deputy" the owner's offices, one rank lower."""
    if (seen.ref.head or "").lower() not in _NOUNS and not seen.ref.text.lower().split(",")[0] \
            .endswith("deputy"):
        return
    name = seen if seen.ref.name else context.scene.presented.get(seen.start)
    span = name and (name.ref.name_span or name.ref.span)
    other = context.cast.by_span.get(span) if span else None
    if other is None or other is owner or other.kind != "person":
        return
    known = {t.text.lower() for t in other.titles}
    other.titles += [lower(t) for t in owner.titles if not (t.honorific or t.former)
                     and _is_office(t) and f"deputy {t.text.lower()}" not in known]


def _is_office(title: Title) -> bool:
    return title.role not in ("leader", "honorific") or " " in title.text or title.text.islower()


def lower(title: Title) -> Title:
    """Return the deputy's title: deputy governor of governor."""
    return replace(title, text=f"deputy {title.text.lower()}", role=f"deputy_{title.role}")


def is_deputy(ref: Reference) -> bool:
    """Say whether a description is of somebody one rank lower: "the vice president"."""
    return any(t.text.lower().startswith(RANKS) for t in ref.titles)


def only_deputy(ref: Reference, people: list[Cluster]) -> Cluster | None:
    """Return the one person who is called somebody's deputy, for "the deputy governor"."""
    rows = [c for c in people if c.names and ("deputy" in c.heads or any(
        t.text.lower().startswith(RANKS) for t in c.titles))]
    fits = [c for c in rows if len({c.gender, ref.gender} - {None}) < 2]
    return fits[0] if len(fits) == 1 and "deputy" in fits[0].heads else None
