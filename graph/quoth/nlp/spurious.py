"""What looks like an attribution and reports nobody's words: titles, deeds, names, labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quoth.nlp.deeds import is_act
from quoth.nlp.fiction import is_played
from quoth.nlp.layout import Layout
from quoth.nlp.lexicon import cue_forms
from quoth.nlp.listed import is_head
from quoth.nlp.orphans import is_titled
from quoth.nlp.wordlists import closed_class, word_set
from quoth.records import Attribution, Mention, Span

_ASKED = re.compile(r"(?:^|[.!?”\"]\s|\n)(?:When )?[Aa]sked (?:by [^,.]{2,40} )?$")
_ADVISED = re.compile(r"\b(?:is|are|was|were|been|being) "
                      r"(?:advised|informed|told|reminded|warned)$")
_VERSION = re.compile(r"(?:an?|the) (?:earlier|previous|original) (?:version|edition)\b", re.I)
_PROVIDES = re.compile(r"(?:\w+ )?provide[sd]? for ")
_NOT_ALL = re.compile(r"\bnot (?:(?:all|every|many|everyone)(?: of)? )?(?:the )?$", re.I)
_JUDGING = ("praise", "criticise", "condemn", "congratulate")
_SUNG = ("sing", "recite")
_SONG = 7  # words of what is too long for the title of a song
_HEADLINE = 60  # characters that a headline seldom has with a stop
_ASKS_IF = re.compile(r"(?:(?:But|And|So) )?(?:[Dd]id|[Dd]o|[Dd]oes|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ill"
                      r"|[Ww]ould|[Cc]ould|[Cc]an|[Ss]hould) ")
_HEADINGS = ("title", "heading", "subtitle")


def is_spurious(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a classified attribution is to be dropped; found once for each."""
    return layout.once("spurious", attribution, _is_spurious)


def _is_spurious(layout: Layout, attribution: Attribution) -> bool:
    return any(test(layout, attribution) for test in (
        _is_uncued, _is_work, _is_deed, _is_naming, _is_reminder, _is_label, _is_owned,
        _is_in_heading, _is_known, _is_by_plan, _is_addressee, _is_rule, _is_asked,
        _is_traded, _is_advised, _is_number, _is_correction, _is_not_all,
        _is_question, is_act, is_head, is_played))


def _is_uncued(layout: Layout, attribution: Attribution) -> bool:
    """Say whether no word says that an unquoted content was said: "the new ideas of the agency".

    On PolNeAR's dev articles one in ten of these is right.
    """
    if attribution.cue is not None or attribution.rules != ("model",):
        return False
    source, first = attribution.source, attribution.content[0]
    between = layout.text[source.end : first.start].lower().split() if source else []
    kept = attribution.form == "mixed" and between[-1:] != [] \
        and between[-1] in word_set("deed")  # kept its "buy" rating
    return attribution.form == "indirect" or kept


