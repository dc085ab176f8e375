"""One quotation as the clustering sees it: when, where in the text, in which words, on what topic.
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from quoth.linking.lexis import probability
from quoth.linking.overlap import Weigh, longest_run
from quoth.linking.wording import Wording, count_forms, read_wording
from quoth.records import Facts, Quotation

DAYS = 31  # what is further apart is never one utterance
A_DAY = 5.0  # bits more that are needed each time the distance doubles
RETOLD_A_DAY = 8.0  # the same where they have no such row of words in quotation marks:
REPEATED = 6
UNDATED = 3.0  # bits more that are needed where a date is not known to the day
UNKNOWN = 10.0  # bits more that are needed where nothing is known of a day
FOREIGN = 40.0  # bits more that are needed where common words can't be told from rare ones
ENGLISH = (None, "en", "und")
NUMBER_BITS = 12.0  # the surprise of an amount
TOPIC = 0.5  # how far the words of the article are expected in a quotation of it
RETOLD = 2  # times that an article says a word again without making it a topic: headline, lead

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

Days = tuple[int, int]


@dataclass(frozen=True)
class Report:
    """A quotation with what is needed to compare it; `at` is the number of its article.

    `said` and `published` are first and last day, as numbers; None where nothing is known.
    `foreign`: in a language whose common words are not known here.
    """

    at: int
    article: str
    quotation: Quotation
    wording: Wording
    said: Days | None
    published: Days | None
    foreign: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        """What orders reports whatever the order of the articles."""
        return (self.article, self.quotation.content[0].start, self.quotation.id)

    @property
    def days(self) -> Days | None:
        """When it was said or, failing that, published."""
        return self.said or self.published

    def distance(self, other: Report) -> float | None:
        """Return the bits that the distance in time demands; None: too far apart."""
        apart = self._days_apart(other)
        return apart if apart is None else apart + FOREIGN * (self.foreign or other.foreign)

    def _days_apart(self, other: Report) -> float | None:
        if self.at == other.at and self.said == other.said:
            return 0.0
        if self.days is None or other.days is None:
            return UNKNOWN
        gap = _gap(self.days, other.days)
        if gap > DAYS or self.said and other.said and gap > 1:
            return None
        vague = any(last - first > 1 for first, last in (self.days, other.days))
        day = A_DAY if gap <= 1 or self._repeats(other) else RETOLD_A_DAY
        return day * math.log2(max(gap, 1)) + UNDATED * vague

    def _repeats(self, other: Report) -> bool:
        """Say whether both hold the same row of words, in quotation marks in one of them."""
        one, two = self.wording, other.wording
        return any(w.direct or w.marked for w in (one, two)) \
            and longest_run(one.words, two.words) >= REPEATED

    def excludes(self, other: Report) -> bool:
        """Say whether the two cannot be one: one within the other, or one not said."""
        if self.quotation.negated != other.quotation.negated:
            return True
        return self.at == other.at and any(
            a.overlaps(b) for a in self.quotation.content for b in other.quotation.content)


def report(facts: Facts, quotation: Quotation, *, at: int = 0) -> Report:
    """Return a quotation of an article as it is compared."""
    inside = [m for m in facts.mentions if m.entity
              and any(s.start <= m.start < s.end for s in quotation.content)]
    wording = read_wording(
        quotation.text, names=[m.text for m in inside if m.form == "name"],
        entities=[m.entity for m in inside if m.entity],
        speaker=[e.name for e in facts.entities if e.id == quotation.speaker],
        direct=quotation.form == "direct",
        denied=quotation.act == "deny", question=quotation.act == "ask")
    return Report(at, facts.article.id, quotation, wording, days(quotation.said_on),
                  days(facts.article.published) or years(facts.article.text),
                  foreign=facts.article.language not in ENGLISH)


def days(text: str | None) -> Days | None:
    """Return the first and last day of an ISO date, month or year.

    >>> [date.fromordinal(n).isoformat() for n in days("2022-02")]
    ['2022-02-01', '2022-02-28']
    """
    match = _ISO.match(text or "")
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


@lru_cache(maxsize=1024)
def years(text: str) -> Days | None:
    """Return the days on which an undated article can have been written.

    It is from the last year that it names, or from the next.
    """
    named = [int(year) for year in _YEAR.findall(text)]
    if not named:
        return None
    return date(max(named), 1, 1).toordinal(), date(max(named) + 1, 12, 31).toordinal()


def _gap(one: Days, other: Days) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


class Topics:
    """What the articles are about: how often each says a word, outside the quotations compared."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self._facts = facts
        self._counts = lru_cache(maxsize=4096)(self._count)

    def _count(self, at: int) -> tuple[Counter[str], int]:
        counts = count_forms(self._facts[at].article.text)
        return counts, max(1, counts.total())

    def weigher(self, one: Report, other: Report) -> Weigh:
        """Return the function that gives a form's bits in a comparison of the two."""
        size = max(len(one.wording.forms), len(other.wording.forms), 1)
        rates = [self._rates(r, other if r is one else one) for r in (one, other)]
        return lru_cache(maxsize=None)(
            lambda form: max(0.0, -math.log2(size * max(_plain(form), *(r(form) for r in rates)))))

    def _rates(self, here: Report, other: Report) -> Weigh:
        """Return how often the article says a form elsewhere."""
        counts, total = self._counts(here.at)
        own = Counter(here.wording.forms)
        if here.at == other.at:
            own += Counter(other.wording.forms)
        return lambda form: TOPIC * max(0, counts[form] - own[form] - RETOLD) / total


def _plain(form: str) -> float:
    if form.startswith("#") or form.startswith(("nth", "x", "clock")) and form[-1].isdigit():
        return 2 ** -NUMBER_BITS
    return probability(form)
