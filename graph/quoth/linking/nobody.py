"""Names that are nobody's: ships, storms, drugs, shares, and nouns that only open a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left

from quoth.linking.gazetteer import gazetteer
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.person_names import is_common_noun, opens_sentence
from quoth.linking.words import word_sets
from quoth.records import Mention

_TICKER = re.compile(r"\((?:[A-Z][A-Za-z ]{1,20}: ?)?[A-Z]{2,8}: ?[A-Z0-9.]{1,10}\)")


def is_ticker(text: str, mention: Mention) -> bool:
    """Say whether a name is a share's or its exchange's: "(NASDAQ: OXOL)"."""
    open_at = text.rfind("(", max(0, mention.start - 30), mention.start)
    match = _TICKER.match(text, open_at) if open_at >= 0 else None
    return match is not None and mention.end <= match.end()


def no_person(text: str, mention: Mention, tokens: list[re.Match[str]], starts: list[int],
               base: KnowledgeBase) -> bool:
    """Say whether a supposed person is a noun that opens a sentence, a word of a title, a storm."""
    at = bisect_left(starts, mention.start)
    if tokens[at][0].lower() in word_sets().mentions["storms"] or any(
            letter.isdigit() for letter in mention.text):  # "VT-204"
        return True
    after = bisect_left(starts, mention.end)
    known = gazetteer(base).match(tokens, after) if after < len(tokens) else None
    if known and known[1].tag == "title" and not text[mention.end : starts[after]].strip():
        return True
    if " " in mention.text and mention.end - mention.start > 30 or " " in text[
            mention.start : mention.end]:
        return False
    word = text[mention.start : mention.end]
    return opens_sentence(text, mention.start) and is_common_noun(
        word, lambda w: bool(base.people(w)))


def is_vessel(tokens: list[re.Match[str]], at: int) -> bool:
    """Say whether a name is a ship's: "the ferry Halvik", "MV Halvik"."""
    vessels = word_sets().mentions["vessels"]
    if at and tokens[at - 1][0] == "MS" and tokens[at][0].isupper():
        return False  # "MS ROE: I signed it.", but "MS Halvik"
    if at and tokens[at - 1][0] == "carrier" and (
            at < _LED or tokens[at - 2][0].lower() not in ("aircraft", "bulk", "-")):
        return False  # "the regional carrier Halvik" flies
    return tokens[at][0] in vessels or at > 0 and (
        tokens[at - 1][0] in vessels or tokens[at - 1][0] == "built" and (
            at > 1 and tokens[at - 2][0] == "-"))


_LED = 2


_WORK = re.compile(r",? (?:is |was )?(?:an?|the|its|their|his|her) (?:[\w’'-]+ ){0,3}?"
                   r"([a-z]+)(?=[,.]| (?:for|against|that|to|by|about|of)\b)")


def is_work(text: str, tokens: list[re.Match[str]], at: int, end: int) -> bool:
    """Say whether a name is a product's or a work's: "the drug Oxo", "Oxo, a drug against"."""
    works = word_sets().mentions["works"]
    match = _WORK.match(text, end)
    return at > 0 and tokens[at - 1][0] in works or match is not None and match[1] in works
