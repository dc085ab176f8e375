"""What an article calls somebody beside the name: "Forecaster Ann Roe", "Oxo, a regional airline".

The noun is kept on the cluster, so that "the forecaster" and "the airline" find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from quoth.linking.careers import learn_careers
from quoth.linking.clusters import Cast, Cluster
from quoth.linking.handovers import learn_followers
from quoth.linking.kinship import inverse_of, learn_kindred, learn_marriages, teach_kin
from quoth.linking.names import fold, is_full
from quoth.linking.references import Reference
from quoth.linking.rows import learn_shared
from quoth.linking.scene import Scene
from quoth.linking.words import is_agent, singular, word_sets
from quoth.records import Span

_BEFORE = re.compile(r"(?:^|[\s“\"(—–])([^\W\d_][a-z]+(?:-[a-z]+)?) $")
_THE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)(?: [\w-]+){0,3} $")
_PHRASE = r"(?P<role>(?:an?|the) [^,.;:!?()“”\"\n]{3,80})"
_AFTER = (re.compile(rf",(?: (?:aged )?\d{{1,3}},)? {_PHRASE}(?=[,.;\n]|$)"),
          re.compile(rf" (?:is|was|became|remains|has been|has become) {_PHRASE}"))
_OFFICE = re.compile(r", (?P<role>(?P<noun>(?:[a-z-]+ ){0,3}?[a-z-]+) (?:of|for|at|since|in) "
                     r"[^,.;:!?()“”\"\n]{3,60})(?=,)")
_RELATIVE = re.compile(r",? (?:who|whose) ")
_ROLE_IS = re.compile(r"(?:^|[.;:!?”\"] |\n|,? and |, but )(?P<role>(?:[Tt]he|[Ii]ts|[Hh]is"
                                     "|[Hh]er|[Tt]heir|One|An?)"
                      r"(?: [\w’'-]+){1,6}) (?:is|was|will be|is called|was called) (?:the |an? )?"
                      r"(?P<trade>(?:[a-z-]+ ){0,2})$")
_WON = re.compile(r"(?:, who)? (?:has )?won (?:the|gold|silver|an?|her|his)\b")
_OWN_PARTY = re.compile(r"\b([A-Z]\w+)['’]s? $")
_WHOSE = re.compile(r",? whose (?:[\w-]+ ){0,2}?(?P<kin>son|daughter|child|children|husband|wife"
                    r"|brother|sister|mother|father)\b")
_PLEADER = re.compile(r"\b[Tt]he (?:[a-z-]+ ){0,2}?([a-z-]+), (?:[A-Z][a-z]{1,5}\.? )$")
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir) (?:[a-z-]+ ){0,2}?([a-z-]+), $")
_BRANCH = re.compile(r"(?:^|\s)(?P<role>(?:(?:[A-Z][\w-]+|of|and) ){1,5})\([A-Z][\w &-]{2,20}\) $")
_AGE = re.compile(r"(?:, (?:aged |now )?| \(|, who (?:is|was|turns|turned|will be|has turned) )"
                  r"(\d{1,3})(?=[,.;)]| (?:and|on|in|this|next|last|years old)\b)")
_CRIMES = (r"(?:murder|manslaughter|assault|rape|theft|fraud|robbery|burglary|arson|bribery|perjury"
           r"|kidnapping|(?:careless|dangerous) driving)\b")
_DEEDS = (("witness", re.compile(r"\b(?:[Tt]estif(?:ied|ies|ying)"
                                 r"|(?:gave|giving|gives) evidence"
                                 r"|(?:took|takes|taking) the (?:witness )?stand)\b")),
          ("defendant", re.compile(r"\b(?:(?:was|is|stands) (?:charged|accused|tried|on trial)"
                                   r"|pleaded (?:not )?guilty|fac(?:es|ing) (?:\w+ ){0,3}charges?"
                                   r"|(?:den(?:ies|ied)|admit(?:s|ted)) (?:(?:all|the|any) )?"
                                   rf"(?:\w+ ){{0,2}}(?:charges?|counts? of|{_CRIMES})"
                                   r"|appear(?:ed|s) (?:in court|in the dock|before magist))")),
          ("plaintiff", re.compile(r"\b(?:sued|has sued|brought the (?:case|suit|action)"
                                   r"|filed (?:a|the) (?:law)?suit)\b")))
MAKERS = frozenset({"brewer", "publisher", "insurer", "lender", "miner", "refiner", "retailer",
                    "grocer", "builder", "housebuilder", "shipbuilder", "supplier", "producer",
                    "distiller", "hotelier", "developer", "processor"})
AGENTS = MAKERS | {"manufacturer", "carrier", "contractor", "operator", "shipper", "provider",
                   "exporter", "importer", "wholesaler", "maker", "broadcaster", "toymaker"}
FEMALE = {"actor": "actress", "waiter": "waitress", "host": "hostess", "steward": "stewardess",
          "heir": "heiress", "comedian": "comedienne", "headmaster": "headmistress"}
_CHARGED = re.compile(r"\b(?:charged|indicted|prosecuted|convicted|acquitted)(?: (?:the|an?))?"
                      r"(?: [a-z-]+){0,3} $")
SAME = ("headteacher headmaster headmistress principal head", "vet veterinarian",
        "lawyer attorney solicitor barrister counsel", "skipper captain",
        "coach manager trainer boss", "goalkeeper keeper goalie", "envoy ambassador",
        "singer musician vocalist performer star songwriter rapper entertainer artist",
        "actor actress star performer entertainer", "accused defendant suspect",
        "footballer player striker forward", "footballer player midfielder playmaker",
        "footballer player winger forward", "footballer player goalkeeper keeper",
        "footballer player defender full-back left-back right-back centre-back centre-half",
        "officer policeman sergeant inspector detective superintendent",
        "soldier sergeant corporal private", "peer lord baroness viscount",
        "cricketer batsman bowler batter", "climber mountaineer alpinist", "jockey rider",
        "cyclist rider", "runner sprinter athlete", "swimmer athlete",
        "boxer fighter heavyweight middleweight welterweight puncher pugilist",
        "forecaster meteorologist weatherman", "typist secretary stenographer",
        "vendor seller hawker trader stallholder", "shopkeeper grocer retailer storekeeper",
        "chef cook restaurateur", "landlord publican landlady innkeeper", "nurse midwife",
        "trawlerman fisherman skipper", "advocate lawyer barrister attorney",
        "miller baker", "gardener horticulturist", "sculptor artist", "painter artist",
        "photographer artist", "dancer performer ballerina", "comedian comic entertainer",
        "historian academic scholar", "archaeologist academic researcher scientist",
        "curator historian", "epidemiologist scientist researcher doctor",
        "ecologist scientist researcher biologist", "geologist scientist researcher",
        "astronomer scientist researcher astrophysicist", "economist analyst", "broker trader",
        "banker financier", "investor financier shareholder", "founder entrepreneur",
        "campaigner activist", "refugee migrant", "student pupil undergraduate",
        "rancher farmer grazier", "ranger warden", "detective officer investigator",
        "trooper officer", "firefighter officer", "sheriff lawman officer",
        "lieutenant officer soldier", "colonel officer soldier commander",
        "general officer soldier commander", "captain officer", "major officer soldier",
        "admiral officer sailor", "minister politician", "senator politician lawmaker legislator",
        "deputy lawmaker legislator", "councillor politician", "mayor politician",
        "ambassador diplomat", "consul diplomat", "jeweller goldsmith",
        "writer poet essayist author", "scientist chemist physicist biologist researcher",
        "farmer breeder rancher", "fisherman fisher skipper", "pilot airman aviator",
        "driver racer", "trade-unionist unionist", "builder contractor", "monk cleric priest",
        "imam cleric preacher", "rabbi cleric", "pastor preacher minister",
        "filmmaker film-maker director", "farmer grower",
        "professor academic scholar lecturer don researcher",
        "lawmaker legislator parliamentarian mp congressman congresswoman", "magistrate judge",
        "policeman policewoman officer constable cop", "doctor physician surgeon medic",
        "author writer novelist", "businessman businesswoman entrepreneur",
        "cleric clergyman prelate bishop archbishop cardinal priest",
        "priest rector vicar parson pastor curate clergyman cleric")
_BORNE = frozenset({"mother", "father", "grandmother", "grandfather", "widow", "widower", "twin",
                    "orphan"})  # "a mother of two"
_SEAT = re.compile(r",? \(?(?P<party>[RDI])-[A-Z]")
_MEMBER = re.compile(r" \((?P<party>[A-Z][\w’']+(?: [A-Z][\w’']+)?)(?:, |; |[-–—/]| – )"
                     r"[A-Z][\w .,’'&-]{2,40}\)")  # Ann Roe (Labour, Hexley North)
_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}


def learn_epithets(found: Cast, scene: Scene) -> None:
    """Teach each named person and body the nouns that stand beside the name."""
    for span, cluster in found.by_span.items():
        if cluster.kind == "person":
            _person(cluster, span, scene)
        elif cluster.kind == "organization":
            _organization(cluster, span, scene)
    learn_shared(found, scene)
    _before_names(found, scene)
    _lead_subject(found, scene)
    _before_bodies(found, scene)
    _doers(found, scene)
    learn_careers(found, scene)
    learn_followers(found, scene)
    learn_marriages(found, scene)
    learn_kindred(found, scene)
    for seen in scene.phrases:
        cluster = found.by_span.get(seen.ref.name_span or seen.ref.span)
        if cluster and cluster.kind == "organization" and seen.ref.kind == "organization":
            _head(cluster, seen.ref)


def _benches() -> set[str]:
    """Return the names of parties as they stand behind a member's name: Labour, Conservative."""
    parties = word_sets().mentions["parties"]
    return {*parties, *(party.removesuffix("s") for party in parties), "Lib Dem", "Independent"}


