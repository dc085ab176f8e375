"""Where an unquoted content begins and ends: not with a relative clause of its source, not with
what its speaker then does, nor where he said it."""

from __future__ import annotations

import re

from quoth.forms import altered
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import match_cue, read_cue
from quoth.nlp.quotes import Quote
from quoth.nlp.tokens import Token
from quoth.nlp.wordlists import closed_class, is_role, word_set, words_of
from quoth.records import Attribution, Span

_RELATIVE = re.compile(r"(?:who|whose|which|whom)\b[^,;:.“”\"]{4,}?,\s+(?=\S)")
_RELATIVE_BETWEEN = re.compile(r",\s+(?:who|whose|which|whom)\b[^,;:.“”\"]{4,}(?=,\s+$)")
_WHOLE_RELATIVE = re.compile(r"(?:who|whose|which|whom)\b[^,;:.“”\"]{4,}")
_PHRASE = 9  # tokens of a noun phrase that is all of a content
_SAYING = ("say", "tell", "write", "state", "add", "insist", "claim", "explain", "testify")
_LEAST = 4  # tokens of a content with a cue at its end
_NEAR = 3  # characters between a cue and what follows it
_FRAGMENT = 4  # words in marks that are hardly all that was said
_OPENS_CLAUSE = ("that", "to", "not", "who", "which", "if", "whether", "how", "why", "what")
_TOPIC = re.compile(r"(?:on|about|as for|regarding|asked about)\s", re.IGNORECASE)
_MEDIUM = re.compile(
    r"\s(?:in|during|at|on|via|by) (?:(?:a|an|his|her|its|their|the|another)\s)"
    r"(?:[\w’'-]+\s){0,3}?(?:interview|statement|tweet|post|e-?mail|letter|memo|op-ed|blog|"
    r"press conference|news conference|briefing|telegram|note)\b"
    r"(?: (?:to|with|on|for|from|late|early|published|posted|sent)\b[^.,;:]{0,60})?$")


_LABEL = re.compile(r"[A-Z][\w'’-]*(?: [\w'’-]+){0,3}: (?=[A-Z\d‘“'\"])")
_SILENT = re.compile(
    r",?\s(?:but|and|without)\s(?:(?:has|have|had)\s)?(?:"
    r"(?:gave|offered|provided|given|offered|provided|giving|offering|providing)\s"
    r"(?:no|any|few|further|more|other|their|his|her|its|details|names|evidence|reasons?)\b"
    r"|(?:did not|didn['’]t)\s(?:say|give|name|elaborate|specify|provide|identify|comment"
    r"|disclose|explain|offer|go into|mention)\b"
    r"|elaborating|naming|specifying|identifying|saying (?:who|what|where|when|why|how))"
    r"[^.;:!?“”\"]*$")
_SEEN_AS = ("hail", "describe", "label", "brand", "slam", "blast", "see", "dismiss", "attack",
            "name", "condemn", "denounce", "praise", "portray", "characterise", "characterize",
            "regard")
_HALF = re.compile(r" (?:a|an|the|his|her|its|their) ")
_REMARK = re.compile(r", an? [\w-]+(?: [\w-]+)? (?:that|which) ")
_REMARKER = 5  # words of who makes a remark
_SEQUEL = re.compile(
    r", in (?:(?:the|its|their|his|her) (?:latest|first|worst|biggest|largest|deadliest|strongest|"
    r"sharpest|clearest|second|third|most) |(?:a|another) (?:further |fresh |rare |major |new |"
    r"apparent |possible )?(?:sign|signal|move|bid|blow|setback|reversal|step|boost|case|challenge"
    r"|shift|test)\b"
    r"|what (?:is|was|would|could|may|might|appears|appeared|looks|looked|some|critics|analysts)\b)"
    r"[^.;:“”\"]*$")
