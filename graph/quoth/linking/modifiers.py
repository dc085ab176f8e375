"""What a word inside a mention is to the words beside it: a modifier, half a noun, another clause.
"""

from __future__ import annotations

import re

from quoth.linking.chunks import Chunk
from quoth.linking.references import Reading, is_head
from quoth.linking.words import singular, word_sets

CURRENCIES = "$€£¥₹"
SIZE = re.compile(rf"[{CURRENCIES}]\d[\d.,]*[- ]?(?:(?:million|billion|trillion|bn|tn|m)\b)? "
                  r"?(?=[a-z])")


def of_size(text: str, row: list[Chunk], at: int) -> int:
    """Return how many chunks tell only the size of what follows: "Norway's | $1.9 trillion | fund".
    """
    size = SIZE.match(text, row[at].start)
    return sum(c.start < size.end() for c in row[at:]) if size else 0


def on_behalf(state: Reading, row: list[Chunk], at: int) -> bool:
    """Say whether a phrase goes on to another: "a lawyer representing Ann Roe", "led by Ann Roe".
    """
    if state.names or not (state.titles or state.head or state.noun):
        return False
    behind = row[at + 1].text if at + 1 < len(row) else ""
    return row[at].text == "representing" or behind == "by" and row[at].text in (
        "led", "headed", "chaired", "represented", "directed", "run", "overseen")


def modifies(state: Reading, row: list[Chunk], at: int) -> bool:
    """Say whether a name only modifies the noun behind it."""
    if len(state.names) > 1 or state.titles:
        return False
    if state.names[-1].tag == "cap":
        return is_head(row[at].text.lower()) or _leads_name(row, at) or _of_several(row, at)
    nouns = [c for c in row[at : at + 2] if c.tag == "word"]
    ahead = any(c.tag == "name" for c in row[at : at + 5])
    heads = [is_head(c.text.lower()) for c in nouns]
    return bool(heads) and (heads[0] or any(heads) and (state.determiner is not None or ahead))


def _of_several(row: list[Chunk], at: int) -> bool:
    """Say whether two plain words that name people in the plural follow: "Animal welfare | groups".
    """
    words, last = row[at : at + 2], row[at + 1].text.lower() if at + 1 < len(row) else ""
    return len(words) == 2 and at + 2 == len(row) and words[0].tag == "word" and (
        words[1].tag in ("word", "title")) and singular(last) != last and (
        is_head(last) or words[1].tag == "title")


def _leads_name(row: list[Chunk], at: int) -> bool:
    """Say whether plain words lead to a name: "Capesize freight broker | Ann Roe"."""
    tags = [c.tag for c in row[at : at + 5]]
    ahead = tags.index("name") if "name" in tags else 0
    return ahead > 0 and all(tag in ("word", "number", "det", "punct") for tag in tags[:ahead])


def joined_head(row: list[Chunk], at: int) -> Chunk:
    """Return a head noun with the word that makes it a body: the coast guard is no guard."""
    words, chunk = word_sets().mentions, row[at]
    pair = f"{row[at - 1].text} {chunk.text}".lower() if at else ""
    if pair in words["forces"] or pair in words["organizations"]:
        return chunk._replace(start=row[at - 1].start, text=pair)
    return chunk
