"""What a name of one word is, a person's or a body's, by all that an article says of it.

A model of sentences takes "Velmora said it would close" for a person. People are introduced by
their full name, an office or a trade; a name that never is, and owns a spokesman or is "it", is a
body's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quoth.linking.foreign import ends_as_body, whole_foreign
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import fold
from quoth.linking.person_names import opens_sentence
from quoth.linking.spoken_names import is_made, spoken
from quoth.linking.words import is_agent, word_sets
from quoth.records import Mention, Span

_BEFORE = re.compile(r"([\w’'.-]+),? [“\"«‘]?$")
_AGE = re.compile(r",? (?:\(?\d\d?\)?(?=[\s,;).])|aged \d|who\b|whose\b|himself\b|herself\b)")
_APPOSED = re.compile(r", (?:an?|the|his|her|their|our|my|one of) ((?:[\w’'-]+ ){0,5}?[\w’'-]+)"
                      r"(?= (?:who|of|for|from|at|in|with|whose|and)\b|[,.;])")
_OWNS = re.compile(r"['’]s? (?:[\w-]+ ){0,2}?([a-z]+)\b")
_NOUN = re.compile(r" (?:chief )?([a-z]+)\b")
_AT = re.compile(r"(?i)\b(?:shares (?:in|of)|customers of|stake in|employed by|owned by|run by"
                 r"|made by|built by|operated by|supplied by|works? (?:for|at)|worked (?:for|at)|"
                 r"working (?:for|at)|jobs? (?:at|with)|joined|founded|acquired|bought)"
                 r" [“\"«‘]?$")
_RUN = re.compile(r"\b\w+-(?:run|owned|controlled|funded|listed|affiliated) [“\"«‘]?$")
_IN = re.compile(r"\b(?:in|near|outside|around|towards|across|of|to|from|at|through) $")
_SUBJECT = re.compile(r"[^\n.!?]{0,160}")
_ITS = re.compile(r"\bits\b|\bit (?:would|will|had|has|plans?|planned|expect(?:s|ed)|intends?"
                  r"|aims?|was (?:\w+ing)|is (?:\w+ing)|did|does|no longer|could not)\b")
_IT = re.compile(r"\bits?\b")
_HE = re.compile(r"\b(?:he|she|his|her|him)\b")
_NEXT = re.compile(r"(?i)[^\n]{0,200}?[.!?][”\"]?\s+(?:[“\"][^”\"\n]{0,200}[”\"],?\s)?"
                   r"(he|she|it(?! (?:turn|seem|appear|emerge|transpire|rain|snow)(?:s|ed)\b))\b")
_LED = re.compile(r" (?:administration|government|campaign|cabinet|presidency|camp|regime|era"
                  r"|spokesman|spokeswoman|transition team|coalition)\b")
_THE_BODY = re.compile(r"[.!?][”\"]?\s+(?:[“\"][^”\"\n]*[”\"],? (?:said )?)?[Tt]he "
                       r"(?!other |rival |new |next |second )(?:[a-z]+s['’] )?"
                       r"([a-z]+)(?:[a-z-]* ([a-z]+))?\b")
_STATES = frozenset([
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan",
    "Ky", "La", "Md", "Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore",
    "Pa", "Tenn", "Vt", "Va", "Wash", "W.Va", "Wis", "Wyo", "N.H", "N.J", "N.M", "N.Y", "N.C",
    "N.D", "R.I", "S.C", "S.D", "B.C", "Ont", "Que", "Alta", "Sask", "Man"])
_DAYS = frozenset({"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri"})
_DATE = re.compile(r",? (?:\d|[A-Z][a-z]{2,8} \d)")
_REPORTS = re.compile(r" (?:also |first |has |had )?(?:reported|reports) (?:that|on|how|in)\b")
_WHICH = re.compile(r",? which (?!lies|sits|stands|borders|lay|sat|overlooks|straddles)\w+")
_ITS_OWN = re.compile(r"\bits (?:own )?([a-z]+)\b")
_TOLD = re.compile(r"\b(?:told|by|to|in|with) (?:the )?[“\"«]?$")
_MOST = 5  # words of a body that is not shown as one by its own words
_WORD = re.compile(r"[^\W\d_][\w’'&.-]*")


def typed(text: str, mentions: Sequence[Mention], base: KnowledgeBase) -> list[Mention]:
    """Return the mentions, with names of one word that are a body's typed so."""
    mentions = whole_foreign(text, spoken(text, mentions), base)
    mentions = [_with_ending(text, m, base) for m in mentions
                if not _is_state(text, m) and not _is_small(text, m, base)
                and not _is_thing(text, m)]
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if _may_be_body(mention, base):
            groups[_bare(mention, base)].append(mention)
    longer = {w for m in mentions if m.form == "name" and m.label == "PERSON" and " " in m.text
              and m.text[0].isupper() for w in m.text.split()}
    people = [m for m in mentions if m.form == "name" and m.label == "PERSON"]
    lone = {m.text for m in people if not any(
        o.start < m.start and m.end <= o.end for o in people)}
    letters = {m.text for m in mentions if m.form == "name" and m.label == "ORG"}
    bodies = {name for name, group in groups.items()
              if _is_body(text, name, group, longer, base)
              or _is_made(name, group, base)
              or (_of_land(name, group, base) or _has_letters(name, letters, base))
              and not {name.split()[-1]} & (lone - {name})}
    places = {name for name, group in groups.items() if name not in bodies | longer
              and {m.label for m in group} > {"PERSON"} and any(_is_in(text, m) for m in group)}
    made = [replace(m, label="ORG", form="name")
            if _may_be_body(m, base) and _bare(m, base) in bodies else m for m in mentions]
    made = [replace(m, label="LOC") if m.form == "name" and m.label == "PERSON"
            and m.text in places else m for m in made]
    made = [replace(m, label="PERSON") if _leads(text, m, longer, base) else m for m in made]
    ends = {m.end for m in made if m.label == "ORG" and m.form == "name"}
    made = [m for m in made if not (m.form == "name" and m.label == "PERSON" and m.end in ends
                                    and _only_leads(m, made))]  # "its rival Oxo"
    storms = {m.text.split()[-1] for m in made if m.form == "name" and _is_storm(text, m)}
    return [replace(m, label="MISC") if m.form == "name" and m.text in storms - longer else m
            for m in made]


