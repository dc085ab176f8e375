"""Where the bynames of an article stand: "Cole 'The Axe' Roe" makes people of "the Axe"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.records import Mention, Span

_NICK = r"[A-Z][\w-]*(?: (?:(?:of|the) )*[A-Z][\w-]*){0,3}"
INSIDE = re.compile(rf"(?P<first>[A-Z][\w’'-]+) [‘'“\"](?P<nick>{_NICK})[’'”\"] "
                     r"(?P<last>[A-Z][\w’-]+)")
KNOWN = re.compile(
    r"(?:,? \d{1,2})?,? (?:who (?:is|was) |is |was )?"
    r"(?:(?:better|also|universally|popularly|widely|affectionately|fondly|locally|simply|once"
    r"|often|still) )?(?:known|nicknamed|dubbed|called|hailed|christened|a\.?k\.?a\.?)"
    r"(?: (?:in|to|by|on|among|across) (?:[\w’'-]+ ){1,5}?)?(?: ?(?:simply )?as)?"
    rf" [‘'“\"]?(?P<nick>(?:[Tt]he )?{_NICK})[’'”\",.;)]")
SHORTEST = 3  # characters of a byname


def with_bynames(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with the places where bynames stand as names of people."""
    nicks = {m["nick"] for m in INSIDE.finditer(text)}
    nicks |= {m["nick"] for p in mentions if p.label == "PERSON" and p.form == "name"
              and (m := KNOWN.match(text, p.end))}
    if not nicks:
        return list(mentions)
    spans = [span for nick in sorted(nicks) for span in places(nick, text)]
    rest = [m for m in mentions if not any(m.span.overlaps(s) and not m.span.contains(s)
                                           or m.span == s for s in spans)]
    held = [m.span for m in rest if m.form == "name"]
    return rest + [Mention(*s, s.of(text), "PERSON") for s in spans if not any(
        s.overlaps(h) for h in held)]


def places(nick: str, text: str) -> list[Span]:
    """Return where a byname stands, without "the", in capitals."""
    bare = re.sub(r"(?i)^the ", "", nick)
    rows = re.finditer(rf"(?i)\b{re.escape(bare)}\b", text) if len(bare) >= SHORTEST else ()
    return [Span(*m.span()) for m in rows if not m[0][0].islower()]
