"""Who said what, kept: only speakers whose reports are others than before are clustered again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from quoth.joining.tables import Tables, by_article
from quoth.linking.recall import digest_of
from quoth.linking.reports import Topics
from quoth.linking.statements import joined_reports, name_after, ordered, statement_of
from quoth.progress import counted
from quoth.records import Facts, Quotation, Statement


class Reports:
    """The quotations of all articles by speaker, and the statements that they report."""

    def __init__(self, tables: Tables, get: Callable[[str], Facts],
                 given: Callable[[Iterable[str]], dict[str, int]]) -> None:
        self._tables, self._get, self._given = tables, get, given
        self._speakers: set[str] = set()  # whose reports are others than before

    def of(self, article: str) -> dict[str, str]:
        """Return the statement of each quotation of an article."""
        return dict(self._tables.ask(
            "SELECT quotation, statement FROM said WHERE article = ?", article))

    def told_with(self, article: str) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the quotations of the statement that each quotation of an article reports."""
        return {quotation: statement_from(*row).quotations for quotation, *row in self._tables.ask(
            "SELECT quotation, id, body FROM said JOIN statement ON id = statement "
            "WHERE article = ?", article)}

    def statements(self) -> Iterator[Statement]:
        """Yield all statements, by id."""
        for identifier, body in self._tables.rows.execute(
                "SELECT id, body FROM statement ORDER BY id"):
            yield statement_from(identifier, body)

    def get(self, statement: str) -> Statement | None:
        """Return a statement."""
        body = self._tables.one("SELECT body FROM statement WHERE id = ?", statement)
        return body and statement_from(statement, body)  # type: ignore[arg-type,return-value]

    def by(self, speaker: str) -> list[Statement]:
        """Return the statements of a speaker, by id."""
        return [statement_from(*row) for row in self._tables.ask(
            "SELECT id, body FROM statement WHERE speaker = ? ORDER BY id", speaker)]

    def forget(self, article: str) -> list[str]:
        """Forget what an article reports; return the ids of the statements of nobody that are no
        more.
        """
        return sorted(self._forget(article, {}))

    def learn(self, facts: Facts) -> list[str]:
        """Learn what an article reports, in the place of what it did; return the ids of the
        statements of nobody that are others now, or no more.
        """
        fresh = {one.id: (one.speaker, digest_of(facts, one)) for one in facts.quotations}
        changed = self._forget(facts.article.id, fresh)
        for one in facts.quotations:
            changed |= self._learn(facts, one, fresh[one.id])
        return sorted(changed)

    def change(self) -> Iterator[str]:
        """Join the reports of those who have others than before; yield the ids of the statements
        that are others now, or no more, as they are found.
        """
        speakers, self._speakers = self._speakers, set()
        for speaker in counted(by_article(self._tables, "said", "speaker", speakers),
                               "comparing speakers", len(speakers)):
            yield from sorted(self._cluster(speaker))

    def _forget(self, article: str, fresh: dict[str, tuple]) -> set[str]:
        """Drop the quotations of an article that are not as they were."""
        found = set()
        for quotation, speaker, decides, statement in self._tables.ask(
                "SELECT quotation, speaker, decides, statement FROM said WHERE article = ?",
                article):
            if fresh.get(quotation) != (speaker, decides):
                self._tables.do("DELETE FROM said WHERE article = ? AND quotation = ?", article,
                                quotation)
                if speaker:
                    self._speakers.add(speaker)
                else:
                    self._tables.do("DELETE FROM statement WHERE id = ?", statement)
                    found.add(statement)
        return found

    def _learn(self, facts: Facts, one: Quotation, row: tuple) -> set[str]:
        """Take in a quotation that is new; return the statement that it is alone, if it is."""
        article = facts.article.id
        if self._tables.one("SELECT 1 FROM said WHERE article = ? AND quotation = ?", article,
                            one.id):
            return set()
        self._tables.do("INSERT INTO said VALUES (?, ?, ?, ?, NULL)", article, one.id, *row)
        if one.speaker:
            self._speakers.add(one.speaker)
            return set()
        return {self._put(self._statement([facts], [(0, one)]), facts.article.language)}

    def _statement(self, facts: Sequence[Facts], members: Sequence[tuple[int, Quotation]]
                   ) -> Statement:
        names = [name_after(facts[at].article.id, one.id) for at, one in members]
        return statement_of(facts, members, self._given(names))

    def _put(self, statement: Statement, language: str | None) -> str:
        self._tables.do("INSERT OR REPLACE INTO statement VALUES (?, ?, ?)", statement.id,
                        statement.speaker, _body(statement, language))
        self._tables.many("UPDATE said SET statement = ? WHERE article = ? AND quotation = ?",
                          [(statement.id, *pair) for pair in statement.quotations])
        return statement.id

    def _cluster(self, speaker: str) -> set[str]:
        """Cluster the reports of one speaker anew; return the statements that are others now."""
        facts, rows = self._reports(speaker)
        before = dict(self._tables.ask("SELECT id, body FROM statement WHERE speaker = ?", speaker))
        groups = joined_reports(facts, rows, Topics(facts)) if len(rows) > 1 else \
            [[n] for n in range(len(rows))]
        after = {}
        for group in groups:
            members = ordered(facts, [rows[n] for n in group])
            statement = self._statement(facts, members)
            language = facts[members[0][0]].article.language
            after[statement.id] = _body(statement, language)
            self._put(statement, language)
        self._tables.many("DELETE FROM statement WHERE id = ?",
                          [(name,) for name in before.keys() - after.keys()])
        return {name for name in before.keys() | after.keys()
                if before.get(name) != after.get(name)}

    def _reports(self, speaker: str) -> tuple[list[Facts], list[tuple[int, Quotation]]]:
        """Return the reports of one speaker, with what of their articles is compared."""
        facts: list[Facts] = []
        rows = []
        for (article,) in self._tables.ask(
                "SELECT DISTINCT article FROM said WHERE speaker = ? ORDER BY article", speaker):
            one = self._get(article)
            told = [q for q in one.quotations if q.speaker == speaker]
            rows += [(len(facts), q) for q in told]
            facts.append(_bare(one, speaker, told))
        return facts, rows


def _bare(facts: Facts, speaker: str, told: Sequence[Quotation]) -> Facts:
    """Return the facts without what the clustering does not look at."""
    spans = [span for q in told for span in q.content]
    return facts.replace(
        quotations=(), events=(),
        entities=tuple(e for e in facts.entities if e.id == speaker),
        mentions=tuple(m for m in facts.mentions if any(a <= m.start < b for a, b in spans)))


def _body(statement: Statement, language: str | None) -> str:
    return json.dumps([statement.speaker, statement.quotations, statement.label, language])


def statement_from(identifier: str, body: str) -> Statement:
    """Return the statement that the table holds."""
    speaker, quotations, label, _ = json.loads(body)
    return Statement(identifier, speaker, tuple((a, q) for a, q in quotations), label)
