"""What somebody is to another: who has a husband can be "the wife" or "the widow" later on."""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.names import surname
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import singular, word_sets

_PARENT, _CHILD = frozenset({"mother", "father", "parent"}), frozenset({"son", "daughter"})
_INVERSE = MappingProxyType({
    "husband": frozenset({"wife", "widow"}), "wife": frozenset({"husband", "widower"}),
    **dict.fromkeys(("son", "daughter", "child", "baby", "toddler"), _PARENT),
    **dict.fromkeys(("mother", "father"), _CHILD),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"),
                    frozenset({"grandmother", "grandfather", "grandparent"})),
    "predecessor": frozenset({"successor"}), "successor": frozenset({"predecessor"}),
    **dict.fromkeys(("brother", "sister"), frozenset({"brother", "sister", "sibling"})),
})


def inverse(seen: Seen) -> frozenset[str]:
    """Return what the owner of "her late husband" is to him: wife, widow."""
    return inverse_of(seen.ref.head or "") if seen.ref.owner is not None else frozenset()


def inverse_of(noun: str) -> frozenset[str]:
    """Return what somebody is to whom they are a noun: mother, father of "son"."""
    return _INVERSE.get("child" if noun == "children" else singular(noun), frozenset())


def teach_kin(owner: Cluster, nouns: frozenset[str], base_gender: str | None) -> None:
    """Teach somebody the nouns that fit the gender, if it is known."""
    gender = owner.gender or base_gender
    other = {"f": {"father", "husband", "widower", "grandfather", "son", "brother"},
             "m": {"mother", "wife", "widow", "grandmother", "daughter", "sister"}}
    owner.heads |= nouns - other.get(gender or "", set())


_KINDRED = re.compile(r"\b(?:[Aa]|[Hh]is|[Hh]er|[Tt]heir) (?P<noun>wife|husband|widow|widower"
                      r"|partner|son|daughter|brother|sister|mother|father), (?=[A-Z])")
_MARRIED_TO = re.compile(r"\b(?P<who>[Hh]e|[Ss]he)(?: (?:is|was|has been|had been))? (?:re)?married"
                         r"(?: to)? (?:[a-z]+ ){0,2}(?=[A-Z])")
_BEREFT = {"widow": "wife", "widower": "husband"}
_MARRIED = re.compile(r"(?: (?:later|then|had|has|secretly|also))? (?:re)?married (?=[A-Z])")


def learn_marriages(found: Cast, scene: Scene) -> None:
    """Learn from "In 1961 Roe married Ina Lee" that either can be the widow or the husband."""
    starts = {span.start: c for span, c in found.by_span.items() if c.kind == "person"}
    for span, cluster in found.by_span.items():
        match = _MARRIED.match(scene.text, span.end) if cluster.kind == "person" else None
        other = starts.get(match.end()) if match else None
        if other is not None and other is not cluster:
            for one, two in ((cluster, other), (other, cluster)):
                gender = one.gender or one.leaning
                other_gender = {"f": "m", "m": "f"}.get(two.gender or two.leaning or "", gender)
                teach_kin(one, frozenset({"husband", "wife", "widow", "widower"}),
                          gender or other_gender)


def learn_kindred(found: Cast, scene: Scene) -> None:
    """Learn who is called a wife with the name: "He leaves a wife, Ina Lee", "He is married to"."""
    starts = {span.start: c for span, c in found.by_span.items() if c.kind == "person"}
    for pattern in (_KINDRED, _MARRIED_TO):
        for match in pattern.finditer(scene.text):
            other = starts.get(match.end())
            if other is None or scene.quoted(match.start()):
                continue
            noun = match["noun"] if pattern is _KINDRED else (
                "wife" if match["who"].lower() == "he" else "husband")
            other.heads.add(noun)


def only_such(seen: Seen, owner: Cluster | None, people: list[Cluster],
              kin: list[tuple[Cluster, str, Cluster]]) -> Cluster | None:
    """Return the one person before "his widow", "the boy's agent" whom the article has called so,
    and who is not said to be another's."""
    ref, head = seen.ref, singular(seen.ref.head or "")
    nouns = {head, _BEREFT.get(head, head)}
    told = ref.owner is not None and (ref.owner.kind == "pronoun" or not ref.owner.name)
    if not told or not (word_sets().has("kin", head) or head in _SERVING):
        return None
    rows = [c for c in people if c.names and c is not owner and c.first < seen.start
            and len({c.gender, ref.gender} - {None}) < 2
            and (nouns & c.heads or any(n in nouns and c is other for _, n, other in kin))]
    others = [whose for whose, noun, other in kin if noun in nouns and other in rows]
    gender = ref.owner.gender if ref.owner else None
    if any(gender and w.gender and w.gender != gender for w in others) or (
            owner is not None and owner.names and others and owner not in others):
        return None
    return rows[0] if len(rows) == 1 else None


