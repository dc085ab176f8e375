"""Which quotations report one utterance: one statement across articles.

Two quotations of one speaker are linked where days and wording agree (`sameness`). Links are
taken strongest first, and a statement grows only while one of its quotations is linked to all the
others: a long wording holds its parts together, a chain of weak links never does. Everything is a
pure function of the facts, in whatever order they come, and of the names that were given before.

A statement bears the name of one of its quotations: of the first, by the day of its article. Where
one of them has given its name before, that stays, whichever comes later.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quoth.linking.blocking import candidates
from quoth.linking.reports import Report, Topics, report
from quoth.linking.sameness import compare
from quoth.records import Facts, Quotation, Statement

Pair = tuple[int, int]


def cluster(facts: Sequence[Facts], *, given: Mapping[str, int] | None = None
            ) -> tuple[list[Facts], list[Statement]]:
    """Return the facts with the statement of each quotation filled in, and the statements.

    Facts stay in the order given; statements are sorted by id. `given` are the ids that statements
    have had, and when: where several of them become one statement, it keeps the oldest.
    """
    places = [(at, quotation) for at, one in enumerate(facts) for quotation in one.quotations]
    groups = _groups(facts, places)
    names: dict[tuple[int, str], str] = {}
    statements = []
    for group in groups:
        members = ordered(facts, [places[n] for n in group])
        statement = statement_of(facts, members, given or {})
        statements.append(statement)
        names |= {(at, quotation.id): statement.id for at, quotation in members}
    found = [one.replace(quotations=tuple(replace(q, statement=names[at, q.id])
                                          for q in one.quotations))
             for at, one in enumerate(facts)]
    return found, sorted(statements, key=lambda s: s.id)


def _groups(facts: Sequence[Facts], places: Sequence[tuple[int, Quotation]]) -> list[list[int]]:
    """Return the quotations, by number, that report one utterance each."""
    by_speaker: dict[str, list[int]] = defaultdict(list)
    groups = []
    for number, (_, quotation) in enumerate(places):
        if quotation.speaker:
            by_speaker[quotation.speaker].append(number)
        else:
            groups.append([number])
    topics = Topics(facts)
    for speaker in sorted(by_speaker):
        numbers = by_speaker[speaker]
        if len(numbers) == 1:
            groups.append(numbers)
            continue
        found = joined_reports(facts, [places[n] for n in numbers], topics)
        groups += [[numbers[n] for n in group] for group in found]
    return groups


def joined_reports(facts: Sequence[Facts], rows: Sequence[tuple[int, Quotation]], topics: Topics
                   ) -> list[list[int]]:
    """Return the quotations of one speaker, by number, in groups."""
    reports = [report(facts[at], quotation, at=at) for at, quotation in rows]
    links = {}
    for one, other in candidates(reports):
        score = link(reports[one], reports[other], topics)
        if score > 0:
            links[one, other] = score
    return _stars(len(reports), links, [r.key for r in reports])


def link(one: Report, other: Report, topics: Topics) -> float:
    """Return how strongly two reports of one speaker are of one utterance; 0 and less: not."""
    needed = one.distance(other)
    if needed is None or one.excludes(other):
        return 0.0
    found = compare(one.wording, other.wording, topics.weigher(one, other), needed=needed)
    return found.score - needed


def _stars(size: int, links: dict[Pair, float], keys: Sequence[tuple]) -> list[list[int]]:
    """Join by the strongest links first, while one member of a group is linked to all others."""
    near: dict[int, set[int]] = {n: {n} for n in range(size)}
    for one, other in links:
        near[one].add(other)
        near[other].add(one)
    group_of = {n: n for n in range(size)}
    members = {n: {n} for n in range(size)}
    hubs = {n: near[n] for n in range(size)}  # what is linked to all members of the group
    order = sorted(links, key=lambda pair: (-links[pair], *sorted(keys[n] for n in pair)))
    for pair in order:
        one, other = (group_of[n] for n in pair)
        common = hubs[one] & hubs[other]
        if one == other or not common & (members[one] | members[other]):
            continue
        members[one] |= members.pop(other)
        hubs[one] = common
        group_of.update(dict.fromkeys(members[one], one))
    return [sorted(group) for group in members.values()]


def _first(facts: Sequence[Facts], at: int, quotation: Quotation) -> tuple:
    """Return what orders quotations: the day of publication, then the IRI."""
    article = facts[at].article
    return (article.published or "9999", article.id, quotation.content[0].start, quotation.id)


def ordered(facts: Sequence[Facts], members: Iterable[tuple[int, Quotation]]
            ) -> list[tuple[int, Quotation]]:
    """Return quotations, each with the number of its article, the earliest published first."""
    return sorted(members, key=lambda place: _first(facts, *place))


def statement_of(facts: Sequence[Facts], members: Sequence[tuple[int, Quotation]],
                 given: Mapping[str, int]) -> Statement:
    """Return the statement that some quotations report, in their order."""
    pairs = tuple((facts[at].article.id, quotation.id) for at, quotation in members)
    old = [name for name in (name_after(*pair) for pair in pairs) if name in given] if given else []
    name = min(old, key=given.__getitem__) if old else name_after(*pairs[0])
    return Statement(name, members[0][1].speaker, pairs,
                     label(quotation for _, quotation in members))


def name_after(article: str, quotation: str) -> str:
    """Return the id that a statement has from one of its quotations."""
    name = hashlib.sha256(f"article/{article}/{quotation}".encode()).hexdigest()[:16]
    return f"statement/{name}"


def heir(name: str, statements: Iterable[Statement]) -> Statement | None:
    """Return the statement that now has the quotation which gave this id, if there is one.

    Where two statements have become one, only one of their ids is left.
    """
    return next((one for one in statements
                 if any(name_after(*pair) == name for pair in one.quotations)), None)


def label(quotations: Iterable[Quotation]) -> str:
    """Return the shortest direct wording, or the shortest of all."""
    return min((q.form != "direct", len(q.text), q.text) for q in quotations)[2]
