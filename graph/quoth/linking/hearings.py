"""Who "the witness" is: who has given evidence in court and is no lawyer."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.salience import Context
from quoth.linking.scene import Seen

_COURT = re.compile(r"(?i)\b(?:court|inquiry|inquest|tribunal|hearing|jury|trial)\b")
_LAWYER = re.compile(r"\b(?:judge|justice|magistrate|prosecutor|counsel|lawyer|attorney|solicitor"
                     r"|barrister|kc|qc|clerk|chair\w*|coroner)\b")


def heard(seen: Seen, context: Context) -> Cluster | None:
    """Return who has given evidence where "the witness" answers the lawyers."""
    if seen.ref.text.lower() != "the witness" or not _COURT.search(context.scene.text):
        return None
    for attribution, speaker in reversed(context.spoken):
        at = attribution.source or attribution.extent
        if seen.sentence - context.scene.sentence(at.start) > 5:
            return None
        words = f"{at.of(context.scene.text)} {' '.join(t.text for t in speaker.titles)}".lower()
        if speaker.kind == "person" and not _LAWYER.search(words):
            return speaker
    return None
