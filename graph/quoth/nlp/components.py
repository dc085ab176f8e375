"""Components for spaCy pipelines: `nlp.add_pipe("quoth_attribution")`.

This module imports spaCy, which takes a second; nothing that runs without spaCy imports it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from quoth.errors import ModelError
from quoth.nlp.annotation import article_of, from_doc, to_doc
from quoth.nlp.completion import complete
from quoth.nlp.rules import Rules
from quoth.records import Annotations

_SETS = ["doc.spans", "doc.ents", "token.is_sent_start"]


class RulesComponent:
    """Names and attributions by rule."""

    def __init__(self) -> None:
        self._rules = Rules()

    def __call__(self, doc: Doc) -> Doc:
        """Set the span groups, and names and sentences where the Doc has none."""
        return to_doc(doc, self._rules(article_of(doc)))


class AttributionComponent:
    """Names and attributions by the bundled model."""

    def __init__(self) -> None:
        from quoth.nlp.model.runner import Runner

        if not Runner.available():
            raise ModelError("quoth_attribution needs the bundled weights, which are not "
                             "installed: use quoth_rules")
        self._runner = Runner()

    def __call__(self, doc: Doc) -> Doc:
        """Set the span groups, and names and sentences where the Doc has none."""
        return to_doc(doc, self._runner(article_of(doc)))


class CompletionComponent:
    """The deterministic layer: quotation marks, bounds, speakers of quotations without a cue."""

    def __call__(self, doc: Doc) -> Doc:
        """Rewrite the span groups that an earlier component set."""
        article = article_of(doc)
        found: Annotations = from_doc(doc, article, model="pipeline")
        return to_doc(doc, complete(article, found, model="pipeline"))


@Language.factory("quoth_rules", assigns=_SETS)
def make_rules(nlp: Language, name: str) -> RulesComponent:
    """Return the rule component."""
    return RulesComponent()


@Language.factory("quoth_attribution", assigns=_SETS)
def make_attribution(nlp: Language, name: str) -> AttributionComponent:
    """Return the bundled model as a component."""
    return AttributionComponent()


@Language.factory("quoth_completion", assigns=["doc.spans"], requires=["doc.spans"])
def make_completion(nlp: Language, name: str) -> CompletionComponent:
    """Return the completion layer as a component."""
    return CompletionComponent()
