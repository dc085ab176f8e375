"""Articles annotated by hand for the tests of linking: source, cue and content by their words."""

from __future__ import annotations

from quoth.linking import Resolver
from quoth.records import Annotations, Article, Attribution, Facts, Mention, Span

RESOLVER = Resolver()


def article(text: str, *, key: str = "a.txt", published: str | None = "2022-01-10") -> Article:
    return Article(key=key, text=text, published=published)


def span(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words))


def annotate(item: Article, rows: list[tuple[str | None, str]], people: str = "",
             organizations: str = "") -> Annotations:
    """Return annotations for (source, content) pairs, found in order; names by "A | B"."""
    text, at, found = item.text, 0, []
    for source, content in rows:
        inside = span(text, content, at if content in text[at:] else 0)
        place = None
        if source is not None:
            near = [Span(n, n + len(source)) for n in range(len(text))
                    if text.startswith(source, n) and not inside.start <= n < inside.end]
            place = min(near, key=lambda s: min(abs(s.start - inside.end),
                                                abs(inside.start - s.end)))
        quoted = text[max(inside.start - 1, 0) : inside.start] in ("“", '"')
        found.append(Attribution((inside,), place, form="direct" if quoted else "indirect",
                                 confidence=0.9, rules=("test",)))
        at = inside.end
    names = [(n.strip(), "PERSON") for n in people.split("|") if n.strip()]
    names += [(n.strip(), "ORG") for n in organizations.split("|") if n.strip()]
    mentions = [Mention(n, n + len(name), name, label) for name, label in names
                for n in range(len(text)) if text.startswith(name, n)]
    sentences = tuple(Span(s, s) for s in _starts(text))
    return Annotations(item.id, sentences=sentences, mentions=tuple(mentions),
                       attributions=tuple(found), model="test")


def _starts(text: str) -> list[int]:
    import re

    ends = re.finditer(r"(?<![A-Z])(?<!Mr)(?<!Ms)(?<!Dr)[.!?][”\"]?\s+(?=[A-Z“\"])|\n+", text)
    return [0, *(m.end() for m in ends)]


def resolve(text: str, rows: list[tuple[str | None, str]], *, people: str = "",
            organizations: str = "", published: str | None = "2022-01-10",
            key: str = "a.txt", resolver: Resolver = RESOLVER) -> Facts:
    item = article(text, key=key, published=published)
    return resolver(item, annotate(item, rows, people, organizations))


def speakers(facts: Facts) -> list[str | None]:
    return [q.speaker for q in facts.quotations]


def names(facts: Facts) -> list[str | None]:
    return [q.speaker_name for q in facts.quotations]
