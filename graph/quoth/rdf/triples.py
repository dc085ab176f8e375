"""From facts to quads: one named graph an article, and the derived graphs beside them.

Everything is a pure function of the facts: the same facts give the same quads, without blank
nodes, so that sorted N-Quads are a canonical form. Literals are written in the forms that a
triple store gives back unchanged (`xsd:integer`, lower-case language tags, no trailing zeros).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, RdfFormat, parse

from quoth.rdf.derived import (
    actor_quads,
    derived_graphs,
    meta_quads,
    statement_quads,
    vocabulary_quads,
)
from quoth.rdf.iris import DEFAULT_BASE, Iris, slug
from quoth.rdf.literals import dated, tagged
from quoth.rdf.namespaces import ClosedNamespace
from quoth.rdf.ntriples import (
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
    TRUE,
    Line,
    Term,
    decimal,
    plain,
    quoted,
    whole,
)
from quoth.rdf.writing import capacity, held, membership, publisher_id
from quoth.records import Entity, Facts, Mention, Quotation, Role, Span

LOG = logging.getLogger(__name__)

__all__ = ["actor_quads", "article_lines", "article_quads", "check", "derived_graphs",
           "meta_quads", "statement_quads", "vocabulary_quads"]

ATTITUDES = frozenset(
    ("attitude", "believe", "know", "doubt", "hope", "fear", "want", "intend", "expect", "feel")
)


def article_quads(
    facts: Facts, *, base: str = DEFAULT_BASE, with_text: bool = False
) -> Iterator[Quad]:
    """Yield the quads of one article's named graph, sorted.

    With `with_text` the graph holds the full text as well, which its licence may forbid.

    >>> from quoth.rdf.namespaces import NIF
    >>> from quoth.records import Article
    >>> [quad] = [q for q in article_quads(Facts(Article(key="a", text="Hi.")))
    ...           if q.predicate == NIF.endIndex]
    >>> quad.object.value
    '3'
    """
    lines = b"".join(article_lines(facts, base=base, with_text=with_text))
    yield from parse(lines, format=RdfFormat.N_QUADS)


def article_lines(
    facts: Facts, *, base: str = DEFAULT_BASE, with_text: bool = False
) -> list[bytes]:
    """Return the quads of one article's named graph as N-Quads, sorted, each with its break."""
    end = f" {Iris(base).graph(facts.article.id)} .\n"
    found = _ArticleWriter(facts, Iris(base)).lines(with_text=with_text)
    return [(line + end).encode() for line in sorted(found)]


def check(facts: Facts) -> None:
    """Raise ValueError where an article says what no graph can hold."""
    _ArticleChecker(facts, Iris()).lines(with_text=False)