_SERVING = frozenset({"agent", "coach", "trainer", "manager", "lawyer", "attorney", "solicitor",
                      "barrister", "doctor", "physician", "surgeon", "spokesman", "spokeswoman",
                      "spokesperson", "boss", "teacher", "editor", "publisher", "neighbour",
                      "neighbor", "landlord", "landlady", "employer", "deputy", "assistant",
                      "secretary", "biographer", "producer", "partner", "friend", "colleague",
                      "mentor", "tutor", "therapist", "caddie", "promoter", "translator"})


_MUTUAL = frozenset({"neighbour", "neighbor", "friend", "colleague", "co-author", "partner",
                     "team-mate", "teammate", "rival", "opponent", "twin", "cousin", "classmate",
                     "workmate", "flatmate", "roommate", "bandmate", "companion", "sibling"})


def paired(seen: Seen, owner: Cluster | None,
           kin: list[tuple[Cluster, str, Cluster]]) -> Cluster | None:
    """Return who "her sister" is, where the article has said whose sister somebody is.

    `kin` holds whose, what and who, in text order; it is read from both ends.
    """
    head = singular(seen.ref.head or "")
    if owner is None or seen.ref.plural:
        return None
    rows = {id(c): c for whose, noun, c in kin if whose is owner and noun == head}
    rows |= {id(c): c for c, noun, other in kin if other is owner
             and (head in inverse_of(noun) or {head, noun} <= _MUTUAL)
             and len({c.gender, seen.ref.gender} - {None}) < 2}
    return next(iter(rows.values())) if len(rows) == 1 else None


def relative_of(seen: Seen, owner: Cluster | None, people: list[Cluster]) -> Cluster | None:
    """Return the one namesake of "the widow of Dan Rourke", "his brother", "the mother".

    Without an owner it is the one of that gender in a family of which the article names several.
    """
    ref, head = seen.ref, singular(seen.ref.head or "")
    if not word_sets().has("kin", head) or ref.plural or ref.owner is not None and owner is None:
        return None
    named = [c for c in people if c.names and surname(c.name)]
    if owner is not None:
        family = {surname(n) for n in owner.names}
        told = bool(ref.owner and ref.owner.name)  # by name; of "his" the relative came before
        rows = [c for c in named if c is not owner and surname(c.name) in family
                and (told or head in _BLOOD and c.first < seen.start)]
    else:
        count = Counter(surname(c.name) for c in named)
        rows = [c for c in named if head in _BLOOD and count[surname(c.name)] > 1
                and ref.gender and ref.gender == (c.gender or c.leaning)]
    rows = [c for c in rows if not (ref.gender and c.gender and ref.gender != c.gender)
            and not _another_relative(c, head)]
    sure = [c for c in rows if ref.gender and ref.gender == (c.gender or c.leaning)]
    rows = sure if len(sure) == 1 else rows
    return rows[0] if len(rows) == 1 else None


def _another_relative(cluster: Cluster, head: str) -> bool:
    """Say whether the article calls somebody the father who is to be the brother."""
    own = {singular(w) for w in (*cluster.heads, *(t.text.lower() for t in cluster.titles))}
    own &= _BLOOD
    return bool(own) and head not in own


_BLOOD = frozenset({"brother", "sister", "sibling", "mother", "father", "wife", "husband", "son",
                    "daughter", "widow", "widower", "grandmother", "grandfather", "uncle", "aunt",
                    "nephew", "niece", "cousin", "grandson", "granddaughter"})


_KIN_BEFORE = re.compile(r"(?i)(?:\b(?:his|her|their)|['’]s) (?:[\w-]+ ){0,2}?([a-z-]+),? "
                         r"(?:(?:the|an?) )?(?:[\w’'-]+ ){0,4}$")


def is_kin(cluster: Cluster, scene: Scene) -> bool:
    """Say whether somebody is brought in as another's relative: "his wife, Anna Weber", "her
    daughter, the novelist Ana Roe"."""
    first = min(cluster.seen, key=lambda s: s.start)
    span = first.ref.name_span or first.ref.span
    before = _KIN_BEFORE.search(scene.text, max(0, span.start - 60), span.start)
    told = before is not None and word_sets().has("kin", before[1]) and (
        scene.sentence(before.start()) == first.sentence)
    return told or any(s.ref.owner is not None and s.ref.name is not None
                       and word_sets().has("kin", s.ref.head or "") for s in cluster.seen)
