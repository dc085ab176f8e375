"""When, where, by which medium, at which occasion and to whom something was said.

Only what the text says counts: the words around cue and source, outside the contents. A weekday is
counted back from the article's own date; nothing is taken from the date alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from quoth.linking.names import fold, slug
from quoth.linking.scene import Scene
from quoth.linking.words import word_sets
from quoth.records import Attribution, Event, Span

_MONTHS = ("january|february|march|april|may|june|july|august|september|october|november"
           "|december")
_DAY = re.compile(rf"(?i)\b(?:on\s+)?(?:(?P<m1>{_MONTHS})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
                  rf"(?:,?\s+(?P<y1>\d{{4}}))?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTHS})"
                  r"(?:,?\s+(?P<y2>\d{4}))?)\b")
_WEEKDAY = re.compile(r"(?i)\bon\s+(?:\w+\s+)?(monday|tuesday|wednesday|thursday|friday|saturday"
                      r"|sunday)\b|\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
                      r"(?=\s*(?:[,.]|$|said|that|in|at|during|after|evening|morning|night))")
_YEAR = re.compile(r"\b(?:back in|in|in early|in late|during)\s+(?:[A-Z][a-z]+\s+)?"
                   r"((?:19|20)\d\d)\b")
_NEAR = re.compile(r"(?i)\b(today|yesterday)\b")
_OCCASION = re.compile(
    r"(?i)\b(?:at|during|in|on the sidelines of|opening|addressing|following|after)\s+"
    r"(?P<name>(?:an?|the|its|his|her|their|this|last|yesterday’s|[A-Z][\w’'-]+(?:’s|'s)?)\s+"
    r"(?:[\w’'.-]+\s+){0,5}?(?P<head>%s)\b(?:\s+(?:of|on|with|between|in)\s+(?:the\s+)?"
    r"(?:[A-Z][\w’'-]+)(?:\s+(?:of\s+|and\s+|on\s+)?[A-Z][\w’'-]+)*)?)")
_TITLED = re.compile(r"(?i)\b(?:conference|forum|summit|seminar|symposium|session|round ?table"
                     r"|exhibition|festival|debate|panel|workshop|meeting|event)"
                     r"(?: (?:dubbed|called|titled|entitled|named|themed|headlined))?,? "
                     r"[“\"«](?P<name>[^”\"»\x00]{4,150})")
_TOLD = re.compile(r"(?i)\b(?:told|informed|assured|warned|reminded|addressing|asked|urged)\s+"
                   r"|\bin an? [\w -]{0,30}?(?:interview|letter|message|address) (?:with|to)\s+"
                   r"|\b(?:speaking|addressed) to\s+|\b(?:said|wrote) to\s+"
                   r"|\bin (?:his |her |their )?(?:remarks|comments|a statement|testimony)"
                   r" (?:to|before)\s+|\btestifying before\s+"
                   r"|\bin an? (?:[\w-]+ )?(?:call|conversation) with\s+")
_PLACE = re.compile(r"(?:\bin|\b(?:[Ss]aid|[Ss]peaking|[Tt]old|[Aa]dded|[Ww]rote) from"
                    r"|\b(?:visit|trip) to|\b[Vv]isiting)"
                    r"\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)")
_ON_X = re.compile(r"\b(?:on|via|to) (?:the )?(?:social )?(?:media )?"
                   r"(?:network |platform |site )?X\b(?! [A-Z])")
_DATED = re.compile(r"(?i)\s+on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$")
_READ = re.compile(r"(?i)\b(?:read(?: out| aloud)?|delivered|conveyed|presented|relayed)\s+by\s+"
                   r"|\bthrough (?:his|her|its|their|the)?\s*(?=[\w ]*(?:spokes|lawyer|aide))")


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
    occasion = _occasion(text, scene)
    return Circumstances(
        said_on=_said_on(_own_clause(text, attribution, start), scene.date),
        medium=medium(text, attribution, scene), occasion=occasion,
        addressee=_after(_TOLD, text, start, scene), place=_place(text, start, scene),
        voice=_after(_READ, text, start, scene))


def clause(attribution: Attribution, scene: Scene) -> tuple[str, int]:
    """Return the sentence of cue and source with contents blanked out, and where it starts.

    The sentence ends where another source speaks, so that its date isn't taken for this one's.
    """
    anchor = attribution.cue or attribution.source
    assert anchor is not None
    span = scene.sentence_span(anchor.start)
    end = min(span.end, anchor.end + 300)
    begin = span.start
    for other, _ in scene.sources.near(begin, end):
        if other == attribution.source:
            continue
        if anchor.end < other.start < end:
            end = other.start
        elif begin < other.end < min(anchor.start, attribution.extent.start):
            begin = other.end
    hidden = [content for content, _ in scene.contents.near(begin, end)
              if not (content.start <= anchor.start < content.end)]
    hidden += [Span(region.start, region.end) for region in scene.article.regions
               if region.kind not in ("caption", "heading")]
    return _blanked(scene.text[begin:end], hidden, begin), begin


def _blanked(text: str, hidden: list[Span], begin: int) -> str:
    """Return a piece of text, which begins at a place, with NUL for the hidden characters."""
    for span in hidden:
        first, last = max(span.start - begin, 0), min(span.end - begin, len(text))
        if first < last:
            text = f"{text[:first]}{chr(0) * (last - first)}{text[last:]}"
    return text


def days_of(attribution: Attribution, scene: Scene) -> tuple[str, ...]:
    """Return days of the clause that aren't the article's: "the president said in 2016".

    A year gives a day at its begin and one at its end: who held an office on both is meant.
    """
    if attribution.cue is None and attribution.source is None:
        return ()
    text, start = clause(attribution, scene)
    own = _own_clause(text, attribution, start)
    day = _said_on(own, scene.date)
    if day and scene.date and day[:4] != scene.date[:4]:
        return (day,)
    years = {m[1] for m in _YEAR.finditer(own)} - {(scene.date or "")[:4]}
    return (f"{min(years)}-01-31", f"{min(years)}-12-01") if len(years) == 1 and not day else ()


def _own_clause(text: str, attribution: Attribution, start: int) -> str:
    """Return the clause up to where another one may begin: "declared ..., and on Monday left"."""
    anchor = attribution.cue or attribution.source
    at = anchor.end - start if anchor else 0
    stop = re.search(r"\band\b|;", text[at:])
    return text[: at + stop.start()] if stop else text


def _said_on(text: str, published: str | None) -> str | None:
    """Return the day that the clause names, counted from the day of the article."""
    match = _DAY.search(text)
    if match:
        return _calendar(match, published)
    if published is None:
        return None
    today = _iso(published)
    near = _NEAR.search(text)
    if today and near:
        return str(today - timedelta(days=near[1].lower() == "yesterday"))
    match = _WEEKDAY.search(text)
    if match and today and not re.search(r"(?i)\b(next|coming|until|by|from|since)\s+$",
                                         text[: match.start(1 if match[1] else 2)]):
        wanted = word_sets_days().index((match[1] or match[2]).lower())
        return str(today - timedelta(days=(today.weekday() - wanted) % 7))
    return None


def word_sets_days() -> list[str]:
    """Return the days of the week, Monday first."""
    return ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _calendar(match: re.Match[str], published: str | None) -> str | None:
    month = match["m1"] or match["m2"]
    number = _MONTHS.split("|").index(month.lower()) + 1
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
            if phrase in low
            and re.search(rf"(?<![\w-]){re.escape(phrase)}(?:s|'s)?(?![\w-])", low)]
    return min(rows)[2] if rows else None


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
        near = [s.ref for s in scene.phrases if at <= s.start <= at + 40
                and text[s.start - start : s.start - start + 1] not in ("", "\x00")
                and _introduced(scene.text[at : s.start], scene)]
        named = [ref for ref in near if ref.name and ref.kind != "place"]
        if near:
            return (named or near)[0].span
        word = re.match(r"(?:the |a )?(?:[\w’'-]+ ){0,2}?([\w’'-]+)", text[match.end():])
        if word and (fold(word[0]) in word_sets().circumstances["addressees"]
                     or fold(word[1]) in word_sets().circumstances["addressees"]):
            return Span(at, at + word.end())
    return None


def _introduced(words: str, scene: Scene) -> bool:
    """Say whether words only lead to a name: "the radio station", "state broadcaster"."""
    tables = word_sets().mentions
    return "that" not in words.split() and all(
        w.lower() in tables["determiners"] or w.lower() in tables["modifiers"]
               or w.lower() in tables["organizations"] or w.lower() in _OUTLET_WORDS
               or w in scene.base.by_adjective
               for w in words.split())


_OUTLET_WORDS = {"radio", "tv", "television", "news", "state-run", "state-owned", "weekly"}


def _place(text: str, start: int, scene: Scene) -> Span | None:
    """Return a city or country that the clause says it was said in."""
    for match in _PLACE.finditer(text):
        span = Span(start + match.start("name"), start + match.end("name"))
        ref = scene.read(span)
        if ref.kind == "place":
            return ref.name_span or span
    return None
