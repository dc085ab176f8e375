"""When, where, by which medium, at which occasion and to whom something was said.

Only what the text says counts: the words around cue and source, outside the contents. A weekday is
counted back from the article's own date; nothing is taken from the date alone, but the year in the
id of an occasion that can come again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from quoth.linking.clause import clause, own_part
from quoth.linking.names import fold, slug
from quoth.linking.occasions import identify
from quoth.linking.references import Reference
from quoth.linking.scene import Scene
from quoth.linking.words import is_agent, singular, word_sets
from quoth.records import Attribution, Event, Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = ("january|february|march|april|may|june|july|august|september|october|november|december"
          r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|\b)")
_DAY = re.compile(rf"(?i)\b(?:on\s+)?(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
                  rf"(?:,?\s+(?P<y1>\d{{4}}))?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})"
                  r"(?:,?\s+(?P<y2>\d{4}))?)(?!\w)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = "|".join(_WEEKDAYS)
_WEEKDAY = re.compile(rf"(?i)\b(?:on|(?P<last>last|this|past))\s+(?:\w+\s+)?(?P<a>{_NAMED})\b"
                      rf"|\b(?P<b>{_NAMED})(?=\s*(?:[,.\x00]|$|said|that|in|at|during|after"
                      r"|evening|morning|night))")
_OTHER_TIME = re.compile(r"(?i)\b(?:next|coming|until|till|by|from|since|before|ahead of|due"
                         r"|scheduled|planned)\b[^,;.\x00]*$")
_YEAR = re.compile(r"\b(?:back in|in|in early|in late|during)\s+(?:[A-Z][a-z]+\s+)?"
                   r"((?:19|20)\d\d)\b")
_NEAR = re.compile(r"(?i)\b(today|yesterday)\b")
_OCCASION = re.compile(
    r"(?i)\b(?:at|during|in|on the sidelines of|opening|addressing|addressed|told|following|after)"
    r"\s+"
    r"(?P<name>(?:an?|the|its|his|her|their|this|last|yesterday’s|[A-Z][\w’'-]+(?:’s|'s)?)\s+"
    r"(?:[\w’'.-]+\s+){0,5}?(?P<head>%s)\b(?:\s+(?:of|on|with|between|in|before)\s+(?:the\s+)?"
    r"(?:[A-Z][\w’'-]+)(?:\s+(?:of\s+|and\s+|on\s+)?[A-Z][\w’'-]+)*)?)")
_TITLED = re.compile(r"(?i)\b(?:conference|forum|summit|seminar|symposium|session|round ?table"
                     r"|exhibition|festival|debate|panel|workshop|meeting|event)"
                     r"(?: (?:dubbed|called|titled|entitled|named|themed|headlined))?,? "
                     r"[“\"«](?P<name>[^”\"»\x00]{4,150})")
_TOLD = re.compile(r"(?i)\b(?:told|informed|assured|reassured|warned|reminded|notified|advised"
                   r"|cautioned|alerted|lectured|addressing|asked|urged)\s+"
                   r"|\bin an? [\w -]{0,30}?(?:interview|letter|message|address) (?:with|to)\s+"
                   r"|\b(?:speaking|addressed) to\s+|\b(?:said|wrote) to\s+"
                   r"|\bin (?:his |her |their )?(?:remarks|comments|a statement|testimony)"
                   r" (?:to|before)\s+|\btestifying before\s+"
                   r"|\bin an? (?:[\w-]+ )?(?:call|conversation) with\s+")
_LISTENERS = re.compile(r"(?P<det>(?:the|an?|his|her|their|its|several|some)\s+)?"
                        r"(?:[a-z][\w’'-]+\s+){0,2}?(?P<head>[a-z][\w’'-]+)(?=\s*(?:[\x00,.;:]|$"
                        r"|(?:that|in|at|on|about|during|outside|after|before|who|from|of)\b))")
_PLACE = re.compile(r"(?:\b[Ii]n|\b(?:[Ss]aid|[Ss]peaking|[Tt]old|[Aa]dded|[Ww]rote"
                    r"|[Rr]eporting|[Ww]riting|(?:phone|telephone|video ?link)) from"
                    r"|\b(?:visit|trip) to|\b[Vv]isiting)"
                    r"\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)")
_ON_X = re.compile(r"\b(?:on|via|to) (?:the )?(?:social )?(?:media )?"
                   r"(?:network |platform |site )?X\b(?! [A-Z])")
_NETWORKS = {"facebook", "twitter", "telegram", "instagram", "youtube", "vkontakte", "tiktok",
             "linkedin", "mastodon", "bluesky", "weibo", "truth social", "whatsapp", "reddit"}
_POSTED = (r"(?:\w+\s+)?(?:posts?|posting|pages?|accounts?|channels?|messages?|videos?"
           r"|stor(?:y|ies)|profile|updates?|threads?|groups?|feed|live|livestream|statement|interview)\b")
_DATED = re.compile(r"(?i)\s+on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$")
_APPOSED = re.compile(r", (?:[A-Z][a-z]+\.? )?")  # his deputy, Father Ugo Sala
_LOOSE = re.compile(r"(?i)(?:\s+(?:on|in|of|and|with|between|for|to|by|at|that))+$")
_READ = re.compile(r"(?i)\b(?:read(?: out| aloud)?|delivered|conveyed|presented|relayed)"
                   r"(?:\s+(?:in|at|to|on)(?:\s+[\w’'-]+){1,3}?)?\s+by\s+"
                   r"|\b(?:through|via) (?=(?:(?:his|her|its|their|the|an?)\s+)?[\w ]{0,30}?"
                   r"(?:spokes|lawyer|attorney|solicitor|aide|publicist|interpreter|translator"
                   r"|representative|intermediary|agent\b|press officer|assistant))")


@dataclass(frozen=True)
class Circumstances:
    """What the text says of the act of speaking; spans are of the words that say it."""

    said_on: str | None = None
    medium: str | None = None
    occasion: Event | None = None
    addressee: Span | None = None
    place: Span | None = None
    voice: Span | None = None


def circumstances(attribution: Attribution, scene: Scene) -> Circumstances:
    """Read the sentence of an attribution, without its contents."""
    if attribution.cue is None and attribution.source is None:
        return Circumstances()
    text, start = clause(attribution, scene)
    said_on = _said_on(own_part(text, attribution, start), scene.date)
    occasion = _occasion(text, scene)
    if occasion and not _TITLED.search(text):
        occasion = identify(occasion, day=said_on or scene.date, article=scene.article.id,
                            base=scene.base)
    return Circumstances(
        said_on=said_on, medium=medium(text, attribution, scene), occasion=occasion,
        addressee=_after(_TOLD, text, start, scene), place=_place(text, start, scene),
        voice=_after(_READ, text, start, scene))


def days_of(attribution: Attribution, scene: Scene) -> tuple[str, ...]:
    """Return days of the clause that aren't the article's: "the president said in 2016".

    A year gives a day at its begin and one at its end: who held an office on both is meant.
    """
    if attribution.cue is None and attribution.source is None:
        return ()
    text, start = clause(attribution, scene)
    own = own_part(text, attribution, start)
    day = _said_on(own, scene.date)
    if day and scene.date and day[:4] != scene.date[:4]:
        return (day,)
    years = {m[1] for m in _YEAR.finditer(own)} - {(scene.date or "")[:4]}
    return (f"{min(years)}-01-31", f"{min(years)}-12-01") if len(years) == 1 and not day else ()


@lru_cache(maxsize=64)  # the same clause is asked twice
def _said_on(text: str, published: str | None) -> str | None:
    """Return the day that the clause names, counted from the day of the article."""
    match = _first(_DAY, text)
    if match:
        return _calendar(match, published)
    today = _iso(published) if published else None
    if today is None:
        return None
    near = _NEAR.search(text)
    if near:
        return str(today - timedelta(days=near[1].lower() == "yesterday"))
    match = _first(_WEEKDAY, text)
    if match is None:
        return None
    ago = (today.weekday() - _WEEKDAYS.index((match["a"] or match["b"]).lower())) % 7
    last = (match["last"] or "").lower() in ("last", "past")
    return str(today - timedelta(days=ago or 7 * last))


def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match that is no other time than that of speaking: "before the vote on"."""
    return next((match for match in pattern.finditer(text)
                 if not _OTHER_TIME.search(text[: match.start()])), None)


