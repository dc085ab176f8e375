"""Signs that a lone name is a body's, no person's: "Oxo, which", "business daily Oxo", "TFA"."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.scene import Scene
from quoth.linking.words import word_sets
from quoth.records import Span

_WHICH = re.compile(r", which (\w+)")
_LIES = {"lies", "sits", "stands", "borders", "lay", "sat", "overlooks", "straddles"}
_LED = re.compile(r"(?<![\w’'-])(?P<before>[\w’'-]+) (?P<noun>[a-z]+(?:-[a-z]+)?) [“\"«]?$")


def signed_as_body(cluster: Cluster, scene: Scene) -> bool:
    """Say whether what stands beside a name of one word shows that it is a body."""
    spans = [s.ref.name_span or s.ref.span for s in cluster.seen]
    if " " in cluster.name or not spans:
        return False
    return any(_which(scene.text, s) or _led(scene.text, s) for s in spans) or all(
        _is_acronym(scene, s) for s in spans)


def _which(text: str, span: Span) -> bool:
    """Say whether "which" follows, and not of a place: "Oxo, which lies"."""
    match = _WHICH.match(text, span.end)
    return match is not None and match[1] not in _LIES


def _led(text: str, span: Span) -> bool:
    """Say whether a noun for a body stands right before a name: "told business daily
    Oxo"."""
    match = _LED.search(text, max(0, span.start - 50), span.start)
    words = word_sets()
    if match is None or not words.has("organizations", match["noun"]):
        return False
    human = words.has("humans", match["noun"]) or words.has("trades", match["noun"])
    return not human and match["before"].lower() not in words.mentions["determiners"]


def _is_acronym(scene: Scene, span: Span) -> bool:
    """Say whether a name is capitals alone, in a sentence that is not: "the TFA said"."""
    name, sentence = span.of(scene.text), scene.sentence_span(span.start).of(scene.text)
    words = [w for w in re.findall(r"[^\W\d_]{2,}", sentence) if w != name]
    return name.isupper() and 2 <= len(name) <= 6 and name.isalpha() and bool(words) and (
        sum(w.isupper() for w in words) <= len(words) / 3)
