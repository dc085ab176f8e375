"""Verbs that report words elsewhere, where their object shows that something is only done: "sacked
the minister", "ordered him held", "showed reporters the lockers", "pleaded guilty"."""

from __future__ import annotations

from quoth.nlp.layout import Layout
from quoth.nlp.tokens import Token
from quoth.nlp.wordlists import closed_class, is_past, is_role, word_set, words_of
from quoth.records import Attribution, Span

_OBJECT = 8  # words of an object before the participle that says what is done to it
_AFTER = ("END", "PREP", "SUB", "CONJ", "ADV", "DATE")  # what follows such a participle
_PASSIVE = {"accused": ("of",), "blamed": ("for",), "suspected": ("of",), "believed": ("to",),
            "thought": ("to",), "alleged": ("to",), "charged": ("with",), "known": ("to", "for"),
            "described": ("as",), "rumoured": ("to",), "cleared": ("of",)}
_AGENDA = 5  # words of "the audited accounts for the year" in which its noun stands
_BUSINESS = 12  # words of such a content
_POINTS = 6  # words of "that in 2019"
_BRIEFED = ("familiar", "close", "briefed")  # people familiar with the case
_PLURALS = ("days", "weeks", "months", "years", "times", "decades", "elections", "meetings")
_SHORT = 7  # words of "no more about it that evening"


def is_act(layout: Layout, attribution: Attribution) -> bool:
    """Say whether an unquoted content after its cue is what a deed is done to or with."""
    cue = attribution.cue
    if cue is None or attribution.form == "direct":
        return False
    verb = [t.low for t in layout.tokens_of(cue) if t.is_word]
    words = [t for t in layout.tokens_of(attribution.content[0]) if t.is_word]
    if not verb or not words:
        return False
    if verb[-1] == "abstaining" or _is_filing(attribution, verb, words) \
            or _is_advice(attribution, verb, layout):
        return True  # C, Councillor Roe abstaining
    if _is_named_so(attribution, verb, words) or _is_charge(attribution, verb) \
            or _is_reported_from(layout, cue, verb):
        return True
    if attribution.form != "indirect" or cue.end > attribution.extent.start:
        return False
    return any((_is_hiring(layout, verb, words), _is_done(verb, words),
                _is_silence(verb, words), _is_heard(verb, words),
                _is_shown(layout, attribution, verb, words),
                _is_figure(layout, attribution, verb, words), _is_plea(verb, words),
                _is_permission(verb), _is_agenda(verb, words),
                _is_picture(layout, attribution, verb, words),
                _is_cause(verb, words), _is_writing(layout, attribution, verb, words),
                _is_next(layout, attribution, words), _is_referral(verb, words),
                _is_participial(layout, attribution, words),
                _is_discerned(layout, attribution, verb, words),
                _is_pointer(layout, attribution, verb, words), _is_contest(verb, words),
                _is_met(layout, verb, words), _is_cited(layout, verb, words),
                _is_won(verb, words), _is_name_given(layout, attribution, verb, words)))


def _is_hiring(layout: Layout, verb: list[str], words: list[Token]) -> bool:
    """Say whether a person is given or loses a post: "sacked", "appointed"."""
    if verb[-1] not in word_set("hiring"):
        return False
    head = words[:_OBJECT]
    if any(t.low in word_set("claim noun") for t in head):
        return False  # dismissed calls from senators
    clause = any(closed_class().get(t.low) in ("SUB", "AUX") and t.low != "to" for t in head)
    people = words_of("person", "title", "group")
    named = any(m.start == words[0].start and m.label in ("PERSON", "UNNAMED")
                for m in layout.names_in(Span(words[0].start, words[-1].end)))
    return not clause and (named or words[0].low in word_set("object pronoun")
                           or any(is_role(t.low, people) for t in head))


