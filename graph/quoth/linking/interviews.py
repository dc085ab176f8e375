"""Who asks and who answers in an interview whose turns are labelled Q and A, or by initials.

The words before the first turn tell: "an interview with Ann Roe", "She talks to Tom Lee".
"""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.names import fold, parts
from quoth.linking.references import Reference
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import word_sets
from quoth.records import Span

ASKS = frozenset({"q", "question", "interviewer"})
ANSWERS = frozenset({"a", "answer", "interviewee"})
_GUEST = re.compile(r"(?i)\b(?:interview(?: with| of)?|conversation with|q&a with"
                    r"|questions (?:for|to)|profile of|meet|met|visited|received by|guest:?)"
                    r"[^.!?\n]{0,60}$")
_ASKER = re.compile(r"(?i)(?:\b(?:(?:interviewed|asked|questioned|conducted|recorded|moderated)"
                    r" by|interview(?:er)?:|interview by|words:|text:|questions:)"
                    r"|(?:^|\n)by)[^.!?\n]{0,40}$")
_TALKS = re.compile(r"(?i)\b(?:talk|speak|spoke|told|tell|chat|sat down|sits down|open)\w*"
                    r"(?: up)?(?: to| with)?(?: our \w+| the \w+)? $")
_ASKED = re.compile(r" (?:asks|asked|interviewed|interviews|met|meets|visited|questioned|caught up"
                    r"|spoke to|speaks to|spoke with|talked to|talks to|sat down with)\b")
_OUTLET = re.compile(r"\b(?:to|with|for) (?:the )?(?:\w+ )?$")


def interview(seen: Seen, context: Context) -> Answer | None:
    """Return who a label of an interview stands for, None where it is no such label."""
    low = seen.ref.text.strip(" :.").lower()
    if low in ANSWERS:
        guest = _guest(seen, context)
        return Answer(guest, f"{seen.ref.text}: who is interviewed", 0.9 if guest else 1.0)
    if low in ASKS:
        asker = _asker(seen, context)
        return Answer(asker, f"{seen.ref.text}: who asks", 0.8)
    if is_label(seen, context.scene):
        label = seen.ref.text
        return _by_initials(label, context) or _paper(label.strip(" *"), context)
    return None


def is_label(seen: Seen, scene: Scene) -> bool:
    """Say whether a phrase opens a paragraph and a colon follows."""
    line = scene.text[scene.paragraphs[seen.paragraph] : seen.start]
    return not line.strip(" *“\"") and bool(
        re.match(r"\**\s?(?:\([^)\n]*\))?\**:", scene.text[seen.ref.span.end :][:64]))


def _by_initials(label: str, context: Context) -> Answer | None:
    """Answer "ZK" by the one person with these initials."""
    if not re.fullmatch(r"[A-Z]\.?-?[A-Z]\.?(?:[A-Z]\.?)?", label):
        return None
    letters = re.sub(r"\W", "", label).lower()
    rows = [c for c in context.cast.people
            if any("".join(p[0] for p in parts(n)) == letters for n in c.names)]
    if len(rows) == 1:
        _take_in(label, rows[0], context)
    return Answer(rows[0], f"{label}: initials", 0.85) if len(rows) == 1 else None


def _take_in(label: str, person: Cluster, context: Context) -> None:
    """Let initials that were taken for a name of their own be the person's."""
    found = context.cast
    for other in [c for c in found.people if c.names == [label] and c is not person]:
        found.people.remove(other)
        person.seen.extend(other.seen)
        found.by_span.update({span: person for span, c in found.by_span.items() if c is other})


def _first_turn(scene: Scene) -> int:
    """Return where the first labelled turn begins."""
    labels = ASKS | ANSWERS
    starts = [a.source.start for a in scene.annotations.attributions if a.source
              and a.source.of(scene.text).strip(" :.*").lower() in labels]
    return min(starts, default=len(scene.text))


def _before(cluster: Cluster, end: int) -> list[Span]:
    return sorted({s.ref.name_span or s.ref.span for s in cluster.seen if s.start < end
                   and s.ref.name}, key=lambda s: s.start)


