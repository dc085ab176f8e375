"""The wordings of one statement side by side, with the words that differ marked.

A word counts as the same where its common form stands in the other wording, in whatever place: two
translations move clauses about. The fullest wording is shown with what every other report leaves
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anyascii import anyascii
from markupsafe import Markup

from quoth.errors import QueryError
from quoth.linking.lexis import stem, words
from quoth.linking.statements import heir
from quoth.records import Entity, Facts, Quotation, Statement
from quoth.views import rows
from quoth.views.page import policy, template

_TOKEN = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
SHORTEST = 4  # signs that name a statement
LONGEST = 2000  # words that are compared

Part = tuple[str, bool]
Report = tuple[Facts, Quotation]


@dataclass(frozen=True)
class Wording:
    """One report: its words in parts, each with whether it differs, and what it keeps.

    Copies of one text are one report, with all their outlets. `kept` is the share of the fullest
    wording's telling words that this one has.
    """

    article: str
    quotation: str
    key: str
    outlet: str
    date: str | None
    form: str
    parts: tuple[Part, ...]
    kept: float

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(text for text, _ in self.parts)


@dataclass(frozen=True)
class Diff:
    """A statement and its wordings, the fullest first."""

    statement: str
    speaker: str
    wordings: tuple[Wording, ...]


def find_statement(name: str, statements: Sequence[Statement]) -> Statement:
    """Return the statement with this id or beginning of an id; QueryError if none or several.

    An id that a statement lost when it became one with another still finds it.
    """
    path = name.removeprefix("statement/")
    found = [one for one in statements if one.id.removeprefix("statement/").startswith(path)]
    if not found and (one := heir(f"statement/{path}", statements)):
        found = [one]
    if len(path) < SHORTEST or len(found) != 1:
        raise QueryError(f"{name!r} names {'several statements' if found[1:] else 'no statement'}: "
                         "find one with `quoth search WORDS` or `quoth query wordings`")
    return found[0]


def compare(statement: Statement, facts_all: Sequence[Facts],
            known: Mapping[str, Entity] | None = None) -> Diff:
    """Return the wordings of a statement with their differences."""
    entities = rows.entities(facts_all) if known is None else known
    wanted = set(statement.quotations)
    told = {(f.article.id, q.id): (f, q) for f in facts_all for q in f.quotations
            if (f.article.id, q.id) in wanted}
    prints = _prints([told[pair] for pair in statement.quotations])
    order = sorted(range(len(prints)), key=lambda n: (-len(_tokens(prints[n][0][1].text)), n))
    prints = [prints[n] for n in order]
    texts = [reports[0][1].text for reports in prints]
    speaker = entities.get(statement.speaker or "")
    return Diff(statement.id, speaker.name if speaker else "", tuple(
        _wording(reports, parts, _kept(texts[0], text))
        for reports, parts, text in zip(prints, marked(texts), texts, strict=True)))


def _prints(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the reports, copies of one text together, the text itself before its copies."""
    groups: dict[tuple[str, str], list[Report]] = {}
    for facts, quotation in reports:
        groups.setdefault((facts.work or facts.article.id, quotation.text), []).append(
            (facts, quotation))
    return [sorted(group, key=lambda report: report[0].article.id != work)
            for (work, _), group in groups.items()]


def _wording(reports: Sequence[Report], parts: Sequence[Part], kept: float) -> Wording:
    """Return what one text says, with the outlets of all its copies."""
    facts, quotation = reports[0]
    article = facts.article
    outlets = dict.fromkeys(rows.place(one.article) for one, _ in reports)
    return Wording(article.id, quotation.id, article.key, ", ".join(outlets),
                   rows.day(quotation, article), quotation.form, tuple(parts), kept)


def marked(texts: Sequence[str]) -> list[list[Part]]:
    """Return each text in parts: of the first what no other has, of the others what it lacks.

    >>> marked(["We will stay in Oslo.", "We shall remain in Oslo."])[1]
    [('We shall ', False), ('remain', True), (' in Oslo.', False)]
    """
    first, *others = [_tokens(text) for text in texts]
    everywhere = [_own(first, other) for other in others]
    alone = [all(found) for found in zip(*everywhere, strict=True)] if others else [False] * len(
        first)
    return [list(_joined(first, alone)),
            *(list(_joined(other, _own(other, first))) for other in others)]


def _tokens(text: str) -> list[str]:
    found = _TOKEN.findall(text)
    return found if len(found) <= 2 * LONGEST else [*found[: 2 * LONGEST], "…"]


@cache
def _form(token: str) -> str:
    """Return the common form of a word, "" for what is no word."""
    low = anyascii(token).lower().replace("'", "")
    return stem(low) if low.isalnum() else ""


def _tells(token: str) -> bool:
    """Say whether a word says something of its own."""
    return bool(_form(token)) and anyascii(token).lower() not in words().stop


def _own(one: Sequence[str], other: Sequence[str]) -> list[bool]:
    """Return for each token of a text whether it tells something that the other text lacks."""
    there = set(map(_form, other))
    return [_tells(token) and _form(token) not in there for token in one]


def _kept(first: str, text: str) -> float:
    """Return the share of the first text's telling words that the other has."""
    tokens = _tokens(first)
    telling = sum(map(_tells, tokens))
    return 1 - sum(_own(tokens, _tokens(text))) / telling if telling else 1.0


def _joined(tokens: Sequence[str], own: Sequence[bool]) -> Iterator[Part]:
    """Yield neighbours of one kind as one; what stands between two marked words is marked."""
    flags = list(own)
    last = None
    for at, mine in enumerate(own):
        if mine:
            if last is not None and not any(map(_tells, tokens[last + 1: at])) and not any(
                    token in ".;:!?,()" for token in tokens[last + 1: at]):
                flags[last + 1: at] = [True] * (at - last - 1)
            last = at
    text, state = "", False
    for token, mine in zip(tokens, flags, strict=True):
        if mine != state and text:
            yield text, state
            text = ""
        text, state = text + token, mine
    if text:
        yield text, state


def diff_page(diff: Diff) -> str:
    """Return the page of a diff; it stands alone and asks no server for anything."""
    style = template("diff/page.css").render()
    return template("diff/page.html").render(diff=diff, style=Markup(style),
                                             policy=policy([], [style]))


def write_diff_page(diff: Diff, path: str | Path) -> Path:
    """Write the page of a diff and return its path."""
    path = Path(path)
    path.write_text(diff_page(diff), "utf-8", "replace")
    return path
