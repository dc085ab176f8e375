"""Repairs of the source of one attribution: whole names, no lead, the right noun phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.forms import altered
from quoth.nlp import clauses
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import cue_forms
from quoth.nlp.relatives import ADDRESSED, behind_aside, by_who, with_first, with_head
from quoth.nlp.tokens import Token
from quoth.nlp.wordlists import closed_class, is_past, is_role, word_set, words_of
from quoth.records import Attribution, Span

_LEAD = re.compile(r"(?:\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?[:,–—-]?\s+|[A-Z][a-z]+ing, )+")
_QUANTITY = re.compile(r"\b(?:as|more|fewer|less|at|up)\s$", re.IGNORECASE)
_PHRASE = 60  # characters of a subject with a number inside
_ON = re.compile(r"\s(?:on|via|about|to)\s")
_UP_TO = re.compile(r"\bup to\s$", re.IGNORECASE)
_TIMES = re.compile(r"[\d.,]+(?: times)?")
_COURTESY = re.compile(r"\.?\s+[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_NOUN = re.compile(r"((?: [^\W\d_][\w-]*){1,3}?(?:['’]s\b|(?=[,.]| ?$)))")
_OF_THEM = re.compile(r" of (?:them|those)\b(?:, [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*(?=[,.;]))?")
_OPENS_PHRASE = ("the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "whose")
_OPEN_ASIDE = re.compile(r",\s+(?:who|whose|whom|which)\b[^,–—]*$")
_REST_OF_ASIDE = re.compile(r"[^\n.!?;:“”\"«»]{1,160},\s+$")
_SAID_TO = re.compile(r"(?:is|are|was|were)(?: \w+ly)? (?:said|believed|thought|understood|reported"
                      r"|rumou?red|known|alleged|reputed)", re.IGNORECASE)
_THINKING = re.compile(r"to be (?:\w+ly )?(?:considering|planning|weighing|thinking|hoping|mulling|"
                       r"contemplating)\b")  # a thought of whom it is said of
_PUBLISHED = re.compile(r" (?:published|released|issued|conducted|commissioned|compiled|obtained"
                        r"|seen|collected|provided|reviewed|shared|posted)(?: (?:by|on|in|from))?$")
_TO_MARK = re.compile(r" (?:(?:by|on|in|from|for|to|this|last)\b|[A-Z]|(?:the|a|an|its|their) )"
                      r"[^.,;:\n–—“”\"]*(?=[.,;\n–—]|$)")
_TITLE = re.compile(r", (?P<title>(?:the|its|their|his|her|a|an) [^,;:“”\"\n]{3,80}"
                    r"|[\w’'-]+['’]s [^,;:“”\"\n]{3,80})$")
_STEP = re.compile(r"[,–—-] (?P<noun>an? [\w-]+(?: [\w-]+)?) (?:that|which) $")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?= )")
_WHERE = re.compile(r" (?:above|on|at|in|outside|near|inside|behind|by|over|under) (?:the|an?"
                    r"|his|her|its|their) (?:[a-z-]+ )?(?P<noun>[a-z-]+)")
_SETTING = re.compile(r"(?:^|[.!?”\"»]\s|\n)(?:On|In|At|Across|Near|Outside|Inside|Behind|Beyond"
                      r"|Along|Over|Under) $")
_COMMA = re.compile(r", (?=(?:the|an?|his|her|its|their|one) |[A-Z])")
_SELVES = re.compile(r",\s+as\s+$")
_NAMED_SO = re.compile(r"\s(?:(?:like|prefer)s? to )?(?:calls? (?:themselves|itself|it|him|her"
                       r"|them)|(?:is|are|was|were) (?:\w+ly |also |better )?(?:known|called))"
                       r"(?: [^,.;:\n]{1,40})?,\s+$")
_SOME_OF_WHOM = re.compile(r",\s+(?:some|many|most|all|both|none|one|half)\s+of\s+"
                           r"(?:whom|which)[^,]*$")
_IN_WHICH = re.compile(r"(?P<noun>(?:\b(?:a|an|the|its|his|her|their)\s+)?[^\W\d_]+),?\s+"
                       r"(?:in which|where|which)\s+(?:it\s+)?$", re.IGNORECASE)


def with_source(layout: Layout, attribution: Attribution) -> Attribution:
    """Return the attribution with a source that names who speaks, and nothing more."""
    source = attribution.source
    if attribution.cue and (source is None or source.of(layout.text).lower() == "it") \
            and _is_passive(layout, attribution):
        return altered(attribution, source=_before_which(layout, attribution.cue))
    if source is None:
        return by_who(layout, attribution)
    first = attribution.content[0]
    if attribution.cue and source.end <= attribution.cue.start < first.start \
            and _SAID_TO.fullmatch(attribution.cue.of(layout.text)) \
            and first.of(layout.text).startswith("to ") \
            and not _THINKING.match(layout.text, first.start):
        whole = _up_to_cue(layout, _whole_names(layout, attribution, source), attribution.cue)
        return altered(attribution, source=None, content=(whole, *attribution.content))
    if attribution.cue and source.end <= attribution.cue.start \
            and ADDRESSED.match(layout.text, attribution.cue.start):
        return altered(attribution, source=None)  # the crew were told to wait
    source = _one_line(layout.text, _around_number(layout, source, attribution.cue),
                       attribution.cue)
    quantity = _QUANTITY.search(layout.text, max(0, source.start - 10), source.start)
    if quantity and source.of(layout.text).lower().startswith(("many as", "much as", "few as",
                                                               "than ", "least ", "to ")):
        source = Span(quantity.start(), source.end)
    up_to = _UP_TO.search(layout.text, max(0, source.start - 10), source.start)
    source = Span(up_to.start(), source.end) if up_to else source
    source = _without_topic(layout.text, _with_surname(layout, source))
    lead = _LEAD.match(layout.text, *source)
    if lead and lead.end() < source.end:
        source = Span(lead.end(), source.end)
    partial = _SOME_OF_WHOM.search(layout.text, *source)
    if partial:
        source = Span(source.start, partial.start())
    source = _without_author(layout, Span(_outlet_start(layout.text, source.start), source.end))
    if source.of(layout.text).lower().startswith("what ") and attribution.cue \
            and source.end <= attribution.cue.start:
        source = Span(source.start + 5, source.end)  # what fishermen call "the wall"
    source = _with_noun(layout, source, attribution)
    source = _with_participle(layout, source, attribution)
    source = _with_place(layout, source, attribution)
    source = _with_possessed(layout, _past_adjective(layout, source, attribution), attribution)
    source = with_head(layout, with_first(layout, source), attribution.cue)
    source = _whole_phrase(layout, behind_aside(layout, source))
    source = _with_named(layout, _whole_aside(layout, source, attribution.cue), attribution.cue)
    if source.of(layout.text).find(",") == source.end - source.start - 1:
        source = Span(source.start, source.end - 1)  # it closes no apposition
    source = _behind_setting(layout.text, source)
    attribution, source = _without_quotation(layout, attribution, source)
    attribution = altered(attribution, source=_whole_names(layout, attribution, source))
    return _of_relative(layout, attribution)


def _behind_setting(text: str, source: Span) -> Span:
    """Leave the place that opens a sentence out of a source: "On | the far bank, the mayor,|"."""
    comma = _COMMA.search(text, *source)
    opens = _SETTING.search(text, max(0, source.start - 12), source.start)
    return Span(comma.end(), source.end) if opens and comma else source


def with_title(layout: Layout, attribution: Attribution) -> Attribution:
    """Give a name the office before it: "C, | the state commissioner for health,| Dr Ade, said"."""
    source, cue, last = attribution.source, attribution.cue, attribution.content[-1]
    if source is None or cue is None or not last.end < source.start < cue.start \
            or layout.text[last.end : source.start] != ", " or layout.quotes_in(last):
        return attribution
    title = _TITLE.search(layout.text, *last)
    words = layout.tokens_of(Span(*title.span("title"))) if title else []
    if title is None or not any(is_role(t.low, words_of("person", "title")) for t in words) or any(
            closed_class().get(t.low) in ("AUX", "SUB") or is_past(t.low) for t in words):
        return attribution
    return altered(attribution, source=Span(title.start("title"), source.end), content=(
        *attribution.content[:-1], Span(last.start, title.start())))


def _with_surname(layout: Layout, source: Span) -> Span:
    """Complete a source that is cut at the stop of a courtesy title: "Mr|. Low", "Mr.| Low"."""
    words = source.of(layout.text).split()
    name = _COURTESY.match(layout.text, source.end) if words else None
    if name is None or words[-1].lower().rstrip(".") not in word_set("courtesy"):
        return source
    return Span(source.start, name.end())


def _up_to_cue(layout: Layout, source: Span, cue: Span) -> Span:
    """Return a name with the rest of it before a cue: "Princess| Ida| is said"."""
    rest = layout.tokens_of(Span(source.end, cue.start))
    named = rest and all(t.is_title for t in rest) and layout.text[source.start].isupper()
    return Span(source.start, rest[-1].end) if named else source


def _around_number(layout: Layout, source: Span, cue: Span | None) -> Span:
    """Return the noun phrase around a source that is but a number: "A post shared | 9,000 times |
    claims"; one that begins its sentence, or the source as it is."""
    text = layout.text
    if cue is None or source.end > cue.start or not _TIMES.fullmatch(source.of(text).strip()):
        return source
    sentence = layout.sentence_of(source.start)
    if sentence is None or not 0 < cue.start - sentence.start < _PHRASE:
        return source
    return Span(sentence.start, len(text[: cue.start].rstrip()))


