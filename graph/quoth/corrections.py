"""What people say is right or wrong: small files beside the store that win over the machine.

A correction holds the quotation as it was when somebody judged it, so that it also holds where a
later model draws the quotation otherwise or does not find it at all.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quoth.errors import QueryError, StoreError
from quoth.records import Entity, Facts, Mention, Quotation

VERDICTS = ("right", "wrong", "speaker")
SAME = 0.6  # two quotations that share this part of their characters are one
_ID = re.compile(r"[0-9a-f]{16}")
_QUOTATION = re.compile(r"q[0-9]{1,9}-[0-9]{1,9}")


@dataclass(frozen=True)
class Correction:
    """One judgement: the quotation is right, is none (wrong), or has another speaker.

    `speaker` is who spoke, None where nobody is named; with `wrong` it means nothing. `by` is the
    name of the person, `at` the time in ISO form.
    """

    verdict: str
    quotation: Quotation
    by: str
    speaker: Entity | None = None
    at: str | None = None

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise QueryError(f"{self.verdict!r} is no verdict: take {', '.join(VERDICTS)}")
        if not _ID.fullmatch(self.quotation.article) or not _QUOTATION.fullmatch(self.quotation.id):
            raise QueryError(f"{self.quotation.article}/{self.quotation.id} is no quotation")
        if not self.by.strip():
            raise QueryError("a correction needs the name of who makes it")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"verdict": self.verdict, "by": self.by, "at": self.at,
                "article": self.quotation.article,
                "speaker": self.speaker and self.speaker.to_dict(),
                "quotation": self.quotation.to_dict()}

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Correction:
        """Read back `to_dict`."""
        speaker = row.get("speaker")
        return cls(row["verdict"], Quotation.from_dict(row["quotation"]), row["by"],
                   Entity.from_dict(speaker) if speaker else None, row.get("at"))


class Corrections:
    """The corrections of a graph: `FOLDER/ARTICLE/QUOTATION.json`.

    >>> list(Corrections(None))
    []
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, store: Path | None) -> Corrections:
        """Return those that belong to a store: in `corrections`, which a new build leaves alone."""
        if store is None:
            return cls(None)
        home = store.parent if re.fullmatch(r"store|\.store-\w+", store.name) else store
        return cls(home / "corrections")

    def __iter__(self) -> Iterator[Correction]:
        for path in self._paths():
            try:
                yield Correction.from_dict(json.loads(path.read_text("utf-8")))
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                raise StoreError(f"{path} is no correction: {error}") from error

    @property
    def digest(self) -> str | None:
        """A digest of all corrections, None where there are none."""
        paths = self._paths()
        text = b"\n".join(path.read_bytes() for path in paths)
        return hashlib.sha256(text).hexdigest()[:16] if paths else None

    def put(self, correction: Correction) -> None:
        """Keep a correction, in the place of an older one of the same quotation."""
        path = self._path(correction.quotation.article, correction.quotation.id)
        text = json.dumps(correction.to_dict(), ensure_ascii=False, indent=1)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_text(text + "\n", "utf-8")
            part.replace(path)
        except OSError as error:
            raise StoreError(f"cannot write {path}: {error.strerror}") from error

    def drop(self, article: str, quotation: str) -> bool:
        """Forget a correction; say whether there was one."""
        path = self._path(article, quotation)
        there = path.is_file()
        path.unlink(missing_ok=True)
        return there

    def _path(self, article: str, quotation: str) -> Path:
        if not (self.folder and _ID.fullmatch(article) and _QUOTATION.fullmatch(quotation)):
            raise QueryError(f"{article}/{quotation} cannot be corrected")
        return self.folder / article / f"{quotation}.json"

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("*/*.json")) if self.folder else []


