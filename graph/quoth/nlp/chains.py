"""Chains: what somebody is reported to have said inside what another says, and who passes it on.

"X said that Y had told him that C" holds a report of Y within that of X. "C, according to Y, cited
by X" and "X quoted Y as saying C" are passed on by X, whose content is all that tells of Y.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoth.forms import altered
from quoth.nlp import clauses
from quoth.nlp.contents import after_cue
from quoth.nlp.layout import Layout
from quoth.nlp.repair import covers, merged, trim, without
from quoth.nlp.rules import in_quotation, told
from quoth.nlp.sentences import split
from quoth.nlp.shelf import Shelf
from quoth.nlp.support import is_third_person
from quoth.nlp.view import View
from quoth.nlp.wordlists import word_set
from quoth.records import Attribution, Span

_SPEAKS_ALREADY = ("he", "she", "they", "it")  # in indirect speech: mostly the speaker
_PLAIN = ("rules:right", "rules:phrase", "rules:inverted", "rules:left", "rules:as")
_CITED = re.compile(r",? (?:as )?(?:cited|quoted|reported|carried|relayed) by ")
_QUOTES = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)\s+$")
_QUOTED_BY = re.compile(r"(?:\w+ ){1,3}(?:quoted|cited|reported) by (?P<by>.+?)"
                        r"(?P<cue> as \w+ing)$")
_AS_SAYING = re.compile(r" (?P<who>[^.;:“”\"\n]{3,80}?),? (?P<cue>as (?:saying|telling|writing))\b")
_PASSIVE = re.compile(r"(?:\w+ ){1,3}(?:quoted|cited|reported) by (?P<by>[^,.;:“”\"]+?)"
                      r"(?P<cue> as \w+ing) ")
_PASSED_ON = 0.7  # confidence


def quoted_inside(layout: Layout, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the quotations inside quotations that the extractor did not see."""
    shelf = Shelf(found)
    for quote in layout.outer:
        if not any(q.level == 1 for q in layout.quotes_in(quote.span)) \
                or shelf.owner(quote) is None:
            continue
        for inner in in_quotation(layout, quote):
            if _is_quoted(layout, inner) and not _is_known(shelf, inner):
                yield from _trimmed(layout, inner)


