"""Quotations that no attribution has: continued, after a colon, signed, or nobody's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from quoth.forms import altered
from quoth.nlp import clauses, rules
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import read_cue, trailing_lemmas
from quoth.nlp.mentions import source_mention
from quoth.nlp.quotes import Quote
from quoth.nlp.repair import covers, is_object
from quoth.nlp.shelf import Shelf
from quoth.nlp.view import View
from quoth.nlp.wordlists import closed_class, word_set
from quoth.records import Attribution, Span

_SIGNED = re.compile(
    r"\s*[-–—―]{1,2}\s*(?!(?:and|but|so|or|then|when|as|which|that|in|on|with|to|will|would|has|had|have|is|are"
    r"|was|were|can|could|may|might|should|must|who|while|he|she|it|they|we|not)\s)"
    r"(?P<name>(?:[a-z][\w-]* ){0,4}(?:[^\W\d_a-z][\w.'’-]*|de|van|von|of|the|al|bin|della?)"
    r"(?:,?\s(?:[^\W\d_a-z][\w.'’-]*|de|van|von|of|the|al|bin|della?|[a-z]+(?=$|\n)))*)"
    r"(?:,\s[a-z][^.!?\n]{0,60}|\s(?:in|of|from|at)\s[^.!?\n]{1,40})?\.?\s*$")
_TERMINAL = ".!?…,"
_AROUND = "\"'“”‘’«».,!?:;()–—-"  # marks around a word
_HEADING_WORDS = 15
_SAID = 4  # words of a quotation that is hardly a name or title
_SECTION = 4  # paragraphs below a heading that it may paraphrase
_PARAPHRASE = 0.5  # share of its longer words that they repeat
_NEAR = 3  # quotations to either side that may share a speaker
_ABOUT = ("(", "on", "via")  # Mayor Ruiz on Facebook: "C"
_REACH = 12  # paragraphs that a quotation may go on for without any mark


def adopted(layout: Layout, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with every quotation that has a speaker by rule."""
    shelf = Shelf(found)
    for quote in layout.outer:
        _give_to_signer(layout, quote, shelf)
    heads: dict[int, Quote] = {}  # of each chain, a quotation that has a speaker
    for quote in layout.outer:
        if shelf.owner(quote) is not None:
            heads.setdefault(quote.chain, quote)
    for quote in layout.outer:
        if shelf.owner(quote) is None:
            _adopt(layout, quote, heads.get(quote.chain), shelf)
            if shelf.owner(quote) is not None:
                heads.setdefault(quote.chain, quote)
    return list(shelf)


def _adopt(layout: Layout, quote: Quote, head: Quote | None, shelf: Shelf) -> None:
    """Add one quotation to an attribution, or an attribution for it, where a rule knows whose."""
    if any(part and part.contains(quote.span) for a in shelf.near(quote.span)
           for part in (a.source, a.cue)):
        return
    block = layout.paragraph_of(quote.start)
    sentences = rules.outer_sentences(layout, block)
    sentence = sentences[max(0, bisect_right(sentences, quote.start, key=lambda s: s.start) - 1)]
    seen = [a for a in _in_sentence(layout, sentence) if covers(a.content, quote)]
    split = next((b for a in seen for b in shelf.near(a.extent)
                  if a.cue and b.cue and a.cue.overlaps(b.cue)
                  and any(s.start == quote.start for s in a.content[1:])), None)
    if split is not None:  # "A," said X, a baker, "and B."
        _lengthen(shelf, split, quote)
        return
    local = [a for a in seen if a.content[0].start in (quote.start, quote.inner.start)
             and _is_utterance(quote.inner.of(layout.text), a)]
    if local:
        shelf.add(local[0])
        return
    alone = stands_alone(layout, quote, sentence)
    host = shelf.owner(head) if head else None
    if host is None and alone:
        host = _neighbour(layout, quote, block, shelf) \
            or _reported_before(layout, quote, block, shelf)
    if host is not None:
        _lengthen(shelf, host, quote)
        return
    made = _signed(layout, quote, block) or _after_colon(layout, quote, sentence, block, shelf)
    if made is None and alone:
        find = _paraphrased if is_heading(layout, quote, block) else _same_speaker
        made = find(layout, quote, block, shelf)
    if made is not None:
        shelf.add(made)


