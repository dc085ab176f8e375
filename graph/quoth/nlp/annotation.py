"""The narrow waist: whatever pipeline ran, its Doc becomes `Annotations` here, and no Doc goes on.

A Doc carries `doc.ents`, sentence starts, and the span groups `source`, `cue` and `content`.
`doc.spans["content"].attrs["links"]` says what belongs together: one row an attribution,
`[source or -1, cue or -1, [contents], confidence]`, indices into the groups. A pipeline that sets
groups but no links gets each content linked to the nearest cue and source of its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quoth.records import Annotations, Article, Attribution, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

GROUPS = ("source", "cue", "content")
LABELS = {  # of the pipelines that spaCy publishes, in several languages
    "PERSON": "PERSON", "PER": "PERSON", "PERS": "PERSON", "persName": "PERSON",
    "ORG": "ORG", "orgName": "ORG", "ORGANIZATION": "ORG",
    "GPE": "GPE", "LOC": "LOC", "FAC": "LOC", "placeName": "LOC", "geogName": "LOC",
    "NORP": "NORP", "EVENT": "EVENT", "WORK_OF_ART": "WORK", "LAW": "WORK",
    "LOCATION": "LOC", "MISC": "WORK", "GROUP": "GROUP", "WORK": "WORK", "UNNAMED": "UNNAMED",
}
Link = Sequence[Any]


def article_of(doc: Doc) -> Article:
    """Return the article that a Doc was made from, or one made of its text."""
    article = doc.user_data.get("quoth_article")
    return article if isinstance(article, Article) else Article(key="doc", text=doc.text)


def from_doc(doc: Doc, article: Article, *, model: str) -> Annotations:
    """Return what a Doc carries; labels that Quoth has no use for (dates, money) are left out."""
    return Annotations(
        article=article.id,
        sentences=tuple(_sentences(doc)),
        mentions=tuple(
            Mention(e.start_char, e.end_char, e.text, LABELS[e.label_])
            for e in doc.ents if e.label_ in LABELS),
        attributions=tuple(_attributions(doc)),
        model=model,
    )


def _sentences(doc: Doc) -> Iterator[Span]:
    if doc.has_annotation("SENT_START"):
        for sentence in doc.sents:
            yield Span(sentence.start_char, sentence.end_char)


def has_attributions(doc: Doc) -> bool:
    """Say whether a component set the span groups."""
    return "content" in doc.spans


def _attributions(doc: Doc) -> Iterator[Attribution]:
    if not has_attributions(doc):
        return
    groups = {name: [Span(s.start_char, s.end_char) for s in doc.spans[name]]
              if name in doc.spans else [] for name in GROUPS}
    links = doc.spans["content"].attrs.get("links")
    for source, cue, contents, confidence in links or _nearest(doc, groups):
        yield Attribution(
            content=tuple(sorted(groups["content"][i] for i in contents)),
            source=groups["source"][source] if source >= 0 else None,
            cue=groups["cue"][cue] if cue >= 0 else None,
            confidence=confidence, rules=("pipeline",))


def _nearest(doc: Doc, groups: dict[str, list[Span]]) -> Iterator[Link]:
    """Yield a link for each content to the nearest cue and source in its sentence."""
    for index, content in enumerate(groups["content"]):
        around = doc.spans["content"][index].sent if doc.has_annotation("SENT_START") else doc[:]
        reach = Span(around.start_char, around.end_char)
        yield [_closest(content, groups["source"], reach), _closest(content, groups["cue"], reach),
               [index], 1.0]


def _closest(content: Span, others: Sequence[Span], reach: Span) -> int:
    near = [(max(o.start - content.end, content.start - o.end), i)
            for i, o in enumerate(others) if reach.overlaps(o)]
    return min(near)[1] if near else -1


def to_doc(doc: Doc, annotations: Annotations) -> Doc:
    """Write annotations into a Doc: span groups, links, and names and sentences where it has none.

    Offsets snap outwards to the Doc's tokens.
    """
    _write_sentences(doc, annotations.sentences)
    if not doc.ents:
        _write_names(doc, annotations.mentions)
    groups: dict[str, list[Any]] = {name: [] for name in GROUPS}
    links = []
    for a in annotations.attributions:
        contents = [_add(doc, groups["content"], s, "content") for s in a.content]
        links.append([_add(doc, groups["source"], a.source, "source"),
                      _add(doc, groups["cue"], a.cue, "cue"),
                      [i for i in contents if i >= 0], a.confidence])
    for name, spans in groups.items():
        doc.spans[name] = spans
    doc.spans["content"].attrs["links"] = links
    return doc


def _add(doc: Doc, group: list[Any], span: Span | None, label: str) -> int:
    """Append a span to a group and return its index, -1 where there is none."""
    found = span and doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
    if not found:
        return -1
    group.append(found)
    return len(group) - 1


def _write_sentences(doc: Doc, sentences: Sequence[Span]) -> None:
    if doc.has_annotation("SENT_START") or doc.has_annotation("DEP"):
        return
    starts = {s.start for s in sentences}
    opened = True
    for token in doc:
        opened = opened or any(i in starts for i in range(token.idx, token.idx + len(token)))
        token.is_sent_start = opened or token.i == 0
        opened = False


def _write_names(doc: Doc, mentions: Sequence[Mention]) -> None:
    from spacy.util import filter_spans

    spans = [doc.char_span(m.start, m.end, label=m.label, alignment_mode="expand")
             for m in mentions if m.form == "name"]
    doc.set_ents(filter_spans([s for s in spans if s is not None]))
