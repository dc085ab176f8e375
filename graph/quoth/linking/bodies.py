"""Places, peoples and bodies of an article, collected under one key each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from quoth.linking.body_joining import pairs, renamed, translated
from quoth.linking.body_signs import called_body, counts_goods, speaks_as_body
from quoth.linking.chunks import LINKABLE
from quoth.linking.clusters import Cast, Cluster
from quoth.linking.definitions import terms
from quoth.linking.foreign import foreign_kinds
from quoth.linking.knowledge_base import Country, KnowledgeBase
from quoth.linking.lexis import is_common
from quoth.linking.modifiers import SIZE
from quoth.linking.names import acronym, fold, is_legal_form, without_legal_form
from quoth.linking.references import Reference
from quoth.linking.role_phrases import RolePhrase
from quoth.linking.scene import Scene, Seen
from quoth.linking.words import singular, word_sets
from quoth.records import Span


def collect_bodies(found: Cast, scene: Scene) -> None:
    """Collect places, demonyms and organizations under one key each."""
    taught = _acronyms(scene)
    for seen in (*_worldly(scene), *scene.phrases):
        ref = seen.ref
        span = ref.name_span or ref.span
        if span in found.by_span or not (ref.value or ref.name):
            continue
        if ref.kind in ("place", "organization", "group"):
            key = body_key(ref, scene.base, taught, scene.text)
            if key and not _plural_noun(ref.name or ""):
                _body(found, key, seen, scene.base)
    _defined(found, scene)
    for body, other in renamed(found, scene.text):
        names = [*body.names]
        _join(found, body, other)
        body.names[:], body.kind = names, "organization"  # what it was called is no name of today
    for body, other in (*translated(found, scene.text), *pairs(found, scene.text)):
        body.kind = "organization"
        _join(found, body, other)
    _shorten(found)
    _the_commission(found, scene)
    _by_first_word(found, scene)
    _dateline(found, scene)
    _place_towns(found, scene)


def _place_towns(found: Cast, scene: Scene) -> None:
    """Take for places what governors, mayors and the like are of, and where the story is dated."""
    towns = {fold(t.of) for c in found.clusters() for t in c.titles
             if t.of and scene.base.role(t.text).scope == "place"}
    towns.add(fold(re.split(r"[,(\d—–-]", scene.article.dateline or "")[0]))
    outlets = {fold(n) for n in (scene.article.agency, scene.article.publisher) if n}
    outlets |= _led(scene, lambda role: role.role in _OF_FIRMS)
    words = word_sets().mentions["organization_words"]
    for key, cluster in found.bodies.items():
        name = key.removeprefix("name:")
        bodily = any(w in words for n in cluster.names for w in n.split())
        if key == name or cluster.known is not None:
            continue
        ends = [(s.ref.name_span or s.ref.span).end for s in cluster.seen]
        if name in outlets or any(does_business(scene.text, end) or called_body(scene.text, end)
                                  or counts_goods(scene.text, end)
                                  for end in ends) or cluster.kind == "place" and speaks_as_body(
                                      cluster, scene):
            cluster.kind = "organization"
        elif not bodily and (name in towns or _modifies_firm(cluster, scene)
                             or _only_in(cluster, scene)):
            cluster.kind = "place"


def _modifies_firm(cluster: Cluster, scene: Scene) -> bool:
    """Say whether a name only ever tells where a firm is: "the Halvik company that sells it"."""
    spans = [s.ref.name_span or s.ref.span for s in cluster.seen]
    return " " not in cluster.name and all(
        _THE.search(scene.text, max(0, s.start - 5), s.start)
        and _PLAIN_FIRM.match(scene.text, s.end) for s in spans)


def _only_in(cluster: Cluster, scene: Scene) -> bool:
    """Say whether a name of one word only ever stands behind "in": "the museum in Halvik"."""
    spans = [s.ref.name_span or s.ref.span for s in cluster.seen]
    before = [_IN.search(scene.text, max(0, s.start - 40), s.start) for s in spans]
    return " " not in cluster.name and not cluster.name.isupper() and bool(before) and all(
        m and m[1].lower() not in _INVESTED for m in before)


def _by_first_word(found: Cast, scene: Scene) -> None:
    """Join "Oxo" to Oxo Maritime, where that is the only name that begins so."""
    led = _led(scene, lambda role: role.role in _OF_FIRMS)
    firsts: dict[str, list[Cluster]] = {}
    for cluster in found.clusters():
        for front in {f for n in cluster.names if _is_private(n) for f in (*_fronts(n), *_own(n))}:
            firsts.setdefault(front, []).append(cluster)
    for cluster in [*found.people, *(c for k, c in found.bodies.items() if k[:5] == "name:")]:
        if len(cluster.names) != 1 or cluster.kind == "place" or cluster.titles or cluster.gender:
            continue
        if fold(cluster.name) not in led and any(
                _PLACED.search(scene.text, max(0, s.start - 12), s.start) for s in cluster.seen):
            continue
        rows = firsts.get(cluster.name, [])
        if len(rows) != 1 or rows[0].kind != "organization" or rows[0].known is not None:
            continue
        if all(s.paragraph == 0 for s in cluster.seen if s.start < rows[0].first):  # a headline
            _join(found, rows[0], cluster)


def _fronts(name: str) -> Iterator[str]:
    """Yield the first word or words of a name, without its last one."""
    row = name.split()
    yield from (" ".join(row[:size]) for size in range(1, len(row)))


def _own(name: str) -> Iterator[str]:
    """Yield the name of a body behind a foreign word for what it is: Ceiba of Discos Ceiba."""
    first, _, rest = name.partition(" ")
    rest = _AND_SONS.sub("", rest)
    if rest and rest[0].isupper() and " " not in rest and not foreign_kinds(rest) and (
            foreign_kinds(first) or not any(map(_says_what, (first, rest)))):
        yield rest


def _says_what(word: str) -> bool:
    """Say whether a word of a body's name is one of English, or says what it is."""
    words = word_sets().mentions
    return is_common(word) or not word.istitle() or any(
        word in words[t] for t in ("organization_words", "firm_words", "place_words", "clubs"))


