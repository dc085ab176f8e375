"""What is collected of one somebody in an article, and of all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from quoth.linking.knowledge_base import Country, KnowledgeBase, Organization, Person
from quoth.linking.names import parts
from quoth.linking.references import Reference, Title
from quoth.linking.scene import Seen
from quoth.records import Span


@dataclass
class Cluster:
    """All that an article says of one somebody; built up, then frozen into an `Entity`."""

    kind: str
    names: list[str] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    gender: str | None = None
    leaning: str | None = None
    country: str | None = None
    ages: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    known: Person | Country | Organization | None = None
    entity: str | None = None
    confidence: float = 1.0
    why: str = ""
    plural: bool = False
    members: tuple[str, ...] = ()
    kin: bool = False
    dead: bool = False

    @property
    def first(self) -> int:
        """Where the cluster is first seen."""
        return min((s.start for s in self.seen), default=1 << 30)

    @property
    def name(self) -> str:
        """The fullest of its names, the first of equals."""
        if len(self.names) == 1:
            return self.names[0]
        return max(self.names, key=lambda n: (len(parts(n)), -self.names.index(n)), default="")

    def roles(self) -> set[str]:
        """The role classes of its present titles."""
        return {t.role for t in self.titles if not t.former and not t.honorific}

    def add(self, seen: Seen) -> None:
        """Take a phrase in, with its titles, gender, country and age."""
        ref = seen.ref
        self.seen.append(seen)
        if ref.name and ref.name not in self.names and self.kind == "person":
            self.names.append(ref.name)
        self.teach(ref)

    def teach(self, ref: Reference) -> None:
        """Learn the titles, gender, country, age and head noun of a phrase."""
        for title in ref.titles:
            if title not in self.titles:
                self.titles.append(title)
        self.gender = self.gender or ref.gender
        self.country = self.country or ref.country
        if ref.age:
            self.ages.add(ref.age)
        if ref.head:
            self.heads.add(ref.head)


@dataclass
class Cast:
    """The people, bodies and places of one article, with where each name stands."""

    base: KnowledgeBase
    people: list[Cluster] = field(default_factory=list)
    bodies: dict[str, Cluster] = field(default_factory=dict)
    by_span: dict[Span, Cluster] = field(default_factory=dict)
    ambiguous: set[Span] = field(default_factory=set)
    bynames: dict[str, Cluster] = field(default_factory=dict)  # folded, without "the"

    def clusters(self) -> list[Cluster]:
        """All clusters, in the order in which the article brings them."""
        return sorted([*self.people, *self.bodies.values()], key=lambda c: c.first)
