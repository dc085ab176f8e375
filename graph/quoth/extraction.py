"""From paths to facts: read, annotate and resolve, one article after the other.

A bad article is handed to `on_reject` and the line goes on. What needs all articles at once
(`relate`) is a separate, last step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from quoth import __version__, shards, stamps
from quoth.collector import paused
from quoth.corrections import Correction, corrected
from quoth.engines import ENGINES, Engine, Row, Rows, batched
from quoth.errors import ModelError, ReadError
from quoth.rdf.triples import check
from quoth.records import Annotations, Article, Facts, Statement

if TYPE_CHECKING:  # spaCy and the readers are slow to import and not needed to ask a graph
    from quoth.linking import Resolver
    from quoth.nlp import Annotator
    from quoth.reading import Rejected

BATCH = 8  # articles a task: small enough to spread, large enough to hide the cost of pickling

OnReject = Callable[["Rejected"], None]
OnArticle = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What decides the facts of an article, beside its text."""

    model: str = "default"
    entities: str | None = None


class Annotate:
    """A batch of articles as dicts in, as many facts as dicts out; picklable.

    An article that cannot be annotated comes back as `{"rejected": {"key": ..., "reason": ...}}`.
    """

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    @property
    def stamp(self) -> str:
        """The release with a hash of its code, the model and the user's entities: facts of another
        stamp are made anew."""
        name, entities = _annotator(self.options.model).name, self.options.entities
        name = f"{__version__} {stamps.code('facts')} {name}"
        self.check()
        if not entities:
            return name
        return f"{name} {hashlib.sha256(Path(entities).read_bytes()).hexdigest()[:12]}"

    @paused()
    def check(self) -> None:
        """Raise ModelError or ReadError where the model or the entities cannot be had."""
        _annotator(self.options.model)
        _resolver(self.options.entities)

    def __call__(self, batch: Rows) -> Rows:
        return list(self.each(batch))

    def each(self, rows: Iterable[Row]) -> Generator[Row]:
        """Yield the facts of each article; the model reads some articles ahead."""
        annotator, resolver = _annotator(self.options.model), _resolver(self.options.entities)
        with closing(annotator.each(map(Article.from_dict, rows))) as found:
            for article, annotations in found:
                yield self._one(article, annotations, resolver)

    @paused()
    def _one(self, article: Article, annotations: Callable[[], Annotations],
             resolver: Resolver) -> Row:
        try:
            facts = resolver(article, annotations())
            check(facts)  # what no graph can hold is refused here
            return facts.to_dict(with_text=True)
        except Exception as error:  # any fault in one article must leave the others whole
            return rejected_row({"key": article.key}, error)


@lru_cache(maxsize=2)
def _annotator(model: str) -> Annotator:
    from quoth.nlp import load

    return load(model)


@lru_cache(maxsize=2)
def _resolver(entities: str | None) -> Resolver:
    from quoth.linking import Resolver

    try:
        return Resolver(entities=entities)
    except OSError as error:
        raise ReadError(f"cannot read {entities}: {error.strerror}") from error


def rejected_row(row: Row, error: Exception | str) -> Row:
    """Return what stands in for the facts of an article that could not be annotated."""
    reason = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
    return {"rejected": {"key": row["key"], "reason": " ".join(reason.split())}}


def _killed(row: Row, why: str) -> Row:
    return rejected_row(row, f"{why}; all the others are kept")


def annotate(articles: Iterable[Article], *, model: str = "default") -> Iterator[Annotations]:
    """Yield what the language pipeline finds in each article.

    >>> article = Article(key="a", text='"We won," Ada Byron said.')
    >>> [annotations] = annotate([article], model="rules")
    >>> [a.cue.of(article.text) for a in annotations.attributions]
    ['said']
    """
    annotator = _annotator(model)
    for article in articles:
        yield annotator(article)


def resolve(
    articles: Iterable[Article], annotations: Iterable[Annotations], *, entities: str | None = None
) -> Iterator[Facts]:
    """Yield the facts of each article, from its annotations in the same order."""
    resolver = _resolver(entities)
    for article, found in zip(articles, annotations, strict=True):
        yield resolver(article, found)


def extract(
    paths: str | Path | Iterable[str | Path],
    *,
    options: Options | None = None,
    jobs: int = 1,
    engine: Engine | None = None,
    on_reject: OnReject | None = None,
    known: Callable[[str], bool] | None = None,
) -> Generator[Facts]:
    """Yield the facts of each article under `paths`, in the order of reading.

    Folders of shards (`quoth.sharding`) come first: their facts are taken as they are.
    `engine` is one of `quoth.engines.ENGINES`; by itself, the pool for several jobs.
    An article met twice, or one whose id is `known`, is not annotated again. Without `on_reject`
    the first bad article raises.
    """
    from quoth.reading import Rejected, read

    stored, others = shards.split(paths)
    is_new, stamp = once(known), Annotate(options).stamp
    for facts in shards.facts(stored, made_with=stamp, on_reject=on_reject):
        if is_new(facts.article.id):
            yield facts
    rows = (a.to_dict() for a in read(others, on_reject=on_reject) if is_new(a.id))
    with closing(annotated(rows, options=options, jobs=jobs, engine=engine)) as made:
        for row in made:
            if "rejected" not in row:
                yield Facts.from_dict(row)
            elif on_reject:
                on_reject(Rejected(**row["rejected"]))
            else:
                raise ModelError("{key}: {reason}".format(**row["rejected"]))


def annotated(rows: Iterable[Row], *, options: Options | None = None, jobs: int = 1,
              engine: Engine | None = None) -> Generator[Row]:
    """Yield for each article, as a dict, its facts or what is wrong with it, in the same order."""
    engine = engine or ENGINES["pool" if jobs > 1 else "serial"]
    work = Annotate(options)
    work.check()
    with closing(engine(work, batched(rows, BATCH), jobs=jobs, lost=_killed)) as made:
        yield from made


def once(known: Callable[[str], bool] | None = None) -> Callable[[str], bool]:
    """Return a test that an id passes when it is met first, unless it is `known`.

    >>> list(filter(once(known="c".__eq__), "abcab"))
    ['a', 'b']
    """
    seen: set[str] = set()

    def is_new(name: str) -> bool:
        if name in seen or (known and known(name)):
            return False
        seen.add(name)
        return True

    return is_new


def expected(paths: str | Path | Iterable[str | Path]) -> int | None:
    """Return about how many articles `paths` and the shards among them hold, if that is cheap."""
    from quoth import reading

    stored, others = shards.split(paths)
    total = reading.expected(others)
    return None if total is None else total + shards.size(stored)


@paused()
def relate(
    facts: Iterable[Facts], corrections: Iterable[Correction] = (), *,
    given: Mapping[str, int] | None = None
) -> tuple[list[Facts], list[Statement]]:
    """Join what is one over all articles: entities first, then statements.

    Between the two, what people have corrected takes the place of what the machine found.
    `given` are the ids that statements keep. What a folder holds is joined on disk by
    `quoth.joining`, to the same.
    """
    from quoth.linking import merge
    from quoth.linking.occasions import dated
    from quoth.linking.statements import cluster
    from quoth.linking.syndication import syndicated

    merged = dated(merge(sorted(facts, key=lambda f: f.article.id)))
    return cluster(syndicated(corrected(merged, corrections)), given=given)
