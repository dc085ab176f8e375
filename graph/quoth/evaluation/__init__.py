"""How good is it: the scorer of extraction, speakers, statements and names."""

from quoth.evaluation.extraction import score_extraction
from quoth.evaluation.names import score_names
from quoth.evaluation.report import Report, evaluate
from quoth.evaluation.speakers import score_speakers
from quoth.evaluation.statements import score_statements

__all__ = ["Report", "evaluate", "score_extraction", "score_names", "score_speakers",
           "score_statements"]
