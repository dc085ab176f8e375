"""Names that were taken for people and behave like bodies or places: the Rundschau, in Sadu."""

from __future__ import annotations

import re

from quoth.linking.bodies import does_business, employers
from quoth.linking.body_signs import counts_goods, signed_as_body
from quoth.linking.clusters import Cast, Cluster
from quoth.linking.epithets import MAKERS
from quoth.linking.lone_names import of_government
from quoth.linking.names import fold, is_full, is_legal_form, parts, without_legal_form
from quoth.linking.scene import Scene
from quoth.linking.words import word_sets
from quoth.records import Span

_IS_A = re.compile(r", (?:the|an?) ((?:[\w’'-]+ ){0,5}?[\w’'-]+)(?:[,.]| (?:of|for|in|that|which"
                   r"|behind|whose|with|at|on) )")
_NOUN_BEFORE = re.compile(r"(?:^|\W)(?:[Tt]he|[Aa]n?)(?: [\w’-]+){0,2}? ([a-z-]+) [“\"«]?$")
_FIRM_NOUN = re.compile(r"(?:^|\W)(?P<noun>[a-z-]+) [“\"«]?$")
_TWO_WORDS = re.compile(r"\b(?:think|news) (?:tank|agency|site|outlet) $")
_OWNS_OFFICE = re.compile(r"['’]s ([a-z]+(?: [a-z]+)?)")  # "Halle's mayor"
_DATELINED = re.compile(r" [–—-]{1,2} (?=[A-Z“\"«»„])")
_ANY_RIVAL = frozenset({"parent", "rival", "rivals", "heavyweight", "upstart"})
_OFFICE_OF = re.compile(r"(?:^|\W)([\w-]+) of $")
_EMPLOYED = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ff]ormer|[Ee]x-) $")
_GONE = re.compile(r"\b(?:c[ao]mes?|went|gone|goes|going|moved?|flew|drove|travel\w+|return\w*"
                   r"|walk\w+|sail\w+|march\w+|fled|roads?|trains?|buse?s?|flights?|trips?"
                   r"|ferry|way|visits?|back) (?:to|from) $")


def demote(found: Cast, scene: Scene) -> None:
    """Take names that behave like bodies or places out of the people: the Rundschau, in Sadu."""
    bodies = _bodies(scene)
    for cluster in list(found.people):
        short = all(cluster.name.endswith(n) for n in cluster.names)
        if cluster.titles or cluster.gender or not short:
            continue
        kind = "organization" if _called_by(cluster, bodies, scene) else _described(cluster, scene)
        if kind is None and not _has_given(cluster, scene):
            kind = _behaves(cluster, scene)
        if kind:
            found.people.remove(cluster)
            cluster.kind = kind
            for name in cluster.names:
                found.bodies[f"name:{fold(name)}"] = cluster


def _called_by(cluster: Cluster, bodies: set[str], scene: Scene) -> bool:
    """Say whether a name, or the last word of one that no person has, is a body's."""
    if {fold(n) for n in cluster.names} & bodies:
        return True
    last = cluster.name.split()[-1]
    if " " in cluster.name and fold(last) in bodies and not _has_given(cluster, scene):
        cluster.names += [last] if last not in cluster.names else []
        return True
    return False


def _bodies(scene: Scene) -> set[str]:
    """Return folded names that are bodies': the outlets of the story, companies by legal form."""
    article = scene.article
    firms = [(c.text, without_legal_form(c.text)) for c in scene.chunks
             if c.tag == "org" and c.value is None]
    names = [bare for text, bare in firms if text != bare]
    return {fold(n) for n in (*names, article.agency, article.publisher) if n} | employers(scene)


def _has_given(cluster: Cluster, scene: Scene) -> bool:
    first = parts(cluster.name)[:1]
    return is_full(cluster.name) and bool(first) and first[0] in scene.base.given_names


