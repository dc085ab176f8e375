"""Who is meant where a phrase holds a name: "the shipping line, Oxo", "one of them, Ann Roe"."""

from __future__ import annotations

import re
from dataclasses import replace

from quoth.linking.bynames import called
from quoth.linking.clusters import Cluster
from quoth.linking.institutions import body_cluster, last_headed, state_cluster
from quoth.linking.interviews import outlet_label
from quoth.linking.led_governments import led_country
from quoth.linking.names import fold
from quoth.linking.person_names import is_role_word
from quoth.linking.placed_bodies import is_un_body, placed_body, un_body
from quoth.linking.references import Reference
from quoth.linking.salience import Answer, Context, most_salient
from quoth.linking.scene import Seen
from quoth.linking.styles import is_townsman
from quoth.linking.titles import is_what_one_is
from quoth.linking.topics import topic
from quoth.linking.words import singular
from quoth.records import Span

_LED = re.compile(r", (?:jointly )?(?:led|headed|chaired|run|represented|directed|overseen) by ")
_FOR = re.compile(r"(?<=\w) (?:for|to) (?=(?:[A-Z][\w.’'-]* )+[A-Z][\w’'-]+$)")
_AIDE = re.compile(r"(?i)\b(?:spokes\w+|lawyers?|attorney|aide|advis[eo]r|representative)$")
_WHOSE = re.compile(r"(?<=\w) (?:for|to|of|with) (?:(?:the|his|her|their) )?(?:[\w-]+ ){0,2}?"
                    r"(?P<noun>[a-z][a-z-]+) (?:[A-Z][\w.’'-]*,? ?)+$")
_FOR_FIRM = re.compile(r" (?:for|of|at|from) (?:the|its|their) (?:[\w-]+ ){0,3}(?P<noun>[a-z-]+), "
                       r"(?:[A-Z][\w.’'&-]*,? ?)+$")
_BESIDE = re.compile(r"(?:^(?:one|another|a (?:second|third|fourth))(?: of [\w’' ]+| [\w-]+)?, "
                     r"(?:(?:the|an?) )?(?:[\w’'-]+ ){0,4}|\((?:[A-Z]\w{1,4}\.? )*)$", re.I)
_ROLES = re.compile(r"^(?:[Tt]he )?[\w-]+ and [\w -]+ $")  # "founder and chief executive Ann Roe"
_LETTERS = re.compile(r"[Tt]he ([A-Z]{2,5}), [A-Z]")
_SEAT = re.compile(r"(?i:the (?:honou?rable )?member(?: of parliament)? (?:for|from)) ([A-Z].+)")
_FROM = re.compile(r"[Tt]he (?:[a-z-]+ )?(?P<word>(?P<stem>[A-Z][a-z]+?)"
                   r"(?:er|ite|ian|ese|an|s?man|s?woman|die|use))")
_NATIVE = re.compile(r"[Tt]he ([A-Z][a-zé]+(?:er|ian|ite|ese|man|woman|ander))")
_OFFICE_NAME = re.compile(r"[Tt]he (?:[A-Z][\w’'-]+ ){0,3}(?P<noun>[A-Z][a-z]+), "
                          r"(?P<name>[A-Z][\w’'. -]+?)(?:,.*)?")
_FEW = 2  # mentions of what is an office, not a body
_SHORT = re.compile(r"[Tt]he ([A-Z]{2,5})")


def without_leader(seen: Seen, context: Context) -> Seen:
    """Return "The researchers, led by Ann Roe" and "A spokesman for Ann Roe" without the name."""
    led = _LED.search(seen.ref.text)
    behalf = _FOR.search(seen.ref.text)
    if behalf and seen.ref.kind == "person" and _AIDE.search(seen.ref.text[: behalf.start()]):
        led = behalf
    whose = _WHOSE.search(seen.ref.text) if led is None and seen.ref.name else None
    if whose and is_what_one_is(whose["noun"], context.scene.base):
        led = behalf = whose  # "An aide to admiral Ann Roe"
    firm = _FOR_FIRM.search(seen.ref.text) if led is None else None
    if firm and seen.ref.kind == "organization" and _AIDE.search(
            seen.ref.text[: firm.start()]):
        led = behalf = firm  # "A spokesman for the brewer, Oxo,"
    if led is None or seen.ref.kind in ("document", "data"):
        return seen
    alone = context.scene.see(Span(seen.start, seen.start + led.start()))
    whole = led is behalf and alone.ref.name is None  # the name still says whose spokesman it is
    return replace(alone, ref=replace(alone.ref, text=seen.ref.text)) if whole else alone


