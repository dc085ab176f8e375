"""Read a mention: who is named, by which titles, of which country, of what gender and number.

>>> from quoth.linking.knowledge_base import knowledge_base
>>> read = reader("Russian Foreign Minister Sergey Lavrov left.", (), knowledge_base())
>>> ref = read(Span(0, 38))
>>> ref.name, ref.titles[0].role, ref.titles[0].of, ref.gender
('Sergey Lavrov', 'foreign_minister', 'ru', 'm')
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.references import (
    Reading,
    Reference,
    Title,
    country_of,
    finish,
    is_head,
    pronoun,
)
from quoth.linking.tagging import LINKABLE, Chunk, tag
from quoth.linking.words import word_sets
from quoth.records import Mention, Span


def reader(text: str, mentions: Sequence[Mention], base: KnowledgeBase
           ) -> Callable[[Span], Reference]:
    """Return the function that reads any span of the text."""
    chunks = tag(text, mentions, base)
    return lambda span: read(text, within(chunks, span), span, base)


def within(chunks: Sequence[Chunk], span: Span) -> list[Chunk]:
    """Return the chunks of a span; one that sticks out is cut to it."""
    return [c._replace(start=max(c.start, span.start), end=min(c.end, span.end))
            for c in chunks if c.start < span.end and c.end > span.start]


def read(text: str, chunks: Sequence[Chunk], span: Span, base: KnowledgeBase) -> Reference:
    """Read the chunks of a mention from left to right."""
    state = Reading(text, base)
    row, at = list(chunks), 0
    while at < len(row):
        step = _step(state, row, at)
        if not step:
            break
        at += step
    _close_caps(state)
    return finish(state, span)


def _step(state: Reading, row: list[Chunk], at: int) -> int:
    """Take one chunk in; return how many chunks were used, 0 to stop."""
    chunk = row[at]
    kind = chunk.tag
    if kind == "comma":
        return _comma(state, row, at)
    if kind == "rel":
        return 0 if len(row) > 1 else _take_pron(state, row, at)
    if kind == "prep":
        return _complement(state, row, at)
    if kind == "clitic" or (chunk.text in "'’" and at and row[at - 1].text.endswith("s")):
        return _own(state, chunk)
    if kind == "title" and state.caps and not state.names:
        _affiliate(state)
    if kind != "cap":
        _close_caps(state)
    return _TAKE.get(kind, _take_other)(state, row, at)


def _take_det(state: Reading, row: list[Chunk], at: int) -> int:
    low = row[at].text.lower()
    state.determiner = state.determiner or low
    return 1


def _take_poss(state: Reading, row: list[Chunk], at: int) -> int:
    chunk = row[at]
    if state.names or state.head:
        return 0
    state.owner = pronoun(chunk)
    state.determiner = "the"
    return 1


def _take_pron(state: Reading, row: list[Chunk], at: int) -> int:
    if state.names or state.head or state.titles or state.pending or state.determiner:
        return 1
    state.head = row[at]
    return 1


def _take_world(state: Reading, row: list[Chunk], at: int) -> int:
    if state.names:
        return 0
    state.pending.append(row[at])
    return 1


def _take_title(state: Reading, row: list[Chunk], at: int) -> int:
    chunk = row[at]
    if state.names:
        return 0
    _add_title(state, chunk)
    return 1


def _take_name(state: Reading, row: list[Chunk], at: int) -> int:
    if state.names and not state.joint:
        return 0
    state.names.append(row[at])
    return 1


def _take_age(state: Reading, row: list[Chunk], at: int) -> int:
    state.age = row[at].text.split("-")[0]
    state.head = state.head or row[at]
    return 1


def _take_cap(state: Reading, row: list[Chunk], at: int) -> int:
    if state.names:
        return 0
    state.caps.append(row[at])
    return 1


def _take_conj(state: Reading, row: list[Chunk], at: int) -> int:
    rest = row[at + 1 : at + 8]
    if state.names and any(c.tag == "name" for c in rest):
        state.joint = True
        return _skip_to_name(rest) + 1
    if state.pending and rest and rest[0].tag in LINKABLE and not state.head:
        state.joint = True
        return 1
    return 1 if not state.names and not (state.titles and not state.head) else 0


def _skip_to_name(rest: list[Chunk]) -> int:
    return next(n for n, chunk in enumerate(rest) if chunk.tag == "name")


def _take_word(state: Reading, row: list[Chunk], at: int) -> int:
    chunk, words = row[at], word_sets()
    low = chunk.text.lower()
    if state.names:
        return 0
    if is_head(low):
        state.head = chunk
    elif low in words.mentions["modifiers"] or low.startswith(("ex-", "then-")):
        state.modifiers.append(low)
    elif state.titles and not state.pending and low in ("said", "says", "told", "added"):
        return 0
    return 1


def _take_other(state: Reading, row: list[Chunk], at: int) -> int:
    return 1 if row[at].text in "-–(\"“”'’/." else 0


_TAKE: dict[str, Callable[[Reading, list[Chunk], int], int]] = {
    "det": _take_det, "poss": _take_poss, "pron": _take_pron, "title": _take_title,
    "honorific": _take_title, "name": _take_name, "age": _take_age, "cap": _take_cap,
    "conj": _take_conj, "word": _take_word, "number": lambda *_: 1,
    **dict.fromkeys(LINKABLE, _take_world)}


def _comma(state: Reading, row: list[Chunk], at: int) -> int:
    """Go on after a comma only to an apposition: a title for a name, a name for a title."""
    _close_caps(state)
    after = row[at + 1 :]
    first = after[0].tag if after else ""
    if state.joint or not after:
        return 0
    if not state.names:
        if first == "name" and (state.titles or state.head):
            return 1
        titled = first in ("title", "honorific") and any(c.tag == "name" for c in after[1:3])
        return 1 if titled else 0
    return 0


def _own(state: Reading, chunk: Chunk) -> int:
    """Make what was read so far the owner of what follows."""
    _close_caps(state)
    if state.names or state.titles or state.head:
        start = min(c.start for c in (*state.names, *state.pending, *_heads(state)))
        owner = finish(state, Span(start, chunk.start))
        state.owner = owner
        state.names, state.titles, state.head, state.age = [], [], None, None
        state.pending, state.modifiers = [], []
        state.determiner = "the"
    elif state.pending:
        state.owner = finish(state, state.pending[-1].span)
        state.determiner = "the"
    return 1


def _heads(state: Reading) -> list[Chunk]:
    heads = [state.head] if state.head else []
    return heads + [Chunk(t.span.start, t.span.end, "title", t.text) for t in state.titles]


def _affiliate(state: Reading) -> None:
    """Take unknown capitalised words before a title as what it is of: "Acme director Ann Roe"."""
    first, last = state.caps[0], state.caps[-1]
    text = state.text[first.start : last.end]
    if text.lower() not in word_sets().mentions["modifiers"]:
        state.pending.append(Chunk(first.start, last.end, "org", text))
        state.caps = []


def _close_caps(state: Reading) -> None:
    """Take a run of unknown capitalised words as a name, an organization or a modifier."""
    if not state.caps:
        return
    first, last = state.caps[0], state.caps[-1]
    text = state.text[first.start : last.end]
    state.caps = []
    words = word_sets()
    if any(w in words.mentions["organization_words"] for w in text.split()):
        state.pending.append(Chunk(first.start, last.end, "org", text))
    elif text.lower() in words.mentions["modifiers"] or text.islower():
        state.modifiers.append(text.lower())
    elif is_head(text.split()[-1].lower()) and " " not in text:
        state.head = Chunk(first.start, last.end, "word", text)
    else:
        state.names.append(Chunk(first.start, last.end, "cap", text))


def _complement(state: Reading, row: list[Chunk], at: int) -> int:
    """Read "of Kazakhstan", "of the CSTO", "to the UN": what a title or head is of."""
    _close_caps(state)
    if state.names:
        return 0
    if not (state.titles or state.head or state.pending):
        return 1
    size = _complement_size(row, at)
    inner = row[at + 1 : at + 1 + size]
    linked = [c for c in inner if c.tag in LINKABLE or c.tag == "name"]
    if state.titles and not state.titles[-1].honorific and row[at].text.lower() != "in":
        state.titles[-1] = _titled_of(state, inner, linked)
    elif linked and state.place is None:
        state.place = linked[0]
    return size + 1


def _complement_size(row: list[Chunk], at: int) -> int:
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


def _titled_of(state: Reading, inner: list[Chunk], linked: list[Chunk]) -> Title:
    """Give the last title its complement; an unlinked one becomes part of the title's words."""
    title = state.titles[-1]
    if linked:
        chunk = linked[0]
        if chunk.tag in ("place", "org"):
            return replace(title, of=chunk.value or chunk.text, of_span=chunk.span)
        if chunk.tag in ("demonym", "capital", "metonym"):
            country = country_of(state.base, chunk)
            rest = state.text[chunk.start : inner[-1].end]
            of = country if len(inner) <= 2 else rest
            return replace(title, of=of, of_span=Span(chunk.start, inner[-1].end))
        return replace(title, of=chunk.text, of_span=chunk.span)
    if not inner:
        return title
    kept = [c for c in inner if c.tag != "det"] or inner
    span = Span(kept[0].start, kept[-1].end)
    joined = state.text[title.span.start : span.end]
    if title.of or title.role.startswith("minister") or title.text.lower().endswith("minister"):
        role = state.base.roles.get(joined.lower())
        return replace(title, text=joined, span=Span(title.span.start, span.end),
                       role=role.role if role else title.role)
    return replace(title, of=span.of(state.text), of_span=span)


