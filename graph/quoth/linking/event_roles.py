"""Who somebody is in an event, by what the article says they did or had done to them.

"A bus driven by Ann Roe", "Roe beat Lee", "a novel by Tom Lee": so "the driver", "the loser" and
"the author" are they, where nobody is called so outright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.epithets import alike
from quoth.linking.references import Reference
from quoth.linking.rows import rows
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import singular
from quoth.records import Span

_WINS = ("beat|beats|defeated|defeats|edged|edged out|edged past|thrashed|overcame|outclassed"
         "|stunned|knocked out|saw off|outpointed|hammered|upset|eliminated|swept past|eased past")
_HURTS = (r"injured|hurt|stabbed|attacked|mugged|robbed|assaulted|beaten up|hit|struck|knocked down"
          r"|knocked over|knocked off \w+ \w+|run over|bitten|shot|wounded|gored|mauled|kidnapped"
          r"|abducted|scammed|defrauded|conned|burgled|harassed|abused|raped|burned|burnt|scalded"
          r"|trampled|electrocuted|crushed|trapped|held up|tied up|threatened|swindled|blackmailed")
_WORKS = (r"book|novel|memoir|biography|autobiography|study|essay|poem|poems|thriller|guide|play"
          r"|pamphlet|trilogy|novella|cookbook|collection|diary|diaries")
# what somebody is who does it, by what stands behind the name
_DOES = {
    "winner": rf"{_WINS}|won|wins|triumphed|topped the poll|took gold|takes gold"
              r"|t(?:ook|akes) (?:the|her|his) (?:[\w’'-]+ ){0,3}(?:race|title|final|stage|prize"
              r"|award"
              r"|seat|crown|trophy|medal|victory|win)"
              "|clinched|claimed victory|claimed the title|romped home|prevailed",
    "loser": "lost to|lost (?:the|in) |was beaten|was defeated|went down|bowed out|was knocked out",
    "driver": "drove|drives|was driving|had been driving|was at the wheel|was behind the wheel"
              "|lost control of (?:his|her|the|a)|swerved|ploughed into|crashed (?:his|her|a|the) "
              r"(?:\w+ )?(?:car|van|truck|lorry|bus|taxi|pickup|minibus|coach)",
    "pilot": "flew|was flying|was piloting|piloted|landed the|crash-landed",
    "author": rf"wrote (?:the|a|her|his) (?:\w+ ){{0,2}}(?:{_WORKS})|has written|has published"
              "|compiled the|drew up the|drafted the|is the author"
              rf"|published (?:the|a|her|his) (?:\w+ ){{0,2}}(?:{_WORKS})|penned|authored",
    "owner": "owns|owned|has owned|bought|has bought|inherited|runs (?:a|an|the|his|her)",
    "buyer": "bought|has bought|paid|bid|outbid|purchased|snapped up|acquired",
    "seller": "sold|has sold|is selling|put up for sale|auctioned",
    "tenant": r"rents|rented|has rented|leases|leased|(?:has )?lived in the (?:\w+ )?(?:flat|house"
              r"|apartment|building|room|cottage)|(?:was|is being|has been|had been) evicted",
    "landlord": "lets|let out|rents out|rented out",
    "applicant": "applied|has applied|wants to (?:build|open|turn|convert|extend|keep|demolish)"
                 "|plans to (?:build|open|turn|convert|extend)|is applying|submitted plans"
                 "|has submitted plans|sought permission|seeks permission|asked for permission",
    "objector": "objects|objected|has objected|opposes|opposed",
    "victim": rf"(?:was|were|had been|has been|got|is being|was being) (?:\w+ly )?(?:{_HURTS})"
              "|suffered|lost (?:his|her) (?:leg|arm|sight|savings|foot|hand|eye)",
    "finder": "found|discovered|came across|stumbled upon|stumbled on|dug up|unearthed",
    "founder": "founded|co-founded|set up|started (?:(?:the|an?|his|her) (?!day|week|year|season"
               "|game"
               "|match|race|trial|speech)|(?=[A-Z]))|established|launched (?:his|her|the) (?:own"
               "|firm"
               "|company|business|charity|magazine|label)",
    "inventor": "invented|devised|patented",
    "organiser": r"organised|organized|organises|organizes|(?:has "
                 r"|had )?called (?:for )?the (?:march"
                 r"|protest|rally|strike|demonstration|vigil|meeting|boycott)",
    "complainant": "complained|filed a complaint|lodged a complaint|reported (?:him|her|the)",
    "appellant": "appealed|is appealing|lodged an appeal",
    "petitioner": "petitioned|filed a petition|started a petition|moved the court",
    "survivor": r"survived|was pulled (?:out )?(?:alive )?from|was (?:\w+ )?rescued|escaped"
                r"|crawled out"
                r"|spent \w+ (?:hours|days) (?:under|in|on|adrift|trapped|buried)",
    "scorer": "scored|netted|headed (?:in|home)|converted|equalised|equalized|put \\w+ ahead",
    "donor": "donated|gave a kidney|gave (?:\\S+ )?(?:million|dollars|euros|pounds)",
    "candidate": "is running for|is standing for|ran for|stood for|is a candidate",
    "hostage": "was held hostage|was taken hostage|was kidnapped",
    "whistleblower": "leaked|blew the whistle|exposed|passed the (?:documents|files|papers)"
                     "|gave the "
                     "(?:documents|files|papers|recordings)|told the (?:inspectors|regulator"
                     "|police)",
    "defendant": r"(?:was |is |has been |had been )?(?:on trial|charged|indicted|accused of"
                 r"|standing trial"
                 r"|stood trial)|stands accused|stands trial|goes on trial|went on trial"
                 r"|faces (?:up to"
                 r"|life|trial|charges|\w+ years)|pleaded|has pleaded|denie[sd] (?:that (?:he"
                 r"|she)|\w+ing"
                 r"|(?:all|any|the) (?:charges|wrongdoing|accusations))",
    "plaintiff": r"sued|sues|is suing|has sued|was suing|took (?:the|her|his) [\w ]{2,30} to court"
                 "|brought the (?:case|suit|action)",
    "suspect": r"(?:was|is being|is|has been|had been) (?:\w+ly )?(?:arrested|detained|held"
               r"|questioned"
               r"|seized|wanted|suspected|apprehended|remanded)",
    "witness": "saw|was standing|was walking|was waiting|witnessed|watched (?:the|it|as)|filmed"
               "|heard "
               "(?:the|a|two|three|screams|shots)|was on (?:his|her) way",
    "passenger": r"was (?:aboard|on board|on (?:the|a) (?:\w+ )?(?:train|bus|plane|flight|ferry"
                 r"|boat"
                 r"|ship|coach|tram))|was travelling|was traveling|boarded|had boarded|was flying",
    "patient": r"was (?:operated|treated|admitted|diagnosed)|underwent|(?:has "
               r"|had )?waited [\w ]{2,20}"
               r"for an? (?:kidney|liver|heart|hip|knee|operation|transplant|bed)"
               r"|received a (?:new )?"
               r"(?:kidney|liver|heart|hip|lung)|had (?:surgery|an operation)",
    "farmer": r"(?:has |had )?(?:grows|grown|grew|farms|farmed|milks|milked|ploughs|sows|raises"
              r"|bred|breeds) |(?:keeps|kept|rears|reared) (?:\w+ ){0,2}(?:cows|cattle|sheep"
              r"|pigs|goats"
              r"|hens|chickens|poultry)",
    "teacher": r"(?:teaches|taught|has taught) (?:\w+ ){0,3}(?:at|in|to|for)",
    "newcomer": "joined|has joined|moved (?:to|here)|arrived",
    "scientist": "studies|has studied|discovered",
    "shopkeeper": r"(?:sells|has sold|sold) (?:\w+ ){1,3}(?:in|on|from|at)|runs (?:a|the) (?:\w+ )?"
                  r"(?:shop|store|kiosk|bakery|grocery|stall)",
    "baker": r"bakes|(?:sells|has sold|sold) (?:\w+ )?bread",
    "caller": "called (?:999|911|112|the police|police|the fire)|phoned (?:999|911|112|the police)",
}
# what somebody is by what stands before the name
_DONE = {
    "driver": r"driven by|at the wheel was|behind the wheel was",
    "pilot": "flown by|piloted by",
    "author": rf"(?:{_WORKS}|report|paper|article|column|survey|review)(?:(?: [\w’'-]+){{0,6}},)?"
              r"(?: \w+)? by|written by|penned by|authored by|compiled by|drafted by",
    "researcher": r"(?:study|research|project|team|trial|survey)[\w ]{0,20} (?:was |is "
                  r"|were )?led by",
    "suspect": r"arrested|detained|apprehended|(?:police|officers) (?:\w+ )?(?:held|questioned"
               r"|hold|want)",
    "patient": "operated on|treated",
    "owner": r"owned by|belongs? to|belonging to|belonged to|property of|house of|home of|flat of"
             r"|farm of|shop of",
    "director": "film by|movie by|documentary by|directed by",
    "composer": "composed by|symphony by|opera by",
    "designer": "designed by",
    "winner": "won by|lost to|win for|victory for|triumph for|beaten by|defeated by",
    "loser": rf"{_WINS}|win over|victory over|triumph over|win against",
    "victim": rf"{_HURTS}|(?:stole|snatched|grabbed|took) (?:a|an|the|her"
              rf"|his) [\w -]{{2,25}} (?:from|of)"
              r"|beat up|bit|shot at|ran over|ran into|attack on|assault on|ploughed into"
              "|crashed into|raid on|beating of|stabbing of|robbery of|kidnapping of",
    "founder": "founded by|set up by|started by",
    "inventor": "invented by|devised by",
    "finder": "found by|discovered by|spotted by|dug up by",
    "buyer": "sold to|bought by|snapped up by",
    "seller": "sold by|bought from",
    "signing": r"signed|(?:to|have|has) sign|signing of|bought|recruited|brought in|snapped up",
    "scorer": "goals? by|goals? from|strike by|header by|penalty by|scored by",
    "organiser": "organised by|organized by",
    "landlord": "rents? from|rented from|let by",
}
_ASIDE = r"(?:,? \(?\d{1,3}\)?,?|, (?:who|an?|the|aged|of|from|\d\d)\b[^.;:“”\"\n]{0,60},)?"
_MAY = r"(?: who|, who)?(?: has| had| had already| also| later| narrowly| then| just| easily)?"
_ON_THE_WAY = r"(?: (?!by\b|to\b|of\b|and\b|that\b|when\b|as\b)[\w’'-]+){0,3} $"


def _table(rows: dict[str, str], before: str, after: str
           ) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((noun, re.compile(rf"{before}(?:{words}){after}")) for noun, words in rows.items())


_BEHIND = _table(_DOES, rf"{_ASIDE}{_MAY} (?!(?:were|have) )", r"\b")
_AHEAD = _table(_DONE, r"\b", _ON_THE_WAY)
_ANY_BEHIND = re.compile(rf"{_ASIDE}{_MAY} (?:{'|'.join(_DOES.values())})\b")
_ANY_AHEAD = re.compile(rf"\b(?:{'|'.join(_DONE.values())}){_ON_THE_WAY}")
_NOUNS = frozenset(_DOES) | frozenset(_DONE)
_GO_BETWEENS = frozenset({"auctioneer", "agent", "broker", "dealer", "lawyer", "solicitor"})
_OF_WORK = re.compile(rf" of the (?:{_WORKS}|report|paper|article|survey|review|letter|column)$")
_WIDE = 60  # characters before a name that can tell what was done to somebody
_SHORT, _LONG = 2, 3  # words of "The driver", "The bus driver"
_WORD = re.compile(r"[\w’'-]+")


def by_deed(seen: Seen, context: Context) -> Answer | None:
    """Answer "the driver" by who drove, where nobody is called so outright."""
    ref, noun = seen.ref, _noun(seen)
    if noun is None or seen.quoted:
        return None
    people = [c for c in context.people() if c.first < seen.start and not c.dead
              and len({c.gender, ref.gender} - {None}) < 2]
    if any(alike(noun, singular(h)) for c in people for h in c.heads):
        return None
    found: tuple[int, Cluster] | None = None
    for at, known, cluster in _deeds(context):
        fits = alike(noun, known) and at < seen.start and any(cluster is c for c in people)
        if fits and _of_that(seen, at, context.scene) and (found is None or found[0] < at):
            found = at, cluster
    found = found or _by_pronoun(noun, seen, people, context.scene)
    return Answer(found[1], f"{ref.text}: by what was done", 0.75) if found else None


def _by_pronoun(noun: str, seen: Seen, people: list[Cluster], scene: Scene
                ) -> tuple[int, Cluster] | None:
    """Return who did so as he or she, and where: "Roe was late. He had driven the bus"."""
    deeds = [pattern for known, pattern in _BEHIND if alike(noun, known)]
    found = [(s.start, c) for c in people for s in c.seen if deeds and s.ref.kind == "pronoun"
             and s.start < seen.start and s.content is None and not s.quoted
             and any(p.match(scene.text, s.ref.span.end) for p in deeds)
             and _of_that(seen, s.start, scene)]
    return max(found, key=lambda row: row[0], default=None)


def _noun(seen: Seen) -> str | None:
    """Return the noun of "the driver" and "the bus driver", if it is one of an event."""
    words = _words(seen)
    plain = words[:1] == ["the"] and _SHORT <= len(words) <= _LONG and seen.ref.owner is None
    return words[-1] if plain and any(alike(words[-1], n) for n in _NOUNS) else None


def _words(seen: Seen) -> list[str]:
    """Return the words of a description, without what the work of an author is."""
    return _OF_WORK.sub("", seen.ref.text.split(",")[0].lower()).replace("-", "").split()


def _of_that(seen: Seen, at: int, scene: Scene) -> bool:
    """Say whether the bus of "the bus driver" stands in the sentence that tells who drove."""
    words = _words(seen)
    if words[1:2] in (["lead"], ["accused"], ["alleged"], ["lone"], ["sole"], ["original"]) or (
            words[1:] in (["new", "signing"], ["latest", "signing"], ["record", "signing"])):
        return True
    told = _WORD.findall(scene.sentence_span(at).of(scene.text).lower())
    return len(words) == _SHORT or words[1] in told


def _deeds(context: Context) -> list[tuple[int, str, Cluster]]:
    if context.deeds is None:
        context.deeds = list(_told(context.cast, context.scene))
    return context.deeds


def _told(found: Cast, scene: Scene) -> Iterator[tuple[int, str, Cluster]]:
    """Yield where, as what and who somebody is in an event, in text order."""
    text = scene.text
    together = {span for row in rows(found, text) for span in row}
    for span, cluster in sorted(found.by_span.items(), key=lambda row: row[0]):
        if cluster.kind != "person" or cluster.heads & _GO_BETWEENS or span in together:
            continue
        sentence = scene.sentence_span(span.start)
        if _ANY_BEHIND.match(text, span.end, sentence.end):
            yield from ((span.start, noun, cluster) for noun, pattern in _BEHIND
                        if pattern.match(text, span.end, sentence.end))
        ahead = Span(max(sentence.start, span.start - _WIDE), span.start)
        if _ANY_AHEAD.search(text, *ahead):
            yield from ((span.start, noun, cluster) for noun, pattern in _AHEAD
                        if pattern.search(text, *ahead))


def ousted(ref: Reference, seen: Seen, context: Context) -> Cluster | None:
    """Return who has just lost the office of "the former interior minister"."""
    wanted = {_LEFT.sub("", t.text.lower()) for t in ref.titles if t.former}
    if not wanted or ref.plural or not ref.definite:
        return None
    scene = context.scene
    rows = [c for c in context.people() if c.names and c.first < seen.start and any(
        not t.former and t.text.lower() in wanted for t in c.titles) and any(
        _OUT.search(scene.sentence_span(s.start).of(scene.text)) for s in c.seen
        if s.start < seen.start)]
    return rows[0] if len(rows) == 1 else None


_LEFT = re.compile(r"^(?:former|outgoing) ")
_OUT = re.compile(r"\b(?:sack\w*|fir(?:ed|es|ing)|dismiss\w*|oust\w*|remov(?:ed|es|al)|resign\w*"
                  r"|quits?|step(?:ped|s) down|stood down|impeach\w*|suspend\w*|replac(?:ed|es)"
                  r"|toppled|overthrown|deposed|ejected|forced out|arrest\w*|jailed|sentenced)\b")