def _before_names(found: Cast, scene: Scene) -> None:
    """Learn from "The chief epidemiologist of the republic, Ann Roe, answered"."""
    for role, named in scene.introductions:
        cluster = found.by_span.get(named.ref.name_span or Span(0, 0))
        if cluster is None or cluster.kind != "person":
            continue
        opens = role.start in scene.sentences
        after = scene.text[named.ref.span.end : named.ref.span.end + 1]
        safe = is_full(named.ref.name or "") and (opens or after in ",.;")
        the = role.ref.definite or role.ref.titles or opens and after == "," or _THE.search(
            scene.text, max(0, role.start - 40), role.start)
        if safe and the:
            cluster.teach(role.ref)


def _lead_subject(found: Cast, scene: Scene) -> None:
    """Learn what the lead calls whom the next paragraph names: "A headteacher has resigned"."""
    named = sorted((c for c in found.people if c.names and c.seen), key=lambda c: c.first)
    if not named:
        return
    who = min(named[0].seen, key=lambda s: s.start)
    for role in scene.phrases:
        nameless = role.ref.kind in ("person", "unnamed") and not (
            role.ref.name or role.ref.plural or role.ref.owner or role.quoted)
        early = role.start < who.start and role.paragraph < who.paragraph <= role.paragraph + 2
        if nameless and early and role.paragraph < 2 and role.start in scene.leads:
            rest = who.ref.text.removeprefix(who.ref.name or "")
            bare = is_full(who.ref.name or "") and (not rest or _RELATIVE.match(rest) is not None)
            if bare and not named[0].heads and len({named[0].gender, role.ref.gender} - {None}) < 2:
                named[0].heads |= _noun(role.ref)
            return


