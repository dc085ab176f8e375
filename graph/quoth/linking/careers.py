"""What an article tells that somebody has become, runs or was: "Oxo named Ann Roe its chairwoman",
"Ann Roe, who heads the port authority", "Ann Roe takes over from Tom Lee as director".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.references import Title
from quoth.linking.scene import Scene
from quoth.linking.words import word_sets
from quoth.records import Span

_RUNS = {"heads": "head", "headed": "head", "leads": "leader", "led": "leader", "chairs": "chair",
         "chaired": "chair", "runs": "head", "directs": "director", "manages": "manager",
         "edits": "editor", "coaches": "coach", "captains": "captain"}
_RUN = re.compile(rf"(?:, who)? (?:now |also |currently |has |had )?(?P<verb>{'|'.join(_RUNS)}) "
                  r"(?P<body>(?:the |an? )?[^,.;:\n“”\"]{3,60})")
_BODY_END = re.compile(r" (?:in|at|from|on|which|that|who|and|since|for|told|said|says) .*$")
_ROLE = r"(?:as |to be )?(?P<role>(?:(?:its|the|their|an?|his|her|our) )?[^,.;:\n“”\"]{3,70})"
_SEATED = (r"(?:named|appointed|re-?elected|elected|sworn in|made|installed|confirmed|promoted"
           r"|chosen|picked|hired|ordained|crowned)")
_NOW = (re.compile(rf"(?:, who)? (?:was|is|has been|will be|had been|were) (?:\w+ )?{_SEATED}"
                   rf"(?: to)? {_ROLE}"),
        re.compile(rf"(?:, who)? (?:has |will )?(?:become|became|becomes|took office) {_ROLE}"),
        re.compile(r"(?:, who)? (?:will |has )?(?:takes?|took|taken|steps|stepped) (?:over|charge)"
                   rf"(?: from (?P<other>[A-Z][\w.’' -]+?))? (?=as ){_ROLE}"),
        re.compile(r"(?:, who)? (?:will |has )?(?:replace[sd]?|succeed(?:s|ed)?) "
                   rf"(?P<other>[A-Z][\w.’' -]+?) (?=as ){_ROLE}"))
_PUT = re.compile(r"\b(?:named|appointed|elected|hired|promoted|chose|picked|installed|made|names"
                  r"|appoints|hires|picks) (?:\w+ )?$")
_PUT_AS = re.compile(rf" {_ROLE}")
_PAST = (re.compile(r"(?:,? who)? (?:was|had been|served as|worked as|used to be"
                    r"|has been) (?P<role>"
                    r"[^,.;:\n“”\"]{3,70})"),
         re.compile(r"(?:, who)? (?:has |will )?(?:resigned|quit|quits|steps? down|stepped down"
                    r"|retired|retires?|was dismissed|was sacked|was fired|was ousted) as (?P<role>"
                    r"[^,.;:\n“”\"]{3,70})"))
_ROLE_END = re.compile(r" (?:in|on|after|until|from|last|this|next|by|when|to|with|while|during|two"
                       r"|three|since|before|between|and|said|told|for \w+ years?|at the)\b.*$")
_ELSE = re.compile(r"\b(?:by|for|to|of|with|from|against|about|in|on|at|not|than)\b")
_HANDS = re.compile(r"(?:, who)? (?:will |is to |has |had )?(?:hands?|handed) "
                    rf"(?:over|(?:on )?the \w+) to (?P<next>[A-Z][\w.’' -]+?) (?=as ){_ROLE}")
_DONE = re.compile(r"\b(?:took|taken|replaced|succeeded|handed|stepped)\b")
_ASIDE = re.compile(r", (?:who|whose|an?|the|aged|\d\d)\b[^,;.:\n“”\"]{0,70},")
_OVER = re.compile(r" (?:until|from \d+|between|before|for \w+ years|in \d{4})\b")


def learn_careers(found: Cast, scene: Scene) -> None:
    """Teach named people the offices that the article says they took, hold or left."""
    people = [(span, c) for span, c in found.by_span.items() if c.kind == "person"]
    for name, cluster in sorted(people, key=lambda row: row[0]):
        aside = _ASIDE.match(scene.text, name.end)
        span = Span(name.start, aside.end()) if aside else name
        for title in (*_running(name, found, scene), *_seated(name, found, scene),
                      *_left(name, scene), *(_running(span, found, scene) if aside else ()),
                      *(_seated(span, found, scene) if aside else ())):
            known = {(t.text.lower(), t.of, t.former) for t in cluster.titles}
            if (title.text.lower(), title.of, title.former) not in known:
                cluster.titles.append(title)
        _handed(name, found, scene)


def _running(span: Span, found: Cast, scene: Scene) -> Iterator[Title]:
    """Yield what somebody is of what they run: "heads the grain board"."""
    match = _RUN.match(scene.text, span.end)
    if match is None:
        return
    words = _BODY_END.sub("", match["body"])
    bare = re.sub(r"^(?:the|an?) ", "", words)
    at = match.start("body") + len(words) - len(bare)
    body = next((c for s, c in found.by_span.items() if s.start == at
                 and c.kind == "organization"), None)
    noun = (bare.split(" of ")[0].split() or [""])[-1]
    if body is None and not (word_sets().has("organizations", noun) and noun.islower()):
        return
    label = _RUNS[match["verb"]]
    former = match["verb"] in ("headed", "led", "chaired") and " has " not in match[0]
    if former and not _OVER.search(scene.text, match.end("verb"), match.end() + 12):
        return
    of = (body.known.id if body.known else body.name) if body else bare
    verb, place = Span(*match.span("verb")), Span(at, at + len(bare))
    yield Title(label, scene.base.role(label).role, of, verb, None, former, place)


def _seated(span: Span, found: Cast, scene: Scene) -> Iterator[Title]:
    """Yield the office that somebody got, and teach who had it before."""
    put = _PUT.search(scene.text, max(0, span.start - 30), span.start)
    matches = [p.match(scene.text, span.end) for p in _NOW]
    matches += [_PUT_AS.match(scene.text, span.end)] if put else []
    for match in filter(None, matches):
        titles = list(_titles(match, scene))
        yield from titles
        other = "other" in match.re.groupindex and match["other"]
        before = _named(Span(*match.span("other")), found) if other else None
        if before is not None:
            before.titles += [_gone(t, match[0]) for t in titles]
        return


def _handed(span: Span, found: Cast, scene: Scene) -> None:
    """Teach who hands over to whom: "Ann Roe hands over to Tom Lee as chief executive"."""
    match = _HANDS.match(scene.text, span.end)
    after = _named(Span(*match.span("next")), found) if match else None
    if match is None or after is None:
        return
    giver = found.by_span[span]
    for title in _titles(match, scene):
        after.titles.append(title)
        giver.titles.append(_gone(title, match[0]))


def _gone(title: Title, words: str) -> Title:
    """Return a title as that of who leaves it: outgoing where the change is still to come."""
    status = "former" if _DONE.search(words) else "outgoing"
    return replace(title, former=True, text=f"{status} {title.text}")


def _named(span: Span, found: Cast) -> Cluster | None:
    return next((c for s, c in found.by_span.items() if c.kind == "person" and s.overlaps(span)),
                None)


def _left(span: Span, scene: Scene) -> Iterator[Title]:
    """Yield the office that somebody had: "who was culture minister until 2019"."""
    for pattern in _PAST:
        match = pattern.match(scene.text, span.end)
        if match is None:
            continue
        head = scene.text[match.start() : match.start("role")]
        past = re.search(r"served|worked|used|had been|resign|quit|step|retire|was \w+ as", head)
        if not past and "who" not in head and not _OVER.search(
                scene.text, match.start("role"), match.end() + 12):
            continue
        over = past or " was " in head and _OVER.search(scene.text, match.start("role"),
                                                        match.end() + 12)
        for title in _titles(match, scene):
            gone = over and not title.former
            yield replace(title, former=True, text=f"former {title.text}") if gone else title


def _titles(match: re.Match[str], scene: Scene) -> Iterator[Title]:
    """Yield the titles of a role phrase in a match, cut where the clause goes on."""
    words = _ROLE_END.sub("", match["role"])
    if not words.strip():
        return
    start = match.start("role")
    ref = scene.read(Span(start, start + len(words)))
    if ref.name is None and not ref.plural and ref.kind in ("person", "unnamed"):
        yield from (t for t in ref.titles if not t.honorific and not _ELSE.search(
            scene.text, start, t.span.start))