_IS_A = re.compile(r"an? [^,;:.“”\"]{3,80}, (?=\S)")
_TO_WHOM = re.compile(r"(?:[\w’'-]+ ){1,4}(?=(?:to|not to|for) )")
_TOLD = ("had", "was", "were", "would")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_EVENT = re.compile(rf", and (?P<clause>(?!that\b)[^,;:.“”\"]+ on {_WEEKDAY})$")
_SAID_ON = re.compile(rf"(?:(?:late|early)\s)?{_WEEKDAY}"
                      r"(?:\s(?:morning|afternoon|evening|night))?\s(?=\S)")
_DATED = re.compile(r"(?:(?:late|early|earlier) )?(?:on|in|last|this) (?:[A-Z][a-z]+|\d{4}|week"
                    r"|month|year)(?: \d{1,4})?, (?=\S)")
_DAY = re.compile(rf"\s(?:(?:late|early)\s)?on {_WEEKDAY}\b"
                  r"(?: (?:morning|afternoon|evening|night))?(?=,|$)")


def edged(layout: Layout, attribution: Attribution) -> Attribution:
    """Return an attribution whose unquoted content has no more than what its source says."""
    if attribution.cue is None or attribution.source is None:
        return attribution
    attribution = _without_addressee(layout, attribution)
    attribution = _without_topic(layout, _without_relative(layout, attribution))
    attribution = _without_cue(layout, attribution)
    attribution = _without_gesture(layout, _without_label(layout, attribution))
    attribution = _without_silence(layout, _after_day(layout, _without_act(layout, attribution)))
    attribution = _without_sequel(layout, _without_remark(layout, attribution))
    last = attribution.content[-1]
    if last.start < attribution.cue.end or layout.quotes_in(last) \
            or closed_class().get(_first_word(layout, last)) in ("SUB", "PRON", "AUX"):
        return attribution
    end = min(_before_medium(layout, last), _before_semicolon(layout, last))
    lemma = read_cue(attribution.cue.of(layout.text)).lemma
    if lemma not in _SAYING:
        end = min(end, _before_deed(layout, last))
    if lemma not in _SEEN_AS:
        end = min(end, _before_circumstance(layout, last))
    if lemma == "say":
        end = min(end, _before_event(layout, last))
    if lemma in word_set("dated verb"):
        end = min(end, _before_day(layout, last))
    if end == last.end:
        return attribution
    return _ending(attribution, end)


def _first_word(layout: Layout, span: Span) -> str:
    words = span.of(layout.text).lower().split()
    return words[0] if words else ""


def _without_addressee(layout: Layout, attribution: Attribution) -> Attribution:
    """Leave out whom an appeal goes to: "appealed to | residents | to stay at home"."""
    cue, first = attribution.cue, attribution.content[0]
    whom = _TO_WHOM.match(layout.text, *first)
    if cue is None or whom is None or layout.text[cue.end : first.start] != " to " \
            or not cue.of(layout.text).startswith("appeal"):
        return attribution
    return altered(attribution, content=(Span(whom.end(), first.end), *attribution.content[1:]))


def _without_relative(layout: Layout, attribution: Attribution) -> Attribution:
    """Give a source its relative clause: "According to aides, who asked for silence, | C"."""
    source, first, text = attribution.source, attribution.content[0], layout.text
    cue = attribution.cue
    between = _RELATIVE_BETWEEN.match(text, source.end, first.start) \
        if source and cue and cue.end <= source.start else None
    if source and between:
        return altered(attribution, source=Span(source.start, between.end()))
    if source is None or not 0 <= first.start - source.end < 4 \
            or text[source.end : first.start].strip() not in ("", ","):
        return attribution
    if len(attribution.content) > 1 and _WHOLE_RELATIVE.fullmatch(text, *first):
        return altered(attribution, source=Span(source.start, first.end),
                       content=attribution.content[1:])
    clause = _RELATIVE.match(text, *first) or _apposed(layout, attribution)
    if clause is None or clause.end() >= first.end:
        return attribution
    return altered(attribution,
                   source=Span(source.start, len(text[: clause.end()].rstrip(", "))),
                   content=(Span(clause.end(), first.end), *attribution.content[1:]))