def _is_done(verb: list[str], words: list[Token]) -> bool:
    """Say whether an order is carried out at once: "ordered him held", "ordered the road shut"."""
    if verb[-1] not in word_set("ordering"):
        return False
    for at, token in enumerate(words[:_OBJECT]):
        tag = closed_class().get(token.low)
        if tag == "SUB" or tag == "AUX":
            return False
        following = closed_class().get(words[at + 1].low) if at + 1 < len(words) else "END"
        if at and _is_participle(token) and following in _AFTER \
                and closed_class().get(words[at - 1].low) != "DET":
            return True
    return False


def _is_participle(token: Token) -> bool:
    return token.text.islower() and (token.low.endswith("ed") and len(token.low) > 4
                                     and "-" not in token.low
                                     or token.low in word_set("participle"))


def _is_silence(verb: list[str], words: list[Token]) -> bool:
    """Say whether nothing is said: "says little", "said no more about it"."""
    lows = [t.low for t in words]
    if verb[-1] in ("asked", "asking", "requested", "ask") and (
            lows[:3] == ["not", "to", "be"] or lows[:2] == ["to", "remain"] or lows == [
                "anonymity"]):
        return True  # asked not to be named
    return verb[-1] in word_set("saying") and len(lows) <= _SHORT \
        and (lows[0] in ("nothing", "little") and closed_class().get("".join(lows[1:2])) != "AUX"
             or lows[:2] in (["no", "more"], ["not", "much"]))


def _is_shown(layout: Layout, attribution: Attribution, verb: list[str],
              words: list[Token]) -> bool:
    """Say whether somebody is shown a thing: "showed reporters the lockers", "showed us round"."""
    if verb[-1] not in ("show", "shows", "showed", "showing", "shown") or attribution.cue is None:
        return False
    between = layout.text[attribution.cue.end : words[0].start].split()
    clause = closed_class().get(words[0].low) == "SUB" or between[-1:] == ["that"]
    given = words[0].low in ("him", "her", "them") and len(words) > 1 \
        and words[1].low in ("a", "an", "the", "his", "her", "their")
    return not clause and (bool(between) or words[0].low in ("us", "me") or given)


def _is_heard(verb: list[str], words: list[Token]) -> bool:
    """Say whether a sound is heard, and not that something is so: "had heard the bang"."""
    return verb[-2:] == ["had", "heard"] and words[0].low in ("a", "the") \
        and not any(closed_class().get(t.low) in ("SUB", "AUX") for t in words)


def _is_figure(layout: Layout, attribution: Attribution, verb: list[str],
               words: list[Token]) -> bool:
    """Say whether a firm or place has a result, in the style of headlines: "posts record sales"."""
    if verb[-1] not in word_set("result verb"):
        return False
    noun = any(t.low in word_set("result noun") for t in words)
    clause = any(closed_class().get(t.low) in ("SUB", "AUX") for t in words)
    if not noun or clause:
        return False
    return verb[-1] in ("posts", "posted", "record", "recorded", "notches", "logs") \
        or verb[-1] == "reports" and not layout.text[
            attribution.extent.end : attribution.extent.end + 2].strip(" \n").startswith(".")


def _is_plea(verb: list[str], words: list[Token]) -> bool:
    return verb[-1].startswith("plead") and "guilty" in [t.low for t in words[:2]] \
        or verb[-1] == "guilty" and any(word.startswith("plead") for word in verb)


def _is_writing(layout: Layout, attribution: Attribution, verb: list[str],
                words: list[Token]) -> bool:
    """Say whether a work is written: "wrote a chapter about lifts"."""
    if verb[-1] not in ("wrote", "written", "writes", "write", "writing") or not attribution.cue:
        return False
    between = layout.text[attribution.cue.end : words[0].start].lower().split()
    return bool(word_set("written work") & {*between, *(t.low for t in words[:4])}) \
        and not {"that", "saying", "how", "why"} & {*between, *(t.low for t in words)}