def told_inside(layout: Layout, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield what others are plainly said to have said inside the contents, in words of any form."""
    shelf = Shelf(found)
    for outer in found:
        for piece in outer.content if outer.source and not outer.attitude else ():
            for view, inner in _in_content(layout, piece):
                if _is_told(view, outer, inner) and not _is_known(shelf, inner):
                    yield from _trimmed(layout, inner)


def _is_known(shelf: Shelf, inner: Attribution) -> bool:
    cue = inner.cue
    return cue is not None and any(a.cue and a.cue.overlaps(cue) for a in shelf.near(cue))


def _trimmed(layout: Layout, inner: Attribution) -> Iterator[Attribution]:
    """Yield an attribution inside a quotation with its content trimmed; its marks are its own."""
    pieces = [p for piece in inner.content if (p := trim(layout, piece))]
    if pieces:
        yield altered(inner, content=tuple(pieces))


def _is_quoted(layout: Layout, inner: Attribution) -> bool:
    """Say whether a quotation in a quotation is what a third person said."""
    return inner.source is not None and is_third_person(layout, inner) \
        and not inner.attitude and any(
            covers(inner.content, q) for q in layout.quotes_in(inner.extent) if q.level == 1)


def _in_content(layout: Layout, piece: Span) -> Iterator[tuple[View, Attribution]]:
    """Yield what the rules see in a content, less the quotation marks around all of it."""
    whole = next((q for q in layout.quotes_in(piece) if q.start <= piece.start
                  and piece.end <= q.end), None)
    level = whole.level + 1 if whole else 0
    if whole:
        piece = Span(max(piece.start, whole.inner.start), min(piece.end, whole.inner.end))
    for span in split(layout.text, piece):
        view = layout.view(span, level)
        yield from ((view, inner) for inner in told(view))
        yield from ((view, inner) for inner in _as_saying(view))


def _as_saying(view: View) -> Iterator[Attribution]:
    """Yield "Y as saying C", which is what "X quoted" has for its content."""
    for at, (end, cue) in view.cues.items():
        if cue.tense == "ing" and view.low(at - 1) == "as" and at > 1:
            source = clauses.subject_after(view, 0)
            content = after_cue(view, end, cue)
            if source and source[1] == at - 2 and content:
                yield Attribution((content,), view.span(*source), view.span(at - 1, end - 1),
                                  cue_lemma=cue.lemma, act=cue.act, confidence=_PASSED_ON,
                                  rules=("rules:quoted as",))
            return


def _is_told(view: View, outer: Attribution, inner: Attribution) -> bool:
    """Say whether somebody else is plainly said to have spoken inside a content."""
    source, cue = inner.source, inner.cue
    if source is None or cue is None or inner.rules[0] not in (*_PLAIN, "rules:quoted as"):
        return False
    low = source.of(view.text).lower()
    if low in word_set("no third person") or low in _SPEAKS_ALREADY and outer.form != "direct":
        return False
    places = [at for at, item in enumerate(view.items) if source.contains(Span(*item[:2]))]
    speaks = bool(places) and (inner.rules[0] == "rules:quoted as" or _addresses(view, cue)
                               or _speaks(view, places[0], places[-1]))
    return speaks \
        and _is_plain(view, inner, cue) and view.low(places[0] - 1) not in ("as", "like") \
        and all(any(s.contains(part) for s in outer.content)
                for part in (source, cue, *inner.content))


def _addresses(view: View, cue: Span) -> bool:
    """Say whether a cue has a person for its object: "assured her"."""
    after = next((at for at, item in enumerate(view.items) if item.start >= cue.end), -1)
    return after > 0 and view.low(after) in word_set("object pronoun")


def _speaks(view: View, first: int, last: int) -> bool:
    """Say whether a noun phrase is somebody, and no bare noun in the singular: "member states"."""
    bare = first == last and view.tag(first) == "WORD" and not view.low(first).endswith("s")
    papers = {view.low(at) for at in range(first, last + 1)} & word_set("document")
    return not bare and not papers and clauses.is_speaker(view, (first, last))


def _is_plain(view: View, inner: Attribution, cue: Span) -> bool:
    """Say whether it has been said, and what: "will complain" and "report losses" tell neither."""
    if inner.rules[0] in ("rules:phrase", "rules:quoted as"):
        return True
    verbs = {item.low for item in view.items if cue.contains(Span(*item[:2]))}
    content = inner.content[0].of(view.text).lower()
    if content.split()[0] in _SPEAKS_ALREADY and view.tag(0) == "PRON":
        return False  # he said it over and over
    told = inner.cue_lemma in word_set("inner clause") or content.startswith("that ") \
        or inner.rules[0] != "rules:right" \
        or content.split()[0] in word_set("question word") and inner.act == "ask"
    return told and inner.cue_lemma in word_set("inner saying") and not verbs & word_set("modal")


def passed_on(layout: Layout, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with those of whom cites their sources: an agency, a paper."""
    made = []
    for attribution in found:
        made += _cited(layout, attribution) or _quoted(layout, attribution, found) \
            or _quoted_behind(layout, attribution) or [attribution]
    return made


def is_passed_on(outer: Attribution, inner: Attribution) -> bool:
    """Say whether one passes on what the other reports."""
    parts = (*inner.content, *([inner.source] if inner.source else []))
    return "rules:passed on" in outer.rules and "rules:passed on" not in inner.rules \
        and all(any(s.contains(part) for s in outer.content) for part in parts)


def _cited(layout: Layout, inner: Attribution) -> list[Attribution]:
    """Read "according to Y, cited by X"."""
    source = inner.source
    if source is None or inner.cue is None or inner.cue.start > source.start:
        return []
    sentence = _sentence(layout, source)
    match = _CITED.search(layout.text, source.start + 1, min(sentence.end, source.end + 20))
    if match is None or match.start() > source.end:
        return []
    by = _noun_phrase(layout, Span(match.end(), sentence.end))
    if by is None:
        return []
    content = tuple(part for s in inner.content for p in without(s, [Span(match.start(), by.end)])
                    if (part := trim(layout, p)))
    if not content:
        return []
    inner = altered(inner, source=Span(source.start, match.start()), content=content)
    cue = Span(match.start() + len(match[0]) - len(match[0].lstrip(", ")), match.end() - 1)
    return [inner, _outer(layout, inner, Span(inner.cue.start, match.start()), by, cue)]


def _quoted(layout: Layout, inner: Attribution, found: Sequence[Attribution]) -> list[Attribution]:
    """Read "X quoted Y as saying C" and "Y was quoted by X as saying C"."""
    inner = _quoted_by(layout, inner)
    source, cue = inner.source, inner.cue
    if source is None or cue is None or source.start > cue.end:
        return []
    by = _QUOTED_BY.fullmatch(cue.of(layout.text))
    if by and cue.contains(source):
        source = _before(layout, cue)
        inner = altered(inner, source=source)
    if by and source:
        saying = Span(cue.start + by.start("cue") + 1, cue.end)
        quoting = Span(cue.start, cue.start + by.start("by") - 1)
        who = Span(*(cue.start + n for n in by.span("by")))
        outer = _outer(layout, inner, source, who, quoting)
        content = merged(layout, [*outer.content, saying])
        return [inner, altered(outer, content=content)]
    if source is None or source.start > cue.start:
        return []
    verb = _QUOTES.search(layout.text, max(0, source.start - 12), source.start)
    if verb is None or not layout.text[source.end:cue.end].strip().startswith("as "):
        return []
    quoting = Span(verb.start(), source.start - 1)
    if any(a.cue and a.cue.overlaps(quoting) for a in found):
        return []
    quoter = _before(layout, quoting)
    if quoter is None:
        return []
    told = Span(source.start, max(cue.end, source.end))
    return [inner, _outer(layout, inner, told, quoter, quoting)]


def _quoted_behind(layout: Layout, outer: Attribution) -> list[Attribution]:
    """Read "C, X quoted Y as saying"."""
    source, cue = outer.source, outer.cue
    if source is None or cue is None or not source.start < cue.start \
            or not _QUOTES.fullmatch(f"{cue.of(layout.text)} "):
        return []
    match = _AS_SAYING.match(layout.text, cue.end)
    said = [s for s in outer.content if s.end <= source.start]
    clause = Span(_sentence(layout, source).start, source.start)
    if not said and clause.of(layout.text).endswith(", "):
        said = [part] if (part := trim(layout, clause)) else []
    if match is None or not said:
        return []
    inner = Attribution(tuple(said), Span(*match.span("who")), Span(*match.span("cue")),
                        cue_lemma="say", act="say", confidence=_PASSED_ON,
                        rules=("rules:quoted as",))
    told = merged(layout, [*said, Span(match.start("who"), match.end("cue"))])
    return [inner, altered(outer, content=told, rules=(*outer.rules, "rules:passed on"))]


def _quoted_by(layout: Layout, found: Attribution) -> Attribution:
    """Return "Y was quoted by X as saying C" with its whole cue, where an extractor took a part."""
    cue = found.cue
    match = cue and _PASSIVE.match(layout.text, cue.start)
    subject = _before(layout, cue) if match and cue else None
    if not match or cue is None or subject is None or cue.end >= match.end("cue"):
        return found
    before = Span(min(subject.start, cue.start), match.end())
    content = tuple(part for s in found.content for p in without(s, [before])
                    if (part := trim(layout, p)))
    whole = Span(cue.start, match.end("cue"))
    return altered(found, source=subject, cue=whole, content=content) if content else found


def _outer(layout: Layout, inner: Attribution, told: Span, source: Span, cue: Span) -> Attribution:
    """Return the attribution of whom passes on what another said."""
    return Attribution(merged(layout, [*inner.content, told]), source, cue, cue_lemma="cite",
                       confidence=min(_PASSED_ON, inner.confidence), rules=("rules:passed on",))


def _before(layout: Layout, verb: Span) -> Span | None:
    """Return the subject of a verb."""
    view = layout.view(_sentence(layout, verb))
    at = next((n for n, item in enumerate(view.items) if item.start == verb.start), 0)
    subject = clauses.subject_before(view, clauses.verb_start(view, at)) if at else None
    return view.span(*subject) if subject and clauses.is_speaker(view, subject) else None


def _sentence(layout: Layout, span: Span) -> Span:
    block = layout.paragraph_of(span.start)
    return next((s for s in split(layout.text, block) if s.start <= span.start < s.end), block)


def _noun_phrase(layout: Layout, span: Span) -> Span | None:
    view = layout.view(span)
    end = clauses.noun_phrase_end(view, 0)
    return view.span(0, end - 1) if end else None
