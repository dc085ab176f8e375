"""Delayed names: a lead speaks of "a former head nurse", the next paragraph gives her name.

News names people when it brings them in, with a word on who they are. A bare full name that comes
without any such word, right after a lead about somebody without a name, is that somebody's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from quoth.linking.clusters import Cluster
from quoth.linking.ellipsis import is_another
from quoth.linking.epithets import alike
from quoth.linking.names import is_full
from quoth.linking.salience import Context
from quoth.linking.scene import Scene, Seen
from quoth.linking.variations import of_another_party, of_elsewhere
from quoth.linking.words import singular, word_sets

_LEAD = 2  # headline and lead
_NEXT = 3  # how many paragraphs later the name may come
_NAME_IS = re.compile(r"\b(?:His|Her|his|her|The \w+['’]s) name (?:is|was) (?=[A-Z])")
_TELLS = re.compile(r",? (?:an?|the|of|from|who|whose|whom|one of|\(|–|—|-)\b|,? \(")
_GIVES = (r", (?:who (?:only )?(?:gives|gave|would give) (?:only )?(?:his|her|their) (?:first )?"
          r"name (?:only )?as|who (?:called|calls|identified|identifies) (?:him|her|them)self "
          r"(?:only )?as|whose name is|who (?:is|was) (?:called|named)|called|named) (?=[A-Z])")
_LAST = re.compile(r"\b(?:last|latest|new|newest|other|another|second|third|fellow|current|present"
                   r"|former|previous|later) [a-z-]+,? $")
_SOON = 3  # sentences from a description to the name that belongs to it
_SHY = frozenset({"official", "source", "spokesman", "spokeswoman", "spokesperson", "diplomat"})


def delayed_names(context: Context) -> dict[int, Cluster]:
    """Return, by the id of the unnamed cluster, whose name the article gives later."""
    found = {}
    for unnamed in context.local:
        person = _presented_later(unnamed, context) or _named_by(unnamed, context)
        person = person or _gives_it_later(unnamed, context)
        person = person or _called_later(unnamed, context) or _named_next(unnamed, context)
        person = person or _of_headline(unnamed, context)
        kin = any(word_sets().has("kin", h) for h in unnamed.heads) and any(
            c is not unnamed and _one_human(c) and c.first < unnamed.first for c in context.local)
        if person is None and not kin and _individual(unnamed, context):
            first = _first_named_after(unnamed, context)
            fits = first is not None and _fits(unnamed, first, context.scene)
            person = first if fits else None
        if person and not any(of_another_party(t, person) for t in unnamed.titles) and not any(
                person.first < s.start and of_elsewhere(s, person, context)
                for s in unnamed.seen):
            found[id(unnamed)] = person
    return found


def _presented_later(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return who is named behind the same words later on: "the uncle", then "The uncle, Tom Roe,".
    """
    first = min(unnamed.seen, key=lambda s: s.start, default=None)
    if first is None or not _one_human(unnamed) or not first.ref.definite:
        return None
    words = first.ref.text.lower()
    spans = [name.ref.name_span or name.ref.span for at, name in context.scene.presented.items()
             if at > first.start and context.scene.text[at : at + len(words) + 1].lower()
             == f"{words},"]
    rows = {id(c): c for s in spans if (c := context.cast.by_span.get(s)) and c.kind == "person"}
    return next(iter(rows.values())) if len(rows) == 1 else None


