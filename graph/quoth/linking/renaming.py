"""Write an article's facts under the ids that its entities have among all articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from quoth.records import Entity, Event, Facts, Mention, Quotation, Role

_Record = TypeVar("_Record", Entity, Event, Facts, Mention, Quotation, Role)
_There = Callable[[str | None], str | None]  # local id to the id that it has among all


def renames(before: Iterable[Facts], after: Iterable[Facts]) -> dict[str, str]:
    """Return the ids that entities and occasions of the same articles lost, with those that they
    have now.

    So that nothing is renamed silently when articles are added or removed.
    """
    old = {(f.article.id, m.start, m.end): m.entity for f in before for m in f.mentions}
    at = {(f.article.id, q.id): q.occasion for f in before for q in f.quotations}
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    for row in after:
        for quotation in row.quotations:
            was = at.get((row.article.id, quotation.id))
            if was and quotation.occasion and was != quotation.occasion:
                moved[was][quotation.occasion] += 1
        for mention in row.mentions:
            was = old.get((row.article.id, mention.start, mention.end))
            if was and mention.entity and was != mention.entity:
                moved[was][mention.entity] += 1
    kept = {e.id for row in after for e in (*row.entities, *row.events)}
    return {was: max(now, key=lambda k: (now[k], k)) for was, now in sorted(moved.items())
            if was not in kept}


def renamed(row: Facts, ids: dict[tuple[str, str], Entity]) -> Facts:
    """Return an article's facts under the ids of all."""
    new = {e.id: ids.get((row.article.id, e.id), e) for e in row.entities}

    def there(identifier: str | None) -> str | None:
        return new[identifier].id if identifier in new else identifier

    entities: dict[str, Entity] = {}
    for entity in new.values():
        entities[entity.id] = _both(entities.get(entity.id), entity)
    roled = [changed(e, roles=tuple(_role(r, there) for r in e.roles)) for e in entities.values()]
    return changed(
        row, entities=tuple(sorted(roled, key=lambda e: e.id)),
        mentions=tuple(_mention(m, there) for m in row.mentions),
        quotations=tuple(_quotation(q, there, new) for q in row.quotations),
        events=tuple(_event(e, there) for e in row.events))


def at_occasions(row: Facts, ids: Mapping[str, str]) -> Facts:
    """Return an article's facts with other ids of occasions."""
    if all(ids.get(event.id, event.id) == event.id for event in row.events):
        return row
    events = {name: replace(e, id=name) for e in row.events for name in [ids.get(e.id, e.id)]}
    return changed(row, events=tuple(events[name] for name in sorted(events)), quotations=tuple(
        changed(q, occasion=ids.get(q.occasion or "", q.occasion)) for q in row.quotations))


def _both(old: Entity | None, new: Entity) -> Entity:
    """Join two entities of one article that turned out to be one."""
    if old is None:
        return new
    aliases = tuple(sorted({*old.aliases, *new.aliases}))
    return replace(old, aliases=aliases, gender=old.gender or new.gender,
                   roles=old.roles + tuple(r for r in new.roles if r not in old.roles))


def changed(record: _Record, **fields: Any) -> _Record:
    """Return the record with other fields; itself where nothing differs, which is mostly so."""
    if all(getattr(record, name) == value for name, value in fields.items()):
        return record
    return replace(record, **fields)


def _role(role: Role, there: _There) -> Role:
    return changed(role, of=there(role.of))


def _mention(mention: Mention, there: _There) -> Mention:
    return changed(mention, entity=there(mention.entity))


def _event(event: Event, there: _There) -> Event:
    return changed(event, organizer=there(event.organizer), place=there(event.place))


def _quotation(quotation: Quotation, there: _There, new: dict[str, Entity]) -> Quotation:
    speaker = new.get(quotation.speaker or "")
    capacity = quotation.in_capacity
    return changed(
        quotation, speaker=there(quotation.speaker), voice=there(quotation.voice),
        speaker_name=speaker.name if speaker else quotation.speaker_name,
        addressee=there(quotation.addressee), place=there(quotation.place),
        in_capacity=_role(capacity, there) if capacity else None,
        mentions=tuple(dict.fromkeys(there(m) or m for m in quotation.mentions)))
