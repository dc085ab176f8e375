"""Which firm, paper or club is meant by "the company", "the daily", "the US chipmaker"."""

from __future__ import annotations

import re
from dataclasses import replace

from quoth.linking.body_kinds import can_be, words_of
from quoth.linking.clusters import Cluster
from quoth.linking.foreign import foreign_kinds
from quoth.linking.institutions import known_name
from quoth.linking.names import fold
from quoth.linking.references import Reference
from quoth.linking.salience import Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import singular, word_sets
from quoth.records import Span


def named_firms(seen: Seen, context: Context) -> int:
    """Count the bodies before a phrase that no list knows: which of them is "the company"."""
    return sum(c.kind == "organization" and c.known is None and c.entity is None
               and c.first < seen.start for c in context.cast.bodies.values())


def is_outlet(cluster: Cluster) -> bool:
    """Say whether a body is a paper, a station or an agency by name or by what it is called."""
    words = {w for n in cluster.names for w in fold(n).split()}
    kinds = set().union(*map(foreign_kinds, cluster.names))
    known = cluster.known is not None and cluster.known.id.startswith("outlet:")
    return known or bool(words & _OUTLET_WORDS or (cluster.heads | kinds) & _OUTLETS)


def bare_phrase(ref: Reference) -> str:
    """Return the words of a phrase before what a comma sets apart: "The company, based in Tarn,".
    """
    first, _, rest = ref.text.partition(",")
    return ref.text if _CALLED.search(rest) else first  # "the group, which calls itself Tarn"


_CALLED = re.compile(r"\b(?:calls|calling|called|known|named|dubbed)\b")


def recent_body(seen: Seen, context: Context) -> Cluster | None:
    """Return the one body of the article, or the last before "the company", that no list knows."""
    if seen.ref.owner is not None or not _is_plain(bare_phrase(seen.ref)):
        return None
    head = singular(seen.ref.head or "")
    if head not in _ANOTHER_WORD | FIRMS | _OUTLETS | _SQUADS or _introduced(head, seen, context):
        return None  # a hospital is no other word for whatever was named
    pool = [c for c in context.cast.bodies.values() if c.kind == "organization"
            and (c.known is None or head in _OUTLETS and c.known.id[:7] == "outlet:")
            and c.entity is None
            and not set(c.names) & word_sets().mentions["networks"]
            and (head not in _OUTLETS or is_outlet(c))]
    rows = [(max((s.start for s in c.seen if s.start < seen.start), default=-1), c) for c in pool]
    rows = sorted((r for r in rows if r[0] >= 0), key=lambda r: -r[0])
    rows = [r for r in rows if can_be(head, r[1], FIRMS)]
    if not rows:
        return None
    if len(rows) > 1 and context.scene.sentence(rows[0][0]) == context.scene.sentence(
            rows[1][0]) and all(len(c.seen) == 1 for _, c in rows[:2]):
        if not _acts(rows[1][0], rows[0][0], context.scene):
            return None  # "Oxo and Delta merged. The company"
        rows = rows[1:]
    if _is_paired(rows[0][1], context):
        return None
    near = context.scene.sentence(seen.start) - context.scene.sentence(rows[0][0])
    if head in _SQUADS and (near > 1 or _kinds(rows[0][1])):
        return None
    if _told_apart(seen, rows[0][1], context) or _of_another_kind(head, rows[0][1]) or (
            _of_another_trade(seen.ref, rows[0][1], context)):
        return None
    return rows[0][1] if len(rows) == 1 or near <= 2 else None


def _acts(first: int, last: int, scene: Scene) -> bool:
    """Say whether a sentence begins with one body and has the other behind a preposition: "Oxo sold
    its stake to Delta"."""
    the = 4 if scene.text[max(0, first - 4) : first] == "The " else 0
    return first - the in scene.openings and _OBLIQUE.search(
        scene.text, max(0, last - 20), last) is not None


_OBLIQUE = re.compile(r"\b(?:by|to|from|with|against|for|at|of|over|on) (?:the |rivals? )?$")


def _introduced(head: str, seen: Seen, context: Context) -> bool:
    """Say whether the article brought one in that it did not name: "a fund from Qatar", later
    "the fund"."""
    phrase = rf"(?:an?|another|one) (?:[a-z-]+ ){{0,2}}{re.escape(head)}"
    before = context.scene.text[: seen.start]
    ends = [m.end() for m in re.finditer(rf"\b{phrase}\b(?![,’'])", before)]
    return bool(ends) and not re.search(rf"{_IS} {phrase}$", before[: ends[-1]])


_IS = "(?:,| is| was| as| be| become| became| remains)"


