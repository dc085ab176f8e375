"""A second opinion: what the rules see helps where an extractor saw only a part.

An extractor may find a content without its source, with a piece of its cue, or with one side of a
parenthetical cue; the rules then give what is missing, if both mean the same content. Beyond
that only what the rules rarely get wrong is added: "it is reported that", "was quoted as
saying", and reports of a third person inside a content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.forms import altered
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import match_cue, read_cue, trailing_lemmas
from quoth.nlp.mentions import source_mention
from quoth.nlp.repair import merged, repaired, trim
from quoth.nlp.rules import attributions
from quoth.nlp.shelf import Shelf
from quoth.nlp.wordlists import closed_class, is_past, word_set
from quoth.records import Attribution, Span

_SAME = 0.8  # overlap at which two contents are one
_WHOLE_PHRASE = 0.95  # the same, after "according to X,"
_BROKEN = 0.7  # below this a content that lies within the rules' content is a piece of it
_CONJUNCTION = re.compile(r"[\s,]*\b(?:and|but|while|whereas|yet|then|also)\s*$")
_OWNED = re.compile(r", (?:who|which|whose) [^,]*$")
_LONGEST_SOURCE = 10  # words
_REPORTS = ("rules:right", "rules:noun", "rules:quoted as", "rules:overheard")
_SURE = ("rules:agency", "rules:quoted as", "rules:overheard", "rules:opened", "rules:as",
         "rules:noun first", "rules:for", "rules:put", "rules:what", "rules:sees", "rules:relative")
_KNOWN = ("rules:asked", "rules:split", "rules:inside", "rules:thus", "rules:framed",
          "rules:put")
_JUDGES = ("rules:object", "rules:right", "rules:coordinated")
_FURTHER = ("rules:participle", "rules:coordinated")
_OPENINGS = ("that ", "“", '"', "‘", "'", "«")
_DANGLING = ("AUX", "SUB", "PREP", "CONJ")
_BE = ("is", "are", "was", "were", "be", "been", "being")
_CLAUSE = 5  # words after "that" in which some verb that no list has will stand
_WHOLE = ("rules:left", "rules:as", "rules:inverted", "rules:phrase")


def supported(layout: Layout, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with missing parts filled in, and the sure ones that were missed."""
    own = [b for a in attributions(layout) if (b := repaired(layout, a)) is not None]
    proposals = Shelf(own)
    filled = [c for a in found for b in [_filled(layout, _with_verb(layout, a), proposals)]
              for c in _divided(layout, b, proposals)]
    filled = _reclaimed(filled, proposals)
    filled = _corrected(filled, [p for p in own if p.rules[0] in _KNOWN])
    agencies = [p for p in own if p.rules[0] == "rules:agency"]
    filled = [a for a in filled if not any(_passes_on(layout, a, p) for p in agencies)]
    shelf = Shelf(filled)
    for proposal in own:
        if _is_sure(layout, proposal, shelf):
            filled.append(proposal)
            shelf.add(proposal)
    return filled


def _corrected(found: Sequence[Attribution], known: Sequence[Attribution]) -> list[Attribution]:
    """Put what the rules know for sure in the place of what an extractor has for that cue."""
    return [a for a in found if not any(
        p.cue and (a.cue.overlaps(p.cue) if a.cue else overlap(a.content, p.content) > 0)
        for p in known)] + list(known)


def _reclaimed(found: Sequence[Attribution], proposals: Shelf) -> list[Attribution]:
    """Give a quotation with a cue of its own back to who says it: ""Is it?" he asked. "No," she
    said"."""
    shelf, made = Shelf(found), []
    for attribution in found:
        own = {piece: p for piece in attribution.content for p in proposals.near(piece)
               if len(attribution.content) > 1 and _claims(p, piece, attribution)}
        rest = tuple(piece for piece in attribution.content if piece not in own)
        if own and rest:
            attribution = altered(attribution, content=rest)
            made.extend(p for p in own.values() if not any(
                a.cue and p.cue and a.cue.overlaps(p.cue) for a in shelf.near(p.extent)))
        made.append(attribution)
    return made


