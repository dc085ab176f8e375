"""From facts to quads: one named graph an article, and the derived graphs beside them.

Everything is a pure function of the facts: the same facts give the same quads, without blank
nodes, so that sorted N-Quads are a canonical form. Literals are written in the forms that a
triple store gives back unchanged (`xsd:integer`, lower-case language tags, no trailing zeros).
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from quoth.rdf.derived import (
    actor_quads,
    derived_graphs,
    meta_quads,
    statement_quads,
    vocabulary_quads,
)
from quoth.rdf.iris import DEFAULT_BASE, Iris, slug
from quoth.rdf.literals import dated, decimal, plain, tagged, whole
from quoth.rdf.namespaces import (
    ACT,
    DCTERMS,
    FORM,
    ITSRDF,
    MEDIUM,
    MENTION,
    NIF,
    QUOTH,
    RDF,
    RDFS,
    SCHEMA,
    ClosedNamespace,
)
from quoth.rdf.writing import (
    Triples,
    about,
    capacity,
    held,
    membership,
    publisher_id,
    quads_of,
)
from quoth.records import Article, Entity, Facts, Mention, Quotation, Role, Span

LOG = logging.getLogger(__name__)

__all__ = ["actor_quads", "article_quads", "check", "derived_graphs", "meta_quads",
           "statement_quads", "vocabulary_quads"]

ATTITUDES = frozenset(
    ("attitude", "believe", "know", "doubt", "hope", "fear", "want", "intend", "expect", "feel")
)


def article_quads(
    facts: Facts, *, base: str = DEFAULT_BASE, with_text: bool = False
) -> Iterator[Quad]:
    """Yield the quads of one article's named graph, sorted.

    With `with_text` the graph holds the full text as well, which its licence may forbid.

    >>> from quoth.records import Article
    >>> [quad] = [q for q in article_quads(Facts(Article(key="a", text="Hi.")))
    ...           if q.predicate == NIF.endIndex]
    >>> quad.object.value
    '3'
    """
    writer = _ArticleWriter(facts, Iris(base))
    graph = writer.iris.graph(facts.article.id)
    yield from quads_of(writer.triples(with_text=with_text), graph)


def check(facts: Facts) -> None:
    """Raise ValueError where an article says what no graph can hold."""
    deque(_ArticleWriter(facts, Iris()).triples(with_text=False), maxlen=0)


@dataclass(frozen=True)
class _ArticleWriter:
    """Writes the triples of one article."""

    facts: Facts
    iris: Iris
    language: str = field(init=False)
    spans: set[tuple[Span, bool]] = field(default_factory=set)  # those that are written

    def __post_init__(self) -> None:
        object.__setattr__(self, "language", self.facts.article.language or "und")

    @property
    def article(self) -> Article:
        return self.facts.article

    def triples(self, *, with_text: bool) -> Triples:
        yield from self._article()
        yield from self._text(with_text)
        yield from self._mentions()
        for quotation in self.facts.quotations:
            yield from self._quotation(quotation)
        roles = held(self.facts)
        for entity in self.facts.entities:
            yield from self._attested(entity)
            if entity.type == "unnamed":
                yield from self._unnamed(entity, roles[entity.id])

    def _article(self) -> Triples:
        article, node = self.article, self.iris.article(self.article.id)
        yield from about(
            node,
            (RDF.type, SCHEMA.NewsArticle),
            (RDFS.label, article.title and tagged(article.title, self.language)),
            (DCTERMS.identifier, plain(article.key)),
            (SCHEMA.datePublished, article.published and dated(article.published)),
            (SCHEMA.dateline, article.dateline and plain(article.dateline)),
            (SCHEMA.creditText, article.author and plain(article.author)),
            (SCHEMA.inLanguage, article.language and plain(article.language)),
            (SCHEMA.url, article.url and plain(article.url)),
            (SCHEMA.encoding, self.iris.text(article.id)),
            (SCHEMA.publisher, article.publisher and self._outlet(article.publisher)),
        )
        if article.agency:
            yield from self._original(node, article.agency)
        if self.facts.work:
            yield from self._work(node, self.iris.work(self.facts.work))
        for span in article.boilerplate:
            yield Triple(node, QUOTH.boilerplate, self.iris.span(article.id, span))
            yield from self._span(span, words=False)

    def _original(self, node: NamedNode, agency: str) -> Triples:
        original = self.iris.based_on(self.article.id)
        yield Triple(node, SCHEMA.isBasedOn, original)
        yield from about(original, (RDF.type, SCHEMA.CreativeWork),
                         (SCHEMA.publisher, self._outlet(agency)))

    def _work(self, node: NamedNode, work: NamedNode) -> Triples:
        yield Triple(node, SCHEMA.exampleOfWork, work)
        if self.facts.work == self.article.id:  # the first of its articles tells what it is
            title = self.article.title
            yield from about(work, (RDF.type, SCHEMA.CreativeWork),
                             (RDFS.label, title and tagged(title, self.language)))

    def _outlet(self, name: str) -> NamedNode:
        return self.iris.of(publisher_id(name, self.facts))

    def _text(self, with_text: bool) -> Triples:
        yield from about(
            self.iris.text(self.article.id),
            (RDF.type, NIF.Context),
            (NIF.beginIndex, whole(0)),
            (NIF.endIndex, whole(len(self.article.text))),
            (SCHEMA.sha256, plain(self.article.sha256)),
            (NIF.isString, plain(self.article.text) if with_text else None),
        )

    def _mentions(self) -> Triples:
        node, seen = self.iris.article(self.article.id), set()
        for mention in self.facts.mentions:
            if mention.entity is None or mention.span in seen:
                continue
            seen.add(mention.span)
            yield Triple(node, SCHEMA.mentions, self.iris.of(mention.entity))
            yield from self._span(mention.span, words=True)
            yield from self._reference(mention)

    def _reference(self, mention: Mention) -> Triples:
        sure = mention.confidence >= 1
        yield from about(
            self.iris.span(self.article.id, mention.span),
            (ITSRDF.taIdentRef, self.iris.of(mention.entity or "")),
            (ITSRDF.taConfidence, None if sure else decimal(mention.confidence)),
            (QUOTH.mentionForm, None if mention.form == "name" else MENTION[mention.form]),
        )

    def _span(self, span: Span, *, words: bool) -> Triples:
        if (span, words) in self.spans or (span, True) in self.spans:
            return  # a name is a mention, a source and the words of an office
        self.spans.add((span, words))
        start, end = span
        yield from about(
            self.iris.span(self.article.id, span),
            (RDF.type, NIF.RFC5147String),
            (NIF.beginIndex, whole(start)),
            (NIF.endIndex, whole(end)),
            (NIF.referenceContext, self.iris.text(self.article.id)),
            (NIF.anchorOf, plain(self.article.text[start:end]) if words else None),
        )

    def _quotation(self, quotation: Quotation) -> Triples:
        node = self.iris.quotation(self.article.id, quotation.id)
        yield from about(
            node,
            (RDF.type, QUOTH.Quotation),
            (SCHEMA.isPartOf, self.iris.article(self.article.id)),
            (SCHEMA.text, tagged(quotation.text, self.language)),
            (QUOTH.form, FORM[quotation.form]),
            (QUOTH.cueLemma, quotation.cue_lemma and plain(quotation.cue_lemma)),
            (QUOTH.negated, Literal(True) if quotation.negated else None),
            (QUOTH.speakerConfidence, quotation.speaker and decimal(quotation.confidence)),
            (QUOTH.reason, plain("; ".join(quotation.reasons)) if quotation.reasons else None),
        )
        yield from self._acts(node, quotation)
        yield from self._spans(node, quotation)
        yield from self._circumstances(node, quotation)

    def _acts(self, node: NamedNode, quotation: Quotation) -> Triples:
        act = _concept(ACT, quotation.act)
        if act:
            yield Triple(node, QUOTH.speechAct, act)
        if quotation.attitude and quotation.act not in ATTITUDES:
            yield Triple(node, QUOTH.speechAct, ACT.attitude)

    def _spans(self, node: NamedNode, quotation: Quotation) -> Triples:
        named = {QUOTH.cue: quotation.cue, QUOTH.speakerMention: quotation.source}
        found = [(p, span) for p, span in named.items() if span]
        found += [(QUOTH.verbatim, span) for span in quotation.verbatim]
        for predicate, span in found:
            yield Triple(node, predicate, self.iris.span(self.article.id, span))
            yield from self._span(span, words=True)
        for span in quotation.content:
            yield Triple(node, QUOTH.content, self.iris.span(self.article.id, span))
            yield from self._span(span, words=False)
        if quotation.source and quotation.speaker and not self._mentioned(quotation.source):
            yield Triple(self.iris.span(self.article.id, quotation.source), ITSRDF.taIdentRef,
                         self.iris.of(quotation.speaker))

    def _mentioned(self, span: Span) -> bool:
        return any(m.span == span and m.entity for m in self.facts.mentions)

    def _circumstances(self, node: NamedNode, quotation: Quotation) -> Triples:
        named = {
            QUOTH.speaker: quotation.speaker, QUOTH.voice: quotation.voice,
            QUOTH.addressee: quotation.addressee, QUOTH.saidAt: quotation.place,
            QUOTH.occasion: quotation.occasion,
        }
        links = [*named.items(), *((SCHEMA.mentions, entity) for entity in quotation.mentions)]
        yield from about(node, *((p, path and self.iris.of(path)) for p, path in links))
        role, within = capacity(quotation, self.facts), quotation.within
        yield from about(
            node,
            (QUOTH.saidOn, quotation.said_on and dated(quotation.said_on)),
            (QUOTH.medium, _concept(MEDIUM, quotation.medium)),
            (QUOTH.within, within and self.iris.quotation(self.article.id, within)),
            (QUOTH.inCapacity, role and quotation.speaker
             and self.iris.membership(quotation.speaker, role)),
        )

    def _attested(self, entity: Entity) -> Triples:
        for role in entity.roles:
            if role.evidence:
                yield Triple(self.iris.membership(entity.id, role), QUOTH.attestedBy,
                             self.iris.span(self.article.id, role.evidence))
                yield from self._span(role.evidence, words=True)

    def _unnamed(self, entity: Entity, roles: set[Role]) -> Triples:
        node = self.iris.of(entity.id)
        yield from about(node, (RDF.type, QUOTH.Actor), (RDF.type, QUOTH.UnnamedSource),
                         (RDFS.label, plain(entity.name)))
        for role in roles:
            yield from about(node, (SCHEMA.affiliation, role.of and self.iris.of(role.of)))
            yield from membership(entity.id, role, self.iris)


def _concept(scheme: ClosedNamespace, name: str | None) -> NamedNode | None:
    """Return the concept of that name; an unknown one is told to the log and left out."""
    if not name:
        return None
    local = slug(name)
    if local in scheme:
        return scheme[local]
    LOG.warning("%r is not in the vocabulary %s: left out", name, scheme)
    return None
