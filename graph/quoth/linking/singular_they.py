"""They who are one person: "the novelist", whom an article never calls he or she, "they say".

Words in quotation marks with "I" and without "we" are one person's; so is what a spokesperson or a
source without a name goes on to say.
"""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.salience import Answer, Context, most_salient, salience
from quoth.linking.scene import Seen

_ONE = re.compile(r"\b(?:I|I['’](?:m|d|ve|ll)|[Mm]y|me|myself)\b")
_SEVERAL = re.compile(r"\b(?:[Ww]e|[Ww]e['’](?:re|d|ve|ll)|[Oo]ur|us|ourselves)\b")
_PRONOUNS = re.compile(r"(?i)\b(?:they/them|non-?binary|gender-?queer|(?:uses?|with) the pronouns?"
                       r" they)\b")
_CALLED = frozenset({"spokesperson", "source", "person", "resident", "official", "caller", "user",
                     "reader", "witness", "eyewitness", "student", "teenager", "neighbour",
                     "neighbor", "insider", "employee", "worker", "shopper", "customer", "fan",
                     "passenger", "child", "candidate", "individual", "someone", "somebody"})
_PRESENT = 0.6  # less present than this nobody is "they"


def one_of_them(seen: Seen, context: Context) -> Answer | None:
    """Return the one person whom "they" means as a source, None if it may be several."""
    told = _PRONOUNS.search(context.scene.text) is not None
    if not (told or _says_i(seen, context)):
        return _just_spoken(seen, context)
    pool = [c for c in context.people() if c.names and _never_he_or_she(c)]
    if told:
        pool = [c for c in pool if _in_sentence_of(c, context)] or pool
    found = most_salient(seen, pool, context)
    if found.cluster is None or salience(found.cluster, seen, context) < _PRESENT:
        return _just_spoken(seen, context)
    return Answer(found.cluster, f"{seen.ref.text}: one person", 0.65)


def _says_i(seen: Seen, context: Context) -> bool:
    """Say whether what they say has "I" in it and no "we"."""
    words = " ".join(span.of(context.scene.text) for a in context.scene.said_by(seen.ref.span)
                     if a.form == "direct" for span in a.content)
    return _ONE.search(words) is not None and _SEVERAL.search(words) is None


def _never_he_or_she(cluster: Cluster) -> bool:
    """Say whether nothing but the given name tells whether somebody is a he or a she."""
    pronouns = any(s.ref.kind == "pronoun" and s.ref.gender and s.content is None and not s.quoted
                   for s in cluster.seen)
    return not pronouns and not any(t.gender for t in cluster.titles)


def _in_sentence_of(cluster: Cluster, context: Context) -> bool:
    """Say whether the article says of somebody that they are called they."""
    match = _PRONOUNS.search(context.scene.text)
    number = context.scene.sentence(match.start()) if match else -1
    return any(s.sentence == number for s in cluster.seen)


def _just_spoken(seen: Seen, context: Context) -> Answer | None:
    """Return the spokesperson without a name who has spoken in the sentence before."""
    if not context.spoken:
        return None
    last, speaker = context.spoken[-1]
    at = last.source or last.extent
    near = seen.sentence - context.scene.sentence(at.start) <= 2 and (
        context.scene.paragraph(at.start) == seen.paragraph)
    first = min(speaker.seen, key=lambda s: s.start).ref if speaker.seen else None
    nouns = {*speaker.heads, *(t.text.lower().split()[-1] for t in speaker.titles)}
    single = speaker.kind == "unnamed" and not speaker.plural and first is not None and (
        first.gender is None and bool(nouns & _CALLED))
    return Answer(speaker, f"{seen.ref.text}: who has just spoken", 0.7) if near and single \
        else None
