"""Role phrases: the titles of people, what they say of office and gender, and how they compose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quoth.linking.words import word_sets

_DEPUTIES = ("first deputy ", "deputy ", "vice ", "assistant ")
_LOCAL = frozenset({"district", "county", "city", "municipal", "divisional"})
_TIMES = frozenset({"acting", "interim", "former", "ex"})


@dataclass(frozen=True)
class RolePhrase:
    """A title or descriptor: its role class, what it is of, and what it says of gender."""

    phrase: str
    role: str
    scope: str
    kind: str
    gender: str | None = None


def known_role(low: str, roles: Mapping[str, RolePhrase]) -> RolePhrase | None:
    """Return what a title in small letters says, None where its noun is no known title.

    A deputy's class is its own; what only grades a title leaves its class alone: "associate
    justice", "senior resident magistrate".
    """
    if low in roles:
        return roles[low]
    for prefix in _DEPUTIES:
        rest = low.removeprefix(prefix)
        known = known_role(rest, roles) if rest != low else None
        if known:
            return replace(known, phrase=low, role=f"deputy_{known.role}", kind="title")
    first, _, rest = low.partition(" ")
    graded = is_grade(first) or first in _TIMES
    known = known_role(rest, roles) if graded and rest else None
    local = known is not None and known.role == "commissioner" and first in _LOCAL
    scope = "place" if local else known.scope if known else ""
    return replace(known, phrase=low, scope=scope) if known else None


def is_grade(word: str) -> bool:
    """Say whether a word before a title only says of which grade or field it is."""
    tables = word_sets().mentions
    return word in tables["grades"] or word in tables["portfolios"]


def portfolio_roles() -> dict[str, RolePhrase]:
    """Return the offices of every portfolio: fisheries minister, energy commissioner."""
    kinds = {"minister": "minister_other", "secretary": "minister_other",
             "commissioner": "commissioner", "cabinet secretary": "minister_other"}
    return {f"{portfolio} {noun}": RolePhrase(f"{portfolio} {noun}", role, "country", "title")
            for portfolio in sorted(word_sets().mentions["portfolios"])
            for noun, role in kinds.items()}