def _is_filing(attribution: Attribution, verb: list[str], words: list[Token]) -> bool:
    """Say whether a complaint is lodged, and not what it says: "filed a complaint against him"."""
    lodged = {"filed", "files", "lodged", "lodges", "file", "lodge"} & set(verb)
    nouns = {"complaint", "appeal", "charges", "suit", "lawsuit", "objection", "motion",
             "petition", "application"} & {
        *verb, *(t.low for t in words[:3])}
    return attribution.form == "indirect" and bool(lodged and nouns) \
        and words[0].low not in ("that", "saying", "alleging", "arguing")


def _is_referral(verb: list[str], words: list[Token]) -> bool:
    """Say whether a case goes elsewhere, or a title is at stake: "referred it to the court",
    "defends her title"."""
    lows = [t.low for t in words]
    if verb[-1].startswith("defend"):
        return len(lows) < _AGENDA and bool({"title", "crown", "championship", "lead"} & set(lows))
    return verb[-1] in ("refer", "refers", "referred", "referring") and "to" in lows[1:] \
        and lows[0] != "to" and bool(word_set("referee") & set(lows[lows.index("to", 1) :]))


def _is_participial(layout: Layout, attribution: Attribution, words: list[Token]) -> bool:
    """Say whether a source is only what others say of it: "the man accused of theft was freed",
    "the operator blamed for the crash", "a man believed to be 40"."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or not 0 <= cue.start - source.end < 3 \
            or source.of(layout.text).lower() in word_set("subject pronoun"):
        return False
    said = [t.low for t in layout.tokens_of(cue)]
    following = said[1] if len(said) > 1 else words[0].low
    return len(said) < 3 and following in _PASSIVE.get(said[0], ())


def _is_next(layout: Layout, attribution: Attribution, words: list[Token]) -> bool:
    """Say whether a content is what its subject does after the deed that a cue tells: "reported for
    duty in June and | checked 200 tickets"."""
    cue = attribution.cue
    between = layout.text[cue.end : words[0].start].split() if cue else []
    return len(between) > 1 and between[-1] == "and" and is_past(words[0].low) \
        and words[0].text.islower()


def _is_discerned(layout: Layout, attribution: Attribution, verb: list[str],
                  words: list[Token]) -> bool:
    """Say whether somebody can tell things apart: "nobody can tell whether", "how they tell that".

    What is told to somebody has its addressee after the verb.
    """
    addressed = attribution.cue and layout.text[attribution.cue.end : words[0].start].strip()
    return verb[-1] in ("tell", "tells") and not addressed and (
        words[0].low in ("whether", "if", "which", "apart")
        or words[0].low == "that" and "can" not in verb[:-1] and len(verb) == 1)


def _is_pointer(layout: Layout, attribution: Attribution, verb: list[str],
                words: list[Token]) -> bool:
    """Say whether a content only points at another: "had shown that in 2019", "says this often"."""
    if words[0].low not in ("that", "this", "it", "so") or len(attribution.content) > 1 \
            or verb[-1] not in word_set("pointing verb"):
        return False
    sentence = layout.sentence_of(words[0].start)
    rest = words[1:] or sentence and layout.tokens_of(Span(words[0].end, sentence.end))
    if not rest:
        return False
    dated = {"before", "already", "again", "often", "too", "every", "all", "last", "since", "for",
             "in", "on", "at", "during", "after", "once", "twice"}
    return rest[0].low in dated and len(rest) < _POINTS and not any(
        closed_class().get(t.low) in ("AUX", "SUB") and t.low != "to" or is_past(t.low)
        or t.low.endswith("s") and t.low not in _PLURALS
        and closed_class().get(t.low) is None for t in rest)


def _is_contest(verb: list[str], words: list[Token]) -> bool:
    """Say whether something goes to court: "challenged the closure in court"."""
    lows = [t.low for t in words]
    return verb[-1] in word_set("to contest") and any(
        low in word_set("court noun") and {"in", "before", "at"} & set(lows[max(0, at - 3) : at])
        for at, low in enumerate(lows))


