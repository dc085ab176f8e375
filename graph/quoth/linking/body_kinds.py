"""Bodies by another word for what their name says: "the club" for FC Tarn, "the force" for Tarn
Police, "the forum" for the Tarn Rights Forum."""

from __future__ import annotations

import re
from collections.abc import Container

from quoth.linking.clusters import Cluster
from quoth.linking.foreign import foreign_kinds
from quoth.linking.names import fold, without_legal_form
from quoth.linking.salience import Context
from quoth.linking.scene import Seen
from quoth.linking.words import is_agent, singular, word_sets

_PAPERS = ("times post herald observer courier gazette tribune chronicle standard echo journal "
           "mirror telegraph guardian monitor express press globe independent bulletin examiner "
           "advertiser inquirer argus mercury dispatch register")
_CLUBS = ("fc afc cf sc rfc bk ifk fk united city rovers wanderers athletic town albion county "
          "rangers celtic dynamo dinamo spartak lokomotiv real racing sporting deportivo atletico "
          "olympique hapoel maccabi")
# nouns, and the words of names that they can stand for
_KINDS: dict[str, frozenset[str]] = {
    noun: frozenset(words.split())
    for nouns, words in (
        ("club side team", _CLUBS), ("force", "police constabulary gendarmerie"),
        ("newspaper paper daily weekly tabloid publication", _PAPERS),
        ("broadcaster station channel", "radio tv television fm channel broadcasting"),
        ("lender", "bank banco banque banca bancorp"),
        ("airline carrier", "air airlines airways jet wings aero avia aviation aerolineas fly"),
        ("authority", "council"), ("charity", "foundation trust relief"),
        ("utility", "water energy power electric electricity gas utilities"),
        ("operator", "rail railways railway trains transit metro telecom ferries lines seaways"),
        ("line", "line lines ferries seaways shipping cruises maritime"),
        ("hospital", "clinic infirmary"), ("school", "academy lycee lyceum gymnasium"),
        ("insurer", "insurance assurance mutual"),
        ("carmaker automaker", "motors motor automotive"),
        ("drugmaker", "pharma pharmaceuticals pharmaceutical biotech"),
        ("planemaker", "aircraft aerospace aviation"),
        ("chipmaker", "semiconductor semiconductors"),
        ("steelmaker", "steel steelworks"), ("shipbuilder", "shipyard shipyards shipbuilding"),
        ("shipper", "shipping lines maritime"), ("brewer", "brewery brewing breweries"),
        ("miner", "mining mines minerals metals gold resources copper lithium"),
        ("retailer chain", "stores supermarkets supermarket mart"),
        ("builder contractor", "construction constructions builders contracting"),
        ("publisher", "press publishing books"), ("tribunal bench", "court"),
        ("regulator watchdog", "regulatory regulation regulator authority commission ombudsman"),
        ("confederation", "congress"), ("developer", "properties homes estates developments"),
        ("congregation parish", "church"), ("college", "university institute polytechnic"),
        ("university", "politecnico politecnica polytechnic polytechnique college"))
    for noun in nouns.split()}
_SAME = ("airline carrier", "newspaper paper daily", "bank lender", "charity ngo foundation",
         "chain retailer supermarket grocer", "regulator watchdog", "club side team",
         "startup start-up fintech company", "drugmaker pharmaceutical", "carmaker automaker",
         "miner mining", "parent owner", "sponsor backer", "subsidiary unit", "label",
         "employer", "franchise", "promoter organiser organizer",
         "station broadcaster channel", "school academy", "militia group force")


def words_of(noun: str) -> frozenset[str]:
    """Return the words that stand in names of what a noun means: pharma for a drugmaker."""
    return _KINDS.get(noun, frozenset())


PRIVATE = frozenset({"club", "team", "side", "company", "firm", "business", "corporation",
                     "startup", "start-up", "chain", "retailer", "maker", "manufacturer",
                     "charity"})
_GOVERNING = re.compile(r"(?i)the (?:sport['’]s |[a-z]+ )?governing body")
_SPORT = re.compile(r"\b(?:coach|players?|season|league|stadium|fans|playoffs?|match(?:es)?)\b")
_GOVERNS = frozenset({"federation", "union", "association", "committee", "confederation", "board",
                      "council", "league"})
_ANIMALS = re.compile(r"[A-Z][a-z]{2,}s$")
_PARTS = frozenset({"the", "of", "and", "for", "in", "on"})


_OWNED = re.compile(r"\b(?:[a-z]+-(?:owned|run|controlled|listed|backed|funded|based)"
                    r"|[A-Z][a-z]+-based) ")


