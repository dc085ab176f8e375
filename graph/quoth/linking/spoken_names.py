"""Names that were read as no name though they speak: "TV2", "The Tribune", "Mothers for Peace"."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from quoth.linking.lexis import is_common, is_frequent
from quoth.linking.names import acronym
from quoth.linking.words import singular, word_sets
from quoth.records import Mention, Span

_CAP = r"[A-Z][\w’'&-]*"
_NUMBERED = re.compile(rf"(?:[Tt]he )?(?:[a-z]+ )?(?P<name>[A-Z][A-Za-z]*\d+|\d+[A-Z]+(?![\w-])"
                       rf"|{_CAP} \d+(?: {_CAP})*)(?=[,.]|$)")
_PAPER = re.compile(rf"[Tt]he (?P<name>(?:{_CAP} ){{0,2}}(?P<kind>[A-Z]\w+))$")
_TWO_PAPERS = re.compile(rf"(?:[Tt]he )?(?P<name>(?:{_CAP} ){{0,2}}(?P<kind>[A-Z]\w+) (?:and|&) "
                         rf"(?P<other>[A-Z]\w+))")
_ARABIC = re.compile(r"A[a-z]{1,2}-[A-Z]\w+")  # An-Nahar, as a source that is no person's name
_CAUSE = re.compile(rf"(?P<who>[A-Z]\w+s|Women|Men|People|Parents) (?:for|against|Against|For) "
                    rf"(?:the )?{_CAP}(?: {_CAP}){{0,3}}")
_SIDE = re.compile(rf"(?:{_CAP} ){{1,3}}for (?:{_CAP}|All)(?: {_CAP}){{0,2}}")
_CALLED = re.compile(rf"(?<![\w’'-])(?P<name>(?:{_CAP} ){{1,4}}(?:for|against|of) (?:the )?{_CAP}"
                     rf"(?: {_CAP}){{0,3}}), (?:an?|the|one of) (?:[\w’'-]+ ){{0,4}}?"
                     rf"(?P<noun>[a-z]+)(?=[,.]| (?:of|for|that|which|based|in|from|with) )")
_WORD_CALLED = re.compile(r"(?<![\w’'-])(?P<name>[A-Z]\w+), (?:an?|the|one of) "
                          r"(?:[\w’'-]+ ){0,4}?(?P<noun>[a-z]+)(?=[,.]| (?:of|for|that|which|in) )")
_FRIENDS = re.compile(rf"(?:[A-Z][a-z]+s Without {_CAP}|"
                      rf"(?:Friends|Sons|Daughters|Knights|Guardians|Keepers|Voices) of "
                      rf"(?:the )?{_CAP}(?: {_CAP}){{0,3}})")
_NO_NAMES = ("determiners", "pronouns", "relations", "relatives", "openers", "modifiers")
_SMALL_TAIL = re.compile(r"([^\W\d_a-z][\w-]+) ([^\W\d_A-Z][^\W\d_]{4,})")
_SAINTS = re.compile(rf"St\.? [A-Z][\w’'-]+(?: (?:(?:de|of|and|&) )?{_CAP}){{0,3}}?(?:['’]s)? "
                     r"(?P<kind>[A-Z][a-z]+)\b(?! [A-Z])")
_CARERS = frozenset({"Ambulance", "Hospital", "Hospice", "School", "College", "Church", "Academy",
                     "University", "Clinic", "Infirmary"})
_PARTNERS = re.compile(r"\b[A-Z][\w’'-]+(?:, [A-Z][\w’'-]+)+,? & "
                       r"(?:Co\b\.?|[A-Z][\w’'-]+(?! [A-Z]))")
_OF_TWO = re.compile(  # Tarn Water and Energy Directorate (TWE)
    rf"(?:{_CAP} ){{1,4}}(?:and|&) (?:{_CAP} ){{0,3}}(?:Directorate|Authority|Agency|Administration"
    r"|Commission|Board|Department|Council|Inspectorate|Bureau|Service|Services|Committee|Institute"
    r"|Association|Union|Federation|Centre|Center|Office|Organisation|Organization)"
    r"(?= \([A-Z]{2,7}\))")
_FIELDS = re.compile(  # the Health, Medical and Family Welfare Department
    rf"(?<=[Tt]he )(?:{_CAP}, )+(?:{_CAP} )*{_CAP},? and (?:{_CAP} ){{1,3}}"
    r"(?:Department|Ministry|Committee|Directorate|Commission)\b")
_FIRM = re.compile(rf"\b(?:PT|UAB|OOO|PAO|ZAO|SIA|OAO) (?P<name>{_CAP}(?: {_CAP}){{0,3}})")
_OF = re.compile(rf"(?:[Tt]he )?(?P<name>(?:{_CAP} ){{0,3}}(?P<kind>[A-Z][a-z]+) (?:of|for) "
                 rf"(?:the )?{_CAP}(?:(?:,| and| of| for| the| &)* {_CAP})*)")
_BEHIND = re.compile(r" (?P<word>[A-Z][\w-]+)\b")
_INITIALS = re.compile(r"(?:[Tt]he )?([A-Z]{2,6})")
_LISTED = re.compile(rf"(?:{_CAP} ){{0,4}}(?:of )?(?:{_CAP} )?[A-Z][a-z]+s(?:, [A-Z][a-z]+s)*,? "
                     rf"(?:and|&) (?:{_CAP} )?(?:[A-Z][a-z]+s['’]? (?:Union|Association"
                     r"|Federation|Council|Board|Society|Guild|Alliance)|Workers|Employees)\b")
_MADE_FOR = re.compile(rf"(?:{_CAP} ){{0,3}}(?P<kind>[A-Z][a-z]+) for (?:the )?{_CAP}"
                       rf"(?: (?:of (?:the )?)?{_CAP})*(?P<more> (?:and|&) {_CAP}(?! [A-Z]))?")
_PAPERS = frozenset({
    "Times", "Post", "Herald", "Observer", "Courier", "Gazette", "Tribune", "Chronicle",
    "Standard", "Echo", "Journal", "Mirror", "Telegraph", "Guardian", "Monitor", "Globe",
    "Independent", "Bulletin", "Examiner", "Advertiser", "Inquirer", "Argus", "Mercury",
    "Dispatch", "Nation", "Star", "Sun", "Citizen", "Punch", "Economist", "Atlantic", "Hindu",
    "Age", "Scotsman", "Australian", "Intercept", "Lancet", "Athletic", "Hill"})
_REPORTS = re.compile(r",? (?:newspaper |daily |paper )?(?:has |had )?(?:reports?|reported|wrote"
                      r"|writes|said|says|quoted|quotes|published|revealed|claimed)\b")
# what bodies do for whom they are named after: Transport for Tarn
_WORK_FOR = frozenset({"Transport", "Action", "Habitat", "Campaign", "Sport", "Connect",
                       "Advocates", "Partners", "Homes", "Physicians", "Voices", "Creatives",
                       "Housing"})
# who speaks for others: "Lawyers for Trump" are no body
_AGENTS = frozenset({
    "lawyer", "attorney", "solicitor", "barrister", "prosecutor", "counsel", "representative",
    "official", "spokesman", "spokeswoman", "spokesperson", "agent", "executive", "candidate",
    "negotiator", "manager", "coach", "scout", "minister", "member", "leader", "critic",
    "ambassador", "envoy", "advocate", "campaigner", "supporter", "analyst", "economist"})


def spoken(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions and, where a source is a name that none shows, that name of a body."""
    mentions = [part for m in mentions for part in _parted(text, m)]
    names = [m for m in mentions if m.form == "name"]
    initials = {acronym(m.text) for m in names if m.label == "ORG" and " " in m.text}
    made = [found for m in mentions if m.form == "nominal" and m.label != "PERSON"
            and (found := _name(text, m, names, initials)) is not None]
    made += [_made(text, *m.span()) for m in _LISTED.finditer(text) if any(
        n.label == "ORG" and n.start < m.end() and n.end > m.start() for n in mentions)]
    made += [found for m in names if m.label in ("PERSON", "ORG")
             and (found := _side(text, m, names)) is not None]
    made += [_made(text, *m.span("name")) for m in _FIRM.finditer(text)]
    made += [found for m in names if m.label == "ORG" and (found := _further(text, m))]
    made += [found for m in _MADE_FOR.finditer(text) if (found := _made_for(text, m, mentions))]
    made += [found for m in names if m.label == "ORG" and (found := _twin(text, m, names))]
    made += [_made(text, *m.span("name")) for m in _CALLED.finditer(text)
             if word_sets().has("organizations", m["noun"]) and not any(
                 n.label == "PERSON" and " " in n.text and n.start > m.start()
                 and n.end <= m.end("name") for n in names)]
    made += [_made(text, *m.span("name")) for m in _WORD_CALLED.finditer(text)
             if is_made(m["name"]) and word_sets().has("organizations", m["noun"])
             and not any(n.start <= m.start() < n.end for n in names)]
    made += [_made(text, *m.span()) for m in _SAINTS.finditer(text)
             if m["kind"] in word_sets().mentions["organization_words"] | _CARERS]
    made += [_made(text, *m.span()) for p in (_PARTNERS, _OF_TWO, _FIELDS)
             for m in p.finditer(text)]
    kept = [m for m in mentions if m.form != "name" or not any(
        b.start <= m.start and m.end <= b.end or m.end == b.end and m.label == "PERSON"
        for b in made)]
    return sorted([*kept, *made], key=lambda m: (m.start, m.end))