def _claims(proposal: Attribution, piece: Span, attribution: Attribution) -> bool:
    """Say whether a piece is what the rules see as another's, in a sentence of its own."""
    if proposal.cue is None or proposal.source is None or attribution.cue is None \
            or proposal.rules[0] not in ("rules:left", "rules:inverted") \
            or overlap((piece,), proposal.content) < _SAME:
        return False
    spans = (proposal.extent, proposal.cue, proposal.source)
    hull = Span(min(s.start for s in spans), max(s.end for s in spans))
    return not hull.overlaps(attribution.cue)


def _passes_on(layout: Layout, attribution: Attribution, agency: Attribution) -> bool:
    """Say whether an attribution only has the source of an agency: "X reports [citing Y]"."""
    cue = attribution.cue
    return cue is not None and agency.cue is not None and (
        cue.start >= agency.cue.end and layout.text[agency.cue.end : cue.start].strip(" ,") == ""
        or cue.overlaps(agency.cue) and attribution.extent.start >= agency.cue.end)


def _filled(layout: Layout, attribution: Attribution, proposals: Shelf) -> Attribution:
    for other in proposals.near(attribution.extent):
        same = overlap(attribution.content, other.content)
        if same >= _SAME and other.rules[0] != "rules:phrase":
            return _with_parts(layout, attribution, other)
        least = _WHOLE_PHRASE if other.rules[0] == "rules:phrase" else _BROKEN
        if same < least and _is_piece(attribution, other) \
                and not any(layout.quotes_in(s) for s in attribution.content):
            return altered(_with_parts(layout, attribution, other), content=other.content)
        if same >= _SAME:
            return _with_parts(layout, attribution, other)
    return attribution


def _with_verb(layout: Layout, attribution: Attribution) -> Attribution:
    """Complete a cue that is only the beginning of its verb group: "is" of "is said"."""
    cue = attribution.cue
    if cue is None or read_cue(cue.of(layout.text)).lemma is not None:
        return attribution
    after = layout.tokens_of(Span(cue.end, cue.end + 60))[:6]
    lows = [t.low for t in after]
    for at in range(len(lows)):
        match = match_cue(lows, at)
        if match:
            whole = Span(cue.start, after[match[0] - 1].end)
            if any(s.overlaps(whole) for s in attribution.content):
                break
            return altered(attribution, cue=whole)
        if closed_class().get(lows[at]) not in ("AUX", "NEG", "ADV"):
            break
    return attribution


def _divided(layout: Layout, attribution: Attribution, proposals: Shelf) -> list[Attribution]:
    """Cut off a content what is an attribution of its own: ", adding that C", "and Y called it C".

    A further speaker counts only where the rules let the first content end before him.
    """
    last = attribution.content[-1]
    if attribution.cue is None or last.start < attribution.cue.end:
        return [attribution]
    near = proposals.near(attribution.extent)
    ends = [p.extent.end for p in near if p.cue and p.cue.overlaps(attribution.cue)]
    for other in near:
        if other.cue is None or other.cue.start == last.start:
            continue
        if (parted := _parted(layout, attribution, other)) is not None:
            return parted
        if not last.contains(other.cue):
            continue
        first = other.cue.start
        if other.rules[0] in _FURTHER:
            divides = other.source == attribution.source and _says_more(layout, attribution, other)
        else:
            first = min(first, other.source.start) if other.source else first
            divides = any(last.start < end <= first for end in ends)
        cut = trim(layout, Span(last.start, _before_conjunction(layout, first)))
        if divides and cut is not None and last.start < cut.end and _is_whole(layout, cut):
            return [altered(attribution, content=(*attribution.content[:-1], cut)), other]
    return [attribution]


