"""What a mention says by its own words: the record, and how it is put together from chunks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quoth.forms import altered
from quoth.linking.chunks import Chunk
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import fold
from quoth.linking.words import is_agent, singular, word_sets
from quoth.records import Span

# bodies that are called by their name and what they are: "the NGG union", "the Dawn party"
_BEARERS = {"union", "charity", "newspaper", "daily", "weekly", "magazine", "broadcaster",
            "airline", "militia", "movement"}
_A = re.compile(r"\b[Aa]n? \Z")
_DEFINITE = {"the", "this", "that", "these", "those", "both"}


_GAVE = re.compile(
    r"(?:identif\w+ (?:him|her|them)sel\w+ (?:only |simply |just )?as"
    r"|(?:asked|wanted|wished|would|agreed) (?:only |just )?(?:to )?be (?:called|known|named"
    r"|identified)(?: only| just)?(?: as)?|go(?:es|ing) by(?: the name(?: of)?)?"
    r"|known (?:only |simply |just )?as"
    r"|g[ai]ve[sn]? (?:only )?(?:his|her|their) (?:first |last |own |nick|sur)?name(?: only)?"
    r"(?: as|,))"
    r" (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)")


@dataclass(frozen=True)
class Title:
    """A title in a mention: the words, their role class, and of what (country or org id, text)."""

    text: str
    role: str
    of: str | None
    span: Span
    gender: str | None = None
    former: bool = False
    of_span: Span | None = None
    honorific: bool = False


@dataclass(frozen=True)
class Reference:
    """What a mention says by its own words.

    `kind` is person, organization, place, group, unnamed, document, data, pronoun or other. `name`
    is the proper name without titles, `value` the base id of a country, organization or metonym,
    `owner` what a possessive stands for ("Lavrov's letter", "his spokesman").
    """

    span: Span
    text: str
    kind: str
    name: str | None = None
    name_span: Span | None = None
    value: str | None = None
    titles: tuple[Title, ...] = ()
    owner: Reference | None = None
    country: str | None = None
    place: str | None = None
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    age: str | None = None
    head: str | None = None
    names: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The role classes of the titles that say an office."""
        return frozenset(t.role for t in self.titles if not t.honorific)


@dataclass
class Reading:
    """What the words read so far have built up."""

    text: str
    base: KnowledgeBase
    titles: list[Title] = field(default_factory=list)
    pending: list[Chunk] = field(default_factory=list)
    names: list[Chunk] = field(default_factory=list)
    caps: list[Chunk] = field(default_factory=list)
    owner: Reference | None = None
    head: Chunk | None = None
    determiner: str | None = None
    age: str | None = None
    place: Chunk | None = None
    modifiers: list[str] = field(default_factory=list)
    joint: bool = False
    apposed: str = ""
    noun: bool = False
    trade: bool = False
    based: bool = False


def is_head(low: str, *, agents: bool = True) -> bool:
    """Say whether a word in small letters is the noun that a phrase is about."""
    words = word_sets()
    tables = ("humans", "human_plurals", "collectives", "organizations", "documents", "data",
              "kin", "country_words")
    return any(words.has(table, low) for table in tables) or agents and is_agent(low)


def country_of(base: KnowledgeBase, chunk: Chunk) -> str | None:
    if chunk.tag == "metonym":
        return base.metonyms[chunk.value or ""].country
    found = chunk.value if chunk.tag in ("place", "demonym", "capital") else None
    return found if found in base.countries else None


def pronoun(chunk: Chunk) -> Reference:
    words, low = word_sets().mentions, chunk.text.lower()
    gender = ("m" if low in words["male_pronouns"] else
              "f" if low in words["female_pronouns"] else None)
    plural = low in words["plural_pronouns"] or low in words["first_plural_pronouns"]
    return Reference(chunk.span, chunk.text, "pronoun", gender=gender, plural=plural, head=low,
                     definite=True)


def finish(state: Reading, span: Span) -> Reference:
    """Build the reference from what was read."""
    if (state.head and state.head.tag in ("pron", "rel") and not state.names and not state.titles
            and not state.pending):
        return altered(pronoun(state.head), span=span, text=span.of(state.text))
    first = state.owner is not None and state.noun and state.owner.text.lower() in (
        "my", "our")  # "my coxswain" is not the speaker
    if state.owner and not (first or state.names or state.titles or state.head or state.age) and (
            state.owner.kind in ("pronoun", "person") or not (state.pending or state.noun)):
        return altered(state.owner, span=span, text=span.of(state.text))
    kind, name, value = _kind(state)
    if state.determiner == "one" and kind in ("group", "other") and name is None:
        kind = "unnamed"  # "one of the inspectors"
    country = _country(state)
    place = state.place and (state.place.value or state.place.text)
    head = state.head.text.lower() if state.head else None
    names = tuple(c.text for c in state.names)
    return Reference(
        span, span.of(state.text), kind, name=name.text if name else None,
        name_span=name.span if name else None, value=value, titles=tuple(state.titles),
        owner=state.owner, country=country, place=place, gender=_gender(state, name),
        plural=_plural(state), definite=(state.determiner in _DEFINITE
                  or bool(state.owner) and state.determiner not in ("a", "an")),
        age=state.age, head=head, names=names, modifiers=tuple(state.modifiers))


