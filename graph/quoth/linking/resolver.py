"""The per-article half of "who is who": annotations in, facts out, a pure function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quoth.linking.anaphora import answer
from quoth.linking.bare import bare, itself
from quoth.linking.circumstances import circumstances, days_of
from quoth.linking.clusters import Cluster
from quoth.linking.coreference import cast
from quoth.linking.delayed import delayed_names
from quoth.linking.delayed_bodies import named_later
from quoth.linking.deputies import teach_deputy
from quoth.linking.dialogue import asker, going_on, lean
from quoth.linking.documents import note_document, note_owners, voices
from quoth.linking.entities import link_people
from quoth.linking.facts import Story, facts
from quoth.linking.kinship import inverse, teach_kin
from quoth.linking.knowledge_base import KnowledgeBase, knowledge_base
from quoth.linking.letters import signer
from quoth.linking.offices import add_lands, complete_titles, owned
from quoth.linking.rulers import link_rulers
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.user_entities import with_entities
from quoth.linking.variations import only_one_so_far
from quoth.linking.words import singular, word_sets
from quoth.records import Annotations, Article, Attribution, Facts, Span

_CARRIED = frozenset({"facebook", "x-twitter", "telegram", "instagram", "youtube", "social-media",
                      "letter", "e-mail"})
_WHOSE = re.compile(r"['’]s?(?: [a-z-]+){0,2} $")
_TEACHES = 0.85  # a pronoun so sure tells the gender of whom it means


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
            self.base = with_entities(self.base, entities)

    def __call__(self, article: Article, annotations: Annotations) -> Facts:
        story = read_story(Scene(article, annotations, self.base))
        return facts(story)


def read_story(scene: Scene) -> Story:
    """Find the names, link them, then resolve every other phrase in text order."""
    found = cast(scene)
    link_people(found.people, scene, set(found.bodies))
    link_rulers(found.people, scene)
    story = Story(scene, found, Context(scene, found))
    note_owners(story.context)
    for at, attribution, seen in _steps(scene):
        _learn_kin(story, seen)
        if attribution is None:
            _resolve_phrase(story, seen)
        elif seen is not None:
            _resolve_source(story, at, attribution, seen)
    _complete(story)
    add_lands(story.context)
    _second_look(story)
    _name_late(story)
    _first_persons(story)
    _writers(story)
    _carry(story)
    return story


def _complete(story: Story) -> None:
    """Say what the offices beside names are of: "Ann Roe, the bank's chief economist"."""
    for seen in owned(story.scene):
        for cluster in story.cast.people:
            if any(title in cluster.titles for title in seen.ref.titles):
                complete_titles(seen, cluster, story.context)


def _learn_kin(story: Story, seen: Seen) -> None:
    """Learn from "her husband, Tom Roe" that she may be called the wife or the widow."""
    _kin_of_name(story, seen)
    nouns, owner = inverse(seen), seen.ref.owner
    whose_aide = seen.ref.kind in ("person", "unnamed") and owner is not None and (
        owner.kind == "pronoun" and owner.gender is not None)
    if owner is not None and (nouns or whose_aide):
        whose = replace(seen, ref=owner)
        told = answer(whose, story.context, source=False)
        found = told.cluster
        if found is not None and found.kind in ("person", "unnamed") and not found.plural:
            teach_deputy(seen, found, story.context)
            _pair_kin(story, seen, found)
            if nouns:
                teach_kin(found, nouns, owner.gender)
            elif found.gender is None and told.confidence >= _TEACHES:  # "Pilou fell. His wife"
                found.leaning = owner.gender


def _kin_of_name(story: Story, seen: Seen) -> None:
    """Keep who is whose brother where the name stands apart: "Alan's brother, Tom Roe"."""
    head = singular(seen.ref.head or "")
    if seen.ref.owner is not None or seen.ref.name or not word_sets().has("kin", head):
        return
    match = _WHOSE.search(story.scene.text, max(0, seen.start - 30), seen.start)
    rows = [c for s, c in story.cast.by_span.items() if match and s.end == match.start()]
    if rows and rows[0].kind == "person":
        _pair_kin(story, seen, rows[0])


def _pair_kin(story: Story, seen: Seen, owner: Cluster) -> None:
    """Keep who is whose sister: "Ann Roe and her sister, Ina,"."""
    name = seen if seen.ref.name else story.scene.presented.get(seen.start)
    span = name and (name.ref.name_span or name.ref.span)
    other = story.cast.by_span.get(span) if span else None
    if other is not None and other is not owner and other.kind == "person":
        story.context.kin.append((owner, singular(seen.ref.head or ""), other))


def _steps(scene: Scene) -> Iterator[tuple[int, Attribution | None, Seen]]:
    """Yield phrases and sources in text order, a source before a phrase that starts with it."""
    rows: list[tuple[int, int, int, Attribution | None, Seen]] = []
    for number, attribution in enumerate(scene.annotations.attributions):
        if attribution.source is not None:
            turn = "exchange" in attribution.rules  # of a source that stands before others
            at = max(attribution.source.start, attribution.extent.start if turn else 0)
            rows.append((at, 0, number, attribution, scene.see(attribution.source)))
    sources = {s.source for s in scene.annotations.attributions}
    for number, seen in enumerate(scene.phrases):
        if seen.ref.span not in sources:
            rows.append((seen.start, 1, number, None, seen))
    for _, _, number, attribution, seen in sorted(rows, key=lambda r: r[:3]):
        yield number, attribution, seen


def _resolve_source(story: Story, number: int, attribution: Attribution, seen: Seen) -> None:
    story.context.spoken_on = days_of(attribution, story.scene)
    story.context.asker = asker(attribution, seen, story.context)
    same = _answered(story, attribution)  # "The broker cut its rating, calling it high"
    known = same is not None and (same.cluster is not None or "exchange" in attribution.rules)
    found = same if same is not None and known else answer(seen, story.context)
    found = going_on(attribution, seen, found, story.context) or found
    story.context.spoken_on, story.context.asker = (), None
    story.answers[number] = found
    story.said[number] = circumstances(attribution, story.scene)
    if found.cluster is None:
        return
    _remember(story, seen, found)
    if attribution.within is None:
        story.context.spoken.append((attribution, found.cluster))
    if seen.ref.kind != "document":
        note_document(attribution, found.cluster, story.context)


def _answered(story: Story, attribution: Attribution) -> Answer | None:
    """Return whom a source was found to mean, for a turn that has no source of its own."""
    source = attribution.source
    return next((story.answers[n] for span, n in story.scene.sources.near(*source)
                 if span == source and n in story.answers), None) if source else None


def _resolve_phrase(story: Story, seen: Seen) -> None:
    """Resolve a pronoun or description that is no source, where that is safe."""
    named = story.cast.by_span.get(seen.ref.name_span) if seen.ref.name_span else None
    if named is not None:
        if named.kind == "person" and seen.ref.kind == "person":
            complete_titles(seen, named, story.context)
        return
    if seen.ref.kind in ("document", "data", "other"):
        return
    only = _named_here(story, seen) or only_one_so_far(seen, story.context)
    if only.cluster is not None:
        only.cluster.teach(seen.ref)
        _remember(story, seen, only)
        return
    if seen.ref.kind in ("group", "unnamed") and not seen.ref.country:
        return
    if seen.ref.kind == "group" and seen.ref.text in word_sets().nationals:
        the = Span(seen.start - 4, seen.ref.span.end)
        if the.start >= 0 and the.of(story.scene.text).lower().startswith("the "):
            seen = story.scene.see(the)  # "The Dutchwoman"
    if seen.ref.kind == "pronoun" and seen.ref.gender is None:
        spoken = story.answers.get(seen.content) if seen.content is not None else None
        found = itself(seen, spoken.cluster if spoken else None, story.context)
        if found.cluster is not None:
            _remember(story, seen, found)
        return  # else it and they refer to what is no actor too often
    if seen.content is not None and seen.content in story.answers:
        lean(seen, story.scene.annotations.attributions[seen.content],
             story.answers[seen.content].cluster)
    found = _beside(story, seen) or answer(seen, story.context, source=False)
    if found.cluster is None:
        found = bare(seen, story.context)
    if found.cluster is not None:
        _remember(story, seen, found)


def _beside(story: Story, seen: Seen) -> Answer | None:
    """Return the person of the phrase just before a comma: "the President of Mali, the head of
    state, the man of Kati"."""
    if seen.ref.kind != "person" or seen.ref.name or not story.nominal:
        return None
    before, cluster, sure = story.nominal[-1]
    gap = story.scene.text[before.ref.span.end : seen.start]
    if gap != ", " or before.ref.kind != "person":
        return None
    return Answer(cluster, f"{seen.ref.text}: beside {before.ref.text}", sure)


