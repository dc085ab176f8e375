"""Plain rows of what the articles say, for tables, plots and the views.

A row is a dict of strings, numbers and None: `pandas.DataFrame(rows)` and `csv.DictWriter` take it
as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit

from quoth.records import Article, Entity, Facts, Quotation, Statement

Row = dict[str, Any]
FIRST_WORDS = 70  # characters of an article that stand for a title


def outlet(article: Article) -> str | None:
    """Return who published the article: the publisher, the agency, or the host of its URL.

    >>> outlet(Article("a", "", url="https://www.example.org/news/1"))
    'example.org'
    """
    host = urlsplit(article.url).hostname if article.url else None
    return article.publisher or article.agency or (host.removeprefix("www.") if host else None)


def headline(article: Article) -> str:
    """Return the title of an article, or where it has none its first words, in quotation marks.

    >>> headline(Article("7f7eb6.txt", "It rained all day, the mayor said."))
    '“It rained all day, the mayor said”'
    """
    if article.title:
        return article.title
    said = list(article.text)
    for region in article.regions:
        if region.kind not in ("title", "lead"):  # a date line, a by-line, what the page says
            said[region.start:region.end] = " " * (region.end - region.start)
    lines = (line.strip(" ,.:-–—") for line in "".join(said).split("\n"))
    first = next((line for line in lines if line), "")
    return f"“{shorten(first, FIRST_WORDS, placeholder='…')}”" if first else article.key


def place(article: Article) -> str:
    """Return the outlet, or the headline of an article that stands for itself."""
    return outlet(article) or headline(article)


def day(quotation: Quotation, article: Article) -> str | None:
    """Return the ISO day on which it was said if the article gives it, else that of publication."""
    for value in (quotation.said_on, article.published):
        if value and len(value) >= 10:
            return value[:10]
    return None


def copies(facts_all: Iterable[Facts]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return, for each quotation that a copy of a text says again, the one that says it first.

    Both are (article id, quotation id). An agency's report in ten papers is one text: what it
    quotes is told once, printed ten times.
    """
    return {(facts.article.id, name): first for facts, again in retold(facts_all)
            for name, first in again.items()}


def retold(facts_all: Iterable[Facts]) -> Iterator[tuple[Facts, dict[str, tuple[str, str]]]]:
    """Yield the facts, each with the quotations that it says again, as `copies` does, by id."""
    told: dict[tuple[str, str | None, str], dict[str, tuple[str, str]]] = {}
    for facts in facts_all:
        found = {}
        mine: dict[tuple[str, str | None, str], dict[str, tuple[str, str]]] = {}
        for q in facts.quotations if facts.work else ():
            key, name = (facts.work, q.speaker, q.statement or q.text), (facts.article.id, q.id)
            if first := told.get(key):
                found[q.id] = first.get(q.text) or next(iter(first.values()))
            else:
                mine.setdefault(key, {}).setdefault(q.text, name)
        told.update(mine)
        yield facts, found


def entities(facts_all: Iterable[Facts]) -> dict[str, Entity]:
    """Return the entities of all articles by id; where articles differ, roles are put together."""
    found: dict[str, Entity] = {}
    for facts in facts_all:
        meet(found, facts.entities)
    return found


def meet(known: dict[str, Entity], entities: Iterable[Entity]) -> None:
    """Add the entities of an article to those that are known."""
    for entity in entities:
        before = known.setdefault(entity.id, entity)
        if before is not entity and before != entity:
            known[entity.id] = _joined(before, entity)


def _joined(one: Entity, other: Entity) -> Entity:
    """Return `one` with the roles, aliases and link that only `other` has."""
    seen = {(role.title, role.of) for role in one.roles}
    roles = one.roles + tuple(r for r in other.roles if (r.title, r.of) not in seen)
    return Entity(
        one.id, one.type, one.name, one.wikidata or other.wikidata,
        tuple(dict.fromkeys(one.aliases + other.aliases)), roles,
        one.gender or other.gender, one.country or other.country, one.kb or other.kb,
    )


def quotations(facts_all: Sequence[Facts], statements: Iterable[Statement] = ()) -> list[Row]:
    """Return one row a quotation, in the order of the articles and of their text."""
    known = entities(facts_all)
    reports = {s.id: len(s.quotations) for s in statements}
    return [
        _quotation_row(quotation, facts.article, known, reports) | {"work": facts.work}
        for facts in facts_all
        for quotation in sorted(facts.quotations, key=lambda q: (q.content[0], q.id))
    ]


def _quotation_row(quotation: Quotation, article: Article, known: dict[str, Entity],
                   reports: dict[str, int]) -> Row:
    speaker = known.get(quotation.speaker or "")
    return {
        "speaker": speaker.name if speaker else quotation.speaker_name,
        "said": quotation.text,
        "form": quotation.form,
        "act": quotation.act,
        "cue": quotation.cue_text,
        "date": day(quotation, article),
        "outlet": outlet(article),
        "article": headline(article),
        "mentions": ", ".join(known[m].name for m in quotation.mentions if m in known),
        "confidence": quotation.confidence,
        "statement": quotation.statement,
        "reports": reports.get(quotation.statement or "", 1),
        "speaker_id": quotation.speaker,
        "quotation_id": f"article/{article.id}/{quotation.id}",
    }


