"""Credit lines: who wrote, relayed and photographed a story."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quoth.reading import dates
from quoth.reading.outlets import Outlet, agency, agency_pattern, by_name
from quoth.records import Span


@dataclass(frozen=True)
class Credit:
    """What one line, or the end of one, says about where a story is from.

    `kind` is the kind of region: byline, source or caption; `span` lies in that line.
    """

    span: Span
    kind: str
    author: str | None = None
    agency: str | None = None
    publisher: str | None = None


@cache
def _words(name: str) -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("credits.toml").read_text("utf-8"))
    return frozenset(table[name])


def _any_of(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(name), key=lambda w: (-len(w), w)))


_UPPER = r"[A-ZÀ-ÞŠŽČĆŁŚŻİŞĞА-ЯЁІЇЄ]"
_WORD = rf"{_UPPER}[\w.'’/-]*"
_PARTICLE = r"(?:de|da|del|di|van|von|der|den|bin|al|el|la|le|ibn|dos|du|ter|zu)"
_NAME = rf"{_WORD}(?:\s(?:{_WORD}|{_PARTICLE})){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:,?\s(?:and|und|et|y|e|en|и|&)\s|,\s){_NAME}){{0,4}}"


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<label>(?i:{_any_of('byline_labels')}))\s?(?P<colon>:?)\s+(?P<who>{_NAMES})"
        r"(?:(?:\s?[,|/–—(·•]\s?|\s-\s|\s(?:for|in|at|of)\s|\s(?=@|[\w.]+@))"
        r"(?P<rest>.{0,80}))?[.,]?$")


_FOREIGN = frozenset(["Por", "Par", "Von", "Di", "Door", "Av", "Af", "POR", "PAR", "VON", "DI"])
_SIGNED = re.compile(
    rf"^(?P<who>{_NAME})\s?(?P<mark>[,|/–—·•(]|\s-)\s?(?P<rest>[^,|/]{{2,40}}?)[).]*$")
_REPORTING = re.compile(r"""^[(\[]?(?:
    (?:additional\s|writing\sand\s|further\s)?
    (?:reporting|writing|editing|compiled|edited|written|translated|reported)(?:\sand\s\w+)?\sby
    |contribut(?:ing|ors?):)\s?(?P<who>.{3,200}?)[)\].]*$""", re.I | re.X)
_CONTRIBUTED = re.compile(
    r"^(?P<who>.{3,160}?)\s(?:also\s)?contributed\s(?:reporting|research|from\s[A-Z]\w+"
    r"|to\sthis\s(?:report|story|article))\b.{0,60}$", re.I)
_CAPTION = re.compile(r"""^[(\[]?(?:
    (?:file\s|stock\s)?
    (?:photo|picture|pic|image|photograph|illustration|graphic|video|foto|фото)s?(?:\s?/\s?\w+)?
    (?:\s(?:source|credits?|courtesy(?:\sof)?|by|caption|copyright|from))?\s?[:,©/-]\s?.{2,250}
    |(?:photo|picture|image|photograph|video)s?\s(?:by|courtesy(?:\sof)?)\s.{2,120}
    |file\s(?:photo|image|picture)\W*
    |(?:image|photo|picture)\s(?:source|credit|caption)s?\b.{0,200}
    |©\s?(?:reuters|afp|ap|getty|epa|tass|sputnik|ria|xinhua|anadolu)\b.{0,80}
    |(?:getty\simages|shutterstock|istock|unsplash|ap\sphoto|afp\sphoto|epa-efe|handout)\b.{0,80}
    )[)\]]?$""", re.I | re.X)
_CAPTION_END = re.compile(r"""(?:
    [(\[](?:AP\sPhoto|Photo\sby|Photo:|Image:|Picture:|File|FILE|Getty|REUTERS|AFP|EPA|Credit:)
    [^()\n]{0,80}[)\]]\.?
    |\b(?:REUTERS/\w|AFP/Getty|EPA-EFE/|EPA/|AP\sPhoto/|Getty\sImages|Photo(?:graph)?(?:\sby)?:)
    [^.\n]{0,60})$""", re.X)


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(rf"^(?:{agency_pattern()})(?:/[A-Za-z0-9]{{2,10}}){{1,3}}$")


def byline(line: str) -> Credit | None:
    """Return what a byline says, None if the line is none.

    >>> byline("By Jane Doe and John Roe, Reuters").author
    'Jane Doe and John Roe'
    >>> byline("By Friday the road was open") is None
    True
    """
    if len(line) > 250:
        return None
    match = _byline().match(re.sub(r"\s?[:–—-]$", "", line))
    if match and _names_somebody(match["label"], match["who"], match["rest"],
                                 colon=bool(match["colon"]) or match["label"] in _FOREIGN):
        return _by(line, match["who"], match["rest"])
    match = _SIGNED.match(line)
    if match and (outlet := by_name(match["rest"])) and 2 <= len(match["who"].split()) <= 4:
        if match["mark"] == "/":  # a photographer: "Jane Doe/Reuters"
            return Credit(Span(0, len(line)), "caption")
        return Credit(Span(0, len(line)), "byline", match["who"], *_outlet(outlet))
    if line.casefold() in _words("desks") or ("/" in line and _initials().match(line)):
        outlet = by_name(line.split("/")[0])
        return Credit(Span(0, len(line)), "byline", None, *(_outlet(outlet) if outlet else ()))
    return _staff_note(line)


def _staff_note(line: str) -> Credit | None:
    """Read "(Reporting by A; Editing by B)" and "C contributed to this report."."""
    match = _REPORTING.match(line) or _CONTRIBUTED.match(line)
    if not match or re.search("[\"“«]", line):
        return None
    first = re.split(r";| and (?:editing|writing)| Editing| Writing|\(", match["who"])[0]
    reported = re.match(r"\W*(?:reporting|writing and reporting)\b", line, re.I)
    who = re.sub(r"\s(?:in|at)\s[A-Z].*", "", first).strip(" .,")
    return Credit(Span(0, len(line)), "byline", who if reported else None)


def _names_somebody(label: str, who: str, rest: str | None, *, colon: bool) -> bool:
    first = who.split()[0].casefold().strip(".,")
    labelled = label.casefold().endswith("by")
    if not (labelled or colon) or not (label == "by" or label[0].isupper()):
        return False
    if by_name(who) or _is_staff(who):
        return True
    if first in _words("not_names") or first in dates.month_number():
        return False
    rest = rest or ""
    named = len(who.split()) >= 2 or (colon and not rest)
    return named and len(rest.split()) <= 10 and not rest.rstrip().endswith("?")


def _is_staff(who: str) -> bool:
    return who.casefold().split()[0] in _words("staff") or who.casefold() in _words("staff")


def _by(line: str, who: str, rest: str | None) -> Credit:
    """Tell the writers from the outlets in "Jane Doe and John Roe, Reuters"."""
    who = re.sub(r"\s(?:On|At|In|Posted|Published|Updated)$", "", who.rstrip(" ,."))
    names = [part for name in who.split(", ") for part in _parts(name)]
    outlets = [outlet for name in (*names, rest or "") if (outlet := _outlet_in(name))]
    paper = next((name for name in [*names[1:], rest or ""] if _is_paper(name)), None)
    people = ", ".join(name for name in names if not (
        _outlet_in(name) or _is_staff(name) or name == paper))
    source = _outlet(outlets[0]) if outlets else (None, paper)
    return Credit(Span(0, len(line)), "byline", people or None, *source)


def _is_paper(name: str) -> bool:
    """Say whether a name behind a writer's is a paper's that no list knows, by its words.

    >>> _is_paper("El Andino"), _is_paper("Coast Gazette"), _is_paper("Ana Maria Lopez")
    (True, True, False)
    """
    words = name.casefold().split()
    return 1 < len(words) < 6 and (
        words[0] in _words("paper_articles") or bool({words[0], words[-1]} & _words("paper_words")))


def _parts(name: str) -> list[str]:
    """Split "Jane Doe Associated Press" and "Jane Doe Staff Writer" after the name."""
    name = re.sub(r"(?i)\s(?:staff|senior|special|chief|political|foreign)?\s?"
                  r"(?:writer|reporter|correspondent|editor)s?$", "", name)
    words = name.split()
    if words[0].casefold() in _words("paper_articles"):
        return [name]
    for i in range(2, len(words)):
        if by_name(" ".join(words[i:])):
            return [" ".join(words[:i]), " ".join(words[i:])]
    return [name]


def _outlet_in(name: str) -> Outlet | None:
    service = re.match(r"(.{2,30}?)['’]s (?:\w+ )?(?:Service|Bureau|Desk|Team|Newsroom)\b", name)
    return by_name(name) or (by_name(service[1]) if service else None) or by_name(
        re.sub(r"(?i)^the |( staff)?( writer| reporter| correspondent)?s?[).]*$", "", name))


def _outlet(outlet: Outlet) -> tuple[str | None, str | None]:
    return (outlet.name, None) if outlet.is_agency else (None, outlet.name)


@cache
def _source() -> re.Pattern[str]:
    return re.compile(
        rf"^[(\[]?(?:{_any_of('source_labels')})\s?[:–—-]?\s+(?P<what>.{{2,100}}?)[)\].]*$", re.I)


def source_line(line: str) -> Credit | None:
    """Return what a line such as "Source: TASS" says, None if the line is none.

    >>> source_line("Source: TASS").agency
    'TASS'
    """
    if len(line) > 140 or line.endswith(":"):  # "From Bloomberg:" leads in a quotation
        return None
    match = _source().match(line)
    if match and (":" in line or by_name(match["what"])):
        return Credit(Span(0, len(line)), "source", agency=_relayed(match["what"]))
    bare = re.sub(r",\s[A-Z][\w-]+$", "", line.strip(" ()[]/.—–-"))  # "Example Post, Lisk"
    found = by_name(bare) if 1 < len(bare) < 50 else None
    if not found or (bare.islower() and "." not in bare) or _is_word(bare, found):
        return None
    return Credit(Span(0, len(line)), "source", None, *_outlet(found))


def outlet_prefix(text: str) -> Credit | None:
    """Return the outlet and dash that open a paragraph.

    >>> outlet_prefix("Lisk.example - The") is None, outlet_prefix("NEWS.am - The port").publisher
    (True, 'NEWS.am')
    """
    match = re.match(r"(?P<name>[^\n–—]{2,40}?)\s?[-–—]\s(?=[^\W_a-z]|[\"“«„])", text)
    found = by_name(match["name"]) if match else None
    if not match or not found or _is_word(match["name"], found):
        return None
    return Credit(Span(0, len(match[0].rstrip())), "source", None, *_outlet(found))


def _is_word(name: str, outlet: Outlet) -> bool:
    """Say whether a name is as likely a heading ("Life", "Panorama", "The Nation")."""
    if {name.casefold(), f"the {name.casefold()}"} & _words("ordinary"):
        return True
    marked = re.search(r"[.&/]|[a-z][A-Z]|[A-Z]{2}", name)
    return not (outlet.is_agency or marked or len(name.split()) > 1)


def _relayed(what: str) -> str | None:
    """Return the outlet that a source line names first, None if it names no outlet."""
    for name in (what, *re.split(r"\s?[,/&|;]\s?|\sand\s|\s[–—-]\s", what)):
        bare = re.sub(r"(?i)^(the )?|\s*(news agency|agency|website|report)$", "", name)
        outlet = by_name(name) or by_name(bare)
        if outlet:
            return outlet.name
    return None


def caption(line: str) -> Credit | None:
    """Return the whole line as a caption if it is one.

    >>> caption("Picture: Example Images") is None, caption("Picture of health") is None
    (False, True)
    """
    found = len(line) <= 500 and (_CAPTION.match(line) or _CAPTION_END.search(line))
    return Credit(Span(0, len(line)), "caption") if found else None


def sign_off(text: str) -> Credit | None:
    """Return the agency in brackets, or after a dash, that ends the last paragraph.

    >>> sign_off("The road is open. (Reuters)").span
    Span(start=18, end=27)
    """
    start = max(0, len(text) - 60)
    may_be = _SIGNS.search(text, start)  # most texts have none, and the names are many
    match = may_be and _sign_off().search(text, start)
    if not match:
        return None
    known = agency(match["name"] or match["bare"])
    name = known.name if known else None
    return Credit(Span(match.start("mark"), match.end("mark")), "source", agency=name)


_SIGNS = re.compile(r"[(\[—–-]")


@cache
def _sign_off() -> re.Pattern[str]:
    names = agency_pattern()
    return re.compile(
        rf"[.!?”\"’]\s*(?P<mark>[(\[](?P<name>{names})(?:\s?/\s?\w{{1,12}})?[)\]]\.?"
        rf"|[—–-]{{1,2}}\s?(?P<bare>{names}))$")
