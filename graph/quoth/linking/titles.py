"""Titles inside a mention: their words, role class, and what they are of."""

from __future__ import annotations

from dataclasses import replace

from quoth.linking.chunks import LINKABLE, Chunk
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.names import fold
from quoth.linking.portfolios import is_portfolio
from quoth.linking.references import Reading, Title, country_of
from quoth.linking.words import is_agent, word_sets
from quoth.records import Span

_AIDES = frozenset({"deputy_minister", "secretary", "state_secretary", "undersecretary"})


_SENT = frozenset({"ambassador", "envoy", "diplomat", "high_commissioner"})


def is_what_one_is(noun: str, base: KnowledgeBase) -> bool:
    """Say whether a noun before a name is what somebody is: admiral, singer, victim."""
    words = word_sets()
    return noun in base.roles or is_agent(noun) or any(
        words.has(table, noun) for table in ("humans", "trades", "kin"))


def in_service(state: Reading, row: list[Chunk], at: int) -> int:
    """Return how many chunks name whom an aide is of: "lawyer for | the singer Ana Roe"; 0 if none.
    """
    rest = row[at + 1 :]
    stop = next((n for n, c in enumerate(rest) if c.tag == "name"), 0)
    noun = rest[stop - 1] if stop else None
    led = noun is not None and noun.text.islower() and all(
        c.tag in ("det", "poss", "word", "title") for c in rest[:stop])
    ends = stop + 1 == len(rest) or rest[stop + 1 : stop + 2] and (
        rest[stop + 1].tag in ("comma", "rel"))
    if not led or not ends or noun is None or not is_what_one_is(noun.text, state.base):
        return 0
    name = rest[stop]
    state.titles[-1] = replace(state.titles[-1], of=name.text, of_span=name.span)
    return stop + 1


def complement_size(row: list[Chunk], at: int) -> int:
    """Return how many chunks belong to a complement: up to a name that isn't its start."""
    size = 0
    for number, chunk in enumerate(row[at + 1 :]):
        if chunk.tag in ("comma", "rel", "clitic") or chunk.text in "()\"“”":
            return size
        if chunk.tag == "name" and (number > 1 or row[at + 1].tag not in ("det", "name")):
            return size
        titled = chunk.tag == "title" and size and _is_named(row, at, number)
        if chunk.tag == "honorific" or titled:
            return size
        linked = number and row[at + number].tag in LINKABLE
        if chunk.tag == "cap" and linked and _ends(row, at, number):
            return size
        size += 1
    return size


def _is_named(row: list[Chunk], at: int, number: int) -> bool:
    rest = row[at + 2 + number :]
    return bool(rest) and rest[0].tag in ("name", "cap", "title", "honorific")


def _ends(row: list[Chunk], at: int, number: int) -> bool:
    """Say whether only capitalised words follow: "President of Kazakhstan Tokayev"."""
    return all(c.tag in ("cap", "comma") for c in row[at + 1 + number :][:3])


def titled_of(state: Reading, inner: list[Chunk], linked: list[Chunk]) -> Title:
    """Give the last title its complement; an unlinked one becomes part of the title's words."""
    title = state.titles[-1]
    if state.owner is not None and title.role in ("head_of_state", "head_of_government"):
        return title  # "the firm's president for Brazil"
    owned = state.owner is not None and state.owner.kind == "place"
    if title.of and title.role in _SENT and (owned or title.of in state.base.countries):
        return title  # "Ghana's ambassador to Peru" is one of Ghana
    if linked and not _portfolio(title, linked[0]):
        chunk = linked[0]
        if chunk.tag in ("place", "org") and not chunk.value and inner[-1].tag == "word" and (
                word_sets().has("organizations", inner[-1].text)):  # of the Tarn diocese
            span = Span(chunk.start, inner[-1].end)
            return replace(title, of=span.of(state.text), of_span=span)
        if chunk.tag in ("place", "org"):
            return replace(title, of=chunk.value or chunk.text, of_span=chunk.span)
        if chunk.tag in ("demonym", "capital", "metonym"):
            scope = state.base.role(title.text).scope
            country = _town(chunk, scope) or country_of(state.base, chunk)
            rest = state.text[chunk.start : inner[-1].end]
            of = country if len(inner) <= 2 else rest
            return replace(title, of=of, of_span=Span(chunk.start, inner[-1].end))
        return replace(title, of=chunk.text, of_span=chunk.span)
    if not inner or inner[-1].tag in ("title", "honorific") and inner[-1].text[0].isupper():
        return title  # "a spokesman for Mayor", whose name follows
    kept = [c for c in inner if c.tag != "det"] or inner
    span = Span(kept[0].start, kept[-1].end)
    joined = state.text[title.span.start : span.end]
    field = span.of(state.text)
    portfolio = field.lower() in word_sets().mentions["portfolios"] or (
        title.role in _AIDES and is_portfolio(field))
    minister = title.role.startswith("minister") or title.text.lower().endswith("minister")
    if portfolio or minister or title.of:
        role = state.base.roles.get(joined.lower())
        return replace(title, text=joined, span=Span(title.span.start, span.end),
                       role=role.role if role else title.role)
    return replace(title, of=span.of(state.text), of_span=span)