def corrected(facts_all: Iterable[Facts], corrections: Iterable[Correction]) -> list[Facts]:
    """Return the merged facts as they are after the corrections."""
    found: dict[str, list[Correction]] = {}
    for correction in corrections:
        found.setdefault(correction.quotation.article, []).append(correction)
    return [_article(facts, found.get(facts.article.id, ())) for facts in facts_all]


def _article(facts: Facts, corrections: Sequence[Correction]) -> Facts:
    for correction in corrections:
        if correction.quotation.content[-1].end > len(facts.article.text):
            continue  # of another text
        old = matching(correction.quotation, facts.quotations)
        facts = (_without(facts, old) if correction.verdict == "wrong"
                 else _with(facts, old, correction))
    return facts


def matching(judged: Quotation, quotations: Iterable[Quotation]) -> Quotation | None:
    """Return the quotation that was judged, as the machine has it now."""
    scored = [(_shared(judged, one), one.id == judged.id, one) for one in quotations]
    best = max(scored, key=lambda row: (row[1], row[0], row[2].id), default=None)
    return best[2] if best and (best[1] or best[0] >= SAME) else None


def _shared(one: Quotation, other: Quotation) -> float:
    """Return the part of their characters that two quotations share (Jaccard)."""
    a = {i for span in one.content for i in range(*span)}
    b = {i for span in other.content for i in range(*span)}
    return len(a & b) / max(1, len(a | b))


def _without(facts: Facts, wrong: Quotation | None) -> Facts:
    if not wrong:
        return facts
    rest = (one for one in facts.quotations if one.id != wrong.id)
    return facts.replace(quotations=tuple(
        replace(one, within=wrong.within) if one.within == wrong.id else one for one in rest))


def _with(facts: Facts, old: Quotation | None, correction: Correction) -> Facts:
    """Return the facts with the judged quotation as the person wants it."""
    speaker, judged = correction.speaker, correction.quotation
    told = "confirmed" if correction.verdict == "right" else "speaker given"
    same = speaker and speaker.id == judged.speaker
    others = {one.id for one in facts.quotations} - {old.id if old else judged.id}
    new = replace(
        judged, speaker=speaker.id if speaker else None,
        speaker_name=speaker.name if speaker else None, confidence=1.0, statement=None,
        in_capacity=judged.in_capacity if same else None,
        within=judged.within if judged.within in others else None,
        reasons=(*judged.reasons, f"{told} by {correction.by}"))
    quotations = [replace(one, within=new.id) if old and one.within == old.id else one
                  for one in facts.quotations if one.id not in (new.id, old and old.id)]
    ordered = sorted([*quotations, new], key=lambda q: (q.content[0], q.id))
    return facts.replace(quotations=tuple(ordered), entities=_entities(facts, speaker),
                         mentions=tuple(_mention(m, new, speaker) for m in facts.mentions))


def _entities(facts: Facts, speaker: Entity | None) -> tuple[Entity, ...]:
    """Return the entities with the speaker: its roles are attested in other articles."""
    if not speaker or speaker.id in {entity.id for entity in facts.entities}:
        return facts.entities
    return tuple(sorted([*facts.entities, replace(speaker, roles=())], key=lambda e: e.id))


def _mention(mention: Mention, quotation: Quotation, speaker: Entity | None) -> Mention:
    """Let the words that name the source refer to who spoke."""
    if speaker and quotation.source and mention.span == quotation.source:
        return replace(mention, entity=speaker.id)
    return mention


def gold(facts_all: Iterable[Facts], corrections: Iterable[Correction]) -> Iterator[dict[str, Any]]:
    """Yield the corrected articles as gold: what a person judged is required, the rest optional."""
    judged: dict[str, set[str]] = {}
    for one in corrections:
        judged.setdefault(one.quotation.article, set()).add(one.quotation.id)
    for facts in facts_all:
        if facts.article.id in judged:
            row = facts.to_dict(with_text=True)
            for quotation in row["quotations"]:
                known = quotation["id"] in judged[facts.article.id]
                quotation["level"] = "required" if known else "optional"
            yield row
