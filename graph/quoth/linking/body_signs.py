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


def called_body(text: str, end: int) -> bool:
    """Say whether an apposition calls what ends there a body: "Oxo, the state oil firm,"."""
    match = _CALLED.match(text, end)
    noun = match["noun"] if match else ""
    return noun.islower() and (word_sets().has("organizations", noun) or noun in _MAKERS
                               or noun == "tank" and "think tank" in match[0] if match else False)


_CALLED = re.compile(r", (?:the|an?) (?:[\w’'-]+ ){0,5}?(?P<noun>[a-z-]+)(?:[,.;]| (?:of|for|in"
                     r"|that|which|based|from|with) )")
_MAKERS = frozenset({"miner", "brewer", "insurer", "retailer", "lender", "publisher", "refiner",
                     "maker", "operator", "supplier", "manufacturer", "carrier"})


def counts_goods(text: str, end: int) -> bool:
    """Say whether what ends there does what firms do: "Oxo shut 12 shops"."""
    return _DEALS.match(text, end) is not None or _WORKS.match(text, end) is not None


def speaks_as_body(cluster: Cluster, scene: Scene) -> bool:
    """Say whether what was taken for a town is a body: it speaks, and the noun before its name or
    "it" behind tells so: "importer Oxo", "Oxo said it would"."""
    spans = [s.ref.name_span or s.ref.span for s in cluster.seen]
    said = [s for s in spans if any(o == s for o, _ in scene.sources.near(*s))]
    if not said:
        return False
    before = [_NOUN.search(scene.text, max(0, s.start - 30), s.start) for s in spans]
    words = word_sets()
    return any(m and (words.has("organizations", m[1]) or m[1] in _MAKERS or m[1] in _TRADERS)
               for m in before) or any(_OWN.search(
                   scene.text, s.end, scene.sentence_span(s.start).end) for s in said)


_NOUN = re.compile(r"(?<![\w’'-])([a-z-]+) $")
_OWN = re.compile(r"\bits?\b")
_TRADERS = frozenset({"importer", "exporter", "trader", "distributor", "wholesaler", "developer",
                      "builder", "contractor", "producer", "grower", "processor", "shipper",
                      "haulier", "franchise", "label", "brand", "chain"})
_WORKS = re.compile(r" (?:pumps|extracts|exports|imports|employs|manufactures|operates|refines"
                    r"|brews|generates|distributes) (?:[a-z]|\d)")
_DEALS = re.compile(r" (?:has |will |had )?(?:shut|closed?|opened|cut|laid off|recalled|recalls"
                    r"|posted|posts|sold|sells|launched|acquired|cancell?ed|hired|reported) "
                    r"(?:its |a |an |\w*\d[\w,.]*(?:m|bn)? |all |more |record )(?:[\w-]+ ){0,2}?"
                    r"(?:shops?|stores?|branch(?:es)?|jobs|workers|staff|flights?|profits?|loss(?:es)?"
                    r"|sales|revenues?|shares?|stake|factor(?:y|ies)|vehicles|cars|orders)\b")


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
