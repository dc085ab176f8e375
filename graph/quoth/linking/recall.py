"""What decides how reports are clustered, as digests: where they are those of before, nothing is
compared again.
"""

from __future__ import annotations

import hashlib

from quoth.records import Facts, Quotation


def digest_of(facts: Facts, quotation: Quotation) -> str:
    """Return a digest of all that a quotation of an article brings to the clustering."""
    return hashlib.sha256(repr(_decides(facts, quotation)).encode()).hexdigest()[:16]


def _decides(facts: Facts, one: Quotation) -> tuple:
    article = facts.article
    inside = [(m.start, m.text, m.form, m.entity) for m in facts.mentions
              if any(start <= m.start < end for start, end in one.content)]
    speaker = [entity.name for entity in facts.entities if entity.id == one.speaker]
    return (article.id, article.sha256, article.published, article.language, inside, speaker,
            [tuple(span) for span in one.content], one.id, one.text, one.form, one.act,
            one.negated, one.said_on)
