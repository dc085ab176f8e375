"""The data of a graph page, in parts: one an article, one an actor.

No part hangs on another, so that an article more takes the parts of all others as they are; what
they tell together is counted and numbered by the page itself (`templates/graph/read.js`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from quoth.records import Entity, Facts, Quotation
from quoth.views import rows

FULL_TEXT = 12_000_000  # characters of quotations kept whole; a larger press is cut to SHORT each
SHORT = 240
LIMIT = 2000  # nodes that the page draws one by one; of more it draws the heaviest, and groups
MOST = 100_000  # quotations that the page holds; of more it holds those of the most heard


def article_part(facts: Facts) -> str:
    """Return what the page holds of an article: a line of its own, then one for each quotation.

    Who speaks and is named is given by the number in a list of the first line, nobody by -1.
    """
    article, told = facts.article, facts.quotations
    names = dict.fromkeys(name for one in told for name in (one.speaker, *one.mentions) if name)
    number = {name: at for at, name in enumerate(names)}
    day = article.published[:10] if article.published else ""
    head = json_block([article.id, rows.headline(article), day, rows.place(article),
                       int(rows.outlet(article) is not None), facts.work, [*names]])
    return _joined(f"[{head},[", [json_block(_row(one, number, day)) for one in told], "]]")


def _joined(first: str, lines: list[str], last: str) -> str:
    return "\n".join([first, *([",\n".join(lines)] if lines else []), last])


def _row(one: Quotation, number: dict[str, int], day: str) -> list:
    """Return what the page holds of a quotation; no day is that of the article."""
    said_on = one.said_on[:10] if one.said_on and len(one.said_on) >= 10 else None
    statement = one.statement.removeprefix("statement/") if one.statement else None
    mentions = dict.fromkeys(number[name] for name in one.mentions if name)
    return [number.get(one.speaker or "", -1), one.id, statement, one.form, one.act, one.cue_text,
            None if said_on == day else said_on, [*mentions], round(one.confidence, 2),
            one.attitude + 2 * one.negated, one.text]


def actor_part(entity: Entity) -> str:
    """Return what the page holds of an actor."""
    roles = [[role.title, role.of] for role in entity.roles]
    return json_block([entity.id, entity.name, entity.type, roles, entity.wikidata,
                       entity.aliases])


def held(parts: Iterable[str], heard: Counter[str | None], size: int) -> Iterator[str]:
    """Yield the parts of articles as the page holds them: of too many quotations those of the most
    heard, of too long ones the beginnings.

    `heard` counts how much each speaker says, `size` the characters of all that.
    """
    speakers, cut = _most_heard(heard), size > FULL_TEXT
    if speakers is None and not cut:
        yield from parts
        return
    for part in parts:
        first, *lines, last = part.split("\n")
        lines = [line.removesuffix(",") for line in lines]
        if speakers is not None:
            names = json.loads(first[1:-2])[-1]
            kept = {number for number, name in enumerate(names) if name in speakers}
            lines = [line for line in lines if int(line[1 : line.index(",")]) in kept]
        if lines or speakers is None:
            yield _joined(first, [*map(_cut, lines)] if cut else lines, last)


def is_held_in_part(heard: Counter[str | None]) -> bool:
    """Say whether a page holds those of the most heard only."""
    return heard.total() > MOST


def _most_heard(heard: Counter[str | None]) -> set[str | None] | None:
    """Return the speakers whose quotations the page holds, None for all."""
    if not is_held_in_part(heard):
        return None
    left, found = MOST, set()
    for speaker in sorted(heard.keys() - {None}, key=lambda s: (-heard[s], s)):
        left -= heard[speaker]
        if left < 0:
            break
        found.add(speaker)
    return found


def _cut(line: str) -> str:
    """Return the line of a quotation with the beginning of its text."""
    if len(line) <= SHORT:
        return line
    *row, text = json.loads(line)
    return line if len(text) <= SHORT else json_block([*row, text[:SHORT] + "…"])


def json_block(data: Any) -> str:
    """Return JSON that no HTML parser takes for markup: `<`, `>` and `&` are escaped.

    >>> json_block("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is not UTF-8
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