def _apposed(layout: Layout, attribution: Attribution) -> re.Match[str] | None:
    """Match who a name is, at the head of what it says: "According to Roe, | a baker here, C"."""
    cue, source, first = attribution.cue, attribution.source, attribution.content[0]
    found = _IS_A.match(layout.text, *first)
    if cue is None or source is None or found is None or cue.end > source.start:
        return None
    nouns = layout.tokens_of(Span(first.start, found.end()))[1:_NEAR + 1]
    return found if any(is_role(t.low, words_of("person")) for t in nouns) else None


def _without_topic(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop what the words are about: "On the price of bread, Roe says: "C""."""
    first, cue, source = attribution.content[0], attribution.cue, attribution.source
    if len(attribution.content) < 2 or cue is None or source is None or layout.quotes_in(first) \
            or first.end > min(cue.start, source.start) or not _TOPIC.match(layout.text, *first) \
            or not any(q.start == attribution.content[1].start
                       for q in layout.quotes_in(attribution.content[1])):
        return attribution
    return altered(attribution, content=attribution.content[1:])


def _without_cue(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop the next verb at the end of a content: "that she is tired | but said", "that its men
    held on | and posted" a video."""
    last = attribution.content[-1]
    tokens = layout.tokens_of(last)
    if len(tokens) < _LEAST or tokens[-2].low not in ("and", "but") \
            or last.start < attribution.cue.end or tokens[-1].low not in word_set("saying") \
            and not (_is_past(tokens[-1]) and _HALF.match(layout.text, last.end)):
        return attribution
    return _ending(attribution, tokens[-3].end)


def _without_label(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop the topic that opens a headline: "Road deaths: | Number falls, police say"."""
    first, cue, text = attribution.content[0], attribution.cue, layout.text
    if cue is None or first.end > cue.start or layout.paragraph_of(first.start).start < first.start:
        return attribution
    label = _LABEL.match(text, first.start, cue.start)
    line = layout.paragraph_of(first.start)
    if label is None or text[line.end - 1] in ".!?…”\"":
        return attribution
    pieces = tuple(Span(max(s.start, label.end()), s.end) for s in attribution.content
                   if s.end > label.end())
    return altered(attribution, content=pieces) if pieces else attribution


def _without_gesture(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop what a speaker does next: ""Ask the cook," he says, | and lifts his cup"."""
    last, cue = attribution.content[-1], attribution.cue
    if len(attribution.content) < 2 or cue is None or last.start < cue.end \
            or layout.quotes_in(last) or not layout.quotes_in(attribution.content[0]):
        return attribution
    tokens = layout.tokens_of(last)
    at = next((n for n, t in enumerate(tokens) if closed_class().get(t.low) not in (
        "CONJ", "ADV")), len(tokens))
    acts = 0 < at < len(tokens) and (_is_past(tokens[at]) or tokens[at].text.islower()
                                     and tokens[at].low.endswith("s")
                                     and closed_class().get(tokens[at].low) is None)
    return altered(attribution, content=attribution.content[:-1]) if acts else attribution


def _without_act(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop what a speaker then does: "called it "perfect" | and raised her target"."""
    last, cue = attribution.content[-1], attribution.cue
    inside = layout.quotes_in(last)
    if not inside or cue is None or last.start < cue.end or inside[-1].end >= last.end \
            or inside[-1].start <= last.start:
        return attribution
    words = layout.tokens_of(Span(inside[-1].end, last.end))
    acts = len(words) > 2 and words[0].low == "and" and _is_past(words[1]) \
        and closed_class().get(words[2].low) in ("DET", "PRON")
    return _ending(attribution, inside[-1].end) if acts else attribution


def _without_silence(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop what its speaker leaves out: "said they had found it | but gave no details"."""
    last = attribution.content[-1]
    if attribution.cue is None or last.start < attribution.cue.end:
        return attribution
    found = _SILENT.search(layout.text, *last)
    if found is None or any(q.end > found.start() for q in layout.quotes_in(last)):
        return attribution
    return _ending(attribution, found.start())


def _before_circumstance(layout: Layout, piece: Span) -> int:
    """Return where a noun phrase ends in a headline that says what happens meanwhile: "Minister
    denies split | as allies quit"."""
    line = layout.paragraph_of(piece.start)
    if layout.text[line.end - 1] in ".!?…:”\"" or piece.end != line.end:
        return piece.end
    tokens = layout.tokens_of(piece)
    at = next((n for n, t in enumerate(tokens) if t.low == "as"), None)
    if not at or at + 2 >= len(tokens) or any(
            closed_class().get(t.low) in ("AUX", "SUB") or _is_past(t) for t in tokens[:at]):
        return piece.end
    noun = closed_class().get(tokens[at + 1].low) is None
    verb = any(_is_past(t) or t.text.islower() and closed_class().get(t.low) is None and (
        t.low.endswith("s") or tokens[at + 1].low.endswith("s")) for t in tokens[at + 2 : at + 5])
    return tokens[at - 1].end if noun and verb else piece.end


def _without_remark(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop what somebody else says of a content: "was reviewing licences, | a step that the firm
    fears could delay it"."""
    last = attribution.content[-1]
    found = _REMARK.search(layout.text, *last)
    if found is None or layout.quotes_in(last) or attribution.cue is None \
            or last.start < attribution.cue.end:
        return attribution
    lows = [t.low for t in layout.tokens_of(Span(found.end(), last.end))[:_REMARKER]]
    told = any((m := match_cue(lows, at)) and m[1].tense in ("past", "s")
               for at in range(1, len(lows)))
    return _ending(attribution, found.start()) if told else attribution


def _without_sequel(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop what a lead says of the whole: "had fired in self-defence, | in the worst incident in
    decades"."""
    last = attribution.content[-1]
    found = _SEQUEL.search(layout.text, *last)
    if found is None or layout.quotes_in(last) or attribution.cue is None \
            or last.start < attribution.cue.end:
        return attribution
    return _ending(attribution, found.start())


def _before_event(layout: Layout, piece: Span) -> int:
    """Return where a content in the past of what is told ends before what then happened: "said the
    fire was out, | and two engines left on Monday"."""
    found = _EVENT.search(layout.text, *piece)
    if found is None:
        return piece.end
    before, after = (layout.tokens_of(Span(*s)) for s in (
        (piece.start, found.start()), (found.start("clause"), found.end())))
    told = any(t.low in _TOLD for t in before)
    done = [t for t in after[1:] if _is_past(t)]
    modal = any(closed_class().get(t.low) == "AUX" and t.low != "to" for t in after)
    return found.start() if told and done and not modal else piece.end


def _after_day(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop the day on which something was said: "said Sunday | it had been sold", or printed:
    "according to the Herald on Sunday, | it had been sold", also one cut in two: "last | week"."""
    first, cue, source = attribution.content[0], attribution.cue, attribution.source
    if source and cue and cue.end <= source.start:
        word = layout.tokens_of(source)[-1].start
        whole = _DATED.match(layout.text, word, first.end)
        dated = whole or _DATED.match(layout.text, source.end + 1, first.end)
        if dated and first.start <= dated.end() and (whole or first.start <= dated.start()):
            named = Span(source.start, len(layout.text[:dated.end()].rstrip(", ")))
            return altered(attribution, source=named if whole else source, content=(
                Span(dated.end(), first.end), *attribution.content[1:]))
    day = _SAID_ON.match(layout.text, *first)
    if day is None or cue is None or not 0 < first.start - cue.end < _NEAR:
        return attribution
    following = layout.tokens_of(Span(day.end(), first.end))[:1]
    if not following or following[0].text.islower() \
            and closed_class().get(following[0].low) not in ("DET", "PRON", "SUB") \
            and following[0].low not in word_set("count"):
        return attribution  # Sunday work
    return altered(attribution, content=(Span(day.end(), first.end), *attribution.content[1:]))


def _before_day(layout: Layout, piece: Span) -> int:
    """Return where a noun phrase ends before the day it was told: "a loss | on Monday, hit by"."""
    if any(closed_class().get(t.low) in ("AUX", "SUB") and t.low != "to"
           for t in layout.tokens_of(piece)):
        return piece.end
    found = _DAY.search(layout.text, *piece)
    return found.start() if found and found.start() > piece.start else piece.end


def _before_deed(layout: Layout, piece: Span) -> int:
    """Return where a noun phrase ends after which its speaker does something: "welcomed the
    ruling | and went back to work", "warned of a flood | and closed the school"."""
    tokens = layout.tokens_of(piece)
    for at, token in enumerate(tokens[:_PHRASE]):
        noun = at and closed_class().get(tokens[at - 1].low) == "DET"  # the ruling
        place = at and token.low == "to" and at + 1 < len(tokens) and (
            tokens[at + 1].is_title or closed_class().get(tokens[at + 1].low) == "DET")
        if not place and (token.low in _OPENS_CLAUSE or at and not noun and _is_clausal(token)):
            return piece.end
        if at and token.low in ("and", "but") and at + 1 < len(tokens) \
                and _does(tokens, at + 1) and tokens[at - 1].is_word:
            return tokens[at - 1].end
    return piece.end


def _is_clausal(token: Token) -> bool:
    """Say whether a token shows that a noun phrase is over or that it is a clause of its own."""
    return closed_class().get(token.low) in ("AUX", "SUB") or _is_past(token) \
        or token.text[0] in "(;:–—" or token.low.endswith("ing")


def _does(tokens: list[Token], at: int) -> bool:
    """Say whether a predicate begins at a token: "and will go", "and went home"."""
    while closed_class().get(tokens[at].low) == "ADV" and at + 2 < len(tokens):
        at += 1
    low = tokens[at].low
    if at + 1 == len(tokens):
        return low in word_set("past verb") or low == "resigned"
    following = closed_class().get(tokens[at + 1].low)
    if closed_class().get(low) == "AUX":
        return low not in ("to", "be", "been", "being")
    return _is_past(tokens[at]) and (following in ("DET", "PREP", "ADV", "PRON", "AUX")
                                     or tokens[at + 1].low in word_set("motion particle")
                                     or tokens[at + 1].text[0].isupper()) \
        and tokens[at + 1].low not in ("by", "in", "on", "from", "of")


def _ending(attribution: Attribution, end: int) -> Attribution:
    """Return an attribution whose content ends sooner."""
    *before, last = attribution.content
    return altered(attribution, content=(*before, Span(last.start, end)))


def _is_past(token: Token) -> bool:
    return token.text.islower() and "-" not in token.low and (
        token.low.endswith("ed") and len(token.low) > 4 or token.low in word_set("past verb"))


def _before_semicolon(layout: Layout, piece: Span) -> int:
    """Return where a content ends before a clause of its own: "promises birds; | I saw none"."""
    tokens = layout.tokens_of(piece)
    for at, token in enumerate(tokens[:-1]):
        if token.text == ";" and closed_class().get(tokens[at + 1].low) == "PRON":
            return tokens[at - 1].end if at else piece.end
    return piece.end


def _before_medium(layout: Layout, piece: Span) -> int:
    """Return where a content ends before what it was said in: "a merger | in a letter to staff"."""
    if any(closed_class().get(t.low) in ("AUX", "SUB") for t in layout.tokens_of(piece)):
        return piece.end
    found = _MEDIUM.search(layout.text, *piece)
    return found.start() if found and found.start() > piece.start else piece.end


def goes_on(layout: Layout, quote: Quote, tail: Span) -> bool:
    """Say whether a phrase in marks is only a part of what is said: "called it "reckless" to sail",
    "reported "nine thefts" in the city", "said "mates" and their dogs would come"."""
    inner = quote.inner.of(layout.text)
    tokens = [t for t in layout.tokens_of(tail) if t.is_word]
    if len(inner.split()) > _FRAGMENT or inner[-1:] in ".!?," or inner[:1].isupper() \
            or len(tokens) < 2:
        return False
    if tokens[0].low == "and":
        noun = closed_class().get(tokens[1].low) in (None, "DET") and not _is_past(tokens[1])
        return noun and any(closed_class().get(t.low) == "AUX" and t.low != "to"
                            for t in tokens[2:])
    return tokens[0].low in ("in", "at", "on", "for") and not _MEDIUM.search(
        layout.text, tail.start, tail.end) and tokens[1].low not in word_set("period")