def _parted(layout: Layout, attribution: Attribution,
            other: Attribution) -> list[Attribution] | None:
    """Part pieces between which the speaker's next cue stands: "A," he said, going on to say B."""
    if other.rules[0] not in _FURTHER or attribution.cue is None or other.cue is None \
            or other.source != attribution.source or other.cue.start < attribution.cue.end:
        return None
    before = tuple(s for s in attribution.content if s.end <= other.cue.start)
    after = [s for s in attribution.content if s.start >= other.cue.end]
    if not before or not after or len(before) + len(after) < len(attribution.content) \
            or not _says_more(layout, attribution, other) \
            or not any(s.overlaps(after[0]) for s in other.content):
        return None
    return [altered(attribution, content=before),
            altered(other, content=merged(layout, (*other.content, *after)))]


def _says_more(layout: Layout, attribution: Attribution, other: Attribution) -> bool:
    """Say whether a second cue of one speaker reports words: not "told friends that Ito knew and
    thought", nor "says he met Ito and asked him"."""
    if attribution.cue is None or other.cue is None:
        return False
    opening = other.content[0].of(layout.text)[:5].lower()
    if other.rules[0] == "rules:participle":
        return opening.startswith(_OPENINGS) or other.cue_lemma in trailing_lemmas() \
            and other.cue_lemma not in word_set("shown by things")
    one, two = (_tense(layout, s) for s in (attribution.cue, other.cue))
    return not other.attitude and (one is None or two is None or one == two)


def _tense(layout: Layout, cue: Span) -> str | None:
    """Return the tense of the verb of speech in a cue."""
    words = [t.low for t in layout.tokens_of(cue)]
    found = [match for at in range(len(words)) if (match := match_cue(words, at))]
    return found[-1][1].tense if found else None


def _is_whole(layout: Layout, content: Span) -> bool:
    """Say whether a content that is cut short can stand: not "that he", "when", "were"."""
    if not layout.text[content.end - 1].isalnum():
        return True
    words = [t.low for t in layout.tokens_of(content) if t.is_word]
    if not words or words[-1] in ("a", "an", "the") \
            or closed_class().get(words[-1]) in _DANGLING:
        return False
    return words[0] != "that" or any(
        closed_class().get(w) == "AUX" or is_past(w) for w in words[2:]) or len(words) > _CLAUSE


def _before_conjunction(layout: Layout, offset: int) -> int:
    """Return where the words before an offset end, less a conjunction."""
    head = layout.text[max(0, offset - 40) : offset]
    return offset - len(head) + len(_CONJUNCTION.sub("", head))


def _with_parts(layout: Layout, attribution: Attribution, other: Attribution) -> Attribution:
    """Fill in the source, and a cue that says nothing: "is" of "is expected to announce"."""
    changed = attribution
    if attribution.source is None and _is_plain_source(layout, other.source) \
            or _is_of_another_clause(layout, attribution, other):
        changed = altered(changed, source=other.source, rules=(*changed.rules, "source by rule"))
    changed = _with_owner(layout, changed, other)
    if other.rules[0] == "rules:quoted as" and attribution.cue is None:
        return altered(changed, source=other.source, cue=other.cue)  # X quoted Y as saying C
    cue = attribution.cue
    if cue and other.source and other.cue and cue.overlaps(other.source) \
            and cue.overlaps(other.cue):  # Voters I have spoken to think C
        return altered(changed, source=other.source, cue=other.cue)
    mute = cue is None or read_cue(cue.of(layout.text)).lemma is None
    if other.cue is not None and mute and other.rules[0] != "rules:passive" \
            and (cue is None or other.cue.overlaps(cue)):
        changed = altered(changed, cue=other.cue, rules=(*changed.rules, "cue by rule"))
    return changed


def _with_owner(layout: Layout, attribution: Attribution, other: Attribution) -> Attribution:
    """Give the whole subject where a source is only the end of its relative clause: "the union,
    which has | 80,000 members,| warned"."""
    source, whole = attribution.source, other.source
    if source is None or whole is None or other.rules[0] != "rules:right" \
            or not whole.contains(source) or not _OWNED.search(layout.text, whole.start,
                                                               source.start):
        return attribution
    return altered(attribution, source=whole)