def _described(cluster: Cluster, scene: Scene) -> str | None:
    """Return what the words beside a name say that it is: "Ubamo, the water agency,"."""
    words = word_sets()
    if signed_as_body(cluster, scene):
        return "organization"
    for seen in cluster.seen:
        span = seen.ref.name_span or seen.ref.span
        if does_business(scene.text, span.end) or counts_goods(scene.text, span.end) and not (
                _has_given(cluster, scene)):
            return "organization"
        behind = _IS_A.match(scene.text, span.end)
        if scene.text.endswith("-based ", 0, span.start) and not _has_given(cluster, scene):
            return "organization"  # "Paris-based Agence Oxo"
        if behind and (words.has("organizations", behind[1].split()[-1])
                       or behind[1].endswith("think tank")):
            return "organization"
        if not _has_given(cluster, scene) and _is_brought_in(scene.text, span):
            return "organization"
        ahead = _NOUN_BEFORE.search(scene.text, max(0, span.start - 40), span.start)
        if ahead and words.has("organizations", ahead[1]) and not words.has("humans", ahead[1]):
            return "organization"
        if _is_firm(cluster, scene.text[max(0, span.start - 40) : span.start]):
            return "organization"
        if _employs(scene, span):
            return "organization"
        if cluster.seen == [seen] and " " not in cluster.name and _DATELINED.match(
                scene.text, span.end) and span.start in scene.paragraphs:
            return "place"  # "Meissen – The bridge"
        owns = _OWNS_OFFICE.match(scene.text, span.end)
        if owns and " " not in cluster.name and _is_local_office(owns[1], scene):
            return "place"
        before = _OFFICE_OF.search(scene.text, max(0, span.start - 40), span.start)
        role = before and scene.base.roles.get(before[1].lower())
        if role and {"place", "country"} & set(role.scope.split("|")):
            return "place"
    return None


def _is_brought_in(text: str, span: Span) -> bool:
    """Say whether a name is set off behind what a body is, or is a body's rival: "A Finnish
    start-up, Oxo, had", "Its competitor Oxo said"."""
    begin = max(0, span.start - 60)
    match = _SET_OFF.search(text, begin, span.start) if text.startswith(",", span.end) else None
    noun, words = match["noun"] if match else "", word_sets()
    named = words.has("organizations", noun) and not (
        words.has("humans", noun) or words.has("trades", noun))
    return named or any(p.search(text, begin, span.start) for p in (_ITS_RIVAL, _OWNER_OF))


_SET_OFF = re.compile(
    r"(?<!\bat )(?<!\bof )(?<!\bfor )(?<!\bin )(?<!\bby )(?<!\bto )"
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) "
    r"(?:(?!of|for|at|in|by|with|to|from|on)[\w’'-]+ ){0,3}?(?P<noun>[a-z-]+), $")
_OWNER_OF = re.compile(r"\b(?:subsidiary|unit|arm) of (?:the |an? )?(?:[\w’'-]+ ){0,3}$")
_ITS_RIVAL = re.compile(r"\b(?:[Ii]ts|[Ii]ts \w+) (?:[a-z-]+ )?(?:rival|competitor|counterpart"
                        r"|subsidiary),? $")


def _employs(scene: Scene, span: Span) -> bool:
    """Say whether a name of one word stands between an article and a trade: "a Klarpay engineer".
    """
    if of_government(scene.text, span, scene.base):  # "a Harris spokesman"
        return False
    after = scene.text[span.end : span.end + 25].split(" ")[1:2]
    return " " not in span.of(scene.text) and bool(after) and after[0].islower() and (
        _EMPLOYED.search(scene.text, max(0, span.start - 8), span.start) is not None) and (
        scene.base.roles.get(after[0].rstrip(",.")) is not None
        or word_sets().has("trades", after[0].rstrip(",.")))


def _is_local_office(words: str, scene: Scene) -> bool:
    """Say whether words begin with an office that only towns and regions have: "mayor"."""
    role = scene.base.roles.get(words.lower()) or scene.base.roles.get(words.lower().split()[0])
    return role is not None and role.scope == "place"


def _is_firm(cluster: Cluster, ahead: str) -> bool:
    """Say whether the noun before a name says what a company makes or is: "the brewer Oxo".

    Where people can be called so, too, only a name of one word is the company's.
    """
    match = _FIRM_NOUN.search(ahead)
    words = word_sets()
    if _TWO_WORDS.search(ahead):
        return True  # "the think tank Oxo Sur"
    if match is None or match["noun"] not in words.mentions["firm_leads"] | MAKERS:
        return False
    human = words.has("humans", match["noun"]) or words.has("trades", match["noun"])
    return match["noun"] not in _ANY_RIVAL and (not human or " " not in cluster.name)


def _behaves(cluster: Cluster, scene: Scene) -> str | None:
    """Return place or organization where every mention stands as one does."""
    kinds = set()
    for seen in cluster.seen:
        span = seen.ref.name_span or seen.ref.span
        before = scene.text[max(0, span.start - 12) : span.start].lower().split()[-1:] or [""]
        after = scene.text[span.end : span.end + 15].lstrip(" .,").split()[:1]
        if of_government(scene.text, span, scene.base):
            return None
        if after and is_legal_form(after[0].rstrip(",;")):
            return "organization"
        gone = _GONE.search(scene.text, max(0, span.start - 24), span.start)
        if gone or before[0] in ("in", "near", "at", "across", "outside", "around", "off",
                                 "towards", "toward", "throughout", "via", "beyond"):
            kinds.add("place")
        elif before[0] == "the":
            kinds.add("organization")
        else:
            return None
    return "organization" if "organization" in kinds else "place" if kinds else None
