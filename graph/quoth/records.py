"""The records that travel down the line, from article to statement.

All are frozen dataclasses: hashable, picklable, equal by value. Offsets are half-open code points
into `Article.text`. `to_dict` gives the JSON form, `from_dict` reads it back:
`from_dict(record.to_dict())` equals the record.

Text level: `Span`, `Mention`, `Attribution`. World level: `Entity`, `Quotation`, `Statement`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

from quoth.forms import made, plain


class Span(NamedTuple):
    """A half-open range of code points: `text[span.start:span.end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


class Region(NamedTuple):
    """A marked part of an article's text: title, subtitle, dateline, date, byline, caption,
    source, heading or boilerplate."""

    start: int
    end: int
    kind: str


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(key: str, text: str) -> str:
    """Return the 16 hex digits that name one version of one article (ONTOLOGY: IRIs)."""
    return _sha256(f"{key}\n{_sha256(text)}")[:16]


@dataclass(frozen=True)
class Article:
    """One news article: the text as it was read, and what is known about it.

    `text` is decoded, without BOM, with LF line ends and in NFC, and is never rewritten: page
    furniture is marked in `regions`. `published` is an ISO date or date-time.

    >>> Article(key="a.txt", text="Hi.").id
    '7dbc374ec6e07678'
    """

    key: str
    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    agency: str | None = None
    dateline: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    regions: tuple[Region, ...] = ()
    id: str = field(default="")
    sha256: str = field(default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", self.sha256 or _sha256(self.text))
        object.__setattr__(self, "id", self.id or article_id(self.key, self.text))

    @property
    def boilerplate(self) -> tuple[Span, ...]:
        """The spans of page furniture: no quotation, no entity lives there."""
        return tuple(Span(r.start, r.end) for r in self.regions if r.kind == "boilerplate")

    def to_dict(self, *, with_text: bool = True) -> dict[str, Any]:
        """Return the JSON form; without the text it is what `quoth annotate` writes."""
        row: dict[str, Any] = {"id": self.id, "key": self.key}
        for name in ("title", "published", "publisher", "agency", "dateline", "author",
                     "language", "url", "sha256"):
            row[name] = getattr(self, name)
        row["length"] = len(self.text)
        row["boilerplate"] = [list(span) for span in self.boilerplate]
        row["regions"] = [list(region) for region in self.regions]
        if with_text:
            row["text"] = self.text
        return row

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Article:
        """Read back `to_dict(with_text=True)`."""
        known = {f.name: row[f.name] for f in fields(cls) if f.name in row}
        return cls(**{**known, "regions": tuple(Region(*r) for r in row.get("regions", ()))})


@dataclass(frozen=True)
class Mention:
    """A span that names or refers to somebody or something.

    `label` is PERSON, ORG, LOC, GPE, NORP, GROUP, EVENT, WORK or UNNAMED; `form` is name, nominal
    or pronoun. `entity` is the id of the entity that it refers to, None before resolution.
    """

    start: int
    end: int
    text: str
    label: str
    form: str = "name"
    entity: str | None = None
    confidence: float = 1.0

    @property
    def span(self) -> Span:
        """The characters of the mention."""
        return Span(self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return plain(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Mention:
        """Read back `to_dict`."""
        return made(cls, row)


@dataclass(frozen=True)
class Attribution:
    """Source, cue and content spans of one attribution, at text level.

    `content` has one span or more (a split quotation), `form` is direct, indirect or mixed,
    `within` is the index of the attribution whose content holds this one, `rules` says which
    component and rules made it, in order.
    """

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    form: str = "indirect"
    cue_lemma: str | None = None
    act: str | None = None
    attitude: bool = False
    negated: bool = False
    confidence: float = 1.0
    within: int | None = None
    rules: tuple[str, ...] = ()

    @property
    def extent(self) -> Span:
        """From the first character of the content to the last."""
        if len(self.content) == 1:
            return self.content[0]
        return Span(min(s.start for s in self.content), max(s.end for s in self.content))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return plain(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Attribution:
        """Read back `to_dict`."""
        spans = {name: Span(*row[name]) for name in ("source", "cue") if row.get(name)}
        content = tuple(Span(*span) for span in row["content"])
        return cls(**{**row, **spans, "content": content, "rules": tuple(row.get("rules", ()))})


class Link(NamedTuple):
    """A scored guess that one mention refers to what an earlier one refers to (indices)."""

    mention: int
    antecedent: int
    score: float


@dataclass(frozen=True)
class Annotations:
    """What the language pipeline found in one article; no object of any NLP library is left."""

    article: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    links: tuple[Link, ...] = ()
    model: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return plain(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Annotations:
        """Read back `to_dict`."""
        return cls(
            article=row["article"],
            sentences=tuple(Span(*s) for s in row["sentences"]),
            mentions=tuple(Mention.from_dict(m) for m in row["mentions"]),
            attributions=tuple(Attribution.from_dict(a) for a in row["attributions"]),
            links=tuple(Link(*link) for link in row["links"]),
            model=row["model"],
        )


@dataclass(frozen=True)
class Role:
    """An office or membership that an entity holds, as an article states it.

    `of` is the id of the organization or country, `evidence` the span that attests it.
    """

    title: str
    of: str | None = None
    evidence: Span | None = None

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Role:
        """Read back the JSON form."""
        evidence = row.get("evidence")
        return cls(row["title"], row.get("of"), Span(*evidence) if evidence else None)


@dataclass(frozen=True)
class Entity:
    """Somebody or something in the world.

    `type` is person, organization, place, group or unnamed. `id` is `actor/<slug>`, or
    `article/<id>/source<b>-<e>` for an unnamed source, which is scoped to its article.
    `wikidata` is a Q-id, set only above the linking threshold. `kb` is the knowledge base entry.
    """

    id: str
    type: str
    name: str
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    gender: str | None = None
    country: str | None = None
    kb: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return plain(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Entity:
        """Read back `to_dict`."""
        roles = tuple(Role.from_dict(r) for r in row.get("roles", ()))
        return made(cls, {**row, "aliases": tuple(row.get("aliases", ())), "roles": roles})


@dataclass(frozen=True)
class Quotation:
    """One article's report that a speaker expressed something.

    `id` is `q<b>-<e>`, unique in its article. `speaker`, `voice`, `addressee`, `occasion` and
    `mentions` hold entity ids (occasion: `event/<slug>`, with its year where it can come again);
    `verbatim` the spans in quotation marks of a mixed quotation; `within` the id of the outer
    quotation; `in_capacity` the role in which the speaker spoke. `reasons` says why this speaker.
    """

    id: str
    article: str
    content: tuple[Span, ...]
    text: str
    form: str = "indirect"
    cue: Span | None = None
    cue_text: str | None = None
    cue_lemma: str | None = None
    act: str | None = None
    attitude: bool = False
    negated: bool = False
    source: Span | None = None
    source_text: str | None = None
    speaker: str | None = None
    speaker_name: str | None = None
    confidence: float = 1.0
    within: str | None = None
    said_on: str | None = None
    medium: str | None = None
    occasion: str | None = None
    addressee: str | None = None
    voice: str | None = None
    place: str | None = None
    in_capacity: Role | None = None
    verbatim: tuple[Span, ...] = ()
    mentions: tuple[str, ...] = ()
    statement: str | None = None
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of `quoth annotate`: cue and source are objects with text."""
        row = plain(self)
        cue, source = row["cue"], row["source"]
        row["cue"] = cue and {"start": cue[0], "end": cue[1], "text": row["cue_text"],
                              "lemma": row["cue_lemma"]}
        row["source"] = source and {"start": source[0], "end": source[1],
                                    "text": row["source_text"]}
        for name in ("cue_text", "cue_lemma", "source_text"):
            del row[name]
        return row

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Quotation:
        """Read back `to_dict`."""
        cue, source = row.get("cue") or {}, row.get("source") or {}
        capacity = row.get("in_capacity")
        changed = {
            "content": tuple(map(_span, row["content"])),
            "cue": _span((cue["start"], cue["end"])) if cue else None,
            "cue_text": cue.get("text"), "cue_lemma": cue.get("lemma"),
            "source": _span((source["start"], source["end"])) if source else None,
            "source_text": source.get("text"),
            "in_capacity": Role.from_dict(capacity) if capacity else None,
            "verbatim": tuple(map(_span, row.get("verbatim", ()))),
            "mentions": tuple(row.get("mentions", ())),
            "reasons": tuple(row.get("reasons", ())),
        }
        return made(cls, {**row, **changed})


@dataclass(frozen=True)
class Event:
    """An occasion at which things are said: a session, a summit, a press conference."""

    id: str
    name: str
    date: str | None = None
    organizer: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Facts:
    """All that one article says, resolved. `work` is the id of the earliest article with the same
    text, where several print it."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    model: str = ""
    work: str | None = None

    def to_dict(self, *, with_text: bool = False) -> dict[str, Any]:
        """Return the line that `quoth annotate` writes for the article."""
        return {
            "article": self.article.to_dict(with_text=with_text),
            "entities": [e.to_dict() for e in self.entities],
            "mentions": [m.to_dict() for m in self.mentions],
            "quotations": [q.to_dict() for q in self.quotations],
            "events": [plain(e) for e in self.events],
            "model": self.model, "work": self.work,
        }

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Facts:
        """Read back `to_dict(with_text=True)`."""
        return cls(
            article=Article.from_dict(row["article"]),
            entities=tuple(Entity.from_dict(e) for e in row["entities"]),
            mentions=tuple(Mention.from_dict(m) for m in row["mentions"]),
            quotations=tuple(Quotation.from_dict(q) for q in row["quotations"]),
            events=tuple(Event(**e) for e in row.get("events", ())),
            model=row.get("model", ""), work=row.get("work"),
        )

    def replace(self, **changes: Any) -> Facts:
        """Return a copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Statement:
    """What a speaker expressed. `quotations` holds (article id, quotation id) pairs, earliest
    published first; `label` is the shortest direct wording, or the shortest of all."""

    id: str
    speaker: str | None
    quotations: tuple[tuple[str, str], ...]
    label: str


def _span(pair: Sequence[int]) -> Span:
    start, end = pair
    return tuple.__new__(Span, (start, end))