def _is_of_another_clause(layout: Layout, attribution: Attribution, other: Attribution) -> bool:
    """Say whether an extractor took the source from the sentence before the cue's, or that of a
    participle from a clause of time: "The clinic paid after doctors erred, saying C"."""
    source, cue, known = attribution.source, attribution.cue, other.source
    if source is not None and known is not None and not any(
            c.isalpha() for c in source.of(layout.text)):
        return True  # a post shared 9,|000 times claims
    if source is None or known is None or cue is None or other.cue is None \
            or not cue.overlaps(other.cue) or not _is_plain_source(layout, known):
        return False
    if other.rules[0] == "rules:participle":
        before = layout.text[known.end : source.start].split()
        return source.start > known.end and before[-1:] != [] \
            and before[-1] in ("after", "because", "when", "before", "since", "as")
    home = layout.sentence_of(cue.start)
    return other.rules[0] in ("rules:right", "rules:left") and home is not None \
        and source.end <= home.start <= known.start and home.contains(other.content[0])


def _is_plain_source(layout: Layout, source: Span | None) -> bool:
    """Say whether a source by rule is a short phrase that names somebody or something known."""
    if source is None or len(source.of(layout.text).split()) > _LONGEST_SOURCE:
        return False
    mention = source_mention(layout, source, layout.names)
    return mention.label != "UNNAMED" and mention.text.lower() not in word_set("no third person")


def _is_piece(attribution: Attribution, other: Attribution) -> bool:
    """Say whether a content is a part of what the rules see, of the same source and cue."""
    passive = other.rules[0] == "rules:passive" and attribution.source is None
    start = attribution.content[0].start
    led = other.rules[0] == "rules:coordinated" and attribution.cue is not None \
        and attribution.source is None and start < other.extent.end
    if other.source is None or not (passive or led or other.rules[0] in _WHOLE):
        return False
    source = attribution.source is None or attribution.source.overlaps(other.source)
    cue = attribution.cue is None or other.cue is None or attribution.cue.overlaps(other.cue)
    known = attribution.source is not None or attribution.cue is not None
    resumed = other.rules[0] == "rules:left" and len(other.content) > 1 \
        and start == other.content[-1].start
    leading = other.rules[0] == "rules:phrase" and other.cue is not None and other.cue.end < start
    return source and cue and known and (
        leading or resumed or led or start == other.content[0].start) and all(
        any(whole.contains(piece) for whole in other.content) for piece in attribution.content)