def _parted(text: str, mention: Mention) -> list[Mention]:
    """Return the two bodies of "Oxo Bay and Delta Sound", where the article names each alone, too.
    """
    first, joins, last = mention.text.removeprefix("The ").partition(" and ")
    if mention.label != "ORG" or mention.form != "name" or not joins or not all(
            " " in part and part[0].isupper() and re.search(
                rf"(?<!and ){re.escape(part)}\b(?! and )", text) for part in (first, last)):
        return [mention]
    start = mention.end - len(last) - len(joins) - len(first)
    return [_made(text, start, start + len(first)), _made(text, mention.end - len(last),
                                                          mention.end)]


def _name(text: str, source: Mention, names: Sequence[Mention], initials: Container[str]
          ) -> Mention | None:
    """Return the name that a source without one is; `initials` are those of bodies."""
    if source.text.isascii() and source.text.islower():
        return None  # every such name has a capital
    numbered = _NUMBERED.match(source.text)
    if numbered:
        return _made(text, source.start + numbered.start("name"), source.start + numbered.end())
    paper = _PAPER.match(source.text)
    if paper and paper["kind"] in _PAPERS and _REPORTS.match(text, source.end):
        return _made(text, source.start + paper.start("name"), source.end)
    if is_made(source.text) or _ARABIC.fullmatch(source.text) and _REPORTS.match(text, source.end):
        return _made(text, *source.span)
    office = _OF.fullmatch(source.text.rstrip(" ,"))
    if office and office["kind"] in word_sets().mentions["organization_words"] and not any(
            source.span.contains(m.span) for m in names):
        return _made(text, *(source.start + n for n in office.span("name")))
    row = source.text.rstrip(" ,").split()
    if 1 < len(row) < _MOST and all(w[0].isupper() for w in row) and (
            row[-1] in word_sets().mentions["firm_words"]):
        return _made(text, source.start, source.start + len(source.text.rstrip(" ,")))
    foreign = _SMALL_TAIL.fullmatch(source.text)
    if foreign and not (is_common(foreign[2]) or is_frequent(foreign[2])) and not any(
            foreign[1].lower() in word_sets().mentions[t] for t in _NO_NAMES):
        return _made(text, *source.span)  # Québec solidaire
    friends = _FRIENDS.match(source.text)
    if friends:
        return _made(text, source.start, source.start + friends.end())
    two = _TWO_PAPERS.fullmatch(source.text)
    if two and {two["kind"], two["other"]} <= _PAPERS:
        return _made(text, source.start + two.start("name"), source.end)
    cause = _CAUSE.match(source.text)
    if cause and _is_group(cause["who"]):
        return _made(text, source.start, source.start + cause.end())
    letters = _INITIALS.fullmatch(source.text)
    if letters and letters[1] in initials:
        return _made(text, source.end - len(letters[1]), source.end)
    if is_team_word(text, source):
        return _made(text, *source.span)
    return None


