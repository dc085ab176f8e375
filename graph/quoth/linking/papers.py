"""Papers, websites and accounts: what they say is said by whose they are, not by the network."""

from __future__ import annotations

from dataclasses import replace

from quoth.linking.chunks import Chunk
from quoth.linking.references import Reading, Reference, finish
from quoth.linking.words import singular, word_sets
from quoth.records import Span

# what somebody files with a body is not what the body says
_FILED = {(body, paper) for body in ("court", "bank")
          for paper in ("document", "record", "filing", "paper")}


def is_own_medium(noun: str) -> bool:
    """Say whether a noun is something that people and bodies publish on.

    >>> is_own_medium("channels"), is_own_medium("letter")
    (True, False)
    """
    return singular(noun.lower()) in word_sets().mentions["own_media"]


def of_its_owner(ref: Reference) -> Reference:
    """Read "the union's Telegram channel" as a paper of the union's, "a Facebook page" as nobody's.

    A channel or a website that belongs to nobody stays a body: "the channel said".
    """
    if ref.head == "paper" and ref.owner is not None and ref.owner.gender and ref.name is None:
        return replace(ref, kind="document", value=None)  # "her last paper"
    if not is_own_medium(ref.head or ""):
        return ref
    body = singular(ref.head or "") in word_sets().mentions["organizations"]
    if ref.owner is not None or not body:
        return replace(ref, kind="document", name=None, name_span=None, value=None, names=())
    return ref


def set_head(state: Reading, chunk: Chunk) -> None:
    """Take a head noun; of "company statement" the company is whose statement it is."""
    words, old = word_sets(), state.head
    paper = words.has("documents", chunk.text) or words.has("data", chunk.text)
    networks = [c for c in state.pending if (c.value or "").startswith("network:")]
    if is_own_medium(chunk.text) and networks:  # "the union's Telegram channel"
        state.pending = [c for c in state.pending if c not in networks]
        paper = False
    if paper and old and (old.text.lower(), singular(chunk.text.lower())) in _FILED:
        old = None
    if paper and old and old.tag != "age" and state.owner is None and not (
            words.has("documents", old.text) or words.has("data", old.text)):
        state.owner = finish(state, Span(old.start, old.end))
        state.titles, state.pending = [], []
    elif paper and state.pending and state.owner is None:
        state.owner = finish(state, state.pending[-1].span)
        state.pending = []
    state.head = chunk


def written(head: Chunk) -> bool:
    """Say whether a head noun is a paper or data."""
    words = word_sets()
    return words.has("documents", head.text) or words.has("data", head.text)