def _without_topic(text: str, source: Span) -> Span:
    """Cut what a speaker before a colon speaks of, or where: "Roe | on the dam: "C""."""
    if text[source.end : source.end + 1] != ":" or text[source.start].islower():
        return source
    found = _ON.search(text, source.start + 2, source.end)
    return source if found is None else Span(source.start, found.start())


def _one_line(text: str, source: Span, cue: Span | None) -> Span:
    """Leave a heading or the line below it out of a source: "About Oxo / Oxo | believes"."""
    at = _heading_break(text, source)
    if at is not None and (cue is None or cue.start < source.end):
        return Span(source.start, at)
    return below_heading(text, source)


def below_heading(text: str, span: Span) -> Span:
    """Return what of a span lies below the heading that it begins in."""
    at = _heading_break(text, span)
    return span if at is None else Span(at + 1, span.end)


def _heading_break(text: str, span: Span) -> int | None:
    """Return where a span runs from a heading into the line below, None where lines only wrap.

    A heading is a line much shorter than the next one.
    """
    at = text.find("\n", *span)
    while at >= 0:
        line = at - (text.rfind("\n", 0, at) + 1)
        end = text.find("\n", at + 1)
        below = (end if end >= 0 else len(text)) - at - 1
        if line <= 40 and 2 * line < below:
            return at
        at = text.find("\n", at + 1, span.end)
    return None