class _ArticleWriter:
    """Writes the triples of one article, as N-Triples without the dot."""

    def __init__(self, facts: Facts, iris: Iris) -> None:
        self.facts, self.article, self.iris = facts, facts.article, iris
        self._language = f"@{tagged('', self.article.language or 'und').language}"
        self._node, self._context = map(str, (iris.article(self.article.id),
                                              iris.text(self.article.id)))
        self._place = str(iris.span(self.article.id, Span(0, 0))).removesuffix("0,0>")
        self._lines: set[Line] = set()
        self._spans: set[tuple[Span, bool]] = set()  # those that are written
        self._mentioned = {(m.start, m.end) for m in facts.mentions if m.entity}

    def lines(self, *, with_text: bool) -> set[Line]:
        self._article()
        self._text(with_text)
        self._mentions()
        for quotation in self.facts.quotations:
            self._quotation(quotation)
        roles = held(self.facts)
        for entity in self.facts.entities:
            self._attested(entity)
            if entity.type == "unnamed":
                self._unnamed(entity, roles[entity.id])
        return self._lines

    def _tell(self, subject: Term, *pairs: tuple[Term, Term | None]) -> None:
        """Write a triple for each predicate whose object is known: no None, no empty text."""
        self._lines.update([f"{subject} {predicate} {value}" for predicate, value in pairs
                            if value])

    def _of(self, path: str | None) -> Term | None:
        return self.iris.written(path) if path else None

    def _tagged(self, text: str) -> Term:
        return quoted(text) + self._language

    def _at(self, span: Span) -> Term:
        start, end = span
        return f"{self._place}{start:d},{end:d}>"

    def _article(self) -> None:
        article = self.article
        self._tell(
            self._node,
            (RDF.type, SCHEMA.NewsArticle),
            (RDFS.label, article.title and self._tagged(article.title)),
            (DCTERMS.identifier, plain(article.key)),
            (SCHEMA.datePublished, article.published and str(dated(article.published))),
            (SCHEMA.dateline, article.dateline and plain(article.dateline)),
            (SCHEMA.creditText, article.author and plain(article.author)),
            (SCHEMA.inLanguage, article.language and plain(article.language)),
            (SCHEMA.url, article.url and plain(article.url)),
            (SCHEMA.encoding, self._context),
            (SCHEMA.publisher, article.publisher and self._outlet(article.publisher)),
        )
        if article.agency:
            self._original(article.agency)
        if self.facts.work:
            self._work(str(self.iris.work(self.facts.work)))
        for span in article.boilerplate:
            self._tell(self._node, (QUOTH.boilerplate, self._at(span)))
            self._span(span, words=False)

    def _original(self, agency: str) -> None:
        original = str(self.iris.based_on(self.article.id))
        self._tell(self._node, (SCHEMA.isBasedOn, original))
        self._tell(original, (RDF.type, SCHEMA.CreativeWork),
                   (SCHEMA.publisher, self._outlet(agency)))

    def _work(self, work: Term) -> None:
        self._tell(self._node, (SCHEMA.exampleOfWork, work))
        if self.facts.work == self.article.id:  # the first of its articles tells what it is
            title = self.article.title
            self._tell(work, (RDF.type, SCHEMA.CreativeWork),
                       (RDFS.label, title and self._tagged(title)))

    def _outlet(self, name: str) -> Term | None:
        return self._of(publisher_id(name, self.facts))

    def _text(self, with_text: bool) -> None:
        self._tell(
            self._context,
            (RDF.type, NIF.Context),
            (NIF.beginIndex, whole(0)),
            (NIF.endIndex, whole(len(self.article.text))),
            (SCHEMA.sha256, plain(self.article.sha256)),
            (NIF.isString, plain(self.article.text) if with_text else None),
        )

    def _mentions(self) -> None:
        seen = set()
        for mention in self.facts.mentions:
            if mention.entity is None or mention.span in seen:
                continue
            seen.add(mention.span)
            self._tell(self._node, (SCHEMA.mentions, self.iris.written(mention.entity)))
            self._span(mention.span, words=True)
            self._reference(mention)

    def _reference(self, mention: Mention) -> None:
        sure = mention.confidence >= 1
        self._tell(
            self._at(mention.span),
            (ITSRDF.taIdentRef, self.iris.written(mention.entity or "")),
            (ITSRDF.taConfidence, None if sure else decimal(mention.confidence)),
            (QUOTH.mentionForm, None if mention.form == "name" else MENTION[mention.form]),
        )

    def _span(self, span: Span, *, words: bool) -> None:
        if (span, words) in self._spans or (span, True) in self._spans:
            return  # a name is a mention, a source and the words of an office
        self._spans.add((span, words))
        start, end = span
        self._tell(
            self._at(span),
            (RDF.type, NIF.RFC5147String),
            (NIF.beginIndex, whole(start)),
            (NIF.endIndex, whole(end)),
            (NIF.referenceContext, self._context),
            (NIF.anchorOf, plain(self.article.text[start:end]) if words else None),
        )

    def _quotation(self, quotation: Quotation) -> None:
        node = str(self.iris.quotation(self.article.id, quotation.id))
        self._tell(
            node,
            (RDF.type, QUOTH.Quotation),
            (SCHEMA.isPartOf, self._node),
            (SCHEMA.text, self._tagged(quotation.text)),
            (QUOTH.form, FORM[quotation.form]),
            (QUOTH.cueLemma, quotation.cue_lemma and plain(quotation.cue_lemma)),
            (QUOTH.negated, TRUE if quotation.negated else None),
            (QUOTH.speakerConfidence, quotation.speaker and decimal(quotation.confidence)),
            (QUOTH.reason, plain("; ".join(quotation.reasons)) if quotation.reasons else None),
        )
        self._acts(node, quotation)
        self._words(node, quotation)
        self._circumstances(node, quotation)

    def _acts(self, node: Term, quotation: Quotation) -> None:
        general = quotation.attitude and quotation.act not in ATTITUDES
        self._tell(node, (QUOTH.speechAct, _concept(ACT, quotation.act)),
                   (QUOTH.speechAct, ACT.attitude if general else None))

    def _words(self, node: Term, quotation: Quotation) -> None:
        named = {QUOTH.cue: quotation.cue, QUOTH.speakerMention: quotation.source}
        found = [(p, span) for p, span in named.items() if span]
        found += [(QUOTH.verbatim, span) for span in quotation.verbatim]
        for predicate, span in found:
            self._tell(node, (predicate, self._at(span)))
            self._span(span, words=True)
        for span in quotation.content:
            self._tell(node, (QUOTH.content, self._at(span)))
            self._span(span, words=False)
        if quotation.source and quotation.speaker and quotation.source not in self._mentioned:
            self._tell(self._at(quotation.source), (ITSRDF.taIdentRef, self._of(quotation.speaker)))

    def _circumstances(self, node: Term, quotation: Quotation) -> None:
        role, within = capacity(quotation, self.facts), quotation.within
        self._tell(
            node,
            (QUOTH.speaker, self._of(quotation.speaker)),
            (QUOTH.voice, self._of(quotation.voice)),
            (QUOTH.addressee, self._of(quotation.addressee)),
            (QUOTH.saidAt, self._of(quotation.place)),
            (QUOTH.occasion, self._of(quotation.occasion)),
            *((SCHEMA.mentions, self._of(entity)) for entity in quotation.mentions),
            (QUOTH.saidOn, quotation.said_on and str(dated(quotation.said_on))),
            (QUOTH.medium, _concept(MEDIUM, quotation.medium)),
            (QUOTH.within, within and str(self.iris.quotation(self.article.id, within))),
            (QUOTH.inCapacity, role and quotation.speaker
             and str(self.iris.membership(quotation.speaker, role))),
        )

    def _attested(self, entity: Entity) -> None:
        for role in entity.roles:
            if role.evidence:
                self._tell(str(self.iris.membership(entity.id, role)),
                           (QUOTH.attestedBy, self._at(role.evidence)))
                self._span(role.evidence, words=True)

    def _unnamed(self, entity: Entity, roles: Iterable[Role]) -> None:
        node = self.iris.written(entity.id)
        self._tell(node, (RDF.type, QUOTH.Actor), (RDF.type, QUOTH.UnnamedSource),
                   (RDFS.label, plain(entity.name)))
        for role in roles:
            self._tell(node, (SCHEMA.affiliation, self._of(role.of)))
            self._lines.update(map(str, membership(entity.id, role, self.iris)))


class _ArticleChecker(_ArticleWriter):
    """Makes every name of an article, which can fail, and puts no triple together."""

    def _tell(self, subject: Term, *pairs: tuple[Term, Term | None]) -> None:
        pass

    def _span(self, span: Span, *, words: bool) -> None:
        pass


def _concept(scheme: ClosedNamespace, name: str | None) -> Term | None:
    """Return the concept of that name; an unknown one is told to the log and left out."""
    if not name:
        return None
    local = slug(name)
    if local in scheme:
        return scheme[local]
    LOG.warning("%r is not in the vocabulary %s: left out", name, scheme)
    return None