def _set_beside(seen: Seen, context: Context) -> Answer | None:
    """Answer "one of them, Ann Roe" and "The Minister (Mr. Tom Lee)" by the name at the end."""
    text = context.scene.text
    for span, cluster in context.cast.by_span.items():
        if cluster.kind == "person" and seen.ref.span.contains(span):
            ahead = text[seen.start : span.start]
            behind = text[span.end : seen.ref.span.end].strip(" ,.:")
            if behind in ("", ")") and (_BESIDE.search(ahead) or _ROLES.search(ahead)):
                cluster.teach(seen.ref)
                return Answer(cluster, f"{seen.ref.text}: the name at its end", 0.9)
    return None


def _titled_last(seen: Seen, context: Context) -> Cluster | None:
    """Return the judge of "Environment and Land Court judge Ann Roe": one name behind a title.

    "The club and coach Ann Roe" are two.
    """
    tags = [c.tag for c in context.scene.chunks_in(seen.ref.span)]
    last = context.scene.chunks_in(seen.ref.span)[-1:]
    if seen.ref.kind != "group" or tags[-2:] != ["title", "name"] or tags.count("name") != 1 or (
            tags[-3:-2] not in (["org"], ["cap"], ["place"])) or {"det", "comma"} & set(tags):
        return None
    cluster = context.cast.by_span.get(last[0].span)
    return cluster if cluster is not None and cluster.kind == "person" else None


def _behind_office(seen: Seen, context: Context) -> Cluster | None:
    """Return the person of "The Osu Mantse, Nii Roe,": an office that no list knows is no body."""
    ref = seen.ref
    match = _OFFICE_NAME.fullmatch(ref.text)
    if match is None or ref.name == match["name"]:
        return None
    span = Span(ref.span.start + match.start("name"), ref.span.start + match.end("name"))
    cluster, head = context.cast.by_span.get(span), context.cast.by_span.get(
        ref.name_span or ref.span)
    once = head is None or head.known is None and len({s.start for s in head.seen}) <= _FEW
    if cluster is None or cluster.kind != "person" or not once:
        return None
    cluster.heads.add(match["noun"].lower())
    return cluster


def _self_called(seen: Seen, context: Context) -> Answer | None:
    """Answer "the group, which calls itself the Tarn Front," by the name that it bears."""
    match = _CALLS.search(seen.ref.text)
    at = match and seen.start + match.end()
    rows = [c for span, c in context.cast.by_span.items() if span.start == at and c.names]
    return Answer(rows[0], f"{seen.ref.text}: calls itself so", 0.85) if rows else None


_CALLS = re.compile(r"\b(?:(?:calls?|calling|called) (?:itself|themselves)|known as)(?: the)? ")


def _by_short_title(seen: Seen, context: Context) -> Cluster | None:
    """Return the one Cabinet Secretary of "The CS", if the article has one."""
    match = _SHORT.fullmatch(seen.ref.text)
    if match is None:
        return None
    given = context.scene.text.find(f" ({match[1]})")
    rows = [c for c in context.cast.people if any(
        s.ref.span.start < given < s.ref.span.end and s.start < seen.start for s in c.seen)]
    rows = rows or list({id(c): c for span, c in context.cast.by_span.items()
                         if c.kind == "person" and _ahead(match[1], span, context.scene.text)
                         }.values())
    rows = rows or [c for c in context.cast.people if c.first < seen.start and any(
        " " in t.text and _is_short_for(match[1], t.text, context) for t in c.titles)]
    return rows[0] if len(rows) == 1 else None


def _is_short_for(letters: str, title: str, context: Context) -> bool:
    """Say whether letters are a title's, with or without a land's: the CJI, Chief Justice."""
    lands = {c.name[:1] for key, c in context.cast.bodies.items()
             if key in context.scene.base.countries}
    whole = _initials(title)
    return whole.endswith(letters) or whole == letters[:-1] and letters[-1:] in lands


def _initials(title: str) -> str:
    """Return the initials of a title: CS of cabinet secretary, SP of superintendent of police."""
    return "".join(w[0] for w in title.split() if w.lower() not in ("of", "for", "the", "and")
                   ).upper()