def _named_by(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return whom "His name is Ann Roe" names, if one person without a name has been spoken of."""
    match = _NAME_IS.search(context.scene.text) if _one_human(unnamed) else None
    if match is None or unnamed.first > match.start():
        return None
    others = [c for c in context.local if c is not unnamed and _one_human(c)
              and c.first < match.start()]
    spans = [s for s in context.cast.by_span if s.start == match.end()]
    person = context.cast.by_span[spans[0]] if spans else None
    return person if person and person.kind == "person" and not others else None


def _gives_it_later(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return who "the young man, who gives his name as Tam," is, where "a young man" spoke."""
    first = min(unnamed.seen, key=lambda s: s.start, default=None)
    if first is None or not _one_human(unnamed) or not first.ref.head or is_another(first.ref):
        return None
    match = _giver(first.ref.head).search(context.scene.text, first.start)
    spans = [s for s in context.cast.by_span if match and s.start == match.end()]
    person = context.cast.by_span[spans[0]] if spans else None
    return person if person is not None and person.kind == "person" else None


@lru_cache(maxsize=1024)
def _giver(head: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he (?:[a-z-]+ )?{re.escape(head)}{_GIVES}")


def _of_headline(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return whom the first words below a headline speak of by its bare noun: "Engineers say",
    "three engineers who know the plans"."""
    first = min(unnamed.seen, key=lambda s: s.start, default=None)
    bare = first is not None and first.paragraph == 0 and first.ref.text.lower() == first.ref.head
    if first is None or not bare or len(context.scene.paragraphs) < 3:
        return None
    rows = [c for c in context.local if c is not unnamed and c.plural == unnamed.plural
            and any(s.ref.head == first.ref.head for s in c.seen)]
    near = [c for c in rows if min(s.paragraph for s in c.seen) <= _NEXT]
    return near[0] if len(rows) == 1 and near else None


def _named_next(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return whom the next quotation names without a word on who they are.

    "The firm's new chairman was blunt. "We failed," said Ann Roe.": a full name that comes bare
    and for the first time belongs to the description just before it.
    """
    first = min(unnamed.seen, key=lambda s: s.start, default=None)
    owned = first is not None and first.ref.kind == "other" and first.ref.owner is not None
    if first is None or is_another(first.ref) or not (_one_human(unnamed) or owned):
        return None
    spoken = [(a.source, c, a) for a, c in context.spoken if a.source is not None]
    spoken.sort(key=lambda row: row[0].start)
    for (before, one, _), (after, person, said) in pairwise(spoken):
        if one is unnamed and person.kind == "person" and person.first == after.start:
            told, named = context.scene.see(before), context.scene.see(after)
            near = named.sentence - told.sentence <= _SOON and (
                named.paragraph == told.paragraph or bool(told.ref.titles or told.ref.owner)
                and said.form == "direct" and said.extent.start < named.start)
            same = told.paragraph == named.paragraph and said.form != "indirect"
            known = told.ref.definite and told.ref.kind != "pronoun" or told.ref.owner is not None
            known = known or same and _speaks_for(told) and not _shy(told, context.scene)
            bare = _only_name(named, alone=same and told.ref.owner is not None)
            genders = {unnamed.gender, person.gender} - {None}
            if same and len(genders) < 2 and _gives_name(named) and not told.ref.definite:
                return person
            if near and known and bare and len(genders) < 2 and not _told(person, context.scene):
                return person
    return None


def _gives_name(seen: Seen) -> bool:
    """Say whether somebody known by now gives the name: "the 24-year-old, who called himself Tam".
    """
    ref = seen.ref
    return ref.definite and ref.name is not None and ref.text.lower().startswith("the ") and (
        ", who " in ref.text[: (ref.name_span or ref.span).start - ref.span.start])


def _speaks_for(seen: Seen) -> bool:
    """Say whether somebody speaks for a body that the phrase names: "a spokesman for the club"."""
    return any(t.role == "spokesperson" and t.of for t in seen.ref.titles)


def _only_name(seen: Seen, *, alone: bool) -> bool:
    """Say whether a source is a full name and no more, or a name with a form of address.

    `alone`: or a name of one word, as that of "her brother" or of people who have no other.
    """
    ref = seen.ref
    before = ref.text[: (ref.name_span or ref.span).start - ref.span.start].strip(" .")
    after = ref.text[(ref.name_span or ref.span).end - ref.span.start :].strip(" ,")
    addressed = len(ref.titles) == 1 and ref.titles[0].honorific
    whole = is_full(ref.name or "") or alone and bool(ref.name)
    return not after and (not before and whole or addressed
                          and before == ref.titles[0].text.strip(" ."))


def _told(person: Cluster, scene: Scene) -> bool:
    """Say whether the article says at once who somebody is: "Ann Roe, a farmer, said"."""
    first = min(person.seen, key=lambda s: s.start)
    end = (first.ref.name_span or first.ref.span).end
    return bool(person.heads) or any(not t.honorific for t in person.titles) or (
        _TELLS.match(scene.text, end) is not None)


def _called_later(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return the one person whom the article calls by the noun of "the witness" later on."""
    first = min(unnamed.seen, key=lambda s: s.start, default=None)
    if first is None or not _one_human(unnamed) or first.ref.owner or is_another(first.ref):
        return None
    indefinite = not first.ref.definite and first.ref.text.lower().startswith(("a ", "an ", "one "))
    opens = not indefinite or first.paragraph < _LEAD and not _shy(first, context.scene)
    head = _noun(first)
    kin = word_sets().has("kin", head)
    if kin or head in _SHY or head in ("", "man", "woman", "one"):
        return None
    rows = [c for c in context.cast.people if c.kind == "person" and c.names
            and (any(alike(head, singular(h)) for h in c.heads) or first.paragraph < _LEAD and any(
                t.text.lower().split()[-1] == head for t in c.titles))
            and len({c.gender, unnamed.gender} - {None}) < 2
            and len({c.country, unnamed.country} - {None}) < 2
            and not _one_of_several(c, context.scene)
            and (not indefinite or opens and 0 < _paragraph(c) - first.paragraph <= _NEXT
                 or first.paragraph == 0 and _entitled(c, head)
                 or _brought_back(c, first) and not _shy(first, context.scene))]
    return rows[0] if len(rows) == 1 else None


def _one_of_several(cluster: Cluster, scene: Scene) -> bool:
    """Say whether somebody is brought in as one of several: "His last apprentice, Ina Roe"."""
    first = min(cluster.seen, key=lambda s: s.start)
    start = (first.ref.name_span or first.ref.span).start
    return _LAST.search(scene.text, max(0, start - 40), start) is not None


def _entitled(cluster: Cluster, head: str) -> bool:
    """Say whether a name comes with the noun as a title: "Coroner Ann Roe" is the coroner."""
    return any(t.text.lower().split()[-1] == head and t.text.istitle() for t in cluster.titles)


def _brought_back(cluster: Cluster, first: Seen) -> bool:
    """Say whether somebody is named as one already known: "the doctor, who gave her name, Ina"."""
    start = min(cluster.seen, key=lambda s: s.start)
    return start.ref.definite and start.start > first.start and (
        start.paragraph - first.paragraph <= _NEXT)


def _paragraph(cluster: Cluster) -> int:
    return min(s.paragraph for s in cluster.seen)


def _shy(seen: Seen, scene: Scene) -> bool:
    """Say whether a source is said to stay unnamed."""
    words = scene.text[seen.start : seen.ref.span.end + 80].lower()
    return any(w in words for w in word_sets().mentions["anonymous"])


def _noun(seen: Seen) -> str:
    ref = seen.ref
    return singular((ref.head or (ref.titles[-1].text if ref.titles else "")).lower())


def _one_human(cluster: Cluster) -> bool:
    first = min(cluster.seen, key=lambda s: s.start, default=None)
    return (first is not None and cluster.kind == "unnamed" and not cluster.plural
            and first.ref.kind in ("person", "unnamed") and not first.quoted)


def _individual(cluster: Cluster, context: Context) -> bool:
    """Say whether a cluster is one person of the lead, and not a source who stays unnamed."""
    if cluster.kind != "unnamed" or cluster.plural or not cluster.seen:
        return False
    first = min(cluster.seen, key=lambda s: s.start)
    shy = _noun(first) in _SHY
    secret = _shy(first, context.scene)
    human = first.ref.kind in ("person", "unnamed")
    return human and first.paragraph < _LEAD and not shy and not secret and not first.quoted


def _first_named_after(unnamed: Cluster, context: Context) -> Cluster | None:
    """Return the first person whom the article names after an unnamed one."""
    people = [c for c in context.cast.people if c.kind == "person" and is_full(c.name)
              and not any(s.ref.span.contains(c.seen[0].ref.span) for s in unnamed.seen)]
    earlier = any(c.first < unnamed.first for c in people)
    later = [c for c in people if c.first > unnamed.first]
    return None if earlier else min(later, key=lambda c: c.first, default=None)


def _introduced(seen: Seen, scene: Scene) -> bool:
    """Say whether a trade stands before a name: "coroner Ana Roe" is somebody new."""
    span = seen.ref.name_span or seen.ref.span
    before = scene.text[max(0, span.start - 30) : span.start].split()[-1:]
    return any(word_sets().has(t, w.lower()) for w in before for t in ("trades", "humans", "kin"))


def _fits(unnamed: Cluster, person: Cluster, scene: Scene) -> bool:
    """Say whether a name comes bare and soon, and nothing speaks against it."""
    first = min(person.seen, key=lambda s: s.start)
    start = min(unnamed.seen, key=lambda s: s.start)
    general = singular((start.ref.head or "").lower()) in word_sets().mentions["hypernyms"]
    titled = any(not t.honorific for t in person.titles)
    bare = not (titled or first.ref.owner or first.quoted) and (
        general or not _introduced(first, scene))
    soon = 0 < first.paragraph - start.paragraph <= _NEXT
    genders = {unnamed.gender, person.gender} - {None}
    return bare and soon and len(genders) < 2 and is_full(person.name)


def named_after(seen: Seen, context: Context) -> Cluster | None:
    """Return whom a first quotation's he or she turns out to be: ""We stay," he said. / Tom Roe".

    Nobody has been brought in before, and the next paragraph begins with one name that fits.
    """
    scene, gender = context.scene, seen.ref.gender
    direct = any(a.form == "direct" for a in scene.said_by(seen.ref.span))
    before = any(s.start < seen.start and s.content is None
                 for c in context.people() for s in c.seen)
    if before or not gender or not direct or context.bystanders(seen, plural=False):
        return None
    rows = [c for c in context.people() if c.names and c.first in scene.leads
            and 1 <= scene.paragraph(c.first) - seen.paragraph <= 2
            and c.gender in (None, gender) and c.leaning in (None, gender)]
    person = min(rows, key=lambda c: c.first, default=None)
    if person is None or not is_full(person.name) or (
            scene.sentence(person.first) - seen.sentence > _SOON):
        return None
    others = [c for c in context.people() if c is not person and c.names and seen.start < c.first
              < person.first]
    return None if others else person