def _named_here(story: Story, seen: Seen) -> Answer | None:
    """Return the person whose name is set off behind a phrase: "the farm minister, Ann Roe,"."""
    name = story.scene.presented.get(seen.start)
    cluster = name and story.cast.by_span.get(name.ref.name_span or name.ref.span)
    if cluster is None or cluster.kind != "person":
        return None
    return Answer(cluster, f"{seen.ref.text}: {cluster.name}", 0.9)


def _remember(story: Story, seen: Seen, found: Answer) -> None:
    cluster = found.cluster
    assert cluster is not None
    if seen.ref.kind not in ("document", "data") and seen not in cluster.seen:
        cluster.seen.append(seen)
    if seen.ref.kind == "person" and not seen.ref.name and any(t.of for t in seen.ref.titles):
        cluster.teach(seen.ref)
    told = seen.ref.kind == "pronoun" and seen.ref.gender and seen.content is None and (
        not seen.quoted)  # "Roe said she was late": she may be another
    if told and found.confidence >= _TEACHES:
        cluster.gender = cluster.gender or seen.ref.gender
    elif told and cluster.gender is None:  # what the article calls somebody says more than the name
        cluster.leaning = seen.ref.gender
    named = seen.ref.name_span in story.cast.by_span
    if (named or seen.ref.owner) and cluster.kind == "person":
        complete_titles(seen, cluster, story.context)
    if not named and seen.ref.kind not in ("document", "data"):
        story.nominal.append((seen, cluster, found.confidence))


