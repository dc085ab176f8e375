"""Annotators: one callable from `Article` to `Annotations`, whichever model is behind it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib.util import find_spec

from quoth.errors import ModelError
from quoth.nlp.completion import complete
from quoth.nlp.rules import Rules
from quoth.records import Annotations, Article

Extract = Callable[[Article], Annotations]
Found = tuple[Article, Callable[[], Annotations]]  # an article, and a call that annotates it
Each = Callable[[Iterable[Article]], Generator[Found]]


class Annotator:
    """An extraction model and the deterministic layer after it.

    `name` is the model's name and version; it is part of the provenance of every quotation.
    `each` may extract from articles ahead, beside what is done with those before.
    """

    def __init__(self, extract: Extract, name: str, *, each: Each | None = None) -> None:
        self._extract, self._each = extract, each or partial(_in_turn, extract)
        self.name = name

    def __call__(self, article: Article) -> Annotations:
        """Annotate one article."""
        return self._completed(article, partial(self._extract, article))

    def each(self, articles: Iterable[Article]) -> Generator[Found]:
        """Yield each article with a call that annotates it; some articles are taken ahead."""
        with closing(self._each(articles)) as found:
            for article, extract in found:
                yield article, partial(self._completed, article, extract)

    def _completed(self, article: Article, extract: Callable[[], Annotations]) -> Annotations:
        return complete(article, extract(), model=self.name)


def _in_turn(extract: Extract, articles: Iterable[Article]) -> Generator[Found]:
    for article in articles:
        yield article, partial(extract, article)


def load(model: str = "default") -> Annotator:
    """Return the annotator of a model: "default", "rules", or an installed spaCy pipeline.

    "default" is the bundled model where its weights are present, else the rules. Raises
    `ModelError` where there is no such model.

    >>> load("rules").name
    'rules-1'
    """
    if model == "rules":
        return _rules()
    if model == "default":
        return _bundled() or _rules()
    return _pipeline(model)


def _pipeline(name: str) -> Annotator:
    """Return the annotator of an installed spaCy pipeline.

    Where the pipeline sets no span groups of its own, its names and sentences are kept and the
    rules find the attributions.
    """
    import spacy

    from quoth.nlp.annotation import from_doc, has_attributions

    try:
        language = spacy.load(name)
    except (OSError, ValueError) as error:
        raise ModelError(f"no model named {name!r}: use default, rules, or the name of an "
                         "installed spaCy pipeline") from error
    rules = Rules()
    meta = language.meta
    full = f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def extract(article: Article) -> Annotations:
        doc = language.make_doc(article.text)
        doc.user_data["quoth_article"] = article
        found = from_doc(language(doc), article, model=full)
        if has_attributions(doc):
            return found
        return replace(found, attributions=rules(article).attributions,
                       mentions=found.mentions or rules(article).mentions)

    return Annotator(extract, full)


def _rules() -> Annotator:
    rules = Rules()
    return Annotator(rules, rules.name)


def _bundled() -> Annotator | None:
    """Return the annotator of the weights in the package, None where there are none."""
    if find_spec("quoth.nlp.model") is None or find_spec("quoth.nlp.model.runner") is None:
        return None
    from quoth.nlp.model.runner import Runner

    if not Runner.available():
        return None
    runner = Runner()
    return Annotator(runner, runner.name, each=runner.each)