def statements(facts_all: Sequence[Facts], statements: Iterable[Statement]) -> list[Row]:
    """Return one row a statement: who said it, and which outlets report it in what words.

    `texts` counts the reports without copies of one text, `outlets` names all who carried it.
    """
    known = entities(facts_all)
    works = {facts.article.id: facts.work or facts.article.id for facts in facts_all}
    told = {(f.article.id, q.id): (q, f.article) for f in facts_all for q in f.quotations}
    found = []
    for statement in statements:
        reports = [told[pair] for pair in statement.quotations if pair in told]
        speaker = known.get(statement.speaker or "")
        days = sorted(filter(None, (day(*report) for report in reports)))
        found.append({
            "speaker": speaker.name if speaker else None,
            "statement": statement.label,
            "reports": len(reports),
            "texts": len({works[article.id] for _, article in reports}),
            "outlets": ", ".join(sorted({place(a) for _, a in reports})),
            "first": days[0] if days else None,
            "last": days[-1] if days else None,
            "direct": sum(q.form != "indirect" for q, _ in reports),
            "statement_id": statement.id,
        })
    return found


def actors(facts_all: Sequence[Facts]) -> list[Row]:
    """Return one row an actor: how often it speaks and is spoken of; the most heard first.

    What copies of one text say counts once.
    """
    again = copies(facts_all)
    said: Counter[str] = Counter()
    direct: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for facts in facts_all:
        for quotation in facts.quotations:
            if (facts.article.id, quotation.id) in again:
                continue
            said[quotation.speaker or ""] += 1
            direct[quotation.speaker or ""] += quotation.form == "direct"
            named.update(set(quotation.mentions) - {quotation.speaker})
    found = [
        {"actor": e.name, "type": e.type, "role": e.roles[0].title if e.roles else None,
         "quotations": said[e.id], "direct": direct[e.id], "spoken_of": named[e.id],
         "wikidata": e.wikidata, "actor_id": e.id}
        for e in entities(facts_all).values()
    ]
    return sorted(found, key=lambda r: (-r["quotations"], -r["spoken_of"], r["actor_id"]))


def timeline(facts_all: Sequence[Facts]) -> list[Row]:
    """Return how many quotations each speaker has on each day, by form and speech act.

    What copies of one text say counts once, on the day of the first.
    """
    known, again = entities(facts_all), copies(facts_all)
    counts = Counter(
        (day(q, f.article) or "", q.speaker or "", q.form, q.act or "say")
        for f in facts_all for q in f.quotations if (f.article.id, q.id) not in again
    )
    return [
        {"date": when or None, "speaker": known[who].name if who in known else None,
         "form": form, "act": act, "quotations": count, "speaker_id": who or None}
        for (when, who, form, act), count in sorted(counts.items())
    ]


def outlets(facts_all: Sequence[Facts]) -> list[Row]:
    """Return one row an outlet: how much it quotes, whom most, and how often in own words."""
    found: dict[str, list[Quotation]] = {}
    articles: Counter[str] = Counter()
    for facts in facts_all:
        name = place(facts.article)
        articles[name] += 1
        found.setdefault(name, []).extend(facts.quotations)
    known = entities(facts_all)
    table = []
    for name, told in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        heard = Counter(known[q.speaker].name for q in told if q.speaker in known)
        table.append({
            "outlet": name, "articles": articles[name], "quotations": len(told),
            "speakers": len(heard), "direct": sum(q.form == "direct" for q in told),
            "mixed": sum(q.form == "mixed" for q in told),
            "indirect": sum(q.form == "indirect" for q in told),
            "most_quoted": min(heard, key=lambda n: (-heard[n], n), default=None),
        })
    return table


def wordings(facts_all: Sequence[Facts], statements: Iterable[Statement]) -> list[Row]:
    """Return one row a report of each statement that several texts report.

    Copies of one text have one row; `copies` says how many more articles print it.
    """
    known, again = entities(facts_all), copies(facts_all)
    works = {facts.article.id: facts.work or facts.article.id for facts in facts_all}
    told = {(f.article.id, q.id): (q, f.article) for f in facts_all for q in f.quotations}
    printed = Counter(again.values())
    found = []
    for statement in statements:
        reports = [pair for pair in statement.quotations if pair in told and pair not in again]
        if len({works[article] for article, _ in reports}) < 2:
            continue
        for pair in reports:
            quotation, article = told[pair]
            found.append({
                "speaker": known[statement.speaker].name if statement.speaker in known else None,
                "outlet": place(article), "date": day(quotation, article),
                "form": quotation.form, "cue": quotation.cue_text, "words": quotation.text,
                "copies": printed[pair], "statement_id": statement.id,
            })
    return found


def exclusives(facts_all: Sequence[Facts], statements: Iterable[Statement]) -> list[Row]:
    """Return the statements that one article alone reports, of speakers whom several quote."""
    known = entities(facts_all)
    told = {(f.article.id, q.id): (q, f.article) for f in facts_all for q in f.quotations}
    heard: dict[str, set[str]] = {}
    for facts in facts_all:
        for quotation in facts.quotations:
            heard.setdefault(quotation.speaker or "", set()).add(facts.article.id)
    found = []
    for statement in statements:
        reports = [told[pair] for pair in statement.quotations if pair in told]
        many = statement.speaker in known and len(heard.get(statement.speaker or "", ())) > 1
        if many and len({article.id for _, article in reports}) == 1:
            [(quotation, article), *_] = reports
            found.append({
                "speaker": known[statement.speaker].name, "only_in": place(article),
                "date": day(quotation, article), "form": quotation.form, "said": quotation.text,
                "statement_id": statement.id})
    return sorted(found, key=lambda r: (r["speaker"], r["only_in"], r["date"] or ""))
