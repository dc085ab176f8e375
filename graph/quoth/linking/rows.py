"""Names in one row: what is told of all of them is none's alone.

"Surgeons Ann Roe and Tom Lee operated": each is a surgeon, so that "the surgeon" is nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import is_agent, singular, word_sets
from quoth.records import Span

_ASIDE = (r"(?:,? (?:aged )?\d{1,3},?|,? \([^()\n]{1,40}\)"
          r"|, (?:of|from|who|an?|the) [^,.;:\n]{1,60},)?")
_NEXT = re.compile(rf"{_ASIDE}(?P<and>,? (?:and|&) |,(?: and)? )(?:[Tt]he )?")
_BEFORE = re.compile(r"(?:^|[\s“\"(—–])(?P<noun>[^\W\d_][a-z-]+),? (?:[Tt]he )?$")
_BEHIND = re.compile(rf"{_ASIDE}, (?:both|all|two|three) (?:[\w-]+ ){{0,3}}?"
                     r"(?P<noun>[a-z]+(?:s|men))(?=[,.;]| (?:from|in|at|of) )")


def learn_shared(found: Cast, scene: Scene) -> None:
    """Teach all names of a row the noun in the plural, the titles and the land of the first."""
    for row in rows(found, scene.text):
        clusters = [found.by_span[span] for span in row]
        nouns = {n for n in (_noun(_BEFORE.search(scene.text, max(0, row[0].start - 40),
                                                  row[0].start)),
                             _noun(_BEHIND.match(scene.text, row[-1].end))) if n}
        first = next((s for s in clusters[0].seen if s.ref.name_span == row[0]), None)
        nouns |= {"winner"} & clusters[-1].heads
        for cluster in clusters:
            cluster.heads |= nouns
        if first is not None:
            _teach_rest(first, clusters[1:], row[1:], scene)


def _noun(match: re.Match[str] | None) -> str | None:
    """Return the noun of "surgeons" in the singular, if people or bodies are called so."""
    noun = match["noun"].lower() if match else ""
    one, words = singular(noun), word_sets()
    told = one != noun and (words.has("humans", one) or words.has("trades", one)
                            or words.has("organizations", one) or is_agent(one))
    return one if told else None


def _teach_rest(first: Seen, others: list[Cluster], row: list[Span], scene: Scene) -> None:
    """Teach the names behind the first "councillors" and "Danish sailors" as the first is taught.
    """
    titles = [t for t in first.ref.titles if t.span.of(scene.text).lower() == f"{t.text.lower()}s"]
    head = first.ref.head or ""
    plural = bool(titles) or singular(head) != head
    for cluster, span in zip(others, row, strict=True):
        bare = all(s.start == span.start for s in cluster.seen if s.ref.name_span == span)
        if plural and bare and cluster.kind == "person":
            cluster.titles.extend(t for t in titles if t not in cluster.titles)
            cluster.heads |= {singular(head)} if head else set()
            cluster.country = cluster.country or first.ref.country


def rows(found: Cast, text: str) -> list[list[Span]]:
    """Return the names of people, or of bodies, that "and" joins, each row in text order."""
    done: list[list[Span]] = []
    row: list[Span] = []
    joined = False
    for span in sorted(s for s, c in found.by_span.items() if c.kind in _KINDS):
        if row and span.start < row[-1].end:
            continue
        gap = _NEXT.fullmatch(text, row[-1].end, span.start) if row else None
        alike = gap and found.by_span[span].kind == found.by_span[row[-1]].kind
        if gap and alike and not joined:
            row.append(span)
            joined = "and" in gap["and"] or "&" in gap["and"]
        else:
            done += [row] if joined else []
            row, joined = [span], False
    return [*done, row] if joined else done


_KINDS = ("person", "organization")


def in_one_row(clusters: Iterable[Cluster], seen: Seen) -> bool:
    """Say whether people or bodies stand, each once so far, in one sentence just before a phrase.
    """
    past = [[s for s in c.seen if s.start < seen.start] for c in clusters]
    return len(past) > 1 and all(len(rows) == 1 for rows in past) and len(
        {rows[0].sentence for rows in past}) == 1 and seen.sentence - past[0][0].sentence <= _NEAR


_NEAR = 2  # sentences