def is_made(name: str) -> bool:
    """Say whether one word is made as names of firms and parties are: UnitedHealth, PDI-P.

    >>> is_made("UnitedHealth"), is_made("McDonald")
    (True, False)
    """
    return _MADE.fullmatch(name) is not None


_MADE = re.compile(r"(?!Mac|Mc|De[A-Z]|Di[A-Z]|Du[A-Z]|Da[A-Z]|La[A-Z]|Le[A-Z]|Van[A-Z]|Von[A-Z]"
                   r"|Del[A-Z]|Des[A-Z]|Fitz|Vander|San[A-Z]|St[A-Z]|Ter[A-Z]|O['’])"
                   r"(?:[A-Z][a-z]+(?:[A-Z][a-z]*)+|[A-Z]{2,}-[A-Z]{1,3}|[A-Z]-[A-Z]{2,3})")


def is_team_word(text: str, mention: Mention) -> bool:
    """Say whether a word is the last of a team's that was named before: "City said"."""
    return mention.text in word_sets().mentions["clubs"] and re.search(
        rf"[A-Z][a-z]+ {mention.text}\b", text[: mention.start]) is not None


def _further(text: str, name: Mention) -> Mention | None:
    """Return a body's name with the word for what it is behind it: Tarn Peak | Advisors, Marn
    County | Government."""
    behind, kinds = _BEHIND.match(text, name.end), word_sets().mentions
    known = behind is not None and (behind["word"] in kinds["firm_words"] or (
        behind["word"] in _OF_REGIONS and name.text.split()[-1] in _REGIONS))
    return _made(text, name.start, behind.end()) if behind and known else None


