"""How good is it: the scorer of extraction, speakers, names and statements."""

from quoth.evaluation.extraction import score_extraction

__all__ = ["score_extraction"]