def _add_title(state: Reading, chunk: Chunk) -> None:
    phrase = state.base.roles[chunk.value or chunk.text.lower()]
    of = _pending_of(state, phrase.scope)
    honorific = phrase.kind == "honorific"
    former = bool({"former", "ex", "late", "then", "outgoing"} & set(state.modifiers)) or any(
        m.startswith("ex-") for m in state.modifiers)
    low = chunk.text.lower()
    plural = low != phrase.phrase.lower() and low.endswith(("s", "men"))
    if plural:
        state.modifiers.append("plural")
    title = Title(_with_modifiers(state, chunk), phrase.role, of, chunk.span,
                  phrase.gender, former, state.pending[-1].span if state.pending and of else None,
                  honorific)
    if not honorific:
        state.modifiers = [m for m in state.modifiers if m == "plural"]
    state.titles.append(title)


def _with_modifiers(state: Reading, chunk: Chunk) -> str:
    """Return the words of a title with "deputy", "acting" and the like before it."""
    kept = [m for m in state.modifiers if m in ("acting", "interim", "former", "ex")]
    return " ".join([*kept, chunk.text])


def _pending_of(state: Reading, scope: str) -> str | None:
    """Return what the words before a title say it is of."""
    if ":" in scope:
        return scope.split(":", 1)[1] if not scope.startswith("org:") else scope
    if state.pending:
        chunk = state.pending[-1]
        if chunk.tag in ("place", "org"):
            return chunk.value or chunk.text
        return country_of(state.base, chunk)
    if state.owner and state.owner.kind in ("place", "organization"):
        return state.owner.value or state.owner.name
    return state.owner.country if state.owner and state.owner.kind == "group" else None