_AND_SONS = re.compile(r" (?:&|y|e|et|und|i) \w+$")


def _is_private(name: str) -> bool:
    """Say whether a body's first word is its own name: Oxo Maritime, the Oxo Party, but Tarn
    University."""
    row = name.split()
    party = len(row) == len(("Oxo", "Party")) and row[1] == "Party" and not is_common(row[0])
    return party or not set(row) & word_sets().mentions["town_kinds"]


def _join(found: Cast, body: Cluster, other: Cluster) -> None:
    """Give all that is known of one cluster to a body."""
    body.seen.extend(other.seen)
    body.names.extend(n for n in other.names if n not in body.names)
    for span in [s for s, c in found.by_span.items() if c is other]:
        found.by_span[span] = body
    if other in found.people:
        found.people.remove(other)
    for key in [k for k, c in found.bodies.items() if c is other]:
        del found.bodies[key]


def _dateline(found: Cast, scene: Scene) -> None:
    """Take the town of a dateline for a place, where no name was seen there."""
    town = re.split(r"[,(\d—–-]", scene.article.dateline or "")[0].strip()
    at = scene.text.find(scene.article.dateline or "\0")
    span = Span(at, at + len(town))
    if at < 0 or not town or any(span.overlaps(s) for s in found.by_span):
        return
    ref = Reference(span, town, "place", name=town, name_span=span)
    key = body_key(ref, scene.base, {}, scene.text)
    if key and found.bodies.get(key, Cluster("place")).kind == "place":
        _body(found, key, replace(scene.see(span), ref=ref), scene.base)


def employers(scene: Scene) -> set[str]:
    """Return the folded names of what somebody works at, or leads as one leads only a body:
    "analysts at Oxo", "the Oxo goalkeeper"."""
    found = _led(scene, lambda role: role.scope == "org")
    for title, at, body in zip(scene.chunks, scene.chunks[1:], scene.chunks[2:], strict=False):
        if title.tag == "title" and at.text == "at" and body.value is None and (
                body.tag in ("name", "org", "cap")):
            found.add(fold(body.text))
    return found


def _led(scene: Scene, fits: Callable[[RolePhrase], bool]) -> set[str]:
    """Return the folded names, none of a known body, that fitting titles are of."""
    titles = (t for s in scene.phrases for t in s.ref.titles if t.of)
    return {fold(t.of) for t in titles if ":" not in t.of and t.of not in scene.base.countries
            and fits(scene.base.role(t.text))}


def does_business(text: str, end: int) -> bool:
    """Say whether what ends there runs or sells something: "Oxo, which runs the ferries"."""
    match = _WHICH.match(text, end)
    return bool(match) and match[1] in word_sets().mentions["firm_deeds"] or (
        _PLAYS.match(text, end) is not None)


_PLAYS = re.compile(r"(?: have| has)? (?:sacked|signed|appointed|fired|hired|dismissed|bought"
                    r"|sold|loaned|released) (?:their |its |the )?(?:head |former |new )?(?:coach"
                    r"|manager|striker|midfielder|defender|goalkeeper|winger|forward|captain)\b")


