"""Which reports of one speaker are worth comparing: those that share rare words, near in time.

Each report is looked up by its rarest words, as many as make up most of what it says: a report
that it is contained in must hold one of them. The cost grows with the number of reports and the
length of the lists, which is capped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from quoth.linking.lexis import bits
from quoth.linking.reports import DAYS, Report

PROBED = 0.7  # the share of a wording, rarest words first, that is looked up
LEAST = 15.0  # bits that two reports must share to be compared: a rare word, or two
FEW = 20  # up to so many reports of a speaker any that share a word at all are compared
LONGEST = 500  # entries of a list; what is said so often by one speaker in two months tells nothing
MOST = 30  # comparisons a report asks for, the best first


def candidates(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of reports, each pair once, in a fixed order."""
    index = _Index(reports)
    pairs = {(min(n, other), max(n, other)) for n, one in enumerate(reports)
             for other in index.near(n, one)}
    yield from sorted(pairs)


class _Index:
    """The reports of one speaker by form, each list sorted by day; undated ones apart."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._dated: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._vague: dict[str, list[int]] = defaultdict(list)
        order = sorted(range(len(reports)), key=lambda n: reports[n].key)
        for number in order:
            days = reports[number].days
            for form in sorted(set(reports[number].wording.forms)):
                if days and days[1] - days[0] <= DAYS:
                    self._dated[form].append((days[0], number))
                else:
                    self._vague[form].append(number)
        for rows in self._dated.values():
            rows.sort(key=lambda row: row[0])

    def near(self, number: int, report: Report) -> list[int]:
        """Return the reports that share the most with this one."""
        shared: Counter[int] = Counter()
        for form in _rarest(report):
            weight = bits(form)
            rows = self._list(form, report)
            if len(rows) <= LONGEST:
                for other in rows:
                    shared[other] += weight
        del shared[number]
        own = PROBED * sum(map(bits, set(report.wording.forms)))
        least = 0 if len(self._reports) <= FEW else min(LEAST, own)
        found = [other for other in shared if shared[other] >= least]
        found.sort(key=lambda other: (-round(shared[other], 6), self._reports[other].key))
        return found[:MOST]

    def _list(self, form: str, report: Report) -> list[int]:
        dated, days = self._dated.get(form, []), report.days
        if days:
            first = bisect_left(dated, days[0] - 2 * DAYS, key=lambda row: row[0])
            last = bisect_right(dated, days[1] + DAYS, key=lambda row: row[0])
            dated = dated[first:last]
        return [number for _, number in dated] + self._vague.get(form, [])


def _rarest(report: Report) -> list[str]:
    forms = sorted(set(report.wording.forms), key=lambda form: (-bits(form), form))
    left = PROBED * sum(map(bits, forms))
    found = []
    for form in forms:
        if left <= 0:
            break
        found.append(form)
        left -= bits(form)
    return found
