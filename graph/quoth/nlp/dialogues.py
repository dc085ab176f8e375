"""Interviews without labels: question and answer in turn, with dashes or in bare paragraphs.

Who answers is named in the words before the first question or behind the last answer; an
interview whose guest is not told stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quoth.nlp.layout import Layout
from quoth.records import Attribution, Mention, Span

_DASH = re.compile(r"[—–‒-]\s+(?=\S)")
_ME = re.compile(r"\b(?:I|we|my|our|me|us|mine|ours|myself|We|My|Our)\b")
_YOU = re.compile(r"(?i)\b(?:you|your|yours)\b")
_TALKS = re.compile(r"(?i)\b(?:speaking|spoke|speaks|talks?|talked|talking|interviewed|interview"
                    r"|asked|told|chat\w*|text|words|photos?|questions)\b[^.!?\n]{0,20}"
                    r"\b(?:to|with|by|for)\s+$|(?:^|\n)by\s+$|\b(?:text|words|photos?|interview):\s*$")
_OWNED = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:[a-z-]+ ){0,3}[a-z-]+,? $")
_ABOUT = re.compile(r"(?i)\binterview\b|\bedited for\b|\bcondensed\b|\bconversation\b")
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")
_LONGEST = 60  # words of a question
_LEAST = 2  # questions that end in a question mark


def dialogue(layout: Layout, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """Yield the answers of an interview, each with the words that name the guest as its source."""
    blocks = _body(layout)
    answers = _dashed(layout, blocks) or _bold(layout, blocks) or _bare(layout, blocks)
    guest = _guest(layout, mentions, blocks, answers) if answers else None
    if guest is None:
        return
    name = guest.of(layout.text)
    for span in answers:
        if name not in span.of(layout.text):
            yield Attribution((span,), guest, None, form="direct", act="say", confidence=0.7,
                              rules=("dialogue",))


def _body(layout: Layout) -> list[Span]:
    """Return the paragraphs with words, without the spaces at their ends."""
    rows = []
    for block in layout.paragraphs:
        words = block.of(layout.text)
        if words.strip():
            start = block.start + len(words) - len(words.lstrip())
            rows.append(Span(start, block.start + len(words.rstrip())))
    return rows


def _dashed(layout: Layout, blocks: list[Span]) -> list[Span]:
    """Return the answers where every turn opens with a dash, the first being a question."""
    text = layout.text
    at = [n for n, b in enumerate(blocks) if _DASH.match(text, *b)]
    if len(at) < 2 * _LEAST or len(at) * 3 < 2 * (at[-1] - at[0] + 1):
        return []
    asked = [_asks(blocks[n].of(text)) for n in at]
    if sum(asked[::2]) < _LEAST or 2 * sum(asked[::2]) < len(asked[::2]) or (
            3 * sum(asked[1::2]) > len(asked[1::2])):
        return []
    ends = [*at[1:], at[-1] + 1]
    answers = []
    for first, end in list(zip(at, ends, strict=True))[1::2]:
        opened = _DASH.match(text, *blocks[first])
        start = opened.end() if opened else blocks[first].start
        answers.append(Span(start, blocks[first].end))
        answers.extend(blocks[first + 1 : end])
    return answers


def _bold(layout: Layout, blocks: list[Span]) -> list[Span]:
    """Return the answers where every question is a paragraph in bold type."""
    text = layout.text
    at = [n for n, b in enumerate(blocks) if _BOLD.fullmatch(text, *b)]
    asked = [n for n in at if _asks(blocks[n].of(text))]
    if len(asked) < _LEAST or 2 * len(asked) < len(at):
        return []
    ends = [*at[at.index(asked[0]) + 1 :], min(asked[-1] + 2, len(blocks))]
    return [block for first, end in zip(at[at.index(asked[0]) :], ends, strict=True)
            for block in blocks[first + 1 : end]]


def _bare(layout: Layout, blocks: list[Span]) -> list[Span]:
    """Return the answers where bare paragraphs ask and answer by turns.

    Some questions have no mark ("The minister says it never came."), so that each second paragraph
    from the first question on is an answer; questions that break this order make it no interview.
    """
    text = layout.text
    words = [b.of(text) for b in blocks]
    marked = [n for n, w in enumerate(words) if n and _asks(w) and len(w.split()) <= _LONGEST
              and w[0] not in "“\"«‘'„"]
    if len(marked) < _LEAST or any((n - marked[0]) % 2 for n in marked):
        return []
    last = max(n for n in range(marked[0] + 1, len(blocks), 2) if not _ABOUT.search(words[n])) \
        if marked[0] + 1 < len(blocks) else 0
    asked = words[marked[0] : last : 2]
    answers = range(marked[0] + 1, last + 1, 2)
    own = sum(bool(_ME.search(words[n])) for n in answers)
    quoted = any(words[n][0] in "“\"«„" for n in answers)
    if len(answers) <= _LEAST or 2 * own < len(answers) or quoted \
            or not any(_YOU.search(w) for w in asked) or 2 * len(marked) < len(asked):
        return []
    return [blocks[n] for n in answers]


def _asks(words: str) -> bool:
    return words.rstrip(" *”\"»").endswith("?")


def _guest(layout: Layout, mentions: Sequence[Mention], blocks: list[Span],
           answers: list[Span]) -> Span | None:
    """Return the one full name outside the questions and answers that is neither who asks nor
    "her agent, Tom Lee"."""
    text = layout.text
    begin = max((b.start for b in blocks if b.end <= answers[0].start), default=0)
    ahead_of: dict[str, Span] = {}
    names: dict[str, Span] = {}
    asking: set[str] = set()
    for mention in sorted(mentions, key=lambda m: m.start):
        outside = mention.end <= begin or mention.start >= answers[-1].end
        if mention.form != "name" or mention.label != "PERSON" or not outside:
            continue
        ahead = max(0, mention.start - 60)
        if _TALKS.search(text, ahead, mention.start) or _OWNED.search(text, ahead, mention.start):
            asking.add(mention.text)
        elif " " in mention.text:
            names.setdefault(mention.text, mention.span)
            if mention.end <= begin:
                ahead_of.setdefault(mention.text, mention.span)
    found = [span for name, span in (ahead_of or names).items() if name not in asking]
    return found[0] if len(found) == 1 else None
