"""The per-article half of "who is who": annotations in, facts out, a pure function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from quoth.linking.anaphora import answer
from quoth.linking.circumstances import Circumstances, circumstances
from quoth.linking.coreference import Cast, Cluster, cast
from quoth.linking.documents import note_document, note_owners
from quoth.linking.entities import entity_of, link_people, naming, role_of
from quoth.linking.knowledge_base import KnowledgeBase, knowledge_base
from quoth.linking.memberships import memberships
from quoth.linking.names import fold
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import word_sets
from quoth.records import (
    Annotations,
    Article,
    Attribution,
    Entity,
    Event,
    Facts,
    Mention,
    Quotation,
    Role,
    Span,
)

_LABELS = {"person": "PERSON", "place": "GPE", "organization": "ORG", "group": "GROUP",
           "unnamed": "UNNAMED"}
_MARKED = re.compile(r"“[^”\n]+”?|\"[^\"\n]+\"?|«[^»\n]+»?|„[^“”\n]+[“”]?")


@dataclass
class _Story:
    """What is found while an article is read from left to right."""

    scene: Scene
    cast: Cast
    context: Context
    answers: dict[int, Answer] = field(default_factory=dict)
    said: dict[int, Circumstances] = field(default_factory=dict)
    nominal: list[tuple[Seen, Cluster, float]] = field(default_factory=list)


class Resolver:
    """Turn one article's annotations into facts: who is meant, who speaks, in which capacity.

    `entities` is the path of a user's JSON Lines file of entities, which override the base.

    >>> from quoth.records import Annotations, Article
    >>> article = Article(key="a.txt", text="Nothing was said.")
    >>> Resolver()(article, Annotations(article=article.id)).quotations
    ()
    """

    def __init__(self, entities: str | Path | None = None, *, base: KnowledgeBase | None = None
                 ) -> None:
        self.base = base or knowledge_base()
        if entities is not None:
            from quoth.linking.user_entities import with_entities

            self.base = with_entities(self.base, entities)

    def __call__(self, article: Article, annotations: Annotations) -> Facts:
        story = _read(Scene(article, annotations, self.base))
        return _facts(story)


def _read(scene: Scene) -> _Story:
    """Find the names, link them, then resolve every other phrase in text order."""
    found = cast(scene)
    link_people(found.people, scene, set(found.bodies))
    story = _Story(scene, found, Context(scene, found))
    note_owners(story.context)
    for at, attribution, seen in _steps(scene):
        if attribution is None:
            _resolve_phrase(story, seen)
        elif seen is not None:
            _resolve_source(story, at, attribution, seen)
    _second_look(story)
    _first_persons(story)
    return story


def _steps(scene: Scene) -> Iterator[tuple[int, Attribution | None, Seen]]:
    """Yield phrases and sources in text order, a source before a phrase that starts with it."""
    rows: list[tuple[int, int, int, Attribution | None, Seen]] = []
    for number, attribution in enumerate(scene.annotations.attributions):
        if attribution.source is not None:
            rows.append((attribution.source.start, 0, number, attribution,
                         scene.see(attribution.source)))
    sources = {s.source for s in scene.annotations.attributions}
    for number, seen in enumerate(scene.phrases):
        if seen.ref.span not in sources:
            rows.append((seen.start, 1, number, None, seen))
    for _, _, number, attribution, seen in sorted(rows, key=lambda r: r[:3]):
        yield number, attribution, seen


def _resolve_source(story: _Story, number: int, attribution: Attribution, seen: Seen) -> None:
    found = answer(seen, story.context)
    story.answers[number] = found
    story.said[number] = circumstances(attribution, story.scene)
    if found.cluster is None:
        return
    _remember(story, seen, found)
    if attribution.within is None:
        story.context.spoken.append((attribution, found.cluster))
    if seen.ref.kind != "document":
        note_document(attribution, found.cluster, story.context)


def _resolve_phrase(story: _Story, seen: Seen) -> None:
    """Resolve a pronoun or description that is no source, where that is safe."""
    if seen.ref.name_span in story.cast.by_span or seen.ref.kind in ("document", "data", "other"):
        return
    if seen.ref.kind in ("group", "unnamed") and not seen.ref.country:
        return
    found = answer(seen, story.context, source=False)
    if found.cluster is not None:
        _remember(story, seen, found)


def _remember(story: _Story, seen: Seen, found: Answer) -> None:
    cluster = found.cluster
    assert cluster is not None
    if seen.ref.kind not in ("document", "data") and seen not in cluster.seen:
        cluster.seen.append(seen)
    if seen.ref.kind == "person" and not seen.ref.name and seen.ref.titles:
        cluster.teach(seen.ref)
    if seen.ref.kind == "pronoun" and seen.ref.gender and found.confidence >= 0.75:
        cluster.gender = cluster.gender or seen.ref.gender
    named = seen.ref.name_span in story.cast.by_span
    if not named and seen.ref.kind not in ("document", "data"):
        story.nominal.append((seen, cluster, found.confidence))


def _first_persons(story: _Story) -> None:
    """Give the I inside a quotation to whom the quotation belongs to."""
    rows = story.scene.annotations.attributions
    first = word_sets().mentions["first_pronouns"]
    for number, attribution in enumerate(rows):
        source, outer = attribution.source, attribution.within
        if source is None or outer is None or outer not in story.answers:
            continue
        if source.of(story.scene.text).lower() in first:
            story.answers[number] = replace(story.answers[outer], why="I of the outer quotation")


def _second_look(story: _Story) -> None:
    """Ask again for documents whose author comes later in the text."""
    rows = list(enumerate(story.scene.annotations.attributions))
    for number, attribution in rows:
        found = story.answers.get(number)
        if attribution.source is None or found is None:
            continue
        seen = story.scene.see(attribution.source)
        anonymous = found.cluster in story.context.local
        if seen.ref.kind == "document" and (found.cluster is None or anonymous):
            again = answer(seen, story.context)
            if again.cluster is not None and again.cluster is not found.cluster:
                story.answers[number] = again


def _facts(story: _Story) -> Facts:
    scene = story.scene
    stated = memberships(scene, story.cast)
    named = _named(story)
    quotations, events = _quotations(story, named)
    speakers = {q.speaker for q in quotations} | {q.voice for q in quotations} | {
        q.addressee for q in quotations}
    entities = _entities(story, named, stated, speakers)
    known = {e.id for e in entities}
    mentions = tuple(m for m in _mentions(story, quotations) if m.entity in known)
    quotations = tuple(_with_mentions(q, mentions) for q in quotations)
    return Facts(scene.article, entities, mentions, quotations, tuple(events),
                 scene.annotations.model)


def _named(story: _Story) -> dict[str, str]:
    """Return entity ids by folded name, for what titles are of."""
    rows = {}
    for cluster in story.cast.clusters():
        for name in cluster.names:
            rows.setdefault(fold(name), _id(cluster, story))
    return rows


def _id(cluster: Cluster, story: _Story) -> str:
    return naming(cluster, story.scene.base, story.scene.article.id)[1]


def _entities(story: _Story, named: dict[str, str], stated: dict[str, list[Role]],
              speakers: set[str | None]) -> tuple[Entity, ...]:
    """Freeze the clusters; one entity for each id, with the roles that the article states."""
    base, article = story.scene.base, story.scene.article.id
    for cluster in list(story.cast.people):
        for title in cluster.titles:
            if title.of in base.countries and title.of not in story.cast.bodies:
                known = base.countries[title.of]
                story.cast.bodies[title.of] = Cluster("place", [known.name], country=title.of,
                                                      known=known)
    found: dict[str, Entity] = {}
    for cluster in [*story.cast.clusters(), *story.context.local]:
        entity = entity_of(cluster, base, article, named)
        if cluster in story.context.local and entity.id not in speakers:
            continue
        extra = tuple(r for r in stated.get(entity.id, []) if r not in entity.roles)
        entity = _joined(found.get(entity.id), entity, extra)
        found[entity.id] = entity
    return tuple(found[key] for key in sorted(found))


def _joined(old: Entity | None, new: Entity, extra: tuple[Role, ...]) -> Entity:
    """Join two views of one entity in one article."""
    roles = new.roles + extra
    if old is None:
        return replace(new, roles=roles)
    aliases = sorted({*old.aliases, *new.aliases} - {old.name})
    return replace(old, aliases=tuple(aliases), gender=old.gender or new.gender,
                   roles=old.roles + tuple(r for r in roles if r not in old.roles))


def _mentions(story: _Story, quotations: tuple[Quotation, ...]) -> list[Mention]:
    """Return every resolved mention: names without titles, descriptions, pronouns, I."""
    rows: dict[Span, Mention] = {}
    text = story.scene.text
    for span, cluster in story.cast.by_span.items():
        label = _LABELS[cluster.kind]
        demonym = span.of(text) in story.scene.base.by_adjective
        rows[span] = Mention(span.start, span.end, span.of(text), "NORP" if demonym else label,
                             "name", _id(cluster, story), round(cluster.confidence, 3))
    for seen, cluster, sure in story.nominal:
        span = seen.ref.span
        form = "pronoun" if seen.ref.kind == "pronoun" else "nominal"
        rows.setdefault(span, Mention(span.start, span.end, span.of(text), _LABELS[cluster.kind],
                                      form, _id(cluster, story), round(sure, 3)))
    for mention in _first_person(story, quotations):
        rows.setdefault(mention.span, mention)
    return [rows[span] for span in sorted(rows)]


def _first_person(story: _Story, quotations: tuple[Quotation, ...]) -> Iterator[Mention]:
    """Yield the I of direct speech as its speaker."""
    for quotation in quotations:
        if quotation.speaker is None or quotation.form == "indirect":
            continue
        for seen in story.scene.phrases:
            low = seen.ref.head or ""
            inside = any(c.contains(seen.ref.span) for c in quotation.content)
            if inside and seen.ref.kind == "pronoun" and low in word_sets().mentions[
                    "first_pronouns"]:
                yield Mention(seen.start, seen.ref.span.end, seen.ref.text, "PERSON", "pronoun",
                              quotation.speaker, quotation.confidence)


def _quotations(story: _Story, named: dict[str, str]) -> tuple[tuple[Quotation, ...], list[Event]]:
    scene, found, events = story.scene, {}, {}
    rows = scene.annotations.attributions
    ids = [f"q{a.extent.start}-{a.extent.end}" for a in rows]
    for number, attribution in enumerate(rows):
        if ids[number] in found:
            continue
        quotation = _quotation(story, number, attribution, ids, named)
        found[quotation.id] = quotation
        said = story.said.get(number)
        if said and said.occasion:
            events[said.occasion.id] = said.occasion
    return tuple(found.values()), [events[key] for key in sorted(events)]


def _quotation(story: _Story, number: int, attribution: Attribution, ids: list[str],
               named: dict[str, str]) -> Quotation:
    scene = story.scene
    text = scene.text
    said = story.said.get(number, Circumstances())
    found = story.answers.get(number, Answer(None, "no source in the text"))
    speaker = _id(found.cluster, story) if found.cluster else None
    name = naming(found.cluster, scene.base, scene.article.id)[0] if found.cluster else None
    source, cue = attribution.source, attribution.cue
    return Quotation(
        id=ids[number], article=scene.article.id, content=attribution.content,
        text=_joined_text(attribution, text), form=attribution.form, cue=cue,
        cue_text=cue and cue.of(text), cue_lemma=attribution.cue_lemma, act=attribution.act,
        attitude=attribution.attitude, negated=attribution.negated, source=source,
        source_text=source and source.of(text), speaker=speaker, speaker_name=name,
        confidence=_confidence(attribution, found),
        within=ids[attribution.within] if attribution.within is not None else None,
        said_on=said.said_on, medium=said.medium, occasion=said.occasion and said.occasion.id,
        addressee=_who(story, said.addressee), voice=_who(story, said.voice),
        place=_who(story, said.place), in_capacity=_capacity(story, source, found, named),
        verbatim=_verbatim(attribution, text), reasons=_reasons(attribution, found))


def _joined_text(attribution: Attribution, text: str) -> str:
    """Return the content; […] stands for what the text puts between its pieces."""
    pieces = [span.of(text) for span in sorted(attribution.content)]
    return " […] ".join(pieces)


def _confidence(attribution: Attribution, found: Answer) -> float:
    sure = found.confidence * (found.cluster.confidence if found.cluster else 1.0)
    return round(attribution.confidence * sure, 3)


def _who(story: _Story, span: Span | None) -> str | None:
    """Return the entity of a phrase that is named beside the speaker."""
    if span is None:
        return None
    found = answer(story.scene.see(span), story.context, source=False)
    return _id(found.cluster, story) if found.cluster else None


def _capacity(story: _Story, source: Span | None, found: Answer, named: dict[str, str]
              ) -> Role | None:
    """Return the office that the source itself names."""
    if source is None or found.cluster is None or found.cluster.kind != "person":
        return None
    ref = story.scene.read(source)
    titles = [t for t in ref.titles if not t.honorific and t.role not in ("leader", "anonymous")]
    return role_of(titles[0], story.scene.base, named) if titles else None


def _verbatim(attribution: Attribution, text: str) -> tuple[Span, ...]:
    """Return the stretches in quotation marks of a mixed content, without the marks."""
    if attribution.form != "mixed":
        return ()
    rows = []
    for span in attribution.content:
        for match in _MARKED.finditer(text, span.start, span.end):
            end = match.end() - (match[0][-1] in "”\"»“")
            rows.append(Span(match.start() + 1, end))
    return tuple(rows)


def _reasons(attribution: Attribution, found: Answer) -> tuple[str, ...]:
    """Return why this speaker, in words."""
    rows = [f"extracted by {', '.join(attribution.rules)}"] if attribution.rules else []
    source = attribution.source
    if source is not None:
        rows.append(f"source {source.start}-{source.end}: {found.why}")
    else:
        rows.append(found.why)
    if found.cluster is not None and found.cluster.why:
        rows.append(f"knowledge base: {found.cluster.why}")
    return tuple(rows)


def _with_mentions(quotation: Quotation, mentions: tuple[Mention, ...]) -> Quotation:
    """Add whom the content speaks of."""
    inside = [m.entity for m in mentions if m.entity and any(
        c.contains(m.span) for c in quotation.content)]
    return replace(quotation, mentions=tuple(dict.fromkeys(inside)))