def _noun(ref: Reference) -> set[str]:
    """Return the noun of a description, none of one that many could name: the president."""
    if ref.head or not ref.titles:
        return {ref.head} if ref.head else set()
    title = ref.titles[-1]
    high = title.role.startswith("head_of") or "minister" in title.role
    return set() if high else {title.text.lower().split()[-1]}


def _before_bodies(found: Cast, scene: Scene) -> None:
    """Learn from "Norwegian pulp maker Oxo" and "the insurer, Oxo," what Oxo is."""
    for role, named in pairwise(scene.phrases):
        cluster = found.by_span.get(named.ref.name_span or named.ref.span)
        gap = scene.text[role.ref.span.end : named.start]
        fits = role.ref.kind == "organization" and not (role.ref.name or role.ref.plural)
        if fits and gap in (" ", ", ") and cluster and cluster.kind == "organization":
            _head(cluster, role.ref)


def _doers(found: Cast, scene: Scene) -> None:
    """Learn who is witness, defendant or plaintiff from what the article says they did."""
    rows = sorted(((span, c) for span, c in found.by_span.items() if c.kind == "person"),
                  key=lambda row: row[0])
    for span, cluster in rows:
        if _CHARGED.search(scene.text, max(0, span.start - 60), span.start):
            cluster.heads.add("defendant")
    for noun, pattern in _DEEDS:
        for match in pattern.finditer(scene.text):
            sentence = scene.sentence_span(match.start())
            near = [c for span, c in rows if sentence.contains(span)
                    and not (match.start() == sentence.start and _within(scene.text, span))]
            if len({id(c) for c in near}) == 1 and scene.content_of(match.start()) is None:
                near[0].heads.add(noun)