def _give_to_signer(layout: Layout, quote: Quote, shelf: Shelf) -> None:
    """Take a quotation with a signature from another who has it without a word that says so."""
    owner = shelf.owner(quote)
    if owner is None or owner.cue and any(c.isalnum() for c in owner.cue.of(layout.text)):
        return
    made = _signed(layout, quote, layout.paragraph_of(quote.start))
    rest = tuple(s for s in owner.content if not s.overlaps(quote.span))
    if made and (rest or owner.source is None or not owner.source.overlaps(made.source)):
        shelf.replace(owner, altered(owner, content=rest) if rest else None)
        shelf.add(made)


def _lengthen(shelf: Shelf, host: Attribution, quote: Quote) -> None:
    """Add a quotation to the content of an attribution."""
    shelf.replace(host, altered(host, content=tuple(sorted((*host.content, quote.span))),
                                rules=(*host.rules, "continued")))


def _is_utterance(quoted: str, attribution: Attribution) -> bool:
    """Say whether words in quotation marks are hardly a name or title: "Stop!" he shouted."""
    return len(quoted.split()) >= _SAID or (
        quoted.rstrip()[-1:] in _TERMINAL and attribution.cue_lemma in trailing_lemmas())


def _in_sentence(layout: Layout, sentence: Span) -> list[Attribution]:
    """Return what the rules find in a sentence; found once, however many quotations it has."""
    key = ("in sentence", sentence)
    if key not in layout.shared:
        layout.shared[key] = list(rules.in_sentence(layout.view(sentence)))
    return layout.shared[key]


def stands_alone(layout: Layout, quote: Quote, sentence: Span) -> bool:
    """Say whether a sentence has nothing but quotations."""
    key = ("nothing but quotations", sentence)
    if key not in layout.shared:
        inside = layout.quotes_in(sentence)
        layout.shared[key] = not any(
            t.is_word and not any(q.start <= t.start < q.end for q in inside)
            for t in layout.tokens_of(sentence))
    return quote.start < sentence.end and layout.shared[key]


def _neighbour(layout: Layout, quote: Quote, block: Span, shelf: Shelf) -> Attribution | None:
    """Return the attribution of a neighbouring quotation in the paragraph: "A," he said. "B."."""
    place = bisect_left(layout.outer, quote.start, key=lambda q: q.start)
    for other in (*reversed(layout.outer[max(0, place - _NEAR) : place]),
                  *layout.outer[place + 1 : place + _NEAR]):
        if not block.contains(other.span):
            continue
        between = Span(min(quote.end, other.end), max(quote.start, other.start))
        attribution = shelf.owner(other)
        if attribution is None or attribution.source is None:
            continue
        cue = attribution.cue or attribution.source
        if other.start < quote.start and (not _is_sentence_break(layout, quote)
                                          or _is_past(layout, other, quote)):
            continue
        if between.end - between.start < 4 or between.overlaps(cue) or cue.end <= other.start:
            return _latest(attribution, between, shelf)
    return None


def _is_past(layout: Layout, other: Quote, quote: Quote) -> bool:
    """Say whether a sentence of its own stands after a phrase in marks: "calls it "a pond". He
    shrugs. "We swim there."."""
    inner = other.inner.of(layout.text)
    fragment = inner[-1:] not in _TERMINAL and layout.text[other.end : other.end + 1] in _TERMINAL
    between = layout.sentence_of(quote.start - 2)
    return fragment and between is not None and between.start > other.end \
        and not layout.quotes_in(between)


def _latest(attribution: Attribution, between: Span, shelf: Shelf) -> Attribution:
    """Return what its speaker went on to say in a stretch: "A," he said, adding that C. "B."."""
    later = [a for a in shelf.near(between) if a.source == attribution.source and a.cue
             and between.contains(a.cue) and between.contains(a.extent)]
    return max(later, key=lambda a: a.extent.end, default=attribution)


def _reported_before(layout: Layout, quote: Quote, block: Span,
                     shelf: Shelf) -> Attribution | None:
    """Return the attribution of the sentence before: the quotation bears out what X said."""
    before = [s for s in rules.outer_sentences(layout, block) if s.end <= quote.start][-1:]
    spoken = [a for s in before for a in shelf.near(s) if a.source and a.cue
              and all(s.contains(part) for part in (a.extent, a.cue, a.source))
              and not any(o.contains(a.cue) for b in shelf.near(s) if b is not a
                          for o in b.content)
              and not read_cue(a.cue.of(layout.text)).attitude
              and read_cue(a.cue.of(layout.text)).act != "refuse"]
    return max(spoken, key=lambda a: a.extent.end, default=None)


