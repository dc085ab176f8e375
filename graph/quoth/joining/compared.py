"""Who contradicts whom and who left out what, kept: compared anew are only those who are named, or
speak, in articles that are others than before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from quoth.joining.graphs import Derived
from quoth.joining.reports import Reports
from quoth.joining.tables import Tables, by_article
from quoth.linking.contradictions import Contradiction, among, compared_by
from quoth.linking.omissions import omissions
from quoth.linking.reports import report
from quoth.rdf.comparisons import contradiction_triples, omission_triples
from quoth.rdf.iris import Iris
from quoth.records import Facts


class Compared:
    """The contradictions and omissions of all articles."""

    def __init__(self, tables: Tables, iris: Iris, get: Callable[[str], Facts]) -> None:
        self._tables, self._iris, self._get = tables, iris, get
        self._named: set[str] = set()
        self._speakers: set[str] = set()

    def share(self, old: Facts | None, new: Facts | None) -> None:
        """Let what an article says now take the place of what it said."""
        for facts, verb in ((old, "DELETE FROM named WHERE entity = ? AND article = ?"),
                            (new, "INSERT OR IGNORE INTO named VALUES (?, ?)")):
            if facts:
                names = {name for one in facts.quotations for name in compared_by(one)}
                self._named |= names
                self._speakers |= {one.speaker for one in facts.quotations if one.speaker}
                self._tables.many(verb, [(name, facts.article.id) for name in sorted(names)])

    def renew(self, derived: Derived, reports: Reports) -> None:
        """Compare anew what articles say of those whom the changed ones name or quote."""
        pairs: set[tuple[str, ...]] = set()
        for entity in by_article(self._tables, "named", "entity", self._named):
            pairs |= self._oppose(entity)
        for pair in sorted(pairs):
            body = self._tables.one("SELECT body FROM opposed WHERE a = ? AND b = ? AND c = ? "
                                    "AND d = ? ORDER BY entity LIMIT 1", *pair)
            found = contradiction_triples(_contradiction(pair, str(body)), self._iris) \
                if body else ()
            derived.put(f"contradiction {' '.join(pair)}", self._iris.statements, found)
        for speaker in by_article(self._tables, "said", "speaker", self._speakers):
            self._omit(speaker, derived, reports)
        self._named.clear()
        self._speakers.clear()

    def _articles(self, sql: str, name: str) -> list[Facts]:
        return [self._get(article) for (article,) in self._tables.ask(sql, name)]

    def _oppose(self, entity: str) -> set[tuple[str, ...]]:
        """Compare what is said of an entity; return the pairs that are others than before."""
        facts = self._articles("SELECT article FROM named WHERE entity = ? ORDER BY article",
                               entity)
        told = [report(one, q, at=at) for at, one in enumerate(facts) for q in one.quotations
                if entity in compared_by(q)]
        after = {(*one.one, *one.other): json.dumps([one.kind, one.words, one.about])
                 for one in among(told)}
        before = {tuple(pair): body for *pair, body in self._tables.ask(
            "SELECT a, b, c, d, body FROM opposed WHERE entity = ?", entity)}
        changed = {pair for pair in before.keys() | after.keys()
                   if before.get(pair) != after.get(pair)}
        self._tables.many("DELETE FROM opposed WHERE entity = ? AND a = ? AND b = ? AND c = ? "
                          "AND d = ?", [(entity, *pair) for pair in changed])
        self._tables.many("INSERT INTO opposed VALUES (?, ?, ?, ?, ?, ?)",
                          [(entity, *pair, after[pair]) for pair in changed if pair in after])
        return changed

    def _omit(self, speaker: str, derived: Derived, reports: Reports) -> None:
        """Compare what articles have of a speaker."""
        statements = reports.by(speaker)
        facts: Sequence[Facts] = ()
        if any(len({article for article, _ in one.quotations}) > 1 for one in statements):
            facts = self._articles("SELECT DISTINCT article FROM said WHERE speaker = ? "
                                   "ORDER BY article", speaker)
        languages = {one.article.id: one.article.language or "und" for one in facts}
        derived.put(f"omissions {speaker}", self._iris.statements, (
            triple for gap in omissions(facts, statements)
            for triple in omission_triples(gap, languages, self._iris)))


def _contradiction(pair: Sequence[str], body: str) -> Contradiction:
    kind, words, about = json.loads(body)
    one, other = (pair[0], pair[1]), (pair[2], pair[3])
    return Contradiction(one, other, kind, (words[0], words[1]), tuple(about))