def _name_late(story: Story) -> None:
    """Give the unnamed person of the lead the name that comes later."""
    _name_bodies(story)
    for key, person in delayed_names(story.context).items():
        unnamed = next(c for c in story.context.local if id(c) == key)
        story.context.local.remove(unnamed)
        later = f"named {person.name} later" if person.names else "the text goes on about them"
        if person.names:
            person.seen.extend(unnamed.seen)
        person.titles.extend(t for t in unnamed.titles if t not in person.titles)
        for number, found in story.answers.items():
            if found.cluster is unnamed:
                story.answers[number] = replace(found, cluster=person, confidence=0.65,
                                                why=f"{found.why}; {later}")
        story.nominal[:] = [(s, person if c is unnamed else c, sure)
                            for s, c, sure in story.nominal]


def _name_bodies(story: Story) -> None:
    """Give "their union" the name of the one union that comes later."""
    bodies = named_later(story.context)
    for number, found in story.answers.items():
        body = bodies.get(id(found.cluster))
        if body is not None:
            story.answers[number] = replace(found, cluster=body, confidence=0.65,
                                            why=f"{found.why}; named {body.name} later")
            body.seen.extend(s for s in found.cluster.seen if s not in body.seen)
    story.context.local[:] = [c for c in story.context.local if id(c) not in bodies]
    story.nominal[:] = [(s, bodies.get(id(c), c), sure) for s, c, sure in story.nominal]


def _first_persons(story: Story) -> None:
    """Give the I inside a quotation to whom the quotation belongs to."""
    rows = story.scene.annotations.attributions
    first = word_sets().mentions["first_pronouns"]
    for number, attribution in enumerate(rows):
        source, outer = attribution.source, attribution.within
        if source is None or outer is None or outer not in story.answers:
            continue
        if source.of(story.scene.text).lower() in first:
            story.answers[number] = replace(story.answers[outer], why="I of the outer quotation")


def _writers(story: Story) -> None:
    """Give the I of a printed letter to who signs it."""
    first = word_sets().mentions["first_pronouns"]
    for number, attribution in enumerate(story.scene.annotations.attributions):
        source, found = attribution.source, story.answers.get(number)
        if source is None or attribution.within is not None or found is None or found.cluster:
            continue
        if source.of(story.scene.text).lower() in first:
            writer = signer(source.start, story.context)
            if writer is not None:
                story.answers[number] = Answer(writer, "I: who signs the letter", 0.85)


def _carry(story: Story) -> None:
    """Let a speaker's next quotations keep the letter or post, and the one who reads it out."""
    last: dict[int, str] = {}
    readers = voices(story.context)
    for number, attribution in _in_order(story.scene.annotations.attributions):
        found, said = story.answers.get(number), story.said.get(number)
        if found is None or said is None or found.cluster is None:
            continue
        key = id(found.cluster)
        if said.medium is None and last.get(key) in _CARRIED and attribution.within is None:
            said = replace(said, medium=last[key])
        last.setdefault(key, said.medium or "")
        read = [r for author, head, r in readers if author is found.cluster
                and (said.medium in (head, "letter") or _is_paper(story, attribution))]
        if read and said.voice is None:
            said = replace(said, voice=read[0])
        story.said[number] = said


def _in_order(rows: tuple[Attribution, ...]) -> list[tuple[int, Attribution]]:
    return sorted(enumerate(rows), key=lambda r: (r[1].source or r[1].extent).start)


def _is_paper(story: Story, attribution: Attribution) -> bool:
    source = attribution.source
    return source is not None and story.scene.read(source).kind == "document"


def _second_look(story: Story) -> None:
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
