"""Freeze what was found in an article into facts: entities, mentions, quotations, events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quoth.forms import altered
from quoth.linking.anaphora import answer
from quoth.linking.certainty import Certainty
from quoth.linking.circumstances import Circumstances
from quoth.linking.clusters import Cast, Cluster
from quoth.linking.entities import entity_of, is_office, naming
from quoth.linking.memberships import memberships
from quoth.linking.names import fold
from quoth.linking.occasions import same_occasions
from quoth.linking.offices import scope_is_place
from quoth.linking.places import Places
from quoth.linking.roles import place_id, role_of
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import is_party, word_sets
from quoth.records import Attribution, Entity, Event, Facts, Mention, Quotation, Role, Span

_LABELS = {"person": "PERSON", "place": "GPE", "organization": "ORG", "group": "GROUP",
           "unnamed": "UNNAMED"}
_NOBODY = 0.5
_DESCRIBED = 0.9  # confidence of a mention that is somebody without a name
_MARKED = re.compile(r"“[^”\n]+”?|\"[^\"\n]+\"?|«[^»\n]+»?|„[^“”\n]+[“”]?")


@dataclass
class Story:
    """What is found while an article is read from left to right."""

    scene: Scene
    cast: Cast
    context: Context
    answers: dict[int, Answer] = field(default_factory=dict)
    said: dict[int, Circumstances] = field(default_factory=dict)
    nominal: list[tuple[Seen, Cluster, float]] = field(default_factory=list)


def facts(story: Story) -> Facts:
    scene = story.scene
    stated = memberships(scene, story.cast)
    named = _named(story)
    quotations, events = _quotations(story, named)
    speakers = {q.speaker for q in quotations} | {q.voice for q in quotations} | {
        q.addressee for q in quotations}
    entities = _entities(story, named, stated, speakers)
    known = {e.id for e in entities}
    mentions = tuple(m for m in _mentions(story, quotations) if m.entity in known)
    places = Places((m.span, n) for n, m in enumerate(mentions))
    quotations = tuple(_with_mentions(q, mentions, places) for q in quotations)
    return Facts(scene.article, entities, mentions, quotations, tuple(events),
                 scene.annotations.model)


def _named(story: Story) -> dict[str, str]:
    """Return entity ids by folded name, for what titles are of."""
    rows = {}
    for cluster in story.cast.clusters():
        for name in cluster.names:
            rows.setdefault(fold(name), _id(cluster, story))
    return rows


def _id(cluster: Cluster, story: Story) -> str:
    return naming(cluster, story.scene.base, story.scene.article.id)[1]


def _entities(story: Story, named: dict[str, str], stated: dict[str, list[Role]],
              speakers: set[str | None]) -> tuple[Entity, ...]:
    """Freeze the clusters; one entity for each id, with the roles that the article states."""
    base = story.scene.base
    for cluster in list(story.cast.people):
        for title in cluster.titles:
            if title.of in base.countries and title.of not in story.cast.bodies:
                known = base.countries[title.of]
                story.cast.bodies[title.of] = Cluster("place", [known.name], country=title.of,
                                                      known=known)
    found: dict[str, Entity] = {}
    for cluster in [*story.cast.clusters(), *story.context.local]:
        if _headline_only(cluster, story, speakers):
            continue
        entity = entity_of(cluster, story.scene, named)
        if cluster in story.context.local and entity.id not in speakers:
            continue
        extra = tuple(r for r in stated.get(entity.id, []) if r not in entity.roles)
        entity = _joined(found.get(entity.id), entity, extra)
        found[entity.id] = entity
    for identifier, entity in _bodies_of_offices(story, named).items():
        if identifier not in found and any(r.of == identifier for e in found.values()
                                           for r in e.roles):
            found[identifier] = entity
    return tuple(found[key] for key in sorted(found))


def _bodies_of_offices(story: Story, named: dict[str, str]) -> dict[str, Entity]:
    """Return what offices are of as entities, for those that stand nowhere else."""
    found: dict[str, Entity] = {}
    base = story.scene.base
    for cluster in [*story.cast.people, *story.context.local]:
        for title in cluster.titles:
            identifier = place_id(title.of, base, named)
            if identifier is None or title.of is None:
                continue
            known = base.body(title.of)
            party = is_party(title.of)
            place = title.of in base.countries or not party and scope_is_place(
                title, story.context)
            kind = "place" if place else "organization"
            found[identifier] = Entity(identifier, kind, known.name if known else title.of,
                                       known.qid if known else None,
                                       kb=known.id if known else None)
    return found


def _headline_only(cluster: Cluster, story: Story, speakers: set[str | None]) -> bool:
    """Say whether a name stands only in a headline that capitalises every word: no safe name."""
    if cluster.known is not None or _id(cluster, story) in speakers or not cluster.seen:
        return False
    return all(_shouted(story.scene, s.paragraph) for s in cluster.seen)


def _shouted(scene: Scene, paragraph: int) -> bool:
    bounds = [*scene.paragraphs, len(scene.text)]
    line = scene.text[bounds[paragraph] : bounds[paragraph + 1]].strip()
    words = [w for w in line.split() if w[:1].isalpha() and len(w) > 3]
    capital = sum(w[0].isupper() for w in words)
    return bool(words) and line[-1:] not in ".!?”\"" and len(words) < 25 and (
        capital >= 0.8 * len(words) and len(words) > 3)


def _joined(old: Entity | None, new: Entity, extra: tuple[Role, ...]) -> Entity:
    """Join two views of one entity in one article."""
    roles = new.roles + extra
    if old is None:
        return altered(new, roles=roles)
    aliases = sorted({*old.aliases, *new.aliases} - {old.name})
    return altered(old, aliases=tuple(aliases), gender=old.gender or new.gender,
                   roles=old.roles + tuple(r for r in roles if r not in old.roles))


def _mentions(story: Story, quotations: tuple[Quotation, ...]) -> list[Mention]:
    """Return every resolved mention: names without titles, descriptions, pronouns, I."""
    rows: dict[Span, Mention] = {}
    text = story.scene.text
    for span, cluster in story.cast.by_span.items():
        label = _LABELS[cluster.kind]
        demonym = _national(span.of(text), story)
        rows[span] = Mention(span.start, span.end, span.of(text), "NORP" if demonym else label,
                             "name", _id(cluster, story), round(cluster.confidence, 3))
    for seen, cluster, sure in story.nominal:
        span = seen.ref.span
        form = "pronoun" if seen.ref.kind == "pronoun" else "nominal"
        rows.setdefault(span, Mention(span.start, span.end, span.of(text), _LABELS[cluster.kind],
                                      form, _id(cluster, story), round(sure, 3)))
    for seen in story.scene.phrases:
        cluster = story.cast.by_span.get(seen.ref.name_span or Span(0, 0))
        span = _office_span(seen, text)
        if cluster and span:
            rows.setdefault(span, Mention(span.start, span.end, span.of(text), "PERSON", "nominal",
                                          _id(cluster, story), round(cluster.confidence, 3)))
    for mention in _first_person(story, quotations):
        rows.setdefault(mention.span, mention)
    found = [rows[span] for span in sorted(rows)]
    names = Places((m.span, n) for n, m in enumerate(found) if m.form == "name")
    return [m for m in found if not _nested(m, found, names)]


def _national(word: str, story: Story) -> bool:
    """Say whether a word is a demonym, in the singular or plural."""
    return any(w in story.scene.base.by_adjective or w in word_sets().nationals
               for w in (word, word.removesuffix("s")))


def _nested(mention: Mention, found: list[Mention], names: Places) -> bool:
    """Say whether a name is only a part of a longer name of the same somebody."""
    return mention.form == "name" and any(
        found[n].entity == mention.entity and span != mention.span and span.contains(mention.span)
        for span, n in names.near(*mention.span))


def _office_span(seen: Seen, text: str) -> Span | None:
    """Return the office of "the commander of the force, General Ann Roe"."""
    if seen.ref.kind != "person" or seen.ref.name_span is None:
        return None
    comma = text.find(",", seen.start, seen.ref.name_span.start)
    return Span(seen.start, comma) if comma > 0 and seen.ref.definite else None


def _first_person(story: Story, quotations: tuple[Quotation, ...]) -> Iterator[Mention]:
    """Yield the I of direct speech as its speaker."""
    for quotation in quotations:
        if quotation.speaker is None or quotation.form == "indirect":
            continue
        begin, end = (f(edge for c in quotation.content for edge in c) for f in (min, max))
        for seen in story.scene.phrases_from(begin, end):
            low = seen.ref.head or ""
            inside = any(c.contains(seen.ref.span) for c in quotation.content)
            if inside and seen.ref.kind == "pronoun" and low in word_sets().mentions[
                    "first_pronouns"]:
                yield Mention(seen.start, seen.ref.span.end, seen.ref.text, "PERSON", "pronoun",
                              quotation.speaker, quotation.confidence)


def _quotations(story: Story, named: dict[str, str]) -> tuple[tuple[Quotation, ...], list[Event]]:
    scene, found, events = story.scene, {}, {}
    rows = scene.annotations.attributions
    order = sorted(story.said, key=lambda number: rows[number].extent)
    occasions = same_occasions(e for n in order if (e := story.said[n].occasion))
    ids = [f"q{a.extent.start}-{a.extent.end}" for a in rows]
    sure = Certainty(story.context)
    for number, attribution in enumerate(rows):
        if ids[number] in found:
            continue
        quotation = _quotation(story, number, attribution, ids, named, sure)
        found[quotation.id] = quotation
        if quotation.occasion:
            event = occasions[quotation.occasion]
            found[quotation.id] = altered(quotation, occasion=event.id)
            events[event.id] = event
    return tuple(found.values()), [events[key] for key in sorted(events)]


def _quotation(story: Story, number: int, attribution: Attribution, ids: list[str],
               named: dict[str, str], sure: Certainty) -> Quotation:
    scene = story.scene
    text = scene.text
    said = story.said.get(number, Circumstances())
    found = story.answers.get(number, Answer(None, "no source in the text"))
    speaker = _id(found.cluster, story) if found.cluster else None
    name = naming(found.cluster, scene.base, scene.article.id)[0] if found.cluster else None
    voice, addressee = _described(story, said.voice), _described(story, said.addressee)
    source, cue = attribution.source, attribution.cue
    return Quotation(
        id=ids[number], article=scene.article.id, content=attribution.content,
        text=_joined_text(attribution, text), form=attribution.form, cue=cue,
        cue_text=cue and cue.of(text), cue_lemma=attribution.cue_lemma, act=attribution.act,
        attitude=attribution.attitude, negated=attribution.negated, source=source,
        source_text=source and source.of(text), speaker=speaker, speaker_name=name,
        confidence=_confidence(attribution, found, sure),
        within=ids[attribution.within] if attribution.within is not None else None,
        said_on=said.said_on, medium=said.medium, occasion=said.occasion and said.occasion.id,
        addressee=None if addressee == speaker else addressee,
        voice=None if voice == speaker else voice, place=_who(story, said.place),
        in_capacity=_capacity(story, source, found, named),
        verbatim=_verbatim(attribution, text), reasons=_reasons(attribution, found))


def _joined_text(attribution: Attribution, text: str) -> str:
    """Return the content; […] stands for what the text puts between its pieces."""
    pieces = [span.of(text) for span in sorted(attribution.content)]
    return " […] ".join(pieces)


def _confidence(attribution: Attribution, found: Answer, sure: Certainty) -> float:
    if attribution.source is None or found.cluster is None:
        unclear = _NOBODY if attribution.source else 1.0  # a source whom nobody could make out
        return round(attribution.confidence * unclear, 3)
    return round(sure.of(attribution, found), 3)


def _who(story: Story, span: Span | None) -> str | None:
    """Return the entity of a phrase that is named beside the speaker."""
    if span is None:
        return None
    found = answer(story.scene.see(span), story.context, source=False)
    return _id(found.cluster, story) if found.cluster else None


def _described(story: Story, span: Span | None) -> str | None:
    """Return to whom or through whom somebody spoke; who has no name is whom the words of the
    article describe.
    """
    found = _who(story, span)
    if found is not None or span is None:
        return found
    seen = story.scene.see(span)
    if seen.ref.kind == "pronoun" or seen.ref.name:
        return None
    text = fold(seen.ref.text)
    cluster = next((c for c in story.context.local
                    if any(fold(s.ref.text) == text for s in c.seen)), None)
    if cluster is None:
        cluster = story.context.new("unnamed", seen)
    story.nominal.append((seen, cluster, _DESCRIBED))
    return _id(cluster, story)


def _capacity(story: Story, source: Span | None, found: Answer, named: dict[str, str]
              ) -> Role | None:
    """Return the office that the source itself names."""
    if source is None or found.cluster is None or found.cluster.kind != "person":
        return None
    behind = [t for t in found.cluster.titles
              if source.start <= t.span.start and t.span.end <= source.end]
    titles = [t for t in (*story.scene.read(source).titles, *behind)
              if not t.honorific and is_office(t)]
    past = [t.span for t in titles if t.former and _PAST.match(t.text)]
    titles = [t for t in titles if not any(s.overlaps(t.span) for s in past)]
    if not titles:
        return None
    title = next((t for t in titles if t.role != "military" or t.of), None)  # a rank is no office
    if title is None:
        return None
    same = [t for t in found.cluster.titles if t.span == title.span]
    stated = next((t for t in (*same, title) if t.of), same[0] if same else title)
    if stated.of is None:  # "The President" after "President Roe", of whose land is told by now
        of = {t.of for t in found.cluster.titles if t.of and t.role == stated.role and not t.former
              and t.of in story.cast.bodies}
        stated = altered(stated, of=of.pop()) if len(of) == 1 else stated
    return role_of(stated, story.scene.text, story.scene.base, named)


_PAST = re.compile(r"(?i)(?:former|ex|onetime|one-time|erstwhile|retired)\b")


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


def _with_mentions(quotation: Quotation, mentions: tuple[Mention, ...], places: Places
                   ) -> Quotation:
    """Add whom the content speaks of."""
    inside = sorted({n for c in quotation.content for span, n in places.near(*c)
                     if c.contains(span)})
    named = [mentions[n].entity for n in inside if mentions[n].entity]
    return altered(quotation, mentions=tuple(dict.fromkeys(named)))
