"""Offices that change hands in an article: who leaves one, and who comes after.

"Roe replaced Lee", "Lee resigned; her deputy took over": so "the former minister" is Lee, "the
acting chair" the deputy, and "her successor" Roe, though no title beside the names says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.linking.clusters import Cast, Cluster
from quoth.linking.references import Reference
from quoth.linking.salience import Answer, Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import is_agent, singular, word_sets

LEAVES, COMES = "predecessor", "successor"
_ASIDE = r"(?:,? \(?\d{1,3}\)?,?|, (?:who|an?|the|aged|of|from|\d\d)\b[^.;:“”\"\n]{0,60},)?"
_MAY = r"(?: (?:who|has|had|is|was|will|would|to|also|later|then|just|formally|soon|be|been)){0,3}?"
_BE = r"(?:was|is|been|be|being|got) (?:\w+ly )?"
_OVER = (r"(?:t[ao]\w+ (?:over|charge|up the post|the reins) from|t[ao]\w+ the place of"
         r"|succe(?:ed|eds|eded|eding)|replac(?:e|ed|es|ing)|step(?:s|ped)? in for"
         r"|fill(?:s|ed)? in for|stand(?:s|ing)? in for|stood in for)")
_AFTER = r"(?:succeeded|replaced|followed) (?:\w+ly |as [\w ]{2,30})?by"
# what stands behind and before the names of those who come and of those who leave
_BEHIND = {
    COMES: rf"{_OVER}|follow(?:s|ed)? (?:him|her|them)\b|t[ao](?:kes?|king|ok) (?:over|charge"
           rf"|office|up the post|the helm|the reins)|{_BE}(?:appointed|sworn in|elected"
           r"|installed|inaugurated|chosen|promoted|confirmed)\b|step(?:s|ped) in\b"
           r"|st(?:ands|ood) in\b|in charge\b|becomes?\b|became\b"
           r"|won the (?:election|vote|run-?off)",
    LEAVES: rf"{_BE}{_AFTER}|resign(?:s|ed)?\b|retir(?:e|es|ed|ing)\b|quits?\b|stands? down"
            r"|stood down|step(?:s|ped|ping)? (?:down|aside)|le(?:ft|aves|aving) (?:office"
            r"|the (?:post|job|top|role)|after|in (?=[A-Z]))"
            r"|on (?:sick |maternity |parental )?leave|voted out"
            rf"|{_BE}(?:sacked|dismissed|ousted|fired|removed|suspended|toppled|overthrown"
            r"|deposed)\b"
            r"|lost (?:the (?:election|vote|run-?off)|his seat|her seat|his post|her post)",
}
_AHEAD = {
    COMES: rf"{_AFTER}|successor(?: (?:is|was|will be|has been|had been)(?: [a-z]+){{0,3}})?[:,]"
           r"|(?:hand|pass)(?:s|ed|ing|es)? (?:over )?(?:\w+ ){1,4}(?:over )?to"
           r"|(?:chose|elected|picked|appointed|appoints|installed|promoted|hired"
           r"|voted for)",
    LEAVES: rf"{_OVER}|(?:threw|vote[ds]?|forced|pushed) out|(?:ousted|sacked|dismissed|fired"
            r"|unseated|deposed|toppled|overthrew|removed|suspended)",
}
_ON_THE_WAY = r"(?: (?!by\b|to\b|of\b|and\b|that\b|when\b)[\w’'-]+){0,4} $"
_PATTERNS = {noun: (re.compile(rf"{_ASIDE},?{_MAY} (?:{_BEHIND[noun]})"),
                    re.compile(rf"\b(?:{_AHEAD[noun]}){_ON_THE_WAY}"))
             for noun in (LEAVES, COMES)}
_OF_ANOTHER = re.compile(r"\b(?:to|of|for|with|against|from|by|behind|beside|near) "
                         r"(?:[\w.-]+ ){0,3}$")  # "An aide to Ann Roe resigned"
_WIDE = 70  # characters before a name that can tell
_TOLD = re.compile(r"(?i)\b(?:predecessor|successor)\b|\b(?:the|her|his|its|their) (?:[\w’'-]+ )?"
                   r"(?:former|outgoing|departing|retiring|ousted|sacked|previous|ex-|new|incoming"
                   r"|acting|interim|caretaker|[\w-]+-elect)\b")
_LEFT = re.compile(r"(?i)(?:the|her|his|its|their) (?:[\w’'-]+ )?(?:(?:former|outgoing|departing"
                   r"|retiring|ousted|sacked|previous) |ex-)")
_CAME = re.compile(r"(?i)(?:the|her|his|its|their) (?:[\w’'-]+ )?(?:(?:new|incoming|acting|interim"
                   r"|caretaker) |[\w-]+-elect\b)")


def learn_followers(found: Cast, scene: Scene) -> None:
    """Learn who left an office and who came after: "the predecessor", "the successor"."""
    if not _TOLD.search(scene.text):
        return
    for span, cluster in found.by_span.items():
        if cluster.kind != "person":
            continue
        sentence = scene.sentence_span(span.start)
        begin = max(sentence.start, span.start - _WIDE)
        for noun, (behind, ahead) in _PATTERNS.items():
            owned = _OF_ANOTHER.search(scene.text, begin, span.start)
            if not owned and behind.match(scene.text, span.end, sentence.end) or ahead.search(
                    scene.text, begin, span.start):
                cluster.heads.add(noun)


def follower(seen: Seen, people: Sequence[Cluster]) -> Cluster | None:
    """Return whom "her predecessor" means, where the article has said so of one person."""
    head = singular(seen.ref.head or seen.ref.text.split()[-1].lower().strip(","))
    if head not in (LEAVES, COMES) or seen.ref.plural:
        return None
    return _only(head, seen.ref, people)


def in_turn(seen: Seen, context: Context) -> Answer | None:
    """Answer "the acting chair", "the new head", "the outgoing mayor" by who came or left."""
    ref, side = seen.ref, _side(seen.ref)
    if side is None or ref.plural or ref.name or seen.quoted or not (ref.titles or _trade(ref)):
        return None
    words = ref.titles[-1].text.lower() if ref.titles else _trade(ref)
    people = [c for c in context.people() if c.names and c.first < seen.start]
    found = _only(side, ref, people)
    if found is None or not _may_hold(words, found, people):
        return None
    return Answer(found, f"{ref.text}: who was said to be the {side}", 0.8)


def _may_hold(words: str, found: Cluster, people: Sequence[Cluster]) -> bool:
    """Say whether an office or trade can be that of who comes or leaves, and of nobody else."""
    if any(t.text.lower() == words for t in found.titles):
        return True
    if any(t.text.lower() == words and {LEAVES, COMES}.isdisjoint(c.heads)
           for c in people for t in c.titles):
        return False
    noun = words.split()[-1].removesuffix("-elect")
    return words.startswith(("acting", "interim", "caretaker")) or not any(
        {LEAVES, COMES}.isdisjoint(c.heads) and (noun in c.heads or any(
            t.text.lower().split()[-1] == noun for t in c.titles)) for c in people)


def _trade(ref: Reference) -> str:
    """Return the noun of "the new conductor", where it is no office but a trade."""
    head = singular((ref.head or "").lower())
    return head if is_agent(head) or word_sets().has("trades", head) else ""


def opposed(ref: Reference, cluster: Cluster) -> bool:
    """Say whether a description is of who comes, and somebody leaves: "the new head"."""
    side = _side(ref)
    other = COMES if side == LEAVES else LEAVES
    return side is not None and other in cluster.heads and side not in cluster.heads


def _side(ref: Reference) -> str | None:
    if _LEFT.match(ref.text):
        return LEAVES
    return COMES if _CAME.match(ref.text) else None


def _only(side: str, ref: Reference, people: Sequence[Cluster]) -> Cluster | None:
    """Return the one person with a name who comes, or leaves, and not both."""
    rows = [c for c in people if c.names and {LEAVES, COMES} & c.heads == {side}
            and len({c.gender, ref.gender} - {None}) < 2]
    return rows[0] if len(rows) == 1 else None