def _is_sentence_break(layout: Layout, quote: Quote) -> bool:
    """Say whether what stands before a quotation ends a sentence."""
    before = layout.text[: quote.start].rstrip()
    return not before or before[-1] in ".!?…\"”»'’)"


def _signed(layout: Layout, quote: Quote, block: Span) -> Attribution | None:
    """Match a signature: "Anna is an expert." - Commissioner Geoffrey S."""
    end = block.end
    if quote.end >= block.end:  # the name stands on the next line
        following = layout.paragraph_after(block)
        end = following.end if following else block.end
    match = _SIGNED.match(layout.text[:end], quote.end)
    if not match or len(match.group("name")) > 80:
        return None
    return Attribution((quote.span,), Span(*match.span("name")), None, form="direct", act="say",
                       confidence=0.8, rules=("signed",))


def _after_colon(layout: Layout, quote: Quote, sentence: Span, block: Span,
                 shelf: Shelf) -> Attribution | None:
    """Match "X was blunt: "C"", also where the colon ends the paragraph before."""
    if layout.text[sentence.start : quote.start].rstrip().endswith(":"):
        clause = Span(sentence.start, quote.start)
    elif quote.start == block.start and (before := layout.paragraph_before(block)) \
            and layout.text[before.start : before.end].endswith(":"):
        clause = list(rules.outer_sentences(layout, before))[-1]
    else:
        return None
    inside = [a for a in shelf.near(clause) if a.source and clause.contains(a.source)
              and a.cue and clause.contains(a.cue)]
    if inside and is_object(layout, inside[-1]) and clause.contains(inside[-1].extent):
        shelf.replace(inside.pop(), None)  # explained its decision: what follows is the explanation
    if inside:
        return altered(inside[-1], content=(quote.span,), within=None,
                       rules=(*inside[-1].rules, "colon"))
    found = introducer(layout.view(clause))
    if found is None:
        return None
    source, cue = found
    return Attribution((quote.span,), source, cue, form="direct", act="say", confidence=0.6,
                       rules=("colon",))


def introduced(layout: Layout, attribution: Attribution) -> Attribution:
    """Give a quotation after a colon to the subject of the clause before it, where the cue that
    an extractor chose is none: "The minister had to explain why he went:"."""
    if attribution.rules[-1:] != ("colon",) or attribution.cue is None \
            or read_cue(attribution.cue.of(layout.text)).lemma is not None:
        return attribution
    block = layout.paragraph_of(attribution.cue.start)
    clause = rules.outer_sentences(layout, block)[-1]
    found = introducer(layout.view(clause)) if clause.contains(attribution.cue) else None
    if found is None:
        return attribution
    return altered(attribution, source=found[0], cue=found[1])


def introducer(view: View) -> tuple[Span, Span | None] | None:
    """Return who is about to speak in "X turned to the crowd:", and the words that say so."""
    last = len(view.items) - 1
    while last >= 0 and view.tag(last) == "PUNCT":
        last -= 1
    main = clauses.main_clause(view, last)
    if main is not None:
        return view.span(*main[0]), view.span(main[1], last)
    subject = clauses.subject_after(view, 0)
    if view.low(0) in word_set("label"):
        return None
    if subject is not None and (subject[1] >= last - 1 or view.low(subject[1] + 1) in _ABOUT):
        return view.span(*subject), None
    return None


def is_titled(text: str) -> bool:
    """Say whether all longer words but function words have a capital, as in titles."""
    words = [w for word in text.split() if len(w := word.strip(_AROUND)) > 3]
    named = [w for w in words if w.lower() not in closed_class()]
    return len(named) > 1 and all(w[0].isupper() for w in named)


def is_heading(layout: Layout, quote: Quote, block: Span) -> bool:
    """Say whether a quotation is a heading: alone on a short line, no stop at its end."""
    inner = quote.inner.of(layout.text).rstrip()
    if quote.span == block and len(inner.split()) <= _HEADING_WORDS and is_titled(inner):
        return True
    if not inner or inner[-1] in _TERMINAL or quote.span != block or not quote.closed:
        return any(r.kind in ("heading", "title", "subtitle") and r.start <= quote.start < r.end
                   for r in layout.article.regions)
    before = layout.paragraph_before(block)
    if before and layout.text[before.start : before.end].endswith(":"):
        return False
    return len(inner.split()) <= _HEADING_WORDS