def overlap(one: Sequence[Span], two: Sequence[Span]) -> float:
    """Return the Jaccard index of two contents, in characters."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in two)
    size = sum(s.end - s.start for s in (*one, *two)) - shared
    return shared / size if size else 0.0


def _is_sure(layout: Layout, proposal: Attribution, shelf: Shelf) -> bool:
    """Say whether to add what only the rules see."""
    near = shelf.near(proposal.extent)
    if proposal.cue is None or any(a.cue and a.cue.overlaps(proposal.cue) for a in near):
        return False
    holders = [a for a in near if any(s.contains(proposal.cue) for s in a.content)]
    if holders:
        return proposal.source is not None and is_third_person(layout, proposal) \
            and any(s.contains(proposal.source) for s in holders[0].content) \
            and _is_report(layout, proposal, held=True)
    free = not any(overlap(a.content, proposal.content) > 0 and not _is_held(a, proposal)
                   for a in near)
    opening = proposal.content[0].of(layout.text)[:5].lower()
    quoted = proposal.rules[0] in _REPORTS and bool(layout.quotes_in(proposal.extent)) \
        and _is_report(layout, proposal)
    phrase = proposal.rules[0] == "rules:phrase" and (
        _is_plain_source(layout, proposal.source) or proposal.cue_lemma == "account"
        or any(_is_held(a, proposal) for a in near))
    past = proposal.content[-1].of(layout.text).lower().startswith("to have ")
    return free and (quoted or phrase or proposal.rules[0] in _SURE
                     or _is_verdict(layout, proposal)
                     or _is_after_colon(layout, proposal) or _is_dashed(layout, proposal)
                     or proposal.rules[0] == "rules:impersonal" and (past or opening == "that "))


def _is_after_colon(layout: Layout, proposal: Attribution) -> bool:
    """Say whether unmarked speech follows a verb of saying and a colon: "told the radio: C"."""
    cue, first = proposal.cue, proposal.content[0]
    if proposal.rules[0] != "rules:right" or cue is None or first.start <= cue.end:
        return False
    between = layout.text[cue.end : first.start].strip()
    return between.endswith(":") and len(between.split()) < _CLAUSE + 2 \
        and proposal.cue_lemma in word_set("plain saying") \
        and len(first.of(layout.text).split()) >= _CLAUSE - 1 \
        and _is_plain_source(layout, proposal.source)


def _is_verdict(layout: Layout, proposal: Attribution) -> bool:
    """Say whether praise or blame is told by a verb of nothing else: "welcomed the ruling"."""
    cue, home = proposal.cue, layout.sentence_of(proposal.extent.start)
    if home is None or layout.text.startswith(("If ", "Unless "), home.start):
        return False
    lemma = (proposal.cue_lemma or "").replace(" ", "_")
    return proposal.rules[0] in _JUDGES and cue is not None and lemma in word_set("sure object") \
        and not any(w in _BE for w in cue.of(layout.text).lower().split()) \
        and not read_cue(cue.of(layout.text)).negated and _is_plain_source(layout, proposal.source)


def _is_dashed(layout: Layout, proposal: Attribution) -> bool:
    """Say whether a dash opens what is said, as in books: "– I never signed it, said Roe"."""
    block, first = layout.paragraph_of(proposal.extent.start), proposal.content[0]
    opening = layout.text[block.start : first.start]
    return proposal.rules[0] in ("rules:inverted", "rules:asked", "rules:left") \
        and opening.strip() in ("–", "—", "―", "-") and _is_plain_source(layout, proposal.source) \
        and proposal.cue_lemma in trailing_lemmas()


def _is_held(attribution: Attribution, phrase: Attribution) -> bool:
    """Say whether an attribution is all inside what a phrase attributes: "According to Y, X fears
    that C"."""
    parts = (attribution.source, attribution.cue, *attribution.content)
    return phrase.rules[0] == "rules:phrase" and all(
        part is not None and phrase.content[0].contains(part) for part in parts)


def _is_report(layout: Layout, proposal: Attribution, *, held: bool = False) -> bool:
    """Say whether a cue reports words, and not what somebody thinks or does.

    Held in a report, "TASS wrote that Ito said it rains", a clause without "that" may follow too.
    """
    reading = read_cue(proposal.cue.of(layout.text)) if proposal.cue else None
    opening = proposal.content[0].of(layout.text)[:5].lower()
    words = proposal.cue.of(layout.text).lower().split() if proposal.cue else []
    passive = len(words) > 1 and words[-2] in _BE and words[-1].endswith("ed")
    real = reading is not None and not reading.negated and not set(words) & word_set("modal")
    marked = opening.startswith(("that ", "“", '"', "‘", "'"))
    return real and not reading.attitude and not passive \
        and proposal.rules[0] in _REPORTS \
        and _is_plain_source(layout, proposal.source) \
        and (marked or held and _is_clause(layout, proposal))


def _is_clause(layout: Layout, proposal: Attribution) -> bool:
    """Say whether a verb of saying, after a name, has a clause of some words behind it."""
    source, content = proposal.source, proposal.content[0]
    mention = source and source_mention(layout, source, layout.names)
    named = mention is not None and mention.form == "name" and mention.label in ("PERSON", "ORG")
    words = [t.low for t in layout.tokens_of(content) if t.is_word]
    return named and proposal.cue_lemma in word_set("plain saying") and len(words) >= _CLAUSE - 1 \
        and closed_class().get(words[0]) not in ("PREP", "CONJ") and words[0] != "to"


def is_third_person(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the source is somebody other than who is speaking around it."""
    source = attribution.source.of(layout.text).lower() if attribution.source else ""
    return source not in word_set("no third person")
