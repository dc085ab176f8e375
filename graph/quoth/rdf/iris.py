"""The names of things: every IRI of the graph is made here, from a base and an id.

All are deterministic: no counter, no blank node, and neither confidences nor times in a hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from anyascii import anyascii
from pyoxigraph import NamedNode

from quoth.errors import StoreError, ValidationError
from quoth.records import Role, Span

if TYPE_CHECKING:
    from quoth.archive import Archive

DEFAULT_BASE = "https://data.example.org/"

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`#?]+/")


@lru_cache(maxsize=16_384)
def slug(name: str) -> str:
    """Return `name` in lower-case ASCII with hyphens: `Nikol Pashinyan` is `nikol-pashinyan`.

    >>> slug("José Müller-Łuk, Jr.")
    'jose-muller-luk-jr'
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower().replace("'", "")).strip("-") or "x"


@dataclass(frozen=True)
class Iris:
    """The IRIs under one base.

    >>> Iris().graph("0123456789abcdef").value
    'https://data.example.org/article/0123456789abcdef/graph'
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise ValidationError(f"{self.base!r} is no base IRI: give http(s)://HOST/ with a "
                                  "slash at the end")

    def of(self, path: str) -> NamedNode:
        """Return the IRI of a record's id, such as `actor/tass` or `event/summit`."""
        return _node(self.base, path)

    def written(self, path: str) -> str:
        """Return the IRI of a record's id as N-Triples writes it."""
        return _text(self.base, path)

    def article(self, article: str) -> NamedNode:
        """Return the IRI of an article."""
        return self.of(f"article/{article}")

    def graph(self, article: str) -> NamedNode:
        """Return the IRI of the named graph that an article's triples live in."""
        return self.of(f"article/{article}/graph")

    def text(self, article: str) -> NamedNode:
        """Return the IRI of an article's text."""
        return self.of(f"article/{article}/text")

    def span(self, article: str, span: Span) -> NamedNode:
        """Return the IRI of a span of the text (RFC 5147: code points, half open)."""
        return self.of(f"article/{article}/text#char={span[0]},{span[1]}")

    def quotation(self, article: str, quotation: str) -> NamedNode:
        """Return the IRI of a quotation."""
        return self.of(f"article/{article}/{quotation}")

    def based_on(self, article: str) -> NamedNode:
        """Return the IRI of the agency report that an article relays."""
        return self.of(f"article/{article}/original")

    def work(self, article: str) -> NamedNode:
        """Return the IRI of a text that several articles print, by the first of them."""
        return self.of(f"work/{article}")

    def post(self, role: Role) -> NamedNode:
        """Return the IRI of a post: `post/president-of-chile`."""
        return self.of(f"post/{_post(role)}")

    def membership(self, entity: str, role: Role) -> NamedNode:
        """Return the IRI of somebody's holding of a post; an unnamed source's is its article's."""
        place = entity if entity.startswith("article/") else f"membership/{_last(entity)}"
        return self.of(f"{place}--{_post(role)}")

    @property
    def actors(self) -> NamedNode:
        """The named graph of actors, posts and events."""
        return self.of("graph/actors")

    @property
    def statements(self) -> NamedNode:
        """The named graph of statements."""
        return self.of("graph/statements")

    @property
    def meta(self) -> NamedNode:
        """The named graph of provenance."""
        return self.of("graph/meta")

    @property
    def corrections(self) -> NamedNode:
        """The named graph of who judged which quotation."""
        return self.of("graph/corrections")

    @property
    def examples(self) -> NamedNode:
        """The named graph of example queries, at the address that the SIB has for them."""
        return self.of(".well-known/sparql-examples")

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of the kinds of IRIs under the base."""
        kinds: Iterable[str] = ("actor", "event", "membership", "post", "statement")
        return {kind: f"{self.base}{kind}/" for kind in kinds}


@lru_cache(maxsize=65_536)
def _node(base: str, path: str) -> NamedNode:
    """Return a node; an article names the same span, actor or text many times."""
    return NamedNode(base + quote(path, safe="/-._~,=#:@!$&'()*+;"))


@lru_cache(maxsize=65_536)
def _text(base: str, path: str) -> str:
    return str(_node(base, path))


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _post(role: Role) -> str:
    return f"{slug(role.title)}-of-{_last(role.of)}" if role.of else slug(role.title)


def base_of(archive: Archive, wanted: str | None) -> str:
    """Return the base of the graph's IRIs; a new graph takes and keeps the one that is wanted."""
    kept = archive.state("base")
    if wanted and not kept and not len(archive):
        archive.note("base", wanted)
    elif wanted and wanted != (kept or DEFAULT_BASE):
        raise StoreError(f"the IRIs of this graph begin with {kept or DEFAULT_BASE}, "
                         f"not with {wanted}: build it again to change that")
    return wanted or kept or DEFAULT_BASE
