"""Annotators: one callable from `Article` to `Annotations`, whichever model is behind it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from quoth.errors import ModelError
from quoth.nlp.completion import complete
from quoth.nlp.rules import Rules
from quoth.records import Annotations, Article


class Annotator:
    """An extraction model and the deterministic layer after it.

    `name` is the model's name and version; it is part of the provenance of every quotation.
    """

    def __init__(self, extract: Callable[[Article], Annotations], name: str) -> None:
        self._extract = extract
        self.name = name

    def __call__(self, article: Article) -> Annotations:
        """Annotate one article."""
        return complete(article, self._extract(article), model=self.name)


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
    raise ModelError(f"no model named {model!r}: use default, rules, or an installed pipeline")


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
    return Annotator(runner, runner.name)
