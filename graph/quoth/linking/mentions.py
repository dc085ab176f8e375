"""Read a mention: who is named, by which titles, of which country, of what gender and number.

>>> from quoth.linking.knowledge_base import knowledge_base
>>> read = reader("Russian Foreign Minister Sergey Lavrov left.", (), knowledge_base())
>>> ref = read(Span(0, 38))
>>> ref.name, ref.titles[0].role, ref.titles[0].of, ref.gender
('Sergey Lavrov', 'foreign_minister', 'ru', 'm')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quoth.linking.capitals import affiliate, close_caps
from quoth.linking.chunks import LINKABLE, Chunk
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.modifiers import CURRENCIES, joined_head, modifies, of_size, on_behalf
from quoth.linking.names import fold
from quoth.linking.papers import is_own_medium, of_its_owner, set_head, written
from quoth.linking.references import (
    Reading,
    Reference,
    finish,
    is_head,
    pronoun,
    self_named,
)
from quoth.linking.tagging import tag
from quoth.linking.titles import (
    add_title,
    behind_name,
    complement_size,
    in_service,
    more_title,
    out_of,
    second_title,
    share_of,
    titled_of,
)
from quoth.linking.words import is_agent, is_date_word, word_sets
from quoth.records import Mention, Span


def reader(text: str, mentions: Sequence[Mention], base: KnowledgeBase
           ) -> Callable[[Span], Reference]:
    """Return the function that reads any span of the text."""
    chunks = tag(text, mentions, base)
    return lambda span: read(text, within(chunks, span), span, base)


def within(chunks: Sequence[Chunk], span: Span) -> list[Chunk]:
    """Return the chunks of a span; one that sticks out is cut to it."""
    start, end = span
    return [c if c.start >= start and c.end <= end
            else c._replace(start=max(c.start, start), end=min(c.end, end))
            for c in chunks if c.start < end and c.end > start]


def read(text: str, chunks: Sequence[Chunk], span: Span, base: KnowledgeBase) -> Reference:
    """Read the chunks of a mention from left to right."""
    state = Reading(text, base)
    row, at = list(chunks), 0
    while at < len(row):
        step = _step(state, row, at)
        if not step:
            break
        at += step
    close_caps(state)
    return of_its_owner(self_named(finish(state, span)))


def _step(state: Reading, row: list[Chunk], at: int) -> int:
    """Take one chunk in; return how many chunks were used, 0 to stop."""
    chunk, kind = row[at], row[at].tag
    if chunk.text == "(":
        return _skip_brackets(row, at)
    if chunk.text[0] in CURRENCIES:
        return of_size(state.text, row, at)
    if kind == "comma":
        return _comma(state, row, at)
    if kind == "rel":
        return 0 if len(row) > 1 else _take_pron(state, row, at)
    if kind == "prep":
        return _complement(state, row, at)
    if kind == "clitic" or (chunk.text in "'’" and at and row[at - 1].text.endswith("s")):
        return _own(state, chunk)
    if kind == "title" and state.caps and not state.names:
        affiliate(state)
    if kind != "cap":
        close_caps(state)
    return _TAKE.get(kind, _take_other)(state, row, at)


def _skip_brackets(row: list[Chunk], at: int) -> int:
    """Step over "(retd)" and "(@handle)"."""
    close = next((n for n, c in enumerate(row[at:]) if c.text == ")"), None)
    return close + 1 if close is not None else 1


def _take_det(state: Reading, row: list[Chunk], at: int) -> int:
    state.determiner = state.determiner or row[at].text.lower()
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
    party = row[at].text in word_sets().mentions["partisans"] and (
        at + 1 == len(row) or row[at + 1].tag == "prep")
    if party and state.determiner is not None and state.head is None:
        state.head = row[at]._replace(tag="cap")  # "the New Democrat"
        return 1
    state.pending.append(row[at])
    return 1


def _take_title(state: Reading, row: list[Chunk], at: int) -> int:
    chunk = row[at]
    ahead = any(c.tag == "name" for c in row[at + 1 : at + 4])
    bare = state.determiner is None and not ahead
    if state.names and (bare or state.titles or len(state.names) > 1):
        return 0
    if state.head and not state.names and not is_agent(state.head.text):
        if state.pending and state.text[state.pending[-1].end : state.head.start] == " ":
            last = state.pending[-1]  # "the Dawn party chief"
            state.pending[-1] = last._replace(
                end=state.head.end, text=state.text[last.start : state.head.end])
        state.head = None  # "the coast guard officer"
    if state.names:  # "a Klarpay engineer"
        state.pending.append(state.names.pop()._replace(tag="org"))
    after = row[at + 1] if at + 1 < len(row) else None
    if after and after.tag == "org" and chunk.text in word_sets().mentions["people_or_firms"]:
        return 1  # "coal producer | Carbones del Cesar"
    if chunk.text == "official" and after and after.tag == "word" and not (
            is_head(after.text) or after.text in ("there", "here")):
        return 1  # "the official timing"
    add_title(state, chunk)
    return 1


def _take_name(state: Reading, row: list[Chunk], at: int) -> int:
    if state.names and not state.joint:
        if state.names[-1].tag != "cap":
            return 0
        state.pending.append(state.names.pop()._replace(tag="org"))
    title, land = (state.titles or [None])[-1], (state.pending or [None])[-1]
    if title and land and not title.of and not title.honorific and land.start == title.span.end + 1:
        state.titles[-1] = titled_of(state, [land], [land])  # "Governor Kaduna State Uba Dogo"
    state.names.append(row[at])
    return 1


def _take_age(state: Reading, row: list[Chunk], at: int) -> int:
    state.age = row[at].text.split("-")[0]
    state.head = state.head or row[at]
    return 1


def _take_cap(state: Reading, row: list[Chunk], at: int) -> int:
    if state.names:
        return 0
    if not state.caps and row[at].text in _SINCE and row[at + 1 : at + 2] and (
            row[at + 1].tag in ("cap", *LINKABLE)):
        state.modifiers.append(row[at].text.lower())  # "Former | Oxo captain Ann Roe"
        return 1
    if at and row[at - 1].tag in ("det", "poss", "clitic") and is_date_word(row[at].text):
        return 1  # "its December meeting"
    if at and row[at - 1].text in ("a", "an", "A", "An") and state.head is None and (
            not row[at].text.isupper()) and (
            at + 1 == len(row) or row[at + 1].tag == "prep"):
        state.head = row[at]  # "a Keralite in Doha"
        return 1
    party = " ".join(c.text for c in (*state.caps, row[at]))
    led = state.determiner is not None and state.head is None and (
        at + 1 == len(row) or row[at + 1].tag == "prep")
    if led and party in word_sets().mentions["partisans"]:
        state.head, state.caps = row[at], []  # "the New Mexico Democrat"
        return 1
    state.caps.append(row[at])
    return 1


_SINCE = frozenset({"Former", "Late", "Then", "Acting", "Interim", "Outgoing", "Incoming",
                    "Veteran", "Longtime", "Retired", "Current"})


def _take_conj(state: Reading, row: list[Chunk], at: int) -> int:
    rest = row[at + 1 : at + 8]
    if state.names and any(c.tag == "name" for c in rest):
        state.joint = True
        return _skip_to_name(rest) + 1
    if state.pending and rest and rest[0].tag in LINKABLE and not state.head:
        state.joint = True
        return 1
    if state.titles and not state.names and not state.head:
        return second_title(state, rest) or more_title(row, at)
    return 1 if not state.names else 0


def _skip_to_name(rest: list[Chunk]) -> int:
    return next(n for n, chunk in enumerate(rest) if chunk.tag == "name")


def _take_word(state: Reading, row: list[Chunk], at: int) -> int:
    chunk, words = row[at], word_sets()
    low = chunk.text.lower()
    if on_behalf(state, row, at):
        return 0
    if state.names and not modifies(state, row, at):
        return 0
    if state.names:  # "Rovers coach", "the Bellmare hotel group": the name only modifies
        state.pending.append(state.names.pop()._replace(tag="org"))
    ahead = row[at + 1].tag if at + 1 < len(row) else ""
    adjective = low in words.mentions["modifiers"] and (
        ahead in ("title", "word", "cap", "name", *LINKABLE))  # "a senior EU official"
    former = low.startswith("ex-") and low[3:] in state.base.roles
    if former:  # "the ex-captain"
        state.modifiers.append("ex")
        add_title(state, chunk._replace(start=chunk.start + 3, text=chunk.text[3:]))
    elif is_head(low) and not adjective:
        set_head(state, joined_head(row, at))
    elif low in words.mentions["modifiers"] or low.startswith(("ex-", "then-")):
        state.modifiers.append(low)
    elif state.titles and not state.pending and low in ("said", "says", "told", "added"):
        return 0
    else:
        state.noun = True
        state.trade = state.trade or low in words.mentions["trades"]
        state.based = state.based or low == "based"
    return 1


def _take_other(state: Reading, row: list[Chunk], at: int) -> int:
    return 1 if row[at].text in "-–(\"“”'’/." else 0


_TAKE: dict[str, Callable[[Reading, list[Chunk], int], int]] = {
    "det": _take_det, "poss": _take_poss, "pron": _take_pron, "title": _take_title,
    "honorific": _take_title, "name": _take_name, "age": _take_age, "cap": _take_cap,
    "conj": _take_conj, "word": _take_word, "number": lambda *_: 1,
    **dict.fromkeys(LINKABLE, _take_world)}


def _comma(state: Reading, row: list[Chunk], at: int) -> int:
    """Read the name that an apposition gives: "the room-mate, Italian climber Fausto Bassi"."""
    close_caps(state)
    after = row[at + 1 :]
    if state.joint or state.names or not after or not (
            state.titles or state.head or state.noun):
        return 0
    stop = next((n for n, c in enumerate(after) if c.tag in ("comma", "rel")), len(after))
    part = after[:stop]
    if not part or part[0].tag == "prep":
        return 0
    if all(c.tag in ("title", "honorific") for c in part):  # "the chief, Colonel, Ann Roe"
        for chunk in part:
            add_title(state, chunk)
        return stop + 1
    inner = read(state.text, part, Span(part[0].start, part[-1].end), state.base)
    if inner.name is None or inner.kind not in ("person", "organization") or inner.owner:
        return 0
    if state.determiner in ("a", "an") and " " not in inner.name and _SAID.match(
            state.text, part[-1].end):
        return 0  # "It will send an envoy, Roe said."
    state.titles += [t for t in inner.titles if t not in state.titles]
    state.names = [_name_chunk(inner)]
    human = state.titles or state.trade or state.head and _human(state.head)
    given = state.base.given_names.get(fold(inner.name).split(" ")[0])
    state.apposed = inner.kind if human or given or inner.titles else "organization"
    return len(row) - at


_SAID = re.compile(r" (?:said|says|told|added|wrote|tweeted|announced)\b")


def _name_chunk(inner: Reference) -> Chunk:
    span = inner.name_span or inner.span
    return Chunk(span.start, span.end, "name", inner.name or "", inner.value)


def _own(state: Reading, chunk: Chunk) -> int:
    """Make what was read so far the owner of what follows."""
    close_caps(state)
    if state.names or state.titles or state.head:
        start = min(c.start for c in (*state.names, *state.pending, *_heads(state)))
        owner = finish(state, Span(start, chunk.start))
        state.owner = owner
        several = owner.plural and not owner.names and state.determiner in ("a", "an")
        state.names, state.titles, state.head, state.age = [], [], None, None
        state.pending, state.modifiers = [], []
        state.determiner = state.determiner if several else "the"  # "a teachers' union"
    elif state.pending:
        state.owner = finish(state, state.pending[-1].span)
        state.determiner = "the"
    return 1


def _heads(state: Reading) -> list[Chunk]:
    heads = [state.head] if state.head else []
    return heads + [Chunk(t.span.start, t.span.end, "title", t.text) for t in state.titles]


def _complement(state: Reading, row: list[Chunk], at: int) -> int:
    """Read "of Kazakhstan", "of the CSTO", "to the UN": what a title or head is of."""
    close_caps(state)
    if state.names:
        return behind_name(state, row, at)
    if not (state.titles or state.head or state.pending):
        return out_of(state, row, at)
    if state.head and not state.titles and _human(state.head):
        return _belonging(state, row, at)
    if state.head and state.owner is None and written(state.head):
        size = _authored(state, row, at)
        if size:
            return size
    if state.head and state.head.text.lower().split()[-1] in ("service", "office") and "press" in (
            c.text.lower() for c in row[:at]):
        state.head = None
        return 1
    served = in_service(state, row, at) if state.titles else 0
    if served:
        return served + 1
    size, skipped = complement_size(row, at), 0
    if state.titles and row[at].text == "of" and size and row[at + 1 + size : at + 2 + size] and (
            row[at + 1 + size].tag == "clitic"):  # "head of Malta's hunters' federation"
        skipped = size + 1
        size = complement_size(row, at + skipped)
    inner = row[at + 1 + skipped : at + 1 + skipped + size]
    linked = [c for c in inner if c.tag in LINKABLE or c.tag == "name"]
    if state.titles and not state.titles[-1].honorific and row[at].text.lower() != "in":
        state.titles[-1] = titled_of(state, inner, linked)
        share_of(state)
    elif linked and state.place is None:
        state.place = linked[0]
    return size + 1 + skipped


def _authored(state: Reading, row: list[Chunk], at: int) -> int:
    """Read whose paper it is: "a study by the Tenants' Union", "a post on the club's page".

    Returns how many chunks were used, 0 where they tell no author.
    """
    rest, word = row[at + 1 :], row[at].text.lower()
    by = word in ("by", "from") or word in ("of", "in") and row[at - 1] is state.head
    stop = next((n for n, c in enumerate(rest)
                 if c.tag in ("comma", "rel") or n and c.text == "that"), len(rest))
    if not stop:
        return 1 if by else 0
    part = rest[:stop]
    inner = read(state.text, part, Span(part[0].start, part[-1].end), state.base)
    if inner.kind == "document" and inner.owner and is_own_medium(inner.head or ""):
        state.owner = inner.owner
    elif not by:
        return 0
    elif inner.kind in ("person", "organization", "unnamed") or inner.country and inner.head:
        state.owner = inner
    return stop + 1


def _human(head: Chunk) -> bool:
    words = word_sets()
    return any(words.has(t, head.text) for t in ("kin", "humans", "trades")) or is_agent(head.text)


def _belonging(state: Reading, row: list[Chunk], at: int) -> int:
    """Read what a person without a name belongs to: "the widow of Captain Dan Rourke"."""
    rest = row[at + 1 :]
    stop = next((n for n, c in enumerate(rest) if c.tag in ("comma", "rel")), len(rest))
    linked = [c for c in rest[:stop] if c.tag in LINKABLE]
    if linked and state.place is None:
        state.place = linked[0]
    named = [c for c in rest[:stop] if c.tag == "name"]
    if named and state.owner is None and word_sets().has("kin", state.head.text):
        state.owner = read(state.text, rest[:stop], Span(rest[0].start, rest[stop - 1].end),
                           state.base)
    if stop == len(rest) > 1 and named == rest[-1:] and rest[-2].tag in (*LINKABLE, "cap") and not (
            word_sets().has("kin", state.head.text)):  # "Member of the Senate from Tarn Ana Roe"
        state.names = named
        return stop + 1
    after = rest[stop + 1 :]
    if after and after[0].tag in ("name", "title", "honorific", "cap"):
        return stop + 1
    return stop + 1 if stop < len(rest) else len(rest) + 1