def by_its_kind(seen: Seen, context: Context) -> Cluster | None:
    """Return the one body named before whose name says what "the club", "the forum" says."""
    ref = seen.ref
    words = _OWNED.sub("", ref.text.split(",")[0]).split()
    if not 2 <= len(words) <= 3 or words[0].lower() != "the" or ref.plural:
        return None
    noun = fold(words[-1])
    if noun.title() in word_sets().mentions["partisans"]:
        return None  # "the Conservative" is somebody
    pool = [c for c in context.cast.bodies.values()
            if c.kind == "organization" and c.names and c.first < seen.start and not c.entity]
    if _GOVERNING.fullmatch(ref.text):
        return _only([c for c in pool if _GOVERNS & _last_words(c)])
    if len(words) == 3:
        if words[1].istitle() and noun in ("club", "side", "outfit"):
            return _only([c for c in pool if fold(words[1]) in _words(c)])
        if not words[1].islower() or words[1] in word_sets().mentions["modifiers"]:
            return None
        if noun == "tank":  # "the think tank"
            return _only([c for c in pool if noun in c.heads])
        if words[1] == "central" and noun == "bank":
            return _only([c for c in pool if _is_central(c, context)])
        whole = [c for c in pool if {fold(words[1]), noun} <= _words(c)]
        return _only(whole) or _only([c for c in pool if _is_of_trade(c, fold(words[1]), noun)])
    same = {w for row in _SAME if noun in row.split() for w in row.split()}
    return _only([c for c in pool if noun in _last_words(c)]) or _only(
        [c for c in pool if same & {singular(h) for h in c.heads}]) or _only(
        [c for c in pool if (same | {noun}) & _foreign(c)]) or _last(
        [c for c in pool if words_of(noun) & _words(c)
         and not (noun in _OF_FIRMS and _NO_FIRMS & _last_words(c))
         and not (noun == "lender" and _is_central(c, context))], seen, context) or (
        _only([c for c in pool if _serves(noun, c)])) or (
        _only([c for c in pool if _is_team(c)]) if noun in ("team", "side", "franchise")
        and _SPORT.search(context.scene.text) else None) or _facility(noun, seen, context)


def is_of_kind(noun: str, cluster: Cluster) -> bool:
    """Say whether the name of a body tells that it is "the union", "the club"."""
    words = _last_words(cluster) | {singular(h) for h in cluster.heads} | _foreign(cluster)
    return noun in words or bool(words_of(noun) & _words(cluster)) or _serves(
        noun, cluster)


def _facility(noun: str, seen: Seen, context: Context) -> Cluster | None:
    """Return the one place that is named by a noun: Tarn Airport, the Port of Tarn."""
    rows = [c for c in context.cast.bodies.values() if c.kind == "place" and c.names
            and c.known is None and c.first < seen.start and noun in _last_words(c)]
    return _only(rows) if noun in _FACILITIES else None


_FACILITIES = frozenset([
    "airport", "port", "harbour", "harbor", "museum", "zoo", "theatre", "theater", "hotel",
    "stadium", "prison", "jail", "cathedral", "mosque", "mine", "refinery", "gallery", "library",
    "castle", "palace", "county", "observatory", "shipyard", "aquarium", "racecourse", "plant",
    "hospital", "clinic", "school", "church", "monastery", "abbey", "market", "resort"])


def _is_of_trade(cluster: Cluster, trade: str, noun: str) -> bool:
    """Say whether "the water company" can be Tarn Water, "the train operator" Tarn Rail."""
    if noun not in _TRADERS | _BUREAUS or noun in _TRADERS and _NO_FIRMS & _last_words(cluster):
        return False
    rail = {"train", "rail", "railway"}
    return trade in _words(cluster) | set(map(singular, _words(cluster))) or trade in rail and bool(
        _words(cluster) & (rail | {"railways", "trains"}))


_TRADERS = frozenset([
    "company", "firm", "operator", "provider", "supplier", "group", "giant", "maker", "producer",
    "manufacturer", "retailer", "chain", "business", "processor", "distributor", "wholesaler",
    "conglomerate", "major", "contractor"])
_OF_FIRMS = frozenset([
    "lender", "airline", "carrier", "utility", "operator", "insurer", "carmaker", "automaker",
    "drugmaker", "brewer", "miner", "retailer", "chain", "builder", "contractor", "publisher",
    "developer"])
_BUREAUS = frozenset({"office", "agency", "bureau", "service", "institute", "authority", "board"})
_CENTRAL = re.compile(r"(?i)(?:the )?(?:central|national|reserve|federal reserve|state|people['’]s)"
                      r" bank\b|bank of (?:england|korea)$|bank of (?!america$)(?P<land>.+)"
                      r"|federal reserve|bundesbank|norges bank|riksbank")


def _is_central(cluster: Cluster, context: Context) -> bool:
    """Say whether a bank is a central one by its name: the Bank of Japan, not that of a town."""
    found = [m for m in map(_CENTRAL.match, _full_names(cluster)) if m]
    return any(m["land"] is None or context.scene.base.country(m["land"]) for m in found)