def _is_work(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the content is the title of what somebody wrote or sang."""
    cue, first = attribution.cue, attribution.content[0]
    if cue and attribution.form == "direct" \
            and cue.of(layout.text).split()[-1].lower() in word_set("titled noun") \
            and layout.text[cue.end : first.start].strip() in ("", ",") and cue.end <= first.start:
        return True  # her talk, "How to boil a frog", is sold out
    title = attribution.content[0].of(layout.text).strip("\"“”'‘’.,")
    return attribution.form == "direct" and attribution.cue_lemma in word_set("title verb") \
        and (is_titled(title) or attribution.cue_lemma in _SUNG and _is_song(title))


def _is_song(title: str) -> bool:
    """Say whether words begin and end with a capital, with no stop: "Abide with Me"."""
    words = title.split()
    return 1 < len(words) < _SONG and words[0][0].isupper() and words[-1][0].isupper() \
        and words[-1][-1].isalpha()


def _is_deed(layout: Layout, attribution: Attribution) -> bool:
    """Say whether somebody does something and says nothing: "the parliament adopted the law"."""
    if attribution.cue is None or attribution.cue_lemma not in (None, "grant", "summon") \
            or attribution.form == "direct" or attribution.cue.end > attribution.extent.start:
        return False
    words = attribution.cue.of(layout.text).lower().split()
    opening = attribution.content[0].of(layout.text).split()[0].lower()
    verb = words[-2] if words[-1] in ("down", "up", "off") and len(words) > 1 else words[-1]
    done = not word_set("deed").isdisjoint((verb, "_".join(words[-2:])))
    return done and opening != "to" and opening[0] not in "\"“«‘" \
        and closed_class().get(opening) not in ("SUB", "AUX")


def _is_naming(layout: Layout, attribution: Attribution) -> bool:
    """Say whether something only has a name in quotation marks: "a device called "Leaf"."""
    cue = attribution.cue
    return attribution.source is None and attribution.form == "direct" and cue is not None \
        and cue.of(layout.text).split()[-1].lower() in word_set("naming")


def _is_reminder(layout: Layout, attribution: Attribution) -> bool:
    """Say whether the article speaks to its reader: "let us recall", "it should be noted"."""
    source, cue = attribution.source, attribution.cue
    if source is None and cue is not None:
        words = cue.of(layout.text).lower().split()
        return "should" in words or words[-2:] == ["be", "recalled"] \
            or layout.text[: cue.start].rstrip().lower().endswith(" should")
    if source is not None and cue is not None and source.of(layout.text) == "We" \
            and not any(q.start < source.start < q.end for q in layout.quotes_in(source)):
        words = [*cue.of(layout.text).lower().split(),
                 *attribution.content[0].of(layout.text).lower().split()[:3]]
        return bool({"recall", "remind"} & set(words))
    return source is not None and source.of(layout.text).lower() == "us" \
        and layout.text[: source.start].rstrip().lower().endswith("let")


def _is_label(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a label takes the place of a speaker: "Q&A: "We were lied to"", "About Oxo: ".
    """
    source, cue = attribution.source, attribution.cue
    words = source.of(layout.text).lower() if source else ""
    return (words in word_set("label") or words.startswith("about ")) \
        and (cue is None or cue.of(layout.text) == ":")


def is_dateline(layout: Layout, attribution: Attribution, mentions: Iterable[Mention]) -> bool:
    """Say whether a place heads a paragraph and says nothing: "LAHORE: No kilns may open.".

    A place that has several turns is somebody's, and so is what stands in marks or in a headline.
    """
    source, cue, text = attribution.source, attribution.cue, layout.text
    if source is None or cue is None or cue.of(text) != ":" or not any(
            m.span == source and m.label in ("LOC", "GPE") for m in mentions):
        return False
    block, first = layout.paragraph_of(source.start), attribution.content[0]
    words, label = block.of(text).rstrip(), f"{source.of(text)}:"
    report = block.end - block.start > _HEADLINE and words[-1] in ".”\""
    return block.start == source.start and report and not any(
        q.start <= first.start for q in layout.quotes_in(first)) and (
        text.count(f"\n{label}") + text.startswith(label) == 1)


def _is_owned(layout: Layout, attribution: Attribution) -> bool:
    """Say whether words are only what somebody has: "The council has a motto. "C"."""
    words = attribution.cue.of(layout.text).lower().split() if attribution.cue else []
    return len(words) == 2 and words[0] in ("has", "had", "have") and words[1] in ("a", "an", "the")


def _is_in_heading(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a first person speaks in a heading in quotation marks: whose words these are
    the heading leaves open."""
    source = attribution.source
    return source is not None and source.of(layout.text).lower() in ("i", "we", "you") and any(
        r.kind in _HEADINGS and r.start <= source.start < r.end
        for r in layout.article.regions)


def _is_known(layout: Layout, attribution: Attribution) -> bool:
    """Say whether something is only known: "the ferry is known to run late"."""
    cue = attribution.cue
    return attribution.source is None and attribution.form == "indirect" and cue is not None \
        and "known" in cue.of(layout.text).lower().split()


def _is_question(layout: Layout, attribution: Attribution) -> bool:
    """Say whether it is only asked if somebody said so: "Did the firm know C?"."""
    source, cue, content = attribution.source, attribution.cue, attribution.content
    if source is None or cue is None or attribution.form == "direct" or not (
            source.start < cue.start < content[0].start):
        return False
    sentence = layout.sentence_of(source.start)
    asks = _ASKS_IF.match(layout.text, sentence.start) if sentence else None
    return asks is not None and source.start in (asks.end(), sentence.start) \
        and "?" in layout.text[content[-1].end - 1 : content[-1].end + 2]


def _is_by_plan(layout: Layout, attribution: Attribution) -> bool:
    """Say whether "according to" tells how something goes: "according to the plan"."""
    source = attribution.source
    return source is not None and attribution.cue_lemma == "according to" \
        and attribution.form == "indirect" \
        and source.of(layout.text).lower().split()[-1] in word_set("no source")


def _is_addressee(layout: Layout, attribution: Attribution) -> bool:
    """Say whether all that stands for the content is a person: "she said, quoting him"."""
    words = " ".join(s.of(layout.text) for s in attribution.content).lower().split()
    if attribution.form != "indirect" or len(words) != 1:
        return False
    return words[0] in ("nothing", "not", "himself", "herself", "themselves") \
        or words[0] in word_set("object pronoun") and attribution.act in ("say", "ask")


def _is_rule(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a law or task asks for something: "the rules require two doors", "the treaty
    provides for a patrol"."""
    cue = attribution.cue
    if cue is not None and attribution.form == "indirect":
        whole = layout.text[cue.start : attribution.content[0].end].lower()
        if _PROVIDES.match(whole):
            return True
    return attribution.cue_lemma == "require" and attribution.form == "indirect"


def _is_asked(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a source is given what it was asked: "Asked whether she would go, Roe smiled"."""
    start, source = attribution.extent.start, attribution.source
    before = layout.text[max(0, start - 60) : start]
    return source is not None and source.start > start and attribution.form == "indirect" \
        and _ASKED.search(before) is not None


def _is_not_all(layout: Layout, attribution: Attribution) -> bool:
    """Say whether only some praise or blame what is told: "Not everyone welcomed the visit"."""
    source = attribution.source
    if source is None or attribution.form != "indirect" or attribution.act not in _JUDGING:
        return False
    return _NOT_ALL.search(layout.text[max(0, source.start - 20) : source.start]) is not None \
        or source.of(layout.text).lower().startswith("not ")


def is_agreed(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a content is what another says that a source agrees with: "he asked for a
    recount, and the court agreed"."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or attribution.form != "indirect" \
            or len(attribution.content) < 2 or attribution.content[-1].end > cue.start \
            or cue.of(layout.text).lower().split()[-1] not in ("agreed", "agrees", "agree"):
        return False
    sentence = layout.sentence_of(cue.start)
    start = attribution.extent.start
    before = layout.tokens_of(Span(sentence.start, start)) if sentence else []
    return any(t.low in cue_forms() for t in before[1:]) \
        and re.search(r",? (?:and|but) ", layout.text[start : cue.start]) is not None


def _is_traded(layout: Layout, attribution: Attribution) -> bool:
    """Say whether a cue is a noun of what is exchanged: "trade blame over the shooting"."""
    cue = attribution.cue
    if cue is None or attribution.form == "direct":
        return False
    words = layout.text[max(0, cue.start - 30) : cue.end].lower().split()
    return len(words) > 1 and words[-1] in word_set("exchanged noun") and (
        words[-2] in word_set("exchanging") or words[-2] == "the" and words[-3:-2] != []
        and words[-3] in word_set("exchanging"))


def _is_advised(layout: Layout, attribution: Attribution) -> bool:
    """Say whether somebody only was told of something: "he was advised of his rights"."""
    cue = attribution.cue
    return attribution.source is None and cue is not None and attribution.form == "indirect" \
        and _ADVISED.search(cue.of(layout.text).lower()) is not None \
        and attribution.content[0].of(layout.text).split()[0].lower() in ("of", "about")


def _is_number(layout: Layout, attribution: Attribution) -> bool:
    """Say whether only a number stands for the source: "by a 5-4 vote the council shut it"."""
    words = attribution.source.of(layout.text).split() if attribution.source else []
    return bool(words) and "-" in words[-1] and all(
        w[0].isdigit() and not any(c.isalpha() for c in w) or w.lower() in ("a", "an", "the", "by")
        for w in words)


def _is_correction(layout: Layout, attribution: Attribution) -> bool:
    """Say whether an article corrects itself: "An earlier version of this article misstated"."""
    source = attribution.source
    return source is not None and _VERSION.match(source.of(layout.text)) is not None
