"""What decides how reports are clustered, as digests: where they are those of before, nothing is
compared again.
"""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files

from quoth.records import Facts, Quotation

WORDS = ("thesaurus.txt.gz", "word-ranks.txt.gz", "wording.toml")


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


@lru_cache(maxsize=1)
def rules() -> str:
    """Return a digest of the modules and words that join what articles say."""
    folder = files("quoth.linking")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".py")),
                   key=lambda path: path.name)
    found = hashlib.sha256(f"{sys.version} {version('anyascii')}".encode())
    for path in [*paths, *(folder / "data" / name for name in WORDS)]:
        found.update(path.read_bytes())
    return found.hexdigest()