def _paraphrased(layout: Layout, quote: Quote, block: Span,
                 shelf: Shelf) -> Attribution | None:
    """Give a heading in quotation marks to whose words below it repeats."""
    goal = _stems(layout, quote.inner)
    best: tuple[float, Attribution] | None = None
    following = layout.paragraph_after(block)
    for _ in range(_SECTION):
        if following is None or any(q.span == following for q in layout.outer):
            break
        for attribution in shelf.near(following):
            if attribution.source and following.contains(attribution.extent):
                words = set().union(*(_stems(layout, s) for s in attribution.content))
                share = len(goal & words) / max(1, len(goal))
                if share >= _PARAPHRASE and (best is None or share > best[0]):
                    best = share, attribution
        following = layout.paragraph_after(following)
    if best is None:
        return None
    return altered(_uncued(best[1]), content=(quote.span,), form="direct",
                   confidence=min(best[1].confidence, 0.5), rules=(*best[1].rules, "heading"))


def _stems(layout: Layout, span: Span) -> set[str]:
    """Return the beginnings of the longer words: enough to see a paraphrase."""
    return {t.low[:5] for t in layout.tokens_of(span) if t.is_word and len(t.low) > 3}


def _same_speaker(layout: Layout, quote: Quote, block: Span,
                  shelf: Shelf) -> Attribution | None:
    """Give a paragraph that is one quotation to the last speaker of the paragraph before."""
    if quote.start != block.start or quote.end < block.end - 2 \
            or len(quote.inner.of(layout.text).split()) < 3:
        return None
    before = layout.paragraph_before(block)
    if before is None:
        return None
    spoken = [a for a in shelf.near(before) if a.source and not a.attitude and not a.negated
              and before.contains(a.extent) and before.contains(a.cue or a.source)]
    if not spoken:
        return None
    last = max(spoken, key=lambda a: a.extent.end)
    return altered(_uncued(last), content=(quote.span,), form="direct",
                   confidence=min(last.confidence, 0.6), rules=(*last.rules, "same speaker"))


def unmarked(layout: Layout, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield quotations that went on over paragraphs without marks until a stray closing one."""
    shelf = Shelf(found)
    for stray in layout.quotes.strays:
        block = layout.paragraph_of(stray.start)
        if layout.text[stray.end : block.end].strip() or _has_voice(layout, block, shelf):
            continue
        run = [block]
        while len(run) < _REACH and (before := layout.paragraph_before(run[-1])):
            if _has_voice(layout, before, shelf) or _is_short_line(layout, before):
                break
            run.append(before)
        host = _last_speaker(layout.paragraph_before(run[-1]), shelf)
        if host is not None:
            for paragraph in sorted(run):
                yield altered(_uncued(host), content=(paragraph,), form="direct",
                              confidence=min(host.confidence, 0.5),
                              rules=(*host.rules, "unmarked"))


def _uncued(host: Attribution) -> Attribution:
    """Return an attribution for further words of a speaker: his, but without a cue."""
    return altered(host, cue=None, cue_lemma=None, act="say", attitude=False, negated=False,
                   within=None)


def _has_voice(layout: Layout, block: Span, shelf: Shelf) -> bool:
    """Say whether a paragraph has quotation marks or an attribution of its own."""
    return bool(layout.quotes_in(block)) or any(
        block.contains(a.cue or a.source or a.extent) and not _is_told(layout, a)
        for a in shelf.near(block))


def _is_told(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a speaker tells of himself or of things: "I have seen what it does"."""
    if attribution.source is None:
        return True
    mention = source_mention(layout, attribution.source, layout.names)
    return mention.label == "UNNAMED" or mention.text.lower() in ("i", "we", "you", "who", "which")


def _is_short_line(layout: Layout, block: Span) -> bool:
    return len(layout.text[block.start : block.end].split()) < 6


def _last_speaker(block: Span | None, shelf: Shelf) -> Attribution | None:
    if block is None:
        return None
    spoken = [a for a in shelf.near(block)
              if a.source and not a.attitude and block.overlaps(a.extent)]
    return max(spoken, key=lambda a: a.extent.end, default=None)