def _within(text: str, span: Span) -> bool:
    """Say whether a name is no subject after "Testifying before Judge Roe, Ann Lee said"."""
    return re.search(r", (?:[A-Z]\w{1,3}\.? )?$", text[: span.start][-8:]) is None


def _person(cluster: Cluster, span: Span, scene: Scene) -> None:
    before = _BEFORE.search(scene.text, max(0, span.start - 30), span.start)
    addressed = before and before[1].lower() in word_sets().honoured  # Sister, Dr
    if before and not addressed and _is_trade(before[1].lower()) and (
            fold(before[1]) not in scene.base.given_names):
        nation = scene.text[max(0, before.start(1) - 40) : before.start(1)].split()[-1:]
        if nation and nation[0].lower() not in ("deputy", "vice", "assistant"):
            cluster.heads.add(singular(before[1].lower()))
        cluster.country = cluster.country or scene.base.by_adjective.get(*nation or ("",))
    elif before and before[1].islower() and _whole(before.start(1), span, scene):
        cluster.heads.add(before[1].lower())
    if before and before[1].lower() in word_sets().mentions["positions"]:
        cluster.heads.add(before[1].lower())  # "centre Tom Roe"
    cluster.heads |= {"winner"} if _WON.match(scene.text, span.end) else set()
    party = _OWN_PARTY.search(scene.text, max(0, span.start - 24), span.start)
    if party and party[1] in word_sets().mentions["parties"]:  # "the Greens' Ann Roe"
        cluster.heads.add(singular(party[1].lower()))
    child = _WHOSE.match(scene.text, span.end)
    if child:
        ref = scene.read(Span(*child.span("kin")))
        teach_kin(cluster, inverse_of(ref.head or ""), cluster.leaning)
    seat = _SEAT.match(scene.text, span.end)
    cluster.heads |= {_PARTIES[seat["party"]]} if seat else set()
    member = _MEMBER.match(scene.text, span.end)
    if member and (member["party"].isupper() or member["party"] in _benches()):
        cluster.heads |= {"mp", "lawmaker", "legislator", "politician"}
    age = _AGE.match(scene.text, span.end)
    cluster.ages |= {age[1]} if age else set()
    cluster.heads |= _led_by_comma(span, scene)
    for ref in (*_bare_roles(span, scene), *_bracketed(span, scene), *_role_is(span, scene)):
        if len({cluster.gender, ref.gender} - {None}) < 2:
            cluster.teach(ref)
    for ref in _roles(span, scene):
        if ref.kind == "other" and ref.text.split()[-1].islower():
            cluster.heads.add(singular(ref.text.split()[-1]))
        told = ref.kind in ("person", "unnamed") and not ref.name and not ref.plural
        kin = word_sets().has("kin", ref.head or "") and ref.head not in _BORNE
        if told and not kin and len({cluster.gender, ref.gender} - {None}) < 2:
            cluster.teach(ref)


def _whole(start: int, name: Span, scene: Scene) -> bool:
    """Say whether the language model takes "sarpanch Ann Roe", with a local title, for one."""
    spans = [m.span for m in scene.annotations.mentions]
    spans += [a.source for a in scene.annotations.attributions if a.source]
    return any(s.start == start and s.contains(name) for s in spans)


def _organization(cluster: Cluster, span: Span, scene: Scene) -> None:
    before = _BEFORE.search(scene.text, max(0, span.start - 30), span.start)
    if before and word_sets().has("organizations", before[1].lower()) or (
            before and before[1].lower() in MAKERS):
        cluster.heads.add(singular(before[1].lower()))
    if scene.text.endswith("think tank ", 0, span.start):
        cluster.heads.add("tank")
    kin = _FIRM_KIN.search(scene.text, max(0, span.start - 60), span.start)
    cluster.heads |= {kin[1]} if kin else set()  # "its parent company, Oxo", later "the parent"
    owns = _OWNED_BY.search(scene.text, max(0, span.start - 70), span.start) or _OWNS.match(
        scene.text, span.end)
    cluster.heads |= {"parent"} if owns else set()
    part = _PART.match(scene.text, span.end)
    cluster.heads |= {part["noun"]} if part else set()
    for ref in _roles(span, scene):
        if ref.kind == "organization" and not ref.name and not ref.plural:
            _head(cluster, ref)
            cluster.heads |= {"tank"} if ref.text.endswith("think tank") else set()
            cluster.country = cluster.country or ref.country


