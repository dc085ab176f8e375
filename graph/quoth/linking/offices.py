"""What the offices of people are of, where the article says it by a word: "its president"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quoth.linking.anaphora import answer
from quoth.linking.clusters import Cluster
from quoth.linking.entities import held
from quoth.linking.institutions import last_headed
from quoth.linking.knowledge_base import Person
from quoth.linking.names import fold
from quoth.linking.references import Reference, Title
from quoth.linking.salience import Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import singular
from quoth.records import Span

_ALSO = re.compile(r",? who (?:is|was) (?:also )?(?=the |an? )")
_CLITIC = re.compile(r"(?:['’]s?)? ")
_OWNED = re.compile(r"['’]s? (?:[a-z-]+ ){0,3}$")
_CLAUSE = re.compile(r"[,.;\n]| said | told |$")
_BEHIND = re.compile(r" (?:of|at|with) (?:the )?")
_HELD = frozenset({"judge", "expert", "lawyer", "spokesperson", "journalist", "cleric", "adviser",
                   "analyst", "scientist", "director", "head", "executive", "engineer"})


def complete_titles(seen: Seen, cluster: Cluster, context: Context) -> None:
    """Say what the titles of a named person are of, as far as the article does."""
    for title in seen.ref.titles:
        if title.honorific or title not in cluster.titles:
            continue
        of = _of(title, seen, cluster, context)
        field = _field(title, seen, context) if of is None else None
        if field is not None:
            _replace(cluster, title, field)
        elif of is not None:
            _replace(cluster, title, replace(title, of=_key(of)))
    _also(seen, cluster, context)


def owned(scene: Scene) -> Iterator[Seen]:
    """Yield the phrases with a title that somebody owns: "its chairman", "the bank's chairman"."""
    ends = {s.ref.span.end: s for s in scene.phrases}
    for seen in (s for s in scene.phrases if s.ref.titles):
        if seen.ref.owner is not None:
            yield seen
            continue
        begin = max(0, seen.start - 48)
        clitic = _OWNED.search(scene.text[begin : seen.start])
        owner = clitic and ends.get(begin + clitic.start())
        if owner is not None and owner.ref.kind in ("organization", "group", "other", "unnamed"):
            yield replace(seen, ref=replace(seen.ref, owner=owner.ref))


def _field(title: Title, seen: Seen, context: Context) -> Title | None:
    """Return "Middle East director" of the group for "the group's Middle East director": what
    stands between a body and a title is a part of the title.
    """
    owner, of = seen.ref.owner, title.of_span
    if owner is None or of is None or not owner.span.end <= of.start < title.span.start:
        return None
    if owner.name or owner.gender is not None:
        return None
    body = _named(_near_owner(seen, owner, context))
    ahead = _CLITIC.match(context.scene.text, owner.span.end)
    span = Span(ahead.end() if ahead else owner.span.end, title.span.end)
    return body and replace(title, text=span.of(context.scene.text).strip(), span=span,
                            of=_key(body), of_span=owner.span)


def _key(body: Cluster) -> str:
    return body.known.id if body.known else body.name


def _replace(cluster: Cluster, old: Title, new: Title) -> None:
    cluster.titles[:] = [new if title == old else title for title in cluster.titles]


def _of(title: Title, seen: Seen, cluster: Cluster, context: Context) -> Cluster | None:
    """Return the body of a title that names none: by its owner, its noun, or behind the name."""
    owner = seen.ref.owner
    if title.of and title.of[:1].islower() and title.of not in context.scene.base.countries:
        noun = singular(fold(title.of).split()[-1])
        return _named(last_headed(noun, seen, context))
    if title.of:
        return None
    if owner is not None and not owner.name and owner.gender is None:
        return _named(_near_owner(seen, owner, context))
    return _behind(title, seen, context)


def _near_owner(seen: Seen, owner: Reference, context: Context) -> Cluster | None:
    """Return the body that "its" or "the union's" means, if it is alone in the last sentences."""
    found = answer(replace(seen, ref=owner), context, source=False).cluster
    if found is None or found.kind == "person" or owner.kind != "pronoun":
        return found if found is not None and found.kind != "person" else None
    bodies = [*context.cast.bodies.values(), *context.cast.people]
    near = [c for c in bodies if c.kind == "organization" and any(
        s.start < seen.start and 0 <= seen.sentence - s.sentence <= 1 for s in c.seen)]
    return found if near == [found] else None


def _named(body: Cluster | None) -> Cluster | None:
    return body if body is not None and (body.known or body.names) and not body.entity else None


def _behind(title: Title, seen: Seen, context: Context) -> Cluster | None:
    """Return the court of "Judge Ana Roe of the Tarn District Court"."""
    name = seen.ref.name_span
    match = name and _BEHIND.match(context.scene.text, name.end)
    if not match or title.role not in _HELD:
        return None
    return next((_named(c) for s, c in context.cast.by_span.items()
                 if s.start == match.end() and c.kind == "organization"), None)


def add_lands(context: Context) -> None:
    """Say of which land the offices of known people are, where the article names that land.

    "President Museveni" is the president of Uganda in an article that speaks of Uganda.
    """
    for cluster in context.cast.people:
        if not isinstance(cluster.known, Person):
            continue
        for title in [t for t in cluster.titles if not (t.of or t.former or t.honorific)]:
            places = {o.place for o in cluster.known.offices if o.role == title.role
                      and held(o, context.scene.days)}
            place = next(iter(places)) if len(places) == 1 else None
            if place in context.cast.bodies:
                _replace(cluster, title, replace(title, of=place))


def _also(seen: Seen, cluster: Cluster, context: Context) -> None:
    """Learn the office of "Ana Roe, who is also the president of Oxo"."""
    name = seen.ref.name_span
    text = context.scene.text
    match = name and _ALSO.match(text, name.end)
    clause = match and _CLAUSE.search(text, match.end())
    if not match or not clause:
        return
    at, titles = match.end(), []
    for part in re.split(r"( and )", text[at : clause.start()]):
        titles += context.scene.read(Span(at, at + len(part))).titles if part.strip() else ()
        at += len(part)
    of = titles[-1].of if titles else None
    titles = [title if title.of else replace(title, of=of) for title in titles]
    cluster.titles += [title for title in titles if title not in cluster.titles]


def scope_is_place(title: Title, context: Context) -> bool:
    """Say whether what a title is of is a place: the seat of a legislator, a mayor's town."""
    role = context.scene.base.role(title.text)
    seat = role.role in ("legislator", "councillor")
    return seat or "place" in role.scope.split("|")
