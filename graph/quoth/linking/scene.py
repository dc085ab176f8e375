"""Find the phrases of an article that refer to somebody, by a pattern over the chunk tags.

Each chunk is one letter; a phrase is a match of a regular expression over the letters, so
"d j t n" is a determiner, a demonym, a title and a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from quoth.linking.chunks import Chunk
from quoth.linking.knowledge_base import KnowledgeBase
from quoth.linking.leads import find_leads, find_presented
from quoth.linking.mentions import read, within
from quoth.linking.places import Places
from quoth.linking.references import Reference
from quoth.linking.tagging import tag
from quoth.linking.words import word_sets
from quoth.records import Annotations, Article, Attribution, Span

_LETTERS = {"det": "d", "poss": "P", "pron": "r", "rel": "q", "conj": "&", "comma": ",",
            "clitic": "s", "age": "a", "number": "#", "title": "t", "honorific": "h",
            "name": "n", "place": "p", "capital": "c", "demonym": "j", "org": "o",
            "metonym": "y", "punct": "x"}
_WORLD = "[jpoyc]"
_BEFORE = rf"[dP]?(?:#?m|m|a|{_WORLD}s?|C(?=[Ct]))*"
_INNER = r"(?:[mjpoycg]s?|C|w(?=g))"
_COMPLEMENT = rf"(?:[fk][dP]?{_INNER}+?(?:&{_INNER}+?)?(?:[fk]d?{_INNER}+?)?)"
_TITLE = rf"(?:t{_COMPLEMENT}?)"
_NAMED = rf"{_BEFORE}(?:{_TITLE}s?,?d?(?:m|{_WORLD})*)*[th]*g?n"
_OWNED = rf"(?:{_NAMED}s(?:m|w(?=[gt]))*)"
_ROLE = rf"(?:{_OWNED}|[dP]w(?=t)|{_BEFORE})t(?:[fk][dP]?{_INNER}+(?:[fk]d?{_INNER}+)?)?"
_OF = rf"(?:f[dP]?(?:[mjpoycCg]s?|w(?=g))+(?:fd?{_INNER}+)?)?"
_BODY = rf"(?:{_OWNED}|[dP]?(?:m|{_WORLD}s?|C(?=[Cg])|w(?=g))*)g{_OF}"
_PHRASE = re.compile(rf"(?P<named>{_OWNED}?{_NAMED})|(?P<role>{_ROLE})|(?P<body>{_BODY})"
                     rf"|(?P<world>(?:d(?=[pcoy]))?{_WORLD})|(?P<pron>r|P)|(?P<age>[dP]m*a)")
_APPOSITION = re.compile(rf"n,(?P<role>[dP]?(?:m|{_WORLD}s?|C(?=[Ct])|w(?=t))*(?:{_TITLE}&?)+"
                         rf"|[dP](?:m|{_WORLD}s?)*[wg]{{2,3}}{_TITLE})(?=[,x|q]|$)")
_COPULA = re.compile(rf"nw(?P<role>[dP]?(?:m|{_WORLD}s?|C(?=[Ct]))*{_TITLE}"
                     rf"|[dP]m*[wg]{{1,3}}{_TITLE})(?=[,x|&qkw]|$)")
_BESIDE = re.compile(r"(?: (?:in|of|from|at|on|for) [\w’' -]{1,40})?, ")
# where one sentence ends for sure: "joined, 82. Maddox", "this. The"
_ENDS = re.compile(r"(?:(?:(?<= )[a-z’'-]{3,}|\d\d)[.!?]|[”\"][.!?]) +(?=[A-Z][a-z])")
_NAME = re.compile(r",? (?:the |an? )?(?:[a-z]+ )?[A-Z]")
_BE = {"is", "was", "became", "becomes", "remains"}


@dataclass(frozen=True)
class Seen:
    """A phrase in the article with what it says; `content` is the attribution it stands in."""

    ref: Reference
    content: int | None
    quoted: bool
    sentence: int
    paragraph: int

    @property
    def start(self) -> int:
        """Where the phrase begins."""
        return self.ref.span.start


@dataclass(frozen=True)
class Scene:
    """An article as the resolver sees it."""

    article: Article
    annotations: Annotations
    base: KnowledgeBase

    @cached_property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def date(self) -> str | None:
        """The day that the article stands for, if known."""
        return self.article.published[:10] if self.article.published else None

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days to ask the knowledge base about; all must give one answer.

        Without a date of its own an article was written in the last year that it names or in the
        next; without a year in its text nothing is known.
        """
        if self.date:
            return (self.date,)
        years = [int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", self.text)]
        years = [y for y in years if y <= 2100]
        return (f"{max(years)}-12-31", f"{max(years) + 1}-06-30") if years else ()

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """The whole text as tagged chunks."""
        return tag(self.text, self.annotations.mentions, self.base)

    @cached_property
    def _starts(self) -> list[int]:
        return [c.start for c in self.chunks]

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences start; paragraphs end them."""
        given = {s.start for s in self.annotations.sentences}
        given |= {m.end() for m in _ENDS.finditer(self.text)}
        return sorted(given | set(self.paragraphs) or {0})

    @cached_property
    def openings(self) -> frozenset[int]:
        """Where sentences start, to ask what opens one."""
        return frozenset(self.sentences)

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where paragraphs start."""
        return [0, *(m.end() for m in re.finditer(r"\n\s*", self.text))]

    @cached_property
    def links(self) -> dict[int, list[tuple[Span, float]]]:
        """The language model's guesses: where a mention starts, to antecedents with a score."""
        found: dict[int, list[tuple[Span, float]]] = {}
        mentions = self.annotations.mentions
        for link in self.annotations.links:
            found.setdefault(mentions[link.mention].start, []).append(
                (mentions[link.antecedent].span, link.score))
        return found

    @cached_property
    def boilerplate(self) -> tuple[Span, ...]:
        """Page furniture, and the lines that name the outlet and not a speaker."""
        return self.article.boilerplate

    def sentence(self, at: int) -> int:
        """Return the number of the sentence that holds a character."""
        return bisect_right(self.sentences, at) - 1

    def sentence_span(self, at: int) -> Span:
        """Return the sentence that holds a character."""
        number, starts = max(self.sentence(at), 0), self.sentences
        end = starts[number + 1] if number + 1 < len(starts) else len(self.text)
        return Span(starts[number], end)

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph that holds a character."""
        return bisect_right(self.paragraphs, at) - 1

    def read(self, span: Span) -> Reference:
        """Read any span of the article."""
        found = self._read.get(span)
        if found is None:  # the same few phrases are asked for again and again
            found = self._read[span] = read(self.text, self._within(span), span, self.base)
        return found

    @cached_property
    def _read(self) -> dict[Span, Reference]:
        return {}

    def _within(self, span: Span) -> list[Chunk]:
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_right(self._starts, span.end)
        return within(self.chunks[first:last], span)

    def chunks_in(self, span: Span) -> list[Chunk]:
        """Return the chunks that a span touches."""
        return self._within(span)

    @cached_property
    def contents(self) -> Places:
        """The contents with the number of their attribution, by place."""
        rows = enumerate(self.annotations.attributions)
        return Places((span, n) for n, a in rows for span in a.content)

    def content_of(self, at: int) -> int | None:
        """Return the innermost attribution whose content holds a character."""
        found = [(span.end - span.start, n) for span, n in self.contents.near(at, at)
                 if span.start <= at < span.end]
        return min(found)[1] if found else None

    def told_by_paper(self, number: int) -> bool:
        """Say whether it is a paper that an attribution's content is of: "C, the note says"."""
        if number not in self._papers:
            row = self.annotations.attributions[number]
            self._papers[number] = row.form == "indirect" and row.source is not None and (
                self.read(row.source).kind in ("document", "data"))
        return self._papers[number]

    @cached_property
    def _papers(self) -> dict[int, bool]:
        return {}

    @cached_property
    def clauses(self) -> dict[tuple[Span | None, Span | None, int], tuple[str, int]]:
        """What `clause` found, by cue, source and where the content begins."""
        return {}

    @cached_property
    def sources(self) -> Places:
        """The sources with the number of their attribution, by place."""
        return Places((a.source, n) for n, a in enumerate(self.annotations.attributions)
                      if a.source is not None)

    def said_by(self, span: Span) -> list[Attribution]:
        """Return the attributions whose source is just this span."""
        return [self.annotations.attributions[n] for source, n in self.sources.near(*span)
                if source == span]

    def quoted(self, at: int) -> bool:
        """Say whether a character stands between quotation marks of its paragraph."""
        begin = self.paragraphs[self.paragraph(at)]
        opened, closed, straight = (bisect_left(row, at) - bisect_left(row, begin)
                                    for row in self._marks)
        return opened > closed or straight % 2 == 1

    @cached_property
    def _marks(self) -> tuple[list[int], ...]:
        """Where quotation marks stand: opening, closing, straight."""
        return tuple([m.start() for m in re.finditer(marks, self.text)]
                     for marks in ("[“«]", "[”»]", '"'))

    def see(self, span: Span) -> Seen:
        """Return a span as a phrase of the article."""
        return Seen(self.read(span), self.content_of(span.start), self.quoted(span.start),
                    self.sentence(span.start), self.paragraph(span.start))

    @cached_property
    def letters(self) -> str:
        """The chunks' letters, with a bar where a paragraph or sentence ends."""
        row = "".join(_letter(c.tag, c.text) for c in self.chunks)
        forces = word_sets().mentions["forces"] - {"military"}  # too vague to be a body
        heads = {n for n, c in enumerate(self.chunks) if c.text in forces and row[n] == "m"
                 and row[n + 1 : n + 2] not in tuple("tngmChoa")}  # "the army and"
        return "".join("g" if n in heads else letter for n, letter in enumerate(row))

    @cached_property
    def phrases(self) -> tuple[Seen, ...]:
        """All phrases in text order, none inside another, none in page furniture."""
        return tuple(self.see(span) for span in self._phrase_spans())

    def phrases_from(self, start: int, end: int) -> tuple[Seen, ...]:
        """Return the phrases that begin in a stretch of the text."""
        starts = self._phrase_starts
        return self.phrases[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _phrase_starts(self) -> list[int]:
        return [s.start for s in self.phrases]

    @cached_property
    def fragments(self) -> frozenset[int]:
        """The paragraphs behind the first that are no sentence: captions and headings."""
        bounds = [*self.paragraphs, len(self.text)]
        lines = (self.text[a:b].rstrip() for a, b in zip(bounds, bounds[1:], strict=False))
        return frozenset(n for n, line in enumerate(lines)
                         if n and line and line[-1].isalnum() and len(line) < 100)

    @cached_property
    def leads(self) -> frozenset[int]:
        """Where each sentence first speaks of a person, as its subject does."""
        return find_leads(self)

    @cached_property
    def presented(self) -> dict[int, Seen]:
        """The names set off behind descriptions, by where the description begins."""
        return find_presented(self)

    def one_of(self, seen: Seen) -> bool:
        """Say whether a phrase is only out of whom somebody is: "one of her volunteers"."""
        if self.text[max(0, seen.start - 7) : seen.start].lower() != "one of ":
            return False
        end = seen.ref.span.end
        people = seen.ref.kind in ("unnamed", "group", "person")
        return people and seen.ref.name is None and not _NAME.match(self.text, end, end + 30)

    @cached_property
    def subjects(self) -> list[Seen]:
        """The phrases and the sources that are none of them: the "carver" whom no list knows."""
        rows = [self.see(a.source) for a in self.annotations.attributions
                if a.source is not None and not self._in_phrase(a.source)]
        return sorted((*self.phrases, *rows), key=lambda s: (s.start, -s.ref.span.end))

    def _in_phrase(self, span: Span) -> bool:
        """Say whether a span begins inside a phrase or is one; phrases don't overlap."""
        number = bisect_right(self._phrase_starts, span.start) - 1
        phrase = self.phrases[number].ref.span if number >= 0 else Span(0, 0)
        return phrase.start < span.start < phrase.end or phrase.contains(span)

    def leads_from(self, start: int, end: int) -> list[int]:
        """Return the leads that begin in a stretch of the text, in order."""
        starts = self._lead_starts
        return starts[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _lead_starts(self) -> list[int]:
        return sorted(self.leads)

    @cached_property
    def introductions(self) -> tuple[tuple[Seen, Seen], ...]:
        """Who is named right behind a description: "A farmer in the crowd, Ann Roe, was"."""
        found = []
        for number, name in enumerate(self.phrases):
            if name.ref.kind != "person" or name.ref.name is None:
                continue
            for role in reversed(self.phrases[max(0, number - 3) : number]):
                fits = role.sentence == name.sentence and role.ref.name is None and (
                    role.ref.kind in ("person", "unnamed") and not role.ref.plural)
                if fits and _BESIDE.fullmatch(self.text, role.ref.span.end, name.start):
                    found.append((role, name))
                    break
        return tuple(found)

    def _phrase_spans(self) -> Iterator[Span]:
        for match in _PHRASE.finditer(self.letters):
            yield from self._cut(match.start(), match.end())

    def _cut(self, first: int, last: int) -> Iterator[Span]:
        """Yield the phrase, cut where a sentence or paragraph ends inside it."""
        row = self.chunks[first:last]
        begin = 0
        for number in range(1, len(row) + 1):
            if number == len(row) or self._breaks(row[number - 1], row[number]):
                span = Span(row[begin].start, row[number - 1].end)
                if self._tells(row[begin:number]) and not self._furniture(span):
                    yield span
                begin = number

    def _breaks(self, one: Chunk, other: Chunk) -> bool:
        gap = self.text[one.end : other.start]
        return "\n" in gap or self.sentence(one.start) != self.sentence(other.start)

    def _furniture(self, span: Span) -> bool:
        return any(span.overlaps(b) for b in self.boilerplate)

    @staticmethod
    def _tells(row: Sequence[Chunk]) -> bool:
        return any(c.tag in _LETTERS and c.tag not in ("det", "comma", "conj", "punct", "number")
                   or _head(c.tag, c.text) for c in row)

    def appositions(self) -> Iterator[tuple[Span, Span]]:
        """Yield the name and the role phrase of "Zas, the bloc's Secretary General," and kin."""
        for pattern in (_APPOSITION, _COPULA):
            for match in pattern.finditer(self.letters):
                name, first = self.chunks[match.start()], match.start("role")
                row = self.chunks[first : match.end("role")]
                if "prep" in takewhile(lambda tag: tag != "title", (c.tag for c in row)):
                    continue
                if pattern is _COPULA and self.chunks[match.start() + 1].text not in _BE:
                    continue
                if not any(self._breaks(a, b) for a, b in zip((name, *row), row, strict=False)):
                    yield name.span, Span(row[0].start, row[-1].end)


@lru_cache(maxsize=16384)
def _letter(tag: str, text: str) -> str:
    known = _LETTERS.get(tag)
    if known:
        return known
    low = text.lower()
    if tag == "prep":
        return "f" if low == "of" else "k" if low in ("for", "to", "at", "in") else "w"
    if low in word_sets().mentions["modifiers"] or low.startswith(("ex-", "then-")):
        return "m"
    if _head(tag, text):
        return "g"
    return "C" if tag == "cap" else "w"


@lru_cache(maxsize=16384)
def _head(tag: str, text: str) -> bool:
    """Say whether a word is the head of a phrase for a group, body, person or document."""
    if tag not in ("word", "cap"):
        return False
    words = word_sets()
    return any(words.has(table, text) for table in (
        "humans", "human_plurals", "collectives", "organizations", "kin", "authored",
        "country_words"))