_FORM = re.compile(r",? (\w[\w.]*)")
_PLACED = re.compile(r"\b(?:in|near|outside|across) (?:the )?$")
_IN = re.compile(r"([\w’'-]+),? in $")
_INVESTED = frozenset({
    "stake", "stakes", "share", "shares", "interest", "investment", "investments", "invest",
    "invests", "invested", "investing", "investor", "investors", "confidence", "faith", "trust",
    "holding", "holdings", "position", "role", "roles", "job", "jobs", "stock", "bought",
    "believe", "published", "wrote", "reported", "appeared", "article", "column", "report",
    "interview"})
_THE = re.compile(r"\b(?:[Tt]he|[Aa]n?) $")
_PLAIN_FIRM = re.compile(r" (?:[a-z]+ )?(?:company|firm|start-?up|factory|plant|utility)\b")
_OF_FIRMS = frozenset({"captain", "coach", "chief_executive", "founder", "owner"})
_WHICH = re.compile(r", (?:which|that) (?:also |now |still )?(\w+) ")


def _defined(found: Cast, scene: Scene) -> None:
    """Join "the Company" to the body of which brackets say so: Oxo ASA ("Oxo", "the Company")."""
    for end, names in terms(scene.text):
        body = next((c for s, c in found.by_span.items() if s.end == end
                     and c.kind == "organization"), None)
        for name in names if body else ():
            other = found.bodies.get(f"name:{fold(name)}")
            if other is not None and other is not body and other.known is None:
                _join(found, body, other)
    _by_kind(found, scene.text)


def _by_kind(found: Cast, text: str) -> None:
    """Join "the Company" to the one firm of an article: "Oxo, Inc. grew. The Company expects"."""
    called = [c for noun in ("company", "corporation", "firm", "group")
              if (c := found.bodies.get(f"name:{noun}")) is not None and c.known is None]
    firms = [c for c in found.clusters() if c.kind == "organization" and _is_firm(c, text)
             ] if called else []
    for other in called:
        if len(firms) == 1 and firms[0].first < other.first:
            _join(found, firms[0], other)


def _is_firm(cluster: Cluster, text: str) -> bool:
    """Say whether a body has a legal form in its name or behind it: "Oxo, Inc."."""
    ends = [(s.ref.name_span or s.ref.span).end for s in cluster.seen]
    behind = [match[1] for end in ends if (match := _FORM.match(text, end))]
    return any(map(is_legal_form, behind)) or any(
        without_legal_form(n) != n for n in cluster.names)


def _shorten(found: Cast) -> None:
    """Join "the Council" to the one body before it that has the word in its name."""
    words = word_sets().mentions["organization_words"]
    for key in [k for k in found.bodies if k.startswith("name:")]:
        cluster = found.bodies[key]
        if not all(n in words for n in cluster.names):
            continue
        rows = [c for k, c in found.bodies.items() if k != key and c.kind == "organization"
                and c.first < cluster.first and _ends_in(c, cluster.names[0])]
        if len(rows) == 1:
            _join(found, rows[0], cluster)


def _the_commission(found: Cast, scene: Scene) -> None:
    """Take "the Commission" for the European one where the article is about the Union."""
    cluster = found.bodies.get("name:commission")
    others = any("Commission" in n.split() for c in found.clusters() if c is not cluster
                 for n in c.names)
    lone = cluster is not None and not others and cluster.names == ["Commission"]
    if cluster is None or not lone or not _UNION.search(scene.text):
        return
    del found.bodies["name:commission"]
    cluster.known = scene.base.body("org:EC")
    found.bodies["org:EC"] = cluster


_UNION = re.compile(r"\b(?:EU|European (?:Union|Parliament|Council|Ombudsman|Court)|Brussels)\b")


def _plural_noun(name: str) -> bool:
    """Say whether a name is only the plural of what bodies are called: Councils."""
    words = word_sets().mentions["organization_words"]
    return name not in words and singular(name) in words


def _ends_in(cluster: Cluster, word: str) -> bool:
    names = [*cluster.names, *([cluster.known.name] if cluster.known else [])]
    return any(word in n.split() and n != word for n in names)


def _worldly(scene: Scene) -> Iterator[Seen]:
    """Yield each known place, adjective and body by itself, whatever phrase it stands in."""
    for chunk in scene.chunks:
        if chunk.tag in LINKABLE and not any(chunk.span.overlaps(b) for b in scene.boilerplate):
            yield scene.see(chunk.span)
            first = chunk.text.split()[0]
            if first != chunk.text and first in scene.base.organization_names:  # CSTO Council
                yield scene.see(Span(chunk.start, chunk.start + len(first)))


