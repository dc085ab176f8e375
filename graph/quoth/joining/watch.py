"""What the derived graphs tell anew since a state that was noted: so that the files which were made
in that state are changed only where they differ.
"""

from __future__ import annotations

from typing import NamedTuple

from quoth.joining.reports import Reports
from quoth.joining.tables import Tables


class Told(NamedTuple):
    """A subject, as N-Triples write it, of which one unit of a graph tells something else."""

    unit: str
    graph: str
    subject: str


class Watch:
    """The subjects that a derived graph tells something else of, while a state is noted."""

    def __init__(self, tables: Tables, reports: Reports) -> None:
        self._tables, self._reports = tables, reports

    def begin(self, state: str) -> bool:
        """Note what changes from a state of the join on; say False where it is in another one."""
        tables = Tables(self._tables.path, stamp=self._tables.stamp)
        try:
            with tables.changing():
                if tables.state("token") != state:
                    return False
                tables.do("DELETE FROM told_anew")
                tables.note("since", state)
            return True
        finally:
            tables.close()

    def since(self, state: str) -> set[Told] | None:
        """Return what is told anew since a state, None where that was not noted."""
        if self._tables.state("since") != state:
            return None
        return {Told(*row) for row in self._tables.ask(
            "SELECT unit, graph, subject FROM told_anew")}

    def reporting(self, statement: str) -> set[str]:
        """Return the articles that report a statement."""
        found = self._reports.get(statement)
        return {article for article, _ in found.quotations} if found else set()

    def reporting_too(self, article: str) -> set[str]:
        """Return the articles that report what an article reports."""
        told = self._reports.told_with(article).values()
        return {other for pairs in told for other, _ in pairs}


def tell(tables: Tables, unit: str, graph: str, before: str, after: str) -> None:
    """Note the subjects of the lines in which one unit of a graph differs from what it was."""
    if tables.state("since") is None:
        return
    differing = {*before.split("\n")} ^ {*after.split("\n")}
    tables.many("INSERT OR IGNORE INTO told_anew VALUES (?, ?, ?)", [
        (unit, graph, line.partition(" ")[0]) for line in differing if line])