def _with_noun(layout: Layout, source: Span, attribution: Attribution) -> Span:
    """Complete a source that is a lone article or possessive: "the | mayor's" words, "the | other,
    who left,", "a fight that its | principal said"."""
    text = layout.text
    if source.of(text).lower() in ("one", "another", "some", "many", "most", "several", "two"):
        rest = _OF_THEM.match(text, source.end)
        return Span(source.start, rest.end()) if rest else source
    if source.of(text).lower() not in _OPENS_PHRASE:
        return source
    parts = (attribution.cue, *attribution.content)
    stop = min((p.start for p in parts if p and p.start >= source.end), default=len(text))
    if attribution.cue is None:  # the government | announced C
        stop = min([stop, *(t.start for t in layout.tokens_of(Span(source.end, stop))
                            if t.low in cue_forms() and t.low.endswith(("ed", "s", "said")))])
    noun = _NOUN.match(text, source.end, min(stop, source.end + 60))
    return Span(source.start, noun.end(1)) if noun else _before_verb(layout, source, stop)


def _before_verb(layout: Layout, source: Span, stop: int) -> Span:
    """Complete a lone article up to the first verb: "The | club cut its forecast, citing rain"."""
    return Span(source.start, _nouns_end(layout, Span(source.end, stop), may_be_cue=True))


def _nouns_end(layout: Layout, room: Span, *, may_be_cue: bool = False) -> int:
    """Return where the words end that begin some room and are no grammar, no verb in the past and
    no cue; the first may be a form of one."""
    end = room.start
    for token in layout.tokens_of(room):
        cue = token.low in cue_forms() and not (may_be_cue and end == room.start)
        if cue or not token.is_word or closed_class().get(token.low) is not None \
                or is_past(token.low):
            break
        end = token.end
    return end