def _of_another_kind(head: str, cluster: Cluster) -> bool:
    """Say whether a body's name says what it is, and that is no firm: a council is no developer."""
    if head in _ANOTHER_WORD or head in _OUTLETS:
        return False
    kinds = _kinds(cluster)
    return bool(kinds) and not kinds & (_ANOTHER_WORD | FIRMS | _OUTLETS | {head})


def _of_another_trade(ref: Reference, cluster: Cluster, context: Context) -> bool:
    """Say whether "the phone company" is another than a body that the article gives a trade: "the
    dam operator, Oxo,", "Miner Oxo"."""
    words = bare_phrase(ref).lower().split()
    if len(words) != _MOST - 1 or words[2] not in _COMPOUND:
        return False
    spans = [s.ref.name_span or s.ref.span for s in cluster.seen]
    found = [_TRADE.search(context.scene.text, max(0, s.start - 40), s.start) for s in spans]
    trades = {m["trade"].lower() for m in found if m} | {
        singular(h) for h in cluster.heads} - FIRMS - _ANOTHER_WORD
    makers = {singular(h) for h in cluster.heads if h in FIRMS - _COMPOUND - FIRM_WORDS}
    trades |= makers.union(*map(words_of, makers))
    named = {w for n in cluster.names for w in fold(n).split()}
    same = words[1] in trades | named or singular(words[1]) in trades
    return bool(trades) and not same


_TRADE = re.compile(r"(?:\b(?P<trade>[a-z]{3,}) (?:operator|maker|company|firm|group|giant|producer"
                    r"|manufacturer|chain),? )$")


def _kinds(cluster: Cluster) -> set[str]:
    """Return the words of a body's name that say what it is: council, bank."""
    return {w for n in cluster.names for w in fold(n).split()
            if word_sets().has("organizations", w)} | set().union(
        *map(foreign_kinds, cluster.names))


def says_nothing_else(head: str, cluster: Cluster) -> bool:
    """Say whether neither name nor article calls a body another thing than a noun does."""
    known = cluster.known is not None and not cluster.known.id.startswith("org:")
    kinds = _kinds(cluster) | {h for h in cluster.heads if word_sets().has("organizations", h)}
    loose = _ANOTHER_WORD if head in _ANOTHER_WORD else {head}
    return not known and not kinds - loose and can_be(head, cluster, FIRMS)


def _is_plain(phrase: str) -> bool:
    """Say whether a phrase is a noun and no more than its trade: "The airline", "the food maker".
    """
    words = phrase.split()
    if len(words) == 3:
        trade = words[1].islower() and words[1] not in word_sets().mentions["modifiers"]
        return trade and words[1] not in _OTHERS and words[2] in _COMPOUND
    return len(words) == 2


def _told_apart(seen: Seen, cluster: Cluster, context: Context) -> bool:
    """Say whether the article spoke of "the regulator" and a body as of two: "The regulator fined
    Oxo"."""
    words = fold(bare_phrase(seen.ref))
    return any(fold(other.ref.text) == words and other not in cluster.seen
               and any(s.sentence == other.sentence and s.start != other.start
                       for s in cluster.seen)
               for other in context.scene.phrases_from(0, seen.start))