def _made_for(text: str, match: re.Match[str], mentions: Sequence[Mention]) -> Mention | None:
    """Return the body that is for something: the Office for the Protection of Bats."""
    if match["kind"] not in word_sets().mentions["organization_words"] | _WORK_FOR:
        return None
    start, end = match.start(), match.end()
    inside = [m for m in mentions if m.start < end and m.end > start]
    behind = match["more"] and any(
        m.form == "name" and m.label != "PERSON" and m.start >= match.start("more")
        for m in inside)
    end = match.start("more") if behind else end
    people = any(m.form == "name" and m.label == "PERSON" and " " in m.text
                 and not (m.start == start and m.end > end + 1) for m in inside)
    return None if people or not any(m.label != "PERSON" for m in inside) else _made(
        text, start, end)


def is_list(name: str) -> bool:
    """Say whether a name lists whom a body is of: "Pharmacists, Dentists and Nurses Union", "Roe,
    Lee & Co."."""
    return any(p.fullmatch(name) for p in (_LISTED, _PARTNERS)) or (
        _FIELDS.fullmatch(f"the {name}", len("the ")) is not None)


def _is_group(word: str) -> bool:
    low, words = singular(word.lower()), word_sets()
    human = any(words.has(t, low) for t in ("humans", "trades", "kin", "bridging"))
    return low not in _AGENTS and (human or low.endswith(("er", "or", "ist", "ian", "ant", "ent")))


def _twin(text: str, mention: Mention, names: Sequence[Mention]) -> Mention | None:
    """Return the body of two regions: "Devon and | Cornwall Police"."""
    row, words = mention.text.split(), word_sets().mentions
    before = _FIRST_OF_TWO.search(text, max(0, mention.start - 40), mention.start)
    if before is None or not 1 < len(row) < _MOST or row[-1] not in _OF_REGIONS or (
            row[0] in words["organization_words"] or before[1].split()[-1] in words[
                "organization_words"]):
        return None
    region = [m for m in names if m.start == before.start(1)]
    if any(m.label == "PERSON" and (" " in m.text or sum(
            o.text.endswith(f" {m.text}") for o in names)) for m in region):
        return None
    return _made(text, before.start(1), mention.end)


_FIRST_OF_TWO = re.compile(r"(?:(?<=[\n.!?] )|(?<=\n)|(?<=[Tt]he ))"
                           r"([A-Z][a-z]+(?: [A-Z][a-z]+)?) and $")
_OF_REGIONS = frozenset({"Police", "Council", "Court", "Service", "Constabulary", "Authority",
                         "Trust", "Board", "Parliament", "Assembly", "Government", "Commission",
                         "University", "Chamber", "Partnership", "Army", "Corporation"})
_REGIONS = frozenset({"County", "District", "Region", "Province", "State", "City", "Borough",
                      "Municipality", "Prefecture", "Island", "Islands"})
_MOST = 6  # words of a body's name behind the first of two regions


def _side(text: str, mention: Mention, names: Sequence[Mention]) -> Mention | None:
    """Return the whole of a name that stops at "for": Popular Side | for All."""
    cause = _CAUSE.fullmatch(mention.text)
    if _FRIENDS.fullmatch(mention.text) or cause and _is_group(cause["who"]):
        return _made(text, *mention.span)
    match = _SIDE.match(text, mention.start)
    if match is None or not text.startswith(" for ", mention.end):
        return None
    whole = Span(mention.start, match.end())
    other = any(m.start > mention.end and whole.overlaps(m.span) for m in names)
    return None if other else _made(text, *whole)


def _made(text: str, start: int, end: int) -> Mention:
    return Mention(start, end, text[start:end], "ORG", "name")