def _acronyms(scene: Scene) -> dict[str, str]:
    """Return what the article's own "Full Name (FN)" teaches: acronym to full name."""
    names = [s.ref.name for s in scene.phrases if s.ref.kind == "organization" and s.ref.name]
    found = {acronym(n): n for n in names if n and len(acronym(n)) > 2 and " " in n}
    for chunk in scene.chunks:  # "National Unity of Hope (UNE)"
        match = _BRACKETED.match(scene.text, chunk.end)
        if match and chunk.tag == "org" and chunk.value is None and " " in chunk.text:
            found[match[1]] = chunk.text
    return found


_BRACKETED = re.compile(r" \((?:[^()\n]{2,60}[,;] )?(?:or |the )?([A-Z][A-Za-z&-]{0,8}[A-Z])"
                        r"(?:[,;] [^()\n]{2,60}| (?:by|in|for) [^()\n]{2,40})?\)")


def body_key(ref: Reference, base: KnowledgeBase, taught: dict[str, str], text: str = ""
             ) -> str | None:
    """Return the key under which a place or organization is collected."""
    if ref.kind == "place" and fold(ref.name or "") in base.by_capital:
        if scene_acts(ref, text):
            return base.by_capital[fold(ref.name or "")]
        return f"city:{fold(ref.name or '')}"
    if ref.value and ref.value.startswith(("region:", "network:")):
        return f"name:{fold(ref.name or '')}"
    if ref.value:
        return ref.value if ref.value not in base.metonyms else f"metonym:{ref.value}"
    country = base.countries.get(ref.country or "") or _trailing_country(ref.name or "", base)
    if country and institution_kind(ref):
        return f"name:{fold(institution_label(ref, country))}"
    name = taught.get(ref.name or "", ref.name or "")
    name = fold(without_legal_form(name))
    return f"name:{name}" if name else None


def _trailing_country(name: str, base: KnowledgeBase) -> Country | None:
    """Return the country at the end of a name: Ministry of Foreign Affairs of Russia."""
    _, found, rest = name.rpartition(" of ")
    return base.country(rest) if found else None


def scene_acts(ref: Reference, text: str) -> bool:
    """Say whether a capital acts as its government: "Yerevan pays special attention"."""
    before = text[: ref.span.start].split()[-1:] or [""]
    after = text[ref.span.end : ref.span.end + 30].split()[:1] or [""]
    words = word_sets().mentions
    return after[0] in words["acting"] and before[0].lower() not in words["relations"]


def _body(found: Cast, key: str, seen: Seen, base: KnowledgeBase) -> None:
    ref = seen.ref
    cluster = found.bodies.get(key)
    if cluster is None:
        kind = "place" if key in base.countries or ref.kind == "place" else "organization"
        cluster = found.bodies[key] = Cluster(kind)
        cluster.known = base.body(key)
        cluster.country = key if key in base.countries else ref.country
    firm = ref.kind == "organization" and without_legal_form(ref.name or "") != ref.name
    if firm and cluster.kind == "place" and cluster.known is None:
        cluster.kind = "organization"  # a headline's "Halvik" was taken for a town
    cluster.seen.append(seen)
    if not cluster.names and key.startswith("name:") and institution_kind(ref):
        country = base.countries.get(ref.country or "") or _trailing_country(ref.name or "", base)
        cluster.names += [institution_label(ref, country)] if country else []
    if key.startswith("metonym:"):
        cluster.names = [key.removeprefix("metonym:")]
    elif ref.name and ref.name not in cluster.names:
        cluster.names.append(ref.name)
    found.by_span[ref.name_span or ref.span] = cluster


def institution_kind(ref: Reference) -> str | None:
    """Return the kind of a state institution: Foreign Ministry, police, parliament."""
    low = ref.text.lower()
    return next((name for phrase, name in word_sets().institutions.items() if phrase in low), None)


def institution_label(ref: Reference, country: Country | None) -> str:
    """Return one name for the spellings of a country's institution."""
    kind = institution_kind(ref)
    adjective = country.adjectives[0] if country and country.adjectives else (
        country.name if country else "")
    if kind is None:
        kind = re.split(r"(?i)\s+(?:of|in|for)\s+", ref.text)[0]
        for known in (*(country.adjectives if country else ()), country.name if country else ""):
            kind = re.sub(rf"(?i)^(?:(?:the|an?)\s+)?{re.escape(known)}(?:[’']s)?\s+", "", kind)
        kind = SIZE.sub("", re.sub(r"(?i)^(?:the|an?|its|their)\s+", "", kind))
    return f"{adjective} {kind}".strip()