def _is_cited(layout: Layout, verb: list[str], words: list[Token]) -> bool:
    """Say whether only who is cited is told, and not what they said: "citing two sources"."""
    head = words[:_OBJECT]
    if verb[-1] not in ("citing", "cites", "cited", "quoting") or any(
            closed_class().get(t.low) in ("AUX", "SUB") and t.low != "who" for t in head):
        return False
    stop = next((n for n, t in enumerate(head) if n and (
        closed_class().get(t.low) in ("PREP", "PRON") or t.low in _BRIEFED)), len(head))
    people = words_of("person", "group", "org") | word_set("anonymous")
    named = any(m.label in ("PERSON", "ORG") and m.end == head[stop - 1].end
                for m in layout.names_in(Span(words[0].start, words[-1].end)))
    return named or is_role(head[stop - 1].low, people)


def _is_won(verb: list[str], words: list[Token]) -> bool:
    """Say whether somebody has or takes what a verb of claiming names: "claims 80,000 members",
    "claimed a third title", "the flood claimed nine lives"."""
    if verb[-1] not in ("claim", "claims", "claimed", "claiming") or any(
            closed_class().get(t.low) in ("AUX", "SUB") for t in words[:_OBJECT]):
        return False
    return any(t.low in word_set("claimed thing") for t in words[:_AGENDA])


def _is_met(layout: Layout, verb: list[str], words: list[Token]) -> bool:
    """Say whether a person or animal is found or known again: "found a lost boy in the reeds"."""
    if verb[-1] not in word_set("to find"):
        return False
    if words[0].low in ("it", "them", "him", "her"):
        return len(words) > 1 and closed_class().get(words[1].low) in ("PREP", "DATE", "SUB")
    if words[0].low not in ("a", "an", "the", "two"):
        return False
    head = words[1:_OBJECT]
    stop = next((n for n, t in enumerate(head)
                 if closed_class().get(t.low) in ("PREP", "SUB", "AUX", "PRON")), len(head))
    clause = any(closed_class().get(t.low) == "AUX" for t in head[: stop + 1])
    last = head[:stop][-2:]
    return not clause and any(is_role(t.low, word_set("person")) or "-year-old" in t.low
                              for t in last) and not {t.low for t in head} & {
                                  "guilty", "liable", "innocent", "fit"}


def _is_name_given(layout: Layout, attribution: Attribution, verb: list[str],
                   words: list[Token]) -> bool:
    """Say whether somebody or something only gets or has a name: "named the baby Wren", "which
    calls itself Front"."""
    if verb[-1] in ("call", "calls", "called", "calling") and words[0].low in (
            "itself", "themselves") and attribution.source is not None:
        return attribution.source.of(layout.text).lower() in ("which", "that", "who")
    lows = [t.low for t in words[:4]]
    if verb[-2:] == ["known", "as"]:
        return True
    return verb[-1] in ("named", "names", "naming", "name", "christened") \
        and words[-1].is_title and any(low in word_set("newborn") for low in lows)


def _is_permission(verb: list[str]) -> bool:
    """Say whether a law or deed makes something possible or due: "the bill would allow farmers to",
    "the directive obliges states to"."""
    if verb[-1] in ("oblige", "obliges", "concerns"):
        return True  # "the dispute concerns a hedge"
    return verb[-1] in ("allow", "permit", "enable", "let") \
        and bool(set(verb) & word_set("modal"))


def _is_advice(attribution: Attribution, verb: list[str], layout: Layout) -> bool:
    """Say whether the article itself asks for something: "motorists are advised to wait"."""
    return attribution.source is None and attribution.form == "indirect" \
        and verb[-1] in ("advised", "reminded", "asked", "invited", "urged", "requested") \
        and bool(set(verb) & {"is", "are"}) \
        and attribution.content[-1].of(layout.text)[:3].lower() == "to "