def just_spoke(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that spoke last where "the agency" can only be another word for it."""
    ref = seen.ref
    head = singular(ref.head or "")
    phrase = _SIDE.sub("", bare_phrase(ref))
    two = len(phrase.replace("-based ", "").split()) == 2
    other = two and ref.definite and not ref.plural and head in _ANOTHER_WORD | _POLITICAL
    last = context.last_spoke()
    if not other or last is None or _introduced(head, seen, context):
        return None
    at, speaker = last
    if speaker.kind != "organization" and not speaker.names:
        speaker = _whose_aide(at, context) or speaker
    if speaker.kind != "organization" or seen.sentence - context.scene.sentence(at.start) > 2:
        return None
    if _told_apart(seen, speaker, context):
        return None
    if not can_be(head, speaker, FIRMS):
        return None
    words = {w for n in (*speaker.names, *known_name(speaker)) if not foreign_kinds(n)
             for w in fold(n).split()}
    kinds = {h for h in (*speaker.heads, *words) if word_sets().has("organizations", h)}
    if head in _POLITICAL and (kinds - _POLITICAL or speaker.known is not None):
        return None
    others = kinds - _ANOTHER_WORD - {head} - (_OFFICES if head in _ANY else _STEERS if head in (
        "regulator", "watchdog") else set())
    return None if others else speaker


_ANY = {"body", "outfit", "grouping", "organisation", "organization", "agency"}
_STEERS = {"office", "authority", "commission", "directorate", "inspectorate", "bureau", "council"}
_OFFICES = {"unit", "office", "service", "bureau", "commission", "council", "committee",
            "authority", "institute", "centre", "center", "society", "union", "league",
            "foundation", "trust"}


_POLITICAL = {"party", "movement"}
_SIDE = re.compile(r"\b(?:opposition|ruling|governing|left-wing|right-wing|far-right|centrist"
                   r"|populist|liberal|conservative|nationalist|separatist|islamist|green) ")


def just_named(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that the sentence before has brought in, alone in it, where "the firm" comes
    right behind: "A Finnish start-up, Oxo, had bought it. The firm said"."""
    head = singular(seen.ref.head or "")
    if seen.ref.owner is not None or seen.ref.plural or not _is_plain(bare_phrase(seen.ref)) or (
            head not in FIRMS | _ANOTHER_WORD | _SORTS):
        return None
    begin = min([seen.start, *(a.extent.start for a in context.scene.said_by(seen.ref.span))])
    before = context.scene.sentence(begin) - 1
    here = {id(c): c for c in context.cast.bodies.values() if c.kind == "organization"
            and any(s.sentence == before and s.content is None for s in c.seen)}
    rows = list(here.values())
    fresh = len(rows) == 1 and rows[0].known is None and rows[0].entity is None and (
        context.scene.sentence(rows[0].first) == before)
    if not fresh or not can_be(head, rows[0], FIRMS) or _of_another_kind(head, rows[0]) or (
            head in _SORTS and not says_nothing_else(head, rows[0])) or (
            _told_apart(seen, rows[0], context)) or _of_another_trade(seen.ref, rows[0], context):
        return None
    if not rows[0].heads & (FIRMS | _SORTS) and any(
            c is not rows[0] and c.kind == "organization" and head in c.heads
            for c in context.cast.bodies.values()):
        return None  # another was called so
    last = context.last_spoke()
    silent = last is None or last[0].start < rows[0].first
    return rows[0] if silent and not _is_paired(rows[0], context) else None


def body_called(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that "the pollster" or "the judges" means: one that has just spoken or been
    brought in, or the one court that has spoken; none where somebody is called so."""
    words = bare_phrase(seen.ref).lower().split()
    if len(words) != len(("the", "judges")) or words[0] != "the":
        return None
    noun = words[1]
    if noun in _MEMBERS:
        rows = {id(c): c for _, c in context.spoken if c.kind == "organization"
                and _MEMBERS[noun] & {w for n in c.names for w in fold(n).split()}}
        return next(iter(rows.values())) if len(rows) == 1 else None
    called = any(noun in c.heads or any(t.text.lower().endswith(noun) for t in c.titles)
                 for c in context.people())
    if noun not in _DOERS or called:
        return None
    seen = replace(seen, ref=replace(seen.ref, head=noun, definite=True))
    return next_said(seen, context) or just_named(seen, context)


_MEMBERS = {"judges": {"court", "tribunal"}, "justices": {"court"}, "magistrates": {"court"},
            "auditors": {"audit", "auditors"}}
_DOERS = frozenset({
    "pollster", "broker", "housebuilder", "haulier", "trader", "distributor", "bookmaker",
    "promoter", "organiser", "organizer", "processor", "recruiter", "bottler", "landlord",
    "forecaster", "grower", "dealer", "auctioneer", "reinsurer", "fundraiser", "publisher",
    "builder", "exporter", "importer", "producer", "shipper", "supplier", "contractor",
    "developer", "sponsor", "marketplace", "platform", "exchange", "bourse"})


def _is_paired(cluster: Cluster, context: Context) -> bool:
    """Say whether a name stands only in a pair, the other of which may be no name to the reader:
    "shares of Oxo and Delta"."""
    return all(_AND.match(context.scene.text, (s.ref.name_span or s.ref.span).end)
               for s in cluster.seen if s.ref.name)


_AND = re.compile(r",? (?:and|or) (?:the )?[A-Z]")


def next_said(seen: Seen, context: Context) -> Cluster | None:
    """Return the body that spoke in the sentence before, where "the carrier", "the environmental
    group" can only say what it is: neither its name nor the article says that it is another thing.
    """
    ref, head = seen.ref, singular(seen.ref.head or "")
    words = bare_phrase(ref).split()
    last = context.last_spoke()
    if last is None or not ref.definite or ref.plural or ref.owner is not None or not (
            1 < len(words) <= _MOST and head in FIRMS | _ANOTHER_WORD | _SORTS and all(
                (w.islower() or _SIDED.fullmatch(w)) and w not in _OTHERS for w in words[1:])):
        return None
    at, speaker = last
    gap = seen.sentence - context.scene.sentence(at.start)
    same = context.scene.paragraph(at.start) == seen.paragraph
    fresh = speaker.kind == "organization" and speaker.entity is None and (
        gap == 1 or gap == _GAP and same)
    plain = head in _ANOTHER_WORD and len(words) == 2
    if not fresh or plain or _introduced(head, seen, context) or (
            _told_apart(seen, speaker, context)):
        return None
    known = speaker.known is not None and speaker.known.id in context.scene.base.countries
    kinds = _kinds(speaker) | speaker.heads
    if head in _LOOSE | {"party"}:  # a party may be called an alliance in its own language
        kinds -= set().union(*map(foreign_kinds, speaker.names)) & (_LOOSE | {"confederation"})
    kinds -= _LOOSE if head in ("group", "body", "organization", "organisation") else {
        head, *(FIRM_WORDS if head in FIRMS else ())}
    return None if known or kinds else speaker


_LOOSE = {"group", "federation", "association", "union", "league", "movement", "coalition", "front",
          "alliance", "society", "charity", "foundation", "trust", "network", "body"}
_SIDED = re.compile(r"(?:pro|anti|non)-[A-Z]\w+")  # "the pro-Tarn daily"


_GAP = 2  # sentences back to who spoke, in one paragraph
_MOST = 4  # words of a phrase for a body, with its article
_SORTS = {"label", "franchise", "studio", "bank", "union", "party", "club", "team", "paper",
          "newspaper", "daily", "broadcaster",
          "site", "portal", "railway", "utility", "institute", "foundation", "pollster", "broker",
          "brokerage", "consultancy", "movement"}


def _whose_aide(source: Span, context: Context) -> Cluster | None:
    """Return the body for which somebody without a name speaks: WFP of "a WFP spokesman"."""
    rows = [c for span, c in context.cast.by_span.items()
            if source.contains(span) and c.kind == "organization"]
    return rows[0] if len(rows) == 1 else None


def firm_here(seen: Seen, context: Context) -> Cluster | None:
    """Return the one body of the article that is called a firm of some kind: "the company"."""
    if not seen.ref.definite or (seen.ref.head or "").lower() not in ("company", "firm", "group"):
        return None
    rows = [c for c in context.cast.bodies.values() if c.kind == "organization"
            and c.first < seen.start and c.heads & FIRMS]
    return rows[0] if len(rows) == 1 else None


def makers_firm(seen: Seen, context: Context) -> Cluster | None:
    """Return the one firm that was called by the noun of "the US chipmaker"."""
    head = singular(seen.ref.head or "")
    if not seen.ref.definite or seen.ref.plural or head not in FIRMS or not seen.ref.country:
        return None
    rows = [c for c in context.cast.bodies.values() if c.kind == "organization"
            and head in c.heads and c.country in (None, seen.ref.country)]
    return rows[0] if len(rows) == 1 else None


FIRM_WORDS = frozenset({"company", "firm", "group", "corporation", "business", "holding",
                        "holdings"})
_ANOTHER_WORD = {"agency", "body", "organization", "organisation", "group", "company", "firm",
                 "board", "federation", "association", "charity", "outfit",
                 "grouping", "ngo", "institution", "regulator", "watchdog", "outlet", "network",
                 "fund"}
_OUTLETS = {"newspaper", "paper", "daily", "weekly", "magazine", "station", "channel", "tabloid",
            "broadcaster", "journal", "website"}
_OUTLET_WORDS = {"times", "post", "news", "daily", "herald", "tribune", "journal", "gazette",
                 "press", "chronicle", "television", "tv", "radio", "weekly", "review", "star",
                 "mail", "sun", "standard", "observer", "guardian", "telegraph", "mirror", "echo",
                 "courier", "express", "globe", "fm", "broadcasting", "channel", "magazine"}
_OTHERS = {"rival", "second", "third", "other", "same", "new", "parent", "sister", "fellow",
           "smaller", "larger", "bigger", "nearby", "neighbouring", "neighboring", "competing"}
_COMPOUND = {"regulator", "watchdog", "agency", "charity", "authority", "maker", "giant", "chain",
             "company", "firm", "group", "major", "operator", "producer", "manufacturer", "tank"}
FIRMS = _DOERS | {
         "fintech", "holding", "discounter", "brand", "builder", "toymaker", "broadcaster",
         "distiller", "grocer", "chain", "tank", "shipper", "major", "company", "firm", "startup",
         "start-up", "maker", "manufacturer", "operator", "retailer", "airline", "carmaker",
         "automaker", "chipmaker", "drugmaker", "steelmaker", "planemaker", "corporation",
         "conglomerate", "miner", "insurer", "lender", "brewer", "publisher", "supermarket",
         "wholesaler", "refiner", "giant", "utility", "supplier", "producer", "carrier",
         "developer", "provider", "exporter", "importer", "contractor", "cooperative"}
_SQUADS = {"club", "team", "side", "band", "trio", "quartet", "orchestra", "choir"}
