"""What was clustered before: a speaker whose reports have not changed is not compared again.

What is kept is named by a digest of all that decides it: the reports, and the rules and words by
which they are compared. So it is never out of date; what is not there is worked out.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from quoth.errors import StoreError
from quoth.records import Facts, Quotation

NAME = "clusters.json"
WORDS = ("thesaurus.txt.gz", "word-ranks.txt.gz", "wording.toml")

Groups = list[list[int]]


class Recall:
    """Groups of numbered reports, by what they were made from; `used` are those asked for.

    >>> recall = Recall()
    >>> recall.groups("a", 2, make=lambda: [[0, 1]])
    [[0, 1]]
    >>> recall.groups("a", 2, make=lambda: [])
    [[0, 1]]
    """

    def __init__(self, known: dict[str, Groups] | None = None) -> None:
        self._known = known or {}
        self.used: dict[str, Groups] = {}

    @classmethod
    def load(cls, folder: Path | None) -> Recall:
        """Return what was saved in a folder; nothing where it can't be read."""
        try:
            known = json.loads((folder / NAME).read_bytes()) if folder else {}
        except (OSError, ValueError):
            known = {}
        return cls(known if isinstance(known, dict) else {})

    def save(self, folder: Path) -> None:
        """Keep what was used in a folder, whole or not at all."""
        if self.used == self._known and (folder / NAME).is_file():
            return
        part = folder / f".{NAME}.part"
        try:
            part.write_text(json.dumps(self.used, sort_keys=True), "ascii")
            part.replace(folder / NAME)
        except OSError as error:
            raise StoreError(f"cannot write {folder / NAME}: {error.strerror}") from error

    def groups(self, digest: str, size: int, *, make: Callable[[], Groups]) -> Groups:
        """Return the groups of so many reports; `make` works them out where they are not known."""
        found = self.used.get(digest) or self._known.get(digest)
        if not _whole(found, size):
            found = make()
        self.used[digest] = found
        return found


def _whole(groups: object, size: int) -> bool:
    """Say whether these are groups in which each number stands once."""
    try:
        return sorted(n for group in groups for n in group) == list(range(size))
    except TypeError:
        return False


def digest_of(rows: Sequence[tuple[Facts, Quotation]]) -> str:
    """Return a digest of all that decides how these reports of one speaker are clustered."""
    found = hashlib.sha256(rules().encode())
    for facts, quotation in rows:
        found.update(repr(_decides(facts, quotation)).encode())
    return found.hexdigest()[:32]


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
    """Return a digest of the modules and words that compare wordings, and of what they stand on."""
    folder = files("quoth.linking")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".py")),
                   key=lambda path: path.name)
    found = hashlib.sha256(f"{sys.version} {version('anyascii')}".encode())
    for path in [*paths, *(folder / "data" / name for name in WORDS)]:
        found.update(path.read_bytes())
    return found.hexdigest()