def _weigh(cluster: Cluster, end: int, scene: Scene) -> float:
    """Return how much speaks for somebody as the guest; below zero for the asker."""
    score = 0.0
    for span in _before(cluster, end):
        ahead, behind = scene.text[: span.start], scene.text[span.end : span.end + 25]
        line = scene.text[: span.start].rfind("\n") + 1
        score += 0.2
        if _ASKER.search(ahead[line:]) or ahead.endswith("\nBy "):
            score -= 4.0
        elif _GUEST.search(ahead[line:]):
            score += 3.0
        elif _ASKED.match(behind) or _TALKS.search(ahead):
            score -= 2.0
        if scene.paragraph(span.start) == 0:
            score += 2.0
    described = any(s.ref.titles or s.ref.head for s in cluster.seen if s.start < end)
    return score + 0.5 * (described or bool(cluster.heads))


def _rank(context: Context) -> list[tuple[float, Cluster]]:
    end = _first_turn(context.scene)
    people = [c for c in context.cast.people if c.kind == "person" and _before(c, end)]
    return sorted(((_weigh(c, end, context.scene), c) for c in people), key=lambda r: -r[0])


def _guest(seen: Seen, context: Context) -> Cluster | None:
    ranked = _rank(context)
    if not ranked:
        everybody = sorted(context.cast.people, key=lambda c: -len(c.seen))
        return everybody[0] if len(everybody) == 1 else None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 1.0:
        return None
    return ranked[0][1] if ranked[0][0] > -1.0 or len(ranked) == 1 else None


def _asker(seen: Seen, context: Context) -> Cluster:
    """Return the interviewer: a person or outlet named before the turns, or nobody's name."""
    guest = _guest(seen, context)
    rows = [c for score, c in _rank(context) if c is not guest and score < 0]
    if len(rows) == 1:
        return rows[0]
    outlets = [c for c in context.cast.bodies.values() if c.kind == "organization"
               and any(_OUTLET.search(context.scene.text[max(0, s.start - 30) : s.start])
                       for s in c.seen if s.start < _first_turn(context.scene))]
    if not rows and len(outlets) == 1:
        return outlets[0]
    known = next((c for c in context.local if c.names == ["the interviewer"]), None)
    if known is None:
        known = context.new("unnamed", seen)
        known.names = ["the interviewer"]
    return known


def outlet_label(cluster: Cluster, ref: Reference, context: Context) -> bool:
    """Say whether a name that only labels turns is the paper that asks: LITERARY WEEK."""
    words = (ref.name or "").split()
    first = fold(words[0]) if words else ""
    shouted = len(words) > 1 and (ref.name or "").isupper()
    media = word_sets().mentions["organization_words"]
    known = any(w.title() in media for w in words)
    return (shouted or known) and first not in context.scene.base.given_names and all(
        is_label(s, context.scene) for s in cluster.seen)


def _paper(label: str, context: Context) -> Answer | None:
    """Answer "Africa Forum" by the outlet of that name, if it labels questions and nothing else."""
    if not _only_asks(label, context.scene):
        return None
    cast = context.cast
    body = next((c for c in cast.by_span.values() if c.names == [label]), None)
    body = body or cast.bodies.setdefault(f"name:{fold(label)}", Cluster("organization", [label]))
    body.kind = "organization"
    return Answer(body, f"{label}: who asks", 0.85)


def _only_asks(label: str, scene: Scene) -> bool:
    """Say whether a name, no given one, labels two questions or more, and stands nowhere else."""
    words, tables = label.split(), word_sets()
    if not all(word[:1].isupper() for word in words) or fold(words[0]) in scene.base.given_names:
        return False
    if any(tables.has(t, w) for t in ("humans", "trades") for w in words) or any(
            scene.base.roles.get(w.lower().rstrip(".")) for w in words):
        return False  # REPORTER, Ms Roe
    turns = re.findall(rf"(?m)^\W{{0,2}}{re.escape(label)}\W{{0,2}}: (.*)", scene.text)
    asks = len(turns) > 1 and all(turn.rstrip(" *”\"").endswith("?") for turn in turns)
    return asks and len(re.findall(rf"\b{re.escape(label)}\b", scene.text)) == len(turns)
