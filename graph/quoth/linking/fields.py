"""What office holders are over: the finance chief is the chief financial officer."""

from __future__ import annotations

from quoth.linking.references import Title


def is_over(field: str, title: Title) -> bool:
    """Say whether a title is of a field by the stem of the word: chief financial officer, of
    finance."""
    words = f"{title.text} {title.of or ''}".lower().split()
    return any(w == field or len(field) > _STEM and w.startswith(field[:_STEM]) for w in words)


_STEM = 6  # letters that finance and financial, operations and operating have in common
HEADING = frozenset({"executive", "chief_executive", "director", "leader", "manager", "head",
                      "chair", "official"})