def _is_agenda(verb: list[str], words: list[Token]) -> bool:
    """Say whether a meeting goes on with its business: "considered four applications"."""
    head = words[:_AGENDA]
    return verb[-1] in word_set("agenda verb") and len(words) < _BUSINESS \
        and any(t.low in word_set("agenda noun") for t in head) \
        and not any(closed_class().get(t.low) in ("SUB", "AUX") and t.low != "to" for t in words)


def _is_picture(layout: Layout, attribution: Attribution, verb: list[str],
                words: list[Token]) -> bool:
    """Say whether a picture shows a thing or somebody publishes a work: "footage shows two
    houses", "published a photograph"."""
    lows = [t.low for t in words[:_OBJECT]]
    if verb[-1].startswith("publish"):
        return bool(set(lows[:4]) & {"photograph", "photographs", "photo", "photos", "map"}) \
            or bool({"papers", "articles", "novels", "books", "poems", "stories"} & set(lows[:4]))
    source = attribution.source
    if verb[-1] not in ("show", "shows", "showed") or source is None \
            or lows[0] in ("that", "him", "her", "them") \
            or closed_class().get(lows[0]) in ("SUB", "AUX"):
        return False
    sentence = layout.sentence_of(source.start)
    start = source.start if sentence is None else sentence.start
    names = layout.text[start : source.end].lower().split()
    return bool(set(names[:3]) & word_set("picture source"))


def _is_cause(verb: list[str], words: list[Token]) -> bool:
    """Say whether what follows a verb is why, what for or with what somebody acts: "apologised
    after a fire", "bought it, wanting to farm", "recalled 40 prams"."""
    if verb[-1] in ("denied", "denies", "deny"):  # denied her a visa
        return words[0].low in word_set("object pronoun") and len(words) > 1 \
            and words[1].low in ("a", "an", "the", "entry", "access", "bail", "any")
    if verb[-1] in word_set("posting") and not verb[-1].startswith("publish"):  # shared it
        return words[0].low in ("it", "this", "them") \
            or bool({t.low for t in words[:4]} & word_set("picture noun"))
    if verb[-1] in ("about", "of") and verb[-2:-1] != ["spoke"]:
        return [t.low for t in words] in (["it"], ["this"], ["that"], ["him"], ["her"], ["them"])
    if set(verb) & {"vote", "votes", "voted", "voting"}:
        return words[0].low == "on"
    if verb[-1] in ("cited", "booked") and words[0].low in word_set("object pronoun"):
        return any(t.low == "for" for t in words[1:2])  # cited him for speeding
    if verb[-1].startswith("recall"):
        return words[0].text[0].isdigit() or words[0].low in ("its", "thousands", "hundreds")
    return verb == ["wanting"] or verb[-1].startswith(("apologis", "apologiz")) \
        and words[0].low in ("after", "when", "before", "to")


def _is_charge(attribution: Attribution, verb: list[str]) -> bool:
    """Say whether a court is at work and nobody accuses: "has been charged with theft", "was fined
    and ordered to pay"."""
    return attribution.source is None and attribution.form == "indirect" and (
        "charged" in verb and bool(set(verb) & word_set("to be")) or verb[-1:] == ["ordered"])


def _is_reported_from(layout: Layout, cue: Span, verb: list[str]) -> bool:
    """Say whether only the place of what was reported is told: "were reported from two towns"."""
    return verb[-1] == "reported" and bool(set(verb) & word_set("to be")) \
        and layout.text[cue.end : cue.end + 6].split()[:1] in (["from"], ["in"], ["at"])


def _is_named_so(attribution: Attribution, verb: list[str], words: list[Token]) -> bool:
    """Say whether something only has its name in marks: "the class was called "the last"", "the
    town calls itself "Little Rome""."""
    if verb[-1] in ("call", "calls", "called") and words[0].low == "itself":
        return len(words) > 1 and all(t.is_title for t in words[1:])
    return attribution.source is None and attribution.form == "mixed" \
        and verb[-1] in word_set("naming") and bool(set(verb) & word_set("to be"))
