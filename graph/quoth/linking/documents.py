"""Who wrote the letter: the papers of an article and their authors, as its own words say."""

from __future__ import annotations

import re

from quoth.linking.clusters import Cluster
from quoth.linking.salience import Context
from quoth.linking.scene import Seen
from quoth.linking.words import singular, word_sets
from quoth.records import Attribution, Span

_READ = re.compile(r"(?i)\b(?:read|delivered|conveyed|presented)(?: out| aloud)?"
                   r"(?: on \w+| at [\w ]{3,30})? by\s+")
_BEHIND = re.compile(r"(?: of (?!the\b)[a-z]+)?,?\s+(?:that|with which|in which|which|from|by"
                     r"|(?:signed|sent|written|issued|published|posted|released) by)\s+")


_IN_PAPER = re.compile(r"In (?:an?|the|his|her|its|their) (?:[\w-]+ ){0,3}?(?P<paper>report|study"
                       r"|letter|statement|paper|ruling|judgment|review|filing|post|memo)\b")


def note_document(attribution: Attribution, cluster: Cluster, context: Context) -> None:
    """Remember who wrote the letter that a sentence speaks of."""
    at = attribution.cue or attribution.source
    if at is None:
        return
    scene = context.scene
    span = scene.sentence_span(at.start)
    words = word_sets().mentions["authored"]
    opening = _IN_PAPER.match(scene.text, span.start, at.start)
    if opening is not None:  # "In a report tabled on Monday, Ann Roe said"
        context.documents.append((opening.start("paper"), opening["paper"], cluster))
    for chunk in scene.chunks_in(Span(at.start, min(span.end, at.end + 80))):
        low = singular(chunk.text.lower())
        if low in words and scene.content_of(chunk.start) is None:
            context.documents.append((chunk.start, low, cluster))


def voices(context: Context) -> list[tuple[Cluster, str, Span]]:
    """Return who reads whose paper out: author, head noun and the reader's phrase."""
    found = []
    for match in _READ.finditer(context.scene.text):
        span = context.scene.sentence_span(match.start())
        papers = [d for d in context.documents if span.start <= d[0] < match.start()]
        reader = next((s.ref.span for s in context.scene.phrases
                       if match.end() <= s.start <= match.end() + 3), None)
        heads = [s.ref.head for s in context.scene.phrases if s.ref.kind == "document"
                 and span.start <= s.start < match.start()]
        if not papers and heads:
            head = singular((heads[-1] or "").lower())
            papers = [d for d in context.documents if d[1] == head and d[0] < match.start()]
        if papers and reader:
            author = max(papers, key=lambda d: d[0])
            found.append((author[2], author[1], reader))
    return found


def note_owners(context: Context) -> None:
    """Note the letters whose writer stands beside them: "Lavrov's letter", "Lavrov letter"."""
    words = word_sets().mentions["authored"]
    _note_writers(context)
    for seen in context.scene.phrases:
        ref = seen.ref
        paper = ref.kind in ("document", "data")
        if paper and ref.owner and ref.owner.name_span in context.cast.by_span:
            cluster = context.cast.by_span[ref.owner.name_span]
            context.documents.append((seen.start, (ref.head or "").lower(), cluster))
        author = _author_after(context, seen)
        if author:
            context.documents.append((seen.start, singular((ref.head or "").lower()), author))
        after = context.scene.chunks_in(Span(ref.span.end, ref.span.end + 2))[-1:]
        if ref.name_span in context.cast.by_span and after and after[0].text.lower() in words:
            cluster = context.cast.by_span[ref.name_span]
            context.documents.append((seen.start, after[0].text.lower(), cluster))


_ASIDE = r"(?:,? \(?\d{1,3}\)?,|, (?:who|an?|the|aged|of|from)\b[^.;:“”\"\n]{0,60},)?"
_SOCIAL = (r"on (?:(?:his|her|their|its) )?(?:[\w-]+ )?(?:Instagram|Facebook|X|Twitter|TikTok"
           r"|LinkedIn|Telegram|Weibo|Threads|Bluesky|Mastodon|Truth Social|YouTube|VK"
           r"|social media)\b")
_SENT = re.compile(rf"{_ASIDE}(?: has| had| also| then| later| jointly| and [A-Z]\w+)*"
                   r" (?:wrote|written|penned|scribbled|left|leaves|pinned|sent|published|issued"
                   r"|released|posted|filed|shared|circulated|submitted|put out|drafted|delivered"
                   r"|signed)(?: [\w’'-]+){0,2}?"
                   r" (?:an?|his|her|its|their) (?:[\w’'-]+ ){0,3}?(?P<noun>[a-z-]+)\b")
_TOLD_IN = re.compile(rf"{_ASIDE}(?: has| had| also| then| later)* (?:[a-z]+ed|wrote|said|spoke"
                      r"|broke)\b[^.!?;:“”\"\n]{0,80}? (?:(?:in|with|through|via) (?:an?|his|her"
                      r"|its) "
                      rf"(?:[\w’'-]+ ){{0,3}}?(?P<noun>[a-z-]+)\b|(?P<social>{_SOCIAL}))")
_WROTE_TO = re.compile(rf"{_ASIDE}(?: has| had| also| then| later)* (?:wrote|written|writes) to\b")
_MAILED = re.compile(rf"{_ASIDE}(?: has| had| also| then| later)* (?:e-?mailed|texted|messaged) ")
_POST = ("post", "message", "tweet", "video")


def _note_writers(context: Context) -> None:
    """Note what an article says that somebody wrote: "Roe wrote to the mayor", then "the letter".
    """
    text, words = context.scene.text, word_sets().mentions["authored"]
    for span, cluster in context.cast.by_span.items():
        if cluster.kind not in ("person", "organization"):
            continue
        end = context.scene.sentence_span(span.start).end
        sent, told = _SENT.match(text, span.end, end), _TOLD_IN.match(text, span.end, end)
        nouns = [m["noun"] for m in (sent, told) if m and m["noun"] in words]
        mailed = _MAILED.match(text, span.end, end)
        nouns += ["email", "e-mail", "message"] if mailed else []
        nouns += ["letter"] if _WROTE_TO.match(text, span.end, end) else []
        nouns += _POST if told and told["social"] else ()
        context.documents.extend((span.end, noun, cluster) for noun in nouns)


def _author_after(context: Context, seen: Seen) -> Cluster | None:
    """Return who is named behind a paper: "the telegram of condolence that President Roy sent"."""
    if seen.ref.kind not in ("document", "data"):
        return None
    text, end = context.scene.text, seen.ref.span.end
    match = _BEHIND.match(text, end)
    if match is None:
        return None
    named = dict(context.scene.introductions)
    for other in context.scene.phrases:
        if other.start == match.end():
            span = named.get(other, other).ref.name_span
            if span in context.cast.by_span:
                return context.cast.by_span[span]
    for span, cluster in context.cast.by_span.items():
        lead = text[match.end() : span.start]
        if 0 <= span.start - match.end() <= 40 and "," not in lead and "." not in lead:
            near = context.scene.see(Span(match.end(), span.end)).ref
            if near.name_span == span:
                return cluster
    return None