def _sits_for(ref: Reference, context: Context) -> Cluster | None:
    """Return who is named with the seat of "the Member for Upper Wold": "Ann Roe (Upper Wold)"."""
    seat = _SEAT.fullmatch(ref.text)
    rows = [c for c in context.cast.people if seat and any(re.match(
        rf" \([^()]*\b{re.escape(seat[1])}\b[^()]*\)", context.scene.text[
            (s.ref.name_span or s.ref.span).end :][:80]) for s in c.seen if s.ref.name)]
    return rows[0] if len(rows) == 1 else None


def _townsman(seen: Seen, context: Context) -> Answer | None:
    """Answer "The Dubliner" by who has just been spoken of."""
    match = _FROM.fullmatch(seen.ref.text)
    base = context.scene.base
    if match is None or seen.ref.value or not (is_townsman(match["word"], context.scene.text)
            or any(stem in base.by_capital for stem in (fold(match["stem"]),
                                                        fold(match["stem"]) + "e"))):
        return None
    gender = "f" if match["word"].endswith("woman") else "m" if match["word"].endswith(
        "man") else None
    seen = replace(seen, ref=replace(seen.ref, gender=gender))
    found = most_salient(seen, [c for c in context.people() if c.names], context)
    return found if found.cluster is not None else None


def _called_once(seen: Seen, context: Context) -> Cluster | None:
    """Return whom a sentence is about where a word named only here speaks next: "the Salzburger".
    """
    ref, words = seen.ref, _NATIVE.fullmatch(seen.ref.text)
    if words is None or ref.value or len(re.findall(
            rf"\b{re.escape(words[1])}\b", context.scene.text)) > 1:
        return None
    direct = any(a.form == "direct" for a in context.scene.said_by(ref.span))
    return topic(seen, context) if direct else None


def _ahead(letters: str, name: Span, text: str) -> bool:
    """Say whether the letters of an office stand before a name: "the BDO, A. Roe", "MLA Roe"."""
    ahead = text[max(0, name.start - len(letters) - 8) : name.start]
    return re.search(rf"\b{letters}\)?,? (?:[A-Z]\. )*$", ahead) is not None


def _with_letters(ref: Reference, context: Context) -> Cluster | None:
    """Return the person of "The BDO, P. Roe,": the letters are of an office."""
    match = _LETTERS.match(ref.text)
    rows = [c for span, c in context.cast.by_span.items() if match and c.kind == "person"
            and span.end == ref.span.end - len(ref.text) + len(ref.text.rstrip(" ,"))
            and _ahead(match[1], span, context.scene.text)]
    if len(rows) != 1 or match is None:
        return None
    office = re.search(rf"([A-Z][a-z]+) \({match[1]}\)", context.scene.text)
    rows[0].heads |= {office[1].lower()} if office else set()
    return rows[0]


def by_name(seen: Seen, context: Context, source: bool) -> Answer | None:
    """Answer by the name in the phrase, if it has one."""
    ref, found = seen.ref, context.cast
    byname = called(ref.text, found) if found.bynames else None
    if byname is not None:
        return Answer(byname, f"{ref.text}: what {byname.name} is called", 0.9)
    townsman = _townsman(seen, context) if source else None
    if townsman is not None:
        return townsman
    led = led_country(ref, context) if source else None
    if led is not None:
        state = state_cluster(replace(ref, head="government"), led, context, source)
        return Answer(state, f"{ref.text}: by who leads it", 0.9)
    sitting = _sits_for(ref, context)
    if sitting is not None:
        return Answer(sitting, f"{ref.text}: named with the seat", 0.85)
    judge = (_titled_last(seen, context) or _behind_office(seen, context)) if source else None
    if judge is not None:
        return Answer(judge, f"{ref.text}: the name behind its title", 0.9)
    if source and ref.name_span is None and not ref.names:
        return _self_called(seen, context) or _set_beside(seen, context) or _its_rival(
            seen, context)
    if ref.kind == "group" and len(ref.names) > 1:
        return None
    if ref.name_span is None or ref.kind not in ("person", "organization", "place"):
        return None
    if context.scene.text.startswith("-based ", ref.name_span.end):
        return None  # "The Brussels-based body"
    placed = _by_place(seen, context) if source else None
    if placed is not None:
        return Answer(placed, f"{ref.text}: the last such body", 0.75)
    holder = (_with_letters(ref, context) or _by_short_title(seen, context)) if source else None
    if holder is not None:
        return Answer(holder, f"{ref.text}: the letters of an office", 0.8)
    plain = is_role_word(ref.name or "") or (ref.name or "").lower() in ("ngo", "ngos")
    generic = ref.kind == "organization" and plain and ref.definite
    if generic:
        body = last_headed((ref.name or "").lower(), seen, context)
        if body:
            return Answer(body, f"{ref.text}: the last such body", 0.85)
    native = _called_once(seen, context) if source else None
    if native is not None:
        return Answer(native, f"{ref.text}: whom the sentence before is about", 0.6)
    spans = [ref.name_span, ref.span]
    for span in spans:
        if span in found.by_span:
            cluster = found.by_span[span]
            bare = cluster.kind == "person" and not (cluster.titles or cluster.gender)
            if bare and source and outlet_label(cluster, ref, context):
                cluster.kind = "organization"
            if ref.kind == "organization" and bare:  # "the shipping line, Noordster"
                cluster.kind = "organization"
            return _speaking(cluster, ref, context, source)
    if any(span.overlaps(ref.name_span) for span in found.ambiguous):
        return Answer(None, f"{ref.name}: several people of the article bear this name")
    inside = [s for s in found.by_span if ref.name_span.contains(s) or s.contains(ref.name_span)]
    if inside:
        return _speaking(found.by_span[max(inside)], ref, context, source)
    return _called_union(seen, context) if source else None


