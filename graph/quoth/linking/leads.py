"""Whom each sentence is about: where its subject stands, as far as the order of words tells.

The first person of a sentence is its subject, unless the sentence opens with another clause ("When
Roe asked, Lee laughed", "Led by Roe, Lee") or its verb comes first ("Behind Roe sat Lee").
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoth.linking.scene import Scene, Seen

_CLAUSE = re.compile(
    r"(?:(?:And|But|So|Then|Yet),? )?(?:(?:Even |Just |Only |Soon |Shortly |Days |Hours |Years )?"
    r"(?P<finite>when|after|as|while|if|before|because|since|once|until|although|though|unless"
    r"|whenever|where)|[a-z]+ing|(?:led|asked|told|pressed|flanked|accompanied|joined|questioned"
    r"|backed|helped|urged|called|watched|followed|challenged|surrounded|represented|introduced"
    r"|interrupted|confronted|born|raised|sent|accused|elected|appointed)|according|like|unlike|in"
    r"|at|on|for|with|to|from|under|by|alongside|beside|besides|behind|near|next|opposite|during"
    r"|without|despite|among|along) ", re.I)
_INVERTED = re.compile(
    r"(?:And |But |Then )?(?:Behind|Beside|Next to|Opposite|In front of|Alongside|Among|With|Near"
    r"|Outside|Inside|Across|Also|At|In|On|Around|Up|Down|There|Here)\b[^.,;:!?“”\"\n]{0,60}?"
    r" (?:sat|sits|stood|stands|is|was|lay|lies|waited|waits|came|comes|walked|lives|lived|sleeps"
    r"|slept|works|worked|went|rode|ran) ")


_FOLLOWED = re.compile(
    r"(?:(?!, who)[^.;:!?“”\"\n]){2,80} (?:is|are|was|will be|is being|has been|is to be|would be) "
    r"(?P<verb>replaced|succeeded|followed)\b[^.;,:!?“”\"\n]{0,40}? by ")
_GAVE = re.compile(
    r",? (?:who (?:only )?(?:gave|would give) (?:only )?(?:his|her) (?:first )?name (?:only )?as"
    r"|who identified (?:him|her)self (?:only )?as|who (?:asked|wanted) to be (?:called|known as)"
    r"|known (?:only )?as|called|named|who goes by(?: the name)?) ")


def find_leads(scene: Scene) -> frozenset[int]:
    """Return where each sentence first speaks of a person, as its subject does."""
    rows: dict[int, list[Seen]] = {}
    for seen in scene.subjects:
        if _may_lead(seen, scene):
            rows.setdefault(seen.sentence, []).append(seen)
    starts = frozenset(_lead(number, row, scene) for number, row in rows.items())
    named = {role.start: name.start for role, name in scene.introductions
             if scene.text[name.ref.span.end : name.ref.span.end + 1] == ","}
    return starts | {named[start] for start in starts if start in named}


def _may_lead(seen: Seen, scene: Scene) -> bool:
    """Say whether a phrase is of one person, and no owner, and not inside what is said."""
    owning = seen.ref.kind == "pronoun" and seen.ref.text.lower() in ("his", "her", "its")
    one = scene.one_of(seen)
    several = seen.ref.plural and not one
    kind = "unnamed" if one else seen.ref.kind
    told = seen.content is not None and not scene.told_by_paper(seen.content)
    return not (owning or several or told or seen.quoted) and kind in (
        "person", "pronoun", "unnamed")


def _lead(number: int, row: list[Seen], scene: Scene) -> int:
    """Return where the subject among the people of a sentence stands."""
    subject = _behind_clause(number, row, scene) or _behind_verb(number, row, scene)
    subject = subject or _follower(number, row, scene) or row[0]
    return introduced(subject, scene) if _is_owned(subject, scene) else subject.start


def _behind_clause(number: int, row: list[Seen], scene: Scene) -> Seen | None:
    """Return the subject behind a clause that opens a sentence: Lee of "When Roe left, Lee sat"."""
    begin = scene.sentences[number]
    match = _CLAUSE.match(scene.text, begin)
    if match is None:
        return None
    inside = [s for s in scene.phrases_from(begin, row[-1].start + 1) if s.start >= match.end()]
    finite = match["finite"] is not None
    told = not finite or bool(inside) and inside[0].start > match.end() + 12
    for before, seen in pairwise([*inside]):
        between = scene.text[before.ref.span.end : seen.start]
        told = told or bool(re.search(r"\w", between))
        comma = scene.text[max(0, seen.start - 2) : seen.start] == ", "
        apposed = any(seen is name for _, name in scene.introductions)
        if comma and told and not apposed and any(seen.start == s.start for s in row):
            return next(s for s in row if s.start == seen.start)
    return None


def _behind_verb(number: int, row: list[Seen], scene: Scene) -> Seen | None:
    """Return the subject behind its verb: Lee of "Behind Roe sat Lee"."""
    match = _INVERTED.match(scene.text, scene.sentences[number])
    return next((s for s in row if s.start == match.end()), None) if match else None


def _follower(number: int, row: list[Seen], scene: Scene) -> Seen | None:
    """Return who takes over: Lee of "Roe will be replaced by Lee", who is spoken of next."""
    match = _FOLLOWED.match(scene.text, scene.sentences[number])
    rows = [s for s in row if match and s.start >= match.end()]
    return rows[-1] if rows and row[0].start < match.start("verb") else None  # type: ignore[union-attr]


def find_presented(scene: Scene) -> dict[int, Seen]:
    """Return, by where descriptions begin, the names set off behind: "His brother, Tom Roe, left".
    """
    rows = {}
    for role, name in scene.introductions:
        front = _CLAUSE.match(scene.text, scene.sentences[role.sentence])
        fronted = front is not None and front.end() == role.start  # "Next to his aunt, Tom sat"
        behind = scene.text[name.ref.span.end : name.ref.span.end + 1]
        if behind in (",", ".", "") and not fronted:
            rows[role.start] = name
    for role in scene.phrases:
        given = _GAVE.match(scene.text, role.ref.span.end) if role.ref.name is None else None
        name = given and next((n for n in scene.phrases_from(given.end(), given.end() + 1)
                               if n.ref.kind == "person" and n.ref.name), None)
        if name:
            rows[role.start] = name  # "A woman who gave her name as Maryam"
    return rows


def _is_owned(seen: Seen, scene: Scene) -> bool:
    """Say whether a phrase begins with whose it is: "Roe's deputy", "Roe | 's deputy"."""
    if seen.ref.kind != "person":
        return False
    owner = seen.ref.owner if seen.ref.name is None else None
    return scene.text.startswith(("'s ", "’s "), seen.ref.span.end) or (
        owner is not None and owner.kind == "person" and owner.span.start == seen.start)


def introduced(seen: Seen, scene: Scene) -> int:
    """Return where "Roe's deputy, the carter Ann Lee," has the name; else a place of nobody."""
    end = seen.ref.span.end
    return next((name.start for role, name in scene.introductions if role.sentence
                 == seen.sentence and seen.start <= role.start <= end + 12), seen.start + 1)