def _full_names(cluster: Cluster) -> set[str]:
    return {*cluster.names, *([cluster.known.name] if cluster.known else [])}


def _serves(noun: str, cluster: Cluster) -> bool:
    """Say whether "the union" can be the Teachers' Society, "the department" Tarn Health."""
    sets, names = word_sets(), [n.replace("’", "'") for n in cluster.names]
    if noun == "union":
        return any(w.rstrip("'").endswith("s") and (
            any(sets.has(t, w.rstrip("'").removesuffix("'s")) for t in ("trades", "humans"))
            or is_agent(w.rstrip("'")))
            for n in names for w in n.split()[:-1]) and bool(_words(cluster) & _GUILDS)
    return noun in ("department", "ministry") and any(
        " " in n and n.split()[-1].lower() in sets.mentions["portfolios"] for n in names)


_GUILDS = frozenset({"society", "association", "federation", "guild", "brotherhood", "congress",
                     "league", "alliance", "confederation"})


def _is_team(cluster: Cluster) -> bool:
    """Say whether a name is a team's: Tarn Tigers."""
    return any(_ANIMALS.fullmatch(n.split()[-1]) and " " in n
               and n.split()[-1] not in word_sets().mentions["organization_words"]
               for n in cluster.names)


def _last(rows: list[Cluster], seen: Seen, context: Context) -> Cluster | None:
    """Return the only body, or of several the one that spoke in the sentence before."""
    at, spoke = context.last_spoke() or (None, None)
    near = at is not None and seen.sentence - context.scene.sentence(at.start) <= 1
    return _only(rows) or (spoke if near and spoke in rows else None)


def _only(rows: list[Cluster]) -> Cluster | None:
    return rows[0] if len(rows) == 1 else None


def _names(cluster: Cluster) -> list[str]:
    known = [cluster.known.name] if cluster.known else []
    rows = {form for n in (*cluster.names, *known) for form in (n, without_legal_form(n))}
    return [re.sub(r"(?i) of .*", "", n) for n in sorted(rows)]


def _words(cluster: Cluster) -> set[str]:
    return {w for n in _names(cluster) for w in fold(n).split()} - _PARTS


def _foreign(cluster: Cluster) -> set[str]:
    return set().union(*map(foreign_kinds, cluster.names))


def _last_words(cluster: Cluster) -> set[str]:
    return {singular(fold(n).split()[-1]) for n in _names(cluster) if n.strip()}


_ANY_BODY = {"company", "firm", "group", "organization", "organisation", "body", "institution",
             "agency", "network"}
_NO_FIRMS = {"regulator", "watchdog", "union", "court", "ministry", "party", "university", "police",
             "council", "parliament", "charity", "ngo"}


_PLAIN_FIRMS = frozenset({"company", "firm", "corporation", "business"})
_OFFICES = frozenset({"agency", "authority", "office", "inspectorate", "directorate", "bureau"})
_NEWS = frozenset({"news", "press", "travel", "advertising", "talent"})
_STATES = frozenset({"congress", "parliament", "senate", "assembly", "government", "ministry",
                     "department", "court", "tribunal", "council", "municipality", "police",
                     "army", "navy", "embassy", "commission", "senado", "congreso"})


def can_be(head: str, cluster: Cluster, firms: Container[str]) -> bool:
    """Say whether what an article calls a body speaks for another: no ferry firm is a regulator."""
    if (head in firms or head == "business") and (
            _STATES & _words(cluster) or _NO_FIRMS & _last_words(cluster)):
        return False  # a congress is no company
    if head in _PLAIN_FIRMS and _OFFICES & _last_words(cluster) and not _NEWS & _words(cluster):
        return False  # nor is an environment agency
    kinds = {h for h in cluster.heads if word_sets().has("organizations", h) or h in firms}
    if not kinds or head in kinds:
        return True
    if head in firms or head in ("company", "firm"):
        return not kinds & _NO_FIRMS
    return head in _ANY_BODY or bool(kinds & _ANY_BODY and head not in _NO_FIRMS)


def named_after_work(head: str, seen: Seen, context: Context) -> Cluster | None:
    """Return the one firm that "the miner" means: "the mining company Oxo" came before."""
    work = re.compile(rf"(?i)\b{re.escape(head.removesuffix('er'))}(?:n|t|p)?ing "
                      r"(?:company|group|giant|firm|conglomerate|house|concern|business) $")
    rows = {id(c): c for span, c in context.cast.by_span.items() if span.start < seen.start
            and c.kind == "organization" and work.search(
                context.scene.text, max(0, span.start - 40), span.start)}
    rows |= {id(c): c for c in context.cast.bodies.values() for s in c.seen
             if s.start < seen.start and c.kind == "organization" and work.search(
                context.scene.text, max(0, s.start - 40), s.start)}
    return next(iter(rows.values())) if len(rows) == 1 else None