def share_of(state: Reading) -> None:
    """Let two titles joined by "and" be of the same: "founder and chief executive of Oxo"."""
    first, last = [*state.titles, None, None][:2]
    if first and last and len(state.titles) == 2 and first.of is None and (
            state.text[first.span.end : last.span.start].strip() in ("and", "&")):
        state.titles[0] = replace(first, of=last.of, of_span=last.of_span)


def _portfolio(title: Title, chunk: Chunk) -> bool:
    """Say whether a supposed body is a portfolio: "Minister of State for Oil Affairs"."""
    minister = title.text.lower().endswith(("minister", "minister of state", "secretary"))
    return minister and chunk.tag == "org" and chunk.value is None


def add_title(state: Reading, chunk: Chunk) -> None:
    phrase = state.base.role(chunk.value or chunk.text)
    of = _pending_of(state, phrase.scope)
    honorific = phrase.kind == "honorific"
    former = bool({"former", "ex", "late", "then", "outgoing"} & set(state.modifiers)) or any(
        m.startswith("ex-") for m in state.modifiers)
    low = chunk.text.lower()
    plural = low != phrase.phrase.lower() and low.endswith(("s", "men"))
    if plural:
        state.modifiers.append("plural")
    of = of or _party(state, chunk)
    text = _with_modifiers(state, phrase.phrase if plural else chunk.text)
    title = Title(text, phrase.role, of, chunk.span,
                  phrase.gender, former, state.pending[-1].span if state.pending and of else None,
                  honorific)
    if not honorific:
        state.modifiers = [m for m in state.modifiers if m == "plural"]
    state.titles.append(title)


def _town(chunk: Chunk, scope: str) -> str | None:
    """Return the id of a capital where a title is of a town: "Jakarta governor", a mayor's."""
    scopes = scope.split("|")
    local = chunk.tag == "capital" and "place" in scopes and "country" not in scopes
    return f"city:{fold(chunk.text)}" if local else None


def _party(state: Reading, title: Chunk) -> str | None:
    """Return the party that the words before a title name: the Republican nominee, but no Labour
    court judge."""
    table = word_sets().party_words
    ahead = state.text[max(0, title.start - 40) : title.start].lower().split()
    while ahead and ahead[-1] in word_sets().mentions["modifiers"] and ahead[-1] not in table:
        ahead.pop()
    return next((table[m] for m in state.modifiers if m in table and m in ahead[-1:]), None)


def _with_modifiers(state: Reading, title: str) -> str:
    """Return the words of a title with "acting", "former" and the like before it."""
    kept = [m for m in state.modifiers if m in ("acting", "caretaker", "interim", "former", "ex")]
    return " ".join([*kept, title])


def _pending_of(state: Reading, scope: str) -> str | None:
    """Return what the words before a title say it is of."""
    if ":" in scope:
        return scope.split(":", 1)[1] if not scope.startswith("org:") else scope
    if state.pending:
        chunk = state.pending[-1]
        party = word_sets().party_words.get(chunk.text.lower())
        if party:
            return party
        if chunk.tag in ("place", "org"):
            return chunk.value or chunk.text
        return _town(chunk, scope) or country_of(state.base, chunk)
    if state.owner and state.owner.kind in ("place", "organization"):
        return state.owner.value or state.owner.name
    return state.owner.country if state.owner and state.owner.kind == "group" else None


def second_title(state: Reading, rest: list[Chunk]) -> int:
    """Step over the "and" between two titles that one may bear: "president and chief executive"."""
    both = rest[:1] and rest[0].tag == "title" and not state.titles[-1].honorific
    offices = (state.titles[-1].text, rest[0].value or rest[0].text) if both else ()
    return int(bool(offices) and all("org" in state.base.role(o).scope for o in offices))


def more_title(row: list[Chunk], at: int) -> int:
    """Step over the second half of a title: "Minister of Water and Energy Ann Roe"."""
    size = 1
    while at + size < len(row) and row[at + size].tag in ("cap", "word") and size < 4:
        size += 1
    after = row[at + size].tag if at + size < len(row) else ""
    return size if size > 1 and after in ("name", "comma") else 0


def behind_name(state: Reading, row: list[Chunk], at: int) -> int:
    """Read what a title is of where the name stands between: "President Ann Roe of Tarn"."""
    title = state.titles[-1] if state.titles else None
    inner = row[at + 1 : at + 2 + (row[at + 1 : at + 2] and row[at + 1].tag == "det")]
    after = row[at + 1 + len(inner)].tag if at + 1 + len(inner) < len(row) else "comma"
    if title is None or title.of or title.honorific or row[at].text != "of" or not inner or (
            inner[-1].tag not in LINKABLE or after not in ("comma", "rel", "title")):
        return 0
    state.titles[-1] = titled_of(state, inner, inner[-1:])
    return 0


def out_of(state: Reading, row: list[Chunk], at: int) -> int:
    """Read where somebody without a noun is: "another in Port Salvo" is no Port Salvo."""
    alone = state.determiner in ("one", "another", "some", "others")
    noun = state.noun and state.determiner in ("a", "an", "one", "two")  # "a barista on Elm Road"
    if not (alone or noun) or row[at].text == "of":
        return 1
    state.noun = True
    return complement_size(row, at) + 1
