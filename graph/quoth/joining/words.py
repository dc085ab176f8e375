"""Entities as text, the same for the same."""

from __future__ import annotations

import json

from quoth.records import Entity, Role


def words_of(entity: Entity) -> str:
    """Return an entity as text, the same for the same."""
    roles = [(role.title, role.of) for role in entity.roles]
    return json.dumps([entity.id, entity.type, entity.name, entity.wikidata, entity.aliases, roles,
                       entity.gender, entity.country, entity.kb])


def entity_of(words: str) -> Entity:
    """Return the entity that `words_of` wrote."""
    return entity_in(json.loads(words))


def entity_in(row: list) -> Entity:
    """Return the entity that `words_of` wrote, read as JSON."""
    identifier, kind, name, wikidata, aliases, roles, gender, country, kb = row
    return Entity(identifier, kind, name, wikidata, tuple(aliases),
                  tuple(Role(title, of) for title, of in roles), gender, country, kb)


def bare_of(words: str) -> Entity:
    """Return what the entities of a record have in common; `words` are its own."""
    return entity_of(json.loads(words)[0])
