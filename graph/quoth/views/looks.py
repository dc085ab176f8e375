"""How the kinds of nodes look, on every page and in every drawing.

Colours are Okabe and Ito's (2008), told apart by colour-blind readers too; a node's shape says the
same as its colour.
"""

from __future__ import annotations

from typing import NamedTuple


class Style(NamedTuple):
    """How one type of node looks: the vis-network shape, and a colour for light and for dark."""

    name: str
    plural: str
    shape: str
    light: str
    dark: str


STYLES = {
    "person": Style("person", "people", "dot", "#0072b2", "#56b4e9"),
    "organization": Style("organization", "organizations", "square", "#d98a00", "#f0b13c"),
    "place": Style("place", "places", "triangle", "#009e73", "#2cc59a"),
    "group": Style("group", "groups", "diamond", "#c2609a", "#e29bc3"),
    "unnamed": Style("unnamed source", "unnamed", "dot", "#5f5b55", "#8a857c"),
    "statement": Style("statement", "statements", "box", "#3f4d5c", "#5f7187"),
    "outlet": Style("outlet", "outlets", "hexagon", "#b5472b", "#ef8a66"),
}