def _only_leads(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Say whether a supposed person is what a body is before its name: "Polish grocer | Oxo"."""
    inner = [m for m in mentions if m.end == mention.end and m.start > mention.start
             and m.label == "ORG" and m.form == "name"]
    lead = mention.text[: inner[0].start - mention.start].split() if inner else []
    return mention.text[0].islower() or bool(lead) and lead[-1].islower()


def _is_small(text: str, mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether a supposed name is a helping verb or a day: "Did Governor Roe", "Tue 16 Apr"."""
    low = mention.text.lower()
    day = low in _DAYS and _DATE.match(text, mention.end) is not None
    small = low not in base.given_names and any(
        low in word_sets().mentions[t] for t in ("helpers", "openers"))
    return mention.form == "name" and (day or small)


def _is_thing(text: str, mention: Mention) -> bool:
    """Say whether a name is letters that mean a thing: "an FIR was lodged", "EBITDA rose"; the
    article may explain them as a body's: "the New Democratic Alliance (NDA)"."""
    return mention.form == "name" and mention.label in ("ORG", "MISC", "PERSON") and (
        mention.text.removeprefix("The ").removeprefix("the ")
        in word_sets().mentions["thing_letters"]) and f"({mention.text})" not in text


def _is_in(text: str, mention: Mention) -> bool:
    return _IN.search(text[max(0, mention.start - 12) : mention.start]) is not None


def _is_state(text: str, mention: Mention) -> bool:
    """Say whether a name is the short form of a state behind its town: "Tampa, Fla."."""
    return text.endswith(", ", 0, mention.start) and mention.text.rstrip(".") in _STATES and (
        text[mention.end - 1 : mention.end + 1].count(".") > 0)


def _is_storm(text: str, mention: Mention) -> bool:
    """Say whether a storm is named: "Cyclone Ada", who is "Ada" later."""
    before = text[max(0, mention.start - 12) : mention.start].split()[-1:]
    first, *rest = mention.text.split() or [""]
    storms = word_sets().mentions["storms"]
    return not rest and bool(before) and before[0][0].isupper() and (
        before[0].lower() in storms) or len(rest) == 1 and first.lower() in storms


def of_government(text: str, name: Span, base: KnowledgeBase) -> bool:
    """Say whether a name is that of somebody whose government or camp is named: Biden of "the
    Biden administration"."""
    word = name.of(text)
    return bool(_LED.match(text, name.end)) and " " not in word and bool(base.people(word))


def _leads(text: str, mention: Mention, longer: set[str], base: KnowledgeBase) -> bool:
    """Say whether a supposed body is the person whose government it is: Roe of "the Roe camp"."""
    return mention.label == "ORG" and (of_government(text, mention.span, base) or bool(
        mention.text in longer and _LED.match(text, mention.end)))


def _may_be_body(mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether a mention is a name of another type, or a source that no name was found in."""
    named = mention.form == "name" or mention.form == "nominal" and mention.text in base.bodies
    return named and mention.label in ("PERSON", "LOC", "GPE", "UNNAMED", "MISC")


def _with_ending(text: str, mention: Mention, base: KnowledgeBase) -> Mention:
    """Return a name with the ending that belongs to it: Lloyd's, no owner."""
    ending = text[mention.end : mention.end + 2]
    if mention.form != "name" or ending not in ("'s", "’s") or (
            f"{mention.text}'s" not in base.bodies):
        return mention
    return replace(mention, end=mention.end + 2, text=mention.text + ending)


def _bare(mention: Mention, base: KnowledgeBase) -> str:
    name = mention.text.replace("’", "'")
    return name if name in base.bodies else name.removesuffix("'s")


def _is_body(text: str, name: str, group: list[Mention], longer: set[str],
             base: KnowledgeBase) -> bool:
    known, several = name in base.bodies, " " in name
    if several and not known and not _may_be_several(name, group, base):
        return False
    if name in longer or not several and not _WORD.fullmatch(name) and not known:
        return False
    if _is_place(name, base) or not known and base.given_names.get(fold(name)):
        return False
    if any(_is_persons(text, m, base) for m in group):
        return False
    if any(m.label == "PERSON" for m in group):
        signs = sum(sum(_signs(text, m)) for m in group)
        return known or signs >= _needed(name, base)
    placed = any(_is_in(text, m) for m in group)
    return not placed and (known or any(_owns(text, m) for m in group))


def _may_be_several(name: str, group: list[Mention], base: KnowledgeBase) -> bool:
    """Say whether a name of several words may be a body's: no given name leads it, no initial."""
    row = name.split()
    first = fold(row[0].split("-")[0])
    return len(row) < _MOST and any(m.label == "PERSON" for m in group) and (
        all((w[0].isupper() or w in _PARTICLES) and len(w.strip(".")) > 1 and w[-1] != "."
            for w in row)) and not (
        base.given_names.get(first) or base.people(name) or any(
            fold(row[-1]) in fold(c.person.name).split() for c in base.people(row[-1])))


def _of_land(name: str, group: list[Mention], base: KnowledgeBase) -> bool:
    """Say whether a name begins with a land's, as a body's does: Kenya Kwanza."""
    first = name.split(" ")[0]
    return _may_be_several(name, group, base) and base.country(first) is not None


def _is_made(name: str, group: list[Mention], base: KnowledgeBase) -> bool:
    """Say whether a name's own form is a firm's or a party's: UnitedHealth, PDI-P, Oxo Haulage,
    Oxo BBI."""
    if " " not in name:
        return is_made(name) or ends_as_body(name) and not base.people(name)
    words, (*_, last) = word_sets().mentions, name.split()
    letters = last.isupper() and len(last) > 2 and last not in words["postnominals"] and (
        not name.isupper())  # "Oxo BBI"
    firm = last in words["firm_words"]
    sure = firm and last not in _SURNAMES and len(name.split()) == _TWO
    return sure or (letters or firm) and _may_be_several(name, group, base)


_TWO = 2
_PARTICLES = frozenset({"de", "del", "di", "da", "do", "dos", "des", "du", "la", "le", "van",
                        "der"})
_SURNAMES = frozenset({"Power", "Steel", "Water", "Homes", "Games", "Capital", "Works", "Brands",
                       "Farms", "Waste", "Rail", "Records", "Metals", "Coaches", "Cabs", "Solar"})


def _needed(name: str, base: KnowledgeBase) -> int:
    """Return how much has to speak for a body: more where somebody is known by that name."""
    people = base.people(name)
    own = any(fold(name) in fold(c.person.name).split() for c in people)
    return 3 if own else 2 if people or " " in name else 1


def _has_letters(name: str, letters: set[str], base: KnowledgeBase) -> bool:
    """Say whether a name of two words begins with the letters of a body: BKU, then BKU Tarn."""
    first, _, rest = name.partition(" ")
    return len(first) > 2 and first.isupper() and first in letters and rest.istitle() and (
        first.lower() not in base.roles)


def _is_place(name: str, base: KnowledgeBase) -> bool:
    return bool(base.country(name) or base.by_adjective.get(name)) or (
        f"city:{fold(name)}" in base.cities or name in word_sets().mentions["regions"])


def _is_persons(text: str, mention: Mention, base: KnowledgeBase) -> bool:
    """Say whether an office, trade, age or "who" stands beside a name."""
    before = _BEFORE.search(text, max(0, mention.start - 30), mention.start)
    either = word_sets().mentions["people_or_firms"]
    if before and before[1].lower() not in either and _is_human(before[1].strip(".,"), base):
        said = before[1].islower() and before[1] not in base.roles and _SAID_IT.match(
            text, mention.end)  # "Polish baker Oxo Nord said it would"
        return not said or " it " not in said[0]
    if _AGE.match(text, mention.end):
        return True
    apposed = _APPOSED.match(text, mention.end)
    return apposed is not None and apposed[1].split()[-1] not in either and _is_human(
        apposed[1].split()[-1], base)


def _is_human(word: str, base: KnowledgeBase) -> bool:
    words, low = word_sets(), word.lower()
    if not low or words.has("organizations", low):
        return False
    role = base.roles.get(low)
    return role is not None or any(words.has(t, low) for t in ("humans", "trades", "kin")) or (
        word.islower() and is_agent(low) and not words.has("things", low))


def _signs(text: str, mention: Mention) -> Iterator[int]:
    """Yield how much each thing beside a name speaks for a body, or for a person if below 0."""
    words = word_sets().mentions
    noun = _NOUN.match(text, mention.end)
    if _owns(text, mention) or noun and noun[1] in words["of_bodies"]:
        yield 2
    if _REPORTS.match(text, mention.end) or _WHICH.match(text, mention.end):
        yield 2
    apposed = _APPOSED.match(text, mention.end)
    if apposed and _is_bodys(apposed[1].split()[-1]):
        yield 3  # "Oxo, a news site,"
    subject = _SUBJECT.match(text, mention.end)
    rest = subject[0] if subject else ""
    own = _ITS_OWN.search(rest)
    if own and own[1] in words["of_bodies"]:
        yield 1
    said_it = _SAID_IT.match(text, mention.end)
    if said_it:
        yield 2
    elif _HE.search(rest):
        yield -1
    elif _ITS.search(rest):
        yield 1
    if _is_unintroduced(text, mention):
        yield 1
    after = _NEXT.match(text, mention.end)
    if after:
        yield 1 if after[1].lower() == "it" else -1
    before = _BEFORE.search(text, max(0, mention.start - 30), mention.start)
    if before and before[1].islower() and "," not in before[0] and (
            word_sets().has("organizations", before[1])) and not before[1].endswith(("er", "or")):
        yield 3 - (" " in mention.text)  # "the shoe company Oxo"
    makes = _MAKES.search(text, max(0, mention.start - 40), mention.start)
    if makes and makes["goods"].lower() not in _OF_PEOPLE and (
            makes["goods"].islower() or opens_sentence(text, makes.start())):
        yield 2  # "zinc producer Oxo"
    if _BUYS.match(text, mention.end):
        yield 1
    if before and before[1].lower() in words["people_or_firms"] and (
            said_it or not _HE.search(rest)):
        yield 1 + bool(_IT.search(rest))
    if _SCORED.match(text, mention.end) or _SCORED_BY.search(
            text[max(0, mention.start - 50) : mention.start]) and _SCORE.match(text, mention.end):
        yield 2  # "Oxo beat Delta 2-1", a score of sets has more
    said = _is_said_to(text, mention)
    if said:
        outlet = said in _OUTLETS and _TOLD.search(
            text, max(0, mention.start - 12), mention.start)
        yield 3 if outlet else 1


_MAKES = re.compile(r"\b(?P<goods>[A-Za-z][a-z]{2,}(?:-[a-z]+)?) (?:producer|maker|operator"
                    r"|exporter|importer|supplier|distributor|manufacturer|processor|refiner|retailer"
                    r"|wholesaler|insurer|lender|provider|carrier),? [“\"«‘]?$")
_BUYS = re.compile(r" (?:(?:is|was|has agreed|agreed|plans|wants) )?to (?:buy|acquire|merge with"
                   r"|take over|delist|float|list) ")
_OF_PEOPLE = frozenset({  # what makers are called who are people
    "film", "record", "music", "television", "radio", "theatre", "theater", "album", "podcast",
    "show", "movie", "documentary", "video", "executive", "hip-hop", "drama", "stage", "wine",
    "cheese", "dress", "shoe", "violin", "guitar", "watch", "camera", "drone", "crane", "machine",
    "former", "retired", "veteran", "local", "rich", "wealthy", "young", "old", "leading",
    "small", "independent", "famous", "great", "the", "his", "her", "one", "first", "longtime",
    "switchboard"})
_SAID_IT = re.compile(
    r",? (?:has |had |also )?(?:said|says|added|adds|announced|confirmed|warned|insisted|denied"
    r"|told [^,.;\n]{2,30}?)(?: (?:on|in|last|this|late) [\w ]{2,20}?)?(?: that)? (?:it(?: also)? "
    r"(?:would|will|had|has|plans|planned|expect(?:s|ed)|intend(?:s|ed)|did|believed|believes|could"
    r"|can|regretted|took|takes|wanted|wants|respected|opposed|rejected|welcomed|supported|owned"
    r"|disagreed|employed|needed|offered|shared|complied|acted|relied|operated|hired|paid|backed"
    r"|stood by|(?:was|is) \w+ing) (?!(?:been|be) (?:raining|clear))"
    r"|its )")
_MATCH = (r"(?:beat|lost to|lost|drew(?: with| at)?|defeated|thrashed|edged|edged past|overcame|won"
          r"|went down|fell|crashed|were held|held|hammered|stunned|hosted)")
_SCORE = re.compile(r" \d{1,3}[-–]\d{1,3}\b(?![,;]? (?:\d|in (?:frames|sets|legs)))")
_SCORED = re.compile(rf" (?:have |had )?{_MATCH}(?: [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?"
                     + _SCORE.pattern)
_SCORED_BY = re.compile(rf"[A-Z][\w’'-]+ (?:have |had )?{_MATCH} $")


def _is_bodys(noun: str) -> bool:
    return word_sets().has("organizations", noun) or noun in _OUTLETS


def _is_unintroduced(text: str, mention: Mention) -> bool:
    """Say whether a name opens a sentence and speaks; people are introduced by more."""
    name = mention.text
    arabic = re.match(r"A[a-z]{1,2}-[A-Z]\w+$", name)  # "An-Nahar reported"
    return (name.istitle() and not {" ", "-"} & {*name} or arabic is not None) and (
        _SPEAKS.match(text, mention.end) is not None and opens_sentence(text, mention.start))


_SPEAKS = re.compile(
    r",? (?:has |had |also |later )?(?:said|says|reported|told|warned|called|denied|declined"
    r"|accused|welcomed|urged|announced|asked|confirmed|wrote|demanded|insisted|blamed|rejected"
    r"|claimed|expects|offered|advised|refused)\b")


def _owns(text: str, mention: Mention) -> bool:
    """Say whether a name owns what only bodies do, is run by somebody, or somebody works for it."""
    owned = _OWNS.match(text, mention.end)
    if _RUN.search(text[max(0, mention.start - 30) : mention.start]):  # "state-run Al-Ahram"
        return True
    return bool(owned) and owned[1] in word_sets().mentions["of_bodies"] or (
        _AT.search(text[max(0, mention.start - 24) : mention.start]) is not None)


def _is_said_to(text: str, mention: Mention) -> str | None:
    """Return the noun for a body that follows in the next sentence: "The airline said"."""
    rest = text[mention.end : mention.end + 260]
    match = _THE_BODY.search(rest)
    nouns = [n for n in match.groups() if n] if match else ()
    return next((n for n in nouns if word_sets().has("organizations", n)), None)


_OUTLETS = frozenset({"newspaper", "paper", "daily", "weekly", "magazine", "broadcaster", "station",
                      "channel", "website", "site", "agency", "tabloid", "outlet"})