def _calendar(match: re.Match[str], published: str | None) -> str | None:
    month = match["m1"] or match["m2"]
    number = _MONTHS.index(month.lower()[:3]) + 1
    day = int(match["d1"] or match["d2"])
    year = match["y1"] or match["y2"]
    if year is None and published is None:
        return None
    try:
        found = date(int(year or (published or "")[:4]), number, day)
    except ValueError:
        return None
    today = _iso(published) if published else None
    if year is None and today and found > today + timedelta(days=1):
        found = found.replace(year=found.year - 1)
    return str(found)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def medium(text: str, attribution: Attribution, scene: Scene) -> str | None:
    """Return the medium that the clause, the source or the cue names: facebook, letter ..."""
    spans = [s for s in (attribution.cue, attribution.source) if s]
    around = text + " " + " ".join(s.of(scene.text) for s in spans)
    low = around.lower().replace("’", "'")
    if _ON_X.search(around):
        return "x-twitter"
    rows = [(_rank(m), low.find(phrase), m) for phrase, m in word_sets().media.items()
            if phrase in low and _tells_medium(phrase, low)]
    return min(rows)[2] if rows else None


def _tells_medium(phrase: str, low: str) -> bool:
    """Say whether a text has a phrase; a network only as a place to publish: not "Twitter boss"."""
    return _told_by(phrase).search(low) is not None


