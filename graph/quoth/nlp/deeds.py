"""Verbs that report words elsewhere, where their object shows that something is only done: "sacked
the minister", "ordered him held", "showed reporters the lockers", "pleaded guilty"."""

from __future__ import annotations

from quoth.nlp.layout import Layout
from quoth.nlp.tokens import Token
from quoth.nlp.wordlists import closed_class, is_role, word_set, words_of
from quoth.records import Attribution, Span

_OBJECT = 8  # words of an object before the participle that says what is done to it
_AFTER = ("END", "PREP", "SUB", "CONJ", "ADV", "DATE")  # what follows such a participle
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
    if _is_named_so(attribution, verb) or _is_charge(attribution, verb) \
            or _is_reported_from(layout, cue, verb):
        return True
    if attribution.form != "indirect" or cue.end > attribution.extent.start:
        return False
    return any((_is_hiring(layout, verb, words), _is_done(verb, words),
                _is_silence(verb, words), _is_shown(layout, attribution, verb, words),
                _is_figure(layout, attribution, verb, words), _is_plea(verb, words),
                _is_permission(verb), _is_advice(attribution, verb, words),
                _is_cause(verb, words)))


def _is_hiring(layout: Layout, verb: list[str], words: list[Token]) -> bool:
    """Say whether a person is given or loses a post: "sacked", "appointed"."""
    if verb[-1] not in word_set("hiring"):
        return False
    head = words[:_OBJECT]
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
    return not clause and (bool(between) or words[0].low in ("us", "me"))


def _is_figure(layout: Layout, attribution: Attribution, verb: list[str],
               words: list[Token]) -> bool:
    """Say whether a firm or place has a result, in the style of headlines: "posts record sales"."""
    noun = any(t.low in word_set("result noun") for t in words)
    clause = any(closed_class().get(t.low) in ("SUB", "AUX") for t in words)
    if not noun or clause:
        return False
    return verb[-1] in ("posts", "posted", "record", "notches", "logs") \
        or verb[-1] == "reports" and not layout.text[
            attribution.extent.end : attribution.extent.end + 2].strip(" \n").startswith(".")


def _is_plea(verb: list[str], words: list[Token]) -> bool:
    return verb[-1].startswith("plead") and "guilty" in [t.low for t in words[:2]]


def _is_permission(verb: list[str]) -> bool:
    """Say whether a law or deed makes something possible: "the bill would allow farmers to"."""
    return verb[-1] in ("allow", "permit", "enable", "let") \
        and bool(set(verb) & word_set("modal"))


def _is_advice(attribution: Attribution, verb: list[str], words: list[Token]) -> bool:
    """Say whether the article itself asks for something: "motorists are advised to wait"."""
    return attribution.source is None and verb[-1] in ("advised", "reminded", "asked", "invited") \
        and bool(set(verb) & {"is", "are"}) and words[0].low == "to"


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


def _is_named_so(attribution: Attribution, verb: list[str]) -> bool:
    """Say whether something only has its name in marks: "the class was called "the last""."""
    return attribution.source is None and attribution.form == "mixed" \
        and verb[-1] in word_set("naming") and bool(set(verb) & word_set("to be"))