_FIRM_KIN = re.compile(r"\b(parent|subsidiary|owner|operator|sponsor|employer|label|franchise"
                       r"|insurer|developer|contractor|promoter)(?: company| firm| group)?,? "
                       r"(?:the [a-z -]{3,30} )?(?:[A-Z][\w-]*-based )?$")


# "Oxo is owned by Delta", "Oxo, a unit of Delta", "Delta owns Oxo": Delta is the parent company
_OWNED_BY = re.compile(r"\b(?:(?:owned|controlled) by|belong(?:s|ed|ing)? to|(?:unit|subsidiary|arm"
                       r"|division) of) (?:[\w-]+(?:['’]s?)? ){0,4}$")
_OWNS = re.compile(r"(?:, which)? (?:also |wholly )?(?:owns|controls) (?:the |its )?"
                   r"(?:[a-z-]+ ){0,3}[A-Z]")
_PART = re.compile(r", (?:its|an?|the) (?:[\w’'-]+ ){0,2}(?P<noun>subsidiary|unit|arm)\b")


def _head(cluster: Cluster, ref: Reference) -> None:
    if ref.head:
        cluster.heads.add(singular(ref.head))


def _roles(span: Span, scene: Scene) -> Iterator[Reference]:
    """Yield what stands behind a name as an apposition or after "is"."""
    for pattern in _AFTER:
        match = pattern.match(scene.text, span.end)
        if match and scene.sentence(match.start("role")) == scene.sentence(span.start):
            yield scene.read(Span(*match.span("role")))


def _bare_roles(span: Span, scene: Scene) -> Iterator[Reference]:
    """Yield an office without an article behind a name: "Ann Roe, minister of lands,"."""
    match = _OFFICE.match(scene.text, span.end)
    if match is None:
        return
    ref = scene.read(Span(*match.span("role")))
    title = ref.titles[0] if ref.titles else None
    if title and not ref.name and not title.honorific and title.span.start < match.end(
            "noun") <= title.span.end:
        yield ref


def _role_is(span: Span, scene: Scene) -> Iterator[Reference]:
    """Yield what a name is said to be the name of: "Their spokesman is Ann Roe"."""
    match = _ROLE_IS.search(scene.text, max(0, span.start - 100), span.start)
    trade = match["trade"].split() if match else []
    ref = scene.read(Span(*match.span("role"))) if match and (
        not trade or is_agent(trade[-1])) else None
    if ref and ref.kind in ("person", "unnamed") and not (ref.name or ref.plural) and (
            scene.sentence(ref.span.start) == scene.sentence(span.start)):
        yield ref


def _led_by_comma(span: Span, scene: Scene) -> set[str]:
    """Return the trade of "the government pleader, Smt. Ann Roe", "its keeper, Tom Roe,"."""
    begin = max(0, span.start - 50)
    match = _PLEADER.search(scene.text, begin, span.start) or _ITS.search(
        scene.text, begin, span.start)
    return {match[1]} if match and _is_trade(match[1]) else set()


def _bracketed(span: Span, scene: Scene) -> Iterator[Reference]:
    """Yield the office before brackets: "Superintendent of Police (Rural) Ann Roe"."""
    match = _BRANCH.search(scene.text, max(0, span.start - 80), span.start)
    ref = scene.read(Span(*match.span("role"))) if match else None
    if ref and ref.titles and not ref.name:
        yield ref


def _is_trade(word: str) -> bool:
    words, word = word_sets(), re.sub(r"^(?:co|half)-", "", word)
    return words.has("humans", word) or words.has("trades", word) or is_agent(word) or (
        word.endswith("-general"))


def alike(one: str, other: str) -> bool:
    """Say whether two nouns can be said of one person: headteacher, principal."""
    return one == other or other in _others().get(one, ())


@lru_cache(maxsize=1)
def _others() -> dict[str, set[str]]:
    """Return each noun of `SAME` with all nouns that share a row with it."""
    found: dict[str, set[str]] = {}
    for row in SAME:
        nouns = row.split()
        for noun in nouns:
            found.setdefault(noun, set()).update(nouns)
    return found