@lru_cache(maxsize=1024)
def _told_by(phrase: str) -> re.Pattern[str]:
    word = rf"(?<![\w-]){re.escape(phrase)}(?:s|'s)?(?![\w-])"
    if phrase in _NETWORKS:
        word = rf"\b(?:on|via|through|to|by|over)\s+(?:[\w'-]+\s+){{0,3}}?{word}|{word}\s+{_POSTED}"
    return re.compile(word)


def _rank(name: str) -> int:
    """Rank networks before letters before the vague: "a statement on Facebook" is Facebook's."""
    if name in ("report", "videoconference", "speech", "article", "written", "broadcast"):
        return 2
    return 1 if name in ("letter", "interview", "press-conference", "briefing") else 0


def _occasion(text: str, scene: Scene) -> Event | None:
    """Return the session, summit or briefing of the clause; a named or described one only."""
    named = _TITLED.search(text)
    if named:
        name = named["name"].strip(" ,.")
        return Event(f"event/{slug(name)}", name, organizer=_host(text, scene))
    for match in _occasions().finditer(text):
        name = re.sub(r"(?i)^(?:an?|the|its|his|her|their|this|last)\s+", "", match["name"])
        name = _DATED.sub("", name.replace("\n", " ")).strip(" ,.\x00")
        name = _LOOSE.sub("", name)
        if len(name.split()) > 1 and "\x00" not in name:
            return Event(f"event/{slug(name)}", name, organizer=_organizer(name, scene))
    return None


@lru_cache(maxsize=1)
def _occasions() -> re.Pattern[str]:
    heads = sorted(word_sets().circumstances["occasions"], key=lambda h: (-len(h), h))
    return re.compile(_OCCASION.pattern % "|".join(map(re.escape, heads)))


