"""Records as plain rows of JSON, and back; copies of records."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

R = TypeVar("R")

_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _names(cls: type) -> dict[str, None]:
    return {one.name: None for one in fields(cls)}


def made(cls: type[R], values: dict[str, Any]) -> R:
    """Return what `cls(**values)` returns, in half the time where there is a value for each field:
    a frozen record sets them one by one. The class must have no `__post_init__`.
    """
    names = _names(cls)
    found = {**names, **values}  # in the order of the fields
    if not len(found) == len(values) == len(names):
        return cls(**values)
    one = object.__new__(cls)
    vars(one).update(found)
    return one


def plain(value: Any) -> Any:
    """Return dataclasses as dicts and tuples as lists, all the way down."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: item if item.__class__ in _PLAIN else plain(item)
                for name, item in vars(value).items()}
    if isinstance(value, tuple):
        return [item if item.__class__ in _PLAIN else plain(item) for item in value]
    return value


def altered(record: R, **parts: Any) -> R:
    """Return a copy of a record with other parts: `dataclasses.replace`, at an eighth of its time.

    For frozen records that check nothing when they are made. Raises `TypeError` for a
    part that the record lacks.
    """
    values = record.__dict__
    if not parts.keys() <= values.keys():
        raise TypeError(f"{type(record).__name__} has no {min(parts.keys() - values.keys())}")
    copy = object.__new__(type(record))
    copy.__dict__.update(values)
    copy.__dict__.update(parts)
    return copy