def _by_place(seen: Seen, context: Context) -> Cluster | None:
    """Return the body of "the UN agency", and of "the Tarn club" that was taken for a name."""
    if is_un_body(seen.ref):
        return un_body(seen, context)
    last = (seen.ref.name or "A").split()[-1]
    return placed_body(seen, context) if seen.ref.definite and last.islower() else None


def _called_union(seen: Seen, context: Context) -> Answer | None:
    """Answer "Miners' union Oxo", which nobody took for a name, by a body of that name."""
    ref = seen.ref
    name, span = ref.name or "", ref.name_span
    plain = ref.kind == "organization" and ref.head and ref.definite and not ref.plural
    before = context.scene.text[ref.span.start : span.start].split()[-1:] if span else []
    ends = span is not None and ref.span.end - span.end <= 1  # or a comma behind
    if not plain or not ends or before != [ref.head] or " " in name or is_role_word(name):
        return None
    found = context.cast.bodies.setdefault(f"name:{fold(name)}", Cluster("organization", [name]))
    found.heads.add(singular(ref.head or ""))
    return Answer(found, f"{ref.text}: the name behind what it is", 0.8)


def _its_rival(seen: Seen, context: Context) -> Answer | None:
    """Answer "Its larger rival, Oxo," by the name at its end, which is a body's then."""
    if not _RIVAL.match(seen.ref.text):
        return None
    for span, cluster in context.cast.by_span.items():
        ends = seen.ref.span.contains(span) and not context.scene.text[
            span.end : seen.ref.span.end].strip(" ,")
        if ends and cluster.known is None and cluster.kind in ("organization", "place"):
            cluster.kind = "organization"
            return Answer(cluster, f"{seen.ref.text}: the name at its end", 0.85)
    return None


_RIVAL = re.compile(r"(?i)one of them, (?-i:[A-Z])|(?:its|their|that) (?:[a-z-]+ ){0,2}(?:rivals?"
                    r"|partner|competitor|counterpart"
                    r"|subsidiary|supplier|insurer|lender|parent|owner|operator|neighbou?r), "
                    r"(?-i:[A-Z])")


def _speaking(cluster: Cluster, ref: Reference, context: Context, source: bool) -> Answer:
    """Let the country speak for its capital: "Yerevan pays special attention"."""
    capital = fold(ref.name or "") in context.scene.base.by_capital and not cluster.entity
    if source and cluster.kind == "place" and capital and cluster.country:
        state = context.cast.bodies.get("be")
        union = fold(ref.name or "") == "brussels" and (
            state is None or {*state.names} <= {"Brussels", "Belgium"} and not any(
                s.ref.text != "Brussels" for s in state.seen))
        bloc = "org:EC" if "org:EC" in context.cast.bodies else "org:EU"
        country = body_cluster(bloc if union else cluster.country, context)
        return Answer(country, f"{ref.name} stands for the government", 0.85)
    return Answer(cluster, f"name: {ref.name}")