def _host(text: str, scene: Scene) -> str | None:
    """Return who hosts an occasion: "the Oxo Club-hosted conference", "organized by Oxo"."""
    match = re.search(r"(?P<a>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)-(?:hosted|led|organi[sz]ed)\b"
                      r"|\b(?:hosted|organi[sz]ed|held) by (?:the )?(?P<b>[A-Z]\w*(?: [A-Z]\w*)*)",
                      text)
    name = match and (match["a"] or match["b"])
    known = scene.base.organization(name) if name else None
    return f"actor/{slug(known.name if known else name)}" if name else None


def _organizer(name: str, scene: Scene) -> str | None:
    for word in re.findall(r"[A-Z][\w-]+", name):
        known = scene.base.organization(word)
        if known:
            return f"actor/{slug(known.name)}"
    return None


def _after(pattern: re.Pattern[str], text: str, start: int, scene: Scene) -> Span | None:
    """Return the phrase that follows a pattern in the clause."""
    for match in pattern.finditer(text):
        at = start + match.end()
        near = [s.ref for s in scene.phrases_from(at, at + 41)
                if text[s.start - start : s.start - start + 1] not in ("", "\x00")
                and _introduced(scene.text[at : s.start], scene)]
        named = [ref for ref in near if ref.name and ref.kind != "place"
                 and "," not in scene.text[at : ref.span.start]]
        if near:
            return _without_next((named or _beside(near[0], scene) or near)[0], scene)
        word = _LISTENERS.match(text, match.end())
        if word and _listens(word):
            return Span(at, start + word.end())
    return None


def _without_next(ref: Reference, scene: Scene) -> Span:
    """Return a phrase without the name behind its comma: "to reporters, captain Rui Neto said"."""
    span, comma = ref.span, scene.text.find(",", *ref.span)
    several = comma > 0 and ref.name_span is not None and comma < ref.name_span.start and (
        ref.plural and scene.text[:comma].endswith(("s", *_PEOPLE)))
    return Span(span.start, comma) if several else span


def _listens(word: re.Match[str]) -> bool:
    """Say whether a phrase behind "told" is of people: "schoolchildren", "his clients"; not "again"
    nor "a news conference"."""
    head, tables = fold(word["head"]), word_sets().circumstances
    if head in tables["addressees"] or fold(word[0]) in tables["addressees"]:
        return True
    if head in tables["occasions"] or head.endswith("ly") or head in _NO_LISTENERS:
        return False
    people = head.endswith(_PEOPLE) or any(word_sets().has(table, head)
                                           for table in ("human_plurals", "humans"))
    return people or word["det"] is not None or singular(head) != head and is_agent(head)


def _beside(ref: Reference, scene: Scene) -> list[Reference]:
    """Return the name that a description has beside it: "his counterpart, Rui Neto"."""
    return [s.ref for s in scene.phrases if s.ref.name and s.ref.kind == "person"
            and not ref.plural and _APPOSED.fullmatch(scene.text[ref.span.end : s.start])]


def _introduced(words: str, scene: Scene) -> bool:
    """Say whether words only lead to a name: "the radio station", "state broadcaster"."""
    tables = word_sets().mentions
    return "that" not in words.split() and all(
        w.lower() in tables["determiners"] or w.lower() in tables["modifiers"]
               or w.lower() in tables["organizations"] or w.lower() in _OUTLET_WORDS
               or w in scene.base.by_adjective
               for w in words.split())


_PEOPLE = ("children", "people", "men", "folk", "folks")
_NO_LISTENERS = {"interview", "statement", "letter", "truth", "story", "while", "moment", "time",
                 "day", "week", "year", "same", "first", "conference"}
_OUTLET_WORDS = {"radio", "tv", "television", "news", "state-run", "state-owned", "weekly"}


def _place(text: str, start: int, scene: Scene) -> Span | None:
    """Return a city or country that the clause says it was said in."""
    for match in _PLACE.finditer(text):
        span = Span(start + match.start("name"), start + match.end("name"))
        ref = scene.read(span)
        if ref.kind == "place":
            return ref.name_span or span
    return None