def _kind(state: Reading) -> tuple[str, Chunk | None, str | None]:
    """Return the kind, the name chunk and the base id of what was read."""
    paper = state.head and state.owner and _head_kind(state) in ("document", "data")
    if paper and state.names and state.names[0].start > state.head.end:
        return _head_kind(state), None, None  # "a letter by Ann Roe that was read at San Roque"
    if state.names:
        joint = state.joint and len(state.names) > 1
        kind = "group" if joint else _named_kind(state)
        return kind, state.names[0], state.names[0].value
    after = [c for c in state.pending if c.tag == "org" and state.head
             and c.start > state.head.end and _head_kind(state) in ("organization", "unnamed")]
    if after and state.head and "," in state.text[state.head.end : after[-1].start] and (
            word_sets().has("humans", state.head.text)):  # "a nurse at the clinic, Ana Roe"
        return "person", after[-1], None
    if after:  # "the charity Open Water", "the processor Oxo"
        return "organization", after[-1], after[-1].value
    own = state.pending[-1] if state.pending and state.head else None
    if own and own.tag == "org" and own.value is None and state.head.text.lower() in _BEARERS and (
            state.text[own.end : state.head.start] == " "):  # "the NGG union"
        return "organization", own, None
    if state.titles and not state.head:
        return ("group" if "plural" in state.modifiers else "person"), None, None
    if state.head:
        return _head_kind(state), None, None
    if state.titles:
        return "person", None, None
    if state.pending:
        chunk = state.pending[-1]
        if state.joint:
            return "group", None, None
        if chunk.tag == "demonym":  # "the Danes", but "Danish newcomers" are only some of them
            return ("unnamed", None, None) if state.noun else ("group", None, chunk.value)
        kind = {"org": "organization", "metonym": "organization"}.get(chunk.tag, "place")
        if kind == "place" and chunk.tag == "place" and _A.search(state.text, 0, chunk.start):
            return "unnamed", None, None  # "a Keralite"
        return kind, chunk, chunk.value
    return ("unnamed" if state.determiner in ("one", "another") else "other"), None, None


def _named_kind(state: Reading) -> str:
    """Return person, or organization where the noun before the name is one: "charity Oxo"."""
    if state.apposed:
        return state.apposed
    low = state.head.text.lower() if state.head else ""
    body = low in word_sets().mentions["organizations"] and not state.titles
    first = fold(state.names[0].text).split(" ")[0]
    based = state.based and first not in state.base.given_names
    return "organization" if body or based else "person"


def _head_kind(state: Reading) -> str:
    """Return the kind that the head noun tells."""
    words, low = word_sets(), (state.head.text.lower() if state.head else "")
    if state.head and (state.age and state.head.tag == "age" or state.head.tag == "cap"):
        return "unnamed"  # "the 54-year-old", "the Democrat"
    if state.age and words.has("organizations", low):
        return "unnamed"  # "the 52-year-old oven operator"
    for table, kind in (("human_plurals", "group"), ("collectives", "group"),
                        ("organizations", "organization"), ("forces", "organization")):
        if low in words.mentions[table]:
            return kind
    if words.has("documents", low):
        return "document" if low not in words.mentions["data"] else "data"
    if words.has("data", low):
        return "data"
    if words.has("humans", low) or words.has("kin", low):
        return "unnamed"
    if words.has("country_words", low):
        return "place"
    if words.has("organizations", low):
        return "organization"
    return "unnamed" if is_agent(low) else "other"


def _plural(state: Reading) -> bool:
    low = state.head.text.lower() if state.head else ""
    words = word_sets().mentions
    if state.determiner == "one":  # "one of the inspectors"
        return False
    return ("plural" in state.modifiers or state.joint or low in words["human_plurals"]
            or low in words["collectives"] or bool(low) and singular(low) != low)


def _country(state: Reading) -> str | None:
    """Return the country that a mention is tied to by its own words."""
    for chunk in (*reversed(state.pending), *((state.place,) if state.place else ())):
        found = country_of(state.base, chunk)
        if found:
            return found
    for title in state.titles:
        if title.of in state.base.countries:
            return title.of
    owner = state.owner.value if state.owner and state.owner.kind == "place" else None
    return owner if owner in state.base.countries else None  # a region is no country


def _gender(state: Reading, name: Chunk | None) -> str | None:
    """Return the gender that titles, the head noun or the given name tell."""
    own = state.base.gender(name.text) if name else None
    for title in state.titles:
        if title.gender:  # "the chairman, Dr. Ute Roe"
            return own if own and title.text.lower().endswith("man") else title.gender
    words = word_sets().mentions
    low = singular(state.head.text.lower()) if state.head else ""
    if low in words["kin_male"]:
        return "m"
    if low in words["kin_female"] or low.endswith("woman"):
        return "f"
    if low.endswith("man") and is_agent(low) and not low.endswith("human"):
        return "m"
    return own


def self_named(ref: Reference) -> Reference:
    """Give somebody the name of their own words: "who identified herself only as Luz"."""
    match = _GAVE.search(ref.text) if ref.name is None else None
    if match is None:
        return ref
    at = ref.span.start + match.start("name")
    return altered(ref, kind="person", name=match["name"],
                   name_span=Span(at, at + len(match["name"])))
