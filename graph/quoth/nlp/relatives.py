"""Sources beside relative clauses and asides: "Ann Roe, who", "whose husband said"."""

from __future__ import annotations

import re

from quoth.forms import altered
from quoth.nlp.layout import Layout
from quoth.records import Attribution, Span

_RELATIVE = re.compile(r"(?:who|whose|which)\s+\w")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'&-]*(?: (?:(?:of|for|the|and|de|al) )?[A-Z][\w’'&-]*)*$")
ADDRESSED = re.compile(r"(?:(?:has|have|had)\s+)?(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?"
                       r"\b(?:told|informed|asked|warned|advised|reminded|assured|charged|fined)\b",
                       re.IGNORECASE)
_WHO = re.compile(r"\bwho(?= (?:(?:has|had|have|also|later|then|once|himself|herself) ){0,2}$)")
_WHOSE_KIN = re.compile(r"whose (?:[\w’'-]+ ){0,4}[\w’'-]+")
_AFTER_ASIDE = re.compile(r"(?:[A-Z][\w.’'-]*,? )+(?<=, )(?=(?:the )?(?:[a-z-]+ ){1,3}[A-Z])"
                          r"(?!.*(?:,| of | and | from | at | to | for ))")
_OWN_KIN = re.compile(r", (?:whose (?=.*[A-Z][\w’'-]*$)|(?=whose))"
                      r"(?P<kin>(?:[\w’'-]+ ){1,4}[\w’'-]+)$")


def by_who(layout: Layout, attribution: Attribution) -> Attribution:
    """Give words without a source to the "who" before their cue: "off Ann Roe, who | said | C"."""
    cue = attribution.cue
    who = _WHO.search(layout.text, max(0, cue.start - 30), cue.start) if cue else None
    if who is None or cue is None or ADDRESSED.match(layout.text, cue.start):
        return attribution
    return altered(attribution, source=Span(*who.span()))


def behind_aside(layout: Layout, source: Span) -> Span:
    """Leave out the name of an aside: "read by her agent, | Tom Lee, | skater Ann Roe said"."""
    aside = layout.text.endswith(", ", 0, source.start) and _AFTER_ASIDE.match(layout.text, *source)
    return Span(aside.end(), source.end) if aside else source


def with_first(layout: Layout, source: Span) -> Span:
    """Give a source the name that opens its sentence before "and": "P&O | and the coastguard"."""
    if not layout.text.startswith("and ", source.start):
        return source
    before, sentence = source.start - 1, layout.sentence_of(source.start)
    name = _NAME_BEFORE.search(layout.text, max(0, before - 80), before)
    lead = layout.text[sentence.start : name.start()] if name and sentence else "-"
    if lead.lower() not in ("", "the ", "both ", "both the "):
        return Span(source.start + 4, source.end)
    return Span(sentence.start if sentence else source.start, source.end)


_READ_BY = re.compile(r", (?:in an? (?:[\w-]+ )?(?:message|letter|note|speech|statement) )?"
                      r"(?:read(?: out| aloud)?|delivered|conveyed|relayed)"
                      r"(?: (?:in|at|to|on) [\w’' -]{2,30}?)? by ")


def with_head(layout: Layout, source: Span, cue: Span | None) -> Span:
    """Give a relative clause the name that it follows: "Unesco, | which runs two schools"."""
    own = _OWN_KIN.search(layout.text, *source) if cue and cue.start - source.end == 1 else None
    if own:
        return Span(own.start("kin"), source.end)  # "Ann Roe, whose | father Tom Roe | said"
    author = _read_by(layout, source, cue)
    if author is not None:
        return author
    if not _RELATIVE.match(layout.text, *source):
        return source
    if cue and cue.start - source.end == 1 and _WHOSE_KIN.fullmatch(layout.text, *source):
        return source  # "Ann Roe, whose husband said"
    before = len(layout.text[: source.start].rstrip())
    if layout.text[before - 1 : before] != ",":
        return source
    name = _NAME_BEFORE.search(layout.text, max(0, before - 80), before - 1)
    return Span(name.start(), source.end) if name else source


def _read_by(layout: Layout, source: Span, cue: Span | None) -> Span | None:
    """Return whose words somebody only reads out: "A letter from Roe, read by | his aide, | said".
    """
    sentence = layout.sentence_of(source.start)
    if sentence is None or cue is None or not source.end <= cue.start <= source.end + 1:
        return None
    read = _READ_BY.search(layout.text, sentence.start, source.start)
    if read is None or read.end() > source.start or set(
            layout.text[read.end() : source.start]) & set(".;:“”\""):
        return None
    return Span(sentence.start, source.end)