def _with_participle(layout: Layout, source: Span, attribution: Attribution) -> Span:
    """Complete a document that is cut after its participle: "according to data published | by the
    ministry"."""
    cue, text = attribution.cue, layout.text
    if cue is None or cue.end > source.start or not _PUBLISHED.search(text, *source):
        return source
    rest = _TO_MARK.match(text, source.end)
    if rest is None or any(s.overlaps(Span(*rest.span())) for s in attribution.content):
        return source
    return Span(source.start, rest.end())


def _with_possessed(layout: Layout, source: Span, attribution: Attribution) -> Span:
    """Complete a source that is cut at its possessive: "Oxo|'s owner cut prices and said"."""
    text, cue = layout.text, attribution.cue
    mark = _POSSESSIVE.match(text, source.end - (text[source.end - 1] in "'’"))
    if mark is None or cue is None or cue.start < source.end:
        return source
    end = _nouns_end(layout, Span(mark.end(), cue.start))
    return Span(source.start, end) if end > mark.end() else source


def _with_place(layout: Layout, source: Span, attribution: Attribution) -> Span:
    """Complete a thing or somebody with where it is: "A sign | above the door | reads"."""
    cue, text = attribution.cue, layout.text
    last = source.of(text).split()[-1]
    stop = cue.start - 1 if cue else text.find(":", source.end)
    if stop <= source.end or not last.islower() or is_past(last):
        return source
    place = _WHERE.fullmatch(text, source.end, stop)
    placed = place is not None and place["noun"] not in word_set("said in")
    return Span(source.start, stop) if placed else source


def _past_adjective(layout: Layout, source: Span, attribution: Attribution) -> Span:
    """Complete a source that is cut before its noun: "Oslo's central | bank cut rates and said"."""
    words = source.of(layout.text).split()
    cue = attribution.cue
    if cue is None or cue.start <= source.end or words[-1] not in word_set("ends no phrase"):
        return source
    return Span(source.start, _nouns_end(layout, Span(source.end, cue.start)))


def _whole_phrase(layout: Layout, source: Span) -> Span:
    """Complete a hyphened word, and drop the beginning of a phrase: "one farmer [on his]"."""
    text, (start, end) = layout.text, source
    while text[end : end + 1] in ("-", "‑") and text[end + 1 : end + 2].isalnum():
        end += 1
        while text[end : end + 1].isalnum():
            end += 1
    tokens = layout.tokens_of(Span(start, end))
    while len(tokens) > 1 and tokens[-1].low not in word_set("ends a phrase") \
            and closed_class().get(tokens[-1].low) in ("DET", "PREP", "CONJ") \
            and tokens[-1].text.islower() \
            and (len(tokens) > 2 or tokens[0].low not in ("the", "a", "an")):  # "the other"
        tokens = tokens[:-1]
    if len(tokens) > 2 and tokens[-1].low in ("who", "which") and tokens[-2].low == ",":
        tokens = tokens[:-2]  # my grandfather, [who] used to say
    return Span(start, min(end, tokens[-1].end)) if tokens else source


def _whole_aside(layout: Layout, source: Span, cue: Span | None) -> Span:
    """Complete a relative clause that breaks off: "Ana Roe, who is due | in Oslo, said"."""
    text = layout.text
    if cue is None or cue.start <= source.end or not _OPEN_ASIDE.search(text, *source) \
            or not _REST_OF_ASIDE.fullmatch(text, source.end, cue.start):
        return source
    return Span(source.start, len(text[: cue.start].rstrip()))


def _with_named(layout: Layout, source: Span, cue: Span | None) -> Span:
    """Return what an aside gives another name: "The Front, as | rebels | call themselves, said"."""
    text = layout.text
    aside = _SELVES.search(text, max(0, source.start - 6), source.start)
    if aside is None or cue is None or cue.start <= source.end \
            or not _NAMED_SO.fullmatch(text, source.end, cue.start):
        return source
    sentence = layout.sentence_of(source.start)
    view = layout.view(Span(sentence.start if sentence else aside.start(), aside.start()))
    found = clauses.noun_phrase_before(view, len(view.items) - 1) if view.items else None
    return Span(view.items[found[0]].start, len(text[: cue.start].rstrip())) if found else source


