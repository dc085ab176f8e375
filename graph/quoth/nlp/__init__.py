"""The language layer: an article in, `Annotations` out; no object of an NLP library leaves it."""

from __future__ import annotations

from quoth.nlp.annotator import Annotator, load

__all__ = ["Annotator", "load"]
