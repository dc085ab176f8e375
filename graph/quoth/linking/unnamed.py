"""Who is meant by "the 54-year-old", "the farmer", "her brother": somebody named, or nobody here.

`Whose` is the function that returns whom the owner of a phrase means.
"""

from __future__ import annotations

from collections.abc import Callable

from quoth.linking.body_kinds import by_its_kind, named_after_work
from quoth.linking.clusters import Cluster
from quoth.linking.descriptions import trades
from quoth.linking.ellipsis import is_another
from quoth.linking.epithets import AGENTS, FEMALE, alike
from quoth.linking.event_roles import by_deed
from quoth.linking.firms import next_said, recent_body
from quoth.linking.handovers import follower, in_turn
from quoth.linking.institutions import last_headed
from quoth.linking.kinship import only_such, paired, relative_of
from quoth.linking.names import fold
from quoth.linking.references import Reference
from quoth.linking.rows import in_one_row
from quoth.linking.salience import NOBODY, Answer, Context, adopted, most_salient
from quoth.linking.scene import Seen
from quoth.linking.topics import left_over
from quoth.linking.variations import (
    about,
    another_word,
    of_elsewhere,
    of_other_age,
    spoken_of,
    the_old_one,
)
from quoth.linking.words import singular

Whose = Callable[[Seen, Context], Cluster | None]


def unnamed(seen: Seen, context: Context, source: bool, whose: Whose) -> Answer:
    """Answer "the 54-year-old", "the farmer": somebody known by age or noun, or nobody's name."""
    ref = seen.ref
    if source and is_another(ref) and ref.definite and ref.owner is None and not ref.plural:
        return anonymous(seen, context, source)
    if ref.owner is not None and not ref.plural:
        owner = whose(seen, context)
        relative = follower(seen, context.people()) or paired(seen, owner, context.kin)
        relative = relative or relative_of(seen, owner, context.people()) or only_such(
            seen, owner, context.people(), context.kin)
        if relative:
            return Answer(relative, f"{ref.text}: of one surname, or said to be", 0.7)
    if ref.owner is None and ref.definite and not ref.plural:
        turn = in_turn(seen, context) if source else None
        if turn is not None:
            return turn
        aged = [c for c in context.people() if ref.age and ref.age in c.ages]
        if len(aged) == 1:
            return Answer(aged[0], f"{ref.text}: the age was given", 0.95)
        old = _by_age_group(seen, context)
        if old is not None:
            return Answer(old, f"{ref.text}: the age was given", 0.8)
        headed = [c for c in context.people() if ref.head and _called(c, singular(ref.head))
                  and known_by(c, seen) and _may_be(c, ref)]
        if len(headed) == 1 and not of_elsewhere(seen, headed[0], context):
            return Answer(headed[0], f"{ref.text}: called so before", 0.85)
        if source and in_one_row(headed, seen):
            return anonymous(seen, context, source)
        deed = by_deed(seen, context) if source and not headed else None
        if deed is not None:
            return deed
        relative = relative_of(seen, None, context.people()) if source else None
        if relative:
            return Answer(relative, f"{ref.text}: of the family", 0.7)
        head = singular(ref.head or "")
        if source and head in AGENTS and (maker := last_headed(head, seen, context)
                                          or named_after_work(head, seen, context)):
            return Answer(maker, f"{ref.text}: the last such body", 0.8)
        kind = by_its_kind(seen, context) if source else None
        if kind is not None:
            return Answer(kind, f"{ref.text}: the one such body here", 0.75)
        firm = next_said(seen, context) if source and head in AGENTS else None
        if firm is not None:
            return Answer(firm, f"{ref.text}: who has just spoken", 0.7)
        firm = recent_body(seen, context) if source and head in AGENTS else None
        if firm is not None and context.spoken and context.spoken[-1][1] is firm:
            return Answer(firm, f"{ref.text}: the firm that has just spoken", 0.7)
        old = the_old_one(seen, context)
        if old is not None:
            return Answer(old, f"{ref.text}: by the age given", 0.75)
        before = next((c for c in context.local if ref.head and ref.head in c.heads), None)
        if before is not None:
            return anonymous(seen, context, source)
        here = about(seen, context) if source else None
        if here is not None:
            return here
        vague = spoken_of(seen, context) if source else Answer(None, "")
        if vague.cluster is None and source:
            vague = another_word(seen, context)
            rest = left_over(seen, context) if vague.cluster is None else None
            vague = Answer(rest, f"{ref.text}: all others are of other lands", 0.6) if rest \
                else vague
        if vague.cluster is not None:
            return vague
        if (ref.age or ref.head in ("man", "woman")) and "," not in ref.text:
            pool = [c for c in context.people()
                    if not (c.ages if ref.age else of_other_age(c, ref))]
            pool += [] if ref.age else context.bystanders(seen, plural=False)
            found = most_salient(seen, pool, context)
            if found.cluster is not None or not found.why.endswith(NOBODY):
                found = found if found.confidence > 0.7 else Answer(None, found.why)
                return adopted(found, context, source)
    return anonymous(seen, context, source)


_AGE_GROUPS = {"teenager": (13, 19), "teen": (13, 19), "schoolboy": (6, 18), "schoolgirl": (6, 18),
               "pensioner": (60, 120), "retiree": (55, 120), "toddler": (1, 3),
               "sexagenarian": (60, 69), "septuagenarian": (70, 79), "octogenarian": (80, 89),
               "nonagenarian": (90, 99), "centenarian": (100, 120)}


def _by_age_group(seen: Seen, context: Context) -> Cluster | None:
    """Return the one person whose age makes them "the teenager", "the octogenarian"."""
    noun = seen.ref.head or seen.ref.text.lower().split()[-1]
    low, high = _AGE_GROUPS.get(singular(noun), (1, 0))
    rows = [c for c in context.people() if c.first < seen.start and any(
        age.isdigit() and low <= int(age) <= high for age in c.ages)]
    return rows[0] if len(rows) == 1 else None


def known_by(cluster: Cluster, seen: Seen) -> bool:
    """Say whether somebody has been brought in before a phrase; a headline looks ahead."""
    return cluster.first < seen.start or seen.paragraph == 0 and all(
        s.paragraph > 0 for s in cluster.seen)


def _may_be(cluster: Cluster, ref: Reference) -> bool:
    """Say whether nation and gender of a description speak for nobody else."""
    if FEMALE.get(singular(ref.head or "")) in cluster.heads:
        return False  # who is called the actress is not "the actor"
    return not (ref.country and cluster.country and ref.country != cluster.country) and len(
        {ref.gender, cluster.gender} - {None}) < 2



def _called(cluster: Cluster, head: str) -> bool:
    return any(alike(head, singular(h)) for h in (*cluster.heads, *trades(cluster)))


def anonymous(seen: Seen, context: Context, source: bool) -> Answer:
    """Open a source that the article doesn't name, or return to it when it is repeated."""
    ref = seen.ref
    for cluster in context.local:
        same = source and any(fold(s.ref.text) == fold(ref.text) for s in cluster.seen)
        if same or ref.definite and ref.head and ref.head in cluster.heads and not ref.owner:
            cluster.seen.append(seen)
            return Answer(cluster, f"{ref.text}: as before", 0.8)
    if not source:
        return Answer(None, "")
    kind = "group" if ref.plural and ref.kind == "group" else "unnamed"
    return Answer(context.new(kind, seen), f"{ref.text}: not named", 0.9)
