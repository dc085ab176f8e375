"""Who is the I of a printed letter: the name that signs it.

A letter opens with a salutation ("Sir,", "Dear Editor,") and ends with a short line that holds a
name and no sentence ("Ann Roe, Quay Street"). Without a salutation the line must be a full name
with a place.
"""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.names import is_full
from quoth.linking.salience import Context
from quoth.linking.scene import Scene
from quoth.records import Span

_OPENS = re.compile(r"\W{0,2}(?:Sirs?|Madam|Dear (?:[A-Z]|editor|sir|madam)[\w ]{0,30}"
                    r"|To the [Ee]ditor|Editor)\s?[,:—–-]")
_LETTER = re.compile(r"(?i)\bletters?\b")
_CLOSES = re.compile(r"(?i)\W{0,2}(?:yours|sincerely|kind|best|warm|with|regards|respectfully"
                     r"|cheers|faithfully|thank)\b[\w ]{0,30},?\s*")
_BARE = re.compile(r"(?:[—–-] ?)?(?:(?:Dr|Mrs?|Ms|Prof|Rev)\.? )?[A-Z][\w.’'-]+"
                   r"(?: [A-Z][\w.’'-]*){1,3}(?P<place>(?:,| \(| —)[ \n]?\(?[A-Z][\w.,’' -]+\)?)?")
_PLACE = re.compile(r"[A-Z][\w’'-]+(?:,? [A-Z][\w’'-]+){0,3}")
_NAME = re.compile(r"(?:[—–-] ?)?(?:(?:Dr|Mrs?|Ms|Prof|Rev|Capt(?:ain)?)\.? )?"
                   r"(?P<name>[^\W\d_a-z][\w.'’-]*"
                   r"(?: [^\W\d_a-z][\w.'’-]*){1,3})\s*(?:$|[,(\n])")
_LONGEST = 100  # characters of a line that signs


def signer(at: int, context: Context) -> Cluster | None:
    """Return who signs the letter in which a character stands, if it is one and says so."""
    scene = context.scene
    lines = _lines(scene)
    here = next(n for n, line in enumerate(lines) if line.start <= at < max(line.end, at + 1)
                and (n + 1 == len(lines) or at < lines[n + 1].start))
    letter = _in_letter(lines, here, scene)
    for number, line in enumerate(lines[here + 1 :], here + 1):
        words = line.of(scene.text)
        if _OPENS.match(words):
            return None
        if _signs(words) and not _CLOSES.fullmatch(words):
            named = letter or _is_placed(words.strip(), lines[number + 1 :], scene)
            return _who(line, context) if named else None
    return None


def _is_placed(words: str, after: list[Span], scene: Scene) -> bool:
    """Say whether a line is a full name with a place, be it on the last line: an essay has none."""
    name = _BARE.fullmatch(words)
    behind = [line.of(scene.text).strip() for line in after if line.of(scene.text).strip()]
    return name is not None and bool(name["place"] or len(behind) == 1 and _PLACE.fullmatch(
        behind[0]))


def _lines(scene: Scene) -> list[Span]:
    bounds = [*scene.paragraphs, len(scene.text)]
    return [Span(a, b) for a, b in zip(bounds, bounds[1:], strict=False)]


def _in_letter(lines: list[Span], here: int, scene: Scene) -> bool:
    """Say whether a salutation stands above and no signature between, or the headline says so."""
    for line in reversed(lines[: here + 1]):
        words = line.of(scene.text).strip()
        if _OPENS.match(words):
            return True
        if line is not lines[here] and _signs(words) and line.start > 0 and len(words) > 3:
            return False
    return bool(_LETTER.search(lines[0].of(scene.text)))


def _signs(words: str) -> bool:
    """Say whether a line can sign: short, and no sentence."""
    words = words.strip()
    return 3 < len(words) <= _LONGEST and words[-1] not in ".!?:”\"" and words[0] not in "“\""


def _who(line: Span, context: Context) -> Cluster | None:
    """Return whom a signing line names: somebody of the article, or who is only named here."""
    rows = {id(c): c for span, c in context.cast.by_span.items()
            if c.kind == "person" and line.contains(span) and is_full(span.of(context.scene.text))}
    if rows:
        return next(iter(rows.values())) if len(rows) == 1 else None
    match = _NAME.match(context.scene.text, line.start, line.end)
    if match is None:
        return None
    span = Span(*match.span("name"))
    writer = Cluster("person", [span.of(context.scene.text)], seen=[context.scene.see(span)])
    context.cast.people.append(writer)
    context.cast.by_span[span] = writer
    return writer