def _without_quotation(layout: Layout, attribution: Attribution,
                       source: Span) -> tuple[Attribution, Span]:
    """Move a quotation at the end of a source to the content: ""A," said X, a baker, "and B."."""
    last = next((q for q in layout.quotes_in(source) if q.end >= source.end > q.start
                 and q.start > source.start), None)
    before = layout.text[source.start : last.start].rstrip() if last else ""
    if last is None or not before.endswith(",") or len(last.inner.of(layout.text).split()) < 3:
        return attribution, source
    content = attribution.content
    if not any(s.overlaps(last.span) for s in content):
        content = tuple(sorted((*content, last.span)))
    return altered(attribution, content=content), Span(source.start, source.start + len(before) - 1)


def _outlet_start(text: str, start: int) -> int:
    """Return where the name of an outlet begins that has a dot inside: "Orient.|News"."""
    while start > 1 and text[start - 1] == "." and text[start - 2].isalnum():
        start -= 1
        while start and text[start - 1].isalnum():
            start -= 1
    return start


def _without_author(layout: Layout, source: Span) -> Span:
    """Return "an email" of "an email Tillery", which goes on "sent in March"."""
    tokens = layout.tokens_of(source)
    if len(tokens) > 2 and tokens[0].low in ("a", "an", "the") and tokens[2].is_title \
            and tokens[1].low in word_set("document") and tokens[1].text.islower() \
            and all(t.is_title for t in tokens[2:]):
        return Span(source.start, tokens[1].end)
    return source


def _whole_names(layout: Layout, attribution: Attribution, source: Span) -> Span:
    """Return the source with the names that it cuts in two completed: "Chancellor Vera | Holm"."""
    for name in layout.names_in(source):
        if not source.contains(name.span) and not any(
                s.overlaps(name.span) for s in (*attribution.content, attribution.cue) if s):
            source = Span(min(source.start, name.start), max(source.end, name.end))
    return source


def _is_passive(layout: Layout, attribution: Attribution) -> bool:
    words = attribution.cue.of(layout.text).lower().split() if attribution.cue else []
    return len(words) > 1 and words[0] in ("is", "was", "has", "had") and words[-1].endswith("ed")


def _before_which(layout: Layout, cue: Span) -> Span | None:
    """Return the noun of "a statement in which it is noted that", if there is one."""
    found = _IN_WHICH.search(layout.text, max(0, cue.start - 60), cue.start)
    if found is None or found.group("noun").split()[-1].lower() not in word_set("document"):
        return None
    return Span(*found.span("noun"))


def _of_relative(layout: Layout, attribution: Attribution) -> Attribution:
    """Part what is spoken of from who speaks: ", a move | producers | said | could cost jobs"."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or cue.start < source.end:
        return attribution
    after = layout.tokens_of(Span(cue.end, cue.end + 12))
    named = _STEP.search(layout.text, max(0, source.start - 60), source.start)
    if named and after and closed_class().get(after[0].low) == "AUX" \
            and after[0].low not in ("to", "be") and after[0].end <= attribution.content[-1].end:
        rest = [Span(max(s.start, cue.end), s.end) for s in attribution.content if s.end > cue.end]
        return altered(attribution, content=(Span(*named.span("noun")), *rest))
    tokens = [t for t in layout.tokens_of(source) if t.is_word]
    if not after or not tokens or closed_class().get(after[0].low) != "AUX" \
            or after[0].low in ("to", "be") or tokens[0].low not in ("a", "an", "the") \
            or not layout.text[: source.start].rstrip().endswith((",", "–", "—", "-")):
        return attribution
    at = next((at for at in range(2, len(tokens)) if _begins_speaker(tokens, at)), None)
    if at is None:
        return attribution
    head = Span(source.start, tokens[at - 1].end)
    return altered(attribution, source=Span(tokens[at].start, source.end),
                   content=(head, *attribution.content))


def _begins_speaker(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a second noun phrase begins at a token: its article, name, or bare plural."""
    token = tokens[at]
    plural = token.low.endswith("s") or token.low in word_set("group")
    return closed_class().get(token.low) == "DET" or token.is_title \
        or at == len(tokens) - 1 and plural and tokens[at - 1].text.islower()
